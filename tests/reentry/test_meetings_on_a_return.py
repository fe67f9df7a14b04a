"""The board meets on somebody's return: who comes, what it may decide, and that the matter goes where two vouch for."""

from typing import Any
from uuid import UUID

import pytest
from fastapi import FastAPI
from sqlmodel import col, select

from app.access.rules import Office
from app.cases.models import Grant, SealedText
from app.notifications.models import Notice
from app.proceedings.meetings.models import BoardDecision
from app.reentry.models import ReentryDecision
from tests.support.actors import ActorClient, Actors
from tests.support.factories import a_person, a_term, an_association
from tests.support.held_cases import Keyholder, a_keyholder
from tests.support.pdf import read_pdf
from tests.support.returns import Return, applied, in_days, on_the_board

pytestmark = [pytest.mark.anyio, pytest.mark.one_database]

NAME = "Kanarie Återvändare"


async def a_matter(app: FastAPI, as_actor: Actors, *, heard: bool = True, others: int = 2, **wish: Any) -> Return:
    """Led by a chair with so many others on the board, where whoever wants back has a seat too."""
    chair = (await a_keyholder(app, as_actor, Office.CHAIR, name="Kanarie chair")).client
    board = await on_the_board(app.state.database, as_actor, others)
    async with app.state.database.writing() as db:
        person = await a_person(db, name=NAME, email="left@example.org")
        await a_term(db, Office.BOARD_MEMBER, person=person)
    matter = await applied(chair, person.id, board=board, **wish)
    if heard:
        await matter.heard()
    return matter


async def kept(app: FastAPI, case_id: str) -> tuple[int, int, int]:
    """Decisions written down, texts sealed and decisions followed: what a refused request leaves as it was."""
    async with app.state.database.reading() as db:
        found = [
            (await db.exec(select(table).where(col(table.case_id) == UUID(case_id)))).all()
            for table in (BoardDecision, SealedText, ReentryDecision)
        ]
    return len(found[0]), len(found[1]), len(found[2])


async def called_by_now(client: ActorClient) -> bool:
    alarms = (await client.get("/api/v1/now")).json()["alarms"]
    return "meeting-called" in {each["kind"] for each in alarms}


@pytest.mark.policy("REE-01", "CON-01", "ORG-04")
async def test_the_board_is_called_without_whoever_is_part_of_it_and_is_let_out_afterwards(
    app: FastAPI, as_actor: Actors
) -> None:
    affected, close = [await a_keyholder(app, as_actor, Office.BOARD_MEMBER) for _ in range(2)]
    matter = await a_matter(app, as_actor, affected=str(affected.person_id), close=[str(close.person_id)])
    returning = await as_actor(person=UUID((await matter.read())["concerns"]["person_id"]))
    outside = [affected.client, close.client, returning]
    eva = matter.board[0]
    assert (await eva.get(matter.path)).status_code == 404, "before a meeting the board knows nothing of it"
    assert (await matter.chair.get(matter.meetings)).json() == {"items": [], "may_call": ["decision"]}
    await matter.called()
    meeting = await matter.newest(eva)
    assert (meeting["board"], meeting["needed"], meeting["place"]) == (3, 2, "Lilla salen")
    assert (await matter.read(eva))["concerns"]["display_name"] == NAME
    assert await called_by_now(eva)
    for step in ("talk", "affected", "review", "end"):
        method = "PUT" if step in {"talk", "affected"} else "POST"
        alone = await eva.request(method, f"{matter.path}/{step}", json={}, headers={"If-Match": '"1"'})
        assert alone.status_code == 403, "a board does it together"
    for client in outside:
        for path in (matter.path, matter.meetings):
            assert (await client.get(path)).status_code == 404
        assert not await called_by_now(client)
        assert str(client.person_id) not in str(meeting)
    async with app.state.database.reading() as db:
        told = set((await db.exec(select(Notice.recipient).where(Notice.case_id == UUID(matter.case_id)))).all())
        assert told == {each.tag for each in matter.board}
    said = await matter.opened(eva)
    assert [each["topic"] for each in said["items"]] == ["return_heard", "return"]
    assert [each["display_name"] for each in said["concerned"]] == [NAME]
    refused = await matter.at_meeting(f"items/{said['items'][1]['id']}", method="DELETE", expect=409)
    assert refused["code"] == "item-must-stay"
    await matter.decide("denied")
    async with app.state.database.reading() as db:
        left = select(Grant.holder).where(col(Grant.ended_at).is_(None), Grant.case_id == UUID(matter.case_id))
        assert not {each.tag for each in matter.board} & set((await db.exec(left)).all())
    for client in (*outside, eva):
        assert (await client.get(matter.path)).status_code == 404


@pytest.mark.policy("CON-01", "REE-01")
async def test_whoever_is_named_while_the_board_meets_is_counted_no_more(app: FastAPI, as_actor: Actors) -> None:
    matter = await a_matter(app, as_actor, others=4)
    await matter.met()
    assert (await matter.newest())["board"] == 5
    for each in matter.board[2:]:
        body = {"role": "close", "person_id": str(each.person_id)}
        named = await matter.chair.post(f"/api/v1/cases/{matter.case_id}/parties", json=body)
        assert named.status_code == 201, named.text
        assert (await each.get(matter.meetings)).status_code == 404
    alone = {"in_favour": 1, "against": 0}
    assert (await matter.not_decided("denied", **alone))["code"] == "no-quorum"
    assert (await matter.not_decided("denied", expect=422, in_favour=3, against=1))["code"] == "invalid-input"
    await matter.put("denied", in_favour=2, against=0)


