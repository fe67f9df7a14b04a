"""How far a media plan has come, what of it can be signed, and what a signature holds fast. Pure."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from app.policy.terms import Owner


class MediaPlanState(StrEnum):
    NOT_ASKED = "not_asked"
    """The case's plan asks for none, or it was set aside."""
    NOT_WRITTEN = "not_written"
    WAITS = "waits"
    """For somebody's yes or no."""
    REFUSED = "refused"
    """Somebody has said no to the text that there is. Another one is needed, or another word."""
    AGREED = "agreed"


class MediaPlanAct(StrEnum):
    WRITE = "write"
    SIGN = "sign"
    SAY_NO = "say_no"


@dataclass(frozen=True)
class PlanWords:
    """What they agree on, as the policy asks it: who answers, what is said and what is left out."""

    who_answers: str
    we_say: str
    we_leave_out: str


@dataclass(frozen=True)
class Answer:
    """What one person said to one text. The last of theirs holds."""

    by: str
    party: Owner
    is_yes: bool


def written(words: PlanWords, *, salt: str) -> str:
    """The text as it is sealed and signed. The salt keeps its hash, which stands in clear, from telling of it."""
    fields = {
        "salt": salt,
        "we_leave_out": words.we_leave_out,
        "we_say": words.we_say,
        "who_answers": words.who_answers,
    }
    return json.dumps(fields, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def words_of(text: str) -> PlanWords:
    fields = json.loads(text)
    return PlanWords(fields["who_answers"], fields["we_say"], fields["we_leave_out"])


def digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def standing(answers: Sequence[Answer]) -> list[Answer]:
    """Each person's last word, of answers in the order in which they were given."""
    return list({each.by: each for each in answers}.values())


def state_of(
    *, is_asked: bool, is_written: bool, answers: Sequence[Answer], sides: Collection[Owner]
) -> MediaPlanState:
    """Of the newest text. A no from anybody outweighs every yes, also one that comes after both have signed."""
    if not is_asked:
        return MediaPlanState.NOT_ASKED
    if not is_written:
        return MediaPlanState.NOT_WRITTEN
    held = standing(answers)
    if any(not each.is_yes for each in held):
        return MediaPlanState.REFUSED
    return MediaPlanState.AGREED if {each.party for each in held} >= set(sides) else MediaPlanState.WAITS


def side_to_answer_for(by: str, *, sides: Sequence[Owner], answers: Sequence[Answer]) -> Owner | None:
    """For which of the sides that they may sign for this person's word counts: one person, one side."""
    spoken = next((each.party for each in standing(answers) if each.by == by), None)
    return next((side for side in sides if spoken in {None, side}), None)


def said(by: str, *, answers: Sequence[Answer]) -> bool | None:
    """Their last word, None while they have said nothing."""
    return next((each.is_yes for each in standing(answers) if each.by == by), None)


def waits_for(by: str, *, is_written: bool, answers: Sequence[Answer], side: Owner) -> bool:
    """Whether the next thing is this person's, who may sign for that side.

    The affected person is asked once there is something to read, and not again until it changes. Source: PRN-04.
    """
    if side is Owner.AFFECTED:
        return is_written and said(by, answers=answers) is None
    refused = any(not each.is_yes for each in standing(answers))
    return not is_written or refused or said(by, answers=answers) is None
