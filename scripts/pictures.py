"""Opens every page at phone and desktop width on an installation of its own and keeps pictures of them.

Fails when a page writes an error to the browser's console (a blocked script, a missing file) or scrolls sideways. The
pictures lie in test-results/pictures/, for a person to look through.
"""

import asyncio
import secrets
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, ConsoleMessage, Error, Page, sync_playwright
from pydantic import SecretStr

from app.core.database import Database
from app.core.keys import Keys
from app.core.migrations import migrate
from app.core.settings import Settings
from app.main import create_app
from app.ports.mail import RecordedMail
from tests.support.serving import served

ROOT = Path(__file__).parents[1]
PAGES_BUILT = ROOT / "frontend" / "dist"
PICTURES = ROOT / "test-results" / "pictures"
CHROMIUM = Path("/usr/bin/chromium")

WIDTHS = {"phone": (390, 844), "desktop": (1280, 800)}
ADDRESSES = {"start": "/", "unknown": "/no-such-page"}
"""What to open, by the name of its picture."""


def main() -> int:
    if not (PAGES_BUILT / "index.html").exists():
        print("There are no built pages here: frontend/dist is empty.")
        return 1
    if not CHROMIUM.exists():
        print("Chromium is not installed; on Debian: apt-get install chromium")
        return 1
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(
            _env_file=None,
            secret_key=SecretStr(secrets.token_urlsafe(48)),
            data_dir=Path(folder),
            frontend_dir=PAGES_BUILT,
            runs_due_work=False,
        )
        asyncio.run(_migrate(settings))
        with served(create_app(settings, mail=RecordedMail())) as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-background-networking"]
            )
            faults = [fault for name, path in ADDRESSES.items() for fault in _walk(browser, address + path, name=name)]
            browser.close()
    print("\n".join(faults) or f"{len(ADDRESSES) * len(WIDTHS)} pictures in {PICTURES.relative_to(ROOT)}")
    return 1 if faults else 0


def _walk(browser: Browser, url: str, *, name: str) -> list[str]:
    faults: list[str] = []
    for device, (width, height) in WIDTHS.items():
        page = browser.new_page(viewport={"width": width, "height": height}, locale="sv-SE")
        told: list[str] = []
        _listen(page, told)
        page.goto(url, wait_until="networkidle")
        page.screenshot(path=PICTURES / f"{name}-{device}.png", full_page=True)
        if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            told.append("wider than the window")
        page.close()
        faults += [f"{name} ({device}): {line}" for line in told]
    return faults


def _listen(page: Page, told: list[str]) -> None:
    def on_console(line: ConsoleMessage) -> None:
        # 401 is what the pages are told, and rightly, while nobody is signed in.
        if line.type == "error" and "status of 401" not in line.text:
            told.append(f"{line.text} {line.location.get('url', '')}")

    def on_error(error: Error) -> None:
        told.append(str(error))

    page.on("console", on_console)
    page.on("pageerror", on_error)


async def _migrate(settings: Settings) -> None:
    database = Database(settings.resolved_database_url, keys=Keys(settings.root_secret))
    await migrate(database)
    await database.close()


if __name__ == "__main__":
    sys.exit(main())
