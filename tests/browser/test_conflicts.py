"""Who is part of a matter, as an officer works it out on its page: confirm, name, lift with another, and leave."""

import re
from collections.abc import Awaitable, Callable

import pytest
from fastapi import FastAPI
from playwright.async_api import Page, expect

from app.access.rules import Office
from app.core.database import Database
from tests.support.browsing import Browsing, check_accessibility, picture
from tests.support.factories import a_person, a_term, an_association
from tests.support.sign_in import PASSWORD, a_browser, an_account

pytestmark = [pytest.mark.anyio, pytest.mark.browser, pytest.mark.slow, pytest.mark.one_database]

CODE = "7QF2X 9MXKA 3R8WZ H4TNV 6CJPB"
Open = Callable[[str], Awaitable[Page]]


@pytest.fixture
async def on_parties(app: FastAPI, database: Database, browsing: Browsing) -> Open:
    """Signs in an officer and opens the parties of the only case: a report that names a board member."""
    async with database.writing() as db:
        await an_association(db)
        for name in ("Torkel Brunkulla", "Signe Ängsull"):
            await a_term(db, Office.BOARD_MEMBER, person=await a_person(db, name=name))
    for email in ("officer@example.org", "second@example.org"):
        await an_account(app, Office.SECURITY_OFFICER, email=email)
    async with a_browser(app) as reporter:
        report = {
            "receipt_code": CODE,
            "concerns": "internal",
            "about_names": "Torkel Brunkulla",
            "happened": "Han skrev till mig i natt igen.",
            "safe_now": "yes",
        }
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
        await page.get_by_role("tab", name="Inblandade").click()
        return page

    return open_it


async def looked_at(page: Page, name: str) -> None:
    await check_accessibility(page)
    await picture(page, f"parties-{name}")


@pytest.mark.policy("CON-01", "CON-03", "CON-05")
async def test_two_officers_work_out_who_is_part_of_it(on_parties: Open) -> None:
    officer = await on_parties("officer@example.org")
    await expect(officer.get_by_text("Kan vara nämnd i det som berättades")).to_be_visible()
    await expect(officer.get_by_text("Tills någon har kontrollerat")).to_be_visible()
    await looked_at(officer, "1-provisional")
    await officer.get_by_role("button", name="Det är den här personen").click()
    dialog = officer.get_by_role("dialog")
    await dialog.get_by_role("button", name="Bekräfta").click()
    await expect(dialog.get_by_text("Välj ett av alternativen.")).to_be_visible()
    await dialog.get_by_role("radio", name="Anklagad").check()
    await check_accessibility(officer)
    await dialog.get_by_role("button", name="Bekräfta").click()
    await expect(officer.get_by_text("Bekräftat")).to_be_visible()

    await names_a_witness(officer)
    await looked_at(officer, "3-named")
    await offers_neither_as_contact_person(officer)
    await officer.get_by_role("tab", name="Inblandade").click()
    await officer.get_by_role("button", name="Visa", exact=True).click()
    await expect(officer.get_by_text("Signe Ängsull · Vittne")).to_have_count(2)
    await lifts_with_another(officer, await on_parties("second@example.org"))


async def names_a_witness(officer: Page) -> None:
    await officer.get_by_role("button", name="Namnge någon").click()
    await expect(officer.get_by_text("Det som är läst går inte att ta tillbaka.")).to_be_visible()
    await officer.get_by_role("button", name="Namnge", exact=True).click()
    await expect(officer.get_by_text("Välj en person eller skriv ett namn.")).to_be_visible()
    await officer.get_by_role("radio", name="Vittne").check()
    await officer.get_by_label("Vem?").select_option(label="Signe Ängsull, Styrelseledamot")
    await looked_at(officer, "2-naming")
    await officer.get_by_role("button", name="Namnge", exact=True).click()
    dialog = officer.get_by_role("dialog")
    await expect(dialog.get_by_role("heading")).to_have_text("Stänga ute Signe Ängsull?")
    await dialog.get_by_role("button", name="Namnge", exact=True).click()
    await expect(dialog).to_be_hidden()
    await expect(officer.get_by_text("Namngiven.", exact=True)).to_be_visible()


async def offers_neither_as_contact_person(officer: Page) -> None:
    await officer.get_by_role("tab", name="Personer").click()
    await officer.get_by_role("button", name="Utse kontaktperson").click()
    offered = officer.get_by_label("Vem?").get_by_role("option")
    await expect(offered.filter(has_text="Säkerhetsansvarig")).to_have_count(2)
    await expect(offered.filter(has_text="Styrelseledamot")).to_have_count(0)


async def lifts_with_another(officer: Page, second: Page) -> None:
    for page, button in (
        (officer, "Släpp spärren.*Signe"),
        (second, "Jag håller med.*Signe"),
    ):
        await page.get_by_role("button", name=re.compile(button)).click()
        dialog = page.get_by_role("dialog")
        await dialog.get_by_label("Varför ska den släppas?").fill("Hon var bortrest.")
        await dialog.get_by_role("button", name=re.compile("släpp", re.IGNORECASE)).click()
        await expect(dialog).to_be_hidden()
        if page is officer:
            await expect(page.get_by_text("Det krävs en person till.")).to_be_visible()
            await looked_at(page, "4-asked")
            await second.reload()
            await second.get_by_role("tab", name="Inblandade").click()
    await expect(second.get_by_text("Signe Ängsull")).to_have_count(0)
    await expect(second.get_by_text("Torkel Brunkulla", exact=True)).to_be_visible()


@pytest.mark.policy("CON-01")
async def test_an_officer_who_is_part_of_it_leaves_and_finds_no_case(on_parties: Open) -> None:
    page = await on_parties("officer@example.org")
    address = page.url
    await page.get_by_role("tab", name="Mer").click()
    await page.get_by_role("button", name="Jag är inblandad").click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_role("button", name="Lämna ärendet").click()
    await expect(dialog.get_by_text("Skriv några ord om varför.")).to_be_visible()
    await dialog.get_by_label("Varför?").fill("Anmälaren är min granne.")
    await looked_at(page, "5-leaving")
    await dialog.get_by_role("button", name="Lämna ärendet").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Ärenden")
    await expect(page.get_by_text(re.compile(r"[0-9A-Z]{4}-[0-9A-Z]{4}"))).to_have_count(0)
    await page.goto(address)
    await expect(page.get_by_role("alert")).to_be_visible()


@pytest.mark.policy("CGR-01", "KNO-08")
async def test_decisions_have_their_place_in_an_internal_case(on_parties: Open) -> None:
    page = await on_parties("officer@example.org")
    await page.get_by_role("tab", name="Beslut").click()
    votes = page.get_by_role("region", name="Omröstningar")
    await expect(votes.get_by_text("Här visas förtroendefrågan när den har ställts.")).to_be_visible()
    await expect(page.get_by_role("button", name="Ställ frågan")).to_have_count(0)
    await looked_at(page, "6-decisions")
