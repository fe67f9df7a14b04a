"""The only officer who is not accused is the reporter's friend, says so, and the chair goes on to the end."""

import pytest
from fastapi import FastAPI

from app.access.rules import Office
from app.ports.mail import RecordedMail
from tests.support import story_parts as parts
from tests.support.actors import Actors
from tests.support.browsing import Browsing
from tests.support.stories import a_story
from tests.support.story_pages import Signed, Tale
from tests.support.story_parts import AFFECTED, CHAIR, OLA, PIA, TOLD

pytestmark = [pytest.mark.anyio, pytest.mark.browser, pytest.mark.slow, pytest.mark.one_database]

HAMPUS = "Hampus Ekvret"


@pytest.mark.policy("CON-01", "CON-02", "CON-03", "ORG-01", "SOI-01", "UNK-01")
async def test_an_officer_who_is_a_friend_leaves_and_the_chair_goes_on_where_they_stopped(
    app: FastAPI, mail: RecordedMail, as_actor: Actors, browsing: Browsing
) -> None:
    story = await a_story(app, mail, as_actor, accused="hampus", more={"hampus": (HAMPUS, (Office.SECURITY_OFFICER,))})
    tale = Tale(story, browsing, "officer-leaves")
    await tale.remembers("hampus", "officer", "chair")
    code = await parts.told_on_a_telephone(tale, names=HAMPUS)
    await tale.is_nothing_to("hampus", "chair")
    officer = await tale.of("officer")
    await parts.taken_in(officer)
    await story.done("officer", "SOI-01", note="Vi talade i telefon.")
    await officer.at_case("inblandade")
    await parts.named(officer, AFFECTED, "Den det gäller")
    await story.send("officer", "POST", "/compartments/report/texts", {"kind": "narrative", "text": TOLD}, expect=201)
    await parts.left_for_being_part_of_it(officer)
    await tale.is_nothing_to("officer", "hampus")

    chair = await tale.of("chair", "/")
    await chair.sees("Mina ärenden")
    await reads_it_once_the_affected_person_says_yes(tale, chair)
    assert await story.succession("officer", by="chair") == {"SOI-01": "done"}, "what was done stays done"
    await parts.followed_with_the_code(tale, code)
    await until_mapping(tale, chair)

    ola = await tale.of("ola")
    await parts.told_what_is_said(ola)
    await ola.looked_at("told")
    hampus = await tale.of("hampus")
    await parts.read_and_answered(hampus)
    told = hampus.card("Det här får du veta")
    await told.sees("Ordförande")
    await told.sees_no("Säkerhetsansvarig")
    await parts.said_yes(hampus, "Ja, jag tar en paus", "Pausen gäller")
    await story.both_heard()
    await story.mapping.agreed("not_substantiated")
    await story.police_thought_of()
    await story.decided(("exclusion", "no_exclusion"), ("confidence", "raise_confidence"), raise_confidence=(0, 5, 0))
    await story.nothing_is_asked()
    await parts.closed(chair)
    affected = await tale.at_case("affected", width=390)
    await affected.sees("Ärendet är avslutat.")
    await tale.is_nothing_to("hampus", has_something_to_read=True)
    await tale.is_nothing_to("officer")


async def reads_it_once_the_affected_person_says_yes(tale: Tale, chair: Signed) -> None:
    """The duties came with the handover, the words come from whoever they are about."""
    await chair.at_case("texter")
    await chair.sees_no("Händelsen")
    affected = await tale.at_case("affected", "personer", width=390)
    await affected.line(CHAIR).sees("Har tagit över efter någon annan")
    await affected.tab("Samtycke")
    await affected.line("Får ordföranden läsa det du berättat?").press("Ja")
    await affected.sees("Svaret är antecknat.")
    await affected.looked_at("consents")
    await chair.at_case("texter")
    await chair.tab("Händelsen")
    await chair.press("Öppna och läs")
    await chair.sees(TOLD)
    await chair.looked_at("chair")


async def until_mapping(tale: Tale, chair: Signed) -> None:
    """Alone: there is no officer left to hold the first meeting with, nor to be one of those who map."""
    story = tale.story
    await parts.said_who_it_is(chair, HAMPUS)
    await story.agreed_who_is_told("involve_chair")
    await story.assessed()
    await parts.contact_appointed(chair, "Nils Strandsälg")
    await story.done("contact", "KNO-03b", note="Vi hörs på torsdagar.")
    await parts.first_meeting(chair, CHAIR, known=True)
    await parts.investigators_appointed(chair, CHAIR, OLA, PIA)
    await story.mapping.appoint_lead()
    await parts.time_out_asked(chair, HAMPUS, waits="Ett uppdrag väntar på svar.")
