"""What an accused has of it: what is asked of them, and their answer. Nothing says which matter it belongs to.

Whoever calls this has made sure whose it is: their hearing, by the pseudonym that they stand under.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import col, select

from app.access.actor import Actor
from app.cases.access import HeldCase
from app.cases.models import Case, SealedText
from app.cases.rules import OPEN_STAGES
from app.core.database import Session
from app.core.errors import NotFound
from app.policy.loader import load
from app.policy.terms import Compartment
from app.proceedings.measures import rules, service
from app.proceedings.measures.following import tell_who_leads
from app.proceedings.measures.models import Assignment, Measure
from app.proceedings.measures.rows import assignments_of, measures_of
from app.proceedings.measures.rules import Answer
from app.proceedings.measures.schemas import OwnMeasureRead
from app.vault import service as vault


@dataclass(frozen=True)
class Whose:
    """Somebody who was released a hearing, in one case."""

    case_id: UUID
    subject: str
    actor: Actor


async def asked_of(db: Session, whose: Whose) -> list[OwnMeasureRead]:
    """All that is asked of them in this case, and was, in words that their own key opens."""
    case = (await db.exec(select(Case).where(Case.id == whose.case_id))).one()
    rows, assignments = await _theirs(db, whose.case_id, whose.subject)
    named = {row.id: _told(row, assignments) for row in rows}
    sealed = await _texts(db, named)
    keys = await vault.open_versions(
        db, {text.version_id for text in sealed.values()}, holder_id=whose.actor.holder_id, seed=whose.actor.holder_seed
    )
    words = {
        text.id: keys[text.version_id].open(text.sealed, table="sealed_text", row=text.id, field="sealed")
        for text in sealed.values()
        if text.version_id in keys
    }
    every = load(case.policy_name, case.policy_version).deadlines.time_out_review
    return [
        OwnMeasureRead(
            id=row.id,
            kind=row.kind,
            status=row.status,
            text=words.get(text_id) if (text_id := named[row.id]) else None,
            asked_at=row.asked_at,
            review_by=rules.review_by(row.facts(), every=every),
            answers=_own_answers(row) if case.stage in OPEN_STAGES else [],
        )
        for row in rows
    ]


async def answer(db: Session, whose: Whose, measure_id: UUID, given: Answer) -> OwnMeasureRead:
    """The case is locked. Raises NotFound, CaseClosed, MeasureNotNext."""
    theirs = select(Measure).where(
        Measure.id == measure_id, Measure.case_id == whose.case_id, Measure.subject == whose.subject
    )
    row = (await db.exec(theirs)).first()
    if row is None:
        raise NotFound
    case = (await db.exec(select(Case).where(Case.id == whose.case_id))).one()
    await service.answer(db, case, row, given)
    await tell_who_leads(db, case)
    return next(each for each in await asked_of(db, whose) if each.id == measure_id)


async def seal_anew(db: Session, held: HeldCase, subject: str) -> None:
    """What was asked before their hearing began, to the key that they have from now on.

    Only words that are for them. What the one who releases cannot open stays as it is, and they read that it is there.
    """
    rows, assignments = await _theirs(db, held.id, subject)
    sealed = await _texts(db, {row.id: _told(row, assignments) for row in rows})
    keys = await held.opened(db, {text.version_id for text in sealed.values()})
    newest = (await vault.newest_versions(db, case_id=held.id))[Compartment.HEARING]
    for text in sealed.values():
        if text.version_id not in keys:
            continue
        words = keys[text.version_id].open(text.sealed, table="sealed_text", row=text.id, field="sealed")
        text.version_id = newest.id
        text.sealed = vault.seal(newest, words, table="sealed_text", row=text.id, field="sealed")
        db.add(text)
    await db.flush()


async def _theirs(db: Session, case_id: UUID, subject: str) -> tuple[list[Measure], Mapping[UUID, Assignment]]:
    rows = [row for row in await measures_of(db, case_id) if row.subject == subject]
    return rows, await assignments_of(db, case_id)


def _told(row: Measure, assignments: Mapping[UUID, Assignment]) -> UUID | None:
    return assignments[row.assignment_id].told_text_id if row.assignment_id else row.told_text_id


async def _texts(db: Session, named: Mapping[UUID, UUID | None]) -> dict[UUID, SealedText]:
    wanted = [each for each in named.values() if each is not None]
    rows = (await db.exec(select(SealedText).where(col(SealedText.id).in_(wanted)))).all()
    return {row.id: row for row in rows}


def _own_answers(row: Measure) -> list[Answer]:
    """Yes or no: that somebody said nothing is for others to write down."""
    return [each for each in rules.answers_to(row.facts()) if each is not Answer.NONE]
