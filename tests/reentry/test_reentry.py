"""Somebody wants to come back: who learns of it, what a decision waits for, the trial and its end."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from fastapi import FastAPI
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import select

from app.access.rules import CaseRole, Compartment, Office
from app.cases.models import Bar, Case
from app.cases.rules import BarReason
from app.core import clock
from app.core.database import Database
from app.plans.models import CaseStep
from app.policy.terms import Stage
from app.proceedings.hooks import Departure, DepartureReason, person_left
from app.proceedings.meetings.rules import DecisionKind
from app.reentry import marks, rules
from app.reentry.rules import Heard, Missing, ReentryStatus
from app.votes.rules import Choice
from app.worker import work
from tests.support.actors import ActorClient, Actors
from tests.support.cases import a_case, a_member, as_member
from tests.support.factories import a_person
from tests.support.held_cases import a_keyholder
from tests.support.returns import Return, applied, in_days, on_the_board
from tests.support.voting import Assemble

pytestmark = [pytest.mark.anyio]


# What the rules say, whatever is asked of them


@pytest.mark.policy("REE-01", "REE-05")
def test_every_matter_comes_to_an_end_and_an_end_is_one() -> None:
    def ends(status: ReentryStatus, seen: frozenset[ReentryStatus] = frozenset()) -> bool:
        if status in rules.OVER:
            return True
        return any(ends(each, seen | {status}) for each in rules.NEXT[status] - seen)

    assert all(ends(status) for status in ReentryStatus)
    assert {ReentryStatus.DENIED, ReentryStatus.FULL, ReentryStatus.ENDED} == rules.OVER
    assert set(rules.STAGE_OF) == set(ReentryStatus)


@pytest.mark.policy("REE-02", "REE-03", "REE-04")
@given(
    answer=st.sampled_from(sorted(rules.LEADS_TO)),
    heard=st.builds(
        Heard,
        talk=st.none() | st.sampled_from(rules.TalkOutcome),
        affected=st.none() | st.sampled_from(rules.AffectedAnswer),
        no_confidence_before=st.none() | st.booleans(),
        advice=st.none() | st.sampled_from(rules.Advice),
        is_consulting=st.booleans(),
    ),
)
def test_nothing_but_waiting_is_decided_before_everybody_was_asked(answer: DecisionKind, heard: Heard) -> None:
    missing = rules.missing_for(answer, heard)
    if answer in {DecisionKind.DEFER_RETURN, DecisionKind.COMPLETE_RETURN, DecisionKind.END_RETURN}:
        assert missing == ()
        return
    assert (Missing.TALK in missing) == (heard.talk is None)
    assert (Missing.AFFECTED in missing) == (heard.affected is None)
    if heard.no_confidence_before and heard.advice is None:
        assert Missing.CONSULTATION in missing
    if heard.no_confidence_before is None:
        assert Missing.NO_CONFIDENCE in missing


# Through the API


async def people_of(app: FastAPI, as_actor: Actors) -> tuple[ActorClient, ActorClient, UUID]:
    chair = (await a_keyholder(app, as_actor, Office.CHAIR)).client
    officer = (await a_keyholder(app, as_actor, Office.SECURITY_OFFICER)).client
    async with app.state.database.writing() as db:
        person = await a_person(db, name="Kanarie Återvändare", email="left@example.org")
    return chair, officer, person.id


async def steps_of(database: Database, case_id: str) -> dict[str, str]:
    async with database.reading() as db:
        rows = (await db.exec(select(CaseStep).where(CaseStep.case_id == UUID(case_id)))).all()
    return {row.code: row.status.value for row in rows}


async def stage_of(database: Database, case_id: str) -> Stage:
    async with database.reading() as db:
        return (await db.exec(select(Case).where(Case.id == UUID(case_id)))).one().stage


async def marks_of(database: Database, person_id: UUID) -> int:
    async with database.reading() as db:
        return len(marks.of_person(db.keys, await marks.marks(db), person_id))


async def has_left(database: Database, person_id: UUID) -> None:
    async with database.writing() as db:
        await person_left(db, Departure(person_id, None, DepartureReason.TOLD_TO_LEAVE))


async def due(app: FastAPI) -> None:
    await work(app.state.database, app.state.due_work)


@pytest.mark.policy("REE-01", "REE-02", "REE-03", "REE-04", "REE-05", "PRN-05")
async def test_back_on_trial_after_no_confidence_and_then_for_good(
    app: FastAPI, as_actor: Actors, assemble: Assemble
) -> None:
    assembly = await assemble(6)
    database, chair = assembly.database, assembly.chair
    async with database.writing() as db:
        person = await a_person(db, name="Kanarie Återvändare", email="left@example.org")
        affected = await a_person(db)
    await has_left(database, person.id)
    board = await on_the_board(database, as_actor)
    matter = await applied(chair, person.id, affected=str(affected.id), board=board)
    told = await matter.read()
    assert (told["status"], told["concerns"]["display_name"]) == ("applied", "Kanarie Återvändare")
    assert {each["answer"]: each["missing"] for each in told["answers"]} == {"defer_return": []}

    await matter.send("POST", "interviews")
    await matter.talk()
    await matter.affected("declined")
    told = await matter.no_confidence(is_true=True)
    waiting = {each["answer"]: each["missing"] for each in told["answers"]}
    assert waiting == {
        "deny_return": ["consultation"],
        "defer_return": [],
        "try_return": ["consultation"],
        "approve_return": ["consultation"],
    }
    refused = await matter.not_decided("trial")
    assert refused["code"] == "return-not-yet-decidable"
    assert [each["code"] for each in refused["errors"]] == ["consultation"]
    assert (await matter.read())["status"] == "interviews"

    asked = await chair.post(f"{matter.path}/consultation", json={"account": "The board has talked with them."})
    assert asked.status_code == 201, asked.text
    assembly.vote_id = asked.json()["vote_id"]
    again = await chair.post(f"{matter.path}/consultation", json={"account": ""})
    assert again.json()["code"] == "consultation-under-way"
    await assembly.set_times()
    pages = await assembly.summon()
    for page in pages:
        await page.draw()
    await assembly.open_box()
    for page in pages:
        assert (await page.cast(Choice.FOR)).status_code == 200
    await assembly.close_and_count()
    told = await matter.read()
    assert (told["status"], told["advice"]) == ("consultation", "not_against")
    assert (await steps_of(database, matter.case_id))["REE-04"] == "done"

    told = await matter.decide("trial")
    assert (told["status"], told["due_on"]) == ("trial", in_days(90))
    assert [(each["in_favour"], each["against"]) for each in told["decisions"]] == [(2, 1)]
    assert set((await steps_of(database, matter.case_id)).values()) == {"done"}
    assert await stage_of(database, matter.case_id) is Stage.FOLLOW_UP
    assert await marks_of(database, person.id) == 1, "on trial they are not back yet"

    with clock.turned(timedelta(days=91)):
        await due(app)
        told = await matter.read()
        assert (told["status"], told["due_on"]) == ("review", None)
        told = await matter.decide("full")
        assert told["status"] == "full"
        assert await stage_of(database, matter.case_id) is Stage.CLOSED
        assert await marks_of(database, person.id) == 0


@pytest.mark.one_database
@pytest.mark.policy("CON-01", "REE-01")
async def test_who_it_is_about_and_who_was_affected_learn_nothing_of_it(app: FastAPI, as_actor: Actors) -> None:
    chair, officer, person_id = await people_of(app, as_actor)
    affected = await a_keyholder(app, as_actor, Office.BOARD_MEMBER)
    close = await a_keyholder(app, as_actor, Office.VICE_CHAIR)
    matter = await applied(chair, person_id, affected=str(affected.person_id), close=[str(close.person_id)])
    assert (await matter.read(officer))["concerns"]["person_id"] == str(person_id)
    returning = await as_actor(person=person_id)
    for client in (affected.client, close.client, returning):
        there, nowhere = (
            await client.get(matter.path),
            await client.get(matter.path.replace(matter.case_id, str(uuid4()))),
        )
        assert (there.status_code, there.content) == (404, nowhere.content)
        assert (await client.get("/api/v1/reentries")).json()["items"] == []
        let_in = {"person_id": str(client.person_id), "role": "decider", "compartments": ["decisions"]}
        refused = await chair.post(f"/api/v1/cases/{matter.case_id}/people", json=let_in)
        assert refused.json()["code"] == "not-eligible"
    (line,) = (await chair.get("/api/v1/reentries")).json()["items"]
    assert (line["case_id"], line["status"]) == (matter.case_id, "applied")
    assert (await chair.get("/api/v1/cases")).json()["items"] == [], "it is no case of harassment"


@pytest.mark.one_database
@pytest.mark.policy("CON-01", "CON-02")
async def test_whoever_the_earlier_case_keeps_out_is_kept_out_here_and_the_next_in_line_leads(
    app: FastAPI, as_actor: Actors
) -> None:
    async with app.state.database.writing() as db:
        barred_chair, vice = await a_member(db, Office.CHAIR), await a_member(db, Office.VICE_CHAIR)
        officer, affected = await a_member(db, Office.SECURITY_OFFICER), await a_member(db)
        person = await a_person(db)
        earlier = await a_case(db, officer=officer, affected=affected, barred=[barred_chair])
    leads, led = await as_member(as_actor, vice), await as_member(as_actor, officer)
    wish = {"concerns": str(person.id), "earlier_case": str(earlier.id)}
    outsider = await as_member(as_actor, barred_chair)
    assert (await outsider.post("/api/v1/reentries", json=wish)).status_code == 404, "it is not theirs to link to"
    matter = await applied(led, person.id, earlier_case=str(earlier.id))
    assert (await matter.read())["earlier_case"]["reference"] == earlier.reference
    assert (await matter.read(leads))["earlier_case"] is None, "who does not hold that case is not told of it"
    for outside in (barred_chair, affected):
        assert (await (await as_member(as_actor, outside)).get(matter.path)).status_code == 404
    async with app.state.database.reading() as db:
        why = (await db.exec(select(Bar.why).where(Bar.case_id == UUID(matter.case_id)))).all()
    assert sorted(why) == [BarReason.ACCUSED, BarReason.AFFECTED, BarReason.RETURNING]


@pytest.mark.one_database
@pytest.mark.policy("REE-01")
async def test_anyone_may_ask_for_themself_once_and_sees_that_it_came_and_was_answered(
    app: FastAPI, as_actor: Actors
) -> None:
    chair, _, person_id = await people_of(app, as_actor)
    returning = await as_actor(person=person_id)
    wish = {"concerns": str(person_id), "words": "I want to come back."}
    answer = await returning.post("/api/v1/reentries", json=wish)
    assert (answer.status_code, answer.json()) == (201, {"case_id": None})
    assert (await returning.post("/api/v1/reentries", json=wish)).json()["code"] == "applied-already"
    about_another = {"concerns": str(chair.person_id), "words": ""}
    assert (await returning.post("/api/v1/reentries", json=about_another)).status_code == 403
    (own,) = (await returning.get("/api/v1/reentries/own")).json()["items"]
    assert own["is_answered"] is False
    (line,) = (await chair.get("/api/v1/reentries")).json()["items"]
    matter = Return(chair, line["case_id"], await on_the_board(app.state.database, as_actor))
    await matter.heard()
    await matter.decide("denied")
    (own,) = (await returning.get("/api/v1/reentries/own")).json()["items"]
    assert own["is_answered"] is True
    assert (await chair.get("/api/v1/reentries/own")).json()["items"] == []


@pytest.mark.one_database
@pytest.mark.policy("REE-03", "PRN-04")
async def test_the_affected_person_is_not_asked_again_and_what_they_said_is_for_who_supports_them(
    app: FastAPI, as_actor: Actors
) -> None:
    chair, officer, person_id = await people_of(app, as_actor)
    matter = await applied(chair, person_id)
    await matter.affected("no_contact", note="They cried.", for_board="They do not want to meet in the group room.")
    refused = await matter.send("PUT", "affected", {"answer": "declined"}, expect=409)
    assert refused["code"] == "return-not-next"

    async def texts(client: ActorClient, compartment: Compartment) -> Any:
        return (await client.post(f"/api/v1/cases/{matter.case_id}/compartments/{compartment}/opening")).json()

    assert [each["text"] for each in (await texts(officer, Compartment.SUPPORT))["items"]] == ["They cried."]
    assert (await texts(chair, Compartment.SUPPORT))["code"] == "compartment-not-open"
    written = [each["text"] for each in (await texts(chair, Compartment.DECISIONS))["items"]]
    assert written == ["I want to come back.", "They do not want to meet in the group room."]


@pytest.mark.one_database
@pytest.mark.policy("REE-05", "PRN-05")
async def test_what_waits_comes_back_on_its_day_and_a_return_that_does_not_hold_is_marked_anew(
    app: FastAPI, as_actor: Actors
) -> None:
    chair, _, person_id = await people_of(app, as_actor)
    await has_left(app.state.database, person_id)
    matter = await applied(chair, person_id, board=await on_the_board(app.state.database, as_actor))
    assert (await matter.decide("deferred"))["status"] == "deferred"
    with clock.turned(timedelta(days=29)):
        await due(app)
        assert (await matter.read())["status"] == "deferred"
    with clock.turned(timedelta(days=31)):
        await due(app)
        assert (await matter.read())["status"] == "interviews"
        await matter.heard()
        await matter.decide("approved")
        assert await marks_of(app.state.database, person_id) == 0
        assert (await matter.send("POST", "end", {"reason": "They changed their mind."}, expect=409))["code"] == (
            "return-not-next"
        ), "what began, the board ends"
        assert (await matter.not_decided("full"))["code"] == "not-decided-here", "nobody has looked it over"
        await matter.send("POST", "review")
        await matter.put("ended")
        await matter.approved()
        assert (await matter.read())["status"] == "ended"
        assert await marks_of(app.state.database, person_id) == 1


@pytest.mark.one_database
@pytest.mark.policy("REE-01", "ORG-01")
async def test_no_other_route_moves_it_and_an_officer_records_talks_and_ends_nothing(
    app: FastAPI, as_actor: Actors
) -> None:
    chair, officer, person_id = await people_of(app, as_actor)
    matter = await applied(chair, person_id)
    case = f"/api/v1/cases/{matter.case_id}"
    version = {"If-Match": (await chair.get(case)).headers["ETag"]}
    for method, path, body, code in (
        ("PUT", "stage", {"stage": "follow_up"}, "stage-not-next"),
        ("PUT", "category", {"category": "internal", "reason": "It is."}, "invalid-input"),
        ("POST", "closing", {"reason": "It is over."}, "stage-not-next"),
        ("POST", "reopening", {"reason": "It is not."}, "stage-not-next"),
        ("POST", "votes", {"concerns": str(person_id), "names_affected": False}, "no-confidence-question-here"),
    ):
        refused = await chair.request(method, f"{case}/{path}", json=body, headers=version)
        assert refused.json()["code"] == code, refused.text
    assert (await matter.send("POST", "interviews", by=officer))["status"] == "interviews"
    for step in ("review", "end"):
        why = {"reason": "They changed their mind."}
        assert (await matter.send("POST", step, why, expect=403, by=officer))["code"] == "forbidden"
    async with app.state.database.reading() as db:
        steps = (await db.exec(select(CaseStep).where(CaseStep.case_id == UUID(matter.case_id)))).all()
    assert {step.code for step in steps} == {"REE-01", "REE-02", "REE-03", "REE-04", "REE-05"}
    for step in steps:
        done = {"If-Match": f'"{step.version}"'}
        refused = await chair.post(f"{case}/steps/{step.id}/not-applicable", json={"reason": "No."}, headers=done)
        assert refused.json()["code"] in {"step-held-back", "invalid-input"}, refused.text


@pytest.mark.one_database
@pytest.mark.policy("REE-01")
async def test_of_a_case_of_another_kind_there_is_no_return_to_read(app: FastAPI, as_actor: Actors) -> None:
    async with app.state.database.writing() as db:
        officer = await a_member(db, Office.SECURITY_OFFICER)
        case = await a_case(db, officer=officer, others={CaseRole.DECIDER: [officer]})
    client = await as_member(as_actor, officer)
    assert (await client.get(f"/api/v1/cases/{case.id}/reentry")).status_code == 404
