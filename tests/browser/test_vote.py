"""A secret vote as its voters see it: five telephones, one of them lost, from the link to one's own line."""

import asyncio
from datetime import timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Page, Route, expect

from app.core import clock
from tests.support.browsing import PATIENCE, Browsing, check_accessibility, picture
from tests.support.telephone import Telephone
from tests.support.voting import Assemble, VoterPage

pytestmark = [pytest.mark.anyio, pytest.mark.browser, pytest.mark.slow, pytest.mark.one_database]

AGAINST, FOR, BLANK = "Ja, förtroende saknas", "Nej, förtroendet finns kvar", "Blank"


async def five_telephones(browsing: Browsing, links: list[VoterPage], **about_third: Any) -> list[Telephone]:
    return [
        Telephone(await browsing.page(**(about_third if number == 2 else {})), link)
        for number, link in enumerate(links)
    ]


@pytest.mark.policy("CGR-04", "CGR-05", "CGR-06", "KNO-08", "KNO-09")
async def test_five_voters_collect_vote_and_find_their_own_line(
    browsing: Browsing, assemble: Assemble, tmp_path: Path
) -> None:
    assembly = await assemble(5)
    links = await assembly.until_summoned(held="in_a_room")
    phones = await five_telephones(browsing, links)
    await all_collect(phones)

    await assembly.lead("drawing/close")
    await assembly.lead("open")
    before_casting = [len(phone.asked) for phone in phones]
    lost = phones.pop()
    await lost.page.context.close()
    await four_cast(phones)
    found = Telephone(await browsing.page(), lost.link)
    await restore_and_cast(found, lost.code)
    voters = [*phones, found]
    for phone, before in zip(voters, [*before_casting[:4], 0], strict=True):
        assert_nothing_links(phone, before)

    await assembly.lead("close")
    await all_find_their_envelope(voters)
    with clock.turned(timedelta(minutes=3)):
        late = voters[1]
        await expect(late.page.get_by_text("Något stämmer inte")).to_be_visible()
        await late.page.route("**/api/v1/ballots/*", dated_by_the_turned_clock)
        await late.page.reload()
        await expect(late.page.get_by_text("Tiden för invändningar är slut.")).to_be_visible()
        await assembly.due()
        told = await assembly.read()
        assert (told["outcome"], told["result"]["confirmed"]) == ("no_confidence", 4)
        for phone in voters:
            await phone.look_again()
            await phone.sees("Gruppen saknar förtroende")
    await all_find_their_line(voters)
    await recounts_at_home(voters[0], await browsing.page(), tmp_path)


async def dated_by_the_turned_clock(route: Route) -> None:
    """The page goes by the server's clock, and what serves here was not turned with the application."""
    answer = await route.fetch()
    await route.fulfill(response=answer, headers=answer.headers | {"date": format_datetime(clock.now(), usegmt=True)})


async def all_collect(phones: list[Telephone]) -> None:
    first, *others = phones
    for phone in phones:
        await phone.open_link()
    await first.sees("Hämta din rösträtt")
    assert "#" not in first.page.url, "the link has left the address bar"
    await expect(first.page.get_by_text("Den här omröstningen saknar rösträknare")).to_be_visible()
    await looked_at(first, "vote-1-draw")
    await first.page.reload()
    await first.press("Hämta min rösträtt")
    await first.sees("Skriv av din röstkod")
    await expect(first.page.get_by_text("Din rösträtt är hämtad")).to_be_visible()
    await looked_at(first, "vote-2-code")
    await first.press("Jag har skrivit av koden")
    await first.sees("Din rösträtt är hämtad")
    await looked_at(first, "vote-3-wait")
    await first.page.reload()
    await first.sees("Din rösträtt är hämtad")
    for phone in others:
        await phone.collect()
    assert len({phone.code for phone in others}) == len(others)


async def four_cast(phones: list[Telephone]) -> None:
    first, second, third, fourth = phones
    for phone in phones:
        await phone.look_again()
        await phone.sees("Rösta")
    assert await first.page.evaluate("document.activeElement.tagName") == "H1"
    await looked_at(first, "vote-4-choose")
    await first.press("Lägg rösten")
    await expect(first.page.get_by_text("Välj ett av de tre först.")).to_be_visible()
    await first.cast(FOR)
    await looked_at(first, "vote-5-receipt")
    await first.press("Rösta om")
    await first.sees("Rösta om")
    await first.cast(AGAINST)
    await expect(first.page.get_by_text("Kvitto 2")).to_be_visible()
    await second.cast(AGAINST)
    await third.cast(AGAINST)
    await fourth.cast(BLANK)


