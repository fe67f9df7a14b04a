"""The council group's vote as a part of its case: raised by the board, told in its ledger, followed by its plan."""

from uuid import UUID

from sqlmodel import col, select

from app.access.actor import SYSTEM
from app.access.rules import Compartment
from app.cases import records, seated, wishes
from app.cases.access import HeldCase, barred_people
from app.cases.errors import CaseClosed, ConsentMissing, NameNeverSaid, RecipientNotAllowed
from app.cases.models import Bar, Case, LogEntry
from app.cases.rules import OPEN_STAGES, BarReason
from app.conflicts.barring import DUTIES, OFF_THE_ROLL
from app.core import clock
from app.core.database import Session
from app.core.keys import PersonTag
from app.notifications import service as notifications
from app.notifications.rules import NoticeKind
from app.plans import service as plans
from app.policy import rules as policy_rules
from app.policy.terms import Act, Condition, Recipient
from app.proceedings.errors import AskedAlready, NoQuestionHere, NotAccused
from app.proceedings.exclusion import service as exclusion
from app.proceedings.exclusion.models import ExclusionCase
from app.proceedings.exclusion.rules import UNDER_WAY as EXCLUSION_UNDER_WAY
from app.proceedings.schemas import QuestionCreate
from app.proceedings.subjects import accused_of
from app.votes import conflicts, setup
from app.votes.access import concerns
from app.votes.errors import GroupNotToldThis
from app.votes.hooks import CertifiedVote, OverturnedVote, SummonedVote
from app.votes.kinds import RESULT_IS_KNOWN, UNDER_WAY, VoteKind
from app.votes.models import Vote
from app.votes.rules import DECIDES_NOTHING, Outcome
from app.votes.schemas import VoteCreate


async def raise_question(db: Session, held: HeldCase, wanted: QuestionCreate, *, vote_id: UUID) -> Vote:
    """Ask the council group whether it has confidence in the accused. Source: KNO-08, CGR-01.

    Whoever is part of the matter in another way leads it no more than the case itself.

    Raises:
        CaseClosed
        NoQuestionHere: the case is not internal, or who did it is not known.
        NotAccused: nobody has named this person, or only perhaps.
        AskedAlready: a vote about them is under way.
        ConsentMissing: the affected person has not agreed to being named to the group.
    """
    if held.case.stage not in OPEN_STAGES:
        raise CaseClosed
    policy, case = records.policy_of(held), held.case
    if not policy_rules.steps_with_act(policy, act=Act.RAISE_CONFIDENCE, category=case.category, phase=case.phase):
        raise NoQuestionHere
    kept_out = await barred_people(db, case.id)
    bars = {row.id: row for row in (await db.exec(select(Bar).where(Bar.case_id == case.id))).all()}
    named = bars.get(kept_out.get(wanted.concerns, case.id))
    if named is None or named.is_provisional or named.why is not BarReason.ACCUSED:
        raise NotAccused
    before = await conflicts.votes_of_case(db, case.id)
    if any(conflicts.is_under_way_about(db, vote, wanted.concerns) for vote in before):
        raise AskedAlready
    await _require_consent_to_name(db, held, names_affected=wanted.names_affected)
    vote = await setup.raise_vote(
        db,
        VoteCreate(concerns=wanted.concerns, account=wanted.account or None),
        actor=held.actor,
        vote_id=vote_id,
        of_case=setup.OfCase(case.id, wanted.names_affected),
    )
    for person_id, bar_id in kept_out.items():
        row = bars[bar_id]
        is_off_roll = row.why in OFF_THE_ROLL and not row.is_provisional
        await conflicts.keep_away(db, vote, person_id, is_off_roll=is_off_roll, by=held.actor.tag)
    _log(db, case.id, "vote-raised", actor=held.actor.tag)
    await db.flush()
    return vote


async def _require_consent_to_name(db: Session, held: HeldCase, *, names_affected: bool) -> None:
    records.ground_for(
        records.policy_of(held),
        category=held.case.category,
        recipient=Recipient.COUNCIL_GROUP,
        with_name=names_affected,
        said=await wishes.said(db, held.case),
        field="body.names_affected",
    )


async def tell_group(db: Session, summons: SummonedVote) -> None:
    """The listener of a summons: the ledger says that the group was told, and by whom. Source: ORG-04, SOI-02.

    Raises GroupNotToldThis: a yes that was there when the question was raised has been taken back, or has run out.
    """
    case = (await db.exec(select(Case).where(Case.id == summons.case_id))).one()
    told = records.ToEnter(
        recipient=Recipient.COUNCIL_GROUP,
        with_name=summons.names_affected,
        told_by=summons.by,
    )
    try:
        await records.enter(db, case, told)
    except (ConsentMissing, NameNeverSaid, RecipientNotAllowed) as refusal:
        raise GroupNotToldThis from refusal


