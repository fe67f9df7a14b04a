"""A vote as its chair leads it through the pages: from the question, by way of the room, to the approved minutes."""

import hashlib
import re
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from playwright.async_api import Locator, Page, expect
from sqlmodel import select

from app.access.rules import Office
from app.core import clock
from app.people.models import Term
from app.votes.rules import Choice
from tests.support.browsing import Browsing, check_accessibility, picture
from tests.support.factories import a_person, a_term, in_days, today
from tests.support.leading import card, read_through, save
from tests.support.sign_in import PASSWORD, an_account, an_account_of
from tests.support.voting import LINK, Assemble, Assembly, VoterPage

pytestmark = [pytest.mark.anyio, pytest.mark.browser, pytest.mark.slow, pytest.mark.one_database]

ACCOUNT = "Styrelsen har tagit del av en kartläggning. Den som frågan gäller har fått svara."
VOTE_ADDRESS = re.compile(r"/omrostningar/([0-9a-f-]{36})$")
LEADERS_BUTTONS = re.compile(
    "Stäng|Öppna röst|Lås|Skicka kallelsen|Räkna|Ställ in|Ogiltig|Lapp|Anteckna|Bestäm|Protokollet är justerat"
)


class Reader:
    """Someone's page of the votes."""

    def __init__(self, page: Page) -> None:
        self.page = page

    async def sees(self, text: str | re.Pattern[str]) -> None:
        await expect(self.page.get_by_text(text).first).to_be_visible()

    async def is_at(self, act: str) -> None:
        """The next step that whoever leads is shown."""
        await expect(self.page.get_by_role("region", name="Nästa steg").get_by_role("heading")).to_have_text(act)

    async def press(self, name: str) -> None:
        await self.page.get_by_role("button", name=name, exact=True).click()

    async def confirm(self, act: str, *, confirm: str) -> None:
        """Press, read what it means in the dialog, and say yes."""
        await self.press(act)
        dialog = self.page.get_by_role("dialog")
        await expect(dialog.get_by_text("Det här händer")).to_be_visible()
        await dialog.get_by_role("button", name=confirm, exact=True).click()
        await expect(dialog).to_be_hidden()

    async def confirm_in_dialog(self, confirm: str) -> None:
        """Say yes to what the dialog says."""
        await self.page.get_by_role("dialog").get_by_role("button", name=confirm, exact=True).click()

    async def look_again(self) -> None:
        """As when the page is taken up again: it reads at once instead of in some seconds."""
        await self.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")

    async def looked_at(self, name: str) -> None:
        await check_accessibility(self.page)
        await picture(self.page, f"votes-{name}")


SignIn = Callable[[str, str], Awaitable[Reader]]


@pytest.fixture
def sign_in(browsing: Browsing) -> SignIn:
    """A page of its own, signed in by hand and at a path."""

    async def go(email: str, path: str) -> Reader:
        page = await browsing.page(path)
        await page.get_by_label("E-postadress").fill(email)
        await page.get_by_label("Lösenord", exact=True).fill(PASSWORD)
        await page.get_by_role("button", name="Logga in").click()
        await expect(page.get_by_role("heading", level=1)).not_to_have_text("Logga in")
        return Reader(page)

    return go


@pytest.mark.policy("CGR-01", "CGR-03", "CGR-04", "CGR-05", "CGR-06", "KNO-08", "KNO-09")
async def test_the_chair_leads_a_whole_vote_in_a_room(assemble: Assemble, sign_in: SignIn, tmp_path: Path) -> None:
    assembly = await assemble(8)
    await an_account(assembly.app, Office.CHAIR, email="chair@example.org")
    await an_account(assembly.app, Office.VICE_CHAIR, email="vice@example.org")
    await an_account(assembly.app, Office.SECURITY_OFFICER, email="officer@example.org")
    await an_account_of(assembly.app, assembly.voters[0])
    await an_account_of(assembly.app, assembly.accused.person_id)

    chair = await sign_in("chair@example.org", "/omrostningar")
    await raises_the_question(chair, assembly)
    member = await sign_in("voter0@example.org", f"/omrostningar/{assembly.vote_id}")
    await member.sees("Det finns inget att visa här")
    await hears(chair)
    await convenes_in_a_room(chair)
    await locks(chair, assembly)
    voters = await summons(chair, assembly)
    await follows_without_controls(member, "member-1-summoned")

    vice = await sign_in("vice@example.org", f"/omrostningar/{assembly.vote_id}")
    officer = await sign_in("officer@example.org", f"/omrostningar/{assembly.vote_id}")
    await expect(chair.page.get_by_role("button", name=re.compile("^Lapp"))).to_have_count(0)
    await chair.sees("skrivs ut av två andra än du")
    voters = await two_print_a_slip(vice, officer, assembly, voters)
    for voter in voters[:6]:
        await voter.draw()
    await the_roll_shows_who_has_not_drawn(chair, assembly)
    await opens(chair)
    await follows_without_controls(member, "member-2-open")
    await all_cast(chair, voters[:6])
    await closes(chair, voters, assembly)
    await follows_without_controls(member, "member-3-check")
    await is_certified(chair, assembly)
    await reads_the_result(chair, assembly, tmp_path)
    await follows_without_controls(member, "member-4-result")
    await approves_the_minutes(chair)
    await finds_nothing(sign_in, assembly)


