"""Ready-made issuing keys, and the blinding that in life is done in the browser only."""

import base64
import hashlib
import json
import secrets
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from app.votes.blind_rsa import PrivateIssuingKey, PublicIssuingKey


@cache
def issuing_key(name: str) -> PrivateIssuingKey:
    """`admission`, `ballot` or `other`: ready-made, as making one takes up to some seconds."""
    keys = json.loads(Path("tests/votes/issuing_keys.json").read_text())
    return PrivateIssuingKey.from_bytes(base64.b64decode(keys[name]))


@dataclass(frozen=True)
class Blinding:
    """A message on its way to the signer. Source: RFC 9474, 4.2."""

    prepared: bytes
    blinded: bytes
    inverse: int


def blind(key: PublicIssuingKey, prepared: bytes) -> Blinding:
    n, e = key.key.public_numbers().n, key.key.public_numbers().e
    encoded = int.from_bytes(emsa_pss(prepared, bits=key.bits - 1, salt=secrets.token_bytes(48)), "big")
    r = secrets.randbelow(n - 2) + 2
    z = encoded * pow(r, e, n) % n
    return Blinding(prepared, z.to_bytes(key.bytes_long, "big"), pow(r, -1, n))


def finalize(key: PublicIssuingKey, blinding: Blinding, blind_signature: bytes) -> bytes:
    """Source: RFC 9474, 4.4, without its check: the tests make that themselves."""
    s = int.from_bytes(blind_signature, "big") * blinding.inverse % key.key.public_numbers().n
    return s.to_bytes(key.bytes_long, "big")


def emsa_pss(message: bytes, *, bits: int, salt: bytes) -> bytes:
    """EMSA-PSS with SHA-384 and MGF1. Source: RFC 8017, 9.1.1."""
    size = (bits + 7) // 8
    digest = hashlib.sha384(bytes(8) + hashlib.sha384(message).digest() + salt).digest()
    block = bytes(size - len(salt) - len(digest) - 2) + b"\x01" + salt
    mask = b"".join(hashlib.sha384(digest + i.to_bytes(4, "big")).digest() for i in range(size // 48 + 1))
    masked = bytearray(a ^ b for a, b in zip(block, mask, strict=False))
    masked[0] &= 0xFF >> (8 * size - bits)
    return bytes(masked) + digest + b"\xbc"
