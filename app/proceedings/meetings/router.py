"""The meetings of a case: calling, holding, deciding, and the minutes of what was decided."""

from typing import Literal
from uuid import UUID

from fastapi import APIRouter, Response

from app.access.dependencies import CurrentActor
from app.access.rules import Action, Compartment
from app.cases.access import HeldCase
from app.cases.dependencies import CaseToChange, CaseToRead, Hooks, held_in
from app.cases.errors import CaseClosed, CompartmentNotOpen, NobodyAccused, PhaseIsSet, StageNotNext
from app.cases.schemas import Reasoned
from app.cases.who_opened import record_part_opened
from app.core import idempotency
from app.core.database import Reading, Session, Transaction
from app.core.errors import (
    Forbidden,
    IdempotencyKeyReused,
    InvalidInput,
    NotFound,
    NotSignedIn,
    PreconditionRequired,
    VersionMismatch,
)
from app.core.idempotency import IdempotencyKey
from app.core.ids import new_id
from app.core.problems import problems
from app.core.versions import SeenVersion, require_version
from app.proceedings.meetings import agenda, calling, deciding, holding, reading, ruling
from app.proceedings.meetings.errors import (
    AnsweredAlready,
    DecisionIsFollowed,
    DecisionsOwed,
    ItemMustStay,
    MeetingHasMovedOn,
    MeetingNotBegun,
    MeetingUnderWay,
    NoMeetingHere,
    NoQuorum,
    NotConcludedAbout,
    NotDecidedHere,
    NotTheirsToApprove,
    NotYetDecidable,
    QuorumCanBeReached,
    RulingTakesTwo,
    SomethingIsDecided,
    TieNotSettled,
    WhoMustComeIsMissing,
)
from app.proceedings.meetings.minutes import minutes_of
from app.proceedings.meetings.models import Meeting
from app.proceedings.meetings.rules import MeetingStatus
from app.proceedings.meetings.schemas import (
    DecisionCreate,
    HoldingWrite,
    ItemCreate,
    MeetingContents,
    MeetingCreate,
    MeetingList,
    MeetingMade,
    NoteWrite,
    RulingCreate,
)
from app.proceedings.meetings.service import meeting_of
from app.votes.dependencies import VoteSlowWork as SlowWork
from app.votes.dependencies import WholeDatabase
from app.votes.minutes.typesetting import pdf_of

router = APIRouter(
    prefix="/cases/{case_id}/meetings", tags=["meetings"], responses=problems(NotSignedIn, Forbidden, NotFound)
)
CHANGED = problems(CompartmentNotOpen, VersionMismatch, PreconditionRequired, MeetingHasMovedOn)
OF_A_RETURN = problems(NotYetDecidable, AnsweredAlready)

CaseToCall = CaseToChange[Literal[Action.CALL_MEETING]]


async def _to_change(db: Session, held: HeldCase, meeting_id: UUID, seen: str) -> Meeting:
    held.require_compartment(Compartment.DECISIONS)
    meeting = await meeting_of(db, held, meeting_id)
    require_version(seen, current=meeting.version)
    return meeting


@router.get("", summary="The meetings of a case", responses=problems(CompartmentNotOpen))
async def list_meetings(held: CaseToRead[Literal[Action.SEE]], db: Reading) -> MeetingList:
    """When and where, and who is called. What was said is opened one meeting at a time."""
    return await reading.list_for(db, held)


@router.post(
    "",
    status_code=201,
    summary="Call a meeting",
    responses=problems(
        CompartmentNotOpen, NoMeetingHere, MeetingUnderWay, StageNotNext, InvalidInput, IdempotencyKeyReused
    ),
)
async def call_meeting(
    held: CaseToCall, wanted: MeetingCreate, db: Transaction, hooks: Hooks, key: IdempotencyKey
) -> MeetingMade:
    """A first meeting: the officer, whoever is accountable, and those whom the affected person agreed to. A meeting of
    the board: everyone on it who is no part of the matter. They are let in, and told that something needs them.
    """
    held.require_compartment(Compartment.DECISIONS)
    claim = await idempotency.claim(
        db, key=key, actor=held.actor.tag, route=f"meetings {held.id}", body=wanted, new_id=new_id()
    )
    if claim.is_new:
        await calling.call(db, held, wanted, meeting_id=claim.made_id, hooks=hooks)
    return MeetingMade(id=claim.made_id)


@router.post(
    "/{meeting_id}/opening",
    summary="Read what a meeting has on its agenda, said and decided; that it was opened is recorded",
    responses=problems(CompartmentNotOpen),
)
async def open_meeting(held: CaseToChange[Literal[Action.SEE]], meeting_id: UUID, db: Transaction) -> MeetingContents:
    held.require_compartment(Compartment.DECISIONS)
    found = await reading.contents(db, held, await meeting_of(db, held, meeting_id))
    _record_opening(db, held)
    return found


