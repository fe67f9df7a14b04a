"""How far each hearing has come, and what is answered, for those who hold the case. Source: KNO-01, UNK-03."""

from dataclasses import dataclass
from uuid import UUID

from sqlmodel import select

from app.access.rules import Compartment, Office
from app.audit import service as audit
from app.auth import service as auth
from app.cases import records
from app.cases.access import HeldCase, barred_people
from app.cases.rules import TextKind
from app.cases.who_opened import OPENED_PART
from app.core import clock
from app.core.database import Session
from app.people import service as people
from app.proceedings.hearing.errors import (
    NotToldYet,
)
from app.proceedings.hearing.heard import (
    Heard,
    heard_here,
    hearing_to_change,
    log,
    require_past,
)
from app.proceedings.hearing.models import Hearing, HearingAnswer
from app.proceedings.hearing.rules import CONTACTS, HearingState, kind_of
from app.proceedings.hearing.schemas import AnswerRecord, OpenedHearing
from app.proceedings.hearing.texts import Record, opened_record, records_of, seal, sealed_texts
from app.proceedings.subjects import reading_on_page


async def contacts_here(db: Session, held: HeldCase) -> list[Office]:
    """To whom they can be told to turn: no office that only people who are part of the matter hold. Source: CON-02."""
    barred = await barred_people(db, held.id)
    holders = {office: set(await people.holders_of(db, office)) for office in CONTACTS}
    return [office for office in CONTACTS if not holders[office] or holders[office] - barred.keys()]


@dataclass(frozen=True)
class HearingView:
    heard: Heard
    record: Record | None
    state: HearingState | None
    has_account: bool
    reads_on_page: bool


async def hearings_of(db: Session, held: HeldCase) -> list[HearingView]:
    """Everyone who is to be heard here, those with something released first. Raises CompartmentNotOpen."""
    held.require_compartment(Compartment.HEARING)
    heard = await heard_here(db, held)
    begun = (await db.exec(select(Hearing).where(Hearing.case_id == held.id))).all()
    record_of = {each.hearing.subject: each for each in await records_of(db, begun)}
    policy = records.policy_of(held)
    accounts = await auth.holder_ids(db, [each.person_id for each in heard.values() if each.person_id is not None])
    readers = await reading_on_page(db, held.id)
    views = []
    for tag, each in heard.items():
        record = record_of.get(tag)
        views.append(
            HearingView(
                each,
                record,
                record.state(policy) if record else None,
                has_account=each.person_id in accounts,
                reads_on_page=tag in readers,
            )
        )
    return views


async def record_answer(
    db: Session, held: HeldCase, hearing_id: UUID, answer: AnswerRecord, *, answer_id: UUID
) -> None:
    """What they said on paper or in person, in their words. Raises NotToldYet, NotFound."""
    hearing, _ = await hearing_to_change(db, held, hearing_id)
    (record,) = await records_of(db, [hearing])
    if not record.told:
        raise NotToldYet
    require_past(answer.given_at, field="body.given_at")
    text_id = None
    if answer.text:
        text_id = await seal(db, hearing, answer.text, kind=TextKind.STATEMENT, author=held.actor.tag)
    db.add(
        HearingAnswer(
            id=answer_id,
            hearing_id=hearing.id,
            kind=kind_of(
                declines=answer.declines,
                is_to_vote=answer.is_to_vote,
                said_before=[each.kind for each in record.answers],
            ),
            text_id=text_id,
            way=answer.way,
            given_at=answer.given_at,
            recorded_by=held.actor.tag,
            recorded_at=clock.now(),
        )
    )
    log(db, held, hearing, "hearing-answered")
    await db.flush()


async def open_hearing(db: Session, held: HeldCase, hearing_id: UUID) -> OpenedHearing:
    """Everything that was told and said; that it was opened is recorded. Raises NotFound, KeyNotHeld."""
    hearing, _ = await hearing_to_change(db, held, hearing_id)
    (record,) = await records_of(db, [hearing])
    rows = await sealed_texts(db, record)
    opened = await held.opened(db, {row.version_id for row in rows})
    audit.record(
        db, OPENED_PART, actor=held.actor.tag, subject=held.id, compartment=Compartment.HEARING, hearing=str(hearing.id)
    )
    return opened_record(record, rows, opened, policy=records.policy_of(held))
