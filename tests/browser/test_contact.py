"""Being in touch, as both sides meet it: the contact person on a telephone, the affected person by their code."""

from datetime import timedelta

import pytest
from fastapi import FastAPI
from playwright.async_api import Page, expect

from app.access.rules import Office
from app.core import clock
from app.core.database import Database
from tests.browser.test_safety_ahead import write_day
from tests.intake.test_reports import URL, a_report
from tests.support.browsing import Browsing, check_accessibility, check_leaves_no_trace, picture
from tests.support.factories import an_association
from tests.support.sign_in import PASSWORD, a_browser, an_account, sign_in

pytestmark = [pytest.mark.anyio, pytest.mark.browser, pytest.mark.slow, pytest.mark.one_database]

CODE = "7QF2X 9MXKA 3R8WZ H4TNV 6CJPB 8D2KM"
SAID = "Hon vill ha sällskap hem från mötena."
WHERE = "Tingsrätten, sal 3. Ta med kallelsen."
WROTE = "Kan vi höras på torsdagar?"


async def a_case_with_somebody_beside(app: FastAPI, database: Database) -> str:
    async with database.writing() as db:
        await an_association(db)
    await an_account(app, Office.SECURITY_OFFICER, email="officer@example.org", name="Ylva Exempel")
    contact = await an_account(app, email="contact@example.org", name="Kim Bredvid")
    async with a_browser(app) as officer:
        assert (await officer.post(URL, json=a_report(receipt_code=CODE))).status_code == 201
        await sign_in(officer, "officer@example.org")
        (case,) = (await officer.get("/api/v1/cases")).json()["items"]
        path = f"/api/v1/cases/{case['id']}"
        people = (await officer.get(f"{path}/people")).json()["items"]
        (reporter,) = [each["id"] for each in people if each["role"] == "reporter"]
        await officer.post(f"{path}/people/{reporter}/affected")
        appointed = await officer.put(f"{path}/contact-person", json={"person_id": str(contact)})
        assert appointed.status_code == 200, appointed.text
    return str(case["id"])


async def seen_by_code(browsing: Browsing) -> Page:
    page = await browsing.page("/min-anmalan")
    await page.get_by_label("Din kod").fill(CODE)
    await page.get_by_role("button", name="Visa", exact=True).click()
    await expect(page.get_by_role("region", name="Din kontaktperson")).to_contain_text("Kim Bredvid")
    return page


async def somebody_comes_along(contact: Page, browsing: Browsing) -> Page:
    """To a day in court, wanted by code; gives the page by code as it shows it."""
    await contact.get_by_role("button", name="Lägg till en dag").click()
    await contact.get_by_role("button", name="Spara dagen").click()
    await expect(contact.get_by_text("Skriv ett klockslag, till exempel 09:15.")).to_be_visible()
    await contact.get_by_label("Vad är det?").select_option("Rättegång")
    await write_day(contact.get_by_role("group", name="Dag", exact=True), str((clock.now() + timedelta(days=4)).date()))
    await contact.get_by_label("Klockslag").fill("9.15")
    await contact.get_by_label("Var, och vad ska med?").fill(WHERE)
    await check_accessibility(contact)
    await picture(contact, "contact-6-day")
    await contact.get_by_role("button", name="Spara dagen").click()
    its_days = contact.get_by_role("list", name="Hos polisen och i rätten")
    await expect(its_days).to_contain_text("klockan 09:15")

    mine = await seen_by_code(browsing)
    my_days = mine.get_by_role("list", name="Hos polisen och i rätten")
    await expect(my_days).to_contain_text(WHERE)
    await mine.get_by_role("button", name="Ja, jag vill ha någon med mig").click()
    await expect(my_days).to_contain_text("Ingen är tillfrågad än.")
    await contact.reload()
    await expect(its_days).to_contain_text("Ingen har sagt ja till att följa med")
    await contact.get_by_role("button", name="Fråga någon").click()
    await contact.get_by_label("Vem?").select_option("Kim Bredvid")
    await contact.get_by_role("button", name="Fråga", exact=True).click()
    await expect(its_days).to_contain_text("Kim Bredvid följer med")
    await check_accessibility(contact)
    await picture(contact, "contact-7-along")
    mine = await seen_by_code(browsing)
    await expect(mine.get_by_role("list", name="Hos polisen och i rätten")).to_contain_text("Kim Bredvid följer med")
    return mine


