"""When an event is to be looked over, whether it has been, and the weeks of a season. Pure. Source: ASP-08, ASM-02."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

LONGEST_SEASON = timedelta(days=366)
WEEK = timedelta(days=7)


class EventCheckState(StrEnum):
    AHEAD = "ahead"
    """There is time."""
    DUE = "due"
    """It should have been looked over by now."""
    DONE = "done"
    MISSED = "missed"
    """It has been, and was never looked over."""
    CALLED_OFF = "called_off"


@dataclass(frozen=True)
class EventFacts:
    """`starts_at` is aware UTC."""

    id: UUID
    starts_at: datetime
    is_called_off: bool


def check_due_at(starts_at: datetime, *, ahead: timedelta) -> datetime:
    return starts_at - ahead


def is_checked(ticked: Collection[str], *, checks: Collection[str]) -> bool:
    """Every line of the policy in force: a line that was added since is still to be looked over."""
    return set(checks) <= set(ticked)


def check_state(event: EventFacts, *, is_checked: bool, ahead: timedelta, now: datetime) -> EventCheckState:
    if event.is_called_off:
        return EventCheckState.CALLED_OFF
    if is_checked:
        return EventCheckState.DONE
    if event.starts_at <= now:
        return EventCheckState.MISSED
    return EventCheckState.DUE if check_due_at(event.starts_at, ahead=ahead) <= now else EventCheckState.AHEAD


def weeks(first: date, last: date) -> Iterator[date]:
    """The Mondays of the weeks that a season touches."""
    monday = first - timedelta(days=first.weekday())
    while monday <= last:
        yield monday
        monday += WEEK
