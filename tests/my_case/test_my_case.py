"""The affected person without an account, who comes back with the receipt code. Nobody is that by their own word."""

import json
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from fastapi import FastAPI
from sqlmodel import select

from app.access.rules import CaseRole, Office
from app.audit.models import AuditEvent
from app.cases import ending
from app.cases.models import Grant
from app.core import clock
from app.core.keys import PersonTag
from tests.intake.test_reports import CODE, URL, a_report, another_code
from tests.support.actors import Actors
from tests.support.held_cases import Keyholder, a_keyholder
from tests.support.media_plans import WORDS, opened_media_plan, write_media_plan

pytestmark = [pytest.mark.anyio, pytest.mark.one_database]

CASE = f"{URL}/receipt/case"
WRITTEN_BY_OFFICER = "Robin Exempelsson ringde och berättade sitt"
A_DAY = {
    "day": str(clock.now().date() + timedelta(days=9)),
    "clock": "10:30",
    "kind": "police_interview",
    "words": "Entrén mot torget.",
}
A_PACKAGE = {
    "about": "Hot mot en förtroendevald",
    "chronology": [{"when": "14 oktober, cirka 22.40", "what": "Samtal från dolt nummer."}],
}
BY_CODE = [
    (f"{CASE}/opening", None),
    (f"{CASE}/consents", {"question": "involve_chair", "is_given": True}),
    (f"{CASE}/data", None),
    (f"{CASE}/steps/{UUID(int=1)}", {"deed": "done"}),
    (f"{CASE}/media-plan", None),
    (f"{CASE}/media-plan/opening", None),
    (f"{CASE}/media-plan/answers", {"digest": "0" * 64, "is_yes": True}),
    (f"{CASE}/disclosures/{uuid4()}/reason", None),
    (f"{CASE}/wishes", {"recipient": "committee_chair", "is_asked_for": True}),
    (f"{CASE}/wishes/{uuid4()}/words", None),
    (f"{CASE}/contact/opening", None),
    (f"{CASE}/contact/messages", {"text": "Kan ni ringa?"}),
    (f"{CASE}/contact/days", A_DAY),
    (f"{CASE}/contact/days/{uuid4()}", A_DAY),
    (f"{CASE}/contact/days/{uuid4()}/state", {"state": "called_off"}),
    (f"{CASE}/contact/days/{uuid4()}/wish", {"is_wanted": True}),
    (f"{CASE}/contact/days/{uuid4()}/company", {"name": "Robin Grannexempel"}),
    (f"{CASE}/contact/days/{uuid4()}/answer", {"accepts": True}),
    (f"{CASE}/contact/rhythm", {"every_days": 3}),
    (f"{CASE}/contact/pause", {}),
    (f"{CASE}/contact/resumption", None),
    (f"{CASE}/contact/decline", {"wants_another": False}),
    (f"{CASE}/support/opening", None),
    (f"{CASE}/support/care/{uuid4()}", {"step": "started"}),
    (f"{CASE}/support/returns/{uuid4()}", {"is_content": True}),
    (f"{CASE}/police-package/files", None),
    (f"{CASE}/police-package/texts", None),
    (f"{CASE}/police-package", A_PACKAGE | {"files": [{"file_id": str(uuid4())}]}),
]
WORKS = [
    *(200, 201, 200, 404, 200, 200, 428, 404, 201, 404),
    *(200, 201, 201, 428, 428, 404, 404, 404, 200, 200, 200, 200),
    *(200, 428, 404, 200, 200, 404),
]


async def a_reported_case(
    app: FastAPI, as_actor: Actors, client: httpx.AsyncClient, **report: str
) -> tuple[Keyholder, str, str]:
    """The officer, the case's path, and the reporter's grant; the reporter's code goes with `client`."""
    officer = await a_keyholder(app, as_actor, Office.SECURITY_OFFICER, name="Ylva Exempel")
    await a_keyholder(app, as_actor, Office.CHAIR, name="Mika Ordförande")
    assert (await client.post(URL, json=a_report(**report))).status_code == 201
    client.headers["Receipt-Code"] = CODE
    (line,) = (await officer.client.get("/api/v1/cases")).json()["items"]
    path = f"/api/v1/cases/{line['id']}"
    people = (await officer.client.get(f"{path}/people")).json()["items"]
    (grant_id,) = [each["id"] for each in people if each["role"] == "reporter"]
    return officer, path, grant_id


