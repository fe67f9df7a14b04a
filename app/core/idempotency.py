"""`Idempotency-Key`: the same creation sent twice makes one thing. Keeps hashes and the made id, never a body."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Header
from pydantic import BaseModel
from sqlalchemy import ColumnElement, delete
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlmodel import Field, SQLModel, col, select

from app.core import clock
from app.core.database import Database, Session
from app.core.due_work import Job
from app.core.errors import IdempotencyKeyReused

KEPT_FOR = timedelta(hours=24)
JOB = "forget-idempotency-keys"


class IdempotencyRecord(SQLModel, table=True):
    __tablename__ = "idempotency_record"

    key_hash: str = Field(primary_key=True, max_length=32)
    body_hash: str = Field(max_length=32)
    made_id: UUID
    created_at: datetime = Field(index=True)


@dataclass(frozen=True)
class Claim:
    """`made_id` is the id to use: the caller's own when `is_new`, else what the first request made."""

    made_id: UUID
    is_new: bool


async def _key(idempotency_key: Annotated[str | None, Header(min_length=8, max_length=200)] = None) -> str | None:
    return idempotency_key


IdempotencyKey = Annotated[str | None, Depends(_key)]


async def claim(  # noqa: PLR0913 - all keyword-only, each a part of what makes a request the same
    db: Session, *, key: str | None, actor: str, route: str, body: BaseModel, new_id: UUID
) -> Claim:
    """Take the key in the request's transaction. A parallel twin waits here and then gets the first one's id."""
    if key is None:
        return Claim(new_id, is_new=True)
    key_hash = db.keys.keyed_hash("idempotency", actor, route, key)
    # Keyed: a plain hash of a short body could be guessed from a dump.
    body_hash = db.keys.keyed_hash("idempotency body", body.model_dump_json())
    values = {"key_hash": key_hash, "body_hash": body_hash, "made_id": new_id, "created_at": clock.now()}
    insert = sqlite_insert if db.get_bind().dialect.name == "sqlite" else postgresql_insert
    made = await db.exec(insert(IdempotencyRecord).values(**values).on_conflict_do_nothing())
    if made.rowcount:
        return Claim(new_id, is_new=True)
    first = (await db.exec(select(IdempotencyRecord).where(IdempotencyRecord.key_hash == key_hash))).one()
    if first.body_hash != body_hash:
        raise IdempotencyKeyReused
    return Claim(first.made_id, is_new=False)


async def forget_old(database: Database, _job: Job) -> None:
    """The leased job: drop what is older than a day."""
    async with database.writing() as db:
        await db.exec(delete(IdempotencyRecord).where(_is_old()))


async def holds_old(db: Session) -> bool:
    return (await db.exec(select(IdempotencyRecord.key_hash).where(_is_old()).limit(1))).first() is not None


def _is_old() -> ColumnElement[bool]:
    return col(IdempotencyRecord.created_at) < clock.now() - KEPT_FOR
