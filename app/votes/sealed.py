"""What a vote keeps under the installation's key: each field bound to its vote, so that no two can be exchanged.

Without tellers the opening key lies here too: whoever has the database and the configuration can open it.
"""

import secrets
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from app.core.keys import Keys
from app.votes.encoding import frame

NONCE_BYTES = 12


def seal(keys: Keys, data: bytes, *, vote_id: UUID, field: str) -> bytes:
    nonce = secrets.token_bytes(NONCE_BYTES)
    return nonce + AESGCM(keys.sealing).encrypt(nonce, data, _context(vote_id, field))


def unseal(keys: Keys, sealed: bytes, *, vote_id: UUID, field: str) -> bytes:
    """Raises InvalidTag when it was sealed for another place, or under another installation's key."""
    return AESGCM(keys.sealing).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], _context(vote_id, field))


def seal_text(keys: Keys, text: str | None, *, vote_id: UUID, field: str) -> bytes | None:
    return seal(keys, text.encode(), vote_id=vote_id, field=field) if text else None


def unseal_text(keys: Keys, sealed: bytes | None, *, vote_id: UUID, field: str) -> str | None:
    return None if sealed is None else unseal(keys, sealed, vote_id=vote_id, field=field).decode()


def _context(vote_id: UUID, field: str) -> bytes:
    return frame(b"varna/1/sealed-vote", vote_id.bytes, field.encode())
