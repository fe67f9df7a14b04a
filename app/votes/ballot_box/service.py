"""Taking envelopes, keeping them, and giving them out sorted. Nothing here knows a person, a time or an address."""

from collections.abc import Sequence
from random import SystemRandom
from typing import Any, NamedTuple
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric import ec
from sqlalchemy import bindparam, delete, func, insert
from sqlalchemy import select as select_columns
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlmodel import col, select

from app.core import clock
from app.core.database import Database, Session
from app.core.errors import NotFound
from app.core.rows import table_of
from app.core.together import Together
from app.votes import p256, sealed
from app.votes.ballot_box.models import Envelope
from app.votes.bulletin import EnvelopeLine
from app.votes.envelope import Cast, CheckedCast, Receipt, check_cast, sign_receipt
from app.votes.errors import CastingNotOpen, CounterUsed
from app.votes.manifest import Manifest
from app.votes.models import Vote
from app.votes.rules import VoteStatus

_VOTES = table_of(Vote)
_ENVELOPES = table_of(Envelope)


_MANIFESTS_KEPT = 8
_manifests: dict[UUID, Manifest] = {}
"""Of votes that this process found open: public, and the same from then on. That one is still open is not taken from
here."""


async def put(database: Database, vote_id: UUID, cast: Cast) -> Receipt:
    """Take an envelope, or the next one of the same admission; the receipt is signed when it is stored.

    The same envelope again gets the same receipt, so that a lost answer costs nothing. Raises CastingNotOpen,
    CounterUsed and what `check_cast` raises.
    """
    manifest = _manifests.get(vote_id) or await _read_manifest(database, vote_id)
    # Outside the writing transaction: who sends noise must not hold up the queue of voters.
    checked = check_cast(manifest, cast)
    envelope = _Row(checked.row_key, cast.counter, checked.envelope_hash, cast.to_bytes())
    stored = await _written.answer(_Box(database, vote_id, manifest.hash), envelope)
    if (stored.counter, stored.envelope_hash) != (envelope.counter, envelope.envelope_hash):
        raise CounterUsed(stored.counter)
    return sign_receipt(manifest, checked, key=stored.receipt_key)


class _Box(NamedTuple):
    """Of one vote, in one database, for which envelopes were checked against one manifest."""

    database: Database
    vote_id: UUID
    manifest_hash: bytes


class _Row(NamedTuple):
    row_key: bytes
    counter: int
    envelope_hash: bytes
    cast: bytes


class _Stored(NamedTuple):
    """What lies in an envelope's row after the commit: that envelope, or one that came before it."""

    counter: int
    envelope_hash: bytes
    receipt_key: ec.EllipticCurvePrivateKey


async def _write(box: _Box, envelopes: Sequence[_Row]) -> list[_Stored]:
    """In one transaction, all or none. Raises CastingNotOpen."""
    newest: dict[bytes, _Row] = {}
    # In the order of their keys: nothing keeps the order in which they came, and two processes that write the same
    # rows do not each wait for the other.
    for envelope in sorted(envelopes, key=lambda one: (one.row_key, -one.counter)):
        newest.setdefault(envelope.row_key, envelope)
    async with box.database.writing() as db:
        receipt_key = await _require_open(db, box)
        lies_there = await _store(db, box.vote_id, list(newest.values()))
    return [_Stored(*lies_there[one.row_key], receipt_key) for one in envelopes]


_written = Together(_write)


# Built once: putting a statement together takes longer than the database takes to run it.
_MANIFEST = select_columns(_VOTES.c.status, _VOTES.c.manifest).where(_VOTES.c.id == bindparam("vote_id"))
_STATE = (
    select_columns(_VOTES.c.status, _VOTES.c.closes_at, _VOTES.c.manifest_hash, _VOTES.c.sealed_receipt_key)
    .where(_VOTES.c.id == bindparam("vote_id"))
    .with_for_update(read=True)
)


async def _read_manifest(database: Database, vote_id: UUID) -> Manifest:
    """Raises NotFound and CastingNotOpen."""
    async with database.reading() as db:
        row = (await (await db.connection()).execute(_MANIFEST, {"vote_id": vote_id})).first()
    if row is None:
        raise NotFound
    status, data = row
    if status is not VoteStatus.OPEN or data is None:
        raise CastingNotOpen
    if len(_manifests) >= _MANIFESTS_KEPT:
        _manifests.clear()
    return _manifests.setdefault(vote_id, Manifest.from_bytes(data))


