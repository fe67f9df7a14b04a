"""A complaint about a result that stands: who may make one, who answers it, and what follows when it is upheld.

Nothing waits for it: an exclusion case goes on meanwhile, and the minutes are approved. Only the ballots are kept
until it is answered.
"""

from uuid import UUID

from sqlmodel import col, select

from app.access.actor import SYSTEM
from app.audit import service as audit
from app.core import clock
from app.core.database import Session
from app.core.errors import Forbidden, NotFound
from app.core.keys import Keys
from app.notifications.rules import NoticeKind
from app.notifications.service import notify
from app.votes import access, clearing, running, sealed
from app.votes.access import HeldVote
from app.votes.errors import (
    ComplainedAlready,
    ComplaintTimeOver,
    OwnComplaint,
    SecondToUpholdNotIndependent,
    VoteHasMovedOn,
)
from app.votes.hooks import OverturnedVote, overturned
from app.votes.kinds import RESULT_IS_KNOWN
from app.votes.models import Vote, VoteComplaint
from app.votes.pairs import are_independent
from app.votes.rules import Outcome, VoteStatus, check_transition
from app.votes.schemas import ComplaintRead
from app.votes.setup import complaints_end_at, rule_of

_TEXT, _ANSWER = "complains", "complaint-answer"


def complaint_tag(keys: Keys, *, vote_id: UUID, person_id: UUID) -> str:
    """Whose complaint it is, to be asked and not read. Not their tag on the roll: neither row leads to the other."""
    return keys.keyed_hash("vote complaint", vote_id, person_id)


async def may_complain(db: Session, held: HeldVote) -> bool:
    """Whether this reader can now: on the roll, in time, and not yet."""
    ends_at = complaints_end_at(held.vote)
    if held.vote.status not in RESULT_IS_KNOWN or ends_at is None or clock.now() >= ends_at or not held.is_summoned:
        return False
    return not await _has_complained(db, held)


async def complain(db: Session, held: HeldVote, *, text: str) -> None:
    """Once, by someone on the roll, while there is time. Who it was nobody else is told.

    Raises Forbidden, VoteHasMovedOn, ComplaintTimeOver and ComplainedAlready.
    """
    vote, ends_at = held.vote, complaints_end_at(held.vote)
    if not held.is_summoned or held.actor.person_id is None:
        raise Forbidden
    if vote.status not in RESULT_IS_KNOWN or ends_at is None:
        raise VoteHasMovedOn
    if clock.now() >= ends_at:
        raise ComplaintTimeOver
    if await _has_complained(db, held):
        raise ComplainedAlready
    tag = complaint_tag(db.keys, vote_id=vote.id, person_id=held.actor.person_id)
    sealed_text = sealed.seal(db.keys, text.encode(), vote_id=vote.id, field=_TEXT)
    db.add(VoteComplaint(vote_id=vote.id, complainer=tag, sealed_text=sealed_text))
    await db.flush()
    # Not by whom: the log is read by those it may be about.
    audit.record(db, "vote-complaint-made", actor=SYSTEM.tag, subject=vote.id)
    for person_id in await access.assistants(db, vote):
        await notify(db, NoticeKind.SOMETHING_NEEDS_YOU, to=db.keys.person_tag(person_id))


async def _has_complained(db: Session, held: HeldVote) -> bool:
    if held.actor.person_id is None:
        return False
    tag = complaint_tag(db.keys, vote_id=held.vote.id, person_id=held.actor.person_id)
    return (await db.exec(select(VoteComplaint.id).where(VoteComplaint.complainer == tag))).first() is not None


async def dismiss(db: Session, held: HeldVote, *, complaint_id: UUID, reason: str) -> None:
    """The result stands, and the group reads why. Raises NotFound, OwnComplaint and VoteHasMovedOn."""
    row = await _unanswered(db, held, complaint_id)
    row.sealed_answer = sealed.seal(db.keys, reason.encode(), vote_id=row.vote_id, field=_ANSWER)
    row.is_upheld, row.upheld_first_by = False, None
    await db.flush()
    audit.record(db, "vote-complaint-dismissed", actor=held.actor.tag, subject=row.vote_id)
    await clearing.schedule_for(db, held.vote)


