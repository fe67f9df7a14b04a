"""A grant that ends takes its keys with it: what no other grant of the same person opens is closed to them."""

from uuid import UUID

from sqlmodel import col, select

from app.audit import service as audit
from app.auth import service as auth
from app.cases import seated
from app.cases.models import Grant
from app.core import clock
from app.core.database import Session
from app.core.errors import NotFound
from app.core.keys import PersonTag
from app.people import service as people
from app.vault import service as vault


async def end(db: Session, grant: Grant, *, why: str, by: str) -> None:
    grant.ended_at = clock.now()
    grant.ended_why = why
    db.add(grant)
    await db.flush()
    audit.record(db, "grant-ended", actor=by, subject=grant.case_id, holder=grant.holder, why=why)
    await take_keys(db, grant, frozenset(grant.compartments))


async def take_keys(db: Session, grant: Grant, compartments: frozenset[str]) -> None:
    """Take the wraps of what no other grant of the same person opens."""
    others = (
        await db.exec(
            select(Grant.compartments).where(
                Grant.case_id == grant.case_id, Grant.holder == grant.holder, col(Grant.ended_at).is_(None)
            )
        )
    ).all()
    lost = compartments - frozenset().union(*others)
    if not lost:
        return
    if (receipt := await seated.receipt_behind(db, grant.holder)) is not None:
        holder_id: UUID | None = receipt.id
    else:
        person_id = await person_of(db, grant)
        holder_id = (await auth.holder_ids(db, [person_id])).get(person_id)
    if holder_id is not None:
        versions = await vault.version_ids(db, case_id=grant.case_id, names=lost)
        await vault.take_wraps(db, versions, holder_id=holder_id)


async def person_of(db: Session, grant: Grant) -> UUID:
    named = (await people.names_by_tag(db)).get(PersonTag(grant.holder))
    if named is None:
        raise NotFound
    return named.person_id
