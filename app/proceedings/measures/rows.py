"""A case's measures and assignments as rows, and whom they are about."""

from dataclasses import dataclass
from uuid import UUID

from sqlmodel import col, select

from app.cases import records
from app.cases import service as cases
from app.cases.access import HeldCase
from app.cases.models import Case
from app.cases.rules import TextKind
from app.core import clock
from app.core.database import Session
from app.core.errors import NotFound
from app.core.ids import new_id
from app.core.keys import Keys
from app.people import service as people
from app.people.rules import TermFacts
from app.policy.terms import Compartment
from app.proceedings.measures.models import Assignment, Measure, ReturnWord
from app.proceedings.measures.rules import MeasureFacts, WordFacts
from app.proceedings.subjects import accused_of, person_of


def term_tag(keys: Keys, *, case_id: UUID, term_id: UUID) -> str:
    """A case's own pseudonym for a term: the term would name its holder."""
    return keys.keyed_hash("case assignment", case_id, term_id)


async def measures_of(db: Session, case_id: UUID) -> list[Measure]:
    """All of them, in the order in which they were asked."""
    await db.flush()
    rows = await db.exec(
        select(Measure).where(Measure.case_id == case_id).order_by(col(Measure.asked_at), col(Measure.id))
    )
    return list(rows.all())


async def measure_to_change(db: Session, held: HeldCase, measure_id: UUID) -> Measure:
    """Raises NotFound. The case is locked already, and with it all that belongs to it."""
    row = (await db.exec(select(Measure).where(Measure.id == measure_id, Measure.case_id == held.id))).first()
    if row is None:
        raise NotFound
    return row


async def assignments_of(db: Session, case_id: UUID) -> dict[UUID, Assignment]:
    await db.flush()
    rows = await db.exec(
        select(Assignment).where(Assignment.case_id == case_id).order_by(col(Assignment.added_at), col(Assignment.id))
    )
    return {row.id: row for row in rows.all()}


async def newest_words(db: Session, case_id: UUID) -> dict[str, ReturnWord]:
    """What the affected person said last about each accused."""
    await db.flush()
    rows = await db.exec(
        select(ReturnWord)
        .where(ReturnWord.case_id == case_id, col(ReturnWord.lapsed_at).is_(None))
        .order_by(col(ReturnWord.recorded_at), col(ReturnWord.id))
    )
    return {row.subject: row for row in rows.all()}


def facts_of(rows: list[Measure]) -> list[MeasureFacts]:
    return [row.facts() for row in rows]


def word_facts(row: ReturnWord | None) -> WordFacts | None:
    return None if row is None else WordFacts(row.is_content, row.recorded_at)


@dataclass(frozen=True)
class AboutSomeone:
    """One accused, with the terms that the register has of them by the case's pseudonym for each."""

    subject: str
    person_id: UUID | None
    terms: dict[str, TermFacts]


async def everyone_asked(db: Session, case: Case, rows: list[Measure]) -> list[AboutSomeone]:
    """Who is accused now, and who was asked something and is accused no more."""
    accused = {tag: person_id for person_id, tag in (await accused_of(db, case.id)).items()}
    before = dict.fromkeys(row.subject for row in rows if row.subject is not None)
    asked: dict[str, UUID | None] = dict(accused)
    for tag in before:
        if tag not in asked:
            asked[tag] = await person_of(db, case.id, tag)
    # In an order that does not change as they are asked more.
    return [
        AboutSomeone(tag, person_id, await terms_by_tag(db, case.id, person_id))
        for tag, person_id in sorted(asked.items())
    ]


async def terms_by_tag(db: Session, case_id: UUID, person_id: UUID | None) -> dict[str, TermFacts]:
    if person_id is None:
        return {}
    return {
        term_tag(db.keys, case_id=case_id, term_id=term.id): term for term in await people.terms_not_over(db, person_id)
    }


async def assignments_in_full(db: Session, held: HeldCase, about: AboutSomeone, *, also: list[str]) -> list[Assignment]:
    """What they are trusted with now: what the register says, what was written by hand, and `also`. Source: KNO-02."""
    known = [row for row in (await assignments_of(db, held.id)).values() if row.subject == about.subject]
    by_term = {row.term_tag: row for row in known if row.term_tag is not None}
    by_hand = [row for row in known if row.term_tag is None]
    found = [
        by_term.get(tag) or await _add(db, held, about.subject, text=_title(held, term), tag=tag)
        for tag, term in about.terms.items()
    ]
    return [*found, *by_hand, *[await _add(db, held, about.subject, text=text, tag=None) for text in also]]


def _title(held: HeldCase, term: TermFacts) -> str:
    title = records.policy_of(held).titles.offices[term.office].title.sv
    return f"{title}, {term.committee}" if term.committee else title


async def _add(db: Session, held: HeldCase, subject: str, *, text: str, tag: str | None) -> Assignment:
    for_deciders, for_them = [
        await cases.write(db, held, compartment, kind=TextKind.ASSIGNMENT, text=text)
        for compartment in (Compartment.DECISIONS, Compartment.HEARING)
    ]
    row = Assignment(
        id=new_id(),
        case_id=held.id,
        subject=subject,
        term_tag=tag,
        text_id=for_deciders.id,
        told_text_id=for_them.id,
        added_at=clock.now(),
    )
    db.add(row)
    await db.flush()
    return row
