"""The text itself, from the register and the policy. Source: ORG-05."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.access.rules import Office
from app.core.database import Session
from app.informing.rules import Contact, Sheet, digest
from app.people import service as people
from app.people.association import association
from app.people.contact import EMERGENCY, POLICE, written_telephone
from app.people.reading import published_by
from app.people.rules import Language
from app.policy.loader import in_force
from app.policy.schema import Policy


@dataclass(frozen=True)
class Written:
    contacts: tuple[Contact, ...]
    sheets: tuple[Sheet, ...]
    """In the order of `Language`."""

    @property
    def digest(self) -> str:
        return digest(self.sheets)


async def written(db: Session, *, public_url: str) -> Written:
    """As it stands today. Raises NotFounded."""
    policy = in_force()
    found = await contacts(db, policy.informing.offices)
    sender = (await association(db)).name
    return Written(
        tuple(found),
        tuple(sheet(policy, found, language=each, public_url=public_url, sender=sender) for each in Language),
    )


async def contacts(db: Session, offices: Sequence[Office]) -> list[Contact]:
    """Who holds these offices today, each person once, in the order to turn to them.

    A number is a security officer's own to publish, on the contact card, and stands nowhere else.
    """
    known = {each.person_id: each.display_name for each in (await people.names_by_tag(db)).values()}
    numbers = await published_by(db, await people.holders_of(db, Office.SECURITY_OFFICER))
    found = []
    for office in offices:
        for person_id in await people.holders_of(db, office):
            entry = numbers.get(person_id) if office is Office.SECURITY_OFFICER else None
            telephone, verified_on = (entry.telephone, entry.last_verified_on) if entry else (None, None)
            found.append(Contact(person_id, known[person_id], office, telephone, verified_on))
    return found


def sheet(policy: Policy, found: Sequence[Contact], *, language: Language, public_url: str, sender: str) -> Sheet:
    words, read = policy.informing, language.value
    titles = policy.titles.offices
    lines = [
        (words.by_telephone if each.telephone else words.by_name)
        .read_in(read)
        .format(
            office=titles[each.office].title.read_in(read),
            name=each.name,
            telephone=written_telephone(each.telephone) if each.telephone else "",
        )
        for each in found
    ]
    return Sheet(
        title=words.title.read_in(read),
        lead=words.lead.read_in(read),
        emergency=words.emergency.read_in(read).format(emergency=EMERGENCY, police=POLICE),
        contacts_title=words.contacts.read_in(read),
        contacts=tuple(lines),
        after=(
            *([words.order.read_in(read)] if len([each for each in found if each.telephone]) > 1 else []),
            words.report.read_in(read).format(report_page=f"{public_url}/anmal"),
            words.card.read_in(read).format(contact_page=f"{public_url}/kontakt"),
            words.how.read_in(read),
        ),
        sender=sender,
    )
