"""Matters of return: asked for, led from talk to talk, and looked over afterwards."""

from typing import Literal

from fastapi import APIRouter, Response
from starlette.requests import Request

from app.access.dependencies import CurrentActor
from app.access.rules import Action
from app.cases.access import HeldCase
from app.cases.dependencies import CaseToChange, CaseToRead, Hooks
from app.cases.errors import CompartmentNotOpen
from app.cases.schemas import NamedRead, Reasoned
from app.core import idempotency
from app.core.database import Reading, Session, Transaction
from app.core.errors import (
    Forbidden,
    IdempotencyKeyReused,
    NotFound,
    NotSignedIn,
    PreconditionRequired,
    VersionMismatch,
)
from app.core.idempotency import IdempotencyKey
from app.core.ids import new_id
from app.core.problems import problems
from app.core.versions import SeenVersion, require_version, set_etag
from app.people.rules import local_date
from app.people.service import PersonName
from app.proceedings.meetings.errors import MeetingUnderWay
from app.reentry import afterwards, consulting, listing, rules, service, wishes
from app.reentry.errors import AppliedAlready, ConsultationUnderWay, NobodyToLead, NotNext
from app.reentry.models import Reentry
from app.reentry.schemas import (
    AffectedWrite,
    AnswerOpen,
    ConsultationCreate,
    ConsultationRaised,
    ConsultationRead,
    EarlierCaseRead,
    NoConfidenceWrite,
    OwnReentries,
    OwnReentryRead,
    ReentryCreate,
    ReentryDecisionRead,
    ReentryLine,
    ReentryList,
    ReentryOpened,
    ReentryRead,
    TalkWrite,
)
from app.votes.errors import AboutOneself, NotInTheGroup

router = APIRouter(tags=["re-entry"])

MATTER = "/cases/{case_id}/reentry"
HELD = problems(NotSignedIn, Forbidden, NotFound, CompartmentNotOpen)
CHANGED = HELD | problems(NotNext, VersionMismatch, PreconditionRequired)

MayCarry = CaseToChange[Literal[Action.CARRY_RETURN]]
MayDecide = CaseToChange[Literal[Action.DECIDE_RETURN]]


@router.get("/reentries", summary="The matters of return that I hold", responses=problems(NotSignedIn))
async def list_reentries(actor: CurrentActor, db: Reading) -> ReentryList:
    return ReentryList(
        items=[
            ReentryLine(
                case_id=line.case.id,
                reference=line.case.reference,
                concerns=_named(line.concerns),
                status=line.row.status,
                status_since=line.row.status_since,
                due_on=line.row.due_on,
            )
            for line in await listing.held_by(db, actor)
        ]
    )


@router.get("/reentries/own", summary="My own wishes to come back", responses=problems(NotSignedIn))
async def list_own_wishes(actor: CurrentActor, db: Reading) -> OwnReentries:
    return OwnReentries(
        items=[
            OwnReentryRead(applied_at=row.applied_at, is_answered=row.status not in rules.BEING_CONSIDERED)
            for row in await wishes.own_wishes(db, actor.person_id)
        ]
    )


@router.post(
    "/reentries",
    status_code=201,
    summary="Take up that somebody wants to come back",
    responses=problems(NotSignedIn, Forbidden, NotFound, AppliedAlready, NobodyToLead, IdempotencyKeyReused),
)
async def open_reentry(
    wanted: ReentryCreate, actor: CurrentActor, request: Request, key: IdempotencyKey
) -> ReentryOpened:
    """By chair, vice chair or security officer about anyone; by anyone about themself. Source: REE-01."""
    opened = await wishes.open_matter(
        request.app.state.database,
        request.app.state.slow_work,
        wishes.Wish(
            concerns=wanted.concerns,
            words=wanted.words,
            affected=wanted.affected,
            close=wanted.close,
            earlier_case=wanted.earlier_case,
        ),
        actor=actor,
        key=key,
        body=wanted,
    )
    return ReentryOpened(case_id=opened.case_id)


@router.get(MATTER, summary="A matter of return: where it is and what comes next", responses=HELD)
async def read_reentry(held: CaseToRead[Literal[Action.SEE]], db: Reading, response: Response) -> ReentryRead:
    return await _read(db, held, response)


