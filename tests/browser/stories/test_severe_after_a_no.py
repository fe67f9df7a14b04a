"""Severe: the board declines to open an exclusion case, the group denies its confidence, the federation excludes."""

import re
from datetime import timedelta

import pytest
from fastapi import FastAPI
from playwright.async_api import expect

from app.core import clock
from app.ports.mail import RecordedMail
from app.votes.rules import Choice
from tests.support import story_exclusions as exclusions
from tests.support import story_parts as parts
from tests.support import story_votes as votes
from tests.support.actors import Actors
from tests.support.browsing import Browsing, check_leaves_no_trace
from tests.support.stories import a_story
from tests.support.story_pages import PHONE, Signed, Tale
from tests.support.telephone import Telephone
from tests.support.voting import use_ready_made_keys

pytestmark = [pytest.mark.anyio, pytest.mark.browser, pytest.mark.slow, pytest.mark.one_database]

NAME = "Torkel Brunkulla"
NO_CONFIDENCE = "Gruppen saknar förtroende"
APPEALED_WITHIN = timedelta(days=22)


@pytest.mark.policy(
    "AFF-06", "KNO-01", "KNO-02", "KNO-04", "KNO-05", "KNO-07", "KNO-08", "KNO-09", "CGR-04", "CGR-06", "CON-01"
)
async def test_the_group_says_otherwise_than_the_board_and_the_federation_excludes(
    app: FastAPI, mail: RecordedMail, as_actor: Actors, browsing: Browsing, monkeypatch: pytest.MonkeyPatch
) -> None:
    use_ready_made_keys(monkeypatch)
    tale = Tale(await a_story(app, mail, as_actor), browsing, "severe-after-a-no")
    await tale.of("torkel", width=PHONE)
    await tale.remembers("torkel")
    await reported_and_taken_in(tale)
    await mapped(tale)
    await the_board_declines(tale)
    await leaves_everything(tale)
    phone, counting = await the_group_votes(tale)
    with clock.turned(votes.CHECKED):
        await counting.opened(NO_CONFIDENCE)
        await all_read_the_result(tale, phone)
        await the_federation_excludes(tale)
        await what_is_left_is_done(tale)
        await it_cannot_be_closed_yet(await tale.of("officer"))
    with clock.turned(APPEALED_WITHIN):
        chair = await tale.at_case("chair", "beslut")
        await exclusions.closed(chair)
        await tale.story.done("contact", "KNO-03b")
        await closed(await tale.at_case("officer", "mer"))
        await tale.is_nothing_to("torkel", has_something_to_read=True)


async def reported_and_taken_in(tale: Tale) -> None:
    story = tale.story
    code = await parts.told_on_a_telephone(tale, names=NAME)
    await tale.is_nothing_to("torkel")
    officer = await tale.of("officer")
    await parts.taken_in(officer)
    await parts.followed_with_the_code(tale, code, "Ylva Lönnfors såg det")
    await parts.said_who_it_is(officer, NAME)
    await parts.named(officer, "Maja Aspholm", "Den det gäller")
    await story.listened()
    await story.assessed()
    await parts.contact_appointed(officer, "Nils Strandsälg")
    await parts.first_meeting(officer, "Ylva Lönnfors", "Sigrid Almkvist", known=True)
    await story.done("contact", "KNO-03b", note="Vi hörs på torsdagar.")


async def mapped(tale: Tale) -> None:
    """The accused is asked to step back, told what is said and answers; two agree on what the mapping found."""
    story, officer = tale.story, await tale.of("officer")
    await parts.investigators_appointed(officer, "Ylva Lönnfors", "Ola Rönnmark", "Pia Hasselblom")
    await parts.time_out_asked(officer, NAME, waits="2 uppdrag väntar på svar.")
    ola, pia, torkel = await tale.of("ola"), await tale.of("pia"), await tale.of("torkel")
    await parts.told_what_is_said(ola)
    await parts.read_and_answered(torkel)
    await said_yes(torkel, "Ja, jag tar en paus")
    await officer.at_case("beslut")
    await officer.card(f"Time-out och uppdrag: {NAME}").sees("Alla uppdrag har fått svar.", "Svarade på egen hand")
    await parts.leads_the_mapping(ola, "Ola Rönnmark")
    await story.both_heard()
    check = await story.mapping.put_up()
    for who in (story.ola, story.pia):
        assert (await story.mapping.look(check, who)).status_code == 200
    await parts.found(ola, "Grova trakasserier, hot eller något sexuellt")
    chair = await tale.at_case("chair")
    await chair.settled()
    await chair.sees_no("Grova trakasserier, hot eller något sexuellt")
    await parts.agreed(pia)
    await chair.at_case("beslut")
    await chair.sees("Grova trakasserier, hot eller något sexuellt", "Kalla styrelsen till ett möte.")


async def said_yes(accused: Signed, yes: str) -> None:
    """To both things asked of them, and once more in the dialog that says what it means."""
    asked = accused.main.get_by_role("button", name=yes)
    for left in (1, 0):
        await asked.first.click()
        await accused.dialog.press(yes)
        await expect(asked).to_have_count(left)


