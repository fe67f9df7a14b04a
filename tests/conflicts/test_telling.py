"""Telling somebody outside the case never reaches whoever is kept out of it, by the usual way or in danger."""

import pytest

from app.core.database import Database
from app.policy.terms import Category
from tests.support.actors import Actors
from tests.support.board import Board, before_the_board
from tests.support.cases import staffed
from tests.support.matters import Matter, a_matter
from tests.support.steps import do, done

pytestmark = [pytest.mark.anyio, pytest.mark.one_database, pytest.mark.policy("CON-01", "SOI-02")]


async def tell(matter: Matter | Board, recipient: str, *, without: bool | None = None) -> str:
    said = {} if without is None else {"without_kept_out": without}
    body = {"recipient": recipient, "with_name": False, "reason": "De behöver veta"} | said
    answer = await matter.clients["officer"].post(f"{matter.path}/disclosures", json=body)
    return "told" if answer.status_code == 201 else str(answer.json()["code"])


async def test_an_office_whose_holder_is_barred_is_not_told_and_a_group_only_without_them(
    database: Database, as_actor: Actors
) -> None:
    matter = await before_the_board(database, as_actor)
    await matter.name("leader", role="close")
    consent = {"question": "involve_group_leader", "is_given": True}
    assert (await matter.clients["officer"].post(f"{matter.path}/consents", json=consent)).status_code == 201
    for said in (None, True):
        assert await tell(matter, "group_leader", without=said) == "recipient-kept-out", "nobody else is there to tell"
    for said in (None, False):
        assert await tell(matter, "board", without=said) == "some-kept-out"
    assert await tell(matter, "council_group") == "recipient-kept-out", "the leader is all of it here"
    listed = (await matter.clients["officer"].get(f"{matter.path}/disclosures")).json()["items"]
    assert listed == [], "what was refused is not in the ledger"
    assert await tell(matter, "board", without=True) == "told"
    assert await tell(matter, "chair") == "told", "nobody else's bar is in their way"


async def test_a_lifted_bar_stands_in_no_ones_way(database: Database, as_actor: Actors) -> None:
    matter = await a_matter(database, as_actor, without=("vice_chair", "board_member"))
    await matter.name("chair", role="witness")
    assert await tell(matter, "board") == "recipient-kept-out"
    (bar,) = await matter.bars()
    for who in ("officer", "second_officer"):
        lifting = f"{matter.path}/bars/{bar['id']}/lifting"
        answer = await matter.clients[who].post(lifting, json={"reason": "Det var någon annan"})
        assert answer.status_code in {200, 201, 204}, answer.text
    assert await tell(matter, "board") == "told"


async def test_a_chair_whom_the_affected_person_keeps_out_is_told_neither_so_nor_in_danger(
    database: Database, as_actor: Actors
) -> None:
    case = await staffed(database, as_actor, category=Category.INTERNAL)
    body = {"question": "not_the_chair", "is_given": True}
    assert (await case.affected.post(f"{case.path}/consents", json=body)).status_code == 201
    disclosure = {"recipient": "chair", "with_name": False, "reason": "Hen leder styrelsen", "without_kept_out": True}
    told = await case.officer.post(f"{case.path}/disclosures", json=disclosure)
    assert (told.status_code, told.json()["code"]) == (409, "recipient-kept-out")
    wanted = {"kind": "telling", "recipient": "chair", "with_name": False, "reason": "Det är bråttom"}
    asked = await case.officer.post(f"{case.path}/overrides", json=wanted)
    assert (asked.status_code, asked.json()["code"]) == (409, "not-eligible")
    chair = str(case.members["chair"].person_id)
    wanted = {"kind": "opening", "compartment": "report", "person_id": chair, "reason": "Det är bråttom"}
    asked = await case.officer.post(f"{case.path}/overrides", json=wanted)
    assert (asked.status_code, asked.json()["code"]) == (409, "not-eligible")


async def test_a_step_that_informs_the_chair_says_that_the_next_in_line_was_told(
    database: Database, as_actor: Actors
) -> None:
    case = await staffed(database, as_actor, category=Category.INTERNAL)
    body = {"question": "not_the_chair", "is_given": True}
    assert (await case.affected.post(f"{case.path}/consents", json=body)).status_code == 201
    await done(case, case.affected, "AFF-01")
    refused = await do(case, case.officer, "SOI-03a", "completion", with_name=False)
    assert (refused.status_code, refused.json()["code"]) == (409, "some-kept-out")
    await done(case, case.officer, "SOI-03a", with_name=False, without_kept_out=True)
