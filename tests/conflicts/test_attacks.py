"""Ways round a bar that somebody who is kept out, or a friend of theirs who leads the case, might try."""

from datetime import timedelta

import httpx
import pytest
from fastapi import FastAPI
from sqlmodel import select

from app.access.rules import CaseRole, Office
from app.cases.errors import NotEligible
from app.cases.models import Case, Grant
from app.cases.recovering import let_back_in
from app.core import clock
from app.core.database import Database
from app.notifications.models import Notice
from app.policy.terms import Category, Phase, Stage
from app.ports.mail import RecordedMail
from app.vault import service as vault
from app.vault.crypto import KeyPair
from app.vault.models import HolderKind
from app.worker import work
from tests.support.actors import ActorClient, Actors
from tests.support.cases import Staffed, staffed
from tests.support.factories import a_term
from tests.support.matters import a_matter

pytestmark = [pytest.mark.anyio, pytest.mark.one_database, pytest.mark.policy("CON-01")]


async def change_category(client: ActorClient, path: str, to: str) -> httpx.Response:
    version = (await client.get(path)).json()["version"]
    body = {"category": to, "reason": "Det hör hemma någon annanstans"}
    return await client.put(f"{path}/category", json=body, headers={"If-Match": f'"{version}"'})


async def say(case: Staffed, question: str, *, is_given: bool, by: str = "affected") -> int:
    body = {"question": question, "is_given": is_given}
    return (await case.clients[by].post(f"{case.path}/consents", json=body)).status_code


@pytest.mark.policy("KNO-12")
async def test_one_person_does_not_undo_who_it_is_by_calling_the_case_something_else(
    database: Database, as_actor: Actors
) -> None:
    matter = await a_matter(database, as_actor, category=Category.INTERNAL)
    await matter.name("vice_chair")
    officer = matter.clients["officer"]
    async with database.writing() as db:
        case = (await db.exec(select(Case).where(Case.id == matter.case_id))).one()
        case.phase, case.stage = Phase.KNOWN, Stage.MAPPING
    for to in ("party", "municipal"):
        refused = await change_category(officer, matter.path, to)
        assert (refused.status_code, refused.json()["code"]) == (409, "known-inside-association")
    (bar,) = await matter.bars()
    lifting = await officer.post(f"{matter.path}/bars/{bar['id']}/lifting", json={"reason": "Fel person"})
    assert lifting.json()["code"] == "cleared-by-finding", "as it was before they tried"


async def test_a_bar_survives_every_category_and_nobody_comes_in_by_a_change(
    database: Database, as_actor: Actors
) -> None:
    matter = await a_matter(database, as_actor, category=Category.PARTY)
    await matter.name("vice_chair", role="witness")
    async with database.reading() as db:
        before = set((await db.exec(select(Grant.holder).where(Grant.case_id == matter.case_id))).all())
    for to in ("internal", "municipal", "internal", "party"):
        assert (await change_category(matter.clients["officer"], matter.path, to)).status_code == 200
        assert [bar["why"] for bar in await matter.bars()] == ["witness"]
        assert not await matter.finds("vice_chair")
        person = {"person_id": str(matter.members["vice_chair"].person_id), "compartments": ["decisions"]}
        for role in ("accountable", "consulted", "decider"):
            let_in = await matter.clients["officer"].post(f"{matter.path}/people", json=person | {"role": role})
            assert let_in.json()["code"] == "not-eligible", (to, role)
    async with database.reading() as db:
        after = set((await db.exec(select(Grant.holder).where(Grant.case_id == matter.case_id))).all())
        names = await vault.names_wrapped_to(
            db, case_id=matter.case_id, holder_id=matter.members["vice_chair"].holder.id
        )
    assert after <= before, "nobody was let in by it"
    assert names == set()


@pytest.mark.policy("SOI-02")
async def test_a_chair_who_is_kept_outside_stays_so_whatever_the_case_is_called(
    database: Database, as_actor: Actors
) -> None:
    case = await staffed(database, as_actor, category=Category.INTERNAL, has_chair=False)
    assert await say(case, "not_the_chair", is_given=True) == 201
    chair = {
        "person_id": str(case.members["chair"].person_id),
        "role": "accountable",
        "compartments": ["decisions"],
    }
    for to in ("party", "municipal"):
        assert (await change_category(case.officer, case.path, to)).status_code == 200
        let_in = await case.officer.post(f"{case.path}/people", json=chair)
        assert let_in.json()["code"] == "not-eligible", f"let in once the case is called {to}"
    asked = (await case.affected.get(f"{case.path}/consents")).json()["items"]
    assert next(each["is_given"] for each in asked if each["question"] == "not_the_chair") is True
    assert await say(case, "not_the_chair", is_given=False) == 201, "they can still change their mind"
    assert (await case.officer.post(f"{case.path}/people", json=chair)).status_code == 201


