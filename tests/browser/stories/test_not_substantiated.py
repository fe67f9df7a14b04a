"""Nothing can be shown: what was asked of the accused is lifted, and the affected person is told that kindly."""

import pytest
from fastapi import FastAPI

from app.ports.mail import RecordedMail
from tests.support import story_parts as parts
from tests.support.actors import Actors
from tests.support.browsing import Browsing, check_leaves_no_trace
from tests.support.stories import a_story
from tests.support.story_pages import Signed, Tale
from tests.support.story_parts import ACCUSED, AFFECTED, CHAIR, OFFICER, OLA, PIA, TOLD

pytestmark = [pytest.mark.anyio, pytest.mark.browser, pytest.mark.slow, pytest.mark.one_database]


@pytest.mark.policy("AFF-02", "KNO-01", "KNO-02", "KNO-07", "PRN-05", "CON-01", "INT-01")
async def test_it_cannot_be_shown_and_everybody_is_told_so_in_the_page_that_is_theirs(
    app: FastAPI, mail: RecordedMail, as_actor: Actors, browsing: Browsing
) -> None:
    story = await a_story(app, mail, as_actor)
    tale = Tale(story, browsing, "not-substantiated")
    await tale.remembers("torkel", "chair", "eva")
    officer = await until_mapping(tale)
    affected = await tale.at_case("affected", width=390)
    await affected.has_tabs("Plan", "Texter", "Filer", "Personer", "Inblandade", "Kontakt", "Stöd", "Samtycke")
    await tale.is_nothing_to("torkel", "eva")

    chair = await tale.of("chair")
    await parts.time_out_asked(chair, ACCUSED, waits="2 uppdrag väntar på svar.")
    torkel = await tale.of("torkel")
    await parts.told_what_is_said(await tale.of("ola"))
    await parts.read_and_answered(torkel)
    await torkel.press("Nej: Styrelseledamot")
    await torkel.sees("Du har sagt nej")
    await tale.is_nothing_to("torkel", has_something_to_read=True)
    await check_leaves_no_trace(torkel.page, ACCUSED, AFFECTED, "anklag", "utred")

    await mapped(tale)
    await chair.at_case("beslut")
    await chair.unfolds("Time-out och uppdrag")
    await chair.card(f"Time-out och uppdrag: {ACCUSED}").sees("Inget krävs av personen längre.")
    await chair.sees_no(TOLD, parts.SEEN)
    await torkel.go("/for-dig")
    await torkel.sees("Begärs inte längre", "Uppdraget är ditt som förut.")
    await torkel.sees_no("Det går inte att visa vad som hänt")
    await affected.at_case()
    await affected.sees("Det betyder inte att du har fel, bara att det inte gick att visa.")
    await affected.looked_at("affected")

    await board_decides(tale)
    await story.police_thought_of()
    await story.media_plan_agreed()
    await story.goes_to_no_court()
    await story.nothing_told_to_members()
    await story.done("contact", "KNO-03b", note="Vi hörs på torsdagar.")
    await parts.closed(officer)
    await affected.at_case()
    await affected.sees("Händer det något mer, hör av dig.")
    await torkel.go("/for-dig")
    await torkel.sees("Det som gällde dig är avslutat i föreningen.")
    await torkel.sees_no("Något som gäller dig utreds")
    await torkel.looked_at("accused")
    await tale.is_nothing_to("torkel", has_something_to_read=True)
    await tale.is_nothing_to("eva")


async def until_mapping(tale: Tale) -> Signed:
    story, officer = tale.story, await tale.of("officer")
    code = await parts.told_on_a_telephone(tale, names=ACCUSED)
    await tale.is_nothing_to("torkel", "chair")
    await parts.taken_in(officer)
    await parts.followed_with_the_code(tale, code, f"{OFFICER} såg det")
    await parts.said_who_it_is(officer, ACCUSED)
    await parts.named(officer, AFFECTED, "Den det gäller")
    await story.listened()
    await story.assessed()
    await parts.contact_appointed(officer, "Nils Strandsälg")
    await parts.first_meeting(officer, OFFICER, CHAIR, known=True)
    await parts.investigators_appointed(officer, OFFICER, OLA, PIA)
    return officer


async def mapped(tale: Tale) -> None:
    """By two, who hear both sides, look at one thing and agree on what they have come to."""
    story, ola, pia = tale.story, await tale.of("ola"), await tale.of("pia")
    await parts.leads_the_mapping(ola, OLA)
    await story.mapping.plan("affected")
    await ola.at_case("beslut")
    await parts.heard(ola, "Den utsatta", by=OLA, said="Det har pågått sedan i våras.")
    await story.mapping.heard("accused", person_id=story.id("accused"))
    await parts.looked_at_by_two(ola, pia)
    await parts.found(ola, "Går inte att belägga")
    await ola.looked_at("found")
    await parts.agreed(pia)
    await pia.sees_no("Time-out och uppdrag")


async def board_decides(tale: Tale) -> None:
    """It answers each question; eva is in the case from the call until the minutes are approved."""
    chair, eva = await tale.of("chair"), await tale.of("eva")
    await parts.board_met(
        chair,
        *(CHAIR, "Birger Tallhed", "Eva Granlid"),
        led_by=CHAIR,
        decided=[
            ("uteslutningsärende", "Inget uteslutningsärende öppnas nu", 3, 0),
            ("Förtroendefrågan", "Förtroendefrågan tas upp", 0, 3),
        ],
    )
    await chair.looked_at("decided")
    await parts.minutes_approved(chair, eva)
    await parts.set_aside(chair, "Ta upp förtroendefrågan i fullmäktigegruppen", why="Det finns inget att fråga om.")
