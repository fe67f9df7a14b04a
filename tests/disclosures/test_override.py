"""Breaking the glass: two people and a reason, in danger; it ends by itself, and the affected person is told."""

from datetime import timedelta
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from sqlmodel import col, select

from app.access.rules import Compartment
from app.cases.models import Grant
from app.core import clock
from app.core.database import Database
from app.notifications.models import Notice
from app.policy.loader import current
from app.policy.terms import Category
from app.vault import service as vault
from app.worker import work
from tests.support.actors import Actors
from tests.support.cases import WHAT_HAPPENED
from tests.support.matters import Matter, a_matter

pytestmark = [pytest.mark.anyio, pytest.mark.policy("CON-05")]

WHY = "Hen svarar inte sedan i natt, och den som vet var hen är måste få läsa."
RULE = current("standard").emergency_override


class Danger:
    """What the people of a matter do about it."""

    def __init__(self, matter: Matter) -> None:
        self.matter = matter
        self.path = f"{matter.path}/overrides"

    async def ask_to_open(
        self, compartment: str, *, to: str, by: str = "officer", expect: int = 201, code: str | None = None
    ) -> dict[str, Any]:
        person = str(self.matter.members[to].person_id)
        return await self.ask(
            {"kind": "opening", "compartment": compartment, "person_id": person}, by=by, expect=expect, code=code
        )

    async def ask(
        self, wanted: dict[str, Any], *, by: str = "officer", expect: int = 201, code: str | None = None
    ) -> dict[str, Any]:
        answer = await self.matter.clients[by].post(self.path, json=wanted | {"reason": WHY})
        return self._told(answer, expect, code)

    async def agree(
        self, asked: dict[str, Any], *, by: str = "chair", expect: int = 200, code: str | None = None
    ) -> dict[str, Any]:
        answer = await self.matter.clients[by].post(f"{self.path}/{asked['id']}/agreement")
        return self._told(answer, expect, code)

    async def listed(self, who: str) -> list[dict[str, Any]]:
        answer = await self.matter.clients[who].get(self.path)
        assert answer.status_code == 200, answer.text
        return list(answer.json()["items"])

    async def reads(self, who: str, compartment: str) -> list[str]:
        answer = await self.matter.clients[who].post(f"{self.matter.path}/compartments/{compartment}/opening")
        return [text["text"] for text in answer.json()["items"]] if answer.status_code == 200 else []

    def _told(self, answer: httpx.Response, expect: int, code: str | None) -> dict[str, Any]:
        assert answer.status_code == expect, answer.text
        assert code is None or answer.json()["code"] == code
        return dict(answer.json())


async def in_danger(database: Database, as_actor: Actors, *, category: Category = Category.PARTY) -> Danger:
    return Danger(await a_matter(database, as_actor, category=category, has_affected=True))


async def test_two_open_one_part_to_one_person_and_it_ends_by_itself(
    app: FastAPI, database: Database, as_actor: Actors
) -> None:
    danger = await in_danger(database, as_actor)
    matter = danger.matter
    asked = await danger.ask_to_open("report", to="board_member")
    assert (asked["state"], asked["until"]) == ("waits", None)
    assert not await matter.finds("board_member"), "asking opens nothing"
    agreed = await danger.agree(asked)
    assert agreed["state"] == "open"
    assert await matter.finds("board_member")
    assert WHAT_HAPPENED in await danger.reads("board_member", "report")
    assert await danger.reads("board_member", "support") == [], "one part, and no other"
    head = (await matter.clients["board_member"].get(matter.path)).json()
    assert (head["my_roles"], sorted(head["my_actions"])) == (["called_in"], ["declare_conflict", "see"])
    async with database.reading() as db:
        before = (await vault.newest_versions(db, case_id=matter.case_id))["report"]
    with clock.turned(RULE.opens_for):
        assert not await matter.finds("board_member"), "at its time, done work or not"
        await work(database, app.state.due_work)
        assert [each["state"] for each in await danger.listed("officer")] == ["ended"]
    async with database.reading() as db:
        holder = matter.members["board_member"].holder.id
        assert await vault.names_wrapped_to(db, case_id=matter.case_id, holder_id=holder) == set()
        assert (await vault.newest_versions(db, case_id=matter.case_id))["report"].id != before.id
        (grant,) = (await db.exec(select(Grant).where(Grant.why == "override"))).all()
        assert grant.ended_at is not None


