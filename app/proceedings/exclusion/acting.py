"""What people do with an exclusion case, one act after the other; the clock and votes move it in `service`."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from sqlmodel import select

from app.access.rules import Compartment
from app.cases import service as cases
from app.cases.access import HeldCase
from app.cases.rules import TextKind
from app.core import clock
from app.core.database import Session
from app.core.errors import InvalidInput, NotFound
from app.core.versions import require_version
from app.people.rules import TIMEZONE, local_date
from app.proceedings import departures
from app.proceedings.exclusion import sealed, service, telling
from app.proceedings.exclusion.errors import BoardHasNotDecided, ExclusionNotThere
from app.proceedings.exclusion.models import ExclusionCase
from app.proceedings.exclusion.rules import (
    ExclusionLetter,
    ExclusionOutcome,
    ExclusionStatus,
    acts_of,
    statement_ends_at,
)
from app.proceedings.exclusion.schemas import (
    ActWrite,
    Close,
    FollowBoard,
    Notify,
    ReceiveStatement,
    Recommend,
    RecordAppeal,
    RecordAppealOutcome,
    RecordDecision,
    RecordLeaving,
    Refer,
)
from app.proceedings.hooks import DepartureReason
from app.proceedings.meetings.rules import DecisionKind


async def of_case(db: Session, held: HeldCase, exclusion_id: UUID, *, to_change: bool = False) -> ExclusionCase:
    """One of this case, for those who decide. Raises CompartmentNotOpen and NotFound."""
    held.require_compartment(Compartment.DECISIONS)
    query = select(ExclusionCase).where(ExclusionCase.id == exclusion_id, ExclusionCase.case_id == held.id)
    if to_change:
        query = query.with_for_update()
    found = (await db.exec(query)).first()
    if found is None:
        raise NotFound
    return found


async def act_in_case(db: Session, held: HeldCase, exclusion_id: UUID, wanted: ActWrite, *, seen: str) -> ExclusionCase:
    """The case is locked already.

    Raises as `act_without_case`, BoardHasNotDecided, and what `ground_for` does where somebody is told by it.
    """
    row = await of_case(db, held, exclusion_id, to_change=True)
    require_version(seen, current=row.version)
    _require_act(row, wanted)
    match wanted:
        case FollowBoard():
            await _follow_board(db, held, row)
        case ReceiveStatement(text=text) if text:
            written = await cases.write(db, held, Compartment.DECISIONS, kind=TextKind.EXCLUSION_STATEMENT, text=text)
            await receive_statement(
                db, row, received_on=_day(wanted.received_on, row.notified_on), text_id=written.id, by=held.actor.tag
            )
        case Recommend(text=text):
            if not text:
                raise InvalidInput(fields=[("body.text", "missing")])
            written = await cases.write(db, held, Compartment.DECISIONS, kind=TextKind.RECOMMENDATION, text=text)
            row.recommendation_text_id = written.id
            await _act(db, row, wanted, by=held.actor.tag)
        case _:
            await _act(db, row, wanted, by=held.actor.tag)
            await _tell(db, held, wanted)
    return row


async def _tell(db: Session, held: HeldCase, wanted: ActWrite) -> None:
    """Who has been told by it, for the ledger that the affected person reads. Source: SOM-04, SOI-02."""
    match wanted:
        case Notify():  # the notice names nobody but whom it is sent to
            await telling.enter(db, held, ExclusionLetter.NOTICE, sent_on=wanted.told_on, names_affected=False)
        case Refer(names_affected=None):
            raise InvalidInput(fields=[("body.names_affected", "missing")])  # never guessed
        case Refer(names_affected=bool(names_affected)):
            await telling.enter(
                db, held, ExclusionLetter.REFERRAL, sent_on=wanted.sent_on, names_affected=names_affected
            )
        case _:
            pass


async def act_without_case(db: Session, row: ExclusionCase, wanted: ActWrite, *, seen: str, by: str) -> ExclusionCase:
    """One that no case stands behind has no vault: what was written is kept outside.

    Raises InvalidInput for words, VersionMismatch and ExclusionNotThere.
    """
    require_version(seen, current=row.version)
    _require_act(row, wanted)
    if isinstance(wanted, ReceiveStatement | Recommend) and wanted.text:
        raise InvalidInput(fields=[("body.text", "kept-outside")])
    await _act(db, row, wanted, by=by)
    return row


def _require_act(row: ExclusionCase, wanted: ActWrite) -> None:
    if wanted.act not in acts_of(row.standing, today=local_date(clock.now())):
        raise ExclusionNotThere


async def _follow_board(db: Session, held: HeldCase, row: ExclusionCase) -> None:
    decided = await service.board_decision(db, row)
    if decided is None:
        raise BoardHasNotDecided
    row.decision_id = decided.id
    if decided.kind is DecisionKind.NO_EXCLUSION:
        service.end(db, row, to=ExclusionStatus.DECLINED, kind="exclusion-declined", by=held.actor.tag)
    else:
        row.opened_at = clock.now()
        await service.move(db, row, to=ExclusionStatus.OPENED, kind="exclusion-opened", by=held.actor.tag)
    await service.note_assessed(db, held.case, by=held.actor.tag)


async def receive_statement(
    db: Session, row: ExclusionCase, *, received_on: date, text_id: UUID | None, by: str
) -> None:
    """They have answered: in time, or late and as long as it can still be sent along.

    `text_id`: what they wrote, sealed by whoever took it. Raises ExclusionNotThere.
    """
    if row.standing.has_statement or row.status not in {
        ExclusionStatus.NOTIFIED,
        ExclusionStatus.STATEMENT,
        ExclusionStatus.RECOMMENDED,
    }:
        raise ExclusionNotThere
    row.statement_on, row.statement_text_id = received_on, text_id
    row.statement_ended_at = row.statement_ended_at or clock.now()
    is_late = row.status is not ExclusionStatus.NOTIFIED
    to = row.status if is_late else ExclusionStatus.STATEMENT
    await service.move(db, row, to=to, kind="exclusion-statement", by=by)


async def _act(db: Session, row: ExclusionCase, wanted: ActWrite, *, by: str) -> None:  # noqa: C901 - one case an act
    """What it says, and the state that follows. Raises InvalidInput for a day that cannot be."""
    match wanted:
        case Notify():
            row.notified_on = _day(wanted.told_on, local_date(row.opened_at or row.begun_at), field="told_on")
            within = (await service.deadlines_of(db, row)).accused_statement
            row.statement_due_at = statement_ends_at(row.notified_on, within=within, timezone=TIMEZONE)
            to, kind = ExclusionStatus.NOTIFIED, "exclusion-notified"
        case ReceiveStatement():
            received_on = _day(wanted.received_on, row.notified_on, field="received_on")
            await receive_statement(db, row, received_on=received_on, text_id=None, by=by)
            return
        case Recommend():
            row.recommended_on = _day(wanted.decided_on, row.notified_on, field="decided_on")
            to, kind = ExclusionStatus.RECOMMENDED, "exclusion-recommended"
        case Refer():
            row.referred_on = _day(wanted.sent_on, row.recommended_on, field="sent_on")
            row.referral_way = wanted.way
            to, kind = ExclusionStatus.REFERRED, "exclusion-referred"
        case RecordDecision():
            await _decide(db, row, wanted)
            to, kind = ExclusionStatus.DECIDED, "exclusion-decided"
        case RecordAppeal():
            row.appealed_on = _day(wanted.appealed_on, row.decided_on, field="appealed_on")
            if row.appeal_until is None or row.appealed_on > row.appeal_until:
                raise InvalidInput(fields=[("body.appealed_on", "too-late")])
            to, kind = ExclusionStatus.APPEAL, "exclusion-appealed"
        case RecordAppealOutcome():
            row.appeal_outcome = wanted.outcome
            await _tell_departure(db, row, wanted.outcome)
            row.appeal_decided_on = _day(wanted.decided_on, row.appealed_on, field="decided_on")
            if wanted.reference:
                row.sealed_appeal_reference = sealed.seal(
                    db.keys, wanted.reference, exclusion_id=row.id, field="appeal-reference"
                )
            to, kind = ExclusionStatus.DECIDED, "exclusion-appeal-decided"
        case RecordLeaving():
            _leave(row, _day(wanted.left_on, None, field="left_on"))
            await _tell_departure(db, row, ExclusionOutcome.LEFT)
            to, kind = ExclusionStatus.DECIDED, "exclusion-left"
        case Close():
            service.end(db, row, to=ExclusionStatus.CLOSED, kind="exclusion-closed", by=by)
            return
        case FollowBoard():  # nothing but a case has a board's decision
            raise ExclusionNotThere
    await service.move(db, row, to=to, kind=kind, by=by)


async def _decide(db: Session, row: ExclusionCase, wanted: RecordDecision) -> None:
    row.outcome = wanted.outcome
    row.decided_on = _day(wanted.decided_on, row.referred_on, field="decided_on")
    if wanted.appeal_until is not None and wanted.appeal_until < row.decided_on:
        raise InvalidInput(fields=[("body.appeal_until", "before-the-decision")])
    row.appeal_until = wanted.appeal_until
    if wanted.reference:
        row.sealed_reference = sealed.seal(db.keys, wanted.reference, exclusion_id=row.id, field="reference")
    if row.outcome is not ExclusionOutcome.RETAINED:
        await _tell_departure(db, row, row.outcome)


_DEPARTED_AS: Mapping[ExclusionOutcome, DepartureReason] = {
    ExclusionOutcome.EXCLUDED: DepartureReason.EXCLUDED,
    ExclusionOutcome.LEFT: DepartureReason.RESIGNED,
}


async def _tell_departure(db: Session, row: ExclusionCase, outcome: ExclusionOutcome) -> None:
    """Whoever is out, or stays after all. Source: REE-06."""
    reason = _DEPARTED_AS.get(outcome)
    await departures.of_exclusion(db, case_id=row.case_id, subject=row.subject, vote_id=row.vote_id, reason=reason)


def _leave(row: ExclusionCase, left_on: date) -> None:
    """Before a decision there will be none; after it, what was decided stays on record beside it."""
    if row.outcome is None:
        row.outcome, row.decided_on = ExclusionOutcome.LEFT, left_on
    else:
        row.appeal_outcome, row.appeal_decided_on = ExclusionOutcome.LEFT, left_on


def _day(given: date, not_before: date | None, *, field: str = "received_on") -> date:
    """A day that has come, and not before what went before it."""
    if given > local_date(clock.now()):
        raise InvalidInput(fields=[(f"body.{field}", "in-the-future")])
    if not_before is not None and given < not_before:
        raise InvalidInput(fields=[(f"body.{field}", "too-early")])
    return given
