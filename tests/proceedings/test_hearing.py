"""What the accused is told, what they say, and that it is all they ever see."""

from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from fastapi import FastAPI
from sqlmodel import select

from app.access.rules import CaseRole, Compartment, Office
from app.cases import seated
from app.cases.models import Bar, Grant, LogEntry, SealedText
from app.core import clock
from app.core.database import Database
from app.notifications.models import Notice
from app.policy.terms import Category
from app.ports.mail import RecordedMail
from app.proceedings.hearing.models import Hearing
from app.vault import service as vault
from app.vault.models import Standing
from tests.support.actors import ActorClient, Actors
from tests.support.cases import Staffed, a_case, a_member, as_member, staffed
from tests.support.factories import a_person, an_association
from tests.support.statements import asked_of_the_database
from tests.support.stored import everything_stored, found_in
from tests.support.walking import BODY_THAT_FITS_NO_ROUTE, assert_there_is_as_nowhere, filled, routes

pytestmark = pytest.mark.anyio

ALLEGED = "kanariefågel i det som påstås"
SAID = "kanariefågel i yttrandet"
FOURTEEN_DAYS = timedelta(days=14)
DECIDERS = (CaseRole.INVESTIGATOR, CaseRole.DECIDER, CaseRole.CONTACT_PERSON)


class Heard:
    """An internal case with an investigator and somebody accused; the affected person is called Ylva Kvist."""

    def __init__(self, case: Staffed) -> None:
        self.case = case
        self.path = f"{case.path}/hearings"
        self.accused_id = case.members["accused"].person_id

    async def release(self, *, by: str = "investigator", told: dict[str, Any] | None = None, **more: Any) -> Any:
        words = {"allegations": ALLEGED, "contact": "security_officer", **(told or {})}
        body = {"person_id": str(self.accused_id), "told": words, **more}
        return await self.case.clients[by].post(f"{self.path}/releases", json=body)

    async def released(self) -> str:
        answer = await self.release()
        assert answer.status_code == 201, answer.text
        hearing_id: str = answer.json()["hearing_id"]
        return f"/api/v1/hearings/{hearing_id}"

    async def card(self, *, by: str = "investigator") -> dict[str, Any]:
        answer = await self.case.clients[by].get(self.path)
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()["items"][0]
        return found


async def a_hearing(database: Database, as_actor: Actors) -> Heard:
    return Heard(await staffed(database, as_actor, category=Category.INTERNAL, others=DECIDERS))


async def mine(client: ActorClient) -> list[dict[str, Any]]:
    answer = await client.get("/api/v1/hearings")
    assert answer.status_code == 200
    found: list[dict[str, Any]] = answer.json()["items"]
    return found


@pytest.mark.policy("KNO-01", "CON-01", "PRN-05")
async def test_they_read_what_is_released_and_answer_and_those_who_decide_read_the_answer(
    database: Database, as_actor: Actors, mail: RecordedMail, app: FastAPI
) -> None:
    heard = await a_hearing(database, as_actor)
    accused = heard.case.accused
    async with database.writing() as db:
        await an_association(db)
    assert await mine(accused) == []
    page = await heard.released()
    (line,) = await mine(accused)
    assert line["state"] == "awaits_answer"
    read = (await accused.get(page)).json()
    assert "avgjort" in read["to_you"]["sv"]
    opened = (await accused.post(f"{page}/opening")).json()
    assert opened["releases"][0]["told"]["allegations"] == ALLEGED
    assert opened["releases"][0]["contact"]["sv"] == "Säkerhetsansvarig"
    first = await accused.post(f"{page}/answers", json={"text": SAID})
    second = await accused.post(f"{page}/answers", json={"text": "Och en sak till"})
    assert (first.status_code, second.status_code) == (201, 201)
    again = (await accused.post(f"{page}/opening")).json()
    assert [each["kind"] for each in again["answers"]] == ["statement", "rebuttal"]
    card = await heard.card(by="decider")
    assert (card["state"], card["releases"][0]["way"]) == ("answered", "page")
    assert card["releases"][0]["first_opened_at"] is not None
    there = await heard.case.decider.post(f"{heard.path}/{card['hearing_id']}/opening")
    assert there.json()["answers"][0]["text"] == SAID
    async with database.reading() as db:
        notices = (await db.exec(select(Notice.recipient, Notice.case_id))).all()
    assert (heard.case.members["accused"].tag, None) in notices, "of no case, or it would be withheld from the barred"
    assert (heard.case.members["investigator"].tag, heard.case.case_id) in notices


