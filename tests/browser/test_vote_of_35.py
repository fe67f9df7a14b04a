"""The council group in its room: 35 who vote, three who count, one who leads, and a laptop for two without a telephone.

Everything is done on the pages, each in a browser that knows nothing of the others, and as many act at once as in a
room. What each page says in detail is held by the stories beside this one; here they have to go together.
"""

import asyncio
import hashlib
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.async_api import expect
from typer.testing import CliRunner

from app.access.rules import Office
from app.cli import cli
from app.core import clock
from app.votes.verdict import HOLDS
from tests.support.browsing import Browsing, check_accessibility, picture
from tests.support.devices import Device
from tests.support.leading import read_through
from tests.support.pdf import read_pdf
from tests.support.sign_in import an_account, sign_in_on
from tests.support.telephone import Telephone
from tests.support.voting import LINK, Assemble, Assembly, VoterPage

pytestmark = [pytest.mark.anyio, pytest.mark.browser, pytest.mark.slow, pytest.mark.one_database]

SIZE = 35
NEEDED = 24
"""Of 35 who take a stand: two thirds, to the vote."""
HAVE_MAIL = 28
AGAINST, FOR = "Ja, förtroende saknas", "Nej, förtroendet finns kvar"
TELLERS = ("Kanarie Räknare", "Robin Räknare", "Sam Räknare")
WIDTHS = (320, 390, 412, 390, 1280)
AT_ONCE = 6
"""So many press at the same moment. A browser for each of them stands on one machine."""


@dataclass
class Room:
    """Everyone's pages."""

    assembly: Assembly
    browsing: Browsing
    chair: Device
    printers: list[Device]
    tellers: list[Device]
    phones: list[Telephone] = field(default_factory=list)

    async def enter(self, links: Iterable[VoterPage]) -> list[Telephone]:
        """Each opens the link on a telephone, one in five on a desk."""
        came = [
            Telephone(await self.browsing.page(width=WIDTHS[place % len(WIDTHS)]), link)
            for place, link in enumerate(links, start=len(self.phones))
        ]
        self.phones += came
        await together(Telephone.open_link, came)
        await together(Telephone.collect, came)
        return came

    async def at(self, moment: str) -> None:
        """The chair looks again, and reads what is next."""
        await self.chair.look_again()
        await expect(self.chair.page.get_by_role("region", name="Nästa steg").get_by_role("heading")).to_have_text(
            moment
        )


async def together(each: Callable[[Telephone], Awaitable[None]], people: Iterable[Telephone]) -> None:
    room = asyncio.Semaphore(AT_ONCE)

    async def in_turn(one: Telephone) -> None:
        async with room:
            await each(one)

    async with asyncio.TaskGroup() as group:
        for one in people:
            group.create_task(in_turn(one))


SignIn = Callable[[str, str], Awaitable[Device]]


@pytest.fixture
def sign_in(browsing: Browsing) -> SignIn:
    async def go(email: str, path: str) -> Device:
        page = await browsing.page(path, width=1280)
        await sign_in_on(page, email)
        await expect(page.get_by_role("heading", level=1)).not_to_have_text("Logga in")
        return Device(page, email=email)

    return go


@pytest.mark.policy("CGR-01", "CGR-03", "CGR-04", "CGR-05", "CGR-06", "KNO-09")
async def test_a_group_of_35_votes_in_its_room(
    assemble: Assemble, browsing: Browsing, sign_in: SignIn, tmp_path: Path
) -> None:
    assembly = await assemble(SIZE)
    room = await gather(assembly, browsing, sign_in)
    await lock_and_summon(room)
    await room.enter((await assembly.mailed_links())[:HAVE_MAIL])
    lent = await the_rest_draw_from_slips(room)
    await close_the_drawing(room)
    lost = room.phones.pop(3)
    await lost.page.context.close()
    await room.chair.confirm("Öppna röstningen", confirm="Öppna röstningen")
    await all_cast(room, lost, lent)
    await close_and_compare(room)
    with clock.turned(timedelta(minutes=3)):
        await two_open(room)
    await read_and_recount(room, tmp_path)


