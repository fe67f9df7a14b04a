from datetime import date, datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import AwareDatetime, Field

from app.cases.schemas import NamedRead, Words
from app.core.schemas import Line, Prose, Reason, Schema
from app.policy.terms import AgendaTopic, Phase
from app.proceedings.meetings.rules import DecisionKind, MeetingKind, MeetingStatus


class MyAct(StrEnum):
    """What whoever asks can do with a meeting now."""

    HOLD = "hold"
    RECORD = "record"
    APPROVE = "approve"
    CANCEL = "cancel"
    HAND_OVER = "hand_over"
    RULE = "rule"
    """Enter what the federation has decided, and confirm what another has entered."""


class MeetingCreate(Schema):
    kind: MeetingKind
    starts_at: AwareDatetime
    place: Line
    """A room, a telephone number, a link: for those who are called, and in no notice."""


class MeetingMade(Schema):
    id: UUID


class SeatRead(Schema):
    person: NamedRead | None
    votes: bool
    """Whether they are of the board."""
    is_present: bool | None
    """Null until the meeting is held."""


class MeetingRead(Schema):
    """A meeting without anything that was said at it."""

    id: UUID
    number: int
    kind: MeetingKind
    status: MeetingStatus
    starts_at: datetime
    place: str | None
    called_by: NamedRead | None
    seats: list[SeatRead]
    """Those called who are no part of the matter. Empty for whoever is only called to a first meeting."""
    board: int | None
    """How many of them are of the board; null for a first meeting."""
    needed: int | None
    """How many of those make it quorate."""
    can_be_quorate: bool
    """False when so many of the board are part of the matter that the federation takes over."""
    is_from_conclusion: bool
    awaits_ruling: bool
    """Of one that was handed over: the federation has yet to say something that a board would have to decide."""
    held_at: datetime | None
    led_by: NamedRead | None
    led_has_approved: bool
    adjuster: NamedRead | None
    """Who has approved the minutes beside whoever led."""
    my_acts: list[MyAct]
    version: int


class MeetingList(Schema):
    items: list[MeetingRead]
    """The newest first."""
    may_call: list[MeetingKind]


class HoldingWrite(Schema):
    present: Annotated[list[UUID], Field(min_length=1, max_length=100)]
    led_by: UUID | None = None
    """Needed for a meeting of the board: whoever leads it, from among those who vote."""
    words: Reason | None = None
    """Needed for a first meeting: how serious it is, and who does what."""
    phase: Phase | None = None
    """Needed for a first meeting: whether who did it is known."""


class ItemCreate(Schema):
    title: Line


class NoteWrite(Schema):
    text: Reason


class DissentWrite(Schema):
    person_id: UUID
    text: Reason


class Proposal(Schema):
    """What is decided, whoever decides it."""

    kind: DecisionKind
    person_id: UUID | None = None
    """Whom it is about: somebody who is accused in the case, or who wants back."""
    text: Reason
    """What is decided, and why."""
    due_on: date | None = None
    """Needed for a return that is deferred, tried or approved: until when it waits, or when it is reviewed."""
    assignment: Prose = ""
    """Needed for a trial: the smaller assignment."""


class DecisionCreate(Proposal):
    in_favour: Annotated[int, Field(ge=0, le=100)]
    against: Annotated[int, Field(ge=0, le=100)]
    abstained: Annotated[int, Field(ge=0, le=100)]
    led_is_for: bool | None = None
    """Needed when it is tied: how whoever leads the meeting settles it."""
    dissents: list[DissentWrite] = Field(default_factory=list, max_length=100)


class RulingCreate(Proposal):
    """What the federation decided in the board's stead, as its letter says it."""

    is_adopted: bool
    """Whether the federation decided so, or decided against it."""
    reference: Line
    """What the letter is called there."""
    decided_on: date


class RulingRead(Schema):
    reference: str | None
    decided_on: date
    entered_by: NamedRead | None
    confirmed_by: NamedRead | None
    confirmed_at: datetime | None
    """Null until another has compared it with the letter: nothing rests on it before."""
    may_confirm: bool


class DissentRead(Schema):
    person: NamedRead | None
    text: str | None


class DecisionRead(Schema):
    id: UUID
    kind: DecisionKind
    person: NamedRead | None
    """Whom it is about; null for a decision about nobody, and for somebody whom the case is about no more."""
    text: str | None
    due_on: date | None
    assignment: str | None
    in_favour: int
    against: int
    abstained: int
    is_adopted: bool
    is_settled_by_chair: bool
    dissents: list[DissentRead]
    decided_at: datetime
    ruling: RulingRead | None
    """Of the federation's decisions; these have no votes of ours."""


class ItemRead(Schema):
    id: UUID
    topic: AgendaTopic | None
    title: Words | None
    """As the case's policy calls it; null for one that was added."""
    own_title: str | None
    note: str | None
    kinds: list[DecisionKind]
    """What can be decided under it."""
    decisions: list[DecisionRead]
    can_be_removed: bool


class OwedRead(Schema):
    """One of these is to be put to the vote before the minutes can be approved."""

    topic: AgendaTopic
    person: NamedRead | None
    any_of: list[DecisionKind]


class MeetingContents(Schema):
    """What was said at a meeting, for those who read decisions."""

    words: str | None
    """What a first meeting came to, or why one was called off or handed over."""
    concerned: list[NamedRead]
    """Whom its decisions can be about: those who are accused, or whoever wants back."""
    items: list[ItemRead]
    owed: list[OwedRead]
