from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from app.access.rules import Action
from app.cases.schemas import NamedRead
from app.core.schemas import Prose, Reason, Schema
from app.proceedings.meetings.rules import DecisionKind
from app.reentry.rules import (
    Advice,
    AffectedAnswer,
    Missing,
    ReentryStatus,
    SaidSo,
    TalkOutcome,
)
from app.votes.rules import VoteStatus


class ReentryCreate(Schema):
    """That somebody wants to come back: oneself, or somebody whose wish the board writes down."""

    concerns: UUID
    words: Prose = ""
    """What they said of it, or wrote."""
    affected: UUID | None = None
    """Whom they harassed, where the board knows; nothing of the matter is open to them unasked."""
    close: Annotated[tuple[UUID, ...], Field(max_length=20)] = ()
    """Others who are part of it: witnesses, and whoever is close to one of them."""
    earlier_case: UUID | None = None
    """The case that lies behind, for who holds it. Whoever it keeps out is kept out here."""


class ReentryOpened(Schema):
    case_id: UUID | None
    """For whoever holds the matter; to others it is enough that the wish has come."""


class OwnReentryRead(Schema):
    """One's own wish. What the board answered it says in person, and then in writing."""

    applied_at: datetime
    is_answered: bool


class OwnReentries(Schema):
    items: list[OwnReentryRead]


class ReentryLine(Schema):
    case_id: UUID
    reference: str
    concerns: NamedRead | None
    """For who holds its decisions."""
    status: ReentryStatus
    status_since: datetime
    due_on: date | None


class ReentryList(Schema):
    """All that one holds, the newest first; always one page, there are few."""

    items: list[ReentryLine]


class EarlierCaseRead(Schema):
    case_id: UUID
    reference: str


class ConsultationRead(Schema):
    vote_id: UUID
    status: VoteStatus


class ReentryDecisionRead(Schema):
    status: ReentryStatus
    decided_on: date
    is_federations: bool
    """In the board's stead; then there are no votes of ours."""
    in_favour: int
    against: int
    abstained: int
    text_id: UUID
    """Why: among the texts of the compartment `decisions`, and in the minutes."""


class AnswerOpen(Schema):
    """Something that the board can decide from here, and what it still waits for."""

    answer: DecisionKind
    missing: list[Missing]


class ReentryRead(Schema):
    case_id: UUID
    reference: str
    concerns: NamedRead | None
    is_own_wish: bool
    applied_at: datetime
    status: ReentryStatus
    status_since: datetime
    earlier_case: EarlierCaseRead | None
    """For who holds that case as well."""
    talk: TalkOutcome | None
    talk_text_id: UUID | None
    affected: AffectedAnswer | None
    no_confidence_before: bool | None
    is_no_confidence_certified: bool
    consultation: ConsultationRead | None
    advice: Advice | None
    due_on: date | None
    decisions: list[ReentryDecisionRead]
    answers: list[AnswerOpen]
    my_actions: list[Action]
    version: int


class TalkWrite(Schema):
    outcome: TalkOutcome
    note: Reason
    apologised: SaidSo | None = None
    takes_responsibility: SaidSo | None = None


class AffectedWrite(Schema):
    answer: AffectedAnswer
    note: Prose = ""
    """For who supports them: sealed where the board does not read."""
    for_board: Prose = ""
    """What they want the board to know."""


class NoConfidenceWrite(Schema):
    is_true: bool


class ConsultationCreate(Schema):
    account: Prose = ""
    """What the board tells the group. It does not say who was affected."""


class ConsultationRaised(Schema):
    vote_id: UUID
