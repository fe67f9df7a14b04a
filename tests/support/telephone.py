"""One voter's page in Chromium, and all that it asked the server."""

from typing import Literal

from playwright.async_api import Locator, Page, Request, expect

from tests.support.voting import VoterPage


class Telephone:
    def __init__(self, page: Page, link: VoterPage) -> None:
        self.page = page
        self.link = link
        self.code = ""
        self.asked: list[tuple[str, str, str, dict[str, str]]] = []
        page.on("request", self._note)

    def _note(self, request: Request) -> None:
        if "/api/" in request.url:
            path = request.url.partition("/api/v1")[2]
            self.asked.append((request.method, path, request.post_data or "", request.headers))

    @property
    def address(self) -> str:
        return f"/rosta#{self.link.vote_id}.{self.link.token}"

    async def open_link(self) -> None:
        await self.page.goto(self.address)

    async def sees(self, heading: str) -> None:
        await expect(self.page.get_by_role("heading", level=1)).to_have_text(heading)

    async def reads(self, *words: str) -> None:
        for each in words:
            await expect(self.page.get_by_text(each).first).to_be_visible()

    async def press(self, name: str, *, role: Literal["button", "link"] = "button") -> None:
        await self.page.get_by_role(role, name=name).click()

    def folded(self, title: str) -> Locator:
        return self.page.locator("summary", has_text=title)

    async def draw(self) -> None:
        await self.sees("Hämta din rösträtt")
        await self.press("Hämta min rösträtt")
        await self.sees("Skriv av din röstkod")
        self.code = (await self.page.locator("figure .code").inner_text()).strip()

    async def collect(self) -> None:
        await self.draw()
        await self.press("Jag har skrivit av koden")
        await self.sees("Din rösträtt är hämtad")

    async def look_again(self) -> None:
        """As when it is taken out of a pocket: the page asks soon where the vote stands."""
        await self.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")

    async def restore(self, code: str) -> None:
        await self.sees("Skriv din röstkod")
        await self.page.get_by_label("Röstkod").fill(code)
        await self.press("Hämta hit min rösträtt")

    async def cast(self, choice: str) -> None:
        await self.page.get_by_role("radio", name=choice).check()
        await self.press("Lägg rösten")
        await self.sees("Din röst ligger i urnan")
