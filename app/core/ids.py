"""Identifiers that tell nothing: no running numbers, no time in them."""

import secrets
from uuid import UUID, uuid4

# Crockford's alphabet: no I, L, O or U, so that a reference can be read aloud.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
REFERENCE_LENGTH = 8


def new_id() -> UUID:
    return uuid4()


def new_reference() -> str:
    """A case's reference, such as `7QF2-9MXK`: 40 random bits, for people to say to each other."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(REFERENCE_LENGTH))
    return f"{letters[:4]}-{letters[4:]}"


def new_token() -> str:
    """256 random bits, for links and cookies; only a hash of it is ever stored."""
    return secrets.token_urlsafe(32)