async def gather(assembly: Assembly, browsing: Browsing, sign_in: SignIn) -> Room:
    await an_account(assembly.app, Office.CHAIR, email="chair@example.org")
    await an_account(assembly.app, Office.VICE_CHAIR, email="vice@example.org")
    await an_account(assembly.app, Office.SECURITY_OFFICER, email="officer@example.org")
    people = [
        await an_account(assembly.app, email=f"teller{number}@example.org", name=name)
        for number, name in enumerate(TELLERS)
    ]
    await assembly.raise_vote()
    await assembly.convene(held="in_a_room")
    address = f"/omrostningar/{assembly.vote_id}"
    chair, vice, officer = [await sign_in(f"{who}@example.org", address) for who in ("chair", "vice", "officer")]
    await chair.page.get_by_role("radio", name="Med rösträknare").check()
    for number, person_id in enumerate(people):
        await chair.page.get_by_label(f"Rösträknare {number + 1}").select_option(str(person_id))
    await chair.press("Utse dem")
    await chair.sees("Två av tre öppnar tillsammans.")
    tellers = [await sign_in(f"teller{number}@example.org", f"{address}/rostraknare") for number in range(3)]
    for device, name in zip(tellers, TELLERS, strict=True):
        device.name = name
        await device.makes_the_key()
        await device.types_it_back()
    return Room(assembly, browsing, chair, [vice, officer], tellers)


async def lock_and_summon(room: Room) -> None:
    chair = room.chair
    await chair.look_again()
    await expect(chair.page.get_by_text("Låset väntar på")).to_have_count(0)
    await chair.sees(f"Av {SIZE} som tar ställning krävs {NEEDED} ja.")
    await read_through(chair.page)
    await chair.confirm("Lås omröstningen", confirm="Lås")
    await chair.sees(f"Låst, med {SIZE} på röstlängden.")
    for device in room.tellers:
        await device.look_again()
        await device.press("Allt stämmer, jag bekräftar")
        await device.is_at("Din nyckel är med")
    await chair.page.get_by_role("checkbox", name="Jag har läst igenom namnen").check()
    await chair.confirm("Skicka kallelsen", confirm="Skicka")
    await room.at("Stäng hämtningen")


async def the_rest_draw_from_slips(room: Room) -> list[tuple[VoterPage, str]]:
    """Those without mail in the room get a slip; two of them share a laptop, and leave nothing of theirs on it."""
    vice, officer = room.printers
    for printer in room.printers:
        await printer.look_again()
        await printer.press("Lappar till alla")
        await printer.press("Fortsätt")
    await expect(officer.page.get_by_role("heading", level=1)).to_have_text(f"Skriv ut {SIZE - HAVE_MAIL} lappar")
    texts = await officer.page.get_by_role("article").all_inner_texts()
    links = [VoterPage(room.phones[0].link.client, found[1], found[2]) for found in map(LINK.search, texts) if found]
    assert len(links) == SIZE - HAVE_MAIL
    await vice.press("Jag förstår")
    await officer.press("Klar, ta bort dem från skärmen")
    await room.enter(links[2:])
    laptop = await room.browsing.page(width=1280)
    lent = []
    for link in links[:2]:
        holder = Telephone(laptop, link)
        await holder.open_link()
        await holder.collect()
        await leave(holder)
        lent.append((link, holder.code))
    return lent


async def leave(holder: Telephone) -> None:
    """On a device that others use after them; until they have cast, their code is the only way back."""
    await holder.folded("Är enheten lånad?").click()
    ending = holder.page.get_by_label("De fyra sista tecknen i din röstkod")
    if await ending.count():
        await ending.fill(holder.code[-4:])
    await holder.press("Ta bort från enheten")
    await holder.sees("Enheten är tömd")


async def close_the_drawing(room: Room) -> None:
    await room.at("Stäng hämtningen")
    assert (await room.assembly.read())["drawn"] == SIZE
    await room.chair.confirm("Stäng hämtningen", confirm="Stäng hämtningen")


