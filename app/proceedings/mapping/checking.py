"""One thing at a time, looked at by two different people. Source: UNK-02, KNO-01."""

from uuid import UUID

from app.cases import service as cases
from app.cases.access import HeldCase
from app.cases.rules import TextKind
from app.core import clock
from app.core.database import Session
from app.core.errors import NotFound
from app.policy.terms import Act
from app.proceedings.mapping.errors import TakesAnother
from app.proceedings.mapping.models import MappingCheck, MappingLook
from app.proceedings.mapping.rules import LookVerdict
from app.proceedings.mapping.service import CLOSED, mapping_of, record, require_mapping, step_follows, tell


async def put_up(db: Session, held: HeldCase, what: str, *, check_id: UUID) -> None:
    """Raises NotBeingMapped, CompartmentNotOpen."""
    require_mapping(held)
    text = await cases.write(db, held, CLOSED, kind=TextKind.CHECKED, text=what)
    db.add(MappingCheck(id=check_id, case_id=held.id, text_id=text.id, put_up_by=held.actor.tag, put_up_at=clock.now()))
    record(db, held, "check-put-up", about=check_id)
    await _settle(db, held)


async def look(db: Session, held: HeldCase, check_id: UUID, *, verdict: LookVerdict, words: str) -> None:
    """Raises NotBeingMapped, CompartmentNotOpen, NotFound, TakesAnother."""
    require_mapping(held)
    found = await mapping_of(db, held.id)
    if check_id not in found.looks:
        raise NotFound
    if any(each.looked_by == held.actor.tag for each in found.looks[check_id]):
        raise TakesAnother
    text = await cases.write(db, held, CLOSED, kind=TextKind.CHECKED, text=words)
    db.add(
        MappingLook(
            check_id=check_id,
            looked_by=held.actor.tag,
            looked_at=clock.now(),
            verdict=verdict,
            text_id=text.id,
        )
    )
    record(db, held, "check-looked-at", about=check_id)
    await _settle(db, held)
    if not found.looks[check_id]:
        await tell(db, held, found.investigators)


async def _settle(db: Session, held: HeldCase) -> None:
    found = await mapping_of(db, held.id)
    is_done = all(found.is_checked(each.id) for each in found.checks)
    await step_follows(db, held, Act.CHECK_EVIDENCE, is_done=is_done)
