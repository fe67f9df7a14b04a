"""Meetings of an internal case through the API: who comes, what is decided by how many, and when it is over."""

from datetime import timedelta

import httpx
import pytest
from fastapi import FastAPI
from sqlmodel import col, select

from app.access.rules import Compartment
from app.cases.models import Grant, SealedText
from app.cases.rules import Conclusion
from app.core import clock
from app.core.database import Database
from app.notifications.models import Notice
from app.policy.loader import current
from app.policy.terms import Phase, Stage, TextKey
from app.proceedings.meetings import decided
from app.proceedings.meetings.models import Meeting
from app.proceedings.meetings.rules import DecisionKind
from app.proceedings.meetings.service import open_duties
from app.proceedings.subjects import subject_of
from tests.support.actors import Actors
from tests.support.board import OFFICES, Board, before_the_board
from tests.support.factories import an_association
from tests.support.pdf import read_pdf

pytestmark = pytest.mark.anyio

BOARD = {"chair", "vice", "eva", "ola", "pia"}
PRESENT = ("chair", "vice", "eva", "ola")


async def names_in(database: Database, board: Board, tags: set[str]) -> set[str]:
    async with database.reading() as db:
        return {name for name in OFFICES if db.keys.person_tag(board.id(name)) in tags}


async def deciders(database: Database, board: Board) -> set[str]:
    async with database.reading() as db:
        held = select(Grant.holder).where(
            Grant.case_id == board.case_id, Grant.role == "decider", col(Grant.ended_at).is_(None)
        )
        tags = set((await db.exec(held)).all())
    return await names_in(database, board, tags)


async def called_by_now(board: Board) -> set[str]:
    """Who reads on their first page that they are called. Nothing there says when, where or about what."""
    found = set()
    for name, client in board.clients.items():
        answer = await client.get("/api/v1/now")
        assert "Lilla salen" not in answer.text
        if "meeting-called" in {each["kind"] for each in answer.json()["alarms"]}:
            found.add(name)
    return found


# The first meeting


@pytest.mark.policy("SOI-02", "SOI-03")
@pytest.mark.one_database
async def test_a_first_meeting_is_called_held_by_both_and_sends_the_case_on(
    app: FastAPI, as_actor: Actors, database: Database
) -> None:
    board = await before_the_board(database, as_actor, stage=Stage.ASSESSING, phase=None, conclusion=None)
    assert (await board.listed())["may_call"] == ["triage"]
    assert await board.call("decision", expect=409) == "no-meeting-here"
    await board.call("triage")
    assert await board.stage() == "triage"
    meeting = await board.newest()
    called = {each["person"]["display_name"] for each in meeting["seats"]}
    assert called == {"Kanarie officer", "Kanarie chair", "Kanarie leader"}
    assert (meeting["place"], meeting["board"], meeting["can_be_quorate"]) == ("Lilla salen", None, True)
    # Whoever the affected person agreed to learns when and where, and of the meeting nothing else.
    theirs = await board.newest("leader")
    assert (theirs["place"], theirs["seats"], theirs["my_acts"]) == ("Lilla salen", [], [])
    refused = await board.clients["leader"].post(f"{board.meetings}/{meeting['id']}/opening")
    assert (refused.status_code, refused.json()["code"]) == (403, "compartment-not-open")
    held = board.present("officer", "leader") | {"words": "Vi tar det på allvar.", "phase": "unknown"}
    assert await board.refused("holding", held) == "who-must-come-is-missing"
    both = board.present("officer", "chair") | {"phase": "unknown"}
    assert await board.refused("holding", both) == "invalid-input"
    step = await board.step("SOI-03b")
    assert step["state"] == "waits_for_steps"
    assert "complete" not in step["my_actions"], "it is the meeting that does it"
    assert await called_by_now(board) == {"officer", "chair", "leader"}
    await board.done("holding", both | {"words": "Vi tar det på allvar."})
    assert await called_by_now(board) == set()
    assert await board.stage() == "mapping"
    assert (await board.step("SOI-03b"))["state"] == "done"
    assert (await board.opened("chair"))["words"] == "Vi tar det på allvar."
    assert (await board.listed())["may_call"] == ["triage"], "another may be needed later"


