"""Durations, kept periods and shares: the small values that a wrong figure hides in."""

from datetime import timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from pydantic_core import PydanticCustomError

from app.policy.values import Period, parse_duration, parse_period, parse_window, write_duration
from app.policy.vote_rule import CheckWindow, Share
from app.votes.manifest import Schedule


@given(minutes=st.integers(1, 99_999))
def test_a_duration_reads_back_as_it_was_written(minutes: int) -> None:
    duration = timedelta(minutes=minutes)
    assert parse_duration(write_duration(duration)) == duration


@pytest.mark.parametrize(
    "written", ["", "2", 2, 2.0, "0h", "-2h", "2 h", "2H", "1.5h", "2h30min", "2w", "02h", None, True]
)
def test_what_could_be_read_in_two_ways_is_no_duration(written: object) -> None:
    with pytest.raises(PydanticCustomError):
        parse_duration(written)


@given(seconds=st.integers(1, 99_999))
def test_a_window_may_be_counted_in_seconds_and_reads_back(seconds: int) -> None:
    assert parse_window(write_duration(timedelta(seconds=seconds))) == timedelta(seconds=seconds)


@pytest.mark.parametrize("written", ["90s", "10s"])
def test_nothing_but_a_window_is_due_within_seconds(written: str) -> None:
    with pytest.raises(PydanticCustomError):
        parse_duration(written)


@pytest.mark.policy("CGR-03")
@pytest.mark.parametrize(
    ("in_room", "at_distance", "is_right"),
    [
        ("10s", "1h", True),
        ("7d", "7d", True),
        ("9s", "1h", False),
        ("10s", "59min", False),
        ("10s", "8d", False),
        ("8d", "1h", False),
    ],
)
def test_a_check_window_leaves_time_to_check_and_fits_a_manifest(
    in_room: str, at_distance: str, *, is_right: bool
) -> None:
    written = {"in_room": in_room, "at_distance": at_distance}
    if is_right:
        window = CheckWindow.model_validate(written)
        Schedule.model_validate(
            {
                "locked_at": "2026-11-02T18:00:00Z",
                "drawing_ends_at": None,
                "closes_at": "2026-11-02T20:00:00Z",
                "check_window_seconds": int(window.at_distance.total_seconds()),
            }
        )
        assert window.model_dump() == written
    else:
        with pytest.raises(ValidationError):
            CheckWindow.model_validate(written)


@pytest.mark.parametrize(("written", "period"), [("30d", Period(days=30)), ("24mo", Period(months=24))])
def test_a_kept_period_reads_back_as_it_was_written(written: str, period: Period) -> None:
    assert parse_period(written) == period
    assert str(period) == written


@pytest.mark.parametrize("written", ["", "30", 30, "0mo", "2y", "1h", None])
def test_anything_else_is_no_kept_period(written: object) -> None:
    with pytest.raises(PydanticCustomError):
        parse_period(written)


SHARES = st.tuples(st.integers(1, 20), st.integers(1, 20), st.booleans()).filter(
    lambda it: it[0] < it[1] or (it[0] == it[1] and not it[2])
)


@pytest.mark.policy("CGR-04")
@given(share=SHARES, whole=st.integers(0, 200), data=st.data())
def test_a_share_is_reached_exactly_as_fractions_say(share: tuple[int, int, bool], whole: int, data: Any) -> None:
    numerator, denominator, strict = share
    part = data.draw(st.integers(0, whole))
    reached = Share(numerator=numerator, denominator=denominator, strict=strict).is_reached_by(part, of=whole)
    if whole == 0:
        assert not reached
    else:
        got, needed = Fraction(part, whole), Fraction(numerator, denominator)
        assert reached == (got > needed if strict else got >= needed)


@pytest.mark.parametrize(("numerator", "denominator", "strict"), [(0, 3, False), (4, 3, False), (3, 3, True)])
def test_a_share_that_could_never_be_reached_or_always_is_refused(
    numerator: int, denominator: int, *, strict: bool
) -> None:
    with pytest.raises(ValidationError):
        Share(numerator=numerator, denominator=denominator, strict=strict)