async def raises_the_question(chair: Reader, assembly: Assembly) -> None:
    page = chair.page
    await chair.sees("Här visas omröstningar i fullmäktigegruppen.")
    await chair.looked_at("1-none")
    await page.get_by_role("link", name="Väck en fråga").click()
    await chair.sees("Ställ då frågan på ärendets egen sida, under Beslut.")
    await chair.press("Väck frågan")
    await chair.sees("Välj vem frågan gäller.")
    await page.get_by_label("Vem gäller frågan?").select_option(str(assembly.accused.person_id))
    await page.get_by_label("Styrelsens redogörelse").fill(ACCOUNT)
    await chair.looked_at("2-raise")
    await chair.press("Väck frågan")
    await page.wait_for_url(VOTE_ADDRESS)
    found = VOTE_ADDRESS.search(page.url)
    assert found is not None
    assembly.vote_id = found[1]
    await chair.sees("Gäller Kanarie Anklagad")
    await chair.sees("Av 8 som tar ställning krävs 6 ja.")
    await chair.sees("Minst 5 av 8 måste vara med.")
    await chair.sees("Gruppen är liten.")
    await chair.looked_at("3-set-up")


async def hears(chair: Reader) -> None:
    await chair.press("Anteckna")
    await chair.sees("Välj det som stämmer.")
    await chair.sees("Att tiden gick ut kan du anteckna från")
    assert await chair.page.get_by_role("radio", name="Tiden gick ut").count() == 0
    await chair.page.get_by_role("radio", name="Samtalet har hållits").check()
    await write_day(chair.page, today().isoformat())
    await chair.page.get_by_label("Vilka var med?").fill("Vice ordföranden, en timme.")
    await chair.looked_at("4-hearing")
    await chair.press("Anteckna")
    await chair.sees("Samtalet hölls")


async def convenes_in_a_room(chair: Reader) -> None:
    await chair.page.get_by_role("radio", name="I ett rum").check()
    await write_day(chair.page, in_days(1).isoformat())
    await chair.page.get_by_label("Klockslag").fill("18.30")
    await chair.looked_at("5-convening")
    await chair.press("Bestäm")
    await chair.sees("I ett rum. Stänger senast i morgon 18:30.")


async def all_kept(page: Page) -> None:
    """No tick is on its way any more: one that is may be lost to whoever loads the page anew."""
    await expect(page.get_by_text("Sparas", exact=True)).to_have_count(0)


async def without_tellers(leader: Reader) -> None:
    await leader.page.get_by_role("radio", name="Utan rösträknare").check()
    await leader.press("Utan rösträknare")
    await leader.sees("Utan rösträknare. Servern öppnar och räknar själv.")


async def locks(chair: Reader, assembly: Assembly) -> None:
    """Nothing is locked before all of it is read and answered; each answer is kept when the page is loaded anew."""
    page = chair.page
    await chair.press("Lås omröstningen")
    await chair.sees("Välj först om ni har rösträknare.")
    await without_tellers(chair)
    await chair.sees(
        "Läs först igenom det som står ovanför. Kvar: frågan, vad som gäller, namnen, regeln, frågan om jäv, "
        "vad som inte går att lova och varningen."
    )
    await chair.sees("Då röstar 6 ordinarie ledamöter och 2 ersättare.")
    await chair.sees("Då röstar bara 6 ordinarie ledamöter.")
    await page.get_by_role("radio", name="Föreningens policy").check()
    await page.get_by_label("Vilken paragraf?").fill("§ 4")
    await save(page, "Välj vad som gäller")
    await page.get_by_role("radio", name="Någon är det").check()
    await card(page, "Fråga om jäv").get_by_role("button", name="Spara", exact=True).click()
    await chair.sees("Välj en person på varje rad.")
    await page.get_by_label("Person 1").select_option(str(assembly.voters[7]))
    await chair.looked_at("6-preflight")
    await save(page, "Fråga om jäv")
    await chair.sees("En person är en del av det och håller sig borta.")
    names = card(page, "Läs namnen").get_by_role("list")
    listed = [name for each in await names.all() for name in await each.get_by_role("listitem").all_inner_texts()]
    assert sorted(listed) == sorted(assembly.names)
    await page.get_by_role("checkbox", name="Jag har läst alla 8 namn").check()
    await page.get_by_role("checkbox", name="Jag har läst regeln och siffrorna").check()
    await all_kept(page)
    await page.reload()
    await expect(page.get_by_role("checkbox", name="Jag har läst regeln och siffrorna")).to_be_checked()
    await chair.sees("§ 4")
    await without_tellers(chair)
    late = await joins_the_group(assembly)
    await chair.look_again()
    await chair.sees("Det här har ändrats sedan du läste det. Läs igen.")
    await expect(page.get_by_role("checkbox", name="Jag har läst alla 9 namn")).not_to_be_checked()
    await chair.looked_at("6-joined-meanwhile")
    await leaves_the_group(assembly, late)
    await chair.look_again()
    await expect(page.get_by_role("checkbox", name="Jag har läst alla 8 namn")).to_be_visible()
    for box in await page.get_by_role("checkbox", name=re.compile("^Jag har läst")).all():
        await box.focus()
        if not await box.is_checked():
            await page.keyboard.press("Space")
    await chair.looked_at("6-ready-to-lock")
    await chair.confirm("Lås omröstningen", confirm="Lås")
    await chair.sees("Låst, med 8 på röstlängden.")