async def all_cast(room: Room, lost: Telephone, lent: list[tuple[VoterPage, str]]) -> None:
    """24 against and 11 for; one changes their mind, one comes back with nothing but the code."""
    changes_mind, *others = room.phones
    await together(Telephone.look_again, room.phones)
    choices = [AGAINST] * (NEEDED - 2) + [FOR] * (SIZE - NEEDED - 2)
    chosen = dict(zip(others, choices, strict=True))
    await together(lambda phone: phone.cast(chosen[phone]), others)
    await changes_mind.cast(FOR)
    await changes_mind.press("Rösta om")
    await changes_mind.cast(AGAINST)
    found = Telephone(await room.browsing.page(), lost.link)
    await found.open_link()
    await found.restore(lost.code)
    await found.cast(AGAINST)
    room.phones.append(found)
    laptop = await room.browsing.page(width=1280)
    for link, code in lent:
        holder = Telephone(laptop, link)
        await holder.open_link()
        await holder.restore(code)
        await holder.cast(FOR)
        await leave(holder)


async def close_and_compare(room: Room) -> None:
    await room.at("Stäng röstningen")
    await room.chair.confirm("Stäng röstningen", confirm="Stäng röstningen")
    await together(find_envelope, room.phones)


async def find_envelope(phone: Telephone) -> None:
    await phone.look_again()
    await phone.sees("Omröstningen är stängd")
    await phone.press("Bekräfta att mitt kvitto finns med")
    await expect(phone.page.get_by_text("Du har bekräftat")).to_be_visible()


async def two_open(room: Room) -> None:
    """The second of the three never comes."""
    first, _, third = room.tellers
    for device in (room.chair, first, third):
        await device.page.clock.set_fixed_time(clock.now())
        await device.look_again()
    for device in (first, third):
        await device.press("Skicka mina delar")
    for device in (first, third):
        await device.look_again()
        await device.is_at("Läs vad som räknades")
        await device.sees("Inget kuvert är underkänt.")
        await device.press("Skriv under räkningen")
    for device in (first, third):
        await device.look_again()
        await device.is_at("Klart. Resultatet gäller")
        await device.keeps_nothing_to_read(keys=0)


async def read_and_recount(room: Room, folder: Path) -> None:
    """The result on every page, both verifiers, and the minutes to print and sign."""
    chair, result = room.chair, (await room.assembly.read())["result"]
    told = [result[of] for of in ("against", "for", "blank", "drawn", "envelopes", "confirmed")]
    assert told == [NEEDED, SIZE - NEEDED, 0, SIZE, SIZE, SIZE - 2]
    await chair.look_again()
    await chair.sees("Gruppen saknar förtroende")
    await chair.sees(f"{NEEDED} av {SIZE} som tog ställning svarade ja. Det krävdes {NEEDED}.")
    await chair.sees(f"Öppnad tillsammans av {TELLERS[0]} och {TELLERS[2]}.")
    await check_accessibility(chair.page)
    await picture(chair.page, "35-result")
    await together(Telephone.look_again, room.phones)
    changed = room.phones[0]
    await changed.press("Visa min rad")
    await expect(changed.page.locator("dd.choice")).to_have_text(AGAINST)

    bulletin, verifier, minutes = folder / "bulletin.json", folder / "verifier.html", folder / "minutes.pdf"
    for path, role, name in (
        (bulletin, "button", "Hämta filen"),
        (verifier, "link", "Hämta sidan som räknar om"),
        (minutes, "button", "Protokoll (PDF)"),
    ):
        async with chair.page.expect_download() as started:
            await chair.page.get_by_role(role, name=name).click()  # type: ignore[arg-type]  # one of two words
        await (await started.value).save_as(path)
    elsewhere = await room.browsing.page()
    await elsewhere.context.set_offline(True)
    await elsewhere.goto(verifier.as_uri())
    await elsewhere.locator("#file").set_input_files(bulletin)
    await expect(elsewhere.get_by_role("heading", name="Räkningen stämmer.")).to_be_visible()
    said = CliRunner().invoke(cli, ["verify", str(bulletin)])
    assert (said.exit_code, HOLDS.sv in said.output) == (0, True), said.output
    printed = read_pdf(minutes.read_bytes())
    assert (printed.sheet, printed.language) == ((210, 297), "sv")
    assert f"{NEEDED} av {SIZE} som tog ställning" in printed.text
    assert hashlib.sha256(bulletin.read_bytes()).hexdigest() in printed.text.replace(" ", "")
