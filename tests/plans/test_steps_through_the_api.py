"""What people do with steps, through the API, on both databases."""

from datetime import timedelta
from typing import Any

import pytest

from app.access.rules import CaseRole
from app.core import clock
from app.core.database import Database
from app.policy.terms import Category
from tests.support.actors import Actors
from tests.support.cases import staffed
from tests.support.own_policy import PolicyOf
from tests.support.steps import all_steps, codes_of, do, done, step

pytestmark = pytest.mark.anyio

DECIDED = "      compartment: decisions\n      delegable: true\n"


@pytest.mark.policy("SOP-02", "SOP-03", "ASP-01", "AFF-02")
async def test_a_new_case_has_every_step_of_its_category_with_words_in_both_languages(
    database: Database, as_actor: Actors
) -> None:
    case = await staffed(database, as_actor)
    answer = await case.officer.get(f"{case.path}/steps")
    groups = answer.json()["groups"]
    assert groups[0]["owner"] == "affected"
    codes = {each["code"] for group in groups for each in group["steps"]}
    assert {"AFF-01", "SOP-01", "SOP-02a", "SOP-05b", "ASP-01a", "ASP-08b"} <= codes
    assert not any(code.startswith(("SOM", "SOI", "KNO", "UNK")) for code in codes)
    assert all(each["title"]["sv"] and each["title"]["en"] for group in groups for each in group["steps"])


@pytest.mark.policy("SOP-01", "SOM-01", "SOI-01")
@pytest.mark.parametrize(
    ("category", "code"),
    [(Category.PARTY, "SOP-01"), (Category.MUNICIPAL, "SOM-01"), (Category.INTERNAL, "SOI-01")],
)
async def test_the_officer_listens_first_and_what_was_said_is_kept_sealed(
    database: Database, as_actor: Actors, category: Category, code: str
) -> None:
    case = await staffed(database, as_actor, category=category)
    found = await step(case, case.officer, code)
    assert (found["kind"], found["state"], found["is_mine"]) == ("mandatory", "open", True)
    unexplained = await do(case, case.officer, code, "not-applicable")
    assert codes_of(unexplained) == {"invalid-input", "missing"}
    finished = await done(case, case.officer, code, note="They want somebody along on the way home.")
    opened = await case.officer.post(f"{case.path}/compartments/support/opening")
    texts = {each["id"]: each["text"] for each in opened.json()["items"]}
    assert texts[finished["note_text_id"]] == "They want somebody along on the way home."


@pytest.mark.policy("ASP-04", "ASM-05")
@pytest.mark.parametrize(("category", "code"), [(Category.PARTY, "ASP-04"), (Category.MUNICIPAL, "ASM-05")])
async def test_support_in_court_is_asked_for_by_a_report_that_goes_there_and_by_nothing_else(
    database: Database, as_actor: Actors, category: Category, code: str
) -> None:
    case = await staffed(database, as_actor, category=category)
    waiting = await step(case, case.officer, code)
    assert (waiting["state"], waiting["condition"]) == ("waits_for_answer", "goes_to_court")
    for is_true, state in ((False, "does_not_apply"), (True, "open")):
        answer = await case.officer.put(f"{case.path}/facts/goes_to_court", json={"is_true": is_true})
        assert answer.status_code == 200, answer.text
        assert (await step(case, case.officer, code))["state"] == state


@pytest.mark.policy("ORG-01")
async def test_handing_a_step_on_moves_who_does_it_and_never_who_is_accountable(
    database: Database, as_actor: Actors
) -> None:
    case = await staffed(database, as_actor, others=[CaseRole.DECIDER])
    before = await step(case, case.officer, "SOP-02a")
    answer = await do(case, case.officer, "SOP-02a", "delegation", person_id=str(case.members["decider"].person_id))
    assert answer.status_code == 200, answer.text
    after = answer.json()
    assert after["assignee"]["person_id"] == str(case.members["decider"].person_id)
    assert after["accountable"] == before["accountable"]
    assert after["accountable"][0]["person_id"] == str(case.members["chair"].person_id)
    assert "complete" in (await step(case, case.decider, "SOP-02a"))["my_actions"]


@pytest.mark.policy("ASP-08", "ASM-02")
async def test_what_is_the_associations_work_is_never_given_to_the_affected_person(
    database: Database, as_actor: Actors
) -> None:
    case = await staffed(database, as_actor)
    answer = await do(case, case.chair, "ASP-08a", "delegation", person_id=str(case.members["affected"].person_id))
    assert codes_of(answer) == {"step-not-for-them"}


