"""Rows for tests that state only what matters; the rest is plausible. None goes through a use case: no audit, no hook.

Every room's tests may add their own here; names of people are made up.
"""

from datetime import date, timedelta
from itertools import count
from uuid import UUID

from app.access.rules import EXTERNAL_OFFICES, Office
from app.core import clock
from app.core.database import Session
from app.people import rules
from app.people.models import Association, Person, Term
from app.people.rules import Language, TermStatus

_numbers = count(1)


def today() -> date:
    return rules.local_date(clock.now())


def days_ago(days: int) -> date:
    return today() - timedelta(days=days)


def in_days(days: int) -> date:
    return today() + timedelta(days=days)


A_YEAR_AGO = 365


async def an_association(db: Session, *, neutral_name: str = "Varna", name: str = "The association") -> Association:
    made = Association(neutral_name=neutral_name, name=name, language=Language.SWEDISH)
    db.add(made)
    await db.flush()
    return made


async def a_person(
    db: Session,
    *,
    name: str | None = None,
    email: str | None = None,
    telephone: str | None = None,
    is_external: bool = False,
    is_on_contact_card: bool = False,
    verified_on: date | None = None,
) -> Person:
    number = next(_numbers)
    made = Person(
        display_name=name or f"Robin Tester{number}",
        email=email,
        email_verified_on=verified_on if email else None,
        telephone=telephone,
        telephone_verified_on=verified_on if telephone else None,
        language=Language.SWEDISH,
        is_external=is_external,
        is_on_contact_card=is_on_contact_card,
    )
    db.add(made)
    await db.flush()
    return made


async def a_term(
    db: Session,
    office: Office,
    *,
    person: Person | UUID | None = None,
    starts_on: date | None = None,
    ends_on: date | None = None,
    rank: int = 1,
    committee: str | None = None,
    status: TermStatus = TermStatus.CONFIRMED,
    proposed_by: UUID | None = None,
) -> Term:
    """A confirmed term that began a year ago and has no end, of someone new, unless said otherwise."""
    if person is None:
        person = await a_person(db, is_external=office in EXTERNAL_OFFICES)
    if office is Office.COMMITTEE_CHAIR and committee is None:
        committee = "School"
    made = Term(
        person_id=person.id if isinstance(person, Person) else person,
        office=office,
        committee=committee,
        rank=rank,
        starts_on=starts_on or days_ago(A_YEAR_AGO),
        ends_on=ends_on,
        status=status,
        proposed_by=proposed_by,
    )
    db.add(made)
    await db.flush()
    return made