async def follow_result(db: Session, certified: CertifiedVote) -> None:
    """The case's plan learns of a result that stands; one that decides nothing leaves the question open. KNO-08.

    Advice answers no question of confidence: nothing in a plan waits for it. Source: REE-04.
    """
    if certified.case_id is None or certified.kind is not VoteKind.CONFIDENCE:
        return
    case = (await db.exec(select(Case).where(Case.id == certified.case_id))).one()
    _log(db, case.id, "vote-certified", actor=SYSTEM.tag, outcome=certified.outcome.value)
    if certified.outcome in DECIDES_NOTHING:
        return
    answers = await _answers(db, case.id)
    if None not in answers:  # the question is answered once it is about each accused
        await plans.fulfil(db, case, Act.RAISE_CONFIDENCE, by=SYSTEM.tag)
    is_denied = Outcome.NO_CONFIDENCE in {certified.outcome, *answers}
    await plans.establish(db, case, Condition.CONFIDENCE_DENIED, is_true=is_denied, by=SYSTEM.tag)
    if certified.opens_exclusion:
        await plans.fulfil(db, case, Act.OPEN_EXCLUSION, by=SYSTEM.tag)
        # What the board might still have assessed is answered for it. Source: KNO-09.
        vote = (await db.exec(select(Vote).where(Vote.id == certified.vote_id))).one()
        about = await exclusion.subject_in_its_case(db, vote)
        await exclusion.note_assessed(db, case, by=SYSTEM.tag, opened_about=about)
        _log(db, case.id, "exclusion-opened", actor=SYSTEM.tag)
    for grant in await seated.active_grants(db, case.id):
        if grant.role in DUTIES:
            await notifications.notify(db, NoticeKind.SOMETHING_NEEDS_YOU, to=PersonTag(grant.holder), case_id=case.id)


async def _answers(db: Session, case_id: UUID) -> list[Outcome | None]:
    """What the group last answered about each who is accused; None about whom it has not, or nothing that decides."""
    asked = select(Vote).where(
        Vote.case_id == case_id, Vote.kind == VoteKind.CONFIDENCE, col(Vote.status).in_(RESULT_IS_KNOWN)
    )
    votes = (await db.exec(asked.order_by(col(Vote.raised_at).desc()))).all()
    return [
        next(
            (
                vote.outcome
                for vote in votes
                if vote.outcome not in {None, *DECIDES_NOTHING} and concerns(db, vote, person_id)
            ),
            None,
        )
        for person_id in await accused_of(db, case_id)
    ]


async def follow_overturning(db: Session, overturned: OverturnedVote) -> None:
    """The case's plan learns that the question has no answer any more: it is to be asked again. Source: KNO-08."""
    if overturned.case_id is None or overturned.kind is not VoteKind.CONFIDENCE:
        return
    case = (await db.exec(select(Case).where(Case.id == overturned.case_id))).one()
    _log(db, case.id, "vote-overturned", actor=SYSTEM.tag)
    if overturned.outcome is Outcome.NO_CONFIDENCE and Outcome.NO_CONFIDENCE not in await _answers(db, case.id):
        await plans.establish(db, case, Condition.CONFIDENCE_DENIED, is_true=False, by=SYSTEM.tag)
    if overturned.outcome not in {None, *DECIDES_NOTHING}:
        await plans.unfulfil(db, case, Act.RAISE_CONFIDENCE)
    if overturned.opened_exclusion:
        await plans.unfulfil(db, case, Act.OPEN_EXCLUSION)
        if not await exclusion.board_has_decided(db, case.id):
            await plans.unfulfil(db, case, Act.ASSESS_EXCLUSION)
        _log(db, case.id, "exclusion-ground-fell", actor=SYSTEM.tag)
    for grant in await seated.active_grants(db, case.id):
        if grant.role in DUTIES:
            await notifications.notify(db, NoticeKind.SOMETHING_NEEDS_YOU, to=PersonTag(grant.holder), case_id=case.id)


def _log(db: Session, case_id: UUID, kind: str, *, actor: str, **codes: str) -> None:
    db.add(LogEntry(case_id=case_id, at=clock.now(), kind=kind, actor=actor, codes=codes))


async def votes_of(db: Session, held: HeldCase) -> list[Vote]:
    """The newest first. Raises CompartmentNotOpen for whoever has no part in decisions."""
    held.require_compartment(Compartment.DECISIONS)
    votes = await db.exec(
        select(Vote).where(Vote.case_id == held.id).order_by(col(Vote.raised_at).desc(), col(Vote.id))
    )
    return list(votes.all())


async def open_duties(db: Session, case_id: UUID) -> int:
    """For `CaseHooks`: votes without a result, and exclusion cases that have not ended. Source: life cycles."""
    votes = await db.exec(select(Vote.id).where(Vote.case_id == case_id, col(Vote.status).in_(list(UNDER_WAY))))
    exclusions = await db.exec(
        select(ExclusionCase.id).where(
            ExclusionCase.case_id == case_id, col(ExclusionCase.status).in_(EXCLUSION_UNDER_WAY)
        )
    )
    return len(votes.all()) + len(exclusions.all())
