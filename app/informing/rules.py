"""The text for members, whether it is due, and what of it is not to be trusted. Pure. Source: ORG-05, ORG-06."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from hashlib import sha256
from uuid import UUID

from app.access.rules import Office


class InformedBy(StrEnum):
    """How members were told."""

    MAIL = "mail"
    MEETING = "meeting"
    PAPER = "paper"
    WEB = "web"


class Audience(StrEnum):
    EVERYONE = "everyone"
    NEW = "new"
    """Whoever has joined since."""


class Doubt(StrEnum):
    """Why a line of the text is not to be trusted before it is sent."""

    NOBODY = "nobody"
    """Nobody holds an office that the text names."""
    NO_NUMBER = "no-number"
    """No officer's number is published, or it was withdrawn: nobody can call."""
    NOT_PUBLISHED = "not-published"
    """This officer's number is not, or no longer, published: their name stands alone."""
    NEVER_VERIFIED = "never-verified"
    TOO_OLD = "too-old"
    """The number was tried longer ago than the policy lets a contact detail stand."""


@dataclass(frozen=True)
class Contact:
    """Somebody who stands on the text. `telephone` is None where it is not published under this office."""

    person_id: UUID
    name: str
    office: Office
    telephone: str | None = None
    verified_on: date | None = None


@dataclass(frozen=True)
class Doubtful:
    doubt: Doubt
    office: Office
    person_id: UUID | None = None
    on: date | None = None
    """When the number was last tried."""


@dataclass(frozen=True)
class Sheet:
    """The text in one language, line by line: for a page and for paper. `text` is the same, to send."""

    title: str
    emergency: str
    lead: str
    contacts_title: str
    contacts: tuple[str, ...]
    after: tuple[str, ...]
    """What follows the names: the order to call in, the pages, how it goes on."""
    sender: str

    @property
    def text(self) -> str:
        called = "\n".join([self.contacts_title, *self.contacts])
        return "\n\n".join([self.title, self.lead, self.emergency, called, *self.after, self.sender])


def digest(sheets: Sequence[Sheet]) -> str:
    """SHA-256 of the text in every language: another officer, number, address or word is another text."""
    return sha256("\0".join(sheet.text for sheet in sheets).encode()).hexdigest()


def doubts(
    contacts: Sequence[Contact], *, offices: Iterable[Office], today: date, grows_old: timedelta
) -> Iterator[Doubtful]:
    """What to mend before the text goes out, in its own order. Only a security officer's number is published."""
    for office in offices:
        holding = [each for each in contacts if each.office is office]
        if not holding:
            yield Doubtful(Doubt.NOBODY, office)
        if office is not Office.SECURITY_OFFICER:
            continue
        if holding and not any(each.telephone for each in holding):
            yield Doubtful(Doubt.NO_NUMBER, office)
            continue
        for each in holding:
            if each.telephone is None:
                yield Doubtful(Doubt.NOT_PUBLISHED, office, each.person_id)
            elif each.verified_on is None:
                yield Doubtful(Doubt.NEVER_VERIFIED, office, each.person_id)
            elif today - each.verified_on > grows_old:
                yield Doubtful(Doubt.TOO_OLD, office, each.person_id, each.verified_on)


def due_on(last: date | None, *, every: timedelta | None, today: date) -> date | None:
    """By when everyone is to be told: at once if they never were. None where the policy does not ask for it."""
    if every is None:
        return None
    return today if last is None else last + every


def due_for_new(oldest: date | None, *, within: timedelta | None) -> date | None:
    """By when whoever joined first of those who wait is to be told. None where nobody waits."""
    return None if oldest is None or within is None else oldest + within
