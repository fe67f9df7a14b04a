"""When the next contact is due, whatever was agreed on and whenever it was paused."""

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.company.rules import MessageFacts, count_new, to_be_told
from app.people.rules import TIMEZONE, local_date
from app.plans.rhythm import Rhythm, can_be_agreed

WEEK, BY = timedelta(days=7), timedelta(hours=18)
moments = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31)).map(lambda it: it.replace(tzinfo=UTC))  # noqa: DTZ001 - made aware at once
weekdays = st.lists(st.integers(1, 7), min_size=1, max_size=7, unique=True)


@pytest.mark.policy("ASP-01", "ASM-03", "KNO-03")
@given(moments, weekdays)
def test_on_agreed_days_the_next_contact_is_the_next_such_day_by_the_same_clock_all_year(
    last: datetime, days: list[int]
) -> None:
    due = Rhythm(weekdays=days, by=BY).after(last, usual=WEEK)
    local = due.astimezone(TIMEZONE)
    assert local.isoweekday() in days
    assert local.time() == time(18)
    ahead = (local.date() - local_date(last)).days
    assert 1 <= ahead <= 7
    between = [local_date(last) + timedelta(days=each) for each in range(1, ahead)]
    assert not any(day.isoweekday() in days for day in between)


@pytest.mark.policy("ASP-01", "PRN-04")
@given(moments, st.integers(1, 30), st.integers(0, 60))
def test_nothing_falls_due_in_a_pause_and_what_would_have_does_at_its_end(
    last: datetime, every: int, paused_days: int
) -> None:
    agreed = Rhythm(every=timedelta(days=every))
    due = agreed.after(last, usual=WEEK)
    assert due == last + timedelta(days=every)
    until = last + timedelta(days=paused_days)
    paused = Rhythm(every=timedelta(days=every), is_paused=True, paused_until=until)
    assert paused.held_back(due) == max(due, until)
    assert not paused.is_silent(now=until)
    endless = Rhythm(is_paused=True)
    assert endless.held_back(due) is None
    assert endless.is_silent(now=last)
    assert agreed.held_back(due) == due


def test_what_can_be_agreed_on_is_within_the_policys_bounds() -> None:
    def agreed(days: int | None = None, *, on: tuple[int, ...] = ()) -> bool:
        every = timedelta(days=days) if days else None
        return can_be_agreed(every=every, weekdays=on, shortest=timedelta(days=1), longest=timedelta(days=30))

    for can in (agreed(), agreed(1), agreed(30), agreed(on=(2, 5))):
        assert can
    for cannot in (agreed(31), agreed(on=(0,)), agreed(on=(2, 2)), agreed(7, on=(2,))):
        assert not cannot


@given(st.lists(st.tuples(st.sampled_from("abc"), moments), max_size=12), moments)
def test_nobodys_own_words_are_new_to_them_and_nobody_is_told_twice_of_what_they_have_not_read(
    written: list[tuple[str, datetime]], seen: datetime
) -> None:
    messages = [MessageFacts(author, at) for author, at in written]
    mine = [each for each in messages if each.author == "a"]
    assert count_new(mine, reader="a", seen_until=seen) == 0
    told = to_be_told(messages, readers={"a": seen, "b": seen}, author="a")
    assert told == ([] if count_new(messages, reader="b", seen_until=seen) else ["b"])
