"""On one's account: how one is told and when not. And, in a demo, what was sent."""

from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI
from playwright.async_api import expect
from sqlmodel import select

from app.access.rules import Office
from app.core.settings import Settings
from app.notifications.rules import NoticeKind
from app.notifications.service import notify
from app.people.models import Person
from app.ports.mail import FolderMail, Mail
from app.worker import work
from tests.support.browsing import Browsing, look_at
from tests.support.factories import an_association, today
from tests.support.installation import settings_for
from tests.support.sign_in import an_account, sign_in_on

pytestmark = [pytest.mark.anyio, pytest.mark.browser, pytest.mark.slow, pytest.mark.one_database]

A_LINK = "http://127.0.0.1:8000/inbjudan#en-länk-som-är-lång-nog-att-behöva-brytas-på-en-telefon-som-är-smal"


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    return settings_for(tmp_path, database_url=database_url, VARNA_DEMO=True, quiet_hours="21:00-07:00")


@pytest.mark.policy("ORG-06")
async def test_somebody_chooses_how_to_be_told_and_a_demo_shows_what_came_of_it(
    app: FastAPI, browsing: Browsing, settings: Settings
) -> None:
    async with app.state.database.writing() as db:
        (await an_association(db)).is_demo = True
    person_id = await an_account(app, Office.SECURITY_OFFICER, email="ylva@example.org", name="Ylva Exempel")
    page = await browsing.page("/demo/skickat")
    await expect(page.get_by_text("Inget är skickat än")).to_be_visible()
    await look_at(page, "sent-empty")

    await page.goto("/mitt-konto")
    await sign_in_on(page, "ylva@example.org")
    told = page.get_by_role("region", name="Hur du får veta")
    await expect(told.get_by_text("ditt nummer finnas bland personerna")).to_be_visible()
    await expect(told.get_by_label("Sms till")).to_have_count(0)
    async with app.state.database.writing() as db:
        person = (await db.exec(select(Person).where(Person.id == person_id))).one()
        person.telephone, person.telephone_verified_on = "+46701740605", today()
    await page.reload()
    ordinary = told.get_by_role("group", name="När något väntar på dig")
    alarms = told.get_by_role("group", name="När någon behöver svar direkt")
    await expect(alarms.get_by_label("Sms till +46701740605")).to_be_checked()
    await ordinary.get_by_label("Mejl till ylva@example.org").uncheck()
    await expect(ordinary.get_by_text("Då får du själv logga in")).to_be_visible()
    for way in await alarms.get_by_role("checkbox").all():
        await way.uncheck()
    await told.get_by_role("button", name="Spara").click()
    await expect(told.get_by_text("Larm måste gå fram")).to_be_visible()
    await told.get_by_label("Från klockan").fill("senare")
    await told.get_by_role("button", name="Spara").click()
    await expect(told.get_by_label("Från klockan")).to_have_attribute("aria-invalid", "true")
    await look_at(page, "account-notices-refused")
    await alarms.get_by_label("Sms till +46701740605").check()
    await told.get_by_label("Från klockan").fill("22.30")
    await told.get_by_role("button", name="Spara").click()
    await expect(told.get_by_text("Sparat", exact=True)).to_be_visible()
    await page.reload()
    await expect(told.get_by_label("Från klockan")).to_have_value("22:30")
    await expect(ordinary.get_by_label("Mejl till ylva@example.org")).not_to_be_checked()
    await look_at(page, "account-notices")

    async with app.state.database.writing() as db:
        await notify(db, NoticeKind.TEST_ALARM, to=db.keys.person_tag(person_id))
    await work(app.state.database, app.state.due_work)
    an_invitation = Mail(
        key="a", to="bo@example.org", subject="Din inbjudan", text=f"Hej!\n\nHär väljer du:\n\n{A_LINK}\n"
    )
    await FolderMail(settings.data_dir / "outbox", sender="varna@example.org").send(an_invitation)
    await page.get_by_role("link", name="Skickat", exact=True).click()
    sent = page.get_by_role("list", name="Det som skickats").get_by_role("listitem")
    await expect(sent).to_have_count(2)
    await expect(sent.first).to_contain_text(A_LINK)
    await expect(sent.last).to_contain_text("Till +46701740605")
    await look_at(page, "sent")


@pytest.mark.policy("CON-01")
async def test_where_people_are_real_nobody_is_shown_what_was_sent(app: FastAPI, settings: Settings) -> None:
    """Neither a demo's database that is served as something else, nor real people served as a demo."""
    an_invitation = Mail(key="a", to="bo@example.org", subject="Din inbjudan", text=A_LINK)
    await FolderMail(settings.data_dir / "outbox", sender="varna@example.org").send(an_invitation)
    async with app.state.database.writing() as db:
        association = await an_association(db)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://127.0.0.1:8000") as anyone:

        async def asked(*, demo: bool, people_made_up: bool) -> int:
            app.state.settings = settings.model_copy(update={"is_demo": demo})
            async with app.state.database.writing() as db:
                row = await db.get(type(association), association.id)
                row.is_demo = people_made_up
            answer = await anyone.get("/api/v1/demo/outbox")
            assert (A_LINK in answer.text) == (answer.status_code == 200)
            return answer.status_code

        assert await asked(demo=True, people_made_up=False) == 404
        assert await asked(demo=False, people_made_up=True) == 404
        assert await asked(demo=False, people_made_up=False) == 404
        assert await asked(demo=True, people_made_up=True) == 200, "the control"
