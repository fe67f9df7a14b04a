"""The check window, the count and the certified result."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import col, select

from app.access.actor import SYSTEM
from app.audit import service as audit
from app.core import clock
from app.core.database import Database, Session
from app.core.due_work import Job, schedule, unschedule
from app.core.errors import DomainError, IdempotencyKeyReused, NotFound
from app.core.ids import new_id
from app.notifications.rules import NoticeKind
from app.notifications.service import notify
from app.votes import ceremony, clearing, paper, running, sealed
from app.votes.access import load
from app.votes.ballot_box import service as box
from app.votes.bulletin import Bulletin, EnvelopeLine, sign_by_server
from app.votes.counting import Attendance, build_body, envelope_lines
from app.votes.envelope import CheckedCast
from app.votes.errors import CheckWindowOpen, ObjectionUnanswered, PaperNotCounted, VoteHasMovedOn
from app.votes.hooks import CertifiedVote, certified
from app.votes.kinds import RESULT_IS_KNOWN
from app.votes.manifest import Held, Manifest
from app.votes.models import Objection, PublishedBulletin, Vote
from app.votes.roll import service as roll
from app.votes.rules import Outcome, VoteStatus, check_transition
from app.votes.setup import rule_of
from app.votes.summary import Summary
from app.votes.tellers import seats
from app.votes.tellers.errors import BallotBoxAltered, TellersOpen

BOX_ALTERED = "something lies in the box that no voter's page put there"
MORE_ENVELOPES_THAN_DRAWN = "more envelopes than credentials drawn"


async def certify(db: Session, vote: Vote, *, by: str) -> None:
    """Open, count, sign and publish in one transaction with what the result causes; done before, it does nothing.

    Without tellers the server does all of it, and the keys that could open an envelope are destroyed. An
    inquorate vote is destroyed unopened. A box with something in it that was not admitted voids the vote: what
    was removed beside what was added cannot be known. Source: CGR-04, KNO-09.

    Raises CheckWindowOpen, ObjectionUnanswered and PaperNotCounted, and TellersOpen where opening is not the server's.
    """
    if vote.status in RESULT_IS_KNOWN:
        return
    check_transition(vote.status, to=VoteStatus.COUNTED)
    if vote.teller_threshold:
        raise TellersOpen
    await require_check_is_over(db, vote)
    try:
        counted = await counted_box(db, vote)
    except BallotBoxAltered as found:
        await void_altered(db, vote, found, by=by)
        return
    opening_key = ceremony.opening_key_of(db.keys, vote)
    body = build_body(counted.manifest, counted.casts, attendance=counted.attendance, opening_key=opening_key)
    bulletin = sign_by_server(body, receipt_key=ceremony.receipt_key_of(db.keys, vote))
    await let_stand(db, vote, bulletin, by=by)


async def require_check_is_over(db: Session, vote: Vote) -> None:
    """Nothing is opened before that. Raises CheckWindowOpen, ObjectionUnanswered and PaperNotCounted."""
    check_ends_at = running.check_ends_at(vote)
    if vote.manifest is None or check_ends_at is None or clock.now() < check_ends_at:
        raise CheckWindowOpen
    if await _has_unanswered(db, vote.id):
        raise ObjectionUnanswered
    if await paper.are_awaited(db, vote):
        raise PaperNotCounted


@dataclass(frozen=True)
class CountedBox:
    """What the server has of a closed vote without opening anything."""

    manifest: Manifest
    casts: list[CheckedCast]
    lines: tuple[EnvelopeLine, ...]
    attendance: Attendance


async def counted_box(db: Session, vote: Vote) -> CountedBox:
    """Every envelope, checked anew, and how many took part. Raises BallotBoxAltered."""
    if vote.manifest is None:
        raise CheckWindowOpen
    manifest = Manifest.from_bytes(vote.manifest)
    try:
        casts = await box.casts_of(db, manifest, vote.id)
        lines = envelope_lines(casts)
    except DomainError:
        raise BallotBoxAltered(BOX_ALTERED) from None
    attendance = await attendance_of(db, vote, manifest, envelopes=len(casts))
    if len(casts) > attendance.drawn:
        raise BallotBoxAltered(MORE_ENVELOPES_THAN_DRAWN)
    return CountedBox(manifest, casts, lines, attendance)


async def attendance_of(db: Session, vote: Vote, manifest: Manifest, *, envelopes: int) -> Attendance:
    counted = await roll.count(db, vote.id)
    present = counted.drawn if manifest.held is Held.AT_A_DISTANCE else counted.present
    # Whoever did cast cannot make a loss by saying that there was one.
    lost = min(counted.lost, max(counted.drawn - envelopes, 0))
    on_paper = await paper.found(db, vote, manifest, counted, envelopes=envelopes)
    return Attendance(present=present, drawn=counted.drawn, confirmed=counted.confirmed, lost=lost, paper=on_paper)


async def void_altered(db: Session, vote: Vote, found: BallotBoxAltered, *, by: str) -> None:
    await running.void(db, vote, reason=found.reason, by=by)


async def let_stand(db: Session, vote: Vote, bulletin: Bulletin, *, by: str) -> None:
    """Publish what is signed, once, with what the result causes; whatever could open an envelope is destroyed."""
    outcome = bulletin.body.outcome
    file = bulletin.to_bytes()
    summary = Summary.of(bulletin).to_bytes()
    db.add(PublishedBulletin(vote_id=vote.id, file=file, sha256=hashlib.sha256(file).digest(), summary=summary))
    vote.status = VoteStatus.COUNTED
    check_transition(vote.status, to=VoteStatus.CERTIFIED)
    vote.status, vote.outcome, vote.certified_at = VoteStatus.CERTIFIED, outcome, clock.now()
    vote.version += 1
    ceremony.destroy_keys(vote)
    await box.destroy(db, vote.id)
    await seats.destroy_passed(db, vote.id)
    await running.destroy_paper_counts(db, vote.id)
    await running.tell_result(db, vote)
    audit.record(db, "vote-certified", actor=by, subject=vote.id, outcome=outcome.value)
    await db.flush()
    await certified(
        db,
        CertifiedVote(
            vote_id=vote.id,
            case_id=vote.case_id,
            kind=vote.kind,
            outcome=outcome,
            opens_exclusion=rule_of(vote).opens_exclusion and outcome is Outcome.NO_CONFIDENCE,
        ),
    )


async def approve_minutes(db: Session, vote: Vote, *, by: str) -> None:
    check_transition(vote.status, to=VoteStatus.MINUTES_APPROVED)
    vote.status, vote.minutes_approved_at = VoteStatus.MINUTES_APPROVED, clock.now()
    vote.version += 1
    audit.record(db, "vote-minutes-approved", actor=by, subject=vote.id)
    await clearing.schedule_for(db, vote)


# --- the check window ------------------------------------------------------------------------------------------


async def object_to(db: Session, vote: Vote, *, text: str, key: str | None = None) -> Objection:
    """By someone on the roll, in the check window: nothing is opened until it is answered.

    The same `key` again is the same objection. After the window nothing more is taken, though an answer is waited for:
    one voter could put off the count for ever. Raises VoteHasMovedOn and IdempotencyKeyReused.
    """
    # The key becomes the row's own: a record beside it would say when somebody objected.
    made_id = new_id() if key is None else UUID(hex=db.keys.keyed_hash("objection", vote.id, key))
    there = await db.get(Objection, made_id)
    if there is not None:
        if sealed.unseal(db.keys, there.sealed_text, vote_id=vote.id, field="says") != text.encode():
            raise IdempotencyKeyReused
        return there
    ends_at = running.check_ends_at(vote)
    if vote.status is not VoteStatus.CLOSED or ends_at is None or clock.now() >= ends_at:
        raise VoteHasMovedOn
    made = Objection(
        id=made_id, vote_id=vote.id, sealed_text=sealed.seal(db.keys, text.encode(), vote_id=vote.id, field="says")
    )
    db.add(made)
    await db.flush()
    return made


async def answer(db: Session, vote: Vote, *, objection_id: UUID, reason: str, by: str) -> None:
    """Dismiss it with a reason that the group reads; an upheld one voids the vote instead."""
    query = select(Objection).where(Objection.vote_id == vote.id, Objection.id == objection_id).with_for_update()
    found = (await db.exec(query)).first()
    if found is None:
        raise NotFound
    if vote.status is not VoteStatus.CLOSED or found.sealed_answer is not None:
        raise VoteHasMovedOn
    found.sealed_answer = sealed.seal(db.keys, reason.encode(), vote_id=vote.id, field="answer")
    await db.flush()
    due_at = running.check_ends_at(vote)
    if due_at is not None:
        await schedule(db, kind=running.JOB, subject=str(vote.id), due_at=due_at)
    audit.record(db, "vote-objection-dismissed", actor=by, subject=vote.id)


async def objections_to(db: Session, vote_id: UUID) -> list[Objection]:
    return list(
        (await db.exec(select(Objection).where(Objection.vote_id == vote_id).order_by(col(Objection.id)))).all()
    )


async def _has_unanswered(db: Session, vote_id: UUID) -> bool:
    query = select(Objection.id).where(Objection.vote_id == vote_id, col(Objection.sealed_answer).is_(None))
    return (await db.exec(query.limit(1))).first() is not None


# --- what happens at its time ----------------------------------------------------------------------------------


async def move_on(database: Database, job: Job) -> datetime | None:
    """The leased job: do what the vote's times say; gives the next one."""
    async with database.writing() as db:
        try:
            vote = await load(db, UUID(job.subject), to_change=True)
        except NotFound:
            return None
        while (due_at := running.next_due(vote)) is not None and due_at <= clock.now():
            match vote.status:
                case VoteStatus.CREDENTIALS_OUT if not vote.is_drawing_closed:
                    await running.close_drawing(db, vote, by=SYSTEM.tag)
                case VoteStatus.CREDENTIALS_OUT:
                    if vote.closes_at is not None and vote.closes_at <= clock.now():
                        return None  # nobody was there in time: who leads voids it
                    if not await seats.have_confirmed(db, vote):
                        return None  # the last to confirm schedules this anew
                    await running.open_casting(db, vote, by=SYSTEM.tag)
                case VoteStatus.OPEN:
                    await running.close(db, vote, by=SYSTEM.tag)
                case _ if await _has_unanswered(db, vote.id) or await paper.are_awaited(db, vote):
                    return None  # answering it schedules this anew, as does the second of two who count the same
                case _ if vote.teller_threshold:
                    await _call_tellers(db, vote)
                    return None  # theirs to open
                case _:
                    await certify(db, vote, by=SYSTEM.tag)
        return running.next_due(vote)


async def _call_tellers(db: Session, vote: Vote) -> None:
    """It can be opened now, unless the box was altered. They are called once: the job goes with what it has done."""
    try:
        await counted_box(db, vote)
    except BallotBoxAltered as found:
        await void_altered(db, vote, found, by=SYSTEM.tag)
        return
    for tag in await seats.person_tags_of(db, vote.id):
        await notify(db, NoticeKind.SOMETHING_NEEDS_YOU, to=tag)
    # Nothing in the vote says that it is done: were the job still there, a kill at this moment would call them again.
    await unschedule(db, kind=running.JOB, subject=str(vote.id))
