"""Everyone in the demo. All of them are invented; numbers are those reserved for fiction, addresses lead nowhere."""

import unicodedata
from dataclasses import dataclass

from app.access.rules import Office

NAME = "Exempelpartiet i Provköping"
NEUTRAL_NAME = "Föreningen i Provköping"
MUNICIPALITY = "Provköping"
COMMITTEE = "Miljö- och byggnämnden"


@dataclass(frozen=True)
class Character:
    """One invented person. Whoever has a `login` has an account; `part` says in which part to sign in as them."""

    name: str
    offices: tuple[Office, ...] = ()
    login: str | None = None
    part: str = ""
    telephone: str | None = None
    is_external: bool = False
    is_verified: bool = True

    @property
    def email(self) -> str:
        return f"{self.login or _address(self.name)}@example.org"


def _address(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
    return plain.replace(" ", ".")


ADMINISTRATOR = Character(
    "Niklas Mossberga", login="admin", part="administrator: settings and people, no case"
)  # fmt: skip
CHAIR = Character(
    "Margareta Ljungsten",
    login="ordforande",
    part="chair: finally accountable, leads the vote",
    telephone="+46701740605",
)
OFFICER = Character(
    "Birgitta Stenbrygga",
    login="sakerhet",
    part="security officer: leads the cases",
    telephone="+46701740606",
)
VICE_CHAIR = Character("Tomas Björkudde", (Office.VICE_CHAIR,), "vice", "vice chair, investigates", "+46701740607")
DEPUTY_OFFICER = Character(
    "Johan Ekhage",
    (Office.SECURITY_OFFICER,),
    "sakerhet2",
    "second security officer, not yet reported to the municipality",
    "+46701740608",
    is_verified=False,
)
CONTACT_PERSON = Character(
    "Sara Havsäng", (Office.BOARD_MEMBER,), "ledamot", "board member, contact person in the cases", "+46701740609"
)
GROUP_LEADER = Character(
    "Agneta Tallglänta",
    (Office.GROUP_LEADER, Office.COUNCIL_MEMBER),
    "gruppledare",
    "group leader: sees the vote, no case",
    "+46701740610",
)
AFFECTED = Character(
    "Elin Videsjö", (Office.COUNCIL_MEMBER,), "utsatt", "affected person in the party case", "+46701740611"
)
ACCUSED = Character(
    "Roland Gräsvret",
    (Office.COUNCIL_MEMBER, Office.BOARD_MEMBER),
    "anklagad",
    "the one whom the vote concerns: must see neither vote nor case",
)
SUBSTITUTE = Character(
    "Yusuf Klöverhed", (Office.COUNCIL_SUBSTITUTE,), "ersattare", "council substitute: sees the vote, no case"
)
COMMITTEE_CHAIR = Character("Lennart Ängsport", (Office.COMMITTEE_CHAIR, Office.COUNCIL_MEMBER))

OTHERS = (
    Character("Ahmed Rönnklint", (Office.BOARD_MEMBER,), telephone="+46701740612"),
    Character("Kerstin Vattenbäck", (Office.BOARD_MEMBER, Office.COUNCIL_MEMBER)),
    Character("Monika Hedkvarn", (Office.MUNICIPAL_SECURITY_OFFICER,), telephone="+46701740613", is_external=True),
    Character("Patrik Lindgrind", (Office.FEDERATION,), telephone="+46701740614", is_external=True),
)

MEMBERS = (
    "Anders Bergmåla", "Camilla Dalbrink", "David Enbuske", "Eva Forsklippa", "Fredrik Gatsten", "Gunilla Hasselvik",
    "Håkan Isfjärd", "Ingrid Kornmark", "Jonas Lärkhöjd", "Katarina Månskog", "Leif Nyponros", "Maria Odelvall",
    "Nils Pilgård", "Oskar Rågåker", "Pia Silverå", "Ulla Snöberga", "Viktor Tjärnlid",
)  # fmt: skip
"""With the five above they are the group's 22."""

SUBSTITUTES = (
    "Zahra Vintergata", "Åke Lövsprång", "Bengt Flodbrink", "Cecilia Gransus", "Daniel Kvistdal", "Emma Hallonskog",
    "Filip Ripsäng", "Gustav Sandrev", "Hanna Tuvmark", "Isak Ulvsten", "Josefin Vallmo", "Kenneth Åsmåla",
    "Linnea Ögård",
)  # fmt: skip
"""With the one above they are 14."""

FOUNDERS = (ADMINISTRATOR, CHAIR, OFFICER)
LATER = (
    VICE_CHAIR,
    DEPUTY_OFFICER,
    CONTACT_PERSON,
    GROUP_LEADER,
    AFFECTED,
    ACCUSED,
    SUBSTITUTE,
    COMMITTEE_CHAIR,
    *OTHERS,
    *(Character(name, (Office.COUNCIL_MEMBER,)) for name in MEMBERS),
    *(Character(name, (Office.COUNCIL_SUBSTITUTE,)) for name in SUBSTITUTES),
)
EVERYONE = (*FOUNDERS, *LATER)

SIGN_INS = (
    CHAIR,
    VICE_CHAIR,
    CONTACT_PERSON,
    OFFICER,
    DEPUTY_OFFICER,
    GROUP_LEADER,
    SUBSTITUTE,
    AFFECTED,
    ACCUSED,
    ADMINISTRATOR,
)
"""Who has an account, in the order in which they are printed."""

HAVE_SLIPS = (
    GROUP_LEADER.name, SUBSTITUTE.name, AFFECTED.name, "Anders Bergmåla", "Camilla Dalbrink", "Zahra Vintergata"
)  # fmt: skip
"""Voters whose links are printed: with five envelopes or more there is a result to see."""

ARE_IN_THE_ROOM = (*HAVE_SLIPS, *MEMBERS[2:], "Åke Lövsprång", "Bengt Flodbrink")
"""More than half of the roll, so that the vote is not inquorate when only those with slips take part."""
