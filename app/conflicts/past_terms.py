"""A grant that came with an office ends with it, once somebody in office holds the same keys. Source: ORG-01."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlmodel import col, select

from app.access.actor import SYSTEM
from app.cases import seated
from app.cases.access import HeldCase, barred_people
from app.cases.models import Case, Grant
from app.cases.passed_over import passed_over
from app.conflicts.barring import DUTIES, leave
from app.core import clock
from app.core.database import Database, Session
from app.core.due_work import Job
from app.core.keys import PersonTag
from app.people import service as people
from app.policy.terms import Stage

JOB = "end-past-terms"
LOOKED_AT = timedelta(days=1)
"""Terms run out by the calendar; nobody has to do anything for that."""


async def end_past_terms(database: Database, _job: Job) -> datetime | None:
    """The daily work. Each case is a transaction of its own; one that nobody in office can open is left alone."""
    async with database.reading() as db:
        # Closed ones too: until they are destroyed they can be read, and opened again. Source: ORG-01.
        readable = select(Case.id).where(col(Case.stage).not_in([Stage.DRAFT, Stage.ANONYMISED]))
        case_ids = list((await db.exec(readable)).all())
    for case_id in case_ids:
        async with database.reading() as db:
            is_due = bool(await _past(db, case_id))
        if is_due:
            async with database.writing() as db:
                await _end_in(db, case_id)
    return clock.now() + LOOKED_AT


async def _end_in(db: Session, case_id: UUID) -> None:
    case = (await db.exec(select(Case).where(Case.id == case_id).with_for_update(key_share=True))).one()
    held = HeldCase(case=case, actor=SYSTEM, roles=frozenset(), compartments=frozenset(), awaiting_key=frozenset())
    for person_id, grants in (await _past(db, case_id)).items():
        await leave(db, held, person_id, theirs=grants)


async def _past(db: Session, case_id: UUID) -> dict[UUID, list[Grant]]:
    """By person, the leading grants of those who are no longer in that office while another, who is, has every key.

    Whoever the board elected or the chair appointed in place of the barred stays for as long as nobody else can act.
    """
    leading = [grant for grant in await seated.active_grants(db, case_id) if grant.role in DUTIES]
    if len(leading) < 2:
        return {}
    named = await people.names_by_tag(db)
    barred = {
        *(await barred_people(db, case_id)),
        *(await seated.affected_people(db, case_id)),
        *(await passed_over(db, case_id)),
    }
    found: dict[UUID, list[Grant]] = {}
    for grant in leading:
        who = named.get(PersonTag(grant.holder))
        office = DUTIES[grant.role]
        if who is None or office in await people.offices_of(db, who.person_id):
            continue
        acting = await people.next_in_line(db, office, barred=barred, chosen=[who.person_id])
        if acting.person_id == who.person_id:
            continue
        successors = [
            each
            for each in leading
            if each.role is grant.role
            and each.holder != grant.holder
            and not each.awaits_key
            and each.suspended_at is None
            and set(grant.compartments) <= set(each.compartments)
            and (other := named.get(PersonTag(each.holder))) is not None
            and office in await people.offices_of(db, other.person_id)
        ]
        if successors:
            found.setdefault(who.person_id, []).append(grant)
    return found
