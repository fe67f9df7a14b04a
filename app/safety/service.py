"""Assessing the safety ahead of a case, and what is arranged. Each function takes the case as its actor holds it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlmodel import col, func, select

from app.access.rules import Action, CaseRole, Compartment
from app.cases import service as cases
from app.cases.access import HeldCase, is_barred
from app.cases.errors import CaseClosed
from app.cases.models import SealedText
from app.cases.rules import OPEN_STAGES, TextKind
from app.core import clock
from app.core.database import Session
from app.core.errors import InvalidInput, NotFound
from app.core.versions import require_version
from app.people.reading import today
from app.plans import service as plans
from app.plans.reading import CasePlan, plan_of
from app.policy.terms import Act
from app.safety import following, reminding, rules
from app.safety.errors import AssessmentReplaced, MeasureOver, NotResponsible, SafetyNotAsked
from app.safety.models import SafetyAssessment, SafetyMeasure
from app.safety.rules import Arranged, SafetyState
from app.safety.schemas import (
    AssessmentReview,
    SafetyAssessmentWrite,
    SafetyMeasureChange,
    SafetyMeasureWrite,
)

NEVER_RESPONSIBLE = frozenset(
    {CaseRole.AFFECTED, CaseRole.REPORTER, CaseRole.ACCUSED, CaseRole.GROUP_MEMBER, CaseRole.CALLED_IN}
)
"""It is never the affected person's job; the others have no part in caring for them. Source: ASP-08, ASM-02."""


@dataclass(frozen=True)
class HeldSafety:
    held: HeldCase
    plan: CasePlan
    compartment: Compartment
    assessments: Sequence[SafetyAssessment]
    """The oldest first."""
    measures: Sequence[SafetyMeasure]

    @property
    def newest(self) -> SafetyAssessment | None:
        return self.assessments[-1] if self.assessments else None

    @property
    def may_change(self) -> bool:
        return Action.ASSIGN_STEPS in self.held.actions and self.held.case.stage in OPEN_STAGES

    @property
    def can_be_responsible(self) -> list[str]:
        kept_from = {each.tag for each in self.plan.participants if each.role in NEVER_RESPONSIBLE}
        tags = dict.fromkeys(each.tag for each in self.plan.participants)
        return [tag for tag in tags if tag not in kept_from]


async def hold_safety(db: Session, held: HeldCase) -> HeldSafety:
    """Raises SafetyNotAsked, and CompartmentNotOpen: it lies where the policy's step of assessing it does."""
    plan = await plan_of(db, held.case)
    steps = (plan.plan.steps[row.code] for row in plan.plan.current)
    compartment = next((step.compartment for step in steps if step.act is Act.ASSESS_SAFETY), None)
    if compartment is None:
        # Whoever reads nothing of decisions is not told either what the plan of this case asks for.
        held.require_compartment(Compartment.DECISIONS)
        raise SafetyNotAsked
    held.require_compartment(compartment)
    assessments = await db.exec(
        select(SafetyAssessment).where(SafetyAssessment.case_id == held.id).order_by(col(SafetyAssessment.number))
    )
    measures = await db.exec(
        select(SafetyMeasure)
        .where(SafetyMeasure.case_id == held.id)
        .order_by(col(SafetyMeasure.due_on), col(SafetyMeasure.id))
    )
    return HeldSafety(held, plan, compartment, assessments.all(), measures.all())


async def assess(db: Session, this: HeldSafety, wanted: SafetyAssessmentWrite) -> None:
    """The threat in words, and until when it is believed. The plan's step is done by it.

    Raises CaseClosed, InvalidInput.
    """
    _require_open(this)
    _require_day(wanted.valid_until, field="body.valid_until")
    text = await _seal(db, this, wanted.text)
    db.add(
        SafetyAssessment(
            case_id=this.held.id,
            number=len(this.assessments) + 1,
            text_id=text.id,
            valid_until=wanted.valid_until,
            written_by=this.held.actor.tag,
            written_at=clock.now(),
        )
    )
    cases.log(db, this.held, "safety-assessed")
    await db.flush()
    await plans.fulfil(db, this.held.case, Act.ASSESS_SAFETY, by=this.held.actor.tag)
    if this.newest is None:
        await following.ask_of_all(db, this.held.case)


