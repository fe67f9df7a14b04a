"""Chromium over the served application: what people see, what assistive technology finds, and pictures of it.

    @pytest.mark.browser
    async def test_the_contact_card_is_there_for_anyone(browsing: Browsing) -> None:
        page = await browsing.page("/kontakt")
        await expect(page.get_by_role("heading", level=1)).to_be_visible()
        await look_at(page, "contact")

The fixture `browsing` builds the pages when they are older than their sources, and serves the test's own database
with them. A page that writes an error to its console fails the test. The application of the fixture `app` stands on
the same database in the test's own loop: use it (and `as_actor`, `assemble`) to prepare what is looked at.
"""

import fcntl
import os
import shutil
import subprocess
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.async_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, async_playwright, expect
from playwright.async_api import Error as PageError

ROOT = Path(__file__).parents[2]
FRONTEND = ROOT / "frontend"
DIST = FRONTEND / "dist"
PICTURES = ROOT / "test-results" / "pages"
KEEPS_PICTURES = os.environ.get("VARNA_PICTURES") == "1"
"""Pictures are for a person to look at, and drawing them takes a third of what a browser's test takes."""
AXE = FRONTEND / "node_modules" / "axe-core" / "axe.min.js"
CHROMIUM = Path(__file__).with_name("chromium.sh")
"""Starts Debian's own with less around the pages: its headless shell where that is installed."""
WHOLE_CHROMIUM = Path("/usr/bin/chromium")
"""For what the headless shell leaves out."""

PATIENCE = 30_000
"""Milliseconds. Nothing waits so long where all is well; a machine with other things to do is no fault of the page."""
expect.set_options(timeout=PATIENCE)

WIDTHS = (390, 1280)
HEIGHT = 844
NOT_SERIOUS = frozenset({"minor"})


def built_pages() -> Path:
    """The folder with the built pages, built now if a source is newer. Skips where they can neither be had nor made."""
    lock = ROOT / "test-results" / ".pages.lock"
    lock.parent.mkdir(exist_ok=True)
    with lock.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)  # several workers, one build
        if not _are_fresh():
            if shutil.which("npm") is None or not (FRONTEND / "node_modules" / "vite").exists():
                pytest.skip("frontend/dist is missing or old, and there is no npm with node_modules to build it")
            made = subprocess.run(["npm", "run", "build"], cwd=FRONTEND, capture_output=True, text=True, check=False)
            assert made.returncode == 0, made.stdout + made.stderr
    return DIST


def _are_fresh() -> bool:
    outputs = [DIST / "index.html", DIST / "rosta.html", DIST / "verifier.html"]
    if not all(page.exists() for page in outputs):
        return False
    sources = [*FRONTEND.glob("*.*"), *_files(FRONTEND / "src"), *_files(FRONTEND / "public")]
    newest = max(source.stat().st_mtime for source in sources if source.is_file())
    return newest <= min(page.stat().st_mtime for page in outputs)


def _files(folder: Path) -> Iterable[Path]:
    return (path for path in folder.rglob("*") if path.is_file() and ".test." not in path.name)


