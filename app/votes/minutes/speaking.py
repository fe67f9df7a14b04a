"""One language for a whole document: its words, its days and its moments. Pure."""

from datetime import date, datetime

from app.people.rules import TIMEZONE
from app.people.rules import Language as OfAssociation
from app.votes.verdict import Language, Said

_MONTHS = {
    Language.SV: "januari,februari,mars,april,maj,juni,juli,augusti,september,oktober,november,december",
    Language.EN: "January,February,March,April,May,June,July,August,September,October,November,December",
}
UNKNOWN = "\N{EN DASH}"


class Speaker:
    def __init__(self, language: OfAssociation) -> None:
        self.language = Language(language.value)

    def say(self, sv: str, en: str) -> str:
        return Said(sv, en).in_(self.language)

    def moment(self, at: datetime | None) -> str:
        if at is None:
            return UNKNOWN
        local = at.astimezone(TIMEZONE)
        day = self.day(local.date())
        return self.say(f"{day} kl. {local:%H.%M}", f"{day}, {local:%H:%M}")

    def day(self, day: date) -> str:
        return f"{day.day} {_MONTHS[self.language].split(',')[day.month - 1]} {day.year}"
