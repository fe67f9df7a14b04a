from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from app.access.rules import Action, CaseRole, Compartment
from app.cases.rules import Conclusion, TextKind
from app.core.schemas import Line, Page, Prose, Reason, Schema
from app.policy.terms import Category, Phase, Recipient, Stage


class CaseLineRead(Schema):
    """A row of the list. Nothing in it says what happened or to whom."""

    id: UUID
    reference: str
    category: Category
    stage: Stage
    opened_at: datetime
    stage_since: datetime
    acknowledged_at: datetime | None


class CasePage(Page[CaseLineRead]):
    pass


class PolicyPin(Schema):
    name: str
    version: int


class NamedRead(Schema):
    """Someone by name, or only as someone: `display_name` is null for who has been removed from the register."""

    person_id: UUID | None
    display_name: str | None


class CaseRead(Schema):
    id: UUID
    reference: str
    category: Category
    phase: Phase | None
    conclusion: Conclusion | None
    stage: Stage
    stage_line: list[Stage]
    """The straight way through; a page shows it as where we are and what is next."""
    next_stages: list[Stage]
    opened_at: datetime
    stage_since: datetime
    acknowledged_at: datetime | None
    acknowledged_by: NamedRead | None
    affected_asked_at: datetime | None
    closed_at: datetime | None
    policy: PolicyPin
    my_roles: list[CaseRole]
    my_actions: list[Action]
    my_compartments: list[Compartment]
    awaiting_key: list[Compartment]
    version: int


class StageChange(Schema):
    stage: Stage
    phase: Phase | None = None
    """Needed for `mapping`: whether who did it is known."""
    conclusion: Conclusion | None = None
    """Needed for `concluded`."""


class Reasoned(Schema):
    reason: Reason


class CategoryChange(Reasoned):
    category: Category


class TextRead(Schema):
    id: UUID
    kind: TextKind
    author: NamedRead | None
    """Null when it came from a report without an account."""
    created_at: datetime
    text: str | None
    """Null when it was sealed before the reader was let in and nobody has handed that key on."""


class TextList(Schema):
    items: list[TextRead]


class TextWrite(Schema):
    kind: Annotated[TextKind, Field(description="narrative, note or needs")]
    text: Annotated[Prose, Field(min_length=1)]


class GrantRead(Schema):
    id: UUID
    person: NamedRead
    role: CaseRole
    compartments: list[Compartment]
    why: str
    given_at: datetime
    awaits_key: bool


class GrantList(Schema):
    items: list[GrantRead]


class GrantCreate(Schema):
    person_id: UUID
    role: CaseRole
    compartments: Annotated[list[Compartment], Field(min_length=1, max_length=7)]


class LogEntryRead(Schema):
    at: datetime
    kind: str
    actor: NamedRead | None
    codes: dict[str, str]


class LogPage(Page[LogEntryRead]):
    pass


class AnswerWrite(Schema):
    question: Line
    is_given: bool


class AnswerRead(Schema):
    question: str
    text: dict[str, str]
    """The question in `sv` and `en`, from the case's policy."""
    is_given: bool | None
    """Null when it has not been answered."""
    recorded_at: datetime | None


class AnswerList(Schema):
    items: list[AnswerRead]


class DisclosureWrite(Schema):
    recipient: Recipient
    with_name: bool
    """Whether the affected person's name was said."""
    reason: Reason


class DisclosureRead(Schema):
    id: UUID
    recipient: Recipient
    with_name: bool
    on_consent: UUID | None
    told_by: NamedRead | None
    told_at: datetime


class DisclosureList(Schema):
    items: list[DisclosureRead]
