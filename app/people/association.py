"""The association itself: its names, its founding, and the lock that changes of office queue for."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlmodel import select

from app.access.actor import SYSTEM, Actor
from app.access.rules import Office
from app.audit import service as audit
from app.core import clock
from app.core.database import Session
from app.core.errors import InvalidInput
from app.people import rules
from app.people.errors import AlreadyFounded, NotADemo, NotFounded, ServedAsDemoOnly
from app.people.hooks import ChangeKind, OfficeChange, office_changed
from app.people.models import Association, Person, Term
from app.people.rules import Language, TermStatus
from app.people.schemas import AssociationPatch, AssociationRead, PersonCreate


async def association(db: Session) -> Association:
    """Raises NotFounded before `varna setup`."""
    found = (await db.exec(select(Association))).first()
    if found is None:
        raise NotFounded
    return found


async def is_demo(db: Session) -> bool | None:
    """Whether everyone in this database is made up; None while there is no association."""
    return (await db.exec(select(Association.is_demo))).first()


async def require_kind(db: Session, *, is_demo: bool) -> None:
    """Made-up people and real ones are never served alike. Raises ServedAsDemoOnly and NotADemo."""
    found = (await db.exec(select(Association.is_demo))).first()
    if found is not None and found is not is_demo:
        raise ServedAsDemoOnly if found else NotADemo


async def locked_association(db: Session) -> Association:
    """Queue for the association's row until the transaction ends: every change of office passes here one by one.

    What is read before this may be old; read terms after it. On SQLite writers queue for the file itself.
    """
    found = (await db.exec(select(Association).with_for_update().execution_options(populate_existing=True))).first()
    if found is None:
        raise NotFounded
    return found


async def change(db: Session, row: Association, patch: AssociationPatch, *, actor: Actor) -> Association:
    sent = patch.model_fields_set
    for name in sent:
        setattr(row, name, getattr(patch, name))
    if sent:
        row.version += 1
        audit.record(db, "association-changed", actor=actor.tag, fields=",".join(sorted(sent)))
    await db.flush()
    return row


def as_read(row: Association, *, shows_name: bool) -> AssociationRead:
    return AssociationRead(
        neutral_name=row.neutral_name,
        language=row.language,
        name=row.name if shows_name else None,
        municipality=row.municipality if shows_name else None,
        is_demo=row.is_demo,
    )


@dataclass(frozen=True)
class Founded:
    administrator_id: UUID
    chair_id: UUID
    security_officer_id: UUID


async def found_association(  # noqa: PLR0913 - all keyword-only, each a part of what must be there from the start
    db: Session,
    *,
    neutral_name: str,
    name: str,
    language: Language,
    municipality: str | None = None,
    administrator: PersonCreate,
    chair: PersonCreate,
    security_officer: PersonCreate,
    starts_on: date | None = None,
    is_demo: bool = False,
) -> Founded:
    """Set the association up: its row and its first three officers, from `starts_on` (today).

    Nobody is there yet who could confirm, so the system does, once, and the audit log says so. Equal descriptions are
    one person with several offices; one person in all three is refused, because nobody could ever confirm after that.
    Raises AlreadyFounded the second time.
    """
    if (await db.exec(select(Association.id))).first() is not None:
        raise AlreadyFounded
    if administrator == chair == security_officer:
        raise InvalidInput("At least two people share the offices of administrator, chair and security officer.")
    db.add(
        Association(neutral_name=neutral_name, name=name, municipality=municipality, language=language, is_demo=is_demo)
    )
    audit.record(db, "association-founded", actor=SYSTEM.tag)
    starts_on = starts_on or rules.local_date(clock.now())
    people: list[tuple[PersonCreate, Person]] = []
    ids = {}
    for office, described in (
        (Office.ADMINISTRATOR, administrator),
        (Office.CHAIR, chair),
        (Office.SECURITY_OFFICER, security_officer),
    ):
        person = next((made for known, made in people if known == described), None)
        if person is None:
            person = Person(**described.model_dump())
            people.append((described, person))
            db.add(person)
            await db.flush()
            audit.record(db, "person-added", actor=SYSTEM.tag, subject=db.keys.person_tag(person.id))
        ids[office] = person.id
        await _begin_first_term(db, office, person, starts_on=starts_on)
    return Founded(ids[Office.ADMINISTRATOR], ids[Office.CHAIR], ids[Office.SECURITY_OFFICER])


async def _begin_first_term(db: Session, office: Office, person: Person, *, starts_on: date) -> None:
    term = Term(person_id=person.id, office=office, starts_on=starts_on, status=TermStatus.CONFIRMED)
    db.add(term)
    await db.flush()
    audit.record(
        db,
        "term-confirmed",
        actor=SYSTEM.tag,
        subject=term.id,
        office=office.value,
        person=db.keys.person_tag(person.id),
        reason="founding",
    )
    await office_changed(
        db,
        OfficeChange(
            kind=ChangeKind.APPOINTED,
            office=office,
            term_id=term.id,
            person_id=person.id,
            starts_on=starts_on,
            ends_on=None,
            by=SYSTEM.tag,
        ),
    )
