"""Safety ahead as those who lead a case meet it, and the events and the season that the board reads."""

from datetime import timedelta

import pytest
from fastapi import FastAPI
from playwright.async_api import Locator, expect

from app.access.rules import Office
from app.core import clock
from app.core.database import Database
from app.people.rules import local_date
from app.worker import work
from tests.browser.test_media_plan import a_case_with_both
from tests.support.browsing import Browsing, look_at
from tests.support.sign_in import an_account, sign_in_on

pytestmark = [pytest.mark.anyio, pytest.mark.browser, pytest.mark.slow, pytest.mark.one_database]

THREAT = "En bil har stått utanför tre kvällar."


def day(ahead: int) -> str:
    return local_date(clock.now() + timedelta(days=ahead)).isoformat()


async def write_day(at: Locator, iso_day: str) -> None:
    """Into the day field, digit by digit as people do; it goes on to the next part by itself."""
    await at.locator(".date-segment").first.click()
    await at.page.keyboard.type(iso_day.replace("-", ""))


@pytest.mark.policy("SOP-05", "ASP-08")
async def test_an_event_is_planned_and_looked_over_and_the_case_is_asked_in_the_case_alone(
    app: FastAPI, database: Database, browsing: Browsing
) -> None:
    case_id = await a_case_with_both(app, database)
    await an_account(app, Office.BOARD_MEMBER, email="eva@example.org", name="Eva Exempel")

    officer = await browsing.page(f"/arenden/{case_id}/trygghet")
    await sign_in_on(officer, "officer@example.org")
    await expect(officer.get_by_text("Ingen bedömning är gjord än")).to_be_visible()
    await officer.get_by_role("button", name="Skriv en bedömning").click()
    await officer.get_by_label("Hur ser det ut framåt?").fill(THREAT)
    await write_day(officer.get_by_role("group", name="Gäller till och med"), day(30))
    await officer.get_by_role("button", name="Spara bedömningen").click()
    await expect(officer.get_by_text("Bedömningen gäller", exact=True)).to_be_visible()
    await officer.get_by_role("button", name="Ordna något").click()
    await officer.get_by_label("Vad", exact=True).select_option(label="Trygghetslarm")
    await officer.get_by_label("Hur, när och var?").fill("Lånas av kommunen.")
    await expect(officer.get_by_label("Vem ser till det").get_by_role("option", name="Signe Ängsull")).to_have_count(0)
    await officer.get_by_label("Vem ser till det").select_option(index=1)
    await write_day(officer.get_by_role("group", name="På plats senast"), day(3))
    await officer.get_by_role("button", name="Lägg till", exact=True).click()
    await expect(officer.get_by_text("Planerat")).to_be_visible()
    await officer.get_by_role("button", name="Läs bedömningen och åtgärderna").click()
    await expect(officer.get_by_text(THREAT)).to_be_visible()
    await officer.get_by_role("button", name="På plats nu").click()
    await expect(officer.get_by_text("På plats", exact=True)).to_be_visible()
    await look_at(officer, "safety")

    board = await browsing.page("/arrangemang")
    await sign_in_on(board, "eva@example.org")
    await board.get_by_role("button", name="Lägg till arrangemang").click()
    await board.get_by_label("Vad", exact=True).fill("Torgmöte")
    await board.get_by_label("Var", exact=True).fill("Stora torget")
    await write_day(board.get_by_role("group", name="Vilken dag"), day(10))
    await board.get_by_label("Klockan").fill("17")
    await board.get_by_label("Vem håller i det").select_option(index=1)
    await board.get_by_role("button", name="Spara").click()
    await board.get_by_role("button", name="Se över").click()
    await board.get_by_label("Ingen står ensam").check()
    await look_at(board, "events-check")
    await board.get_by_role("button", name="Spara").click()
    await expect(board.get_by_text("1 av 6 genomgångna")).to_be_visible()
    await board.get_by_role("link", name="Till valsäsongen").click()
    await board.get_by_role("button", name="Bestäm dagarna").click()
    await write_day(board.get_by_role("group", name="Sista dagen"), day(60))
    await board.get_by_role("button", name="Spara").click()
    await expect(board.get_by_text("0 av 1 arrangemang är genomgångna")).to_be_visible()
    await expect(board.get_by_text("Torgmöte")).to_be_visible()
    await look_at(board, "season")

    await work(database, app.state.due_work)
    await officer.goto("/")
    await expect(officer.get_by_role("link", name="Se över säkerheten före arrangemanget").first).to_be_visible()
