"""A mapping on its page, as those who investigate do it: one leads on a telephone, another agrees, the chair is told."""

import re
from datetime import timedelta

import httpx
import pytest
from fastapi import FastAPI
from playwright.async_api import Page, expect

from app.access.rules import Office
from app.core import clock
from app.core.database import Database
from tests.support.browsing import Browsing, check_accessibility, picture
from tests.support.factories import a_person, a_term, an_association
from tests.support.sign_in import a_browser, an_account, sign_in, sign_in_on

pytestmark = [pytest.mark.anyio, pytest.mark.browser, pytest.mark.slow, pytest.mark.one_database]

CODE = "7QF2X 9MXKA 3R8WZ H4TNV 6CJPB"
OFFICER, LEAD = "officer@example.org", "lead@example.org"
NAME, OTHER = "Torkel Brunkulla", "Ebba Stavred"


async def _until_mapped(app: FastAPI, database: Database) -> None:
    """A report that names somebody, up to the mapping of a known case; a talk with the accused was declined."""
    async with database.writing() as db:
        await an_association(db)
        await a_term(db, Office.BOARD_MEMBER, person=await a_person(db, name=NAME))
    officer_id = await an_account(app, Office.SECURITY_OFFICER, email=OFFICER, name="Birgit Almskog")
    lead_id = await an_account(app, Office.VICE_CHAIR, email=LEAD, name="Tove Lindäng")
    async with a_browser(app) as officer:
        report = {
            "receipt_code": CODE,
            "concerns": "internal",
            "about_names": NAME,
            "happened": "Han skrev till mig i natt igen.",
            "safe_now": "yes",
        }
        assert (await officer.post("/api/v1/reports", json=report)).status_code == 201
        assert (await sign_in(officer, OFFICER)).status_code == 200
        [case] = (await officer.get("/api/v1/cases")).json()["items"]
        path = f"/api/v1/cases/{case['id']}"
        await _well(officer.post(f"{path}/acknowledgement"))
        [bar] = (await officer.get(f"{path}/bars")).json()["items"]
        await _well(officer.post(f"{path}/bars/{bar['id']}/confirmation", json={"role": "accused"}))
        for stage in ({"stage": "assessing"}, {"stage": "triage"}, {"stage": "mapping", "phase": "known"}):
            seen = (await officer.get(path)).headers["etag"]
            await _well(officer.put(f"{path}/stage", json=stage, headers={"If-Match": seen}))
        group = {"person_ids": [str(officer_id), str(lead_id)]}
        await _well(officer.put(f"{path}/investigators", json=group))
        soon = {"planned_for": (clock.now() + timedelta(days=2)).isoformat()}
        accused = {"talk": "accused", "person_id": bar["person"]["person_id"]}
        for talk in ({"talk": "affected"}, accused):
            await _well(officer.post(f"{path}/mapping/talks", json=talk | soon))
        talks = (await officer.get(f"{path}/mapping")).json()["talks"]
        theirs = next(each["id"] for each in talks if each["talk"] == "accused")
        declined = {"status": "declined", "note": "Svarade skriftligt att hen avstår."}
        await _well(officer.post(f"{path}/mapping/talks/{theirs}/end", json=declined, headers={"If-Match": '"1"'}))


async def _another_is_accused(app: FastAPI) -> None:
    """After the mapping came to its end; a talk with them was declined."""
    async with app.state.database.writing() as db:
        other = await a_person(db, name=OTHER)
        other_id = str(other.id)
    async with a_browser(app) as officer:
        assert (await sign_in(officer, OFFICER)).status_code == 200
        [case] = (await officer.get("/api/v1/cases")).json()["items"]
        path = f"/api/v1/cases/{case['id']}"
        await _well(officer.post(f"{path}/parties", json={"role": "accused", "person_id": other_id}))
        seen = (await officer.get(path)).headers["etag"]
        back = {"stage": "mapping", "reason": "En till är anklagad."}
        await _well(officer.put(f"{path}/stage", json=back, headers={"If-Match": seen}))
        planned = {"talk": "accused", "person_id": other_id, "planned_for": clock.now().isoformat()}
        made = (await _well(officer.post(f"{path}/mapping/talks", json=planned))).json()
        declined = {"status": "declined", "note": ""}
        await _well(officer.post(f"{path}/mapping/talks/{made['id']}/end", json=declined, headers={"If-Match": '"1"'}))


async def _well(asked: object) -> httpx.Response:
    answer: httpx.Response = await asked  # type: ignore[misc]  # a request on its way
    assert answer.is_success, answer.text
    return answer


async def _on_decisions(browsing: Browsing, email: str) -> Page:
    page = await browsing.page("/arenden")
    await sign_in_on(page, email)
    await page.get_by_role("main").get_by_role("link").filter(has_text=re.compile(r"[0-9A-Z]{4}-[0-9A-Z]{4}")).click()
    await page.get_by_role("tab", name="Beslut").click()
    return page


async def _look(page: Page, verdict: str, words: str) -> None:
    await page.get_by_role("button", name=re.compile("Skriv vad du ser")).click()
    await page.get_by_role("radio", name=verdict, exact=True).check()
    await page.get_by_label("Vad ser du?").fill(words)
    await page.get_by_role("button", name="Spara").click()


