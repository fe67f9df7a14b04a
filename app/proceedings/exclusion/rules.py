"""Life of an exclusion case: what can be done with it where it stands, and by when. Pure.

Nothing here excludes anyone. The board opens, hears and refers; what the federation decided is recorded as its own.
Source: KNO-07, KNO-09, requirements, life cycles.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from app.core.errors import DomainError
from app.people.rules import local_date


class ExclusionGround(StrEnum):
    MANDATORY_AFTER_NO_CONFIDENCE = "mandatory_after_no_confidence"
    """Whatever the board decided before. Source: KNO-09."""
    BY_BOARD = "by_board"


class ExclusionStatus(StrEnum):
    ASSESSING = "assessing"
    """The board is to decide whether one is opened at all. Source: KNO-07."""
    DECLINED = "declined"
    OPENED = "opened"
    NOTIFIED = "notified"
    """The person has been told, and has time to answer."""
    STATEMENT = "statement"
    """They have answered, or their time is over."""
    RECOMMENDED = "recommended"
    REFERRED = "referred"
    DECIDED = "decided"
    """By the federation, or the person left. What is decided can still be appealed until its date."""
    APPEAL = "appeal"
    CLOSED = "closed"
    LIFTED = "lifted"
    """What the board had begun rests on nothing any more: the mapping substantiated nothing. Source: PRN-05."""
    TAKEN_OVER = "taken_over"
    """The group has denied its confidence: the mandatory one about the same person goes on in its stead."""
    GROUND_FELL = "ground_fell"
    """The vote that opened it is void. Nothing is decided about the person; the board may still begin one itself."""


class ExclusionOutcome(StrEnum):
    EXCLUDED = "excluded"
    RETAINED = "retained"
    LEFT = "left"
    """They left by themselves; there is nothing to appeal."""


class ReferralWay(StrEnum):
    LETTER = "letter"
    EMAIL = "email"
    IN_PERSON = "in_person"


class ExclusionAct(StrEnum):
    """What people do with one. None of it is to exclude."""

    FOLLOW_BOARD = "follow_board"
    """Open or decline, as the board has decided."""
    NOTIFY = "notify"
    RECEIVE_STATEMENT = "receive_statement"
    RECOMMEND = "recommend"
    REFER = "refer"
    RECORD_DECISION = "record_decision"
    RECORD_APPEAL = "record_appeal"
    RECORD_APPEAL_OUTCOME = "record_appeal_outcome"
    CLOSE = "close"
    RECORD_LEAVING = "record_leaving"


class ExclusionLetter(StrEnum):
    """What is printed and sent."""

    NOTICE = "notice"
    """To whom it concerns: that one is opened, on what, and until when they can answer."""
    REFERRAL = "referral"
    """To the federation."""
    DECISION = "decision"
    """To whom it concerns: what the federation decided, and how to appeal."""


class IllegalTransition(DomainError):
    code = "exclusion-transition-not-allowed"
    status = 409
    title = "The exclusion case cannot go from where it stands to there."


_S = ExclusionStatus

BEFORE_REFERRAL = frozenset({_S.ASSESSING, _S.OPENED, _S.NOTIFIED, _S.STATEMENT, _S.RECOMMENDED})
UNDECIDED = BEFORE_REFERRAL | {_S.REFERRED}
UNDER_WAY = UNDECIDED | {_S.DECIDED, _S.APPEAL}
"""Its case is not closed over it."""

TRANSITIONS: Mapping[ExclusionStatus, frozenset[ExclusionStatus]] = {
    _S.ASSESSING: frozenset({_S.DECLINED, _S.OPENED, _S.DECIDED, _S.LIFTED, _S.TAKEN_OVER}),
    _S.OPENED: frozenset({_S.NOTIFIED, _S.DECIDED, _S.LIFTED, _S.TAKEN_OVER, _S.GROUND_FELL}),
    _S.NOTIFIED: frozenset({_S.STATEMENT, _S.DECIDED, _S.LIFTED, _S.TAKEN_OVER, _S.GROUND_FELL}),
    # To itself: an answer that comes late is still received, as long as it can be sent along.
    _S.STATEMENT: frozenset({_S.STATEMENT, _S.RECOMMENDED, _S.DECIDED, _S.LIFTED, _S.TAKEN_OVER, _S.GROUND_FELL}),
    _S.RECOMMENDED: frozenset({_S.RECOMMENDED, _S.REFERRED, _S.DECIDED, _S.LIFTED, _S.TAKEN_OVER, _S.GROUND_FELL}),
    # What lies with the federation is not taken back by a mandatory one: both are told to it.
    _S.REFERRED: frozenset({_S.DECIDED, _S.LIFTED, _S.GROUND_FELL}),
    _S.DECIDED: frozenset({_S.APPEAL, _S.DECIDED, _S.CLOSED}),
    _S.APPEAL: frozenset({_S.DECIDED}),
    _S.DECLINED: frozenset(),
    _S.CLOSED: frozenset(),
    _S.LIFTED: frozenset(),
    _S.TAKEN_OVER: frozenset(),
    _S.GROUND_FELL: frozenset(),
}

ENDED = frozenset(status for status, following in TRANSITIONS.items() if not following)

NOT_FOR_MANDATORY = frozenset({_S.ASSESSING, _S.DECLINED, _S.LIFTED, _S.TAKEN_OVER})
"""It stands on the group's answer, and falls with that alone. Source: KNO-09."""
NOT_FOR_BOARDS_OWN = frozenset({_S.GROUND_FELL})


