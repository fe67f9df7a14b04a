"""What people do with a step. Each function asks whether it is for them, and whether it can be done now."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import delete
from sqlmodel import col, select

from app.access.rules import Compartment
from app.audit import service as audit
from app.cases import records
from app.cases import service as cases
from app.cases.access import HeldCase, is_barred
from app.cases.errors import CaseClosed, ConsentMissing, NameNeverSaid
from app.cases.records import Told
from app.cases.rules import OPEN_STAGES, TextKind
from app.core import clock
from app.core.database import Session
from app.core.errors import Forbidden, InvalidInput, NotFound
from app.core.keys import PersonTag
from app.notifications import service as notifications
from app.notifications.rules import NoticeKind
from app.plans import working
from app.plans.appointing import seat_chair
from app.plans.errors import NotForThem, SignedAlready, StepHeldBack
from app.plans.models import CaseStep, StepSignature
from app.plans.obstacles import Obstacle, StepAction, obstacle
from app.plans.reading import CasePlan, plan_of, reader_of, signatures_of
from app.plans.rules import StepRow, StepStatus
from app.plans.service import come_back, finish, settle
from app.policy.schema import Step
from app.policy.terms import Act, Names, Owner


@dataclass(frozen=True)
class HeldStep:
    """A step as its actor holds it."""

    held: HeldCase
    found: CasePlan
    row: CaseStep

    @property
    def step(self) -> Step:
        return self.found.plan.steps[self.row.code]

    @property
    def compartment(self) -> Compartment:
        """Where its words are sealed; the policy names one for each step of a case."""
        return self.step.compartment or Compartment.DECISIONS


@dataclass(frozen=True)
class StepTelling:
    """How the step told whom it informs. `prepared_text`: the id of the policy's words, where they were used."""

    with_name: bool | None = None
    without_kept_out: bool = False
    prepared_text: str | None = None


NOT_SAID = StepTelling()


async def hold_step(db: Session, held: HeldCase, step_id: UUID) -> HeldStep:
    """Raises NotFound, alike for no such step and for one in a part of the plan that is closed to them."""
    row = (await db.exec(select(CaseStep).where(CaseStep.id == step_id, CaseStep.case_id == held.id))).first()
    if row is None:
        raise NotFound
    found = await plan_of(db, held.case)
    if not working.may_see(reader_of(held), found.plan.steps[row.code]):
        raise NotFound
    return HeldStep(held, found, row)


def require(this: HeldStep, action: StepAction) -> None:
    """Raises Forbidden, CaseClosed, ConsentMissing or StepHeldBack, in that order."""
    if not working.may(reader_of(this.held), this.step, action, assignee=this.row.assignee):
        raise Forbidden
    if this.held.case.stage not in OPEN_STAGES:
        raise CaseClosed
    why = obstacle(this.found.plan, this.row.row(), action)
    if why is Obstacle.WAITS_FOR_CONSENT:
        raise ConsentMissing
    if why is Obstacle.WAITS_FOR_STEPS:
        raise StepHeldBack(fields=[(code, why) for code in this.found.plan.waits_for(this.row.row())])
    if why is not None:
        raise StepHeldBack(fields=[("step", why)])


def actions_on(held: HeldCase, found: CasePlan, row: StepRow) -> list[StepAction]:
    """What this person can do with it now. The same two questions that every action asks."""
    if held.case.stage not in OPEN_STAGES:
        return []
    reader, step = reader_of(held), found.plan.steps[row.code]
    return [
        action
        for action in StepAction
        if working.may(reader, step, action, assignee=row.assignee) and obstacle(found.plan, row, action) is None
    ]


# Whose it is


async def give(db: Session, this: HeldStep, *, person_id: UUID | None, by: StepAction) -> None:
    """Assign or delegate. Only who does it moves; who answers for it in the end stays. Source: ORG-01.

    Raises NotForThem when the person is not in the case, is barred, or the step can be no task of theirs.
    """
    require(this, by)
    tag = None if person_id is None else db.keys.person_tag(person_id)
    if tag is not None and person_id is not None:
        is_kept_out = await is_barred(db, case_id=this.held.id, person_id=person_id)
        if is_kept_out or not working.can_be_given(this.step, to=this.found.reader(tag), by=by):
            raise NotForThem
    this.row.assignee = tag
    this.row.version += 1
    this.row.reminded_at = this.row.reminded_late_at = None
    db.add(this.row)
    _log(db, this, "step-assigned" if by is StepAction.ASSIGN else "step-delegated")
    if tag is not None and tag != this.held.actor.tag:
        await notifications.notify(db, NoticeKind.SOMETHING_NEEDS_YOU, to=PersonTag(tag), case_id=this.held.id)
    await settle(db, this.held.case)


# Finishing


async def complete(db: Session, this: HeldStep, *, note: str = "", telling: StepTelling = NOT_SAID) -> None:
    """Done. A step that informs somebody records that they were told, and is refused when they may not be."""
    require(this, StepAction.COMPLETE)
    await _tell(db, this, telling, why=note)
    await _note(db, this, note)
    await _finished(db, this, status=StepStatus.DONE)


