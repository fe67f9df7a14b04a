"""What of a preflight is still to be answered, and what is no longer as it was read: pure."""

from dataclasses import dataclass

from app.core.schemas import Schema
from app.votes import rules
from app.votes.kinds import PreflightPart, Statute
from app.votes.preflight_schemas import (
    FederationHearing,
    Mark,
    RollAsRead,
    RuleAsRead,
)
from app.votes.rules import MajorityRule, SecrecyWarning


class Answers(Schema):
    """As they are kept, sealed. Whoever declared a conflict stands in a row of their own and is not named here."""

    statute: Statute | None
    paragraph: str | None
    federation: FederationHearing | None
    roll: RollAsRead | None
    rule: RuleAsRead | None
    question: Mark | None
    caution: Mark | None
    is_everyone_asked: bool
    warnings: list[SecrecyWarning] | None


NONE_YET = Answers(
    statute=None,
    paragraph=None,
    federation=None,
    roll=None,
    rule=None,
    question=None,
    caution=None,
    is_everyone_asked=False,
    warnings=None,
)


@dataclass(frozen=True)
class AsItIs:
    """What the answers are held against: as things are now, under the statute that was chosen."""

    statute: Statute
    roll: RollAsRead
    rule: RuleAsRead
    question: str
    caution: str
    warnings: tuple[SecrecyWarning, ...]
    asks_hearing: bool
    is_heard: bool
    asks_federation: bool
    awaits_account: bool


def missing_parts(answers: Answers, now: AsItIs) -> frozenset[PreflightPart]:
    """What is still to be answered."""
    is_heard = now.is_heard or not now.asks_hearing
    is_federation_heard = answers.federation is not None or not now.asks_federation
    answered = {
        PreflightPart.STATUTE: answers.statute is not None,
        PreflightPart.HEARING: is_heard and is_federation_heard,
        PreflightPart.ROLL: answers.roll is not None,
        PreflightPart.RULE: answers.rule is not None,
        PreflightPart.QUESTION: answers.question is not None,
        PreflightPart.CAUTION: answers.caution is not None,
        PreflightPart.CONFLICTS: answers.is_everyone_asked,
        PreflightPart.WARNINGS: answers.warnings is not None or not now.warnings,
        PreflightPart.ACCOUNT: not now.awaits_account,
    }
    return frozenset(part for part, is_answered in answered.items() if not is_answered)


def outdated_parts(answers: Answers, now: AsItIs) -> frozenset[PreflightPart]:
    """What was answered, and is no longer as it was read."""
    differs = {
        PreflightPart.STATUTE: answers.statute not in (None, now.statute),
        PreflightPart.ROLL: answers.roll not in (None, now.roll),
        PreflightPart.RULE: answers.rule not in (None, now.rule),
        PreflightPart.QUESTION: answers.question not in (None, now.question),
        PreflightPart.CAUTION: answers.caution not in (None, now.caution),
        # A warning that is no more was read in vain, and that is all.
        PreflightPart.WARNINGS: answers.warnings is not None and not set(now.warnings) <= set(answers.warnings),
    }
    return frozenset(part for part, is_other in differs.items() if is_other)


def numbers_of(rule: MajorityRule, *, voters: int) -> tuple[int, int | None]:
    """If everyone on the roll takes a stand: of how many, and how many of them against. Any base is the roll then."""
    return voters, rules.needed_against(rule, base=voters)