async def the_board_declines(tale: Tale) -> None:
    """At a meeting that also asks the accused to leave and the group for its confidence."""
    officer, chair, eva = await tale.of("officer"), await tale.of("chair"), await tale.of("eva")
    await exclusions.question_taken_up(chair, NAME)
    await parts.board_met(
        officer,
        "Sigrid Almkvist",
        "Birger Tallhed",
        "Eva Granlid",
        "Ola Rönnmark",
        "Pia Hasselblom",
        led_by="Sigrid Almkvist",
        decided=[
            ("Uppdragen", "Uppdragen ska lämnas", 5, 0),
            ("uteslutningsärende", "Inget uteslutningsärende öppnas nu", 4, 1),
            ("Förtroendefrågan", "Förtroendefrågan tas upp", 5, 0),
        ],
    )
    await chair.at_case("beslut")
    await parts.minutes_approved(chair, eva)
    await eva.at_case("beslut")
    await eva.settled()
    await eva.sees_no("Torkel", "Möten")
    await tale.is_nothing_to("torkel", has_something_to_read=True)
    await chair.at_case("beslut")
    await exclusions.as_the_board_decided(chair)


async def leaves_everything(tale: Tale) -> None:
    chair, torkel = await tale.of("chair"), await tale.of("torkel")
    card = chair.card(f"Time-out och uppdrag: {NAME}")
    await card.press("Kräv att uppdragen lämnas", "Kräv att uppdragen lämnas")
    await card.sees("2 uppdrag väntar på svar.")
    await torkel.go("/for-dig")
    await torkel.sees("Styrelsen har beslutat att be dig lämna uppdraget.")
    await torkel.looked_at("asked-to-leave")
    await said_yes(torkel, "Ja, jag lämnar")
    await check_leaves_no_trace(torkel.page, NAME, "uteslut", "anklag")


async def the_group_votes(tale: Tale) -> tuple[Telephone, votes.Counting]:
    chair, stellan = await tale.of("chair"), await tale.of("stellan")
    assembly = await votes.question_raised(chair, NAME)
    await votes.heard_before(chair)
    await votes.called_to_a_room(chair)
    counting = await votes.tellers_named(chair, assembly, "eva", "vice", "leader")
    await counting.keys_made()
    links = await votes.locked_and_called(chair, assembly, counting)
    await stellan.go("/omrostningar")
    await stellan.follow(re.compile("^Förtroendefråga"))
    await stellan.sees(votes.ACCOUNT)
    await stellan.sees_no("Maja Aspholm", "Uteslutning")
    await sees_the_vote_alone(tale, "stellan")
    torkel = await tale.of("torkel", f"/omrostningar/{assembly.vote_id}")
    await torkel.sees("Det finns inget att visa här")
    phone = await votes.cast_by_all(chair, links, "Ja, förtroende saknas", Choice.AGAINST)
    await stellan.settled()
    await stellan.sees_no("Resultat")
    return phone, counting


async def all_read_the_result(tale: Tale, phone: Telephone) -> None:
    chair, torkel = await tale.of("chair"), await tale.of("torkel")
    await chair.page.reload()
    await chair.sees(NO_CONFIDENCE, "Ett uteslutningsärende är öppnat.")
    await votes.confirmed(chair, "Protokollet är justerat", "Ja, det är justerat")
    await phone.look_again()
    await phone.sees(NO_CONFIDENCE)
    await torkel.go("/for-dig")
    await torkel.sees("Gruppen har inte förtroende för dig.", "Inget är avgjort. Det är förbundet som beslutar")
    await torkel.looked_at("result")


async def the_federation_excludes(tale: Tale) -> None:
    chair, torkel = await tale.at_case("chair", "beslut"), await tale.of("torkel")
    card = exclusions.of_case(chair)
    await card.sees("Följer av att gruppen saknar förtroende", "Personen ska få veta det genast")
    await exclusions.taken_to_the_federation(chair)
    await torkel.go("/for-dig")
    await torkel.sees("Förbundet har fått frågan och beslutar.")
    await torkel.sees_no(exclusions.RECOMMENDATION)
    await exclusions.federation_decided(chair, "Förbundet uteslöt personen", may_be_appealed_for=21)
    await torkel.go("/for-dig")
    await torkel.sees("Det är avgjort.")


async def what_is_left_is_done(tale: Tale) -> None:
    story, affected = tale.story, await tale.of("affected", width=PHONE)
    await affected.at_case()
    await affected.settled()
    await affected.sees_no(exclusions.REFERENCE, NAME)
    await story.media_plan_agreed()
    await story.police_thought_of()
    await story.goes_to_no_court()
    await story.nothing_told_to_members()
    await story.done("contact", "KNO-03b")


async def it_cannot_be_closed_yet(officer: Signed) -> None:
    """It may still be appealed against, and the page says what holds it."""
    await officer.at_case("mer")
    card = officer.card("Avsluta ärendet")
    await card.press("Vi har frågat")
    await card.write("Varför avslutar ni?", "Det är lugnt.")
    await card.press("Avsluta ärendet")
    await card.sees(re.compile("pågår en åtgärd, en omröstning eller en uteslutning"))
    await officer.looked_at("not-closed")


async def closed(officer: Signed) -> None:
    card = officer.card("Avsluta ärendet")
    await card.write("Varför avslutar ni?", "Det är lugnt.")
    await card.press("Avsluta ärendet")
    await officer.sees("Ärendet är avslutat.")


async def sees_the_vote_alone(tale: Tale, who: str) -> None:
    """Whoever may vote: nothing of the case that it comes from."""
    at = await tale.of(who)
    said = await at.all_lists()
    assert "Förtroendefråga" in said["Röster"]
    assert all("Ärende " not in each for each in said.values())
    await at.at_case("beslut")
    assert "Det finns inget att visa här" in await at.all_it_says()
