"""A report without account: one transaction, routed round whoever it names, and back with the receipt code."""

import asyncio
from hashlib import sha256
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import select

from app.access.rules import CaseRole, Office
from app.cases.models import Bar, Case, Grant
from app.core.ids import ALPHABET
from app.intake.rules import Concerns, category_of, normalised_code
from app.plans.models import CaseStep
from app.policy.terms import ORIGINS, Category
from app.ports.mail import RecordedMail
from app.worker import work
from tests.support.actors import Actors
from tests.support.factories import a_person, a_term, an_association
from tests.support.held_cases import a_keyholder
from tests.support.statements import asked_of_the_database
from tests.support.stored import everything_stored, holds

pytestmark = pytest.mark.anyio

CODE = "7QF2X 9MXKA 3R8WZ H4TNV 6CJPB"
URL = "/api/v1/reports"


def a_report(**changes: Any) -> dict[str, Any]:
    return {
        "receipt_code": CODE,
        "concerns": "internal",
        "happened": "kanariefågel: någon skrev till mig i natt",
        "safe_now": "yes",
        "needs": "att någon ringer",
        "reach": {"telephone": "0701740605"},
        **changes,
    }


def another_code(number: int) -> str:
    digest = sha256(str(number).encode()).digest()
    return "".join(ALPHABET[byte % 32] for byte in digest[:25])


@given(st.text(alphabet=ALPHABET, min_size=20, max_size=40))
def test_a_code_reads_the_same_however_it_is_grouped_or_typed(letters: str) -> None:
    grouped = "-".join(letters[start : start + 5] for start in range(0, len(letters), 5)).lower()
    assert normalised_code(grouped) == normalised_code(letters)


def test_lookalikes_are_the_same_letter_and_short_or_flat_codes_are_none() -> None:
    assert normalised_code("oOiIlL" + CODE) == normalised_code("001111" + CODE)
    for no_code in ("", "7QF2X", "A" * 25, CODE + "!", "å" * 25):
        assert normalised_code(no_code) is None


@pytest.mark.policy("PRN-02")
def test_unsure_opens_in_the_narrowest_circle() -> None:
    assert category_of(Concerns.UNSURE) is Category.INTERNAL
    assert [category_of(Concerns(each)) for each in ORIGINS] == list(ORIGINS)


async def test_a_report_makes_case_plan_grants_and_notices_at_once(
    app: FastAPI, as_actor: Actors, client: httpx.AsyncClient
) -> None:
    officer = await a_keyholder(app, as_actor, Office.SECURITY_OFFICER, name="Ylva Exempel")
    answer = await client.post(URL, json=a_report())
    assert answer.status_code == 201, answer.text
    assert answer.json()["caller"] == "Ylva Exempel"
    (line,) = (await officer.client.get("/api/v1/cases")).json()["items"]
    assert line["stage"] == "reported"
    url = f"/api/v1/cases/{line['id']}"
    texts = (await officer.client.post(f"{url}/compartments/submission/opening")).json()["items"]
    assert a_report()["happened"] in {text["text"] for text in texts}
    steps = (await officer.client.get(f"{url}/steps")).json()
    assert steps


@pytest.mark.policy("SOI-02", "CON-02")
async def test_the_reporter_comes_back_and_sees_who_has_it(
    app: FastAPI, as_actor: Actors, client: httpx.AsyncClient
) -> None:
    officer = await a_keyholder(app, as_actor, Office.SECURITY_OFFICER, name="Ylva Exempel")
    await client.post(URL, json=a_report())
    before = (await client.post(f"{URL}/receipt", json={"receipt_code": CODE.lower()})).json()
    assert before["acknowledged_at"] is None
    assert {"kind": "happened", "text": a_report()["happened"]} in before["told"]
    (line,) = (await officer.client.get("/api/v1/cases")).json()["items"]
    await officer.client.post(f"/api/v1/cases/{line['id']}/acknowledgement")
    after = (await client.post(f"{URL}/receipt", json={"receipt_code": CODE})).json()
    assert after["acknowledged_by"] == "Ylva Exempel"
    wrong = await client.post(f"{URL}/receipt", json={"receipt_code": another_code(3)})
    assert wrong.json()["code"] == "receipt-unknown"


