"""What this room tells the rooms above it, in the same transaction. `main` registers the listeners."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import Enum
from uuid import UUID

from app.access.rules import Office
from app.core.hooks import Hook
from app.people.alarms import Alarm


class ChangeKind(Enum):
    PROPOSED = "proposed"
    """Waits for a second person."""
    APPOINTED = "appointed"
    """Holds: by a second person's confirmation where the office needs one."""
    DECLINED = "declined"
    CHANGED = "changed"
    """Other dates, another place in the order, another committee."""
    ENDED = "ended"


@dataclass(frozen=True)
class OfficeChange:
    """Something happened to a term of office. Dates are local dates; `ends_on` is the last day in office."""

    kind: ChangeKind
    office: Office
    term_id: UUID
    person_id: UUID
    starts_on: date
    ends_on: date | None
    by: str
    """The tag of the actor who did it, `system` at the founding."""


@dataclass(frozen=True)
class PersonChange:
    """Another name or e-mail address: who someone is to others, and where a link to their account would go."""

    person_id: UUID
    by: str
    """The tag of the actor who did it."""


person_changed: Hook[PersonChange] = Hook("person_changed")


@dataclass(frozen=True)
class PersonAdded:
    """Somebody new in the register."""

    person_id: UUID
    is_external: bool


person_added: Hook[PersonAdded] = Hook("people.person_added")

office_changed: Hook[OfficeChange] = Hook("office_changed")
"""Told at every change of office; whoever listens tells the officers when the office is one that needs confirming."""


@dataclass
class OfficeAlarmsAsked:
    """Rooms above add to `found` what is amiss there, and say from the policy what this room cannot read itself."""

    contact_grows_old: timedelta | None = None
    found: list[Alarm] = field(default_factory=list)


office_alarms_asked: Hook[OfficeAlarmsAsked] = Hook("people.office_alarms_asked")
