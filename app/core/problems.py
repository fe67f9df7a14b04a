"""Every refusal as `application/problem+json` (RFC 9457) with a stable `code`; nothing that was sent comes back."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

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


def problems(*errors: type[DomainError]) -> dict[int | str, dict[str, Any]]:
    """OpenAPI's `responses` for a route: which problems it can answer, by status, with their codes as examples."""
    by_status: dict[int | str, list[type[DomainError]]] = {}
    for error in errors:
        by_status.setdefault(error.status, []).append(error)
    return {
        status: {
            "description": " · ".join(f"`{error.code}`: {error.title}" for error in group),
            "content": {
                MEDIA_TYPE: {
                    "schema": {"$ref": f"#/components/schemas/{PROBLEM_NAME}"},
                    "examples": {
                        error.code: {
                            "value": {
                                "type": f"urn:varna:problem:{error.code}",
                                "title": error.title,
                                "status": error.status,
                                "code": error.code,
                            }
                        }
                        for error in group
                    },
                }
            },
        }
        for status, group in by_status.items()
    }


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


def with_problem_schema(document: dict[str, Any]) -> dict[str, Any]:
    """The OpenAPI document with the one schema that every problem response points to."""
    document.setdefault("components", {}).setdefault("schemas", {})[PROBLEM_NAME] = PROBLEM_SCHEMA
    return document
