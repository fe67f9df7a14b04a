"""A vote with tellers through the pages: three make keys, one loses their device, any two open it together."""

import re
import secrets
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import pytest
from playwright.async_api import expect

from app.access.rules import Office
from app.core import clock
from app.votes.bulletin import Body
from app.votes.envelope import CheckedCast
from app.votes.manifest import Manifest
from app.votes.rules import Choice
from tests.support import tellers
from tests.support.browsing import Browsing, picture
from tests.support.devices import Device
from tests.support.factories import a_term
from tests.support.leading import read_through
from tests.support.sign_in import an_account, sign_in_on
from tests.support.tellers import TellerKeys
from tests.support.telling import TellerPage
from tests.support.voting import Assemble, Assembly, VoterPage

pytestmark = [pytest.mark.anyio, pytest.mark.browser, pytest.mark.slow, pytest.mark.one_database]

AGAINST, FOR = Choice.AGAINST, Choice.FOR
NAMES = ("Kanarie Räknare", "Robin Räknare", "Sam Räknare")

SignIn = Callable[[str, str], Awaitable[Device]]


@pytest.fixture
def sign_in(browsing: Browsing) -> SignIn:
    """A device of its own, signed in by hand and at a path."""

    async def go(email: str, path: str) -> Device:
        page = await browsing.page(path)
        await sign_in_on(page, email)
        await expect(page.get_by_role("heading", level=1)).not_to_have_text("Logga in")
        return Device(page, email=email)

    return go


@pytest.mark.policy("CGR-03", "CGR-04", "KNO-08", "KNO-09")
async def test_any_two_of_three_tellers_open_it_and_one_from_paper(assemble: Assemble, sign_in: SignIn) -> None:
    assembly = await assemble(6)
    await an_account(assembly.app, Office.CHAIR, email="chair@example.org")
    people = [
        await an_account(assembly.app, email=f"teller{number}@example.org", name=name)
        for number, name in enumerate(NAMES)
    ]
    runner = await an_account(assembly.app, email="runner@example.org", name="Kim Serversson")
    await assembly.raise_vote()
    await assembly.convene(held="in_a_room")

    chair = await sign_in("chair@example.org", f"/omrostningar/{assembly.vote_id}")
    await names_the_tellers(chair, assembly, people, runner)
    devices = await all_make_their_keys(chair, sign_in, assembly)
    await locks(chair)
    voters = await summons(chair, assembly)
    await two_confirm(devices, assembly)
    await the_box_waits_for_the_third(chair, devices[2], voters)
    await votes_and_closes(chair, voters)
    await devices[0].sees("Kvittona kontrolleras till")
    await devices[0].looked_at("08-check-window")
    with clock.turned(timedelta(minutes=3)):
        lost = devices.pop()
        await lost.page.context.close()
        await opens_together(chair, devices, lost, sign_in, assembly)
    await reads_the_result(chair)


async def names_the_tellers(chair: Device, assembly: Assembly, people: list[UUID], runner: UUID) -> None:
    await chair.sees("Välj om ni har rösträknare")
    await chair.press("Lås omröstningen")
    await chair.sees("Välj först om ni har rösträknare.")
    await chair.page.get_by_role("radio", name="Utan rösträknare").check()
    await chair.sees("ta reda på vem som röstade vad")
    await chair.page.get_by_role("radio", name="Med rösträknare").check()
    await chair.press("Utse dem")
    await chair.sees("Välj en person på varje rad.")
    # They come to run the system after the page was opened: refused as anyone is, without a reason.
    async with assembly.database.writing() as db:
        await a_term(db, Office.ADMINISTRATOR, person=runner)
    for number, person_id in enumerate([*people[:2], runner]):
        await chair.page.get_by_label(f"Rösträknare {number + 1}").select_option(str(person_id))
    await chair.looked_at("01-choosing")
    await chair.press("Utse dem")
    await chair.sees("Någon av dem kan inte vara rösträknare här")
    await chair.sees("Det säger ingenting om vem, eller varför.")
    await chair.looked_at("02-not-eligible")
    await chair.page.get_by_label("Rösträknare 3").select_option(str(people[2]))
    await chair.press("Utse dem")
    await chair.sees("Två av tre öppnar tillsammans.")
    await chair.sees("Låset väntar på Kanarie Räknare, Robin Räknare och Sam Räknare")
    await expect(chair.page.get_by_role("button", name="Lås omröstningen")).to_have_count(0)
    await chair.looked_at("03-waits-for-keys")


