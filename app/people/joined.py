"""Someone's offices, asked for in the same statement as something else about that person."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select
from sqlalchemy.orm import Mapped
from sqlmodel import col

from app.access.rules import Office
from app.people import rules
from app.people.models import Person, Term
from app.people.reading import today
from app.people.rules import TermFacts


def with_terms(question: Select[*tuple[Any, ...]], *, of: Mapped[UUID]) -> Select[*tuple[Any, ...]]:
    """Each row once for every term of that person; once, with none, for who is retired or has none."""
    return (
        question.add_columns(
            col(Term.id).label("term_id"), col(Term.office), col(Term.status), col(Term.starts_on), col(Term.ends_on)
        )
        .outerjoin(Person, (col(Person.id) == of) & col(Person.retired_at).is_(None))
        .outerjoin(Term, col(Term.person_id) == col(Person.id))
    )


def offices_in(rows: Iterable[Row[*tuple[Any, ...]]], *, of: UUID) -> frozenset[Office]:
    """The offices that this person holds today, from rows that `with_terms` asked for."""
    terms = [
        TermFacts(
            id=row.term_id,
            person_id=of,
            office=row.office,
            status=row.status,
            starts_on=row.starts_on,
            ends_on=row.ends_on,
        )
        for row in rows
        if row.term_id is not None
    ]
    return rules.offices_of(of, terms, on=today())
