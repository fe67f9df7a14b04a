"""Terms and people as the rest of this room reads them: pages for lists, facts for rules."""

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from sqlmodel import and_, col, or_, select

from app.access.rules import Office
from app.audit import service as audit
from app.core import clock
from app.core.database import Session
from app.core.errors import MalformedRequest
from app.core.paging import PageRequest, cursor_of
from app.people import rules
from app.people.alarms import Alarm, Reachability, alarms
from app.people.hooks import OfficeAlarmsAsked, office_alarms_asked
from app.people.models import Person, Term
from app.people.rules import TermFacts, TermStatus
from app.people.schemas import (
    AlarmRead,
    ContactCardEntry,
    ContactRead,
    OfficeHolder,
    OfficeRead,
    PersonRead,
    TermRead,
)


def today() -> date:
    return rules.local_date(clock.now())


async def facts_of(db: Session, *, office: Office | None = None, person_id: UUID | None = None) -> list[TermFacts]:
    """Terms of people who are not retired, by office or person."""
    query = select(Term).join(Person, col(Person.id) == col(Term.person_id)).where(col(Person.retired_at).is_(None))
    if office is not None:
        query = query.where(col(Term.office) == office)
    if person_id is not None:
        query = query.where(col(Term.person_id) == person_id)
    return [row.facts() for row in (await db.exec(query)).all()]


async def page_of_terms(
    db: Session, page: PageRequest, *, office: Office | None, person_id: UUID | None, status: TermStatus | None
) -> tuple[list[Term], str | None]:
    """The latest to begin first."""
    query = select(Term).order_by(col(Term.starts_on).desc(), col(Term.id)).limit(page.limit + 1)
    if office is not None:
        query = query.where(col(Term.office) == office)
    if person_id is not None:
        query = query.where(col(Term.person_id) == person_id)
    if status is not None:
        query = query.where(col(Term.status) == status)
    if page.after is not None:
        starts_on, last_id = _seen_term(page.after)
        query = query.where(
            or_(
                col(Term.starts_on) < starts_on,
                and_(col(Term.starts_on) == starts_on, col(Term.id) > last_id),
            )
        )
    rows = list((await db.exec(query)).all())
    if len(rows) <= page.limit:
        return rows, None
    last = rows[page.limit - 1]
    return rows[: page.limit], cursor_of(last.starts_on.isoformat(), str(last.id))


def _seen_term(after: tuple[str, ...]) -> tuple[date, UUID]:
    try:
        starts_on, last_id = after
        return date.fromisoformat(starts_on), UUID(last_id)
    except ValueError:
        raise MalformedRequest("`after` is not a cursor that this API gave.") from None


async def page_of_people(db: Session, page: PageRequest, *, includes_retired: bool) -> tuple[list[Person], str | None]:
    """By name, as the database orders letters."""
    query = select(Person).order_by(col(Person.display_name), col(Person.id)).limit(page.limit + 1)
    if not includes_retired:
        query = query.where(col(Person.retired_at).is_(None))
    if page.after is not None:
        name, last_id = _seen_person(page.after)
        query = query.where(
            or_(
                col(Person.display_name) > name,
                and_(col(Person.display_name) == name, col(Person.id) > last_id),
            )
        )
    rows = list((await db.exec(query)).all())
    if len(rows) <= page.limit:
        return rows, None
    last = rows[page.limit - 1]
    return rows[: page.limit], cursor_of(last.display_name, str(last.id))


def _seen_person(after: tuple[str, ...]) -> tuple[str, UUID]:
    try:
        name, last_id = after
        return name, UUID(last_id)
    except ValueError:
        raise MalformedRequest("`after` is not a cursor that this API gave.") from None


async def as_read(
    db: Session, people: list[Person], *, shows_contact_of: UUID | None, shows_all: bool
) -> list[PersonRead]:
    """What a reader sees: everyone's name and offices, contact details of themselves or, who may, of all."""
    ids = [person.id for person in people]
    rows = (await db.exec(select(Term).where(col(Term.person_id).in_(ids)))).all() if ids else []
    terms = [row.facts() for row in rows]
    return [
        PersonRead(
            id=person.id,
            display_name=person.display_name,
            is_external=person.is_external,
            is_retired=person.retired_at is not None,
            offices=_in_table_order(rules.offices_of(person.id, terms, on=today())),
            contact=_contact(person) if shows_all or person.id == shows_contact_of else None,
        )
        for person in people
    ]


def _in_table_order(offices: frozenset[Office]) -> list[Office]:
    return [office for office in Office if office in offices]


def _contact(person: Person) -> ContactRead:
    return ContactRead(
        email=person.email,
        email_verified_on=person.email_verified_on,
        telephone=person.telephone,
        telephone_verified_on=person.telephone_verified_on,
        is_on_contact_card=person.is_on_contact_card,
        language=person.language,
    )


