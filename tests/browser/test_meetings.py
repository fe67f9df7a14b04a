"""A board's meeting on its page: called by the officer, held, decided item by item, approved by two."""

import re
from uuid import UUID

import pytest
from fastapi import FastAPI
from playwright.async_api import Page, expect
from sqlmodel import select

from app.access.rules import CaseRole, Office
from app.auth import service as auth
from app.cases.access import bar_tag
from app.cases.models import Bar
from app.cases.rules import BarReason, Conclusion
from app.core import clock
from app.core.database import Database
from app.people import service as people
from app.policy.terms import Category, Phase, Stage
from app.vault import service as vault
from app.vault.crypto import KeyPair
from tests.support.browsing import Browsing, check_leaves_no_trace, look_at, to_part
from tests.support.cases import Member, a_case, a_member, concluded
from tests.support.factories import an_association
from tests.support.sign_in import an_account, sign_in_on

pytestmark = [pytest.mark.anyio, pytest.mark.browser, pytest.mark.slow, pytest.mark.one_database]

REASON = "koltrast: alla uppdrag lämnas genast"
CHAIR, VICE, OFFICER, ACCUSED = "Maj Exempel", "Vera Exempel", "Ylva Exempel", "Rolf Exempel"


async def signing_in(app: FastAPI, office: Office, email: str, name: str) -> Member:
    person_id: UUID = await an_account(app, office, email=email, name=name)
    database: Database = app.state.database
    async with database.reading() as db:
        [holder] = await vault.holders(db, (await auth.holder_ids(db, [person_id])).values())
        return Member(person_id, db.keys.person_tag(person_id), holder, KeyPair.generate())


@pytest.fixture
async def case(app: FastAPI) -> str:
    """Concluded as severe, with the accused on the board; gives the path of its page."""
    async with app.state.database.writing() as db:
        await an_association(db, neutral_name="Kvarnbacken")
    officer = await signing_in(app, Office.SECURITY_OFFICER, "ylva@example.org", OFFICER)
    chair = await signing_in(app, Office.CHAIR, "maj@example.org", CHAIR)
    await signing_in(app, Office.VICE_CHAIR, "vera@example.org", VICE)
    accused = await signing_in(app, Office.BOARD_MEMBER, "rolf@example.org", ACCUSED)
    async with app.state.database.writing() as db:
        for name in ("Eva Exempel", "Ola Exempel"):
            await a_member(db, Office.BOARD_MEMBER, name=name)
        made = await a_case(
            db,
            category=Category.INTERNAL,
            officer=officer,
            barred=[accused],
            others={CaseRole.ACCOUNTABLE: [chair], CaseRole.INVESTIGATOR: [officer]},
        )
        made.stage, made.phase = Stage.CONCLUDED, Phase.KNOWN
        await concluded(db, made, Conclusion.SEVERE)
    return f"/arenden/{made.id}/beslut"


async def press(page: Page, name: str) -> None:
    await page.get_by_role("button", name=name, exact=True).click()


async def decide(page: Page, item: str, *, choose: str | None = None) -> None:
    """In the list item with that title."""
    here = page.get_by_role("listitem").filter(has=page.get_by_role("heading", name=re.compile(item)))
    await here.get_by_role("button", name="Skriv in ett beslut").click()
    if choose is not None:
        await here.get_by_role("radio", name=choose).check()
    await here.get_by_label("Beslutet och skälen").fill(REASON)
    await here.get_by_label("För", exact=True).fill("3")
    await here.get_by_label("Emot", exact=True).fill("0")
    await here.get_by_role("button", name="Skriv in beslutet").click()
    await expect(here.get_by_text("Bifölls")).to_be_visible()


@pytest.mark.policy("KNO-04", "KNO-05", "KNO-07", "KNO-08", "CON-01")
async def test_a_board_meets_decides_and_two_approve(browsing: Browsing, case: str) -> None:
    page = await browsing.page(case)
    await sign_in_on(page, "ylva@example.org")
    await expect(page.get_by_role("region", name="Möten")).to_be_visible()
    await the_case_leads_to_it(page)
    await it_is_called(page)
    await the_overview_leads_to_it(page)
    await who_is_called_finds_it_on_now(browsing)
    await it_is_held_and_decides(page)
    await two_approve(browsing, case)
    accused = await browsing.page(case)
    await sign_in_on(accused, "rolf@example.org")
    await expect(accused.get_by_role("tab", name="Beslut")).to_have_count(0)
    await expect(accused.get_by_text("Styrelsens möte")).to_have_count(0)


