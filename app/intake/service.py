"""A report becomes a case. Who is named in it is routed round before a word is sealed. Source: CON-01..03."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from pydantic import BaseModel
from sqlalchemy import bindparam
from sqlalchemy import select as select_columns
from sqlalchemy.exc import IntegrityError
from sqlmodel import col, select

from app.access.actor import ANONYMOUS
from app.access.rules import CaseRole, Compartment, Office
from app.audit import service as audit
from app.cases import opening
from app.cases.models import Case, Grant, SealedText
from app.cases.opening import CaseDraft, NamedParty, PreparedCase, Written
from app.cases.rules import PartyRole, TextKind
from app.cases.seated import receipt_tag
from app.core import clock, idempotency
from app.core.database import Database, Session
from app.core.errors import Conflict, InvalidInput, NotFound
from app.core.ids import new_id
from app.core.keys import PersonTag, derive
from app.core.rows import insert_rows, table_of
from app.core.slow_work import SlowWork
from app.intake import escalating
from app.intake.models import Receipt
from app.intake.routing import OnBehalf, Report, Routed, route
from app.intake.rules import normalised_code
from app.notifications import service as notifications
from app.notifications.rules import NoticeKind
from app.oncall import service as rota
from app.people import service as people
from app.plans import service as plans
from app.policy.loader import in_force
from app.vault import service as vault
from app.vault.crypto import KeyPair
from app.vault.models import HolderKind
from app.vault.service import Holder as KeyHolder


class ReceiptUnknown(NotFound):
    code = "receipt-unknown"
    title = "No report has this code. Check it letter by letter."


class ReceiptCodeUsed(Conflict):
    code = "receipt-code-used"
    title = "This code already belongs to another report. Nothing was sent; make a new code."


class NotAReceiptCode(InvalidInput):
    code = "not-a-receipt-code"
    title = "That is not a receipt code."


@dataclass(frozen=True)
class Opened:
    case_id: UUID
    reference: str
    received_at: datetime
    caller: str | None
    """The name of whoever is first in line to get in touch; nobody who was kept out."""


def _draft(report: Report, routed: Routed, *, on_behalf: OnBehalf | None) -> CaseDraft:
    author = on_behalf.officer.tag if on_behalf else ANONYMOUS.tag
    told = [
        (TextKind.HAPPENED, report.happened),
        (TextKind.ABOUT, _about(report)),
        (TextKind.NEEDS, report.needs),
        (TextKind.MUST_NOT_KNOW, report.must_not_know),
        (TextKind.REACH, report.reach),
        (TextKind.SAFE_NOW, report.safe_now.value),
    ]
    parties: Sequence[NamedParty] = ()
    if on_behalf is not None and (on_behalf.affected_person_id or on_behalf.affected_name):
        parties = (NamedParty(PartyRole.AFFECTED, on_behalf.affected_person_id, on_behalf.affected_name),)
    return CaseDraft(
        category=report.category,
        policy_name=routed.policy.name,
        policy_version=routed.policy.version,
        opened_by=author,
        seats=routed.seats,
        standby=routed.standby,
        texts=tuple(Written(Compartment.SUBMISSION, kind, text, author) for kind, text in told if text),
        parties=parties,
        barred=routed.barred,
    )


def _about(report: Report) -> str:
    office = f"[{report.about_office.value}] " if report.about_office else ""
    return f"{office}{report.about_names}".strip()


async def receive(database: Database, slow_work: SlowWork, report: Report, *, code: str, body_hash: str) -> Opened:
    """A public report, idempotent by its receipt code: sent twice on a bad line it is one case.

    Raises:
        NotAReceiptCode, ReceiptCodeUsed
    """
    letters = normalised_code(code)
    if letters is None:
        raise NotAReceiptCode(fields=[("body.receipt_code", "not-a-code")])
    async with database.reading() as db:
        lookup = db.keys.keyed_hash("receipt", letters)
        known = await _known(db, lookup, body_hash=body_hash)
        if known is not None:
            return known
        pair = reporters_keys(letters)
        receipt = KeyHolder(new_id(), pair.public_key)
        routed = await route(db, report, receipt=receipt, on_behalf=None)
    prepared = await slow_work.run(opening.prepare, _draft(report, routed, on_behalf=None))
    try:
        async with database.writing() as db:
            await vault.add_known_holder(db, receipt, kind=HolderKind.RECEIPT)
            opened = await _write(db, prepared, routed)
            kept = {
                "lookup": lookup,
                "holder_id": receipt.id,
                "case_id": opened.case_id,
                "body_hash": body_hash,
                "created_at": opened.received_at,
            }
            await insert_rows(db, Receipt, [kept])
    except IntegrityError:
        # The twin of this request came first, while this one sealed: nothing of this one is left.
        async with database.reading() as db:
            known = await _known(db, lookup, body_hash=body_hash)
        if known is None:
            raise
        return known
    return opened


async def report_on_behalf(  # noqa: PLR0913 - what makes it the same request comes along
    database: Database, slow_work: SlowWork, report: Report, *, on_behalf: OnBehalf, key: str | None, body: BaseModel
) -> Opened:
    """An officer reports what someone told them; the affected person is in the case from the start when known."""
    async with database.reading() as db:
        if on_behalf.affected_person_id is not None:
            try:
                affected = await people.person(db, on_behalf.affected_person_id)
            except NotFound:
                raise InvalidInput(fields=[("body.affected_person_id", "unknown-person")]) from None
            if affected.is_external:
                raise InvalidInput(fields=[("body.affected_person_id", "unknown-person")])
        routed = await route(db, report, receipt=None, on_behalf=on_behalf)
    prepared = await slow_work.run(opening.prepare, _draft(report, routed, on_behalf=on_behalf))
    async with database.writing() as db:
        claim = await idempotency.claim(
            db, key=key, actor=on_behalf.officer.tag, route="reports on behalf", body=body, new_id=prepared.id
        )
        if claim.is_new:
            return await _write(db, prepared, routed)
        made = (await db.exec(select(Case).where(Case.id == claim.made_id))).one()
        return Opened(made.id, made.reference, made.opened_at, await _caller(db, made.id))


async def _write(db: Session, prepared: PreparedCase, routed: Routed) -> Opened:
    """Case, plan, grants, bars and notices: all or nothing."""
    case = await opening.add(db, prepared)
    await plans.open_plan(db, case, policy=routed.policy)
    await notifications.notify_each(db, NoticeKind.NEEDS_YOU_NOW, to=routed.told, case_id=case.id)
    await notifications.notify_each(db, NoticeKind.OUTSIDE_HELP, to=routed.outside)
    await escalating.follow(db, case)
    audit.record(db, "case-opened", actor=prepared.draft.opened_by, subject=case.id)
    return Opened(case.id, case.reference, case.opened_at, routed.caller)


async def _caller(db: Session, case_id: UUID) -> str | None:
    leading = select(Grant.holder).where(
        Grant.case_id == case_id,
        col(Grant.role).in_([CaseRole.SECURITY_OFFICER, CaseRole.ACCOUNTABLE]),
        col(Grant.ended_at).is_(None),
    )
    seated = set((await db.exec(leading)).all())
    officers = (await rota.read_rota(db)).line(at=clock.now())
    leaders = [each for office in (Office.CHAIR, Office.VICE_CHAIR) for each in await people.holders_of(db, office)]
    for person_id in (*officers, *leaders):
        if db.keys.person_tag(person_id) in seated:
            return (await people.person(db, person_id)).display_name
    return None


async def _answers_now(db: Session, case: Case) -> str | None:
    """Whoever acknowledged it, for as long as they are in the case; then whoever leads it instead."""
    is_in_it = select(Grant.id).where(
        Grant.case_id == case.id, Grant.holder == case.acknowledged_by, col(Grant.ended_at).is_(None)
    )
    by = (await people.names_by_tag(db)).get(PersonTag(case.acknowledged_by or ""))
    if by is not None and (await db.exec(is_in_it)).first() is not None:
        return by.display_name
    return await _caller(db, case.id)


def reporters_keys(letters: str) -> KeyPair:
    # The code has 100 random bits or more: nothing slow is needed to keep it from being guessed.
    return KeyPair(derive(letters.encode(), "receipt"))


_RECEIPTS = table_of(Receipt)
_RECEIPT = select_columns(_RECEIPTS.c.body_hash, _RECEIPTS.c.case_id).where(_RECEIPTS.c.lookup == bindparam("code"))


async def _known(db: Session, lookup: str, *, body_hash: str) -> Opened | None:
    row = (await (await db.connection()).execute(_RECEIPT, {"code": lookup})).first()
    if row is None:
        return None
    kept_hash, case_id = row
    if kept_hash != body_hash:
        raise ReceiptCodeUsed
    case = (await db.exec(select(Case).where(Case.id == case_id))).one()
    return Opened(case.id, case.reference, case.opened_at, await _caller(db, case.id))


@dataclass(frozen=True)
class ReceiptView:
    """What a reporter sees on coming back: that a human has it, who, and their own words."""

    received_at: datetime
    answer_by: datetime
    acknowledged_at: datetime | None
    acknowledged_by: str | None
    told: list[tuple[TextKind, str]]
    is_affected: bool
    """Whether the case is theirs by now: see `coming_back`."""


async def look_at_receipt(db: Session, code: str) -> ReceiptView:
    """Raises ReceiptUnknown, alike for a wrong code and for one that never was."""
    letters = normalised_code(code)
    row = (
        (await db.exec(select(Receipt).where(Receipt.lookup == db.keys.keyed_hash("receipt", letters)))).first()
        if letters
        else None
    )
    if row is None or letters is None:
        raise ReceiptUnknown
    case = (await db.exec(select(Case).where(Case.id == row.case_id))).one()
    texts = (
        await db.exec(
            select(SealedText)
            .where(SealedText.case_id == case.id, SealedText.compartment == Compartment.SUBMISSION)
            .order_by(col(SealedText.created_at), col(SealedText.id))
        )
    ).all()
    opened = await vault.open_versions(
        db, {text.version_id for text in texts}, holder_id=row.holder_id, seed=reporters_keys(letters).seed
    )
    policy = in_force()
    return ReceiptView(
        received_at=case.opened_at,
        answer_by=case.opened_at + policy.deadlines.acknowledge,
        acknowledged_at=case.acknowledged_at,
        acknowledged_by=await _answers_now(db, case) if case.acknowledged_at else None,
        told=[
            (
                text.kind,
                opened[text.version_id].open(text.sealed, table="sealed_text", row=text.id, field="sealed"),
            )
            for text in texts
            if text.version_id in opened and text.author == ANONYMOUS.tag
        ],
        is_affected=await _is_affected(db, row),
    )


async def _is_affected(db: Session, receipt: Receipt) -> bool:
    theirs = select(Grant.id).where(
        Grant.case_id == receipt.case_id,
        Grant.holder == receipt_tag(db, receipt.holder_id),
        Grant.role == CaseRole.AFFECTED,
        col(Grant.ended_at).is_(None),
        col(Grant.suspended_at).is_(None),
    )
    return (await db.exec(theirs)).first() is not None
