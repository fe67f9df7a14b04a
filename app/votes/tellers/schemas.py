"""What comes in and goes out about tellers, and between them."""

from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import AfterValidator, Field, model_validator

from app.core.schemas import Schema
from app.votes.encoding import EcdsaSignature, Point, from_base64url
from app.votes.envelope import Cast
from app.votes.paper_schemas import TallyFigures
from app.votes.tellers.rules import FEWEST, MOST


def _is_base64url(text: str) -> str:
    from_base64url(text)
    return text


Number = Annotated[int, Field(ge=0, lt=MOST)]
"""A teller's place in the manifest."""
SealedText = Annotated[str, Field(min_length=100, pattern=r"^[A-Za-z0-9_-]*$"), AfterValidator(_is_base64url)]
"""Base64url of HPKE's key (65 bytes), ciphertext and tag."""


class TellersWrite(Schema):
    """`threshold` of those named open the vote. Nobody and 0: without tellers."""

    person_ids: Annotated[list[UUID], Field(max_length=MOST)]
    threshold: Annotated[int, Field(ge=0, le=MOST)]

    @model_validator(mode="after")
    def _can_be_met(self) -> Self:
        if len(set(self.person_ids)) != len(self.person_ids):
            raise ValueError("someone is named twice")
        is_without = not self.person_ids and self.threshold == 0
        if not is_without and not FEWEST <= self.threshold <= len(self.person_ids):
            raise ValueError("2 <= threshold <= tellers, or neither")
        return self


class TellerRead(Schema):
    """`name` and `person_id` are null for a seat that was struck."""

    name: str | None
    person_id: UUID | None
    number: int | None
    """From lock on."""
    has_keys: bool
    has_confirmed: bool
    has_sent: bool
    has_signed: bool
    is_in_opening_set: bool
    is_struck: bool
    """They count no longer, and their shares are gone."""
    is_me: bool
    fingerprint: str | None
    """Of both public keys, to be read aloud."""


class TellersRead(Schema):
    threshold: int
    usual_count: int
    """What the policy proposes."""
    usual_threshold: int
    tellers: list[TellerRead]
    """By name before lock, by number after."""
    opening_set: list[int]
    """Whose shares open the vote; empty until enough have sent theirs."""
    counts_differ: bool
    """What was signed is not the same, or not what the server has: nothing is certified."""
    opens_at: datetime | None
    """When the check window ends."""


class TellerKeysWrite(Schema):
    sealing_key: Point
    signing_key: Point
    possession: EcdsaSignature
    """By the signing key, over both."""


class TellerConfirmationWrite(Schema):
    signature: EcdsaSignature


class PaperFound(Schema):
    """Those marked to vote on paper, and what two people found in what they handed in."""

    marked: int
    tally: TallyFigures | None
    uncounted: int
    """Handed in, too few to be looked at, and destroyed."""


class BoxRead(Schema):
    """Everything that a count is made from, by row key, beside the rows that anyone can read at `/board`."""

    number: int
    """The reader's own."""
    stays_sealed: bool
    """Too few took part: nothing is opened, and `casts` is empty. What is published is counted."""
    casts: list[Cast]
    present: int
    drawn: int
    confirmed: int
    lost: int
    """Drawn, not cast, and reported as lost."""
    paper: PaperFound
    opening_set: list[int]


class PackageWrite(Schema):
    to: Number
    sealed: SealedText
    signature: EcdsaSignature


class SharesWrite(Schema):
    """One package for every other teller who is not struck; what is sent to one who is struck is not kept."""

    packages: Annotated[list[PackageWrite], Field(max_length=MOST)]


class PackageRead(Schema):
    from_: Annotated[int, Field(alias="from")]
    sealed: str
    signature: EcdsaSignature


class SharesRead(Schema):
    """What those of the opening set have sealed to the reader; nothing until there is one."""

    opening_set: list[int]
    packages: list[PackageRead]


class TellerCountWrite(Schema):
    body: Annotated[str, Field(min_length=2)]
    """Canonical JSON of the bulletin's body."""
    signature: EcdsaSignature


class TellerCountAnswer(Schema):
    is_certified: bool
    counts_differ: bool


class OpeningSetChange(Schema):
    without: Number
    """One of the set that is; another who has sent takes their place."""
