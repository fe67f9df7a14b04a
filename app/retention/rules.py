"""When a closed case is destroyed, and what two people may do to keep it longer. Source: personal data."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from app.cases.rules import Conclusion
from app.policy.terms import Kept


class HoldStatus(StrEnum):
    """What was decided. That its time has run out is not written down: the clock says so."""

    ASKED = "asked"
    AGREED = "agreed"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    ENDED = "ended"
    """Somebody ended it before its time."""


NEXT: Mapping[HoldStatus, frozenset[HoldStatus]] = {
    HoldStatus.ASKED: frozenset({HoldStatus.AGREED, HoldStatus.DECLINED, HoldStatus.WITHDRAWN}),
    HoldStatus.AGREED: frozenset({HoldStatus.ENDED}),
    HoldStatus.DECLINED: frozenset(),
    HoldStatus.WITHDRAWN: frozenset(),
    HoldStatus.ENDED: frozenset(),
}


class HoldState(StrEnum):
    """Where it is now, as it is shown."""

    WAITS = "waits"
    HOLDS = "holds"
    OVER = "over"
    """Its time has run out, agreed to or not."""
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    ENDED = "ended"


@dataclass(frozen=True)
class HoldFacts:
    status: HoldStatus
    until: datetime
    ended_at: datetime | None


def state_of(hold: HoldFacts, *, now: datetime) -> HoldState:
    if NEXT[hold.status] and now >= hold.until:
        return HoldState.OVER
    return {HoldStatus.ASKED: HoldState.WAITS, HoldStatus.AGREED: HoldState.HOLDS}.get(hold.status) or HoldState(
        hold.status.value
    )


def may_become(hold: HoldFacts, to: HoldStatus, *, now: datetime) -> bool:
    return to in NEXT[hold.status] and now < hold.until


def kept_as(conclusion: Conclusion | None) -> Kept:
    return Kept.UNSUBSTANTIATED_CASE if conclusion is Conclusion.NOT_SUBSTANTIATED else Kept.CASE


def destroyed_at(due_at: datetime, holds: Iterable[HoldFacts], *, warned_before: timedelta) -> datetime:
    """The latest of what the policy says and what holds it. What was only asked for holds nothing.

    Ended before its time, a hold keeps the case for as long as a warning takes: no one person destroys it at once.
    """
    moments = [due_at]
    for hold in holds:
        if hold.status is HoldStatus.AGREED:
            moments.append(hold.until)
        elif hold.status is HoldStatus.ENDED and hold.ended_at is not None:
            moments.append(min(hold.until, hold.ended_at + warned_before))
    return max(moments)
