"""The due work of a case's days: whoever has said yes to coming along is told on the morning before.

A pause of the contact does not hold it back: the police and the court do not pause. Source: ASP-04, ASM-05, KNO-06.
"""

from datetime import datetime
from uuid import UUID

from sqlmodel import col, select

from app.cases.models import Case
from app.cases.seated import active_grants
from app.company.days import rules
from app.company.days.models import CompanyDay
from app.company.days.service import beside, days_of, facts
from app.core import clock
from app.core.database import Database
from app.core.due_work import Job
from app.core.keys import PersonTag
from app.notifications import service as notifications
from app.notifications.rules import NoticeKind
from app.policy.terms import Stage


async def remind(database: Database, job: Job) -> datetime | None:
    """The leased job of one case. That somebody was told is marked in the same transaction: nobody is told twice.

    Also of a closed case, whose trial may be yet to come. The notice says nothing of it, and the outbox asks again
    whether its reader may still know.
    """
    now = clock.now()
    async with database.writing() as db:
        query = select(Case).where(Case.id == UUID(job.subject), col(Case.stage) != Stage.ANONYMISED)
        case = (await db.exec(query.with_for_update())).first()
        if case is None:
            return None
        readers = beside(await active_grants(db, case.id))
        days = await days_of(db, case.id)
        for row in days:
            due = _due(row, readers, now=now)
            if due is None or due > now:
                continue
            row.reminded_at = now
            db.add(row)
            await notifications.notify(
                db,
                NoticeKind.SOMETHING_NEEDS_YOU,
                to=PersonTag(str(row.company_tag)),
                case_id=case.id,
                useless_from=row.starts_at,
            )
        return min((due for row in days if (due := _due(row, readers, now=now)) is not None), default=None)


def _due(row: CompanyDay, readers: set[str], *, now: datetime) -> datetime | None:
    if row.company_tag is None:
        return None
    return rules.reminder_due(facts(row, beside=readers), is_reminded=row.reminded_at is not None, now=now)
