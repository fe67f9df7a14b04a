"""A hearing on its pages: an officer writes what is released and looks at it first; the accused reads and answers."""

import re

import pytest
from fastapi import FastAPI
from playwright.async_api import Page, expect
from sqlmodel import select

from app.access.rules import CaseRole, Compartment, Office
from app.auth import service as auth
from app.cases.models import Bar, Case, Grant
from app.cases.rules import BarReason
from app.core import clock
from app.core.database import Database
from app.policy.terms import Phase
from app.vault import service as vault
from tests.support.browsing import Browsing, check_accessibility, check_leaves_no_trace, picture
from tests.support.factories import a_person, an_association
from tests.support.sign_in import PASSWORD, a_browser, an_account

pytestmark = [pytest.mark.anyio, pytest.mark.browser, pytest.mark.slow, pytest.mark.one_database]

ALLEGED = "Någon säger att du ropade efter dem efter mötet."
SAID = "Så minns jag det inte. Jag ropade på bussen."


@pytest.fixture
async def heard(app: FastAPI, database: Database) -> None:
    """An internal case about Torkel, who has an account and sits on the board; the officer investigates it."""
    async with database.writing() as db:
        await an_association(db)
        await a_person(db, name="Ylva Kvistmark")
    await an_account(app, Office.BOARD_MEMBER, email="torkel@example.org", name="Torkel Brunkulla")
    officer_id = await an_account(app, Office.SECURITY_OFFICER, email="officer@example.org")
    async with a_browser(app) as reporter:
        report = {
            "receipt_code": "7QF2X 9MXKA 3R8WZ H4TNV 6CJPB",
            "concerns": "internal",
            "about_names": "Torkel Brunkulla",
            "happened": "Han ropade efter mig efter mötet.",
            "safe_now": "yes",
        }
        assert (await reporter.post("/api/v1/reports", json=report)).status_code == 201
    async with database.writing() as db:
        case = (await db.exec(select(Case))).one()
        case.phase = Phase.KNOWN
        bar = (await db.exec(select(Bar))).one()
        bar.is_provisional, bar.why = False, BarReason.ACCUSED
        parts = [Compartment.INVESTIGATION, Compartment.HEARING]
        tag = db.keys.person_tag(officer_id)
        holder_id = (await auth.holder_ids(db, [officer_id]))[officer_id]
        versions = await vault.version_ids(db, case_id=case.id, names=parts)
        await vault.activate(db, versions, holder_id=holder_id)
        db.add(
            Grant(
                case_id=case.id,
                holder=tag,
                role=CaseRole.INVESTIGATOR,
                compartments=[*parts],
                why="appointed-investigator",
                given_by="test",
                given_at=clock.now(),
            )
        )


async def signed_in(browsing: Browsing, email: str) -> Page:
    page = await browsing.page("/")
    await page.get_by_label("E-postadress").fill(email)
    await page.get_by_label("Lösenord", exact=True).fill(PASSWORD)
    await page.get_by_role("button", name="Logga in").click()
    await expect(page.get_by_role("heading", level=1, name="Nu")).to_be_visible()
    return page


async def looked_at(page: Page, name: str) -> None:
    await check_accessibility(page)
    await picture(page, f"hearing-{name}")


async def at_the_hearing(browsing: Browsing) -> Page:
    page = await signed_in(browsing, "officer@example.org")
    await page.goto("/arenden")
    await page.get_by_role("main").get_by_role("link").filter(has_text=re.compile(r"[0-9A-Z]{4}-[0-9A-Z]{4}")).click()
    await page.get_by_role("tab", name="Texter").click()
    await page.get_by_role("tab", name="Hörande").click()
    return page


async def ask_for_time_out(officer: Page) -> None:
    parts = officer.get_by_role("tablist", name="Delar av ärendet")
    await parts.get_by_role("tab", name="Beslut").click()
    await officer.get_by_role("button", name="Kräv time-out från alla uppdrag").click()
    await officer.get_by_role("button", name="Kräv time-out", exact=True).click()
    await expect(officer.locator("#part-measures").get_by_text("Ett uppdrag väntar på svar.")).to_be_visible()


