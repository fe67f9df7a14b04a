"""A closed case on its page: the day it ends, and two who keep it longer; and one of them who ends that."""

from datetime import timedelta

import pytest
from fastapi import FastAPI
from playwright.async_api import Page, expect
from sqlmodel import select

from app.access.rules import Office
from app.cases.models import Case
from app.core import clock
from app.core.database import Database
from app.policy.terms import Stage
from tests.support.browsing import Browsing, check_accessibility, look_at
from tests.support.closing import brought_to
from tests.support.factories import an_association
from tests.support.sign_in import PASSWORD, a_browser, an_account

pytestmark = [pytest.mark.anyio, pytest.mark.browser, pytest.mark.slow, pytest.mark.one_database]

CODE = "7QF2X 9MXKA 3R8WZ H4TNV 6CJPB"
WHY = "Åtalet är inte avgjort än."
ALMOST_OVER = timedelta(days=715)
"""Of two years: less than the month of a warning is left."""


async def signed_in(browsing: Browsing, email: str) -> Page:
    page = await browsing.page("/arenden")
    await page.get_by_label("E-postadress").fill(email)
    await page.get_by_label("Lösenord", exact=True).fill(PASSWORD)
    await page.get_by_role("button", name="Logga in").click()
    await page.get_by_role("link", name="Nu", exact=True).first.click()
    return page


async def a_case_that_ends_soon(app: FastAPI, database: Database) -> None:
    async with database.writing() as db:
        await an_association(db)
    for email in ("officer@example.org", "second@example.org"):
        await an_account(app, Office.SECURITY_OFFICER, email=email)
    async with a_browser(app) as reporter:
        report = {"receipt_code": CODE, "concerns": "internal", "happened": "Det hände igen.", "safe_now": "yes"}
        answer = await reporter.post("/api/v1/reports", json=report)
        assert answer.status_code == 201, answer.text
    async with database.reading() as db:
        case_id = (await db.exec(select(Case.id))).one()
    with clock.turned(-ALMOST_OVER):
        await brought_to(app, case_id, Stage.CLOSED)


@pytest.mark.policy("PRN-05")
async def test_two_officers_keep_a_closed_case_longer_and_one_ends_that(
    app: FastAPI, database: Database, browsing: Browsing
) -> None:
    await a_case_that_ends_soon(app, database)
    officer = await signed_in(browsing, "officer@example.org")
    await expect(officer.get_by_text("Ett avslutat ärende tas snart bort för gott")).to_be_visible()
    await look_at(officer, "kept-1-now")
    await officer.get_by_role("main").get_by_role("link", name="Ärende").first.click()
    await expect(officer.get_by_text("Ärendet tas bort för gott")).to_be_visible()
    await expect(officer.get_by_text("Så länge sparas avslutade ärenden enligt policyn.")).to_be_visible()
    await officer.get_by_role("button", name="Spara längre").click()
    await officer.get_by_role("button", name="Be om det").click()
    await expect(officer.get_by_text("Det här behöver fyllas i.")).to_be_visible()
    await officer.get_by_label("Varför behöver det sparas?").fill(WHY)
    await officer.locator(".date-segment").first.click()
    await officer.keyboard.type((clock.now() + timedelta(days=200)).strftime("%Y%m%d"))
    await look_at(officer, "kept-2-asking")
    await check_accessibility(officer)
    await officer.get_by_role("button", name="Be om det").click()
    await expect(officer.get_by_text("Nu väntar det på en till")).to_be_visible()
    await expect(officer.get_by_role("button", name="Säg ja som den andra")).to_have_count(0)

    second = await signed_in(browsing, "second@example.org")
    await expect(second.get_by_text("Någon vill spara ett ärende längre: det krävs en till")).to_be_visible()
    await second.get_by_role("main").get_by_role("link", name="Ärende").first.click()
    await expect(second.get_by_text("Någon ber dig säga ja till att spara ärendet längre")).to_be_visible()
    await second.get_by_role("button", name="Läs skälet").click()
    await expect(second.get_by_text(WHY)).to_be_visible()
    await look_at(second, "kept-3-called")
    await second.get_by_role("button", name="Säg ja som den andra").click()
    await expect(second.get_by_text("Sparas längre", exact=True)).to_be_visible()
    await expect(second.get_by_text("Det är längre än policyn säger")).to_be_visible()
    await look_at(second, "kept-4-held")

    await second.get_by_role("button", name="Sluta spara längre").click()
    dialog = second.get_by_role("dialog")
    await expect(dialog.get_by_text("Ärendet tas inte bort genast.")).to_be_visible()
    await dialog.get_by_role("button", name="Sluta spara längre").click()
    await expect(dialog).to_be_hidden()
    await second.get_by_text("Tidigare", exact=True).click()
    await expect(second.get_by_text("Avslutat i förtid")).to_be_visible()
    await check_accessibility(second)
