"""The affected person gets someone beside them who never investigates. ORG-03, CON-04."""

from datetime import timedelta
from typing import Any

import pytest

from app.access.rules import CaseRole
from app.core import clock
from app.core.database import Database
from app.policy.terms import ORIGINS, Category
from tests.support.actors import ActorClient, Actors
from tests.support.cases import Staffed, a_member, as_member, staffed
from tests.support.steps import all_steps, codes_of, do, done, step

pytestmark = pytest.mark.anyio

APPOINTING = {Category.PARTY: "ASP-01a", Category.MUNICIPAL: "ASM-03a", Category.INTERNAL: "KNO-03a"}
KEEPING = {Category.PARTY: "ASP-01b", Category.MUNICIPAL: "ASM-03b", Category.INTERNAL: "KNO-03b"}


async def _someone(database: Database, as_actor: Actors) -> ActorClient:
    async with database.writing() as db:
        member = await a_member(db)
    return await as_member(as_actor, member)


async def _appointed(case: Staffed, who: ActorClient) -> None:
    answer = await case.officer.put(f"{case.path}/contact-person", json={"person_id": str(who.person_id)})
    assert answer.status_code == 200, answer.text


@pytest.mark.policy("ORG-03", "ASP-01", "ASM-03", "KNO-03", "AFF-06")
@pytest.mark.parametrize("category", list(ORIGINS))
async def test_appointing_lets_them_in_and_starts_the_regular_contact(
    database: Database, as_actor: Actors, category: Category
) -> None:
    case = await staffed(database, as_actor, category=category)
    contact = await _someone(database, as_actor)
    assert (await contact.get(f"{case.path}/steps")).status_code == 404
    await _appointed(case, contact)
    assert (await step(case, case.officer, APPOINTING[category]))["state"] == "done"
    keeping = await step(case, contact, KEEPING[category])
    assert keeping["is_mine"]
    assert keeping["assignee"]["person_id"] == str(contact.person_id)
    assert keeping["due_at"] is not None
    await done(case, contact, KEEPING[category], note="We talked for an hour.")
    assert (await step(case, contact, KEEPING[category]))["occurrence"] == 2
    opened = await contact.post(f"{case.path}/compartments/support/opening")
    assert [each["text"] for each in opened.json()["items"]] == ["We talked for an hour."]
    shown = (await case.affected.get(f"{case.path}/contact-person")).json()
    assert shown["person"]["person_id"] == str(contact.person_id)


@pytest.mark.policy("ORG-03")
async def test_the_step_of_appointing_is_not_ticked_off_without_appointing(
    database: Database, as_actor: Actors
) -> None:
    case = await staffed(database, as_actor)
    tries: dict[str, dict[str, Any]] = {"completion": {}, "not-applicable": {"reason": "Nobody has the time."}}
    for action, body in tries.items():
        assert codes_of(await do(case, case.chair, "ASP-01a", action, **body)) == {"step-held-back", "own-route"}


@pytest.mark.policy("ORG-03")
@pytest.mark.parametrize("category", list(ORIGINS))
async def test_a_missing_contact_person_is_an_alarm_after_its_deadline_in_every_category(
    database: Database, as_actor: Actors, category: Category
) -> None:
    early = await staffed(database, as_actor, category=category, opened_ago=timedelta(hours=23))
    assert not (await early.officer.get(f"{early.path}/contact-person")).json()["is_missing"]
    case = await staffed(database, as_actor, category=category, opened_ago=timedelta(hours=25))
    assert (await case.officer.get(f"{case.path}/contact-person")).json()["is_missing"]
    alarms = (await case.officer.get("/api/v1/now")).json()["alarms"]
    assert [(each["kind"], each["case_id"]) for each in alarms] == [("no-contact-person", str(case.case_id))]
    # It is not the affected person's to worry about.
    assert (await case.affected.get("/api/v1/now")).json()["alarms"] == []
    await _appointed(case, await _someone(database, as_actor))
    assert (await case.officer.get("/api/v1/now")).json()["alarms"] == []


