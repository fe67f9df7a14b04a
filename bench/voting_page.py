"""The voting page on a slow telephone: from the link to what can be pressed, a draw, a cast. In Chromium, throttled.

The line is what Lighthouse calls slow 4G, its delay put on each request: opening a connection and TLS are not counted.
The processor is slowed four times in the page's own thread; what the browser's cryptography does elsewhere is not.
`python bench/voting_page.py --steps` prints when each request began and ended on the way.
"""

import asyncio
import os
import secrets
import statistics
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from playwright.async_api import Browser, CDPSession, Page, async_playwright
from pydantic import SecretStr
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp

from app.core.database import Database
from app.core.keys import Keys
from app.core.migrations import migrate
from app.core.settings import Settings
from app.demo.service import make_demo
from app.main import create_app
from app.ports.mail import RecordedMail
from app.votes import running
from app.votes.ceremony import make_keys
from app.votes.models import Vote
from app.votes.roll import service as roll
from bench.support.load import served
from bench.support.votes import summoned_vote
from tests.support.browsing import CHROMIUM, HEIGHT, built_pages

FOLDER, SECRET = "VARNA_BENCH_FOLDER", "VARNA_BENCH_SECRET"
VOTERS = 7
SLOWED = 4
SLOW_4G = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1_600_000 / 8,
    "uploadThroughput": 750_000 / 8,
}
GZIP_LEVEL = 5
"""As Caddy packs, in front of an installation."""

# Runs before the page's own script, and looks at what stands there whenever something changes.
WATCH = """
const seen = {};
const note = (what, isThere) => { if (isThere) seen[what] ??= performance.now(); };
window.when = async (what) => {
  while (!(what in seen)) await new Promise((soon) => setTimeout(soon, 20));
  return seen[what];
};
const look = () => {
  const heading = document.querySelector("h1")?.textContent ?? "";
  const button = document.querySelector("button.primary:not([aria-busy])");
  note("anything", document.querySelector("#app *"));
  note("draw", heading === "Hämta din rösträtt" && button);
  note("code", heading === "Skriv av din röstkod" && document.querySelector("figure .code"));
  note("drawn", heading === "Skriv av din röstkod" && button);
  note("receipt", heading === "Din röst ligger i urnan");
};
new MutationObserver(look).observe(document, { subtree: true, childList: true, attributes: true });
addEventListener("click", () => { seen.pressed = performance.now(); }, { capture: true });
"""
STEPS = """performance.getEntriesByType("resource").concat(performance.getEntriesByType("navigation")).map(
  (one) => `${one.startTime.toFixed(0).padStart(6)} ${one.responseEnd.toFixed(0).padStart(6)}`
    + ` ${one.encodedBodySize.toString().padStart(7)} ${new URL(one.name).pathname.replace(/[0-9a-f-]{36}/, "...")}`
).join("\\n")"""


@dataclass
class Took:
    """Milliseconds, one number for each telephone."""

    work: list[float] = field(default_factory=list)
    """The page's thread's own, not slowed, until the draw can be pressed."""
    anything: list[float] = field(default_factory=list)
    usable: list[float] = field(default_factory=list)
    code: list[float] = field(default_factory=list)
    drawn: list[float] = field(default_factory=list)
    receipt: list[float] = field(default_factory=list)


def settings() -> Settings:
    return Settings(
        _env_file=None,
        secret_key=SecretStr(os.environ[SECRET]),
        data_dir=Path(os.environ[FOLDER]),
        frontend_dir=built_pages(),
        runs_due_work=False,
        VARNA_DEMO=True,
    )


def packed_app() -> ASGIApp:
    return GZipMiddleware(create_app(settings(), mail=RecordedMail()), compresslevel=GZIP_LEVEL)


async def prepare(database: Database) -> tuple[Vote, list[str]]:
    await migrate(database)
    await make_demo(database, settings())
    async with database.writing() as db:
        vote = await summoned_vote(db, make_keys())
        entries = (await roll.entries_of(db, vote.id))[:VOTERS]
        return vote, [roll.new_link(entry, on_paper=True) for entry in entries]


@dataclass(frozen=True)
class Telephone:
    page: Page
    session: CDPSession

    async def slow_down(self, rate: int) -> None:
        """Only the one that is measured: Chromium slows a page by keeping a processor busy, of which two are here."""
        await self.session.send("Emulation.setCPUThrottlingRate", {"rate": rate})


