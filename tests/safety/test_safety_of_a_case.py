"""The safety ahead of a case: assessed and arranged by whoever leads it, sealed, and never the affected person's job."""

from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import col, select

from app.access.rules import CaseRole, Compartment
from app.core import clock
from app.core.database import Database
from app.core.keys import PersonTag
from app.notifications.models import Notice
from app.notifications.rules import NoticeKind
from app.people.rules import at_local
from app.policy.terms import Category
from app.safety import reminding
from app.safety.rules import GOING_ON, MOVES, NEEDS_REASON, Arranged, SafetyState, arranged_of, told_next, written
from app.worker import work
from tests.support.actors import ActorClient, Actors
from tests.support.cases import Staffed, staffed
from tests.support.factories import an_association, in_days
from tests.support.http import API
from tests.support.steps import all_steps, step
from tests.support.stored import everything_stored, found_in

pytestmark = [pytest.mark.anyio, pytest.mark.one_database]

THREAT = "kanariefågel: en bil har stått utanför tre kvällar"
ALARM = "kanariefågel: lånas av kommunen"
REASON = "kanariefågel: flyttad till annan ort"


async def safety(case: Staffed, who: ActorClient) -> dict[str, Any]:
    answer = await who.get(f"{case.path}/safety")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def assess(case: Staffed, who: ActorClient, *, days: int = 30) -> None:
    body = {"text": THREAT, "valid_until": in_days(days).isoformat()}
    answer = await who.post(f"{case.path}/safety/assessments", json=body)
    assert answer.status_code == 204, answer.text


def an_alarm(case: Staffed, responsible: str, *, days: int = 3) -> dict[str, Any]:
    return {
        "kind": "personal_alarm",
        "text": ALARM,
        "responsible_id": str(case.members[responsible].person_id),
        "due_on": in_days(days).isoformat(),
    }


async def change(case: Staffed, measure: dict[str, Any], **body: object) -> tuple[int, str]:
    address = f"{case.path}/safety/measures/{measure['id']}"
    answer = await case.officer.patch(address, json=body, headers={"If-Match": f'"{measure["version"]}"'})
    return answer.status_code, answer.json()["code"] if answer.content else ""


async def alarms(who: ActorClient) -> set[str]:
    return {each["kind"] for each in (await who.get(f"{API}/now")).json()["alarms"]} & {
        "safety-to-review",
        "safety-late",
        "safety-yours",
    }


def test_what_is_arranged_goes_on_one_way_and_ends_with_a_reason() -> None:
    assert MOVES.keys() == set(SafetyState)
    assert {to for moves in MOVES.values() for to in moves} == set(SafetyState)
    assert not NEEDS_REASON & GOING_ON
    assert SafetyState.IN_PLACE not in MOVES[SafetyState.ENDED]


@given(st.sampled_from(["personal_alarm", "other"]), st.text())
def test_what_was_sealed_is_what_is_read(kind: str, what: str) -> None:
    assert arranged_of(written(Arranged(kind, what))) == Arranged(kind, what)


@pytest.mark.policy("SOP-05", "ASM-01")
@pytest.mark.parametrize("category", [Category.PARTY, Category.MUNICIPAL])
async def test_whoever_leads_assesses_what_comes_and_the_plans_step_is_done_by_it(
    database: Database, as_actor: Actors, category: Category
) -> None:
    case = await staffed(database, as_actor, category=category)
    code = "SOP-05a" if category is Category.PARTY else "ASM-01a"
    assert (await safety(case, case.officer))["state"] == "not_made"
    await assess(case, case.officer, days=30)
    assert (await step(case, case.officer, code))["state"] == "done"
    held = await safety(case, case.chair)
    assert (held["state"], held["assessments"][0]["valid_until"]) == ("holds", in_days(30).isoformat())
    opened = (await case.chair.post(f"{case.path}/safety/opening")).json()
    assert opened["assessments"][0]["text"] == THREAT
    assert await alarms(case.officer) == set()
    with clock.turned(timedelta(days=31)):
        assert (await safety(case, case.officer))["state"] == "to_review"
        assert await alarms(case.officer) == await alarms(case.chair) == {"safety-to-review"}
        review = {"assessment_id": held["assessments"][0]["id"], "valid_until": in_days(60).isoformat()}
        assert (await case.officer.post(f"{case.path}/safety/reviews", json=review)).status_code == 204
        assert await alarms(case.officer) == set()
        await assess(case, case.officer, days=90)
        refused = await case.officer.post(f"{case.path}/safety/reviews", json=review)
        assert refused.json()["code"] == "assessment-replaced"