@pytest.mark.policy("ORG-03", "PRN-04")
async def test_the_affected_person_may_decline_one_and_gets_another(database: Database, as_actor: Actors) -> None:
    case = await staffed(database, as_actor)
    first, second = await _someone(database, as_actor), await _someone(database, as_actor)
    await _appointed(case, first)
    declined = await case.affected.post(f"{case.path}/contact-person/decline", json={"wants_another": True})
    assert declined.status_code == 200, declined.text
    assert declined.json()["person"] is None
    assert (await first.get(f"{case.path}/steps")).status_code == 404
    again = await step(case, case.officer, "ASP-01a")
    assert (again["occurrence"], again["state"], again["is_late"]) == (2, "open", False)
    with clock.turned(timedelta(hours=25)):
        assert (await case.officer.get(f"{case.path}/contact-person")).json()["is_missing"]
    await _appointed(case, second)
    assert (await step(case, case.officer, "ASP-01a"))["state"] == "done"
    assert (await step(case, second, "ASP-01b"))["assignee"]["person_id"] == str(second.person_id)


@pytest.mark.policy("ORG-03")
async def test_wanting_nobody_is_no_alarm_and_can_be_changed(database: Database, as_actor: Actors) -> None:
    case = await staffed(database, as_actor, opened_ago=timedelta(days=3))
    none = await case.affected.post(f"{case.path}/contact-person/decline", json={"wants_another": False})
    assert none.json()["is_declined"]
    assert (await case.officer.get("/api/v1/now")).json()["alarms"] == []
    assert (await step(case, case.officer, "ASP-01b"))["state"] == "not_applicable"
    repeated = await case.affected.post(f"{case.path}/contact-person/decline", json={"wants_another": False})
    assert codes_of(repeated) == {"no-contact-person-step"}
    contact = await _someone(database, as_actor)
    await _appointed(case, contact)
    assert (await step(case, contact, "ASP-01b"))["state"] == "open"


@pytest.mark.policy("ORG-03")
async def test_another_contact_person_takes_the_place_of_the_first(database: Database, as_actor: Actors) -> None:
    case = await staffed(database, as_actor)
    first, second = await _someone(database, as_actor), await _someone(database, as_actor)
    await _appointed(case, first)
    await _appointed(case, first)
    assert (await first.get(f"{case.path}/steps")).status_code == 200
    await _appointed(case, second)
    assert (await first.get(f"{case.path}/steps")).status_code == 404
    assert (await second.get(f"{case.path}/steps")).status_code == 200


@pytest.mark.policy("CON-01")
async def test_neither_the_accused_nor_the_affected_person_becomes_contact_person_or_investigates(
    database: Database, as_actor: Actors
) -> None:
    case = await staffed(database, as_actor, category=Category.INTERNAL)
    await _mapped(case, phase="unknown")
    officer = str(case.members["officer"].person_id)
    for who in ("accused", "affected"):
        person_id = str(case.members[who].person_id)
        answer = await case.officer.put(f"{case.path}/contact-person", json={"person_id": person_id})
        assert codes_of(answer) == {"not-eligible"}
        answer = await case.officer.put(f"{case.path}/investigators", json={"person_ids": [officer, person_id]})
        assert codes_of(answer) == {"not-eligible"}
    inside = (await case.officer.get(f"{case.path}/people")).json()["items"]
    assert not any(each["role"] in {"contact_person", "investigator"} for each in inside)


async def test_only_who_leads_the_case_appoints(database: Database, as_actor: Actors) -> None:
    case = await staffed(database, as_actor, others=[CaseRole.DECIDER])
    for who in (case.affected, case.decider):
        answer = await who.put(f"{case.path}/contact-person", json={"person_id": str(who.person_id)})
        assert answer.status_code == 403


# Internal: who investigates


async def _mapped(case: Staffed, *, phase: str) -> None:
    """On to the mapping."""
    await done(case, case.officer, "SOI-03a", with_name=False)
    await case.officer.post(f"{case.path}/acknowledgement")
    for stage in ({"stage": "assessing"}, {"stage": "triage"}, {"stage": "mapping", "phase": phase}):
        seen = (await case.officer.get(case.path)).headers["etag"]
        answer = await case.officer.put(f"{case.path}/stage", json=stage, headers={"If-Match": seen})
        assert answer.status_code == 200, answer.text


@pytest.mark.policy("SOI-03")
async def test_telling_the_chair_lets_them_in_to_the_decisions_and_not_to_the_account(
    database: Database, as_actor: Actors
) -> None:
    case = await staffed(database, as_actor, category=Category.INTERNAL)
    assert (await case.chair.get(f"{case.path}/steps")).status_code == 404
    await done(case, case.officer, "SOI-03a", with_name=False)
    held = (await case.chair.get(case.path)).json()
    assert (held["my_roles"], held["my_compartments"]) == (["accountable"], ["decisions", "media_plan"])
    assert (await step(case, case.officer, "SOI-03b"))["due_at"] is not None


