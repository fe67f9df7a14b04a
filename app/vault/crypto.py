"""Pure cryptography: key pairs from a seed, wrapping, sealing. No database.

Formats (all lengths in bytes):
seed 32 → private key: ML-KEM-768 seed 64 | X25519 32, by HKDF-SHA256; public key 1184 | 32.
Sealed value: kind 1 | body; kind 1 = HPKE enc+ciphertext, kind 2 = AES-GCM nonce 12 | ciphertext+tag.
"""

import os
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey, MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from app.core.keys import derive

SEED_BYTES = 32
PUBLIC_KEY_BYTES = 1216
_MLKEM_SEED_BYTES = 64
_MLKEM_PUBLIC_BYTES = 1184
_NONCE_BYTES = 12
_BY_HPKE = b"\x01"
_BY_CONTENT_KEY = b"\x02"

_SUITE = hpke.Suite(hpke.KEM.MLKEM768_X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_256_GCM)


class CannotOpen(Exception):
    """The key is another one, or the bytes or their place were changed. A fault or an attack, never a user's error."""


@dataclass(frozen=True)
class KeyPair:
    """A holder's or a compartment version's pair. Everything private follows from the 32-byte seed."""

    seed: bytes = field(repr=False)

    @classmethod
    def generate(cls) -> "KeyPair":
        return cls(os.urandom(SEED_BYTES))

    @cached_property
    def _private(self) -> hpke.MLKEM768X25519PrivateKey:
        raw = derive(self.seed, "key pair", length=_MLKEM_SEED_BYTES + 32)
        return hpke.MLKEM768X25519PrivateKey(
            MLKEM768PrivateKey.from_seed_bytes(raw[:_MLKEM_SEED_BYTES]),
            X25519PrivateKey.from_private_bytes(raw[_MLKEM_SEED_BYTES:]),
        )

    @cached_property
    def public_key(self) -> bytes:
        raw = derive(self.seed, "key pair", length=_MLKEM_SEED_BYTES + 32)
        mlkem = MLKEM768PrivateKey.from_seed_bytes(raw[:_MLKEM_SEED_BYTES]).public_key()
        x25519 = X25519PrivateKey.from_private_bytes(raw[_MLKEM_SEED_BYTES:]).public_key()
        return mlkem.public_bytes_raw() + x25519.public_bytes_raw()

    @cached_property
    def content_key(self) -> bytes:
        return derive(self.seed, "content")

    def open(self, sealed: bytes, *, context: bytes) -> bytes:
        """The plaintext of anything sealed to this pair or with its content key, at exactly this place."""
        kind, body = sealed[:1], sealed[1:]
        try:
            if kind == _BY_HPKE:
                return _SUITE.decrypt(body, self._private, info=context)
            if kind == _BY_CONTENT_KEY:
                return AESGCM(self.content_key).decrypt(body[:_NONCE_BYTES], body[_NONCE_BYTES:], context)
        except (InvalidTag, ValueError):
            pass
        raise CannotOpen

    def seal(self, plaintext: bytes, *, context: bytes) -> bytes:
        """Seal with the symmetric content key: quick, for those who can open."""
        return _BY_CONTENT_KEY + seal_with(self.content_key, plaintext, context=context)


def seal_to(public_key: bytes, plaintext: bytes, *, context: bytes) -> bytes:
    """Seal so that only the pair's holder can open: for those who may write but not read."""
    return _BY_HPKE + _SUITE.encrypt(plaintext, _public(public_key), info=context)


@lru_cache(maxsize=256)
def _public(public_key: bytes) -> hpke.MLKEM768X25519PublicKey:
    """Ready to be sealed to: the same few stand by for every case, and reading a key takes a fourth of a wrap."""
    return hpke.MLKEM768X25519PublicKey(
        MLKEM768PublicKey.from_public_bytes(public_key[:_MLKEM_PUBLIC_BYTES]),
        X25519PublicKey.from_public_bytes(public_key[_MLKEM_PUBLIC_BYTES:]),
    )


def seal_with(key: bytes, plaintext: bytes, *, context: bytes) -> bytes:
    """AES-256-GCM under a 32-byte key: nonce 12 | ciphertext and tag."""
    nonce = os.urandom(_NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, plaintext, context)


def open_with(key: bytes, sealed: bytes, *, context: bytes) -> bytes:
    try:
        return AESGCM(key).decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], context)
    except (InvalidTag, ValueError):
        raise CannotOpen from None


def place(table: str, row: UUID, field_name: str, *, version: UUID | None = None) -> bytes:
    """Where a sealed value stands. Bound into it, so that nobody can move it to another row, field or version."""
    return f"varna|{table}|{row}|{field_name}|{version or '-'}".encode()
