"""How the safety ahead of a case stands, without its words; its words; and what of it waits for whoever leads."""

from uuid import UUID

from sqlmodel import col, select

from app.access.rules import Action, Compartment
from app.cases.models import SealedText
from app.cases.names import Names
from app.cases.schemas import Words
from app.cases.who_opened import record_part_opened
from app.core.database import Session
from app.people.reading import today
from app.plans.now import AlarmsAsked
from app.plans.rules import CaseAlarm
from app.safety import rules
from app.safety.models import SafetyAssessment, SafetyMeasure
from app.safety.rules import GOING_ON
from app.safety.schemas import (
    AssessmentLine,
    AssessmentOpened,
    SafetyContents,
    SafetyKindRead,
    SafetyMeasureLine,
    SafetyMeasureOpened,
    SafetyRead,
)
from app.safety.service import HeldSafety


async def read(db: Session, this: HeldSafety) -> SafetyRead:
    names, day = await Names.of(db, this.held), today()
    can_be = set(this.can_be_responsible)
    ordered = sorted(this.measures, key=lambda row: (row.state not in GOING_ON, row.due_on))
    return SafetyRead(
        state=rules.assessment_state(this.newest.valid_until if this.newest else None, today=day),
        assessments=[
            AssessmentLine(
                id=row.id,
                number=row.number,
                valid_until=row.valid_until,
                written_by=names(row.written_by),
                written_at=row.written_at,
                reviewed_by=names(row.reviewed_by),
                reviewed_at=row.reviewed_at,
            )
            for row in reversed(this.assessments)
        ],
        measures=[
            SafetyMeasureLine(
                id=row.id,
                state=row.state,
                due_on=row.due_on,
                is_late=rules.is_late(row.state, row.due_on, today=day),
                responsible=names(row.responsible) if row.responsible in can_be else None,
                changed_at=row.changed_at,
                version=row.version,
            )
            for row in ordered
        ],
        kinds=[
            SafetyKindRead(id=each.id, title=Words.of(each.title), what=Words.of(each.what))
            for each in this.plan.policy.safety.measures
        ],
        may_change=this.may_change,
        can_be_responsible=names.all(this.can_be_responsible),
    )


async def contents(db: Session, this: HeldSafety) -> SafetyContents:
    """Every word of it. Raises KeyNotHeld. That it was opened is recorded."""
    wanted = [row.text_id for row in this.assessments]
    for row in this.measures:
        wanted += [row.text_id, *([row.reason_text_id] if row.reason_text_id else [])]
    opened = await _opened(db, this, wanted)
    record_part_opened(db, this.held, this.compartment)
    measures = []
    for row in this.measures:
        arranged = rules.arranged_of(opened[row.text_id])
        reason = opened[row.reason_text_id] if row.reason_text_id else None
        measures.append(SafetyMeasureOpened(id=row.id, kind=arranged.kind, text=arranged.what, reason=reason))
    return SafetyContents(
        assessments=[AssessmentOpened(id=row.id, text=opened[row.text_id]) for row in reversed(this.assessments)],
        measures=measures,
    )


async def _opened(db: Session, this: HeldSafety, ids: list[UUID]) -> dict[UUID, str]:
    rows = (await db.exec(select(SealedText).where(col(SealedText.id).in_(ids)))).all()
    return {
        row.id: (await this.held.open_version(db, row.version_id)).open(
            row.sealed, table="sealed_text", row=row.id, field="sealed"
        )
        for row in rows
    }


async def tell_of_waiting(db: Session, asked: AlarmsAsked) -> None:
    """For whoever leads and reads it: an assessment past its day, and what should be in place. For whoever else
    sees to something, from its day on, that there is something: most of them read none of it. As many questions for
    whoever does neither.
    """
    led = [
        case_id
        for case_id, reader in asked.readers.items()
        if Action.ASSIGN_STEPS in reader.actions and Compartment.DECISIONS in reader.compartments
    ]
    day = today()
    newest = select(SafetyAssessment).where(col(SafetyAssessment.case_id).in_(led))
    last: dict[UUID, SafetyAssessment] = {}
    for row in (await db.exec(newest.order_by(col(SafetyAssessment.number)))).all():
        last[row.case_id] = row
    for case_id, assessment in last.items():
        if rules.assessment_state(assessment.valid_until, today=day) is rules.AssessmentState.TO_REVIEW:
            asked.found.add((CaseAlarm.SAFETY_TO_REVIEW, case_id))
    for measure in (await db.exec(select(SafetyMeasure).where(col(SafetyMeasure.case_id).in_(led)))).all():
        if rules.is_late(measure.state, measure.due_on, today=day):
            asked.found.add((CaseAlarm.SAFETY_LATE, measure.case_id))
    mine = select(SafetyMeasure).where(
        col(SafetyMeasure.case_id).in_(list(asked.readers)), SafetyMeasure.responsible == asked.actor.tag
    )
    for measure in (await db.exec(mine)).all():
        if measure.case_id not in led and rules.is_due(measure.state, measure.due_on, today=day):
            asked.found.add((CaseAlarm.SAFETY_YOURS, measure.case_id))