async def telephone(browser: Browser, address: str, *, is_slow: bool = True) -> Telephone:
    """With an empty cache, as somebody who opens the link for the first time."""
    context = await browser.new_context(
        base_url=address, viewport={"width": 390, "height": HEIGHT}, locale="sv-SE", is_mobile=True, has_touch=True
    )
    await context.add_init_script(WATCH)
    page = await context.new_page()
    phone = Telephone(page, await context.new_cdp_session(page))
    if is_slow:
        await phone.session.send("Network.enable")
        await phone.session.send("Network.emulateNetworkConditions", SLOW_4G)
    return phone


async def work_ms(browser: Browser, address: str, link: str) -> float:
    """What the page's thread does until the draw can be pressed: it is the same whatever else the machine does."""
    phone = await telephone(browser, address, is_slow=False)
    await phone.session.send("Performance.enable", {"timeDomain": "threadTicks"})
    await phone.page.goto(link)
    await when(phone.page, "draw")
    metrics = (await phone.session.send("Performance.getMetrics"))["metrics"]
    await phone.page.context.close()
    return next(float(one["value"]) * 1000 for one in metrics if one["name"] == "TaskDuration")


async def when(page: Page, what: str) -> float:
    return float(await page.evaluate("(what) => when(what)", what))


async def press(page: Page, name: str, *seen: str) -> list[float]:
    """Milliseconds from the press until each is there."""
    await page.get_by_role("button", name=name).click()
    moments = [await when(page, one) for one in seen]
    pressed = await when(page, "pressed")
    return [moment - pressed for moment in moments]


async def draw(phone: Telephone, link: str, took: Took, *, tells_steps: bool) -> None:
    page = phone.page
    await phone.slow_down(SLOWED)
    await page.goto(link)
    took.usable.append(await when(page, "draw"))
    took.anything.append(await when(page, "anything"))
    if tells_steps:
        print(await page.evaluate(STEPS), f"\nusable after {took.usable[-1]:.0f} ms\n", sep="")
    code, drawn = await press(page, "Hämta min rösträtt", "code", "drawn")
    took.code.append(code)
    took.drawn.append(drawn)
    await page.get_by_role("button", name="Jag har skrivit av koden").click()
    await phone.slow_down(1)


async def cast(phone: Telephone, took: Took) -> None:
    page = phone.page
    await phone.slow_down(SLOWED)
    await page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    await page.get_by_role("radio", name="Blank").check()
    took.receipt += await press(page, "Lägg rösten", "receipt")


async def vote_on_telephones(port: int, database: Database, vote: Vote, tokens: list[str], **told: Any) -> Took:
    took = Took()
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        address, phones = f"http://127.0.0.1:{port}", []
        for token in tokens:
            link = f"/rosta#{vote.id}.{token}"
            took.work.append(await work_ms(browser, address, link))
            phone = await telephone(browser, address)
            await draw(phone, link, took, **told)
            phones.append(phone)
        async with database.writing() as db:
            drawn = await db.get_one(Vote, vote.id)
            await running.close_drawing(db, drawn, by="bench")
            await running.open_casting(db, drawn, by="bench")
        for phone in phones:
            await cast(phone, took)
            await phone.page.context.close()
        await browser.close()
    return took


def line(name: str, took: list[float]) -> str:
    return f"{name:<46}{statistics.median(took):>8,.0f}{min(took):>8,.0f}{max(took):>8,.0f}"


async def measured(*, tells_steps: bool) -> Took:
    ours = settings()
    database = Database(ours.resolved_database_url, keys=Keys(ours.root_secret))
    vote, tokens = await prepare(database)
    with served(packed_app) as server:
        took = await vote_on_telephones(server.port, database, vote, tokens, tells_steps=tells_steps)
    await database.close()
    return took


def main(*, tells_steps: bool = False) -> None:
    with tempfile.TemporaryDirectory(prefix="varna-bench-") as folder:
        os.environ[FOLDER] = folder
        os.environ[SECRET] = secrets.token_urlsafe(48)
        took = asyncio.run(measured(tells_steps=tells_steps))
    print(f"{f'{VOTERS} telephones, slow 4G, processor 1/{SLOWED}; ms':<46}{'median':>8}{'least':>8}{'most':>8}")
    print(line("link opened until anything is shown", took.anything))
    print(line("link opened until the draw can be pressed", took.usable))
    print(line("of that the page's own work, not slowed, CPU-ms", took.work))
    print(line("draw pressed until the voting code stands there", took.code))
    print(line("draw pressed until it is drawn", took.drawn))
    print(line("cast pressed until the receipt", took.receipt))


if __name__ == "__main__":
    main(tells_steps="--steps" in sys.argv[1:])
