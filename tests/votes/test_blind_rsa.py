"""Blind signatures against the figures of RFC 9474, appendix A, and against attack."""

import json
import secrets
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from app.votes import blind_rsa
from app.votes.blind_rsa import (
    BlindedMessageInvalid,
    IssuingKeyInvalid,
    PrivateIssuingKey,
    PublicIssuingKey,
    SigningFault,
    blind_sign,
    generate_key,
    is_issued,
    is_permutation,
    prove_permutation,
)
from tests.support.blinding import blind, emsa_pss, finalize, issuing_key

(RFC,) = json.loads(Path("tests/votes/rfc9474_vectors.json").read_text())


def number(name: str) -> int:
    return int(RFC[name], 16)


def data(name: str) -> bytes:
    return bytes.fromhex(RFC[name])


@pytest.fixture(scope="module")
def rfc_key() -> PrivateIssuingKey:
    p, q, d = number("p"), number("q"), number("d")
    numbers = rsa.RSAPrivateNumbers(
        p=p,
        q=q,
        d=d,
        dmp1=d % (p - 1),
        dmq1=d % (q - 1),
        iqmp=pow(q, -1, p),
        public_numbers=rsa.RSAPublicNumbers(e=number("e"), n=number("n")),
    )
    return PrivateIssuingKey(numbers.private_key())


def test_the_rfcs_blinded_message_gets_the_rfcs_blind_signature(rfc_key: PrivateIssuingKey) -> None:
    assert blind_sign(rfc_key, data("blinded_msg")) == data("blind_sig")


def test_the_rfcs_signature_holds_for_its_prepared_message_only(rfc_key: PrivateIssuingKey) -> None:
    assert data("input_msg") == data("msg_prefix") + data("msg")
    assert is_issued(data("input_msg"), by=rfc_key.public, signature=data("sig"))
    assert not is_issued(data("msg"), by=rfc_key.public, signature=data("sig"))


def test_the_voters_side_used_in_these_tests_agrees_with_the_rfc(rfc_key: PrivateIssuingKey) -> None:
    encoded = emsa_pss(data("input_msg"), bits=rfc_key.public.bits - 1, salt=data("salt"))
    r = pow(number("inv"), -1, number("n"))
    blinded = int.from_bytes(encoded, "big") * pow(r, number("e"), number("n")) % number("n")
    assert blinded == number("blinded_msg")
    assert number("blind_sig") * number("inv") % number("n") == number("sig")


def test_a_blinded_message_comes_back_as_an_ordinary_signature() -> None:
    key = issuing_key("admission")
    message = secrets.token_bytes(32) + b"a message"
    blinding = blind(key.public, message)
    signature = finalize(key.public, blinding, blind_sign(key, blinding.blinded))
    assert is_issued(message, by=key.public, signature=signature)
    assert not is_issued(message, by=issuing_key("ballot").public, signature=signature)
    assert not is_issued(message + b".", by=key.public, signature=signature)
    assert not is_issued(message, by=key.public, signature=signature[:-1] + bytes([signature[-1] ^ 1]))


def test_the_same_request_gets_the_same_answer() -> None:
    key = issuing_key("ballot")
    blinded = blind(key.public, b"a message").blinded
    assert blind_sign(key, blinded) == blind_sign(key, blinded)


@pytest.mark.parametrize("length", [0, 383, 385])
def test_a_blinded_message_of_another_length_is_refused(length: int) -> None:
    with pytest.raises(BlindedMessageInvalid):
        blind_sign(issuing_key("admission"), bytes(length))


def test_a_number_not_below_the_modulus_is_refused() -> None:
    key = issuing_key("admission")
    n = key.public.key.public_numbers().n
    with pytest.raises(BlindedMessageInvalid):
        blind_sign(key, n.to_bytes(384, "big"))
    assert blind_sign(key, (n - 1).to_bytes(384, "big")) == (n - 1).to_bytes(384, "big")


def test_a_faulty_signature_is_never_released(monkeypatch: pytest.MonkeyPatch) -> None:
    """One wrong half and its gcd with n would give the key away (Boneh, DeMillo and Lipton)."""
    key = PrivateIssuingKey.from_bytes(issuing_key("admission").to_bytes())
    monkeypatch.setattr(key, "_d_p", key._d_p + 2)
    with pytest.raises(SigningFault):
        blind_sign(key, blind(key.public, b"a message").blinded)


def test_a_private_key_is_read_back_from_its_bytes() -> None:
    key = generate_key(bits=2048)
    again = PrivateIssuingKey.from_bytes(key.to_bytes())
    assert again.public == key.public
    assert blind_sign(again, bytes(255) + b"\x05") == blind_sign(key, bytes(255) + b"\x05")


def test_a_made_key_has_3072_bits_and_the_public_form_that_browsers_import() -> None:
    public = generate_key().public
    assert public.bits == 3072
    rsa_encryption = bytes.fromhex("06092a864886f70d0101010500")
    assert rsa_encryption in public.spki


def test_what_is_no_issuing_key_is_refused() -> None:
    foreign = ec.generate_private_key(ec.SECP256R1())
    spki = foreign.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    pkcs8 = foreign.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    for public in (spki, b"", issuing_key("other").public.spki + b"\0"):
        with pytest.raises(IssuingKeyInvalid):
            _ = PublicIssuingKey(public).key
    for private in (pkcs8, b""):
        with pytest.raises(IssuingKeyInvalid):
            PrivateIssuingKey.from_bytes(private)


def test_an_honest_key_is_proved_to_hide_what_it_signs() -> None:
    key = issuing_key("admission")
    proof = prove_permutation(key)
    assert is_permutation(key.public, proof=proof)
    assert not is_permutation(issuing_key("ballot").public, proof=proof)
    assert not is_permutation(key.public, proof=proof[:-1])
    assert not is_permutation(key.public, proof=proof[384:] + proof[:384])
    assert not is_permutation(key.public, proof=bytes(len(proof)))


def test_a_key_made_to_tell_blinded_messages_apart_has_no_proof() -> None:
    """With e dividing p - 1 the signer sees, of r^e times m, which of 65537 classes m lies in."""
    e, q = blind_rsa.PUBLIC_EXPONENT, issuing_key("other")._key.private_numbers().q
    p = _prime_of_1_modulo(e, bits=1536)
    n = p * int(q)
    spki = (
        rsa.RSAPublicNumbers(e=e, n=n)
        .public_key()
        .public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    )
    challenges = blind_rsa._challenges(PublicIssuingKey(spki))
    assert any(pow(challenge, (p - 1) // e, p) != 1 for challenge in challenges)


def _prime_of_1_modulo(e: int, *, bits: int) -> int:
    import gmpy2

    while True:
        candidate = (secrets.randbits(bits - 17) | 1 << (bits - 18)) * 2 * e + 1
        if gmpy2.is_prime(candidate):
            return candidate
