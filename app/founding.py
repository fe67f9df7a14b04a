"""The first day: an association, its first three officers, their invitations and the recovery key on paper."""

from dataclasses import dataclass
from datetime import timedelta

from app.access.actor import SYSTEM
from app.auth import service as auth
from app.core.database import Database
from app.core.settings import Settings
from app.people.association import Founded, found_association
from app.people.rules import Language
from app.people.schemas import PersonCreate
from app.vault import recovery
from app.vault import service as vault
from app.vault.crypto import KeyPair
from app.vault.models import HolderKind


@dataclass(frozen=True)
class Founding:
    """What the operator is asked for."""

    neutral_name: str
    name: str
    language: Language
    municipality: str | None
    administrator: PersonCreate
    chair: PersonCreate
    security_officer: PersonCreate
    is_demo: bool = False
    """Whether everyone is made up. Stands in the database for good."""


@dataclass(frozen=True)
class FoundingPapers:
    """Handed out once, to be printed: nothing of it can be made again.

    Attributes:
        links: a one-time link for each person, by name.
        recovery_shares: three word lists, any two of which restore the recovery key (SLIP-39).
    """

    founded: Founded
    links: dict[str, str]
    recovery_shares: list[str]


async def found(database: Database, *, founding: Founding, settings: Settings) -> FoundingPapers:
    """Set everything up in one transaction. Raises AlreadyFounded the second time."""
    pair = KeyPair.generate()
    async with database.writing() as db:
        founded = await found_association(
            db,
            neutral_name=founding.neutral_name,
            name=founding.name,
            language=founding.language,
            municipality=founding.municipality,
            administrator=founding.administrator,
            chair=founding.chair,
            security_officer=founding.security_officer,
            is_demo=founding.is_demo,
        )
        vault.add_holder(db, kind=HolderKind.RECOVERY, public_key=pair.public_key)
        await db.flush()
        links = {}
        for person_id, described in (
            (founded.administrator_id, founding.administrator),
            (founded.chair_id, founding.chair),
            (founded.security_officer_id, founding.security_officer),
        ):
            if described.display_name in links:
                continue
            lasts = timedelta(seconds=settings.invitation_seconds)
            made = await auth.make_link(db, person_id, by=SYSTEM.tag, lasts=lasts)
            links[described.display_name] = settings.public_url + auth.invitation_path(made.token)
    return FoundingPapers(founded, links, recovery.split(pair))
