"""Two people keep a closed case beyond its time: the first asks with a reason and a last day, a second agrees."""

from datetime import date, datetime, timedelta
from uuid import UUID

from sqlmodel import col, select

from app.access.rules import LEADS_A_CASE, Compartment
from app.audit import service as audit
from app.cases import seated
from app.cases import service as cases
from app.cases.access import HeldCase
from app.cases.models import Case
from app.cases.rules import TextKind
from app.core import clock
from app.core.database import Session
from app.core.due_work import schedule, unschedule
from app.core.errors import InvalidInput, NotFound
from app.core.keys import PersonTag
from app.disclosures.errors import AnotherPersonNeeded
from app.notifications.rules import NoticeKind
from app.notifications.service import notify
from app.people.rules import local_date
from app.policy import rules as policy_rules
from app.policy.loader import load
from app.policy.terms import Stage
from app.retention import rules
from app.retention.errors import CaseNotClosed, HoldNotInForce, HoldNotWaiting
from app.retention.models import CaseHold
from app.retention.rules import HoldStatus

JOB = "destroy-case"
WARN_JOB = "warn-of-destroying"


# When


async def holds_of(db: Session, case_id: UUID) -> list[CaseHold]:
    """Newest first."""
    query = select(CaseHold).where(CaseHold.case_id == case_id)
    return list((await db.exec(query.order_by(col(CaseHold.asked_at).desc(), col(CaseHold.id).desc()))).all())


def warned_before(case: Case) -> timedelta:
    return load(case.policy_name, case.policy_version).retention.warned_before


def destroyed_at(case: Case, holds: list[CaseHold]) -> datetime | None:
    """When it is destroyed, by its own version of the policy and what holds it; None while it is not closed."""
    if case.stage is not Stage.CLOSED or case.closed_at is None:
        return None
    policy = load(case.policy_name, case.policy_version)
    due_at = policy_rules.cleared_at(policy, kept=rules.kept_as(case.conclusion), since=case.closed_at)
    return rules.destroyed_at(due_at, [each.facts() for each in holds], warned_before=policy.retention.warned_before)


async def schedule_for(db: Session, case: Case) -> None:
    """Called whenever the answer of `destroyed_at` may have changed."""
    for kind in (JOB, WARN_JOB):
        await unschedule(db, kind=kind, subject=str(case.id))
    at = destroyed_at(case, await holds_of(db, case.id))
    if at is not None:
        await schedule(db, kind=JOB, subject=str(case.id), due_at=at)
        await schedule(db, kind=WARN_JOB, subject=str(case.id), due_at=max(at - warned_before(case), clock.now()))


async def stage_changed(db: Session, case_id: UUID, before: Stage, to: Stage) -> None:
    """For `CaseHooks`: closed, it gets a day; reopened, it has none."""
    if Stage.CLOSED in {before, to}:
        await schedule_for(db, (await db.exec(select(Case).where(Case.id == case_id))).one())


# The first asks


def last_days(case: Case, holds: list[CaseHold]) -> tuple[date, date]:
    """The first and the last day that a hold may name: later than without it, and as long as the policy lets it be.

    Raises CaseNotClosed.
    """
    at = destroyed_at(case, holds)
    if at is None:
        raise CaseNotClosed
    longest = load(case.policy_name, case.policy_version).retention.longest_hold
    return local_date(at), local_date(policy_rules.end_of(longest, since=clock.now()))


async def ask(db: Session, held: HeldCase, *, until: date, reason: str, hold_id: UUID) -> CaseHold:
    """Put it before the others who lead the case: nothing is kept by this.

    Raises: CaseNotClosed, InvalidInput for a day that changes nothing or is later than the policy lets it be.
    """
    first, last = last_days(held.case, await holds_of(db, held.id))
    if not first <= until <= last:
        raise InvalidInput(fields=[("body.until", "changes-nothing" if until < first else "too-late")])
    text = await cases.write(db, held, Compartment.DECISIONS, kind=TextKind.REASON, text=reason)
    row = CaseHold(
        id=hold_id,
        case_id=held.id,
        status=HoldStatus.ASKED,
        until=until,
        reason_text_id=text.id,
        asked_by=held.actor.tag,
        asked_at=clock.now(),
    )
    db.add(row)
    _record(db, held, "hold-asked", text_id=text.id)
    await _tell_others(db, held)
    await db.flush()
    return row