async def all_make_their_keys(chair: Device, sign_in: SignIn, assembly: Assembly) -> list[Device]:
    devices = []
    for number, name in enumerate(NAMES):
        device = await sign_in(f"teller{number}@example.org", "/")
        device.name = name
        devices.append(device)
        await device.sees("Väntar på dig som rösträknare")
        if number == 0:
            await device.looked_at("04-now")
        await device.page.get_by_role("link", name="Gör din nyckel").click()
        await device.is_at("Gör din nyckel")
        if number == 0:
            await device.looked_at("05-make-1-key")
        await device.makes_the_key()
        if number == 0:
            await the_paper_is_asked_for(device)
        await device.types_it_back()
        await device.keeps_nothing_to_read(keys=1)
        if number == 0:
            await device.looked_at("05-make-4-made")
    await chair.look_again()
    await chair.sees("Har gjort sin nyckel")
    for device in devices:
        await chair.sees(re.compile(" *".join((await device.code("Ditt fingeravtryck")).split("-"))))
    await expect(chair.page.get_by_text("Låset väntar på")).to_have_count(0)
    await chair.looked_at("06-all-have-keys")
    return devices


async def the_paper_is_asked_for(device: Device) -> None:
    """Back to look at it, printed, and a slip is told before anything is kept."""
    await device.press("Visa koden igen")
    await device.looked_at("05-make-2-paper")
    await device.page.emulate_media(media="print")
    await expect(device.page.get_by_role("button")).to_have_count(0)
    await expect(device.page.get_by_role("heading", level=1)).to_be_hidden()
    await device.sees("Reservkod till en nyckel i en omröstning")
    printed = await device.page.inner_text("body")
    assert "Anklagad" not in printed
    assert "förtroende" not in printed.lower()
    await picture(device.page, "tellers-05-make-2-paper-printed")
    await device.page.emulate_media(media="screen")
    await device.press("Jag har koden på papper")
    for box in await device.page.get_by_role("textbox").all():
        await box.fill("0000")
    await device.press("Stämmer, spara nyckeln")
    await device.sees("Det är inte vad som stod.")
    await device.looked_at("05-make-3-typed-back")
    await device.keeps_nothing_to_read(keys=0)


async def locks(chair: Device) -> None:
    await read_through(chair.page)
    await chair.confirm("Lås omröstningen", confirm="Lås")
    await chair.sees("Låst, med 6 på röstlängden.")
    await chair.sees("Väntar på att Kanarie Räknare, Robin Räknare och Sam Räknare bekräftar.")
    await chair.looked_at("07-locked")


async def summons(chair: Device, assembly: Assembly) -> list[VoterPage]:
    await chair.page.get_by_role("checkbox", name="Jag har läst igenom namnen").check()
    await chair.confirm("Skicka kallelsen", confirm="Skicka")
    await expect(chair.page.get_by_role("region", name="Nästa steg")).to_be_visible()
    return await assembly.mailed_links()


async def two_confirm(devices: list[Device], assembly: Assembly) -> None:
    told = []
    for device in devices[:2]:
        await device.look_again()
        await device.is_at("Bekräfta att din nyckel är med")
        await device.sees("din egen nyckel står i det som är låst")
        told.append([await device.code("Kontrolltal"), await device.page.locator("li dd").all_inner_texts()])
        if device is devices[0]:
            await device.looked_at("07-confirm")
        await device.press("Allt stämmer, jag bekräftar")
        await device.is_at("Din nyckel är med")
    assert told[0] == told[1]
    assert told[0][0] == (await assembly.read())["short_hash"]
    await devices[0].looked_at("07-confirmed")


