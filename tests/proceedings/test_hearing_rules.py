"""Where a hearing stands: the clock decides, and never too early."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.proceedings.hearing.rules import Answered, AnswerKind, HearingState, answer_by, kind_of, state_at

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
WITHIN = timedelta(days=14)

hours = st.integers(min_value=0, max_value=24 * 60).map(lambda each: NOON + timedelta(hours=each))
answered = st.builds(Answered, st.sampled_from(AnswerKind), hours)


@pytest.mark.policy("KNO-01", "UNK-03")
@given(st.lists(hours, max_size=3), st.lists(answered, max_size=4), hours)
def test_time_runs_out_by_the_clock_after_the_newest_they_were_told_and_never_before(
    told: list[datetime], answers: list[Answered], now: datetime
) -> None:
    state = state_at(now, told=told, answers=answers, within=WITHIN)
    since = [each for each in answers if told and each.at >= max(told)]
    assert (state is HearingState.NOT_TOLD) == (not told)
    if state is HearingState.TIME_RAN_OUT:
        assert now >= max(told) + WITHIN
        assert not since
    if state is HearingState.AWAITS_ANSWER:
        assert now < max(told) + WITHIN
        assert not since


@pytest.mark.policy("KNO-01", "PRN-05")
@given(st.lists(hours, min_size=1, max_size=3), st.lists(answered, max_size=4), hours)
def test_whatever_they_say_counts_however_late_and_whatever_they_said_before(
    told: list[datetime], answers: list[Answered], now: datetime
) -> None:
    late = Answered(AnswerKind.REBUTTAL, max(told) + 10 * WITHIN)
    assert state_at(now, told=told, answers=[*answers, late], within=WITHIN) is HearingState.ANSWERED


@given(st.lists(hours, min_size=1, max_size=3))
def test_what_is_told_later_gives_its_own_time(told: list[datetime]) -> None:
    until = answer_by(told, within=WITHIN)
    assert until is not None
    assert all(until >= each + WITHIN for each in told)


@given(st.lists(st.sampled_from(AnswerKind), max_size=4))
def test_only_the_first_is_the_statement(said_before: list[AnswerKind]) -> None:
    kind = kind_of(declines=False, is_to_vote=False, said_before=said_before)
    assert (kind is AnswerKind.STATEMENT) == (AnswerKind.STATEMENT not in said_before)
    assert kind_of(declines=True, is_to_vote=True, said_before=said_before) is AnswerKind.DECLINED
