"""What two people have opened or told in danger, or taken back, for those who may see it, and why."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import col, select

from app.access.rules import LEADS_A_CASE, Action
from app.audit import service as audit
from app.cases import service as cases
from app.cases.access import HeldCase, opens
from app.cases.models import Grant
from app.core import clock
from app.core.database import Session
from app.core.errors import NotFound
from app.disclosures.models import Override
from app.disclosures.rules import (
    HAPPENED,
    REASON_LIES_IN,
    STAGES_OF,
    OverrideKind,
    OverrideState,
    OverrideStatus,
    are_two,
    state_of,
)
from app.plans.now import Alarm, AlarmsAsked, cases_of
from app.plans.rules import CaseAlarm
from app.policy.terms import Stage


@dataclass(frozen=True)
class OverrideView:
    row: Override
    state: OverrideState
    until: datetime | None
    """When what it opened ends, or has ended."""


async def overrides(db: Session, held: HeldCase) -> list[OverrideView]:
    """Newest first. Whoever leads the case sees all; others what has happened, never what was only asked for."""
    rows = await db.exec(
        select(Override, Grant)
        .outerjoin(Grant, col(Grant.id) == col(Override.grant_id))
        .where(Override.case_id == held.id)
        .order_by(col(Override.asked_at).desc(), col(Override.id).desc())
    )
    views = [_view(row, grant) for row, grant in rows.all()]
    return [view for view in views if Action.BREAK_GLASS in held.actions or view.state in HAPPENED]


def _view(row: Override, grant: Grant | None) -> OverrideView:
    until = (grant.ended_at or grant.until) if grant and row.kind is OverrideKind.OPENING else None
    state = state_of(row.kind, row.status, answer_by=row.answer_by, open_until=until, now=clock.now())
    return OverrideView(row, state, until)


async def tell_of_waiting(db: Session, asked: AlarmsAsked) -> None:
    """The listener of what needs somebody now: for who could be the second person, while it can still be agreed to.

    Of a closed case only a confirmation is taken back. As many questions for whoever leads none.
    """
    closed = {each.id: each for each in await cases_of(db, asked.actor, stages=[Stage.CLOSED], roles=LEADS_A_CASE)}
    grants = select(Grant).where(
        col(Grant.case_id).in_(list(closed)),
        Grant.holder == asked.actor.tag,
        col(Grant.role).in_(LEADS_A_CASE),
        col(Grant.ended_at).is_(None),
    )
    could = {
        case_id: reader.compartments
        for case_id, reader in asked.readers.items()
        if Action.BREAK_GLASS in reader.actions
    }
    for grant in (await db.exec(grants)).all():
        could[grant.case_id] = could.get(grant.case_id, frozenset()) | opens(grant)
    waiting = await db.exec(
        select(Override.case_id, Override.kind, Override.asked_by, Override.opens_for).where(
            col(Override.case_id).in_(list(could)),
            Override.status == OverrideStatus.ASKED,
            Override.answer_by > clock.now(),
        )
    )
    for case_id, written, asked_by, opens_for in waiting.all():
        kind = OverrideKind(written)
        if REASON_LIES_IN[kind] not in could[case_id] or not are_two(
            asked_by=asked_by, agrees=asked.actor.tag, opens_for=opens_for
        ):
            continue
        alarm = CaseAlarm.TAKING_BACK_WAITS if kind is OverrideKind.TAKING_BACK else CaseAlarm.OVERRIDE_WAITS
        if case_id not in closed:
            asked.found.add((alarm, case_id))
        elif Stage.CLOSED in STAGES_OF[kind]:
            asked.closed.append(Alarm(alarm, closed[case_id]))


async def read_reason(db: Session, held: HeldCase, override_id: UUID) -> str | None:
    """Why, for whoever reads the part it lies in. None when their key does not open it.

    Raises NotFound, CompartmentNotOpen.
    """
    view = next((each for each in await overrides(db, held) if each.row.id == override_id), None)
    if view is None:
        raise NotFound
    part = REASON_LIES_IN[view.row.kind]
    held.require_compartment(part)
    texts = await cases.read(db, held, part)
    audit.record(db, "override-reason-opened", actor=held.actor.tag, subject=held.id)
    return next(each.text for each in texts if each.id == view.row.reason_text_id)
