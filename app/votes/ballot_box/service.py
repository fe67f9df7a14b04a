"""Taking envelopes, keeping them, and giving them out sorted. Nothing here knows a person, a time or an address."""

from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from sqlalchemy import delete, func, insert
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlmodel import col, select

from app.core import clock
from app.core.database import Database, Session
from app.core.errors import NotFound
from app.votes import p256, sealed
from app.votes.ballot_box.models import Envelope
from app.votes.bulletin import EnvelopeLine
from app.votes.envelope import Cast, CheckedCast, Receipt, check_cast, sign_receipt
from app.votes.errors import CastingNotOpen, CounterUsed
from app.votes.manifest import Manifest
from app.votes.models import Vote
from app.votes.rules import VoteStatus


@dataclass(frozen=True)
class Box:
    """What taking an envelope needs of its vote."""

    manifest: Manifest
    receipt_key: bytes


@lru_cache(maxsize=8)
def manifest_of(data: bytes) -> Manifest:
    """Read once a process: it is public, and never changes once it is locked."""
    return Manifest.from_bytes(data)


async def put(database: Database, vote_id: UUID, cast: Cast) -> Receipt:
    """Take an envelope, or the next one of the same admission; the receipt is signed when it is stored.

    The same envelope again gets the same receipt, so that a lost answer costs nothing. Raises CastingNotOpen,
    CounterUsed and what `check_cast` raises.
    """
    async with database.reading() as db:
        box = await _box(db, vote_id)
    # Outside the writing transaction: who sends noise must not hold up the queue of voters.
    checked = check_cast(box.manifest, cast)
    async with database.writing() as db:
        await _require_open(db, vote_id)
        await _store(db, vote_id, checked)
    return sign_receipt(box.manifest, checked, key=p256.key_from_bytes(box.receipt_key))


async def _box(db: Session, vote_id: UUID) -> Box:
    row = (await db.exec(select(Vote.status, Vote.manifest, Vote.sealed_receipt_key).where(Vote.id == vote_id))).first()
    if row is None:
        raise NotFound
    status, manifest, sealed_receipt_key = row
    if status is not VoteStatus.OPEN or manifest is None or sealed_receipt_key is None:
        raise CastingNotOpen
    receipt_key = sealed.unseal(db.keys, sealed_receipt_key, vote_id=vote_id, field="receipt-key")
    return Box(manifest_of(manifest), receipt_key)


async def _require_open(db: Session, vote_id: UUID) -> None:
    """Shared lock: envelopes do not wait for each other, and closing waits for all of them."""
    query = select(Vote.status, Vote.closes_at).where(Vote.id == vote_id).with_for_update(read=True)
    row = (await db.exec(query)).first()
    if row is None or row[0] is not VoteStatus.OPEN or row[1] is None or clock.now() >= row[1]:
        raise CastingNotOpen


async def _store(db: Session, vote_id: UUID, checked: CheckedCast) -> None:
    dialect = sqlite_insert if db.get_bind().dialect.name == "sqlite" else postgresql_insert
    counter = checked.cast.counter
    new = {"counter": counter, "envelope_hash": checked.envelope_hash, "cast": checked.cast.to_bytes()}
    row = dialect(Envelope).values(vote_id=vote_id, row_key=checked.row_key, **new)
    stored = await db.exec(
        row.on_conflict_do_update(
            index_elements=["vote_id", "row_key"], set_=new, where=col(Envelope.counter) < counter
        )
    )
    if stored.rowcount:
        return
    lies_there = select(Envelope.counter, Envelope.envelope_hash).where(
        Envelope.vote_id == vote_id, Envelope.row_key == checked.row_key
    )
    current, envelope_hash = (await db.exec(lies_there)).one()
    if (current, envelope_hash) != (counter, checked.envelope_hash):
        raise CounterUsed(current)


async def count_of(db: Session, vote_id: UUID) -> int:
    return (await db.exec(select(func.count()).select_from(Envelope).where(Envelope.vote_id == vote_id))).one()


async def casts_of(db: Session, manifest: Manifest, vote_id: UUID) -> list[CheckedCast]:
    """Every envelope, checked anew: what lies in a table could have been written past `put`."""
    query = select(Envelope.cast).where(Envelope.vote_id == vote_id).order_by(col(Envelope.row_key))
    return [check_cast(manifest, Cast.from_bytes(cast)) for cast in (await db.exec(query)).all()]


async def lines_of(db: Session, vote_id: UUID) -> list[EnvelopeLine]:
    """What is published after close: proof of each admission, sorted, without what is sealed."""
    query = (
        select(Envelope.row_key, Envelope.envelope_hash, Envelope.cast)
        .where(Envelope.vote_id == vote_id)
        .order_by(col(Envelope.row_key))
    )
    lines = []
    for row_key, envelope_hash, data in (await db.exec(query)).all():
        cast = Cast.from_bytes(data)
        lines.append(
            EnvelopeLine(
                row_key=row_key,
                admission=cast.admission,
                counter=cast.counter,
                envelope_hash=envelope_hash,
                signature=cast.signature,
            )
        )
    return lines


async def rewrite_in_hash_order(db: Session, vote_id: UUID) -> None:
    """Storage order would reveal voting order."""
    query = select(Envelope.row_key, Envelope.counter, Envelope.envelope_hash, Envelope.cast).where(
        Envelope.vote_id == vote_id
    )
    rows = (await db.exec(query.order_by(col(Envelope.row_key)))).all()
    if not rows:
        return
    await db.exec(delete(Envelope).where(col(Envelope.vote_id) == vote_id))
    names = ("row_key", "counter", "envelope_hash", "cast")
    values = [{"vote_id": vote_id, **dict(zip(names, row, strict=True))} for row in rows]
    await db.exec(insert(Envelope), params=values)


async def destroy(db: Session, vote_id: UUID) -> None:
    """Counted or not: once a result stands, or a vote is void, what was sealed has no use but to be attacked."""
    await db.exec(delete(Envelope).where(col(Envelope.vote_id) == vote_id))
