"""Nobody knows who it is, and then somebody is known: what was done stays, and two sides take the step."""

import pytest
from fastapi import FastAPI

from app.ports.mail import RecordedMail
from tests.support import story_parts as parts
from tests.support.actors import Actors
from tests.support.browsing import Browsing
from tests.support.stories import a_story
from tests.support.story_pages import Signed, Tale
from tests.support.story_parts import ACCUSED, AFFECTED, CHAIR, OFFICER, OLA, PIA

pytestmark = [pytest.mark.anyio, pytest.mark.browser, pytest.mark.slow, pytest.mark.one_database]


@pytest.mark.policy("UNK-01", "UNK-02", "UNK-03", "UNK-05", "KNO-12", "KNO-03", "INT-01", "CON-01")
async def test_an_unknown_becomes_known_when_the_chair_approves_it_without_reading_the_mapping(
    app: FastAPI, mail: RecordedMail, as_actor: Actors, browsing: Browsing
) -> None:
    story = await a_story(app, mail, as_actor)
    tale = Tale(story, browsing, "unknown-to-known")
    await tale.remembers("torkel", "eva")
    officer = await until_mapping(tale)
    chair, ola, pia = [await tale.of(who) for who in ("chair", "ola", "pia")]
    await parts.leads_the_mapping(ola, OLA)
    await story.mapping.heard("affected")
    await story.police_thought_of("UNK-04")
    await parts.looked_at_by_two(ola, pia)
    await officer.at_case("inblandade")
    await parts.named(officer, ACCUSED, "Misstänkt")
    await parts.found(ola, "Det pekar på en trolig person", summary=False)
    await parts.agreed(pia)
    await tale.is_nothing_to("torkel", "eva")
    await chair.at_case("beslut")
    await chair.sees("Här visas frågan till ordföranden när den har ställts.")
    await chair.sees_no(ACCUSED, parts.SEEN, "Kartläggningen")

    await story.mapping.heard("suspected", person_id=story.id("accused"))
    await story.mapping.agreed("person_established")
    await parts.asked_chair_who_it_is(ola, ACCUSED)
    await ola.looked_at("asked")
    await parts.approved_who_it_is(chair)
    await chair.looked_at("approved")
    await tale.is_nothing_to("torkel", "eva")
    await what_was_done_stays(tale)

    await parts.time_out_asked(chair, ACCUSED, waits="2 uppdrag väntar på svar.")
    await parts.told_what_is_said(ola)
    torkel = await tale.of("torkel")
    await parts.read_and_answered(torkel)
    await parts.said_yes(torkel, "Ja, jag tar en paus: Styrelseledamot", "Pausen gäller")
    await story.mapping.heard("accused", person_id=story.id("accused"))
    await story.mapping.agreed("not_substantiated")
    await story.decided(("exclusion", "no_exclusion"), ("confidence", "raise_confidence"), raise_confidence=(0, 5, 0))
    await story.nothing_is_asked()
    await parts.closed(officer)
    await tale.is_nothing_to("torkel", has_something_to_read=True)
    await tale.is_nothing_to("eva")


async def until_mapping(tale: Tale) -> Signed:
    story, officer = tale.story, await tale.of("officer")
    await parts.told_on_a_telephone(tale)
    await parts.taken_in(officer)
    await officer.at_case("inblandade")
    await officer.sees("Ingen hålls utanför.")
    await parts.named(officer, AFFECTED, "Den det gäller")
    await story.listened()
    await story.assessed()
    await parts.contact_appointed(officer, "Nils Strandsälg")
    await story.done("contact", "KNO-03b", note="Vi hörs på torsdagar.")
    await parts.first_meeting(officer, OFFICER, CHAIR, known=False)
    await officer.sees("Personen är okänd")
    await parts.investigators_appointed(officer, OFFICER, OLA, PIA)
    return officer


async def what_was_done_stays(tale: Tale) -> None:
    """The same contact person, what two have looked at, and the steps that were done."""
    affected = await tale.at_case("affected", "personer", width=390)
    await affected.sees("Personen är känd", "Nils Strandsälg")
    pia = await tale.at_case("pia", "beslut")
    await pia.card("Dubbelkollat").sees("Två har tittat")
    done = ("KNO-03a", "KNO-01a", "KNO-01b", "KNO-01c", "KNO-01e", "KNO-06a")
    assert {await tale.story.state(code) for code in done} == {"done"}
