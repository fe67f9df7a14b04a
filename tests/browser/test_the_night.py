"""23:00, whole: a telephone on a line that is cut, an officer who does not answer, and the next one who does."""

import os
from datetime import timedelta

import pytest
from fastapi import FastAPI
from playwright.async_api import FilePayload, Page, Route, expect
from sqlmodel import select

from app.access.rules import Office
from app.core import clock
from app.evidence.rules import CHUNK_BYTES
from app.oncall.models import Shift
from app.people.models import Person
from app.ports.mail import RecordedMail
from app.worker import work
from tests.support.browsing import Browsing, check_leaves_no_trace, look_at
from tests.support.factories import an_association
from tests.support.poison import pictures
from tests.support.sign_in import an_account, sign_in_on

pytestmark = [pytest.mark.anyio, pytest.mark.browser, pytest.mark.slow, pytest.mark.one_database]

YLVA, BO = "Ylva Exempel", "Bo Exempel"
HAPPENED = "kanariefågel: någon stod vid grinden och ropade mitt namn"
SOUND = os.urandom(2 * CHUNK_BYTES + 7)
NEEDS_YOU = "Något väntar på dig"
WITHOUT_ANSWER = timedelta(minutes=16)


@pytest.fixture
async def rota(app: FastAPI) -> None:
    """Ylva is on call and Bo is her deputy."""
    async with app.state.database.writing() as db:
        await an_association(db)
    ylva = await an_account(app, Office.SECURITY_OFFICER, email="ylva@example.org", name=YLVA)
    bo = await an_account(app, Office.SECURITY_OFFICER, email="bo@example.org", name=BO)
    now = clock.now()
    async with app.state.database.writing() as db:
        for person in (await db.exec(select(Person))).all():
            person.telephone, person.is_on_contact_card = "+46701740605", True
        db.add(
            Shift(
                person_id=ylva,
                deputy_id=bo,
                starts_at=now - timedelta(hours=1),
                ends_at=now + timedelta(hours=8),
            )
        )


@pytest.mark.policy("AFF-01", "AFF-02", "ORG-06", "CON-02", "PRN-04")
@pytest.mark.usefixtures("rota")
async def test_nothing_is_lost_or_sent_twice_and_the_second_officer_answers(
    app: FastAPI, mail: RecordedMail, browsing: Browsing
) -> None:
    for words in ("ERR_INTERNET_DISCONNECTED", "ERR_FAILED", "ERR_CONNECTION_FAILED"):
        browsing.expect_fault(words)
    phone = await browsing.page("/kontakt")
    await expect(phone.locator(".officer-name").first).to_have_text(YLVA)
    await told(phone)
    code = await sent_on_a_line_that_loses_the_answer(phone)
    await files_over_a_cut(phone)
    await look_at(phone, "night-1-sent")

    assert await everyone_told(app, mail) == {"ylva@example.org"}
    with clock.turned(WITHOUT_ANSWER):
        assert await everyone_told(app, mail) == {"bo@example.org"}
        assert not [one for one in mail.sent if HAPPENED in one.text or "hot" in one.text.lower()]
        bo = await browsing.page("/")
        await sign_in_on(bo, "bo@example.org")
        await look_at(bo, "night-2-second-officer")
        await bo.get_by_role("button", name="Jag har sett det").click()
        await expect(bo.get_by_text("är mottaget")).to_be_visible()

        await phone.get_by_role("button", name="Jag har sparat koden").click()
        await phone.goto("/min-anmalan")
        await phone.get_by_label("Din kod").fill(code)
        await phone.get_by_role("button", name="Visa", exact=True).click()
        await expect(phone.get_by_text(BO).first).to_be_visible()
        await expect(phone.get_by_text("Ingen har öppnat det ännu")).to_have_count(0)
        await look_at(phone, "night-3-answered")
        await check_leaves_no_trace(phone, HAPPENED, code, BO)
        await there_once(bo)
    with clock.turned(3 * WITHOUT_ANSWER):
        assert await everyone_told(app, mail) == set(), "an answer ends it"


