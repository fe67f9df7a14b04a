"""Walking over every route: what each tells somebody, byte for byte, and what the database was asked for it.

Asked straight of the application: a walk is thousands of requests, and an HTTP client costs more than our answer.
"""

import re
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from fastapi import FastAPI
from fastapi.routing import APIRoute, iter_route_contexts

from tests.support.actors import HEADER, ActorClient
from tests.support.statements import asked_of_the_database

BODY_THAT_FITS_NO_ROUTE = "with a body that fits no route"
_JSON = (b"content-type", b"application/json")

WAYS_TO_ASK: dict[str, tuple[bytes, list[tuple[bytes, bytes]]]] = {
    BODY_THAT_FITS_NO_ROUTE: (b"{}", [_JSON, (b"if-match", b'"1"')]),
    "with nothing": (b"", []),
    "with what is no JSON": (b"{", [_JSON, (b"if-match", b'"1"')]),
    "as if it were known": (b"{}", [_JSON, (b"if-none-match", b'"1"'), (b"idempotency-key", b"asked-before")]),
}
"""Whoever may not know is not even told what a request lacks: access is asked before the body is looked at."""


@dataclass(frozen=True)
class Told:
    """All that somebody outside gets of an answer, and what it was made of."""

    status: int
    headers: list[tuple[bytes, bytes]]
    content: bytes
    asked: list[str]


async def ask(app: FastAPI, client: ActorClient, method: str, path: str, *, way: str = BODY_THAT_FITS_NO_ROUTE) -> Told:
    body, headers = WAYS_TO_ASK[way]
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "root_path": "",
        "headers": [
            (b"host", b"127.0.0.1:8000"),
            (HEADER.lower().encode(), client.headers[HEADER].encode()),
            (b"content-length", str(len(body)).encode()),
            *headers,
        ],
        "server": ("127.0.0.1", 8000),
        "client": ("127.0.0.1", 123),
    }
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: Any) -> None:
        sent.append(message)

    with asked_of_the_database() as asked:
        await app(scope, receive, send)
    start, *parts = sent
    return Told(start["status"], start["headers"], b"".join(part.get("body", b"") for part in parts), asked)


def routes(app: FastAPI) -> list[tuple[str, str]]:
    """Every route's method and path."""
    found = [
        (method, str(context.path))
        for context in iter_route_contexts(app.routes)
        if isinstance(context.original_route, APIRoute)
        for method in sorted(context.methods or ())
    ]
    assert len(found) > 40, "the walk over the routes finds too few of them"
    return found


def lists(app: FastAPI) -> list[str]:
    """What can be read without naming one thing."""
    return [path for method, path in routes(app) if method == "GET" and "{" not in path]


def filled(path: str, *, case_id: object = None, vote_id: object = None) -> str:
    for name, value in (
        ("case_id", case_id),
        ("vote_id", vote_id),
        ("compartment", "submission"),
        ("letter", "notice"),
    ):
        path = path.replace(f"{{{name}}}", str(value) if value else f"{{{name}}}")
    return re.sub(r"{[a-z_]+}", str(uuid4()), path)


def assert_the_same(there: Told, nowhere: Told, *, why: str) -> None:
    """Nothing tells the two apart, and no time does: the same questions were asked, and none that queues."""
    assert there.status == nowhere.status, why
    assert there.content == nowhere.content, why
    assert there.headers == nowhere.headers, why
    assert there.asked == nowhere.asked, why
    locking = [statement for statement in there.asked if "FOR UPDATE" in statement]
    assert locking == [], f"{why}, for it queues behind whoever is at work on it"


async def assert_there_is_as_nowhere(
    app: FastAPI, client: ActorClient, method: str, *, there: str, nowhere: str, way: str, who: str
) -> None:
    why = f"{method} {there} {way} tells {who} the two apart"
    found = await ask(app, client, method, there, way=way)
    if way == BODY_THAT_FITS_NO_ROUTE:
        assert found.status in {401, 404}, f"{method} {there} answers {found.status} to {who}"
    assert_the_same(found, await ask(app, client, method, nowhere, way=way), why=why)
