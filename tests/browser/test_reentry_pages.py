"""A return from the wish to the trial, as the chair leads it; and a nomination asked about and confirmed."""

import re
from uuid import UUID

import pytest
from fastapi import FastAPI
from playwright.async_api import Page, expect

from app.access.rules import Office
from app.proceedings.hooks import Departure, DepartureReason, person_left
from tests.support.browsing import Browsing, check_leaves_no_trace, look_at
from tests.support.cases import a_member
from tests.support.factories import a_person, an_association, in_days
from tests.support.sign_in import an_account, sign_in_on

pytestmark = [pytest.mark.anyio, pytest.mark.browser, pytest.mark.slow, pytest.mark.one_database]

RETURNING, NOTE = "Kaj Exempel", "koltrast: vi pratade länge"


@pytest.fixture
async def returning(app: FastAPI) -> UUID:
    """Somebody who was told to leave, and the people who decide about it."""
    async with app.state.database.writing() as db:
        await an_association(db, neutral_name="Kvarnbacken")
        person = await a_person(db, name=RETURNING)
        await person_left(db, Departure(person.id, None, DepartureReason.TOLD_TO_LEAVE))
    await an_account(app, Office.CHAIR, email="chair@example.org", name="Maj Ordförande")
    await an_account(app, Office.GROUP_LEADER, email="leader@example.org", name="Gun Gruppledare")
    await an_account(app, Office.VICE_CHAIR, email="vera@example.org", name="Vera Exempel")
    async with app.state.database.writing() as db:
        await a_member(db, Office.BOARD_MEMBER, name="Eva Exempel")
    await an_account(app, Office.SECURITY_OFFICER, email="ylva@example.org", name="Ylva Exempel")
    return person.id


async def press(page: Page, name: str) -> None:
    await page.get_by_role("button", name=name).click()


@pytest.mark.policy("REE-01", "REE-02", "REE-03", "REE-05", "REE-06")
async def test_a_return_from_the_wish_to_the_trial_and_what_a_nomination_is_told_meanwhile(
    app: FastAPI, browsing: Browsing, returning: UUID
) -> None:
    leader = await browsing.page("/nomineringar")
    await sign_in_on(leader, "leader@example.org")
    await expect(leader.get_by_text("Inga frågor än")).to_be_visible()
    await leader.get_by_label("Vem är nominerad?").select_option(label=RETURNING)
    await press(leader, "Fråga")
    await expect(leader.get_by_text("Väntar på en människa", exact=True)).to_be_visible()
    await look_at(leader, "nomination-asked")

    chair = await browsing.page("/")
    await sign_in_on(chair, "chair@example.org")
    await expect(chair.get_by_text("Förslaget är")).to_contain_text("Nej, inte än")
    await look_at(chair, "nomination-to-confirm")
    await press(chair, "Bekräfta")
    await expect(chair.get_by_text("Förslaget är")).not_to_be_attached()
    await leader.reload()
    await expect(leader.get_by_text("Personen ska först prata med styrelsen och gruppen.")).to_be_visible()
    await expect(leader.get_by_text(re.compile("^Gäller till"))).to_be_visible()
    await look_at(leader, "nomination-answered")

    await chair.goto(f"{browsing.address}/aterkomst")
    await expect(chair.get_by_text("Ingen återkomst just nu")).to_be_visible()
    await press(chair, "Ny återkomst")
    await chair.get_by_label("Vem vill komma tillbaka?").select_option(label=RETURNING)
    await look_at(chair, "return-wish")
    await press(chair, "Spara önskan")
    await expect(chair.get_by_role("heading", level=1)).to_have_text(RETURNING)
    await look_at(chair, "return-applied")
    await press(chair, "Ta upp frågan")
    await expect(chair.get_by_text("Prata med den som vill tillbaka och med den utsatta.")).to_be_visible()
    await talked_with(chair)
    await the_affected_person_declined(chair)
    await chair.get_by_role("region", name="Fullmäktigegruppen").get_by_label("Nej", exact=True).check()
    await expect(chair.get_by_text("Besluta på ett möte. Alla som ska tillfrågas har fått frågan.")).to_be_visible()
    await look_at(chair, "return-heard")
    await the_board_meets(chair)
    await decided_on_trial(chair)
    await two_approve(browsing, chair)
    await expect(chair.get_by_text("Tillbaka på prov", exact=True).first).to_be_visible()
    await expect(chair.get_by_text(re.compile("^Ni ser över det .* Då kommer en påminnelse"))).to_be_visible()
    await look_at(chair, "return-on-trial")
    await check_leaves_no_trace(chair, NOTE, RETURNING)


