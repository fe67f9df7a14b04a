"""What the federation decides in the board's stead: two vouch for its letter, and then it rests as a decision does."""

from datetime import timedelta
from typing import Any

import pytest
from fastapi import FastAPI

from app.core import clock
from app.core.database import Database
from app.people.rules import local_date
from app.proceedings.meetings import decided
from app.proceedings.meetings.rules import DecisionKind
from app.proceedings.meetings.ruling import awaited
from app.proceedings.subjects import subject_of
from tests.support.actors import Actors
from tests.support.board import Board, before_the_board

pytestmark = [pytest.mark.anyio, pytest.mark.one_database]

REFERENCE = "FS 2026/41"


async def with_the_federation(database: Database, as_actor: Actors) -> Board:
    board = await before_the_board(database, as_actor)
    await board.call()
    for name in ("ola", "pia", "vice"):
        await board.name(name)
    await board.done("handing-over", {"reason": "Bara två av oss har ingen del i det."})
    return board


def a_ruling(board: Board, kind: str, **more: Any) -> dict[str, Any]:
    about = {} if kind in {"other", "state_distance"} else {"person_id": str(board.id("accused"))}
    written = {"kind": kind, "text": "Så står det i brevet.", "is_adopted": True, "reference": REFERENCE}
    return written | about | {"decided_on": local_date(clock.now()).isoformat()} | more


async def enter(board: Board, topic: str, kind: str, *, by: str = "officer", **more: Any) -> str:
    answer = await board.send(f"items/{await board.item(topic)}/rulings", a_ruling(board, kind, **more), by=by)
    assert answer.status_code == 201, answer.text
    found: str = answer.json()["id"]
    return found


async def adopted(database: Database, board: Board, kind: DecisionKind) -> bool:
    async with database.reading() as db:
        subject = subject_of(db.keys, case_id=board.case_id, person_id=board.id("accused"))
        return await decided.adopted(db, board.case_id, kind, subject=subject) is not None


async def demand_leaving(board: Board) -> int:
    body = {"person_id": str(board.id("accused")), "also": ["Lotteriet"]}
    return (await board.clients["officer"].post(f"{board.path}/measures/leavings", json=body)).status_code


@pytest.mark.policy("CON-02", "KNO-04", "KNO-05")
async def test_it_counts_once_a_second_has_compared_it_with_the_letter_and_the_case_goes_on(
    app: FastAPI, as_actor: Actors, database: Database
) -> None:
    board = await with_the_federation(database, as_actor)
    assert "rule" in (await board.newest())["my_acts"]
    async with database.reading() as db:
        assert await awaited(db, board.case_id) == 1, "the case stays open for it"
    leaving = await enter(board, "assignments", "leave_assignments")
    assert not await adopted(database, board, DecisionKind.LEAVE_ASSIGNMENTS)
    assert await demand_leaving(board) == 409
    assert await board.refused(f"decisions/{leaving}/confirmation") == "ruling-takes-two"
    await board.done(f"decisions/{leaving}/confirmation", by="chair")
    assert await adopted(database, board, DecisionKind.LEAVE_ASSIGNMENTS)
    assert await demand_leaving(board) == 201
    # What the conclusion asks a board to decide is asked of the federation as well.
    assert (await board.newest())["awaits_ruling"] is True
    assert {each["topic"] for each in (await board.opened())["owed"]} == {"exclusion", "confidence"}
    for topic, kind in (("exclusion", "open_exclusion"), ("confidence", "raise_confidence")):
        await board.done(f"decisions/{await enter(board, topic, kind, by='chair')}/confirmation")
    assert (await board.stage(), (await board.newest())["awaits_ruling"]) == ("follow_up", False)
    assert (await board.step("KNO-07"))["assessed"] is True
    async with database.reading() as db:
        assert await awaited(db, board.case_id) == 0
    exclusion = {"concerns": str(board.id("accused"))}
    begun = await board.clients["chair"].post(f"{board.path}/exclusion-cases", json=exclusion)
    assert begun.status_code == 201, begun.text
    items = (await board.opened("chair"))["items"]
    (read,) = next(each["decisions"] for each in items if each["topic"] == "assignments")
    assert (read["ruling"]["reference"], read["ruling"]["decided_on"]) == (
        REFERENCE,
        local_date(clock.now()).isoformat(),
    )
    names = [read["ruling"][each]["display_name"] for each in ("entered_by", "confirmed_by")]
    assert names == ["Kanarie officer", "Kanarie chair"]
    assert (read["in_favour"], read["text"]) == (0, "Så står det i brevet.")


@pytest.mark.policy("CON-02")
async def test_what_was_read_wrongly_is_taken_back_and_what_two_vouched_for_stands(
    app: FastAPI, as_actor: Actors, database: Database
) -> None:
    board = await with_the_federation(database, as_actor)
    wrong = await enter(board, "assignments", "leave_assignments")
    await board.done(f"decisions/{wrong}", method="DELETE", by="chair")
    assert (await board.send(f"decisions/{wrong}/confirmation", by="chair")).status_code == 404
    right = await enter(board, "assignments", "leave_assignments", is_adopted=False)
    await board.done(f"decisions/{right}/confirmation", by="chair")
    assert not await adopted(database, board, DecisionKind.LEAVE_ASSIGNMENTS), "they decided against it"
    assert await board.refused(f"decisions/{right}", method="DELETE") == "meeting-has-moved-on"
    assert await board.refused(f"decisions/{right}/confirmation", by="chair") == "meeting-has-moved-on"


@pytest.mark.policy("CON-02", "KNO-05", "KNO-10")
async def test_a_letter_is_of_a_day_since_it_was_asked_for_and_decides_nothing_that_a_board_could_not(
    app: FastAPI, as_actor: Actors, database: Database
) -> None:
    board = await with_the_federation(database, as_actor)
    today = local_date(clock.now())
    path = f"items/{await board.item('assignments')}/rulings"
    for day in (today - timedelta(days=2), today + timedelta(days=1)):
        wanted = a_ruling(board, "leave_assignments", decided_on=day.isoformat())
        assert await board.refused(path, wanted) == "invalid-input"
    assert await board.refused(path, a_ruling(board, "open_exclusion")) == "not-decided-here"
    nobody = a_ruling(board, "leave_assignments", person_id=str(board.id("leader")))
    assert await board.refused(path, nobody) == "invalid-input"


@pytest.mark.policy("CON-01", "CON-02")
async def test_nothing_is_ruled_on_a_meeting_that_the_board_has_itself_nor_by_who_does_not_lead_the_case(
    app: FastAPI, as_actor: Actors, database: Database
) -> None:
    board = await before_the_board(database, as_actor)
    await board.call()
    path = f"items/{await board.item('assignments')}/rulings"
    assert await board.refused(path, a_ruling(board, "leave_assignments")) == "meeting-has-moved-on"
    for name in ("ola", "pia", "vice"):
        await board.name(name)
    await board.done("handing-over", {"reason": "Bara två av oss har ingen del i det."})
    for who, status in (("leader", 403), ("affected", 403), ("accused", 404), ("eva", 404), ("ola", 404)):
        answer = await board.send(path, a_ruling(board, "leave_assignments"), by=who)
        assert answer.status_code == status, who
