"""The affected person without an account, on a telephone, three days later. Source: AFF-01..06, CON-05."""

import json
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from fastapi import FastAPI
from playwright.async_api import Page, expect

from app.access.rules import Office
from app.core import clock
from app.core.database import Database
from tests.intake.test_reports import URL, a_report
from tests.my_case.test_my_case import A_DAY
from tests.support.browsing import Browsing, check_accessibility, check_leaves_no_trace, picture
from tests.support.factories import an_association
from tests.support.files import send_file
from tests.support.sign_in import PASSWORD, a_browser, an_account, sign_in

pytestmark = [pytest.mark.anyio, pytest.mark.browser, pytest.mark.slow, pytest.mark.one_database]

A_FILE = b"A threat, word for word.\n"
CODE = "7QF2X 9MXKA 3R8WZ H4TNV 6CJPB 8D2KM"
WHY_WRONG = "Den som ringde i dag hade hittat koden."


async def signs_in(page: Page, email: str) -> None:
    await page.get_by_label("E-postadress").fill(email)
    await page.get_by_label("Lösenord", exact=True).fill(PASSWORD)
    await page.get_by_role("button", name="Logga in").click()


async def confirmed_by_the_officer(page: Page) -> None:
    await signs_in(page, "officer@example.org")
    await page.get_by_role("button", name="Det är den det gäller").click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_role("checkbox").check()
    await check_accessibility(page)
    await picture(page, "my-case-confirm")
    await dialog.get_by_role("button", name="Det är den det gäller").click()
    await expect(page.get_by_text("Den det gäller, enligt någon som talat med personen")).to_be_visible()


async def is_taken_back_by_two(officer: Page, second: Page) -> None:
    await expect(officer.get_by_text("Två tar tillbaka det tillsammans under Samtycke.")).to_be_visible()
    await officer.get_by_role("tab", name="Samtycke").click()
    await officer.get_by_role("button", name="Någon är i fara, eller koden tillhör fel person").click()
    await officer.get_by_role("radio", name="Koden tillhör fel person").check()
    await expect(officer.get_by_text("Ring 112 först om det är bråttom.")).to_have_count(0)
    await officer.get_by_label("Hur vet du att det är fel person?").fill(WHY_WRONG)
    await check_accessibility(officer)
    await picture(officer, "my-case-taking-back")
    await officer.get_by_role("button", name="Be om det").click()
    await expect(officer.get_by_text("Väntar på en till", exact=True)).to_be_visible()
    await signs_in(second, "second@example.org")
    await expect(second.get_by_text("Någon ber dig säga ja till att en kod tillhör fel person")).to_be_visible()
    await second.get_by_role("button", name="Visa", exact=True).click()
    await second.get_by_role("button", name="Läs skälet").click()
    await expect(second.get_by_text(WHY_WRONG)).to_be_visible()
    await second.get_by_role("button", name="Säg ja som den andra").click()
    dialog = second.get_by_role("dialog")
    await check_accessibility(second)
    await picture(second, "my-case-taking-back-agree")
    await dialog.get_by_role("button", name="Säg ja som den andra").click()
    await expect(second.get_by_text("Gäller inte längre", exact=True)).to_be_visible()
    await picture(second, "my-case-taken-back")


async def does_what_is_offered(page: Page) -> None:
    await page.get_by_text("Spara det du har", exact=True).first.click()
    offer = page.locator("details[open]").filter(has=page.get_by_role("button", name="Jag har gjort det"))
    await offer.get_by_label("Vill du säga något om det?").fill("Alla mejl ligger i en mapp")
    await offer.get_by_role("button", name="Jag har gjort det").click()
    await expect(page.get_by_text("Sparat.")).to_be_visible()
    await expect(page.get_by_role("button", name="Öppna igen")).to_be_visible()


async def moves_a_day_and_asks_somebody_along(page: Page) -> None:
    days = page.get_by_role("list", name="Hos polisen och i rätten")
    await days.get_by_role("button", name="Ja, jag vill ha någon med mig").click()
    await days.get_by_role("button", name="Fråga någon").click()
    await days.get_by_label("Vem?").select_option("Någon annan")
    await days.get_by_label("Vad heter hen?").fill("Robin Grannexempel")
    await check_accessibility(page)
    await days.get_by_role("button", name="Fråga", exact=True).click()
    await days.get_by_role("button", name="Robin Grannexempel har sagt ja").click()
    await expect(days).to_contain_text("Robin Grannexempel följer med")
    await days.get_by_role("button", name="Ändra", exact=True).click()
    await days.get_by_label("Klockslag").fill("13.00")
    await days.get_by_role("button", name="Spara dagen").click()
    await expect(days.get_by_text("klockan 13:00")).to_be_visible()
    await picture(page, "my-case-day")
    await days.get_by_role("button", name="Ställ in dagen").click()
    await days.get_by_role("button", name="Ställ in dagen").click()
    await expect(days.get_by_text("Inställd", exact=True).first).to_be_visible()


