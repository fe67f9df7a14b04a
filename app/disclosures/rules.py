"""Breaking the glass: what two people may do together in danger, and when it is over. Source: CON-05."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum


class OverrideKind(StrEnum):
    OPENING = "opening"
    """One compartment to one person, for a stated time."""
    TELLING = "telling"
    """That somebody is told whom a missing consent, or the list, would keep from it."""


class OverrideStatus(StrEnum):
    """What was decided. That a time has run out is not written down: the clock says so."""

    ASKED = "asked"
    AGREED = "agreed"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


NEXT: Mapping[OverrideStatus, frozenset[OverrideStatus]] = {
    OverrideStatus.ASKED: frozenset(
        {OverrideStatus.AGREED, OverrideStatus.DECLINED, OverrideStatus.WITHDRAWN},
    ),
    OverrideStatus.AGREED: frozenset(),
    OverrideStatus.DECLINED: frozenset(),
    OverrideStatus.WITHDRAWN: frozenset(),
}


class OverrideState(StrEnum):
    """Where it is now, as it is shown."""

    WAITS = "waits"
    LAPSED = "lapsed"
    OPEN = "open"
    ENDED = "ended"
    TOLD = "told"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


def state_of(
    kind: OverrideKind, status: OverrideStatus, *, answer_by: datetime, open_until: datetime | None, now: datetime
) -> OverrideState:
    """`open_until`: when what it opened ends or has ended; None for what opened nothing."""
    if status is OverrideStatus.ASKED:
        return OverrideState.WAITS if now < answer_by else OverrideState.LAPSED
    if status is OverrideStatus.AGREED:
        if kind is OverrideKind.TELLING:
            return OverrideState.TOLD
        return OverrideState.OPEN if open_until is not None and now < open_until else OverrideState.ENDED
    return OverrideState(status.value)


def may_be_answered(status: OverrideStatus, *, answer_by: datetime, now: datetime) -> bool:
    return bool(NEXT[status]) and now < answer_by


def are_two(*, asked_by: str, agrees: str, opens_for: str | None) -> bool:
    """Two people who are not one, and the second of whom gets nothing by it. Tags, not roles: one may hold two."""
    return agrees not in {asked_by, opens_for}


HAPPENED = frozenset({OverrideState.OPEN, OverrideState.ENDED, OverrideState.TOLD})
"""What the affected person is told of. What was only asked for opened nothing."""
