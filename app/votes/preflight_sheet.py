"""What is to be read before the roll is locked, as things are now, and the marks that stand for what was shown."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from app.core.database import Session
from app.core.keys import Keys
from app.people import service as people
from app.policy.vote_rule import VoteRule
from app.votes import rules
from app.votes.kinds import AccountState, Statute
from app.votes.models import Vote
from app.votes.preflight_schemas import PersonOnRoll, PreflightSheet, RollAsRead, RuleAsRead, StatuteSheet
from app.votes.rules import MajorityRule, SecrecyWarning
from app.votes.setup import group_asked, question_of, rule_of, statement_ends_at
from app.votes.words import caution_of


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


def numbers_of(rule: MajorityRule, *, voters: int) -> tuple[int, int | None]:
    """If everyone on the roll takes a stand: of how many, and how many of them against. Any base is the roll then."""
    return voters, rules.needed_against(rule, base=voters)


def mark_of_roll(keys: Keys, *, vote_id: UUID, statute: Statute, voters: Iterable[UUID]) -> str:
    """Stands for exactly who is on it, in any order."""
    return keys.keyed_hash("vote preflight roll", vote_id, statute.value, *sorted(voters))


async def sheet_of(db: Session, vote: Vote) -> PreflightSheet:
    """Under each statute, as things are now."""
    return PreflightSheet(
        question=await question_of(db, vote),
        caution=caution_of(teller_threshold=vote.teller_threshold).code,
        statutes=[await _sheet_under(db, vote, statute) for statute in Statute],
        federation_until=statement_ends_at(vote),
    )


async def _sheet_under(db: Session, vote: Vote, statute: Statute) -> StatuteSheet:
    group, rule = await group_asked(db, vote, statute=statute), rule_of(vote)
    names = {each.person_id: each.display_name for each in (await people.names_by_tag(db)).values()}
    voters = [*group.members, *group.substitutes]
    is_by_group = statute is Statute.GROUP_STATUTE
    return StatuteSheet(
        statute=statute,
        members=_named(group.members, names),
        substitutes=_named(group.substitutes, names),
        roll=_roll_as_it_is(db.keys, vote, statute=statute, voters=voters),
        rule=_rule_as_it_is(db.keys, vote, rule=rule, voters=len(voters)),
        warnings=warnings_for(rule, voters=len(voters)),
        asks_hearing=rule.hearing_first or is_by_group,
        asks_federation=is_by_group,
    )


def _named(person_ids: Iterable[UUID], names: dict[UUID, str]) -> list[PersonOnRoll]:
    lines = [PersonOnRoll(person_id=each, name=names[each]) for each in person_ids]
    return sorted(lines, key=lambda line: (line.name.casefold(), line.person_id))


def _roll_as_it_is(keys: Keys, vote: Vote, *, statute: Statute, voters: Collection[UUID]) -> RollAsRead:
    return RollAsRead(count=len(voters), mark=mark_of_roll(keys, vote_id=vote.id, statute=statute, voters=voters))


def _rule_as_it_is(keys: Keys, vote: Vote, *, rule: VoteRule, voters: int) -> RuleAsRead:
    majority = MajorityRule(
        vote.majority_numerator, vote.majority_denominator, vote.majority_base, vote.majority_is_strict
    )
    of, needed = numbers_of(majority, voters=voters)
    figures = (
        vote.majority_numerator,
        vote.majority_denominator,
        vote.majority_base.value,
        vote.majority_is_strict,
        vote.quorum_numerator,
        vote.quorum_denominator,
        vote.quorum_is_strict,
        rule.fewest_envelopes,
        voters,
    )
    return RuleAsRead(of=of, needed=needed, mark=mark_of(keys, vote, "rule", *map(str, figures)))


def warnings_for(rule: VoteRule, *, voters: int) -> list[SecrecyWarning]:
    """What the group is told before it votes."""
    return sorted(
        rules.warnings_before_opening(roll=voters, fewest_envelopes=rule.fewest_envelopes, warn_below=rule.warn_below)
    )


def mark_of(keys: Keys, vote: Vote, what: str, *shown: str) -> str:
    return keys.keyed_hash(f"vote preflight {what}", vote.id, *shown)


async def as_it_is(db: Session, vote: Vote, *, voters: Collection[UUID]) -> AsItIs:
    """`voters`: who is on the roll if it is locked now."""
    rule, caution = rule_of(vote), caution_of(teller_threshold=vote.teller_threshold)
    is_by_group = vote.statute is Statute.GROUP_STATUTE
    return AsItIs(
        statute=vote.statute,
        roll=_roll_as_it_is(db.keys, vote, statute=vote.statute, voters=voters),
        rule=_rule_as_it_is(db.keys, vote, rule=rule, voters=len(voters)),
        question=mark_of(db.keys, vote, "question", await question_of(db, vote)),
        caution=mark_of(db.keys, vote, "caution", caution.code, caution.sv, caution.en),
        warnings=tuple(warnings_for(rule, voters=len(voters))),
        asks_hearing=rule.hearing_first or is_by_group,
        is_heard=vote.hearing is not None,
        asks_federation=is_by_group,
        awaits_account=vote.account_state is AccountState.ASKED,
    )