async def by_code(client: httpx.AsyncClient) -> list[tuple[int, str]]:
    answers = [await client.post(path, json=body) for path, body in BY_CODE]
    return [(answer.status_code, answer.json().get("code", "")) for answer in answers]


def question(case: dict[str, Any], name: str) -> dict[str, Any]:
    return next(each for each in case["consents"] if each["question"] == name)


@pytest.mark.policy("AFF-06", "ORG-03", "PRN-04", "SOI-02", "SOM-04")
async def test_three_days_later_they_answer_see_who_opened_it_and_take_their_data_along(
    app: FastAPI, as_actor: Actors, client: httpx.AsyncClient, capsys: pytest.CaptureFixture[str]
) -> None:
    officer, path, grant_id = await a_reported_case(app, as_actor, client)
    await officer.client.post(f"{path}/acknowledgement")
    confirmed = await officer.client.post(f"{path}/people/{grant_id}/affected")
    assert confirmed.status_code == 200, confirmed.text
    assert (confirmed.json()["role"], confirmed.json()["why"]) == ("affected", "confirmed")
    again = await officer.client.post(f"{path}/people/{grant_id}/affected")
    assert again.json() == confirmed.json()
    await officer.client.post(f"{path}/compartments/submission/opening")
    await officer.client.post(f"{path}/compartments/decisions/opening")
    written = {"kind": "narrative", "text": WRITTEN_BY_OFFICER}
    await officer.client.post(f"{path}/compartments/report/texts", json=written)
    capsys.readouterr()
    with clock.turned(timedelta(days=3)):
        case = (await client.post(f"{CASE}/opening")).json()
        assert case["responsible"] == ["Ylva Exempel"]
        assert case["acknowledged_by"]["display_name"] == "Ylva Exempel"
        assert case["contact_person"] is None
        assert {each["state"] for each in case["offers"]} <= {"offered", "waits_for_answer", "waits_for_steps"}
        assert case["offers"]
        assert [(each["person"]["display_name"], each["compartment"]) for each in case["opened"]] == [
            ("Ylva Exempel", "submission")
        ], "of the decisions, that they do not read, nothing is said"
        assert "reporter" not in {each["role"] for each in case["knowers"]}, "that is themself"
        assert question(case, "involve_chair")["is_given"] is None
        yes = await client.post(f"{CASE}/consents", json={"question": "involve_chair", "is_given": True})
        assert (yes.status_code, yes.json()["is_given"]) == (201, True)
        no = await client.post(f"{CASE}/consents", json={"question": "involve_chair", "is_given": False})
        assert no.json()["is_withdrawn"]
        asked = {"recipient": "committee_chair", "is_asked_for": True, "words": "Att jag är borta en tid."}
        (wish,) = (await client.post(f"{CASE}/wishes", json=asked)).json()["wishes"]
        assert (await client.post(f"{CASE}/wishes/{wish['id']}/words")).json() == {"text": asked["words"]}
        data = (await client.post(f"{CASE}/data")).json()
    assert [(each["recipient"]["sv"], each["is_asked_for"]) for each in data["wishes"]] == [
        ("Nämndens ordförande", True)
    ]
    assert asked["words"] in {each["text"] for each in data["texts"]}
    assert a_report()["happened"] in {each["text"] for each in data["texts"]}
    theirs = [each for each in data["texts"] if not each["is_mine"]]
    assert [(each["kind"], each["text"]) for each in theirs] == [("narrative", None)]
    assert [each["is_given"] for each in data["answers"]] == [True, False]
    kept = json.dumps(data, ensure_ascii=False)
    for name in (WRITTEN_BY_OFFICER, "Robin", "Ylva", "Mika"):
        assert name not in kept
    assert [each["roles"] for each in data["opened"]] == [["security_officer"]]
    assert "receipt" not in capsys.readouterr().err
    (theirs,) = (await officer.client.get(f"{path}/ledger")).json()["wishes"]
    assert [(each["by"], each["by_role"]) for each in theirs["events"]] == [(None, "affected")]
    assert (await officer.client.post(f"{path}/wishes/{theirs['id']}/words")).json() == {"text": asked["words"]}
    seen = (await officer.client.get(f"{path}/consents")).json()["items"]
    assert question({"consents": seen}, "involve_chair")["is_withdrawn"]
    async with app.state.database.reading() as db:
        taken = (await db.exec(select(AuditEvent).where(AuditEvent.kind == "own-data-taken"))).all()
    assert len(taken) == 1


