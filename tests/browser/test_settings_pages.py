"""What the administrator keeps in order, and the policy that everyone with an account can read."""

import re

import httpx
import pytest
from fastapi import FastAPI
from playwright.async_api import Page, expect

from app.access.rules import Office
from tests.support.browsing import Browsing, check_leaves_no_trace, look_at
from tests.support.factories import an_association
from tests.support.sign_in import an_account, sign_in_on

pytestmark = [pytest.mark.anyio, pytest.mark.browser, pytest.mark.slow, pytest.mark.one_database]


@pytest.fixture
async def settings_page(app: FastAPI, browsing: Browsing) -> Page:
    async with app.state.database.writing() as db:
        await an_association(db, neutral_name="Kvarnbacken", name="Exempelpartiet")
    await an_account(app, Office.ADMINISTRATOR, email="admin@example.org")
    page = await browsing.page("/installningar")
    await sign_in_on(page, "admin@example.org")
    await expect(page.get_by_role("heading", level=1)).to_have_text("Inställningar")
    return page


async def test_another_system_is_let_in_with_a_secret_shown_once_and_shut_out_again(
    settings_page: Page, browsing: Browsing
) -> None:
    page = settings_page
    systems = page.get_by_role("region", name="Andra system")
    await expect(systems.get_by_text("Här visas system som du släpper in.")).to_be_visible()
    await systems.get_by_label("Systemets namn").fill("Medlemsregistret")
    await systems.get_by_role("button", name="Släpp in systemet").click()
    await expect(systems.get_by_text("Välj minst en sak")).to_be_visible()
    await systems.get_by_label("Läsa personer och uppdrag").check()
    await systems.get_by_role("button", name="Släpp in systemet").click()
    client_id, secret = [
        (await systems.get_by_role("figure", name=name).locator(".code").inner_text()).strip()
        for name in ("Id", "Hemlighet")
    ]
    await look_at(page, "settings-client-made")
    await check_leaves_no_trace(page, secret)
    assert await may_read_people(browsing.address, client_id, secret)

    await page.reload()
    await expect(systems.get_by_text("Medlemsregistret", exact=True)).to_be_visible()
    assert secret not in await page.content()
    await systems.get_by_role("button", name="Avsluta tillgången").click()
    dialog = page.get_by_role("dialog")
    await look_at(page, "settings-client-dialog")
    await dialog.get_by_role("button", name="Avbryt").click()
    assert await may_read_people(browsing.address, client_id, secret)
    await systems.get_by_role("button", name="Avsluta tillgången").click()
    await dialog.get_by_role("button", name="Avsluta tillgången").click()
    await expect(systems.get_by_text("Avslutad")).to_be_visible()
    assert not await may_read_people(browsing.address, client_id, secret)


async def may_read_people(address: str, client_id: str, secret: str) -> bool:
    async with httpx.AsyncClient(base_url=address) as system:
        answer = await system.post(
            "/api/v1/auth/token",
            data={"grant_type": "client_credentials", "client_id": client_id, "client_secret": secret},
        )
        if answer.status_code != 200:
            return False
        token = answer.json()["access_token"]
        people = await system.get("/api/v1/people", headers={"Authorization": f"Bearer {token}"})
        return people.status_code == 200


async def test_the_association_is_renamed_and_every_page_bears_its_neutral_name(
    settings_page: Page, browsing: Browsing
) -> None:
    page = settings_page
    await expect(page).to_have_title("Kvarnbacken")
    await page.get_by_label("Neutralt namn").fill("")
    await page.get_by_role("button", name="Spara", exact=True).click()
    await expect(page.get_by_label("Neutralt namn")).to_have_attribute("aria-invalid", "true")
    await look_at(page, "settings-refused")
    await page.get_by_label("Neutralt namn").fill("Solbacken")
    await page.get_by_role("button", name="Spara", exact=True).click()
    await expect(page.get_by_text("Sparat", exact=True)).to_be_visible()
    other = await browsing.page("/kontakt")
    await expect(other).to_have_title("Solbacken")
    assert "Exempelpartiet" not in await other.content(), "what a stranger sees names only the neutral name"
    await expect(page).to_have_title("Solbacken")


@pytest.mark.parametrize("field", ["Neutralt namn", "Systemets namn"])
async def test_what_is_written_in_the_settings_is_not_left_without_a_question(settings_page: Page, field: str) -> None:
    page = settings_page
    away = page.get_by_role("link", name="Nu", exact=True)
    await page.get_by_label(field).fill("Solbacken")
    await away.click()
    await page.get_by_role("dialog").get_by_role("button", name="Stanna kvar").click()
    await expect(page.get_by_label(field)).to_have_value("Solbacken")
    if field == "Neutralt namn":
        await page.get_by_role("button", name="Spara", exact=True).click()
        await expect(page.get_by_text("Sparat", exact=True)).to_be_visible()
    else:
        await page.get_by_label(field).fill("")
    await away.click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Nu")


@pytest.mark.policy("PRN-01")
async def test_whoever_has_an_account_reads_the_policy_in_force_and_its_plans(app: FastAPI, browsing: Browsing) -> None:
    async with app.state.database.writing() as db:
        await an_association(db)
    await an_account(app, Office.COUNCIL_SUBSTITUTE, email="ersattare@example.org")
    page = await browsing.page("/policy")
    await sign_in_on(page, "ersattare@example.org")
    await expect(page.get_by_role("heading", level=1)).to_have_text("Policy mot trakasserier och hot")
    await expect(page.get_by_text("Gäller nu. Version 1.")).to_be_visible()
    await page.get_by_text(re.compile(r"^Inom föreningen, känd person \(\d+\)$")).click()
    await expect(page.get_by_text("Kräv time-out från alla uppdrag", exact=True)).to_be_visible()
    await look_at(page, "policy")
    await page.get_by_role("button", name="EN: In English").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("policy", re.IGNORECASE))
    await expect(page.locator("html")).to_have_attribute("lang", "en")
    await page.reload()
    await expect(page.locator("html")).to_have_attribute("lang", "en")
