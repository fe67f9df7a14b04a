"""Whoever is beside the affected person keeps in touch; what is said stays between them and the officers."""

import json
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import anyio
import httpx
import pytest
from fastapi import FastAPI
from sqlmodel import select

from app.access.rules import CaseRole
from app.core import clock
from app.core.database import Database
from app.core.due_work import Handler, do_what_is_due
from app.core.keys import PersonTag
from app.notifications.models import Notice
from app.plans import reminding
from app.policy.terms import Category
from tests.support.actors import ActorClient, Actors
from tests.support.cases import Staffed, a_member, as_member, staffed
from tests.support.steps import codes_of, do, done, step
from tests.support.stored import everything_stored, found_in

pytestmark = [pytest.mark.anyio, pytest.mark.one_database]

OTHERS = (CaseRole.INVESTIGATOR, CaseRole.DECIDER, CaseRole.CONSULTED)
SAID = "Hon sover sämre och vill ha sällskap hem"
WROTE = "Kan vi ses på torsdag i stället"
WHY = "Vi känner varandra för väl"


@dataclass
class Kept:
    """A party case with a contact person beside the affected person."""

    case: Staffed
    contact: ActorClient
    app: FastAPI
    database: Database

    async def post(self, who: ActorClient, path: str, **body: object) -> httpx.Response:
        return await who.post(f"{self.case.path}/contact/{path}", json=body)

    async def seen(self, who: ActorClient) -> dict[str, Any]:
        answer = await self.post(who, "opening")
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found

    async def alarms(self, who: ActorClient) -> list[str]:
        return [each["kind"] for each in (await who.get("/api/v1/now")).json()["alarms"]]

    async def told_since(self, before: list[str] | None = None) -> list[str]:
        """To whom a notice lies in the outbox, once for each."""
        names = {member.tag: name for name, member in self.case.members.items()} | {self.contact.tag: "contact"}
        async with self.database.reading() as db:
            told = [names[PersonTag(tag)] for tag in (await db.exec(select(Notice.recipient))).all()]
        for each in before or []:
            told.remove(each)
        return sorted(told)

    async def remind(self) -> None:
        """By two workers at the same moment."""
        handlers: dict[str, Handler] = {reminding.JOB: reminding.remind}
        async with anyio.create_task_group() as workers:
            for _ in range(2):
                workers.start_soon(do_what_is_due, self.database, handlers)


async def kept(app: FastAPI, database: Database, as_actor: Actors, *, category: Category = Category.PARTY) -> Kept:
    case = await staffed(database, as_actor, category=category, others=OTHERS)
    contact = await someone(database, as_actor)
    await appoint(case, contact)
    return Kept(case, contact, app, database)


async def someone(database: Database, as_actor: Actors) -> ActorClient:
    async with database.writing() as db:
        member = await a_member(db)
    return await as_member(as_actor, member)


async def appoint(case: Staffed, who: ActorClient) -> None:
    answer = await case.officer.put(f"{case.path}/contact-person", json={"person_id": str(who.person_id)})
    assert answer.status_code == 200, answer.text


@pytest.mark.policy("AFF-06", "ORG-03", "ASP-01")
async def test_who_was_reached_moves_the_next_contact_on_and_a_try_without_answer_does_not(
    app: FastAPI, database: Database, as_actor: Actors
) -> None:
    this = await kept(app, database, as_actor)
    first = (await this.seen(this.contact))["contact"]["next_at"]
    tried = await this.post(this.contact, "entries", way="no_answer", note="Ingen svarade.")
    assert tried.status_code == 201, tried.text
    assert tried.json()["contact"]["next_at"] == first
    called = await this.post(this.contact, "entries", way="called", note=SAID, need="Sällskap hem")
    following = called.json()["contact"]["next_at"]
    assert following > first
    assert (await step(this.case, this.contact, "ASP-01b"))["occurrence"] == 2
    for who in (this.case.affected, this.case.officer, this.contact):
        found = await this.seen(who)
        assert [(each["way"], each["note"], each["need"]) for each in found["entries"]] == [
            ("called", SAID, "Sällskap hem"),
            ("no_answer", "Ingen svarade.", None),
        ]
        assert {each["role"] for each in found["entries"]} == {"contact_person"}
    yesterday = (clock.now() - timedelta(hours=20)).isoformat()
    late = await this.post(this.contact, "entries", way="met", happened_at=yesterday)
    assert late.json()["contact"]["next_at"] == following, "an earlier one that is noted later moves nothing"
    await done(this.case, this.contact, "ASP-01b", note="Vi tog en promenad.")
    log = (await this.seen(this.case.affected))["entries"]
    assert (log[0]["way"], log[0]["note"], len(log)) == (None, "Vi tog en promenad.", 4)
    coming = (clock.now() + timedelta(hours=1)).isoformat()
    assert codes_of(await this.post(this.contact, "entries", way="met", happened_at=coming)) == {
        "invalid-input",
        "not-in-the-past",
    }
    assert codes_of(await do(this.case, this.contact, "ASP-01b", "not-applicable", reason="Hinner inte.")) == {
        "step-held-back",
        "own-route",
    }, "nobody but the affected person ends it"


