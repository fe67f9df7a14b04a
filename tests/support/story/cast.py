"""Who is in the story and what they say: all made up. A test may put other words in their mouths."""

from collections.abc import Iterator
from dataclasses import dataclass

FIRST_NAMES = (
    "Alfhild", "Bertil", "Cajsa", "Dagny", "Embla", "Fritiof", "Gunnel", "Hjalmar", "Ingegerd", "Jerker",
    "Kerstin", "Loke", "Märta", "Nanny", "Ottilia", "Povel", "Runa", "Sigvard", "Tyra", "Urban",
    "Valborg", "Wilmer", "Yngve", "Åsa", "Ärla", "Östen", "Blenda", "Disa", "Egil", "Fanny",
    "Göte", "Hedda", "Ivar", "Judit", "Kolbjörn", "Linnea", "Malte", "Nora", "Orvar", "Pernilla",
)  # fmt: skip
# Two parts each, so that no surname is near enough to another to be taken for a misspelling of it.
_FIRST_PARTS = ("Hassel", "Kvarn", "Lärk", "Mossa", "Nyckel", "Rönn", "Silver", "Törn", "Vinter", "Ålder")
_SECOND_PARTS = ("dikt", "fabel", "saga", "visa")


def made_up_names() -> Iterator[str]:
    """Forty names, no two alike in any part."""
    surnames = [first + second for second in _SECOND_PARTS for first in _FIRST_PARTS]
    for first_name, surname in zip(FIRST_NAMES, surnames, strict=True):
        yield f"{first_name} {surname}"


@dataclass(frozen=True)
class Words:
    """What is said in the story. `about` names the accused."""

    happened: str = "Efter mötet i går följde någon efter mig hela vägen hem och skrek saker."
    needs: str = "Jag vill inte vara ensam på nästa möte."
    must_not_know: str = "Ingen granne ska få höra om det."
    reach: str = "svarar-kvallstid@example.org"
    listened: str = "Vi talades vid i en timme; berättelsen hänger ihop."
    agreed: str = "Gick igenom alla fyra, en och en."
    federation: str = "Ringde jouren, sa inga namn."
    national: str = "Det räcker med stödet från förbundet."
    place: str = "Lilla salen i biblioteket"
    met: str = "Det är allvarligt. Två kartlägger, och ingen annan hör av sig till henne."
    narrative: str = "Sammanfattning av berättelsen, i samförstånd med den som berättade."
    in_touch: str = "Promenad på torsdagen, ny kontakt bokad."
    account: str = "Styrelsens redogörelse till gruppen inför omröstningen."
    hearing: str = "Samtal i föreningens lokal, med en person som stöd."


@dataclass(frozen=True)
class Cast:
    """The council group's size, and who has a part. The accused is in the group."""

    members: int = 22
    substitutes: int = 14
    administrator: str = "Sixten Uvkulla"
    chair: str = "Vendela Jarlkrona"
    officer: str = "Ebbe Porslin"
    second_officer: str = "Tova Drakenljus"
    vice_chair: str = "Rurik Glimmer"
    board_members: tuple[str, ...] = ("Signe Bokskog", "Melker Zinkgruva", "Ylva Cederquartz")
    accused: str = "Ragnvald Pimpsten"
    words: Words = Words()

    @property
    def group(self) -> int:
        return self.members + self.substitutes

    @property
    def contact_person(self) -> str:
        return self.board_members[0]

    def group_names(self) -> list[str]:
        """The accused among the members, everyone else made up."""
        names = made_up_names()
        return [self.accused, *(next(names) for _ in range(self.group - 1))]
