"""Who has read a case: shown before somebody is named, since what was read cannot be unread. Source: CON-01."""

from dataclasses import dataclass
from datetime import datetime

from app.access.rules import CaseRole, Compartment
from app.audit import service as audit
from app.cases import seated
from app.cases.access import HeldCase
from app.cases.who_opened import OPENED
from app.core.database import Session


@dataclass(frozen=True)
class Reader:
    tag: str
    is_in_case: bool
    opened: dict[Compartment, datetime]
    """When each was last opened."""


async def readers_of(db: Session, held: HeldCase) -> list[Reader]:
    """Everyone who has opened a part or a file of the case, and everyone who could. Source: CON-01."""
    present = {grant.holder for grant in await seated.active_grants(db, held.id) if grant.role is not CaseRole.ACCUSED}
    opened: dict[str, dict[Compartment, datetime]] = {tag: {} for tag in present}
    for event in await audit.happenings(db, *OPENED, subject=held.id):
        opened.setdefault(event.actor, {})[Compartment(event.codes["compartment"])] = event.at
    return [Reader(tag, tag in present, when) for tag, when in opened.items()]