@pytest.mark.policy("AFF-06", "ORG-03", "ASP-01", "PRN-04")
async def test_a_contact_that_is_missed_is_told_to_the_contact_person_then_to_the_officer_and_to_nobody_else(
    app: FastAPI, database: Database, as_actor: Actors
) -> None:
    this = await kept(app, database, as_actor)
    await this.post(this.contact, "entries", way="called")
    others = {name: client for name, client in this.case.clients.items() if name != "officer"}
    with clock.turned(timedelta(days=7, hours=1)):
        before = await this.told_since()
        await this.remind()
        await this.remind()
        assert (await this.told_since(before)).count("contact") == 1
        assert "contact-missed" not in await this.alarms(this.case.officer)
    with clock.turned(timedelta(days=9, hours=2)):
        counts = {name: await counted(this, client) for name, client in others.items()}
        await this.post(this.contact, "entries", way="no_answer")
        assert "contact-missed" in await this.alarms(this.case.officer)
        assert (await this.seen(this.contact))["contact"]["is_late"]
        assert not (await this.seen(this.case.affected))["contact"]["is_late"], "it is not theirs to worry about"
        for name, client in others.items():
            assert "contact-missed" not in await this.alarms(client), name
        # What others count and read of the plan is the same before and after somebody was in touch.
        before = await this.told_since()
        await this.remind()
        told = await this.told_since(before)
        assert {"contact", "officer"} <= set(told)
        assert await this.told_since(before + told) == []
        await this.post(this.contact, "entries", way="met")
        assert "contact-missed" not in await this.alarms(this.case.officer)
        for name, client in others.items():
            if name != "affected":
                assert await counted(this, client) == counts[name], f"{name} can tell that it was late"


async def counted(this: Kept, who: ActorClient) -> str:
    """What somebody reads and counts of the plan, but for how often each step has come back."""
    answers = [await who.get(f"{this.case.path}/{part}") for part in ("progress", "steps")]
    now = (await who.get("/api/v1/now")).json()
    progress = answers[0].json()
    for hidden in ("done", "holds_closing"):  # whoever closes has to know
        progress.pop(hidden, None)
    lines = [
        (each["code"], each["due_at"], each["is_late"])
        for group in answers[1].json().get("groups", [])
        for each in group["steps"]
        if each["finished_at"] is None
    ]
    cases = [{key: each[key] for key in ("late", "next")} for each in now["cases"]]
    late = [each["code"] for each in now["late"]]
    return json.dumps([progress, lines, cases, late, [each["kind"] for each in now["alarms"]]])


@pytest.mark.policy("ASP-01", "PRN-04")
async def test_they_agree_on_another_rhythm_within_what_the_policy_lets(
    app: FastAPI, database: Database, as_actor: Actors
) -> None:
    this = await kept(app, database, as_actor)
    await this.post(this.contact, "entries", way="called")
    usual = (await this.seen(this.contact))["contact"]
    assert (usual["rhythm"]["usual_days"], usual["rhythm"]["longest_days"]) == (7, 30)
    agreed: list[tuple[ActorClient, dict[str, object]]] = [
        (this.contact, {"every_days": 3}),
        (this.case.affected, {"weekdays": [2, 5]}),
    ]
    for who, body in agreed:
        answer = await who.put(f"{this.case.path}/contact/rhythm", json=body)
        assert answer.status_code == 200, answer.text
        assert answer.json()["next_at"] < usual["next_at"]
        assert answer.json()["rhythm"] | body == answer.json()["rhythm"]
    for beyond in ({"every_days": 31}, {"weekdays": [2, 2]}, {"every_days": 3, "weekdays": [1]}):
        refused = await this.contact.put(f"{this.case.path}/contact/rhythm", json=beyond)
        assert codes_of(refused) == {"invalid-input", "not-agreeable"}
    as_policy = await this.contact.put(f"{this.case.path}/contact/rhythm", json={})
    assert as_policy.json()["next_at"] == usual["next_at"]


