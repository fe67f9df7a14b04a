"""Whoever leads a vote and is part of its matter: somebody else goes on."""

from app.access.actor import Actor
from app.access.rules import Office
from app.audit import service as audit
from app.core.database import Session
from app.core.errors import Forbidden
from app.notifications.rules import NoticeKind
from app.notifications.service import notify
from app.people import service as people
from app.votes import access, conflicts
from app.votes.errors import VoteHasMovedOn
from app.votes.kinds import BEFORE_LOCK, UNDER_WAY
from app.votes.models import Vote


async def step_aside(db: Session, vote: Vote, *, actor: Actor) -> None:
    """They lead, assist and count no more. Chair, then vice chair, then the board leads; all who may are told. CON-02.

    Before lock the next reads everything through: what somebody answered who is part of the matter counts for nothing.
    With nobody left the federation is told that help is needed. Raises VoteHasMovedOn.
    """
    if vote.status not in UNDER_WAY:
        raise VoteHasMovedOn
    if actor.person_id is None:
        raise Forbidden
    await conflicts.step_aside(db, vote, actor.person_id)
    if vote.status in BEFORE_LOCK:
        vote.sealed_preflight = None
    vote.version += 1
    await db.flush()
    if not await access.tell_leaders(db, vote):
        for person_id in await people.holders_of(db, Office.FEDERATION):
            await notify(db, NoticeKind.OUTSIDE_HELP, to=db.keys.person_tag(person_id))
    audit.record(db, "vote-leader-stepped-aside", actor=actor.tag, subject=vote.id)
