"""Ballots on paper as those who mark and count them see it: what it can give away is said before anyone is marked."""

from datetime import timedelta

import pytest
from playwright.async_api import Page, expect

from app.access.rules import Office
from app.core import clock
from app.votes.rules import Choice
from tests.browser.test_projector import signed_in
from tests.support.browsing import Browsing, look_at
from tests.support.sign_in import an_account, an_account_of
from tests.support.voting import Assemble, Assembly, VoterPage

pytestmark = [pytest.mark.anyio, pytest.mark.browser, pytest.mark.slow, pytest.mark.one_database]

COUNTED = {"Antal valsedlar": "5", "Ja": "3", "Nej": "1", "Blankt": "1"}


async def marks(page: Page, assembly: Assembly, name: str) -> None:
    await page.get_by_role("button", name=f"Papper : {name}", exact=True).click()
    dialog = page.get_by_role("dialog", name=f"Ska {name} rösta på papper?")
    await expect(dialog.get_by_text("Röstar alla på papper lika vet alla hur var och en")).to_be_visible()
    if name == assembly.names[0]:
        await look_at(page, "paper-1-asked")
    await dialog.get_by_role("button", name="Rösta på papper").click()
    await expect(page.get_by_role("button", name=f"Papper : {name}", exact=True)).to_have_count(0)


async def all_cast(assembly: Assembly, pages: list[VoterPage]) -> None:
    """Those whose links still hold."""
    drew = [page for page in pages if (await page.post("entry", {"token": page.token})).status_code == 200]
    for page in drew:
        await page.draw()
    await assembly.lead("drawing/close")
    await assembly.lead("open")
    for number, page in enumerate(drew):
        assert (await page.cast(Choice.FOR if number else Choice.AGAINST)).status_code == 200
    await assembly.lead("close")


async def enters(page: Page, counted: dict[str, str]) -> None:
    card = page.get_by_role("heading", name="Räkna rösterna på papper").locator("xpath=ancestor::section[1]")
    for label, number in counted.items():
        await card.get_by_label(label, exact=True).fill(number)
    await card.get_by_role("button", name="Spara min räkning").click()


async def test_five_are_marked_and_two_count_until_they_agree(assemble: Assemble, browsing: Browsing) -> None:
    assembly = await assemble(10)
    await an_account(assembly.app, Office.SECURITY_OFFICER, email="officer@example.org")
    await an_account(assembly.app, Office.VICE_CHAIR, email="vice@example.org")
    await an_account_of(assembly.app, assembly.voters[9])
    voters = await assembly.until_summoned(held="in_a_room")
    path = f"/omrostningar/{assembly.vote_id}"
    vice = await signed_in(browsing, "vice@example.org", path)
    await vice.get_by_text("Alla (10)").click()
    for number in range(5):
        await marks(vice, assembly, assembly.names[number])
        if number == 3:
            await expect(vice.get_by_text("4 är avprickade för papper, och minst 5 behövs.").first).to_be_visible()
            await look_at(vice, "paper-2-too-few")
    await vice.get_by_role("button", name=f"Inte på papper : {assembly.names[4]}").click()
    await marks(vice, assembly, assembly.names[4])
    await expect(vice.get_by_text("minst 5 behövs")).to_have_count(0)
    await look_at(vice, "paper-3-marked")
    await all_cast(assembly, voters)

    officer = await signed_in(browsing, "officer@example.org", path)
    await vice.reload()
    await expect(officer.get_by_role("heading", name="Räkna rösterna på papper")).to_be_visible()
    await enters(officer, {"Antal valsedlar": "6"})
    await expect(officer.get_by_text("Skriv ett antal från 0 till 5.")).to_be_visible()
    await enters(officer, {"Antal valsedlar": "4"})
    await expect(officer.get_by_text("Din räkning är sparad.")).to_be_visible()
    await officer.get_by_role("button", name="Räkna om").click()
    await enters(officer, COUNTED | {"Blankt": "2"})
    await expect(officer.get_by_text("Ja, nej och blankt ska tillsammans bli 5.")).to_be_visible()
    await look_at(officer, "paper-4-counting")
    await enters(officer, COUNTED)
    await expect(officer.get_by_text("Du räknade 3 ja, 1 nej och 1 blankt.")).to_be_visible()
    await enters(vice, COUNTED | {"Ja": "2", "Nej": "2"})
    await expect(vice.get_by_text("Ni har räknat olika.")).to_be_visible()
    assert "3 ja" not in await vice.locator("body").inner_text(), "what the other found is not shown"
    await look_at(vice, "paper-5-differ")
    await expect(officer.get_by_text("Ni har räknat olika.")).to_be_visible()
    await vice.get_by_role("button", name="Räkna om").click()
    await enters(vice, COUNTED)
    await expect(vice.get_by_role("heading", name="Räkna rösterna på papper")).to_have_count(0)

    with clock.turned(timedelta(minutes=3)):
        await assembly.lead("certification")
    member = await signed_in(browsing, "voter9@example.org", path)
    await expect(member.get_by_text("På papper blev det 3 ja, 1 nej och 1 blankt")).to_be_visible()
    await expect(member.get_by_text("de bygger på vad de två har sagt")).to_be_visible()
    await expect(member.get_by_text("På papper", exact=True)).to_have_count(5)
    await look_at(member, "paper-6-result")


async def test_the_wall_waits_for_the_paper(assemble: Assemble, browsing: Browsing) -> None:
    assembly = await assemble(10)
    await an_account(assembly.app, Office.VICE_CHAIR, email="vice@example.org")
    voters = await assembly.until_summoned(held="in_a_room")
    entries = (await assembly.chair.get(f"/api/v1/votes/{assembly.vote_id}/roll")).json()["entries"]
    for entry in entries[:5]:
        marked = f"/api/v1/votes/{assembly.vote_id}/roll/{entry['entry_id']}/paper"
        assert (await assembly.chair.put(marked, json={"votes_on_paper": True})).status_code == 204
    with clock.turned(timedelta(minutes=-5)):
        await all_cast(assembly, voters)
    wall = await signed_in(browsing, "vice@example.org", f"/omrostningar/{assembly.vote_id}/projektor")
    await expect(wall.get_by_text("Två räknar rösterna på papper.")).to_be_visible()
    await look_at(wall, "paper-7-wall")