@pytest.mark.policy("CON-01")
@pytest.mark.one_database
async def test_before_anything_is_released_they_have_nothing_and_no_list_asks_more(
    database: Database, as_actor: Actors
) -> None:
    stranger = await as_actor()
    with asked_of_the_database() as asked_before:
        assert await mine(stranger) == []
    heard = await a_hearing(database, as_actor)
    with asked_of_the_database() as asked:
        assert await mine(heard.case.accused) == []
    assert asked == asked_before
    await heard.released()
    with asked_of_the_database() as asked_by_another:
        assert await mine(heard.case.stranger) == []
    assert asked_by_another == asked_before


@pytest.mark.policy("CON-01", "KNO-01")
async def test_everything_else_of_the_case_stays_as_to_a_stranger_once_they_were_told(
    app: FastAPI, database: Database, as_actor: Actors
) -> None:
    heard = await a_hearing(database, as_actor)
    page = await heard.released()
    accused = heard.case.accused
    async with database.reading() as db:
        reference = (await db.exec(select(Grant.id).where(Grant.role == CaseRole.ACCUSED))).one()
    for method, path in routes(app):
        if "{case_id}" in path:
            here = filled(path, case_id=heard.case.case_id)
            nowhere = filled(path, case_id=uuid4())
            await assert_there_is_as_nowhere(
                app, accused, method, there=here, nowhere=nowhere, way=BODY_THAT_FITS_NO_ROUTE, who="the accused"
            )
        elif method == "GET" and "{" not in path:
            told = (await accused.get(path)).text
            assert str(heard.case.case_id) not in told, path
            assert str(reference) not in told, path
    theirs = [
        (await accused.get(page)).text,
        (await accused.post(f"{page}/opening")).text,
        (await accused.post(f"{page}/file")).text,
    ]
    people = [str(member.person_id) for member in heard.case.members.values()]
    for told in theirs:
        assert not [each for each in (str(heard.case.case_id), *people) if each in told]


@pytest.mark.policy("CON-01")
async def test_no_route_of_a_hearing_tells_anybody_else_that_it_is_there(
    app: FastAPI, database: Database, as_actor: Actors
) -> None:
    heard = await a_hearing(database, as_actor)
    page = await heard.released()
    outsiders = ["stranger", "administrator", "chair", "affected", "investigator", "officer"]
    clients = {name: heard.case.clients[name] for name in outsiders} | {"nobody": as_actor.anonymous()}
    tried = 0
    for method, path in routes(app):
        if "/hearings/{hearing_id}" not in path or "{case_id}" in path:
            continue
        tried += 1
        there = path.replace("{hearing_id}", page.rpartition("/")[2])
        for who, client in clients.items():
            await assert_there_is_as_nowhere(
                app, client, method, there=there, nowhere=filled(path), way=BODY_THAT_FITS_NO_ROUTE, who=who
            )
    assert tried >= 4
    assert (await heard.case.accused.get(page)).status_code == 200, "the control"


@pytest.mark.policy("CON-01")
async def test_no_row_leads_from_the_accused_to_the_case_and_no_word_stands_in_clear(
    database: Database, as_actor: Actors, tmp_path: Path
) -> None:
    heard = await a_hearing(database, as_actor)
    page = await heard.released()
    await heard.case.accused.post(f"{page}/opening")
    await heard.case.accused.post(f"{page}/answers", json={"text": SAID})
    tag = heard.case.members["accused"].tag
    async with database.reading() as db:
        (grant,) = (await db.exec(select(Grant).where(Grant.role == CaseRole.ACCUSED))).all()
        (bar,) = (await db.exec(select(Bar))).all()
        assert grant.holder == bar.tag
        assert grant.holder != tag
        assert (await db.exec(select(SealedText.id).where(SealedText.author == tag))).first() is None
        assert (await db.exec(select(LogEntry.id).where(LogEntry.actor == tag))).first() is None
    stored = await everything_stored(database, tmp_path)
    assert found_in(stored, [ALLEGED, SAID]) == []


