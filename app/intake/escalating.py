"""When nobody answers a report in time the next in turn is told: the deputy, the other officers, at last the chair."""

from collections.abc import Sequence
from uuid import UUID

from sqlmodel import col, select

from app.access.actor import SYSTEM
from app.access.rules import CaseRole, Office
from app.audit import service as audit
from app.auth import service as auth
from app.cases.access import is_barred, may_know
from app.cases.models import Case, Grant
from app.cases.passed_over import passed_over
from app.core import clock
from app.core.database import Database, Session
from app.core.due_work import Job, schedule
from app.core.keys import PersonTag
from app.notifications.rules import NoticeKind
from app.notifications.service import notify, notify_each
from app.oncall import rules
from app.oncall import service as rota
from app.oncall.rules import Turn
from app.people import service as people
from app.policy.loader import in_force
from app.policy.terms import Stage

JOB = "report-unanswered"


async def follow(db: Session, case: Case, *, turn: int = 0) -> None:
    """Have the next in turn told, unless somebody has answered by then."""
    due_at = clock.now() + in_force().deadlines.acknowledge
    await schedule(db, kind=JOB, subject=f"{case.id}/{turn}", due_at=due_at)


async def tell_next(database: Database, job: Job) -> None:
    """The leased job of one turn. Whoever is kept out of the case is passed by, and learns of no turn."""
    case_id, _, turn = job.subject.partition("/")
    async with database.writing() as db:
        case = (await db.exec(select(Case).where(Case.id == UUID(case_id)).with_for_update())).first()
        if case is None or case.acknowledged_at is not None or case.stage is not Stage.REPORTED:
            return
        turns = await _turns(db, case)
        if int(turn) >= len(turns):
            return
        what, officers = turns[int(turn)]
        if what is Turn.CHAIR:
            await _tell_leader(db, case)
        else:
            tags = [db.keys.person_tag(each) for each in officers]
            await notify_each(db, NoticeKind.NEEDS_YOU_NOW, to=tags, case_id=case.id)
            await follow(db, case, turn=int(turn) + 1)
        audit.record(db, "report-unanswered", actor=SYSTEM.tag, subject=case.id, told=what.value)


async def _turns(db: Session, case: Case) -> list[tuple[Turn, list[UUID]]]:
    """As it was decided when the report came: a shift that ended meanwhile moves nobody to another turn."""
    seated = set(await _holders(db, case, CaseRole.SECURITY_OFFICER))
    kept = await rota.read_rota(db, at=case.opened_at)
    line = [each for each in kept.line(at=case.opened_at) if db.keys.person_tag(each) in seated]
    can_open = await auth.holder_ids(db, line)
    return rules.turns(line, [each for each in kept.on_call(at=case.opened_at) if each in can_open])


async def _holders(db: Session, case: Case, *roles: CaseRole) -> Sequence[str]:
    held = select(Grant.holder).where(
        Grant.case_id == case.id, col(Grant.role).in_(roles), col(Grant.ended_at).is_(None)
    )
    return (await db.exec(held)).all()


async def _tell_leader(db: Session, case: Case) -> None:
    """Whoever may know of the case is told so. Who may not is asked to call the officers, and learns nothing of it.

    Where neither chair nor vice chair is left, the federation is told as when no officer is. Source: CON-02.
    """
    parties = await _holders(db, case, CaseRole.AFFECTED)
    kept_out = await passed_over(db, case.id)
    for office in (Office.CHAIR, Office.VICE_CHAIR, Office.FEDERATION):
        for person_id in await people.holders_of(db, office):
            tag = PersonTag(db.keys.person_tag(person_id))
            if tag in parties or person_id in kept_out or await is_barred(db, case_id=case.id, person_id=person_id):
                continue
            if office is Office.FEDERATION:
                await notify(db, NoticeKind.OUTSIDE_HELP, to=tag)
            elif await may_know(db, tag, case.id):
                await notify(db, NoticeKind.NEEDS_YOU_NOW, to=tag, case_id=case.id)
            else:
                await notify(db, NoticeKind.NOBODY_ANSWERS, to=tag)
            return
