"""Whatever happens to a voter, the page says in plain words what to do, and nothing that was collected is lost.

| what happened | what the page says or does | test |
|---|---|---|
| the mail program's own browser forgets | to open the link in an ordinary one, with a button that copies it | `..._inside_another_app_...` |
| the page was closed | goes on where it was, from the same link | `..._closed_page_...` |
| another device was first; the link was used | who it may have been, what to do, and by when it can be put right | `..._second_draw_...` |
| the telephone is lost, the code is not, before casting | that the code works from the opening on | `..._second_draw_...` |
| the telephone is lost, the code is not, while casting is open | asks for the code; nobody is told who restored | `..._wrong_code_...` |
| telephone and code are lost, before casting | to say so while it can be put right | `..._second_draw_...` |
| telephone and code are lost, later | what a loss means, one confirmation, and that it is said | `..._lost_both_...` |
| a code with a slip of the pen; another vote's code | which of the two it is | `..._wrong_code_...` |
| the vote was locked anew | that it began again, and that a new link comes | `..._begins_again_...` |
| a slip on paper voided the link | to use the newer one; another can be opened from there | `..._replaced_by_a_slip_...` |
| collecting has closed | that it has, and whom to tell before casting opens | `..._collecting_has_closed_...` |
| the browser keeps nothing | to open it in an ordinary window, before anything is drawn | `..._keeps_nothing_...` |
| the line breaks in the midst of the draw | that nothing is lost; the same draw is asked for again | `..._breaks_in_the_draw` |
| the line breaks in the midst of the cast | that the envelope may be there already; the same one is sent again | `..._breaks_in_the_cast` |
| the telephone's clock is hours wrong | the times that hold, by the server's clock; everything works | `..._clock_is_wrong_...` |
| the device is not one's own | clears it whole, and takes the next link | `test_borrowed_device.py` |
| the page is heard, not seen | the new heading has the focus at each step | `test_vote_by_keyboard.py` |
"""

from datetime import timedelta
from typing import Any

import pytest
from playwright.async_api import Route, expect

from app.access.rules import Office
from app.core import clock
from tests.support.browsing import Browsing, check_accessibility, picture
from tests.support.telephone import Telephone
from tests.support.voting import Assemble, Assembly

pytestmark = [
    pytest.mark.anyio,
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.one_database,
    pytest.mark.policy("CGR-04"),
]

FOR, BLANK = "Nej, förtroendet finns kvar", "Blank"
IN_A_ROOM = {"held": "in_a_room"}
LOST = "Jag har varken telefonen eller koden kvar"


async def looked_at(phone: Telephone, name: str) -> None:
    await check_accessibility(phone.page)
    await picture(phone.page, f"stranded-{name}")


async def open_box(assembly: Assembly) -> None:
    await assembly.lead("drawing/close")
    await assembly.lead("open")


async def test_inside_another_app_the_link_is_taken_out_to_an_ordinary_browser(
    browsing: Browsing, assemble: Assemble
) -> None:
    link, _ = await (await assemble(2)).until_summoned(**IN_A_ROOM)
    app = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 [FBAN/FBIOS;FBAV/480.0]"
    page = await browsing.page(user_agent=app, permissions=["clipboard-read", "clipboard-write"])
    phone = Telephone(page, link)
    await phone.open_link()
    await phone.sees("Öppna länken i din vanliga webbläsare")
    assert not [path for _, path, _, _ in phone.asked if "ballots" in path], "nothing is asked before that"
    await phone.press("Kopiera länken")
    await phone.reads("Kopierad")
    assert (await page.evaluate("navigator.clipboard.readText()")).endswith(phone.address)
    await phone.press("Fortsätt här ändå")
    await phone.sees("Hämta din rösträtt")


async def test_a_closed_page_goes_on_from_the_same_link(browsing: Browsing, assemble: Assemble) -> None:
    link, _ = await (await assemble(2)).until_summoned(**IN_A_ROOM)
    phone = Telephone(await browsing.page(), link)
    await phone.open_link()
    await phone.draw()
    context = phone.page.context
    await phone.page.close()
    again = Telephone(await browsing.page(context=context), link)
    await again.open_link()
    await again.sees("Skriv av din röstkod")
    assert (await again.page.locator("figure .code").inner_text()).strip() == phone.code


