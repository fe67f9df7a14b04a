"""Rows written as they are, all of a table in one statement.

For the paths where a report or a ballot is made of dozens of rows that nobody asks for again: an object for each, and
the session's search for what has changed in it, would cost several times what the database does.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from secrets import SystemRandom

from sqlalchemy import ColumnElement, Insert, Table, bindparam, delete, insert, select
from sqlmodel import SQLModel

from app.core.database import Session

Row = Mapping[str, object]
"""Column to value. Columns that are left out get the model's default."""


async def insert_rows(db: Session, model: type[SQLModel], rows: Sequence[Row]) -> None:
    """All `rows`, each with the same columns, in one statement, now: rows that they point to are written before."""
    if rows:
        await (await db.connection()).execute(_insert_into(model), rows)


async def write_anew(db: Session, model: type[SQLModel], *, matching: ColumnElement[bool]) -> None:
    """Take the rows out and put them back in the order of their keys, so that none tells when it came or was changed.

    One by one and in an order of chance: SQLite gives the pages that become free to the next rows, and which row came
    to lie on which page would tell in what order they had come. PostgreSQL keeps by which transaction each was written.
    """
    await db.flush()
    table, connection = table_of(model), await db.connection()
    key = list(table.primary_key.columns)
    rows = [dict(row) for row in (await connection.execute(select(table).where(matching).order_by(*key))).mappings()]
    if not rows:
        return
    leaving = [{f"of_{column.name}": row[column.name] for column in key} for row in rows]
    SystemRandom().shuffle(leaving)
    await connection.execute(
        delete(table).where(*(column == bindparam(f"of_{column.name}") for column in key)), leaving
    )
    await connection.execute(insert(table), rows)


def table_of(model: type[SQLModel]) -> Table:
    """For statements that are built once, as the module is read, and give plain rows."""
    table: Table = model.__table__  # type: ignore[attr-defined]  # set by SQLModel on every model with `table=True`
    return table


@cache
def _insert_into(model: type[SQLModel]) -> Insert:
    return insert(table_of(model))
