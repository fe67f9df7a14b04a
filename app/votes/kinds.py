"""Small enumerations of a vote as a matter, beside the arithmetic in `rules`."""

from enum import StrEnum

from app.votes.rules import VoteStatus


class VoteKind(StrEnum):
    """Which of the policy's votes."""

    CONFIDENCE = "confidence"
    CONSULTATION = "consultation"


class Origin(StrEnum):
    """Who asked the question. Source: CGR-01, CGR-02."""

    BOARD = "board"
    MOTION = "motion"


class HearingOutcome(StrEnum):
    """How the accused's hearing ended; an unused one is over when its time has run out."""

    HELD = "held"
    DECLINED = "declined"
    TIME_RAN_OUT = "time_ran_out"


class Statute(StrEnum):
    """What says who has the vote, and who is heard first."""

    ASSOCIATION_POLICY = "association_policy"
    """Members and substitutes, as the policy's roll says. Source: CGR-05."""
    GROUP_STATUTE = "group_statute"
    """Ordinary members alone; whom it concerns and the federation are heard first, or their time runs out."""


class AccountState(StrEnum):
    """Of a motion: whether the board has said what it has to say, or that it says nothing. Source: CGR-01, CGR-02."""

    ASKED = "asked"
    ANSWERED = "answered"


class PreflightPart(StrEnum):
    """What whoever leads answers before the roll is locked."""

    STATUTE = "statute"
    HEARING = "hearing"
    ROLL = "roll"
    RULE = "rule"
    QUESTION = "question"
    CAUTION = "caution"
    CONFLICTS = "conflicts"
    WARNINGS = "warnings"
    ACCOUNT = "account"
    """Of a motion: the board's, or why there is none."""


class CoarseTurnout(StrEnum):
    """How many of those who drew have cast, while the box is open: never a number, never a person."""

    NONE = "none"
    UNDER_HALF = "under_half"
    HALF_OR_MORE = "half_or_more"
    ALL = "all"


class TellerTask(StrEnum):
    """What a vote waits for from one of its tellers."""

    KEYS = "keys"
    CONFIRMATION = "confirmation"
    OPENING = "opening"


def coarse_turnout(*, drawn: int, envelopes: int) -> CoarseTurnout:
    if envelopes == 0:
        return CoarseTurnout.NONE
    if envelopes >= drawn:
        return CoarseTurnout.ALL
    return CoarseTurnout.HALF_OR_MORE if 2 * envelopes >= drawn else CoarseTurnout.UNDER_HALF


BEFORE_LOCK = frozenset({VoteStatus.RAISED, VoteStatus.HEARING, VoteStatus.CONVENED})
AFTER_CLOSE = frozenset({VoteStatus.CLOSED, VoteStatus.COUNTED, VoteStatus.CERTIFIED, VoteStatus.MINUTES_APPROVED})
RESULT_IS_KNOWN = frozenset({VoteStatus.CERTIFIED, VoteStatus.MINUTES_APPROVED})
LIVE = frozenset(VoteStatus) - {VoteStatus.MINUTES_APPROVED, VoteStatus.CANCELLED, VoteStatus.VOID}
UNDER_WAY = LIVE - RESULT_IS_KNOWN
"""Asked, and not answered yet."""
