"""What is on the table: the policy's topics and the board's own, and what was said under each."""

from uuid import UUID

from app.access.rules import Compartment
from app.cases import service as cases
from app.cases.access import HeldCase
from app.cases.rules import TextKind
from app.core.database import Session
from app.core.ids import new_id
from app.proceedings.meetings.errors import ItemMustStay, MeetingHasMovedOn
from app.proceedings.meetings.models import AgendaItem, Meeting
from app.proceedings.meetings.rules import MeetingKind, is_open, may_be_removed, topics_for
from app.proceedings.meetings.service import changed, decisions_of, item_of, items_of, policy_for, require_going_on
from app.proceedings.subjects import concerned_in


async def add_agenda(db: Session, held: HeldCase, meeting: Meeting) -> None:
    topics = topics_for(
        [point.about for point in policy_for(held).agenda],
        has_someone=bool(await concerned_in(db, held.case)),
        is_from_conclusion=meeting.is_from_conclusion,
        stage=held.case.stage,
    )
    for place, topic in enumerate(topics, start=1):
        db.add(AgendaItem(id=new_id(), meeting_id=meeting.id, place=place, topic=topic))


async def add_item(db: Session, held: HeldCase, meeting: Meeting, *, title: str, item_id: UUID) -> None:
    """Raises MeetingHasMovedOn."""
    _require_agenda_open(meeting)
    text = await cases.write(db, held, Compartment.DECISIONS, kind=TextKind.MEETING, text=title)
    place = max((each.place for each in await items_of(db, meeting)), default=0) + 1
    db.add(AgendaItem(id=item_id, meeting_id=meeting.id, place=place, title_text_id=text.id))
    changed(db, meeting)
    await db.flush()


async def remove_item(db: Session, meeting: Meeting, item_id: UUID) -> None:
    """Raises MeetingHasMovedOn, and ItemMustStay for what every meeting takes up and what was dealt with."""
    _require_agenda_open(meeting)
    item = await item_of(db, meeting, item_id)
    is_dealt_with = item.note_text_id is not None or any(
        each.item_id == item_id for each in await decisions_of(db, meeting)
    )
    if is_dealt_with or not may_be_removed(item.topic, is_from_conclusion=meeting.is_from_conclusion):
        raise ItemMustStay
    await db.delete(item)
    changed(db, meeting)
    await db.flush()


async def note(db: Session, held: HeldCase, meeting: Meeting, item_id: UUID, *, text: str) -> None:
    """What was said, for the minutes. A later one takes its place; the earlier stays sealed in the case."""
    require_going_on(meeting)
    item = await item_of(db, meeting, item_id)
    written = await cases.write(db, held, Compartment.DECISIONS, kind=TextKind.MEETING, text=text)
    item.note_text_id = written.id
    db.add(item)
    changed(db, meeting)
    await db.flush()


def _require_agenda_open(meeting: Meeting) -> None:
    if meeting.kind is not MeetingKind.DECISION or not is_open(meeting.kind, meeting.status):
        raise MeetingHasMovedOn