async def _then_about_another(app: FastAPI, lead: Page, officer: Page) -> None:
    """Accused afterwards: the lead is asked about one at a time, and what was found about the first stands."""
    await _another_is_accused(app)
    await lead.reload()
    await lead.get_by_role("tab", name="Beslut").click()
    await expect(lead.get_by_text(f"{OTHER}: inte kartlagt än")).to_have_count(0)  # not while it is mapped
    findings = lead.get_by_role("region", name="Det ni kommit fram till")
    await expect(findings.get_by_text(f"{NAME}: Trakasserier som inte är grova")).to_be_visible()
    await expect(findings.get_by_text("Kvar att komma fram till något om")).to_be_visible()
    await findings.get_by_role("button", name="Skriv vad ni kommit fram till").click()
    await expect(findings.get_by_role("radio", name=OTHER)).to_be_checked()
    await check_accessibility(lead)
    await picture(lead, "mapping-of-two-whom")
    await findings.get_by_role("radio", name="Går inte att belägga").check()
    await findings.get_by_label("Vad vilar det på?").fill("Ingen har sett hen där.")
    await findings.get_by_label("Sammanfattning för dem som beslutar").fill("Det gick inte att visa.")
    await picture(lead, "mapping-of-two-proposing")
    await findings.get_by_role("button", name="Föreslå", exact=True).click()
    await expect(lead.get_by_text("Ett förslag väntar på en till av er")).to_be_visible()
    await officer.reload()
    await officer.get_by_role("tab", name="Beslut").click()
    await officer.get_by_role("button", name="Jag håller med").click()
    await expect(officer.get_by_role("region", name="Kartläggningen").get_by_text("Pågår inte nu")).to_be_visible()
    await officer.reload()
    await expect(officer.get_by_text(f"{NAME}: Trakasserier som inte är grova").first).to_be_visible()
    await expect(officer.get_by_text(f"{OTHER}: Det går inte att visa vad som hänt")).to_be_visible()
    await check_accessibility(officer)
    await picture(officer, "mapping-of-two-concluded")


@pytest.mark.policy("KNO-01", "UNK-05", "PRN-05")
async def test_two_who_investigate_come_to_a_conclusion_on_the_page(
    app: FastAPI, database: Database, browsing: Browsing
) -> None:
    await _until_mapped(app, database)
    lead = await _on_decisions(browsing, LEAD)
    await expect(lead.get_by_text("Utse först vem av er som håller i den")).to_be_visible()
    await lead.get_by_label("Vem håller i kartläggningen?").select_option(label="Tove Lindäng")
    await lead.get_by_role("button", name="Utse", exact=True).click()
    await expect(lead.get_by_text("Alla som berörs ska få berätta")).to_be_visible()
    await picture(lead, "mapping-begun")

    await lead.get_by_role("button", name=re.compile("Samtalet är hållet")).click()
    await lead.get_by_label("Vad sades?").fill("Det har pågått sedan i våras.")
    await lead.get_by_role("checkbox", name="Tove Lindäng").check()
    await lead.get_by_role("radio", name="Ja").check()
    await check_accessibility(lead)
    await lead.get_by_role("button", name="Spara").click()
    await expect(lead.get_by_text("Uppläst och godkänt.")).to_be_visible()

    await lead.get_by_role("button", name="Lägg till en sak").click()
    await lead.get_by_label("Vad ska ni titta på?").fill("Meddelandena från i våras")
    await lead.get_by_role("button", name="Spara").click()
    await _look(lead, "Stämmer", "Alla är kvar och går att läsa.")
    await expect(lead.get_by_text("Väntar på en till", exact=True)).to_be_visible()
    await expect(lead.get_by_text("Det ni lagt upp ska två av er ha tittat på.")).to_be_visible()

    officer = await _on_decisions(browsing, OFFICER)
    await officer.get_by_role("button", name="Öppna det som är skrivet").click()
    await expect(officer.get_by_text("Meddelandena från i våras")).to_be_visible()
    await _look(officer, "Osäkert", "Ett av dem saknar datum.")
    await expect(officer.get_by_text("Två har tittat")).to_be_visible()

    await lead.reload()
    await lead.get_by_role("tab", name="Beslut").click()
    await lead.get_by_role("button", name="Skriv vad ni kommit fram till").click()
    await lead.get_by_role("radio", name="Trakasserier som inte är grova").check()
    await lead.get_by_label("Vad vilar det på?").fill("Samtalen och meddelandena.")
    await lead.get_by_label("Sammanfattning för dem som beslutar").fill("Trakasserier under en tid. Båda är hörda.")
    await check_accessibility(lead)
    await picture(lead, "mapping-proposing")
    await lead.get_by_role("button", name="Föreslå", exact=True).click()
    await expect(lead.get_by_text("Ett förslag väntar på en till av er")).to_be_visible()

    await officer.reload()
    await officer.get_by_role("tab", name="Beslut").click()
    await expect(officer.get_by_text("Läs förslaget och säg vad du tycker")).to_be_visible()
    await officer.get_by_role("button", name="Öppna det som är skrivet").click()
    await expect(officer.get_by_text("Samtalen och meddelandena.")).to_be_visible()
    await check_accessibility(officer)
    await picture(officer, "mapping-answering")
    await officer.get_by_role("button", name="Jag håller med").click()
    await expect(officer.get_by_text("Två är överens")).to_be_visible()
    await expect(officer.get_by_role("region", name="Kartläggningen").get_by_text("Pågår inte nu")).to_be_visible()
    await picture(officer, "mapping-concluded")

    await _then_about_another(app, lead, officer)
