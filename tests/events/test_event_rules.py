"""When an event is to have been looked over, and the weeks of a season: purely."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.events.rules import EventCheckState, EventFacts, check_state, is_checked, weeks

NOW = datetime(2026, 8, 3, 12, tzinfo=UTC)
AHEAD = timedelta(hours=72)
days = st.dates(min_value=date(2020, 1, 1), max_value=date(2040, 1, 1))


@pytest.mark.policy("ASP-08", "ASM-02")
@given(hours=st.integers(-500, 500), done=st.booleans(), called_off=st.booleans())
def test_an_event_is_looked_over_in_time_or_it_shows(hours: int, *, done: bool, called_off: bool) -> None:
    event = EventFacts(UUID(int=1), NOW + timedelta(hours=hours), called_off)
    state = check_state(event, is_checked=done, ahead=AHEAD, now=NOW)
    if called_off:
        assert state is EventCheckState.CALLED_OFF
    elif done:
        assert state is EventCheckState.DONE
    else:
        assert (
            state
            is {True: EventCheckState.MISSED, False: EventCheckState.DUE if hours <= 72 else EventCheckState.AHEAD}[
                hours <= 0
            ]
        )


@given(ticked=st.sets(st.sampled_from("abcd")), checks=st.sets(st.sampled_from("abc"), min_size=1))
def test_a_line_that_the_policy_adds_is_still_to_be_looked_over(ticked: set[str], checks: set[str]) -> None:
    assert is_checked(ticked, checks=checks) == all(each in ticked for each in checks)


@given(first=days, length=st.integers(0, 366))
def test_every_day_of_a_season_lies_in_one_of_its_weeks(first: date, length: int) -> None:
    last = first + timedelta(days=length)
    mondays = list(weeks(first, last))
    assert all(monday.weekday() == 0 for monday in mondays)
    assert mondays[0] <= first
    assert mondays[-1] <= last < mondays[-1] + timedelta(days=7)
    assert [b - a for a, b in pairwise(mondays)] == [timedelta(days=7)] * (len(mondays) - 1)
