"""`/healthz`: the process answers. `/readyz`: its database does too, and has the tables this version needs."""

from typing import Literal

from fastapi import APIRouter
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from app.core.database import Reading
from app.core.errors import Busy, DomainError
from app.core.migrations import newest_revision
from app.core.problems import problems
from app.core.schemas import Schema


class NotReady(DomainError):
    code = "not-ready"
    status = 503
    title = "The database is not reachable or not migrated."


class Health(Schema):
    status: Literal["ok"] = "ok"


health_router = APIRouter(tags=["health"])


@health_router.get("/healthz", summary="Whether the process answers")
async def healthz() -> Health:
    return Health()


@health_router.get("/readyz", summary="Whether it can serve", responses=problems(NotReady, Busy))
async def readyz(db: Reading) -> Health:
    try:
        connection = await db.connection()
        revision = (await connection.execute(text("SELECT version_num FROM alembic_version"))).scalar()
    except SQLAlchemyError:
        raise NotReady from None
    if revision != newest_revision():
        raise NotReady
    return Health()
