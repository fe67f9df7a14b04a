"""The group's advice on a return: the vote that there is, raised for this matter, and what it says. Source: REE-04."""

from uuid import UUID

from sqlmodel import select

from app.access.actor import SYSTEM
from app.cases import service as cases
from app.cases.access import HeldCase, barred_people
from app.cases.models import Bar, Case
from app.conflicts.barring import OFF_THE_ROLL
from app.core.database import Session
from app.core.errors import NotFound
from app.plans import service as plans
from app.policy.terms import Act
from app.reentry import service
from app.reentry.errors import ConsultationUnderWay
from app.reentry.models import Reentry
from app.reentry.rules import Advice
from app.votes import conflicts, setup
from app.votes.hooks import CertifiedVote, OverturnedVote
from app.votes.kinds import VoteKind
from app.votes.models import Vote
from app.votes.rules import Outcome
from app.votes.schemas import VoteCreate

_SAYS = {Outcome.NO_CONFIDENCE: Advice.AGAINST, Outcome.CONFIDENCE_RETAINED: Advice.NOT_AGAINST}


async def consult(db: Session, held: HeldCase, row: Reentry, *, account: str, vote_id: UUID) -> Vote:
    """Ask the group. Whoever is kept out of the matter leads it no more than the matter itself.

    The account never names the affected person: the policy lets the group be told of a return without it.
    Raises NotNext, ConsultationUnderWay, and NotFound when who wants back is in the register no more.
    """
    if (await service.heard(db, row)).is_consulting:
        raise ConsultationUnderWay
    person = await service.person_of(db, row)
    if person is None:
        raise NotFound
    await service.go_to_consultation(db, held, row)
    vote = await setup.raise_vote(
        db,
        VoteCreate(concerns=person.person_id, kind=VoteKind.CONSULTATION, account=account or None),
        actor=held.actor,
        vote_id=vote_id,
        of_case=setup.OfCase(held.id, names_affected=False),
    )
    row.consultation_id = vote.id
    bars = {each.id: each for each in (await db.exec(select(Bar).where(Bar.case_id == held.id))).all()}
    for person_id, bar_id in (await barred_people(db, held.id)).items():
        is_off_roll = bars[bar_id].why in OFF_THE_ROLL and not bars[bar_id].is_provisional
        await conflicts.keep_away(db, vote, person_id, is_off_roll=is_off_roll, by=held.actor.tag)
    return vote


async def follow_advice(db: Session, certified: CertifiedVote) -> None:
    """The listener of a certified vote. A group that gave no clear answer has been asked all the same."""
    found = await _consulted_by(db, certified.kind, certified.vote_id)
    if found is None:
        return
    held, row = found
    row.advice = _SAYS.get(certified.outcome, Advice.NONE)
    row.version += 1
    cases.log(db, held, "vote-certified", outcome=certified.outcome.value)
    await plans.fulfil(db, held.case, Act.CONSULT_GROUP, by=SYSTEM.tag)
    await service.tell_who_leads(db, held)


async def follow_overturning(db: Session, overturned: OverturnedVote) -> None:
    """The listener of a result that fell: the group is to be asked anew, if nothing was decided on its advice yet."""
    found = await _consulted_by(db, overturned.kind, overturned.vote_id)
    if found is None:
        return
    held, row = found
    row.advice = None
    row.version += 1
    cases.log(db, held, "vote-overturned")
    await plans.unfulfil(db, held.case, Act.CONSULT_GROUP)
    await service.tell_who_leads(db, held)


async def _consulted_by(db: Session, kind: VoteKind, vote_id: UUID) -> tuple[HeldCase, Reentry] | None:
    if kind is not VoteKind.CONSULTATION:
        return None
    row = (await db.exec(select(Reentry).where(Reentry.consultation_id == vote_id))).first()
    if row is None:
        return None
    case = (await db.exec(select(Case).where(Case.id == row.case_id))).one()
    held = HeldCase(case=case, actor=SYSTEM, roles=frozenset(), compartments=frozenset(), awaiting_key=frozenset())
    return held, row