async def joins_the_group(assembly: Assembly) -> UUID:
    async with assembly.database.writing() as db:
        person = await a_person(db, name="Kanarie Ny")
        await a_term(db, Office.COUNCIL_MEMBER, person=person)
    return person.id


async def leaves_the_group(assembly: Assembly, person_id: UUID) -> None:
    async with assembly.database.writing() as db:
        [term] = (await db.exec(select(Term).where(Term.person_id == person_id))).all()
        await db.delete(term)


async def summons(chair: Reader, assembly: Assembly) -> list[VoterPage]:
    names = chair.page.get_by_role("list", name="Röstlängden").get_by_role("listitem")
    await expect(names).to_have_count(len(assembly.names))
    assert sorted(await names.all_inner_texts()) == sorted(assembly.names)
    await chair.press("Skicka kallelsen")
    await chair.sees("Läs först igenom namnen")
    await chair.page.get_by_role("checkbox", name="Jag har läst igenom namnen").check()
    await chair.looked_at("7-locked")
    await chair.confirm("Skicka kallelsen", confirm="Skicka")
    await chair.is_at("Stäng hämtningen")
    links = await assembly.mailed_links()
    assert len(links) == 8
    return links


async def two_print_a_slip(
    vice: Reader, officer: Reader, assembly: Assembly, voters: list[VoterPage]
) -> list[VoterPage]:
    """The vice chair asks, the officer prints; one alone never gets the link. The mailed one is void by it."""
    name = assembly.names[0]
    slip = vice.page.get_by_role("button", name=f"Lapp : {name}")
    await slip.click()
    await vice.sees("Den som leder omröstningen är en av dem bara om det inte finns två andra.")
    await vice.press("Fortsätt")
    await vice.sees(f"Lappen till {name} är begärd.")
    await vice.press("Jag förstår")
    await vice.sees("Lapp begärd")
    await slip.click()
    await vice.sees("Någon har redan begärt lappen.")
    await vice.looked_at("8-slip-asked")
    await vice.press("Fortsätt")
    await vice.sees(f"Lappen till {name} är begärd.")
    await vice.press("Jag förstår")

    await officer.look_again()
    assert await officer.page.get_by_role("checkbox").count() == 0, "presence is marked by whoever leads"
    await officer.page.get_by_role("button", name=f"Lapp : {name}").click()
    await officer.press("Fortsätt")
    await expect(officer.page.get_by_role("heading", level=1)).to_have_text("Skriv ut lappen")
    await officer.looked_at("9-slip")
    await officer.page.emulate_media(media="print")
    await expect(officer.page.get_by_role("button", name="Skriv ut")).to_be_hidden()
    await expect(officer.page.get_by_role("img", name="QR-kod med länken")).to_be_visible()
    await picture(officer.page, "votes-9-slip-on-paper")
    await officer.page.emulate_media(media="screen")
    found = LINK.search(await officer.page.get_by_role("article").inner_text())
    assert found is not None
    await officer.press("Klar, ta bort den från skärmen")
    await expect(officer.page.get_by_role("article")).to_be_hidden()
    printed = VoterPage(voters[0].client, found[1], found[2])
    answers = [(await voter.post("entry", {"token": voter.token})).status_code for voter in voters]
    assert sorted(answers) == [200] * 7 + [404], "the mailed link of the one with the slip"
    return [printed, *(voter for voter, status in zip(voters, answers, strict=True) if status == 200)]


async def the_roll_shows_who_has_not_drawn(chair: Reader, assembly: Assembly) -> None:
    await chair.look_again()
    await chair.sees("Inte hämtat (2)")
    idle = chair.page.get_by_role("list", name="Röstlängden").get_by_role("checkbox")
    await expect(idle).to_have_count(2)
    await idle.first.check()
    await expect(figure(chair, "Med")).to_have_text("7")
    assert (await assembly.read())["present"] == 7
    await chair.looked_at("10-drawing")


def figure(reader: Reader, name: str) -> Locator:
    """A number of the attendance or the result, by its name."""
    rows = reader.page.locator("dl > div").filter(has=reader.page.get_by_text(name, exact=True))
    return rows.locator("dd")


