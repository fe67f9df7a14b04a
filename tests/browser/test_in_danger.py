"""Breaking the glass on the pages: an officer asks, the second reads why and agrees, and both see what stands open."""

import re
from collections.abc import Awaitable, Callable

import pytest
from fastapi import FastAPI
from playwright.async_api import Page, expect

from app.access.rules import Office
from app.core.database import Database
from tests.support.browsing import Browsing, check_accessibility, look_at
from tests.support.factories import an_association
from tests.support.sign_in import PASSWORD, a_browser, an_account

pytestmark = [pytest.mark.anyio, pytest.mark.browser, pytest.mark.slow, pytest.mark.one_database]

CODE = "7QF2X 9MXKA 3R8WZ H4TNV 6CJPB"
WHY = "Hon svarar inte, och vi måste veta var hon är."
Open = Callable[[str], Awaitable[Page]]


@pytest.fixture
async def on_case(app: FastAPI, database: Database, browsing: Browsing) -> Open:
    """Signs somebody in and opens the only case: a report that two officers hold."""
    async with database.writing() as db:
        await an_association(db)
    for email in ("officer@example.org", "second@example.org"):
        await an_account(app, Office.SECURITY_OFFICER, email=email)
    await an_account(app, Office.VICE_CHAIR, email="vice@example.org")
    async with a_browser(app) as reporter:
        report = {"receipt_code": CODE, "concerns": "internal", "happened": "Det hände igen.", "safe_now": "no"}
        answer = await reporter.post("/api/v1/reports", json=report)
        assert answer.status_code == 201, answer.text

    async def open_it(email: str) -> Page:
        page = await browsing.page("/arenden")
        await page.get_by_label("E-postadress").fill(email)
        await page.get_by_label("Lösenord", exact=True).fill(PASSWORD)
        await page.get_by_role("button", name="Logga in").click()
        await (
            page.get_by_role("main").get_by_role("link").filter(has_text=re.compile(r"[0-9A-Z]{4}-[0-9A-Z]{4}")).click()
        )
        return page

    return open_it


@pytest.mark.policy("CON-05")
async def test_two_officers_open_a_part_for_the_vice_chair(on_case: Open) -> None:
    officer, second = await on_case("officer@example.org"), await on_case("second@example.org")
    await officer.get_by_role("tab", name="Samtycke").click()
    await expect(officer.get_by_text("Inget har öppnats på det här sättet.")).to_be_visible()
    await officer.get_by_role("button", name="Någon är i fara").click()
    await officer.get_by_role("button", name="Be om det").click()
    await officer.get_by_role("radio", name="Öppna en del för någon").check()
    await expect(officer.get_by_text("Ring 112 först om det är bråttom.")).to_be_visible()
    await officer.get_by_label("Vilken del?").select_option("report")
    whom = officer.get_by_label("För vem?")
    vice = (
        await whom.locator("option")
        .filter(has_text=re.compile("vice ordförande", re.IGNORECASE))
        .get_attribute("value")
    )
    await whom.select_option(vice)
    await officer.get_by_label("Varför är det fara?").fill(WHY)
    await look_at(officer, "danger-1-asking")
    await officer.get_by_role("button", name="Be om det").click()
    await expect(officer.get_by_text("Nu väntar det på en till")).to_be_visible()
    await expect(officer.get_by_text("Väntar på en till", exact=True)).to_be_visible()
    await expect(officer.get_by_role("button", name="Säg ja som den andra")).to_have_count(0)
    await look_at(officer, "danger-2-waits")
    await agrees(second)
    await officer.reload()
    await officer.get_by_role("tab", name="Personer").click()
    await expect(officer.get_by_text(re.compile("Inkallad vid fara"))).to_be_visible()


async def agrees(second: Page) -> None:
    case = second.url
    await second.get_by_role("link", name="Nu", exact=True).click()
    await expect(second.get_by_text("Någon behöver ditt svar, för att det är fara")).to_be_visible()
    await second.goto(case)
    await expect(second.get_by_text("Någon ber dig säga ja, för att någon är i fara")).to_be_visible()
    await look_at(second, "danger-3-called")
    await second.get_by_role("button", name="Visa", exact=True).click()
    await second.get_by_role("button", name="Läs skälet").click()
    await expect(second.get_by_text(WHY)).to_be_visible()
    await second.get_by_role("button", name="Säg ja som den andra").click()
    dialog = second.get_by_role("dialog")
    await expect(dialog.get_by_text("Den det gäller får veta det")).to_be_visible()
    await check_accessibility(second)
    await dialog.get_by_role("button", name="Säg ja som den andra").click()
    await expect(dialog).to_be_hidden()
    await expect(second.get_by_text("Öppen", exact=True)).to_be_visible()
    await expect(second.get_by_text("Någon ber dig säga ja, för att någon är i fara")).to_have_count(0)
    await look_at(second, "danger-4-open")
