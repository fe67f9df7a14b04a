"""Several people without a telephone share one device in a room: it holds nothing of anybody once they have cleared it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from playwright.async_api import Page, async_playwright, expect

from tests.support.browsing import WHOLE_CHROMIUM, Browsing, check_accessibility, check_leaves_no_trace, picture
from tests.support.telephone import Telephone
from tests.support.voting import Assemble, Assembly

pytestmark = [
    pytest.mark.anyio,
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.one_database,
    pytest.mark.policy("CGR-04", "KNO-09"),
]

FOR, BLANK = "Nej, förtroendet finns kvar", "Blank"

RECORDS = """new Promise((resolve, reject) => {
  const opening = indexedDB.open("vote");
  opening.onerror = () => reject(opening.error);
  opening.onsuccess = () => {
    const keys = opening.result.transaction("votes").objectStore("votes").getAllKeys();
    keys.onsuccess = () => { opening.result.close(); resolve(keys.result); };
  };
})"""
"""Under what the voting page keeps anything."""


async def holds_nothing_of(voter: Telephone) -> None:
    page = voter.page
    assert await page.evaluate(RECORDS) == []
    assert await page.evaluate("Object.keys(sessionStorage)") == []
    assert await page.evaluate("history.state") is None
    assert page.url.endswith("/rosta")
    await check_leaves_no_trace(page, voter.link.token, voter.code)
    shown = await page.content()
    assert not [secret for secret in (voter.link.token, voter.code, *voter.code.split("-")) if secret in shown]


async def clear(voter: Telephone, *, ending: str | None = None) -> None:
    await voter.folded("Är enheten lånad?").click()
    if ending is not None:
        await voter.page.get_by_label("De fyra sista tecknen i din röstkod").fill(ending)
    await voter.press("Ta bort från enheten")


async def type_link(voter: Telephone, text: str) -> None:
    await voter.page.get_by_label("Länken, avskriven för hand").fill(text)
    await voter.press("Öppna länken")


async def vote_and_clear(voter: Telephone, choice: str) -> None:
    await voter.restore(voter.code)
    await voter.sees("Rösta")
    await voter.cast(choice)
    await clear(voter)
    await voter.sees("Enheten är tömd")
    await holds_nothing_of(voter)


async def open_box(assembly: Assembly) -> None:
    await assembly.lead("drawing/close")
    await assembly.lead("open")


async def test_two_draw_and_vote_on_one_device_and_neither_is_found_on_it(
    browsing: Browsing, assemble: Assemble
) -> None:
    assembly = await assemble(5)
    links = await assembly.until_summoned(held="in_a_room")
    page = await browsing.page()
    first, second = (Telephone(page, link) for link in links[:2])

    await first.open_link()
    await first.draw()
    await clear(first, ending="0000")
    await first.reads("Koden slutar inte så.")
    await check_accessibility(page)
    await picture(page, "vote-borrowed-1-clear")
    await page.get_by_label("De fyra sista tecknen i din röstkod").fill(first.code[-4:].lower())
    await first.press("Ta bort från enheten")
    await first.sees("Enheten är tömd")
    assert await page.evaluate("document.activeElement.tagName") == "H1"
    await holds_nothing_of(first)
    await check_accessibility(page)
    await picture(page, "vote-borrowed-2-cleared")

    await second.press("Öppna länken")
    await second.reads("Skriv länken först.")
    await type_link(second, second.link.token[:-2])
    await second.reads("Efter punkten ska det stå 43 tecken. Du har skrivit 41.")
    await type_link(second, f"{second.link.token[:20]} {second.link.token[20:]}")
    await second.collect()
    assert second.code != first.code
    await clear(second, ending=second.code[-4:])
    await second.sees("Enheten är tömd")
    await holds_nothing_of(second)

    await open_box(assembly)
    await page.reload()
    await first.sees("Öppna din egen länk")
    await picture(page, "vote-borrowed-3-start")
    await type_link(first, f"{browsing.address}{first.address}")
    await vote_and_clear(first, FOR)
    await type_link(second, second.link.token)
    await vote_and_clear(second, BLANK)
    await page.reload()
    await second.sees("Öppna din egen länk")
    await holds_nothing_of(second)


async def test_a_link_that_was_copied_wrongly_is_no_dead_end(browsing: Browsing, assemble: Assemble) -> None:
    assembly = await assemble(2)
    link, _ = await assembly.until_summoned(held="in_a_room")
    voter = Telephone(await browsing.page(), link)
    await voter.page.goto(f"/rosta#{link.vote_id}.{link.token.swapcase()}")
    await voter.sees("Länken gäller inte")
    await voter.reads("Stora och små bokstäver räknas.")
    await voter.press("Öppna en annan länk")
    await voter.sees("Öppna din egen länk")
    await type_link(voter, link.token)
    await voter.sees("Hämta din rösträtt")


async def test_another_tab_of_the_same_voter_is_cleared_with_it(browsing: Browsing, assemble: Assemble) -> None:
    assembly = await assemble(2)
    link, other = await assembly.until_summoned(held="in_a_room")
    voter = Telephone(await browsing.page(), link)
    context = voter.page.context
    again = Telephone(await browsing.page(context=context), link)
    beside = Telephone(await browsing.page(context=context), other)
    await voter.open_link()
    await voter.collect()
    await again.open_link()
    await again.sees("Din rösträtt är hämtad")
    await beside.open_link()
    await beside.collect()
    await clear(voter, ending=voter.code[-4:])
    await again.sees("Enheten är tömd")
    assert await again.page.evaluate("Object.keys(sessionStorage)") == []
    await beside.sees("Din rösträtt är hämtad")
    assert await beside.page.evaluate(RECORDS) == [f"{other.vote_id}.{other.token}"]


@asynccontextmanager
async def a_browser_that_keeps_pages(address: str) -> AsyncIterator[Page]:
    """As people have it: the page that one leaves stays whole in memory, for the Back button."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=WHOLE_CHROMIUM,  # the headless shell keeps no page
            args=["--no-sandbox"],
            ignore_default_args=["--disable-back-forward-cache"],
        )
        context = await browser.new_context(base_url=address, locale="sv-SE", reduced_motion="reduce")
        yield await context.new_page()
        await browser.close()


async def test_the_back_button_brings_nothing_of_it_back(browsing: Browsing, assemble: Assemble) -> None:
    assembly = await assemble(2)
    link, other = await assembly.until_summoned(held="in_a_room")
    async with a_browser_that_keeps_pages(browsing.address) as page:
        first, second = Telephone(page, link), Telephone(page, other)
        heading = page.get_by_role("heading", level=1)
        await page.goto("/lamna.html")
        await first.open_link()
        await first.draw()
        await clear(first, ending=first.code[-4:])
        await first.sees("Enheten är tömd")
        await page.goto("/lamna.html")
        await page.evaluate("history.back()")
        await expect(heading).to_have_text("Enheten är tömd")
        await holds_nothing_of(first)
        await second.open_link()
        await second.draw()
        for step in (-1, -1, 1, 1):
            await page.evaluate(f"history.go({step})")
            await page.wait_for_timeout(400)
            assert link.token not in page.url
            shown = await page.content()
            assert not [secret for secret in (link.token, *first.code.split("-")) if secret in shown]
        await expect(heading).to_have_text("Skriv av din röstkod")
