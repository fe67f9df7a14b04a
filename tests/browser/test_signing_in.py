"""Getting in, staying in and getting out, as whoever sits in front of the page sees it."""

import re

import pytest
from fastapi import FastAPI
from playwright.async_api import Page, expect

from app.access.rules import Office
from tests.support.browsing import Browsing, check_leaves_no_trace, look_at, tab_to
from tests.support.factories import an_association
from tests.support.sign_in import PASSWORD, an_account, an_invitation, sign_in_on, signed_in

pytestmark = [pytest.mark.anyio, pytest.mark.browser, pytest.mark.slow, pytest.mark.one_database]

ANNA = "anna@example.org"


@pytest.fixture(autouse=True)
async def _association(app: FastAPI) -> None:
    async with app.state.database.writing() as db:
        await an_association(db, neutral_name="Kvarnbacken", name="Exempelpartiet")


async def sees(page: Page, heading: str) -> None:
    await expect(page.get_by_role("heading", level=1)).to_have_text(heading)


async def test_whoever_signs_in_lands_where_they_were_going_and_whoever_signs_out_leaves_nothing(
    app: FastAPI, browsing: Browsing
) -> None:
    await an_account(app, Office.CHAIR, email=ANNA, name="Anna Exempel")
    page = await browsing.page("/mitt-konto")
    await sees(page, "Logga in")
    await look_at(page, "sign-in")
    told = [await words_of_refusal(page, login, "fel lösenord") for login in ("nobody@example.org", ANNA)]
    assert told[0] == told[1], "a wrong address and a wrong password look alike"
    await expect(page.get_by_label("E-postadress")).to_have_value(ANNA)
    await expect(page.get_by_label("Lösenord", exact=True)).to_have_value("")

    await page.get_by_label("E-postadress").focus()
    await tab_to(page, page.get_by_label("Lösenord", exact=True))
    await page.keyboard.type(PASSWORD)
    await page.keyboard.press("Enter")
    await sees(page, "Mitt konto")
    await expect(page).to_have_title("Kvarnbacken")
    await look_at(page, "account")
    await check_leaves_no_trace(page, ANNA, "Anna", PASSWORD, "Exempelpartiet")
    await page.reload()
    await sees(page, "Mitt konto")

    other_tab = await browsing.page("/mer", context=page.context)
    await look_at(other_tab, "more")
    await other_tab.get_by_role("button", name="Logga ut").click()
    for tab in (other_tab, page):
        await sees(tab, "Logga in")
        await expect(tab.get_by_text("Anna Exempel")).not_to_be_attached()
    await page.go_back()
    await expect(page.get_by_text("Anna Exempel")).not_to_be_attached()


async def words_of_refusal(page: Page, login: str, password: str) -> str:
    await page.get_by_label("E-postadress").fill(login)
    await page.get_by_label("Lösenord", exact=True).fill(password)
    await page.get_by_role("button", name="Logga in", exact=True).click()
    refusal = page.get_by_role("alert")
    await expect(refusal).to_contain_text("hör inte ihop")
    return await refusal.inner_text()


async def test_an_invitation_becomes_an_account_once(app: FastAPI, browsing: Browsing) -> None:
    _, token = await an_invitation(app.state.database, Office.COUNCIL_SUBSTITUTE, email=ANNA, name="Anna Exempel")
    page = await browsing.page(f"/inbjudan#{token}")
    await sees(page, "Hej Anna Exempel")
    assert "#" not in page.url, "the link has left the address bar, and so the history"
    await page.get_by_label("Nytt lösenord").fill("kort")
    await page.get_by_role("button", name="Spara lösenordet").click()
    await expect(page.get_by_label("Nytt lösenord")).to_have_attribute("aria-invalid", "true")
    await look_at(page, "invitation")
    await page.get_by_label("Nytt lösenord").fill(PASSWORD)
    await page.get_by_role("button", name="Spara lösenordet").click()
    await sees(page, "Kontot är klart")
    await check_leaves_no_trace(page, token, ANNA, PASSWORD)
    await page.get_by_role("link", name="Till inloggningen").click()
    await sign_in_on(page, ANNA)
    await sees(page, "Nu")
    await expect(page.get_by_text("Inget behöver dig just nu")).to_be_visible()

    used = await browsing.page(f"/inbjudan#{token}")
    await expect(used.get_by_text("Länken går inte att använda")).to_be_visible()
    await used.goto("/kontakt")
    await used.goto("/inbjudan#" + token[:5])
    await expect(used.get_by_text("Länken är inte hel")).to_be_visible()
    await look_at(used, "invitation-cut-off")


async def test_a_session_that_ends_while_someone_writes_keeps_what_they_wrote(app: FastAPI, browsing: Browsing) -> None:
    browsing.expect_fault("the server responded with a status of 503")
    await an_account(app, Office.ADMINISTRATOR, email=ANNA)
    page = await browsing.page("/personer/ny")
    await sign_in_on(page, ANNA)
    await sees(page, "Lägg till person")
    await page.get_by_label("Namn").fill("Kim Exempel")
    await page.route("**/api/v1/people", lambda route: route.fulfill(status=503))
    await page.get_by_role("button", name="Lägg till").click()
    await expect(page.get_by_text("Det du fyllde i är kvar.")).to_be_visible()
    await look_at(page, "add-person-failed")
    await page.unroute("**/api/v1/people")

    async with signed_in(app, ANNA) as elsewhere:
        assert (await elsewhere.delete("/api/v1/auth/sessions")).status_code == 204
    await page.get_by_role("button", name="Lägg till").click()
    await expect(page.get_by_role("alert").get_by_text("Du har loggats ut")).to_be_in_viewport()
    await expect(page.get_by_label("Namn")).to_have_value("Kim Exempel")
    await look_at(page, "session-ended")
    async with page.context.expect_page() as opened:
        await page.get_by_role("link", name="Logga in i en ny flik").click()
    new_tab = await opened.value
    await sign_in_on(new_tab, ANNA)
    await sees(new_tab, "Nu")
    await expect(page.get_by_text("Du har loggats ut")).not_to_be_attached()
    await page.get_by_role("button", name="Lägg till").click()
    await sees(page, "Kim Exempel")
    await expect(page).to_have_url(re.compile(r"/personer/[0-9a-f-]{36}$"))