async def restore_and_cast(found: Telephone, code: str) -> None:
    await found.open_link()
    await found.sees("Skriv din röstkod")
    await looked_at(found, "vote-6-restore")
    await found.page.get_by_label("Röstkod").fill(mistyped(code))
    await found.press("Hämta hit min rösträtt")
    await expect(found.page.get_by_text("Något tecken stämmer inte")).to_be_visible()
    await found.page.get_by_label("Röstkod").fill(code.lower().replace("-", " "))
    await found.press("Hämta hit min rösträtt")
    await found.sees("Rösta")
    await found.cast(FOR)


async def all_find_their_envelope(voters: list[Telephone]) -> None:
    for phone in voters:
        await phone.look_again()
        await phone.sees("Omröstningen är stängd")
        await expect(phone.page.get_by_text("Ditt kuvert finns på listan")).to_be_visible()
    first, *_ = voters
    await looked_at(first, "vote-7-check")
    for phone in voters[:4]:
        await phone.press("Bekräfta att mitt kvitto finns med")
        await expect(phone.page.get_by_text("Du har bekräftat")).to_be_visible()
    await first.page.reload()
    await expect(first.page.get_by_text("Du har bekräftat")).to_be_visible()


async def all_find_their_line(voters: list[Telephone]) -> None:
    first, *_ = voters
    await expect(first.page.get_by_text("3 svarade ja, 1 svarade nej och 1 röstade blankt.")).to_be_visible()
    await looked_at(first, "vote-8-result")
    for phone, choice in zip(voters, [AGAINST, AGAINST, AGAINST, BLANK, FOR], strict=True):
        await expect(phone.page.get_by_text("Så räknades din röst")).not_to_be_visible()
        await phone.press("Visa min rad")
        await expect(phone.page.locator("dd.choice")).to_have_text(choice)
    await looked_at(first, "vote-9-my-line")


async def recounts_at_home(voter: Telephone, elsewhere: Page, folder: Path) -> None:
    """With the two files the voting page gives, and the line it shows, on another machine without a network."""
    for role, name, file in (
        ("button", "Hämta protokollsutdraget", "bulletin.json"),
        ("link", "Hämta sidan som räknar om", "verifier.html"),
    ):
        async with voter.page.expect_download() as started:
            await voter.page.get_by_role(role, name=name).click()  # type: ignore[arg-type]  # one of two words
        download = await started.value
        assert download.suggested_filename == file
        await download.save_as(folder / file)
    await elsewhere.context.set_offline(True)
    await elsewhere.goto((folder / "verifier.html").as_uri())
    await elsewhere.locator("#file").set_input_files(folder / "bulletin.json")
    await expect(elsewhere.get_by_role("heading", name="Räkningen stämmer.")).to_be_visible()
    await elsewhere.get_by_role("textbox", name="Din rad").fill(
        await voter.page.get_by_text("Raden som börjar").inner_text()
    )
    await expect(elsewhere.get_by_text(f"Rösten räknades som: {AGAINST}")).to_be_visible()


async def looked_at(phone: Telephone, name: str) -> None:
    await check_accessibility(phone.page)
    await picture(phone.page, name)


def assert_nothing_links(phone: Telephone, before: int) -> None:
    """From the opening on, nothing that could say whose envelope it is: no link, no session, no referrer."""
    while_casting = phone.asked[before:]
    assert any(path.endswith("/cast") for _, path, _, _ in while_casting)
    for method, path, body, headers in while_casting:
        assert phone.link.token not in path + body + str(headers), f"{method} {path} carries the link"
    for _, path, _, headers in phone.asked:
        sent = {name for name, value in headers.items() if value}
        assert not sent & {"cookie", "authorization", "referer"}, path


def mistyped(code: str) -> str:
    return ("7" if code[0] != "7" else "8") + code[1:]


async def test_where_the_vote_stands_and_what_the_link_is_for_are_asked_before_the_pages_own_script_is_there(
    browsing: Browsing, assemble: Assemble
) -> None:
    assembly = await assemble(5)
    phone = Telephone(await browsing.page(), (await assembly.until_summoned())[0])
    has_asked = asyncio.Event()

    async def after_the_questions(route: Route) -> None:
        await asyncio.wait_for(has_asked.wait(), timeout=PATIENCE / 1000)
        await route.continue_()

    phone.page.on("request", lambda request: has_asked.set() if request.url.endswith("/entry") else None)
    await phone.page.route("**/assets/rosta/rosta-*.js", after_the_questions)
    await phone.open_link()
    await phone.sees("Hämta din rösträtt")
    of_the_vote = [path.rpartition("/")[2] for _, path, _, _ in phone.asked if path.startswith("/ballots/")]
    assert of_the_vote == [phone.link.vote_id, "entry"], "each once"
    await phone.page.unroute("**/assets/rosta/rosta-*.js")

    await phone.press("Hämta min rösträtt")
    await phone.press("Jag har skrivit av koden")
    before = len(phone.asked)
    await phone.page.goto("about:blank")
    await phone.open_link()
    await phone.sees("Din rösträtt är hämtad")
    assert not any(phone.link.token in f"{asked}" for asked in phone.asked[before:]), "this device needs no link"