@pytest.mark.policy("AFF-06", "ORG-03", "PRN-04", "ASP-04")
async def test_a_contact_is_noted_answered_by_code_paused_and_somebody_else_is_asked_for(
    app: FastAPI, database: Database, browsing: Browsing
) -> None:
    case_id = await a_case_with_somebody_beside(app, database)
    contact = await browsing.page(f"/arenden/{case_id}/kontakt")
    await contact.get_by_label("E-postadress").fill("contact@example.org")
    await contact.get_by_label("Lösenord", exact=True).fill(PASSWORD)
    await contact.get_by_role("button", name="Logga in").click()
    await contact.get_by_role("button", name="Anteckna en kontakt").click()
    await contact.get_by_role("button", name="Spara kontakten").click()
    await expect(contact.get_by_text("Välj hur.")).to_be_visible()
    await contact.get_by_role("radio", name="Ringde").check()
    await contact.get_by_label("Vad kom fram?").fill(SAID)
    await check_accessibility(contact)
    await picture(contact, "contact-1-noting")
    await contact.get_by_role("button", name="Spara kontakten").click()
    await expect(contact.get_by_text("Kontakten är antecknad.")).to_be_visible()
    await contact.get_by_role("button", name="Ändra hur ofta").click()
    await contact.get_by_role("radio", name="Vissa veckodagar").check()
    await contact.get_by_role("checkbox", name="torsdagar").check()
    await check_accessibility(contact)
    await picture(contact, "contact-2-rhythm")
    await contact.get_by_role("button", name="Spara", exact=True).click()
    await expect(contact.get_by_text("På torsdagar")).to_be_visible()
    mine = await somebody_comes_along(contact, browsing)
    await expect(mine.get_by_role("list", name="Kontakter")).to_contain_text(SAID)
    await mine.get_by_label("Meddelande").fill(WROTE)
    await mine.get_by_role("button", name="Skicka").click()
    await expect(mine.get_by_text("Skickat.")).to_be_visible()
    await check_accessibility(mine)
    await picture(mine, "contact-3-by-code")
    await mine.get_by_role("button", name="Pausa kontakten").click()
    await check_accessibility(mine)
    await mine.get_by_role("button", name="Pausa", exact=True).click()
    await expect(mine.get_by_text("Tills du säger till")).to_be_visible()

    await contact.reload()
    await expect(contact.get_by_role("list", name="Skriv till varandra")).to_contain_text(WROTE)
    await expect(contact.get_by_text("Nytt", exact=True)).to_be_visible()
    await expect(contact.get_by_text("Pausad")).to_be_visible()
    await check_accessibility(contact)
    await picture(contact, "contact-4-written-to")
    with clock.turned(timedelta(days=40)):
        await mine.get_by_role("button", name="Börja höras igen").click()
        await expect(mine.get_by_text("Pausad")).to_have_count(0)
        await mine.get_by_role("button", name="Byt kontaktperson eller tacka nej").click()
        await mine.get_by_label("Vill du säga varför?").fill("Vi umgås privat.")
        await check_accessibility(mine)
        await picture(mine, "contact-5-another")
        await mine.get_by_role("button", name="Jag vill ha någon annan").click()
        await expect(mine.get_by_text("Du får en kontaktperson.")).to_be_visible()
        await check_leaves_no_trace(mine, CODE, SAID, WROTE, WHERE)
        await contact.reload()
        await expect(contact.get_by_text(WROTE)).to_have_count(0)