async def the_box_waits_for_the_third(chair: Device, third: Device, voters: list[VoterPage]) -> None:
    for voter in voters:
        await voter.draw()
    await chair.look_again()
    await chair.sees("Väntar på att Sam Räknare bekräftar.")
    await chair.confirm("Stäng hämtningen", confirm="Stäng hämtningen")
    await chair.sees("Röstningen öppnar när Sam Räknare har bekräftat på sin egen sida.")
    await expect(chair.page.get_by_role("button", name="Öppna röstningen")).to_have_count(0)
    await chair.looked_at("07-waits-for-word")
    await third.page.goto("/omrostningar")
    await third.page.get_by_role("link", name="Rösträkning: bekräfta din nyckel").click()
    await third.press("Allt stämmer, jag bekräftar")
    await third.is_at("Din nyckel är med")
    await chair.look_again()


async def votes_and_closes(chair: Device, voters: list[VoterPage]) -> None:
    await chair.confirm("Öppna röstningen", confirm="Öppna röstningen")
    for voter in voters:
        choice = FOR if voter is voters[-1] else AGAINST
        assert (await voter.cast(choice)).status_code == 200
    await chair.look_again()
    await chair.press("Stäng röstningen")
    dialog = chair.page.get_by_role("dialog")
    await expect(dialog.get_by_text("Rösträknarna öppnar kuverten")).to_be_visible()
    await dialog.get_by_role("button", name="Stäng röstningen", exact=True).click()
    await chair.sees("När tiden är slut öppnar rösträknarna")


async def opens_together(
    chair: Device, devices: list[Device], lost: Device, sign_in: SignIn, assembly: Assembly
) -> None:
    first, idle = devices
    found = await sign_in(lost.email, f"/omrostningar/{assembly.vote_id}")
    found.paper = lost.paper
    for device in (chair, first, idle, found):
        await device.page.clock.set_fixed_time(clock.now())
        await device.look_again()
    await chair.sees("0 har skickat sina delar, minst 2 behövs.")
    for act in ("Räkna rösterna", "Räkna"):
        await expect(chair.page.get_by_role("button", name=act)).to_have_count(0)
    await first.is_at("Öppna tillsammans")
    await first.looked_at("09-open")
    await first.press("Skicka mina delar")
    await first.is_at("Dina delar är skickade")
    await first.looked_at("10-sent")
    await chair.look_again()
    await chair.sees("1 har skickat sina delar, minst 2 behövs.")
    await chair.looked_at("10-leads-while-they-open")

    await found.sees("Du är rösträknare")
    await found.page.get_by_role("link", name="Till din uppgift").click()
    await found.is_at("Återskapa din nyckel")
    await found.page.get_by_label("Reservkod").fill("-".join(lost.paper)[:-1])
    await found.press("Återskapa")
    await found.sees("Något tecken blev fel.")
    await found.page.get_by_label("Reservkod").fill("-".join(devices[0].paper))
    await found.press("Återskapa")
    await found.sees("Koden hör inte till din nyckel")
    await found.looked_at("11-restore")
    await found.page.get_by_label("Reservkod").fill(" ".join(lost.paper).lower())
    await found.press("Återskapa")
    await found.is_at("Öppna tillsammans")
    await found.press("Skicka mina delar")

    await first.look_again()
    for device in (first, found):
        await device.is_at("Läs vad som räknades")
        await device.sees("Gruppen saknar förtroende")
        await device.sees("Inget kuvert är underkänt.")
        await device.keeps_nothing_to_read(keys=1)
    assert await first.code("Räkningens kontrolltal") == await found.code("Räkningens kontrolltal")
    await first.looked_at("12-count")
    await first.press("Skriv under räkningen")
    await first.is_at("Du har skrivit under")
    await first.looked_at("13-signed")
    assert (await assembly.read())["status"] == "closed"
    await chair.look_again()
    await chair.sees("1 har skrivit under, 2 behövs på samma räkning.")
    await found.press("Skriv under räkningen")
    for device in (first, found, idle):
        await device.look_again()
        await device.is_at("Klart. Resultatet gäller")
        await device.keeps_nothing_to_read(keys=0)
    await first.looked_at("14-certified")
    assert (await assembly.read())["result"]["against"] == 5
    await chair.look_again()


