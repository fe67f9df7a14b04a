"""The life of a measure: what follows upon what, what holds a case open, and what a plan learns of it. Pure."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from app.cases.rules import NOTHING_SUBSTANTIATED, Conclusion
from app.policy.terms import Act, Condition


class MeasureKind(StrEnum):
    TIME_OUT = "time_out"
    """To step back from one assignment. It is no verdict. Source: KNO-02."""
    LEAVING = "leaving"
    """To leave one assignment, as the board has decided. Source: KNO-05, KNO-10."""
    CARE = "care"
    """Care and counselling: required of the accused, held out to the affected person. Source: KNO-10, PRN-04."""


class MeasureStatus(StrEnum):
    DEMANDED = "demanded"
    ACTIVE = "active"
    """A time-out that the accused has said yes to: it goes on from that moment."""
    REFUSED = "refused"
    UNANSWERED = "unanswered"
    """They were told and have said nothing. Silence is no yes, and no no either."""
    RESIGNED = "resigned"
    ENDED = "ended"
    CONVERTED = "converted"
    """A time-out from what they have left since."""
    REQUIRED = "required"
    OFFERED = "offered"
    STARTED = "started"
    COMPLETED = "completed"
    DECLINED = "declined"
    LIFTED = "lifted"
    """What it stood on is no more: nothing is asked of them."""


class Answer(StrEnum):
    YES = "yes"
    NO = "no"
    NONE = "none"


class CareStep(StrEnum):
    STARTED = "started"
    COMPLETED = "completed"
    DECLINED = "declined"


class MeasureAction(StrEnum):
    ANSWER = "answer"
    EXTEND = "extend"
    END = "end"
    FOLLOW_CARE = "follow_care"


_S = MeasureStatus
_ANSWERED = frozenset({_S.REFUSED, _S.UNANSWERED})

_TIME_OUT: Mapping[MeasureStatus, frozenset[MeasureStatus]] = {
    _S.DEMANDED: _ANSWERED | {_S.ACTIVE, _S.CONVERTED, _S.LIFTED},
    # Who said no may still say yes, and is asked again when the board lets the time-out go on.
    _S.REFUSED: frozenset({_S.ACTIVE, _S.DEMANDED, _S.CONVERTED, _S.LIFTED}),
    _S.UNANSWERED: frozenset({_S.ACTIVE, _S.REFUSED, _S.DEMANDED, _S.CONVERTED, _S.LIFTED}),
    _S.ACTIVE: frozenset({_S.ENDED, _S.CONVERTED, _S.LIFTED}),
}
_LEAVING: Mapping[MeasureStatus, frozenset[MeasureStatus]] = {
    _S.DEMANDED: _ANSWERED | {_S.RESIGNED, _S.LIFTED},
    _S.REFUSED: frozenset({_S.RESIGNED, _S.LIFTED}),
    _S.UNANSWERED: frozenset({_S.RESIGNED, _S.REFUSED, _S.LIFTED}),
}
_CARE: Mapping[MeasureStatus, frozenset[MeasureStatus]] = {
    _S.REQUIRED: frozenset({_S.STARTED, _S.DECLINED, _S.LIFTED}),
    # What is held out to the affected person is theirs, whatever comes of the matter: nobody lifts it.
    _S.OFFERED: frozenset({_S.STARTED, _S.DECLINED}),
    _S.STARTED: frozenset({_S.COMPLETED, _S.DECLINED, _S.LIFTED}),
    _S.DECLINED: frozenset({_S.STARTED, _S.LIFTED}),
}
NEXT: Mapping[MeasureKind, Mapping[MeasureStatus, frozenset[MeasureStatus]]] = {
    MeasureKind.TIME_OUT: _TIME_OUT,
    MeasureKind.LEAVING: _LEAVING,
    MeasureKind.CARE: _CARE,
}
"""The whole life cycle. A status that is not in its kind's table is the end of it."""

OPEN = frozenset({_S.DEMANDED, _S.ACTIVE, _S.REQUIRED, _S.STARTED})
"""What somebody still has to bring to its end; never the affected person's care. Source: life cycles, PRN-04."""


CARE_STATUS: Mapping[CareStep, MeasureStatus] = {
    CareStep.STARTED: _S.STARTED,
    CareStep.COMPLETED: _S.COMPLETED,
    CareStep.DECLINED: _S.DECLINED,
}


