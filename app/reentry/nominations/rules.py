"""What the answer about a nomination is, who is asked to confirm it, and whose word counts. Pure. Source: REE-06."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from app.reentry.rules import BACK, BEING_CONSIDERED, ReentryStatus


class NominationAnswer(StrEnum):
    """All that whoever asks is ever told."""

    CLEAR = "clear"
    CONSULTATION_REQUIRED = "consultation_required"
    """They have turned to the board, which has not come to the end of it."""
    REFUSED = "refused"
    """Until they have talked with the board and the group."""


class CheckState(StrEnum):
    WAITING = "waiting"
    ANSWERED = "answered"


MOST_A_DAY = 60
"""Of one who asks: a long ballot paper is checked in a day, and a whole register of members is not."""


@dataclass(frozen=True)
class Behind:
    """Something about the person that a nomination is judged by, and the case in which it lies."""

    case_id: UUID | None
    status: ReentryStatus | None = None
    """Of a matter of return; None for the mark of a departure."""


def suggested(behind: Collection[Behind]) -> NominationAnswer:
    """An open case, an accusation or a time-out is nothing of what is handed in: none of them ever shows."""
    if any(each.status in _BEING_TALKED_OF for each in behind):
        return NominationAnswer.CONSULTATION_REQUIRED
    if any(each.status is None for each in behind):
        return NominationAnswer.REFUSED
    return NominationAnswer.CLEAR


_BEING_TALKED_OF = BEING_CONSIDERED | {ReentryStatus.TRIAL, ReentryStatus.REVIEW}
assert not _BEING_TALKED_OF & BACK  # noqa: S101 - who is back is not asked about again


def seen_by(behind: Collection[Behind], *, barred_from: Collection[UUID]) -> list[Behind]:
    """What somebody may know of it: to whom a case keeps out, what lies in it is as if it were not there."""
    return [each for each in behind if each.case_id is None or each.case_id not in barred_from]


def word_counts(behind: Collection[Behind], *, barred_from: Collection[UUID]) -> bool:
    return len(seen_by(behind, barred_from=barred_from)) == len(behind)


def asked_to_confirm(
    line: Sequence[UUID],
    behind: Collection[Behind],
    *,
    barred: Mapping[UUID, Collection[UUID]],
    waited: timedelta,
    next_after: timedelta,
) -> list[UUID]:
    """Those in the line who are asked, by now: up to the first whose word counts, and one more for each time it waited.

    Whoever comes before them is asked too, sees what there is for them, and is not told that it takes another. `barred`
    says for each person which of the cases keep them out.
    """
    whose_word_counts = 1 + waited // next_after
    asked: list[UUID] = []
    for person_id in line:
        if whose_word_counts == 0:
            break
        asked.append(person_id)
        whose_word_counts -= word_counts(behind, barred_from=barred.get(person_id, ()))
    return asked


@dataclass(frozen=True)
class Word:
    """What one person said. `counts` was settled when they said it."""

    answer: NominationAnswer
    counts: bool
    said_at: datetime


def answer_in(words: Collection[Word]) -> Word | None:
    """The first word that counts."""
    return min((word for word in words if word.counts), key=lambda word: word.said_at, default=None)
