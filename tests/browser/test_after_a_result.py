"""What follows a result, on the pages: minutes to print, a complaint and its answer, two who let it fall, and the end."""

from datetime import timedelta

import pytest
from playwright.async_api import Page, expect

from app.access.rules import Office
from app.core import clock
from app.votes.rules import Choice
from tests.support.browsing import Browsing, check_accessibility, picture
from tests.support.pdf import read_pdf
from tests.support.sign_in import PASSWORD, an_account, an_account_of
from tests.support.voting import Assemble, Assembly

pytestmark = [
    pytest.mark.anyio,
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.one_database,
    pytest.mark.policy("CGR-03", "KNO-09"),
]


async def certified(assembly: Assembly) -> None:
    for page in await assembly.until_open(held="in_a_room"):
        assert (await page.cast(Choice.AGAINST)).status_code == 200
    await assembly.lead("close")
    with clock.turned(timedelta(minutes=3)):
        await assembly.due()


async def page_of(browsing: Browsing, email: str, assembly: Assembly) -> Page:
    page = await browsing.page(f"/omrostningar/{assembly.vote_id}")
    await page.get_by_label("E-postadress").fill(email)
    await page.get_by_label("Lösenord", exact=True).fill(PASSWORD)
    await page.get_by_role("button", name="Logga in").click()
    await expect(page.get_by_role("heading", name="Protokoll", exact=True)).to_be_visible()
    return page


async def looked_at(page: Page, name: str) -> None:
    await check_accessibility(page)
    await picture(page, f"after-{name}")


async def test_a_result_is_complained_about_by_one_and_falls_by_two(assemble: Assemble, browsing: Browsing) -> None:
    assembly = await assemble(6)
    await an_account(assembly.app, Office.CHAIR, email="chair@example.org")
    await an_account(assembly.app, Office.VICE_CHAIR, email="vice@example.org")
    await an_account_of(assembly.app, assembly.voters[0])
    await certified(assembly)
    voter = await page_of(browsing, "voter0@example.org", assembly)
    async with voter.expect_download() as downloading:
        await voter.get_by_role("button", name="Protokoll (PDF)").click()
    kept = await (await downloading.value).path()
    assert "Förtroende saknas." in read_pdf(kept.read_bytes()).text

    await voter.get_by_role("button", name="Klaga på resultatet").click()
    await voter.get_by_label("Vad var fel?").fill("Listan på väggen var inte den som lästes upp.")
    await looked_at(voter, "1-complain")
    await voter.get_by_role("button", name="Skicka klagomålet").click()
    await expect(voter.get_by_text("Ditt klagomål. Ingen annan ser att det är ditt.")).to_be_visible()

    chair = await page_of(browsing, "chair@example.org", assembly)
    await expect(chair.get_by_text("Ditt klagomål")).to_have_count(0)
    await chair.get_by_role("button", name="Svara", exact=True).click()
    await expect(chair.get_by_text("Välj det som stämmer.")).to_be_visible()
    await chair.get_by_role("radio", name="Klagomålet har rätt").check()
    await chair.get_by_label("Varför?").fill("Vi jämförde listorna. De var olika.")
    await looked_at(chair, "2-answer")
    await chair.get_by_role("button", name="Svara", exact=True).click()
    await expect(chair.get_by_text("Inget händer förrän en till håller med")).to_be_visible()
    assert (await assembly.read())["status"] == "certified"

    vice = await page_of(browsing, "vice@example.org", assembly)
    await looked_at(vice, "3-agree")
    await vice.get_by_role("button", name="Jag håller med").click()
    dialog = vice.get_by_role("dialog")
    await expect(dialog.get_by_text("Frågan kan väckas på nytt.")).to_be_visible()
    await looked_at(vice, "4-sure")
    await dialog.get_by_role("button", name="Ja, det faller").click()
    await expect(vice.get_by_text("Resultatet gäller inte längre")).to_be_visible()
    await voter.reload()
    await expect(voter.get_by_text("Resultatet gäller inte längre")).to_be_visible()
    await expect(voter.get_by_text("Vi jämförde listorna. De var olika.").first).to_be_visible()
    await expect(voter.get_by_text("Vad räkningen visade")).to_be_visible()
    await looked_at(voter, "5-fallen")
    await chair.goto("/uteslutningsarenden")
    await expect(chair.get_by_text("Grunden har fallit")).to_be_visible()
    await looked_at(chair, "6-ground-fell")


async def test_when_the_ballots_are_gone_the_page_says_so_and_gives_the_minutes(
    assemble: Assemble, browsing: Browsing
) -> None:
    assembly = await assemble(6)
    await an_account_of(assembly.app, assembly.voters[0])
    await certified(assembly)
    await assembly.lead("minutes")
    page = await page_of(browsing, "voter0@example.org", assembly)
    await expect(page.get_by_text("Rösterna och filen förstörs")).to_be_visible()
    await looked_at(page, "7-kept-until")
    with clock.turned(timedelta(days=94)):
        await assembly.due()
    page = await page_of(browsing, "voter0@example.org", assembly)  # the session ended long before
    await expect(page.get_by_text("Rösterna och filen förstördes")).to_be_visible()
    await expect(page.get_by_role("button", name="Hämta filen")).to_have_count(0)
    await expect(page.get_by_role("button", name="Protokoll (PDF)")).to_be_visible()
    await looked_at(page, "8-destroyed")
