"""Consent and disclosure on the pages: asked, told with the policy's own words, and taken back with one tap."""

import re

import pytest
from fastapi import FastAPI
from playwright.async_api import Page, expect

from app.access.rules import Office
from app.core.database import Database
from tests.intake.test_reports import URL, a_report
from tests.support.browsing import Browsing, check_accessibility, look_at, picture
from tests.support.factories import an_association
from tests.support.sign_in import a_browser, an_account, sign_in, sign_in_on

pytestmark = [pytest.mark.anyio, pytest.mark.browser, pytest.mark.slow, pytest.mark.one_database]

CODE = "7QF2X 9MXKA 3R8WZ H4TNV 6CJPB 8D2KM"
QUESTION = "Får vi berätta för kommunens säkerhetsansvarige?"


async def whoever_told_is_affected(app: FastAPI, database: Database) -> str:
    async with database.writing() as db:
        await an_association(db)
    await an_account(app, Office.SECURITY_OFFICER, email="officer@example.org", name="Ylva Exempel")
    async with a_browser(app) as client:
        answer = await client.post(URL, json=a_report(receipt_code=CODE, concerns="party"))
        assert answer.status_code == 201, answer.text
        await sign_in(client, "officer@example.org")
        (case,) = (await client.get("/api/v1/cases")).json()["items"]
        path = f"/api/v1/cases/{case['id']}"
        await client.post(f"{path}/acknowledgement")
        people = (await client.get(f"{path}/people")).json()["items"]
        (grant,) = [each["id"] for each in people if each["role"] == "reporter"]
        assert (await client.post(f"{path}/people/{grant}/affected")).status_code == 200
    return str(case["id"])


async def asks_for_somebody_more(mine: Page) -> None:
    more = mine.get_by_role("region", name="Någon mer som du vill ska få veta")
    await more.get_by_text("Det finns någon mer som jag vill ska få veta").click()
    await more.get_by_role("button", name="Jag vill att de får veta").click()
    await expect(more.get_by_role("radiogroup", name="Får de veta ditt namn?")).to_have_attribute(
        "aria-invalid", "true"
    )
    await more.get_by_label("Vem ska få veta?").select_option(label="Gruppledaren")
    await more.get_by_role("radio", name="Nej").check()
    await more.get_by_label("Vad får de veta?").fill("Att jag inte kan komma på måndag.")
    await more.get_by_role("button", name="Jag vill att de får veta").click()
    await expect(more.get_by_role("list")).to_contain_text("Ska få veta")
    await expect(more.get_by_text("Det är antecknat.")).to_be_visible()


async def is_told_as_was_asked(officer: Page) -> None:
    await officer.reload()
    wished = officer.get_by_role("list", name="Någon mer som den det gäller vill ska få veta")
    await wished.get_by_role("button", name="Läs vad de får veta").click()
    await expect(wished).to_contain_text("Att jag inte kan komma på måndag.")
    telling = officer.get_by_role("region", name="Anteckna att någon har fått veta")
    await telling.get_by_label("Vem fick veta?").select_option(label="Gruppledaren")
    await expect(telling).to_contain_text("säg inte mer")
    await expect(telling.get_by_role("radio")).to_have_count(0)  # without the name, as they want it
    await telling.get_by_label("Varför?").fill("Hon bad oss.")
    await telling.get_by_role("button", name="Anteckna").click()
    told = officer.get_by_role("list", name="De som har fått veta")
    await expect(told).to_contain_text("För att den det gäller bad om det")
    await check_accessibility(officer)
    await picture(officer, "consent-wish")


@pytest.mark.policy("SOP-04", "SOM-03", "SOM-04", "PRN-04")
async def test_they_say_yes_see_who_was_told_on_it_and_why_and_take_it_back(
    app: FastAPI, database: Database, browsing: Browsing
) -> None:
    case_id = await whoever_told_is_affected(app, database)
    officer = await browsing.page(f"/arenden/{case_id}/samtycke")
    await sign_in_on(officer, "officer@example.org")
    await officer.get_by_role("button", name=re.compile(f"^Ställ frågan.*{re.escape(QUESTION)}")).click()
    await expect(officer.get_by_text("Frågan är ställd", exact=True)).to_be_visible()

    mine = await browsing.page("/min-anmalan")
    await mine.get_by_label("Din kod").fill(CODE)
    await mine.get_by_role("button", name="Visa", exact=True).click()
    asked = mine.get_by_role("region", name="Du bestämmer")
    await asked.get_by_role("button", name=re.compile(f"^Ja.*{re.escape(QUESTION)}")).click()
    await expect(asked).to_contain_text("om ingen har fått veta innan dess")

    await officer.reload()
    telling = officer.get_by_role("region", name="Anteckna att någon har fått veta")
    await telling.get_by_label("Vem fick veta?").select_option(label="Kommunens säkerhetsansvarige")
    await telling.get_by_role("radio", name="Nej").check()
    await expect(telling).to_contain_text("allmän handling")
    await expect(telling).to_contain_text("Ring Ylva Exempel")
    await telling.get_by_label("Jag använde de här orden").check()
    await telling.get_by_label("Varför?").fill("De kan ordna en vakt.")
    await look_at(officer, "consent-telling")
    await telling.get_by_role("button", name="Anteckna").click()
    told = officer.get_by_role("list", name="De som har fått veta")
    await expect(told).to_contain_text("Ord som användes: Till kommunens säkerhetsansvarige")

    await mine.reload()
    await mine.get_by_label("Din kod").fill(CODE)
    await mine.get_by_role("button", name="Visa", exact=True).click()
    known = mine.get_by_role("list", name="De som har fått veta")
    await expect(known).to_contain_text(f"på frågan: {QUESTION}")
    await known.get_by_role("button", name="Läs varför").click()
    await expect(known).to_contain_text("De kan ordna en vakt.")
    await mine.get_by_text("Övriga frågor").click()
    await mine.get_by_role("button", name=re.compile(f"^Jag tar tillbaka mitt ja.*{re.escape(QUESTION)}")).click()
    await expect(asked).to_contain_text("Tog tillbaka sitt ja")
    await asked.get_by_text("Så har svaret ändrats (3)").click()
    await expect(asked).to_contain_text("Frågan ställdes")
    await asks_for_somebody_more(mine)
    await is_told_as_was_asked(officer)
    await check_accessibility(mine)
    await picture(mine, "consent-my-case")
