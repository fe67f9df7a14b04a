"""The outbox as other rooms use it: put something in, or take it out again before it is sent."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete
from sqlmodel import col

from app.core import clock
from app.core.database import Session
from app.core.due_work import schedule, schedule_each
from app.core.ids import new_id
from app.core.keys import PersonTag
from app.core.rows import insert_rows
from app.notifications.models import Notice
from app.notifications.rules import ALARMS, NoticeKind

JOB, ALARM_JOB, TEXT_JOB = "send-notice", "send-alarm", "send-text"
JOBS = (JOB, ALARM_JOB, TEXT_JOB)
"""Each has a lane of its own: an alarm waits behind no other mail, and no text message behind a mail server."""


def job_of(kind: NoticeKind) -> str:
    return ALARM_JOB if kind in ALARMS else JOB


async def notify(  # noqa: PLR0913 - all keyword-only after what is said
    db: Session,
    kind: NoticeKind,
    *,
    to: PersonTag,
    case_id: UUID | None = None,
    about: UUID | None = None,
    due_at: datetime | None = None,
    useless_from: datetime | None = None,
) -> UUID:
    """Put a notice in the outbox, in the caller's transaction: nobody is told of what did not happen.

    `about`: the row that a link is made for when the mail is sent. `useless_from`: when it is no use any more, so that
    quiet hours that end later do not hold it back.
    """
    notice = Notice(
        id=new_id(),
        kind=kind,
        recipient=to,
        case_id=case_id,
        about=about,
        created_at=clock.now(),
        useless_from=useless_from,
    )
    db.add(notice)
    await schedule(db, kind=job_of(kind), subject=str(notice.id), due_at=due_at or clock.now())
    return notice.id


async def notify_each(db: Session, kind: NoticeKind, *, to: Sequence[PersonTag], case_id: UUID | None = None) -> None:
    """As `notify`, now, for each of `to`, in two statements."""
    now = clock.now()
    notices = [
        {"id": new_id(), "kind": kind, "recipient": tag, "case_id": case_id, "about": None, "created_at": now}
        for tag in to
    ]
    await insert_rows(db, Notice, notices)
    await schedule_each(db, kind=job_of(kind), subjects=[str(notice["id"]) for notice in notices], due_at=now)


async def withhold(db: Session, *, recipient: PersonTag, case_id: UUID) -> None:
    """A bar: what was about to tell this person of this case is gone from the outbox."""
    await db.exec(delete(Notice).where(col(Notice.recipient) == recipient, col(Notice.case_id) == case_id))