async def takes_up_care(page: Page) -> None:
    care = page.get_by_role("region", name="Vård och samtalsstöd")
    await expect(care).to_contain_text("Du kan tacka ja")
    await care.get_by_role("button", name="Det har börjat").click()
    await expect(care.get_by_role("button", name="Det är klart")).to_be_visible()
    await expect(care.get_by_role("button", name="Det har börjat")).to_have_count(0)


async def makes_a_package_for_the_police(page: Page) -> None:
    """What is in it is checked in tests/my_case/test_as_with_an_account.py."""
    await page.get_by_text("Gör ett paket").click()
    await page.get_by_label("Vad gäller det?").fill("Hot mot en förtroendevald")
    await page.get_by_role("button", name="Öppna listan").click()
    await page.get_by_label("hot.txt", exact=True).check()
    await page.get_by_role("button", name="Fyll i det som finns").click()
    await expect(page.get_by_text("händelser är ifyllda.")).to_be_visible()
    await check_accessibility(page)
    await picture(page, "my-case-police")
    async with page.expect_download() as saving:
        await page.get_by_role("button", name="Hämta paketet").click()
    with zipfile.ZipFile(await (await saving.value).path()) as archive:
        assert archive.read("filer/01-hot.txt") == A_FILE
    await expect(page.get_by_text("Paketet är hämtat")).to_be_visible()


async def takes_their_data_along(page: Page) -> None:
    async with page.expect_download() as saving:
        await page.get_by_role("button", name="Spara för att läsa").click()
    read = Path(await (await saving.value).path()).read_text(encoding="utf-8")
    assert (await saving.value).suggested_filename == "uppgifter.html"
    assert a_report()["happened"] in read
    assert "<h2>Dina svar</h2><ul>" in read
    async with page.expect_download() as saving:
        await page.get_by_role("button", name="Spara för ett annat program").click()
    data = json.loads(Path(await (await saving.value).path()).read_text(encoding="utf-8"))
    assert [each["is_given"] for each in data["answers"]] == [True]


@pytest.mark.policy("AFF-01", "AFF-04", "AFF-06", "ASM-05", "KNO-06", "KNO-10", "PRN-04", "SOI-02")
async def test_by_the_code_they_answer_a_question_see_who_opened_and_take_their_data(
    app: FastAPI, database: Database, browsing: Browsing
) -> None:
    async with database.writing() as db:
        await an_association(db)
    for email in ("officer@example.org", "second@example.org"):
        await an_account(app, Office.SECURITY_OFFICER, email=email)
    async with a_browser(app) as officer:
        assert (await officer.post(URL, json=a_report(receipt_code=CODE))).status_code == 201
        await sign_in(officer, "officer@example.org")
        (case,) = (await officer.get("/api/v1/cases")).json()["items"]
        path = f"/api/v1/cases/{case['id']}"
        await officer.post(f"{path}/acknowledgement")
        await officer.post(f"{path}/compartments/submission/opening")
        await officer.post(f"{path}/contact/days", json=A_DAY)
        await officer.post(f"{path}/support/care", json={"text": "Företagshälsan, tre samtal"})
        await send_file(officer, path, A_FILE, name="hot.txt")

    leading = await browsing.page(f"/arenden/{case['id']}/personer")
    await confirmed_by_the_officer(leading)
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
        await moves_a_day_and_asks_somebody_along(mine)
        await takes_up_care(mine)
        await check_accessibility(mine)
        await picture(mine, "my-case")
        await takes_their_data_along(mine)
        await makes_a_package_for_the_police(mine)
        await mine.get_by_role("button", name="Dölj och stäng").click()
        await expect(mine.get_by_text(a_report()["happened"])).to_have_count(0)
        await check_leaves_no_trace(mine, CODE, a_report()["happened"])
    await is_taken_back_by_two(leading, await browsing.page(f"/arenden/{case['id']}"))
    await mine.goto(mine.url)
    await mine.get_by_label("Din kod").fill(CODE)
    await mine.get_by_role("button", name="Visa", exact=True).click()
    await expect(mine.get_by_text(a_report()["happened"])).to_be_visible()
    await expect(mine.get_by_role("heading", level=1, name="Mitt ärende")).to_have_count(0)
