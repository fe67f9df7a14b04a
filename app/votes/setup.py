"""From the question to the convening."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.access.actor import Actor
from app.access.rules import BOARD, COUNCIL_GROUP, Office, Task, may
from app.audit import service as audit
from app.core import clock
from app.core.database import Session
from app.core.errors import Forbidden, InvalidInput, NotFound
from app.people import service as people
from app.people.association import association
from app.policy.loader import in_force, load
from app.policy.vote_rule import VoteRule
from app.votes import access, ceremony, sealed
from app.votes.conflicts import struck_from_roll
from app.votes.errors import (
    AboutOneself,
    NotInTheGroup,
    StatementTimeNotOver,
    SubstitutesMayNotMove,
    TimesOutOfOrder,
)
from app.votes.kinds import AccountState, HearingOutcome, Origin, Statute, VoteKind
from app.votes.manifest import Held
from app.votes.models import Vote
from app.votes.roll import service as roll
from app.votes.rules import IllegalTransition, MajorityBase, VoteStatus, check_transition
from app.votes.schemas import ConveningCreate, HearingCreate, VoteCreate
from app.votes.tellers import seats


def rule_of(vote: Vote) -> VoteRule:
    """What the policy that the vote pins says of its kind."""
    votes = load(vote.policy_name, vote.policy_version).votes
    return votes.confidence if vote.kind is VoteKind.CONFIDENCE else votes.consultation


def statement_ends_at(vote: Vote) -> datetime:
    """Until then whom it concerns may still be heard, by the policy that the vote pins."""
    return vote.raised_at + load(vote.policy_name, vote.policy_version).deadlines.accused_statement


def complaints_end_at(vote: Vote) -> datetime | None:
    """Until then its result can be complained about; None before there is one."""
    return None if vote.certified_at is None else vote.certified_at + rule_of(vote).complaints_within


@dataclass(frozen=True)
class OfCase:
    """The case whose board asks."""

    case_id: UUID
    names_affected: bool


async def raise_vote(
    db: Session, wanted: VoteCreate, *, actor: Actor, vote_id: UUID, of_case: OfCase | None = None
) -> Vote:
    """Ask the question; for a case, whoever may raise it there asks for the board. Source: CGR-01, CGR-02, KNO-08.

    Consulting the group on re-entry is the board's alone, and about anyone: who left holds no office. Source: REE-04.
    Of a motion whoever leads is told: the board is asked for its account, whether or not there is any case.

    Raises NotInTheGroup, AboutOneself, SubstitutesMayNotMove, and Forbidden for a board member whose chair can ask.
    """
    policy = in_force()
    rule = policy.votes.confidence if wanted.kind is VoteKind.CONFIDENCE else policy.votes.consultation
    origin = (
        Origin.BOARD
        if of_case
        else await _origin(db, actor, about=wanted.concerns, substitutes_may_move=rule.substitutes_may_move)
    )
    if wanted.kind is VoteKind.CONSULTATION and origin is not Origin.BOARD:
        raise Forbidden
    if wanted.concerns == actor.person_id:
        raise AboutOneself
    if origin is Origin.MOTION and wanted.account:
        raise InvalidInput(fields=[("body.account", "the-board-gives-it")])
    name = await _name_of_someone_it_can_concern(db, wanted)
    vote = Vote(
        id=vote_id,
        kind=wanted.kind,
        origin=origin,
        case_id=of_case.case_id if of_case else None,
        names_affected=of_case is not None and of_case.names_affected,
        status=VoteStatus.RAISED,
        policy_name=policy.name,
        policy_version=policy.version,
        majority_numerator=rule.majority.numerator,
        majority_denominator=rule.majority.denominator,
        majority_base=MajorityBase(rule.majority.base.value),
        majority_is_strict=rule.majority.strict,
        quorum_numerator=rule.quorum.numerator,
        quorum_denominator=rule.quorum.denominator,
        quorum_is_strict=rule.quorum.strict,
        mover_tag=_mover_tag(db, vote_id, actor) if origin is Origin.MOTION else None,
        subject_tag=access.subject_tag(db.keys, vote_id=vote_id, person_id=wanted.concerns),
        sealed_subject=ceremony.seal_subject(db.keys, vote_id=vote_id, person_id=wanted.concerns, name=name),
        sealed_account=sealed.seal_text(db.keys, wanted.account, vote_id=vote_id, field="account"),
        account_state=AccountState.ASKED if origin is Origin.MOTION else None,
        raised_at=clock.now(),
    )
    db.add(vote)
    await db.flush()
    if origin is Origin.MOTION:
        await access.tell_leaders(db, vote)
    audit.record(db, "vote-raised", actor=actor.tag, subject=vote_id, question=wanted.kind.value, origin=origin.value)
    return vote


async def _origin(db: Session, actor: Actor, *, about: UUID, substitutes_may_move: bool) -> Origin:
    if may(Task.LEAD_VOTES, offices=actor.offices):
        return Origin.BOARD
    stands_in = may(Task.STAND_IN_FOR_CHAIR, offices=actor.offices)
    if stands_in and await access.lacks_leader(db, barred=[about]):
        return Origin.BOARD
    if not actor.holds(*COUNCIL_GROUP):
        raise Forbidden
    if not actor.holds(Office.COUNCIL_MEMBER) and not substitutes_may_move:
        raise SubstitutesMayNotMove
    return Origin.MOTION


def _mover_tag(db: Session, vote_id: UUID, actor: Actor) -> str | None:
    if actor.person_id is None:
        return None
    return access.mover_tag(db.keys, vote_id=vote_id, person_id=actor.person_id)


async def _name_of_someone_it_can_concern(db: Session, wanted: VoteCreate) -> str:
    is_consultation = wanted.kind is VoteKind.CONSULTATION
    if not is_consultation and (await people.offices_of(db, wanted.concerns)).isdisjoint(COUNCIL_GROUP | BOARD):
        raise NotInTheGroup
    try:
        found = await people.person(db, wanted.concerns)
    except NotFound:
        raise NotInTheGroup from None
    if found.is_external or found.is_retired:
        raise NotInTheGroup
    return found.display_name


def record_hearing(db: Session, vote: Vote, hearing: HearingCreate, *, actor: Actor) -> None:
    """The accused was heard, declined, or let the policy's time run out.

    A vote that was convened without, where the policy asks for none first, stays convened.
    Raises IllegalTransition and StatementTimeNotOver.
    """
    is_late = vote.status is VoteStatus.CONVENED and vote.hearing is None
    if not is_late:
        check_transition(vote.status, to=VoteStatus.HEARING)
    is_held = hearing.outcome is HearingOutcome.HELD
    if is_held != (hearing.heard_on is not None):
        raise InvalidInput(fields=[("body.heard_on", "belongs-to-a-hearing-that-was-held")])
    if not is_held and hearing.note is None:
        raise InvalidInput(fields=[("body.note", "reason-needed")])
    if hearing.outcome is HearingOutcome.TIME_RAN_OUT and clock.now() < statement_ends_at(vote):
        raise StatementTimeNotOver
    vote.status = vote.status if is_late else VoteStatus.HEARING
    vote.hearing, vote.heard_on = hearing.outcome, hearing.heard_on
    vote.sealed_hearing_note = sealed.seal_text(db.keys, hearing.note, vote_id=vote.id, field="hearing-note")
    vote.version += 1
    audit.record(db, "vote-hearing-over", actor=actor.tag, subject=vote.id, outcome=hearing.outcome.value)


async def convene(db: Session, vote: Vote, wanted: ConveningCreate, *, actor: Actor) -> None:
    """Say how and when; until the roll is locked the rule can still be set. Raises TimesOutOfOrder.

    Done anew once the roll is locked, or when a dispute about a draw is upheld, it voids lock, links and draws. What
    was answered in the preflight is to be answered again.
    """
    check_transition(vote.status, to=VoteStatus.CONVENED)
    if vote.status is VoteStatus.RAISED and rule_of(vote).hearing_first:
        raise IllegalTransition("not heard yet")
    now = clock.now()
    is_distant = wanted.held is Held.AT_A_DISTANCE
    times = [wanted.drawing_closes_at, wanted.casting_opens_at] if is_distant else []
    in_order = [now, *(time for time in times if time is not None), wanted.closes_at]
    if len(in_order) != 2 + len(times) or in_order != sorted(in_order) or in_order[-2] == in_order[-1]:
        raise TimesOutOfOrder
    if not is_distant and (wanted.drawing_closes_at or wanted.casting_opens_at):
        raise InvalidInput(fields=[("body.held", "in-a-room-the-chair-says-when")])
    window = rule_of(vote).check_window
    vote.check_window_seconds = int((window.at_distance if is_distant else window.in_room).total_seconds())
    if wanted.majority is not None:
        majority = wanted.majority.rule()
        vote.majority_numerator, vote.majority_denominator = majority.numerator, majority.denominator
        vote.majority_base, vote.majority_is_strict = majority.base, majority.strict
    if wanted.quorum is not None:
        quorum = wanted.quorum.rule()
        vote.quorum_numerator, vote.quorum_denominator = quorum.numerator, quorum.denominator
        vote.quorum_is_strict = quorum.strict
    vote.status, vote.held, vote.convened_at, vote.chair = VoteStatus.CONVENED, wanted.held, now, actor.tag
    vote.drawing_closes_at, vote.casting_opens_at = wanted.drawing_closes_at, wanted.casting_opens_at
    vote.closes_at = wanted.closes_at
    vote.statute, vote.sealed_preflight = Statute.ASSOCIATION_POLICY, None
    vote.version += 1
    if vote.locked_at is not None:
        await _void_lock(db, vote, actor=actor)
    audit.record(db, "vote-convened", actor=actor.tag, subject=vote.id, held=wanted.held.value)


async def _void_lock(db: Session, vote: Vote, *, actor: Actor) -> None:
    ceremony.unlock(vote)
    vote.is_drawing_closed = False
    await roll.void_draws(db, vote.id)
    await seats.unlock(db, vote.id)
    audit.record(db, "vote-draws-voided", actor=actor.tag, subject=vote.id)


async def group_asked(db: Session, vote: Vote, *, statute: Statute) -> people.CouncilGroup:
    """Who is on the roll under a statute if it is locked today, members and substitutes apart.

    Never whom the question concerns, nor who is accused too. Source: CGR-05.
    """
    rule, subject = rule_of(vote).roll, ceremony.subject_of(db.keys, vote)
    group = await people.council_group(db)
    is_by_policy = statute is Statute.ASSOCIATION_POLICY
    members = group.members if rule.members or not is_by_policy else ()
    substitutes = group.substitutes if rule.substitutes and is_by_policy else ()
    struck = await struck_from_roll(db, vote.id, [*members, *substitutes]) | {subject.person_id}
    return people.CouncilGroup(
        tuple(each for each in members if each not in struck),
        tuple(each for each in substitutes if each not in struck),
    )


async def voters_of(db: Session, vote: Vote) -> list[UUID]:
    """Who is on the roll if it is locked today, under the statute that was chosen."""
    group = await group_asked(db, vote, statute=vote.statute)
    return [*group.members, *group.substitutes]


async def question_of(db: Session, vote: Vote) -> str:
    """As it is locked: in the association's language."""
    return rule_of(vote).question.read_in((await association(db)).language.value)


async def names_of(db: Session, person_ids: Sequence[UUID]) -> list[str]:
    known = {each.person_id: each.display_name for each in (await people.names_by_tag(db)).values()}
    return [known[person_id] for person_id in person_ids]
