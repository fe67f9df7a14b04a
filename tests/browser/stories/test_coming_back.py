"""After a case: somebody who left comes back on trial, and nobody is nominated before they have talked with the board."""

import re
from datetime import timedelta

import pytest
from fastapi import FastAPI

from app.core import clock
from app.ports.mail import RecordedMail
from app.votes.rules import Choice
from tests.support import story_exclusions as exclusions
from tests.support import story_parts as parts
from tests.support import story_returns as returns
from tests.support import story_votes as votes
from tests.support.actors import Actors
from tests.support.browsing import Browsing, check_leaves_no_trace
from tests.support.stories import a_story
from tests.support.story_pages import PHONE, Tale
from tests.support.story_parts import ACCUSED, AFFECTED
from tests.support.voting import use_ready_made_keys

pytestmark = [pytest.mark.anyio, pytest.mark.browser, pytest.mark.slow, pytest.mark.one_database]

LONG_AGO, TRIED = timedelta(days=-30), timedelta(days=91)
NOT_YET = "Personen ska först prata med styrelsen och gruppen."
REASON = "Styrelsen har inte hunnit svara."


@pytest.mark.policy("KNO-09", "REE-01", "REE-02", "REE-03", "REE-04", "REE-06", "PRN-05", "CON-01")
async def test_after_no_confidence_the_group_is_consulted_and_there_is_a_trial(
    app: FastAPI, mail: RecordedMail, as_actor: Actors, browsing: Browsing, monkeypatch: pytest.MonkeyPatch
) -> None:
    use_ready_made_keys(monkeypatch)
    story = await a_story(app, mail, as_actor)
    tale = Tale(story, browsing, "coming-back")
    with clock.turned(LONG_AGO):
        await story.told_to_leave()
        assert (await story.asked_group(against=5))["outcome"] == "no_confidence"
    await stays_a_member(tale)
    await asks_to_come_back(tale)
    await talked_with_both(tale)
    await the_group_gives_its_advice(tale)
    await decided_and_tried(tale)


async def stays_a_member(tale: Tale) -> None:
    """The federation lets them stay, and with that the case comes to its end."""
    chair = await tale.at_case("chair", "beslut")
    await exclusions.taken_to_the_federation(chair)
    await exclusions.federation_decided(chair, "Personen är kvar i föreningen")
    await exclusions.closed(chair)
    await tale.story.done("contact", "KNO-03b")
    await parts.closed(await tale.of("officer"))


async def asks_to_come_back(tale: Tale) -> None:
    """On their telephone; the board reads it, and nobody else learns of it."""
    torkel = await tale.of("torkel", width=PHONE)
    told = {who: await (await tale.of(who, "/mer")).all_lists() for who in ("affected", "vera")}
    await returns.wished(torkel)
    await torkel.looked_at("wish")
    await check_leaves_no_trace(torkel.page, returns.WISH, ACCUSED)
    chair = await tale.of("chair", "/aterkomst")
    await chair.follow(ACCUSED)
    await chair.is_at(ACCUSED)
    await chair.press("Ta upp frågan")
    await chair.sees("Prata med den som vill tillbaka och med den utsatta.")
    for who, before in told.items():
        at = await tale.of(who)
        await at.go(chair.page.url)
        await at.sees("Det finns inget att visa här")
        await at.sees_no(ACCUSED)
        assert await at.all_lists() == before


async def talked_with_both(tale: Tale) -> None:
    chair = await tale.of("chair")
    await returns.talked_with(chair)
    await returns.affected_asked(chair, "Vi har pratat")
    await chair.sees("En omröstning visar att gruppen sagt att förtroendet saknas.", "Rådfråga gruppen.")
    await chair.card("Styrelsens beslut").sees("Väntar på gruppens svar.")
    await chair.looked_at("before-advice")


async def the_group_gives_its_advice(tale: Tale) -> None:
    chair = await tale.of("chair")
    matter = chair.page.url
    await chair.press("Rådfråga gruppen")
    await chair.write("Vad styrelsen berättar för gruppen", votes.ACCOUNT)
    await chair.press("Rådfråga gruppen")
    await chair.follow("Till omröstningen")
    assembly = await votes.at_the_vote(chair)
    await votes.called_to_a_room(chair)
    await votes.without_tellers(chair)
    links = await votes.locked_and_called(chair, assembly)
    torkel = await tale.of("torkel", f"/omrostningar/{assembly.vote_id}")
    await torkel.sees("Det finns inget att visa här")
    phone = await votes.cast_by_all(chair, links, "Nej, jag avråder inte", Choice.FOR)
    with clock.turned(votes.CHECKED):
        await assembly.due()
        await phone.look_again()
        await phone.sees("Gruppen avråder inte")
    await chair.go(matter)
    await chair.card("Fullmäktigegruppen").sees("Gruppen avråder inte", "Det är ett råd. Styrelsen beslutar.")