async def opens(chair: Reader) -> None:
    await chair.confirm("Stäng hämtningen", confirm="Stäng hämtningen")
    await chair.is_at("Öppna röstningen")
    await expect(chair.page.get_by_role("button", name=re.compile("^Lapp"))).to_have_count(0)
    await chair.looked_at("11-ready-to-open")
    await chair.confirm("Öppna röstningen", confirm="Öppna röstningen")
    await chair.is_at("Röstningen pågår")


async def all_cast(chair: Reader, voters: list[VoterPage]) -> None:
    """Never how many have voted, nor who: only roughly how many."""
    seen = [await figure(chair, "Har röstat").inner_text()]
    for voter in voters:
        choice = Choice.FOR if voter is voters[-1] else Choice.AGAINST
        assert (await voter.cast(choice)).status_code == 200
        if voter is voters[2]:
            await chair.look_again()
            await expect(figure(chair, "Har röstat")).not_to_have_text(seen[0])
            seen.append(await figure(chair, "Har röstat").inner_text())
            await chair.looked_at("12-open")
    await chair.look_again()
    await chair.is_at("Stäng röstningen")
    seen.append(await figure(chair, "Har röstat").inner_text())
    assert seen == ["Ingen än", "Hälften eller fler", "Alla som har hämtat"]


async def closes(chair: Reader, voters: list[VoterPage], assembly: Assembly) -> None:
    await chair.confirm("Stäng röstningen", confirm="Stäng röstningen")
    await chair.is_at("Kvittona kontrolleras")
    await expect(chair.page.locator("time.clock")).to_have_text(re.compile(r"^[01]:\d\d$"))
    for voter in voters[:5]:
        assert (await voter.post("confirm", {"token": voter.token})).status_code == 204
    said = {"token": voters[6].token, "text": "Jag hann inte hämta min rösträtt."}
    assert (await voters[6].post("objection", said)).status_code == 204
    await chair.look_again()
    await chair.is_at("Svara på invändningen")
    await chair.sees("Jag hann inte hämta min rösträtt.")
    await expect(figure(chair, "Har bekräftat sitt kvitto")).to_have_text("5")
    await chair.looked_at("13-objection")
    with clock.turned(timedelta(minutes=3)):
        await assembly.due()
        assert (await assembly.read())["status"] == "closed", "nothing is opened before the answer"
    await chair.page.get_by_label("Ditt svar").fill("Hämtningen stängde på den tid som stod i kallelsen.")
    await chair.press("Svara och gå vidare")
    await chair.is_at("Kvittona kontrolleras")
    await chair.looked_at("14-check")


async def is_certified(chair: Reader, assembly: Assembly) -> None:
    """The window has passed and nobody's due work came by: whoever leads can have it counted."""
    with clock.turned(timedelta(minutes=3)):
        await chair.page.clock.set_fixed_time(clock.now())
        await chair.look_again()
        await chair.is_at("Räkna rösterna")
        await chair.confirm("Räkna rösterna", confirm="Räkna")
        await chair.sees("Gruppen saknar förtroende")
    assert (await assembly.read())["result"]["against"] == 5


async def reads_the_result(chair: Reader, assembly: Assembly, tmp_path: Path) -> None:
    await chair.sees("5 av 6 som tog ställning svarade ja. Det krävdes 4.")
    await chair.sees("Ett uteslutningsärende är öppnat.")
    await expect(figure(chair, "Marginal")).to_have_text("1 över gränsen")
    await chair.sees("Det hade krävts 2 ändrade röster för ett annat resultat.")
    await chair.sees("1 som hämtade sin rösträtt har inte bekräftat sitt kvitto.")
    await chair.sees("Alla utom en röstade lika.")
    await chair.looked_at("15-result")
    async with chair.page.expect_download() as started:
        await chair.press("Hämta filen")
    kept = tmp_path / "bulletin.json"
    await (await started.value).save_as(kept)
    published = await assembly.chair.get(f"/api/v1/votes/{assembly.vote_id}/bulletin")
    assert kept.read_bytes() == published.content
    async with chair.page.expect_download() as started:
        await chair.page.get_by_role("link", name="Hämta sidan som räknar om").click()
    verifier = tmp_path / "verifier.html"
    await (await started.value).save_as(verifier)
    await chair.sees(hashlib.sha256(verifier.read_bytes()).hexdigest())
    await chair.page.get_by_role("link", name="Se uteslutningsärenden").click()
    await chair.sees("Följer av att gruppen saknar förtroende")
    await chair.looked_at("16-exclusion-cases")
    await chair.page.get_by_role("link", name="Se ärendet", exact=True).first.click()
    await chair.page.get_by_role("link", name="Omröstningen", exact=True).click()


