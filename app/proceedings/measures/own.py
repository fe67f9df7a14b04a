"""What an accused has of it: what is asked of them, and their answer. Nothing says which matter it belongs to.

Every answer to whoever is not asked anything is that of a measure that is not there, after the same questions.
"""

from uuid import UUID

from sqlmodel import col, select

from app.access.actor import Actor
from app.access.rules import CaseRole, Compartment
from app.cases.access import HeldCase, hold
from app.cases.models import Grant
from app.core.database import Session
from app.core.errors import NotFound
from app.core.ids import new_id
from app.proceedings.measures import rules, service
from app.proceedings.measures.following import tell_who_leads
from app.proceedings.measures.models import Measure
from app.proceedings.measures.reading import opened_texts, review_every
from app.proceedings.measures.rows import assignments_of, measures_of
from app.proceedings.measures.rules import Answer
from app.proceedings.measures.schemas import OwnMeasureRead
from app.proceedings.subjects import subject_of


async def own_measures(db: Session, actor: Actor) -> list[OwnMeasureRead]:
    """All that is asked of this person, as far as a hearing was released to them."""
    if actor.person_tag is None:
        return []
    found = await db.exec(
        select(Grant.case_id)
        .where(Grant.holder == actor.person_tag, Grant.role == CaseRole.ACCUSED, col(Grant.ended_at).is_(None))
        .order_by(col(Grant.given_at), col(Grant.id))
    )
    shown: list[OwnMeasureRead] = []
    for case_id in dict.fromkeys(found.all()):
        try:
            held = await hold(db, case_id, actor=actor)
        except NotFound:
            continue
        shown += await measures_shown_to(db, held)
    return shown


async def measures_shown_to(db: Session, held: HeldCase) -> list[OwnMeasureRead]:
    """What is asked in one case of the accused who holds it; nothing for whoever was not released a hearing."""
    subject = _subject(db, held)
    if subject is None:
        return []
    rows = [row for row in await measures_of(db, held.id) if row.subject == subject]
    assignments = await assignments_of(db, held.id)
    named = {
        row.id: assignments[row.assignment_id].told_text_id if row.assignment_id else row.told_text_id for row in rows
    }
    texts = await opened_texts(db, held, named.values())
    return [
        OwnMeasureRead(
            id=row.id,
            kind=row.kind,
            status=row.status,
            text=texts.get(text_id) if (text_id := named[row.id]) else None,
            asked_at=row.asked_at,
            review_by=rules.review_by(row.facts(), every=review_every(held)),
            answers=_own_answers(row),
        )
        for row in rows
    ]


async def answer(db: Session, measure_id: UUID, given: Answer, *, actor: Actor) -> OwnMeasureRead:
    """Raises NotFound, CaseClosed, MeasureNotNext."""
    row = (await db.exec(select(Measure).where(Measure.id == measure_id))).first()
    held = await hold(db, row.case_id if row else new_id(), actor=actor, to_change=True)
    if row is None or (subject := _subject(db, held)) is None or row.subject != subject:
        raise NotFound
    await db.refresh(row)  # behind the case's lock: somebody may have answered for them meanwhile
    await service.answer(db, held, row, given, is_own=True)
    await tell_who_leads(db, held.case)
    return next(each for each in await measures_shown_to(db, held) if each.id == measure_id)


def _subject(db: Session, held: HeldCase) -> str | None:
    is_theirs = CaseRole.ACCUSED in held.roles and Compartment.HEARING in held.compartments
    if not is_theirs or held.actor.person_id is None:
        return None
    return subject_of(db.keys, case_id=held.id, person_id=held.actor.person_id)


def _own_answers(row: Measure) -> list[Answer]:
    """Yes or no: that somebody said nothing is for others to write down."""
    return [each for each in rules.answers_to(row.facts()) if each is not Answer.NONE]