async def uphold(db: Session, held: HeldVote, *, complaint_id: UUID, reason: str) -> None:
    """The first of two who say that the result must fall. Until a second agrees nothing has happened.

    Raises NotFound, OwnComplaint and VoteHasMovedOn.
    """
    row = await _unanswered(db, held, complaint_id)
    row.sealed_answer = sealed.seal(db.keys, reason.encode(), vote_id=row.vote_id, field=_ANSWER)
    row.upheld_first_by = held.actor.tag
    await db.flush()
    audit.record(db, "vote-complaint-upheld-first", actor=held.actor.tag, subject=row.vote_id)
    for person_id in await access.assistants(db, held.vote):
        if person_id != held.actor.person_id:
            await notify(db, NoticeKind.SOMETHING_NEEDS_YOU, to=db.keys.person_tag(person_id))


async def agree(db: Session, held: HeldVote, *, complaint_id: UUID) -> None:
    """The second: the result falls, with the first one's reason. Its bulletin stays, as evidence of what it was.

    Raises NotFound, OwnComplaint, VoteHasMovedOn and SecondToUpholdNotIndependent.
    """
    vote, row = held.vote, await _unanswered(db, held, complaint_id)
    assisting: dict[str, UUID] = {db.keys.person_tag(each): each for each in await access.assistants(db, vote)}
    first, second = assisting.get(row.upheld_first_by or ""), held.actor.person_id
    if row.upheld_first_by is None or row.sealed_answer is None:
        raise VoteHasMovedOn
    # Whoever was first and may not any more counts for nothing.
    if first is None or second is None or first == second or not await are_independent(db, first, second):
        raise SecondToUpholdNotIndependent
    row.is_upheld = True
    reason = sealed.unseal(db.keys, row.sealed_answer, vote_id=vote.id, field=_ANSWER).decode()
    await _overturn(db, vote, reason=reason, by=held.actor.tag)


async def _overturn(db: Session, vote: Vote, *, reason: str, by: str) -> None:
    check_transition(vote.status, to=VoteStatus.VOID)
    was, opened_exclusion = vote.outcome, rule_of(vote).opens_exclusion and vote.outcome is Outcome.NO_CONFIDENCE
    vote.status, vote.outcome, vote.overturned_at = VoteStatus.VOID, None, clock.now()
    vote.sealed_end_reason = sealed.seal_text(db.keys, reason, vote_id=vote.id, field="end-reason")
    vote.version += 1
    await db.flush()
    audit.record(db, "vote-overturned", actor=by, subject=vote.id)
    for _, tag in await running.with_person_tags(db, vote.id):
        await notify(db, NoticeKind.SOMETHING_NEEDS_YOU, to=tag)
    await overturned(
        db,
        OverturnedVote(
            vote_id=vote.id, case_id=vote.case_id, kind=vote.kind, outcome=was, opened_exclusion=opened_exclusion
        ),
    )
    await clearing.schedule_for(db, vote)


async def _unanswered(db: Session, held: HeldVote, complaint_id: UUID) -> VoteComplaint:
    """For somebody else's answer. One that a first person upholds can still be dismissed."""
    vote = held.vote
    query = select(VoteComplaint).where(VoteComplaint.vote_id == vote.id, VoteComplaint.id == complaint_id)
    row = (await db.exec(query.with_for_update())).first()
    if row is None:
        raise NotFound
    if held.actor.person_id is None or row.complainer == complaint_tag(
        db.keys, vote_id=vote.id, person_id=held.actor.person_id
    ):
        raise OwnComplaint
    if vote.status not in RESULT_IS_KNOWN or row.is_upheld is not None:
        raise VoteHasMovedOn
    return row


async def as_read(db: Session, held: HeldVote) -> list[ComplaintRead]:
    """For the group: text and answer, never whose. What a first person would uphold only those read who may agree."""
    if held.vote.certified_at is None or not held.is_of_group:
        return []
    vote, person_id = held.vote, held.actor.person_id
    mine = complaint_tag(db.keys, vote_id=vote.id, person_id=person_id) if person_id else None
    query = select(VoteComplaint).where(VoteComplaint.vote_id == vote.id).order_by(col(VoteComplaint.id))
    return [
        ComplaintRead(
            id=row.id,
            text=sealed.unseal(db.keys, row.sealed_text, vote_id=vote.id, field=_TEXT).decode(),
            answer=sealed.unseal_text(db.keys, row.sealed_answer, vote_id=vote.id, field=_ANSWER)
            if row.is_upheld is not None or held.assists
            else None,
            is_upheld=row.is_upheld,
            is_mine=row.complainer == mine,
            waits_for_second=row.is_upheld is None and row.upheld_first_by is not None and held.assists,
            was_first=row.upheld_first_by == held.actor.tag and row.is_upheld is None,
        )
        for row in (await db.exec(query)).all()
    ]
