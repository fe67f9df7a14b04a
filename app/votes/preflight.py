"""What whoever leads reads through and answers before the roll is locked. A vote that nobody can fault starts here."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.access.actor import Actor
from app.audit import service as audit
from app.core import clock
from app.core.database import Session
from app.core.errors import InvalidInput
from app.core.keys import Keys
from app.people import service as people
from app.people.rules import local_date
from app.policy.vote_rule import VoteRule
from app.votes import conflicts, rules, sealed
from app.votes.access import concerns
from app.votes.errors import (
    FederationTimeNotOver,
    LeaderInConflict,
    PreflightMissing,
    PreflightOutdated,
    VoteHasMovedOn,
)
from app.votes.kinds import AccountState, HearingOutcome, Statute
from app.votes.models import Vote
from app.votes.preflight_rules import NONE_YET, Answers, AsItIs, missing_parts, numbers_of, outdated_parts
from app.votes.preflight_schemas import (
    FederationHearing,
    PersonOnRoll,
    PreflightRead,
    PreflightSheet,
    PreflightWrite,
    RollAsRead,
    RuleAsRead,
    StatuteSheet,
)
from app.votes.rules import MajorityRule, SecrecyWarning, VoteStatus
from app.votes.setup import group_asked, question_of, rule_of, statement_ends_at, voters_of
from app.votes.words import caution_of

FIELD = "preflight"


@dataclass(frozen=True)
class Preflight:
    """The answers a vote was locked on, for its minutes. They name nobody.

    Attributes:
        hearing, heard_on: of whom the question concerns; None where neither policy nor statute asks for one.
        federation: its hearing, under the group's statute.
        roll: so many names were read through.
        of, needed: of so many, if all take a stand, so many against; None when no number could be enough.
        declared: so many said that they are part of the matter; they neither led, assisted nor counted.
        warnings: about a group so small that totals can tell; read before lock.
    """

    statute: Statute
    paragraph: str | None
    hearing: HearingOutcome | None
    heard_on: date | None
    federation: FederationHearing | None
    roll: int
    of: int
    needed: int | None
    declared: int
    warnings: tuple[SecrecyWarning, ...]


def mark_of_roll(keys: Keys, *, vote_id: UUID, statute: Statute, voters: Iterable[UUID]) -> str:
    """Stands for exactly who is on it, in any order."""
    return keys.keyed_hash("vote preflight roll", vote_id, statute.value, *sorted(voters))


# What is to be read


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
    return RuleAsRead(of=of, needed=needed, mark=_mark(keys, vote, "rule", *map(str, figures)))


def warnings_for(rule: VoteRule, *, voters: int) -> list[SecrecyWarning]:
    """What the group is told before it votes."""
    return sorted(
        rules.warnings_before_opening(roll=voters, fewest_envelopes=rule.fewest_envelopes, warn_below=rule.warn_below)
    )


def _mark(keys: Keys, vote: Vote, what: str, *shown: str) -> str:
    return keys.keyed_hash(f"vote preflight {what}", vote.id, *shown)


async def _as_it_is(db: Session, vote: Vote, *, voters: Collection[UUID]) -> AsItIs:
    """`voters`: who is on the roll if it is locked now."""
    rule, caution = rule_of(vote), caution_of(teller_threshold=vote.teller_threshold)
    is_by_group = vote.statute is Statute.GROUP_STATUTE
    return AsItIs(
        statute=vote.statute,
        roll=_roll_as_it_is(db.keys, vote, statute=vote.statute, voters=voters),
        rule=_rule_as_it_is(db.keys, vote, rule=rule, voters=len(voters)),
        question=_mark(db.keys, vote, "question", await question_of(db, vote)),
        caution=_mark(db.keys, vote, "caution", caution.code, caution.sv, caution.en),
        warnings=tuple(warnings_for(rule, voters=len(voters))),
        asks_hearing=rule.hearing_first or is_by_group,
        is_heard=vote.hearing is not None,
        asks_federation=is_by_group,
        awaits_account=vote.account_state is AccountState.ASKED,
    )


# What is answered


async def answer(db: Session, vote: Vote, wanted: PreflightWrite, *, actor: Actor) -> None:
    """Keep the answers so far in place of those before.

    Raises:
        VoteHasMovedOn: it is not convened, or is locked already.
        LeaderInConflict: whoever leads names themselves.
        FederationTimeNotOver
        PreflightOutdated: something is no longer as it was read; nothing is kept.
    """
    if vote.status is not VoteStatus.CONVENED:
        raise VoteHasMovedOn
    _require_sound_federation(vote, wanted)
    before = await _as_it_is(db, vote, voters=await voters_of(db, vote))
    was_complete = not missing_parts(_kept(db.keys, vote), before)
    vote.statute = wanted.statute or Statute.ASSOCIATION_POLICY
    if wanted.conflicted is not None:
        await _declare(db, vote, wanted.conflicted, actor=actor)
    now, question = await _as_it_is(db, vote, voters=await voters_of(db, vote)), wanted.question
    is_same_caution = wanted.caution == caution_of(teller_threshold=vote.teller_threshold).code
    answers = Answers(
        statute=wanted.statute,
        paragraph=wanted.paragraph,
        federation=wanted.federation,
        roll=wanted.roll,
        rule=wanted.rule,
        question=None if question is None else _mark(db.keys, vote, "question", question),
        caution=None if wanted.caution is None else now.caution if is_same_caution else OTHER,
        is_everyone_asked=wanted.conflicted is not None,
        warnings=wanted.warnings,
    )
    outdated = outdated_parts(answers, now)
    if outdated:
        raise PreflightOutdated(fields=[(f"body.{part}", "changed") for part in sorted(outdated)])
    vote.sealed_preflight = sealed.seal(db.keys, answers.model_dump_json().encode(), vote_id=vote.id, field=FIELD)
    vote.version += 1
    if not was_complete and not missing_parts(answers, now):
        audit.record(db, "vote-preflight-done", actor=actor.tag, subject=vote.id, statute=vote.statute.value)


OTHER = "0" * 32
"""The mark of a caution that is not this vote's."""