async def test_a_second_draw_from_another_device_says_who_it_may_have_been(
    browsing: Browsing, assemble: Assemble
) -> None:
    link, _ = await (await assemble(2)).until_summoned(**IN_A_ROOM)
    first, second, third = [Telephone(await browsing.page(), link) for _ in range(3)]
    await first.open_link()
    await second.open_link()
    await second.sees("Hämta din rösträtt")
    await first.collect()
    await second.press("Hämta min rösträtt")
    await third.open_link()
    for late in (second, third):
        await late.sees("Länken har redan använts")
        await late.reads(
            "Gå tillbaka dit. När röstningen öppnar kan du också rösta här med din röstkod.",
            "Var det inte du, eller har du varken enheten eller koden kvar? Säg genast till den som leder.",
        )
    await looked_at(third, "used")


async def test_a_wrong_code_says_whether_it_was_written_or_chosen_wrongly(
    browsing: Browsing, assemble: Assemble
) -> None:
    assembly = await assemble(3)
    mine, others, _ = await assembly.until_summoned(**IN_A_ROOM)
    lost = Telephone(await browsing.page(), mine)
    await lost.open_link()
    await lost.collect()
    await lost.page.context.close()
    await open_box(assembly)
    found = Telephone(await browsing.page(), mine)
    await found.open_link()
    slip = ("7" if lost.code[0] != "7" else "8") + lost.code[1:]
    await found.restore(slip)
    await found.reads("Något tecken stämmer inte. Jämför med det du skrev av.")
    await found.restore("008J-4CT4-ANK7-F24S-NAXW-SQFE-ZYJX")
    await found.reads("Ingen hämtad rösträtt har den koden.")
    await found.restore(lost.code.lower().replace("-", ""))
    await found.sees("Rösta")
    await found.cast(BLANK)
    assert not [body for _, _, body, _ in found.asked if mine.token in body]
    never = Telephone(await browsing.page(), others)
    await never.open_link()
    await never.reads("Har du aldrig hämtat någon rösträtt kan du inte rösta längre: hämtningen är stängd.")


@pytest.mark.policy("KNO-09")
async def test_whoever_lost_both_telephone_and_code_says_so_once_and_knows_what_it_means(
    browsing: Browsing, assemble: Assemble
) -> None:
    assembly = await assemble(7)
    mine, late, never, *others = await assembly.until_summoned(**IN_A_ROOM)
    lost, lost_late = [Telephone(await browsing.page(), link) for link in (mine, late)]
    for phone in (lost, lost_late):
        await phone.open_link()
        await phone.collect()
        await phone.page.context.close()
    for each in others:
        await each.draw()
    await open_box(assembly)

    phone = Telephone(await browsing.page(), mine)
    await phone.open_link()
    await phone.sees("Skriv din röstkod")
    await phone.folded(LOST).click()
    await phone.reads("utan ditt namn", "Har du redan röstat räknas din röst som vanligt")
    await looked_at(phone, "loss-1")
    await phone.press("Säg att min röst är förlorad")
    await phone.sees("Du har sagt att din röst är förlorad")
    assert await phone.page.evaluate("document.activeElement.tagName") == "H1"
    await phone.reads("Hittar du koden innan det stänger kan du ändå rösta här.")
    await looked_at(phone, "loss-2")
    assert [path for _, path, body, _ in phone.asked if mine.token in body] == [f"/ballots/{mine.vote_id}/loss"]

    stranger = Telephone(await browsing.page(), never)
    await stranger.open_link()
    await stranger.folded(LOST).click()
    await stranger.press("Säg att min röst är förlorad")
    await stranger.reads("Länken har ingen rösträtt att förlora")

    with clock.turned(timedelta(hours=48, seconds=1)):
        await assembly.due()
        in_the_window = Telephone(await browsing.page(), late)
        await in_the_window.open_link()
        await in_the_window.sees("Omröstningen är stängd")
        await in_the_window.folded(LOST).click()
        await in_the_window.press("Säg att min röst är förlorad")
        await in_the_window.reads("Du har sagt att din röst är förlorad")
        await looked_at(in_the_window, "loss-3")
        for known in (in_the_window, phone):
            await known.page.reload()
            await known.reads("Du har sagt att din röst är förlorad")
            await expect(known.folded(LOST)).to_have_count(0)