def check_transition(status: ExclusionStatus, *, to: ExclusionStatus, ground: ExclusionGround) -> None:
    """Raise IllegalTransition unless the life of one with this ground has this step."""
    closed_to_it = NOT_FOR_BOARDS_OWN if ground is ExclusionGround.BY_BOARD else NOT_FOR_MANDATORY
    if to not in TRANSITIONS[status] or to in closed_to_it:
        raise IllegalTransition(f"{status} -> {to}")


@dataclass(frozen=True)
class Standing:
    """As much of an exclusion case as decides what can be done with it."""

    status: ExclusionStatus
    has_statement: bool = False
    outcome: ExclusionOutcome | None = None
    appeal_until: date | None = None
    """None where what is decided cannot be appealed."""
    was_appealed: bool = False

    def is_final(self, *, today: date) -> bool:
        """Whether nobody can have it tried again."""
        if self.status is not ExclusionStatus.DECIDED:
            return False
        is_over = self.appeal_until is None or today > self.appeal_until
        return is_over or self.was_appealed or self.outcome is ExclusionOutcome.LEFT


_ACTS: Mapping[ExclusionAct, frozenset[ExclusionStatus]] = {
    ExclusionAct.FOLLOW_BOARD: frozenset({_S.ASSESSING}),
    ExclusionAct.NOTIFY: frozenset({_S.OPENED}),
    ExclusionAct.RECOMMEND: frozenset({_S.STATEMENT}),
    ExclusionAct.REFER: frozenset({_S.RECOMMENDED}),
    ExclusionAct.RECEIVE_STATEMENT: frozenset({_S.NOTIFIED, _S.STATEMENT, _S.RECOMMENDED}),
    ExclusionAct.RECORD_DECISION: frozenset({_S.REFERRED}),
    ExclusionAct.CLOSE: frozenset({_S.DECIDED}),
    ExclusionAct.RECORD_APPEAL: frozenset({_S.DECIDED}),
    ExclusionAct.RECORD_APPEAL_OUTCOME: frozenset({_S.APPEAL}),
    ExclusionAct.RECORD_LEAVING: UNDER_WAY,
}
"""In the order in which they are proposed where several can be done."""


def acts_of(standing: Standing, *, today: date) -> tuple[ExclusionAct, ...]:
    """All that can be done with it now, what leads on first; whether the board has decided is asked apart."""
    return tuple(act for act, where in _ACTS.items() if standing.status in where and _may(standing, act, today=today))


def _may(standing: Standing, act: ExclusionAct, *, today: date) -> bool:
    match act:
        case ExclusionAct.RECEIVE_STATEMENT:
            return not standing.has_statement
        case ExclusionAct.CLOSE:
            return standing.is_final(today=today)
        case ExclusionAct.RECORD_APPEAL:
            can_be = standing.appeal_until is not None and standing.outcome is not ExclusionOutcome.LEFT
            # Also after its date: it may have been lodged in time and be told of late.
            return can_be and not standing.was_appealed
        case ExclusionAct.RECORD_LEAVING:
            return standing.outcome is not ExclusionOutcome.LEFT
        case _:
            return True


_OVER_UNDECIDED = frozenset({_S.LIFTED, _S.TAKEN_OVER, _S.GROUND_FELL})


def letters_of(standing: Standing, *, opened: bool, recommended_on: date | None) -> tuple[ExclusionLetter, ...]:
    """What can be printed as it stands; also again, once it has gone further. Nothing of one that came to nothing."""
    if standing.status in _OVER_UNDECIDED:
        return ()
    decided = standing.outcome in {ExclusionOutcome.EXCLUDED, ExclusionOutcome.RETAINED}
    possible = {
        ExclusionLetter.NOTICE: opened,
        ExclusionLetter.REFERRAL: recommended_on is not None,
        ExclusionLetter.DECISION: decided,
    }
    return tuple(letter for letter, is_possible in possible.items() if is_possible)


def last_day_before(midnight: datetime) -> date:
    """The day that a time to answer ends with, as people say it. `midnight` as `end_of` gave it."""
    return local_date(midnight - timedelta(minutes=1))


def end_of(day: date, *, timezone: ZoneInfo) -> datetime:
    """The midnight that ends it, there."""
    return datetime.combine(day + timedelta(days=1), time(), tzinfo=timezone)


def statement_ends_at(told_on: date, *, within: timedelta, timezone: ZoneInfo) -> datetime:
    """Counted from the end of the day they were told: never shorter than the policy says."""
    return end_of(told_on, timezone=timezone) + within