async def reads_the_result(chair: Device) -> None:
    await chair.sees("Öppnad tillsammans av Kanarie Räknare och Sam Räknare.")
    await chair.sees("Räkningen är underskriven av Kanarie Räknare och Sam Räknare.")
    await chair.sees("Kuverten går bara att öppna om två av de tre rösträknarna gör det tillsammans.")
    await chair.looked_at("15-result")


@dataclass
class Opening:
    """A closed vote whose check window is over: one teller in a browser, the other two beside it."""

    assembly: Assembly
    device: Device
    others: list[TellerPage]


async def one_in_a_browser(assembly: Assembly, sign_in: SignIn, choices: list[Choice]) -> Opening:
    await assembly.raise_vote()
    await assembly.convene(held="in_a_room")
    people = [
        await an_account(assembly.app, email=f"teller{number}@example.org", name=name)
        for number, name in enumerate(NAMES)
    ]
    named = await assembly.chair.put(
        f"/api/v1/votes/{assembly.vote_id}/tellers",
        json={"person_ids": [str(person) for person in people], "threshold": 2},
        headers={"If-Match": f'"{assembly.version}"'},
    )
    assert named.status_code == 200, named.text
    assembly.version = named.json()["version"]
    others = [
        TellerPage(
            await assembly.as_actor(person=person),
            assembly.vote_id,
            tellers.keys_from_seed(assembly.vote_id, secrets.token_bytes(16)),
        )
        for person in people[1:]
    ]
    device = await sign_in("teller0@example.org", f"/omrostningar/{assembly.vote_id}/rostraknare")
    await device.makes_the_key()
    await device.types_it_back()
    for page in others:
        await page.give_keys()
    voters = await assembly.summon()
    for page in others:
        await page.confirm()
    await device.look_again()
    await device.press("Allt stämmer, jag bekräftar")
    await device.is_at("Din nyckel är med")
    for voter in voters[: len(choices)]:
        await voter.draw()
    await assembly.lead("drawing/close")
    await assembly.lead("open")
    for voter, choice in zip(voters, choices, strict=False):
        assert (await voter.cast(choice)).status_code == 200
    await assembly.lead("close")
    return Opening(assembly, device, others)


LATER = timedelta(minutes=3)


