"""The life of a meeting, when it can decide, what it can decide, and what it must not leave undecided. Pure."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.access.rules import CaseRole
from app.cases.rules import Conclusion
from app.policy.terms import AgendaTopic, Category, Stage


class MeetingKind(StrEnum):
    TRIAGE = "triage"
    """How serious it is, and who does what. Source: SOI-03."""
    DECISION = "decision"
    """The board decides from the conclusion, looks anew at what it decided, or decides on a return. KNO-04, REE-01."""


class MeetingStatus(StrEnum):
    CALLED = "called"
    HELD = "held"
    """Opened by enough of those called. What it decides counts from when it is written down."""
    APPROVED = "approved"
    """Its minutes are approved: nothing of it changes any more."""
    CANCELLED = "cancelled"
    HANDED_OVER = "handed_over"
    """To the federation: too many of the board are part of the matter. Source: CON-02."""


class MeetingAct(StrEnum):
    HOLD = "hold"
    APPROVE = "approve"
    CANCEL = "cancel"
    HAND_OVER = "hand_over"


class DecisionKind(StrEnum):
    """What a board decides that something else hangs on. It never excludes: the federation does. Source: KNO-07."""

    LEAVE_ASSIGNMENTS = "leave_assignments"
    CONTINUE_TIME_OUT = "continue_time_out"
    END_TIME_OUT = "end_time_out"
    REQUIRE_CARE = "require_care"
    OPEN_EXCLUSION = "open_exclusion"
    NO_EXCLUSION = "no_exclusion"
    RAISE_CONFIDENCE = "raise_confidence"
    STATE_DISTANCE = "state_distance"
    DENY_RETURN = "deny_return"
    DEFER_RETURN = "defer_return"
    TRY_RETURN = "try_return"
    """Back on trial: a smaller assignment, and a day on which it is reviewed. Source: REE-05."""
    APPROVE_RETURN = "approve_return"
    COMPLETE_RETURN = "complete_return"
    """Reviewed, and back for good."""
    END_RETURN = "end_return"
    """Somebody came back, and it did not hold."""
    OTHER = "other"


# The life of a meeting

NEXT_STATUS: Mapping[MeetingKind, Mapping[tuple[MeetingStatus, MeetingAct], MeetingStatus]] = {
    MeetingKind.TRIAGE: {
        (MeetingStatus.CALLED, MeetingAct.HOLD): MeetingStatus.HELD,
        (MeetingStatus.CALLED, MeetingAct.CANCEL): MeetingStatus.CANCELLED,
    },
    MeetingKind.DECISION: {
        (MeetingStatus.CALLED, MeetingAct.HOLD): MeetingStatus.HELD,
        (MeetingStatus.CALLED, MeetingAct.CANCEL): MeetingStatus.CANCELLED,
        (MeetingStatus.CALLED, MeetingAct.HAND_OVER): MeetingStatus.HANDED_OVER,
        (MeetingStatus.HELD, MeetingAct.APPROVE): MeetingStatus.APPROVED,
        # Only while nothing stands that it decided: one that broke up is called anew.
        (MeetingStatus.HELD, MeetingAct.CANCEL): MeetingStatus.CANCELLED,
    },
}


def next_status(kind: MeetingKind, status: MeetingStatus, act: MeetingAct) -> MeetingStatus | None:
    return NEXT_STATUS[kind].get((status, act))


def is_open(kind: MeetingKind, status: MeetingStatus) -> bool:
    """Whether something is still to be done with it; a case has one such meeting at a time."""
    return any(before is status for before, _ in NEXT_STATUS[kind])


_OF_A_CASE: Mapping[MeetingKind, Mapping[Stage, Stage | None]] = {
    MeetingKind.TRIAGE: {
        Stage.ASSESSING: Stage.TRIAGE,
        Stage.REOPENED: Stage.TRIAGE,
        Stage.TRIAGE: None,
        # Whoever walked past it still owes it, and a case that changed may need another.
        **dict.fromkeys((Stage.MAPPING, Stage.CONCLUDED, Stage.DECISION, Stage.FOLLOW_UP)),
    },
    MeetingKind.DECISION: {
        Stage.CONCLUDED: Stage.DECISION,
        Stage.DECISION: None,
        Stage.FOLLOW_UP: Stage.DECISION,
    },
}
CALLED_FROM: Mapping[Category, Mapping[MeetingKind, Mapping[Stage, Stage | None]]] = {
    Category.INTERNAL: _OF_A_CASE,
    Category.REENTRY: {MeetingKind.DECISION: dict.fromkeys((Stage.ACTIVE, Stage.FOLLOW_UP))},
}
"""From which stages a meeting can be called, and the stage that the case goes to by it; None where it stays.