async def terms_as_read(db: Session, terms: list[Term], *, shows_addresses: bool) -> list[TermRead]:
    """`shows_addresses`: those of people who are proposed, for whoever judges the proposals."""
    proposed = [term.person_id for term in terms if shows_addresses and term.status is TermStatus.PROPOSED]
    query = select(Person.id, Person.email).where(col(Person.id).in_(proposed))
    emails = dict((await db.exec(query)).all()) if proposed else {}
    return [
        _term_as_read(term, email=emails.get(term.person_id) if term.status is TermStatus.PROPOSED else None)
        for term in terms
    ]


def _term_as_read(term: Term, *, email: str | None) -> TermRead:
    return TermRead(
        id=term.id,
        person_id=term.person_id,
        office=term.office,
        committee=term.committee,
        rank=term.rank,
        starts_on=term.starts_on,
        ends_on=term.ends_on,
        status=term.status,
        is_in_force=rules.is_in_force(term.facts(), on=today()),
        proposed_by=term.proposed_by,
        confirmed_by=term.confirmed_by,
        reported_to_municipality_on=term.reported_to_municipality_on,
        municipality_receipt=term.municipality_receipt,
        version=term.version,
        email=email,
    )


async def key_positions(db: Session) -> list[OfficeRead]:
    """Every office with its holders today, in the table's order. Source: ORG-06."""
    query = (
        select(Term, Person.display_name)
        .join(Person, col(Person.id) == col(Term.person_id))
        .where(col(Person.retired_at).is_(None))
    )
    rows = [(row.facts(), name) for row, name in (await db.exec(query)).all()]
    names = {facts.person_id: name for facts, name in rows}
    in_force = rules.in_rank_order(facts for facts, _ in rows if rules.is_in_force(facts, on=today()))
    return [
        OfficeRead(
            office=office,
            holders=[
                OfficeHolder(
                    person_id=facts.person_id,
                    display_name=names[facts.person_id],
                    committee=facts.committee,
                    since=facts.starts_on,
                )
                for facts in in_force
                if facts.office is office
            ],
            is_vacant=not any(facts.office is office for facts in in_force),
            needs_confirmation=rules.needs_confirmation(office),
        )
        for office in Office
    ]


async def published(db: Session, person_ids: Sequence[UUID]) -> list[ContactCardEntry]:
    """Those of them who let their name and number be published, in that order."""
    found = await published_by(db, person_ids)
    return [found[person_id] for person_id in person_ids if person_id in found]


async def published_by(db: Session, person_ids: Sequence[UUID]) -> dict[UUID, ContactCardEntry]:
    query = select(Person).where(
        col(Person.id).in_(person_ids), col(Person.is_on_contact_card), col(Person.telephone).is_not(None)
    )
    return {
        person.id: ContactCardEntry(
            display_name=person.display_name,
            telephone=person.telephone or "",
            last_verified_on=person.telephone_verified_on,
        )
        for person in (await db.exec(query)).all()
    }


async def alarms_as_read(db: Session, shown: Sequence[Alarm]) -> list[AlarmRead]:
    """With the names of those whom they are about."""
    ids = [alarm.person_id for alarm in shown if alarm.person_id is not None]
    rows = await db.exec(select(Person.id, Person.display_name).where(col(Person.id).in_(ids)))
    names: dict[UUID | None, str] = dict(rows.all())
    return [
        AlarmRead(
            kind=alarm.kind,
            office=alarm.office,
            person_id=alarm.person_id,
            display_name=names.get(alarm.person_id),
            term_id=alarm.term_id,
            on=alarm.on,
        )
        for alarm in shown
    ]


async def office_alarms(db: Session, *, sees_audit: bool) -> list[Alarm]:
    query = select(Person).where(col(Person.retired_at).is_(None))
    people = [
        Reachability(
            person_id=person.id,
            has_email=person.email is not None,
            has_telephone=person.telephone is not None,
            email_verified_on=person.email_verified_on,
            telephone_verified_on=person.telephone_verified_on,
            is_on_contact_card=person.is_on_contact_card,
            is_refused=person.email_is_refused or person.telephone_is_refused,
        )
        for person in (await db.exec(query)).all()
    ]
    asked = OfficeAlarmsAsked()
    await office_alarms_asked(db, asked)
    unchained = (await audit.head(db)).unchained_since if sees_audit else None
    return alarms(
        await facts_of(db),
        people,
        today=today(),
        contact_grows_old=asked.contact_grows_old or timedelta.max,
        others=asked.found,
        unchained_since=rules.local_date(unchained) if unchained else None,
    )
