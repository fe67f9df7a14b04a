"""What a whole room sees of its vote on the wall: each stage by itself, and nobody's name."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from typing import Literal

import pytest
from playwright.async_api import Error as PageError
from playwright.async_api import Page, Request, ViewportSize, expect

from app.access.rules import Office
from app.core import clock
from app.votes.rules import Choice
from tests.support.browsing import Browsing, check_accessibility, keep_picture, picture
from tests.support.sign_in import PASSWORD, an_account, an_account_of
from tests.support.voting import Assemble, Assembly

pytestmark = [pytest.mark.anyio, pytest.mark.browser, pytest.mark.slow, pytest.mark.one_database]

ON_THE_WALL = ViewportSize(width=1920, height=1080)


SIGN_IN = {"sv": ("E-postadress", "Lösenord", "Logga in"), "en": ("E-mail address", "Password", "Sign in")}


async def signed_in(browsing: Browsing, email: str, path: str, *, language: Literal["sv", "en"] = "sv") -> Page:
    address, password, go = SIGN_IN[language]
    page = await browsing.page(path, language=language)
    await page.get_by_label(address).fill(email)
    await page.get_by_label(password, exact=True).fill(PASSWORD)
    await page.get_by_role("button", name=go).click()
    await page.wait_for_url(f"**{path}")
    return page


@asynccontextmanager
async def asking_for_no_names(page: Page) -> AsyncIterator[None]:
    """What was never fetched can be on no wall."""
    asked: list[str] = []

    def note(request: Request) -> None:
        asked.append(request.url)

    page.on("request", note)
    yield
    assert any("/api/v1/votes/" in url for url in asked), "the control: the page reads its vote"
    assert not any(url.endswith(("/roll", "/tellers")) for url in asked)


async def looks(page: Page, assembly: Assembly, *, stage: str, now: str, name: str) -> None:
    await page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    await expect(page.get_by_role("heading", level=1)).to_have_text(stage)
    await expect(page.get_by_text(now)).to_be_visible()
    shown = await page.locator("body").inner_text()
    for secret in (*assembly.names, "Kanarie", "Anklagad"):
        assert secret not in shown
    assert await page.title() == "Varna"
    assert await page.get_by_role("button").count() == await page.get_by_role("link").count() == 0
    await page.set_viewport_size(ON_THE_WALL)
    await check_accessibility(page)
    await keep_picture(page, f"projector-{name}-1920")
    fits = "document.documentElement.scrollHeight <= window.innerHeight"
    assert await page.evaluate(fits), f"{name} is higher than the wall"
    await page.set_viewport_size({"width": 390, "height": 844})
    below = "document.documentElement.scrollHeight - document.querySelector('.room').getBoundingClientRect().height"
    assert await page.evaluate(below) < 1, f"{name} ends above the page's end"
    await picture(page, f"projector-{name}")


async def test_the_room_follows_a_whole_vote_without_a_name(assemble: Assemble, browsing: Browsing) -> None:
    assembly = await assemble(8)
    await an_account(assembly.app, Office.SECURITY_OFFICER, email="officer@example.org")
    await assembly.raise_vote()
    await assembly.convene(held="in_a_room")
    page = await signed_in(browsing, "officer@example.org", f"/omrostningar/{assembly.vote_id}/projektor")
    async with asking_for_no_names(page):
        await looks(page, assembly, stage="Varna", now="Det börjar strax.", name="1-before")
        assert "förtroende" not in await page.locator("body").inner_text(), "the group knows of it with the summons"
        voters = await assembly.summon()
        await looks(page, assembly, stage="Hämta", now="Ingen har hämtat än.", name="2-draw")
        code = (await assembly.read())["short_hash"]
        groups = page.locator(".groups")
        assert (await groups.inner_text()).split() == code.split("-")
        assert await page.locator(".address").inner_text() == browsing.address.removeprefix("http://") + "/rosta"
        await expect(page.get_by_text("Av 8 som tar ställning krävs 6 ja.")).to_be_visible()
        for voter in voters[:6]:
            await voter.draw()
        await looks(page, assembly, stage="Hämta", now="Hälften eller fler har hämtat.", name="3-drawn")
        await assembly.lead("drawing/close")
        await looks(page, assembly, stage="Vänta", now="Säg till nu om någon annan har använt", name="4-wait")
        await assembly.lead("open")
        for number, voter in enumerate(voters[:6]):
            assert (await voter.cast(Choice.AGAINST if number else Choice.FOR)).status_code == 200
            if number == 1:
                await looks(page, assembly, stage="Rösta", now="Färre än hälften har röstat.", name="5-vote")
        await looks(page, assembly, stage="Rösta", now="Alla som har hämtat har röstat.", name="6-voted")
        await assembly.lead("close")
        await looks(page, assembly, stage="Kontrollera", now="Tid kvar", name="7-check")
        await expect(page.locator("time")).to_have_text(re.compile(r"^[01]:\d\d$"))
        with clock.turned(timedelta(minutes=3)):
            await assembly.lead("certification")
        result = "Gruppen saknar förtroende: 5 av 6 som tog ställning svarade ja. Det krävdes 4."
        await looks(page, assembly, stage="Klart", now=result, name="8-result")
    await page.keyboard.press("Escape")
    await expect(page).to_have_url(re.compile(r"/omrostningar$"))


async def test_it_opens_in_a_tab_of_its_own_that_escape_closes(assemble: Assemble, browsing: Browsing) -> None:
    assembly = await assemble(5)
    await an_account(assembly.app, Office.VICE_CHAIR, email="vice@example.org")
    await assembly.until_summoned(held="in_a_room")
    page = await signed_in(browsing, "vice@example.org", f"/omrostningar/{assembly.vote_id}")
    async with page.context.expect_page() as opening:
        await page.get_by_role("link", name="Visa för rummet").click()
    wall = await opening.value
    await expect(wall.get_by_role("heading", level=1)).to_have_text("Hämta")
    await wall.keyboard.press("f")
    await wall.wait_for_function("document.fullscreenElement !== null")
    await wall.evaluate("document.exitFullscreen()")
    async with wall.expect_event("close"):
        with suppress(PageError):  # it is gone before the key is up
            await wall.keyboard.press("Escape")
    await expect(page.get_by_role("heading", level=1)).to_have_text("Förtroendefråga")


async def test_in_english_and_at_a_distance_it_says_when_and_a_voter_is_shown_nothing(
    assemble: Assemble, browsing: Browsing
) -> None:
    assembly = await assemble(5)
    await an_account(assembly.app, Office.VICE_CHAIR, email="vice@example.org")
    await an_account_of(assembly.app, assembly.voters[0])
    await assembly.until_summoned()
    path = f"/omrostningar/{assembly.vote_id}/projektor"
    page = await signed_in(browsing, "vice@example.org", path, language="en")
    await looks(page, assembly, stage="Collect", now="Nobody has collected yet.", name="9-english")
    voter = await signed_in(browsing, "voter0@example.org", path)
    await expect(voter.get_by_text("Den här sidan öppnas av den som leder")).to_be_visible()
    assert "förtroende" not in await voter.locator("body").inner_text()
    await assembly.lead("cancellation", {"reason": "It was withdrawn"})
    await looks(page, assembly, stage="Called off", now="No votes are counted.", name="10-called-off")