@pytest.mark.policy("ORG-03", "PRN-04")
async def test_in_a_pause_nothing_reminds_and_nothing_is_late_until_its_end(
    app: FastAPI, database: Database, as_actor: Actors
) -> None:
    this = await kept(app, database, as_actor)
    await this.post(this.contact, "entries", way="called")
    path = f"{this.case.path}/contact"
    refused = await this.contact.put(f"{path}/pause", json={})
    assert refused.status_code == 403, "whoever is to be in touch does not pause it"
    past = await this.case.affected.put(f"{path}/pause", json={"until": str(clock.now().date())})
    assert codes_of(past) == {"invalid-input", "in-the-past"}
    endless = await this.case.affected.put(f"{path}/pause", json={})
    assert (endless.json()["next_at"], endless.json()["pause"]["until"]) == (None, None)
    with clock.turned(timedelta(days=60)):
        before = await this.told_since()
        await this.remind()
        assert "contact" not in await this.told_since(before)
        assert "contact-missed" not in await this.alarms(this.case.officer)
        assert not (await step(this.case, this.contact, "ASP-01b"))["is_late"]
        resumed = await this.case.affected.post(f"{path}/resumption")
        assert resumed.json()["pause"] is None
        assert "contact-missed" not in await this.alarms(this.case.officer), "not late for what they wanted"
        assert codes_of(await this.case.affected.post(f"{path}/resumption")) == {"not-paused"}
        until = (clock.now() + timedelta(days=20)).date()
        by_telephone = await this.case.officer.put(f"{path}/pause", json={"until": str(until)})
        assert by_telephone.json()["next_at"].startswith(str(until))
        assert (await this.seen(this.case.affected))["contact"]["pause"]["noted_by"]["person_id"] == str(
            this.case.officer.person_id
        )
    with clock.turned(timedelta(days=83)):
        assert (await this.seen(this.contact))["contact"]["pause"] is None
        assert "contact-missed" in await this.alarms(this.case.officer), "after its end the promise holds again"


@pytest.mark.policy("AFF-06", "PRN-01")
async def test_they_write_to_each_other_each_sees_what_is_new_and_a_notice_says_nothing(
    app: FastAPI, database: Database, as_actor: Actors
) -> None:
    this = await kept(app, database, as_actor)
    before = await this.told_since()
    key = {"Idempotency-Key": uuid4().hex}
    path = f"{this.case.path}/contact/messages"
    for _ in range(2):
        sent = await this.case.affected.post(path, json={"text": WROTE}, headers=key)
        assert sent.status_code == 201, sent.text
    assert await this.told_since(before) == ["contact"], "once, and nobody else"
    await this.post(this.case.affected, "messages", text="Och en sak till.")
    assert await this.told_since(before) == ["contact"], "who has not read the first is not told again"
    for who in (this.contact, this.case.officer):
        assert "new-message" in await this.alarms(who)
        found = (await this.seen(who))["messages"]
        assert [(each["text"], each["is_new"], each["role"]) for each in found] == [
            (WROTE, True, "affected"),
            ("Och en sak till.", True, "affected"),
        ]
        assert "new-message" not in await this.alarms(who)
        assert not any(each["is_new"] for each in (await this.seen(who))["messages"])
    assert "new-message" not in await this.alarms(this.case.affected), "their own words"
    await this.post(this.contact, "messages", text="Ja, torsdag.")
    assert await this.told_since(before) == ["affected", "contact"]
    for who in (this.case.affected, this.case.officer):
        assert "new-message" in await this.alarms(who)
    for name in ("chair", "investigator", "decider", "consulted"):
        assert "new-message" not in await this.alarms(this.case.clients[name]), name
    opened = (await this.case.affected.get(f"{this.case.path}/who-opened")).json()["items"]
    assert {each["compartment"] for each in opened} == {"support"}, "who opened it is seen"


@pytest.mark.policy("ORG-03", "CON-04", "PRN-04")
async def test_another_is_asked_for_and_only_the_officer_reads_why(
    app: FastAPI, database: Database, as_actor: Actors
) -> None:
    this = await kept(app, database, as_actor)
    await this.post(this.contact, "entries", way="called", note=SAID)
    before = await this.told_since()
    decline = f"{this.case.path}/contact-person/decline"
    answer = await this.case.affected.post(decline, json={"wants_another": True, "reason": WHY})
    assert answer.status_code == 200, answer.text
    assert await this.told_since(before) == ["officer"], "whoever leaves is not told why, nor by us"
    assert await this.alarms(this.case.officer) == ["another-contact-wanted"]
    for name in ("chair", *(role.value for role in OTHERS)):
        assert "another-contact-wanted" not in await this.alarms(this.case.clients[name]), name
    assert (await this.post(this.contact, "opening")).status_code == 404, "replaced, they find nothing"
    assert [each["text"] for each in (await this.seen(this.case.officer))["wishes"]] == [WHY]
    following = await someone(database, as_actor)
    before = await this.told_since()
    await appoint(this.case, following)
    async with database.reading() as db:
        told = (await db.exec(select(Notice.recipient))).all()
    assert this.case.affected.tag in told, "the affected person is told that there is somebody"
    assert await this.alarms(this.case.officer) == []
    found = await this.seen(following)
    assert [each["note"] for each in found["entries"]] == [SAID], "the new one gets the keys to the log"
    assert found["wishes"] == []
    assert WHY not in (await following.post(f"{this.case.path}/compartments/support/opening")).text
    assert (await following.post(f"{this.case.path}/compartments/submission/opening")).status_code == 403
    # Appointed anew, the first still does not read it.
    await appoint(this.case, this.contact)
    assert (await this.seen(this.contact))["wishes"] == []
    assert (await this.post(following, "opening")).status_code == 404


