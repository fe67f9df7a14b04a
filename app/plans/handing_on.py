"""Someone had to leave a case: what was theirs to do goes to whoever is next, and what they were is filled anew."""

from collections.abc import Collection

from app.access.rules import CaseRole
from app.cases.access import HeldCase
from app.core.database import Session
from app.core.keys import PersonTag
from app.plans.appointing import again, newest_of, steps_with
from app.plans.models import CaseStep
from app.plans.reading import plan_of
from app.plans.rules import StepStatus
from app.plans.service import settle, steps_of
from app.policy.schema import Step
from app.policy.terms import Act


async def hand_on(db: Session, held: HeldCase, *, left: PersonTag, lost: Collection[CaseRole]) -> None:
    """Their open steps are nobody's in particular again: who is responsible follows from the roles that are left.

    Without contact person, or with too few who investigate, appointing is due once more. Source: CON-02, ORG-03.
    """
    rows = await steps_of(db, held.id)
    for row in rows:
        if row.assignee == left and row.status is StepStatus.OPEN:
            row.assignee = None
            row.version += 1
            db.add(row)
    if CaseRole.CONTACT_PERSON in lost:
        _appoint_again(db, rows, steps_with(held, Act.APPOINT_CONTACT_PERSON))
    if CaseRole.INVESTIGATOR in lost:
        steps = steps_with(held, Act.APPOINT_INVESTIGATORS)
        remaining = len((await plan_of(db, held.case)).tags(CaseRole.INVESTIGATOR))
        if any(step.group_size and remaining < step.group_size.least for step in steps):
            _appoint_again(db, rows, steps)
    await settle(db, held.case)


def _appoint_again(db: Session, rows: Collection[CaseStep], steps: Collection[Step]) -> None:
    newest = newest_of(list(rows), list(steps))
    if newest is not None and newest.status is StepStatus.DONE:
        again(db, newest, next(step for step in steps if step.id == newest.code))
