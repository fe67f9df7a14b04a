"""The API describes itself, and its description is committed."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute, iter_route_contexts

from app.api import PREFIX
from app.core.problems import MEDIA_TYPE
from app.main import create_app
from app.ports.mail import RecordedMail
from scripts.openapi import SNAPSHOT, openapi_text
from tests.support.installation import settings_for

WITH_A_BODY = {"post", "put", "patch"}


@pytest.fixture
def app(tmp_path: Path) -> FastAPI:
    return create_app(settings_for(tmp_path), mail=RecordedMail())


def operations(app: FastAPI) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, item in app.openapi()["paths"].items():
        for method, operation in item.items():
            yield method, path, operation


def test_the_committed_description_is_true() -> None:
    assert SNAPSHOT.read_text(encoding="utf-8") == openapi_text(), "run `make openapi` and read the difference"


def test_every_operation_says_in_a_few_words_of_its_own_what_it_is_for(app: FastAPI) -> None:
    summaries = [(operation["summary"], operation["operationId"]) for _, _, operation in operations(app)]
    made_of_a_name = [summary for summary, name in summaries if summary == name.replace("_", " ").title()]
    assert made_of_a_name == []
    assert len(summaries) > 100
    assert [summary for summary, _ in summaries if not 8 <= len(summary) <= 100 or summary.endswith(".")] == []
    assert all(summary.isascii() for summary, _ in summaries), "in English"


def test_every_route_is_described(app: FastAPI) -> None:
    routes = [context.original_route for context in iter_route_contexts(app.routes)]
    served = [route for route in routes if isinstance(route, APIRoute)]
    assert len(served) >= 2
    hidden = [route.path for route in served if not route.include_in_schema]
    assert hidden == []
    assert len(list(operations(app))) == sum(len(route.methods or ()) for route in served)


def test_every_operation_has_a_name_of_its_own_and_a_summary(app: FastAPI) -> None:
    found = list(operations(app))
    names = [operation["operationId"] for _, _, operation in found]
    assert sorted(names) == sorted(set(names))
    assert [path for _, path, operation in found if not operation.get("summary")] == []


def test_every_route_of_the_api_says_how_it_refuses(app: FastAPI) -> None:
    silent = [
        (method, path, status)
        for method, path, operation in operations(app)
        if path.startswith(PREFIX)
        for status in ("400", "422", "503")
        if MEDIA_TYPE not in operation["responses"].get(status, {}).get("content", {})
    ]
    assert silent == []


def test_no_body_takes_keys_of_the_senders_choosing(app: FastAPI) -> None:
    """A fault in such a body would be answered with its place, and its place would be what was sent."""
    schemas = app.openapi().get("components", {}).get("schemas", {})
    open_ended = []
    for method, path, operation in operations(app):
        waiting = [content["schema"] for content in operation.get("requestBody", {}).get("content", {}).values()]
        seen: set[str] = set()
        while waiting:
            part = waiting.pop()
            if isinstance(part, list):
                waiting += part
            elif isinstance(part, dict):
                if part.get("additionalProperties") or "patternProperties" in part:
                    open_ended.append((method, path))
                name = str(part.get("$ref", "")).rpartition("/")[2]
                if name and name not in seen:
                    seen.add(name)
                    waiting.append(schemas[name])
                waiting += part.values()
    assert open_ended == []