@pytest.mark.policy("CON-01", "SOI-02")
async def test_nobody_opens_it_by_a_code_that_is_not_confirmed_another_one_or_one_that_was_ended(
    app: FastAPI, as_actor: Actors, client: httpx.AsyncClient
) -> None:
    officer, path, grant_id = await a_reported_case(app, as_actor, client)
    assert await by_code(client) == [(403, "forbidden")] * len(BY_CODE), "a reporter need not be the affected person"
    assert not (await client.post(f"{URL}/receipt", json={"receipt_code": CODE})).json()["is_affected"]
    await officer.client.post(f"{path}/people/{grant_id}/affected")
    assert [status for status, _ in await by_code(client)] == WORKS, "the control"
    assert (await client.post(f"{URL}/receipt", json={"receipt_code": CODE})).json()["is_affected"]
    await client.post(URL, json=a_report(receipt_code=another_code(5), happened="something else"))
    for code, expected in (
        (another_code(5), (403, "forbidden")),
        (another_code(6), (404, "receipt-unknown")),
        ("?", (404, "receipt-unknown")),
    ):
        client.headers["Receipt-Code"] = code
        assert await by_code(client) == [expected] * len(BY_CODE)
    client.headers["Receipt-Code"] = CODE
    case_id = UUID(path.rpartition("/")[2])
    for role, expected in ((CaseRole.AFFECTED, (403, "forbidden")), (CaseRole.REPORTER, (404, "receipt-unknown"))):
        async with app.state.database.writing() as db:
            (grant,) = (await db.exec(select(Grant).where(Grant.role == role, Grant.case_id == case_id))).all()
            await ending.end(db, grant, why="test", by="test")
        assert await by_code(client) == [expected] * len(BY_CODE)


@pytest.mark.policy("CON-01", "SOI-02")
async def test_whoever_does_not_read_the_case_confirms_nobody_and_nobody_is_affected_twice(
    app: FastAPI, as_actor: Actors, client: httpx.AsyncClient
) -> None:
    officer, path, grant_id = await a_reported_case(app, as_actor, client)
    people = (await officer.client.get(f"{path}/people")).json()["items"]
    mine = next(each["id"] for each in people if each["role"] == "security_officer")
    assert (await officer.client.post(f"{path}/people/{mine}/affected")).json()["code"] == "not-found"
    chair = await a_keyholder(app, as_actor, Office.CHAIR)
    async with app.state.database.writing() as db:
        db.add(
            Grant(
                case_id=UUID(path.rpartition("/")[2]),
                holder=PersonTag(chair.tag),
                role=CaseRole.ACCOUNTABLE,
                compartments=["decisions"],
                why="chair-informed",
                given_by="test",
                given_at=clock.now(),
            )
        )
    refused = await chair.client.post(f"{path}/people/{grant_id}/affected")
    assert refused.json()["code"] == "compartment-not-open"
    affected = await a_keyholder(app, as_actor)
    named = {"role": "affected", "person_id": str(affected.person_id)}
    answer = await officer.client.post(f"{path}/parties", json=named)
    assert answer.status_code in {200, 201}, answer.text
    refused = await officer.client.post(f"{path}/people/{grant_id}/affected")
    assert refused.json()["code"] == "not-eligible"
    assert await by_code(client) == [(403, "forbidden")] * len(BY_CODE)
    opened = (await affected.client.get(f"{path}/who-opened")).json()["items"]
    assert {each["compartment"] for each in opened} <= {"submission", "report", "support", "media_plan"}
    data = (await affected.client.post(f"{path}/own-data")).json()
    assert data["texts"]
    assert not any(each["is_mine"] for each in data["texts"]), "what another reported is another's"
    for client_of_another in (officer.client, chair.client):
        for method, part in (("GET", "who-opened"), ("POST", "own-data")):
            assert (await client_of_another.request(method, f"{path}/{part}")).json()["code"] == "forbidden"


