"""A day with the police or in court: what may become of it, and when somebody has to be told. Pure."""

import json
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum

from app.people.rules import at_local, local_date


class DayKind(StrEnum):
    POLICE_REPORT = "police_report"
    POLICE_INTERVIEW = "police_interview"
    DETENTION_HEARING = "detention_hearing"
    TRIAL = "trial"
    JUDGMENT = "judgment"
    OTHER = "other"


class DayState(StrEnum):
    PLANNED = "planned"
    HELD = "held"
    CALLED_OFF = "called_off"


class CompanyWish(StrEnum):
    """Whether the affected person wants somebody along. By their own word, whoever writes it down. Source: PRN-04."""

    NOT_ANSWERED = "not_answered"
    WANTED = "wanted"
    NOT_WANTED = "not_wanted"


class CompanyState(StrEnum):
    """How it stands with whoever is to come along."""

    NOBODY = "nobody"
    ASKED = "asked"
    ACCEPTED = "accepted"
    DECLINED = "declined"


class DayDeed(StrEnum):
    """What was done with a day: its trace, without words."""

    ENTERED = "entered"
    MOVED = "moved"
    REWORDED = "reworded"
    HELD = "held"
    CALLED_OFF = "called_off"
    WANTED = "wanted"
    NOT_WANTED = "not_wanted"
    ASKED = "asked"
    ACCEPTED = "accepted"
    DECLINED = "declined"


LONGEST_AHEAD = timedelta(days=3 * 366)
REMINDED_AT = time(8)
"""On the morning of the day before, by the clock on the wall."""


@dataclass(frozen=True)
class Described:
    """What is sealed of a day: its kind too, which says how far the police have come."""

    kind: DayKind
    words: str


def written(described: Described) -> str:
    return json.dumps({"kind": described.kind.value, "words": described.words}, ensure_ascii=False, sort_keys=True)


def described_of(text: str) -> Described:
    found = json.loads(text)
    return Described(DayKind(found["kind"]), found["words"])


@dataclass(frozen=True)
class DayFacts:
    """`company` as it holds now: of whoever is no longer beside them, nobody's."""

    starts_at: datetime
    state: DayState
    wish: CompanyWish
    company: CompanyState


def may_be_entered(starts_at: datetime, *, now: datetime) -> bool:
    return now < starts_at <= now + LONGEST_AHEAD


def is_to_come(day: DayFacts, *, now: datetime) -> bool:
    return day.state is DayState.PLANNED and now < day.starts_at


def lacks_company(day: DayFacts, *, now: datetime, within: timedelta) -> bool:
    """Somebody is wanted along within that time, by the calendar, and nobody has said yes."""
    is_soon = local_date(day.starts_at) - local_date(now) <= within
    is_missing = day.wish is CompanyWish.WANTED and day.company is not CompanyState.ACCEPTED
    return is_to_come(day, now=now) and is_soon and is_missing


def reminder_at(starts_at: datetime) -> datetime:
    return at_local(local_date(starts_at) - timedelta(days=1), REMINDED_AT)


def reminder_due(day: DayFacts, *, is_reminded: bool, now: datetime) -> datetime | None:
    """When whoever has said yes is reminded: past for what was missed while nobody looked; None for never again."""
    if is_reminded or day.company is not CompanyState.ACCEPTED or not is_to_come(day, now=now):
        return None
    return reminder_at(day.starts_at)
