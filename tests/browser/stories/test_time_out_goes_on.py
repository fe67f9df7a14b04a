"""Not severe: the time-out goes on, is looked over, and ends when the affected person is content with that."""

import re
from datetime import timedelta
from uuid import UUID

import pytest
from fastapi import FastAPI
from playwright.async_api import expect

from app.core import clock
from app.ports.mail import RecordedMail
from app.votes.rules import Choice
from tests.support import story_parts as parts
from tests.support import story_votes as votes
from tests.support.actors import Actors
from tests.support.browsing import Browsing
from tests.support.stories import a_story
from tests.support.story_pages import PHONE, AtPage, Signed, Tale
from tests.support.story_parts import ACCUSED, AFFECTED, CHAIR, OFFICER, OLA, PIA
from tests.support.voting import use_ready_made_keys

pytestmark = [pytest.mark.anyio, pytest.mark.browser, pytest.mark.slow, pytest.mark.one_database]

BOARD = (CHAIR, "Birger Tallhed", "Eva Granlid")
REQUIRED = "Sex samtal hos kommunens mottagning"
OFFERED = "Företagshälsan, tre samtal"
NOT_READY = "Jag är inte redo än."
HER_WORD = "Jag är lugn med det nu."
LATE, MONTHS_ON = timedelta(days=91), timedelta(days=120)


@pytest.mark.policy("KNO-02", "KNO-03", "KNO-04", "KNO-08", "KNO-10", "PRN-04", "PRN-05", "CON-01")
async def test_a_time_out_ends_with_the_affected_persons_word(
    app: FastAPI, mail: RecordedMail, as_actor: Actors, browsing: Browsing, monkeypatch: pytest.MonkeyPatch
) -> None:
    use_ready_made_keys(monkeypatch)
    tale = Tale(await a_story(app, mail, as_actor), browsing, "time-out-goes-on")
    await tale.of("torkel", width=PHONE)
    await tale.of("affected", width=PHONE)
    await tale.remembers("torkel")
    await told_for_somebody(tale)
    await mapped(tale)
    await goes_on_and_takes_care(tale)
    await the_group_keeps_its_confidence(tale)
    with clock.turned(LATE):
        await looked_over(tale)
    with clock.turned(MONTHS_ON):
        await her_word_ends_it(tale)
        await tale.story.done("contact", "KNO-03b")
        await parts.closed(await tale.of("officer"))
        await tale.is_nothing_to("torkel", has_something_to_read=True)


def asked_of(at: Signed) -> AtPage:
    return at.card(f"Time-out och uppdrag: {ACCUSED}")


async def told_for_somebody(tale: Tale) -> None:
    """By the officer, to whom the affected person has told it face to face; she reads the same on her telephone."""
    story, officer = tale.story, await tale.of("officer", "/anmal/for-nagon")
    await officer.choose("Någon i registret")
    await officer.pick("Vem i registret?", AFFECTED)
    await officer.choose("Någon i den egna föreningen")
    await officer.write("Vem eller vilka handlar det om?", ACCUSED)
    await officer.write("Det som personen har berättat", parts.TOLD)
    await officer.question("Är personen trygg just nu?").choose("Ja")
    await officer.looked_at("for-somebody")
    await officer.press("Skicka")
    await officer.is_at("Det är mottaget")
    await officer.follow("Öppna ärendet")
    await officer.page.wait_for_url(re.compile("/arenden/"))
    story.case_id = UUID(officer.page.url.rpartition("/")[2])
    affected = await tale.at_case("affected")
    await affected.has_tabs("Plan", "Texter", "Filer", "Personer", "Inblandade", "Kontakt", "Stöd", "Samtycke")
    await tale.is_nothing_to("torkel")
    await parts.taken_in(officer)
    await parts.said_who_it_is(officer, ACCUSED)
    await story.listened()
    await story.assessed()
    await parts.contact_appointed(officer, "Nils Strandsälg")
    await parts.first_meeting(officer, OFFICER, CHAIR, known=True)
    await parts.investigators_appointed(officer, OFFICER, OLA, PIA)


async def mapped(tale: Tale) -> None:
    """The accused says yes to one time-out and no to the other; two agree that it was not severe."""
    story, officer, ola = tale.story, await tale.of("officer"), await tale.of("ola")
    await parts.time_out_asked(officer, ACCUSED, waits="2 uppdrag väntar på svar.")
    await parts.told_what_is_said(ola)
    torkel = await tale.of("torkel")
    await parts.read_and_answered(torkel)
    await torkel.press("Ja, jag tar en paus: Styrelseledamot")
    await torkel.dialog.press("Ja, jag tar en paus")
    await torkel.sees("Pausen gäller")
    await torkel.press("Nej")
    await torkel.sees("Du har sagt nej")
    await parts.leads_the_mapping(ola, OLA)
    await story.both_heard()
    check = await story.mapping.put_up()
    for who in (story.ola, story.pia):
        assert (await story.mapping.look(check, who)).status_code == 200
    await parts.found(ola, "Trakasserier som inte är grova")
    await parts.agreed(await tale.of("pia"))


