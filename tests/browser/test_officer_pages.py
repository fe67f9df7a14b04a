"""The security officer's way through a case: take it in, work its plan, write, ask, tell, let someone in, close."""

import re

import pytest
from fastapi import FastAPI
from playwright.async_api import Locator, Page, expect

from app.access.rules import Office
from tests.support.browsing import Browsing, check_leaves_no_trace, look_at
from tests.support.factories import an_association
from tests.support.sign_in import a_browser, an_account, sign_in_on, signed_in

pytestmark = [pytest.mark.anyio, pytest.mark.browser, pytest.mark.slow, pytest.mark.one_database]

HAPPENED = "kanariefågel: någon ropade utanför mötet"
NOTE = "koltrast: hon vill ha sällskap hem i veckan"
OFFICER, SECOND, SUPPORT = "Ylva Exempel", "Olle Exempel", "Sara Exempel"


@pytest.fixture
async def case(app: FastAPI) -> str:
    """A report that has just come in; gives the path of its case."""
    async with app.state.database.writing() as db:
        await an_association(db, neutral_name="Kvarnbacken")
    await an_account(app, Office.CHAIR, email="chair@example.org", name="Maj Ordförande")
    await an_account(app, Office.SECURITY_OFFICER, email="ylva@example.org", name=OFFICER)
    await an_account(app, Office.SECURITY_OFFICER, email="olle@example.org", name=SECOND)
    await an_account(app, Office.BOARD_MEMBER, email="sara@example.org", name=SUPPORT)
    async with a_browser(app) as reporter:
        answer = await reporter.post(
            "/api/v1/reports",
            json={
                "receipt_code": "7QF2X 9MXKA 3R8WZ H4TNV 6CJPB",
                "concerns": "party",
                "happened": HAPPENED,
                "safe_now": "unsure",
            },
        )
        assert answer.status_code == 201, answer.text
    async with signed_in(app, "ylva@example.org") as officer:
        (line,) = (await officer.get("/api/v1/cases")).json()["items"]
    return f"/arenden/{line['id']}"


async def sees(page: Page, heading: str | re.Pattern[str]) -> None:
    await expect(page.get_by_role("heading", level=1)).to_have_text(heading)


async def press(page: Page | Locator, name: str) -> None:
    await page.get_by_role("button", name=name).click()


async def open_step(page: Page, title: str) -> None:
    await page.get_by_role("link", name=title, exact=True).click()
    await sees(page, title)


@pytest.mark.policy("AFF-02", "ORG-01", "SOP-01", "SOP-05")
async def test_an_officer_takes_a_report_in_with_one_press_and_works_its_plan(
    app: FastAPI, browsing: Browsing, case: str
) -> None:
    page = await browsing.page("/")
    await sign_in_on(page, "ylva@example.org")
    await sees(page, "Nu")
    await expect(page.get_by_text("Svara senast")).to_be_visible()
    await look_at(page, "now")
    await press(page, "Jag har sett det")
    await expect(page.get_by_role("status").get_by_text("är mottaget")).to_be_visible()
    await expect(page.get_by_role("heading", name="Att ta emot")).not_to_be_attached()
    await page.get_by_role("region", name="Mina ärenden").get_by_role("link").click()
    await sees(page, re.compile("^Ärende "))
    await expect(page).to_have_url(re.compile(f"{case}$"))
    await look_at(page, "case")
    await check_leaves_no_trace(page, HAPPENED, "Exempel")

    await a_step_is_done(page)
    await a_step_is_not_needed(page)
    await a_step_is_assessed(page)
    await a_step_is_given_to_another(page)
    await another_was_quicker(app, page, case)


