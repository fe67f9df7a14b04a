"""Rows written as they are, all of a table in one statement.

For the paths where a report or a ballot is made of dozens of rows that nobody asks for again: an object for each, and
the session's search for what has changed in it, would cost several times what the database does.
"""

from collections.abc import Mapping, Sequence
from functools import cache

from sqlalchemy import Insert, Table, insert
from sqlmodel import SQLModel

from app.core.database import Session

Row = Mapping[str, object]
"""Column to value. Columns that are left out get the model's default."""


async def insert_rows(db: Session, model: type[SQLModel], rows: Sequence[Row]) -> None:
    """All `rows`, each with the same columns, in one statement, now: rows that they point to are written before."""
    if rows:
        await (await db.connection()).execute(_insert_into(model), rows)


def table_of(model: type[SQLModel]) -> Table:
    """For statements that are built once, as the module is read, and give plain rows."""
    table: Table = model.__table__  # type: ignore[attr-defined]  # set by SQLModel on every model with `table=True`
    return table


@cache
def _insert_into(model: type[SQLModel]) -> Insert:
    return insert(table_of(model))
