"""The day keys are lost: two of the three papers let named people back into named cases, and make three new papers."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.cases.errors import NotEligible
from app.cases.recovering import let_back_in, references_nobody_opens
from app.connected import tell_officers
from app.core.database import Database
from app.core.errors import DomainError, NotFound
from app.notifications.rules import NoticeKind
from app.people import service as people
from app.people.contact import normalised_email
from app.vault import recovery
from app.vault import service as vault


@dataclass(frozen=True)
class WayBack:
    """Whom to let into what: an e-mail address and a case's reference, as they were told by voice."""

    email: str
    reference: str


class WayBackRefused(DomainError):
    """Nothing was changed for anyone. `detail` says whom and why, for the operator's screen alone."""

    code = "way-back-refused"
    status = 409
    title = "This person cannot be let into this case."


async def waiting_cases(database: Database) -> list[str]:
    """References of open cases that nobody can open."""
    async with database.reading() as db:
        return await references_nobody_opens(db)


async def recover(database: Database, *, shares: Sequence[str], ways: Sequence[WayBack]) -> list[str]:
    """All ways back or none, in one transaction; gives the new key's three word lists.

    Raises:
        SharesDoNotFit: other papers, or those of a key that was renewed since.
        WayBackRefused: no such case or person, or one who may not be let in, see let_back_in.
    """
    keys = recovery.restore(list(shares))
    async with database.writing() as db:
        reserve = await vault.recovery_holder(db)
        if reserve is None or reserve.public_key != keys.public_key:
            raise recovery.SharesDoNotFit
        for way in ways:
            person_id = await people.email_belongs_to(db, normalised_email(way.email))
            if person_id is None:
                raise WayBackRefused(f"Nobody here has the address {way.email}.")
            try:
                await let_back_in(db, reference=way.reference, person_id=person_id, reserve=reserve, keys=keys)
            except NotFound:
                raise WayBackRefused(f"No case has the reference {way.reference}.") from None
            except NotEligible:
                raise WayBackRefused(f"{way.email} may not open {way.reference}, or has no account.") from None
        fresh = await vault.renew_recovery(db, reserve=reserve, keys=keys)
        await tell_officers(db, NoticeKind.RECOVERY_KEY_USED)
    return recovery.split(fresh)
