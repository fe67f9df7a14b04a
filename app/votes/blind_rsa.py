"""Blind signatures: RFC 9474, RSABSSA-SHA384-PSS-Randomized, the signer's side and verification.

The browser blinds and finalizes (`frontend/src/vote/protocol/blind.ts`). What is verified here is an ordinary
RSA-PSS signature on the *prepared* message: 32 random bytes, then the message.

The only module that does raw RSA: `cryptography` offers none.
"""

import hashlib
import secrets
from dataclasses import dataclass
from functools import cached_property

import gmpy2
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from app.core.errors import DomainError
from app.votes.encoding import frame

KEY_BITS = 3072
SIGNATURE_BYTES = KEY_BITS // 8
PREFIX_BYTES = 32
SALT_BYTES = 48
PUBLIC_EXPONENT = 65537
PROOF_ROOTS = 8

_PSS = padding.PSS(mgf=padding.MGF1(hashes.SHA384()), salt_length=SALT_BYTES)


class BlindedMessageInvalid(DomainError):
    code = "blinded-message-invalid"
    status = 422
    title = "The blinded message does not fit the issuing key."


class IssuingKeyInvalid(DomainError):
    code = "issuing-key-invalid"
    status = 422
    title = "The issuing key is not an RSA key of the prescribed size."


class SigningFault(DomainError):
    """The result did not check: a fault in the machine. Releasing it could reveal the key."""

    code = "blind-signing-fault"
    status = 500
    title = "The signature could not be made."


@dataclass(frozen=True)
class PublicIssuingKey:
    """A public issuing key, and its form in bytes: SubjectPublicKeyInfo with `rsaEncryption`.

    Not `id-RSASSA-PSS`: browsers refuse to import that.
    """

    spki: bytes

    @cached_property
    def key(self) -> rsa.RSAPublicKey:
        """Raises IssuingKeyInvalid."""
        try:
            key = serialization.load_der_public_key(self.spki)
        except ValueError as error:
            raise IssuingKeyInvalid from error
        if (
            not isinstance(key, rsa.RSAPublicKey)
            or key.public_numbers().e != PUBLIC_EXPONENT
            or _spki_of(key) != self.spki
        ):
            raise IssuingKeyInvalid
        return key

    @property
    def bits(self) -> int:
        return self.key.key_size

    @property
    def bytes_long(self) -> int:
        return (self.bits + 7) // 8


class PrivateIssuingKey:
    """One of a vote's two issuing keys. Shows nothing of itself when printed."""

    def __init__(self, key: rsa.RSAPrivateKey) -> None:
        numbers = key.private_numbers()
        self._key = key
        self._p, self._q = gmpy2.mpz(numbers.p), gmpy2.mpz(numbers.q)
        self._d_p, self._d_q = gmpy2.mpz(numbers.dmp1), gmpy2.mpz(numbers.dmq1)
        self._q_inverse = gmpy2.mpz(numbers.iqmp)
        self._n, self._e = gmpy2.mpz(numbers.public_numbers.n), gmpy2.mpz(numbers.public_numbers.e)
        self.public = PublicIssuingKey(_spki_of(key.public_key()))

    @classmethod
    def from_bytes(cls, pkcs8: bytes) -> "PrivateIssuingKey":
        """From bytes that the caller kept sealed: that no one changed them is not checked again here.

        Testing the primes anew takes 80 ms; a fault would be caught by `root_of`. Raises IssuingKeyInvalid.
        """
        try:
            key = serialization.load_der_private_key(pkcs8, password=None, unsafe_skip_rsa_key_validation=True)
        except ValueError as error:
            raise IssuingKeyInvalid from error
        if not isinstance(key, rsa.RSAPrivateKey):
            raise IssuingKeyInvalid
        return cls(key)

    def to_bytes(self) -> bytes:
        """PKCS #8, in clear: the caller seals it."""
        return self._key.private_bytes(
            serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )

    def root_of(self, number: int) -> int:
        """The e-th root of `number` modulo n, in time that tells neither the number nor the key.

        `powmod_sec` hides the exponent; base blinding hides what it is raised from; the check catches a
        fault in either half, which would otherwise give away a factor of n.
        """
        m = gmpy2.mpz(number)
        blind = gmpy2.mpz(secrets.randbelow(int(self._n) - 2) + 2)
        base = m * gmpy2.powmod(blind, self._e, self._n) % self._n
        s_p = gmpy2.powmod_sec(base % self._p, self._d_p, self._p)
        s_q = gmpy2.powmod_sec(base % self._q, self._d_q, self._q)
        s = s_q + self._q * ((s_p - s_q) * self._q_inverse % self._p)
        root = s * gmpy2.invert(blind, self._n) % self._n
        if gmpy2.powmod(root, self._e, self._n) != m:
            raise SigningFault
        return int(root)


