import base64
import json

import httpx
import pytest

pytestmark = pytest.mark.anyio

THINGS = "/api/v1/things"


def cursor(value: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


async def test_pages_follow_each_other_while_rows_come_and_go(with_things: httpx.AsyncClient) -> None:
    for name in "acegi":
        await with_things.post(THINGS, json={"name": name})
    first = (await with_things.get(THINGS, params={"limit": 2})).json()
    assert [item["name"] for item in first["items"]] == ["a", "c"]
    for name in "bdf":  # one before the place one has come to, two after it
        await with_things.post(THINGS, json={"name": name})
    second = (await with_things.get(THINGS, params={"limit": 100, "after": first["next"]})).json()
    assert [item["name"] for item in second["items"]] == ["d", "e", "f", "g", "i"]
    assert second["next"] is None


@pytest.mark.parametrize(
    "after",
    [
        "x",
        "!!!!",
        "åäö",
        cursor("a"),
        cursor({"a": "b"}),
        cursor([1]),
        cursor([None]),
        cursor(["\0"]),
        cursor(["\ud800"]),
        cursor([["a"]]),
        base64.urlsafe_b64encode(b"[" * 250).decode(),
        base64.urlsafe_b64encode(b"\xff\xfe").decode(),
    ],
)
async def test_a_cursor_that_this_api_never_gave_is_a_malformed_request(
    with_things: httpx.AsyncClient, after: str
) -> None:
    answer = await with_things.get(THINGS, params={"after": after})
    assert (answer.status_code, answer.json()["code"]) == (400, "malformed-request")


@pytest.mark.parametrize("query", [{"limit": 0}, {"limit": 101}, {"limit": "all"}, {"after": "a" * 401}])
async def test_a_page_has_bounds(with_things: httpx.AsyncClient, query: dict[str, str]) -> None:
    answer = await with_things.get(THINGS, params=query)
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid-input")