@pytest.mark.one_database
@pytest.mark.policy("CON-01")
async def test_the_affected_person_is_told_without_a_word_and_sees_who_opened_what_for_whom_and_why(
    database: Database, as_actor: Actors
) -> None:
    danger = await in_danger(database, as_actor)
    matter = danger.matter
    affected = matter.members["affected"]
    asked = await danger.ask_to_open("support", to="second_officer", expect=409, code="override-not-needed")
    asked = await danger.ask_to_open("support", to="vice_chair")
    assert await danger.listed("affected") == [], "what was only asked for opened nothing"
    async with database.reading() as db:
        assert not (await db.exec(select(Notice).where(Notice.recipient == affected.tag))).all()
    await danger.agree(asked)
    (seen,) = await danger.listed("affected")
    assert (seen["state"], seen["compartment"], seen["may_agree"]) == ("open", "support", False)
    named = [seen[key]["person_id"] for key in ("asked_by", "answered_by", "opens_for")]
    assert named == [str(matter.members[who].person_id) for who in ("officer", "chair", "vice_chair")]
    why = await matter.clients["affected"].post(f"{danger.path}/{seen['id']}/reason")
    assert why.json() == {"text": WHY}
    async with database.reading() as db:
        (notice,) = (await db.exec(select(Notice).where(Notice.recipient == affected.tag))).all()
    assert (notice.kind.value, notice.about) == ("something-needs-you", None)


@pytest.mark.one_database
async def test_one_person_is_not_two_and_whoever_gets_it_does_not_agree(database: Database, as_actor: Actors) -> None:
    danger = await in_danger(database, as_actor)
    matter = danger.matter
    asked = await danger.ask_to_open("report", to="board_member")
    await danger.agree(asked, by="officer", expect=409, code="another-person-needed")
    both = {"person_id": str(matter.members["officer"].person_id), "role": "accountable", "compartments": ["report"]}
    assert (await matter.clients["chair"].post(f"{matter.path}/people", json=both)).status_code == 409
    for_chair = await danger.ask_to_open("support", to="chair")
    await danger.agree(for_chair, by="chair", expect=409, code="another-person-needed")
    assert (await danger.agree(for_chair, by="second_officer"))["state"] == "open"
    for who in ("contact", "investigator", "affected", "board_member"):
        answer = await matter.clients[who].post(f"{danger.path}/{asked['id']}/agreement")
        assert answer.status_code in {403, 404}, who


@pytest.mark.one_database
@pytest.mark.policy("CON-01")
async def test_a_bar_ends_it_and_nobody_barred_asks_agrees_or_gets_anything(
    database: Database, as_actor: Actors
) -> None:
    danger = await in_danger(database, as_actor)
    matter = danger.matter
    asked = await danger.ask_to_open("report", to="board_member")
    await danger.agree(asked)
    waits = await danger.ask_to_open("decisions", to="board_member", by="chair")
    await matter.name("board_member")
    assert not await matter.finds("board_member")
    assert [each["state"] for each in await danger.listed("officer")] == ["waits", "ended"]
    await danger.agree(waits, by="officer", expect=409, code="not-eligible")
    await danger.ask_to_open("support", to="board_member", expect=409, code="not-eligible")
    mine = await danger.ask_to_open("support", to="vice_chair", by="chair")
    await matter.name("chair", by="officer")
    await danger.agree(mine, by="officer", expect=409, code="first-person-gone")
    for path in (danger.path, f"{danger.path}/{mine['id']}/agreement"):
        assert (await matter.clients["chair"].post(path, json={})).status_code == 404
    told = {"kind": "telling", "recipient": "chair", "with_name": True}
    await danger.ask(told, expect=409, code="not-eligible")


async def _is_asked(danger: Danger, who: str) -> bool:
    """Under Now, as the second person who is needed."""
    alarms = (await danger.matter.clients[who].get("/api/v1/now")).json()["alarms"]
    return ("override-waits", str(danger.matter.case_id)) in {(each["kind"], each["case_id"]) for each in alarms}


@pytest.mark.one_database
async def test_what_nobody_agreed_to_in_time_lapses_and_what_was_answered_stays_answered(
    database: Database, as_actor: Actors
) -> None:
    danger = await in_danger(database, as_actor)
    clients = danger.matter.clients
    asked = await danger.ask_to_open("report", to="board_member")
    assert [who for who in clients if await _is_asked(danger, who)] == ["second_officer", "chair"]
    with clock.turned(RULE.agree_within):
        assert not await _is_asked(danger, "chair")
        assert [each["state"] for each in await danger.listed("chair")] == ["lapsed"]
        await danger.agree(asked, expect=409, code="override-not-waiting")
        assert (await clients["chair"].post(f"{danger.path}/{asked['id']}/refusal")).status_code == 409
    for who, state in (("chair", "declined"), ("officer", "withdrawn")):
        again = await danger.ask_to_open("report", to="board_member")
        assert (await clients[who].post(f"{danger.path}/{again['id']}/refusal")).json()["state"] == state
        await danger.agree(again, expect=409, code="override-not-waiting")
    assert not await danger.matter.finds("board_member")
    assert await _is_asked(danger, "second_officer"), "the first still waits"
    assert (await clients["officer"].post(f"{danger.path}/{asked['id']}/refusal")).status_code == 200
    assert not await _is_asked(danger, "second_officer")