async def approves_the_minutes(chair: Reader) -> None:
    await chair.confirm("Protokollet är justerat", confirm="Ja, det är justerat")
    await chair.sees("Protokollet är justerat")
    await expect(chair.page.get_by_role("region", name="Nästa steg")).to_be_hidden()
    await chair.looked_at("17-minutes")
    await chair.page.get_by_role("link", name="Till omröstningarna").click()
    await chair.sees("Avslutade")
    await chair.looked_at("18-list")


async def follows_without_controls(member: Reader, name: str) -> None:
    await member.look_again()
    await member.sees("Saknar gruppen förtroende för den som frågan gäller?")
    await member.sees(ACCOUNT)
    await member.sees("Gruppen saknar förtroende om minst två tredjedelar av dem som tar ställning svarar ja.")
    await member.sees("Den här omröstningen saknar rösträknare.")
    await member.looked_at(name)
    assert await member.page.get_by_role("button", name=LEADERS_BUTTONS).count() == 0
    assert await member.page.get_by_role("region", name="Nästa steg").count() == 0


async def finds_nothing(sign_in: SignIn, assembly: Assembly) -> None:
    """Whom it concerns: as if there were no vote, in the list and at its address. Source: CON-01."""
    accused = await sign_in("accused@example.org", f"/omrostningar/{assembly.vote_id}")
    await accused.sees("Det finns inget att visa här")
    await accused.looked_at("19-subject")
    await accused.page.get_by_role("link", name="Till omröstningarna").click()
    await accused.sees("Här visas omröstningar i fullmäktigegruppen.")
    assert "Anklagad" not in await accused.page.inner_text("body")


async def write_day(page: Page, iso_day: str) -> None:
    """Into the day field, digit by digit as people do; it goes on to the next part by itself."""
    await page.locator(".date-segment").first.click()
    await page.keyboard.type(iso_day.replace("-", ""))


@pytest.mark.policy("CGR-02")
async def test_a_member_raises_the_question_and_leads_nothing(assemble: Assemble, sign_in: SignIn) -> None:
    assembly = await assemble(5)
    await an_account_of(assembly.app, assembly.voters[0])
    await an_account_of(assembly.app, assembly.voters[2])
    member = await sign_in("voter0@example.org", "/omrostningar/ny")
    await member.sees("Du kan inte själv ta tillbaka frågan.")
    assert await member.page.get_by_label("Styrelsens redogörelse").count() == 0
    options = member.page.get_by_label("Vem gäller frågan?").locator("option")
    await expect(options.filter(has_text="Anklagad")).to_have_count(1)
    await expect(options.filter(has_text="Väljare0")).to_have_count(0)  # nobody raises it about themselves
    await member.page.get_by_label("Vem gäller frågan?").select_option(str(assembly.accused.person_id))
    await member.press("Väck frågan")
    await member.sees("Väckt av en ledamot")
    assert await member.page.get_by_role("button", name=LEADERS_BUTTONS).count() == 0
    substitute = await sign_in("voter2@example.org", "/omrostningar")
    await substitute.sees("Här visas omröstningar i fullmäktigegruppen.")
    assert await substitute.page.get_by_role("link", name=re.compile("^Väck")).count() == 0


@pytest.mark.policy("CGR-01", "CGR-02")
async def test_the_board_answers_a_motion_and_the_mover_sees_that_it_has(assemble: Assemble, sign_in: SignIn) -> None:
    assembly = await assemble(5)
    await an_account(assembly.app, Office.CHAIR, email="chair@example.org")
    await an_account_of(assembly.app, assembly.voters[0])
    mover = await assembly.as_actor(person=assembly.voters[0])
    made = await mover.post("/api/v1/votes", json={"concerns": str(assembly.accused.person_id)})
    assembly.vote_id, assembly.version = made.json()["id"], made.json()["version"]
    member = await sign_in("voter0@example.org", f"/omrostningar/{assembly.vote_id}")
    await member.sees("Styrelsen är ombedd att lämna sin redogörelse.")
    chair = await sign_in("chair@example.org", "/")
    await chair.sees("Omröstningar som väntar på dig")
    await chair.looked_at("41-account-waits")
    await chair.page.get_by_role("link", name="En ledamots fråga väntar på styrelsens redogörelse").click()
    await chair.press("Spara svaret")
    await chair.sees("Välj det som stämmer.")
    await chair.page.get_by_role("radio", name="Styrelsen lämnar ingen").check()
    await chair.press("Spara svaret")
    await chair.sees("Skriv några ord.")
    await chair.page.get_by_label("Varför inte?").fill("Styrelsen var inte där.")
    await chair.looked_at("42-account")
    await chair.press("Spara svaret")
    await chair.sees("Styrelsen lämnar ingen redogörelse.")
    await member.look_again()
    await member.sees("Styrelsen har svarat. Du läser svaret när kallelsen har gått ut.")
    assert await member.page.get_by_text("Styrelsen var inte där.").count() == 0
    await chair.press("Ändra svaret")
    await chair.page.get_by_role("radio", name="Styrelsen lämnar en redogörelse").check()
    await chair.page.get_by_label("Redogörelsen", exact=True).fill(ACCOUNT)
    await chair.press("Spara svaret")
    await chair.sees(ACCOUNT)
    assembly.version = (await assembly.read())["version"]
    await assembly.convene()
    await assembly.summon()
    await member.look_again()
    await member.sees(ACCOUNT)
    await member.sees("5 namn på röstlängden lästes igenom.")
    await member.looked_at("43-account-read")


