"""Tries to sign in, counted in the database, by the rules of `slow_down.py`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlmodel import col, select

from app.auth.models import SlowDownCount
from app.auth.slow_down import FORGOTTEN_AFTER, Bucket, next_state, taken_back
from app.core import clock
from app.core.database import Session


@dataclass(frozen=True)
class Counted:
    buckets: Sequence[Bucket]
    at: datetime


async def count_try(db: Session, counted: Sequence[Bucket]) -> Counted | timedelta:
    """Count one more try in every bucket, or in none when one of them must wait: then, for how long."""
    now = clock.now()
    await db.exec(delete(SlowDownCount).where(col(SlowDownCount.last_at) < now - FORGOTTEN_AFTER))
    changes = []
    for bucket in sorted(counted, key=lambda each: each.key):
        row = await _count_of(db, bucket, now=now)
        state = next_state(
            failures=row.failures, not_before=row.not_before, last_at=row.last_at, free=bucket.free, now=now
        )
        if isinstance(state, timedelta):
            return state
        changes.append((row, state))
    for row, (failures, not_before) in changes:
        row.failures, row.not_before, row.last_at = failures, not_before, now
    return Counted(counted, now)


async def _count_of(db: Session, bucket: Bucket, *, now: datetime) -> SlowDownCount:
    """The bucket's row, locked; made here if it is new, whoever else makes it at the same time."""
    hashed = _bucket_hash(db, bucket)
    insert = sqlite_insert if db.get_bind().dialect.name == "sqlite" else postgresql_insert
    new = insert(SlowDownCount).values(bucket=hashed, failures=0, not_before=now, last_at=now)
    await db.exec(new.on_conflict_do_nothing())
    return (await db.exec(select(SlowDownCount).where(SlowDownCount.bucket == hashed).with_for_update())).one()


def _bucket_hash(db: Session, bucket: Bucket) -> str:
    return db.keys.keyed_hash("slow-down", bucket.key)


async def forget_try(db: Session, counted: Counted) -> None:
    """The try was right: one's own failures are forgotten, and what is shared is as if nobody had tried."""
    for bucket in sorted(counted.buckets, key=lambda each: each.key):
        chosen = col(SlowDownCount.bucket) == _bucket_hash(db, bucket)
        if not bucket.is_shared:
            await db.exec(delete(SlowDownCount).where(chosen))
            continue
        row = (await db.exec(select(SlowDownCount).where(chosen).with_for_update())).first()
        if row is not None:
            row.failures, row.not_before = taken_back(
                failures=row.failures, not_before=row.not_before, last_at=row.last_at, counted_at=counted.at
            )
