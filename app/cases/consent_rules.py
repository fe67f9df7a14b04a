"""What an answer of consent is worth at a moment: told from its whole history, with the clock handed in."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class ConsentState(StrEnum):
    """Only `given` lets anything be done. No answer is no."""

    OPEN = "open"
    ASKED = "asked"
    GIVEN = "given"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


ANSWERED_NO = frozenset({ConsentState.REFUSED, ConsentState.WITHDRAWN})


@dataclass(frozen=True)
class Asked:
    at: datetime


@dataclass(frozen=True)
class Answered:
    """`is_used`: somebody was told on just this yes."""

    at: datetime
    is_given: bool
    is_used: bool = False


@dataclass(frozen=True)
class Happened:
    """One line of a question's history. `place`: which of what was handed in; the yes, for that it ran out."""

    what: ConsentState
    at: datetime
    place: int


def runs_out_at(answer: Answered, *, lasts: timedelta | None) -> datetime | None:
    """None for a no, a yes that somebody was told on, and where the policy lets a yes hold until it is taken back."""
    return None if lasts is None or not answer.is_given or answer.is_used else answer.at + lasts


def history(entries: Iterable[Asked | Answered], *, lasts: timedelta | None, now: datetime) -> list[Happened]:
    """Oldest first. `entries` in their order. What ran out stands where it ran out: before the next answer, or last."""
    lines: list[Happened] = []
    running: tuple[datetime, int] | None = None
    for place, entry in enumerate(entries):
        if running is not None and running[0] <= entry.at:
            lines.append(Happened(ConsentState.EXPIRED, *running))
            running = None
        if isinstance(entry, Asked):
            lines.append(Happened(ConsentState.ASKED, entry.at, place))
            continue
        ends = runs_out_at(entry, lasts=lasts)
        running = None if ends is None else (ends, place)
        lines.append(Happened(_answer(entry, after=standing(lines)), entry.at, place))
    if running is not None and running[0] <= now:
        lines.append(Happened(ConsentState.EXPIRED, *running))
    return lines


def _answer(entry: Answered, *, after: ConsentState) -> ConsentState:
    if entry.is_given:
        return ConsentState.GIVEN
    # Said once more, a yes that was taken back is still that.
    takes_back = after in {ConsentState.GIVEN, ConsentState.WITHDRAWN}
    return ConsentState.WITHDRAWN if takes_back else ConsentState.REFUSED


def standing(lines: Iterable[Happened]) -> ConsentState:
    """Where it is after these lines: being asked again changes no answer."""
    state = ConsentState.OPEN
    for line in lines:
        if line.what is not ConsentState.ASKED or state is ConsentState.OPEN:
            state = line.what
    return state
