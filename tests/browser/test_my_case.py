"""The affected person without an account, on a telephone, three days later. Source: AFF-01..06, CON-05."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from fastapi import FastAPI
from playwright.async_api import Page, expect

from app.access.rules import Office
from app.core import clock
from app.core.database import Database
from tests.intake.test_reports import URL, a_report
from tests.support.browsing import Browsing, check_accessibility, check_leaves_no_trace, picture
from tests.support.factories import an_association
from tests.support.sign_in import PASSWORD, a_browser, an_account, sign_in

pytestmark = [pytest.mark.anyio, pytest.mark.browser, pytest.mark.slow, pytest.mark.one_database]

CODE = "7QF2X 9MXKA 3R8WZ H4TNV 6CJPB 8D2KM"


async def confirmed_by_the_officer(page: Page) -> None:
    await page.get_by_label("E-postadress").fill("officer@example.org")
    await page.get_by_label("Lösenord", exact=True).fill(PASSWORD)
    await page.get_by_role("button", name="Logga in").click()
    await page.get_by_role("button", name="Det är den det gäller").click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_role("checkbox").check()
    await check_accessibility(page)
    await picture(page, "my-case-confirm")
    await dialog.get_by_role("button", name="Det är den det gäller").click()
    await expect(page.get_by_text("Den det gäller, enligt någon som talat med personen")).to_be_visible()


async def does_what_is_offered(page: Page) -> None:
    await page.get_by_text("Spara det du har", exact=True).first.click()
    offer = page.locator("details[open]").filter(has=page.get_by_role("button", name="Jag har gjort det"))
    await offer.get_by_label("Vill du säga något om det?").fill("Alla mejl ligger i en mapp")
    await offer.get_by_role("button", name="Jag har gjort det").click()
    await expect(page.get_by_text("Sparat.")).to_be_visible()
    await expect(page.get_by_role("button", name="Öppna igen")).to_be_visible()


@pytest.mark.policy("AFF-01", "AFF-06", "PRN-04", "SOI-02")
async def test_by_the_code_they_answer_a_question_see_who_opened_and_take_their_data(
    app: FastAPI, database: Database, browsing: Browsing
) -> None:
    async with database.writing() as db:
        await an_association(db)
    await an_account(app, Office.SECURITY_OFFICER, email="officer@example.org")
    async with a_browser(app) as officer:
        assert (await officer.post(URL, json=a_report(receipt_code=CODE))).status_code == 201
        await sign_in(officer, "officer@example.org")
        (case,) = (await officer.get("/api/v1/cases")).json()["items"]
        path = f"/api/v1/cases/{case['id']}"
        await officer.post(f"{path}/acknowledgement")
        await officer.post(f"{path}/compartments/submission/opening")

    await confirmed_by_the_officer(await browsing.page(f"/arenden/{case['id']}/personer"))
    with clock.turned(timedelta(days=3)):
        mine = await browsing.page("/min-anmalan")
        await mine.get_by_label("Din kod").fill(CODE)
        await mine.get_by_role("button", name="Visa", exact=True).click()
        await expect(mine.get_by_role("heading", level=1, name="Mitt ärende")).to_be_visible()
        opened = mine.get_by_role("list", name="De som har öppnat ditt ärende")
        await expect(opened).to_contain_text("Det som berättades")
        asked = mine.get_by_role("region", name="Du bestämmer")
        first = await asked.locator("strong").first.text_content()
        await asked.get_by_role("button", name="Ja").first.click()
        await expect(asked).to_contain_text("Svaret är antecknat.")
        await asked.get_by_role("button", name="Nästa fråga").click()
        await expect(asked.locator("strong").first).not_to_have_text(first or "")
        await does_what_is_offered(mine)
        await check_accessibility(mine)
        await picture(mine, "my-case")
        async with mine.expect_download() as saving:
            await mine.get_by_role("button", name="Spara för att läsa").click()
        read = Path(await (await saving.value).path()).read_text(encoding="utf-8")
        assert (await saving.value).suggested_filename == "uppgifter.html"
        assert a_report()["happened"] in read
        assert "<h2>Dina svar</h2><ul>" in read
        async with mine.expect_download() as saving:
            await mine.get_by_role("button", name="Spara för ett annat program").click()
        data = json.loads(Path(await (await saving.value).path()).read_text(encoding="utf-8"))
        assert [each["is_given"] for each in data["answers"]] == [True]
        await mine.get_by_role("button", name="Dölj och stäng").click()
        await expect(mine.get_by_text(a_report()["happened"])).to_have_count(0)
        await check_leaves_no_trace(mine, CODE, a_report()["happened"])
