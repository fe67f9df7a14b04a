"""What is hashed and signed in a vote, byte by byte.

Twins: `frontend/src/vote/protocol/messages.ts`, and for what passes between tellers
`frontend/src/counting/messages.ts`.

Each message is a frame that begins with its purpose, so that a signature made for one can never pass for
another; `tests/votes/vectors/messages.json` pins them all. A changed message needs a new number in `varna/1`.
"""

import hashlib
from enum import StrEnum
from functools import lru_cache
from typing import Annotated

from app.votes import blind_rsa
from app.votes.encoding import Point, Record, base64url_of, frame, framed_hash
from app.votes.manifest import Manifest
from app.votes.rules import Choice

CHOICE_CODES = {Choice.AGAINST: 1, Choice.FOR: 2, Choice.BLANK: 3}
MAX_COUNTER = 2**32 - 1


class Purpose(StrEnum):
    ADMISSION = "admission"
    BALLOT = "ballot"


class Credential(Record):
    """A key that the server signed without seeing it.

    The signed message is not carried but rebuilt from the manifest: it cannot disagree with it.
    """

    prefix: Annotated[bytes, base64url_of(blind_rsa.PREFIX_BYTES)]
    public_key: Point
    signature: Annotated[bytes, base64url_of(blind_rsa.SIGNATURE_BYTES)]


def prepared_message(purpose: Purpose, manifest: Manifest, *, prefix: bytes, public_key: bytes) -> bytes:
    """Prefix of RFC 9474, then purpose | vote id | manifest hash | public key."""
    return prefix + _of_vote(f"varna/1/{purpose}", manifest.vote_id, manifest.hash) + frame(public_key)


@lru_cache(maxsize=64)
def _of_vote(label: str, vote_id: str, manifest_hash: bytes) -> bytes:
    """The frame's first parts: in a count they are the same for each of many messages."""
    return frame(label.encode(), vote_id.encode(), manifest_hash)


def credential_hash(purpose: Purpose, manifest: Manifest, credential: Credential) -> bytes:
    """SHA-256 of the message as signed: an envelope's row key, or a ballot's message hash."""
    return hashlib.sha256(_prepared(purpose, manifest, credential)).digest()


def is_credential_issued(purpose: Purpose, manifest: Manifest, credential: Credential) -> bool:
    """Whether this vote's issuing key for the purpose signed the credential's key."""
    issuer = manifest.admission_issuer if purpose is Purpose.ADMISSION else manifest.ballot_issuer
    message = _prepared(purpose, manifest, credential)
    return blind_rsa.is_issued(message, by=issuer, signature=credential.signature)


def _prepared(purpose: Purpose, manifest: Manifest, credential: Credential) -> bytes:
    return prepared_message(purpose, manifest, prefix=credential.prefix, public_key=credential.public_key)


def choice_message(manifest: Manifest, choice: Choice) -> bytes:
    """Signed by the ballot key."""
    return _of_vote("varna/1/choice", manifest.vote_id, manifest.hash) + frame(bytes([CHOICE_CODES[choice]]))


def cast_message(manifest: Manifest, *, counter: int, envelope_hash: bytes) -> bytes:
    """Signed by the admission key."""
    return frame(b"varna/1/cast", manifest.vote_id.encode(), counter.to_bytes(4, "big"), envelope_hash)


def receipt_message(manifest: Manifest, *, row_key: bytes, counter: int, envelope_hash: bytes) -> bytes:
    """Signed by the receipt key once the envelope is stored."""
    vote_id = manifest.vote_id.encode()
    return frame(b"varna/1/receipt", vote_id, row_key, counter.to_bytes(4, "big"), envelope_hash)


def bulletin_message(body: bytes) -> bytes:
    """Signed by the server, or by each teller; `body` is the canonical form of the bulletin's body."""
    return frame(b"varna/1/bulletin", hashlib.sha256(body).digest())


def teller_key_message(vote_id: str, *, sealing: bytes, signing: bytes) -> bytes:
    """Signed by the signing key itself, before there is a manifest: its holder is the one who names it."""
    return frame(b"varna/1/teller-key", vote_id.encode(), sealing, signing)


def teller_confirmation_message(manifest: Manifest) -> bytes:
    """Signed by a teller whose page found its own keys in the locked manifest."""
    return frame(b"varna/1/teller-confirms", manifest.vote_id.encode(), manifest.hash)


def shares_context(manifest: Manifest, *, from_: int, to: int) -> bytes:
    """`info` of HPKE for the shares that one teller passes to another; both are numbers in the manifest."""
    return frame(b"varna/1/teller-shares", manifest.vote_id.encode(), manifest.hash, bytes([from_]), bytes([to]))


def shares_message(manifest: Manifest, *, from_: int, to: int, sealed: bytes) -> bytes:
    """Signed by the sending teller, so that nobody on the way puts other shares in their place."""
    vote_id, digest = manifest.vote_id.encode(), hashlib.sha256(sealed).digest()
    return frame(b"varna/1/teller-shares-sent", vote_id, manifest.hash, bytes([from_]), bytes([to]), digest)


def ballot_seal_context(manifest: Manifest, row_key: bytes) -> bytes:
    """Associated data of the sealed ballot: it opens in its own row of its own vote only."""
    return frame(b"varna/1/envelope", manifest.vote_id.encode(), row_key)


def key_seal_context(manifest: Manifest, row_key: bytes, *, recipient: int) -> bytes:
    """`info` of HPKE for what is sealed to the recipient of this index in the manifest."""
    return frame(b"varna/1/content-key", manifest.vote_id.encode(), row_key, bytes([recipient]))


def key_commitment(manifest: Manifest, content_key: bytes) -> bytes:
    """AES-GCM does not commit to its key, so the envelope does."""
    return framed_hash(b"varna/1/cek", manifest.vote_id.encode(), content_key)


def envelope_hash(commitment: bytes, sealed_ballot: bytes, sealed_keys: tuple[bytes, ...]) -> bytes:
    return framed_hash(b"varna/1/envelope-hash", commitment, sealed_ballot, *sealed_keys)