@pytest.mark.policy("SOI-02", "CON-01")
async def test_nobody_is_named_to_them_unless_it_is_meant(database: Database, as_actor: Actors) -> None:
    heard = await a_hearing(database, as_actor)
    async with database.writing() as db:
        witness = await a_person(db, name="Ylva Kvist")
    told = {"allegations": "Du ropade efter Ylva på mötet", "contact": "chair"}
    draft = {"person_id": str(heard.accused_id), "told": told}
    preview = (await heard.case.investigator.post(f"{heard.path}/preview", json=draft)).json()
    assert [each["person_id"] for each in preview["may_name"]] == [str(witness.id)]
    refused = await heard.release(told=told)
    assert (refused.status_code, refused.json()["code"]) == (409, "names-somebody")
    assert await mine(heard.case.accused) == []
    assert (await heard.release(told=told, names_confirmed=True)).status_code == 201
    assert len(await mine(heard.case.accused)) == 1


@pytest.mark.policy("SOI-02", "CON-01")
@pytest.mark.one_database
async def test_nobody_can_be_reached_by_what_they_are_told_unless_it_is_meant(
    database: Database, as_actor: Actors
) -> None:
    heard = await a_hearing(database, as_actor)
    told = {"allegations": ALLEGED, "talk": "Ring 070-174 06 05 eller skriv till nn@example.org", "contact": "chair"}
    draft = {"person_id": str(heard.accused_id), "told": told}
    preview = (await heard.case.investigator.post(f"{heard.path}/preview", json=draft)).json()
    assert (preview["may_name"], preview["ways_to_reach"]) == ([], ["nn@example.org", "070-174 06 05"])
    refused = await heard.release(told=told, names_confirmed=True)
    assert (refused.status_code, refused.json()["code"]) == (422, "tells-how-to-reach")
    assert "070" not in refused.text
    assert await mine(heard.case.accused) == []
    assert (await heard.release(told=told, reach_confirmed=True)).status_code == 201
    assert len(await mine(heard.case.accused)) == 1


@pytest.mark.policy("KNO-01", "UNK-03")
async def test_without_an_account_they_are_told_on_paper_and_their_time_begins_then(
    database: Database, as_actor: Actors
) -> None:
    heard = await a_hearing(database, as_actor)
    async with database.writing() as db:
        outside = await a_person(db)
    named = {"role": "accused", "person_id": str(outside.id)}
    assert (await heard.case.officer.post(f"{heard.case.path}/parties", json=named)).status_code == 201
    made = (await heard.release(person_id=str(outside.id))).json()
    hearing = f"{heard.path}/{made['hearing_id']}"
    early = {"way": "letter", "given_at": clock.now().isoformat(), "text": SAID}
    assert (await heard.case.investigator.post(f"{hearing}/answers", json=early)).json()["code"] == "not-told-yet"
    telling = {"release_id": made["release_id"], "way": "letter", "told_at": clock.now().isoformat()}
    assert (await heard.case.investigator.post(f"{hearing}/telling", json=telling)).status_code == 204
    twice = await heard.case.investigator.post(f"{hearing}/telling", json=telling)
    assert twice.json()["code"] == "told-already"

    async def state() -> str:
        items = (await heard.case.investigator.get(heard.path)).json()["items"]
        return str(next(each["state"] for each in items if each["hearing_id"] == made["hearing_id"]))

    with clock.turned(FOURTEEN_DAYS - timedelta(minutes=5)):
        assert await state() == "awaits_answer"
    with clock.turned(FOURTEEN_DAYS + timedelta(minutes=1)):
        assert await state() == "time_ran_out"
        late = early | {"given_at": clock.now().isoformat()}
        assert (await heard.case.investigator.post(f"{hearing}/answers", json=late)).status_code == 201
        assert await state() == "answered"
    refused = await heard.case.investigator.post(f"{hearing}/access")
    assert refused.json()["code"] == "no-account-yet"