@dataclass(frozen=True)
class MeasureFacts:
    """A measure as its rules see it. `subject` is None for what is held out to the affected person."""

    kind: MeasureKind
    status: MeasureStatus
    subject: str | None
    active_since: datetime | None = None
    continued_at: datetime | None = None
    """When the board last let the time-out go on after the conclusion."""
    reviewed_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        return self.subject is not None and self.status in OPEN

    @property
    def is_over(self) -> bool:
        return self.status not in NEXT[self.kind]


@dataclass(frozen=True)
class WordFacts:
    """What the affected person said about somebody's return. `is_content` is None when they could not be reached."""

    is_content: bool | None
    recorded_at: datetime


def may_go(kind: MeasureKind, *, from_: MeasureStatus, to: MeasureStatus) -> bool:
    return to in NEXT[kind].get(from_, frozenset())


def status_after(kind: MeasureKind, answer: Answer) -> MeasureStatus:
    if answer is Answer.YES:
        return MeasureStatus.RESIGNED if kind is MeasureKind.LEAVING else MeasureStatus.ACTIVE
    return MeasureStatus.REFUSED if answer is Answer.NO else MeasureStatus.UNANSWERED


def answers_to(measure: MeasureFacts) -> tuple[Answer, ...]:
    """What can be answered now; nothing to what no answer is asked for."""
    if measure.kind is MeasureKind.CARE:
        return ()
    return tuple(
        each for each in Answer if may_go(measure.kind, from_=measure.status, to=status_after(measure.kind, each))
    )


def care_steps(measure: MeasureFacts) -> tuple[CareStep, ...]:
    if measure.kind is not MeasureKind.CARE:
        return ()
    return tuple(step for step, to in CARE_STATUS.items() if may_go(measure.kind, from_=measure.status, to=to))


def begins(measure: MeasureFacts) -> datetime | None:
    """From when an active time-out counts until its next review."""
    if measure.kind is not MeasureKind.TIME_OUT or measure.status is not MeasureStatus.ACTIVE:
        return None
    times = (measure.active_since, measure.continued_at, measure.reviewed_at)
    return max((each for each in times if each is not None), default=None)


def review_by(measure: MeasureFacts, *, every: timedelta) -> datetime | None:
    """When the time-out is to be looked over at the latest. `every` is the policy's. Source: KNO-10."""
    since = begins(measure)
    return None if since is None else since + every


class EndObstacle(StrEnum):
    """Why a time-out does not end yet."""

    NOT_ACTIVE = "not-active"
    DECISION_MISSING = "decision-missing"
    RETURN_NOT_ASKED = "return-not-asked"
    RETURN_NOT_WANTED = "return-not-wanted"


def needs_word(measure: MeasureFacts, conclusion: Conclusion | None) -> bool:
    """Whether the affected person has to have said how a return would be. Source: KNO-10."""
    return conclusion is Conclusion.NOT_SEVERE or measure.continued_at is not None


def end_obstacle(
    measure: MeasureFacts, *, conclusion: Conclusion | None, decided_at: datetime | None, word: WordFacts | None
) -> EndObstacle | None:
    """Why the time-out goes on: no decision to end it, or no word from the affected person.

    Decision and word count only when they came while this time-out went on: what was decided or said about an earlier
    one says nothing about this. `decided_at` is that of the newest decision to end it.
    """
    if measure.kind is not MeasureKind.TIME_OUT or measure.status is not MeasureStatus.ACTIVE:
        return EndObstacle.NOT_ACTIVE
    since = max(each for each in (measure.active_since, measure.continued_at) if each is not None)
    if decided_at is None or decided_at < since:
        return EndObstacle.DECISION_MISSING
    if not needs_word(measure, conclusion):
        return None
    if word is None or word.recorded_at < since:
        return EndObstacle.RETURN_NOT_ASKED
    return EndObstacle.RETURN_NOT_WANTED if word.is_content is False else None


DONE_BY_MEASURES = frozenset(
    {Act.DEMAND_TIME_OUT, Act.DEMAND_LEAVING, Act.ASK_ABOUT_RETURN, Act.REQUIRE_CARE, Act.OFFER_CARE}
)