async def confirmed(officer: Keyholder, path: str, grant_id: str) -> None:
    assert (await officer.client.post(f"{path}/people/{grant_id}/affected")).status_code == 200


def offer(case: dict[str, Any], title: str) -> dict[str, Any]:
    return next(each for each in case["offers"] if each["title"]["sv"] == title)


@pytest.mark.policy("AFF-01", "AFF-03", "AFF-05", "PRN-04")
async def test_their_own_steps_are_done_left_handed_on_and_opened_again_by_the_code(
    app: FastAPI, as_actor: Actors, client: httpx.AsyncClient, capsys: pytest.CaptureFixture[str]
) -> None:
    officer, path, grant_id = await a_reported_case(app, as_actor, client, concerns="municipal")
    await officer.client.post(f"{path}/acknowledgement")
    await confirmed(officer, path, grant_id)
    groups = (await officer.client.get(f"{path}/steps")).json()["groups"]
    by_code = {each["code"]: each for group in groups for each in group["steps"]}
    first = offer((await client.post(f"{CASE}/opening")).json(), by_code["AFF-01"]["title"]["sv"])
    assert first["my_acts"] == ["done", "left"]
    capsys.readouterr()
    words = "jag har sparat alla mejl i en mapp"
    for deed, state, acts in (
        ("done", "done", ["opened_again"]),
        ("opened_again", "offered", ["done", "left"]),
        ("left", "not_applicable", ["opened_again"]),
    ):
        answer = await client.post(f"{CASE}/steps/{first['id']}", json={"deed": deed, "note": words})
        assert answer.status_code == 200, answer.text
        assert (answer.json()["state"], answer.json()["my_acts"]) == (state, acts)
    again = await client.post(f"{CASE}/steps/{first['id']}", json={"deed": "left"})
    assert (again.status_code, again.json()["code"]) == (409, "step-held-back")

    handed = by_code["AFF-03"]["id"]
    answer = await client.post(f"{CASE}/steps/{handed}", json={"deed": "handed_on"})
    assert answer.json()["is_handed_on"]
    seen = (await officer.client.get(f"{path}/steps/{handed}")).json()
    assert seen["assignee"]["display_name"] == "Ylva Exempel"
    assert words not in capsys.readouterr().err

    theirs = by_code["SOM-01"]["id"]
    for step_id, expected in ((theirs, (404, "not-found")), (grant_id, (404, "not-found"))):
        answer = await client.post(f"{CASE}/steps/{step_id}", json={"deed": "done"})
        assert (answer.status_code, answer.json()["code"]) == expected
    assert (await officer.client.get(f"{path}/steps/{theirs}")).json()["state"] == "open"