async def a_step_is_done(page: Page) -> None:
    await open_step(page, "Lyssna och gör en bedömning")
    await page.get_by_label("Anteckning").fill(NOTE)
    await look_at(page, "step")
    await page.get_by_role("link", name="Till ärendet").click()
    await press(page.get_by_role("dialog"), "Stanna kvar")
    await press(page, "Klart")
    await expect(page.get_by_text("Sparat.")).to_be_visible()
    await press(page, "Visa det som skrevs")
    await expect(page.get_by_text(NOTE)).to_be_visible()
    await check_leaves_no_trace(page, NOTE)
    await page.get_by_role("link", name="Till ärendet").click()


async def a_step_is_not_needed(page: Page) -> None:
    await open_step(page, "Informera styrelsen")
    await press(page, "Behövs inte här")
    await expect(page.get_by_label("Anteckning")).to_have_attribute("aria-invalid", "true")
    await page.get_by_label("Anteckning").fill("Styrelsen vet redan.")
    await press(page, "Behövs inte här")
    await expect(page.get_by_text("Behövs inte", exact=True).first).to_be_visible()
    await page.get_by_role("link", name="Till ärendet").click()


async def a_step_is_assessed(page: Page) -> None:
    await open_step(page, "Polisanmäl, om det är rätt för dig")
    await page.get_by_label("Skäl").fill("Hon vill anmäla i morgon.")
    await press(page, "Ja, det behövs")
    await expect(page.get_by_text("Bedömt: ja, det behövs")).to_be_visible()
    await page.get_by_role("link", name="Till ärendet").click()


async def a_step_is_given_to_another(page: Page) -> None:
    await open_step(page, "Bedöm säkerheten framåt")
    await press(page, "Ge steget till någon")
    await page.get_by_label("Till vem?").select_option(label=f"{SECOND}, Säkerhetsansvarig")
    await look_at(page, "step-assign")
    await press(page, "Ge steget")
    await expect(page.get_by_role("definition").filter(has_text=SECOND)).to_be_visible()


async def another_was_quicker(app: FastAPI, page: Page, case: str) -> None:
    step = page.url.rpartition("/")[2]
    await page.get_by_label("Anteckning").fill(NOTE)
    path = f"/api/v1{case.replace('arenden', 'cases')}/steps/{step}"
    async with signed_in(app, "olle@example.org") as second:
        seen = await second.get(path)
        done = await second.post(
            f"{path}/completion", json={"note": "klart"}, headers={"If-Match": f'"{seen.json()["version"]}"'}
        )
        assert done.status_code == 200, done.text
    await press(page, "Klart")
    await expect(page.get_by_text("Någon ändrade steget medan du skrev")).to_be_visible()
    await expect(page.get_by_label("Det du skrev")).to_have_value(NOTE)
    await look_at(page, "step-changed-meanwhile")


@pytest.mark.policy("ORG-03", "SOP-02", "SOP-04")
async def test_an_officer_writes_asks_tells_and_lets_in_and_is_told_what_closing_lacks(
    browsing: Browsing, case: str
) -> None:
    page = await browsing.page(f"{case}/texter")
    await sign_in_on(page, "ylva@example.org")
    await sees(page, re.compile("^Ärende "))
    await something_is_written(page)
    await a_question_is_answered(page)
    await someone_is_told(page)
    await someone_is_let_in(page)
    await closing_lacks_things(page)
    await check_leaves_no_trace(page, HAPPENED, NOTE, "Exempel")


async def tab(page: Page, name: str) -> None:
    await page.get_by_role("tab", name=name, exact=True).click()


async def something_is_written(page: Page) -> None:
    await expect(page.get_by_role("tab", name="Texter")).to_be_in_viewport()
    await expect(page.get_by_text(HAPPENED)).not_to_be_attached()
    await press(page, "Öppna och läs")
    await expect(page.get_by_text(HAPPENED)).to_be_visible()
    await page.get_by_label("Text", exact=True).fill(NOTE)
    await tab(page, "Händelser")
    await expect(page.get_by_text("Det berättades")).to_be_visible()
    await tab(page, "Texter")
    await expect(page.get_by_label("Text", exact=True)).to_have_value(NOTE)
    await look_at(page, "case-texts")
    await press(page, "Spara texten")
    await expect(page.get_by_text("Texten är sparad.")).to_be_visible()


