from datetime import datetime
from enum import StrEnum
from uuid import UUID

from app.access.rules import CaseRole, Compartment
from app.cases.rules import TextKind
from app.cases.schemas import AnswerRead, NamedRead, OpenedRead, Words
from app.company.days.rules import CompanyState, CompanyWish, DayKind, DayState
from app.company.rules import ContactWay
from app.core.schemas import Prose, Schema
from app.disclosures.schemas import LedgerRead
from app.plans.rules import StepState
from app.policy.terms import Category, Stage


class OfferDeed(StrEnum):
    DONE = "done"
    LEFT = "left"
    """Not wanted, or not for them."""
    HANDED_ON = "handed_on"
    """To whoever leads the case."""
    OPENED_AGAIN = "opened_again"


class OfferAct(Schema):
    deed: OfferDeed
    note: Prose = ""
    """What they want to say with it; never needed."""


class OfferRead(Schema):
    """A step of the plan that is the affected person's own. It is never late."""

    id: UUID
    title: Words
    do: Words
    why: Words
    state: StepState
    compartment: Compartment
    """Where what they say of it is sealed."""
    is_handed_on: bool
    """Somebody in the association does it now."""
    my_acts: list[OfferDeed]


class KnowerRead(Schema):
    """Somebody who is in the case, and which parts they read."""

    display_name: str | None
    role: CaseRole
    compartments: list[Compartment]
    since: datetime


class OwnCaseRead(Schema):
    reference: str
    category: Category
    stage: Stage
    stage_line: list[Stage]
    opened_at: datetime
    acknowledged_at: datetime | None
    acknowledged_by: NamedRead | None
    closed_at: datetime | None
    responsible: list[str]
    """By name: the security officers in the case, or whoever leads it where there is none."""
    contact_person: str | None
    is_contact_person_declined: bool
    offers: list[OfferRead]
    consents: list[AnswerRead]
    ledger: LedgerRead
    knowers: list[KnowerRead]
    opened: list[OpenedRead]


class OwnOfferRead(Schema):
    title: Words
    state: StepState


class OwnTextRead(Schema):
    compartment: Compartment
    kind: TextKind
    written_at: datetime
    is_mine: bool
    text: str | None
    """Null for what others wrote: it may say something of somebody else."""


class OwnAnswerRead(Schema):
    text: Words
    """The question that it answers."""
    is_given: bool
    recorded_at: datetime


class OwnWishRead(Schema):
    """That somebody be told whom the list leaves out, or no longer. The words stand among the texts."""

    recipient: Words
    is_asked_for: bool
    with_name: bool
    recorded_at: datetime


class OwnToldRead(Schema):
    recipient: Words
    with_name: bool
    told_at: datetime


class OwnKnowerRead(Schema):
    role: CaseRole
    compartments: list[Compartment]
    since: datetime


class OwnOpenedRead(Schema):
    roles: list[CaseRole]
    compartment: Compartment
    is_file: bool
    at: datetime


class OwnContactRead(Schema):
    """Somebody was in touch with them, or tried."""

    at: datetime
    way: ContactWay | None
    by: CaseRole | None
    """What whoever noted it is in the case; null for who no longer is."""
    note: str | None
    need: str | None


class OwnMessageRead(Schema):
    sent_at: datetime
    is_mine: bool
    by: CaseRole | None
    text: str | None


class OwnDayRead(Schema):
    """With the police or in court."""

    starts_at: datetime
    kind: DayKind | None
    words: str | None
    state: DayState
    wish: CompanyWish
    company: CompanyState
    who_else: str | None
    """Somebody who is not the association's: the name stands where it was written."""


class OwnDataRead(Schema):
    """What one may take along. Others stand in it by what they are in the case, not by name."""

    reference: str
    category: Category
    stage: Stage
    made_at: datetime
    opened_at: datetime
    closed_at: datetime | None
    texts: list[OwnTextRead]
    offers: list[OwnOfferRead]
    answers: list[OwnAnswerRead]
    """Every answer, also those that a later one replaced."""
    wishes: list[OwnWishRead]
    """The same of who they want told."""
    contact: list[OwnContactRead]
    """With what was noted: the log is theirs to read."""
    messages: list[OwnMessageRead]
    days: list[OwnDayRead]
    told: list[OwnToldRead]
    knowers: list[OwnKnowerRead]
    opened: list[OwnOpenedRead]