@pytest.mark.policy("SOP-05", "ASP-08", "ASM-02")
async def test_what_is_arranged_has_somebody_who_sees_to_it_and_never_the_affected_person(
    database: Database, as_actor: Actors
) -> None:
    case = await staffed(database, as_actor, others=[CaseRole.CONTACT_PERSON])
    measures = f"{case.path}/safety/measures"
    for wrong in ("affected", "accused", "stranger", "administrator"):
        refused = await case.officer.post(measures, json=an_alarm(case, wrong))
        assert refused.json()["code"] == "not-responsible-for-safety", wrong
    names = {each["person_id"] for each in (await safety(case, case.officer))["can_be_responsible"]}
    assert names == {str(case.members[who].person_id) for who in ("officer", "chair", "contact_person")}
    unknown = an_alarm(case, "officer") | {"kind": "a_dog"}
    assert (await case.officer.post(measures, json=unknown)).json()["code"] == "invalid-input"

    assert (await case.officer.post(measures, json=an_alarm(case, "contact_person"))).status_code == 204
    (planned,) = (await safety(case, case.officer))["measures"]
    assert (planned["state"], planned["is_late"]) == ("planned", False)
    with clock.turned(timedelta(days=4)):
        assert (await safety(case, case.officer))["measures"][0]["is_late"] is True
        assert await alarms(case.officer) == {"safety-late"}
    assert await change(case, planned, state="ended", reason=REASON) == (409, "safety-measure-over")
    assert await change(case, planned, state="not_needed") == (422, "invalid-input")
    assert await change(case, planned, responsible_id=str(case.members["affected"].person_id)) == (
        409,
        "not-responsible-for-safety",
    )
    assert await change(case, planned, state="in_place") == (204, "")
    assert await change(case, planned, state="in_place") == (412, "version-mismatch")
    (in_place,) = (await safety(case, case.officer))["measures"]
    assert await change(case, in_place, state="ended", reason=REASON) == (204, "")
    opened = (await case.officer.post(f"{case.path}/safety/opening")).json()["measures"]
    assert [(each["kind"], each["text"], each["reason"]) for each in opened] == [("personal_alarm", ALARM, REASON)]


@pytest.mark.policy("SOP-05", "CON-01", "ORG-04")
async def test_nobody_but_those_who_lead_reads_any_of_it(database: Database, as_actor: Actors) -> None:
    case = await staffed(
        database, as_actor, others=[CaseRole.CONTACT_PERSON, CaseRole.CONSULTED, CaseRole.GROUP_MEMBER]
    )
    await assess(case, case.officer)
    await case.officer.post(f"{case.path}/safety/measures", json=an_alarm(case, "officer"))
    nowhere = await case.stranger.get(f"{API}/cases/{case.members['officer'].person_id}/safety")
    for who in ("accused", "stranger", "administrator", "group_member"):
        for answer in (
            await case.clients[who].get(f"{case.path}/safety"),
            await case.clients[who].post(f"{case.path}/safety/opening"),
            await case.clients[who].post(f"{case.path}/safety/assessments", json={}),
        ):
            assert (answer.status_code, answer.json()["code"]) == (404, nowhere.json()["code"])
    # Whoever is in the case without its decisions, the affected person too, reads neither words nor dates.
    for who in ("affected", "contact_person", "consulted"):
        answer = await case.clients[who].get(f"{case.path}/safety")
        assert (answer.status_code, answer.json()["code"]) == (403, "compartment-not-open")
        assert await alarms(case.clients[who]) == set()
    texts = (await case.officer.post(f"{case.path}/compartments/{Compartment.DECISIONS}/opening")).text
    assert "kanariefågel" not in texts


@pytest.mark.policy("SOP-05")
async def test_a_copy_of_the_database_tells_neither_threat_nor_what_is_arranged(
    tmp_path: Path, database: Database, as_actor: Actors
) -> None:
    case = await staffed(database, as_actor)
    await assess(case, case.officer)
    await case.officer.post(f"{case.path}/safety/measures", json=an_alarm(case, "officer"))
    (planned,) = (await safety(case, case.officer))["measures"]
    await change(case, planned, state="not_needed", reason=REASON)
    stored = await everything_stored(database, tmp_path)
    assert found_in(stored, ["kanariefågel", "personal_alarm"]) == []
    assert found_in(stored, ["safety_measure"]) != [], "the control: the search finds what is there"


@pytest.mark.policy("SOP-05")
async def test_a_plan_that_asks_for_no_assessment_has_none(database: Database, as_actor: Actors) -> None:
    case = await staffed(database, as_actor, category=Category.INTERNAL)
    assert (await case.officer.get(f"{case.path}/safety")).json()["code"] == "safety-not-asked"


