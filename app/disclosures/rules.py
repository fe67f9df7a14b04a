"""What two people may do together that none may do alone, and when it is over. Source: CON-05."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from app.access.rules import Compartment
from app.cases.rules import OPEN_STAGES
from app.policy.terms import Stage


class OverrideKind(StrEnum):
    OPENING = "opening"
    """One compartment to one person, for a stated time."""
    TELLING = "telling"
    """That somebody is told whom a missing consent, or the list, would keep from it."""
    TAKING_BACK = "taking_back"
    """That a receipt code is the affected person's, which somebody confirmed and which was wrong. Not for danger."""


REASON_LIES_IN: Mapping[OverrideKind, Compartment] = {
    OverrideKind.OPENING: Compartment.REPORT,
    OverrideKind.TELLING: Compartment.REPORT,
    # Whoever was confirmed wrongly reads the report until it is done, and never what is decided.
    OverrideKind.TAKING_BACK: Compartment.DECISIONS,
}
"""Whoever agrees reads it first, so only who reads that part can be the second."""

STAGES_OF: Mapping[OverrideKind, frozenset[Stage]] = {
    OverrideKind.OPENING: OPEN_STAGES,
    OverrideKind.TELLING: OPEN_STAGES,
    # Whoever was confirmed wrongly reads a closed case as well, until it is destroyed.
    OverrideKind.TAKING_BACK: OPEN_STAGES | {Stage.CLOSED},
}


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
        if kind is OverrideKind.TAKING_BACK:
            return OverrideState.ENDED
        return OverrideState.OPEN if open_until is not None and now < open_until else OverrideState.ENDED
    return OverrideState(status.value)


def may_be_answered(status: OverrideStatus, *, answer_by: datetime, now: datetime) -> bool:
    return bool(NEXT[status]) and now < answer_by


def are_two(*, asked_by: str, agrees: str, opens_for: str | None) -> bool:
    """Two people who are not one, and the second of whom gets nothing by it. Tags, not roles: one may hold two."""
    return agrees not in {asked_by, opens_for}


HAPPENED = frozenset({OverrideState.OPEN, OverrideState.ENDED, OverrideState.TOLD})
"""What the affected person is told of. What was only asked for opened nothing."""