async def answer_time_out(accused: Page) -> None:
    """First no, and then yes all the same."""
    asked = accused.locator("section").filter(has=accused.get_by_role("heading", name="Det som begärs av dig"))
    await expect(asked.get_by_text("Väntar på ditt svar")).to_be_visible()
    await asked.get_by_role("button", name="Nej").click()
    await expect(asked.get_by_text("Ditt svar är antecknat.")).to_be_visible()
    await looked_at(accused, "6-mine-no")
    await asked.get_by_role("button", name="Ja, jag tar en paus").click()
    await looked_at(accused, "7-mine-sure")
    await accused.get_by_role("dialog").get_by_role("button", name="Ja, jag tar en paus").click()
    await expect(asked.get_by_text("Pausen gäller", exact=True)).to_be_visible()
    await looked_at(accused, "8-mine-yes")


@pytest.mark.policy("KNO-01", "KNO-02", "CON-01", "PRN-05")
async def test_an_officer_releases_and_the_accused_reads_and_answers(heard: None, browsing: Browsing) -> None:
    before = await signed_in(browsing, "torkel@example.org")
    await expect(before.get_by_text("Det finns något att läsa")).to_have_count(0)

    officer = await at_the_hearing(browsing)
    await expect(officer.get_by_text("Nästa: skriv vad personen får veta.")).to_be_visible()
    await officer.get_by_role("button", name="Skriv vad personen får veta").click()
    await officer.get_by_role("button", name="Se hur det blir").click()
    await expect(officer.get_by_text("Skriv vad det handlar om.")).to_be_visible()
    await officer.get_by_label("Vad det handlar om").fill(f"{ALLEGED} Ylva såg det.")
    await officer.get_by_label("Samtalet").fill("På tisdag klockan sex, med två av oss.")
    await looked_at(officer, "1-writing")
    await officer.get_by_role("button", name="Se hur det blir").click()
    await expect(officer.get_by_text("Ylva Kvistmark")).to_be_visible()
    await looked_at(officer, "2-preview")
    await officer.get_by_role("button", name="Lämna ut", exact=True).click()
    await expect(officer.get_by_text("Bocka för att du menar det")).to_be_visible()
    await officer.get_by_role("button", name="Ändra texten").click()
    await officer.get_by_label("Vad det handlar om").fill(ALLEGED)
    await officer.get_by_role("button", name="Se hur det blir").click()
    await officer.get_by_role("button", name="Lämna ut", exact=True).click()
    await expect(officer.get_by_text("Personen har fått veta, och kan svara.")).to_be_visible()
    await looked_at(officer, "3-released")

    await ask_for_time_out(officer)
    accused = await signed_in(browsing, "torkel@example.org")
    await accused.get_by_role("link", name="Det finns något att läsa").click()
    await expect(accused.get_by_role("heading", level=1, name="För dig")).to_be_visible()
    await expect(accused.get_by_text("Ingenting är avgjort.")).to_be_visible()
    await looked_at(accused, "4-mine-closed")
    await accused.get_by_role("button", name="Läs och svara").click()
    await expect(accused.get_by_text(ALLEGED)).to_be_visible()
    await expect(accused.get_by_role("button", name="Jag vill inte svara")).to_be_visible()
    await accused.get_by_label("Det du vill säga").fill(SAID)
    await looked_at(accused, "5-mine-open")
    await accused.get_by_role("button", name="Skicka ditt svar").click()
    await expect(accused.get_by_text("Ditt svar är mottaget.")).to_be_visible()
    await expect(accused.get_by_role("button", name="Jag vill inte svara")).to_have_count(0)
    await answer_time_out(accused)
    await check_leaves_no_trace(accused, "Torkel", "ropade", "anklag", "hörande", "hearing")
    assert accused.url.endswith("/for-dig")

    await officer.reload()
    await officer.get_by_role("tab", name="Texter").click()
    await officer.get_by_role("tab", name="Hörande").click()
    await officer.get_by_role("button", name="Läs det som är sagt och svarat").click()
    await expect(officer.get_by_text(SAID)).to_be_visible()
    await looked_at(officer, "9-answered")
    await officer.set_viewport_size({"width": 1280, "height": 844})
    await picture(officer, "hearing-10-answered-wide")
