"""Cases inside the association from their report to their end, told through the public API alone.

Each part has tests of its own; these hold that the parts meet: that a plan comes to its end by what people do, that a
case is then closed without anything being walked round, and that whoever is kept out is a stranger to it at the end.
"""

import gc
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from fastapi import FastAPI

from app.access.rules import Office
from app.core import clock
from app.core.database import Database
from app.ports.mail import RecordedMail
from app.worker import work
from tests.support.actors import Actors
from tests.support.destroyed import nothing_is_left, rows_of_case
from tests.support.returns import applied
from tests.support.steps import codes_of, do
from tests.support.stored import everything_stored, rows_by_table
from tests.support.stories import Story, a_story, days_on, today
from tests.support.voting import use_ready_made_keys

pytestmark = [pytest.mark.anyio, pytest.mark.one_database]

PAST_CHECK = timedelta(hours=80)


@pytest.mark.policy("KNO-01", "KNO-04", "KNO-05", "KNO-07", "KNO-08", "KNO-09", "CGR-06", "CON-01")
async def test_severe_the_board_declines_to_exclude_the_group_denies_its_confidence_and_the_federation_decides(
    app: FastAPI, mail: RecordedMail, as_actor: Actors, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    use_ready_made_keys(monkeypatch)
    story = await a_story(app, mail, as_actor)
    await story.reported(about_names=story.name_of("accused"))
    await story.until_triage(phase="known")
    await story.stepped_back("yes", "yes")
    await story.mapped(outcome="severe")
    await exclusion_begun(story)
    await story.decided(
        ("assignments", "leave_assignments"),
        ("exclusion", "no_exclusion"),
        ("confidence", "raise_confidence"),
    )
    assert (await story.exclusion_acts(("follow_board", {})))["status"] == "declined"
    assert (await story.measures.ask("leavings")).status_code == 201
    await story.measures.answer_all("yes", "yes", kind="leaving")
    await story.media_plan_agreed()
    await story.police_thought_of()
    await story.goes_to_no_court()
    await story.nothing_told_to_members()
    vote = await story.asked_group(against=5)
    assert vote["outcome"] == "no_confidence"
    with clock.turned(PAST_CHECK):
        told = await story.exclusion_acts(
            ("notify", {"told_on": today()}),
            ("receive_statement", {"received_on": today(), "text": "Jag känner inte igen mig."}),
            ("recommend", {"decided_on": today(), "text": "Styrelsen anser att det bör prövas."}),
            ("refer", {"sent_on": today(), "way": "letter", "names_affected": False}),
            (
                "record_decision",
                {
                    "outcome": "excluded",
                    "decided_on": today(),
                    "reference": "FD 2026:114",
                    "appeal_until": days_on(21),
                },
            ),
        )
        assert (told["ground"], told["status"]) == ("mandatory_after_no_confidence", "decided")
        assert await story.unsettled() == {}
        assert (await story.read())["stage"] == "follow_up"
        assert await story.not_closed_for() == {"duties-open", "affected-not-asked"}, "it may be appealed against"
    with clock.turned(PAST_CHECK + timedelta(days=22)):
        assert (await story.exclusion_acts(("close", {})))["status"] == "closed"
        await story.done("contact", "KNO-03b")
        await story.closed()
        await story.is_nowhere_for("accused")
    await is_destroyed(story, tmp_path, after=timedelta(days=2 * 366))


async def is_destroyed(story: Story, folder: Path, *, after: timedelta) -> None:
    """When its time is over nothing of it is left, and who was in it is a stranger to it."""
    database: Database = story.app.state.database
    theirs = rows_of_case(await rows_by_table(database), story.case_id)
    with clock.turned(PAST_CHECK + after + timedelta(days=23)):
        await work(database, story.app.state.due_work)
        gc.collect()
        left = await rows_by_table(database)
        assert rows_of_case(left, story.case_id) == []
        nothing_is_left(theirs, left, await everything_stored(database, folder))
        await story.is_nowhere_for("officer", "affected", "accused")


async def exclusion_begun(story: Story) -> None:
    await story.send(story.leads, "POST", "/exclusion-cases", {"concerns": story.id("accused")}, expect=201)


# From unknown to known


@pytest.mark.policy("UNK-01", "UNK-02", "UNK-03", "UNK-05", "KNO-12", "KNO-03", "INT-01", "CON-01")
async def test_an_unknown_becomes_known_and_contact_person_and_what_was_looked_at_stay(
    app: FastAPI, mail: RecordedMail, as_actor: Actors
) -> None:
    story = await a_story(app, mail, as_actor)
    await story.reported()
    await story.until_triage(phase="unknown")
    await story.investigated_by("ola", "pia")
    mapping = story.mapping
    await mapping.heard("affected")
    await story.police_thought_of("UNK-04")
    check = await mapping.put_up()
    for who in (story.ola, story.pia):
        assert (await mapping.look(check, who)).status_code == 200
    suspected = await mapping.suspect("accused")
    await mapping.agreed("points_at_person")
    assert await story.state("UNK-03") == "open"
    await mapping.heard("suspected", person_id=suspected)
    await mapping.agreed("person_established")
    before = await mapping.read()
    await story.is_nowhere_for("accused")
    approved = await mapping.answer(await mapping.ask_chair(suspected, "accused"))
    assert approved.status_code == 200, approved.text
    assert (await story.read())["phase"] == "known"
    after = await mapping.read()
    assert after["checks"] == before["checks"]
    assert [each["id"] for each in after["talks"]] == [each["id"] for each in before["talks"]]
    assert (await story.send("officer", "GET", "/contact-person"))["person"]["person_id"] == story.id("contact")
    done = ("KNO-03a", "KNO-01a", "KNO-01b", "KNO-01c", "KNO-01e", "KNO-06a")
    assert {await story.state(code) for code in done} == {"done"}
    await story.stepped_back("yes", "no")
    await mapping.heard("accused", person_id=suspected)
    await mapping.agreed("not_substantiated")
    await lifted_and_closed(story)


# The chair is accused


@pytest.mark.policy("CON-01", "CON-02", "CON-03", "KNO-04", "KNO-08", "ORG-01", "KNO-05")
async def test_the_chair_is_accused_and_the_vice_chair_leads_it_all(
    app: FastAPI, mail: RecordedMail, as_actor: Actors, monkeypatch: pytest.MonkeyPatch
) -> None:
    use_ready_made_keys(monkeypatch)
    story = await a_story(app, mail, as_actor, accused="chair", leads="vice")
    await story.reported(about_office="chair")
    await story.is_nowhere_for("chair")
    await story.until_triage(phase="known")
    assert (await story.read("vice"))["stage"] == "mapping"
    await story.stepped_back("yes")
    await story.investigated_by("ola", "pia")
    hearing = await story.told_what_is_said()
    page = f"/api/v1/hearings/{hearing}"
    assert (await story.chair.post(f"{page}/answers", json={"text": "Så var det inte."})).status_code == 201
    await story.both_heard()
    await story.mapping.agreed("severe")
    await story.decided(
        ("assignments", "leave_assignments"),
        ("exclusion", "no_exclusion"),
        ("confidence", "raise_confidence"),
    )
    assert (await story.measures.ask("leavings", by=story.vice)).status_code == 201
    (leaving,) = await story.measures.measures("leaving")
    own = f"{page}/measures/{leaving['id']}/answer"
    assert (await story.chair.post(own, json={"answer": "yes"})).status_code == 200, "on a page of their own"
    await story.media_plan_agreed()
    await story.police_thought_of()
    await story.goes_to_no_court()
    await story.nothing_told_to_members()
    vote = await story.asked_group(against=1)
    assert vote["outcome"] == "confidence_retained"
    with clock.turned(PAST_CHECK):
        (question,) = (await story.chair.get(page)).json()["questions"]
        assert (question["outcome"], question["against"]) == ("confidence_retained", 1)
        assert await story.unsettled() == {}
        await story.closed()
        await story.is_nowhere_for("chair")
        assert (await story.chair.get(page)).status_code == 200, "what was released to them stays theirs"


# Not severe


@pytest.mark.policy("KNO-10", "KNO-04", "PRN-05", "PRN-04", "CON-01")
async def test_not_severe_the_time_out_goes_on_is_reviewed_and_ends_with_the_affected_persons_word(
    app: FastAPI, mail: RecordedMail, as_actor: Actors, monkeypatch: pytest.MonkeyPatch
) -> None:
    use_ready_made_keys(monkeypatch)
    story = await a_story(app, mail, as_actor)
    await story.reported(about_names=story.name_of("accused"))
    await story.until_triage(phase="known")
    await story.stepped_back("yes", "yes")
    await story.mapped(outcome="not_severe")
    await story.decided(
        ("assignments", "leave_assignments"),
        ("time_out", "continue_time_out"),
        ("time_out", "require_care"),
        ("exclusion", "no_exclusion"),
        ("confidence", "raise_confidence"),
        leave_assignments=(1, 4, 0),
    )
    measures = story.measures
    assert (await measures.ask("leavings")).json()["code"] == "decision-missing", "the board said no to that"
    assert (await measures.ask("continuation")).status_code == 200
    assert (await measures.ask("care", text="Samtalsstöd hos en psykolog")).status_code == 201
    held_out = {"text": "Företagshälsan, tre samtal"}
    await story.send("contact", "POST", "/support/care", held_out, expect=201)
    for care_step in ("started", "completed"):
        (care,) = await measures.measures("care")
        assert (await measures.do(care, "care", step=care_step)).status_code == 200
    await story.media_plan_agreed()
    await story.police_thought_of()
    await story.goes_to_no_court()
    await story.nothing_told_to_members()
    assert (await story.asked_group(against=0))["outcome"] == "confidence_retained"
    with clock.turned(timedelta(days=91)):
        assert {"duties-open", "affected-not-asked"} == await story.not_closed_for()
        for each in await measures.measures():
            assert each["is_late"]
            assert (await measures.do(each, "review", reason="Hon är inte redo än.")).status_code == 200
    with clock.turned(timedelta(days=120)):
        await story.decided(("time_out", "end_time_out"))
        for each in await measures.measures():
            assert (await measures.do(each, "end", reason="Det är dags.")).json()["code"] == "return-not-asked"
        assert (await measures.say(is_content=True)).status_code == 201
        for each in await measures.measures():
            assert (await measures.do(each, "end", reason="Det är dags.")).status_code == 200
        await story.done("contact", "KNO-03b")
        assert await story.unsettled() == {}
        await story.closed()
        await story.is_nowhere_for("accused")


# Not substantiated


@pytest.mark.policy("PRN-05", "KNO-01", "KNO-02", "KNO-07", "CON-01")
async def test_not_substantiated_and_all_that_was_asked_of_them_is_lifted(
    app: FastAPI, mail: RecordedMail, as_actor: Actors
) -> None:
    story = await a_story(app, mail, as_actor)
    await story.reported(about_names=story.name_of("accused"))
    await story.until_triage(phase="known")
    await story.stepped_back("yes", "no")
    await story.mapped(outcome="not_substantiated")
    await story.police_thought_of()
    await lifted_and_closed(story)


async def lifted_and_closed(story: Story) -> None:
    """What nothing was found for: the board still answers each question, and nothing is left to ask the group."""
    assert {each["status"] for each in await story.measures.measures()} == {"lifted"}
    await story.decided(("exclusion", "no_exclusion"), ("confidence", "raise_confidence"), raise_confidence=(0, 5, 0))
    ticked = await do(story.staffed, story.chair, "KNO-08", "completion")
    assert codes_of(ticked) == {"step-held-back", "own-route"}, "only the group's answer does that"
    await story.nothing_is_asked()
    assert await story.unsettled() == {"KNO-09": "waits_for_answer"}, "nobody was asked, and it holds nothing"
    await story.closed()
    await story.is_nowhere_for("accused")


# The officer steps aside


@pytest.mark.policy("CON-01", "CON-02", "CON-03", "ORG-01", "SOI-01", "UNK-01")
async def test_the_only_officer_left_is_the_reporters_friend_and_the_chair_goes_on_to_the_end(
    app: FastAPI, mail: RecordedMail, as_actor: Actors
) -> None:
    accused = {"hampus": ("Hampus Ekvret", (Office.SECURITY_OFFICER,))}
    story = await a_story(app, mail, as_actor, accused="hampus", more=accused)
    code, told = "7QF2X 9MXKA 3R8WZ H4TNV 6CJPB", "Han skrev till mig i natt igen."
    reporter = as_actor.anonymous()
    report = {
        "receipt_code": code,
        "concerns": "internal",
        "about_names": "Hampus Ekvret",
        "happened": told,
        "safe_now": "yes",
    }
    sent = await reporter.post("/api/v1/reports", json=report)
    assert sent.json()["caller"] == "Ylva Lönnfors"
    story.case_id = UUID((await story.officer.get("/api/v1/cases")).json()["items"][0]["id"])
    await story.is_nowhere_for("hampus", "chair")
    await story.send("officer", "POST", "/acknowledgement")
    await story.done("officer", "SOI-01", note="Vi talade i telefon.")
    await story.named("affected", "affected")
    heard = "Han har skrivit i natt igen, och hon vill att få vet."
    await story.send("officer", "POST", "/compartments/report/texts", {"kind": "narrative", "text": heard}, expect=201)
    declared = {"reason": "Den som skrev är min vän."}
    await story.send("officer", "POST", "/conflict-declaration", declared, expect=204)

    head = await story.read("chair")
    assert (head["my_roles"], head["stage"], head["awaiting_key"]) == (["accountable"], "acknowledged", [])
    assert await story.succession("officer", by="chair") == {"SOI-01": "done"}, "what was done stays done"
    receipt = (await reporter.post("/api/v1/reports/receipt", json={"receipt_code": code})).json()
    assert told in [each["text"] for each in receipt["told"]], "not a word of it is lost"
    reading = "/compartments/report/opening"
    await story.consent(involve_chair=True)
    await story.send("chair", "POST", reading, expect=403)  # their own word for it opens nothing
    yes = {"question": "involve_chair", "is_given": True}
    await story.send("affected", "POST", "/consents", yes, expect=201)
    read = (await story.send("chair", "POST", reading))["items"]
    assert heard in [each["text"] for each in read], "the affected person said yes"
    await story.named("accused", "accused")
    await story.agreed_who_is_told("involve_chair")
    await story.assessed()
    await story.met_first(phase="known")
    asked = await story.measures.ask("time-outs")
    assert asked.status_code == 201, asked.text
    await story.measures.answer_all("yes")
    alone = {"person_ids": [story.id("ola"), story.id("pia")]}
    refused = await story.send("chair", "PUT", "/investigators", alone, expect=422)
    assert refused["code"] == "wrong-group-size", "whoever has the officer's duties is one of them"
    await story.mapped(outcome="not_substantiated")
    await story.police_thought_of()
    await lifted_and_closed(story)
    await story.is_nowhere_for("ylva", "hampus")


# Afterwards


@pytest.mark.policy("KNO-05", "KNO-09", "REE-01", "REE-02", "REE-03", "REE-04", "REE-06", "PRN-05", "CON-01")
async def test_after_no_confidence_somebody_comes_back_on_trial_when_the_group_was_consulted(
    app: FastAPI, mail: RecordedMail, as_actor: Actors, monkeypatch: pytest.MonkeyPatch
) -> None:
    use_ready_made_keys(monkeypatch)
    story = await a_story(app, mail, as_actor)
    assert await nominated(story, answer="clear") == "clear"
    await story.told_to_leave()
    assert (await story.asked_group(against=5))["outcome"] == "no_confidence"
    with clock.turned(PAST_CHECK):
        kept = await story.exclusion_acts(
            ("notify", {"told_on": today()}),
            ("receive_statement", {"received_on": today(), "text": "Jag vill vara kvar."}),
            ("recommend", {"decided_on": today(), "text": "Styrelsen vill att personen får vara kvar."}),
            ("refer", {"sent_on": today(), "way": "letter", "names_affected": False}),
            ("record_decision", {"outcome": "retained", "decided_on": today(), "reference": "FD 2026:115"}),
            ("close", {}),
        )
        assert (kept["ground"], kept["status"]) == ("mandatory_after_no_confidence", "closed")
        await story.closed()
        board = [story.clients["vice"], story.clients["eva"]]
        matter = await applied(story.chair, UUID(story.id("accused")), board=board, affected=story.id("affected"))
        await matter.send("POST", "interviews")
        await matter.talk()
        await matter.affected("talked")
        await matter.no_confidence(is_true=True)
        assert (await matter.not_decided("trial"))["code"] == "return-not-yet-decidable"
        asked = await story.chair.post(f"{matter.path}/consultation", json={"account": "Styrelsen har talat med hen."})
        assert asked.status_code == 201, asked.text
        advice = story.assembly(asked.json()["vote_id"])
        await advice.set_times()
        await story.voted(advice, against=0)
    with clock.turned(2 * PAST_CHECK):
        assert (await matter.read())["advice"] == "not_against"
        assert (await matter.decide("trial"))["status"] == "trial"
    with clock.turned(2 * PAST_CHECK + timedelta(days=91)):
        await advice.due()
        assert (await matter.read())["status"] == "review"
        assert (await matter.decide("full"))["status"] == "full"
        assert await nominated(story, answer="clear") == "clear"
        for who in ("accused", "affected"):
            assert (await story.clients[who].get(matter.path)).status_code == 404
        await story.is_nowhere_for("accused")


@pytest.mark.policy("KNO-05", "REE-05", "REE-06", "PRN-05", "CON-01")
async def test_whoever_left_is_not_nominated_before_they_have_talked_with_the_board(
    app: FastAPI, mail: RecordedMail, as_actor: Actors
) -> None:
    story = await a_story(app, mail, as_actor)
    await story.told_to_leave(raise_confidence=(0, 5, 0))
    await story.did(story.leads, "KNO-08", "not-applicable", reason="Personen har lämnat allt.")
    await story.closed()
    assert await nominated(story, answer="refused") == "refused", "nobody has heard from them since"
    matter = await applied(story.chair, UUID(story.id("accused")), affected=story.id("affected"))
    assert await nominated(story, answer="consultation_required") == "consultation_required"
    for who in ("accused", "affected", "leader"):
        assert (await story.clients[who].get(matter.path)).status_code == 404
    await story.is_nowhere_for("accused", "leader")


async def nominated(story: Story, *, answer: str) -> str:
    """The group's leader asks, the chair confirms what is suggested, and the leader reads that and nothing else."""
    checks = "/api/v1/nomination-checks"
    asked = await story.leader.post(checks, json={"person_id": story.id("accused")})
    assert asked.status_code == 201, asked.text
    check = f"{checks}/{asked.json()['id']}"
    assert [each["suggestion"] for each in (await story.chair.get(f"{checks}/to-confirm")).json()["items"]] == [answer]
    assert (await story.chair.post(f"{check}/confirmation", json={"answer": answer})).status_code == 204
    told = (await story.leader.get(check)).json()
    assert set(told) == {"id", "person", "state", "answer", "asked_at", "valid_until"}
    return str(told["answer"])
