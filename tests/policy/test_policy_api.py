import pytest

from app.access.rules import Scope
from app.policy.loader import available, current
from app.policy.terms import ORIGINS, Plan
from tests.support.actors import Actors
from tests.support.http import API, refusal

pytestmark = pytest.mark.anyio

POLICIES = f"{API}/policies"
ROUTES = ["", "/current", "/standard/1"]


async def test_everyone_with_an_account_reads_the_policy_in_force(as_actor: Actors) -> None:
    nobody_special = await as_actor()
    found = (await nobody_special.get(f"{POLICIES}/current")).json()
    policy = current("standard")
    assert (found["name"], found["version"]) == ("standard", policy.version)
    assert [each["id"] for each in found["sections"]] == [each.id for each in policy.sections]
    assert {each["category"] for each in found["categories"]} == {each.value for each in ORIGINS}
    assert {each["plan"] for each in found["plans"]} == {each.value for each in Plan}


async def test_every_step_comes_with_its_words_its_reference_and_its_time(as_actor: Actors) -> None:
    found = (await (await as_actor()).get(f"{POLICIES}/current")).json()
    by_id = {step["id"]: step for plan in found["plans"] for step in plan["steps"]}
    for _, step in current("standard").all_steps():
        read = by_id[step.id]
        assert read["title"] == {"sv": step.title.sv, "en": step.title.en}
        assert read["refs"] == list(step.refs)
        within = step.due.within.total_seconds() / 60 if step.due else None
        assert (read["due"] or {}).get("within_minutes") == within
        assert (read["question"] is None) is (step.condition is None)


async def test_each_published_version_can_be_read(as_actor: Actors) -> None:
    reader = await as_actor()
    listed = (await reader.get(POLICIES)).json()["items"]
    assert [(each["name"], each["version"]) for each in listed] == [(ref.name, ref.version) for ref in available()]
    for each in listed:
        found = await reader.get(f"{POLICIES}/{each['name']}/{each['version']}")
        assert (found.json()["name"], found.json()["version"]) == (each["name"], each["version"])


@pytest.mark.parametrize("path", ["/standard/999", "/nowhere/1", "/..%2Fstandard/1"])
async def test_a_policy_that_was_never_published_is_not_there(as_actor: Actors, path: str) -> None:
    answer = await (await as_actor()).get(POLICIES + path)
    assert answer.status_code == 404


async def test_an_unknown_version_says_that_it_is_unknown(as_actor: Actors) -> None:
    answer = await (await as_actor()).get(f"{POLICIES}/standard/999")
    assert refusal(answer)[:2] == (404, "policy-unknown")


@pytest.mark.parametrize("path", ROUTES)
async def test_another_system_needs_the_scope_and_a_stranger_an_account(as_actor: Actors, path: str) -> None:
    assert (await as_actor.system(Scope.POLICY_READ).get(POLICIES + path)).status_code == 200
    assert (await as_actor.system(Scope.PEOPLE_READ).get(POLICIES + path)).status_code == 403
    assert (await as_actor.anonymous().get(POLICIES + path)).status_code == 401
