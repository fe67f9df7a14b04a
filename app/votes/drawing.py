"""What a voter's page does with its link: look, draw, confirm, object. Who holds the link is believed."""

from datetime import datetime
from uuid import UUID

from sqlmodel import select

from app.core import clock
from app.core.database import Database, Session
from app.core.errors import NotFound
from app.votes import ceremony
from app.votes.draw import DrawAnswer, DrawRequest, fingerprint, sign_draw
from app.votes.errors import DrawingNotOpen, DrawnDifferently, VoteHasMovedOn
from app.votes.models import Vote
from app.votes.roll import service as roll
from app.votes.rules import VoteStatus


def can_draw(*, status: VoteStatus, is_drawing_closed: bool, drawing_closes_at: datetime | None) -> bool:
    is_in_time = drawing_closes_at is None or clock.now() < drawing_closes_at
    return status is VoteStatus.CREDENTIALS_OUT and not is_drawing_closed and is_in_time


async def draw(database: Database, vote_id: UUID, *, token: str, request: DrawRequest) -> DrawAnswer:
    """Both blind signatures, once for the entry; the same request again gets the same answer until casting opens.

    Raises NotFound for a void link, DrawingNotOpen, DrawnDifferently and BlindedMessageInvalid.
    """
    async with database.reading() as db:
        entry = await roll.entry_of_link(db, vote_id=vote_id, token=token)
        sealed_keys = await _issuing_keys(db, vote_id)
        seen = entry.draw_fingerprint
    if seen not in {None, fingerprint(request)}:
        raise DrawnDifferently
    # 5 ms of arithmetic, outside the writing transaction: nobody queues behind it.
    admission_key, ballot_key = ceremony.issuing_keys_of(database.keys, vote_id=vote_id, sealed_keys=sealed_keys)
    answer = sign_draw(request, admission_key=admission_key, ballot_key=ballot_key)
    if seen is None:
        async with database.writing() as db:
            await _require_drawing(db, vote_id, sealed_keys=sealed_keys)
            entry = await roll.entry_of_link_to_change(db, vote_id=vote_id, token=token)
            await roll.record_draw(db, entry, request, answer)
    return answer


async def _issuing_keys(db: Session, vote_id: UUID) -> bytes:
    query = select(Vote.status, Vote.sealed_issuing_keys).where(Vote.id == vote_id)
    row = (await db.exec(query)).first()
    if row is None or row[0] is not VoteStatus.CREDENTIALS_OUT or row[1] is None:
        raise DrawingNotOpen
    return row[1]


async def _require_drawing(db: Session, vote_id: UUID, *, sealed_keys: bytes) -> None:
    """Shared lock: drawing is closed only when every draw on its way has been written."""
    columns = select(Vote.status, Vote.is_drawing_closed, Vote.drawing_closes_at, Vote.sealed_issuing_keys)
    row = (await db.exec(columns.where(Vote.id == vote_id).with_for_update(read=True))).first()
    if row is None:
        raise DrawingNotOpen
    status, is_drawing_closed, drawing_closes_at, keys_now = row
    is_open = can_draw(
        status=VoteStatus(status), is_drawing_closed=is_drawing_closed, drawing_closes_at=drawing_closes_at
    )
    if not is_open or keys_now != sealed_keys:
        raise DrawingNotOpen


async def confirm(db: Session, vote_id: UUID, *, token: str) -> None:
    """Mark the entry: its voter's receipt is listed. Only in the check window; which receipt is not told."""
    status = await _status_to_share(db, vote_id)
    entry = await roll.entry_of_link_to_change(db, vote_id=vote_id, token=token)
    if status is not VoteStatus.CLOSED:
        raise VoteHasMovedOn
    roll.confirm(entry)
    await db.flush()


async def _status_to_share(db: Session, vote_id: UUID) -> VoteStatus:
    status = (await db.exec(select(Vote.status).where(Vote.id == vote_id).with_for_update(read=True))).first()
    if status is None:
        raise NotFound
    return VoteStatus(status)
