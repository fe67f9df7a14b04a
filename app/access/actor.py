"""Who is asking."""

from dataclasses import dataclass, field
from enum import Enum
from uuid import UUID

from app.access.rules import Office, Scope
from app.core.keys import PersonTag


class ActorKind(Enum):
    PERSON = "person"
    API_CLIENT = "api-client"
    ANONYMOUS = "anonymous"
    SYSTEM = "system"


@dataclass(frozen=True)
class Actor:
    """One who asks, with what they hold at this moment. Offices make eligible; only grants open a case."""

    kind: ActorKind
    tag: str
    """How audit, grants and steps name this actor: a person's tag, or `client:` and an id, or the kind itself."""
    person_id: UUID | None = None
    account_id: UUID | None = None
    session_id: UUID | None = None
    client_id: UUID | None = None
    holder_id: UUID | None = None
    """The key holder in the vault that this actor opens compartments as."""
    holder_seed: bytes | None = field(default=None, repr=False)
    """That holder's private key, for the length of one request; None when the vault's cookie did not come along."""
    offices: frozenset[Office] = field(default_factory=frozenset)
    scopes: frozenset[Scope] = field(default_factory=frozenset)

    @property
    def person_tag(self) -> PersonTag | None:
        return PersonTag(self.tag) if self.kind is ActorKind.PERSON else None

    def holds(self, *offices: Office) -> bool:
        return not self.offices.isdisjoint(offices)


ANONYMOUS = Actor(kind=ActorKind.ANONYMOUS, tag=ActorKind.ANONYMOUS.value)
SYSTEM = Actor(kind=ActorKind.SYSTEM, tag=ActorKind.SYSTEM.value)
