"""Keys derived from the installation's one secret, each for one purpose (HKDF-SHA256, RFC 5869)."""

import hashlib
import hmac
from dataclasses import dataclass, field
from typing import NewType
from uuid import UUID

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

PersonTag = NewType("PersonTag", str)
"""32 hexadecimal digits that stand for a person where no name may stand (cases, votes, audit, outbox)."""

TAG_BYTES = 16


def derive(secret: bytes, purpose: str, *, length: int = 32) -> bytes:
    return HKDF(algorithm=SHA256(), length=length, salt=None, info=f"varna {purpose}".encode()).derive(secret)


def sha256(value: str | bytes) -> bytes:
    return hashlib.sha256(value.encode() if isinstance(value, str) else value).digest()


@dataclass(frozen=True)
class Keys:
    """The installation's derived keys. Who has only the database has none of them."""

    root: bytes = field(repr=False)
    tokens: str = field(init=False, repr=False)
    sealing: bytes = field(init=False, repr=False)
    _tags: bytes = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "tokens", derive(self.root, "jwt", length=48).hex())
        object.__setattr__(self, "sealing", derive(self.root, "sealing"))
        object.__setattr__(self, "_tags", derive(self.root, "tags"))

    def mac(self, purpose: str, *parts: str | bytes | UUID) -> bytes:
        """32 bytes that only this installation can make from `parts` (HMAC-SHA256).

        Parts are length-prefixed, so that ("ab", "c") and ("a", "bc") differ.
        """
        message = bytearray()
        for part in (purpose, *parts):
            raw = part.bytes if isinstance(part, UUID) else part.encode() if isinstance(part, str) else part
            message += len(raw).to_bytes(4, "big") + raw
        return hmac.digest(self._tags, bytes(message), "sha256")

    def keyed_hash(self, purpose: str, *parts: str | bytes | UUID) -> str:
        """The first 128 bits of `mac`, as 32 hexadecimal digits."""
        return self.mac(purpose, *parts)[:TAG_BYTES].hex()

    def person_tag(self, person_id: UUID) -> PersonTag:
        """The pseudonym of a person in grants, steps, audit and outbox: a database without its key names no party."""
        return PersonTag(self.keyed_hash("person", person_id))