@pytest.mark.policy("SOI-03", "CON-01")
@pytest.mark.one_database
async def test_whoever_is_named_between_summons_and_first_meeting_falls_off_it(
    app: FastAPI, as_actor: Actors, database: Database
) -> None:
    board = await before_the_board(database, as_actor, stage=Stage.ASSESSING, phase=None, conclusion=None)
    await board.call("triage")
    await board.name("leader")
    assert (await board.clients["leader"].get(board.meetings)).status_code == 404
    assert await called_by_now(board) == {"officer", "chair"}
    assert "Kanarie leader" not in {each["person"]["display_name"] for each in (await board.newest())["seats"]}
    held = board.present("officer", "chair", "leader") | {"words": "Ord om det.", "phase": "unknown"}
    assert await board.refused("holding", held) == "invalid-input"


@pytest.mark.policy("KNO-04")
@pytest.mark.one_database
async def test_a_concluded_case_goes_on_by_its_meeting_alone(
    app: FastAPI, as_actor: Actors, database: Database
) -> None:
    board = await before_the_board(database, as_actor)
    officer = board.clients["officer"]

    async def moved(stage: str, **more: str) -> httpx.Response:
        seen = (await officer.get(board.path)).headers["ETag"]
        return await officer.put(f"{board.path}/stage", json={"stage": stage} | more, headers={"If-Match": seen})

    async def plain() -> set[str]:
        return set((await officer.get(board.path)).json()["plain_moves"])

    assert await plain() == {"mapping"}, "somebody's conclusion can be set aside, with a reason"
    assert (await moved("decision")).json()["code"] == "moved-by-meeting"
    assert (await moved("follow_up")).json()["code"] == "stage-not-next"
    await board.call()
    assert await plain() == {"mapping"}
    assert (await moved("follow_up")).json()["code"] == "moved-by-meeting"
    await board.done("cancellation", {"reason": "Vi blir för få"})
    assert (await moved("follow_up")).json()["code"] == "moved-by-meeting", "called off is not decided"
    await board.call()
    assert await called_by_now(board) == BOARD | {"officer"}
    await board.hold(*PRESENT)
    assert await called_by_now(board) == set(PRESENT), "it went on without whoever did not come"
    for topic, kind in (("assignments", "leave_assignments"), ("exclusion", "no_exclusion")):
        await board.decide(topic, kind)
    await board.decide("confidence", "raise_confidence")
    await board.done("approval", by="chair")
    await board.done("approval", by="eva")
    assert await board.stage() == "follow_up"
    assert await called_by_now(board) == set()
    assert (await moved("decision")).json()["code"] == "moved-by-meeting"
    assert await plain() == {"mapping"}, "what comes up later about somebody is mapped"
    # Nor by another way round: what is known to be inside the association keeps its category.
    seen = {"If-Match": (await officer.get(board.path)).headers["ETag"]}
    body = {"category": "party", "reason": "Vi tog fel."}
    refused = await officer.put(f"{board.path}/category", json=body, headers=seen)
    assert refused.json()["code"] == "known-inside-association"
    assert (await board.stage(), await plain()) == ("follow_up", {"mapping"})


# Who comes to the board's meeting


@pytest.mark.policy("KNO-04", "CON-01", "ORG-04")
async def test_the_board_is_called_without_whoever_is_part_of_the_matter(
    app: FastAPI, as_actor: Actors, database: Database
) -> None:
    board = await before_the_board(database, as_actor)
    assert await deciders(database, board) == set()
    await board.call()
    assert await board.stage() == "decision"
    assert await deciders(database, board) == BOARD
    meeting = await board.newest()
    assert {each["person"]["display_name"] for each in meeting["seats"] if each["votes"]} == {
        f"Kanarie {name}" for name in BOARD
    }
    assert (meeting["board"], meeting["needed"]) == (5, 3)
    assert (await board.newest("eva"))["place"] == "Lilla salen"
    for outside in ("accused", "leader"):
        answer = await board.clients[outside].get(board.meetings)
        assert (answer.status_code, answer.json()["code"]) in {(404, "not-found"), (403, "compartment-not-open")}
    assert (await board.clients["accused"].get("/api/v1/cases")).json()["items"] == []
    async with database.reading() as db:
        told = {each.recipient for each in (await db.exec(select(Notice))).all()}
    assert await names_in(database, board, told) == BOARD
    assert await board.call(expect=409) == "meeting-under-way"


