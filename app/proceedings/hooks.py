"""What proceedings cause in one another and above, in the same transaction; `app/connected.py` says who answers."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from app.cases.models import Case
from app.core.hooks import Hook


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
class Exonerated:
    """Somebody is accused no more: what hung on that has nothing to hang on. `subject`: see `subjects.py`."""

    case: Case
    subject: str


exonerated: Hook[Exonerated] = Hook("proceedings.exonerated")
"""Called while they are still named, so that whoever answers can find what is theirs. Source: KNO-12, PRN-05."""
