"""Talks with those concerned, from planned to held, declined or past: each side is heard apart. Source: KNO-01."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import select

from app.cases import records, wishes
from app.cases import service as cases
from app.cases.access import HeldCase
from app.cases.errors import NotEligible
from app.cases.records import Told
from app.cases.rules import TextKind
from app.core import clock
from app.core.database import Session
from app.core.errors import InvalidInput, NotFound
from app.policy import rules as policy_rules
from app.policy.terms import Act, Recipient
from app.proceedings.mapping.errors import NotNamedSo, TalkIsSettled, TimeIsNotUp
from app.proceedings.mapping.models import MappingTalk
from app.proceedings.mapping.rules import ABOUT_SOMEBODY, ACT_OF, ANSWERED, Talk, TalkStatus, may_become
from app.proceedings.mapping.service import (
    CLOSED,
    Mapping,
    compartment_of,
    investigators,
    mapping_of,
    record,
    require_mapping,
    step_follows,
)


@dataclass(frozen=True)
class Planned:
    """`person_id` for who is accused or suspected, `whom` in words for a witness, neither for who is affected."""

    talk: Talk
    planned_for: datetime
    person_id: UUID | None
    whom: str


async def plan(db: Session, held: HeldCase, wanted: Planned, *, talk_id: UUID) -> None:
    """Raises NotBeingMapped, CompartmentNotOpen, NotNamedSo, InvalidInput."""
    require_mapping(held)
    row = MappingTalk(
        id=talk_id,
        case_id=held.id,
        talk=wanted.talk,
        status=TalkStatus.PLANNED,
        subject=await _subject(db, held, wanted),
        planned_for=wanted.planned_for,
        planned_by=held.actor.tag,
        held_by=[],
    )
    if wanted.whom:
        row.whom_text_id = (await cases.write(db, held, CLOSED, kind=TextKind.WITH_WHOM, text=wanted.whom)).id
    db.add(row)
    record(db, held, "talk-planned", about=row.id, talk=row.talk.value)
    await db.flush()


async def _subject(db: Session, held: HeldCase, wanted: Planned) -> str | None:
    if wanted.talk is Talk.WITNESS and not wanted.whom:
        raise InvalidInput(fields=[("body.whom", "missing")])
    if wanted.talk not in ABOUT_SOMEBODY:
        return None
    found = await mapping_of(db, held.id)
    named = found.accused if wanted.talk is Talk.ACCUSED else found.suspected
    if wanted.person_id not in named:
        raise NotNamedSo
    return named[wanted.person_id]


async def talk_to_change(db: Session, held: HeldCase, talk_id: UUID) -> MappingTalk:
    """Raises NotFound, NotBeingMapped, CompartmentNotOpen."""
    require_mapping(held)
    row = (await db.exec(select(MappingTalk).where(MappingTalk.id == talk_id, MappingTalk.case_id == held.id))).first()
    if row is None:
        raise NotFound
    return row


@dataclass(frozen=True)
class Held:
    """What was said, and by which of those who investigate it was heard."""

    notes: str
    held_by: list[UUID]
    is_read_back: bool
    names_affected: bool | None


async def hold(db: Session, held: HeldCase, row: MappingTalk, talked: Held) -> None:
    """The notes are sealed where the policy says for such a talk. That the accused was told stands in the ledger.

    That somebody suspected was told does not, until it is known who it is: more people read the ledger. Source: UNK-05.

    Raises: TalkIsSettled, NotEligible, InvalidInput, RecipientNotAllowed.
    """
    _require_next(row, TalkStatus.HELD)
    tags = [db.keys.person_tag(each) for each in talked.held_by]
    if not set(tags) <= set(await investigators(db, held.id)):
        raise NotEligible
    if row.talk in ABOUT_SOMEBODY and talked.names_affected is None:
        # Never guessed: the affected person reads it, now or once it is known who it is.
        raise InvalidInput(fields=[("body.names_affected", "missing")])
    act = ACT_OF.get(row.talk)
    where = compartment_of(held, act) if act is not None else CLOSED
    row.text_id = (await cases.write(db, held, where, kind=TextKind.TALK, text=talked.notes)).id
    row.held_by, row.is_read_back = list(dict.fromkeys(tags)), talked.is_read_back
    row.names_affected = talked.names_affected if row.talk in ABOUT_SOMEBODY else None
    with_name = talked.names_affected is True
    if row.talk is Talk.ACCUSED:
        step = _step_code(held, Act.INTERVIEW_ACCUSED)
        await records.record_disclosure(db, held, Told(recipient=Recipient.ACCUSED, with_name=with_name, step=step))
    elif row.talk in ABOUT_SOMEBODY:
        records.ground_for(
            records.policy_of(held),
            category=held.case.category,
            recipient=Recipient.ACCUSED,
            with_name=with_name,
            said=await wishes.said(db, held.case),
            field="body.names_affected",
        )
    await _settle(db, held, row, TalkStatus.HELD)


def _step_code(held: HeldCase, act: Act) -> str | None:
    steps = policy_rules.steps_with_act(
        records.policy_of(held), act=act, category=held.case.category, phase=held.case.phase
    )
    return next((step.id for step in steps), None)


async def end(db: Session, held: HeldCase, row: MappingTalk, *, status: TalkStatus, note: str) -> None:
    """It came to no talk. Raises TalkIsSettled, TimeIsNotUp, InvalidInput."""
    _require_next(row, status)
    if status is TalkStatus.HELD:
        raise InvalidInput(fields=[("body.status", "has-its-own-route")])
    if status is TalkStatus.TIME_RAN_OUT and clock.now() < row.planned_for:
        raise TimeIsNotUp
    if note:
        row.text_id = (await cases.write(db, held, CLOSED, kind=TextKind.TALK, text=note)).id
    await _settle(db, held, row, status)


def _require_next(row: MappingTalk, to: TalkStatus) -> None:
    if row.status is not TalkStatus.PLANNED:
        raise TalkIsSettled
    if not may_become(row.talk, from_=row.status, to=to):
        raise InvalidInput(fields=[("body.status", "not-for-them")])


async def _settle(db: Session, held: HeldCase, row: MappingTalk, status: TalkStatus) -> None:
    row.status, row.settled_at = status, clock.now()
    row.version += 1
    db.add(row)
    record(db, held, f"talk-{status.value.replace('_', '-')}", about=row.id, talk=row.talk.value)
    act = ACT_OF.get(row.talk)
    if act is not None and status in ANSWERED:
        found = await mapping_of(db, held.id)
        if _is_everyone_asked(found, row.talk):
            was_held = any(each.talk is row.talk and each.status is TalkStatus.HELD for each in found.talks)
            await step_follows(db, held, act, is_done=True, was_needed=was_held)
    await db.flush()


def _is_everyone_asked(found: Mapping, talk: Talk) -> bool:
    subjects = {Talk.ACCUSED: found.accused, Talk.SUSPECTED: found.suspected}.get(talk)
    return subjects is None or found.were_asked(talk, subjects.values()) == len(subjects)


async def read_back(db: Session, held: HeldCase, row: MappingTalk, *, is_read_back: bool) -> None:
    """Whether they have read what was written of it. Raises NotFound for a talk that was not held."""
    if row.status is not TalkStatus.HELD:
        raise NotFound
    row.is_read_back = is_read_back
    row.version += 1
    db.add(row)
    record(db, held, "talk-read-back", about=row.id, answer=str(is_read_back))
    await db.flush()
