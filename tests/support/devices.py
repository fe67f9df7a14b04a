"""The device of whoever leads or counts, in a browser of its own."""

import re
from dataclasses import dataclass, field

from playwright.async_api import Page, expect

from tests.support.browsing import check_accessibility, check_leaves_no_trace, picture

WHAT_IS_KEPT = """
async () => {
  const found = [];
  for (const { name } of await indexedDB.databases()) {
    const database = await new Promise((done, failed) => {
      const opening = indexedDB.open(name);
      opening.onsuccess = () => done(opening.result);
      opening.onerror = () => failed(opening.error);
    });
    for (const store of database.objectStoreNames) {
      const all = await new Promise((done, failed) => {
        const reading = database.transaction(store).objectStore(store).getAll();
        reading.onsuccess = () => done(reading.result);
        reading.onerror = () => failed(reading.error);
      });
      found.push(...all);
    }
    database.close();
  }
  const keys = [];
  const rest = JSON.stringify(found, (_, value) => {
    if (!(value instanceof CryptoKey)) return value;
    keys.push([value.type, value.algorithm.name, value.extractable]);
    return null;
  });
  return { keys, rest };
}
"""


@dataclass
class Device:
    """A page in a browser of its own, with what is written on its owner's paper."""

    page: Page
    name: str = ""
    email: str = ""
    paper: list[str] = field(default_factory=list)

    async def sees(self, text: str | re.Pattern[str]) -> None:
        await expect(self.page.get_by_text(text).first).to_be_visible()

    async def is_at(self, heading: str) -> None:
        await expect(self.page.get_by_role("heading", level=1)).to_have_text(heading)

    async def press(self, name: str) -> None:
        await self.page.get_by_role("button", name=name, exact=True).click()

    async def confirm(self, act: str, *, confirm: str) -> None:
        await self.press(act)
        await self.page.get_by_role("dialog").get_by_role("button", name=confirm, exact=True).click()
        await expect(self.page.get_by_role("dialog")).to_be_hidden()

    async def look_again(self) -> None:
        """As when the page is taken up again: it reads at once instead of in some seconds."""
        await self.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")

    async def looked_at(self, name: str) -> None:
        await check_accessibility(self.page)
        await picture(self.page, f"tellers-{name}")

    async def code(self, label: str) -> str:
        """A fingerprint or check code, as it is read aloud."""
        shown = self.page.locator("dl").filter(has=self.page.get_by_text(label, exact=True)).first.locator("dd")
        return "-".join((await shown.inner_text()).split())

    async def goes_to_task(self, vote_id: str) -> None:
        await self.page.goto(f"/omrostningar/{vote_id}/rostraknare")

    async def makes_the_key(self, press: str = "Gör min nyckel") -> None:
        await self.press(press)
        await self.is_at("Skriv koden på papper")
        rows = await self.page.get_by_role("article", name="Din reservkod").get_by_role("listitem").all_inner_texts()
        self.paper = [row.split()[-1] for row in rows]
        assert [len(group) for group in self.paper] == [4] * 7
        await self.press("Jag har koden på papper")

    async def types_it_back(self) -> None:
        for box in await self.page.get_by_role("textbox").all():
            label = await box.evaluate("(one) => one.labels[0].textContent")
            found = re.search(r"Grupp (\d) av 7", label)
            assert found is not None
            await box.fill(self.paper[int(found[1]) - 1].lower())
        await self.press("Stämmer, spara nyckeln")
        await self.is_at("Din nyckel är klar")

    async def keeps_nothing_to_read(self, *, keys: int) -> None:
        """No private key that can be exported, no choice, no word of the matter, no paper."""
        kept = await self.page.evaluate(WHAT_IS_KEPT)
        private = [one for one in kept["keys"] if one[0] == "private"]
        assert sorted(private) == [["private", "ECDH", False], ["private", "ECDSA", False]][: 2 * keys]
        assert len(kept["keys"]) == 4 * keys
        told = kept["rest"].lower()
        assert not [word for word in ("against", "blank", "tally", "choice", *self.paper) if word.lower() in told]
        await check_leaves_no_trace(self.page, "anklagad", "förtroende", "rösträknare", "against", *self.paper)
