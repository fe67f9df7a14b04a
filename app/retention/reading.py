"""A closed case's day, what holds it, and what of it needs whom now."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlmodel import col, select

from app.access.rules import LEADS_A_CASE, Action
from app.cases.access import HeldCase
from app.cases.models import Case
from app.core import clock
from app.core.database import Session
from app.plans.now import Alarm, AlarmsAsked, cases_of
from app.plans.rules import CaseAlarm
from app.policy.terms import Stage
from app.retention.models import CaseHold
from app.retention.rules import HoldState, state_of
from app.retention.service import destroyed_at, holds_of, last_days, warned_before


@dataclass(frozen=True)
class HoldView:
    row: CaseHold
    state: HoldState


@dataclass(frozen=True)
class Retention:
    """`destroyed_at` is None while the case is open. The holds are for those who lead it."""

    destroyed_at: datetime | None
    is_kept_longer: bool
    first_day: date | None
    last_day: date | None
    holds: list[HoldView]


async def retention_of(db: Session, held: HeldCase) -> Retention:
    holds, case = await holds_of(db, held.id), held.case
    at = destroyed_at(case, holds)
    if at is None:
        return Retention(None, is_kept_longer=False, first_day=None, last_day=None, holds=[])
    is_kept_longer = at != destroyed_at(case, [])
    if Action.KEEP_LONGER not in held.actions:
        return Retention(at, is_kept_longer=is_kept_longer, first_day=None, last_day=None, holds=[])
    first, last = last_days(case, holds)
    can_be_held = first <= last
    now = clock.now()
    return Retention(
        at,
        is_kept_longer=is_kept_longer,
        first_day=first if can_be_held else None,
        last_day=last if can_be_held else None,
        holds=[HoldView(row, state_of(row.facts(), now=now)) for row in holds],
    )


async def alarms(db: Session, asked: AlarmsAsked) -> None:
    """The listener of what needs somebody now: for those who lead, cases soon destroyed and holds that wait for them.

    As many questions for whoever leads no closed case: one more would tell of a bar.
    """
    closed = await cases_of(db, asked.actor, stages=[Stage.CLOSED], roles=LEADS_A_CASE)
    by_id = {case.id: case for case in closed}
    rows = {row.id: row for row in (await db.exec(select(Case).where(col(Case.id).in_(by_id)))).all()}
    holds = defaultdict[UUID, list[CaseHold]](list)
    for hold in (await db.exec(select(CaseHold).where(col(CaseHold.case_id).in_(by_id)))).all():
        holds[hold.case_id].append(hold)
    now = clock.now()
    for case_id, case in by_id.items():
        row = rows.get(case_id)
        at = destroyed_at(row, holds[case_id]) if row else None
        if row is not None and at is not None and now >= at - warned_before(row):
            asked.closed.append(Alarm(CaseAlarm.DESTROYED_SOON, case))
        if any(
            state_of(hold.facts(), now=now) is HoldState.WAITS and hold.asked_by != asked.actor.tag
            for hold in holds[case_id]
        ):
            asked.closed.append(Alarm(CaseAlarm.HOLD_WAITS, case))
