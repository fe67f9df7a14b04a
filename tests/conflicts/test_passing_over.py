"""Who may be involved at first: the affected person says it, one by one, and somebody always answers for the plan."""

from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute, iter_route_contexts
from sqlmodel import select

from app.access.rules import CaseRole, Compartment, Office
from app.core.database import Database
from app.notifications.models import Notice
from app.notifications.rules import NoticeKind
from app.people import service as people
from app.policy.terms import Category
from app.vault import service as vault
from tests.support.actors import ActorClient, Actors
from tests.support.cases import Staffed, a_case, a_member, as_member, staffed
from tests.support.factories import a_person, a_term
from tests.support.matters import Matter
from tests.support.steps import codes_of, done

pytestmark = pytest.mark.anyio


async def _answer(case: Staffed | Matter, who: ActorClient, question: str, *, is_given: bool) -> None:
    body = {"question": question, "is_given": is_given}
    answer = await who.post(f"{case.path}/consents", json=body)
    assert answer.status_code == 201, answer.text


@pytest.mark.policy("SOI-02", "SOI-03")
async def test_a_chair_who_may_not_read_calls_the_meeting_and_learns_neither_who_nor_what(
    app: FastAPI, database: Database, as_actor: Actors
) -> None:
    case = await staffed(database, as_actor, category=Category.INTERNAL)
    affected = case.members["affected"].person_id
    async with database.reading() as db:
        name = (await people.person(db, affected)).display_name
    await _answer(case, case.affected, "involve_chair", is_given=False)
    await done(case, case.affected, "AFF-01")
    await done(case, case.officer, "SOI-03a", with_name=False)
    head = (await case.chair.get(case.path)).json()
    assert (head["my_roles"], head["my_compartments"]) == (["accountable"], ["decisions", "media_plan"])
    assert {"work_steps", "assign_steps"} <= set(head["my_actions"]), "enough to call a meeting"
    for part in (Compartment.REPORT, Compartment.SUBMISSION, Compartment.SUPPORT):
        assert (await case.chair.post(f"{case.path}/compartments/{part.value}/opening")).status_code == 403
    assert (await case.chair.post(f"{case.path}/parties/opening")).status_code == 403
    tried = {}
    for context in iter_route_contexts(app.routes):
        path = str(context.path)
        only_case = path.replace("{case_id}", str(case.case_id))
        is_read = isinstance(context.original_route, APIRoute) and "GET" in (context.methods or ())
        if is_read and "{case_id}" in path and "{" not in only_case:
            tried[path] = await case.chair.get(only_case)
    assert {path.rpartition("/")[2] for path in tried} >= {"people", "log", "consents", "readers", "steps"}
    for path, told in tried.items():
        assert str(affected) not in told.text, f"{path} tells who it is"
        assert name not in told.text, f"{path} tells who it is"
    assert name in (await case.officer.get(f"{case.path}/people")).text, "the control"
    await _answer(case, case.affected, "involve_chair", is_given=True)
    grants = (await case.officer.get(f"{case.path}/people")).json()["items"]
    assert [each["compartments"] for each in grants if each["role"] == "accountable"] == [["decisions", "media_plan"]]


async def _a_matter(database: Database, as_actor: Actors, *, has_vice: bool) -> Matter:
    offices = {"officer": Office.SECURITY_OFFICER, "chair": Office.CHAIR, "board_member": Office.BOARD_MEMBER}
    offices |= {"vice_chair": Office.VICE_CHAIR} if has_vice else {}
    async with database.writing() as db:
        members = {name: await a_member(db, office, name=f"Kanarie {name}") for name, office in offices.items()}
        members["affected"] = await a_member(db)
        case = await a_case(
            db,
            category=Category.INTERNAL,
            officer=members["officer"],
            affected=members["affected"],
            standby=[members[name] for name in ("chair", "vice_chair") if name in members],
        )
    clients = {name: await as_member(as_actor, member) for name, member in members.items()}
    return Matter(case, members, clients)


async def _tell_chair(matter: Matter) -> Any:
    officer = matter.clients["officer"]
    groups = (await officer.get(f"{matter.path}/steps")).json()["groups"]
    told = next(step for group in groups for step in group["steps"] if step["code"] == "SOI-03a")
    answer = await officer.post(
        f"{matter.path}/steps/{told['id']}/completion",
        json={"with_name": False, "without_kept_out": True},
        headers={"If-Match": f'"{told["version"]}"'},
    )
    assert answer.status_code == 200, answer.text


async def _keys_of(database: Database, matter: Matter, who: str) -> set[str]:
    async with database.reading() as db:
        return set(await vault.names_wrapped_to(db, case_id=matter.case_id, holder_id=matter.members[who].holder.id))


@pytest.mark.policy("SOI-02", "CON-02")
@pytest.mark.parametrize("told", ["before", "after"])
async def test_a_chair_who_is_to_be_kept_out_is_and_the_vice_chair_answers_for_it(
    database: Database, as_actor: Actors, told: str
) -> None:
    matter = await _a_matter(database, as_actor, has_vice=True)
    if told == "before":
        await _tell_chair(matter)
        assert await matter.finds("chair")
    await _answer(matter, matter.clients["affected"], "not_the_chair", is_given=True)
    assert not await matter.finds("chair")
    assert await _keys_of(database, matter, "chair") == set(), "not even one that stands by"
    if told == "after":
        await _tell_chair(matter)
    assert not await matter.finds("chair")
    assert await matter.finds("vice_chair")
    assert (await matter.clients["vice_chair"].get(matter.path)).json()["my_roles"] == ["accountable"]
    by_hand = {
        "person_id": str(matter.members["chair"].person_id),
        "role": "accountable",
        "compartments": ["decisions"],
    }
    refused = await matter.clients["officer"].post(f"{matter.path}/people", json=by_hand)
    assert codes_of(refused) == {"not-eligible"}
    assert await matter.bars() == [], "nothing is said of the chair"
    named = {"role": "witness", "person_id": str(matter.members["board_member"].person_id)}
    await matter.clients["officer"].post(f"{matter.path}/parties", json=named)
    assert await _keys_of(database, matter, "chair") == set(), "new keys are not theirs either"


@pytest.mark.policy("SOI-02", "CON-02")
@pytest.mark.one_database
async def test_without_a_vice_chair_the_board_elects_somebody_and_the_federation_is_told(
    database: Database, as_actor: Actors
) -> None:
    matter = await _a_matter(database, as_actor, has_vice=False)
    async with database.writing() as db:
        contact = await a_person(db, is_external=True)
        await a_term(db, Office.FEDERATION, person=contact)
    await _answer(matter, matter.clients["affected"], "not_the_chair", is_given=True)
    await _tell_chair(matter)
    async with database.reading() as db:
        told = (await db.exec(select(Notice.recipient).where(Notice.kind == NoticeKind.OUTSIDE_HELP))).all()
    assert list(told) == [database.keys.person_tag(contact.id)]
    elected = {
        "person_id": str(matter.members["board_member"].person_id),
        "role": CaseRole.ACCOUNTABLE.value,
        "compartments": ["decisions"],
    }
    answer = await matter.clients["officer"].post(f"{matter.path}/people", json=elected)
    assert answer.status_code == 201, answer.text
    assert await matter.finds("board_member")
    assert not await matter.finds("chair")
