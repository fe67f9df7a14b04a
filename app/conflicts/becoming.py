"""From suspected to accused and back. Whoever calls this has seen to it that two agree. Source: KNO-12."""

from uuid import UUID

from sqlmodel import select

from app.cases.access import HeldCase, bar_tag
from app.cases.models import Bar, BarLifting
from app.cases.rules import BarReason, PartyRole
from app.conflicts.barring import bar
from app.conflicts.service import (
    BarView,
    Named,
    lift_at_once,
    require_no_vote_about,
    withdraw_parties,
    write_party,
)
from app.core.database import Session
from app.core.ids import new_id


async def make_accused(db: Session, held: HeldCase, person_id: UUID) -> None:
    """Whoever was suspected is accused. Raises VoteUnderWay. Source: KNO-12."""
    await require_no_vote_about(db, held, person_id)
    await withdraw_parties(db, await _bar_of(db, held, person_id))
    await bar(db, held, person_id, why=BarReason.ACCUSED, is_provisional=False)
    await write_party(db, held, Named(PartyRole.ACCUSED, person_id, ""), party_id=new_id())


async def make_suspected(db: Session, held: HeldCase, person_id: UUID) -> None:
    """Whoever was accused is only suspected: as far out as before, and for fewer to read. Raises VoteUnderWay."""
    await require_no_vote_about(db, held, person_id)
    row = await _bar_of(db, held, person_id)
    await withdraw_parties(db, row)
    row.why = BarReason.SUSPECTED
    db.add(row)
    await write_party(db, held, Named(PartyRole.SUSPECTED, person_id, ""), party_id=new_id())


async def clear(db: Session, held: HeldCase, person_id: UUID, *, first: str) -> None:
    """It was not them: `first` said so, and this actor agrees. Raises VoteUnderWay."""
    await require_no_vote_about(db, held, person_id)
    row = await _bar_of(db, held, person_id)
    lifting = (await db.exec(select(BarLifting).where(BarLifting.bar_id == row.id))).first()
    await lift_at_once(db, held, BarView(row, person_id, lifting), first=first)


async def _bar_of(db: Session, held: HeldCase, person_id: UUID) -> Bar:
    tag = bar_tag(db.keys, case_id=held.id, person_id=person_id)
    return (await db.exec(select(Bar).where(Bar.case_id == held.id, Bar.tag == tag))).one()
