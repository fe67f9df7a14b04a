"""Where a hearing stands, from what was told and what was answered. Nothing of it is stored: a clock decides."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from app.access.rules import Office


class Way(StrEnum):
    """How something reached them, or reached us."""

    PAGE = "page"
    LETTER = "letter"
    SPOKEN = "spoken"


BY_HAND = frozenset({Way.LETTER, Way.SPOKEN})
"""What somebody of the association records; their own page records itself."""


class AnswerKind(StrEnum):
    STATEMENT = "statement"
    REBUTTAL = "rebuttal"
    """Whatever they say after their first answer."""
    BEFORE_VOTE = "before_vote"
    """To the council group's question, before it is asked. Source: CGR-01."""
    DECLINED = "declined"
    """They did not want to say anything; they still may."""


class HearingState(StrEnum):
    NOT_TOLD = "not_told"
    """Released, and nobody has told them yet: their time has not begun."""
    AWAITS_ANSWER = "awaits_answer"
    ANSWERED = "answered"
    DECLINED = "declined"
    TIME_RAN_OUT = "time_ran_out"
    """An answer that comes now is still received, and says when it came."""


CONTACTS = (Office.SECURITY_OFFICER, Office.CHAIR, Office.VICE_CHAIR, Office.FEDERATION)
"""To whom they can turn. They learn the office, never who investigates. Source: UNK-05."""


@dataclass(frozen=True)
class Answered:
    kind: AnswerKind
    at: datetime


def answer_by(told: Sequence[datetime], *, within: timedelta) -> datetime | None:
    """Whatever is released later gives its own time; None until something is told."""
    return max(told) + within if told else None


def state_at(
    now: datetime, *, told: Sequence[datetime], answers: Sequence[Answered], within: timedelta
) -> HearingState:
    """What they said before the newest they were told is no answer to that."""
    until = answer_by(told, within=within)
    if until is None:
        return HearingState.NOT_TOLD
    since = [each for each in answers if each.at >= max(told)]
    if any(each.kind is not AnswerKind.DECLINED for each in since):
        return HearingState.ANSWERED
    if since:
        return HearingState.DECLINED
    return HearingState.AWAITS_ANSWER if now < until else HearingState.TIME_RAN_OUT


def kind_of(*, declines: bool, is_to_vote: bool, said_before: Sequence[AnswerKind]) -> AnswerKind:
    if declines:
        return AnswerKind.DECLINED
    if is_to_vote:
        return AnswerKind.BEFORE_VOTE
    return AnswerKind.REBUTTAL if AnswerKind.STATEMENT in said_before else AnswerKind.STATEMENT
