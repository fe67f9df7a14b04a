"""Every refusal as `application/problem+json` (RFC 9457) with a stable `code`; nothing that was sent comes back."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, Self

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from app.core.errors import (
    DomainError,
    Forbidden,
    InvalidInput,
    MalformedRequest,
    NotFound,
    NotSignedIn,
    TooLarge,
    Unexpected,
    WrongHost,
)

MEDIA_TYPE = "application/problem+json"

PROBLEM_NAME = "Problem"
PROBLEM_SCHEMA: dict[str, Any] = {
    "type": "object",
    "title": "Problem",
    "required": ["type", "title", "status", "code"],
    "properties": {
        "type": {"type": "string", "description": "`urn:varna:problem:` and the code"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "code": {"type": "string", "description": "stable; rely on this"},
        "detail": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["field", "code"],
                "properties": {"field": {"type": "string"}, "code": {"type": "string"}},
            },
        },
    },
}


def problem(error: DomainError) -> Response:
    body: dict[str, Any] = {
        "type": f"urn:varna:problem:{error.code}",
        "title": error.title,
        "status": error.status,
        "code": error.code,
    }
    if error.detail:
        body["detail"] = error.detail
    if error.fields:
        body["errors"] = [{"field": field, "code": code} for field, code in error.fields]
    headers = {}
    if error.retry_after_seconds is not None:
        headers["Retry-After"] = str(error.retry_after_seconds)
    if error.status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    return JSONResponse(body, status_code=error.status, headers=headers, media_type=MEDIA_TYPE)


class _Status(int):
    """A status as a key of FastAPI's `responses`, one for each code: what a route may answer adds to what its router
    may. With the bare number a route's own 409 would take the place of every other 409.
    """

    code: str

    @classmethod
    def of(cls, error: type[DomainError]) -> Self:
        status = cls(error.status)
        status.code = error.code
        return status

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Status) and self.code == other.code

    def __hash__(self) -> int:
        return hash(self.code)


def problems(*errors: type[DomainError]) -> dict[int | str, dict[str, Any]]:
    """OpenAPI's `responses` for a route or a router: which problems it can answer, with their codes as examples."""
    return {_Status.of(error): _described(error) for error in errors}


def _described(error: type[DomainError]) -> dict[str, Any]:
    example = {
        "type": f"urn:varna:problem:{error.code}",
        "title": error.title,
        "status": error.status,
        "code": error.code,
    }
    schema = {"$ref": f"#/components/schemas/{PROBLEM_NAME}"}
    return {"content": {MEDIA_TYPE: {"schema": schema, "examples": {error.code: {"value": example}}}}}


def _field(error: Mapping[str, Any]) -> str:
    """Where the fault is, as `body.about.names`. An unknown key is the sender's own word: its parent is named."""
    where = list(error["loc"])
    if error["type"] in {"extra_forbidden", "invalid_key"}:
        where = where[:-1]
    return ".".join(str(part) for part in where)


def invalid_input(errors: Sequence[Mapping[str, Any]]) -> InvalidInput:
    return InvalidInput(fields=[(_field(error), str(error["type"]).replace("_", "-")) for error in errors])


class MethodNotAllowed(DomainError):
    code = "method-not-allowed"
    status = 405
    title = "This address does not take that method."


class UnsupportedMediaType(DomainError):
    code = "unsupported-media-type"
    status = 415
    title = "Send JSON, with that content type."


_BY_STATUS: dict[int, type[DomainError]] = {
    error.status: error
    for error in (NotSignedIn, Forbidden, NotFound, MethodNotAllowed, TooLarge, UnsupportedMediaType)
}


OnRefusal = Callable[[str, str, str], Awaitable[None]]
"""Records a refusal that is to be audited, in a transaction of its own: to whom (tag), about what, and its code."""


def add_problem_handlers(app: FastAPI, *, on_refusal: OnRefusal) -> None:
    @app.exception_handler(DomainError)
    async def _domain(_request: Request, error: DomainError) -> Response:
        if error.refused_to is not None:
            await on_refusal(error.refused_to, error.refused_about, error.code)
        return problem(error)

    @app.exception_handler(RequestValidationError)
    async def _validation(_request: Request, error: RequestValidationError) -> Response:
        faults = error.errors()
        if any(fault["type"] == "json_invalid" for fault in faults):
            return problem(MalformedRequest("The body is not JSON."))
        # FastAPI hands a body on as bytes when its content type is not JSON.
        if isinstance(error.body, bytes) and any(fault["loc"][:1] == ("body",) for fault in faults):
            return problem(UnsupportedMediaType())
        return problem(invalid_input(faults))

    @app.exception_handler(HTTPException)
    async def _http(_request: Request, error: HTTPException) -> Response:
        unnamed = MalformedRequest if error.status_code < 500 else Unexpected
        answer = problem(_BY_STATUS.get(error.status_code, unnamed)())
        if error.headers and "Allow" in error.headers:
            answer.headers["Allow"] = error.headers["Allow"]
        return answer

    @app.exception_handler(Exception)
    async def _unexpected(_request: Request, _error: Exception) -> Response:
        return problem(Unexpected())  # what went wrong is logged outside, by type and place


def with_problems(document: dict[str, Any]) -> dict[str, Any]:
    """The OpenAPI document with the schema that every problem points to, and what any route can answer."""
    document.setdefault("components", {}).setdefault("schemas", {})[PROBLEM_NAME] = PROBLEM_SCHEMA
    for operation in (each for item in document.get("paths", {}).values() for each in item.values()):
        answers = operation["responses"]
        everywhere: tuple[type[DomainError], ...] = (WrongHost, Unexpected, *_of_bodies(operation))
        for error in everywhere:
            mine = answers.setdefault(str(error.status), {"content": {MEDIA_TYPE: {"examples": {}}}})
            told = mine["content"][MEDIA_TYPE]
            described = _described(error)["content"][MEDIA_TYPE]
            mine["content"][MEDIA_TYPE] = described | {"examples": told["examples"] | described["examples"]}
        for answer in answers.values():
            named = answer.get("content", {}).get(MEDIA_TYPE, {}).get("examples")
            if named:
                titles = (f"`{code}`: {example['value']['title']}" for code, example in named.items())
                answer["description"] = " · ".join(titles)
    return document


def _of_bodies(operation: dict[str, Any]) -> tuple[type[DomainError], ...]:
    taken = operation.get("requestBody", {}).get("content", {})
    if not taken:
        return ()
    return (TooLarge, UnsupportedMediaType) if "application/json" in taken else (TooLarge,)
