"""Who is on call at a moment, where nobody is, and in what order officers are turned to. Pure. Source: ORG-06."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import Enum
from uuid import UUID

from app.access.rules import Office
from app.people.rules import TermFacts, at_local, is_in_force, local_date

LONGEST_SHIFT = timedelta(days=31)
REMEMBERED = timedelta(days=30)
"""How long a shift that is over still says that the association keeps a rota: an empty one is then a gap."""
MORNING = time(9)


@dataclass(frozen=True)
class ShiftFacts:
    """Moments are aware UTC. `ends_at` is the first moment after it."""

    person_id: UUID
    deputy_id: UUID | None
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True)
class Gap:
    """A time in which nobody on the rota is an officer. `until` is None where the rota ends."""

    since: datetime
    until: datetime | None


def next_morning(after: datetime) -> datetime:
    """The first nine o'clock after a moment."""
    today = local_date(after)
    found = at_local(today, MORNING)
    return found if found > after else at_local(today + timedelta(days=1), MORNING)


def spans(
    first: tuple[date, time], last: tuple[date, time], *, times: int, every: timedelta
) -> list[tuple[datetime, datetime]]:
    """The same written times again, `times` in all: handed over when the clock shows the same, summer and winter."""
    (first_day, begins), (last_day, ends) = first, last
    return [
        (at_local(first_day + turn * every, begins), at_local(last_day + turn * every, ends)) for turn in range(times)
    ]


def share_a_moment(one: tuple[datetime, datetime], other: tuple[datetime, datetime]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def is_officer(person_id: UUID | None, terms: Collection[TermFacts], *, at: datetime) -> bool:
    day = local_date(at)
    return any(
        term.person_id == person_id and term.office is Office.SECURITY_OFFICER and is_in_force(term, on=day)
        for term in terms
    )


def on_call(shifts: Collection[ShiftFacts], terms: Collection[TermFacts], *, at: datetime) -> list[UUID]:
    """Whoever has the shift, then their deputy: those of the two who are officers. Empty: nobody is."""
    return [
        person_id
        for shift in shifts
        if shift.starts_at <= at < shift.ends_at
        for person_id in (shift.person_id, shift.deputy_id)
        if person_id is not None and is_officer(person_id, terms, at=at)
    ]


def line(
    officers: Sequence[UUID], shifts: Collection[ShiftFacts], terms: Collection[TermFacts], *, at: datetime
) -> list[UUID]:
    """All of `officers`, who are in their order of rank: those on call first."""
    first = [person_id for person_id in on_call(shifts, terms, at=at) if person_id in officers]
    return list(dict.fromkeys([*first, *officers]))


def is_kept(shifts: Collection[ShiftFacts], *, at: datetime) -> bool:
    """Whether there is a rota at all. Without one every officer is turned to at once."""
    return any(shift.ends_at > at - REMEMBERED for shift in shifts)


def gaps(
    shifts: Collection[ShiftFacts], terms: Collection[TermFacts], *, since: datetime, until: datetime
) -> Iterator[Gap]:
    """Times between `since` and `until` in which nobody is on call, in order; none where no rota is kept.

    Whoever is on call is an officer or is not for whole local days, so it is asked at each midnight too.
    """
    if not is_kept(shifts, at=since):
        return
    ends = [shift.ends_at for shift in shifts]
    moments = sorted({each for each in _turns(shifts, since=since, until=until) if since <= each < until})
    began: datetime | None = None
    for moment in moments:
        if on_call(shifts, terms, at=moment):
            if began is not None:
                yield Gap(began, moment)
            began = None
        elif began is None:
            began = moment
    if began is not None:
        yield Gap(began, None if all(end <= began for end in ends) else until)


def _turns(shifts: Collection[ShiftFacts], *, since: datetime, until: datetime) -> Iterator[datetime]:
    yield since
    for shift in shifts:
        yield from (shift.starts_at, shift.ends_at)
    day = local_date(since)
    while (midnight := at_local(day, time())) < until:
        yield midnight
        day += timedelta(days=1)


class Turn(Enum):
    """Who is told next when nobody has answered."""

    DEPUTY = "deputy"
    OTHER_OFFICERS = "others"
    CHAIR = "chair"


def told_first(line_of_case: Sequence[UUID], on_call_now: Collection[UUID]) -> list[UUID]:
    """The one on call; everyone where nobody is who can take it."""
    first = next((each for each in line_of_case if each in on_call_now), None)
    return list(line_of_case) if first is None else [first]


def turns(line_of_case: Sequence[UUID], on_call_now: Collection[UUID]) -> list[tuple[Turn, list[UUID]]]:
    """What follows `told_first`, a turn at a time. The last is the chair's, who is not in the line. Source: CON-02."""
    left = [each for each in line_of_case if each not in told_first(line_of_case, on_call_now)]
    found = [(Turn.DEPUTY, left[:1]), (Turn.OTHER_OFFICERS, left[1:])]
    return [*((turn, told) for turn, told in found if told), (Turn.CHAIR, [])]
