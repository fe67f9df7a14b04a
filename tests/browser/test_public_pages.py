"""What someone without an account does: reaches a human, tells what happened, comes back, leaves in a hurry."""

import re
from urllib.parse import urlsplit

import anyio
import pytest
from fastapi import FastAPI
from playwright.async_api import Error as PageError
from playwright.async_api import Page, Route, expect
from sqlmodel import select

from app.access.rules import Office
from app.people.models import Person
from tests.support.browsing import Browsing, check_leaves_no_trace, look_at, tab_to
from tests.support.factories import an_association
from tests.support.sign_in import an_account

pytestmark = [pytest.mark.anyio, pytest.mark.browser, pytest.mark.slow, pytest.mark.one_database]

HAPPENED = "kanariefågel: en bil stod utanför huset hela kvällen"
OFFICER = "Ylva Exempel"


@pytest.fixture
async def officer(app: FastAPI) -> str:
    """An association with one security officer, who has an account; gives their address."""
    async with app.state.database.writing() as db:
        await an_association(db)
    await an_account(app, Office.SECURITY_OFFICER, email="ylva@example.org", name=OFFICER)
    return "ylva@example.org"


async def heading(page: Page, text: str) -> None:
    await expect(page.get_by_role("heading", level=1)).to_have_text(text)


async def press(page: Page, name: str) -> None:
    await page.get_by_role("button", name=name, exact=True).click()


@pytest.mark.usefixtures("officer")
@pytest.mark.policy("AFF-02", "AFF-06", "PRN-04")
async def test_a_report_is_told_on_a_telephone_and_its_code_says_who_answers(browsing: Browsing) -> None:
    browsing.expect_fault("ERR_CONNECTION_FAILED")
    page = await browsing.page("/kontakt")
    await look_at(page, "contact")
    await page.get_by_role("link", name="Berätta vad som hänt").first.click()
    await tell_until_how_to_reach(page)
    await a_refusal_names_the_field(page)
    await a_bad_line_is_waited_out(page)
    code = await the_code_is_kept(page)
    await check_leaves_no_trace(page, HAPPENED, code, OFFICER)

    other_day = await browsing.page("/min-anmalan")
    await other_day.get_by_label("Din kod").fill(mistyped(code))
    await press(other_day, "Visa")
    await expect(other_day.get_by_label("Din kod")).to_have_attribute("aria-invalid", "true")
    await look_at(other_day, "my-report-mistyped")
    await other_day.get_by_label("Din kod").fill(code.lower().replace("-", " "))
    await press(other_day, "Visa")
    await expect(other_day.get_by_text(HAPPENED)).to_be_visible()
    await expect(other_day.get_by_text("Ingen har öppnat det ännu")).to_be_visible()
    await look_at(other_day, "my-report")
    await check_leaves_no_trace(other_day, HAPPENED, code, code.replace("-", ""))
    await other_day.reload()
    await expect(other_day.get_by_label("Din kod")).to_have_value("")


