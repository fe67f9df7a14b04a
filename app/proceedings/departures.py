"""Who left, or was told to: whoever answers for nominations is told, in the same transaction. Source: REE-06.

An accusation, an open case or a time-out alone is never told.
"""

from uuid import UUID

from sqlmodel import select

from app.core.database import Session
from app.people import service as people
from app.proceedings.exclusion.models import ExclusionCase
from app.proceedings.exclusion.rules import ExclusionOutcome
from app.proceedings.hooks import Departure, DepartureReason, departure_fell, person_left
from app.proceedings.measures.models import Measure
from app.proceedings.measures.rules import MeasureKind, MeasureStatus
from app.proceedings.subjects import person_of
from app.votes.access import subject_tag
from app.votes.models import Vote


async def left(db: Session, case_id: UUID, subject: str, reason: DepartureReason) -> None:
    """They were told to leave their assignments, or have left them."""
    person_id = await person_of(db, case_id, subject)
    if person_id is not None:
        await person_left(db, Departure(person_id, case_id, reason))


async def fell(db: Session, case_id: UUID, subject: str) -> None:
    """Nothing that was asked of them stands; what the federation decided, or that they left over it, does."""
    person_id = await person_of(db, case_id, subject)
    if person_id is not None and not await _is_out(db, case_id, subject):
        await departure_fell(db, Departure(person_id, case_id, DepartureReason.TOLD_TO_LEAVE))


async def _is_out(db: Session, case_id: UUID, subject: str) -> bool:
    mine = select(ExclusionCase.outcome, ExclusionCase.appeal_outcome).where(
        ExclusionCase.case_id == case_id, ExclusionCase.subject == subject
    )
    holding = [on_appeal or outcome for outcome, on_appeal in (await db.exec(mine)).all()]
    return any(each in {ExclusionOutcome.EXCLUDED, ExclusionOutcome.LEFT} for each in holding)


async def of_exclusion(
    db: Session, *, case_id: UUID | None, subject: str | None, vote_id: UUID | None, reason: DepartureReason | None
) -> None:
    """What came of an exclusion case. `reason`: None for whoever stays; what the board asked of them apart stands."""
    person_id = await _concerned(db, case_id=case_id, subject=subject, vote_id=vote_id)
    if person_id is None:
        return
    if reason is None and await _is_told_to_leave(db, case_id, subject):
        reason = DepartureReason.TOLD_TO_LEAVE
    if reason is not None:
        await person_left(db, Departure(person_id, case_id, reason))
    else:
        await departure_fell(db, Departure(person_id, case_id, DepartureReason.EXCLUDED))


async def _is_told_to_leave(db: Session, case_id: UUID | None, subject: str | None) -> bool:
    asked = select(Measure.id).where(
        Measure.case_id == case_id,
        Measure.subject == subject,
        Measure.kind == MeasureKind.LEAVING,
        Measure.status != MeasureStatus.LIFTED,
    )
    return case_id is not None and (await db.exec(asked)).first() is not None


async def _concerned(db: Session, *, case_id: UUID | None, subject: str | None, vote_id: UUID | None) -> UUID | None:
    if case_id is not None and subject is not None:
        return await person_of(db, case_id, subject)
    if vote_id is None:
        return None
    tag = (await db.exec(select(Vote.subject_tag).where(Vote.id == vote_id))).one()
    return next(
        (
            each.person_id
            for each in (await people.names_by_tag(db)).values()
            if subject_tag(db.keys, vote_id=vote_id, person_id=each.person_id) == tag
        ),
        None,
    )
