"""Who is on call at a moment, also on the two nights when the clock is moved. Pure."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.access.rules import Office
from app.oncall import rules
from app.oncall.rules import Gap, ShiftFacts, Turn
from app.people.rules import TIMEZONE, TermFacts, at_local

ANNA, BO, CIA, DAN = (UUID(int=number) for number in range(1, 5))
BEFORE = date(2020, 1, 1)
SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)
"""The nights to these days have 23 and 25 hours."""
clocks = st.times().map(lambda it: it.replace(second=0, microsecond=0))


def officer(person_id: UUID, *, ends_on: date | None = None) -> TermFacts:
    return TermFacts(uuid4(), person_id, Office.SECURITY_OFFICER, starts_on=BEFORE, ends_on=ends_on)


TERMS = [officer(ANNA), officer(BO), officer(CIA)]


def at(day: date, clock: time) -> datetime:
    return at_local(day, clock)


@pytest.mark.policy("ORG-06")
@given(st.sampled_from([SPRING, AUTUMN]), clocks, st.integers(1, 6), st.sampled_from([1, 7]))
def test_a_rota_is_handed_over_at_the_same_clock_and_without_a_gap_when_the_clock_is_moved(
    moved: date, clock: time, turns_before: int, days: int
) -> None:
    step = timedelta(days=days)
    first = moved - turns_before * step
    spans = rules.spans((first, clock), (first + step, clock), times=turns_before + 3, every=step)
    shifts = [ShiftFacts((ANNA, BO)[turn % 2], None, *span) for turn, span in enumerate(spans)]
    begins, ends = spans[0][0], spans[-1][1]
    assert list(rules.gaps(shifts, TERMS, since=begins, until=ends)) == []
    assert not any(rules.share_a_moment(one, other) for place, one in enumerate(spans) for other in spans[place + 1 :])
    for turn, (starts_at, _) in enumerate(spans):
        day = first + turn * step
        is_never = starts_at.astimezone(TIMEZONE).replace(tzinfo=None) != datetime.combine(day, clock)
        assert not is_never or (day == SPRING and clock.hour == 2)
        assert rules.on_call(shifts, TERMS, at=starts_at) == [(ANNA, BO)[turn % 2]]


@given(st.sampled_from([SPRING, AUTUMN]), clocks)
def test_every_morning_comes_once(moved: date, clock: time) -> None:
    moment = at(moved - timedelta(days=1), clock)
    mornings = [moment := rules.next_morning(moment) for _ in range(3)]
    assert {each.astimezone(TIMEZONE).time() for each in mornings} == {time(9)}
    assert len({each.astimezone(TIMEZONE).date() for each in mornings}) == 3


def on(*days: int, person: UUID = ANNA, deputy: UUID | None = None) -> ShiftFacts:
    first, last = days
    return ShiftFacts(person, deputy, datetime(2026, 5, first, tzinfo=UTC), datetime(2026, 5, last, tzinfo=UTC))


@pytest.mark.policy("ORG-06")
def test_an_hour_without_an_officer_is_a_gap_and_without_a_rota_there_is_none() -> None:
    may = [datetime(2026, 5, day, tzinfo=UTC) for day in range(1, 31)]
    kept = [on(1, 4), on(6, 9)]
    assert list(rules.gaps(kept, TERMS, since=may[0], until=may[11])) == [Gap(may[3], may[5]), Gap(may[8], None)]
    assert list(rules.gaps([], TERMS, since=may[0], until=may[11])) == []
    # Whoever leaves office is on call no more from the next midnight in Sweden; a deputy stands in.
    leaves = [officer(ANNA, ends_on=date(2026, 5, 1)), officer(BO)]
    assert list(rules.gaps([on(1, 4)], leaves, since=may[0], until=may[2])) == [
        Gap(at(date(2026, 5, 2), time()), may[2])
    ]
    assert list(rules.gaps([on(1, 4, deputy=BO)], leaves, since=may[0], until=may[2])) == []
    assert rules.on_call([on(1, 4, deputy=BO)], leaves, at=may[2]) == [BO]


@pytest.mark.policy("ORG-06", "CON-02")
def test_the_one_on_call_is_told_then_the_deputy_then_the_others_then_the_chair() -> None:
    line = [CIA, BO, ANNA, DAN]
    assert rules.told_first(line, [CIA, BO]) == [CIA]
    assert rules.turns(line, [CIA, BO]) == [(Turn.DEPUTY, [BO]), (Turn.OTHER_OFFICERS, [ANNA, DAN]), (Turn.CHAIR, [])]
    # The one on call is kept out of the case: their deputy is first, the next officer second.
    without = [BO, ANNA, DAN]
    assert rules.told_first(without, [CIA, BO]) == [BO]
    assert rules.turns(without, [CIA, BO]) == [(Turn.DEPUTY, [ANNA]), (Turn.OTHER_OFFICERS, [DAN]), (Turn.CHAIR, [])]
    # No rota, or nobody on call who can take it: everyone at once, and the chair after them.
    for nobody in ([], [UUID(int=9)]):
        assert rules.told_first(line, nobody) == line
        assert rules.turns(line, nobody) == [(Turn.CHAIR, [])]
