from typing import Annotated

from fastapi import APIRouter, Depends, Request

from app.access.actor import Actor
from app.access.dependencies import doing
from app.access.rules import Task
from app.cases.errors import NotEligible
from app.core.database import Reading
from app.core.errors import Forbidden, IdempotencyKeyReused, InvalidInput, NotFound, NotSignedIn
from app.core.idempotency import IdempotencyKey
from app.core.problems import problems
from app.core.web import untraced
from app.intake import service
from app.intake.routing import OnBehalf, Report
from app.intake.rules import ACCUSABLE_OFFICES
from app.intake.schemas import (
    OnBehalfCreate,
    OnBehalfOpened,
    ReceiptQuestion,
    ReceiptRead,
    ReportBase,
    ReportCreate,
    ReportReceived,
    ToldRead,
)
from app.policy.loader import in_force

router = APIRouter(prefix="/reports", tags=["reports"])


@router.post(
    "",
    status_code=201,
    summary="Report, without an account",
    responses=problems(service.ReceiptCodeUsed, service.NotAReceiptCode),
)
@untraced
async def report(written: ReportCreate, request: Request) -> ReportReceived:
    """Seals what is told, opens a case with its plan and tells the right people, in one transaction.

    No cookie, session or token is looked at, and no line of it stands in the log.
    """
    keys = request.app.state.keys
    opened = await service.receive(
        request.app.state.database,
        request.app.state.slow_work,
        _report(written, reach=_reach(written)),
        code=written.receipt_code,
        body_hash=keys.keyed_hash("report body", written.model_dump_json(exclude={"receipt_code"})),
    )
    return ReportReceived(
        received_at=opened.received_at,
        caller=opened.caller,
        answer_by=opened.received_at + in_force().deadlines.acknowledge,
    )


def _reach(written: ReportCreate) -> str:
    if written.reach is None:
        return ""
    return "\n".join(each for each in (written.reach.telephone, written.reach.email) if each)


def _report(written: ReportBase, *, reach: str) -> Report:
    if written.about_office is not None and written.about_office not in ACCUSABLE_OFFICES:
        raise InvalidInput(fields=[("body.about_office", "not-a-published-office")])
    return Report(
        concerns=written.concerns,
        happened=written.happened,
        safe_now=written.safe_now,
        about_office=written.about_office,
        about_names=written.about_names,
        needs=written.needs,
        must_not_know=written.must_not_know,
        reach=reach,
    )


@router.post(
    "/receipt",
    summary="Come back with the receipt code: has someone seen it, and who",
    responses=problems(service.ReceiptUnknown),
)
@untraced
async def look_at_receipt(asked: ReceiptQuestion, db: Reading) -> ReceiptRead:
    view = await service.look_at_receipt(db, asked.receipt_code)
    return ReceiptRead(
        received_at=view.received_at,
        answer_by=view.answer_by,
        acknowledged_at=view.acknowledged_at,
        acknowledged_by=view.acknowledged_by,
        told=[ToldRead(kind=kind, text=text) for kind, text in view.told],
        is_affected=view.is_affected,
    )


@router.post(
    "/on-behalf",
    status_code=201,
    summary="Report on someone's behalf",
    responses=problems(NotSignedIn, Forbidden, NotFound, NotEligible, IdempotencyKeyReused),
)
async def report_on_behalf(
    written: OnBehalfCreate,
    actor: Annotated[Actor, Depends(doing(Task.REPORT_ON_BEHALF))],
    request: Request,
    key: IdempotencyKey,
) -> OnBehalfOpened:
    opened = await service.report_on_behalf(
        request.app.state.database,
        request.app.state.slow_work,
        _report(written, reach=""),
        on_behalf=OnBehalf(
            officer=actor,
            affected_person_id=written.affected_person_id,
            affected_name=written.affected_name or "",
        ),
        key=key,
        body=written,
    )
    return OnBehalfOpened(case_id=opened.case_id, reference=opened.reference)