@pytest.mark.usefixtures("officer")
@pytest.mark.policy("ORG-06", "AFF-02")
async def test_the_contact_card_is_there_without_a_network_and_nothing_else_is(
    browsing: Browsing, app: FastAPI
) -> None:
    browsing.expect_fault("ERR_INTERNET_DISCONNECTED")
    await publish(app, "+46701740605")
    page = await browsing.page("/kontakt")
    officer_row = page.get_by_role("listitem").filter(has_text=OFFICER)
    await expect(officer_row).to_be_visible()
    manifest = await page.evaluate("fetch(document.querySelector('link[rel=manifest]').href).then((it) => it.json())")
    assert (manifest["start_url"], manifest["scope"], manifest["name"]) == ("/kontakt", "/kontakt", "Varna")
    assert not [name for name in (OFFICER, "jour", "hot") if name in str(manifest)]
    await until_kept(page)
    # Whatever else is looked at in the same tab is not kept.
    await page.get_by_role("link", name="Berätta vad som hänt").first.click()
    await heading(page, "Berätta vad som hänt")
    await page.goto("/kontakt")
    await until_kept(page)
    assert not [path for path in await paths_kept(page) if not CARD_FILES.fullmatch(path)]

    await page.context.set_offline(offline=True)
    await page.reload()
    await heading(page, "Nå någon nu")
    await expect(page.get_by_text("Utan uppkoppling")).to_be_visible()
    await expect(officer_row.get_by_role("link", name="Ring 070-174 06 05")).to_be_visible()
    await expect(page.get_by_role("link", name="Ring 112")).to_be_visible()
    await look_at(page, "contact-offline")
    with pytest.raises(PageError):
        await page.goto("/anmal")

    # Once it has been seen with a network, whoever is on the card no more is not on the one that is kept.
    await page.context.set_offline(offline=False)
    await publish(app, None)
    await page.goto("/kontakt")
    await expect(page.get_by_text("Ingen har jour just nu")).to_be_visible()
    await page.context.set_offline(offline=True)
    await page.reload()
    await expect(page.get_by_text("Utan uppkoppling")).to_be_visible()
    await expect(officer_row).to_have_count(0)
    await page.keyboard.press("Escape")
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("heading", name="Nå någon nu")).to_have_count(0)


async def publish(app: FastAPI, number: str | None) -> None:
    async with app.state.database.writing() as db:
        for person in (await db.exec(select(Person))).all():
            person.telephone, person.is_on_contact_card = number, True


async def paths_kept(page: Page) -> list[str]:
    found: list[str] = await page.evaluate(
        "caches.open('kontakt').then((it) => it.keys()).then((all) => all.map((it) => it.url))"
    )
    return [urlsplit(address).path for address in found]


async def until_kept(page: Page) -> None:
    for _ in range(200):
        if "/kontakt" in await paths_kept(page):
            return
        await anyio.sleep(0.05)
    pytest.fail("the card is not kept")


CARD_FILES = re.compile(
    r"/kontakt|/mark\.svg|/api/v1/(contact-card|association)"
    r"|/assets/(ContactPage|parts|index|sv|en|offline|style)-[^/]+\.(js|css)"
)


async def tell_until_how_to_reach(page: Page) -> None:
    await heading(page, "Berätta vad som hänt")
    await press(page, "Nästa")
    await expect(page.get_by_role("radiogroup", name="Vad tror du att det beror på?")).to_have_attribute(
        "aria-invalid", "true"
    )
    await look_at(page, "report-1-concerns")
    await page.get_by_role("radio", name="Någon i den egna föreningen").check()
    await page.get_by_label("Vem eller vilka handlar det om?").fill("någon i gruppen")
    await press(page, "Nästa")
    await expect(page.get_by_role("heading", name="Vad har hänt?")).to_be_focused()
    await page.get_by_label("Berätta med dina egna ord").fill(HAPPENED)
    await press(page, "Nästa")
    await page.get_by_role("radio", name="Nej").check()
    await expect(page.get_by_role("alert").get_by_role("link", name="Ring 112")).to_be_visible()
    await look_at(page, "report-3-now")
    await the_draft_survives(page)
    await press(page, "Nästa")
    await press(page, "Nästa")


async def the_draft_survives(page: Page) -> None:
    """Another language, and the browser's own Back button pressed by mistake."""
    await page.get_by_role("button", name="EN: In English").click()
    await expect(page.get_by_role("heading", name="How is it right now?")).to_be_visible()
    await page.get_by_role("button", name=re.compile("^SV")).click()
    await page.go_back()
    await expect(page.get_by_role("dialog")).to_be_visible()
    await look_at(page, "report-unsent-dialog")
    await press(page, "Stanna kvar")
    await press(page, "Tillbaka")
    await expect(page.get_by_label("Berätta med dina egna ord")).to_have_value(HAPPENED)
    await press(page, "Nästa")


