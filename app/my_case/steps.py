"""The affected person's own steps, as offers: done, left, handed to an officer, opened again. Source: AFF-01..05."""

from uuid import UUID

from app.access.rules import Compartment
from app.cases.access import HeldCase
from app.cases.schemas import Words
from app.cases.seated import active_grants, officers_or_next
from app.core.database import Session
from app.core.errors import NotFound
from app.core.keys import PersonTag
from app.my_case.schemas import OfferAct, OfferDeed, OfferRead
from app.people import service as people
from app.plans import doing
from app.plans.doing import HeldStep, hold_step
from app.plans.errors import NotForThem
from app.plans.obstacles import StepAction
from app.plans.reading import CasePlan, plan_of, reader_of
from app.plans.rules import StepRow
from app.plans.working import may_see
from app.policy.terms import Owner

_ACTION = {
    OfferDeed.DONE: StepAction.COMPLETE,
    OfferDeed.LEFT: StepAction.SET_ASIDE,
    OfferDeed.HANDED_ON: StepAction.DELEGATE,
    OfferDeed.OPENED_AGAIN: StepAction.REOPEN,
}


async def offers(db: Session, held: HeldCase) -> list[OfferRead]:
    """Their own steps; another's are not theirs to wait for. Source: PRN-04."""
    found, reader = await plan_of(db, held.case), reader_of(held)
    return [
        _read(held, found, row)
        for row in found.plan.current
        if (step := found.plan.steps[row.code]).owner is Owner.AFFECTED and may_see(reader, step)
    ]


def _read(held: HeldCase, found: CasePlan, row: StepRow) -> OfferRead:
    step, possible = found.plan.steps[row.code], doing.actions_on(held, found, row)
    return OfferRead(
        id=row.id,
        title=Words.of(step.title),
        do=Words.of(step.do),
        why=Words.of(step.why),
        state=found.plan.state(row),
        compartment=step.compartment or Compartment.DECISIONS,
        is_handed_on=row.assignee not in {None, held.actor.tag},
        my_acts=[deed for deed, action in _ACTION.items() if action in possible],
    )


async def act(db: Session, held: HeldCase, step_id: UUID, wanted: OfferAct) -> OfferRead:
    """Raises NotFound for another's step; Forbidden, CaseClosed, StepHeldBack; NotForThem where no officer is."""
    this = await hold_step(db, held, step_id)
    if this.step.owner is not Owner.AFFECTED:
        raise NotFound
    match wanted.deed:
        case OfferDeed.DONE:
            await doing.complete(db, this, note=wanted.note)
        case OfferDeed.LEFT:
            await doing.set_aside(db, this, reason=wanted.note)
        case OfferDeed.OPENED_AGAIN:
            await doing.reopen(db, this, reason=wanted.note)
        case OfferDeed.HANDED_ON:
            await doing.give(db, this, person_id=await _officer(db, this), by=StepAction.DELEGATE)
    found = await plan_of(db, held.case)
    return _read(held, found, next(each for each in found.plan.current if each.id == step_id))


async def _officer(db: Session, this: HeldStep) -> UUID:
    """Whoever leads the case, the one who answered first: they need not know by name whom to ask."""
    leading = officers_or_next(await active_grants(db, this.held.id))
    for tag in sorted(leading, key=lambda each: (each != this.held.case.acknowledged_by, each)):
        person = await people.person_by_tag(db, PersonTag(tag))
        if person is not None:
            return person.id
    raise NotForThem