@pytest.mark.policy("CON-01", "UNK-05")
async def test_what_was_written_of_them_before_was_never_sealed_to_their_key(
    database: Database, as_actor: Actors
) -> None:
    heard = await a_hearing(database, as_actor)
    async with database.reading() as db:
        before = await vault.version_ids(db, case_id=heard.case.case_id, names=[Compartment.HEARING])
    await heard.released()
    accused = heard.case.members["accused"]
    async with database.reading() as db:
        after = await vault.version_ids(db, case_id=heard.case.case_id, names=list(Compartment))
        opened = await vault.open_versions(db, after, holder_id=accused.holder.id, seed=accused.keys.seed)
        newest = await vault.newest_versions(db, case_id=heard.case.case_id)
    assert set(opened) == {newest[Compartment.HEARING].id}
    assert not set(opened) & set(before)


@pytest.mark.policy("CON-01", "PRN-05")
async def test_they_keep_what_they_were_told_whoever_else_is_barred_and_when_they_are_named_again_or_no_more(
    database: Database, as_actor: Actors
) -> None:
    heard = await a_hearing(database, as_actor)
    page = await heard.released()
    officer, accused = heard.case.officer, heard.case.accused

    async def name(who: str, role: str) -> None:
        body = {"role": role, "person_id": str(heard.case.members[who].person_id)}
        assert (await officer.post(f"{heard.case.path}/parties", json=body)).status_code == 201

    await name("decider", "witness")
    assert (await heard.release(told={"follows": "Det här kommer sedan"})).status_code == 201
    await name("accused", "accused")
    assert len((await accused.post(f"{page}/opening")).json()["releases"]) == 2, "a new key, and theirs as well"
    assert (await heard.case.decider.get(heard.path)).status_code == 404
    (bar,) = [
        each for each in (await officer.get(f"{heard.case.path}/bars")).json()["items"] if each["why"] == "accused"
    ]
    lifting = f"{heard.case.path}/bars/{bar['id']}/lifting"
    async with database.writing() as db:
        second = await a_member(db, Office.SECURITY_OFFICER)
        held_by = Grant(
            case_id=heard.case.case_id,
            holder=second.tag,
            role=CaseRole.SECURITY_OFFICER,
            compartments=[Compartment.REPORT, Compartment.INVESTIGATION],
            why="test",
            given_by="test",
            given_at=clock.now(),
        )
        db.add(held_by)
        versions = await vault.version_ids(db, case_id=heard.case.case_id, names=[Compartment.REPORT])
        mine_ = await vault.open_versions(
            db,
            versions,
            holder_id=heard.case.members["officer"].holder.id,
            seed=heard.case.members["officer"].keys.seed,
        )
        await vault.share(db, mine_.values(), to=second.holder, standing=Standing.ACTIVE)
    agrees = await as_member(as_actor, second)
    for client in (officer, agrees):
        lifted = await client.post(lifting, json={"reason": "Det var inte hen"})
    assert lifted.json() == {"is_lifted": True}
    assert len((await accused.post(f"{page}/opening")).json()["releases"]) == 2
    assert (await accused.get(heard.case.path)).status_code == 404
    refused = await heard.release()
    assert refused.status_code == 422, "nothing more is released to one who is named no more"


@pytest.mark.policy("UNK-03", "UNK-05")
async def test_of_a_suspicion_only_those_who_investigate_know_that_they_were_told(
    database: Database, as_actor: Actors
) -> None:
    heard = await a_hearing(database, as_actor)
    suspected = heard.case.members["stranger"]
    body = {"role": "suspected", "person_id": str(suspected.person_id)}
    assert (await heard.case.officer.post(f"{heard.case.path}/parties", json=body)).status_code == 201
    made = await heard.release(person_id=str(suspected.person_id))
    assert made.status_code == 201, made.text
    told = (await heard.case.stranger.get(f"/api/v1/hearings/{made.json()['hearing_id']}")).json()
    assert told["state"] == "awaits_answer"
    shown = (await heard.case.decider.get(heard.path)).json()["items"]
    assert [each["hearing_id"] for each in shown] == [None], "only the accused, who was told nothing"
    there = f"{heard.path}/{made.json()['hearing_id']}/opening"
    assert (await heard.case.decider.post(there)).status_code == 404
    assert (await heard.case.investigator.post(there)).status_code == 200
    log = (await heard.case.officer.get(f"{heard.case.path}/log")).text
    assert "hearing" not in log
    assert (await heard.case.affected.get(f"{heard.case.path}/disclosures")).json()["items"] == []