@pytest.mark.policy("REE-01", "REE-05", "KNO-04")
async def test_the_matter_goes_where_two_have_approved_and_not_before(app: FastAPI, as_actor: Actors) -> None:
    async with app.state.database.writing() as db:
        await an_association(db)
    matter = await a_matter(app, as_actor)
    await matter.met()
    eva, ola = matter.board
    dissent = {"person_id": str(ola.person_id), "text": "Jag ville vänta."}
    await matter.put("approved")
    assert (await matter.not_decided("trial"))["code"] == "answered-already"
    assert (await matter.read())["status"] == "interviews", "one who writes it down moves nothing"
    taken_back = (await matter.opened())["items"][1]["decisions"][0]["id"]
    await matter.at_meeting(f"decisions/{taken_back}", method="DELETE")
    await matter.put("denied", in_favour=1, against=2)
    await matter.put("trial", in_favour=1, against=1, abstained=1, led_is_for=True, dissents=[dissent])
    await matter.at_meeting("approval", by=eva)
    assert (await matter.read())["status"] == "interviews", "one is not two"
    assert (await matter.send("POST", "end", {"reason": "De ville inte."}, expect=409))["code"] == "meeting-under-way"
    await matter.at_meeting("approval")
    told = await matter.read()
    assert (told["status"], told["due_on"]) == ("trial", in_days(90))
    (decision,) = told["decisions"]
    assert (decision["status"], decision["is_federations"], decision["against"]) == ("trial", False, 1)
    standing = (await matter.opened())["items"][1]["decisions"][1]
    assert (standing["due_on"], standing["assignment"]) == (in_days(90), "Planning the spring's meetings")
    refused = await matter.at_meeting(f"decisions/{standing['id']}", method="DELETE", expect=409)
    assert refused["code"] == "meeting-has-moved-on", "what a return rests on is not taken back"
    meeting = await matter.newest()
    minutes = await matter.chair.post(f"{matter.meetings}/{meeting['id']}/minutes.pdf")
    text = read_pdf(minutes.content).text
    for words in (
        "Återkomst", NAME, "Att personen får komma tillbaka på prov", "Planning the spring's meetings", "Ses över",
        "Att personen inte får komma tillbaka nu", "Föll", "Jag ville vänta.", "utslagsröst", "Justerat",
    ):  # fmt: skip
        assert words in text, words
    assert (await matter.chair.get(matter.meetings)).json()["may_call"] == ["decision"], "to look it over"
    await matter.called()
    assert [each["topic"] for each in (await matter.opened())["items"]] == ["return_review"]


@pytest.mark.policy("REE-02", "REE-03", "REE-04", "REE-05")
async def test_what_the_rules_forbid_is_decided_by_no_meeting_and_leaves_nothing_behind(
    app: FastAPI, as_actor: Actors
) -> None:
    matter = await a_matter(app, as_actor, heard=False)
    await matter.met()
    before = await kept(app, matter.case_id)
    assert (await matter.not_decided("denied"))["code"] == "not-decided-here", "nobody has taken it up"
    await matter.talk()
    before = before[0], before[1] + 1, before[2]
    refused = await matter.not_decided("trial")
    assert refused["code"] == "return-not-yet-decidable"
    assert [each["code"] for each in refused["errors"]] == ["affected", "no-confidence"]
    await matter.affected("declined")
    await matter.no_confidence(is_true=False)
    for answer, other, field in (
        ("trial", {"assignment": ""}, "body.assignment"),
        ("trial", {"due_on": None}, "body.due_on"),
        ("approved", {"due_on": "2020-01-01"}, "body.due_on"),
        ("denied", {"due_on": "2099-01-01"}, "body.due_on"),
        ("denied", {"assignment": "Vårens möten"}, "body.assignment"),
        ("denied", {"person_id": str(matter.board[0].person_id)}, "body.person_id"),
    ):
        refused = await matter.not_decided(answer, expect=422, **other)
        assert [each["field"] for each in refused["errors"]] == [field]
    assert await kept(app, matter.case_id) == before
    # What was free as it was written down may be forbidden as two vouch for it.
    await matter.put("approved")
    await matter.no_confidence(is_true=True)
    before = await kept(app, matter.case_id)
    await matter.at_meeting("approval")
    refused = await matter.at_meeting("approval", by=matter.board[0], expect=409)
    assert refused["code"] == "return-not-yet-decidable"
    assert await kept(app, matter.case_id) == before
    assert ((await matter.read())["status"], (await matter.newest())["status"]) == ("interviews", "held")
    await matter.no_confidence(is_true=False)
    await matter.at_meeting("approval", by=matter.board[0])
    assert (await matter.read())["status"] == "approved"


@pytest.mark.policy("CON-02", "REE-01")
async def test_a_board_with_too_few_left_lets_the_federation_answer_and_two_vouch_for_it(
    app: FastAPI, as_actor: Actors
) -> None:
    officer: Keyholder = await a_keyholder(app, as_actor, Office.SECURITY_OFFICER)
    matter = await a_matter(app, as_actor, others=1)
    await matter.called()
    assert (await matter.newest())["can_be_quorate"] is False
    await matter.at_meeting("handing-over", {"reason": "Vi är för få."})
    await matter.put("trial", what="rulings", is_adopted=True, reference="FS 2026:7", decided_on=in_days(0))
    decision = (await matter.opened())["items"][1]["decisions"][0]["id"]
    refused = await matter.at_meeting(f"decisions/{decision}/confirmation", expect=409)
    assert refused["code"] == "ruling-takes-two"
    assert (await matter.read())["status"] == "interviews"
    await matter.at_meeting(f"decisions/{decision}/confirmation", by=officer.client)
    told = await matter.read()
    assert (told["status"], told["due_on"]) == ("trial", in_days(90))
    assert [each["is_federations"] for each in told["decisions"]] == [True]
