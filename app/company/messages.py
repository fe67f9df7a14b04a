"""What is written between the affected person and whoever is beside them, and who has not read it yet."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from uuid import UUID

from sqlmodel import col, select

from app.access.rules import Action, CaseRole, Compartment
from app.cases.access import HeldCase
from app.cases.models import Grant, SealedText
from app.cases.names import Names
from app.cases.rules import TextKind
from app.company.models import ContactSeen
from app.company.rules import MessageFacts, count_new
from app.company.schemas import MessageRead
from app.core.database import Session
from app.plans.now import AlarmsAsked
from app.plans.rules import CaseAlarm


async def messages_of(db: Session, case_id: UUID) -> list[SealedText]:
    rows = await db.exec(
        select(SealedText)
        .where(SealedText.case_id == case_id, SealedText.kind == TextKind.MESSAGE)
        .order_by(col(SealedText.created_at), col(SealedText.id))
    )
    return list(rows.all())


async def seen_until(db: Session, case_ids: Collection[UUID]) -> dict[tuple[UUID, str], datetime]:
    rows = await db.exec(select(ContactSeen).where(col(ContactSeen.case_id).in_(case_ids)))
    return {(row.case_id, row.reader): row.seen_until for row in rows.all()}


async def tell_of_messages(db: Session, asked: AlarmsAsked) -> None:
    """The listener of what needs somebody now: for who may read them, what they have not seen."""
    could = {
        case_id: reader.tag
        for case_id, reader in asked.readers.items()
        if Action.KEEP_IN_TOUCH in reader.actions and Compartment.SUPPORT in reader.compartments
    }
    rows = await db.exec(
        select(SealedText.case_id, SealedText.author, SealedText.created_at).where(
            col(SealedText.case_id).in_(list(could)), SealedText.kind == TextKind.MESSAGE
        )
    )
    written: dict[UUID, list[MessageFacts]] = {}
    for case_id, author, at in rows.all():
        written.setdefault(case_id, []).append(MessageFacts(author, at))
    seen = await seen_until(db, list(could))
    since = await _let_in(db, could)
    for case_id, messages in written.items():
        reader = could[case_id]
        until = seen.get((case_id, reader), since.get(case_id))
        if until is not None and count_new(messages, reader=reader, seen_until=until):
            asked.found.add((CaseAlarm.NEW_MESSAGE, case_id))


async def _let_in(db: Session, could: Mapping[UUID, str]) -> dict[UUID, datetime]:
    """Since when each has the case: what was written before is there to read, and no news."""
    rows = await db.exec(
        select(Grant.case_id, Grant.given_at)
        .where(
            col(Grant.case_id).in_(list(could)),
            col(Grant.holder).in_(set(could.values())),
            col(Grant.ended_at).is_(None),
        )
        .order_by(col(Grant.given_at).desc())
    )
    return dict(rows.all())


async def mark_seen(db: Session, held: HeldCase, messages: Iterable[SealedText]) -> None:
    newest = max((each.created_at for each in messages), default=None)
    if newest is None:
        return
    row = await db.get(ContactSeen, (held.id, held.actor.tag))
    if row is None:
        db.add(ContactSeen(case_id=held.id, reader=held.actor.tag, seen_until=newest))
    else:
        row.seen_until = max(row.seen_until, newest)


def message_as_read(  # noqa: PLR0913 - keyword-only, each a part of what is shown
    held: HeldCase,
    row: SealedText,
    *,
    text: str | None,
    name: Names,
    beside: Mapping[str, CaseRole],
    until: datetime,
) -> MessageRead:
    """`beside`: who speaks here, and as what. `until`: up to when this reader had read."""
    is_mine = row.author == held.actor.tag
    return MessageRead(
        id=row.id,
        sent_at=row.created_at,
        is_mine=is_mine,
        is_new=not is_mine and row.created_at > until,
        author=name(row.author),
        role=beside.get(row.author),
        text=text,
    )
