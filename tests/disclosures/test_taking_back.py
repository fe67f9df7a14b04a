"""A receipt code that was confirmed as the affected person's, and was another's: two take it back together."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import httpx
import pytest
from fastapi import FastAPI
from sqlmodel import select

from app.access.rules import CaseRole, Office
from app.audit.models import AuditEvent
from app.cases.models import Grant, LogEntry
from app.cases.seated import receipt_behind
from app.core import clock
from app.core.keys import PersonTag
from app.policy.loader import current
from app.policy.terms import Stage
from app.vault import service as vault
from tests.intake.test_reports import CODE, URL, a_report
from tests.my_case.test_my_case import BY_CODE, CASE, WORKS, by_code
from tests.support.actors import Actors
from tests.support.closing import brought_to
from tests.support.held_cases import Keyholder, a_keyholder
from tests.support.media_plans import answer_media_plan, media_plan, write_media_plan

pytestmark = [pytest.mark.anyio, pytest.mark.one_database, pytest.mark.policy("CON-01", "CON-05")]

WHY = "Den vi talade med var en granne som hade hittat koden."
CLOSED = [(403, "forbidden")] * len(BY_CODE)


@dataclass
class Mistaken:
    """A case whose receipt code an officer has confirmed. `code` is the client of whoever holds it."""

    officer: Keyholder
    second: Keyholder
    chair: Keyholder
    code: httpx.AsyncClient
    path: str
    reporter_id: str
    confirmed_id: str

    @property
    def overrides(self) -> str:
        return f"{self.path}/overrides"

    @property
    def case_id(self) -> UUID:
        return UUID(self.path.rpartition("/")[2])

    async def ask(self, *, by: Keyholder | None = None, grant: str | None = None, expect: str = "") -> dict[str, Any]:
        body = {"kind": "taking_back", "reason": WHY, "grant_id": grant or self.confirmed_id}
        return told(await (by or self.officer).client.post(self.overrides, json=body), expect)

    async def agree(self, asked: dict[str, Any], *, by: Keyholder | None = None, expect: str = "") -> dict[str, Any]:
        path = f"{self.overrides}/{asked['id']}/agreement"
        return told(await (by or self.second).client.post(path), expect)

    async def says(self, question: str) -> None:
        answer = await self.code.post(f"{CASE}/consents", json={"question": question, "is_given": True})
        assert answer.status_code == 201, answer.text

    async def state_of(self, question: str) -> str:
        items = (await self.officer.client.get(f"{self.path}/consents")).json()["items"]
        return str(next(each["state"] for each in items if each["question"] == question))

    async def tells(self, recipient: str, *, with_name: bool = False) -> str:
        line = {"recipient": recipient, "with_name": with_name, "reason": "De behöver veta."}
        answer = await self.officer.client.post(f"{self.path}/disclosures", json=line)
        return "told" if answer.status_code == 201 else str(answer.json()["code"])


def told(answer: httpx.Response, expect: str) -> dict[str, Any]:
    found: dict[str, Any] = answer.json()
    assert (answer.status_code < 300) == (not expect), answer.text
    assert not expect or found["code"] == expect
    return found


async def a_mistake(app: FastAPI, as_actor: Actors, client: httpx.AsyncClient, *, concerns: str) -> Mistaken:
    officer = await a_keyholder(app, as_actor, Office.SECURITY_OFFICER, name="Ylva Exempel")
    second = await a_keyholder(app, as_actor, Office.SECURITY_OFFICER, name="Love Exempel")
    chair = await a_keyholder(app, as_actor, Office.CHAIR, name="Mika Ordförande")
    assert (await client.post(URL, json=a_report(concerns=concerns))).status_code == 201
    client.headers["Receipt-Code"] = CODE
    (line,) = (await officer.client.get("/api/v1/cases")).json()["items"]
    path = f"/api/v1/cases/{line['id']}"
    people = (await officer.client.get(f"{path}/people")).json()["items"]
    (reporter_id,) = [each["id"] for each in people if each["role"] == "reporter"]
    confirmed = await officer.client.post(f"{path}/people/{reporter_id}/affected")
    assert confirmed.status_code == 200, confirmed.text
    return Mistaken(officer, second, chair, client, path, reporter_id, confirmed.json()["id"])


async def signs_by_code(client: httpx.AsyncClient) -> None:
    seen = await client.post(f"{CASE}/media-plan")
    (newest, *_) = (await client.post(f"{CASE}/media-plan/opening")).json()["texts"]
    signed = await client.post(
        f"{CASE}/media-plan/answers",
        json={"digest": newest["digest"], "is_yes": True, "word": "det blir bra"},
        headers={"If-Match": seen.headers["ETag"]},
    )
    assert signed.status_code == 204, signed.text


@pytest.mark.policy("SOI-02", "KNO-11")
async def test_two_take_it_back_and_the_code_opens_what_a_reporter_sees_and_nothing_that_is_written_next(
    app: FastAPI, as_actor: Actors, client: httpx.AsyncClient
) -> None:
    case = await a_mistake(app, as_actor, client, concerns="party")
    await case.says("tell_municipality")
    assert await case.tells("municipal_security_officer") == "told"
    await write_media_plan(case.officer.client, case.path)
    await signs_by_code(client)
    await answer_media_plan(case.chair.client, case.path)
    assert (await media_plan(case.officer.client, case.path))["state"] == "agreed"
    assert (await case.officer.client.get(case.overrides)).json()["confirmed"] == case.confirmed_id

    asked = await case.ask()
    assert (asked["kind"], asked["state"], asked["until"]) == ("taking_back", "waits", None)
    theirs = await client.post(f"{CASE}/opening")
    assert theirs.status_code == 200, "asking ends nothing"
    assert WHY not in (theirs.text + (await client.post(f"{CASE}/data")).text)
    assert "taking" not in theirs.text
    assert (await case.second.client.post(f"{case.overrides}/{asked['id']}/reason")).json() == {"text": WHY}
    async with app.state.database.reading() as db:
        before = await vault.newest_versions(db, case_id=case.case_id)
    done = await case.agree(asked)
    assert (done["state"], done["until"], done["answered_by"]["display_name"]) == ("ended", None, "Love Exempel")

    assert await by_code(client) == CLOSED
    receipt = (await client.post(f"{URL}/receipt", json={"receipt_code": CODE})).json()
    assert not receipt["is_affected"]
    assert await case.state_of("tell_municipality") == "withdrawn"
    assert await case.tells("municipal_security_officer") == "consent-missing"
    plan = await media_plan(case.officer.client, case.path)
    assert (plan["state"], sorted(plan["waits_for"])) == ("waits", ["affected", "association"])
    assert [each["has_lapsed"] for each in plan["texts"][0]["answers"]] == [True, True], "kept, and counted no more"
    assert (await case.officer.client.get(case.overrides)).json()["confirmed"] is None
    async with app.state.database.reading() as db:
        grant = (await db.exec(select(Grant).where(Grant.id == UUID(case.confirmed_id)))).one()
        assert grant.ended_why == "taken-back"
        holder = await receipt_behind(db, grant.holder)
        assert holder is not None
        wrapped = await vault.names_wrapped_to(db, case_id=case.case_id, holder_id=holder.id)
        assert wrapped == {"submission"}, "no version of anything else, old or new"
        after = await vault.newest_versions(db, case_id=case.case_id)
        sealed_anew = {name for name in before if before[name].id != after[name].id}
        assert {"report", "support", "media_plan"} <= sealed_anew, "keys that they have held open nothing written next"
        logged = (await db.exec(select(LogEntry.kind).where(LogEntry.case_id == case.case_id))).all()
        audited = (await db.exec(select(AuditEvent.kind).where(AuditEvent.subject == str(case.case_id)))).all()
    for kinds in (logged, audited):
        assert {"taking-back-asked", "taking-back-agreed"} <= set(kinds)
        assert not any(kind.startswith("override-a") for kind in kinds)


async def test_nobody_takes_it_back_alone_without_the_reason_or_twice(
    app: FastAPI, as_actor: Actors, client: httpx.AsyncClient
) -> None:
    case = await a_mistake(app, as_actor, client, concerns="internal")
    await case.ask(grant=case.reporter_id, expect="nothing-to-take-back")
    await case.ask(grant=str(UUID(int=7)), expect="not-found")
    asked = await case.ask()
    await case.ask(expect="taking-back-waits")
    await case.ask(by=case.second, expect="taking-back-waits")
    await case.agree(asked, by=case.officer, expect="another-person-needed")
    async with app.state.database.writing() as db:
        db.add(
            Grant(
                case_id=case.case_id,
                holder=PersonTag(case.chair.tag),
                role=CaseRole.ACCOUNTABLE,
                compartments=["report"],
                why="test",
                given_by="test",
                given_at=clock.now(),
            )
        )
    await case.agree(asked, by=case.chair, expect="compartment-not-open")
    alarms = {
        name: [each["kind"] for each in (await who.client.get("/api/v1/now")).json()["alarms"]]
        for name, who in (("officer", case.officer), ("second", case.second), ("chair", case.chair))
    }
    assert [name for name, kinds in alarms.items() if "taking-back-waits" in kinds] == ["second"]
    assert not any("override-waits" in kinds for kinds in alarms.values()), "nobody is in danger"
    for who, state in ((case.chair, "declined"), (case.officer, "withdrawn")):
        assert (await who.client.post(f"{case.overrides}/{asked['id']}/refusal")).json()["state"] == state
        await case.agree(asked, expect="override-not-waiting")
        asked = await case.ask()
    with clock.turned(current("standard").emergency_override.agree_within):
        await case.agree(asked, expect="override-not-waiting")
        again = await case.ask(by=case.second)
        assert [status for status, _ in await by_code(client)] == WORKS, "nobody has agreed"
        await case.agree(again, by=case.officer)
        await case.ask(expect="nothing-to-take-back")


async def test_a_bar_of_whoever_asked_ends_the_asking_and_leaves_the_affected_persons_access(
    app: FastAPI, as_actor: Actors, client: httpx.AsyncClient
) -> None:
    case = await a_mistake(app, as_actor, client, concerns="party")
    asked = await case.ask()
    named = {"role": "accused", "person_id": str(case.officer.person_id)}
    assert (await case.chair.client.post(f"{case.path}/parties", json=named)).status_code == 201
    assert (await client.post(f"{CASE}/opening")).status_code == 200
    await case.agree(asked, expect="first-person-gone")


@pytest.mark.policy("SOI-02")
async def test_what_protects_stands_and_whoever_is_affected_sees_that_it_happened_and_not_why(
    app: FastAPI, as_actor: Actors, client: httpx.AsyncClient
) -> None:
    case = await a_mistake(app, as_actor, client, concerns="internal")
    await case.says("not_the_chair")
    await case.says("name_to_federation")
    assert await case.tells("federation", with_name=True) == "told"
    wish = {"recipient": "committee_chair", "is_asked_for": True}
    assert (await client.post(f"{CASE}/wishes", json=wish)).status_code == 201
    assert await case.tells("committee_chair") == "told"
    await case.agree(await case.ask())
    assert await case.tells("committee_chair") == "recipient-not-allowed", "nor is a wish the affected person's"
    assert await case.state_of("not_the_chair") == "given"
    assert await case.state_of("name_to_federation") == "withdrawn"
    assert await case.tells("federation", with_name=True) == "consent-missing"
    affected = await a_keyholder(app, as_actor, name="Kim Exempel")
    named = {"role": "affected", "person_id": str(affected.person_id)}
    assert (await case.officer.client.post(f"{case.path}/parties", json=named)).status_code == 201
    (seen,) = (await affected.client.get(case.overrides)).json()["items"]
    assert (seen["kind"], seen["state"], seen["may_read_reason"]) == ("taking_back", "ended", False)
    assert [seen[who]["display_name"] for who in ("asked_by", "answered_by")] == ["Ylva Exempel", "Love Exempel"]
    assert seen["answered_at"] is not None
    refused = await affected.client.post(f"{case.overrides}/{seen['id']}/reason")
    assert (refused.status_code, refused.json()["code"]) == (403, "compartment-not-open")
    assert (await affected.client.get(case.overrides)).json()["confirmed"] is None


@pytest.mark.policy("SOI-02")
async def test_of_a_closed_case_too_and_nothing_else_is_done_by_two_there(
    app: FastAPI, as_actor: Actors, client: httpx.AsyncClient
) -> None:
    case = await a_mistake(app, as_actor, client, concerns="party")
    await case.says("tell_municipality")
    await write_media_plan(case.officer.client, case.path)
    await signs_by_code(client)
    danger = {"kind": "telling", "recipient": "group_leader", "with_name": True, "reason": WHY}
    before_closing = await case.officer.client.post(case.overrides, json=danger)
    assert before_closing.status_code == 201, before_closing.text
    await brought_to(app, case.case_id, Stage.CLOSED)
    assert (await client.post(f"{CASE}/opening")).status_code == 200, "they read it as long as it is there"
    listed = (await case.officer.client.get(case.overrides)).json()
    assert (listed["opens"], listed["tells"], listed["confirmed"]) == ([], [], case.confirmed_id)
    told(await case.officer.client.post(case.overrides, json=danger), "case-closed")
    await case.agree(before_closing.json(), expect="case-closed")

    async def alarms(who: Keyholder) -> set[str]:
        return {each["kind"] for each in (await who.client.get("/api/v1/now")).json()["alarms"]}

    asked = await case.ask()
    assert "taking-back-waits" in await alarms(case.second)
    assert "taking-back-waits" not in await alarms(case.officer), "not for whoever asked"
    assert not {"override-waits"} & await alarms(case.second), "it can be answered by nobody"
    await case.agree(asked, by=case.officer, expect="another-person-needed")
    await case.agree(asked)
    assert await by_code(client) == CLOSED
    assert await case.state_of("tell_municipality") == "withdrawn"
    assert "taking-back-waits" not in await alarms(case.second)
    head = (await case.officer.client.get(case.path)).json()
    assert head["stage"] == "closed", "what is put right opens no case anew"