async def a_refusal_names_the_field(page: Page) -> None:
    await page.get_by_role("radio", name="Ring mig").check()
    await page.get_by_label("Telefonnummer").fill("1")
    await press(page, "Skicka")
    await expect(page.get_by_label("Telefonnummer")).to_be_focused()
    await page.get_by_label("Telefonnummer").fill("070" * 20)
    await press(page, "Skicka")
    await expect(page.get_by_label("Telefonnummer")).to_be_focused()
    await expect(page.get_by_label("Telefonnummer")).to_have_attribute("aria-invalid", "true")
    await expect(page.get_by_text("All din text är kvar på sidan")).to_be_visible()
    await look_at(page, "report-5-refused")
    await page.get_by_label("Telefonnummer").fill("070-174 06 05")


async def a_bad_line_is_waited_out(page: Page) -> None:
    async def drop(route: Route) -> None:
        await route.abort("connectionfailed")

    await page.route("**/api/v1/reports", drop)
    await press(page, "Skicka")
    await expect(page.get_by_text("Din text är kvar på sidan").last).to_be_visible()
    await page.unroute("**/api/v1/reports")
    await press(page, "Försök nu")
    await heading(page, "Tack. Vi har tagit emot det.")


async def the_code_is_kept(page: Page) -> str:
    await expect(page.get_by_text(f"{OFFICER} hör av sig inom 15 minuter.")).to_be_visible()
    await look_at(page, "report-received")
    code = (await page.locator("figure .code").inner_text()).strip()
    await press(page, "Jag har sparat koden")
    await heading(page, "Nå någon nu")
    await page.go_back()
    await expect(page.get_by_text(code)).not_to_be_attached()
    return code


@pytest.mark.usefixtures("officer")
async def test_reporting_needs_no_mouse(browsing: Browsing) -> None:
    page = await browsing.page("/anmal", width=1280)
    await heading(page, "Berätta vad som hänt")
    await tab_to(page, page.get_by_role("radio", name="Att jag är med i partiet"))
    await page.keyboard.press("Space")
    await tab_to(page, page.get_by_label("Berätta med dina egna ord"))
    await page.keyboard.type(HAPPENED)
    await tab_to(page, page.get_by_role("radio", name="Ja", exact=True))
    await page.keyboard.press("Space")
    await tab_to(page, page.get_by_role("radio", name="Ring mig"))
    await page.keyboard.press("ArrowUp")
    await expect(page.get_by_role("radio", name="Hör inte av er")).to_be_checked()
    await look_at(page, "report-wide")
    await tab_to(page, page.get_by_role("button", name="Skicka"))
    await page.keyboard.press("Enter")
    await heading(page, "Tack. Vi har tagit emot det.")
    await expect(page.get_by_role("heading", level=1)).to_be_focused()


async def test_leaving_in_a_hurry_leaves_no_way_back_to_the_page(browsing: Browsing) -> None:
    for way in ("escape", "button"):
        page = await browsing.page("/kontakt")
        await page.get_by_role("link", name="Berätta vad som hänt").first.click()
        await page.get_by_role("radio", name="Jag vet inte").check()
        await press(page, "Nästa")
        await page.get_by_label("Berätta med dina egna ord").fill(HAPPENED)
        if way == "escape":
            await page.keyboard.press("Escape")
            await page.keyboard.press("Escape")
        else:
            await press(page, "Lämna sidan")
        await expect(page).to_have_url(re.compile("/lamna.html$"))
        assert HAPPENED not in await page.content()
        await check_leaves_no_trace(page, HAPPENED)
        for _ in range(2):
            await page.go_back()
            await expect(page).not_to_have_url(re.compile("/(anmal|kontakt)$"))
            await expect(page.get_by_role("heading", name=re.compile("Berätta|Nå någon"))).not_to_be_attached()


def mistyped(code: str) -> str:
    return ("7" if code[0] != "7" else "8") + code[1:]
