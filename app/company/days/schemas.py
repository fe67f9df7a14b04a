from datetime import date, datetime, time
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from app.access.rules import CaseRole
from app.cases.schemas import NamedRead
from app.company.days.rules import CompanyState, CompanyWish, DayDeed, DayKind, DayState
from app.core.schemas import Line, Prose, Schema


class CompanyDayLineRead(Schema):
    deed: DayDeed
    starts_at: datetime
    done_by: NamedRead | None
    role: CaseRole | None
    done_at: datetime


class CompanyDayRead(Schema):
    id: UUID
    starts_at: datetime
    day: date
    clock: time
    """As the clock on the wall shows it in Sweden."""
    kind: DayKind | None
    """Null, as the words: the reader's key opens it not."""
    words: str | None
    state: DayState
    wish: CompanyWish
    company: CompanyState
    who: NamedRead | None
    """Of the association's, who is to come along."""
    who_else: str | None
    """Somebody else, by name."""
    is_asked_of_me: bool
    """The reader is the one who is asked."""
    lacks_company: bool
    """Soon, and nobody has said yes. Never for the affected person: it is not theirs to worry about."""
    lines: list[CompanyDayLineRead]
    """Newest first."""
    may_change: bool
    may_wish: bool
    may_ask: bool
    may_answer: bool
    may_hold: bool
    """Its time has come: it can be said that it was held."""
    version: Annotated[int, Field(ge=1)]


class CompanyDayList(Schema):
    days: list[CompanyDayRead]
    """What is to come first, the soonest of it; then the latest of what was."""
    can_be_asked: list[NamedRead]
    may_enter: bool


class CompanyDayWrite(Schema):
    """By the clock on the wall in Sweden, wherever whoever writes it is."""

    day: date
    clock: time
    kind: DayKind
    words: Annotated[Prose, Field(max_length=4000)] = ""


class CompanyDayEnd(Schema):
    state: Literal[DayState.HELD, DayState.CALLED_OFF]


class CompanyWishWrite(Schema):
    is_wanted: bool


class CompanyAsk(Schema):
    """One of the two."""

    person_id: UUID | None = None
    name: Line | None = None


class CompanyAnswer(Schema):
    accepts: bool
