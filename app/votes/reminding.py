"""The due work of a drawing at a distance: who has not drawn is reminded, twice at most.

A reminder carries no link. A link is made as its mail is sent and is stored hashed, so that a reminder with one would
have to make another and void the first: whoever had just found the first mail would open a dead link, and the mail
could be mistaken for the trick that it would then look like. It says where the link is instead, and whom to call.
"""

from datetime import datetime
from uuid import UUID

from app.core import clock
from app.core.database import Database, Session
from app.core.due_work import Job
from app.core.errors import NotFound
from app.core.keys import PersonTag
from app.notifications.hooks import Link
from app.notifications.rules import NoticeKind
from app.notifications.service import notify
from app.votes import running
from app.votes.access import load


async def remind(database: Database, job: Job) -> datetime | None:
    """The leased job of one vote; gives the next time.

    That it was done is marked in the transaction that fills the outbox: nobody is told twice, and what was missed
    while nothing ran is told once.
    """
    async with database.writing() as db:
        try:
            vote = await load(db, UUID(job.subject), to_change=True)
        except NotFound:
            return None
        now, due_at = clock.now(), running.next_reminder(vote)
        if due_at is None or due_at > now:
            return due_at
        if vote.drawing_closes_at is None or now >= vote.drawing_closes_at:
            return None
        for entry, tag in await running.with_person_tags(db, vote.id):
            if not entry.has_drawn:
                await notify(db, NoticeKind.VOTE_REMINDER, to=tag, about=entry.id, useless_from=vote.drawing_closes_at)
        vote.reminded_at = now
        return running.next_reminder(vote)


async def if_still_to_draw(db: Session, to: PersonTag, entry_id: UUID | None) -> Link | None:
    """For the outbox, as each mail is sent: nothing to who drew meanwhile, or when the vote has moved on or ended."""
    return None if await running.entry_still_to_draw(db, to, entry_id) is None else Link("/rosta")