async def _require_open(db: Session, box: _Box) -> ec.EllipticCurvePrivateKey:
    """The receipt key, which there is only for as long as the vote is open. Raises CastingNotOpen.

    Shared lock: envelopes do not wait for each other, and closing waits for all of them.
    """
    row = (await (await db.connection()).execute(_STATE, {"vote_id": box.vote_id})).first()
    if row is None:
        raise CastingNotOpen
    status, closes_at, manifest_hash, sealed_key = row
    if status is not VoteStatus.OPEN or closes_at is None or clock.now() >= closes_at:
        raise CastingNotOpen
    if sealed_key is None or manifest_hash != box.manifest_hash:
        # Not the vote that the envelopes were checked for, such as one of a copy put back: the next is read anew.
        _manifests.pop(box.vote_id, None)
        raise CastingNotOpen
    return p256.key_from_bytes(sealed.unseal(db.keys, sealed_key, vote_id=box.vote_id, field="receipt-key"))


def _upsert(dialect: Any) -> Any:
    """A new admission's envelope, or a newer one in the place of an older. Nothing where a newer one lies."""
    row = dialect(_ENVELOPES)
    new = {name: row.excluded[name] for name in ("counter", "envelope_hash", "cast")}
    return row.on_conflict_do_update(
        index_elements=["vote_id", "row_key"], set_=new, where=_ENVELOPES.c.counter < row.excluded.counter
    )


_STORE: dict[str, Any] = {"sqlite": _upsert(sqlite_insert), "postgresql": _upsert(postgresql_insert)}


async def _store(db: Session, vote_id: UUID, envelopes: Sequence[_Row]) -> dict[bytes, tuple[int, bytes]]:
    """Counter and hash of what then lies in each row."""
    connection = await db.connection()
    rows = [{"vote_id": vote_id, **envelope._asdict()} for envelope in envelopes]
    stored = await connection.execute(_STORE[connection.dialect.name], rows)
    if stored.rowcount == len(rows):
        return {one.row_key: (one.counter, one.envelope_hash) for one in envelopes}
    # Somewhere a newer one lay, or the driver does not count the rows of several.
    found = await connection.execute(_LIE_THERE, {"vote_id": vote_id, "row_keys": [one.row_key for one in envelopes]})
    return {row_key: (counter, envelope_hash) for row_key, counter, envelope_hash in found}


_LIE_THERE = select_columns(_ENVELOPES.c.row_key, _ENVELOPES.c.counter, _ENVELOPES.c.envelope_hash).where(
    _ENVELOPES.c.vote_id == bindparam("vote_id"), _ENVELOPES.c.row_key.in_(bindparam("row_keys", expanding=True))
)


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


_TAKE_OUT = delete(_ENVELOPES).where(
    _ENVELOPES.c.vote_id == bindparam("of_vote"), _ENVELOPES.c.row_key == bindparam("of_key")
)


async def rewrite_in_hash_order(db: Session, vote_id: UUID) -> None:
    """Storage order would reveal voting order."""
    query = select(Envelope.row_key, Envelope.counter, Envelope.envelope_hash, Envelope.cast).where(
        Envelope.vote_id == vote_id
    )
    rows = (await db.exec(query.order_by(col(Envelope.row_key)))).all()
    if not rows:
        return
    # One by one and in an order of chance: SQLite gives the pages that become free to the next rows, and which row came
    # to lie on which page would tell in what order they had come.
    leaving = [{"of_vote": vote_id, "of_key": row[0]} for row in rows]
    SystemRandom().shuffle(leaving)
    await (await db.connection()).execute(_TAKE_OUT, leaving)
    names = ("row_key", "counter", "envelope_hash", "cast")
    values = [{"vote_id": vote_id, **dict(zip(names, row, strict=True))} for row in rows]
    await db.exec(insert(Envelope), params=values)


async def destroy(db: Session, vote_id: UUID) -> None:
    """Counted or not: once a result stands, or a vote is void, what was sealed has no use but to be attacked."""
    await db.exec(delete(Envelope).where(col(Envelope.vote_id) == vote_id))