async def talked_with(chair: Page) -> None:
    await press(chair, "Vi har pratat")
    card = chair.get_by_role("region", name="Samtalet med den som vill tillbaka")
    await card.get_by_label("Vi har pratat").check()
    await card.get_by_role("radiogroup", name="Har personen bett om ursäkt?").get_by_label("Ja").check()
    await card.get_by_role("radiogroup", name="Tar personen ansvar").get_by_label("Delvis").check()
    await card.get_by_label("Vad sades?").fill(NOTE)
    await look_at(chair, "return-talk")
    await card.get_by_role("button", name="Spara").click()
    await expect(card.get_by_role("button", name="Ändra")).to_be_visible()


async def the_affected_person_declined(chair: Page) -> None:
    card = chair.get_by_role("region", name="Den utsatta")
    await card.get_by_role("button", name="Vad blev svaret?").click()
    await card.get_by_label("Vill inte prata om det").check()
    await card.get_by_role("button", name="Spara").click()
    await expect(card.get_by_text("Det räknas inte som ett ja.")).to_be_visible()


async def the_board_meets(chair: Page) -> None:
    card = chair.get_by_role("region", name="Möten")
    await expect(card.get_by_text("Kalla styrelsen till ett möte.")).to_be_visible()
    await press(chair, "Kalla till möte")
    await card.get_by_label("Klockslag").fill("00:01")
    await card.get_by_label("Var?").fill("Lilla salen")
    await card.get_by_role("button", name="Kalla", exact=True).click()
    await expect(card.get_by_text("3 i styrelsen har ingen del i saken")).to_be_visible()
    await look_at(chair, "return-called")
    await press(chair, "Öppna mötet")
    for name in ("Maj Ordförande", "Vera Exempel", "Eva Exempel"):
        await card.get_by_label(name).check()
    await card.get_by_label("Vem leder mötet?").select_option(label="Maj Ordförande")
    await press(chair, "Mötet är öppnat")
    await press(chair, "Visa dagordning och beslut")


async def decided_on_trial(chair: Page) -> None:
    point = chair.get_by_role("listitem").filter(has=chair.get_by_role("heading", name="Ska personen komma tillbaka?"))
    await point.get_by_role("button", name="Skriv in ett beslut").click()
    await point.get_by_role("radio", name="Personen kommer tillbaka på prov").check()
    await point.get_by_label("För", exact=True).fill("2")
    await point.get_by_label("Emot", exact=True).fill("1")
    await point.get_by_label("Beslutet och skälen").fill("Vi pratade igenom det.")
    await press(chair, "Skriv in beslutet")
    await expect(point.get_by_text("Skriv vilket uppdrag det är.")).to_be_visible()
    await point.get_by_label("Vilket mindre uppdrag?").fill("Planera vårens möten")
    # Part by part: year, month, day.
    await point.get_by_role("spinbutton").first.click()
    await chair.keyboard.type(in_days(90).strftime("%Y%m%d"))
    await look_at(chair, "return-decision")
    await press(chair, "Skriv in beslutet")
    await expect(point.get_by_text("Uppdrag på prov: Planera vårens möten")).to_be_visible()
    await expect(chair.get_by_text("Styrelsen har inte beslutat än.")).to_be_visible()
    await look_at(chair, "return-decided")


async def two_approve(browsing: Browsing, chair: Page) -> None:
    """The second comes from what is shown to whoever is called."""
    await press(chair, "Jag har läst och justerar")
    await expect(chair.get_by_text("Den som ledde mötet har justerat")).to_be_visible()
    vice = await browsing.page("/")
    await sign_in_on(vice, "vera@example.org")
    await expect(vice.get_by_text("Du är kallad till ett möte.")).to_be_visible()
    await vice.get_by_role("link", name=re.compile("^Ärende .{4}-")).first.click()
    await expect(vice.get_by_role("heading", level=1)).to_have_text(RETURNING)
    await look_at(vice, "return-called-to")
    await press(vice, "Jag har läst och justerar")
    await expect(vice.get_by_text("Tack. Protokollet är justerat.")).to_be_visible()
    await chair.reload()