def _record_opening(db: Session, held: HeldCase) -> None:
    record_part_opened(db, held, Compartment.DECISIONS)


@router.post(
    "/{meeting_id}/cancellation",
    status_code=204,
    summary="Call it off, and why",
    responses=CHANGED | problems(SomethingIsDecided),
)
async def cancel_meeting(held: CaseToCall, meeting_id: UUID, why: Reasoned, seen: SeenVersion, db: Transaction) -> None:
    await calling.call_off(db, held, await _to_change(db, held, meeting_id, seen), reason=why.reason)


@router.post(
    "/{meeting_id}/handing-over",
    status_code=204,
    summary="Too many of the board are part of the matter: the federation takes over",
    responses=CHANGED | problems(QuorumCanBeReached, StageNotNext),
)
async def hand_over_meeting(  # noqa: PLR0913 - what FastAPI hands in
    held: CaseToCall, meeting_id: UUID, why: Reasoned, seen: SeenVersion, db: Transaction, hooks: Hooks
) -> None:
    meeting = await _to_change(db, held, meeting_id, seen)
    await calling.hand_over(db, held, meeting, reason=why.reason, hooks=hooks)


@router.post(
    "/{meeting_id}/holding",
    status_code=204,
    summary="Open the meeting with those who came; a first meeting is over with it",
    responses=CHANGED
    | problems(MeetingNotBegun, NoQuorum, WhoMustComeIsMissing, StageNotNext, NobodyAccused, PhaseIsSet, InvalidInput),
)
async def hold_meeting(  # noqa: PLR0913 - what FastAPI hands in
    held: CaseToCall, meeting_id: UUID, wanted: HoldingWrite, seen: SeenVersion, db: Transaction, hooks: Hooks
) -> None:
    """A board that is not quorate opens no meeting. A first meeting says how serious it is and whether who did it is
    known, and the case goes on to be mapped.
    """
    await holding.hold(db, held, await _to_change(db, held, meeting_id, seen), wanted, hooks=hooks)


@router.post(
    "/{meeting_id}/items",
    status_code=201,
    summary="Put something on the agenda",
    responses=CHANGED | problems(IdempotencyKeyReused),
)
async def add_item(  # noqa: PLR0913 - what FastAPI hands in
    held: CaseToCall, meeting_id: UUID, wanted: ItemCreate, seen: SeenVersion, db: Transaction, key: IdempotencyKey
) -> MeetingMade:
    claim = await idempotency.claim(
        db, key=key, actor=held.actor.tag, route=f"agenda {meeting_id}", body=wanted, new_id=new_id()
    )
    if claim.is_new:
        meeting = await _to_change(db, held, meeting_id, seen)
        await agenda.add_item(db, held, meeting, title=wanted.title, item_id=claim.made_id)
    return MeetingMade(id=claim.made_id)


@router.delete(
    "/{meeting_id}/items/{item_id}",
    status_code=204,
    summary="Take something off the agenda",
    responses=CHANGED | problems(ItemMustStay),
)
async def remove_item(held: CaseToCall, meeting_id: UUID, item_id: UUID, seen: SeenVersion, db: Transaction) -> None:
    await agenda.remove_item(db, await _to_change(db, held, meeting_id, seen), item_id)


@router.put(
    "/{meeting_id}/items/{item_id}/note",
    status_code=204,
    summary="Write down what was said under an item",
    responses=CHANGED,
)
async def note_item(  # noqa: PLR0913 - what FastAPI hands in
    held: CaseToCall, meeting_id: UUID, item_id: UUID, note: NoteWrite, seen: SeenVersion, db: Transaction
) -> None:
    await agenda.note(db, held, await _to_change(db, held, meeting_id, seen), item_id, text=note.text)


@router.post(
    "/{meeting_id}/items/{item_id}/decisions",
    status_code=201,
    summary="Write down a decision, with the numbers, carried or not",
    responses=CHANGED
    | OF_A_RETURN
    | problems(NotDecidedHere, NotConcludedAbout, NoQuorum, TieNotSettled, InvalidInput, IdempotencyKeyReused),
)
async def record_decision(  # noqa: PLR0913 - what FastAPI hands in
    held: CaseToCall,
    meeting_id: UUID,
    item_id: UUID,
    wanted: DecisionCreate,
    seen: SeenVersion,
    db: Transaction,
    key: IdempotencyKey,
) -> MeetingMade:
    """It counts from now on. There is no decision to exclude anyone: the board opens a case, and the federation
    decides it.
    """
    claim = await idempotency.claim(
        db, key=key, actor=held.actor.tag, route=f"decisions {item_id}", body=wanted, new_id=new_id()
    )
    if claim.is_new:
        meeting = await _to_change(db, held, meeting_id, seen)
        await deciding.decide(db, held, meeting, item_id, wanted, decision_id=claim.made_id)
    return MeetingMade(id=claim.made_id)