@pytest.mark.policy("CGR-05", "CON-01", "CON-02")
async def test_under_the_groups_statute_and_with_a_chair_who_steps_aside(assemble: Assemble, sign_in: SignIn) -> None:
    assembly = await assemble(9)
    await an_account(assembly.app, Office.CHAIR, email="chair@example.org")
    await an_account(assembly.app, Office.VICE_CHAIR, email="vice@example.org")
    await assembly.raise_vote()
    await assembly.convene(held="in_a_room")
    address = f"/omrostningar/{assembly.vote_id}"
    chair = await sign_in("chair@example.org", address)
    await chair.page.get_by_role("radio", name="Jag är det själv").check()
    await chair.looked_at("44-myself")
    await chair.press("Lämna över")
    await chair.confirm_in_dialog("Lämna över")
    await chair.page.wait_for_url(re.compile("/omrostningar$"))
    await chair.sees("Här visas omröstningar i fullmäktigegruppen.")

    vice = await sign_in("vice@example.org", address)
    await without_tellers(vice)
    await vice.page.get_by_role("radio", name="Gruppens egna stadgar").check()
    await card(vice.page, "Välj vad som gäller").get_by_role("button", name="Spara", exact=True).click()
    await vice.sees("Välj det som stämmer.")
    await vice.page.get_by_role("radio", name="Förbundet tackade nej").check()
    await vice.page.get_by_label("Vilken paragraf?").fill("§ 7")
    await vice.looked_at("45-group-statute")
    await save(vice.page, "Välj vad som gäller")
    await vice.sees("Förbundet tackade nej till att bli hört.")
    await vice.sees("6 ordinarie ledamöter får rösta.")
    await expect(card(vice.page, "Läs namnen").get_by_role("list", name="Ersättare")).to_have_count(0)
    await vice.page.get_by_role("radio", name="Ingen är en del av det").check()
    await card(vice.page, "Fråga om jäv").get_by_role("button", name="Spara", exact=True).click()
    for box in await vice.page.get_by_role("checkbox", name=re.compile("^Jag har läst")).all():
        await box.check()
    await vice.confirm("Lås omröstningen", confirm="Lås")
    await vice.sees("Låst, med 6 på röstlängden.")
    await vice.sees("Gruppens egna stadgar bestämmer vilka som får rösta: ordinarie ledamöter.")
    await vice.sees("En person anmälde jäv, och håller sig borta från allt utom att rösta.")


async def test_two_who_lead_at_once_are_told_and_one_calls_it_off(assemble: Assemble, sign_in: SignIn) -> None:
    assembly = await assemble(12)
    await an_account(assembly.app, Office.CHAIR, email="chair@example.org")
    with clock.turned(timedelta(days=-15)):
        await assembly.raise_vote()
    chair = await sign_in("chair@example.org", f"/omrostningar/{assembly.vote_id}")
    await chair.page.get_by_role("radio", name="Personen tackade nej").check()
    await chair.page.get_by_label("Hur frågade ni, och när?").fill("I brev, för fjorton dagar sedan.")
    await assembly.lead("hearing", {"outcome": "held", "heard_on": today().isoformat(), "note": "By phone"})
    await chair.press("Anteckna")
    await chair.sees("Någon annan hann ändra")
    await chair.sees("Samtalet hölls")
    await chair.sees("I brev, för fjorton dagar sedan.")
    await chair.looked_at("20-changed-meanwhile")

    await chair.page.get_by_role("radio", name="På distans").check()
    await write_moments(chair.page, [(2, "18.00"), (2, "18.00"), (3, "18.00")])
    await chair.looked_at("21-at-a-distance")
    await chair.press("Bestäm")
    await chair.sees("På distans. Hämtningen stänger")
    await chair.sees("På distans är den med som har hämtat sin rösträtt.")

    await chair.press("Ställ in omröstningen")
    await chair.press("Ställ in")
    await chair.sees("Skriv varför.")
    await chair.page.get_by_label("Varför?").fill("Personen har lämnat sina uppdrag.")
    await chair.looked_at("22-calling-off")
    await chair.press("Ställ in")
    await chair.sees("Omröstningen är inställd")
    await chair.sees("Personen har lämnat sina uppdrag.")
    await chair.looked_at("23-called-off")
    assert (await assembly.read())["status"] == "cancelled"


async def write_moments(page: Page, moments: list[tuple[int, str]]) -> None:
    """The times that are asked for, from the first: in how many days, and when."""
    parts = page.get_by_role("group").filter(has=page.get_by_label("Klockslag"))
    for place, (day, time) in enumerate(moments):
        await parts.nth(place).locator(".date-segment").first.click()
        await page.keyboard.type(in_days(day).isoformat().replace("-", ""))
        await parts.nth(place).get_by_label("Klockslag").fill(time)


