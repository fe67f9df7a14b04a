"""What a voter's page does with its link: look, draw, confirm, report a loss. Who holds the link is believed."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import bindparam
from sqlalchemy import select as select_columns
from sqlmodel import select

from app.core import clock
from app.core.database import Database, Session
from app.core.errors import NotFound
from app.core.rows import table_of
from app.votes import ceremony, running
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
        found = await roll.drawing_of_link(db, vote_id=vote_id, token=token)
    if found.status is not VoteStatus.CREDENTIALS_OUT or found.sealed_issuing_keys is None:
        raise DrawingNotOpen
    if found.drawn not in {None, fingerprint(request)}:
        raise DrawnDifferently
    # 6 ms of arithmetic, outside the writing transaction: nobody queues behind it.
    sealed_keys = found.sealed_issuing_keys
    admission_key, ballot_key = ceremony.issuing_keys_of(database.keys, vote_id=vote_id, sealed_keys=sealed_keys)
    answer = sign_draw(request, admission_key=admission_key, ballot_key=ballot_key)
    if found.drawn is None:
        async with database.writing() as db:
            await _require_drawing(db, vote_id, sealed_keys=sealed_keys)
            await roll.record_draw(db, vote_id=vote_id, token=token, request=request, answer=answer)
    return answer


# Built once: putting a statement together takes longer than the database takes to run it.
_VOTES = table_of(Vote)
_STATE = (
    select_columns(
        _VOTES.c.status, _VOTES.c.is_drawing_closed, _VOTES.c.drawing_closes_at, _VOTES.c.sealed_issuing_keys
    )
    .where(_VOTES.c.id == bindparam("vote_id"))
    .with_for_update(read=True)
)


async def _require_drawing(db: Session, vote_id: UUID, *, sealed_keys: bytes) -> None:
    """Shared lock: drawing is closed only when every draw on its way has been written."""
    row = (await (await db.connection()).execute(_STATE, {"vote_id": vote_id})).first()
    if row is None:
        raise DrawingNotOpen
    status, is_drawing_closed, drawing_closes_at, keys_now = row
    is_open = can_draw(status=status, is_drawing_closed=is_drawing_closed, drawing_closes_at=drawing_closes_at)
    if not is_open or keys_now != sealed_keys:
        raise DrawingNotOpen


async def confirm(db: Session, vote_id: UUID, *, token: str) -> None:
    """Mark the entry: its voter's receipt is listed. Only in the check window; which receipt is not told.

    Without tellers until the count. With tellers the window ends at its time: they count the same numbers one by one.
    """
    vote = await _vote_of_page(db, vote_id)
    entry = await roll.entry_of_link_to_change(db, vote_id=vote_id, token=token)
    is_over = vote.teller_threshold > 0 and not _is_being_checked(vote)
    if vote.status is not VoteStatus.CLOSED or is_over:
        raise VoteHasMovedOn
    roll.confirm(entry)
    await db.flush()


async def report_loss(db: Session, vote_id: UUID, *, token: str) -> None:
    """Mark the entry: what its voter drew is gone, and with it their ballot. Said again, it changes nothing.

    From the opening of casting to the end of the check window: before it a new link helps, and after it the count could
    be known. Raises NotFound, VoteHasMovedOn and NotDrawn.
    """
    vote = await _vote_of_page(db, vote_id)
    entry = await roll.entry_of_link_to_change(db, vote_id=vote_id, token=token)
    if vote.status is not VoteStatus.OPEN and not _is_being_checked(vote):
        raise VoteHasMovedOn
    roll.report_loss(entry)
    await db.flush()


async def _vote_of_page(db: Session, vote_id: UUID) -> Vote:
    """Shared lock: pages do not wait for each other, and the count waits for all of them."""
    query = select(Vote).where(Vote.id == vote_id).with_for_update(read=True)
    vote = (await db.exec(query.execution_options(populate_existing=True))).first()
    if vote is None:
        raise NotFound
    return vote


def _is_being_checked(vote: Vote) -> bool:
    ends_at = running.check_ends_at(vote)
    return vote.status is VoteStatus.CLOSED and ends_at is not None and clock.now() < ends_at
