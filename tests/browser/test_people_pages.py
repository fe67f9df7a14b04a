"""People and offices: someone is added, proposed, confirmed by another, reported to the municipality and invited."""

import re

import pytest
from fastapi import FastAPI
from playwright.async_api import Page, expect

from app.access.rules import Office
from app.ports.mail import RecordedMail
from app.worker import work
from tests.support.browsing import Browsing, check_leaves_no_trace, look_at
from tests.support.factories import a_term, an_association
from tests.support.sign_in import PASSWORD, an_account, link_in, sign_in_on

pytestmark = [pytest.mark.anyio, pytest.mark.browser, pytest.mark.slow, pytest.mark.one_database]

KIM = "Kim Exempel"


@pytest.fixture(autouse=True)
async def _association(app: FastAPI) -> None:
    """A chair, a vice chair, an administrator, and a council large enough to be folded together."""
    async with app.state.database.writing() as db:
        await an_association(db)
        for _ in range(8):
            await a_term(db, Office.COUNCIL_MEMBER)
    await an_account(app, Office.CHAIR, email="chair@example.org", name="Maj Ordförande")
    await an_account(app, Office.VICE_CHAIR, email="vice@example.org", name="Vera Vice")
    await an_account(app, Office.ADMINISTRATOR, email="admin@example.org", name="Adam Administratör")


@pytest.mark.policy("ORG-02", "ORG-06")
async def test_a_security_officer_is_proposed_confirmed_reported_and_invited(
    app: FastAPI, browsing: Browsing, mail: RecordedMail
) -> None:
    admin = await browsing.page("/personer")
    await sign_in_on(admin, "admin@example.org")
    await expect(admin.get_by_text("8 personer")).to_be_visible()
    await look_at(admin, "people")
    await add_a_person(admin)
    await propose_as_officer(admin)
    await look_at(admin, "person-proposed")

    vice = await browsing.page(admin.url)
    await sign_in_on(vice, "vice@example.org")
    await vice.get_by_role("button", name="Bekräfta").click()
    await expect(vice.get_by_text("Bekräftat. Uppdraget gäller")).to_be_visible()

    await admin.reload()
    await expect(admin.get_by_text("Pågår")).to_be_visible()
    await admin.get_by_role("button", name="Anmäld till kommunen").click()
    await admin.get_by_role("button", name="Spara", exact=True).click()
    await expect(admin.get_by_label("Kommunens kvitto")).to_have_attribute("aria-invalid", "true")
    await admin.get_by_label("Kommunens kvitto").fill("KS 2026/117")
    await admin.get_by_role("button", name="Spara", exact=True).click()
    await expect(admin.get_by_text("Kvitto: KS 2026/117")).to_be_visible()
    await invite(admin)
    await work(app.state.database, app.state.due_work)
    token = link_in(mail, "kim@example.org")
    assert token not in await admin.content(), "only who is invited sees the link"
    await check_leaves_no_trace(admin, KIM, token)

    invited = await browsing.page(f"/inbjudan#{token}")
    await expect(invited.get_by_role("heading", level=1)).to_have_text(f"Hej {KIM}")
    await invited.get_by_label("Nytt lösenord").fill(PASSWORD)
    await invited.get_by_role("button", name="Spara lösenordet").click()
    await invited.get_by_role("link", name="Till inloggningen").click()
    await sign_in_on(invited, "kim@example.org")
    await expect(invited.get_by_role("heading", level=1)).to_have_text("Nu")


async def add_a_person(page: Page) -> None:
    await page.get_by_role("link", name="Lägg till person").click()
    await page.get_by_label("Namn").fill(KIM)
    await page.get_by_label(re.compile("^E-post")).fill("kim utan adress")
    await page.get_by_role("button", name="Lägg till").click()
    await expect(page.get_by_label(re.compile("^E-post"))).to_have_attribute("aria-invalid", "true")
    await expect(page.get_by_text("Skriv en e-postadress")).to_be_visible()
    await look_at(page, "add-person-refused")
    await page.get_by_role("link", name="Till personer och uppdrag").click()
    await page.get_by_role("dialog").get_by_role("button", name="Stanna kvar").click()
    await page.get_by_label(re.compile("^E-post")).fill("kim@example.org")
    await page.get_by_label(re.compile("^Telefon")).fill("070-174 06 05")
    await page.get_by_role("button", name="Lägg till").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text(KIM)
    await expect(page.get_by_role("heading", level=1)).to_be_focused()


async def propose_as_officer(page: Page) -> None:
    office = page.get_by_label("Uppdrag", exact=True)
    await office.select_option(label="Säkerhetsansvarig")
    await expect(page.get_by_text("först när en annan person har bekräftat det")).to_be_visible()
    await office.select_option(label="Styrelseledamot")
    await expect(page.get_by_text("först när en annan person har bekräftat det")).not_to_be_attached()
    await office.select_option(label="Säkerhetsansvarig")
    await expect(page.get_by_text("först när en annan person har bekräftat det")).to_be_visible()
    await page.get_by_role("button", name="Ge uppdraget").click()
    await expect(page.get_by_text("Väntar på bekräftelse")).to_be_visible()
    # Whoever proposed is not the second person.
    await expect(page.get_by_role("button", name="Bekräfta")).not_to_be_attached()
    await expect(page.get_by_role("button", name="Dra tillbaka")).to_be_visible()


async def invite(page: Page) -> None:
    await page.get_by_role("button", name="Skicka inbjudan").click()
    await expect(page.get_by_text("Länken är på väg med e-post")).to_be_visible()
    await look_at(page, "person-invited")


async def test_whoever_holds_no_office_for_it_sees_people_but_changes_nothing(app: FastAPI, browsing: Browsing) -> None:
    await an_account(app, Office.COUNCIL_MEMBER, email="ledamot@example.org")
    page = await browsing.page("/personer")
    await sign_in_on(page, "ledamot@example.org")
    await page.get_by_role("link", name="Vera Vice").first.click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Vera Vice")
    await expect(page.get_by_text("Kontaktuppgifterna visas för ordföranden")).to_be_visible()
    await expect(page.get_by_role("main").get_by_role("button")).to_have_count(0)
    await page.goto("/personer/ny")
    await expect(page.get_by_text("sköts av ordföranden och administratören")).to_be_visible()
    await expect(page.get_by_role("textbox")).to_have_count(0)
