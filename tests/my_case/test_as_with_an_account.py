"""What the affected person can do by account they can do by the receipt code, and nothing with another's code."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import pytest
from fastapi import FastAPI
from sqlmodel import select

from app.access.rules import Office
from app.audit.models import AuditEvent
from app.cases.models import LogEntry
from app.cases.rules import Conclusion
from app.notifications.models import Notice
from app.policy.terms import Stage
from app.proceedings.meetings.rules import DecisionKind
from tests.evidence.test_police_package import checked, unpacked
from tests.intake.test_reports import CODE, URL, a_report, another_code
from tests.my_case.test_my_case import A_DAY, A_PACKAGE, CASE, a_reported_case, confirmed
from tests.support.actors import Actors
from tests.support.cases import Member, a_member, as_member
from tests.support.factories import a_term, an_association
from tests.support.files import custody, send_file
from tests.support.held_cases import Keyholder, a_keyholder
from tests.support.measures import Asked, moved
from tests.support.pdf import read_pdf

pytestmark = [pytest.mark.anyio, pytest.mark.one_database]

ANOTHERS = another_code(5)
FRIEND = "Robin Grannexempel"
NOTE_OF_ANOTHER = "Mika Skyddsexempel har larm hemma"


async def anothers_case(officer: Keyholder, client: httpx.AsyncClient) -> None:
    """Confirmed as theirs by an officer too: the code opens a case, but not this one."""
    answer = await client.post(URL, json=a_report(receipt_code=ANOTHERS, happened="something else"))
    assert answer.status_code == 201, answer.text
    for line in (await officer.client.get("/api/v1/cases")).json()["items"]:
        path = f"/api/v1/cases/{line['id']}"
        for each in (await officer.client.get(f"{path}/people")).json()["items"]:
            if each["role"] == "reporter":
                await confirmed(officer, path, each["id"])


async def refused_to_anothers_code(
    client: httpx.AsyncClient, asked: Sequence[tuple[str, dict[str, Any]]], *, seen: int = 1
) -> None:
    """As what is nowhere."""
    for path, body in asked:
        headers = {"Receipt-Code": ANOTHERS, "If-Match": f'"{seen}"'}
        answer = await client.post(f"{CASE}/{path}", json=body, headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (404, "not-found"), path


@pytest.mark.policy("ASP-04", "ASM-05", "KNO-06", "PRN-04", "CON-01")
async def test_a_day_is_moved_called_off_and_somebody_asked_along_by_the_code(
    app: FastAPI, as_actor: Actors, client: httpx.AsyncClient, capsys: pytest.CaptureFixture[str]
) -> None:
    officer, path, grant_id = await a_reported_case(app, as_actor, client)
    contact = await a_keyholder(app, as_actor, name="Kim Bredvid")
    await officer.client.put(f"{path}/contact-person", json={"person_id": str(contact.person_id)})
    await confirmed(officer, path, grant_id)
    await anothers_case(officer, client)
    capsys.readouterr()
    (day,) = (await client.post(f"{CASE}/contact/days", json=A_DAY)).json()["days"]
    url = f"contact/days/{day['id']}"

    async def does(act: str, *, seen: int | None = None, expect: str | int = 200, **body: Any) -> dict[str, Any]:
        headers = {} if seen is None else {"If-Match": f'"{seen}"'}
        answer = await client.post(f"{CASE}/{url}{act}", json=body, headers=headers)
        assert expect in {answer.status_code, answer.json().get("code")}, answer.text
        found: dict[str, Any] = answer.json()["days"][0] if answer.status_code == 200 else {}
        return found

    beside: dict[str, Any] = {"person_id": str(contact.person_id)}
    assert (day["may_change"], day["may_ask"], day["wish"]) == (True, False, "not_answered")
    await does("/company", expect="company-not-wanted", **beside)
    await does("/answer", expect="company-not-wanted", accepts=True)
    assert (await does("/wish", is_wanted=True))["may_ask"]
    await does("/company", expect="cannot-come-along", person_id=str(UUID(int=7)))
    await does("/company", expect="invalid-input", **beside, name=FRIEND)
    assert (await does("/company", **beside))["company"] == "asked"
    async with app.state.database.reading() as db:
        told = (await db.exec(select(Notice.recipient))).all()
    assert told.count(contact.tag) >= 1
    await does("/answer", expect="not-yours-to-answer", accepts=True)
    own = f"{path}/contact/days/{day['id']}"
    (accepted,) = (await contact.client.put(f"{own}/answer", json={"accepts": True})).json()["days"]

    later: dict[str, Any] = A_DAY | {"clock": "13:00"}
    await does("", expect="precondition-required", **later)
    await does("", expect="version-mismatch", seen=accepted["version"] - 1, **later)
    await does("", expect="invalid-input", seen=accepted["version"], **(later | {"day": "2020-01-01"}))
    moved_day = await does("", seen=accepted["version"], **later)
    assert (moved_day["clock"], moved_day["company"]) == ("13:00:00", "asked"), "yes was said to another time"
    by_name = await does("/company", name=FRIEND)
    assert (by_name["who"], by_name["who_else"]) == (None, FRIEND)
    assert (await does("/answer", accepts=True))["company"] == "accepted"
    alone = await does("/wish", is_wanted=False)
    assert (alone["company"], alone["who_else"]) == ("nobody", None), "that somebody was asked is taken back"

    asked: list[tuple[str, dict[str, Any]]] = [
        (url, later),
        (f"{url}/state", {"state": "called_off"}),
        (f"{url}/wish", {"is_wanted": True}),
        (f"{url}/company", beside),
        (f"{url}/answer", {"accepts": True}),
    ]
    await refused_to_anothers_code(client, asked, seen=alone["version"])
    await does("/state", expect="company-day-not-yet", seen=alone["version"], state="held")
    await does("/state", expect="version-mismatch", seen=alone["version"] - 1, state="called_off")
    gone = await does("/state", seen=alone["version"], state="called_off")
    assert (gone["state"], gone["may_change"], gone["may_wish"]) == ("called_off", False, False)
    await does("", expect="company-day-over", seen=gone["version"], **later)
    assert "receipt" not in capsys.readouterr().err
    (seen,) = (await contact.client.post(f"{path}/contact/opening")).json()["days"]["days"]
    assert [(each["deed"], each["role"]) for each in seen["lines"]][:5] == [
        ("called_off", "affected"),
        ("not_wanted", "affected"),
        ("accepted", "affected"),
        ("asked", "affected"),
        ("moved", "affected"),
    ]


@pytest.mark.policy("AFF-01", "AFF-04", "KNO-06", "CON-01")
async def test_they_take_a_package_to_the_police_by_the_code_with_nothing_that_is_not_theirs_to_read(
    app: FastAPI, as_actor: Actors, client: httpx.AsyncClient, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    async with app.state.database.writing() as db:
        await an_association(db)
    officer, path, grant_id = await a_reported_case(app, as_actor, client, needs="Ring mig i kväll.")
    package = f"{CASE}/police-package"
    mine = await send_file(client, f"{URL}/receipt", b"What was sent to me", name="hot.txt", compartment=None)
    theirs = await send_file(officer.client, path, b"Seen by the officer", name="syn.txt")
    await officer.client.post(f"{path}/compartments/report/texts", json={"kind": "note", "text": NOTE_OF_ANOTHER})
    (noted,) = [
        each["id"]
        for each in (await officer.client.post(f"{path}/police-package/texts")).json()["items"]
        if each["text"] == NOTE_OF_ANOTHER
    ]
    body = A_PACKAGE | {"files": [{"file_id": mine, "shows": "Ett hot."}]}
    assert (await client.post(package, json=body)).json()["code"] == "forbidden", "not before they are confirmed"
    assert await custody(officer.client, path, mine) == ["arrived"]
    await confirmed(officer, path, grant_id)
    await anothers_case(officer, client)
    capsys.readouterr()
    files = (await client.post(f"{package}/files")).json()["items"]
    assert {each["id"]: each["name"] for each in files} == {mine: "hot.txt", theirs: "syn.txt"}
    texts = {each["text"]: each["id"] for each in (await client.post(f"{package}/texts")).json()["items"]}
    assert texts.keys() == {a_report()["happened"], "Ring mig i kväll."}, "their own, and not how they are reached"
    for hidden in ({"texts": [noted]}, {"files": [{"file_id": noted}]}):
        refused = await client.post(package, json=body | hidden)
        assert (refused.status_code, refused.json()["code"]) == (404, "not-found"), "as what is nowhere"
    assert (await client.post(package, json=body | {"chronology": []})).json()["code"] == "invalid-input"
    chosen: list[tuple[str, dict[str, Any]]] = [
        ("police-package", body),
        ("police-package", A_PACKAGE | {"texts": list(texts.values())}),
    ]
    await refused_to_anothers_code(client, chosen)
    answer = await client.post(package, json=body | {"texts": [texts[a_report()["happened"]]]})
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/zip"), answer.text
    assert int(answer.headers["content-length"]) == len(answer.content)
    assert "receipt" not in capsys.readouterr().err

    folder = tmp_path / "paket"
    names = unpacked(answer.content, folder)
    assert checked(folder).returncode == 0
    report = read_pdf((folder / "anmalan.pdf").read_bytes()).text
    assert a_report()["happened"] in report
    everything = b"".join((folder / name).read_bytes() for name in names) + report.encode()
    for absent in (NOTE_OF_ANOTHER, "Ring mig i kväll.", "syn.txt", a_report()["reach"]["telephone"], CODE):
        assert absent.encode() not in everything
    assert await custody(officer.client, path, mine) == ["arrived", "packed"]
    assert await custody(officer.client, path, theirs) == ["arrived"]
    async with app.state.database.reading() as db:
        events = (await db.exec(select(AuditEvent).where(AuditEvent.kind == "police-package-made"))).all()
        lines = (await db.exec(select(LogEntry).where(LogEntry.kind == "police-package-made"))).all()
    number = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["package"]
    assert [each.codes["package"] for each in events] == [number] == [each.codes["package"] for each in lines]


async def somebody_accused(app: FastAPI, officer: Keyholder, path: str) -> tuple[Asked, Member]:
    """In a case that is being mapped."""
    case_id = UUID(path.rpartition("/")[2])
    async with app.state.database.writing() as db:
        accused = await a_member(db, name="Torkel Brunkulla")
        await a_term(db, Office.COUNCIL_MEMBER, person=accused.person_id)
    body = {"role": "accused", "person_id": str(accused.person_id)}
    named = await officer.client.post(f"{path}/parties", json=body)
    assert named.status_code in {200, 201}, named.text
    await moved(app, case_id, Stage.MAPPING)
    return Asked(app, case_id, {"accused": accused}, {"officer": officer.client}), accused


async def taken_back(officer: Keyholder, second: Keyholder, path: str) -> None:
    """By two: whoever has the code was not the affected person."""
    overrides = f"{path}/overrides"
    who = (await officer.client.get(overrides)).json()["confirmed"]
    body = {"kind": "taking_back", "reason": "Det var en granne som hade hittat koden.", "grant_id": who}
    asked = (await officer.client.post(overrides, json=body)).json()
    agreed = await second.client.post(f"{overrides}/{asked['id']}/agreement")
    assert agreed.status_code == 200, agreed.text


@pytest.mark.policy("KNO-10", "ORG-03", "PRN-04", "CON-01", "CON-05")
async def test_care_is_taken_up_or_declined_and_a_return_answered_by_the_code(
    app: FastAPI, as_actor: Actors, client: httpx.AsyncClient, capsys: pytest.CaptureFixture[str]
) -> None:
    second = await a_keyholder(app, as_actor, Office.SECURITY_OFFICER, name="Love Exempel")
    officer, path, grant_id = await a_reported_case(app, as_actor, client)
    await confirmed(officer, path, grant_id)
    await anothers_case(officer, client)
    asked, accused = await somebody_accused(app, officer, path)
    assert (await client.post(f"{CASE}/support/opening")).json() == {
        "care": [],
        "questions": [],
        "can_offer": False,
        "is_own": True,
    }
    held_out = {"text": "Företagshälsan, tre samtal"}
    assert (await officer.client.post(f"{path}/support/care", json=held_out)).status_code == 201
    capsys.readouterr()
    for step, expected, code in (
        ("completed", 409, "measure-not-next"),
        ("declined", 200, None),
        ("started", 200, None),
        ("completed", 200, None),
        ("declined", 409, "measure-not-next"),
    ):
        (care,) = (await client.post(f"{CASE}/support/opening")).json()["care"]
        url, version = f"support/care/{care['id']}", care["version"]
        assert care["text"] == held_out["text"]
        answer = await client.post(f"{CASE}/{url}", json={"step": step}, headers={"If-Match": f'"{version}"'})
        assert (answer.status_code, answer.json().get("code")) == (expected, code), step
        stale = await client.post(f"{CASE}/{url}", json={"step": step}, headers={"If-Match": f'"{version + 9}"'})
        assert stale.json()["code"] == "version-mismatch"
    assert (await client.post(f"{CASE}/{url}", json={"step": "started"})).json()["code"] == "precondition-required"
    await refused_to_anothers_code(client, [(url, {"step": "started"})], seen=version)

    await asked.ask("time-outs")
    await asked.answer_all("yes")
    (time_out,) = await asked.measures()
    early = await client.post(f"{CASE}/support/returns/{time_out['id']}", json={"is_content": True})
    assert (early.status_code, early.json()["code"]) == (404, "not-found"), "nobody's return is asked about yet"
    as_care = await client.post(
        f"{CASE}/support/care/{time_out['id']}", json={"step": "started"}, headers={"If-Match": '"1"'}
    )
    assert as_care.json()["code"] == "not-found", "what is asked of an accused is none of their care"
    await asked.conclude(Conclusion.NOT_SEVERE)
    (question,) = (await client.post(f"{CASE}/support/opening")).json()["questions"]
    assert (question["measure_id"], question["word"], question["can_answer"]) == (time_out["id"], None, True)
    url = f"support/returns/{question['measure_id']}"
    await refused_to_anothers_code(client, [(url, {"is_content": True})])
    unreached = await client.post(f"{CASE}/{url}", json={"is_content": None, "text": "Svarar inte."})
    assert unreached.json()["code"] == "measure-not-next", "that is for whoever has tried to say"
    said = await client.post(f"{CASE}/{url}", json={"is_content": False, "text": "Inte än."})
    assert said.status_code == 201, said.text
    assert "receipt" not in capsys.readouterr().err
    (word,) = [each["word"] for each in (await asked.support(officer.client))["questions"]]
    assert (word["is_content"], word["text"], word["is_own"]) == (False, "Inte än.", True)
    shut_out = await as_member(as_actor, accused)
    for part in ("support/opening", "contact/opening", "police-package/texts"):
        assert (await shut_out.post(f"{path}/{part}")).status_code == 404, "to the accused there is no such case"
        assert (await shut_out.post(f"{CASE}/{part}", headers={"Receipt-Code": "?"})).status_code == 404

    yes = await client.post(f"{CASE}/{url}", json={"is_content": True})
    assert yes.json()["questions"][0]["word"]["is_content"] is True
    await taken_back(officer, second, path)
    (word,) = [each["word"] for each in (await asked.support(officer.client))["questions"]]
    assert (word["is_content"], word["text"]) == (False, "Inte än."), "a no protects and stands; a yes was another's"
    await asked.decide(DecisionKind.END_TIME_OUT)
    (time_out,) = await asked.measures()
    assert (await asked.do(time_out, "end", reason="Pausen är slut.")).json()["code"] == "return-not-wanted"