@pytest.mark.policy("CON-01", "KNO-04")
@pytest.mark.one_database
async def test_whoever_is_named_between_summons_and_meeting_falls_off_and_is_not_counted(
    app: FastAPI, as_actor: Actors, database: Database
) -> None:
    board = await before_the_board(database, as_actor)
    await board.call()
    await board.name("pia")
    assert await deciders(database, board) == BOARD - {"pia"}
    assert (await board.clients["pia"].get(board.meetings)).status_code == 404
    assert (await board.newest())["board"] == 4
    assert await board.refused("holding", board.present("chair", "vice", "pia")) == "invalid-input"
    assert await board.refused("holding", board.present("chair", "vice")) == "no-quorum"
    await board.hold("chair", "vice", "eva")
    # And so does one who is named while it goes on: two of three are a quorum still, one is none.
    await board.name("eva", "close")
    assert await board.not_decided("assignments", "leave_assignments", numbers=(3, 0, 0)) == "invalid-input"
    assert await board.not_decided("assignments", "leave_assignments", numbers=(1, 0, 0)) == "no-quorum"
    await board.decide("assignments", "leave_assignments", numbers=(2, 0, 0))


@pytest.mark.policy("CON-02")
@pytest.mark.one_database
async def test_a_board_with_too_few_left_hands_the_matter_to_the_federation(
    app: FastAPI, as_actor: Actors, database: Database
) -> None:
    board = await before_the_board(database, as_actor)
    await board.call()
    assert await board.refused("handing-over", {"reason": "Vi vill inte"}) == "quorum-can-be-reached"
    for name in ("ola", "pia", "vice"):
        await board.name(name)
    meeting = await board.newest()
    assert (meeting["board"], meeting["can_be_quorate"]) == (2, False)
    assert set(meeting["my_acts"]) == {"cancel", "hand_over"}
    assert await board.refused("holding", board.present("chair", "eva")) == "no-quorum"
    await board.done("handing-over", {"reason": "Bara två av oss har ingen del i det."})
    assert (await board.opened())["words"] == "Bara två av oss har ingen del i det."
    assert (await board.newest())["status"] == "handed_over"
    assert (await board.step("KNO-04"))["state"] == "done"
    assert await board.stage() == "follow_up", "nobody here decides any more"
    assert await deciders(database, board) == set()
    async with database.reading() as db:
        federation = db.keys.person_tag(board.id("federation"))
        kinds = [each.kind.value for each in (await db.exec(select(Notice))).all() if each.recipient == federation]
    assert kinds == ["outside-help"]


# What is decided


@pytest.mark.policy("KNO-04", "KNO-05", "KNO-07", "KNO-08")
async def test_a_board_decides_from_the_conclusion_and_is_over_when_two_have_approved(
    app: FastAPI, as_actor: Actors, database: Database
) -> None:
    board = await before_the_board(database, as_actor)
    async with database.writing() as db:
        await an_association(db)
    await board.call()
    assert (await board.step("KNO-04"))["state"] == "waits_for_steps"
    await board.hold(*PRESENT)
    assert (await board.step("KNO-04"))["state"] == "done"
    assert await board.refused("approval", by="chair") == "decisions-owed"
    await board.decide("assignments", "leave_assignments")
    dissent = {"person_id": str(board.id("ola")), "text": "Jag ville vänta."}
    await board.decide("exclusion", "no_exclusion", dissents=[dissent])
    assert [each["topic"] for each in (await board.opened())["owed"]] == ["confidence"]
    await board.decide("confidence", "raise_confidence", numbers=(2, 2, 0), led_is_for=True)
    async with database.reading() as db:
        subject = subject_of(db.keys, case_id=board.case_id, person_id=board.id("accused"))
        leave = await decided.adopted(db, board.case_id, DecisionKind.LEAVE_ASSIGNMENTS, subject=subject)
        assert leave is not None, "it counts from when it was written down"
    assert await board.refused("approval", by="pia") == "not-theirs-to-approve", "she was not there"
    await board.done("approval", by="chair")
    assert await board.refused("approval", by="chair") == "not-theirs-to-approve"
    assert await board.stage() == "decision", "one is not two"
    await board.done("approval", by="eva")
    assert await board.stage() == "follow_up"
    assert (await board.step("KNO-07"))["assessed"] is False
    assert await deciders(database, board) == set(), "whoever was in it for the meeting alone leaves it"
    assert (await board.clients["eva"].get(board.meetings)).status_code == 404
    assert (await board.listed("chair"))["items"][0]["adjuster"]["display_name"] == "Kanarie eva"
    assert await board.refused(f"items/{await board.item('assignments')}/note", {"text": "för sent"}, method="PUT") == (
        "meeting-has-moved-on"
    )
    await check_minutes(board)


