from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import AwareDatetime, Field

from app.access.rules import CaseRole, Compartment, Office
from app.cases.schemas import NamedRead, Words
from app.core.schemas import Prose, Reason, Schema
from app.plans.obstacles import StepAction
from app.plans.rules import CaseAlarm, StepState
from app.policy.terms import Act, Category, Condition, Kind, Names, Owner, Recipient, Stage


class TellingRead(Schema):
    """Whom the step tells. `with_name` is asked for when it is finished."""

    to: Recipient
    names: Names


class StepNamed(Schema):
    """Another step of the plan, by what it is called."""

    code: str
    title: Words
    step_id: UUID | None
    """Null when that step is in a part of the plan that is closed to the reader."""


class QuestionRead(Schema):
    """A question of consent to put to the affected person."""

    id: str
    text: Words


class SideRead(Schema):
    """One side of a step that takes several to approve."""

    party: Owner
    signed_by: NamedRead | None
    signed_at: datetime | None


class GroupSizeRead(Schema):
    """How many a step appoints, both ends included."""

    least: int
    most: int


class StepLine(Schema):
    id: UUID
    code: str
    refs: list[str]
    occurrence: int
    """1 the first time; one more each time that it comes back."""
    owner: Owner
    kind: Kind
    is_now: bool
    """Marked in the policy as to be done at once."""
    title: Words
    state: StepState
    due_at: datetime | None
    """Null, and never late, also where it is another's step and the reader is not told when those are due."""
    is_late: bool
    waits_for: list[StepNamed]
    """Steps that have to be finished first."""
    condition: Condition | None
    """The question that it hangs on, when that has no answer yet or makes it not apply."""
    condition_question: Words | None
    consent: QuestionRead | None
    """The affected person's consent that it waits for."""
    assignee: NamedRead | None
    accountable: list[NamedRead]
    """Who answers for it in the end, whoever does it."""
    responsible_role: CaseRole
    act: Act | None
    """What the system does when it is finished; steps that appoint people are finished by the appointment."""
    group_size: GroupSizeRead | None
    is_mine: bool
    assessed: bool | None
    finished_at: datetime | None
    finished_by: NamedRead | None
    sides: list[SideRead]
    my_actions: list[StepAction]
    version: int


class StepRead(StepLine):
    do: Words
    why: Words
    ours: Words | None
    """What in it is the association's own addition to the written policy."""
    says: Words | None
    """What is to be said, word for word, where the policy has words for it; the affected person reads it first."""
    warning: Words | None
    """What to think of before it is told to somebody who may have to hand out what they get."""
    accountable_office: Office
    is_delegable: bool
    is_recurring: bool
    informs: list[TellingRead]
    asks: list[QuestionRead]
    compartment: Compartment
    """Where its words are sealed; opening it shows them."""
    note_text_id: UUID | None
    reason_text_id: UUID | None


class StepGroup(Schema):
    owner: Owner
    title: Words
    steps: list[StepLine]


class StepList(Schema):
    groups: list[StepGroup]
    """By owner in the policy's order, the affected person's first."""


class Assignment(Schema):
    person_id: UUID | None
    """Null gives it back to everyone with the role."""


class Delegation(Schema):
    person_id: UUID


class Completion(Schema):
    note: Prose = ""
    with_name: bool | None = None
    """Needed when the step tells somebody: whether the affected person's name was said."""
    without_kept_out: bool = False
    prepared_text: Annotated[str, Field(max_length=60)] | None = None
    """Somebody whom the step tells is kept out of the case, and was left out of the telling."""


class SettingAside(Schema):
    reason: Prose = ""
    """Needed for everything but an offer."""


class AssessmentWrite(Schema):
    is_yes: bool
    reason: Prose = ""
    """Needed for everything but an offer."""
    with_name: bool | None = None
    """Needed for a yes to telling somebody."""
    without_kept_out: bool = False
    prepared_text: Annotated[str, Field(max_length=60)] | None = None
    """As when a step is done."""


class Reopening(Schema):
    reason: Reason


class Approval(Schema):
    note: Prose = ""


class FactRead(Schema):
    condition: Condition
    question: Words
    is_true: bool | None
    """Null when nobody has answered."""


class FactList(Schema):
    items: list[FactRead]


class FactWrite(Schema):
    is_true: bool


class EventWrite(Schema):
    happens_at: AwareDatetime


class ContactPersonRead(Schema):
    person: NamedRead | None
    since: datetime | None
    awaits_key: bool
    due_at: datetime | None
    is_declined: bool
    is_missing: bool
    """An alarm: the time to appoint one is over. Never told to the affected person."""


class ContactPersonWrite(Schema):
    person_id: UUID


class ContactPersonDecline(Schema):
    wants_another: bool
    reason: Reason | None = None
    """Nobody has to say why. The contact person who leaves does not read it, nor does the next."""


class InvestigatorsWrite(Schema):
    person_ids: Annotated[list[UUID], Field(min_length=1, max_length=10)]


class NextRead(Schema):
    """Who must act, and with what."""

    step_id: UUID
    code: str
    title: Words
    state: StepState
    due_at: datetime | None
    is_late: bool
    who: list[NamedRead]
    role: CaseRole


class ProgressRead(Schema):
    done: int
    of: int
    late: int
    holds_closing: int
    """How many steps a closing waits for."""
    needs_acknowledgement: bool
    next: NextRead | None


class CaseToAcknowledge(Schema):
    case_id: UUID
    reference: str
    opened_at: datetime
    answer_by: datetime
    is_late: bool


class NowStep(Schema):
    case_id: UUID
    reference: str
    step_id: UUID
    code: str
    title: Words
    state: StepState
    due_at: datetime | None
    is_now: bool


class NowAlarm(Schema):
    """Something in a case that is to be put right."""

    kind: CaseAlarm
    case_id: UUID
    reference: str
    category: Category
    """A matter of return has a page of its own."""


class NowCase(Schema):
    """An open case of one's own: how far its plan has come."""

    case_id: UUID
    reference: str
    category: Category
    stage: Stage
    done: int
    of: int
    late: int
    next: Words | None
    """The step that is next, as far as the reader may see it."""


class NowRead(Schema):
    to_acknowledge: list[CaseToAcknowledge]
    late: list[NowStep]
    due_today: list[NowStep]
    coming: list[NowStep]
    alarms: list[NowAlarm]
    cases: list[NowCase]
    """Newest first, at most a hundred."""
