"""The media plan as both sides meet it: written by the officer, said no to and signed on a telephone, and by the chair."""

import pytest
from fastapi import FastAPI
from playwright.async_api import Page, expect

from app.access.rules import Office
from app.core.database import Database
from tests.support.browsing import Browsing, check_accessibility, check_leaves_no_trace, picture
from tests.support.factories import an_association
from tests.support.sign_in import PASSWORD, a_browser, an_account, sign_in

pytestmark = [pytest.mark.anyio, pytest.mark.browser, pytest.mark.slow, pytest.mark.one_database]

SAY = "Vi står bakom vår ledamot."


async def a_case_with_both(app: FastAPI, database: Database) -> str:
    async with database.writing() as db:
        await an_association(db)
    await an_account(app, Office.SECURITY_OFFICER, email="officer@example.org")
    await an_account(app, Office.CHAIR, email="chair@example.org")
    affected = await an_account(app, email="affected@example.org", name="Signe Ängsull")
    report = {
        "receipt_code": "7QF2X 9MXKA 3R8WZ H4TNV 6CJPB",
        "concerns": "party",
        "about_names": "",
        "happened": "Någon ropade efter mig på torget.",
        "safe_now": "yes",
    }
    async with a_browser(app) as officer:
        await officer.post("/api/v1/reports", json=report)
        await sign_in(officer, "officer@example.org")
        (case,) = (await officer.get("/api/v1/cases")).json()["items"]
        named = {"role": "affected", "person_id": str(affected)}
        answer = await officer.post(f"/api/v1/cases/{case['id']}/parties", json=named)
        assert answer.status_code == 201, answer.text
    return str(case["id"])


async def signed_in(browsing: Browsing, who: str, case_id: str) -> Page:
    page = await browsing.page(f"/arenden/{case_id}")
    await page.get_by_label("E-postadress").fill(f"{who}@example.org")
    await page.get_by_label("Lösenord", exact=True).fill(PASSWORD)
    await page.get_by_role("button", name="Logga in").click()
    await page.get_by_role("link", name="Gör en medieplan tillsammans").first.click()
    await expect(page.get_by_role("heading", level=1, name="Gör en medieplan tillsammans")).to_be_visible()
    return page


async def looked_at(page: Page, name: str) -> None:
    await check_accessibility(page)
    await picture(page, f"media-plan-{name}")


async def writes(officer: Page, we_say: str) -> None:
    await officer.get_by_label("Det säger vi", exact=True).fill(we_say)
    await officer.get_by_role("button", name="Spara texten").click()
    await expect(officer.get_by_text(we_say, exact=True)).to_be_visible()


@pytest.mark.policy("ASP-05", "KNO-11", "PRN-04")
async def test_both_sides_read_it_one_says_no_and_then_both_sign(
    app: FastAPI, database: Database, browsing: Browsing
) -> None:
    case_id = await a_case_with_both(app, database)
    officer = await signed_in(browsing, "officer", case_id)
    await officer.get_by_role("button", name="Skriv texten").click()
    await officer.get_by_role("button", name="Spara texten").click()
    await expect(officer.get_by_text("Skriv minst tre tecken.").first).to_be_visible()
    await officer.get_by_label("Vem som svarar").fill("Ordföranden, ingen annan.")
    await officer.get_by_label("Det säger vi inte").fill("Vad som hände och var.")
    await looked_at(officer, "1-writing")
    await writes(officer, "Inga kommentarer.")

    affected = await signed_in(browsing, "affected", case_id)
    await looked_at(affected, "2-asked")
    await expect(affected.get_by_role("button", name="Skriv under")).to_have_count(0)
    await affected.get_by_role("button", name="Läs texten").click()
    await expect(affected.get_by_text("Inga kommentarer.")).to_be_visible()
    await affected.get_by_label("Vill du säga något om det?").fill("Säg hellre att ni står bakom mig.")
    await looked_at(affected, "3-reading")
    await affected.get_by_role("button", name="Säg nej till texten").click()
    await expect(affected.get_by_text("Någon har sagt nej")).to_be_visible()

    await officer.reload()
    await officer.get_by_role("button", name="Skriv om texten").click()
    await expect(officer.get_by_text("”Säg hellre att ni står bakom mig.”")).to_be_visible()
    await writes(officer, SAY)
    await looked_at(officer, "4-anew")

    # What they had open is no longer the text: they read the new one before anything is signed.
    await affected.get_by_role("button", name="Skriv under").click()
    await expect(affected.get_by_text("Någon hann före")).to_be_visible()
    await expect(affected.get_by_text(SAY)).to_be_visible()
    await affected.get_by_role("button", name="Skriv under").click()
    await expect(affected.get_by_text("Den det gäller skrev under")).to_be_visible()

    chair = await signed_in(browsing, "chair", case_id)
    await chair.get_by_role("button", name="Läs texten").click()
    await chair.get_by_role("button", name="Skriv under").click()
    await expect(chair.get_by_text("Båda har skrivit under")).to_be_visible()
    await affected.reload()
    await affected.get_by_role("button", name="Läs texten").click()
    await expect(affected.get_by_text("Föreningen skrev under")).to_be_visible()
    await looked_at(affected, "5-agreed")
    await check_leaves_no_trace(affected, SAY, "Signe")