async def check_minutes(board: Board) -> None:
    meeting = await board.newest()
    answer = await board.clients["chair"].post(f"{board.meetings}/{meeting['id']}/minutes.pdf")
    assert answer.status_code == 200, answer.text
    read = read_pdf(answer.content)
    assert read.is_tagged
    for words in (
        "Kanarie chair", "Kanarie vice", "Av styrelsen har 5 ingen del i saken", "Att uppdragen ska lämnas",
        "3 för, 1 emot, 0 avstod", "Reservation", "Kanarie ola: Jag ville vänta.", "utslagsröst",
        "Gäller Kanarie accused", "Justerat",
    ):  # fmt: skip
        assert words in read.text, words
    assert "Kanarie affected" not in read.text
    for outside in ("accused", "affected", "leader", "eva"):
        refused = await board.clients[outside].post(f"{board.meetings}/{meeting['id']}/minutes.pdf")
        assert refused.status_code in {403, 404}, outside


@pytest.mark.policy("KNO-05", "KNO-10", "KNO-07", "PRN-05")
@pytest.mark.one_database
@pytest.mark.parametrize("conclusion", [Conclusion.SEVERE, Conclusion.NOT_SEVERE, Conclusion.NOT_SUBSTANTIATED])
async def test_what_can_be_demanded_follows_from_the_conclusion(
    app: FastAPI, as_actor: Actors, database: Database, conclusion: Conclusion
) -> None:
    board = await before_the_board(database, as_actor, conclusion=conclusion)
    await board.call()
    await board.hold(*PRESENT)
    kinds = {each["topic"]: set(each["kinds"]) for each in (await board.opened())["items"]}
    assert kinds["exclusion"] == {"no_exclusion"} | (
        set() if conclusion is Conclusion.NOT_SUBSTANTIATED else {"open_exclusion"}
    )
    assert ("leave_assignments" in kinds["assignments"]) is (conclusion is not Conclusion.NOT_SUBSTANTIATED)
    if conclusion is Conclusion.NOT_SEVERE:
        assert await board.refused("approval", by="chair") == "decisions-owed"
        await board.decide("time_out", "continue_time_out")
        assert await board.not_decided("assignments", "continue_time_out") == "not-decided-here"
        topics = {each["topic"] for each in (await board.opened())["owed"]}
        assert topics == {"time_out", "exclusion", "confidence"}, "care goes with a time-out that goes on"
    else:
        assert await board.not_decided("time_out", "continue_time_out") == "not-decided-here"
    if conclusion is Conclusion.NOT_SUBSTANTIATED:
        assert await board.not_decided("assignments", "leave_assignments") == "not-decided-here"
        assert {each["topic"] for each in (await board.opened())["owed"]} == {"exclusion", "confidence"}