@pytest.mark.policy("UNK-01", "UNK-02", "UNK-05", "KNO-01")
@pytest.mark.parametrize(
    ("phase", "appoint", "lead"), [("unknown", "UNK-01", "UNK-02a"), ("known", "KNO-01a", "KNO-01b")]
)
async def test_the_mapping_brings_its_plan_and_a_group_of_two_or_three_with_the_officer(
    database: Database, as_actor: Actors, phase: str, appoint: str, lead: str
) -> None:
    case = await staffed(database, as_actor, category=Category.INTERNAL)
    await _mapped(case, phase=phase)
    assert (await step(case, case.officer, appoint))["due_at"] is not None
    assert (await step(case, case.officer, lead))["state"] == "waits_for_steps"
    others = [await _someone(database, as_actor) for _ in range(3)]
    officer, ids = str(case.members["officer"].person_id), [str(each.person_id) for each in others]
    for wrong in ([officer], [officer, *ids], ids[:2]):
        refused = await case.officer.put(f"{case.path}/investigators", json={"person_ids": wrong})
        assert codes_of(refused) == {"wrong-group-size", "group-size"}
    answer = await case.officer.put(f"{case.path}/investigators", json={"person_ids": [officer, ids[0]]})
    assert answer.status_code == 204, answer.text
    assert (await step(case, case.officer, appoint))["state"] == "done"
    appointed = await others[0].put(f"{case.path}/mapping/lead", json={"person_id": ids[0]})
    assert appointed.status_code == 200, appointed.text
    assert (await step(case, others[0], lead))["state"] == "done"
    for who in (case.members["officer"].person_id, ids[0]):
        left = (await case.officer.get(f"{case.path}/people")).json()["items"]
        grant = next(
            each["id"] for each in left if each["role"] == "investigator" and each["person"]["person_id"] == str(who)
        )
        refused = await case.officer.post(f"{case.path}/people/{grant}/end")
        assert codes_of(refused) == {"group-too-small"}, "neither below two nor without the officer"


@pytest.mark.policy("CON-04", "UNK-05")
async def test_the_contact_person_neither_investigates_nor_sees_the_investigation(
    database: Database, as_actor: Actors
) -> None:
    case = await staffed(database, as_actor, category=Category.INTERNAL)
    contact = await _someone(database, as_actor)
    await _appointed(case, contact)
    await _mapped(case, phase="unknown")
    wanted = [str(case.members["officer"].person_id), str(contact.person_id)]
    refused = await case.officer.put(f"{case.path}/investigators", json={"person_ids": wanted})
    assert codes_of(refused) == {"contact-person-investigates"}
    seen = {each["code"] for each in await all_steps(case, contact)}
    assert not seen & {"UNK-02a", "UNK-02d", "UNK-03", "UNK-05", "KNO-12"}
    assert not any(
        each["condition"] in {"probable_person", "person_established"}
        for each in (await contact.get(f"{case.path}/facts")).json()["items"]
    )
    path = f"{case.path}/steps/{(await step(case, case.officer, 'UNK-02a'))['id']}"
    assert (await contact.get(path)).status_code == 404
    hidden = await contact.post(f"{path}/completion", json={}, headers={"If-Match": '"1"'})
    assert hidden.status_code == 404
    assigned = await do(case, case.officer, "UNK-02a", "assignment", person_id=str(contact.person_id))
    assert codes_of(assigned) == {"step-not-for-them"}


@pytest.mark.policy("CON-04")
async def test_one_who_investigates_does_not_become_contact_person(database: Database, as_actor: Actors) -> None:
    case = await staffed(database, as_actor, category=Category.INTERNAL, others=[CaseRole.INVESTIGATOR])
    person_id = str(case.members["investigator"].person_id)
    refused = await case.officer.put(f"{case.path}/contact-person", json={"person_id": person_id})
    assert codes_of(refused) == {"contact-person-investigates"}


@pytest.mark.policy("UNK-05")
async def test_the_affected_person_does_not_see_how_far_the_suspicions_have_come(
    database: Database, as_actor: Actors
) -> None:
    case = await staffed(database, as_actor, category=Category.INTERNAL)
    await _mapped(case, phase="known")
    seen = {each["code"] for each in await all_steps(case, case.affected)}
    assert "KNO-02" in seen
    assert not seen & {"KNO-01b", "KNO-01d", "KNO-01f", "KNO-10d"}