def generate_key(*, bits: int = KEY_BITS) -> PrivateIssuingKey:
    """Blocks for up to some seconds: run it in a worker, outside a transaction."""
    return PrivateIssuingKey(rsa.generate_private_key(public_exponent=PUBLIC_EXPONENT, key_size=bits))


def blind_sign(key: PrivateIssuingKey, blinded: bytes) -> bytes:
    """The blind signature, as long as the modulus; the same for the same input. Source: RFC 9474, 4.3.

    Raises BlindedMessageInvalid for the wrong length or a number not below the modulus.
    """
    number = int.from_bytes(blinded, "big")
    if len(blinded) != key.public.bytes_long or number >= key.public.key.public_numbers().n:
        raise BlindedMessageInvalid
    return key.root_of(number).to_bytes(key.public.bytes_long, "big")


def is_issued(prepared_message: bytes, *, by: PublicIssuingKey, signature: bytes) -> bool:
    """Whether the issuing key signed the prepared message. Source: RFC 9474, 4.5."""
    try:
        by.key.verify(signature, prepared_message, _PSS, hashes.SHA384())
    except InvalidSignature:
        return False
    return True


def prove_permutation(key: PrivateIssuingKey) -> bytes:
    """Evidence that blinding with this key hides everything: e-th roots of eight numbers nobody chose.

    Were e to divide p - 1 for a factor p, powers r^e would fill only 1/e of the residues, and a signer who
    made such a key could tell 16 bits of each blinded message apart and so link it to its ballot. Only an
    e-th part of all numbers would then have a root; that eight derived ones all do has probability 2^-128.
    """
    challenges = _challenges(key.public)
    return b"".join(key.root_of(c).to_bytes(key.public.bytes_long, "big") for c in challenges)


def is_permutation(key: PublicIssuingKey, *, proof: bytes) -> bool:
    """Whether `proof` shows that raising to e permutes the residues of the key's modulus."""
    size, n = key.bytes_long, key.key.public_numbers().n
    if len(proof) != PROOF_ROOTS * size:
        return False
    roots = [int.from_bytes(proof[start : start + size], "big") for start in range(0, len(proof), size)]
    return all(
        root < n and gmpy2.powmod(root, PUBLIC_EXPONENT, n) == challenge
        for root, challenge in zip(roots, _challenges(key), strict=True)
    )


def _challenges(key: PublicIssuingKey) -> list[int]:
    """Numbers below n that follow from the key alone.

    Each is hashed out to 16 bytes more than the modulus, so that the reduction is even to within 2^-128.
    """
    n, wanted = key.key.public_numbers().n, key.bytes_long + 16
    numbers = []
    for root in range(PROOF_ROOTS):
        blocks = (
            hashlib.sha256(frame(b"varna/1/key-proof", key.spki, bytes([root]), bytes([block]))).digest()
            for block in range(-(-wanted // 32))
        )
        numbers.append(int.from_bytes(b"".join(blocks)[:wanted], "big") % n)
    return numbers


def _spki_of(key: rsa.RSAPublicKey) -> bytes:
    return key.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
