from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import AwareDatetime, Field, StringConstraints, model_validator

from app.access.rules import Office
from app.cases.schemas import NamedRead, Words
from app.core.schemas import Prose, Schema
from app.proceedings.exclusion.rules import ExclusionGround, ExclusionStatus
from app.proceedings.hearing.rules import BY_HAND, CONTACTS, AnswerKind, HearingState, Way
from app.proceedings.measures.schemas import OwnMeasureRead
from app.votes.kinds import HearingOutcome
from app.votes.rules import Outcome


class Released(Schema):
    """What they are told, as they read it."""

    allegations: Annotated[Prose, StringConstraints(min_length=1, max_length=8_000)]
    evidence: Annotated[Prose, StringConstraints(max_length=4_000)] = ""
    """Where the evidence points."""
    follows: Annotated[Prose, StringConstraints(max_length=2_000)] = ""
    """What happens next."""
    talk: Annotated[Prose, StringConstraints(max_length=1_000)] = ""
    """When and where they are heard in person, and with whom."""
    contact: Annotated[Office, Field(description="to whom they can turn: an office, never a name")]

    def words(self) -> str:
        return "\n".join((self.allegations, self.evidence, self.follows, self.talk))

    @model_validator(mode="after")
    def _can_be_turned_to(self) -> Self:
        if self.contact not in CONTACTS:
            raise ValueError("nobody can be turned to there")
        return self


class ReleaseDraft(Schema):
    person_id: UUID
    told: Released


class ReleaseCreate(ReleaseDraft):
    names_confirmed: bool = False
    """Whoever releases has read the names that were found, and means them."""
    reach_confirmed: bool = False
    """Whoever releases has read the addresses and numbers that were found, and means them."""


class ReleasePreview(Schema):
    """What they will read beside what was written, whom that may name, and how somebody could be reached by it."""

    to_you: Words
    contact: Words
    may_name: list[NamedRead]
    ways_to_reach: list[str]
    """Addresses and numbers, as they stand in what was written: whose they are is not known."""
    has_account: bool
    """Without one they are told on paper."""
    answer_within_days: int
    """From when they are told; by the case's policy."""


class ReleaseMade(Schema):
    hearing_id: UUID
    release_id: UUID


class TellingCreate(Schema):
    release_id: UUID
    way: Way
    told_at: AwareDatetime

    @model_validator(mode="after")
    def _is_by_hand(self) -> Self:
        if self.way not in BY_HAND:
            raise ValueError("their page records itself")
        return self


class AnswerRecord(Schema):
    """What they said on paper or in person."""

    declines: bool = False
    is_to_vote: bool = False
    way: Way
    given_at: AwareDatetime
    text: Prose = ""

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.way not in BY_HAND:
            raise ValueError("their page records itself")
        if not self.declines and not self.text:
            raise ValueError("an answer has words")
        return self


class AnswerCreate(Schema):
    """Their own words on their own page."""

    declines: bool = False
    is_to_vote: bool = False
    """To the council group's question, before it is asked."""
    text: Prose = ""

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not self.declines and not self.text:
            raise ValueError("an answer has words")
        return self


class AnswerMade(Schema):
    answer_id: UUID


class ReleaseLine(Schema):
    id: UUID
    released_at: datetime
    released_by: NamedRead | None
    way: Way | None
    told_at: datetime | None
    first_opened_at: datetime | None


class AnswerLine(Schema):
    id: UUID
    kind: AnswerKind
    way: Way
    given_at: datetime
    recorded_by: NamedRead | None
    """Null when they wrote it themselves."""


class CaseHearing(Schema):
    """One who is accused, or suspected, and how far their hearing has come. Its words are opened apart."""

    person: NamedRead
    is_suspected: bool
    hearing_id: UUID | None
    """Null before anything is released to them."""
    state: HearingState | None
    answer_by: datetime | None
    has_account: bool
    reads_on_page: bool
    """They have been let in and can read it themselves."""
    may_release: bool
    releases: list[ReleaseLine]
    answers: list[AnswerLine]


class CaseHearingList(Schema):
    items: list[CaseHearing]
    contacts: list[Office]


class OpenedRelease(Schema):
    id: UUID
    released_at: datetime
    told: Released
    contact: Words


class OpenedAnswer(Schema):
    id: UUID
    kind: AnswerKind
    way: Way
    given_at: datetime
    text: str


class OpenedHearing(Schema):
    releases: list[OpenedRelease]
    answers: list[OpenedAnswer]


class HearingLine(Schema):
    id: UUID
    told_at: datetime
    state: HearingState


class HearingList(Schema):
    items: list[HearingLine]


class QuestionToGroup(Schema):
    """The council group's vote about them, as far as it is theirs to know."""

    asked_at: datetime
    is_over: bool
    is_void: bool
    """It was called off or voided, or its result fell: nothing is decided by it."""
    heard: HearingOutcome | None
    heard_by: datetime
    """Until then they may be heard before it."""
    outcome: Outcome | None
    against: int | None
    in_favour: int | None
    blank: int | None


class ExclusionOfMine(Schema):
    ground: ExclusionGround
    status: ExclusionStatus
    opened_at: datetime


class HearingRead(Schema):
    """Their own hearing, without the words that are opened apart. Nothing in it leads to the case."""

    id: UUID
    state: HearingState
    is_closed: bool
    """What it was about is closed: it says so on their page, where it said that it is looked into."""
    answer_by: datetime | None
    to_you: Words
    questions: list[QuestionToGroup]
    exclusion_cases: list[ExclusionOfMine]


class HearingFile(Schema):
    """All that concerns them here, to take along."""

    made_at: datetime
    hearing: HearingRead
    opened: OpenedHearing
    measures: list[OwnMeasureRead]