async def test_sent_twice_on_a_bad_line_it_is_one_case(
    app: FastAPI, as_actor: Actors, client: httpx.AsyncClient
) -> None:
    officer = await a_keyholder(app, as_actor, Office.SECURITY_OFFICER)
    answers = await asyncio.gather(*(client.post(URL, json=a_report()) for _ in range(8)))
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.text for answer in answers}) == 1
    assert len((await officer.client.get("/api/v1/cases")).json()["items"]) == 1
    other = await client.post(URL, json=a_report(happened="something else"))
    assert other.json()["code"] == "receipt-code-used"


async def test_fifty_reports_at_once_are_fifty_cases(app: FastAPI, as_actor: Actors, client: httpx.AsyncClient) -> None:
    await a_keyholder(app, as_actor, Office.SECURITY_OFFICER)
    answers = await asyncio.gather(
        *(client.post(URL, json=a_report(receipt_code=another_code(each))) for each in range(50))
    )
    assert {answer.status_code for answer in answers} == {201}
    async with app.state.database.reading() as db:
        cases = (await db.exec(select(Case.id))).all()
        planned = (await db.exec(select(CaseStep.case_id).distinct())).all()
    assert len(cases) == 50
    assert set(planned) == set(cases)


async def test_however_many_stand_by_a_report_asks_the_database_as_little(
    app: FastAPI, as_actor: Actors, client: httpx.AsyncClient
) -> None:
    await a_keyholder(app, as_actor, Office.SECURITY_OFFICER)
    counts = []
    for each in range(3):
        with asked_of_the_database() as statements:
            assert (await client.post(URL, json=a_report(receipt_code=another_code(each)))).status_code == 201
        counts.append(len([one for one in statements if not one.startswith("BEGIN")]))
        await a_keyholder(app, as_actor, Office.SECURITY_OFFICER)
        await a_keyholder(app, as_actor, Office.VICE_CHAIR)
    assert counts == counts[:1] * 3
    assert counts[0] <= 24, counts


@pytest.mark.policy("CON-01", "CON-02", "CON-03")
@pytest.mark.parametrize(
    "named",
    [
        {"about_office": "security_officer"},
        {"about_names": "det är Ylva Exempel som gör det"},
        {"must_not_know": "absolut inte ylva exempels vänner"},
        {"needs": "att Ylva Exempel slutar stå utanför min port"},
        {"reach": {"telephone": "0701740605, ej om Exempel svarar"}},
        {"happened": "i natt ringde Ylva Exempel igen"},
    ],
    ids=["by office", "by name", "must not know", "needed", "on how to reach", "in the story"],
)
async def test_whoever_is_named_is_kept_out_before_a_word_is_sealed(
    app: FastAPI, as_actor: Actors, client: httpx.AsyncClient, mail: RecordedMail, named: dict[str, Any]
) -> None:
    async with app.state.database.writing() as db:
        await an_association(db)
    accused = await a_keyholder(app, as_actor, Office.SECURITY_OFFICER, name="Ylva Exempel")
    chair = await a_keyholder(app, as_actor, Office.CHAIR, name="Bo Provare")
    other = None if "about_office" in named else await a_keyholder(app, as_actor, Office.SECURITY_OFFICER)
    answer = await client.post(URL, json=a_report(**named))
    assert answer.status_code == 201
    assert answer.json()["caller"] != "Ylva Exempel"
    assert (await accused.client.get("/api/v1/cases")).json()["items"] == []
    async with app.state.database.reading() as db:
        holders = set((await db.exec(select(Grant.holder))).all())
        bars = (await db.exec(select(Bar))).all()
    assert accused.tag not in holders
    assert [bar.is_provisional for bar in bars] == [True]
    taking_over = chair if other is None else other
    (line,) = (await taking_over.client.get("/api/v1/cases")).json()["items"]
    opened = await taking_over.client.post(f"/api/v1/cases/{line['id']}/compartments/submission/opening")
    assert opened.status_code == (403 if other is None else 200)


async def test_when_every_officer_and_leader_is_named_the_federation_is_told(
    app: FastAPI, client: httpx.AsyncClient, mail: RecordedMail
) -> None:
    async with app.state.database.writing() as db:
        await an_association(db)
        for office in (Office.SECURITY_OFFICER, Office.CHAIR):
            await a_term(db, office, person=await a_person(db, name=f"Ylva {office.value.title()}"))
        contact = await a_person(db, email="forbundet@example.org", is_external=True)
        await a_term(db, Office.FEDERATION, person=contact)
    told = a_report(about_names="både säkerhetsansvarig och ordförande")
    assert (await client.post(URL, json=told)).status_code == 201
    async with app.state.database.reading() as db:
        roles = set((await db.exec(select(Grant.role))).all())
    assert roles == {CaseRole.REPORTER}
    await work(app.state.database, app.state.due_work)
    assert len(mail.to("forbundet@example.org")) == 1