async def locks_and_summons(leader: Reader) -> None:
    """All that is to be read has been read, here without looking."""
    await read_through(leader.page)
    await leader.confirm("Lås omröstningen", confirm="Lås")
    await leader.page.get_by_role("checkbox", name="Jag har läst igenom namnen").check()
    await leader.confirm("Skicka kallelsen", confirm="Skicka")


async def test_two_print_the_slips_of_a_whole_room_six_to_a_sheet(
    assemble: Assemble, sign_in: SignIn, tmp_path: Path
) -> None:
    assembly = await assemble(14)
    await an_account(assembly.app, Office.VICE_CHAIR, email="vice@example.org")
    await an_account(assembly.app, Office.SECURITY_OFFICER, email="officer@example.org")
    voters = await assembly.until_summoned(held="in_a_room")
    await voters[0].draw()
    address = f"/omrostningar/{assembly.vote_id}"
    vice, officer = [await sign_in(f"{who}@example.org", address) for who in ("vice", "officer")]
    await vice.press("Lappar till alla")
    await vice.sees("Klipp isär arket")
    await vice.press("Fortsätt")
    await vice.sees("13 lappar är begärda.")
    await vice.looked_at("31-slips-asked")
    await vice.press("Jag förstår")
    await officer.look_again()
    await officer.press("Lappar till alla")
    await officer.press("Fortsätt")
    await expect(officer.page.get_by_role("heading", level=1)).to_have_text("Skriv ut 13 lappar")
    await officer.sees("En på röstlängden har redan hämtat sin rösträtt och får ingen lapp.")
    await officer.looked_at("32-slips")
    texts = await officer.page.get_by_role("article").all_inner_texts()
    names = [text.split("\n") for text in texts]
    assert len({name for lines in names for name in lines if name in assembly.names}) == 13
    code = (await assembly.read())["short_hash"]
    assert all(code in text for text in texts)
    links = [found for found in map(LINK.search, texts) if found]
    assert len({found[2] for found in links}) == 13
    paper = await officer.page.pdf(path=tmp_path / "slips.pdf", prefer_css_page_size=True)
    assert paper.count(b"/Type /Page\n") == 3, "six to a sheet, and no empty one before or after"
    await officer.press("Klar, ta bort dem från skärmen")
    await expect(officer.page.get_by_role("article")).to_have_count(0)
    printed = VoterPage(voters[0].client, links[0][1], links[0][2])
    await printed.draw()
    assert (await assembly.read())["drawn"] == 2


async def test_after_someone_elses_hand_all_is_anew_and_a_faulty_vote_is_voided(
    assemble: Assemble, sign_in: SignIn
) -> None:
    assembly = await assemble(5)
    await an_account(assembly.app, Office.VICE_CHAIR, email="vice@example.org")
    before = await assembly.until_summoned(held="in_a_room")
    await before[0].draw()
    vice = await sign_in("vice@example.org", f"/omrostningar/{assembly.vote_id}")
    await vice.is_at("Stäng hämtningen")
    await vice.sees("Hittills är 1 med. Minst 3 behövs.")
    await vice.press("Någon annan har använt en länk")
    await vice.press("Börja om")
    await vice.sees("Välj en dag.")
    await write_moments(vice.page, [(2, "18.00")])
    await vice.looked_at("24-starting-over")
    await vice.confirm("Börja om", confirm="Börja om")
    await vice.sees("I ett rum. Stänger senast")
    assert (await before[0].post("entry", {"token": before[0].token})).status_code == 404, "the first round's link"
    await without_tellers(vice)
    await locks_and_summons(vice)
    await vice.is_at("Stäng hämtningen")
    after = await assembly.mailed_links()
    assert len(after) == 5
    for voter in after:
        await voter.draw()
    await vice.confirm("Stäng hämtningen", confirm="Stäng hämtningen")
    await vice.confirm("Öppna röstningen", confirm="Öppna röstningen")
    await vice.is_at("Röstningen pågår")
    await vice.press("Ogiltigförklara omröstningen")
    await vice.page.get_by_label("Varför?").fill("Någon såg en annans telefon.")
    await vice.press("Ogiltigförklara")
    await vice.sees("Omröstningen är ogiltig")
    await vice.looked_at("25-void")


def in_minutes(minutes: int) -> str:
    return (clock.now() + timedelta(minutes=minutes)).isoformat()


