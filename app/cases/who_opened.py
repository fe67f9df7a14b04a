"""Who has opened the parts of a case that the affected person reads themself. Source: CON-05."""

from sqlmodel import col, select

from app.access.rules import CaseRole, Compartment
from app.audit import service as audit
from app.cases.access import HeldCase
from app.cases.models import Grant
from app.cases.names import Names
from app.cases.schemas import OpenedRead
from app.core.database import Session

OPENED_PART = "compartment-opened"
OPENED = (OPENED_PART, "evidence-opened", "evidence-shown", "evidence-copied", "evidence-packed")
"""In the audit log: a part, or a file in it, whose words or bytes somebody got. Each says which part."""
MOST_SHOWN = 200


def record_part_opened(db: Session, held: HeldCase, compartment: Compartment) -> None:
    """For every way to read what lies in a part: what is not recorded so is in nobody's list of who has opened it."""
    audit.record(db, OPENED_PART, actor=held.actor.tag, subject=held.id, compartment=compartment.value)


async def who_opened(db: Session, held: HeldCase, *, most: int | None = MOST_SHOWN) -> list[OpenedRead]:
    """The newest first, each opening of another's. Of a part that is closed to them nothing is said, nor to whom."""
    rows = await db.exec(
        select(Grant.holder, Grant.role).where(Grant.case_id == held.id, col(Grant.role) != CaseRole.ACCUSED)
    )
    roles: dict[str, set[CaseRole]] = {}
    for holder, role in rows.all():
        roles.setdefault(holder, set()).add(CaseRole(role))
    name = await Names.of(db, held)
    found = [
        OpenedRead(
            at=event.at,
            person=name(event.actor),
            roles=sorted(roles.get(event.actor, ())),
            compartment=part,
            is_file=event.kind != OPENED_PART,
        )
        for event in await audit.happenings(db, *OPENED, subject=held.id)
        if event.actor != held.actor.tag and (part := Compartment(event.codes["compartment"])) in held.compartments
    ]
    return found[::-1][:most]
