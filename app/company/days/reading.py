"""The days as the three who may read them see them, and what of them waits for somebody."""

from collections.abc import Collection, Iterable
from datetime import timedelta
from uuid import UUID

from sqlmodel import col, select

from app.access.rules import Action, CaseRole, Compartment
from app.cases import consents
from app.cases.access import HeldCase
from app.cases.models import Case, Grant, SealedText
from app.cases.names import Names
from app.cases.rules import OPEN_STAGES
from app.cases.seated import active_grants
from app.company.days import rules
from app.company.days.models import CompanyDay, CompanyDayLine
from app.company.days.rules import CompanyState, CompanyWish, DayState
from app.company.days.schemas import CompanyDayLineRead, CompanyDayList, CompanyDayRead
from app.company.days.service import beside, days_of, facts
from app.core import clock
from app.core.database import Session
from app.people.rules import TIMEZONE
from app.plans.appointing import steps_with
from app.plans.now import AlarmsAsked
from app.plans.rules import CaseAlarm
from app.policy.terms import Act


async def read_days(db: Session, held: HeldCase) -> CompanyDayList:
    """With their words, as far as the actor's keys open them. Raises CompartmentNotOpen."""
    held.require_compartment(Compartment.SUPPORT)
    is_kept = bool(steps_with(held, Act.KEEP_IN_TOUCH))
    can_write = is_kept and held.case.stage in OPEN_STAGES and Action.KEEP_IN_TOUCH in held.actions
    grants, names, now = await active_grants(db, held.id), await Names.of(db, held), clock.now()
    rows, readers = await days_of(db, held.id), beside(grants)
    words = await _opened(db, held, rows)
    lines = await _lines(db, held, names, {each.holder: each.role for each in grants})
    days = [
        _as_read(held, row, readers=readers, names=names, words=words, lines=lines.get(row.id, []), can_write=can_write)
        for row in rows
    ]
    coming = [day for day in days if day.state is DayState.PLANNED and day.starts_at > now]
    past = [day for day in days if day not in coming]
    return CompanyDayList(days=coming + past[::-1], can_be_asked=names.all(sorted(readers)), may_enter=can_write)


def _as_read(  # noqa: PLR0913 - keyword-only, each a part of what is shown
    held: HeldCase,
    row: CompanyDay,
    *,
    readers: set[str],
    names: Names,
    words: dict[UUID, str],
    lines: list[CompanyDayLineRead],
    can_write: bool,
) -> CompanyDayRead:
    now, found = clock.now(), facts(row, beside=readers)
    described = rules.described_of(words[row.text_id]) if row.text_id in words else None
    local = row.starts_at.astimezone(TIMEZONE)
    is_open = can_write and row.state is DayState.PLANNED
    is_there = found.company is not CompanyState.NOBODY
    is_mine = is_there and row.company_tag == held.actor.tag
    is_own = CaseRole.AFFECTED in held.roles
    return CompanyDayRead(
        id=row.id,
        starts_at=row.starts_at,
        day=local.date(),
        clock=local.time(),
        kind=described.kind if described else None,
        words=described.words if described else None,
        state=row.state,
        wish=row.wish,
        company=found.company,
        who=names(row.company_tag) if is_there else None,
        who_else=words.get(row.company_text_id) if row.company_text_id else None,
        is_asked_of_me=is_mine,
        lacks_company=not is_own and rules.lacks_company(found, now=now, within=_lacking(held.case)),
        lines=lines,
        may_change=is_open,
        may_wish=is_open and Action.PAUSE_CONTACT in held.actions,
        may_ask=is_open and row.wish is CompanyWish.WANTED,
        may_answer=is_open and (is_mine or (is_there and row.company_tag is None)),
        may_hold=is_open and row.starts_at <= now,
        version=row.version,
    )


async def _lines(
    db: Session, held: HeldCase, names: Names, roles: dict[str, CaseRole]
) -> dict[UUID, list[CompanyDayLineRead]]:
    rows = await db.exec(
        select(CompanyDayLine)
        .where(CompanyDayLine.case_id == held.id)
        .order_by(col(CompanyDayLine.done_at).desc(), col(CompanyDayLine.id).desc())
    )
    found: dict[UUID, list[CompanyDayLineRead]] = {}
    for row in rows.all():
        line = CompanyDayLineRead(
            deed=row.deed,
            starts_at=row.starts_at,
            done_by=names(row.done_by),
            role=roles.get(row.done_by),
            done_at=row.done_at,
        )
        found.setdefault(row.day_id, []).append(line)
    return found


async def _opened(db: Session, held: HeldCase, rows: Iterable[CompanyDay]) -> dict[UUID, str]:
    wanted = [each for row in rows for each in (row.text_id, row.company_text_id) if each is not None]
    texts = (await db.exec(select(SealedText).where(col(SealedText.id).in_(wanted)))).all()
    opened = await held.opened(db, {text.version_id for text in texts})
    return {
        text.id: opened[text.version_id].open(text.sealed, table="sealed_text", row=text.id, field="sealed")
        for text in texts
        if text.version_id in opened
    }


async def tell_of_days(db: Session, asked: AlarmsAsked) -> None:
    """For whoever is beside the affected person and nobody else: that nobody comes along to what is soon, and that
    they are asked to. As many questions for whoever is beside nobody.
    """
    could = {
        case_id: reader.tag
        for case_id, reader in asked.readers.items()
        if Action.NOTE_CONTACT in reader.actions and Compartment.SUPPORT in reader.compartments
    }
    query = (
        select(CompanyDay, Case)
        .join(Case, col(Case.id) == col(CompanyDay.case_id))
        .where(
            col(CompanyDay.case_id).in_(list(could)),
            CompanyDay.state == DayState.PLANNED,
            CompanyDay.wish == CompanyWish.WANTED,
            col(CompanyDay.starts_at) > clock.now(),
        )
    )
    readers = await _beside_each(db, list(could))
    for row, case in (await db.exec(query)).all():
        found = facts(row, beside=readers.get(row.case_id, set()))
        if rules.lacks_company(found, now=clock.now(), within=_lacking(case)):
            asked.found.add((CaseAlarm.COMPANY_LACKING, row.case_id))
        if found.company is CompanyState.ASKED and row.company_tag == could[row.case_id]:
            asked.found.add((CaseAlarm.COMPANY_ASKED, row.case_id))


def _lacking(case: Case) -> timedelta:
    """How long before a day somebody should be coming along, by the policy that the case pins."""
    return consents.policy_of(case).deadlines.company_lacking


async def _beside_each(db: Session, case_ids: Collection[UUID]) -> dict[UUID, set[str]]:
    rows = await db.exec(select(Grant).where(col(Grant.case_id).in_(case_ids), col(Grant.ended_at).is_(None)))
    by_case: dict[UUID, list[Grant]] = {}
    for grant in rows.all():
        by_case.setdefault(grant.case_id, []).append(grant)
    return {case_id: beside(grants) for case_id, grants in by_case.items()}
