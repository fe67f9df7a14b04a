"""What kinds of notice there are, by which way each goes, when, and how often it is tried. Pure."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import Enum

from app.people.rules import at_local, local_date


class NoticeKind(Enum):
    SOMETHING_NEEDS_YOU = "something-needs-you"
    NEEDS_YOU_NOW = "needs-you-now"
    INVITATION = "invitation"
    APPOINTMENT = "appointment"
    ACCOUNT_MADE = "account-made"
    ACCOUNT_CHANGED = "account-changed"
    PERSON_CHANGED = "person-changed"
    OUTSIDE_HELP = "outside-help"
    NOBODY_ANSWERS = "nobody-answers"
    SHIFT_CHANGED = "shift-changed"
    TEST_ALARM = "test-alarm"
    RECOVERY_KEY_USED = "recovery-key-used"
    VOTE_SUMMONS = "vote-summons"
    VOTE_REMINDER = "vote-reminder"
    VOTE_LINK_USED = "vote-link-used"
    VOTE_LINK_UNUSED = "vote-link-unused"
    VOTE_ON_PAPER = "vote-on-paper"
    VOTE_OPENED = "vote-opened"
    VOTE_COUNTED = "vote-counted"


class Channel(Enum):
    MAIL = "mail"
    SMS = "sms"


ALARMS = frozenset(
    {NoticeKind.NEEDS_YOU_NOW, NoticeKind.NOBODY_ANSWERS, NoticeKind.OUTSIDE_HELP, NoticeKind.TEST_ALARM}
)
"""The closed list of what wakes people: somebody waits for an answer, or it is tried whether they would get one.

Never held back, never counted against a limit, and sent again rather than not at all. Source: ORG-06.
"""

ASKED_FOR = frozenset({NoticeKind.INVITATION})
"""What the reader waits for at the telephone, or at the screen."""

BY_MAIL_ALONE = frozenset(NoticeKind) - ALARMS - {NoticeKind.SOMETHING_NEEDS_YOU, NoticeKind.SHIFT_CHANGED}
"""Whatever somebody chose: what carries a link of theirs or is about one, and warnings that go where they sign in."""

NEVER_TWICE = frozenset(
    {
        NoticeKind.SOMETHING_NEEDS_YOU,
        NoticeKind.SHIFT_CHANGED,
        NoticeKind.VOTE_REMINDER,
        NoticeKind.VOTE_OPENED,
        NoticeKind.VOTE_COUNTED,
    }
)
"""When nobody can say whether it left: not again. Whoever looks in sees the same, and nobody is in the dark without.

Everything else is sent again: an alarm, a warning, and a link that somebody stands outside without.
"""

# --- by which way ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class QuietHours:
    """By the clock on the wall in Sweden; over midnight where it ends before it begins."""

    begins: time
    ends: time


LONGEST_QUIET = timedelta(hours=14)


def quiet_hours_of(text: str) -> QuietHours | None:
    """`21:00-07:00`; None for nothing. Raises ValueError."""
    if not text:
        return None
    begins, _, ends = text.partition("-")
    quiet = QuietHours(time.fromisoformat(begins), time.fromisoformat(ends))
    if not is_bearable(quiet):
        raise ValueError("quiet hours are some of a night, fourteen hours at most")
    return quiet


def is_bearable(quiet: QuietHours) -> bool:
    """Whether there is a day left between one night and the next: what waits must leave before its reader is late."""
    minutes = (quiet.ends.hour - quiet.begins.hour) * 60 + quiet.ends.minute - quiet.begins.minute
    return timedelta() < timedelta(minutes=minutes % (24 * 60)) <= LONGEST_QUIET


@dataclass(frozen=True)
class Choice:
    """How somebody wants to be told. `alarms` is never empty. Source: ORG-06."""

    ordinary: frozenset[Channel]
    alarms: frozenset[Channel]
    quiet: QuietHours | None


def choice_of_nobody(quiet: QuietHours | None) -> Choice:
    """Of whoever has not chosen: a mail, and for alarms every way there is."""
    return Choice(ordinary=frozenset({Channel.MAIL}), alarms=frozenset(Channel), quiet=quiet)


@dataclass(frozen=True)
class Reach:
    """The ways that lead to somebody; `untried` those to a number that nobody has tried."""

    tried: frozenset[Channel]
    untried: frozenset[Channel] = frozenset()


def channels(kind: NoticeKind, chosen: Choice, reach: Reach) -> list[Channel]:
    """By which ways a notice goes, mail first. A way that was chosen and is gone gives place to the one there is.

    Empty: they look in themselves, or nothing leads to them. An alarm goes to a number that nobody has tried rather
    than nowhere.
    """
    if kind in BY_MAIL_ALONE:
        return [Channel.MAIL] if Channel.MAIL in reach.tried else []
    wanted = chosen.alarms if kind in ALARMS else chosen.ordinary
    there = reach.tried or (reach.untried if kind in ALARMS else frozenset())
    return _in_order((wanted & there) or there) if wanted else []


def _in_order(some: Collection[Channel]) -> list[Channel]:
    return [channel for channel in Channel if channel in some]


# --- when ------------------------------------------------------------------------------------------------------


def held_until(
    kind: NoticeKind, quiet: QuietHours | None, *, at: datetime, useless_from: datetime | None = None
) -> datetime | None:
    """When quiet hours let it go; None: now. What is of no use any more by then goes now.

    Quiet hours are spans between two moments, not what a clock shows: on the night when an hour comes twice they are
    over at the first of the two.
    """
    if quiet is None or kind in ALARMS or kind in ASKED_FOR:
        return None
    ends_at = _end_of_quiet(quiet, at=at)
    return None if ends_at is None or (useless_from is not None and useless_from <= ends_at) else ends_at


def _end_of_quiet(quiet: QuietHours, *, at: datetime) -> datetime | None:
    for day in (local_date(at) - timedelta(days=1), local_date(at)):
        last_day = day if quiet.begins < quiet.ends else day + timedelta(days=1)
        ends_at = at_local(last_day, quiet.ends)
        if at_local(day, quiet.begins) <= at < ends_at:
            return ends_at
    return None


TEXTS_AN_HOUR = 3
"""So many text messages about what is ordinary; more wait and become one."""

HOUR = timedelta(hours=1)


def text_allowed_at(sent: Collection[datetime], *, at: datetime) -> datetime:
    """When the next ordinary text message may go, after those that were `sent`. Never before `at`."""
    lately = sorted(moment for moment in sent if moment > at - HOUR)
    return at if len(lately) < TEXTS_AN_HOUR else lately[-TEXTS_AN_HOUR] + HOUR


# --- how often it is tried -------------------------------------------------------------------------------------

FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(hours=2)
LONGEST_WAIT_OF_ALARMS = timedelta(minutes=5)
GIVEN_UP_AFTER = timedelta(hours=30)
STANDS_STILL_AFTER = timedelta(minutes=30)
"""So long our own server may be away before someone is told that nothing leaves."""


def wait_after(kind: NoticeKind, *, failures: int, chance: float) -> timedelta:
    """Twice as long each time, a quarter more or less by `chance` (0 to 1): what failed together comes apart."""
    longest = LONGEST_WAIT_OF_ALARMS if kind in ALARMS else LONGEST_WAIT
    wait = min(FIRST_WAIT * (1 << min(failures - 1, 12)), longest)
    return wait * (0.75 + chance / 2)


def is_given_up(*, failed_since: datetime, at: datetime) -> bool:
    return at - failed_since >= GIVEN_UP_AFTER
