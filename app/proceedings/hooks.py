"""What proceedings cause in one another and above, in the same transaction; `app/connected.py` says who answers."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from app.cases.access import HeldCase
from app.cases.hooks import CaseHooks
from app.cases.models import Case
from app.core.hooks import Hook
from app.proceedings.meetings.models import BoardDecision
from app.proceedings.meetings.rules import DecisionKind


class DepartureReason(StrEnum):
    """How somebody came to be without their assignments. An accusation, an open case or a time-out is none of them."""

    TOLD_TO_LEAVE = "told_to_leave"
    """The board decided it, and the measure says so. Source: KNO-05, KNO-10."""
    RESIGNED = "resigned"
    """They left while it was being demanded of them."""
    EXCLUDED = "excluded"


@dataclass(frozen=True)
class Departure:
    """Somebody is to talk with the board and the group before they are nominated again. Source: REE-06.

    `case_id`: the case that lies behind, so that nobody whom it bars is asked about it.
    """

    person_id: UUID
    case_id: UUID | None
    reason: DepartureReason


person_left: Hook[Departure] = Hook("proceedings.person_left")
"""Called again about the same person and case, it changes the reason and begins the time anew."""

departure_fell: Hook[Departure] = Hook("proceedings.departure_fell")
"""What it rested on is undone: a decision taken back, a result overturned."""


@dataclass(frozen=True)
class Proposed:
    """What a board, or the federation in its stead, is about to have decided."""

    case: Case
    kind: DecisionKind


decision_proposed: Hook[Proposed] = Hook("proceedings.decision_proposed")
"""Called as something is written down that was carried. Whoever answers raises NotYetDecidable or NotDecidedHere where
their rules forbid it as it stands."""


@dataclass(frozen=True)
class Adopted:
    """A decision that was carried and that two vouch for: its minutes are approved, or it is as the letter says."""

    held: HeldCase
    decision: BoardDecision
    hooks: CaseHooks


decision_adopted: Hook[Adopted] = Hook("proceedings.decision_adopted")
"""Called once for each, in the transaction of the second of the two. Whoever answers may still refuse, as above."""


@dataclass(frozen=True)
class Exonerated:
    """Somebody is accused no more: what hung on that has nothing to hang on. `subject`: see `subjects.py`."""

    case: Case
    subject: str


exonerated: Hook[Exonerated] = Hook("proceedings.exonerated")
"""Called while they are still named, so that whoever answers can find what is theirs. Source: KNO-12, PRN-05."""