async def test_a_vote_that_begins_again_says_so_and_that_a_new_link_comes(
    browsing: Browsing, assemble: Assemble
) -> None:
    assembly = await assemble(2)
    mine, others = await assembly.until_summoned(**IN_A_ROOM)
    drew, did_not = [Telephone(await browsing.page(), link) for link in (mine, others)]
    await drew.open_link()
    await drew.collect()
    await assembly.set_times(**IN_A_ROOM)
    await drew.look_again()
    await drew.reads("Länken gäller inte", "Använd den senaste du fått.")
    await assembly.summon()
    await drew.look_again()
    await drew.sees("Omröstningen har börjat om")
    await drew.reads("Alla får en ny länk.", "Använd den nya länken. Har du inte fått någon? Säg till den som leder.")
    await expect(drew.page.get_by_role("alert")).to_have_count(0)
    await looked_at(drew, "anew")
    await did_not.open_link()
    await did_not.sees("Länken gäller inte")
    await did_not.reads("Du har kanske fått en nyare: ett senare mejl, eller en lapp på papper. Använd den.")


async def test_a_link_replaced_by_a_slip_says_where_to_look(browsing: Browsing, assemble: Assemble) -> None:
    assembly = await assemble(2)
    mine, _ = await assembly.until_summoned(**IN_A_ROOM)
    second = await assembly.as_actor(Office.SECURITY_OFFICER)
    entries = (await assembly.chair.get(f"/api/v1/votes/{assembly.vote_id}/roll")).json()["entries"]
    for entry in entries:
        path = f"/api/v1/votes/{assembly.vote_id}/roll/{entry['entry_id']}/slip"
        await assembly.chair.post(path)
        slip = (await second.post(path)).json()["path"]
    phone = Telephone(await browsing.page(), mine)
    await phone.open_link()
    await phone.sees("Länken gäller inte")
    await phone.press("Öppna en annan länk")
    await phone.page.get_by_label("Länken, avskriven för hand").fill(slip.partition("#")[2])
    await phone.press("Öppna länken")
    await phone.sees("Hämta din rösträtt")


async def test_when_collecting_has_closed_it_says_whom_to_tell_and_by_when(
    browsing: Browsing, assemble: Assemble
) -> None:
    assembly = await assemble(2)
    mine, _ = await assembly.until_summoned(**IN_A_ROOM)
    phone = Telephone(await browsing.page(), mine)
    await phone.open_link()
    await phone.sees("Hämta din rösträtt")
    await assembly.lead("drawing/close")
    await phone.press("Hämta min rösträtt")
    await phone.sees("Hämtningen har stängt")
    await phone.reads("Hade du använt den, eller hindrades du? Säg till den som leder innan röstningen öppnar.")
    await looked_at(phone, "too-late")


async def test_a_browser_that_keeps_nothing_is_told_before_anything_is_drawn(
    browsing: Browsing, assemble: Assemble
) -> None:
    link, _ = await (await assemble(2)).until_summoned(**IN_A_ROOM)
    page = await browsing.page()
    refused = "() => { throw new DOMException('refused', 'SecurityError'); }"
    await page.context.add_init_script(f"IDBFactory.prototype.open = {refused}")
    phone = Telephone(page, link)
    await phone.open_link()
    await phone.sees("Webbläsaren sparar ingenting")
    await phone.reads("Öppna länken i ett vanligt fönster, inte ett privat, eller i en annan webbläsare.")
    assert not [path for _, path, body, _ in phone.asked if link.token in body]
    await looked_at(phone, "no-storage")


class Broken:
    """A line on which a request still gets through, and its answer does not."""

    def __init__(self) -> None:
        self.sent: list[str | None] = []

    async def __call__(self, route: Route) -> None:
        self.sent.append(route.request.post_data)
        await route.fetch()
        await route.abort("connectionreset")