async def review(db: Session, this: HeldSafety, wanted: AssessmentReview) -> None:
    """It holds still. Raises CaseClosed, AssessmentReplaced, InvalidInput."""
    _require_open(this)
    newest = this.newest
    if newest is None or newest.id != wanted.assessment_id:
        raise AssessmentReplaced
    _require_day(wanted.valid_until, field="body.valid_until")
    newest.valid_until = wanted.valid_until
    newest.reviewed_by, newest.reviewed_at = this.held.actor.tag, clock.now()
    db.add(newest)
    cases.log(db, this.held, "safety-reviewed")
    await db.flush()


async def arrange(db: Session, this: HeldSafety, wanted: SafetyMeasureWrite) -> None:
    """Something is to be arranged, by somebody in the case. Raises CaseClosed, InvalidInput, NotResponsible."""
    _require_open(this)
    if wanted.kind not in {each.id for each in this.plan.policy.safety.measures}:
        raise InvalidInput(fields=[("body.kind", "unknown")])
    _require_day(wanted.due_on, field="body.due_on")
    responsible = await _responsible(db, this, wanted.responsible_id)
    text = await _seal(db, this, rules.written(Arranged(wanted.kind, wanted.text)))
    now = clock.now()
    row = SafetyMeasure(
        case_id=this.held.id,
        text_id=text.id,
        responsible=responsible,
        due_on=wanted.due_on,
        state=SafetyState.PLANNED,
        written_by=this.held.actor.tag,
        written_at=now,
        changed_at=now,
    )
    db.add(row)
    cases.log(db, this.held, "safety-measure-planned")
    await db.flush()
    await reminding.plan_reminder(db, row)


async def change(db: Session, this: HeldSafety, measure_id: UUID, wanted: SafetyMeasureChange, *, seen: str) -> None:
    """Another state, another person or another day.

    Raises NotFound, VersionMismatch, CaseClosed, MeasureOver, NotResponsible, and InvalidInput without a reason.
    """
    row = next((each for each in this.measures if each.id == measure_id), None)
    if row is None:
        raise NotFound
    require_version(seen, current=row.version)
    _require_open(this)
    if wanted.responsible_id is not None:
        row.responsible = await _responsible(db, this, wanted.responsible_id)
        row.told_for = None
    if wanted.due_on is not None:
        _require_day(wanted.due_on, field="body.due_on")
        row.due_on, row.told_for = wanted.due_on, None
    if wanted.state is not None and wanted.state is not row.state:
        await _move(db, this, row, wanted.state, reason=wanted.reason)
    row.changed_at = clock.now()
    row.version += 1
    db.add(row)
    await db.flush()
    await reminding.plan_reminder(db, row)


async def _move(db: Session, this: HeldSafety, row: SafetyMeasure, to: SafetyState, *, reason: str) -> None:
    if to not in rules.MOVES[row.state]:
        raise MeasureOver
    if to in rules.NEEDS_REASON and not reason:
        raise InvalidInput(fields=[("body.reason", "missing")])
    row.reason_text_id = (await _seal(db, this, reason)).id if to in rules.NEEDS_REASON else None
    row.state = to
    cases.log(db, this.held, "safety-measure-changed", state=to.value)


async def open_duties(db: Session, case_id: UUID) -> int:
    """What was to be arranged and is neither in place nor said not to be needed."""
    query = select(func.count()).where(SafetyMeasure.case_id == case_id, SafetyMeasure.state == SafetyState.PLANNED)
    return (await db.exec(query)).one()


def _require_open(this: HeldSafety) -> None:
    if this.held.case.stage not in OPEN_STAGES:
        raise CaseClosed


def _require_day(day: date, *, field: str) -> None:
    if not rules.may_hold_until(day, today=today()):
        raise InvalidInput(fields=[(field, "not-within-a-year")])


async def _responsible(db: Session, this: HeldSafety, person_id: UUID) -> str:
    tag = db.keys.person_tag(person_id)
    if tag not in this.can_be_responsible or await is_barred(db, case_id=this.held.id, person_id=person_id):
        raise NotResponsible
    return tag


async def _seal(db: Session, this: HeldSafety, text: str) -> SealedText:
    return await cases.write(db, this.held, this.compartment, kind=TextKind.SAFETY, text=text)
