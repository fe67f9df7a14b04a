"""Where a meeting is, under the installation's key.

Those who come to a first meeting have no compartment in common, and an address can tell of a person. So it is sealed
like what a vote keeps: a copy of the database does not show it, and whoever is called reads it.
"""

import secrets
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from app.core.keys import Keys

_NONCE_BYTES = 12


def seal_place(keys: Keys, place: str, *, meeting_id: UUID) -> bytes:
    nonce = secrets.token_bytes(_NONCE_BYTES)
    return nonce + AESGCM(keys.sealing).encrypt(nonce, place.encode(), _context(meeting_id))


def unseal_place(keys: Keys, sealed: bytes, *, meeting_id: UUID) -> str:
    return AESGCM(keys.sealing).decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], _context(meeting_id)).decode()


def _context(meeting_id: UUID) -> bytes:
    return b"varna/1/meeting-place" + meeting_id.bytes
