"""People and their terms as they stand at one moment, read once for whoever asks several things of them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from uuid import UUID

from sqlalchemy import select

from app.access.rules import Office
from app.core.database import Session
from app.core.rows import table_of
from app.people import name_matching, rules
from app.people.models import Person, Term
from app.people.reading import today
from app.people.rules import TermFacts


@dataclass(frozen=True)
class Entry:
    """A person. Keep it in memory only: no other table holds a name."""

    person_id: UUID
    name: str
    email: str | None
    telephone: str | None


@dataclass(frozen=True)
class Register:
    """`terms` are those of people who are not retired; retired people are entries all the same."""

    entries: Sequence[Entry]
    terms: Sequence[TermFacts]
    on: date

    def holders_of(self, office: Office) -> list[UUID]:
        """Who holds an office, the one to turn to first at the front. Source: ORG-06."""
        return rules.holders(office, self.terms, on=self.on)

    def name_of(self, person_id: UUID) -> str:
        return next(entry.name for entry in self.entries if entry.person_id == person_id)

    def meant_by(self, texts: Iterable[str], *, titles: Mapping[Office, Collection[str]] | None = None) -> set[UUID]:
        """Everyone whom one of the texts may mean: by name, address, number, or a title of an office they hold today.

        Errs on the side of matching: a match too many delays, a match too few seals a report to the accused. `titles`
        are the policy's displayed titles, in every language people may write. Source: CON-03.
        """
        written = [text for text in texts if text and not text.isspace()]
        if not written:
            return set()
        titles_of = self._titles_held(titles or {})
        known = [
            name_matching.Known(
                person_id=entry.person_id,
                name=entry.name,
                email=entry.email,
                telephone=entry.telephone,
                titles=titles_of.get(entry.person_id, ()),
            )
            for entry in self.entries
        ]
        return set[UUID]().union(*(name_matching.people_meant(text, known) for text in written))

    def _titles_held(self, titles: Mapping[Office, Collection[str]]) -> dict[UUID, tuple[str, ...]]:
        held: dict[UUID, tuple[str, ...]] = {}
        for term in self.terms:
            if term.office in titles and rules.is_in_force(term, on=self.on):
                held[term.person_id] = (*held.get(term.person_id, ()), *titles[term.office])
        return held


# Built once: putting a statement together takes longer than the database takes to run it.
_PEOPLE = table_of(Person)
_TERMS_OF_PEOPLE = table_of(Term)
_ENTRIES = select(_PEOPLE.c.id, _PEOPLE.c.display_name, _PEOPLE.c.email, _PEOPLE.c.telephone)
_TERMS = (
    select(*(_TERMS_OF_PEOPLE.c[field.name] for field in fields(TermFacts)))
    .join(_PEOPLE, _PEOPLE.c.id == _TERMS_OF_PEOPLE.c.person_id)
    .where(_PEOPLE.c.retired_at.is_(None))
)


async def read_register(db: Session) -> Register:
    connection = await db.connection()
    entries = [Entry(*row) for row in await connection.execute(_ENTRIES)]
    terms = [TermFacts(*row) for row in await connection.execute(_TERMS)]
    return Register(entries, terms, today())
