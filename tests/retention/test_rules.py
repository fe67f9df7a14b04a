"""The day of a closed case, as pure functions."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.cases.rules import Conclusion
from app.policy.terms import Kept
from app.retention.rules import (
    NEXT,
    HoldFacts,
    HoldState,
    HoldStatus,
    destroyed_at,
    kept_as,
    may_become,
    state_of,
)

pytestmark = pytest.mark.policy("PRN-05")

WARNED = timedelta(days=30)
first, last = datetime(2026, 1, 1), datetime(2030, 1, 1)  # noqa: DTZ001 - the strategy adds the zone
moments = st.datetimes(first, last, timezones=st.just(UTC))
holds = st.builds(HoldFacts, st.sampled_from(HoldStatus), moments, st.none() | moments)


@given(moments, st.lists(holds))
def test_nothing_brings_the_day_forward_and_only_two_people_move_it_back(due: datetime, among: list[HoldFacts]) -> None:
    at = destroyed_at(due, among, warned_before=WARNED)
    assert at >= due
    decided = {HoldStatus.AGREED, HoldStatus.ENDED}
    assert at == destroyed_at(due, [each for each in among if each.status in decided], warned_before=WARNED)
    assert at <= max([due, *(each.until for each in among if each.status in decided)])


@given(moments, holds, moments)
def test_whoever_ends_a_hold_leaves_the_others_the_time_of_a_warning(
    due: datetime, hold: HoldFacts, now: datetime
) -> None:
    held = HoldFacts(HoldStatus.AGREED, hold.until, None)
    if not may_become(held, HoldStatus.ENDED, now=now):
        return
    before = destroyed_at(due, [held], warned_before=WARNED)
    after = destroyed_at(due, [HoldFacts(HoldStatus.ENDED, hold.until, now)], warned_before=WARNED)
    assert min(now + WARNED, before) <= after <= before


@given(holds, moments)
def test_what_is_over_changes_no_more(hold: HoldFacts, now: datetime) -> None:
    state = state_of(hold, now=now)
    goes_on = any(may_become(hold, to, now=now) for to in HoldStatus)
    assert goes_on == (state in {HoldState.WAITS, HoldState.HOLDS})
    assert set(NEXT) == set(HoldStatus)


@pytest.mark.parametrize("conclusion", [None, *Conclusion])
def test_only_what_nobody_could_substantiate_has_the_short_time(conclusion: Conclusion | None) -> None:
    is_short = conclusion is Conclusion.NOT_SUBSTANTIATED
    assert kept_as(conclusion) is (Kept.UNSUBSTANTIATED_CASE if is_short else Kept.CASE)