async def test_an_office_won_while_the_case_was_closed_opens_nothing_when_it_is_opened_again(
    app: FastAPI, database: Database, as_actor: Actors, mail: RecordedMail
) -> None:
    matter = await a_matter(database, as_actor, without=("vice_chair",))
    await matter.name("board_member")
    barred = matter.members["board_member"]
    officer = matter.clients["officer"]
    async with database.writing() as db:
        case = (await db.exec(select(Case).where(Case.id == matter.case_id))).one()
        case.stage, case.closed_at = Stage.CLOSED, clock.now()
        for office in (Office.SECURITY_OFFICER, Office.VICE_CHAIR):
            await a_term(db, office, person=barred.person_id)
    version = (await officer.get(matter.path)).json()["version"]
    reopened = await officer.post(
        f"{matter.path}/reopening", json={"reason": "Det har börjat igen"}, headers={"If-Match": f'"{version}"'}
    )
    assert reopened.status_code == 200, reopened.text
    declared = await matter.clients["chair"].post(f"{matter.path}/conflict-declaration", json={"reason": "Vi är släkt"})
    assert declared.status_code == 204
    await work(database, app.state.due_work)
    assert not await matter.finds("board_member"), "the next in line, but for the bar"
    async with database.reading() as db:
        assert await vault.names_wrapped_to(db, case_id=matter.case_id, holder_id=barred.holder.id) == set()
        told = select(Notice.id).where(Notice.recipient == barred.tag, Notice.case_id == matter.case_id)
        assert (await db.exec(told)).all() == []


@pytest.mark.policy("SOI-02")
async def test_the_recovery_papers_open_for_nobody_who_is_kept_outside_and_nothing_that_is_over(
    database: Database, as_actor: Actors
) -> None:
    case = await staffed(database, as_actor, category=Category.INTERNAL, has_chair=False)
    assert await say(case, "not_the_chair", is_given=True) == 201
    keys = KeyPair.generate()
    chair, called_in = case.members["chair"], case.members["stranger"]
    async with database.writing() as db:
        await a_term(db, Office.SECURITY_OFFICER, person=chair.person_id)
        reserve = vault.add_holder(db, kind=HolderKind.RECOVERY, public_key=keys.public_key)
        row = (await db.exec(select(Case).where(Case.id == case.case_id))).one()
        officers = select(Grant).where(Grant.case_id == row.id, Grant.holder == case.members["officer"].tag)
        (await db.exec(officers)).one().suspended_at = clock.now()
        db.add(
            Grant(
                case_id=row.id,
                holder=called_in.tag,
                role=CaseRole.CALLED_IN,
                compartments=["report"],
                why="override",
                given_by="test",
                given_at=clock.now(),
                until=clock.now() - timedelta(minutes=1),
            )
        )
    for who in (chair, called_in, case.members["accused"]):
        with pytest.raises(NotEligible):
            async with database.writing() as db:
                await let_back_in(db, reference=row.reference, person_id=who.person_id, reserve=reserve, keys=keys)


@pytest.mark.policy("CON-05")
@pytest.mark.parametrize("friend", ["officer", "chair"])
async def test_what_two_opened_ends_as_soon_as_one_of_them_is_found_close_to_the_accused(
    database: Database, as_actor: Actors, friend: str
) -> None:
    matter = await a_matter(database, as_actor)
    other = "second_officer"
    asked = await matter.clients["officer"].post(
        f"{matter.path}/overrides",
        json={
            "kind": "opening",
            "compartment": "report",
            "person_id": str(matter.members["board_member"].person_id),
            "reason": "Någon är i fara",
        },
    )
    agreement = f"{matter.path}/overrides/{asked.json()['id']}/agreement"
    assert (await matter.clients["chair"].post(agreement)).status_code == 200
    assert await matter.finds("board_member")
    await matter.name("investigator", by=other, role="witness")
    assert await matter.finds("board_member"), "the control: somebody else's bar ends nothing"
    await matter.name(friend, by=other, role="close")
    assert not await matter.finds("board_member")
    async with database.reading() as db:
        holder = matter.members["board_member"].holder.id
        assert await vault.names_wrapped_to(db, case_id=matter.case_id, holder_id=holder) == set()


async def test_whoever_is_let_back_has_no_part_until_somebody_lets_them_in(
    database: Database, as_actor: Actors
) -> None:
    matter = await a_matter(database, as_actor)
    await matter.name("chair", role="close")
    (bar,) = await matter.bars()
    for who in ("officer", "second_officer"):
        lifting = await matter.clients[who].post(f"{matter.path}/bars/{bar['id']}/lifting", json={"reason": "Fel"})
        assert lifting.status_code == 200, lifting.text
    assert not await matter.finds("chair")
    named = {"recipient": "chair", "with_name": False, "reason": "Hen ska veta"}
    assert (await matter.clients["chair"].post(f"{matter.path}/disclosures", json=named)).status_code == 404