@pytest.mark.parametrize("who", ["stranger", "accused"])
async def test_a_step_cannot_be_given_to_someone_outside_the_case(
    database: Database, as_actor: Actors, who: str
) -> None:
    case = await staffed(database, as_actor)
    for action, code in (("assignment", "SOP-01"), ("delegation", "SOP-02a")):
        answer = await do(case, case.officer, code, action, person_id=str(case.members[who].person_id))
        assert codes_of(answer) == {"step-not-for-them"}


async def test_a_change_needs_the_version_that_was_seen(database: Database, as_actor: Actors) -> None:
    case = await staffed(database, as_actor)
    found = await step(case, case.officer, "SOP-01")
    path = f"{case.path}/steps/{found['id']}/completion"
    assert (await case.officer.post(path, json={})).status_code == 428
    assert (await case.officer.post(path, json={}, headers={"If-Match": '"7"'})).status_code == 412
    assert (await case.officer.post(path, json={}, headers={"If-Match": '"1"'})).status_code == 200
    assert (await case.officer.post(path, json={}, headers={"If-Match": '"1"'})).status_code == 412


@pytest.mark.policy("ORG-01", "PRN-03")
async def test_not_applicable_needs_a_reason_and_the_reason_is_sealed(database: Database, as_actor: Actors) -> None:
    case = await staffed(database, as_actor)
    refused = await do(case, case.chair, "ASP-08b", "not-applicable", reason="")
    assert codes_of(refused) == {"invalid-input", "missing"}
    answer = await do(case, case.chair, "ASP-08b", "not-applicable", reason="Nothing beyond is wanted.")
    assert answer.json()["state"] == "not_applicable"
    opened = await case.officer.post(f"{case.path}/compartments/support/opening")
    assert "Nothing beyond is wanted." in [each["text"] for each in opened.json()["items"]]


@pytest.mark.policy("SOP-03")
async def test_a_step_waits_for_the_one_before_it(database: Database, as_actor: Actors) -> None:
    case = await staffed(database, as_actor)
    held_back = await do(case, case.officer, "SOP-03b", "assessment", is_yes=False, reason="Not needed.")
    assert held_back.status_code == 409
    assert held_back.json()["errors"] == [{"field": "SOP-03a", "code": "waits-for-steps"}]
    first, held = [await step(case, case.officer, code) for code in ("SOP-03a", "SOP-03b")]
    assert held["waits_for"] == [{"code": "SOP-03a", "title": first["title"], "step_id": first["id"]}]
    await done(case, case.officer, "SOP-03a", with_name=False)
    assert (await step(case, case.officer, "SOP-03b"))["state"] == "open"
    answer = await do(case, case.officer, "SOP-03b", "assessment", is_yes=False, reason="Not needed.")
    assert answer.json()["assessed"] is False


@pytest.mark.policy("SOP-04")
async def test_a_yes_to_telling_needs_consent_and_a_no_does_not(database: Database, as_actor: Actors) -> None:
    case = await staffed(database, as_actor)
    yes: dict[str, Any] = {"is_yes": True, "reason": "They can help.", "with_name": True}
    refused = await do(case, case.officer, "SOP-04", "assessment", **yes)
    assert codes_of(refused) == {"consent-missing"}
    assert (await case.officer.get(f"{case.path}/disclosures")).json()["items"] == []
    given = {"question": "tell_municipality", "is_given": True}
    assert (await case.affected.post(f"{case.path}/consents", json=given)).status_code == 201
    assert (await do(case, case.officer, "SOP-04", "assessment", **yes)).status_code == 200
    told = (await case.affected.get(f"{case.path}/disclosures")).json()["items"]
    assert [(each["recipient"], each["with_name"]) for each in told] == [("municipal_security_officer", True)]

    other = await staffed(database, as_actor)
    no = await do(other, other.officer, "SOP-04", "assessment", is_yes=False, reason="They ask us not to.")
    assert no.status_code == 200
    assert (await other.officer.get(f"{other.path}/disclosures")).json()["items"] == []


@pytest.mark.policy("SOM-04", "ASM-08")
async def test_telling_the_council_group_waits_for_consent_and_is_in_the_ledger_once_done(
    database: Database, as_actor: Actors
) -> None:
    case = await staffed(database, as_actor, category=Category.MUNICIPAL)
    assert (await step(case, case.chair, "ASM-08a"))["state"] == "waits_for_consent"
    refused = await do(case, case.chair, "ASM-08a", "completion", with_name=False)
    assert codes_of(refused) == {"consent-missing"}
    await case.affected.post(f"{case.path}/consents", json={"question": "tell_council_group", "is_given": False})
    refused_now = await step(case, case.chair, "ASM-08a")
    assert refused_now["state"] == "consent_refused"
    asked = (await case.officer.get(f"{case.path}/consents")).json()["items"]
    assert refused_now["consent"] in [{"id": each["question"], "text": each["text"]} for each in asked]
    assert (await do(case, case.chair, "ASM-08a", "completion", with_name=False)).status_code == 409
    await case.affected.post(f"{case.path}/consents", json={"question": "tell_council_group", "is_given": True})
    await done(case, case.chair, "ASM-08a", with_name=False, note="What they agreed to.")
    told = (await case.affected.get(f"{case.path}/disclosures")).json()["items"]
    assert [each["recipient"] for each in told] == ["council_group"]


