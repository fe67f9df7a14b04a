from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import AwareDatetime, Field

from app.access.rules import Compartment
from app.cases.schemas import NamedRead
from app.core.schemas import Line, Prose, Reason, Schema
from app.policy.terms import Phase
from app.proceedings.mapping.rules import (
    Becomes,
    FindingOutcome,
    FindingStatus,
    LookVerdict,
    Missing,
    ProposalStatus,
    Talk,
    TalkStatus,
)

Words = Annotated[Prose, Field(min_length=1)]


class LeadWrite(Schema):
    person_id: UUID


class TalkCreate(Schema):
    """With somebody who is accused or suspected: `person_id`. With a witness: `whom`, in words."""

    talk: Talk
    planned_for: AwareDatetime
    person_id: UUID | None = None
    whom: Line | None = None


class TalkHeld(Schema):
    notes: Words
    held_by: Annotated[list[UUID], Field(min_length=1, max_length=3)]
    is_read_back: bool
    """Whether they have read what was written."""
    names_affected: bool | None = None
    """Needed for the accused and the suspected: whether they were told who the affected person is."""


class TalkEnd(Schema):
    status: Annotated[TalkStatus, Field(description="declined, time_ran_out or called_off")]
    note: Prose = ""


class ReadBack(Schema):
    is_read_back: bool


class TalkRead(Schema):
    id: UUID
    talk: Talk
    status: TalkStatus
    person: NamedRead | None
    """The accused or suspected; null once they are named so no more."""
    whom_text_id: UUID | None
    planned_for: datetime
    planned_by: NamedRead | None
    held_by: list[NamedRead]
    settled_at: datetime | None
    text_id: UUID | None
    sealed_in: Compartment
    """Where its notes are."""
    is_read_back: bool | None
    names_affected: bool | None
    is_time_up: bool
    """The time that it was planned for has passed, and nobody has said what became of it."""
    version: int


class CheckCreate(Schema):
    thing: Words


class LookWrite(Schema):
    verdict: LookVerdict
    words: Words


class LookRead(Schema):
    looked_by: NamedRead | None
    looked_at: datetime
    verdict: LookVerdict
    text_id: UUID


class CheckRead(Schema):
    id: UUID
    text_id: UUID
    put_up_by: NamedRead | None
    put_up_at: datetime
    looks: list[LookRead]
    is_checked: bool
    """Two have looked."""
    is_mine_to_look: bool


class FindingCreate(Schema):
    outcome: FindingOutcome
    person_id: UUID | None = None
    """Whom it is about, of several who are accused; each has a finding of their own."""
    reasons: Words
    summary: Prose = ""
    """For those who decide, where the outcome concludes the mapping; else nobody outside the group reads of it."""


class FindingReturn(Schema):
    missing: Reason


class FindingRead(Schema):
    id: UUID
    phase: Phase
    outcome: FindingOutcome
    status: FindingStatus
    person: NamedRead | None
    """Whom it is about; null before it was known who it is, and once they are accused no more."""
    reasons_text_id: UUID
    summary_text_id: UUID | None
    answer_text_id: UUID | None
    proposed_by: NamedRead | None
    proposed_at: datetime
    settled_by: NamedRead | None
    settled_at: datetime | None
    is_mine_to_answer: bool


class OutcomeRead(Schema):
    """Something that a finding could say now, and what it waits for."""

    person: NamedRead | None
    """About whom, of several who are accused; null where there is no choice."""
    stands: FindingOutcome | None
    """What was found about them already: another finding takes its place."""
    outcome: FindingOutcome
    needs_summary: bool
    missing: list[Missing]


class MappingRead(Schema):
    phase: Phase | None
    is_under_way: bool
    lead: NamedRead | None
    """Null while none is appointed, and once whoever was it investigates no more."""
    is_led_by_me: bool
    investigators: list[NamedRead]
    accused: list[NamedRead]
    suspected: list[NamedRead]
    talks: list[TalkRead]
    checks: list[CheckRead]
    findings: list[FindingRead]
    """The oldest first, those that were sent back or set aside too."""
    outcomes: list[OutcomeRead]
    """For each about whom no finding waits for its answer."""
    waits_for: list[NamedRead]
    """Those who are accused and about whom there is no finding yet: the case goes on once there is one about each."""
    may_propose_known: bool
    """A finding that it is clear who it is stands: the chair can be asked. Source: KNO-12."""


class ProposalCreate(Schema):
    becomes: Becomes
    person_id: UUID
    reasons: Reason


class ProposalRefusal(Schema):
    reason: Reason


class ProposalRead(Schema):
    id: UUID
    becomes: Becomes
    status: ProposalStatus
    text_id: UUID
    answer_text_id: UUID | None
    proposed_by: NamedRead | None
    proposed_at: datetime
    settled_by: NamedRead | None
    settled_at: datetime | None
    is_mine_to_answer: bool
    is_mine_to_withdraw: bool


class ProposalList(Schema):
    items: list[ProposalRead]


class Made(Schema):
    id: UUID
