"""What the three who may read it see of the contact: the affected person, whoever is beside them, the officers."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlmodel import col, select

from app.access.rules import Action, CaseRole, Compartment
from app.cases.access import HeldCase
from app.cases.models import Grant, SealedText
from app.cases.names import Names
from app.cases.rules import OPEN_STAGES, TextKind
from app.cases.seated import active_grants
from app.cases.who_opened import record_part_opened
from app.company.days.reading import read_days
from app.company.messages import mark_seen, message_as_read, messages_of, seen_until
from app.company.models import ContactEntry
from app.company.rules import ContactWay
from app.company.schemas import (
    BesideRead,
    ContactContents,
    ContactLineRead,
    ContactStanding,
    PauseRead,
    RhythmRead,
    WishRead,
)
from app.core import clock
from app.core.database import Session
from app.people import service as people
from app.plans.appointing import contact_person_of, newest_of, steps_with
from app.plans.models import CaseStep, ContactRhythm
from app.plans.reading import plan_of
from app.plans.rules import StepStatus
from app.plans.service import steps_of
from app.policy.loader import load
from app.policy.terms import Act

DAY = timedelta(days=1)
READS_WISHES = frozenset({CaseRole.AFFECTED, CaseRole.SECURITY_OFFICER})


# How it stands


async def contact_of(db: Session, held: HeldCase) -> ContactStanding:
    name, grants = await Names.of(db, held), await active_grants(db, held.id)
    found = await contact_person_of(db, held)
    step = newest_of(await steps_of(db, held.id), steps_with(held, Act.KEEP_IN_TOUCH))
    is_asked = step is not None and step.status is StepStatus.OPEN
    is_own = CaseRole.AFFECTED in held.roles
    row = (await db.exec(select(ContactRhythm).where(ContactRhythm.case_id == held.id))).first()
    pause = await _pause(db, held, row, name)
    next_at = step.due_at if step is not None and is_asked else None
    can_write = held.case.stage in OPEN_STAGES and step is not None
    return ContactStanding(
        contact_person=await _beside(db, found.grant, name),
        is_declined=found.is_declined,
        officers=name.all(each.holder for each in grants if each.role is CaseRole.SECURITY_OFFICER),
        is_affected_here=any(each.role is CaseRole.AFFECTED for each in grants),
        is_own=is_own,
        rhythm=_rhythm(held, row, name),
        pause=pause,
        next_at=next_at,
        is_late=not is_own and next_at is not None and next_at < clock.now() and can_write,
        can_write=can_write,
        can_note=can_write and Action.NOTE_CONTACT in held.actions,
        can_pause=can_write and is_asked and Action.PAUSE_CONTACT in held.actions,
        can_decline=can_write and is_own and not found.is_declined,
    )


async def _beside(db: Session, grant: Grant | None, name: Names) -> BesideRead | None:
    person = name(grant.holder) if grant else None
    if grant is None or person is None or person.person_id is None:
        return None
    of = await people.person(db, person.person_id)
    return BesideRead(person=person, since=grant.given_at, telephone=of.telephone, email=of.email)


def _rhythm(held: HeldCase, row: ContactRhythm | None, name: Names) -> RhythmRead:
    times = load(held.case.policy_name, held.case.policy_version).deadlines
    return RhythmRead(
        every_days=row.every_days if row else None,
        weekdays=row.weekdays if row else [],
        usual_days=times.check_in // DAY,
        shortest_days=-(-times.check_in_shortest // DAY),
        longest_days=times.check_in_longest // DAY,
        agreed_by=name(row.agreed_by) if row else None,
        agreed_at=row.agreed_at if row else None,
    )


async def _pause(db: Session, held: HeldCase, row: ContactRhythm | None, name: Names) -> PauseRead | None:
    rhythm = (await plan_of(db, held.case)).plan.rhythm
    if row is None or row.paused_at is None or not rhythm.is_silent(now=clock.now()):
        return None
    return PauseRead(until=row.paused_until, since=row.paused_at, noted_by=name(row.paused_by))


# What was said

_SPEAKS_AS = frozenset({CaseRole.AFFECTED, CaseRole.CONTACT_PERSON, CaseRole.SECURITY_OFFICER})


@dataclass(frozen=True)
class LogLine:
    """A line of the contact log: noted there, or only ticked off in the plan (then `way` is None)."""

    id: UUID
    way: ContactWay | None
    happened_at: datetime
    noted_by: str | None
    note_text_id: UUID | None
    need_text_id: UUID | None


async def contents(db: Session, held: HeldCase) -> ContactContents:
    """All of it, and from here on it is seen. That it was opened is recorded. Raises CompartmentNotOpen."""
    held.require_compartment(Compartment.SUPPORT)
    read = await read_all(db, held)
    record_part_opened(db, held, Compartment.SUPPORT)
    await mark_seen(db, held, await messages_of(db, held.id))
    return read


async def read_all(db: Session, held: HeldCase) -> ContactContents:
    """As `contents`, for whoever takes it along: nothing is marked as seen or opened by it."""
    grants, name = await active_grants(db, held.id), await Names.of(db, held)
    beside = {each.holder: each.role for each in grants if each.role in _SPEAKS_AS}
    lines, messages, wishes = await log_of(db, held), await messages_of(db, held.id), await _wishes(db, held)
    noted = [text_id for each in lines for text_id in (each.note_text_id, each.need_text_id) if text_id]
    words = await _opened(db, held, [*noted, *(each.id for each in (*messages, *wishes))])
    let_in = max((each.given_at for each in grants if each.holder == held.actor.tag), default=clock.now())
    until = (await seen_until(db, [held.id])).get((held.id, held.actor.tag), let_in)
    return ContactContents(
        contact=await contact_of(db, held),
        entries=[
            ContactLineRead(
                id=each.id,
                way=each.way,
                happened_at=each.happened_at,
                noted_by=name(each.noted_by),
                role=beside.get(each.noted_by) if each.noted_by else None,
                note=words.get(each.note_text_id) if each.note_text_id else None,
                need=words.get(each.need_text_id) if each.need_text_id else None,
            )
            for each in lines
        ],
        messages=[
            message_as_read(held, each, text=words.get(each.id), name=name, beside=beside, until=until)
            for each in messages
        ],
        wishes=[WishRead(at=each.created_at, text=words.get(each.id)) for each in wishes],
        days=await read_days(db, held),
    )


async def log_of(db: Session, held: HeldCase) -> list[LogLine]:
    """Every contact, newest first: also what was ticked off in the plan without a line of its own."""
    entries = (await db.exec(select(ContactEntry).where(ContactEntry.case_id == held.id))).all()
    noted = {each.step_id for each in entries}
    policy = load(held.case.policy_name, held.case.policy_version)
    touching = [step.id for _, step in policy.all_steps() if step.act is Act.KEEP_IN_TOUCH]
    done = await db.exec(
        select(CaseStep).where(
            CaseStep.case_id == held.id, col(CaseStep.code).in_(touching), CaseStep.status == StepStatus.DONE
        )
    )
    lines = [
        LogLine(each.id, each.way, each.happened_at, each.noted_by, each.note_text_id, each.need_text_id)
        for each in entries
    ]
    lines += [
        LogLine(each.id, None, each.finished_at, each.finished_by, each.note_text_id, None)
        for each in done.all()
        if each.id not in noted and each.finished_at is not None
    ]
    return sorted(lines, key=lambda each: (each.happened_at, each.id), reverse=True)


async def _wishes(db: Session, held: HeldCase) -> list[SealedText]:
    """Why another contact person was wanted, newest first: sealed where no contact person has a key."""
    if READS_WISHES.isdisjoint(held.roles) or Compartment.SUBMISSION not in held.compartments:
        return []
    rows = await db.exec(
        select(SealedText)
        .where(SealedText.case_id == held.id, SealedText.kind == TextKind.WHY_ANOTHER)
        .order_by(col(SealedText.created_at).desc(), col(SealedText.id).desc())
    )
    return list(rows.all())


async def _opened(db: Session, held: HeldCase, text_ids: Collection[UUID]) -> dict[UUID, str]:
    """The words of those that this actor's keys open."""
    rows = (await db.exec(select(SealedText).where(col(SealedText.id).in_(text_ids)))).all()
    opened = await held.opened(db, {row.version_id for row in rows})
    return {
        row.id: opened[row.version_id].open(row.sealed, table="sealed_text", row=row.id, field="sealed")
        for row in rows
        if row.version_id in opened
    }
