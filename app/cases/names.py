"""Tags to names, for what is shown to those who may see who is in a case."""

from app.cases.schemas import NamedRead
from app.core.database import Session
from app.core.keys import PersonTag
from app.people import service as people


class Names:
    """Tags to names, once a request."""

    def __init__(self, named: dict[PersonTag, people.PersonName]) -> None:
        self._named = named

    @classmethod
    async def of(cls, db: Session) -> "Names":
        return cls(await people.names_by_tag(db))

    def __call__(self, tag: str | None) -> NamedRead | None:
        named = self._named.get(PersonTag(tag)) if tag else None
        return NamedRead(person_id=named.person_id, display_name=named.display_name) if named else None
