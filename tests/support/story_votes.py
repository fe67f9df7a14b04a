"""The secret vote of a `Tale`: led, cast and counted by its people in their pages.

What the other voters do, who do the same, is told through the API; so are the other tellers.
"""

import re
import secrets
from datetime import timedelta

from playwright.async_api import expect

from app.core import clock
from app.votes.rules import Choice
from tests.support import tellers
from tests.support.devices import Device
from tests.support.factories import in_days, today
from tests.support.leading import read_through
from tests.support.story_pages import RENDERED, AtPage, Signed
from tests.support.telephone import Telephone
from tests.support.telling import TellerPage
from tests.support.voting import Assembly, VoterPage

ACCOUNT = "Styrelsen har låtit kartlägga det som hänt. Den som frågan gäller har fått svara."
CHECKED = timedelta(minutes=3)
"""In a room: the check window is over."""


async def question_raised(leads: Signed, name: str) -> Assembly:
    """From the case's own page, to the page of the vote."""
    await leads.at_case("beslut")
    card = leads.card("Ställ förtroendefrågan")
    await card.press("Ställ frågan")
    await card.pick("Vem gäller frågan?", name)
    await card.write("Styrelsens redogörelse", ACCOUNT)
    await card.question("Står det i redogörelsen vem som är utsatt?").choose("Nej")
    await card.press("Ställ frågan")
    await leads.card("Omröstningar").follow(re.compile("^Förtroendefråga"))
    return await at_the_vote(leads)


async def at_the_vote(leads: Signed) -> Assembly:
    await leads.page.wait_for_url(re.compile("/omrostningar/[0-9a-f-]{36}$"))
    return leads.tale.story.assembly(leads.page.url.rpartition("/")[2])


async def heard_before(leads: Signed) -> None:
    card = leads.card("Hör den det gäller")
    await card.choose("Samtalet har hållits")
    await write_day(card, today().isoformat())
    await card.write("Vilka var med?", "Vice ordföranden, en timme.")
    await card.press("Anteckna")
    await leads.sees("Samtalet hölls")


async def called_to_a_room(leads: Signed) -> None:
    card = leads.card("Bestäm var och när")
    await card.choose("I ett rum")
    await write_day(card, in_days(1).isoformat())
    await card.write("Klockslag", "18.30")
    await card.press("Bestäm")
    await leads.sees(re.compile("^I ett rum. Stänger senast"))


async def write_day(at: AtPage, iso_day: str) -> None:
    """Into the day field, digit by digit as people do; it goes on to the next part by itself."""
    await at.here.locator(".date-segment").first.click()
    await at.page.keyboard.type(iso_day.replace("-", ""))


class Counting:
    """Three tellers, any two of whom open the vote: the first in their pages, the others beside them."""

    def __init__(self, assembly: Assembly, first: Signed, others: list[TellerPage]) -> None:
        self._assembly, self._others = assembly, others
        self.device = Device(first.page)

    async def keys_made(self) -> None:
        await self.device.goes_to_task(self._assembly.vote_id)
        await self.device.makes_the_key()
        await self.device.types_it_back()
        for other in self._others:
            await other.give_keys()

    async def confirmed(self) -> None:
        await self.device.look_again()
        await self.device.press("Allt stämmer, jag bekräftar")
        await self.device.is_at("Din nyckel är med")
        for other in self._others:
            await other.confirm()

    async def opened(self, sees: str) -> None:
        """The second teller sends first; what both signed is the result."""
        second, *_ = self._others
        await second.send()
        await self.device.page.clock.set_fixed_time(clock.now())
        await self.device.look_again()
        await self.device.is_at("Öppna tillsammans")
        await self.device.press("Skicka mina delar")
        await self.device.is_at("Läs vad som räknades")
        await self.device.sees(sees)
        await self.device.press("Skriv under räkningen")
        await self.device.is_at("Du har skrivit under")
        await second.sign()
        await self.device.look_again()
        await self.device.is_at("Klart. Resultatet gäller")


async def tellers_named(leads: Signed, assembly: Assembly, *who: str) -> Counting:
    """`who`: among the story's members; the first of them has a page."""
    tale = leads.tale
    card = leads.card("Välj om ni har rösträknare")
    await card.choose("Med rösträknare")
    for place, name in enumerate(who, 1):
        await card.pick(f"Rösträknare {place}", tale.story.name_of(name))
    await card.press("Utse dem")
    await leads.sees("Två av tre öppnar tillsammans.")
    others = [
        TellerPage(
            tale.story.clients[name],
            assembly.vote_id,
            tellers.keys_from_seed(assembly.vote_id, secrets.token_bytes(tellers.SEED_BYTES)),
        )
        for name in who[1:]
    ]
    return Counting(assembly, await tale.of(who[0]), others)


async def without_tellers(leads: Signed) -> None:
    card = leads.card("Välj om ni har rösträknare")
    await card.choose("Utan rösträknare")
    await card.press("Utan rösträknare")
    await leads.sees("Utan rösträknare. Servern öppnar och räknar själv.")


async def locked_and_called(leads: Signed, assembly: Assembly, counting: Counting | None = None) -> list[VoterPage]:
    await look_again(leads)
    await read_through(leads.page)
    await confirmed(leads, "Lås omröstningen", "Lås")
    await leads.tick("Jag har läst igenom namnen")
    await confirmed(leads, "Skicka kallelsen", "Skicka")
    await expect(leads.page.get_by_role("region", name="Nästa steg")).to_be_visible()
    links = await assembly.mailed_links()
    assert len(links) == len(assembly.voters)
    if counting is not None:
        await counting.confirmed()
    return links


async def confirmed(at: Signed, act: str, confirm: str) -> None:
    await at.press(act)
    await at.dialog.press(confirm)
    await expect(at.page.get_by_role("dialog")).to_be_hidden()


async def cast_by_all(leads: Signed, links: list[VoterPage], choice: str, others: Choice) -> Telephone:
    """The first on a telephone: `choice` is how it stands there. The box is open for that long."""
    first, *rest = links
    phone = Telephone(await leads.tale.browsing.page(), first)
    await phone.open_link()
    await phone.collect()
    for voter in rest:
        await voter.draw()
    await look_again(leads)
    await confirmed(leads, "Stäng hämtningen", "Stäng hämtningen")
    await confirmed(leads, "Öppna röstningen", "Öppna röstningen")
    await phone.look_again()
    await phone.cast(choice)
    for voter in rest:
        assert (await voter.cast(others)).status_code == 200
    await look_again(leads)
    await confirmed(leads, "Stäng röstningen", "Stäng röstningen")
    return phone


async def look_again(at: Signed) -> None:
    """As when the page is taken up again: it reads at once instead of in some seconds. What it reads moves what is below:
    a press that was begun before ends beside its button."""
    await at.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    await at.page.evaluate(RENDERED)
    await at.settled()