async def the_case_leads_to_it(page: Page) -> None:
    await page.get_by_role("tab", name="Plan").click()
    await expect(page.get_by_role("button", name=re.compile("Gå vidare till"))).to_have_count(0)
    await expect(page.get_by_role("button", name=re.compile("Gå tillbaka till"))).to_have_count(1)
    await look_at(page, "meeting-is-next")
    await press(page, "Till styrelsens möte")
    await expect(page.locator(":focus").get_by_role("heading", name="Möten")).to_be_visible()


async def who_is_called_finds_it_on_now(browsing: Browsing) -> None:
    called = await browsing.page("/logga-in")
    await sign_in_on(called, "vera@example.org")
    card = called.get_by_role("region", name="Möten")
    await expect(card.get_by_text("Du är kallad till ett möte.")).to_be_visible()
    await card.get_by_role("link", name=re.compile("^Ärende ")).click()
    await expect(called.get_by_role("region", name="Möten").get_by_text("Styrelsens möte").first).to_be_visible()
    await called.close()


async def it_is_called(page: Page) -> None:
    await press(page, "Kalla till möte")
    await page.get_by_role("radio", name=re.compile("Styrelsens möte")).check()
    await press(page, "Kalla")
    await expect(page.get_by_label("Var?")).to_have_attribute("aria-invalid", "true")
    await page.get_by_label("Klockslag").fill("00:01")
    await page.get_by_label("Var?").fill("Lilla salen")
    await look_at(page, "meeting-call")
    await press(page, "Kalla")
    await expect(page.get_by_text("Lilla salen")).to_be_visible()
    await expect(page.get_by_role("region", name="Möten").get_by_text(ACCUSED)).to_have_count(0)
    await expect(page.get_by_text("4 i styrelsen har ingen del i saken")).to_be_visible()


async def the_overview_leads_to_it(page: Page) -> None:
    overview = page.get_by_role("region", name="Läget")
    line = overview.get_by_role("listitem").filter(has_text="Möten")
    await expect(line).to_contain_text("Kallat")
    await line.get_by_role("link", name="Möten").press("Enter")
    await expect(page.locator(":focus").get_by_role("heading", name="Möten")).to_be_visible()


async def it_is_held_and_decides(page: Page) -> None:
    await press(page, "Öppna mötet")
    await page.get_by_label(CHAIR).check()
    await page.get_by_label(VICE).check()
    await page.get_by_label("Vem leder mötet?").select_option(label=CHAIR)
    await press(page, "Mötet är öppnat")
    await expect(page.get_by_role("alert")).to_contain_text("Ni är för få för att besluta")
    await page.get_by_label("Eva Exempel").check()
    await look_at(page, "meeting-hold")
    await press(page, "Mötet är öppnat")
    await press(page, "Visa dagordning och beslut")
    await expect(page.get_by_text("Kvar att besluta")).to_have_count(3)
    await decide(page, "Uppdragen", choose="Uppdragen ska lämnas")
    await decide(page, "uteslutningsärende", choose="Inget uteslutningsärende öppnas nu")
    await decide(page, "Förtroendefrågan")
    await expect(page.get_by_text("Kvar att besluta")).to_have_count(0)
    await expect(page.get_by_role("button", name="Jag har läst och justerar")).to_have_count(0)
    await look_at(page, "meeting-decided")
    await check_leaves_no_trace(page, REASON, "Exempel", "Lilla salen")


