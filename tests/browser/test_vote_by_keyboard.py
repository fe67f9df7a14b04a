"""From the link to the receipt without a mouse and without sight, on a narrow telephone and with letters twice as large."""

import pytest
from playwright.async_api import Page, expect

from tests.support.browsing import Browsing, check_accessibility, keep_picture, tab_to
from tests.support.telephone import Telephone
from tests.support.voting import Assemble, Assembly

pytestmark = [
    pytest.mark.anyio,
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.one_database,
    pytest.mark.policy("CGR-04"),
]

WIDTHS = (390, 320)
ANNOUNCED = """
window.announced = [];
const note = (one) => {
  const region = one?.closest?.("[role=status], [role=alert]");
  const words = region?.textContent.trim();
  if (words && announced.at(-1) !== words) announced.push(words);
};
new MutationObserver((changes) => changes.forEach(({ target, addedNodes }) => {
  note(target.nodeType === 1 ? target : target.parentElement);
  addedNodes.forEach((one) => one.querySelectorAll && [one, ...one.querySelectorAll("[role]")].forEach(note));
})).observe(document, { subtree: true, childList: true, characterData: true });
"""
"""What a screen reader would say of its own accord, in order."""


async def fits(page: Page, name: str) -> None:
    """Axe, and no sideways scrolling: at both widths, and with letters twice as large."""
    before = page.viewport_size
    assert before is not None
    for width in WIDTHS:
        await page.set_viewport_size({"width": width, "height": 844})
        for size in ("100%", "200%"):
            await page.evaluate("(size) => { document.documentElement.style.fontSize = size; }", size)
            await check_accessibility(page)
            too_wide = await page.evaluate(TOO_WIDE)
            assert not too_wide, f"{name} is wider than {width} pixels at {size}: {too_wide}"
    await keep_picture(page, f"keyboard-{name}-320-twice", full_page=True)
    await page.evaluate("document.documentElement.style.fontSize = ''")
    await page.set_viewport_size(before)


TOO_WIDE = """[...document.querySelectorAll("body *")]
  .filter((one) => one.checkVisibility() && !one.closest(".visually-hidden"))
  .filter((one) => one.getBoundingClientRect().right > innerWidth + 1 || one.getBoundingClientRect().left < -1)
  .map((one) => `${one.tagName} ${one.textContent.trim().slice(0, 40)}`)"""
"""What reaches beyond the screen, and would be read only by scrolling sideways."""


class Reader(Telephone):
    """Somebody who hears the page, and has a keyboard."""

    async def arrives(self, heading: str) -> None:
        await self.sees(heading)
        await expect(self.page.locator("h1")).to_be_focused()

    async def hears(self, *words: str) -> None:
        """Each once since the last time, in this order."""
        for each in words:
            await self.reads(each)
        heard = await self.page.evaluate("announced.splice(0)")
        for each in words:
            assert len([one for one in heard if each in one]) == 1, (each, heard)

    async def press_key(self, name: str, key: str = "Enter") -> None:
        await tab_to(self.page, self.page.get_by_role("button", name=name, exact=True))
        await self.page.keyboard.press(key)


async def open_box(assembly: Assembly) -> None:
    await assembly.lead("drawing/close")
    await assembly.lead("open")


async def test_the_whole_way_by_keyboard_and_ear(browsing: Browsing, assemble: Assemble) -> None:
    assembly = await assemble(2)
    link, _ = await assembly.until_summoned(held="in_a_room")
    page = await browsing.page()
    await page.context.add_init_script(ANNOUNCED)
    voter = Reader(page, link)
    await voter.open_link()
    await draws(voter)
    await open_box(assembly)
    await voter.look_again()
    await votes(voter)
    await clears_the_device(voter)
    await comes_back_to_it(voter)


async def draws(voter: Reader) -> None:
    await voter.arrives("Hämta din rösträtt")
    await fits(voter.page, "1-draw")
    await voter.press_key("Hämta min rösträtt")
    await voter.arrives("Skriv av din röstkod")
    await voter.hears("Din rösträtt är hämtad. Servern vet inte vilken den är.")
    await fits(voter.page, "2-code")
    voter.code = (await voter.page.locator("figure .code").inner_text()).strip()
    await voter.press_key("Jag har skrivit av koden", key="Space")
    await voter.arrives("Din rösträtt är hämtad")
    await voter.hears("Sidan går vidare av sig själv.")
    await fits(voter.page, "3-wait")
    await tab_to(voter.page, voter.folded("Visa röstkoden"))
    await voter.page.keyboard.press("Enter")
    await voter.reads(voter.code[:4])


async def votes(voter: Reader) -> None:
    page = voter.page
    await voter.arrives("Rösta")
    await voter.press_key("Lägg rösten")
    await voter.reads("Välj ett av de tre först.")
    await fits(page, "4-choose")
    await page.locator("h1").focus()
    await tab_to(page, page.get_by_role("radio").first)
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("ArrowDown")
    await expect(page.get_by_role("radio", name="Blank")).to_be_checked()
    await voter.press_key("Lägg rösten")
    await voter.arrives("Din röst ligger i urnan")
    await voter.hears("Servern har gett ett kvitto, och sidan har kontrollerat det.")
    await fits(page, "5-receipt")


async def clears_the_device(voter: Reader) -> None:
    page = voter.page
    await tab_to(page, voter.folded("Är enheten lånad?"))
    await page.keyboard.press("Enter")
    await voter.press_key("Ta bort från enheten")
    await voter.arrives("Enheten är tömd")
    await fits(page, "6-cleared")
    await tab_to(page, page.get_by_label("Länken, avskriven för hand"))
    await page.keyboard.type(voter.link.token)
    await page.keyboard.press("Enter")


async def comes_back_to_it(voter: Reader) -> None:
    page = voter.page
    await voter.arrives("Skriv din röstkod")
    await fits(page, "7-restore")
    await tab_to(page, voter.folded("Jag har varken telefonen eller koden kvar"))
    await page.keyboard.press("Enter")
    await voter.press_key("Säg att min röst är förlorad")
    await voter.arrives("Du har sagt att din röst är förlorad")
    await fits(page, "8-lost")
    await tab_to(page, page.get_by_label("Röstkod"))
    await page.keyboard.type(voter.code)
    await page.keyboard.press("Enter")
    await voter.arrives("Rösta")
    await tab_to(page, page.get_by_role("radio").first)
    await page.keyboard.press("Space")
    await voter.press_key("Lägg rösten")
    await voter.arrives("Din röst ligger i urnan")
    await voter.hears("Kvitto 2")