@pytest.mark.policy("KNO-07")
@pytest.mark.one_database
async def test_nothing_that_a_meeting_takes_excludes_anyone(app: FastAPI, as_actor: Actors, database: Database) -> None:
    """Every kind that the API names, under every item, and words that are not among them."""
    board = await before_the_board(database, as_actor)
    await board.call()
    await board.hold(*PRESENT)
    described = (await board.clients["officer"].get("/api/v1/openapi.json")).json()["components"]["schemas"]
    kinds = described["DecisionKind"]["enum"]
    assert len(kinds) >= 9
    for kind in ("exclude", "excluded", "expel"):
        assert kind not in kinds
        assert await board.not_decided("exclusion", kind) == "invalid-input"
    for item in (await board.opened())["items"]:
        for kind in set(kinds) - set(item["kinds"]):
            code = await board.refused(f"items/{item['id']}/decisions", board.decision(kind))
            assert code == "not-decided-here"
    assert (await board.clients["officer"].get(f"{board.path}/proceedings")).json()["exclusion_cases"] == []


@pytest.mark.policy("KNO-04")
@pytest.mark.one_database
async def test_a_decision_takes_its_own_quorum_its_numbers_add_up_and_a_tie_is_settled(
    app: FastAPI, as_actor: Actors, database: Database
) -> None:
    board = await before_the_board(database, as_actor)
    await board.call()
    await board.hold(*PRESENT)
    leave = ("assignments", "leave_assignments")
    assert await board.not_decided(*leave, numbers=(2, 0, 0)) == "no-quorum"
    assert await board.not_decided(*leave, numbers=(4, 1, 0)) == "invalid-input"
    assert await board.not_decided(*leave, numbers=(2, 2, 0)) == "tie-not-settled"
    assert await board.not_decided(*leave, person_id=str(board.id("ola"))) == "invalid-input"
    assert await board.not_decided(*leave, person_id=None) == "invalid-input"
    absent = {"person_id": str(board.id("pia")), "text": "Jag var inte där."}
    assert await board.not_decided(*leave, dissents=[absent]) == "invalid-input"
    await board.decide(*leave, numbers=(0, 0, 4))
    await board.decide(*leave, numbers=(2, 2, 0), led_is_for=True)
    made = next(each for each in (await board.opened())["items"] if each["topic"] == "assignments")["decisions"]
    assert [(each["is_adopted"], each["is_settled_by_chair"]) for each in made] == [(False, False), (True, True)]
    assert made[0]["person"]["display_name"] == "Kanarie accused"


@pytest.mark.policy("KNO-04")
@pytest.mark.one_database
async def test_what_is_changed_is_approved_anew_and_what_was_wrong_is_taken_back_and_counts_no_more(
    app: FastAPI, as_actor: Actors, database: Database
) -> None:
    board = await before_the_board(database, as_actor)
    await board.call()
    await board.hold(*PRESENT)
    for topic, kind in (("assignments", "leave_assignments"), ("exclusion", "open_exclusion")):
        await board.decide(topic, kind)
    await board.decide("confidence", "raise_confidence")
    await board.done("approval", by="vice")
    assert (await board.newest())["adjuster"]["display_name"] == "Kanarie vice"
    await board.done(f"items/{await board.item('statement')}/note", {"text": "Vi väntar på ett ja."}, method="PUT")
    assert (await board.newest())["adjuster"] is None
    opened = next(each for each in (await board.opened())["items"] if each["topic"] == "exclusion")["decisions"]
    await board.done(f"decisions/{opened[0]['id']}", method="DELETE")
    async with database.reading() as db:
        subject = subject_of(db.keys, case_id=board.case_id, person_id=board.id("accused"))
        assert await decided.adopted(db, board.case_id, DecisionKind.OPEN_EXCLUSION, subject=subject) is None
    assert await board.refused("approval", by="chair") == "decisions-owed"
    await board.decide("exclusion", "open_exclusion", numbers=(1, 3, 0))
    await board.done("approval", by="chair")
    await board.done("approval", by="ola")
    assert await board.stage() == "follow_up", "a proposal that fell is an answer as well"
    # A later meeting looks anew at what was decided, and owes nothing of it.
    await board.call()
    assert (await board.newest())["is_from_conclusion"] is False
    assert await board.stage() == "decision"
    await board.hold(*PRESENT)
    assert (await board.opened())["owed"] == []
    await board.decide("time_out", "end_time_out")
    await board.done("approval", by="chair")
    await board.done("approval", by="eva")
    assert await board.stage() == "follow_up"


