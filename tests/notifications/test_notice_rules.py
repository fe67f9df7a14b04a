"""By which way a notice goes, when, and what it says: decided without asking anyone."""

import re
from datetime import UTC, datetime, time, timedelta

# ruff: noqa: DTZ001 - what hypothesis and `combine` take is without a time zone
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from app.notifications import rules
from app.notifications.rules import (
    ALARMS,
    ASKED_FOR,
    BY_MAIL_ALONE,
    NEVER_TWICE,
    Channel,
    Choice,
    NoticeKind,
    QuietHours,
    Reach,
    channels,
    held_until,
    is_bearable,
    quiet_hours_of,
)
from app.notifications.words import SAME_WORDS, short_words, words
from app.people.rules import TIMEZONE
from app.ports.sms import BASIC_LETTERS, LONGEST

ORDINARY = sorted(set(NoticeKind) - ALARMS - ASKED_FOR, key=lambda kind: kind.value)
NIGHT = QuietHours(time(21), time(7))

kinds = st.sampled_from(sorted(NoticeKind, key=lambda kind: kind.value))
clock_times = st.builds(time, st.integers(0, 23), st.integers(0, 59))
minutes = st.integers(1, rules.LONGEST_QUIET // timedelta(minutes=1))
quiet_hours = st.builds(
    lambda begins, length: QuietHours(begins, (datetime.combine(datetime(2026, 1, 1), begins) + length).time()),
    clock_times,
    st.builds(lambda count: timedelta(minutes=count), minutes),
)
# Both nights of a year on which the clock is set, and the days around them, more often than chance would.
moments = st.one_of(
    st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC)),
    st.datetimes(datetime(2026, 3, 28, 12), datetime(2026, 3, 29, 12), timezones=st.just(UTC)),
    st.datetimes(datetime(2026, 10, 24, 12), datetime(2026, 10, 25, 12), timezones=st.just(UTC)),
)
one_channel = st.sampled_from([Channel.MAIL, Channel.SMS])
some_channels = st.frozensets(one_channel)
choices = st.builds(Choice, some_channels, st.frozensets(one_channel, min_size=1), st.none() | quiet_hours)


@given(kind=kinds, quiet=quiet_hours, at=moments)
def test_what_is_held_leaves_later_outside_quiet_hours_and_within_a_day(
    kind: NoticeKind, quiet: QuietHours, at: datetime
) -> None:
    until = held_until(kind, quiet, at=at)
    if until is None:
        return
    assert at < until <= at + rules.LONGEST_QUIET + timedelta(hours=1)
    assert held_until(kind, quiet, at=until) is None
    assert until.astimezone(TIMEZONE).replace(tzinfo=None).time() in {quiet.ends, _an_hour_on(quiet.ends)}


def _an_hour_on(clock: time) -> time:
    """Where the clock jumps over the end, in spring."""
    return (datetime.combine(datetime(2026, 1, 1), clock) + timedelta(hours=1)).time()


@given(quiet=quiet_hours, at=moments)
def test_what_a_clock_shows_in_the_quiet_hours_of_an_ordinary_night_is_held(quiet: QuietHours, at: datetime) -> None:
    local = at.astimezone(TIMEZONE)
    around = {(at + timedelta(days=days)).astimezone(TIMEZONE).utcoffset() for days in (-1, 0, 1)}
    assume(len(around) == 1)
    shown = local.time()
    if quiet.begins < quiet.ends:
        is_quiet = quiet.begins <= shown < quiet.ends
    else:
        is_quiet = shown >= quiet.begins or shown < quiet.ends
    assert (held_until(NoticeKind.SHIFT_CHANGED, quiet, at=at) is not None) == is_quiet


@given(kind=st.sampled_from(sorted(ALARMS | ASKED_FOR, key=lambda kind: kind.value)), quiet=quiet_hours, at=moments)
@pytest.mark.policy("ORG-06")
def test_an_alarm_and_what_was_just_asked_for_are_never_held(kind: NoticeKind, quiet: QuietHours, at: datetime) -> None:
    assert is_bearable(quiet)
    assert held_until(kind, quiet, at=at) is None


@given(quiet=quiet_hours, at=moments, left=st.timedeltas(timedelta(), timedelta(days=2)))
def test_what_would_be_useless_by_the_morning_is_not_held(quiet: QuietHours, at: datetime, left: timedelta) -> None:
    plain = held_until(NoticeKind.VOTE_REMINDER, quiet, at=at)
    kept = held_until(NoticeKind.VOTE_REMINDER, quiet, at=at, useless_from=at + left)
    assert kept == (plain if plain is not None and plain < at + left else None)


def test_on_the_night_when_an_hour_comes_twice_quiet_hours_end_once() -> None:
    quiet = QuietHours(time(22), time(2, 30))
    second_quarter_past_two = datetime(2026, 10, 25, 1, 15, tzinfo=UTC)
    assert held_until(NoticeKind.SHIFT_CHANGED, quiet, at=second_quarter_past_two) is None
    assert held_until(NoticeKind.SHIFT_CHANGED, quiet, at=second_quarter_past_two - timedelta(hours=1)) == datetime(
        2026, 10, 25, 0, 30, tzinfo=UTC
    )


