"""What belongs to a case, read from the tables' own foreign keys, so that no new table is forgotten.

A row belongs to a case when it names the case (`case_id`), or names a row that does. `MERELY_NAMED` are the columns
by which something with a life of its own remembers a case: they are emptied, and the row stays.
"""

from collections.abc import Mapping
from functools import cache
from uuid import UUID

from sqlalchemy import Column, ColumnElement, Table, delete, or_, select, update
from sqlmodel import SQLModel

from app.core.database import Session

CASES = "matter"
MERELY_NAMED = frozenset({("departure_mark", "case_id"), ("reentry", "earlier_case_id")})
"""A departure has its own end; another matter of return has copied what it needs."""

_WITHOUT_FOREIGN_KEY = "case_id"


_Link = tuple[Column[UUID], Table]


@cache
def _links() -> Mapping[str, tuple[_Link, ...]]:
    """For each table that has rows of cases: the columns by which one belongs, with the table that each names."""
    found: dict[str, tuple[_Link, ...]] = {CASES: ()}
    tables = SQLModel.metadata.tables
    for table in SQLModel.metadata.sorted_tables:
        named = {column.name: key.column.table for column in table.columns for key in column.foreign_keys}
        if _WITHOUT_FOREIGN_KEY in table.columns:
            named.setdefault(_WITHOUT_FOREIGN_KEY, tables[CASES])
        links = tuple(
            (table.columns[name], parent)
            for name, parent in named.items()
            if parent.name in found and (table.name, name) not in MERELY_NAMED
        )
        if links:
            found[table.name] = _enough(links)
    return found


def _enough(links: tuple[_Link, ...]) -> tuple[_Link, ...]:
    """One that is always there tells it alone, best the case itself; where each may be empty it takes all of them."""
    always = sorted((link for link in links if not link[0].nullable), key=lambda link: link[1].name != CASES)
    return tuple(always[:1]) or links


def tables_of_cases() -> list[str]:
    """Every table with rows that go with their case, each before those that it names."""
    found = _links()
    return [table.name for table in reversed(SQLModel.metadata.sorted_tables) if table.name in found]


def of_case(table: Table, case_id: UUID) -> ColumnElement[bool]:
    if table.name == CASES:
        return table.c.id == case_id
    return or_(
        *(
            column == case_id
            if parent.name == CASES
            else column.in_(select(_key_of(parent)).where(of_case(parent, case_id)))
            for column, parent in _links()[table.name]
        )
    )


def _key_of(table: Table) -> Column[UUID]:
    (key,) = table.primary_key.columns
    return key


async def ids_of(db: Session, name: str, case_id: UUID) -> list[UUID]:
    table = SQLModel.metadata.tables[name]
    return list((await (await db.connection()).execute(select(table.c.id).where(of_case(table, case_id)))).scalars())


async def delete_rows(db: Session, name: str, case_id: UUID) -> None:
    table = SQLModel.metadata.tables[name]
    await (await db.connection()).execute(delete(table).where(of_case(table, case_id)))


async def forget_where_it_is_named(db: Session, case_id: UUID) -> None:
    for name, column in MERELY_NAMED:
        table = SQLModel.metadata.tables[name]
        statement = update(table).where(table.c[column] == case_id).values({column: None})
        await (await db.connection()).execute(statement)