class Browsing:
    """One Chromium and one served address. Each page has a context of its own, as a telephone of its own."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.address = address
        self._browser = browser
        self._faults: list[str] = []
        self._expected: list[str] = []

    def expect_fault(self, words: str) -> None:
        """Said by a test that cuts the line itself: what the browser then writes in its console is no fault."""
        self._expected.append(words)

    async def page(
        self,
        path: str | None = None,
        *,
        width: int = WIDTHS[0],
        language: Literal["sv", "en"] = "sv",
        is_dark: bool = False,
        context: BrowserContext | None = None,
        **about_context: Any,
    ) -> Page:
        """A new page, in a context of its own unless one is given; at `path` of the served address."""
        context = context or await self._browser.new_context(
            base_url=self.address,
            viewport={"width": width, "height": HEIGHT},
            locale={"sv": "sv-SE", "en": "en-GB"}[language],
            timezone_id="Europe/Stockholm",
            color_scheme="dark" if is_dark else "light",
            reduced_motion="reduce",
            **about_context,
        )
        # Until the person chooses another; about:blank has no storage.
        await context.add_init_script(f"try {{ localStorage.language ??= '{language}' }} catch {{}}")
        page = await context.new_page()
        page.set_default_timeout(PATIENCE)
        self._listen(page)
        if path is not None:
            await page.goto(path)
        return page

    def _listen(self, page: Page) -> None:
        def on_console(line: ConsoleMessage) -> None:
            # A refusal is part of many stories; the browser writes each as an error.
            expected = ("the server responded with a status of 4", *self._expected)
            if line.type == "error" and not any(words in line.text for words in expected):
                self._faults.append(f"{page.url.partition('#')[0]}: {line.text}")

        def on_error(error: PageError) -> None:
            self._faults.append(f"{page.url.partition('#')[0]}: {error}")

        page.on("console", on_console)
        page.on("pageerror", on_error)

    def check(self) -> None:
        assert not self._faults, "\n".join(self._faults)


@asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-background-networking"]
        )
        yield browser
        await browser.close()


@asynccontextmanager
async def browsing_at(address: str, *, browser: Browser) -> AsyncIterator[Browsing]:
    """Whatever is opened is closed behind the test: the next one finds a browser that has seen nothing."""
    browsing = Browsing(browser, address)
    try:
        yield browsing
    finally:
        for context in browser.contexts:
            await context.close()
    browsing.check()


async def check_accessibility(page: Page) -> None:
    """Fail on anything axe finds that is worse than minor. (A `<script>` would be stopped by the content policy.)"""
    if not await page.evaluate("'axe' in window"):  # it stays until the page is loaded anew, and each run starts afresh
        await page.evaluate(AXE.read_text())
    found = await page.evaluate("async () => (await axe.run({ resultTypes: ['violations'] })).violations")
    told = [
        f"{each['id']} ({each['impact']}): {each['help']}\n  " + "\n  ".join(node["html"] for node in each["nodes"])
        for each in found
        if each["impact"] not in NOT_SERIOUS
    ]
    assert not told, f"{page.url.partition('#')[0]}\n" + "\n".join(told)


async def look_at(page: Page, name: str) -> None:
    """As a person and as their screen reader would: axe, and pictures at both widths."""
    await expect(page.get_by_role("heading", level=1)).to_be_visible()
    await check_accessibility(page)
    await picture(page, name)


async def to_part(page: Page, name: str) -> None:
    """To one part of a case's decisions by the overview, which opens what is folded."""
    await page.get_by_role("region", name="Läget").get_by_role("link", name=name, exact=True).click()


async def check_leaves_no_trace(page: Page, *secrets: str) -> None:
    """Fail if a word of the matter is in the address, the tab's title, or anything the browser keeps for the page."""
    kept = await page.evaluate("JSON.stringify([{ ...localStorage }, { ...sessionStorage }, history.state])")
    databases = await page.evaluate("indexedDB.databases().then((all) => all.map((one) => one.name))")
    caches = await page.evaluate("caches.keys()")
    shown = " ".join([page.url, await page.title(), kept, *databases, *caches, await page.evaluate("document.cookie")])
    told = [secret for secret in secrets if secret.lower() in shown.lower()]
    assert not told, f"{page.url.partition('#')[0]} keeps {told}"


async def tab_to(page: Page, wanted: Locator) -> None:
    """Forward through the page as someone without a mouse goes; the order is the order on the page."""
    for _ in range(30):
        await page.keyboard.press("Tab")
        if await wanted.evaluate("(one) => one === document.activeElement"):
            return
    pytest.fail(f"{wanted} is not reached with the Tab key")


async def picture(page: Page, name: str) -> None:
    """Fail if the page scrolls sideways on a telephone or on a desk; with VARNA_PICTURES=1 keep how it looks there."""
    before = page.viewport_size
    for width in WIDTHS:
        await page.set_viewport_size({"width": width, "height": HEIGHT})
        await keep_picture(page, f"{name}-{width}", full_page=True)
        assert await _fits(page), f"{name} is wider than {width} pixels"
    if before is not None:
        await page.set_viewport_size(before)


async def _fits(page: Page) -> bool:
    """What is laid out anew for another width needs a moment."""
    for _ in range(20):
        if await page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"):
            return True
        await page.wait_for_timeout(50)
    return False


async def keep_picture(page: Page, name: str, *, full_page: bool = False) -> None:
    """As test-results/pages/<name>.png, where pictures are kept."""
    if KEEPS_PICTURES:
        PICTURES.mkdir(parents=True, exist_ok=True)
        await page.screenshot(path=PICTURES / f"{name}.png", full_page=full_page)