def acts_done(
    measures: Sequence[MeasureFacts], *, accused: Collection[str], words: Mapping[str, WordFacts]
) -> dict[Act, bool]:
    """Which of the plan's acts are done as things stand.

    A demand is done when everyone who is accused has been asked about each of their assignments and each has its
    answer: yes, no, or silence that somebody has written down. `words` is the newest about each accused.
    """
    of = {tag: [each for each in measures if each.subject == tag] for tag in accused}
    return {
        Act.DEMAND_TIME_OUT: bool(of) and all(_time_out_is_answered(each) for each in of.values()),
        Act.DEMAND_LEAVING: bool(of) and all(_is_decided_and_answered(each) for each in of.values()),
        Act.ASK_ABOUT_RETURN: _return_is_settled(of, words),
        Act.REQUIRE_CARE: bool(of) and all(_care_is_at_its_end(each) for each in of.values()),
        Act.OFFER_CARE: any(each.kind is MeasureKind.CARE and each.subject is None for each in measures),
    }


_CONDITION: Mapping[Condition, Conclusion] = {
    Condition.SEVERE: Conclusion.SEVERE,
    Condition.NOT_SEVERE: Conclusion.NOT_SEVERE,
}


def asked_by_step(
    condition: Condition | None, *, accused: Collection[str], concluded: Mapping[str, Conclusion]
) -> frozenset[str]:
    """Of whom a step asks something. One for a conclusion asks it of those about whom that was concluded.

    While nothing is concluded about anyone it may come to ask it of each. What was asked of each before is over for
    those about whom nothing was substantiated, and done for all when that is everyone. Source: KNO-05, KNO-10, PRN-05.
    """
    wanted = _CONDITION.get(condition) if condition else None
    if concluded and wanted is not None:
        return frozenset(subject for subject in accused if concluded.get(subject) is wanted)
    still = frozenset(subject for subject in accused if concluded.get(subject) not in NOTHING_SUBSTANTIATED)
    return still or frozenset(accused)


def has_nothing_to_review(measures: Sequence[MeasureFacts], *, is_decided: bool) -> bool:
    """Whether no time-out is left, or can still come, for anybody to look over or to ask about."""
    return is_decided and not any(each.kind is MeasureKind.TIME_OUT and each.is_open for each in measures)


def is_reviewed(measures: Sequence[MeasureFacts], *, last_review: datetime | None) -> bool:
    """Whether every time-out that goes on after the conclusion was looked over since the last time all of them were."""
    going_on = [
        each
        for each in measures
        if each.kind is MeasureKind.TIME_OUT and each.status is MeasureStatus.ACTIVE and each.continued_at is not None
    ]
    return bool(going_on) and all(
        each.reviewed_at is not None and (last_review is None or each.reviewed_at > last_review) for each in going_on
    )


def _of_kind(measures: Sequence[MeasureFacts], kind: MeasureKind) -> list[MeasureFacts]:
    return [each for each in measures if each.kind is kind]


def _time_out_is_answered(measures: Sequence[MeasureFacts]) -> bool:
    asked = _of_kind(measures, MeasureKind.TIME_OUT)
    # One that the board lets go on is asked about again; what was asked for the investigation has had its answer.
    return bool(asked) and all(
        each.status is not MeasureStatus.DEMANDED or each.continued_at is not None for each in asked
    )


def _is_decided_and_answered(measures: Sequence[MeasureFacts]) -> bool:
    leaving = _of_kind(measures, MeasureKind.LEAVING)
    if leaving:
        return all(each.status is not MeasureStatus.DEMANDED for each in leaving)
    continued = [each for each in _of_kind(measures, MeasureKind.TIME_OUT) if each.continued_at is not None]
    return bool(continued) and all(each.status is not MeasureStatus.DEMANDED for each in continued)


def _care_is_at_its_end(measures: Sequence[MeasureFacts]) -> bool:
    care = _of_kind(measures, MeasureKind.CARE)
    return bool(care) and not any(each.is_open for each in care)


def _return_is_settled(of: Mapping[str, Sequence[MeasureFacts]], words: Mapping[str, WordFacts]) -> bool:
    """A no is an answer, and leaves the question open: nobody returns until they are asked again."""
    waiting = {
        tag: max(each.continued_at for each in measures if each.continued_at is not None)
        for tag, measures in of.items()
        if any(each.kind is MeasureKind.TIME_OUT and each.continued_at is not None for each in measures)
    }
    return bool(waiting) and all(
        (word := words.get(tag)) is not None and word.recorded_at >= since and word.is_content is not False
        for tag, since in waiting.items()
    )