async def a_question_is_answered(page: Page) -> None:
    await tab(page, "Samtycke")
    question = page.get_by_role("listitem").filter(has_text="Får fullmäktigegruppen veta?")
    await press(question, "Svarar ja")
    await expect(question.get_by_text("Antecknat av")).to_be_visible()
    await expect(question.get_by_role("button", name="Tar tillbaka sitt ja")).to_be_visible()


async def someone_is_told(page: Page) -> None:
    await page.get_by_label("Vem fick veta?").select_option(label="Förbundet")
    await press(page, "Anteckna")
    await expect(page.get_by_label("Varför?")).to_have_attribute("aria-invalid", "true")
    await look_at(page, "case-consents")
    await page.get_by_label("Varför?").fill("Råd om läget")
    if await page.get_by_role("radio", name="Nej", exact=True).is_visible():
        await page.get_by_role("radio", name="Nej", exact=True).check()
    await press(page, "Anteckna")
    told = page.get_by_role("region", name="De som har fått veta")
    await expect(told.get_by_role("listitem").filter(has_text="Förbundet")).to_contain_text("Utan namn")


async def someone_is_let_in(page: Page) -> None:
    await tab(page, "Personer")
    await press(page, "Utse kontaktperson")
    await page.get_by_label("Vem?").first.select_option(label=f"{SUPPORT}, Styrelseledamot")
    await look_at(page, "case-people")
    await press(page, "Utse")
    inside = page.get_by_role("region", name="Med i ärendet").get_by_role("listitem").filter(has_text=SUPPORT)
    await expect(inside).to_contain_text("Kontaktperson")
    await press(inside, "Ta bort")
    await look_at(page, "case-let-out-dialog")
    await press(page.get_by_role("dialog"), "Ta bort")
    await expect(inside).not_to_be_attached()


async def closing_lacks_things(page: Page) -> None:
    await tab(page, "Mer")
    closing = page.get_by_role("region", name="Avsluta ärendet")
    await expect(closing.get_by_text(re.compile(r"\d+ steg behöver bli klara"))).to_be_visible()
    await expect(closing.get_by_text("Ett ärende avslutas från uppföljningen.")).to_be_visible()
    await expect(closing.get_by_role("textbox")).to_have_count(0)
    await look_at(page, "case-more")
    await press(closing, "Vi har frågat")
    await expect(closing.get_by_text("Den det gäller tillfrågades")).to_be_visible()


@pytest.mark.usefixtures("case")
async def test_an_officer_writes_down_what_someone_else_told(browsing: Browsing) -> None:
    page = await browsing.page("/mer", width=1280)
    await sign_in_on(page, "ylva@example.org")
    await page.get_by_role("link", name="Berätta för någon annan").click()
    await sees(page, "Berätta för någon annan")
    await press(page, "Skicka")
    await expect(page.get_by_role("radiogroup", name="Vem gäller det?")).to_have_attribute("aria-invalid", "true")
    await page.get_by_role("radio", name="Någon annan").check()
    await page.get_by_label("Namn", exact=True).fill("Kim Exempel")
    await page.get_by_role("radio", name="Personens uppdrag i kommunen").check()
    await page.get_by_label("Det som personen har berättat").fill(HAPPENED)
    await look_at(page, "on-behalf")
    await page.get_by_role("link", name="Nu", exact=True).click()
    await press(page.get_by_role("dialog"), "Stanna kvar")
    await press(page, "Skicka")
    await sees(page, "Det är mottaget")
    await look_at(page, "on-behalf-received")
    await page.get_by_role("link", name="Öppna ärendet").click()
    await sees(page, re.compile("^Ärende "))
    await check_leaves_no_trace(page, HAPPENED, "Kim")
    await page.go_back()
    await page.go_forward()
    await sees(page, re.compile("^Ärende "))