async def two_approve(browsing: Browsing, case: str) -> None:
    chair = await browsing.page(case)
    await sign_in_on(chair, "maj@example.org")
    await press(chair, "Visa dagordning och beslut")
    await expect(chair.get_by_text(REASON).first).to_be_visible()
    async with chair.expect_download() as downloading:
        await press(chair, "Hämta protokollet (PDF)")
    assert (await downloading.value).suggested_filename == "protokoll-mote-1.pdf"
    await press(chair, "Jag har läst och justerar")
    await expect(chair.get_by_text("Den som ledde mötet har justerat")).to_be_visible()
    vice = await browsing.page(case)
    await sign_in_on(vice, "vera@example.org")
    await press(vice, "Jag har läst och justerar")
    await expect(vice.get_by_text("Tack. Protokollet är justerat.")).to_be_visible()
    await look_at(vice, "meeting-approved-by-second")
    await chair.reload()
    await expect(chair.get_by_role("button", name=re.compile("^Möten"), expanded=False)).to_be_visible()
    await expect(chair.get_by_text("Tidigare möten")).to_be_hidden()
    await look_at(chair, "meeting-folded")
    await to_part(chair, "Möten")
    await chair.get_by_text("Tidigare möten").click()
    await expect(chair.get_by_text("Justerat", exact=True)).to_be_visible()
    await look_at(chair, "meeting-past")


async def too_few_are_left(app: FastAPI, case_id: UUID) -> None:
    """All board members but the chair become part of the matter."""
    async with app.state.database.writing() as db:
        for person_id in await people.holders_of(db, Office.BOARD_MEMBER):
            tag = bar_tag(db.keys, case_id=case_id, person_id=person_id)
            if (await db.exec(select(Bar).where(Bar.tag == tag))).first() is None:
                db.add(
                    Bar(
                        case_id=case_id,
                        tag=tag,
                        is_provisional=False,
                        why=BarReason.CLOSE,
                        made_by="test",
                        made_at=clock.now(),
                    )
                )


@pytest.mark.policy("CON-02", "KNO-04")
async def test_what_the_federation_decides_is_written_down_by_one_and_confirmed_by_another(
    app: FastAPI, browsing: Browsing, case: str
) -> None:
    await too_few_are_left(app, UUID(case.split("/")[2]))
    page = await browsing.page(case)
    await sign_in_on(page, "ylva@example.org")
    await press(page, "Kalla till möte")
    await page.get_by_role("radio", name=re.compile("Styrelsens möte")).check()
    await page.get_by_label("Klockslag").fill("00:01")
    await page.get_by_label("Var?").fill("Lilla salen")
    await press(page, "Kalla")
    await press(page, "Lämna över till förbundet")
    await page.get_by_label("Varför kan styrelsen inte besluta?").fill("Två av oss är kvar.")
    await press(page, "Lämna över")
    meetings = page.get_by_role("region", name="Möten")
    await expect(meetings.get_by_text("Skriv in vad förbundet beslutat")).to_be_visible()
    await press(page, "Visa dagordning och beslut")
    here = page.get_by_role("listitem").filter(has=page.get_by_role("heading", name=re.compile("Uppdragen")))
    await here.get_by_role("button", name="Skriv in förbundets beslut").click()
    await here.get_by_role("radio", name="Uppdragen ska lämnas").check()
    await here.get_by_role("button", name="Skriv in", exact=True).click()
    await expect(here.get_by_text("Skriv vad brevet kallas.")).to_be_visible()
    await here.get_by_role("radio", name="Ja, så ska det bli").check()
    await here.get_by_label("Beslutet och skälen").fill(REASON)
    await here.get_by_label("Brevets beteckning").fill("FS 2026/41")
    await look_at(page, "meeting-ruling")
    await here.get_by_role("button", name="Skriv in", exact=True).click()
    await expect(here.get_by_text("Väntar på en till")).to_be_visible()
    await expect(here.get_by_role("button", name="Jag har jämfört")).to_have_count(0)

    chair = await browsing.page(case)
    await sign_in_on(chair, "maj@example.org")
    await press(chair, "Visa dagordning och beslut")
    await look_at(chair, "meeting-ruling-confirm")
    await chair.get_by_role("button", name="Jag har jämfört med brevet, det stämmer").click()
    await expect(chair.get_by_text(re.compile(f"jämfört med brevet av {CHAIR}"))).to_be_visible()
