"""What an accused has of it: what is asked of them, and their answer. Nothing says which matter it belongs to.

Every answer to whoever is not asked anything is that of a measure that is not there, after the same questions.
"""

from uuid import UUID

from sqlmodel import col, select

from app.access.actor import Actor
from app.access.rules import CaseRole, Compartment
from app.cases.access import HeldCase
from app.cases.models import Case, Grant
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

_READERS = (
    select(Grant.holder, Case)
    .join(Case, col(Case.id) == col(Grant.case_id))
    .where(
        Grant.role == CaseRole.ACCUSED,
        col(Grant.ended_at).is_(None),
        col(Grant.suspended_at).is_(None),
        col(Grant.awaits_key).is_(False),
    )
    .order_by(col(Grant.given_at), col(Grant.id))
)
"""Whoever reads on a page of their own what was released to them. Whose it is can only be tried; there are few."""


async def own_measures(db: Session, actor: Actor) -> list[OwnMeasureRead]:
    """All that is asked of this person, as far as a hearing was released to them."""
    if actor.person_id is None:
        return []
    shown: list[OwnMeasureRead] = []
    for holder, case in (await db.exec(_READERS)).all():
        if _is_theirs(db, holder, case.id, actor):
            shown += await measures_shown_to(db, _as_accused(case, actor), holder)
    return shown


async def measures_shown_to(db: Session, held: HeldCase, subject: str) -> list[OwnMeasureRead]:
    """What is asked in one case of the accused who holds it."""
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
    readers = _READERS.where(Grant.case_id == (row.case_id if row else new_id()))
    theirs = [holder for holder, case in (await db.exec(readers)).all() if _is_theirs(db, holder, case.id, actor)]
    if row is None or row.subject is None or row.subject not in theirs:
        raise NotFound
    case = (await db.exec(select(Case).where(Case.id == row.case_id).with_for_update(key_share=True))).one()
    held = _as_accused(case, actor)
    await db.refresh(row)  # behind the case's lock: somebody may have answered for them meanwhile
    await service.answer(db, held, row, given, is_own=True)
    await tell_who_leads(db, case)
    return next(each for each in await measures_shown_to(db, held, row.subject) if each.id == measure_id)


def _is_theirs(db: Session, holder: str, case_id: UUID, actor: Actor) -> bool:
    return actor.person_id is not None and holder == subject_of(db.keys, case_id=case_id, person_id=actor.person_id)


def _as_accused(case: Case, actor: Actor) -> HeldCase:
    """Barred, and with the keys to what was released to them: nothing else of the case is theirs. Source: CON-01."""
    roles, open_to = frozenset({CaseRole.ACCUSED}), frozenset({Compartment.HEARING})
    return HeldCase(case, actor, roles=roles, compartments=open_to, awaiting_key=frozenset(), is_barred=True)


def _own_answers(row: Measure) -> list[Answer]:
    """Yes or no: that somebody said nothing is for others to write down."""
    return [each for each in rules.answers_to(row.facts()) if each is not Answer.NONE]