@pytest.mark.policy("SOP-05", "ASP-08")
async def test_an_event_asks_the_case_anew_when_it_is_planned_moved_or_called_off(
    app: FastAPI, database: Database, as_actor: Actors
) -> None:
    async with database.writing() as db:
        await an_association(db)
    case = await staffed(database, as_actor)
    day = clock.now().replace(microsecond=0) + timedelta(days=20)

    async def asked() -> list[tuple[str, str]]:
        await work(database, app.state.due_work)
        found = [each for each in await all_steps(case, case.officer) if each["code"] == "SOP-05c"]
        return [(each["state"], (each["due_at"] or "")[:10]) for each in found]

    def before(days: int) -> str:
        return (day + timedelta(days=days) - timedelta(hours=72)).date().isoformat()

    event = {
        "title": "Torgmöte",
        "place": "Stora torget",
        "starts_at": day.isoformat(),
        "responsible_id": str(case.members["stranger"].person_id),
    }
    made = (await case.stranger.post(f"{API}/events", json=event)).json()["coming"][0]
    assert [due for _, due in await asked()] == [""], "its safety has not been assessed yet"
    # The first assessment asks about every event that is still to come.
    await assess(case, case.officer)
    assert await asked() == [("open", before(0))]
    seen = {"If-Match": f'"{made["version"]}"'}
    moved = event | {"starts_at": (day + timedelta(days=2)).isoformat()}
    changed = (await case.stranger.put(f"{API}/events/{made['id']}", json=moved, headers=seen)).json()["coming"][0]
    assert await asked() == [("open", before(2))]
    second = event | {"starts_at": (day + timedelta(days=9)).isoformat()}
    await case.stranger.post(f"{API}/events", json=second)
    assert [due for _, due in await asked()] == [before(2), before(9)]
    seen = {"If-Match": f'"{changed["version"]}"'}
    await case.stranger.post(f"{API}/events/{made['id']}/calling-off", headers=seen)
    assert [state for state, _ in await asked()] == ["not_applicable", "open"]


DAY = date(2026, 5, 12)


@pytest.mark.policy("SOP-05")
@pytest.mark.parametrize(
    ("state", "told_for", "tells_on"),
    [
        (SafetyState.PLANNED, None, DAY),
        (SafetyState.PLANNED, DAY, DAY + timedelta(days=1)),
        (SafetyState.PLANNED, DAY + timedelta(days=1), None),
        (SafetyState.PLANNED, DAY + timedelta(days=5), None),
        *[(state, None, None) for state in SafetyState if state is not SafetyState.PLANNED],
    ],
)
def test_whoever_sees_to_it_is_told_on_its_day_and_once_after(
    state: SafetyState, told_for: date | None, tells_on: date | None
) -> None:
    assert told_next(state, DAY, told_for=told_for) == tells_on


@pytest.mark.policy("SOP-05", "ORG-04", "CON-01")
async def test_whoever_sees_to_something_and_reads_none_of_it_is_told_that_its_day_has_come(
    database: Database, as_actor: Actors
) -> None:
    case = await staffed(database, as_actor, others=[CaseRole.CONTACT_PERSON])
    contact, measures = case.clients["contact_person"], f"{case.path}/safety/measures"
    assert (await case.officer.post(measures, json=an_alarm(case, "contact_person", days=3))).status_code == 204

    async def told(*, days: int) -> list[str]:
        """Whom the worker has told anew by noon of that day."""
        async with database.reading() as db:
            before = set((await db.exec(select(Notice.id))).all())
        with clock.turned(at_local(in_days(days), time(12)) - clock.now()):
            await work(database, {reminding.JOB: reminding.remind})
        names = {each.tag: name for name, each in case.members.items()}
        async with database.reading() as db:
            found = (await db.exec(select(Notice).where(col(Notice.id).not_in(before)))).all()
        assert all((each.kind, each.case_id) == (NoticeKind.SOMETHING_NEEDS_YOU, case.case_id) for each in found)
        return [names[PersonTag(each.recipient)] for each in found]

    async def seen(who: ActorClient, *, days: int) -> set[str]:
        with clock.turned(at_local(in_days(days), time(12)) - clock.now()):
            return await alarms(who)

    assert (await told(days=2), await seen(contact, days=2)) == ([], set()), "its day has not come"
    assert (await told(days=3), await told(days=3)) == (["contact_person"], [])
    assert await seen(contact, days=3) == {"safety-yours"}
    assert await seen(case.officer, days=3) == set(), "whoever leads it reads it, and is told when it is late"
    assert (await told(days=4), await told(days=9)) == (["contact_person"], []), "once more, and no more"
    for who in ("affected", "accused", "stranger", "administrator"):
        assert await seen(case.clients[who], days=4) == set(), who
    answer = await contact.get(f"{case.path}/safety")
    assert (answer.status_code, answer.json()["code"]) == (403, "compartment-not-open")

    (planned,) = (await safety(case, case.officer))["measures"]
    assert await change(case, planned, responsible_id=str(case.members["chair"].person_id)) == (204, "")
    assert await told(days=4) == ["chair"], "whoever sees to it now"
    assert await seen(contact, days=4) == set()
    (planned,) = (await safety(case, case.officer))["measures"]
    assert await change(case, planned, due_on=in_days(20).isoformat()) == (204, "")
    assert await told(days=10) == []
    (planned,) = (await safety(case, case.officer))["measures"]
    assert await change(case, planned, state="in_place") == (204, "")
    assert await told(days=21) == [], "it is in place"
