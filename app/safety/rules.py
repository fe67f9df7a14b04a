"""How an assessment stands, and how something that is arranged goes on. Pure. Source: SOP-05, ASM-01."""

import json
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum

LONGEST = timedelta(days=366)
"""An assessment that is to hold for longer is no assessment of what comes."""


class AssessmentState(StrEnum):
    NOT_MADE = "not_made"
    HOLDS = "holds"
    TO_REVIEW = "to_review"
    """Its day has come: it is looked at again, and written anew or said to hold still."""


class SafetyState(StrEnum):
    """Of something that is arranged."""

    PLANNED = "planned"
    IN_PLACE = "in_place"
    ENDED = "ended"
    NOT_NEEDED = "not_needed"


MOVES = {
    SafetyState.PLANNED: frozenset({SafetyState.IN_PLACE, SafetyState.NOT_NEEDED}),
    SafetyState.IN_PLACE: frozenset({SafetyState.ENDED}),
    SafetyState.ENDED: frozenset[SafetyState](),
    SafetyState.NOT_NEEDED: frozenset({SafetyState.PLANNED}),
}
NEEDS_REASON = frozenset({SafetyState.ENDED, SafetyState.NOT_NEEDED})
GOING_ON = frozenset({SafetyState.PLANNED, SafetyState.IN_PLACE})


@dataclass(frozen=True)
class Arranged:
    """What is arranged, as it is sealed: the word for it, and what exactly."""

    kind: str
    what: str


def written(arranged: Arranged) -> str:
    return json.dumps({"kind": arranged.kind, "what": arranged.what}, ensure_ascii=False, sort_keys=True)


def arranged_of(text: str) -> Arranged:
    found = json.loads(text)
    return Arranged(found["kind"], found["what"])


def assessment_state(valid_until: date | None, *, today: date) -> AssessmentState:
    """It holds through its last day."""
    if valid_until is None:
        return AssessmentState.NOT_MADE
    return AssessmentState.HOLDS if today <= valid_until else AssessmentState.TO_REVIEW


def is_late(state: SafetyState, due_on: date, *, today: date) -> bool:
    return state is SafetyState.PLANNED and due_on < today


TOLD_AT = time(8)
"""By the clock on the wall in Sweden."""


def is_due(state: SafetyState, due_on: date, *, today: date) -> bool:
    """Its day has come, or is gone, and it is not in place."""
    return state is SafetyState.PLANNED and due_on <= today


def told_next(state: SafetyState, due_on: date, *, told_for: date | None) -> date | None:
    """The day on which whoever sees to it is told next: on its day, and once on the day after.

    `told_for`: when they were told last; None for never.
    """
    if state is not SafetyState.PLANNED:
        return None
    days = (due_on, due_on + timedelta(days=1))
    return next((day for day in days if told_for is None or told_for < day), None)


def may_hold_until(day: date, *, today: date) -> bool:
    return today <= day <= today + LONGEST