@pytest.mark.policy("KNO-05", "KNO-07")
@pytest.mark.one_database
async def test_what_something_rests_on_already_is_not_taken_back(
    app: FastAPI, as_actor: Actors, database: Database
) -> None:
    board = await before_the_board(database, as_actor)
    await board.call()
    await board.hold(*PRESENT)
    for topic, kind in (("assignments", "leave_assignments"), ("exclusion", "open_exclusion")):
        await board.decide(topic, kind)
    made = {each["topic"]: each["decisions"] for each in (await board.opened())["items"]}
    about = str(board.id("accused"))
    asked = await board.clients["officer"].post(f"{board.path}/measures/leavings", json={"person_id": about})
    assert asked.status_code == 201, asked.text
    begun = await board.clients["chair"].post(f"{board.path}/exclusion-cases", json={"concerns": about})
    assert begun.status_code == 201, begun.text
    followed = await board.clients["chair"].post(
        f"{board.path}/exclusion-cases/{begun.json()['exclusion_id']}/acts",
        json={"act": "follow_board"},
        headers={"If-Match": '"1"'},
    )
    assert followed.status_code == 200, followed.text
    for topic in ("assignments", "exclusion"):
        path = f"decisions/{made[topic][0]['id']}"
        assert await board.refused(path, method="DELETE") == "decision-followed", topic


@pytest.mark.policy("CON-01", "KNO-04")
@pytest.mark.one_database
async def test_minutes_are_not_stopped_by_whoever_led_becoming_part_of_the_matter(
    app: FastAPI, as_actor: Actors, database: Database
) -> None:
    board = await before_the_board(database, as_actor, conclusion=Conclusion.NOT_SUBSTANTIATED)
    await board.call()
    await board.hold(*PRESENT, led_by="vice")
    await board.decide("exclusion", "no_exclusion", numbers=(4, 0, 0))
    await board.decide("confidence", "raise_confidence", numbers=(0, 4, 0))
    await board.done("approval", by="vice")
    await board.name("vice")
    await board.done("approval", by="eva")
    await board.done("approval", by="chair")
    assert (await board.newest())["status"] == "approved"
    assert (await board.step("KNO-08"))["state"] == "open", "a board's no is not what the plan waits for"


# The meeting itself


@pytest.mark.policy("KNO-04")
@pytest.mark.one_database
async def test_nobody_opens_a_meeting_before_those_called_can_be_there(
    app: FastAPI, as_actor: Actors, database: Database
) -> None:
    board = await before_the_board(database, as_actor)
    later = clock.now() + timedelta(hours=4)
    await board.call(starts_at=later.isoformat())
    assert await board.refused("holding", board.present(*PRESENT)) == "meeting-not-begun"
    assert await board.refused("holding", board.present(*PRESENT), by="eva") == "forbidden"
    with clock.turned(timedelta(hours=4)):
        await board.hold(*PRESENT)
    assert await board.refused("holding", board.present(*PRESENT)) == "meeting-has-moved-on"
    stale = await board.clients["officer"].post(
        f"{board.meetings}/{(await board.newest())['id']}/cancellation",
        json={"reason": "Fel dag"},
        headers={"If-Match": '"1"'},
    )
    assert stale.status_code == 412


@pytest.mark.policy("KNO-04")
@pytest.mark.one_database
async def test_a_meeting_is_called_off_until_it_has_decided_something_and_holds_the_closing_meanwhile(
    app: FastAPI, as_actor: Actors, database: Database
) -> None:
    board = await before_the_board(database, as_actor)

    async def duties() -> int:
        async with database.reading() as db:
            return await open_duties(db, board.case_id)

    await board.call()
    assert await duties() == 1
    await board.done("cancellation", {"reason": "Vi blir för få"})
    assert await duties() == 0
    assert (await board.opened("eva"))["words"] == "Vi blir för få", "those called can read that it is off"
    await board.call()
    meeting = await board.newest()
    assert (meeting["number"], meeting["is_from_conclusion"]) == (2, True)
    await board.hold(*PRESENT)
    await board.decide("media_plan", "other")
    assert await board.refused("cancellation", {"reason": "Nej"}) == "something-is-decided"
    assert await duties() == 1