No meeting moves a return: what is decided there does, once its minutes are approved.
"""


def callable_from(category: Category, stage: Stage) -> tuple[MeetingKind, ...]:
    return tuple(kind for kind, stages in CALLED_FROM.get(category, {}).items() if stage in stages)


COMES_TO_TRIAGE = frozenset({CaseRole.SECURITY_OFFICER, CaseRole.ACCOUNTABLE, CaseRole.CONSULTED})
"""Consulted are those whom the affected person agreed to. Source: SOI-02."""
LEADS = frozenset({CaseRole.SECURITY_OFFICER, CaseRole.ACCOUNTABLE})


def has_who_must_come(*, seated: Iterable[CaseRole], present: Collection[CaseRole]) -> bool:
    """A first meeting takes the officer and whoever is accountable, where there is one: never one of them alone."""
    return (LEADS & frozenset(seated)) <= frozenset(present)


# Quorum


@dataclass(frozen=True)
class QuorumRule:
    """A share of those on the board who are no part of the matter, and the fewest of them who are a board at all."""

    numerator: int
    denominator: int
    strict: bool
    fewest: int


def can_be_quorate(rule: QuorumRule, *, board: int) -> bool:
    return board >= rule.fewest


def needed(rule: QuorumRule, *, board: int) -> int:
    """How many of the board have to take part. Integers only."""
    share = rule.numerator * board
    return share // rule.denominator + 1 if rule.strict else -(-share // rule.denominator)


def is_quorate(rule: QuorumRule, *, present: int, board: int) -> bool:
    return can_be_quorate(rule, board=board) and present >= max(1, needed(rule, board=board))


# One decision


@dataclass(frozen=True)
class Count:
    in_favour: int
    against: int
    abstained: int

    @property
    def taking_part(self) -> int:
        return self.in_favour + self.against + self.abstained

    @property
    def is_tied(self) -> bool:
        """As many on each side. Where nobody was for it there is nothing to settle."""
        return self.in_favour == self.against > 0


def is_adopted(count: Count, *, chair_is_for: bool | None, chair_settles_ties: bool) -> bool | None:
    """Whether it is carried; None when it is tied and whoever leads has yet to settle it."""
    if not count.is_tied:
        return count.in_favour > count.against
    return chair_is_for if chair_settles_ties else False


# What can be decided

ABOUT_SOMEONE = frozenset(
    {
        AgendaTopic.ASSIGNMENTS,
        AgendaTopic.TIME_OUT,
        AgendaTopic.EXCLUSION,
        AgendaTopic.CONFIDENCE,
        AgendaTopic.RETURN,
        AgendaTopic.RETURN_REVIEW,
    }
)
"""About an accused, or about whoever wants back: with nobody known there is nothing to take up."""
_ONLY_AT: Mapping[AgendaTopic, Stage] = {
    AgendaTopic.RETURN_HEARD: Stage.ACTIVE,
    AgendaTopic.RETURN: Stage.ACTIVE,
    AgendaTopic.RETURN_REVIEW: Stage.FOLLOW_UP,
}
"""Before somebody is back the board decides whether they come; afterwards, how it went."""

KINDS_OF: Mapping[AgendaTopic, tuple[DecisionKind, ...]] = {
    AgendaTopic.CONCLUSION: (DecisionKind.OTHER,),
    AgendaTopic.ASSIGNMENTS: (DecisionKind.LEAVE_ASSIGNMENTS, DecisionKind.OTHER),
    AgendaTopic.TIME_OUT: (
        DecisionKind.CONTINUE_TIME_OUT,
        DecisionKind.END_TIME_OUT,
        DecisionKind.REQUIRE_CARE,
        DecisionKind.OTHER,
    ),
    AgendaTopic.EXCLUSION: (DecisionKind.OPEN_EXCLUSION, DecisionKind.NO_EXCLUSION),
    AgendaTopic.CONFIDENCE: (DecisionKind.RAISE_CONFIDENCE,),
    AgendaTopic.STATEMENT: (DecisionKind.STATE_DISTANCE, DecisionKind.OTHER),
    AgendaTopic.MEDIA_PLAN: (DecisionKind.OTHER,),
    AgendaTopic.RETURN_HEARD: (DecisionKind.OTHER,),
    AgendaTopic.RETURN: (
        DecisionKind.DENY_RETURN,
        DecisionKind.DEFER_RETURN,
        DecisionKind.TRY_RETURN,
        DecisionKind.APPROVE_RETURN,
    ),
    AgendaTopic.RETURN_REVIEW: (DecisionKind.COMPLETE_RETURN, DecisionKind.END_RETURN),
}
ANSWERS = frozenset({*KINDS_OF[AgendaTopic.RETURN], *KINDS_OF[AgendaTopic.RETURN_REVIEW]})
"""What moves a return: one meeting gives one of them. Source: REE-01, REE-05."""
NEEDS_DAY = frozenset({DecisionKind.DEFER_RETURN, DecisionKind.TRY_RETURN, DecisionKind.APPROVE_RETURN})
"""Until when it waits, or when it is reviewed."""
NEEDS_ASSIGNMENT = frozenset({DecisionKind.TRY_RETURN})
"""Which smaller one. Source: REE-05."""

_OF_NOBODY = frozenset({DecisionKind.STATE_DISTANCE, DecisionKind.OTHER})
_WHATEVER_WAS_FOUND = _OF_NOBODY | ANSWERS | {DecisionKind.NO_EXCLUSION, DecisionKind.RAISE_CONFIDENCE}
_FOLLOWING: Mapping[Conclusion, frozenset[DecisionKind]] = {
    Conclusion.SEVERE: frozenset(
        {DecisionKind.LEAVE_ASSIGNMENTS, DecisionKind.END_TIME_OUT, DecisionKind.OPEN_EXCLUSION}
    ),
    Conclusion.NOT_SEVERE: frozenset(
        {
            DecisionKind.LEAVE_ASSIGNMENTS,
            DecisionKind.CONTINUE_TIME_OUT,
            DecisionKind.END_TIME_OUT,
            DecisionKind.REQUIRE_CARE,
            DecisionKind.OPEN_EXCLUSION,
        }
    ),
}
"""What a board may demand of somebody; of nobody where nothing was substantiated. Source: KNO-05, KNO-10, PRN-05."""


def is_about_someone(kind: DecisionKind) -> bool:
    return kind not in _OF_NOBODY


def decidable(
    topic: AgendaTopic | None, *, conclusion: Conclusion | None, has_someone: bool
) -> tuple[DecisionKind, ...]:
    """What can be decided under an item. One that the board added itself can decide nothing that something hangs on."""
    follows = _WHATEVER_WAS_FOUND | (_FOLLOWING.get(conclusion, frozenset()) if conclusion else frozenset())
    kinds = KINDS_OF[topic] if topic else (DecisionKind.OTHER,)
    return tuple(kind for kind in kinds if kind in follows and (has_someone or not is_about_someone(kind)))


def topics_for(
    agenda: Sequence[AgendaTopic], *, has_someone: bool, is_from_conclusion: bool, stage: Stage
) -> tuple[AgendaTopic, ...]:
    """A meeting that looks anew at what was decided hears the conclusion no second time."""
    return tuple(
        topic
        for topic in agenda
        if (has_someone or topic not in ABOUT_SOMEONE)
        and (is_from_conclusion or topic is not AgendaTopic.CONCLUSION)
        and _ONLY_AT.get(topic, stage) is stage
    )


def may_be_removed(topic: AgendaTopic | None, *, is_from_conclusion: bool) -> bool:
    """What the policy asks of every such meeting stays: what was concluded is decided from, and a return answered."""
    if topic in {AgendaTopic.RETURN, AgendaTopic.RETURN_REVIEW}:
        return False
    return topic is None or not is_from_conclusion or topic not in {AgendaTopic.EXCLUSION, AgendaTopic.CONFIDENCE}


# What must be decided


@dataclass(frozen=True)
class Decided:
    """A decision that stands, whichever way it went."""

    kind: DecisionKind
    subject: str | None
    is_adopted: bool


@dataclass(frozen=True)
class Owed:
    """Something about one person that a meeting cannot end without: one of `any_of` is to be put to them."""

    topic: AgendaTopic
    subject: str
    any_of: tuple[DecisionKind, ...]


def owed(*, conclusion: Conclusion | None, subjects: Iterable[str], decided: Iterable[Decided]) -> list[Owed]:
    """What a meeting that decides from the conclusion has left. Source: KNO-05, KNO-07, KNO-08, KNO-10.

    To put a question is to deal with it: a board that says no has decided too. That the group is asked for its
    confidence is the policy's demand and not the board's choice, so a no leaves the plan's step for it open.
    """
    put = list(decided)
    found = []
    for subject in sorted(subjects):
        mine = [each for each in put if each.subject == subject]
        found += [each for each in _asked_about(conclusion, subject, mine) if not _is_dealt_with(each.any_of, mine)]
    return found


def _asked_about(conclusion: Conclusion | None, subject: str, mine: Iterable[Decided]) -> list[Owed]:
    asked = []
    if conclusion is Conclusion.SEVERE:
        asked.append(Owed(AgendaTopic.ASSIGNMENTS, subject, (DecisionKind.LEAVE_ASSIGNMENTS,)))
    if conclusion is Conclusion.NOT_SEVERE:
        either = (DecisionKind.LEAVE_ASSIGNMENTS, DecisionKind.CONTINUE_TIME_OUT)
        asked.append(Owed(AgendaTopic.ASSIGNMENTS, subject, either))
        if any(each.kind is DecisionKind.CONTINUE_TIME_OUT and each.is_adopted for each in mine):
            asked.append(Owed(AgendaTopic.TIME_OUT, subject, (DecisionKind.REQUIRE_CARE,)))
    may_open = (DecisionKind.OPEN_EXCLUSION,) if conclusion in _FOLLOWING else ()
    asked.append(Owed(AgendaTopic.EXCLUSION, subject, (DecisionKind.NO_EXCLUSION, *may_open)))
    asked.append(Owed(AgendaTopic.CONFIDENCE, subject, (DecisionKind.RAISE_CONFIDENCE,)))
    return asked


def _is_dealt_with(any_of: Collection[DecisionKind], mine: Collection[Decided]) -> bool:
    """One of them was carried, or there is none left to put."""
    carried = {each.kind for each in mine if each.is_adopted}
    put = {each.kind for each in mine}
    return not carried.isdisjoint(any_of) or put.issuperset(any_of) or _is_no_to_exclusion(any_of, put)


def _is_no_to_exclusion(any_of: Collection[DecisionKind], put: Collection[DecisionKind]) -> bool:
    """To open one was put and fell: that is a no, and takes no second vote on the same thing."""
    return DecisionKind.OPEN_EXCLUSION in any_of and DecisionKind.OPEN_EXCLUSION in put
