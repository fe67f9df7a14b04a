"""A room that exists only in tests, to try what the ground gives every room. Its table is in no migration."""

from typing import Any
from uuid import UUID

import httpx
from fastapi import APIRouter, FastAPI, HTTPException, Response
from sqlalchemy import ForeignKeyConstraint, MetaData, func
from sqlmodel import Field, SQLModel, col, select

from app.core.database import Database, Reading, Transaction
from app.core.errors import Conflict, NotFound
from app.core.idempotency import IdempotencyKey, claim
from app.core.ids import new_id
from app.core.paging import PageQuery, cursor_of
from app.core.schemas import Line, Page, Prose, Schema
from app.core.versions import SeenVersion, require_version, set_etag
from app.core.web import untraced


class Thing(SQLModel, table=True):
    """`owner_id` is checked at commit only, so that a commit can be made to fail."""

    __tablename__ = "test_thing"
    __table_args__ = (
        ForeignKeyConstraint(["owner_id"], ["test_thing.id"], deferrable=True, initially="DEFERRED", name="fk_owner"),
    )
    metadata = MetaData()

    id: UUID = Field(default_factory=new_id, primary_key=True)
    name: str = Field(max_length=200)
    version: int = 1
    owner_id: UUID | None = None


class ThingWrite(Schema):
    name: Line
    note: Prose = ""
    owner_id: UUID | None = None


class ThingRead(Schema):
    id: UUID
    name: str


router = APIRouter(prefix="/api/v1/things")


@router.post("", status_code=201)
async def add_thing(thing: ThingWrite, key: IdempotencyKey, db: Transaction) -> ThingRead:
    claimed = await claim(db, key=key, actor="someone", route="things", body=thing, new_id=new_id())
    if claimed.is_new:
        db.add(Thing(id=claimed.made_id, name=thing.name, owner_id=thing.owner_id))
    return ThingRead(id=claimed.made_id, name=thing.name)


@router.post("/refused", status_code=201)
async def add_and_refuse(thing: ThingWrite, db: Transaction) -> ThingRead:
    db.add(Thing(name=thing.name))
    await db.flush()
    raise Conflict


@router.post("/echo")
async def take(thing: ThingWrite) -> dict[str, str]:
    return {"taken": "yes"}


@router.post("/broken/{name}")
async def break_down(name: str, thing: ThingWrite) -> None:
    raise ValueError(f"cannot do with {thing.name}")


@router.post("/silent/{name}")
@untraced
async def leave_no_line(name: str, thing: ThingWrite) -> dict[str, str]:
    return {}


@router.get("")
async def list_things(page: PageQuery, db: Reading) -> Page[ThingRead]:
    query = select(Thing.id, Thing.name).order_by(col(Thing.name)).limit(page.limit + 1)
    if page.after:
        query = query.where(col(Thing.name) > page.after[0])
    rows = (await db.exec(query)).all()
    shown = [ThingRead(id=id_, name=name) for id_, name in rows[: page.limit]]
    return Page(items=shown, next=cursor_of(shown[-1].name) if len(rows) > page.limit else None)


@router.get("/raised/{status}/{detail}")
async def raise_as_the_framework_does(status: int, detail: str) -> None:
    raise HTTPException(status, detail=detail)


@router.get("/{thing_id}")
async def read_thing(thing_id: UUID, db: Reading, response: Response) -> ThingRead:
    thing = await db.get(Thing, thing_id)
    if thing is None:
        raise NotFound
    set_etag(response, thing.version)
    return ThingRead(id=thing.id, name=thing.name)


@router.put("/{thing_id}")
async def change_thing(thing_id: UUID, change: ThingWrite, seen: SeenVersion, db: Transaction) -> ThingRead:
    thing = (await db.exec(select(Thing).where(Thing.id == thing_id).with_for_update())).one()
    require_version(seen, current=thing.version)
    thing.name, thing.version = change.name, thing.version + 1
    return ThingRead(id=thing.id, name=thing.name)


async def lay_table(database: Database) -> None:
    async with database.engine.begin() as connection:
        await connection.run_sync(Thing.metadata.create_all)


async def names_in(database: Database) -> list[str]:
    async with database.reading() as db:
        return list((await db.exec(select(Thing.name).order_by(col(Thing.name)))).all())


async def how_many_in(database: Database) -> int:
    async with database.reading() as db:
        return (await db.exec(select(func.count()).select_from(Thing))).one()


def someone(app: FastAPI, **options: Any) -> httpx.AsyncClient:
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
    return httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8000", **options)