async def test_notices_say_nothing_and_go_only_to_those_in_the_case(
    app: FastAPI, client: httpx.AsyncClient, mail: RecordedMail
) -> None:
    async with app.state.database.writing() as db:
        await an_association(db, neutral_name="Sjöboden")
        officer = await a_person(db, email="officer@example.org")
        await a_term(db, Office.SECURITY_OFFICER, person=officer)
        await a_term(db, Office.ADMINISTRATOR, person=await a_person(db, email="admin@example.org"))
    await client.post(URL, json=a_report())
    await work(app.state.database, app.state.due_work)
    (sent,) = mail.sent
    assert sent.to == "officer@example.org"
    async with app.state.database.reading() as db:
        (case,) = (await db.exec(select(Case))).all()
    for secret in ("kanariefågel", case.reference, str(case.id), "hot", "trakasser", "internal"):
        assert secret not in (sent.subject + sent.text).lower()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"happened": ""}, "body.happened"),
        ({"safe_now": "kanariefågel"}, "body.safe_now"),
        ({"concerns": None}, "body.concerns"),
        ({"receipt_code": "kanariefågel-kanariefågel"}, "body.receipt_code"),
        ({"about_office": "council_member"}, "body.about_office"),
        ({"happened": "kanariefågel\0"}, "body.happened"),
        ({"kanariefågel": 1}, "body"),
    ],
)
async def test_bad_input_names_the_field_echoes_nothing_and_makes_nothing(
    app: FastAPI, client: httpx.AsyncClient, changes: dict[str, Any], field: str
) -> None:
    answer = await client.post(URL, json=a_report(**changes))
    assert answer.status_code == 422
    assert [error["field"] for error in answer.json()["errors"]] == [field]
    assert "kanarie" not in answer.text
    async with app.state.database.reading() as db:
        assert (await db.exec(select(Case))).all() == []


async def test_no_reported_word_and_no_code_stands_in_the_database(
    app: FastAPI, as_actor: Actors, client: httpx.AsyncClient, tmp_path: Path
) -> None:
    await a_keyholder(app, as_actor, Office.SECURITY_OFFICER, name="Kontrollkanarie Exempel")
    told = {"about_names": "namnkanarie", "needs": "behovskanarie", "must_not_know": "tystkanarie"}
    await client.post(URL, json=a_report(**told))
    stored = await everything_stored(app.state.database, tmp_path)
    assert holds(stored, "Kontrollkanarie Exempel")
    letters = normalised_code(CODE)
    assert letters is not None
    for secret in ("kanariefågel", "namnkanarie", "behovskanarie", "tystkanarie", "0701740605", CODE, letters):
        assert not holds(stored, secret)


async def test_an_officer_reports_on_someones_behalf(app: FastAPI, as_actor: Actors) -> None:
    officer = await a_keyholder(app, as_actor, Office.SECURITY_OFFICER, name="Ylva Exempel")
    affected = await a_keyholder(app, as_actor, name="Maja Provsson")
    told = {
        "concerns": "party",
        "happened": "Maja Provsson ringde mig, Ylva Exempel, klockan elva",
        "safe_now": "unsure",
        "affected_person_id": str(affected.person_id),
    }
    headers = {"Idempotency-Key": "one-report-only"}
    made = await officer.client.post(f"{URL}/on-behalf", json=told, headers=headers)
    assert made.status_code == 201, made.text
    again = await officer.client.post(f"{URL}/on-behalf", json=told, headers=headers)
    assert again.json() == made.json()
    url = f"/api/v1/cases/{made.json()['case_id']}"
    assert (await affected.client.get(url)).json()["my_roles"] == ["affected"]
    assert len((await officer.client.get("/api/v1/cases")).json()["items"]) == 1
    stranger = (await a_keyholder(app, as_actor, Office.ADMINISTRATOR)).client
    assert (await stranger.post(f"{URL}/on-behalf", json=told)).status_code == 403