async def goes_on_and_takes_care(tale: Tale) -> None:
    """The board lets the time-out go on and requires care; the contact person holds help out to the affected person."""
    officer, chair = await tale.of("officer"), await tale.of("chair")
    await parts.board_met(
        officer,
        *BOARD,
        led_by=CHAIR,
        decided=[
            ("Uppdragen", "Uppdragen ska lämnas", 1, 2),
            ("Paus, vård och samtalsstöd", "Pausen från uppdragen fortsätter", 3, 0),
            ("Paus, vård och samtalsstöd", "Vård och samtalsstöd krävs", 3, 0),
            ("uteslutningsärende", "Inget uteslutningsärende öppnas nu", 3, 0),
            ("Förtroendefrågan", "Förtroendefrågan tas upp", 3, 0),
        ],
    )
    await chair.at_case("beslut")
    await parts.minutes_approved(chair, await tale.of("eva"))
    await chair.at_case("beslut")
    await chair.settled()
    await chair.has_no_button("Kräv att uppdragen lämnas")
    await chair.press("Låt pausen fortsätta")
    await chair.dialog.press("Låt pausen fortsätta")
    await asked_of(chair).sees("Ett uppdrag väntar på svar.", "Styrelsen har beslutat att pausen fortsätter")
    await asked_of(chair).press("Ja: Ledamot i fullmäktige")
    await asked_of(chair).sees("Den utsattas ord om återkomsten", "Inte tillfrågad än")
    await chair.press("Kräv vård och samtalsstöd")
    await chair.write("Vad krävs, och vem hjälper till?", REQUIRED)
    await chair.press("Kräv det", "Har börjat", "Är klart")
    await asked_of(chair).sees("Klart")

    contact = await tale.at_case("contact", "stod")
    await contact.press("Erbjud vård eller samtalsstöd")
    await contact.write("Vad finns, och hur kommer man dit?", OFFERED)
    await contact.press("Erbjud")
    await contact.sees("Erbjudet, inget svar än")
    affected = await tale.at_case("affected", "stod")
    await affected.sees(OFFERED, "Du kan tacka ja")
    await affected.sees_no(REQUIRED)
    await affected.press("Det har börjat")
    await affected.sees("Har börjat")
    await affected.looked_at("care")
    await affected.press("Det är klart")
    await chair.page.reload()
    await chair.settled()
    await chair.sees_no(OFFERED)


async def the_group_keeps_its_confidence(tale: Tale) -> None:
    story, chair = tale.story, await tale.of("chair")
    assembly = await votes.question_raised(chair, ACCUSED)
    await votes.heard_before(chair)
    await votes.called_to_a_room(chair)
    await votes.without_tellers(chair)
    links = await votes.locked_and_called(chair, assembly)
    phone = await votes.cast_by_all(chair, links, "Nej, förtroendet finns kvar", Choice.FOR)
    with clock.turned(votes.CHECKED):
        await assembly.due()
        await phone.look_again()
        await phone.sees("Förtroendet finns kvar")
        torkel = await tale.of("torkel", "/for-dig")
        await torkel.sees("Gruppen har förtroende för dig.", "En del är avgjort och står längre ner.")
        await chair.at_case("beslut")
        await chair.card("Läget").line("Omröstningar").sees("Förtroendet finns kvar")
    await story.media_plan_agreed()
    await story.police_thought_of()
    await story.goes_to_no_court()
    await story.nothing_told_to_members()


async def looked_over(tale: Tale) -> None:
    """Three months on it is time, and the affected person is not ready."""
    chair, affected = await tale.at_case("chair", "beslut"), await tale.of("affected")
    await asked_of(chair).sees("Det är dags att se över pausen.")
    await chair.looked_at("late")
    await affected.at_case("stod")
    await affected.press("Svara")
    await affected.choose("Nej, inte än")
    await affected.write("Med egna ord", NOT_READY)
    await affected.press("Spara svaret")
    await affected.has_no_button("Spara svaret")
    await affected.sees(NOT_READY)
    for assignment in ("Styrelseledamot", "Ledamot i fullmäktige"):
        await chair.press(re.compile(f"^Se över: pausen fortsätter.*{assignment}"))
        await chair.dialog.write("Varför fortsätter den?", "Hon är inte redo än.")
        await chair.dialog.press("Pausen fortsätter")
        await expect(chair.page.get_by_role("dialog")).to_be_hidden()
    await asked_of(chair).sees("Alla uppdrag har fått svar.", re.compile("Inte tillfreds med det än"))


async def her_word_ends_it(tale: Tale) -> None:
    """The board decides that it may end; it does not before she is content, and only she reads her words."""
    officer, chair = await tale.of("officer"), await tale.of("chair")
    await officer.page.clock.set_fixed_time(clock.now())
    await parts.board_met(
        officer,
        *BOARD,
        led_by=CHAIR,
        decided=[("Paus, vård och samtalsstöd", "Pausen från uppdragen tar slut", 3, 0)],
        is_again=True,
    )
    await chair.at_case("beslut")
    await parts.minutes_approved(chair, await tale.of("eva"))
    await chair.at_case("beslut")
    await asked_of(chair).sees("Den utsatta är inte tillfreds med det än. Pausen fortsätter.")
    await chair.has_no_button(re.compile("^Avsluta pausen"))
    affected = await tale.at_case("affected", "stod")
    await affected.press("Ändra svaret")
    await affected.choose("Ja, det är okej")
    await affected.write("Med egna ord", HER_WORD)
    await affected.press("Spara svaret")
    await affected.has_no_button("Spara svaret")
    await affected.sees(HER_WORD)
    await chair.at_case("beslut")
    await asked_of(chair).sees(re.compile("Tillfreds med att personen kommer tillbaka"))
    await chair.sees_no(HER_WORD)
    for assignment in ("Styrelseledamot", "Ledamot i fullmäktige"):
        await chair.press(f"Avsluta pausen: {assignment}")
        await chair.dialog.write("Varför avslutas den?", "Det är dags.")
        await chair.dialog.press("Avsluta pausen")
        await expect(chair.page.get_by_role("dialog")).to_be_hidden()
    torkel = await tale.of("torkel", "/for-dig")
    await torkel.sees("Pausen är slut")
    await torkel.sees_no(HER_WORD, AFFECTED)
