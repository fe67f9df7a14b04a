"""The case's log, consents and disclosures."""

from typing import Literal

from fastapi import APIRouter

from app.access.rules import Action
from app.cases import circle, grants, own_yes, records, service
from app.cases.access import HeldCase
from app.cases.dependencies import CaseToChange, CaseToRead, Hooks
from app.cases.errors import (
    ConsentMissing,
    RecipientKeptOut,
    RecipientNotAllowed,
    SomeKeptOut,
    UnknownQuestion,
)
from app.cases.models import Disclosure
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
    Words,
)
from app.core.database import Reading, Session, Transaction
from app.core.errors import Forbidden, NotFound, NotSignedIn
from app.core.paging import PageQuery
from app.core.problems import problems
from app.policy.terms import Recipient

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
    return AnswerList(items=await _answers(db, held))


async def _answers(db: Session, held: HeldCase) -> list[AnswerRead]:
    given, withdrawn = await records.answers(db, held.id), await records.withdrawn(db, held.id)
    name = await Names.of(db, held)
    return [
        AnswerRead(
            question=each.id,
            text=Words.of(each.question),
            explanation=Words.of(each.explanation),
            is_given=answer.is_given if (answer := given.get(each.id)) else None,
            is_withdrawn=each.id in withdrawn,
            recorded_at=answer.recorded_at if answer else None,
            recorded_by=name(answer.recorded_by) if answer else None,
        )
        for each in records.questions(held, given)
    ]


@router.post(
    "/{case_id}/consents",
    status_code=201,
    summary="Record the affected person's answer; a new answer replaces the old",
    responses=problems(UnknownQuestion),
)
async def record_answer(
    held: CaseToChange[Literal[Action.RECORD_CONSENT]], answer: AnswerWrite, db: Transaction, hooks: Hooks
) -> AnswerRead:
    row = await records.record_answer(db, held, question=answer.question, is_given=answer.is_given)
    if not answer.is_given:
        await grants.shrink_to_policy(db, held, why="consent-taken-back")
    else:
        await own_yes.open_by(db, held, question=answer.question)
    for listener in hooks.consent_answered:
        await listener(db, held, answer.is_given)
    return next(each for each in await _answers(db, held) if each.question == row.question)


@router.get("/{case_id}/disclosures", summary="Who was told, when, and on which consent")
async def list_disclosures(held: CaseToRead[Literal[Action.SEE_PEOPLE]], db: Reading) -> DisclosureList:
    name = await Names.of(db, held)
    return DisclosureList(
        items=[_disclosure(held, row, name) for row in await records.disclosures(db, held)],
        recipients=await circle.recipients(db, held),
    )


@router.post(
    "/{case_id}/disclosures",
    status_code=201,
    summary="Record that someone was told, if the policy lets them be",
    responses=problems(ConsentMissing, RecipientNotAllowed, RecipientKeptOut, SomeKeptOut),
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
        ),
    )
    return _disclosure(held, row, await Names.of(db, held))


def _disclosure(held: HeldCase, row: Disclosure, name: Names) -> DisclosureRead:
    return DisclosureRead(
        id=row.id,
        recipient=Recipient(row.recipient),
        recipient_title=Words.of(records.policy_of(held).titles.recipients[Recipient(row.recipient)]),
        with_name=row.with_name,
        on_consent=row.consent_id,
        told_by=name(row.told_by),
        told_at=row.told_at,
    )