@pytest.mark.policy("CON-01", "CON-04", "SOI-02", "PRN-01")
async def test_nobody_else_reads_writes_or_pauses_and_no_word_stands_in_the_database(
    app: FastAPI, database: Database, as_actor: Actors, tmp_path: Path
) -> None:
    this = await kept(app, database, as_actor, category=Category.INTERNAL)
    await this.post(this.contact, "entries", way="called", note=SAID)
    await this.post(this.case.affected, "messages", text=WROTE)
    another = await kept(app, database, as_actor)
    tries = [
        ("POST", "opening", {}),
        ("POST", "entries", {"way": "called"}),
        ("POST", "messages", {"text": "Hej."}),
        ("PUT", "rhythm", {"every_days": 30}),
        ("PUT", "pause", {}),
        ("POST", "resumption", {}),
    ]
    know_it = {role.value for role in OTHERS}
    outsiders = {name: client for name, client in this.case.clients.items() if name not in {"officer", "affected"}}
    outsiders |= {"another's contact person": another.contact, "another's officer": another.case.officer}
    for name, client in outsiders.items():
        for method, path, body in tries:
            answer = await client.request(method, f"{this.case.path}/contact/{path}", json=body)
            assert answer.status_code == (403 if name in know_it else 404), (name, path)
        said = (await client.get("/api/v1/now")).text + (await client.get("/api/v1/cases")).text
        assert SAID not in said
        assert WROTE not in said
    assert (await this.case.affected.post(f"{this.case.path}/contact/entries", json={"way": "met"})).status_code == 403
    unread = (await this.case.officer.get(f"{this.case.path}/log")).text
    assert not any(word in unread for word in ("contact-noted", "contact-paused", "message")), "others read along there"
    assert found_in(await everything_stored(database, tmp_path), [SAID, WROTE]) == []


@pytest.mark.policy("CON-01", "CON-02", "ORG-03")
async def test_a_contact_person_who_is_part_of_the_matter_is_out_at_once_and_hears_no_more(
    app: FastAPI, database: Database, as_actor: Actors
) -> None:
    this = await kept(app, database, as_actor)
    await this.post(this.contact, "entries", way="called", note=SAID)
    close = {"role": "close", "person_id": str(this.contact.person_id)}
    barred = await this.case.officer.post(f"{this.case.path}/parties", json=close)
    assert barred.status_code == 201, barred.text
    before = await this.told_since()
    for path in ("opening", "entries", "messages"):
        assert (await this.post(this.contact, path, way="called", text=WROTE)).status_code == 404
    assert (await this.contact.get("/api/v1/now")).json()["alarms"] == []
    sent = await this.post(this.case.affected, "messages", text=WROTE)
    assert sent.status_code == 201, sent.text
    assert await this.told_since(before) == ["officer"], "where nobody is beside them, the officer is told"
    assert "another-contact-wanted" in await this.alarms(this.case.officer), "and the promise is somebody's again"


@pytest.mark.policy("AFF-06", "ORG-03")
async def test_what_is_taken_along_has_their_messages_and_the_log_and_others_by_what_they_are(
    app: FastAPI, database: Database, as_actor: Actors
) -> None:
    this = await kept(app, database, as_actor)
    await this.post(this.contact, "entries", way="met", note=SAID, need="Vila")
    await this.post(this.case.affected, "messages", text=WROTE)
    await this.post(this.case.officer, "messages", text="Hör av dig när du vill.")
    data = (await this.case.affected.post(f"{this.case.path}/own-data")).json()
    assert [(each["way"], each["by"], each["note"], each["need"]) for each in data["contact"]] == [
        ("met", "contact_person", SAID, "Vila")
    ]
    assert [(each["by"], each["is_mine"], each["text"]) for each in data["messages"]] == [
        ("affected", True, WROTE),
        ("security_officer", False, "Hör av dig när du vill."),
    ]
    assert not {each["kind"] for each in data["texts"]} & {"message", "contact_note", "contact_need"}
    assert str(this.contact.person_id) not in json.dumps(data)
