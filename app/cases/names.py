"""Tags to names, for what is shown to those who may see who is in a case."""

from collections.abc import Iterable

from app.cases import seated
from app.cases.access import HeldCase
from app.cases.schemas import NamedRead
from app.core.database import Session
from app.core.keys import PersonTag
from app.people import service as people


class Names:
    """Tags to names, once a request."""

    def __init__(self, named: dict[PersonTag, people.PersonName]) -> None:
        self._named = named

    @classmethod
    async def of(cls, db: Session, held: HeldCase) -> "Names":
        """As the actor who holds the case may read them; whom they may not know is nobody."""
        hidden = await seated.hidden_from(db, held)
        named = await people.names_by_tag(db)
        return cls({tag: name for tag, name in named.items() if tag not in hidden} if hidden else named)

    def __call__(self, tag: str | None) -> NamedRead | None:
        named = self._named.get(PersonTag(tag)) if tag else None
        return NamedRead(person_id=named.person_id, display_name=named.display_name) if named else None

    def all(self, tags: Iterable[str]) -> list[NamedRead]:
        return [found for tag in tags if (found := self(tag)) is not None]
