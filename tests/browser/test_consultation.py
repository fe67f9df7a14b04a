"""The group consulted on somebody's return, as the chair, a voter and the wall see it: no word of confidence."""

import re
from datetime import timedelta

import pytest
from playwright.async_api import Page, expect

from app.access.rules import Office
from app.core import clock
from app.votes.rules import Choice
from tests.support.browsing import Browsing, check_accessibility, picture
from tests.support.factories import a_person
from tests.support.sign_in import PASSWORD, an_account
from tests.support.voting import Assemble, Assembly

pytestmark = [pytest.mark.anyio, pytest.mark.browser, pytest.mark.slow, pytest.mark.one_database]

VOTE_ADDRESS = re.compile(r"/omrostningar/([0-9a-f-]{36})$")


async def shows_nothing_of_confidence(page: Page, name: str) -> None:
    await check_accessibility(page)
    await picture(page, f"consultation-{name}")
    assert not re.search("förtroende|uteslut", await page.locator("main").first.inner_text(), re.IGNORECASE), name


async def raised_by_the_chair(assembly: Assembly, browsing: Browsing) -> Page:
    await an_account(assembly.app, Office.CHAIR, email="chair@example.org")
    async with assembly.database.writing() as db:
        left = await a_person(db, name="Kanarie Återvändare")
    page = await browsing.page("/omrostningar/ny")
    await page.get_by_label("E-postadress").fill("chair@example.org")
    await page.get_by_label("Lösenord", exact=True).fill(PASSWORD)
    await page.get_by_role("button", name="Logga in").click()
    await page.get_by_role("radio", name="Rådfråga om återkomst").check()
    await page.get_by_label("Vem gäller frågan?").select_option(str(left.id))
    await expect(page.get_by_text("Svaret är ett råd.")).to_be_visible()
    await picture(page, "consultation-1-raise")
    await page.get_by_role("button", name="Väck frågan").click()
    await page.wait_for_url(VOTE_ADDRESS)
    found = VOTE_ADDRESS.search(page.url)
    assert found is not None
    assembly.vote_id = found[1]
    await expect(page.get_by_text("Er policy ber inte om det inför den här omröstningen.")).to_be_visible()
    await expect(page.get_by_text("Gruppen avråder om mer än hälften av dem som tar ställning").first).to_be_visible()
    await shows_nothing_of_confidence(page, "2-set-up")
    return page


@pytest.mark.policy("REE-04")
async def test_advice_is_asked_for_given_and_read_without_a_word_of_confidence(
    assemble: Assemble, browsing: Browsing
) -> None:
    assembly = await assemble(6)
    page = await raised_by_the_chair(assembly, browsing)
    assembly.version = (await assembly.read())["version"]
    await assembly.set_times(held="in_a_room")
    voters = await assembly.summon()
    wall = await page.context.new_page()
    await wall.goto(f"/omrostningar/{assembly.vote_id}/projektor")
    await expect(wall.get_by_text("kommer tillbaka").first).to_be_visible()
    await shows_nothing_of_confidence(wall, "3-wall")
    first, *others = voters
    phone = await browsing.page()
    await phone.goto(f"/rosta#{first.vote_id}.{first.token}")
    await phone.get_by_role("button", name="Hämta min rösträtt").click()
    await phone.get_by_role("button", name="Jag har skrivit av koden").click()
    for voter in others:
        await voter.draw()
    await assembly.lead("drawing/close")
    await assembly.lead("open")
    await phone.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    await phone.get_by_role("radio", name="Ja, jag avråder").check()
    await shows_nothing_of_confidence(phone, "4-vote")
    await phone.get_by_role("button", name="Lägg rösten").click()
    await expect(phone.get_by_role("heading", level=1)).to_have_text("Din röst ligger i urnan")
    for voter, choice in zip(others, [Choice.AGAINST] * 3 + [Choice.FOR] * 3, strict=True):
        assert (await voter.cast(choice)).status_code == 200
    await assembly.lead("close")
    with clock.turned(timedelta(minutes=3)):
        await assembly.due()
    await phone.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    await expect(phone.get_by_role("heading", level=1)).to_have_text("Gruppen avråder")
    await shows_nothing_of_confidence(phone, "5-phone-result")
    await page.reload()
    await expect(page.get_by_text("Gruppen avråder", exact=True)).to_be_visible()
    await expect(page.get_by_text("Svaret är ett råd. Styrelsen beslutar.")).to_be_visible()
    await shows_nothing_of_confidence(page, "6-result")
    await wall.reload()
    await expect(wall.get_by_text("Gruppen avråder: 4 av 7")).to_be_visible()
    await shows_nothing_of_confidence(wall, "7-wall-result")
