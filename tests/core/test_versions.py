import anyio
import httpx
import pytest

pytestmark = pytest.mark.anyio

THINGS = "/api/v1/things"


@pytest.fixture
async def thing(with_things: httpx.AsyncClient) -> str:
    made = (await with_things.post(THINGS, json={"name": "first"})).json()
    return f"{THINGS}/{made['id']}"


async def test_who_changes_a_thing_says_which_version_they_saw(with_things: httpx.AsyncClient, thing: str) -> None:
    seen = (await with_things.get(thing)).headers["etag"]
    assert (await with_things.put(thing, json={"name": "second"}, headers={"If-Match": seen})).status_code == 200
    late = await with_things.put(thing, json={"name": "third"}, headers={"If-Match": seen})
    assert (late.status_code, late.json()["code"]) == (412, "version-mismatch")
    blind = await with_things.put(thing, json={"name": "third"})
    assert (blind.status_code, blind.json()["code"]) == (428, "precondition-required")
    now = await with_things.get(thing)
    assert (now.json()["name"], now.headers["etag"]) == ("second", '"2"')


async def test_of_ten_who_saw_the_same_version_one_changes_it(with_things: httpx.AsyncClient, thing: str) -> None:
    seen = (await with_things.get(thing)).headers["etag"]
    statuses = []

    async def change(name: str) -> None:
        answer = await with_things.put(thing, json={"name": name}, headers={"If-Match": seen})
        statuses.append(answer.status_code)

    async with anyio.create_task_group() as tasks:
        for number in range(10):
            tasks.start_soon(change, f"by {number}")
    assert sorted(statuses) == [200] + [412] * 9
    assert (await with_things.get(thing)).headers["etag"] == '"2"'
