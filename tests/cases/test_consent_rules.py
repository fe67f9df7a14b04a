"""What an answer of consent is worth at a moment, purely."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.cases.consent_rules import Answered, Asked, ConsentState, history, standing

START = datetime(2026, 3, 2, 19, 4, tzinfo=UTC)
LASTS = timedelta(days=180)
days = st.integers(min_value=0, max_value=700)
entry = st.one_of(
    st.builds(lambda day: Asked(START + timedelta(days=day)), days),
    st.builds(
        lambda day, yes, used: Answered(START + timedelta(days=day), yes, is_used=used),
        days,
        st.booleans(),
        st.booleans(),
    ),
)
entries = st.lists(entry, max_size=8).map(lambda found: sorted(found, key=lambda each: each.at))


def state(found: list[Asked | Answered], now: datetime, *, lasts: timedelta | None = LASTS) -> ConsentState:
    return standing(history([each for each in found if each.at <= now], lasts=lasts, now=now))


@pytest.mark.policy("SOP-04", "SOI-02")
@given(found=entries, day=days)
def test_a_yes_holds_exactly_while_it_is_the_newest_answer_and_was_used_or_is_young(
    found: list[Asked | Answered], day: int
) -> None:
    now = START + timedelta(days=day)
    answers = [each for each in found if isinstance(each, Answered) and each.at <= now]
    newest = answers[-1] if answers else None
    holds = newest is not None and newest.is_given and (newest.is_used or now < newest.at + LASTS)
    assert (state(found, now) is ConsentState.GIVEN) == holds
    never_ends = newest is not None and newest.is_given
    assert (state(found, now, lasts=None) is ConsentState.GIVEN) == never_ends
    if newest is None:
        is_asked = any(each.at <= now for each in found)
        assert state(found, now) is (ConsentState.ASKED if is_asked else ConsentState.OPEN)


@given(found=entries, day=days)
def test_nothing_that_was_asked_or_answered_is_missing_from_its_history_and_all_of_it_is_in_order(
    found: list[Asked | Answered], day: int
) -> None:
    now = START + timedelta(days=day)
    there = [each for each in found if each.at <= now]
    lines = history(there, lasts=LASTS, now=now)
    assert [line.place for line in lines if line.what is not ConsentState.EXPIRED] == list(range(len(there)))
    assert [line.at for line in lines] == sorted(line.at for line in lines)
    for line in lines:
        entry = there[line.place]
        if line.what is ConsentState.EXPIRED:
            assert isinstance(entry, Answered)
            assert entry.is_given
            assert not entry.is_used
            assert line.at == entry.at + LASTS


def test_a_no_takes_back_a_yes_that_held_and_refuses_what_had_run_out() -> None:
    yes = Answered(START, is_given=True)
    soon, late = START + timedelta(days=1), START + LASTS + timedelta(days=1)
    for at, said in ((soon, ConsentState.WITHDRAWN), (late, ConsentState.REFUSED)):
        assert state([yes, Answered(at, is_given=False)], at) is said