async def _read(db: Session, held: HeldCase, response: Response) -> ReentryRead:
    matter = await listing.matter_of(db, held)
    row, vote, heard = matter.row, matter.consultation, await service.heard(db, matter.row)
    set_etag(response, row.version)
    return ReentryRead(
        case_id=held.id,
        reference=held.case.reference,
        concerns=_named(matter.concerns),
        applied_at=held.case.opened_at,
        **row.model_dump(
            include={
                "is_own_wish",
                "status",
                "status_since",
                "talk",
                "talk_text_id",
                "affected",
                "no_confidence_before",
                "is_no_confidence_certified",
                "advice",
                "due_on",
                "version",
            }
        ),
        earlier_case=EarlierCaseRead(case_id=matter.earlier.id, reference=matter.earlier.reference)
        if matter.earlier
        else None,
        consultation=ConsultationRead(vote_id=vote.id, status=vote.status) if vote else None,
        decisions=[
            ReentryDecisionRead(
                status=moved.status,
                decided_on=ruling.decided_on if ruling else local_date(decision.decided_at),
                is_federations=ruling is not None,
                **decision.model_dump(include={"in_favour", "against", "abstained", "text_id"}),
            )
            for moved, decision, ruling in matter.decisions
        ],
        answers=[
            AnswerOpen(answer=answer, missing=list(rules.missing_for(answer, heard)))
            for answer in rules.answers(row.status)
        ],
        my_actions=sorted(held.actions & {Action.CARRY_RETURN, Action.DECIDE_RETURN, Action.RAISE_VOTE}),
    )


def _named(person: PersonName | None) -> NamedRead | None:
    return NamedRead(person_id=person.person_id, display_name=person.display_name) if person else None


async def _to_change(db: Session, held: HeldCase, seen: str) -> Reentry:
    row = await service.reentry_of(db, held)
    require_version(seen, current=row.version)
    return row


@router.post(f"{MATTER}/interviews", summary="The board takes it up: the talks begin", responses=CHANGED)
async def take_up(held: MayCarry, seen: SeenVersion, db: Transaction, response: Response) -> ReentryRead:
    await service.take_up(db, held, await _to_change(db, held, seen))
    return await _read(db, held, response)


@router.put(f"{MATTER}/talk", summary="Record the talk with whoever wants back", responses=CHANGED)
async def record_talk(
    held: MayCarry, written: TalkWrite, seen: SeenVersion, db: Transaction, response: Response
) -> ReentryRead:
    await service.record_talk(db, held, await _to_change(db, held, seen), service.Talk(**written.model_dump()))
    return await _read(db, held, response)


@router.put(f"{MATTER}/affected", summary="Record what the affected person answered", responses=CHANGED)
async def record_affected(
    held: MayCarry, written: AffectedWrite, seen: SeenVersion, db: Transaction, response: Response
) -> ReentryRead:
    """That they declined, or want no contact, is an answer to being asked, and never a yes. Source: REE-03."""
    word = service.AffectedWord(**written.model_dump())
    await service.record_affected(db, held, await _to_change(db, held, seen), word)
    return await _read(db, held, response)


@router.put(f"{MATTER}/no-confidence", summary="Say whether the group once declared no confidence", responses=CHANGED)
async def record_no_confidence(
    held: MayCarry, written: NoConfidenceWrite, seen: SeenVersion, db: Transaction, response: Response
) -> ReentryRead:
    await service.record_no_confidence(db, held, await _to_change(db, held, seen), is_true=written.is_true)
    return await _read(db, held, response)


@router.post(
    f"{MATTER}/consultation",
    status_code=201,
    summary="Consult the council group: a secret ballot whose answer is advice",
    responses=HELD | problems(NotNext, ConsultationUnderWay, NotInTheGroup, AboutOneself, IdempotencyKeyReused),
)
async def consult_group(
    held: CaseToChange[Literal[Action.RAISE_VOTE]], wanted: ConsultationCreate, db: Transaction, key: IdempotencyKey
) -> ConsultationRaised:
    row = await service.reentry_of(db, held)
    claim = await idempotency.claim(
        db, key=key, actor=held.actor.tag, route=f"consultation {held.id}", body=wanted, new_id=new_id()
    )
    if claim.is_new:
        await consulting.consult(db, held, row, account=wanted.account, vote_id=claim.made_id)
    return ConsultationRaised(vote_id=claim.made_id)


@router.post(f"{MATTER}/review", summary="Look it over before its day", responses=CHANGED)
async def begin_review(held: MayDecide, seen: SeenVersion, db: Transaction, response: Response) -> ReentryRead:
    await afterwards.review(db, held, await _to_change(db, held, seen))
    return await _read(db, held, response)


@router.post(
    f"{MATTER}/end",
    summary="End it: the wish was taken back",
    responses=CHANGED | problems(ConsultationUnderWay, MeetingUnderWay),
)
async def end_reentry(  # noqa: PLR0913 - what FastAPI hands in
    held: MayDecide, why: Reasoned, seen: SeenVersion, db: Transaction, hooks: Hooks, response: Response
) -> ReentryRead:
    """Before the board has answered it, or of somebody who is in the register no more. What began, the board ends at
    its meeting.
    """
    await afterwards.end(db, held, await _to_change(db, held, seen), reason=why.reason, hooks=hooks)
    return await _read(db, held, response)