@given(kind=kinds, chosen=choices, tried=some_channels, untried=st.frozensets(st.just(Channel.SMS)))
@pytest.mark.policy("ORG-06")
def test_a_notice_goes_only_by_ways_that_lead_there_and_an_alarm_by_one_if_any_does(
    kind: NoticeKind, chosen: Choice, tried: frozenset[Channel], untried: frozenset[Channel]
) -> None:
    reach = Reach(tried=tried, untried=untried - tried)
    found = channels(kind, chosen, reach)
    assert len(found) == len(set(found))
    assert set(found) <= tried | (reach.untried if kind in ALARMS else set())
    if kind in ALARMS:
        assert bool(found) == bool(tried | untried), "nobody who can be woken sleeps on"
        assert set(found) >= chosen.alarms & tried
    elif kind in BY_MAIL_ALONE:
        assert found == ([Channel.MAIL] if Channel.MAIL in tried else [])
    else:
        assert bool(found) == bool(chosen.ordinary and tried)


@given(kind=kinds, failures=st.integers(1, 400), chance=st.floats(0, 1))
def test_waits_grow_come_apart_and_stay_bearable(kind: NoticeKind, failures: int, chance: float) -> None:
    wait = rules.wait_after(kind, failures=failures, chance=chance)
    longest = rules.LONGEST_WAIT_OF_ALARMS if kind in ALARMS else rules.LONGEST_WAIT
    assert rules.FIRST_WAIT * 0.75 <= wait <= longest * 1.25
    later = rules.wait_after(kind, failures=failures + 1, chance=chance)
    assert later >= wait
    if chance <= 0.99:
        assert rules.wait_after(kind, failures=failures, chance=1) > wait


@given(sent=st.lists(st.timedeltas(timedelta(), timedelta(hours=3)), max_size=12))
def test_no_hour_has_more_text_messages_than_the_limit(sent: list[timedelta]) -> None:
    """Asked for at any moments, each is let go when the rule says."""
    begun = datetime(2026, 3, 2, 9, tzinfo=UTC)
    let_go: list[datetime] = []
    for asked in sorted(begun + after for after in sent):
        at = max([asked, *let_go[-1:]])
        allowed = rules.text_allowed_at(let_go, at=at)
        assert allowed >= at
        assert rules.text_allowed_at(let_go, at=allowed) == allowed
        let_go.append(allowed)
    for first, beyond in zip(let_go, let_go[rules.TEXTS_AN_HOUR :], strict=False):
        assert beyond - first >= rules.HOUR


@pytest.mark.parametrize("text", ["21:00", "21-7", "21:00-25:00", "08:00-08:00", "07:00-23:00"])
def test_quiet_hours_that_are_none_or_leave_no_day_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        quiet_hours_of(text)
    assert quiet_hours_of("21:00-07:00") == NIGHT
    assert quiet_hours_of("") is None


def test_every_kind_has_its_place_in_the_lists() -> None:
    assert not ALARMS & BY_MAIL_ALONE
    assert not ALARMS & NEVER_TWICE, "rather twice than never"
    assert ASKED_FOR <= BY_MAIL_ALONE, "it carries a link"


# What would say that there is a case, a report, a vote, or what this program is for.
TELLTALE = re.compile(
    r"ärende|anmäl|trakass|hot\b|hotad|anklag|utsatt|omröst|förtroende|parti|\bcase\b|report|harass|threat|accus|"
    r"victim|vote|confidence|varna|\bjäv",
    re.IGNORECASE,
)


@pytest.mark.policy("CON-01", "PRN-02")
@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("kind", NoticeKind, ids=lambda kind: kind.value)
def test_no_notice_says_what_it_is_about(kind: NoticeKind, language: str) -> None:
    said = words(kind, language=language, link="", sender="")
    assert not TELLTALE.search(said.subject + said.text)
    if kind in BY_MAIL_ALONE:
        return
    # As long an address as an association is likely to have.
    address = "https://" + "a" * 30 + ".example.org"
    text = short_words(kind, language=language, address=address)
    assert len(text) <= LONGEST
    assert set(text) <= BASIC_LETTERS, "one letter beyond them would make it three messages"
    assert not TELLTALE.search(text)
    assert text.count(address) == 1
    assert "/" not in text.replace(address, ""), "no link that opens anything"


@pytest.mark.policy("CON-01")
@pytest.mark.parametrize("language", ["sv", "en"])
def test_an_alarm_about_a_case_reads_as_anything_else_about_one(language: str) -> None:
    for kind, other in SAME_WORDS.items():
        asked = {"language": language, "link": "x", "sender": "y"}
        assert words(kind, **asked) == words(other, **asked)
        assert short_words(kind, language=language, address="x") == short_words(other, language=language, address="x")
    assert {kind for kind in NoticeKind if kind.value.startswith("needs-you")} <= SAME_WORDS.keys()
