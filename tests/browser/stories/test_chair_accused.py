"""The chair is the one it is about: the vice chair leads it all, to the group's answer and beyond."""

from datetime import timedelta

import pytest
from fastapi import FastAPI

from app.core import clock
from app.ports.mail import RecordedMail
from app.votes.rules import Choice
from tests.support import story_parts as parts
from tests.support.actors import Actors
from tests.support.browsing import Browsing
from tests.support.stories import a_story
from tests.support.story_pages import Signed, Tale
from tests.support.story_parts import AFFECTED, CHAIR, OFFICER, OLA, PIA
from tests.support.telephone import Telephone
from tests.support.voting import Assembly, VoterPage, use_ready_made_keys

pytestmark = [pytest.mark.anyio, pytest.mark.browser, pytest.mark.slow, pytest.mark.one_database]

VICE = "Birger Tallhed"
PAST_CHECK = timedelta(hours=80)


@pytest.mark.policy("CON-01", "CON-02", "CON-03", "CGR-04", "KNO-04", "KNO-05", "KNO-08", "KNO-09", "ORG-01")
async def test_the_vice_chair_leads_it_all_and_the_chair_has_no_page_but_their_own(
    app: FastAPI, mail: RecordedMail, as_actor: Actors, browsing: Browsing, monkeypatch: pytest.MonkeyPatch
) -> None:
    use_ready_made_keys(monkeypatch)
    story = await a_story(app, mail, as_actor, accused="chair", leads="vice")
    tale = Tale(story, browsing, "chair-accused")
    await tale.remembers("chair", "vice")
    await parts.told_on_a_telephone(tale, names=CHAIR, office="Ordförande")
    await tale.is_nothing_to("chair", "vice")
    officer, vice, chair = await tale.of("officer"), await tale.of("vice"), await tale.of("chair")
    await until_mapping(tale, officer)
    await tale.is_nothing_to("chair")

    await parts.time_out_asked(vice, CHAIR, waits="Ett uppdrag väntar på svar.")
    await parts.told_what_is_said(await tale.of("ola"))
    await parts.read_and_answered(chair)
    await parts.said_yes(chair, "Ja, jag tar en paus", "Pausen gäller")
    await story.both_heard()
    await story.mapping.agreed("severe")
    await parts.board_met(
        vice,
        *(VICE, "Eva Granlid", OLA),
        led_by=VICE,
        decided=[
            ("Uppdragen", "Uppdragen ska lämnas", 3, 0),
            ("uteslutningsärende", "Inget uteslutningsärende öppnas nu", 3, 0),
            ("Förtroendefrågan", "Förtroendefrågan tas upp", 3, 0),
        ],
    )
    await parts.minutes_approved(vice, await tale.of("eva"))
    await parts.leaving_asked(vice, CHAIR)
    await parts.said_yes(chair, "Ja, jag lämnar", "Du har lämnat uppdraget")
    await story.media_plan_agreed()
    await story.police_thought_of()
    await story.goes_to_no_court()
    await story.nothing_told_to_members()

    await parts.group_asked(vice, CHAIR)
    await vice.looked_at("asked")
    await tale.is_nothing_to("chair", has_something_to_read=True)
    await the_group_answers(tale)
    with clock.turned(PAST_CHECK):
        await vice.at_case("beslut")
        await vice.card("Omröstningar").sees("Förtroendet finns kvar")
        await chair.go("/for-dig")
        await chair.sees("Gruppen har förtroende för dig.", "1 röstade att förtroendet saknas")
        await chair.looked_at("told")
        await story.done("contact", "KNO-03b", note="Vi hörs på torsdagar.")
        await parts.closed(officer)
        await tale.is_nothing_to("chair", has_something_to_read=True)
        await chair.go("/for-dig")
        await chair.sees("Det som gällde dig är avslutat i föreningen.", "Gruppen har förtroende för dig.")


async def until_mapping(tale: Tale, officer: Signed) -> None:
    """The step that tells the chair tells the next in line; with them the first meeting is held."""
    story = tale.story
    await parts.taken_in(officer)
    await parts.said_who_it_is(officer, CHAIR)
    await parts.named(officer, AFFECTED, "Den det gäller")
    await story.listened()
    await officer.at_case()
    await officer.follow("Informera ordföranden")
    await officer.choose("Nej")
    await officer.press("Klart")
    await officer.looked_at("kept-out")
    await officer.tick("De som hålls utanför")
    await officer.press("Klart")
    await officer.sees("Sparat.")
    await story.federation_told()
    await officer.at_case("personer")
    await parts.contact_appointed(officer, "Nils Strandsälg")
    await parts.first_meeting(officer, OFFICER, VICE, known=True)
    await parts.investigators_appointed(officer, OFFICER, OLA, PIA)
    await story.mapping.appoint_lead()


async def the_group_answers(tale: Tale) -> None:
    """One of them on a telephone, the rest alike."""
    story = tale.story
    (vote,) = (await story.vice.get("/api/v1/votes")).json()["items"]
    assembly = story.assembly(vote["id"])
    await assembly.convene()
    mine, *others = await assembly.summon()
    phone = Telephone(await tale.browsing.page(), mine)
    await phone.open_link()
    await phone.collect()
    for each in others:
        await each.draw()
    member = await tale.of("ragna", f"/omrostningar/{vote['id']}")
    await member.sees(parts.ACCOUNT)
    await member.sees_no(AFFECTED, parts.TOLD, parts.ALLEGED)
    with clock.turned(timedelta(hours=25)):
        await cast(assembly, phone, others)
    for passed in (timedelta(hours=49), PAST_CHECK):
        with clock.turned(passed):
            await assembly.due()


async def cast(assembly: Assembly, phone: Telephone, others: list[VoterPage]) -> None:
    await assembly.due()
    await phone.look_again()
    await phone.sees("Rösta")
    await phone.cast("Ja, förtroende saknas")
    for each in others:
        assert (await each.cast(Choice.FOR)).status_code == 200