async def test_a_line_that_breaks_in_the_draw(browsing: Browsing, assemble: Assemble) -> None:
    browsing.expect_fault("net::ERR_")
    link, _ = await (await assemble(2)).until_summoned(**IN_A_ROOM)
    phone = Telephone(await browsing.page(), link)
    await phone.open_link()
    await phone.sees("Hämta din rösträtt")
    await phone.page.context.set_offline(True)
    await phone.press("Hämta min rösträtt")
    await phone.reads("Vi når inte servern", "Inget har gått förlorat.")
    await looked_at(phone, "offline-draw")
    await phone.page.context.set_offline(False)
    broken = Broken()
    await phone.page.route("**/draw", broken)
    await phone.press("Försök igen")
    await phone.reads("Vi når inte servern")
    assert broken.sent, "the draw was made, and its answer was lost"
    await phone.page.unroute("**/draw")
    await phone.page.reload()
    await phone.sees("Skriv av din röstkod")
    await phone.reads("Din rösträtt är hämtad.")
    again = [body for _, path, body, _ in phone.asked if path.endswith("/draw")]
    blinded = {body.partition('"admission":"')[2][:80] for body in again}
    assert (len(again) >= 3, len(blinded)) == (True, 1), "the same draw each time"


async def test_a_line_that_breaks_in_the_cast(browsing: Browsing, assemble: Assemble) -> None:
    browsing.expect_fault("net::ERR_")
    assembly = await assemble(2)
    link, _ = await assembly.until_summoned(**IN_A_ROOM)
    phone = Telephone(await browsing.page(), link)
    await phone.open_link()
    await phone.collect()
    await open_box(assembly)
    await phone.look_again()
    await phone.sees("Rösta")
    broken = Broken()
    await phone.page.route("**/cast", broken)
    await phone.page.get_by_role("radio", name=FOR).check()
    await phone.press("Lägg rösten")
    await phone.sees("Din röst är på väg")
    await phone.reads("Den kan redan ligga i urnan.", "Sidan skickar samma kuvert igen. Det räknas aldrig två gånger.")
    await looked_at(phone, "offline-cast")
    await phone.page.context.set_offline(True)
    await phone.press("Försök igen")
    await phone.reads("Vi når inte servern")
    await phone.page.context.set_offline(False)
    await phone.page.unroute("**/cast")
    await phone.press("Försök igen")
    await phone.sees("Din röst ligger i urnan")
    await phone.reads("Kvitto 1")
    sent = [body for _, path, body, _ in phone.asked if path.endswith("/cast")]
    assert (len(sent) >= 2, len(set(sent))) == (True, 1), "the same envelope each time"


@pytest.mark.parametrize("wrong_by", [timedelta(hours=30), timedelta(hours=-30)], ids=["ahead", "behind"])
async def test_a_telephone_whose_clock_is_wrong_votes_and_is_told_the_times_that_hold(
    browsing: Browsing, assemble: Assemble, wrong_by: timedelta
) -> None:
    assembly = await assemble(2)
    link, other = await assembly.until_summoned()
    wrong, right = Telephone(await browsing.page(), link), Telephone(await browsing.page(), other)
    await wrong.page.clock.install(time=clock.now() + wrong_by)
    told: list[Any] = []
    for phone in (wrong, right):
        await phone.open_link()
        await phone.sees("Hämta din rösträtt")
        told.append(await phone.page.get_by_text("Hämta senast").inner_text())
    assert told[0] == told[1]
    await wrong.collect()
    await open_box_at_a_distance(assembly, wrong)
    await wrong.cast(FOR)
    await assembly.lead("close")
    await wrong.look_again()
    await wrong.sees("Omröstningen är stängd")
    await expect(wrong.folded("Något stämmer inte")).to_be_visible()


async def open_box_at_a_distance(assembly: Assembly, phone: Telephone) -> None:
    with clock.turned(timedelta(hours=24, seconds=1)):
        await assembly.lead("drawing/close")
        await assembly.lead("open")
    await phone.look_again()
    await phone.page.clock.run_for(2_000)
    await phone.sees("Rösta")
