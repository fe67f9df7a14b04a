"""Drawing: what a voter's page sends, what it gets back, and how the same request is known again."""

from typing import Annotated

from app.votes.blind_rsa import SIGNATURE_BYTES, PrivateIssuingKey, blind_sign
from app.votes.encoding import Record, base64url_of, framed_hash

SEALED_STATE_BYTES = 4124
"""Nonce 12, state 4096, tag 16. The page seals it under the voter's code; the server sees only its size."""

BlindMessage = Annotated[bytes, base64url_of(SIGNATURE_BYTES)]


class DrawRequest(Record):
    admission: BlindMessage
    ballot: BlindMessage
    sealed_state: Annotated[bytes, base64url_of(SEALED_STATE_BYTES)]


class DrawAnswer(Record):
    """The two blind signatures: only the page that blinded can use them."""

    admission: BlindMessage
    ballot: BlindMessage


def fingerprint(request: DrawRequest) -> bytes:
    """What a roll entry keeps of its draw: equal for the same two blinded messages, whatever the state."""
    return framed_hash(b"varna/1/draw", request.admission, request.ballot)


def sign_draw(request: DrawRequest, *, admission_key: PrivateIssuingKey, ballot_key: PrivateIssuingKey) -> DrawAnswer:
    """About 6 ms of processor time; the same request gets the same answer.

    Raises BlindedMessageInvalid.
    """
    return DrawAnswer(
        admission=blind_sign(admission_key, request.admission),
        ballot=blind_sign(ballot_key, request.ballot),
    )
