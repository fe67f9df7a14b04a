from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from app.cases.schemas import NamedRead
from app.core.schemas import Line, Prose, Schema
from app.proceedings.exclusion.rules import (
    ExclusionAct,
    ExclusionGround,
    ExclusionLetter,
    ExclusionOutcome,
    ExclusionStatus,
    ReferralWay,
)
from app.proceedings.meetings.rules import DecisionKind


class ExclusionCaseRead(Schema):
    """Where it stands. The words are opened apart."""

    id: UUID
    vote_id: UUID | None
    case_id: UUID | None
    """For who holds a grant in it."""
    concerns: NamedRead | None
    """Null for who may know of it, and not of whom."""
    ground: ExclusionGround
    status: ExclusionStatus
    begun_at: datetime
    opened_at: datetime | None
    notified_on: date | None
    statement_due_at: datetime | None
    statement_on: date | None
    """When they answered; null where their time ran out."""
    recommended_on: date | None
    referred_on: date | None
    referral_way: ReferralWay | None
    outcome: ExclusionOutcome | None
    """What the federation decided, or that the person left."""
    decided_on: date | None
    reference: str | None
    """The federation's own."""
    appeal_until: date | None
    appealed_on: date | None
    appeal_outcome: ExclusionOutcome | None
    """What holds since the appeal was decided, or since they left after the decision."""
    appeal_decided_on: date | None
    appeal_reference: str | None
    ended_at: datetime | None
    due_at: datetime | None
    is_late: bool
    acts: list[ExclusionAct]
    """What the reader can do with it now, what leads on first."""
    letters: list[ExclusionLetter]
    """What whoever leads it can print."""
    takes_words: bool
    """Whether it lies in a case, whose vault keeps what is written. Otherwise the words are kept outside."""
    has_words: bool
    is_for_board: bool
    """The board has yet to decide whether it is opened. Once it has, somebody is to do as it decided."""
    version: int


class ExclusionCreate(Schema):
    concerns: UUID


class ExclusionMade(Schema):
    exclusion_id: UUID


class ExclusionCaseList(Schema):
    items: list[ExclusionCaseRead]
    board_decided: DecisionKind | None = None
    """Of a case: what its board has decided about somebody of whom nobody has taken the question up here."""


class FollowBoard(Schema):
    """Open or decline it, as the board has decided at a meeting."""

    act: Literal[ExclusionAct.FOLLOW_BOARD]


class Notify(Schema):
    """The person was told, and their time to answer begins."""

    act: Literal[ExclusionAct.NOTIFY]
    told_on: date


class ReceiveStatement(Schema):
    act: Literal[ExclusionAct.RECEIVE_STATEMENT]
    received_on: date
    text: Prose = ""
    """In their own words. Empty where they are kept outside."""


class Recommend(Schema):
    """What the board recommends to the federation."""

    act: Literal[ExclusionAct.RECOMMEND]
    decided_on: date
    text: Prose = ""
    """Asked for in a case; empty without one."""


class Refer(Schema):
    act: Literal[ExclusionAct.REFER]
    sent_on: date
    way: ReferralWay
    names_affected: bool | None = None
    """Whether what was sent says who the affected person is. Asked for in a case; without one there is nobody."""


FederationsAnswer = Literal[ExclusionOutcome.EXCLUDED, ExclusionOutcome.RETAINED]


class RecordDecision(Schema):
    """What the federation decided, as it said so."""

    act: Literal[ExclusionAct.RECORD_DECISION]
    outcome: FederationsAnswer
    decided_on: date
    reference: Line | None = None
    appeal_until: date | None = None
    """The last day to appeal; null where it cannot be appealed."""


class RecordAppeal(Schema):
    act: Literal[ExclusionAct.RECORD_APPEAL]
    appealed_on: date


class RecordAppealOutcome(Schema):
    act: Literal[ExclusionAct.RECORD_APPEAL_OUTCOME]
    outcome: FederationsAnswer
    decided_on: date
    reference: Line | None = None


class RecordLeaving(Schema):
    """The person has left the association by themselves."""

    act: Literal[ExclusionAct.RECORD_LEAVING]
    left_on: date


class Close(Schema):
    act: Literal[ExclusionAct.CLOSE]


ActWrite = Annotated[
    FollowBoard
    | Notify
    | ReceiveStatement
    | Recommend
    | Refer
    | RecordDecision
    | RecordAppeal
    | RecordAppealOutcome
    | RecordLeaving
    | Close,
    Field(discriminator="act"),
]


class OpenedExclusion(Schema):
    """The words of one, each null where there is none or where the reader's key does not open it."""

    board_reason: str | None
    statement: str | None
    recommendation: str | None
