import secrets
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete
from sqlmodel import col, select

from app.core import clock
from app.core.database import Database, Session
from app.core.due_work import Handler, Job, schedule, schedule_each
from app.core.ids import new_id
from app.core.keys import PersonTag
from app.core.rows import insert_rows
from app.notifications.hooks import Link, OutboxHooks
from app.notifications.models import Notice
from app.notifications.rules import NoticeKind, words
from app.people import service as people
from app.people.association import association
from app.ports.mail import Mail, MailPort

JOB = "send-notice"


async def notify(  # noqa: PLR0913 - all keyword-only after what is said
    db: Session,
    kind: NoticeKind,
    *,
    to: PersonTag,
    case_id: UUID | None = None,
    about: UUID | None = None,
    due_at: datetime | None = None,
) -> UUID:
    """Put a notice in the outbox, in the caller's transaction: nobody is told of what did not happen.

    `about`: the row that a link is made for when the mail is sent.
    """
    notice = Notice(id=new_id(), kind=kind, recipient=to, case_id=case_id, about=about, created_at=clock.now())
    db.add(notice)
    await schedule(db, kind=JOB, subject=str(notice.id), due_at=due_at or clock.now())
    return notice.id


async def notify_each(db: Session, kind: NoticeKind, *, to: Sequence[PersonTag], case_id: UUID | None = None) -> None:
    """As `notify`, now, for each of `to`, in two statements."""
    now = clock.now()
    notices = [
        {"id": new_id(), "kind": kind, "recipient": tag, "case_id": case_id, "about": None, "created_at": now}
        for tag in to
    ]
    await insert_rows(db, Notice, notices)
    await schedule_each(db, kind=JOB, subjects=[str(notice["id"]) for notice in notices], due_at=now)


async def withhold(db: Session, *, recipient: PersonTag, case_id: UUID) -> None:
    """A bar: what was about to tell this person of this case is gone from the outbox."""
    await db.exec(delete(Notice).where(col(Notice.recipient) == recipient, col(Notice.case_id) == case_id))


def sender_of(mail: MailPort, hooks: OutboxHooks, *, public_url: str) -> Handler:
    """The due work that sends one notice."""

    async def send(database: Database, job: Job) -> datetime | None:
        prepared = await _prepare(database, UUID(job.subject), hooks=hooks, public_url=public_url)
        if prepared is not None:
            await mail.send(prepared)
        async with database.writing() as db:
            await db.exec(delete(Notice).where(col(Notice.id) == UUID(job.subject)))
        return None

    return send


async def _prepare(database: Database, notice_id: UUID, *, hooks: OutboxHooks, public_url: str) -> Mail | None:
    """The mail, or None when there is nobody who may be told."""
    async with database.writing() as db:  # a link made here is committed before it leaves
        notice = (await db.exec(select(Notice).where(Notice.id == notice_id))).first()
        if notice is None:
            return None
        recipient = PersonTag(notice.recipient)
        if notice.case_id is not None and not await hooks.may_still_know(db, recipient, notice.case_id):
            return None
        person = await people.person_by_tag(db, recipient)
        if person is None or not person.email or person.is_retired:
            return None
        make_link = hooks.links.get(notice.kind)
        link = await make_link(db, recipient, notice.about) if make_link else Link("/")
        if link is None:
            return None
        said = words(
            notice.kind,
            language=person.language.value,
            link=public_url + link.path,
            sender=(await association(db)).neutral_name,
        )
    # Sent again after a crash it is another mail: of two that are named alike a mailbox may keep the one that is void.
    key = f"{notice_id.hex}-{secrets.token_hex(8)}" if link.voids_older else notice_id.hex
    return Mail(key=key, to=link.to or person.email, subject=said.subject, text=said.text)
