"""The rota on a telephone: officers take turns, one takes a shift over, the alarm is tried and answered."""

import pytest
from fastapi import FastAPI
from playwright.async_api import Locator, Page, expect
from sqlmodel import select

from app.access.rules import Office
from app.people.models import Person
from tests.support.browsing import Browsing, look_at
from tests.support.factories import an_association
from tests.support.sign_in import an_account, sign_in_on

pytestmark = [pytest.mark.anyio, pytest.mark.browser, pytest.mark.slow, pytest.mark.one_database]

YLVA, BO = "Ylva Exempel", "Bo Exempel"


@pytest.mark.policy("ORG-06", "ORG-02")
async def test_officers_take_turns_take_over_and_try_the_alarm(app: FastAPI, browsing: Browsing) -> None:
    async with app.state.database.writing() as db:
        await an_association(db)
    await an_account(app, Office.SECURITY_OFFICER, email="ylva@example.org", name=YLVA)
    await an_account(app, Office.SECURITY_OFFICER, email="bo@example.org", name=BO)
    async with app.state.database.writing() as db:
        for person in (await db.exec(select(Person))).all():
            person.telephone, person.is_on_contact_card = "+46701740605", True

    ylva = await browsing.page("/jour")
    await sign_in_on(ylva, "ylva@example.org")
    await expect(ylva.get_by_text("Ni har ingen jourlista")).to_be_visible()
    await look_at(ylva, "on-call-empty")
    await ylva.get_by_role("button", name="Lägg till pass").click()
    await ylva.get_by_role("button", name="Lägg till", exact=True).click()
    await expect(ylva.get_by_label("Vem har jour")).to_have_attribute("aria-invalid", "true")
    await ylva.get_by_label("Vem har jour").select_option(label=YLVA)
    await ylva.get_by_label("Börjar klockan").fill("0")
    await ylva.get_by_label("Hur många sådana pass").select_option(label="4 stycken")
    await ylva.get_by_label("Hur ofta").select_option(label="Var 2:e vecka")
    await look_at(ylva, "on-call-add")
    await ylva.get_by_role("button", name="Lägg till", exact=True).click()
    shifts = ylva.get_by_role("listitem").filter(has=ylva.get_by_role("button", name="Ta bort"))
    await expect(shifts).to_have_count(3)
    await expect(ylva.get_by_text("Pågår")).to_be_visible()

    bo = await browsing.page("/jour")
    await sign_in_on(bo, "bo@example.org")
    await bo.get_by_role("button", name="Jag tar passet").first.click()
    await expect(region(bo, "Just nu").get_by_role("link").first).to_have_text(BO)
    await bo.get_by_role("button", name="Ta bort").last.click()
    await bo.get_by_role("button", name="Ja, ta bort").click()
    await expect(bo.get_by_role("button", name="Ta bort")).to_have_count(2)
    await bo.get_by_role("button", name="Prova till alla").click()
    await expect(bo.get_by_text("Provet är skickat.")).to_be_visible()

    await ylva.goto("/")
    await ylva.get_by_role("button", name="Jag har sett det").click()
    await expect(ylva.get_by_role("button", name="Jag har sett det")).to_have_count(0)
    await bo.reload()
    answers = region(bo, "Provlarm")
    await expect(answers.get_by_text("Svarade i dag")).to_be_visible()
    await expect(answers.get_by_text("Har inte svarat än")).to_be_visible()
    await look_at(bo, "on-call")
    await bo.goto("/kontakt")
    await expect(bo.get_by_text("Svarar inte den första?")).to_be_visible()
    await expect(bo.locator(".officer-name").first).to_have_text(BO)


def region(page: Page, name: str) -> Locator:
    return page.get_by_role("region", name=name)
