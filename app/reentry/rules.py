"""The life of a re-entry matter: what follows what, and what a decision waits for. Source: the life cycles."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.policy.terms import Stage
from app.proceedings.meetings.rules import DecisionKind


class ReentryStatus(StrEnum):
    APPLIED = "applied"
    INTERVIEWS = "interviews"
    CONSULTATION = "consultation"
    """The group is asked, or has answered. Source: REE-04."""
    DENIED = "denied"
    DEFERRED = "deferred"
    TRIAL = "trial"
    APPROVED = "approved"
    REVIEW = "review"
    FULL = "full"
    ENDED = "ended"
    """Withdrawn before it was decided, or a return that came to an end."""


class TalkOutcome(StrEnum):
    """Of the conversation with whoever wants back. Source: REE-02."""

    HELD = "held"
    DECLINED = "declined"


class SaidSo(StrEnum):
    """What somebody said when they were asked whether they had apologised, or took responsibility."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


class AffectedAnswer(StrEnum):
    """Of the affected person. None of them but their own words is an answer to the question itself. Source: REE-03."""

    TALKED = "talked"
    DECLINED = "declined"
    NO_CONTACT = "no_contact"
    """They want no contact about it, and are not asked again."""
    NOT_THERE = "not_there"
    """They are in the party no more."""


class Advice(StrEnum):
    """What the group said; none where too few took part, or nothing was decided. Source: REE-04."""

    AGAINST = "against"
    NOT_AGAINST = "not_against"
    NONE = "none"


_ENDS = frozenset({ReentryStatus.ENDED})

LEADS_TO: Mapping[DecisionKind, ReentryStatus] = {
    DecisionKind.DENY_RETURN: ReentryStatus.DENIED,
    DecisionKind.DEFER_RETURN: ReentryStatus.DEFERRED,
    DecisionKind.TRY_RETURN: ReentryStatus.TRIAL,
    DecisionKind.APPROVE_RETURN: ReentryStatus.APPROVED,
    DecisionKind.COMPLETE_RETURN: ReentryStatus.FULL,
    DecisionKind.END_RETURN: ReentryStatus.ENDED,
}
"""What the board decides at its meeting, and where that takes the matter. Source: REE-01, REE-05."""
_WHETHER = frozenset({ReentryStatus.DENIED, ReentryStatus.DEFERRED, ReentryStatus.TRIAL, ReentryStatus.APPROVED})

NEXT: Mapping[ReentryStatus, frozenset[ReentryStatus]] = {
    # To wait with it takes no conversation; every other answer does.
    ReentryStatus.APPLIED: frozenset({ReentryStatus.INTERVIEWS, ReentryStatus.DEFERRED}) | _ENDS,
    ReentryStatus.INTERVIEWS: _WHETHER | {ReentryStatus.CONSULTATION} | _ENDS,
    # A consultation that was cancelled or fell is asked anew.
    ReentryStatus.CONSULTATION: _WHETHER | {ReentryStatus.CONSULTATION} | _ENDS,
    ReentryStatus.DEFERRED: frozenset({ReentryStatus.INTERVIEWS}) | _ENDS,
    ReentryStatus.TRIAL: frozenset({ReentryStatus.REVIEW}) | _ENDS,
    ReentryStatus.APPROVED: frozenset({ReentryStatus.REVIEW}) | _ENDS,
    ReentryStatus.REVIEW: frozenset({ReentryStatus.FULL}) | _ENDS,
    ReentryStatus.DENIED: frozenset(),
    ReentryStatus.FULL: frozenset(),
    ReentryStatus.ENDED: frozenset(),
}

OVER = frozenset(status for status, following in NEXT.items() if not following)
BEING_CONSIDERED = frozenset(
    {ReentryStatus.APPLIED, ReentryStatus.INTERVIEWS, ReentryStatus.CONSULTATION, ReentryStatus.DEFERRED}
)
BACK = frozenset({ReentryStatus.APPROVED, ReentryStatus.FULL})
"""Nothing is left of what made a nomination wait. Source: PRN-05, REE-06."""

STAGE_OF: Mapping[ReentryStatus, Stage] = {
    **dict.fromkeys(BEING_CONSIDERED, Stage.ACTIVE),
    ReentryStatus.TRIAL: Stage.FOLLOW_UP,
    ReentryStatus.APPROVED: Stage.FOLLOW_UP,
    ReentryStatus.REVIEW: Stage.FOLLOW_UP,
    **dict.fromkeys(OVER, Stage.CLOSED),
}
"""Where the matter stands among all others: lists, access and retention go by it."""

WAITS_FOR_A_DAY: Mapping[ReentryStatus, ReentryStatus] = {
    ReentryStatus.DEFERRED: ReentryStatus.INTERVIEWS,
    ReentryStatus.TRIAL: ReentryStatus.REVIEW,
    ReentryStatus.APPROVED: ReentryStatus.REVIEW,
}
"""What it becomes by itself on its day; the board may come to it sooner."""


def may_move(before: ReentryStatus, *, to: ReentryStatus) -> bool:
    return to in NEXT[before]


def answers(status: ReentryStatus) -> tuple[DecisionKind, ...]:
    """What the board can decide from here, whatever it still waits for.

    A wish that is taken back ends by itself; only a return that began is ended by the board.
    """
    return tuple(
        kind
        for kind, to in LEADS_TO.items()
        if may_move(status, to=to) and not (to is ReentryStatus.ENDED and status in BEING_CONSIDERED)
    )


@dataclass(frozen=True)
class Heard:
    """What a decision rests on."""

    talk: TalkOutcome | None
    affected: AffectedAnswer | None
    no_confidence_before: bool | None
    advice: Advice | None
    is_consulting: bool


class Missing(StrEnum):
    """What a decision still waits for."""

    TALK = "talk"
    AFFECTED = "affected"
    NO_CONFIDENCE = "no-confidence"
    """Nobody has said whether the group once declared no confidence."""
    CONSULTATION = "consultation"


_TAKES_A_HEARING = frozenset({DecisionKind.DENY_RETURN, DecisionKind.TRY_RETURN, DecisionKind.APPROVE_RETURN})


def missing_for(answer: DecisionKind, heard: Heard) -> tuple[Missing, ...]:
    """Empty when the board may decide so. Source: REE-02, REE-03, REE-04.

    To wait takes nothing; and once somebody is back everybody was asked.

    That the affected person declined is enough to go on, and counts as no yes: it is shown as what it is.
    """
    if answer not in _TAKES_A_HEARING:
        return ()
    found = []
    if heard.talk is None:
        found.append(Missing.TALK)
    if heard.affected is None:
        found.append(Missing.AFFECTED)
    if heard.no_confidence_before is None:
        found.append(Missing.NO_CONFIDENCE)
    # A group that is being asked has its answer waited for, even where nobody had to ask it.
    must_have_advice = heard.no_confidence_before is True or heard.is_consulting
    if must_have_advice and heard.advice is None:
        found.append(Missing.CONSULTATION)
    return tuple(found)
