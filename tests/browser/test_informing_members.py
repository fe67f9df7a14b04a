"""The text for the members: what is to be mended first, copied and printed, and written down as sent."""

import pytest
from fastapi import FastAPI
from playwright.async_api import expect
from sqlmodel import select

from app.access.rules import Office
from app.people.models import Person
from tests.support.browsing import Browsing, look_at
from tests.support.factories import an_association
from tests.support.sign_in import an_account, sign_in_on

pytestmark = [pytest.mark.anyio, pytest.mark.browser, pytest.mark.slow, pytest.mark.one_database]


@pytest.mark.policy("ORG-05", "ORG-06")
async def test_the_members_are_told_whom_to_turn_to_and_it_is_written_down(app: FastAPI, browsing: Browsing) -> None:
    async with app.state.database.writing() as db:
        await an_association(db)
    await an_account(app, Office.SECURITY_OFFICER, email="ylva@example.org", name="Ylva Exempel")
    await an_account(app, Office.CHAIR, email="alva@example.org", name="Alva Exempel")
    async with app.state.database.writing() as db:
        for person in (await db.exec(select(Person))).all():
            person.telephone, person.is_on_contact_card = "+46701740605", True

    page = await browsing.page("/")
    await sign_in_on(page, "ylva@example.org")
    await page.get_by_role("link", name="Till texten för medlemmarna").click()
    await expect(page.get_by_text("Medlemmarna har inte fått texten än")).to_be_visible()
    await expect(page.get_by_text("Numret till Ylva Exempel är aldrig provat")).to_be_visible()
    sheet = page.get_by_role("article")
    await expect(sheet.get_by_text("Ylva Exempel, 070-174 06 05")).to_be_visible()
    await look_at(page, "informing-before")
    await page.get_by_label("Engelska").check()
    await expect(sheet.get_by_role("heading", name="Whom to turn to")).to_be_visible()
    await page.get_by_label("Svenska").check()

    await page.emulate_media(media="print")
    await expect(page.get_by_role("button")).to_have_count(0)
    await expect(sheet).to_be_visible()
    await page.emulate_media(media="screen")

    await page.get_by_role("button", name="Någon ny har gått med").click()
    await page.get_by_role("button", name="Lägg till", exact=True).click()
    await expect(page.get_by_text("Någon ny sedan")).to_be_visible()
    await page.get_by_label("Hur", exact=True).select_option(label="Möte")
    await page.get_by_role("button", name="Skriv upp").click()
    await expect(page.get_by_text("Samma text som nu")).to_be_visible()
    await expect(page.get_by_text("Alla nya har fått den")).to_be_visible()
    await look_at(page, "informing")