@pytest.mark.one_database
@pytest.mark.policy("UNK-05")
@pytest.mark.parametrize("compartment", sorted(set(Compartment) - set(RULE.opens)))
async def test_what_is_investigated_is_never_opened_this_way(
    database: Database, as_actor: Actors, compartment: str
) -> None:
    danger = await in_danger(database, as_actor, category=Category.INTERNAL)
    await danger.ask_to_open(compartment, to="board_member", expect=422)
    assert Compartment.INVESTIGATION not in RULE.opens


@pytest.mark.one_database
@pytest.mark.policy("SOM-04")
async def test_two_may_tell_whom_the_list_keeps_out_and_it_stands_in_who_knows_what(
    database: Database, as_actor: Actors
) -> None:
    danger = await in_danger(database, as_actor, category=Category.MUNICIPAL)
    matter = danger.matter
    told = {"recipient": "federation", "with_name": True, "reason": WHY}
    refused = await matter.clients["officer"].post(f"{matter.path}/disclosures", json=told)
    assert refused.json()["code"] == "recipient-not-allowed"
    asked = await danger.ask({"kind": "telling", "recipient": "federation", "with_name": True})
    assert (await matter.clients["affected"].get(f"{matter.path}/disclosures")).json()["items"] == []
    assert (await danger.agree(asked))["state"] == "told"
    (known,) = (await matter.clients["affected"].get(f"{matter.path}/disclosures")).json()["items"]
    assert (known["recipient"], known["with_name"], known["on_consent"]) == ("federation", True, None)
    assert [each["state"] for each in await danger.listed("affected")] == ["told"]
    for never in ("accused", "all_members", "council_group"):
        await danger.ask({"kind": "telling", "recipient": never, "with_name": False}, expect=422)
    allowed = {"kind": "telling", "recipient": "board", "with_name": False}
    await danger.ask(allowed, expect=409, code="override-not-needed")


@pytest.mark.one_database
async def test_a_key_that_only_the_first_holds_is_handed_on_by_the_first(database: Database, as_actor: Actors) -> None:
    danger = await in_danger(database, as_actor)
    matter = danger.matter
    asked = await danger.ask_to_open("support", to="board_member")
    await danger.agree(asked)  # the chair holds no key to it
    assert await danger.reads("board_member", "support") == []
    people = (await matter.clients["officer"].get(f"{matter.path}/people")).json()["items"]
    (waiting,) = [each for each in people if each["role"] == "called_in"]
    assert waiting["awaits_key"]
    assert waiting["until"] is not None
    assert (await matter.clients["officer"].post(f"{matter.path}/people/{waiting['id']}/key")).status_code == 200
    opened = await matter.clients["board_member"].post(f"{matter.path}/compartments/support/opening")
    assert opened.status_code == 200


@pytest.mark.one_database
async def test_whose_account_got_new_keys_gets_nothing_by_danger(database: Database, as_actor: Actors) -> None:
    danger = await in_danger(database, as_actor)
    contact = danger.matter.members["contact"]
    async with database.writing() as db:
        (grant,) = (await db.exec(select(Grant).where(col(Grant.holder) == contact.tag))).all()
        grant.suspended_at = clock.now()
        db.add(grant)
    await danger.ask_to_open("report", to="contact", expect=409, code="not-eligible")


@pytest.mark.one_database
async def test_it_takes_an_open_case_and_closing_waits_until_it_has_ended(
    app: FastAPI, database: Database, as_actor: Actors
) -> None:
    danger = await in_danger(database, as_actor)
    await danger.agree(await danger.ask_to_open("report", to="board_member"))
    hooks = app.state.case_hooks
    async with database.reading() as db:
        while_open = await hooks.open_duties(db, danger.matter.case_id)
        with clock.turned(RULE.opens_for + timedelta(seconds=1)):
            assert while_open - await hooks.open_duties(db, danger.matter.case_id) == 1