async def told(phone: Page) -> None:
    await phone.get_by_role("link", name="Berätta vad som hänt").first.click()
    await phone.get_by_role("radio", name="Mitt uppdrag i kommunen").check()
    await phone.get_by_role("button", name="Nästa").click()
    await phone.get_by_label("Berätta med dina egna ord").fill(HAPPENED)
    await phone.get_by_role("button", name="Nästa").click()
    await phone.get_by_role("radio", name="Ja", exact=True).check()


async def sent_on_a_line_that_loses_the_answer(phone: Page) -> str:
    """The server has it, and the telephone does not know. Then there is no line at all, and then there is."""

    async def lose(route: Route) -> None:
        await route.fetch()
        await route.abort("connectionfailed")

    await phone.route("**/api/v1/reports", lose)
    await phone.get_by_role("button", name="Skicka nu, hoppa över resten").click()
    await expect(phone.get_by_text("Din text är kvar på sidan").last).to_be_visible()
    await phone.unroute("**/api/v1/reports")
    await phone.context.set_offline(offline=True)
    await phone.get_by_role("button", name="Försök nu").click()
    await expect(phone.get_by_text("Din text är kvar på sidan").last).to_be_visible()
    await phone.context.set_offline(offline=False)
    again = phone.get_by_role("button", name="Försök nu")
    await again.or_(phone.locator("figure .code")).first.wait_for()
    if await again.count():
        await again.click()
    await expect(phone.get_by_role("heading", level=1)).to_have_text("Tack. Vi har tagit emot det.")
    return (await phone.locator("figure .code").inner_text()).strip()


async def files_over_a_cut(phone: Page) -> None:
    """The network goes while the second piece of three is on its way, and the answer to the first never came."""
    pieces = 0

    async def cut(route: Route) -> None:
        nonlocal pieces
        if route.request.method != "PATCH":
            await route.continue_()
            return
        pieces += 1
        if pieces == 1:
            await route.fetch()
        else:
            await phone.context.set_offline(offline=True)
        await route.abort("connectionfailed")

    await phone.route("**/upload", cut)
    files: list[FilePayload] = [
        {"name": "rop.bin", "mimeType": "application/octet-stream", "buffer": SOUND},
        {"name": "grinden.jpg", "mimeType": "image/jpeg", "buffer": pictures()["bild.jpg"]},
    ]
    await phone.locator("input[type=file]").set_input_files(files)
    await expect(phone.get_by_text("Nätet är borta. Det fortsätter av sig självt.").first).to_be_visible()
    await phone.unroute("**/upload")
    await phone.context.set_offline(offline=False)
    await phone.evaluate("window.dispatchEvent(new Event('online'))")
    await expect(phone.get_by_text("Framme och sparad")).to_have_count(2)


async def everyone_told(app: FastAPI, mail: RecordedMail) -> set[str]:
    """By the due work that is due at this time: of an appointment or an account they hear in other words."""
    mail.sent.clear()
    await work(app.state.database, app.state.due_work)
    return {one.to for one in mail.sent if one.subject == NEEDS_YOU}


async def there_once(officer: Page) -> None:
    """One case, each file once, and byte for byte."""
    cases = await officer.evaluate("fetch('/api/v1/cases').then((it) => it.status)")
    assert cases == 401, "the page keeps its token to itself"
    await officer.goto("/arenden")
    await expect(officer.get_by_role("main").get_by_role("listitem")).to_have_count(1)
    await officer.get_by_role("main").get_by_role("listitem").get_by_role("link").first.click()
    await officer.get_by_role("tab", name="Filer").click()
    await officer.get_by_role("button", name="Öppna listan").click()
    await expect(officer.get_by_role("heading", level=3)).to_have_text(["rop.bin", "grinden.jpg"])
    row = officer.locator("li").filter(has=officer.get_by_role("heading", name="rop.bin"))
    async with officer.expect_download() as download:
        await row.get_by_role("button", name="Hämta originalet").click()
    assert (await (await download.value).path()).read_bytes() == SOUND
