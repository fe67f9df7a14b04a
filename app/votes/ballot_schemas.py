"""What a voter's page sends and reads, without a session."""

from datetime import datetime
from typing import Annotated

from pydantic import Field

from app.core.schemas import Reason, Schema
from app.votes.bulletin import EnvelopeLine
from app.votes.draw import DrawRequest
from app.votes.manifest import Mode
from app.votes.rules import Outcome, VoteStatus
from app.votes.schemas import Caution

Token = Annotated[str, Field(min_length=43, max_length=43, pattern=r"^[A-Za-z0-9_-]{43}$")]
"""From the link's fragment."""


class LinkHolder(Schema):
    token: Token


class DrawWish(Schema):
    token: Token
    draw: DrawRequest


class ObjectionCreate(Schema):
    token: Token
    text: Reason


class BallotStage(Schema):
    """Where the vote stands: the same for everyone, cheap to ask again."""

    status: VoteStatus
    mode: Mode
    """Whose turn it is after the check window: the server's own, or the tellers'."""
    manifest_hash: str
    """A page that drew under another one sees that its draw no longer holds."""
    is_drawing_closed: bool
    drawing_closes_at: datetime | None
    casting_opens_at: datetime | None
    closes_at: datetime | None
    check_ends_at: datetime | None
    outcome: Outcome | None


class ManifestRead(Schema):
    """What every voter's page checks first; it names nobody."""

    manifest: str
    """Canonical JSON, byte for byte as it was locked."""
    manifest_hash: str
    caution: Caution


class EntryRead(ManifestRead):
    """What the link's holder may know."""

    stage: BallotStage
    can_draw: bool
    has_drawn: bool
    is_confirmed: bool
    is_lost: bool
    """Its holder has said that what was drawn with it is gone."""
    concerns: str
    """The name of the person the question concerns; with `salt` it checks the manifest's commitment."""
    salt: str
    account: str | None


class StateLine(Schema):
    """A state sealed under somebody's voting code, and the blind answers that belong to it; base64url."""

    state: str
    admission: str
    ballot: str


class States(Schema):
    states: list[StateLine]


class Board(Schema):
    """Every admitted envelope's proof, by row key."""

    envelopes: list[EnvelopeLine]
