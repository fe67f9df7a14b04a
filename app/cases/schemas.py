from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import Field

from app.access.rules import Action, CaseRole, Compartment
from app.cases.consent_rules import ConsentState
from app.cases.rules import Conclusion, TextKind
from app.core.schemas import Line, Page, Prose, Reason, Schema
from app.policy.terms import Category, Holder, Phase, Recipient, Stage
from app.policy.values import Text


class Words(Schema):
    """Words of the case's policy, in both languages."""

    sv: str
    en: str

    @classmethod
    def of(cls, text: Text) -> Self:
        return cls(sv=text.sv, en=text.en)


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


class ConcludedRead(NamedRead):
    """One of several who are accused. `conclusion`: null while the mapping has not come to anything about them."""

    conclusion: Conclusion | None


class CaseRead(Schema):
    id: UUID
    reference: str
    category: Category
    phase: Phase | None
    conclusion: Conclusion | None
    """The gravest of what was found about anyone."""
    concluded: list[ConcludedRead]
    """About each, where several are accused and the case has come to something; for who decides or investigates."""
    stage: Stage
    stage_line: list[Stage]
    """The straight way through; a page shows it as where we are and what is next."""
    next_stages: list[Stage]
    plain_moves: list[Stage]
    """Those of them that a move alone leads to; the others come with a meeting, a conclusion, a closing."""
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
    """Needed the first time that a case goes to `mapping`: whether who did it is known. It never changes by a move."""
    reason: Reason | None = None
    """Needed for sending a concluded case back to `mapping`."""


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
    until: datetime | None
    """Null for what has no end of its own."""


class OpeningRead(Schema):
    """Somebody who can be let in under the case's policy, and to what."""

    role: CaseRole
    holder: Holder
    """Who can have it: a part in the case, or whoever holds that office."""
    compartments: list[Compartment]
    consent_question: Words | None
    """The affected person's consent that it waits for; null when it waits for none."""


class GrantList(Schema):
    items: list[GrantRead]
    openings: list[OpeningRead]
    """Empty for those who let nobody in."""


class GrantCreate(Schema):
    person_id: UUID
    role: CaseRole
    compartments: Annotated[list[Compartment], Field(min_length=1, max_length=7)]


class LogEntryRead(Schema):
    at: datetime
    kind: str
    actor: NamedRead | None
    codes: dict[str, str]
    about: Words | None
    """The step, question or recipient that it is about, as the case's policy calls it."""


class LogPage(Page[LogEntryRead]):
    pass


class AnswerWrite(Schema):
    question: Line
    is_given: bool


class AnswerRead(Schema):
    question: str
    text: Words
    explanation: Words
    state: ConsentState
    is_given: bool | None
    """Null when there is no answer that holds: none was given, or a yes has run out."""
    is_withdrawn: bool
    """A no that followed upon a yes."""
    runs_out_at: datetime | None
    """When a yes that holds will have run out, unless somebody is told on it before."""
    recorded_at: datetime | None
    recorded_by: NamedRead | None


class AnswerList(Schema):
    items: list[AnswerRead]


class TellingWishWrite(Schema):
    """That somebody be told whom the list leaves out, or that they no longer be."""

    recipient: Recipient
    is_asked_for: bool
    with_name: bool = False
    """Whether the affected person's name may be said to them."""
    words: Prose = ""
    """What they may be told; never needed. Neither this nor the name goes with a taking back."""


class OpenedRead(Schema):
    """That somebody opened a part of the case, which shows all that is written in it, or a file that lies there."""

    at: datetime
    person: NamedRead | None
    """Null for who has been removed from the register."""
    roles: list[CaseRole]
    """What they are or were in the case; empty for who never had a part in it by name."""
    compartment: Compartment
    is_file: bool


class OpenedList(Schema):
    items: list[OpenedRead]


class DisclosureWrite(Schema):
    recipient: Recipient
    with_name: bool
    """Whether the affected person's name was said."""
    reason: Reason
    without_kept_out: bool = False
    """Somebody among them is kept out of the case, and was left out of the telling."""
    prepared_text: Annotated[str, Field(max_length=60)] | None = None
    """Which of the policy's texts was used; never what was said."""


class DisclosureRead(Schema):
    id: UUID
    recipient: Recipient
    recipient_title: Words
    with_name: bool
    on_consent: UUID | None
    told_by: NamedRead | None
    told_at: datetime


class RecipientRead(Schema):
    """Somebody who may be told, or could be after a consent."""

    recipient: Recipient
    title: Words
    is_allowed: bool
    may_name: bool
    """Whether the affected person's name may be said as things stand."""
    is_asked_for: bool
    """Left out by the list, and allowed by the affected person's wish, which says what they may be told."""
    consent_question: Words | None
    """The consent that would allow more."""


class DisclosureList(Schema):
    items: list[DisclosureRead]
    recipients: list[RecipientRead]
    """Whom the case's policy lets be told in a case of this category. Empty for those who record nothing."""
