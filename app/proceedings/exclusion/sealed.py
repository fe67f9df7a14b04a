"""The federation's references, under the installation's key: each bound to its exclusion case and field."""

import secrets
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from app.core.keys import Keys
from app.votes.encoding import frame

NONCE_BYTES = 12


def seal(keys: Keys, text: str, *, exclusion_id: UUID, field: str) -> bytes:
    nonce = secrets.token_bytes(NONCE_BYTES)
    return nonce + AESGCM(keys.sealing).encrypt(nonce, text.encode(), _context(exclusion_id, field))


def unseal(keys: Keys, sealed: bytes, *, exclusion_id: UUID, field: str) -> str:
    """Raises InvalidTag when it was sealed for another place, or under another installation's key."""
    opened = AESGCM(keys.sealing).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], _context(exclusion_id, field))
    return opened.decode()


def _context(exclusion_id: UUID, field: str) -> bytes:
    return frame(b"varna/1/sealed-exclusion", exclusion_id.bytes, field.encode())
