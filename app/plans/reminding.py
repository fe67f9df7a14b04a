"""The due work of a plan: whoever has a step is told when it falls due, and once more when it stays undone."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlmodel import col, select

from app.access.rules import CaseRole
from app.cases.models import Case
from app.cases.rules import OPEN_STAGES
from app.core import clock
from app.core.database import Database
from app.core.due_work import Job
from app.core.keys import PersonTag
from app.notifications import service as notifications
from app.notifications.rules import NoticeKind
from app.plans.models import CaseStep
from app.plans.reading import CasePlan, plan_of
from app.plans.rules import StepRow, StepState
from app.plans.working import ANSWERS_FOR, responsible_role
from app.policy.terms import Act

JOB = "plan-reminder"

# What waits for other steps is not reminded of: the steps that it waits for are.
_REMINDED = frozenset({StepState.OPEN, StepState.WAITS_FOR_ANSWER})


def responsible_tags(found: CasePlan, row: StepRow) -> list[str]:
    """Whom a step waits for: its assignee, or everyone with the role that it falls to."""
    if row.assignee is not None and row.assignee in {each.tag for each in found.participants}:
        return [row.assignee]
    return found.tags(responsible_role(found.plan.steps[row.code], present=found.present))


def accountable_tags(found: CasePlan, code: str) -> list[str]:
    """Who answers for a step in the end, whoever does it. Source: ORG-01."""
    return found.tags(ANSWERS_FOR.get(found.plan.steps[code].accountable, CaseRole.ACCOUNTABLE))


def first_reminder(found: CasePlan) -> datetime | None:
    """When somebody is to be reminded of a plan of which nobody was yet."""
    return min(
        (row.due_at for row in found.plan.current if row.due_at is not None and _is_reminded_of(found, row)),
        default=None,
    )


def next_reminder(found: CasePlan, rows: Sequence[CaseStep]) -> datetime | None:
    """When somebody is to be reminded of one of these next."""
    return min((at for row in rows if (at := _reminder_at(found, row)) is not None), default=None)


def _reminder_at(found: CasePlan, row: CaseStep) -> datetime | None:
    if row.due_at is None or row.reminded_late_at is not None:
        return None
    if not _is_reminded_of(found, row.row()):
        return None
    return row.due_at if row.reminded_at is None else _late_at(found, row.code, row.due_at)


def _is_reminded_of(found: CasePlan, row: StepRow) -> bool:
    return not found.plan.steps[row.code].is_offer and found.plan.state(row) in _REMINDED


def _late_at(found: CasePlan, code: str, due_at: datetime) -> datetime:
    times = found.policy.deadlines
    return due_at + (times.check_in_missed if _is_touch(found, code) else times.now)


def _is_touch(found: CasePlan, code: str) -> bool:
    return found.plan.steps[code].act is Act.KEEP_IN_TOUCH


def _told_of_late(found: CasePlan, code: str) -> list[str]:
    """Whoever answers for it; that nobody is in touch with the affected person is told to the officer alone."""
    if _is_touch(found, code):
        return found.officers
    return [tag for tag in accountable_tags(found, code) if code not in found.reader(tag).unseen]


async def remind(database: Database, job: Job) -> datetime | None:
    """The leased job of one case. What was told is marked in the same transaction, so that nothing is told twice.

    The notice says nothing of the case, and the outbox asks again whether its reader may still know.
    """
    now = clock.now()
    async with database.writing() as db:
        case = (
            await db.exec(
                select(Case).where(Case.id == UUID(job.subject), col(Case.stage).in_(OPEN_STAGES)).with_for_update()
            )
        ).first()
        if case is None:
            return None
        rows = list(
            (
                await db.exec(
                    select(CaseStep).where(CaseStep.case_id == case.id, col(CaseStep.superseded_at).is_(None))
                )
            ).all()
        )
        found = await plan_of(db, case)
        told: dict[str, None] = {}
        for row in rows:
            at = _reminder_at(found, row)
            if at is None or at > now or row.due_at is None:
                continue
            is_late = _late_at(found, row.code, row.due_at) <= now
            row.reminded_at = row.reminded_at or now
            row.reminded_late_at = now if is_late else None
            db.add(row)
            told |= dict.fromkeys(responsible_tags(found, row.row()))
            if is_late:
                told |= dict.fromkeys(_told_of_late(found, row.code))
        for tag in told:
            await notifications.notify(db, NoticeKind.SOMETHING_NEEDS_YOU, to=PersonTag(tag), case_id=case.id)
        return next_reminder(found, rows)
