"""What is refused is refused as a problem, and nothing that was sent comes back."""

import json

import httpx
import pytest

pytestmark = pytest.mark.anyio

ECHO = "/api/v1/things/echo"
CANARY = "svårfångad-kanariefågel"


def assert_is_a_problem(answer: httpx.Response, *, status: int, code: str) -> None:
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    body = answer.json()
    assert (body["status"], body["code"], body["type"]) == (status, code, f"urn:varna:problem:{code}")
    assert body["title"]
    assert CANARY not in answer.text


async def test_a_fault_names_its_field_and_never_repeats_what_was_sent(bare: httpx.AsyncClient) -> None:
    answer = await bare.post(ECHO, json={"name": f"{CANARY}\n{CANARY}", "note": {"deep": CANARY}})
    assert_is_a_problem(answer, status=422, code="invalid-input")
    assert answer.json()["errors"] == [
        {"field": "body.name", "code": "string-pattern-mismatch"},
        {"field": "body.note", "code": "string-type"},
    ]


async def test_an_unknown_key_is_refused_without_being_named(bare: httpx.AsyncClient) -> None:
    answer = await bare.post(ECHO, json={"name": "a", CANARY: "b"})
    assert_is_a_problem(answer, status=422, code="invalid-input")
    assert answer.json()["errors"] == [{"field": "body", "code": "extra-forbidden"}]


@pytest.mark.parametrize(
    "body",
    [
        b'{"name": "svarfangad',
        b"\xff\xfe\x00",
        b"[" * 100_000,
        b'{"name": ' + b"9" * 5_000 + b"}",
        b'{"name": "a" "b"}',
    ],
    ids=["cut off", "no UTF-8", "nested too deep", "an endless number", "no comma"],
)
async def test_garbage_is_a_malformed_request(bare: httpx.AsyncClient, body: bytes) -> None:
    answer = await bare.post(ECHO, content=body, headers={"content-type": "application/json"})
    assert_is_a_problem(answer, status=400, code="malformed-request")


@pytest.mark.parametrize("content_type", ["text/plain", "application/xml", None])
async def test_a_body_that_is_not_said_to_be_json_is_an_unsupported_media_type(
    bare: httpx.AsyncClient, content_type: str | None
) -> None:
    headers = {"content-type": content_type} if content_type else {}
    answer = await bare.post(ECHO, content=json.dumps({"name": CANARY}).encode(), headers=headers)
    assert_is_a_problem(answer, status=415, code="unsupported-media-type")


async def test_a_missing_body_is_invalid_input(bare: httpx.AsyncClient) -> None:
    assert_is_a_problem(await bare.post(ECHO), status=422, code="invalid-input")


async def test_another_method_is_told_which_are_taken(bare: httpx.AsyncClient) -> None:
    answer = await bare.request("PATCH", f"/api/v1/things/{CANARY}")
    assert_is_a_problem(answer, status=405, code="method-not-allowed")
    assert answer.headers["allow"]


async def test_a_body_too_large_by_its_own_word_is_a_problem(bare: httpx.AsyncClient) -> None:
    answer = await bare.post(ECHO, json={"name": CANARY, "note": "x" * 300_000})
    assert_is_a_problem(answer, status=413, code="too-large")


async def test_a_body_that_turns_out_too_large_is_a_problem(bare: httpx.AsyncClient) -> None:
    async def endless() -> object:
        yield b'{"name": "'
        for _ in range(40):
            yield b"x" * 10_000

    answer = await bare.post(ECHO, content=endless(), headers={"content-type": "application/json"})  # type: ignore[arg-type]  # an async iterator of bytes
    assert_is_a_problem(answer, status=413, code="too-large")


@pytest.mark.parametrize("name", ["a\0b", "a\ud800b", "a\x1bb", "\udfff"])
async def test_characters_that_cannot_be_kept_are_invalid_input(bare: httpx.AsyncClient, name: str) -> None:
    for sent in ({"name": name}, {"name": "a", "note": name}):
        body = json.dumps(sent).encode()  # escapes lone surrogates, as a hostile sender does
        answer = await bare.post(ECHO, content=body, headers={"content-type": "application/json"})
        assert_is_a_problem(answer, status=422, code="invalid-input")


async def test_an_unknown_key_with_a_lone_surrogate_is_invalid_input(bare: httpx.AsyncClient) -> None:
    body = json.dumps({"name": "a", "\ud800": "b"}).encode()
    answer = await bare.post(ECHO, content=body, headers={"content-type": "application/json"})
    assert_is_a_problem(answer, status=422, code="invalid-input")


async def test_an_unexpected_fault_says_nothing_of_itself(bare: httpx.AsyncClient) -> None:
    answer = await bare.post(f"/api/v1/things/broken/{CANARY}", json={"name": CANARY})
    assert_is_a_problem(answer, status=500, code="unexpected")


@pytest.mark.parametrize(("status", "code"), [(401, "not-signed-in"), (403, "forbidden"), (502, "unexpected")])
async def test_a_status_that_the_framework_raises_keeps_its_meaning(
    bare: httpx.AsyncClient, status: int, code: str
) -> None:
    answer = await bare.get(f"/api/v1/things/raised/{status}/{CANARY}")
    assert answer.json()["code"] == code
    assert CANARY not in answer.text
