"""Who is heard in a case, by the pseudonym that they stand under in it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import col, select

from app.access.rules import CaseRole, Compartment
from app.audit import service as audit
from app.cases import seated
from app.cases import service as cases
from app.cases.access import HeldCase, bar_tag
from app.cases.models import Bar, Grant
from app.cases.rules import BarReason
from app.core import clock
from app.core.database import Session
from app.core.errors import InvalidInput, NotFound
from app.people import service as people
from app.proceedings.hearing.models import Hearing

SUSPICION_LIES_IN = Compartment.INVESTIGATION


@dataclass(frozen=True)
class Heard:
    """Someone who is accused, or suspected, or was when something was released to them."""

    subject: str
    person_id: UUID | None
    """None for somebody who is in the register no more."""
    is_suspected: bool
    is_named: bool
    """Nothing more is released to one who is named no longer; what they were told and said stays theirs."""


async def heard_here(db: Session, held: HeldCase) -> dict[str, Heard]:
    """By pseudonym. Who is only suspected is for those who investigate. Source: UNK-05."""
    bars = {
        row.tag: row
        for row in (await db.exec(select(Bar).where(Bar.case_id == held.id))).all()
        if row.why in {BarReason.ACCUSED, BarReason.SUSPECTED} and not row.is_provisional
    }
    begun = (await db.exec(select(Hearing).where(Hearing.case_id == held.id).order_by(col(Hearing.begun_at)))).all()
    subjects = {
        bar_tag(db.keys, case_id=held.id, person_id=each.person_id): each.person_id
        for each in (await people.names_by_tag(db)).values()
    }
    found = {}
    for tag in dict.fromkeys([*(each.subject for each in begun), *bars]):
        row = bars.get(tag)
        began = next((each for each in begun if each.subject == tag), None)
        was_suspected = began is not None and began.is_about_suspicion
        is_suspected = row.why is BarReason.SUSPECTED if row is not None else was_suspected
        if is_suspected and SUSPICION_LIES_IN not in held.compartments:
            continue
        found[tag] = Heard(tag, subjects.get(tag), is_suspected, is_named=row is not None)
    return found


async def require_heard(db: Session, held: HeldCase, person_id: UUID) -> Heard:
    """Raises InvalidInput for whoever is neither accused nor, to this reader, suspected."""
    for each in (await heard_here(db, held)).values():
        if each.person_id == person_id and each.is_named:
            return each
    raise InvalidInput(fields=[("body.person_id", "not-accused")])


async def hearing_to_change(db: Session, held: HeldCase, hearing_id: UUID) -> tuple[Hearing, Heard]:
    """Raises NotFound, CompartmentNotOpen."""
    held.require_compartment(Compartment.HEARING)
    query = select(Hearing).where(Hearing.id == hearing_id, Hearing.case_id == held.id)
    hearing = (await db.exec(query)).first()
    heard = None if hearing is None else (await heard_here(db, held)).get(hearing.subject)
    if hearing is None or heard is None:
        raise NotFound
    return hearing, heard


async def grant_of(db: Session, case_id: UUID, subject: str) -> Grant | None:
    grants = [each for each in await seated.active_grants(db, case_id) if each.role is CaseRole.ACCUSED]
    return next((each for each in grants if each.holder == subject), None)


def log(db: Session, held: HeldCase, hearing: Hearing, kind: str) -> None:
    audit.record(db, kind, actor=held.actor.tag, subject=held.id)
    if not hearing.is_about_suspicion:
        cases.log(db, held, kind)


def require_past(at: datetime, *, field: str, since: datetime | None = None) -> None:
    if at > clock.now():
        raise InvalidInput(fields=[(field, "not-yet")])
    if since is not None and at.replace(second=59, microsecond=999_999) < since:
        raise InvalidInput(fields=[(field, "before-it-was-released")])