@pytest.mark.policy("ASP-05", "ASM-06", "KNO-11")
async def test_the_media_plan_is_read_and_signed_by_the_code_as_it_was_read(
    app: FastAPI, as_actor: Actors, client: httpx.AsyncClient
) -> None:
    officer, path, grant_id = await a_reported_case(app, as_actor, client, concerns="party")
    await confirmed(officer, path, grant_id)
    await write_media_plan(officer.client, path)
    seen = await client.post(f"{CASE}/media-plan")
    assert (seen.json()["state"], seen.json()["my_acts"]) == ("waits", ["sign", "say_no"])
    (newest,) = (await client.post(f"{CASE}/media-plan/opening")).json()["texts"]
    assert {each: newest[each] for each in WORDS} == WORDS
    yes = {"digest": newest["digest"], "is_yes": True, "word": "tack"}
    url = f"{CASE}/media-plan/answers"
    assert (await client.post(url, json=yes)).status_code == 428
    await write_media_plan(officer.client, path, we_say="Something else.")
    old = await client.post(url, json=yes, headers={"If-Match": seen.headers["ETag"]})
    assert old.status_code == 412, "nobody signs what they have not read"
    seen = await client.post(f"{CASE}/media-plan")
    assert (await client.post(url, json=yes, headers={"If-Match": seen.headers["ETag"]})).json()["code"] == (
        "media-plan-changed"
    )
    (newest, _) = (await client.post(f"{CASE}/media-plan/opening")).json()["texts"]
    signed = await client.post(url, json=yes | {"digest": newest["digest"]}, headers={"If-Match": seen.headers["ETag"]})
    assert signed.status_code == 204, signed.text
    (theirs, *_) = await opened_media_plan(officer.client, path)
    assert [(each["party"], each["word"]) for each in theirs["words"]] == [("affected", "tack")]


@pytest.mark.policy("AFF-06", "ORG-03", "PRN-04")
async def test_by_the_code_they_write_pause_see_who_is_beside_them_and_ask_for_another(
    app: FastAPI, as_actor: Actors, client: httpx.AsyncClient, capsys: pytest.CaptureFixture[str]
) -> None:
    officer, path, grant_id = await a_reported_case(app, as_actor, client)
    contact = await a_keyholder(app, as_actor, name="Kim Bredvid")
    await officer.client.put(f"{path}/contact-person", json={"person_id": str(contact.person_id)})
    unread = await contact.client.post(f"{path}/contact/messages", json={"text": "Hej, jag heter Kim."})
    assert unread.json()["code"] == "nobody-to-read", "not before somebody can read it"
    await officer.client.post(f"{path}/people/{grant_id}/affected")
    await contact.client.post(f"{path}/contact/messages", json={"text": "Hej, jag heter Kim."})
    await contact.client.post(f"{path}/contact/entries", json={"way": "called", "note": "Vi pratade länge."})
    capsys.readouterr()
    found = (await client.post(f"{CASE}/contact/opening")).json()
    assert found["contact"]["contact_person"]["person"]["display_name"] == "Kim Bredvid"
    assert found["contact"]["next_at"] is not None
    assert not found["contact"]["is_late"]
    assert [(each["text"], each["is_new"], each["role"]) for each in found["messages"]] == [
        ("Hej, jag heter Kim.", True, "contact_person")
    ]
    assert [each["note"] for each in found["entries"]] == ["Vi pratade länge."]
    await client.post(f"{CASE}/contact/messages", json={"text": "Tack för i dag."})
    theirs = (await contact.client.post(f"{path}/contact/opening")).json()
    assert [(each["text"], each["role"]) for each in theirs["messages"] if not each["is_mine"]] == [
        ("Tack för i dag.", "affected")
    ]
    paused = (await client.post(f"{CASE}/contact/pause", json={})).json()
    assert (paused["pause"]["until"], paused["next_at"]) == (None, None)
    declined = {"wants_another": True, "reason": "Vi umgås privat."}
    left = (await client.post(f"{CASE}/contact/decline", json=declined)).json()
    assert left["contact_person"] is None
    assert (await contact.client.post(f"{path}/contact/opening")).status_code == 404
    wishes = (await officer.client.post(f"{path}/contact/opening")).json()["wishes"]
    assert [each["text"] for each in wishes] == ["Vi umgås privat."]
    data = (await client.post(f"{CASE}/data")).json()
    assert [each["text"] for each in data["messages"]] == ["Hej, jag heter Kim.", "Tack för i dag."]
    assert "Kim" not in json.dumps([data["contact"], data["knowers"]])
    assert "receipt" not in capsys.readouterr().err
