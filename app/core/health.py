"""`/healthz`: the process answers. `/readyz`: its database does too, and has the tables this version needs."""

from functools import cache
from typing import Literal

from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from fastapi import APIRouter
from sqlalchemy.exc import SQLAlchemyError

from app.core.database import Reading
from app.core.errors import Busy, DomainError
from app.core.migrations import alembic_config
from app.core.problems import problems
from app.core.schemas import Schema


class NotReady(DomainError):
    code = "not-ready"
    status = 503
    title = "The database is not reachable or not migrated."


class Health(Schema):
    status: Literal["ok"] = "ok"


health_router = APIRouter(tags=["health"])


@cache
def newest_revision() -> str | None:
    return ScriptDirectory.from_config(alembic_config()).get_current_head()


@health_router.get("/healthz", summary="Whether the process answers")
async def healthz() -> Health:
    return Health()


@health_router.get("/readyz", summary="Whether it can serve", responses=problems(NotReady, Busy))
async def readyz(db: Reading) -> Health:
    try:
        connection = await db.connection()
        revision = await connection.run_sync(lambda sync: MigrationContext.configure(sync).get_current_revision())
    except SQLAlchemyError:
        raise NotReady from None
    if revision != newest_revision():
        raise NotReady
    return Health()