@pytest.mark.policy("CGR-04")
async def test_a_teller_whose_shares_open_nothing_is_exchanged_and_counts_that_differ_are_told(
    assemble: Assemble, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    assembly = await assemble(5)
    await an_account(assembly.app, Office.CHAIR, email="chair@example.org")
    opening = await one_in_a_browser(assembly, sign_in, [AGAINST] * 4 + [FOR])
    device, (faulty, sound) = opening.device, opening.others
    with clock.turned(LATER):
        await device.page.clock.set_fixed_time(clock.now())
        await device.look_again()
        await device.press("Skicka mina delar")
        await device.is_at("Dina delar är skickade")
        with monkeypatch.context() as patched:
            patched.setattr(tellers, "own_shares", none_that_opens)
            await faulty.send()
        await device.look_again()
        await device.sees("5 kuvert gick inte att öppna med era delar.")
        await device.sees("Skriv inte under än")
        await device.looked_at("20-shares-that-open-nothing")
        await device.press("Byt ut Robin Räknare")
        await device.sees("Ingen annan rösträknare har skickat sina delar")
        await sound.send()
        await device.press("Byt ut Robin Räknare")
        await device.sees("Inget kuvert är underkänt.")
        await device.sees("Öppnad med delarna från Kanarie Räknare och Sam Räknare.")
        await device.press("Skriv under räkningen")
        await device.is_at("Du har skrivit under")

        body = await sound.counted()
        assert (await sound.sign(with_one_ballot_less(body)))["counts_differ"]
        await device.look_again()
        await device.sees("Era räkningar skiljer sig")
        again = device.page.get_by_role("button", name="Skriv under den nya räkningen")
        await expect(again).to_have_count(0)
        await device.looked_at("21-counts-differ")
        chair = await sign_in("chair@example.org", f"/omrostningar/{assembly.vote_id}")
        await chair.page.clock.set_fixed_time(clock.now())
        await chair.look_again()
        await chair.sees("Räkningarna skiljer sig")
        await chair.looked_at("22-leads-while-counts-differ")
        await device.press("Räkna om")
        await device.sees("Inget kuvert är underkänt.")
        await expect(again).to_have_count(0)
        assert (await sound.sign(body))["is_certified"]
        await device.look_again()
        await device.is_at("Klart. Resultatet gäller")
        await device.keeps_nothing_to_read(keys=0)


def none_that_opens(_manifest: Manifest, casts: Iterable[CheckedCast], _keys: TellerKeys) -> dict[bytes, bytes | None]:
    return {checked.row_key: None for checked in casts}


def with_one_ballot_less(body: Body) -> Body:
    counts = body.counts.model_copy(update={"ballots": body.counts.ballots - 1})
    return body.model_copy(update={"ballots": body.ballots[1:], "counts": counts})


@pytest.mark.policy("CGR-04", "KNO-09")
async def test_what_too_few_took_part_in_stays_sealed_and_no_share_leaves_the_page(
    assemble: Assemble, sign_in: SignIn
) -> None:
    assembly = await assemble(5)
    opening = await one_in_a_browser(assembly, sign_in, [AGAINST] * 4)
    device, other = opening.device, opening.others[0]
    sent: list[str] = []
    device.page.on("request", lambda request: sent.append(f"{request.method} {request.url}"))
    with clock.turned(LATER):
        await device.page.clock.set_fixed_time(clock.now())
        await device.look_again()
        await device.press("Skicka mina delar")
        await device.sees("Kuverten öppnas inte, utan förstörs.")
        await device.looked_at("23-stays-sealed")
        assert not [line for line in sent if line.startswith("PUT") and line.endswith("/shares")]
        await device.press("Skriv under räkningen")
        await device.is_at("Du har skrivit under")
        assert (await other.sign(await other.sealed()))["is_certified"]
    assert (await assembly.read())["result"]["against"] is None


async def test_on_another_device_a_new_key_can_be_made_until_the_vote_is_locked(
    assemble: Assemble, sign_in: SignIn
) -> None:
    assembly = await assemble(5)
    await assembly.raise_vote()
    people = [
        await an_account(assembly.app, email=f"teller{number}@example.org", name=name)
        for number, name in enumerate(NAMES[:2])
    ]
    await assembly.chair.put(
        f"/api/v1/votes/{assembly.vote_id}/tellers",
        json={"person_ids": [str(person) for person in people], "threshold": 2},
        headers={"If-Match": f'"{assembly.version}"'},
    )
    path = f"/omrostningar/{assembly.vote_id}/rostraknare"
    one = await sign_in("teller0@example.org", path)
    await one.makes_the_key()
    await one.types_it_back()
    before = await one.code("Ditt fingeravtryck")
    other = await sign_in("teller0@example.org", path)
    await other.is_at("Din nyckel finns på en annan enhet")
    await other.looked_at("24-elsewhere")
    await other.makes_the_key("Gör en ny nyckel i stället")
    await other.types_it_back()
    assert await other.code("Ditt fingeravtryck") != before
    await one.look_again()
    await one.is_at("Din nyckel finns på en annan enhet")
    await an_account(assembly.app, Office.CHAIR, email="chair@example.org")
    chair = await sign_in("chair@example.org", path)
    await chair.is_at("Du är inte rösträknare här")