async def assess(db: Session, this: HeldStep, *, is_yes: bool, reason: str, telling: StepTelling = NOT_SAID) -> None:
    """A yes or a no with its reason. A yes to telling somebody needs their consent whom it is about; a no never.

    Raises InvalidInput without a reason, which only an offer does without. Source: PRN-04.
    """
    require(this, StepAction.ASSESS)
    if is_yes:
        if this.step.consent is not None and this.found.plan.consents.get(this.step.consent) is not True:
            raise ConsentMissing
        await _tell(db, this, telling, why=reason)
    await _reason(db, this, reason)
    await _finished(db, this, status=StepStatus.DONE, assessed=is_yes)


async def set_aside(db: Session, this: HeldStep, *, reason: str) -> None:
    """Not applicable. The affected person need not say why they leave an offer."""
    require(this, StepAction.SET_ASIDE)
    await _reason(db, this, reason)
    await _finished(db, this, status=StepStatus.NOT_APPLICABLE)


async def sign_off(db: Session, this: HeldStep, *, note: str = "") -> None:
    """Approve for one's side. With the last side's approval the step is done. Source: ASP-05, KNO-12.

    Raises SignedAlready: it takes one person from each side.
    """
    require(this, StepAction.SIGN_OFF)
    signed = (await signatures_of(db, [this.row.id]))[this.row.id]
    party = _side_to_sign(this, signed)
    if party is None:
        raise SignedAlready
    db.add(StepSignature(step_id=this.row.id, party=party, signed_by=this.held.actor.tag, signed_at=clock.now()))
    await _note(db, this, note)
    _log(db, this, "step-signed", party=party.value)
    this.row.version += 1
    db.add(this.row)
    if {each.party for each in signed} | {party} == set(this.step.joint_sign_off):
        await _finished(db, this, status=StepStatus.DONE)


def _side_to_sign(this: HeldStep, signed: Sequence[StepSignature]) -> Owner | None:
    if this.held.actor.tag in {each.signed_by for each in signed}:
        return None
    taken = {each.party for each in signed}
    sides = working.sides_of(reader_of(this.held), this.step)
    return next((party for party in sides if party not in taken), None)


async def reopen(db: Session, this: HeldStep, *, reason: str) -> None:
    """Open again what was finished by mistake. What was told stays listed, and a joint step is signed anew."""
    require(this, StepAction.REOPEN)
    await _reason(db, this, reason)
    await db.exec(delete(StepSignature).where(col(StepSignature.step_id) == this.row.id))
    this.row.status = StepStatus.OPEN
    this.row.finished_at = this.row.finished_by = this.row.assessed = None
    this.row.reminded_at = this.row.reminded_late_at = None
    this.row.version += 1
    db.add(this.row)
    _log(db, this, "step-reopened")
    await settle(db, this.held.case)


async def _finished(db: Session, this: HeldStep, *, status: StepStatus, assessed: bool | None = None) -> None:
    finish(this.row, status=status, by=this.held.actor.tag, assessed=assessed)
    db.add(this.row)
    codes = {} if assessed is None else {"assessed": str(assessed)}
    _log(db, this, f"step-{status.value.replace('_', '-')}", **codes)
    come_back(db, this.row, this.step)
    if this.step.act is Act.INFORM_CHAIR and status is StepStatus.DONE:
        await seat_chair(db, this.held)
    await settle(db, this.held.case)


async def _tell(db: Session, this: HeldStep, said: StepTelling, *, why: str) -> None:
    """Record whom the step tells. Raises what `record_disclosure` does. Source: SOM-04."""
    if not this.step.informs:
        return
    if said.with_name is None:
        # Whether the name was said is never guessed: the affected person reads it in the ledger.
        raise InvalidInput(fields=[("body.with_name", "missing")])
    for telling in this.step.informs:
        if said.with_name and telling.names is Names.NEVER:
            raise NameNeverSaid(fields=[("body.with_name", "name-never-said")])
        told = Told(
            recipient=telling.to,
            with_name=said.with_name,
            reason=why,
            without_kept_out=said.without_kept_out,
            goes_to_next=this.step.act is Act.INFORM_CHAIR,
            step=this.step.id,
            prepared_text=said.prepared_text,
        )
        await records.record_disclosure(db, this.held, told)


async def _note(db: Session, this: HeldStep, note: str) -> None:
    if note:
        text = await cases.write(db, this.held, this.compartment, kind=TextKind.NOTE, text=note)
        this.row.note_text_id = text.id


async def _reason(db: Session, this: HeldStep, reason: str) -> None:
    if reason:
        text = await cases.write(db, this.held, this.compartment, kind=TextKind.REASON, text=reason)
        this.row.reason_text_id = text.id
    elif not this.step.is_offer:
        raise InvalidInput(fields=[("body.reason", "missing")])


def _log(db: Session, this: HeldStep, kind: str, **codes: str) -> None:
    codes |= {"step": this.row.code, "occurrence": str(this.row.occurrence)}
    cases.log(db, this.held, kind, text_id=None, **codes)
    audit.record(db, kind, actor=this.held.actor.tag, subject=this.held.id, **codes)
