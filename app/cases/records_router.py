"""The case's log, consents and disclosures."""

from typing import Annotated, Literal

from fastapi import APIRouter, Path

from app.access.rules import Action
from app.cases import answering, circle, consents, records, service, who_opened
from app.cases.dependencies import CaseToChange, CaseToRead, Hooks
from app.cases.errors import (
    CaseClosed,
    ConsentHolds,
    ConsentMissing,
    NameNeverSaid,
    RecipientKeptOut,
    RecipientNotAllowed,
    SomeKeptOut,
    UnknownQuestion,
)
from app.cases.names import Names
from app.cases.schemas import (
    AnswerList,
    AnswerRead,
    AnswerWrite,
    DisclosureList,
    DisclosureRead,
    DisclosureWrite,
    LogEntryRead,
    LogPage,
    OpenedList,
)
from app.core.database import Reading, Transaction
from app.core.errors import Forbidden, InvalidInput, NotFound, NotSignedIn
from app.core.paging import PageQuery
from app.core.problems import problems

router = APIRouter(prefix="/cases", tags=["cases"], responses=problems(NotSignedIn, Forbidden, NotFound))


@router.get("/{case_id}/log", summary="What has happened, newest first")
async def read_log(held: CaseToRead[Literal[Action.READ_LOG]], db: Reading, page: PageQuery) -> LogPage:
    rows, following = await service.log_of(db, held, page=page)
    name = await Names.of(db, held)
    return LogPage(
        items=[
            LogEntryRead(
                at=row.at,
                kind=row.kind,
                actor=name(row.actor),
                codes=row.codes,
                about=circle.called(records.policy_of(held), row.codes),
            )
            for row in rows
        ],
        next=following,
    )


@router.get("/{case_id}/consents", summary="The questions of consent and their answers")
async def list_answers(held: CaseToRead[Literal[Action.SEE_PEOPLE]], db: Reading) -> AnswerList:
    return AnswerList(items=await answering.answers(db, held))


@router.post(
    "/{case_id}/consents",
    status_code=201,
    summary="Record the affected person's answer; the newest holds, and none is written over",
    responses=problems(UnknownQuestion),
)
async def record_answer(
    held: CaseToChange[Literal[Action.RECORD_CONSENT]], answer: AnswerWrite, db: Transaction, hooks: Hooks
) -> AnswerRead:
    return await answering.answer(db, held, answer, hooks=hooks)


@router.post(
    "/{case_id}/consents/{question}/asking",
    status_code=204,
    summary="Put a question of consent to the affected person, who answers it themself",
    responses=problems(UnknownQuestion, CaseClosed, ConsentHolds),
)
async def ask_consent(
    held: CaseToChange[Literal[Action.RECORD_DISCLOSURE]],
    question: Annotated[str, Path(max_length=60)],
    db: Transaction,
) -> None:
    await consents.ask(db, held, question=question)


@router.get("/{case_id}/who-opened", summary="Who has opened the parts that I read myself, and when")
async def list_openings(held: CaseToRead[Literal[Action.OWN_RECORD]], db: Reading) -> OpenedList:
    return OpenedList(items=await who_opened.who_opened(db, held))


@router.get("/{case_id}/disclosures", summary="Who was told, when, and on which consent")
async def list_disclosures(held: CaseToRead[Literal[Action.SEE_PEOPLE]], db: Reading) -> DisclosureList:
    name = await Names.of(db, held)
    return DisclosureList(
        items=[answering.disclosure(held, row, name) for row in await records.disclosures(db, held)],
        recipients=await circle.recipients(db, held),
    )


@router.post(
    "/{case_id}/disclosures",
    status_code=201,
    summary="Record that someone was told, if the policy lets them be",
    responses=problems(ConsentMissing, RecipientNotAllowed, NameNeverSaid, RecipientKeptOut, SomeKeptOut, InvalidInput),
)
async def record_disclosure(
    held: CaseToChange[Literal[Action.RECORD_DISCLOSURE]], told: DisclosureWrite, db: Transaction
) -> DisclosureRead:
    row = await records.record_disclosure(
        db,
        held,
        records.Told(
            recipient=told.recipient,
            with_name=told.with_name,
            reason=told.reason,
            without_kept_out=told.without_kept_out,
            prepared_text=told.prepared_text,
        ),
    )
    return answering.disclosure(held, row, await Names.of(db, held))