@pytest.mark.policy("SOI-04")
async def test_the_federation_is_told_without_the_name_until_the_affected_person_agrees(
    database: Database, as_actor: Actors
) -> None:
    case = await staffed(database, as_actor, category=Category.INTERNAL)
    missing = await do(case, case.officer, "SOI-04a", "completion")
    assert codes_of(missing) == {"invalid-input", "missing"}
    named = await do(case, case.officer, "SOI-04a", "completion", with_name=True)
    assert codes_of(named) == {"consent-missing", "name-not-agreed"}
    assert (await step(case, case.officer, "SOI-04a"))["state"] == "open"
    await done(case, case.officer, "SOI-04a", with_name=False)


@pytest.mark.policy("SOI-04")
async def test_the_national_organisation_is_never_told_the_name(database: Database, as_actor: Actors) -> None:
    case = await staffed(database, as_actor, category=Category.INTERNAL)
    await done(case, case.officer, "SOI-04a", with_name=False)
    yes: dict[str, Any] = {"is_yes": True, "reason": "It happens elsewhere too."}
    assert "name-never-said" in codes_of(await do(case, case.officer, "SOI-04b", "assessment", **yes, with_name=True))
    assert (await do(case, case.officer, "SOI-04b", "assessment", **yes, with_name=False)).status_code == 200


@pytest.mark.policy("SOP-02")
async def test_a_conditional_step_waits_for_its_answer(database: Database, as_actor: Actors) -> None:
    case = await staffed(database, as_actor)
    assert (await step(case, case.officer, "SOP-02b"))["state"] == "waits_for_answer"
    facts = (await case.officer.get(f"{case.path}/facts")).json()["items"]
    assert any(each["condition"] == "committee_concerned" and each["is_true"] is None for each in facts)
    no = await case.officer.put(f"{case.path}/facts/committee_concerned", json={"is_true": False})
    assert no.status_code == 200, no.text
    assert (await step(case, case.officer, "SOP-02b"))["state"] == "does_not_apply"
    assert codes_of(await do(case, case.officer, "SOP-02b", "completion", with_name=False)) == {
        "step-held-back",
        "does-not-apply",
    }
    await case.officer.put(f"{case.path}/facts/committee_concerned", json={"is_true": True})
    await done(case, case.officer, "SOP-02b", with_name=False)


@pytest.mark.one_database
async def test_a_step_that_takes_two_sides_is_done_when_both_have_approved_and_not_before(
    database: Database, as_actor: Actors, policy_with: PolicyOf
) -> None:
    """The standard policy has none but the media plan, which is signed where its text is; another policy can."""
    policy_with({"      compartment: media_plan\n      delegable: true\n      act: agree_media_plan\n": DECIDED})
    case = await staffed(database, as_actor)
    assert codes_of(await do(case, case.chair, "ASP-05", "completion")) == {"step-held-back", "needs-signatures"}
    first = await do(case, case.chair, "ASP-05", "sign-off", note="The chair answers the press.")
    assert first.json()["state"] == "open"
    assert codes_of(await do(case, case.chair, "ASP-05", "sign-off")) == {"signed-already"}
    assert (await do(case, case.officer, "ASP-05", "sign-off")).status_code == 403
    second = await do(case, case.affected, "ASP-05", "sign-off")
    assert second.json()["state"] == "done"
    reopened = await do(case, case.chair, "ASP-05", "reopening", reason="They changed their mind.")
    assert [side["signed_at"] for side in reopened.json()["sides"]] == [None, None]


@pytest.mark.policy("ASP-03", "ASM-04")
async def test_a_recurring_step_comes_back_a_week_after_it_was_done(database: Database, as_actor: Actors) -> None:
    case = await staffed(database, as_actor)
    first = await done(case, case.chair, "ASP-03")
    again = await step(case, case.chair, "ASP-03")
    assert (again["occurrence"], again["state"]) == (2, "open")
    assert again["due_at"] > first["finished_at"]
    reopened = await case.chair.post(
        f"{case.path}/steps/{first['id']}/reopening",
        json={"reason": "By mistake."},
        headers={"If-Match": f'"{first["version"]}"'},
    )
    assert codes_of(reopened) == {"step-held-back", "has-returned"}
    aside = await do(case, case.chair, "ASP-03", "not-applicable", reason="They want quiet for now.")
    assert aside.status_code == 200
    assert (await step(case, case.chair, "ASP-03"))["occurrence"] == 2