def _require_sound_federation(vote: Vote, wanted: PreflightWrite) -> None:
    heard = wanted.federation
    if heard is None:
        return
    if wanted.statute is not Statute.GROUP_STATUTE:
        raise InvalidInput(fields=[("body.federation", "belongs-to-the-group-statute")])
    if (heard.outcome is HearingOutcome.HELD) != (heard.heard_on is not None):
        raise InvalidInput(fields=[("body.federation.heard_on", "belongs-to-a-hearing-that-was-held")])
    if heard.heard_on is not None and heard.heard_on > local_date(clock.now()):
        raise InvalidInput(fields=[("body.federation.heard_on", "in-the-future")])
    if heard.outcome is HearingOutcome.TIME_RAN_OUT and clock.now() < statement_ends_at(vote):
        raise FederationTimeNotOver


async def _declare(db: Session, vote: Vote, named: Collection[UUID], *, actor: Actor) -> None:
    """These, and no others, said that they are part of it."""
    if actor.person_id in named:
        raise LeaderInConflict
    known = {each.person_id for each in (await people.names_by_tag(db)).values()}
    for number, person_id in enumerate(named):
        if person_id not in known or concerns(db, vote, person_id):
            raise InvalidInput(fields=[(f"body.conflicted.{number}", "cannot-be-named-here")])
    before = await conflicts.declared_in(db, vote.id)
    for person_id in before:
        if person_id not in named:
            await conflicts.take_back(db, vote, person_id)
    for person_id in named:
        if person_id not in before:
            await conflicts.declare(db, vote, person_id)
    if set(before) != set(named):
        audit.record(db, "vote-conflicts-declared", actor=actor.tag, subject=vote.id, declared=str(len(named)))


def _kept(keys: Keys, vote: Vote) -> Answers:
    if vote.sealed_preflight is None:
        return NONE_YET
    return Answers.model_validate_json(sealed.unseal(keys, vote.sealed_preflight, vote_id=vote.id, field=FIELD))


async def require_current(db: Session, vote: Vote, *, voters: Collection[UUID]) -> None:
    """`voters` are those who are locked, so that nobody comes or goes between the two.

    Raises PreflightMissing and PreflightOutdated.
    """
    answers, now = _kept(db.keys, vote), await _as_it_is(db, vote, voters=voters)
    missing, outdated = missing_parts(answers, now), outdated_parts(answers, now)
    if missing:
        raise PreflightMissing(fields=[(f"preflight.{part}", "unanswered") for part in sorted(missing)])
    if outdated:
        raise PreflightOutdated(fields=[(f"preflight.{part}", "changed") for part in sorted(outdated)])


# What became of it


async def answers_of(db: Session, vote: Vote) -> Preflight | None:
    """What the vote was locked on; None before lock, and after a lock that is void."""
    answers = _kept(db.keys, vote)
    if vote.locked_at is None or answers.statute is None or answers.roll is None or answers.rule is None:
        return None
    return Preflight(
        statute=answers.statute,
        paragraph=answers.paragraph,
        hearing=vote.hearing,
        heard_on=vote.heard_on,
        federation=answers.federation,
        roll=answers.roll.count,
        of=answers.rule.of,
        needed=answers.rule.needed,
        declared=await conflicts.count_of_declared(db, vote.id),
        warnings=tuple(answers.warnings or ()),
    )


async def as_read(db: Session, vote: Vote, *, leads: bool) -> PreflightRead | None:
    """For whoever leads once it is convened; for everyone else once it is locked."""
    is_convened, is_locked = vote.status is VoteStatus.CONVENED, vote.locked_at is not None
    if not (is_locked or (leads and is_convened)):
        return None
    answers = _kept(db.keys, vote)
    now = await _as_it_is(db, vote, voters=await voters_of(db, vote)) if is_convened else None
    roll, rule = answers.roll, answers.rule
    return PreflightRead(
        statute=answers.statute,
        paragraph=answers.paragraph,
        federation=answers.federation,
        roll_count=roll.count if roll else None,
        of=rule.of if rule else None,
        needed=rule.needed if rule else None,
        declared=await conflicts.count_of_declared(db, vote.id) if answers.is_everyone_asked else None,
        warnings=answers.warnings or [],
        missing=sorted(missing_parts(answers, now)) if now else [],
        outdated=sorted(outdated_parts(answers, now)) if now else [],
        conflicted=await conflicts.declared_in(db, vote.id) if leads else None,
    )