async def decided_and_tried(tale: Tale) -> None:
    """On trial, looked over in three months, and back; what a nomination is told follows it."""
    story, chair, leader = tale.story, await tale.of("chair"), await tale.of("leader")
    matter = chair.page.url
    await returns.decided_on_trial(chair)
    await chair.looked_at("decided")
    eva = await tale.of("eva", "/")
    await eva.follow(re.compile("^Ärende .{4}-"))
    await eva.is_at(ACCUSED)
    await eva.looked_at("called-to-it")
    torkel = await tale.of("torkel", matter)
    await torkel.sees("Det finns inget att visa här")
    await parts.minutes_approved(chair, eva, path=matter)
    await chair.go(matter)
    await chair.sees(re.compile("^Ni ser över det"))
    await chair.looked_at("on-trial")
    torkel = await tale.of("torkel", "/aterkomst")
    await torkel.sees(re.compile("^Du skrev .* Styrelsen har svarat"))
    await torkel.sees_no(returns.TALKED, AFFECTED)
    with clock.turned(TRIED):
        await story.assembly("").due()
        await chair.page.clock.set_fixed_time(clock.now())
        await chair.go(matter)
        await chair.sees("Se över hur det har gått och besluta på ett möte hur det blir.")
        await returns.back_in_full(chair)
        await parts.minutes_approved(chair, eva, path=matter)
        await chair.go(matter)
        await chair.sees("Tillbaka fullt ut")
        await returns.nomination_asked(leader, ACCUSED)
        await returns.nomination_confirmed(chair, "Klart")
        await returns.nomination_answered(leader, "Personen kan nomineras.")
        affected = await tale.of("affected", matter)
        await affected.sees("Det finns inget att visa här")


@pytest.mark.policy("KNO-05", "REE-05", "REE-06", "PRN-05", "CON-01")
async def test_a_nomination_of_somebody_who_has_not_been_in_touch(
    app: FastAPI, mail: RecordedMail, as_actor: Actors, browsing: Browsing
) -> None:
    story = await a_story(app, mail, as_actor)
    tale = Tale(story, browsing, "nomination")
    with clock.turned(LONG_AGO):
        await story.told_to_leave(raise_confidence=(0, 5, 0))
        await story.did(story.leads, "KNO-08", "not-applicable", reason="Personen har lämnat allt.")
    await story.done("contact", "KNO-03b")
    officer, chair, leader = await tale.of("officer"), await tale.of("chair"), await tale.of("leader")
    await parts.closed(officer)
    await tale.of("torkel", width=PHONE)
    await tale.remembers("torkel", "leader")
    for name, suggestion, means in (
        ("Stellan Pilevik", "Klart", "Personen kan nomineras."),
        (ACCUSED, "Nej, inte än", NOT_YET),
    ):
        await returns.nomination_asked(leader, name)
        await tale.is_nothing_to("torkel")
        await returns.nomination_confirmed(chair, suggestion)
        await returns.nomination_answered(leader, means)
    await leader.looked_at("not-yet")
    await tale.is_nothing_to("leader")

    await returns.wished(await tale.of("torkel"))
    await returns.nomination_asked(leader, ACCUSED)
    await otherwise_with_a_reason(tale)
    await returns.nomination_answered(leader, NOT_YET)
    await leader.sees_no(REASON, returns.WISH)


async def otherwise_with_a_reason(tale: Tale) -> None:
    """By now a talk is what it takes; whoever confirms knows more, says no and why, and the leader reads no reason."""
    chair = await tale.of("chair", "/")
    card = chair.card("Bekräfta svar om nomineringar")
    await card.sees("Samråd krävs")
    await card.press("Svara något annat")
    await card.question("Ditt svar").choose("Nej, inte än")
    await card.press("Svara")
    await card.sees("Skriv varför du svarar något annat än förslaget.")
    await chair.looked_at("otherwise")
    await card.write("Varför?", REASON)
    await card.press("Svara")
    await chair.settled()
    await chair.sees_no("Förslaget är")