async def test_at_a_distance_the_page_offers_nothing_before_its_announced_time(
    assemble: Assemble, sign_in: SignIn
) -> None:
    assembly = await assemble(5)
    await an_account(assembly.app, Office.VICE_CHAIR, email="vice@example.org")
    voters = await assembly.until_summoned(
        drawing_closes_at=in_minutes(10), casting_opens_at=in_minutes(10), closes_at=in_minutes(40)
    )
    vice = await sign_in("vice@example.org", f"/omrostningar/{assembly.vote_id}")
    await vice.is_at("Rösträtten hämtas")
    await vice.sees("Hittills är 0 med. Minst 3 behövs.")
    await expect(vice.page.get_by_role("button", name="Stäng hämtningen")).to_have_count(0)
    await vice.looked_at("26-collecting-at-a-distance")
    for voter in voters:
        await voter.draw()
    await vice.look_again()
    await vice.is_at("Stäng hämtningen")
    await vice.confirm("Stäng hämtningen", confirm="Stäng hämtningen")
    await vice.is_at("Röstningen öppnar snart")
    await expect(vice.page.get_by_role("button", name="Öppna röstningen")).to_have_count(0)
    await vice.looked_at("27-opening-at-a-distance")
    with clock.turned(timedelta(minutes=11)):
        await vice.page.clock.set_fixed_time(clock.now())
        await vice.look_again()
        await vice.is_at("Öppna röstningen")
        await vice.confirm("Öppna röstningen", confirm="Öppna röstningen")
        await vice.is_at("Röstningen pågår")


async def test_whoever_leads_reads_when_those_who_have_not_drawn_are_reminded(
    assemble: Assemble, sign_in: SignIn
) -> None:
    assembly = await assemble(5)
    await an_account(assembly.app, Office.VICE_CHAIR, email="vice@example.org")
    await an_account_of(assembly.app, assembly.voters[0])
    voters = await assembly.until_summoned()
    address = f"/omrostningar/{assembly.vote_id}"
    vice, member = await sign_in("vice@example.org", address), await sign_in("voter0@example.org", address)
    reminder = re.compile(r"^En påminnelse skickas .+ till dem som inte har hämtat\.$")
    await vice.sees(reminder)
    await vice.looked_at("33-reminder")
    await member.sees("Hämtningen stänger")
    await expect(member.page.get_by_text(reminder)).to_have_count(0)
    for voter in voters:
        await voter.draw()
    await vice.look_again()
    await vice.is_at("Stäng hämtningen")
    await expect(vice.page.get_by_text(reminder)).to_have_count(0)


async def test_times_are_changed_before_the_summons_and_set_anew_when_they_have_passed(
    assemble: Assemble, sign_in: SignIn
) -> None:
    assembly = await assemble(5)
    await an_account(assembly.app, Office.VICE_CHAIR, email="vice@example.org")
    await assembly.raise_vote()
    await assembly.convene(held="in_a_room", closes_at=in_minutes(10))
    vice = await sign_in("vice@example.org", f"/omrostningar/{assembly.vote_id}")
    with clock.turned(timedelta(minutes=11)):
        await vice.page.clock.set_fixed_time(clock.now())
        await vice.look_again()
        await vice.sees("En av tiderna har passerat. Bestäm nya.")
        await expect(vice.page.get_by_role("button", name="Lås omröstningen")).to_have_count(0)
        await vice.looked_at("28-times-have-passed")
        await write_moments(vice.page, [(1, "18.30")])
        await vice.press("Bestäm")
        await vice.sees("I ett rum. Stänger senast i morgon 18:30.")
        await without_tellers(vice)
        await read_through(vice.page)
        await vice.confirm("Lås omröstningen", confirm="Lås")
        locked = (await assembly.read())["short_hash"]
        await vice.press("Ändra tiderna")
        await vice.sees("Låset hävs av det.")
        await write_moments(vice.page, [(1, "19.30")])
        await vice.looked_at("29-changing-times")
        await vice.press("Bestäm")
        await vice.sees("I ett rum. Stänger senast i morgon 19:30.")
        await locks_and_summons(vice)
        await vice.is_at("Stäng hämtningen")
        assert (await assembly.read())["short_hash"] not in {locked, None}


@pytest.mark.policy("CON-02")
async def test_a_board_member_raises_and_leads_what_the_chair_cannot(assemble: Assemble, sign_in: SignIn) -> None:
    assembly = await assemble(5)
    await an_account(assembly.app, Office.BOARD_MEMBER, email="board@example.org")
    board = await sign_in("board@example.org", "/omrostningar")
    await board.page.get_by_role("link", name="Väck en fråga").click()
    await board.sees("bara när varken ordföranden eller vice ordföranden kan")
    whom = board.page.get_by_label("Vem gäller frågan?")
    await whom.select_option(str(assembly.accused.person_id))
    await board.page.get_by_label("Styrelsens redogörelse").fill(ACCOUNT)
    await board.press("Väck frågan")
    await board.sees("Det här får du inte göra")
    await board.looked_at("30-the-chair-can")
    await whom.select_option(str(assembly.chair.person_id))
    await board.press("Väck frågan")
    await board.sees("Förbered omröstningen")
    await hears(board)
    await board.page.get_by_role("link", name="Till omröstningarna").click()
    await board.sees("Väntar på dig")
    await board.sees("Hörandet är klart")