@pytest.mark.policy("KNO-04", "KNO-07", "KNO-08")
@pytest.mark.one_database
async def test_the_agenda_is_the_policys_and_takes_more_and_keeps_what_must_be_taken_up(
    app: FastAPI, as_actor: Actors, database: Database
) -> None:
    board = await before_the_board(database, as_actor)
    await board.call()
    topics = [each["topic"] for each in (await board.opened())["items"]]
    assert topics == ["conclusion", "assignments", "time_out", "exclusion", "confidence", "statement", "media_plan"]
    await board.done("items", {"title": "Vem som ringer henne"})
    await board.done(f"items/{await board.item('media_plan')}", method="DELETE")
    for topic in ("exclusion", "confidence"):
        assert await board.refused(f"items/{await board.item(topic)}", method="DELETE") == "item-must-stay"
    own = (await board.opened())["items"][-1]
    assert (own["own_title"], own["kinds"]) == ("Vem som ringer henne", ["other"])


@pytest.mark.policy("KNO-04")
@pytest.mark.one_database
async def test_a_board_decides_of_nobody_where_nobody_is_accused(
    app: FastAPI, as_actor: Actors, database: Database
) -> None:
    board = await before_the_board(
        database, as_actor, phase=Phase.UNKNOWN, conclusion=Conclusion.PERPETRATOR_UNIDENTIFIED
    )
    await board.call()
    await board.hold(*PRESENT)
    assert [each["topic"] for each in (await board.opened())["items"]] == ["conclusion", "statement", "media_plan"]
    await board.decide("statement", "state_distance")
    await board.done("approval", by="chair")
    await board.done("approval", by="eva")
    assert await board.stage() == "follow_up"


@pytest.mark.policy("CON-01")
@pytest.mark.one_database
async def test_no_word_and_no_place_of_a_meeting_lies_open_in_the_database(
    app: FastAPI, as_actor: Actors, database: Database
) -> None:
    board = await before_the_board(database, as_actor)
    await board.call(place="Kanariegatan 3")
    await board.done("items", {"title": "kanarie på dagordningen"})
    await board.hold(*PRESENT)
    await board.decide("assignments", "leave_assignments", text="kanarie i beslutet")
    async with database.reading() as db:
        meetings = (await db.exec(select(Meeting))).all()
        texts = (await db.exec(select(SealedText).where(SealedText.case_id == board.case_id))).all()
    assert meetings[0].sealed_place is not None
    for sealed in (*(each.sealed for each in texts), meetings[0].sealed_place):
        assert b"anarie" not in sealed
    kinds = {each.kind.value: each.compartment for each in texts}
    assert kinds["meeting"] == kinds["decision"] == Compartment.DECISIONS.value


# What is said to all members


@pytest.mark.policy("INT-02")
@pytest.mark.one_database
async def test_the_affected_person_reads_what_is_to_be_said_and_nothing_is_said_before_their_yes(
    app: FastAPI, as_actor: Actors, database: Database
) -> None:
    board = await before_the_board(database, as_actor)
    step = await board.step("INT-02")
    path = f"{board.path}/steps/{step['id']}"
    words = current("standard").texts[TextKey.STATEMENT_OF_DISTANCE].sv
    for reader in ("affected", "chair"):
        assert (await board.clients[reader].get(path)).json()["says"]["sv"] == words

    async def say(*, with_name: bool) -> str:
        seen = await board.clients["chair"].get(path)
        body = {"note": "Utskickat till alla.", "with_name": with_name}
        sent = await board.clients["chair"].post(
            f"{path}/completion", json=body, headers={"If-Match": seen.headers["ETag"]}
        )
        told: str = sent.json()["state" if sent.status_code == 200 else "code"]
        return told

    assert await say(with_name=False) == "consent-missing"
    answer = {"question": "statement_to_members", "is_given": True}
    assert (await board.clients["affected"].post(f"{board.path}/consents", json=answer)).status_code == 201
    assert await say(with_name=True) == "name-never-said", "nobody is named, whatever was agreed"
    assert await say(with_name=False) == "done"