# A second agrees, or somebody says no


async def agree(db: Session, held: HeldCase, hold_id: UUID) -> CaseHold:
    """Raises NotFound, CompartmentNotOpen for whoever cannot read the reason, HoldNotWaiting, AnotherPersonNeeded,
    CaseNotClosed.
    """
    row = await _hold(db, held, hold_id)
    held.require_compartment(Compartment.DECISIONS)
    _require(row, HoldStatus.AGREED)
    if row.asked_by == held.actor.tag:
        raise AnotherPersonNeeded
    if held.case.stage is not Stage.CLOSED:
        raise CaseNotClosed
    row.status, row.answered_by, row.answered_at = HoldStatus.AGREED, held.actor.tag, clock.now()
    await _save(db, held, row, "hold-agreed")
    await schedule_for(db, held.case)
    await _tell_others(db, held)
    return row


async def refuse(db: Session, held: HeldCase, hold_id: UUID) -> CaseHold:
    """Whoever asked takes it back; anyone else who leads says no. Raises NotFound, HoldNotWaiting."""
    row = await _hold(db, held, hold_id)
    is_mine = row.asked_by == held.actor.tag
    to = HoldStatus.WITHDRAWN if is_mine else HoldStatus.DECLINED
    _require(row, to)
    row.status, row.answered_by, row.answered_at = to, held.actor.tag, clock.now()
    await _save(db, held, row, "hold-refused")
    return row


async def end(db: Session, held: HeldCase, hold_id: UUID) -> CaseHold:
    """Before its time, by one: the others have as long as a warning takes to ask anew.

    Raises NotFound, HoldNotInForce.
    """
    row = await _hold(db, held, hold_id)
    if not rules.may_become(row.facts(), HoldStatus.ENDED, now=clock.now()):
        raise HoldNotInForce
    row.status, row.ended_by, row.ended_at = HoldStatus.ENDED, held.actor.tag, clock.now()
    await _save(db, held, row, "hold-ended")
    await schedule_for(db, held.case)
    return row


async def _hold(db: Session, held: HeldCase, hold_id: UUID) -> CaseHold:
    row = (await db.exec(select(CaseHold).where(CaseHold.id == hold_id, CaseHold.case_id == held.id))).first()
    if row is None:
        raise NotFound
    return row


def _require(row: CaseHold, to: HoldStatus) -> None:
    if not rules.may_become(row.facts(), to, now=clock.now()):
        raise HoldNotWaiting


async def _save(db: Session, held: HeldCase, row: CaseHold, kind: str) -> None:
    db.add(row)
    _record(db, held, kind, text_id=row.reason_text_id)
    await db.flush()


def _record(db: Session, held: HeldCase, kind: str, *, text_id: UUID) -> None:
    cases.log(db, held, kind, text_id=text_id)
    audit.record(db, kind, actor=held.actor.tag, subject=held.id)


async def read_reason(db: Session, held: HeldCase, hold_id: UUID) -> str | None:
    """None when the actor's key does not open it. Raises NotFound, CompartmentNotOpen."""
    held.require_compartment(Compartment.DECISIONS)
    row = await _hold(db, held, hold_id)
    texts = await cases.read(db, held, Compartment.DECISIONS)
    audit.record(db, "hold-reason-opened", actor=held.actor.tag, subject=held.id)
    return next(each.text for each in texts if each.id == row.reason_text_id)


# Who is told


async def tell_who_leads(db: Session, case_id: UUID, *, but: str = "") -> None:
    """The same words as of anything else: that something needs them."""
    leading = {each.holder for each in await seated.active_grants(db, case_id) if each.role in LEADS_A_CASE}
    for tag in sorted(leading - {but}):
        await notify(db, NoticeKind.SOMETHING_NEEDS_YOU, to=PersonTag(tag), case_id=case_id)


async def _tell_others(db: Session, held: HeldCase) -> None:
    await tell_who_leads(db, held.id, but=held.actor.tag)