@pytest.mark.policy("SOP-05", "ASP-08")
async def test_safety_is_looked_over_before_each_event(database: Database, as_actor: Actors) -> None:
    case = await staffed(database, as_actor)
    event = clock.now() + timedelta(days=20)
    answer = await case.officer.post(f"{case.path}/events", json={"happens_at": event.isoformat()})
    assert answer.status_code == 204, answer.text
    looked_over = await step(case, case.officer, "SOP-05c")
    assert (looked_over["occurrence"], looked_over["state"]) == (1, "waits_for_steps")
    assert looked_over["due_at"][:10] == (event - timedelta(days=3)).date().isoformat()
    assert [each["occurrence"] for each in await all_steps(case, case.officer) if each["code"] == "ASP-08a"] == [1, 2]
    await done(case, case.officer, "SOP-05a")
    await done(case, case.officer, "SOP-05c")
    later = event + timedelta(days=30)
    await case.officer.post(f"{case.path}/events", json={"happens_at": later.isoformat()})
    assert (await step(case, case.officer, "SOP-05c"))["occurrence"] == 2


@pytest.mark.policy("PRN-04", "AFF-01", "AFF-04", "AFF-05")
async def test_the_affected_persons_steps_are_offers_and_never_late(database: Database, as_actor: Actors) -> None:
    case = await staffed(database, as_actor, opened_ago=timedelta(days=400))
    theirs = [each for each in await all_steps(case, case.affected) if each["owner"] == "affected"]
    assert theirs
    assert all(each["state"] == "offered" and not each["is_late"] and each["due_at"] is None for each in theirs)
    # Nor do they need to say why they leave one.
    assert (await do(case, case.affected, "AFF-01", "not-applicable")).status_code == 200
    assert (await do(case, case.affected, "AFF-04", "assessment", is_yes=False)).status_code == 200
    assert codes_of(
        await do(case, case.officer, "AFF-05", "assignment", person_id=str(case.members["affected"].person_id))
    ) == {"step-held-back", "is-an-offer"}


@pytest.mark.policy("PRN-04")
async def test_the_affected_person_does_nobody_elses_step(database: Database, as_actor: Actors) -> None:
    case = await staffed(database, as_actor)
    for code in ("SOP-01", "ASP-03", "ASP-01a"):
        assert (await do(case, case.affected, code, "completion")).status_code == 403


@pytest.mark.policy("CON-01", "ORG-04")
@pytest.mark.parametrize("who", ["stranger", "administrator", "accused"])
async def test_whoever_does_not_hold_the_case_gets_what_a_stranger_gets(
    database: Database, as_actor: Actors, who: str
) -> None:
    case = await staffed(database, as_actor)
    wrong = case.clients[who]
    found = await step(case, case.officer, "SOP-01")
    if_match = {"If-Match": '"1"'}
    answers = [
        await wrong.get(f"{case.path}/steps"),
        await wrong.get(f"{case.path}/steps/{found['id']}"),
        await wrong.get(f"{case.path}/progress"),
        await wrong.get(f"{case.path}/facts"),
        await wrong.get(f"{case.path}/contact-person"),
        await wrong.post(f"{case.path}/steps/{found['id']}/completion", json={}, headers=if_match),
        await wrong.put(f"{case.path}/contact-person", json={"person_id": str(wrong.person_id)}),
        await wrong.put(f"{case.path}/facts/committee_concerned", json={"is_true": True}),
    ]
    assert [answer.status_code for answer in answers] == [404] * len(answers)
    now = (await wrong.get("/api/v1/now")).json()
    assert now == {"to_acknowledge": [], "late": [], "due_today": [], "coming": [], "alarms": [], "cases": []}


async def test_a_step_is_not_found_through_another_case(database: Database, as_actor: Actors) -> None:
    mine, theirs = await staffed(database, as_actor), await staffed(database, as_actor)
    found = await step(theirs, theirs.officer, "SOP-01")
    assert (await mine.officer.get(f"{mine.path}/steps/{found['id']}")).status_code == 404


@pytest.mark.policy("KNO-09")
async def test_what_follows_from_a_vote_or_a_conclusion_is_not_answered_by_hand(
    database: Database, as_actor: Actors
) -> None:
    case = await staffed(database, as_actor, category=Category.INTERNAL)
    for condition in ("confidence_denied", "severe", "not_severe", "no_confidence_before", "probable_person"):
        answer = await case.officer.put(f"{case.path}/facts/{condition}", json={"is_true": True})
        assert codes_of(answer) == {"fact-follows"}
    unknown = await case.officer.put(f"{case.path}/facts/committee_concerned", json={"is_true": True})
    assert codes_of(unknown) == {"unknown-fact", "unknown"}
