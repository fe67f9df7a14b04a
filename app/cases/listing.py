"""The list of one's cases, bars and all, in one question of one shape: it tells nothing by how it is asked."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import BindParameter, ColumnElement, Integer, Row, Select, and_, bindparam, or_, select
from sqlalchemy.orm import Mapped
from sqlmodel import col

from app.access.actor import Actor
from app.access.rules import Action, CaseRole, case_actions
from app.cases.access import bar_tag
from app.cases.models import Bar, Case, Grant
from app.cases.rules import OPEN_STAGES
from app.core import clock
from app.core.database import Database
from app.core.errors import InvalidInput
from app.core.keys import Keys
from app.core.paging import PageRequest, cursor_of
from app.policy.terms import ORIGINS, Category, Stage

SEEING = [role for role in CaseRole if Action.SEE in case_actions([role])]
"""The accused and the council group hold grants without ever seeing a case."""


class CaseLine(NamedTuple):
    """One row of the list: nothing in it says what happened or to whom."""

    id: UUID
    reference: str
    category: Category
    stage: Stage
    opened_at: datetime
    stage_since: datetime
    acknowledged_at: datetime | None


@dataclass(frozen=True)
class CaseLines:
    items: list[CaseLine]
    next: str | None


async def cases_of(database: Database, actor: Actor, *, page: PageRequest, is_open: bool | None) -> CaseLines:
    """The cases this actor may see, newest first, and the cursor of the next page. Who comes back has a list apart.

    What is asked of the database is already only theirs, so that a page is never shorter for what was hidden.
    """
    if actor.person_id is None:
        return CaseLines([], None)
    values: dict[str, object] = {"holder": actor.tag, "rows": page.limit + 1, "now": clock.now()}
    if page.after is not None:
        values |= _position(page.after)
    question = _question(is_open=is_open, goes_on=page.after is not None)
    found = _without_barred(database.keys, actor.person_id, await database.ask(question, values))
    shown = [line for line, is_barred in found[: page.limit] if not is_barred]
    last = found[page.limit - 1][0] if len(found) > page.limit else None
    return CaseLines(shown, cursor_of(last.opened_at.isoformat(), str(last.id)) if last else None)


def _position(after: tuple[str, ...]) -> dict[str, object]:
    try:
        return {"opened_at": datetime.fromisoformat(after[0]), "case_id": UUID(after[1])}
    except (ValueError, IndexError):
        raise InvalidInput(fields=[("query.after", "not-a-cursor")]) from None


@cache
def _question(*, is_open: bool | None, goes_on: bool) -> Select[*tuple[Any, ...]]:
    """A page of cases, and every bar beside its case: whose a bar is can be tried by the case, but not asked for."""
    mine = (
        select(col(Grant.case_id))
        .where(
            col(Grant.holder) == bindparam("holder"),
            col(Grant.ended_at).is_(None),
            col(Grant.suspended_at).is_(None),
            or_(col(Grant.until).is_(None), col(Grant.until) > bindparam("now")),
            # Spelt out: a list is written into the statement anew each time that it is asked.
            or_(*(col(Grant.role) == role for role in SEEING)),
        )
        .scalar_subquery()
    )
    wanted: list[ColumnElement[bool]] = [col(Case.id).in_(mine), or_(*(col(Case.category) == each for each in ORIGINS))]
    if is_open is not None:
        stages = OPEN_STAGES if is_open else frozenset(Stage) - OPEN_STAGES
        wanted.append(or_(*(col(Case.stage) == stage for stage in Stage if stage in stages)))
    if goes_on:
        wanted.append(_is_after(col(Case.opened_at), col(Case.id)))
    columns = (
        Case.id, Case.reference, Case.category, Case.stage, Case.opened_at, Case.stage_since, Case.acknowledged_at
    )  # fmt: skip
    page = (
        select(*columns)  # type: ignore[call-overload]  # SQLModel types its columns as their values
        .where(*wanted)
        .order_by(col(Case.opened_at).desc(), col(Case.id).desc())
        .limit(bindparam("rows", type_=Integer))
        .subquery()
    )
    return (
        select(page, col(Bar.tag))
        .outerjoin(Bar, col(Bar.case_id) == page.c.id)
        .order_by(page.c.opened_at.desc(), page.c.id.desc())
    )


def _is_after(opened_at: Mapped[datetime], case_id: Mapped[UUID]) -> ColumnElement[bool]:
    then: BindParameter[datetime] = bindparam("opened_at")
    return or_(opened_at < then, and_(opened_at == then, case_id < bindparam("case_id")))


def _without_barred(keys: Keys, person_id: UUID, rows: Iterable[Row[*tuple[Any, ...]]]) -> list[tuple[CaseLine, bool]]:
    """Each case once, and whether it bars this person.

    A bar ends grants as it is made; this holds even if one had been left behind.
    """
    found: dict[UUID, tuple[CaseLine, bool]] = {}
    for *columns, tag in rows:
        line = CaseLine(*columns)
        _, was_barred = found.get(line.id, (line, False))
        is_barred = tag is not None and tag == bar_tag(keys, case_id=line.id, person_id=person_id)
        found[line.id] = (line, was_barred or is_barred)
    return list(found.values())
