"""Measures as people meet them: the officer demands and writes down, the affected person says how a return would be."""

import re
from typing import Any
from uuid import UUID

import pytest
from fastapi import FastAPI
from playwright.async_api import Page, expect

from app.access.rules import Office
from app.cases.rules import Conclusion
from app.core.database import Database
from app.policy.terms import Stage
from app.proceedings.meetings.rules import DecisionKind
from tests.support.browsing import Browsing, check_accessibility, picture
from tests.support.factories import an_association
from tests.support.measures import decided, moved
from tests.support.sign_in import PASSWORD, a_browser, an_account, sign_in

pytestmark = [pytest.mark.anyio, pytest.mark.browser, pytest.mark.slow, pytest.mark.one_database]

ACCUSED = "Torkel Brunkulla"


async def an_accused(app: FastAPI, database: Database) -> tuple[UUID, UUID]:
    """A report from within, its accused named, an affected person with an account; gives the case and the accused."""
    async with database.writing() as db:
        await an_association(db)
    await an_account(app, Office.SECURITY_OFFICER, email="officer@example.org")
    accused = await an_account(app, Office.COUNCIL_MEMBER, email="torkel@example.org", name=ACCUSED)
    affected = await an_account(app, email="affected@example.org", name="Signe Ängsull")
    report = {
        "receipt_code": "7QF2X 9MXKA 3R8WZ H4TNV 6CJPB",
        "concerns": "internal",
        "about_names": "",
        "happened": "Han skrev till mig i natt igen.",
        "safe_now": "yes",
    }
    async with a_browser(app) as officer:
        await officer.post("/api/v1/reports", json=report)
        await sign_in(officer, "officer@example.org")
        (case,) = (await officer.get("/api/v1/cases")).json()["items"]
        path = f"/api/v1/cases/{case['id']}"
        for role, person_id in (("affected", affected), ("accused", accused)):
            named: dict[str, Any] = {"role": role, "person_id": str(person_id)}
            answer = await officer.post(f"{path}/parties", json=named)
            assert answer.status_code == 201, answer.text
    case_id = UUID(case["id"])
    await moved(app, case_id, Stage.MAPPING)
    return case_id, accused


async def signed_in(browsing: Browsing, email: str, path: str) -> Page:
    page = await browsing.page(path)
    await page.get_by_label("E-postadress").fill(email)
    await page.get_by_label("Lösenord", exact=True).fill(PASSWORD)
    await page.get_by_role("button", name="Logga in").click()
    return page


async def looked_at(page: Page, name: str) -> None:
    await check_accessibility(page)
    await picture(page, f"measures-{name}")


async def demands_and_writes_down(officer: Page) -> None:
    card = officer.get_by_role("region", name="Time-out och uppdrag:")
    await expect(card.get_by_text("Inget är krävt än.")).to_be_visible()
    await looked_at(officer, "1-nothing-yet")
    await officer.get_by_role("button", name="Kräv time-out från alla uppdrag").click()
    await officer.get_by_label("Uppdrag som inte står i registret").fill("Lotteriet på fotbollsplanen")
    await looked_at(officer, "2-demanding")
    await officer.get_by_role("button", name="Kräv time-out", exact=True).click()
    await expect(card.get_by_text("2 uppdrag väntar på svar.")).to_be_visible()
    await looked_at(officer, "3-waits")
    await officer.get_by_role("button", name=re.compile("Ja.*Lotteriet")).click()
    await expect(card.get_by_text("Ett uppdrag väntar på svar.")).to_be_visible()
    await officer.get_by_role("button", name=re.compile("^Nej")).click()
    await expect(card.get_by_text("Alla uppdrag har fått svar.")).to_be_visible()


async def says_yes_to_a_return(affected: Page) -> None:
    question = affected.get_by_text(f"Är det okej om {ACCUSED} kommer tillbaka?")
    await expect(question).to_be_visible()
    await expect(affected.get_by_role("tab", name="Beslut")).to_have_count(0)
    await affected.get_by_role("button", name="Svara").click()
    await affected.get_by_role("button", name="Spara svaret").click()
    await expect(affected.get_by_text("Välj ett svar.")).to_be_visible()
    await affected.get_by_role("radio", name="Ja, det är okej").check()
    await affected.get_by_label("Med egna ord").fill("Jag är lugn med det nu.")
    await looked_at(affected, "5-return")
    await affected.get_by_role("button", name="Spara svaret").click()
    await expect(affected.get_by_text("Jag är lugn med det nu.")).to_be_visible()
    await looked_at(affected, "6-said")


@pytest.mark.policy("KNO-02", "KNO-10", "PRN-04")
async def test_a_time_out_from_its_demand_to_its_end(app: FastAPI, database: Database, browsing: Browsing) -> None:
    case_id, accused = await an_accused(app, database)
    officer = await signed_in(browsing, "officer@example.org", f"/arenden/{case_id}/beslut")
    await demands_and_writes_down(officer)

    await moved(app, case_id, Stage.CONCLUDED, conclusion=Conclusion.NOT_SEVERE)
    await decided(database, case_id, accused, DecisionKind.CONTINUE_TIME_OUT)
    await officer.reload()
    await officer.get_by_role("button", name="Låt pausen fortsätta").click()
    dialog = officer.get_by_role("dialog")
    await expect(dialog.get_by_text("får frågan igen")).to_be_visible()
    await dialog.get_by_role("button", name="Låt pausen fortsätta").click()
    await expect(officer.get_by_text("Ses över senast")).to_be_visible()
    await expect(officer.get_by_text("Inte tillfrågad än")).to_be_visible()
    await looked_at(officer, "4-goes-on")

    await says_yes_to_a_return(await signed_in(browsing, "affected@example.org", f"/arenden/{case_id}/stod"))

    await decided(database, case_id, accused, DecisionKind.END_TIME_OUT)
    await officer.reload()
    await expect(officer.get_by_text("Tillfreds med att personen kommer tillbaka")).to_be_visible()
    await officer.get_by_role("button", name=re.compile("^Avsluta pausen")).click()
    await dialog.get_by_role("button", name="Avsluta pausen").click()
    await expect(dialog.get_by_text("Skriv några ord.")).to_be_visible()
    await dialog.get_by_label("Varför avslutas den?").fill("Hon är trygg med det.")
    await check_accessibility(officer)
    await dialog.get_by_role("button", name="Avsluta pausen").click()
    await expect(officer.get_by_text("Pausen är slut")).to_be_visible()
    await looked_at(officer, "7-ended")