@router.delete(
    "/{meeting_id}/decisions/{decision_id}",
    status_code=204,
    summary="Take back what was written down wrongly, before the minutes are approved or a second confirms it",
    responses=CHANGED | problems(CaseClosed, DecisionIsFollowed),
)
async def withdraw_decision(
    held: CaseToCall, meeting_id: UUID, decision_id: UUID, seen: SeenVersion, db: Transaction
) -> None:
    meeting = await _to_change(db, held, meeting_id, seen)
    if meeting.status is MeetingStatus.HANDED_OVER:
        await ruling.withdraw(db, held, meeting, decision_id)
    else:
        await deciding.withdraw(db, held, meeting, decision_id)


@router.post(
    "/{meeting_id}/items/{item_id}/rulings",
    status_code=201,
    summary="Write down what the federation decided in the board's stead, from its letter",
    responses=CHANGED
    | OF_A_RETURN
    | problems(CaseClosed, NotDecidedHere, NotConcludedAbout, InvalidInput, IdempotencyKeyReused),
)
async def enter_ruling(  # noqa: PLR0913 - what FastAPI hands in
    held: CaseToCall,
    meeting_id: UUID,
    item_id: UUID,
    wanted: RulingCreate,
    seen: SeenVersion,
    db: Transaction,
    key: IdempotencyKey,
) -> MeetingMade:
    """Whoever writes it down is the first of two; it counts once another has compared it with the letter."""
    claim = await idempotency.claim(
        db, key=key, actor=held.actor.tag, route=f"rulings {item_id}", body=wanted, new_id=new_id()
    )
    if claim.is_new:
        meeting = await _to_change(db, held, meeting_id, seen)
        await ruling.enter(db, held, meeting, item_id, wanted, decision_id=claim.made_id)
    return MeetingMade(id=claim.made_id)


@router.post(
    "/{meeting_id}/decisions/{decision_id}/confirmation",
    status_code=204,
    summary="Confirm what another has written down from the federation's letter",
    responses=CHANGED | problems(CaseClosed, RulingTakesTwo, NotYetDecidable, NotDecidedHere),
)
async def confirm_ruling(  # noqa: PLR0913 - what FastAPI hands in
    held: CaseToCall, meeting_id: UUID, decision_id: UUID, seen: SeenVersion, db: Transaction, hooks: Hooks
) -> None:
    """Measures, an exclusion case and the follow-up can rest on it from now, as on a decision of the board."""
    await ruling.confirm(db, held, await _to_change(db, held, meeting_id, seen), decision_id, hooks=hooks)


@router.post(
    "/{meeting_id}/approval",
    status_code=204,
    summary="Approve the minutes: whoever led, and one more who took part",
    responses=CHANGED | problems(NotTheirsToApprove, DecisionsOwed, StageNotNext, NotYetDecidable, NotDecidedHere),
)
async def approve_minutes_of_meeting(
    held: CaseToChange[Literal[Action.APPROVE_MINUTES]],
    meeting_id: UUID,
    seen: SeenVersion,
    db: Transaction,
    hooks: Hooks,
) -> None:
    """With the second of the two nothing of it changes any more, the case goes on to be followed up, or the return to
    what was decided, and whoever was in it for the meeting alone leaves it.
    """
    await holding.approve(db, held, await _to_change(db, held, meeting_id, seen), hooks=hooks)


@router.post(
    "/{meeting_id}/minutes.pdf",
    summary="The minutes as a PDF; that they were opened is recorded",
    response_class=Response,
    responses={**problems(CompartmentNotOpen, MeetingHasMovedOn), 200: {"content": {"application/pdf": {}}}},
)
async def print_minutes(
    case_id: UUID, meeting_id: UUID, actor: CurrentActor, database: WholeDatabase, slow_work: SlowWork
) -> Response:
    """Of a meeting of the board, in the association's language: A4, accessible, made anew each time, kept nowhere."""
    async with database.writing() as db:
        held = await held_in(db, case_id, actor, Action.SEE, to_change=True)
        held.require_compartment(Compartment.DECISIONS)
        document = await minutes_of(db, held, await meeting_of(db, held, meeting_id))
        _record_opening(db, held)
    return Response(await slow_work.run(pdf_of, document), media_type="application/pdf")
