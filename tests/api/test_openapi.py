"""The API describes itself, and its description is committed."""

import json
import re
from collections.abc import Iterator
from typing import Any, get_args

import pytest
from fastapi import FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute, iter_route_contexts
from pydantic import TypeAdapter, ValidationError

from app.access import dependencies
from app.api import PREFIX
from app.core.problems import MEDIA_TYPE
from scripts.openapi import SNAPSHOT, openapi_text

WITH_A_BODY = {"post", "put", "patch"}


@pytest.fixture
def app(assembled: FastAPI) -> FastAPI:
    """The same for all of these: describing itself takes the application longer than anything that is asked here."""
    return assembled


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
        for status in ("400", "421", "422", "500", "503")
        if MEDIA_TYPE not in operation["responses"].get(status, {}).get("content", {})
    ]
    assert silent == []


def codes_of(operation: dict[str, Any]) -> set[str]:
    """The problems that an operation says it can answer: each stands at its status and means what it does elsewhere."""
    found = set()
    for status, answer in operation["responses"].items():
        for code, example in answer.get("content", {}).get(MEDIA_TYPE, {}).get("examples", {}).items():
            value = example["value"]
            assert (value["code"], str(value["status"]), value["type"]) == (code, status, f"urn:varna:problem:{code}")
            assert f"`{code}`: {value['title']}" in answer["description"]
            assert answer["content"][MEDIA_TYPE]["schema"] == {"$ref": "#/components/schemas/Problem"}
            found.add(code)
    return found


def called_for(dependant: Dependant) -> Iterator[object]:
    yield dependant.call
    for part in dependant.dependencies:
        yield from called_for(part)


def test_what_a_route_asks_for_it_says_how_it_misses(app: FastAPI) -> None:
    silent = []
    for context in iter_route_contexts(app.routes):
        route, path = context.original_route, str(context.path)
        if not isinstance(route, APIRoute):
            continue
        for method in route.methods or ():
            operation = app.openapi()["paths"][path][method.lower()]
            headers = {each["name"] for each in operation.get("parameters", ()) if each["in"] == "header"}
            needed = set[str]()
            if get_args(dependencies.AnyActor)[1].dependency in called_for(route.dependant):
                needed |= {"not-signed-in"}
            if "if-match" in headers:
                needed |= {"precondition-required", "version-mismatch"}
            if "idempotency-key" in headers:
                needed |= {"idempotency-key-reused"}
            if "application/json" in operation.get("requestBody", {}).get("content", {}):
                needed |= {"too-large", "unsupported-media-type"}
            missing = needed - codes_of(operation)
            if "{" in path and "404" not in operation["responses"]:
                missing.add("a 404")
            silent += [(method, path, code) for code in missing]
    assert silent == []


def test_a_routes_own_refusals_stand_beside_its_routers(app: FastAPI) -> None:
    """FastAPI lets a route's 409 take the place of its router's 409."""
    sign_off = app.openapi()["paths"][f"{PREFIX}/cases/{{case_id}}/steps/{{step_id}}/sign-off"]["post"]
    assert {"signed-already", "step-held-back", "case-closed"} <= codes_of(sign_off)
    terms = app.openapi()["paths"][f"{PREFIX}/terms"]["post"]
    assert {"invalid-input", "idempotency-key-reused"} <= codes_of(terms)


def bodies_of(app: FastAPI) -> Iterator[tuple[str, TypeAdapter[Any], dict[str, Any]]]:
    """Every body as a whole that a route takes, and that it gives when all is well."""
    for context in iter_route_contexts(app.routes):
        route = context.original_route
        if not isinstance(route, APIRoute):
            continue
        for method in route.methods or ():
            operation = app.openapi()["paths"][str(context.path)][method.lower()]
            taken, status = operation.get("requestBody", {}).get("content", {}), str(route.status_code or 200)
            for content in taken.values():
                assert route.body_field is not None
                annotation: Any = route.body_field.field_info.annotation
                yield f"{route.name} takes", TypeAdapter(annotation), content
            for content in operation["responses"][status].get("content", {}).values():
                plain = str if content.get("schema", {}).get("format") == "binary" else dict[str, Any]
                yield f"{route.name} gives", TypeAdapter(route.response_model or plain), content


def test_every_body_has_an_example_that_its_own_schema_takes(app: FastAPI) -> None:
    schemas = app.openapi()["components"]["schemas"]
    seen = 0
    for name, model, content in bodies_of(app):
        schema = schemas.get(content.get("schema", {}).get("$ref", "").rpartition("/")[2], {})
        example = content["example"] if "example" in content else schema.get("examples", [None])[0]
        assert example, f"{name} a body without an example"
        try:
            model.validate_json(json.dumps(example))
        except ValidationError as wrong:
            pytest.fail(f"{name}: {wrong.errors(include_url=False)}")
        seen += 1
    assert seen > 120


def test_nobody_in_an_example_is_real(app: FastAPI) -> None:
    """Names end as no real one does; the one number is of those kept for fiction, the one address of example.org."""
    shown = json.dumps([each.get("examples", []) for each in app.openapi()["components"]["schemas"].values()])
    assert set(re.findall(r"[A-Z][a-z]+ ([A-Z]\w+)", shown)) == {"Exempelsson"}
    assert set(re.findall(r"[\w.]+@[\w.]+", shown)) == {"kim@example.org"}
    assert set(re.findall(r"\d{3}-\d{3} \d\d \d\d", shown)) == {"070-174 06 05"}
    assert "+46" not in shown


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