@pytest.mark.policy("KNO-01", "SOI-02")
@pytest.mark.one_database
async def test_the_affected_person_reads_in_the_ledger_that_the_accused_was_told(
    database: Database, as_actor: Actors
) -> None:
    heard = await a_hearing(database, as_actor)
    await heard.released()
    (line,) = (await heard.case.affected.get(f"{heard.case.path}/disclosures")).json()["items"]
    assert (line["recipient"], line["with_name"]) == ("accused", False)


@pytest.mark.policy("CON-01")
@pytest.mark.one_database
async def test_who_holds_no_hearing_neither_releases_nor_reads(database: Database, as_actor: Actors) -> None:
    heard = await a_hearing(database, as_actor)
    page = await heard.released()
    hearing_id = page.rpartition("/")[2]
    assert (await heard.release(by="contact_person")).status_code == 403
    assert (await heard.release(by="decider")).status_code == 403
    for who in ("contact_person", "affected"):
        client = heard.case.clients[who]
        assert (await client.get(heard.path)).json()["code"] == "compartment-not-open"
        assert (await client.post(f"{heard.path}/{hearing_id}/opening")).json()["code"] == "compartment-not-open"
    texts = (await heard.case.decider.post(f"{heard.case.path}/compartments/hearing/opening")).json()["items"]
    assert texts == [], "words of a hearing are read with it, and never as one heap"


@pytest.mark.policy("CON-01")
async def test_an_account_that_was_opened_anew_reads_nothing_until_somebody_has_checked_who_it_is(
    database: Database, as_actor: Actors
) -> None:
    heard = await a_hearing(database, as_actor)
    page = await heard.released()
    async with database.writing() as db:
        await seated.suspend_all(db, heard.accused_id)
    assert await mine(heard.case.accused) == []
    assert (await heard.case.accused.get(page)).status_code == 404
    access = f"{heard.path}/{page.rpartition('/')[2]}/access"
    assert (await heard.case.investigator.post(access)).status_code == 204
    assert (await heard.case.accused.post(f"{page}/opening")).status_code == 200


@pytest.mark.policy("CON-01")
@pytest.mark.one_database
async def test_one_who_is_accused_in_two_cases_has_two_that_say_nothing_of_each_other(
    database: Database, as_actor: Actors
) -> None:
    heard = await a_hearing(database, as_actor)
    await heard.released()
    async with database.writing() as db:
        officer = await a_member(db, Office.SECURITY_OFFICER)
        investigator = await a_member(db)
        other = await a_case(
            db,
            category=Category.INTERNAL,
            officer=officer,
            others={CaseRole.INVESTIGATOR: [investigator]},
            barred=[heard.case.members["accused"]],
        )
    client = await as_member(as_actor, investigator)
    body = {"person_id": str(heard.accused_id), "told": {"allegations": "Något annat", "contact": "chair"}}
    assert (await client.post(f"/api/v1/cases/{other.id}/hearings/releases", json=body)).status_code == 201
    both = await mine(heard.case.accused)
    opened = [(await heard.case.accused.post(f"/api/v1/hearings/{each['id']}/opening")).json() for each in both]
    told = {each["releases"][0]["told"]["allegations"] for each in opened}
    assert told == {ALLEGED, "Något annat"}
    async with database.reading() as db:
        subjects = (await db.exec(select(Hearing.subject))).all()
    assert len(set(subjects)) == 2


@pytest.mark.policy("PRN-05")
@pytest.mark.one_database
async def test_they_take_along_what_they_were_told_and_said(database: Database, as_actor: Actors) -> None:
    heard = await a_hearing(database, as_actor)
    page = await heard.released()
    key = {"Idempotency-Key": "sent-twice-from-a-bad-line"}
    for _ in range(2):
        assert (await heard.case.accused.post(f"{page}/answers", json={"text": SAID}, headers=key)).status_code == 201
    file = (await heard.case.accused.post(f"{page}/file")).json()
    assert [each["text"] for each in file["opened"]["answers"]] == [SAID]
    assert file["opened"]["releases"][0]["told"]["allegations"] == ALLEGED
    assert file["hearing"]["state"] == "answered"
