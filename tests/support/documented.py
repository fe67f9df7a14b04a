"""What an app refused in a test, held against the refusals that docs/openapi.json promises for that route."""

import json
from functools import cache

from fastapi import FastAPI, Request
from starlette.responses import Response

from app.core.errors import DomainError
from app.core.problems import MEDIA_TYPE
from scripts.openapi import SNAPSHOT


@cache
def documented_codes() -> dict[str, frozenset[str]]:
    """The problem codes of every operation, by its name."""
    document = json.loads(SNAPSHOT.read_text(encoding="utf-8"))
    return {
        operation["operationId"]: frozenset(
            code
            for answer in operation["responses"].values()
            for code in answer.get("content", {}).get(MEDIA_TYPE, {}).get("examples", {})
        )
        for item in document["paths"].values()
        for operation in item.values()
    }


def refusals_left_out(app: FastAPI) -> set[tuple[str, str]]:
    """A set that fills, while the app serves, with each (operation, code) that its description leaves out."""
    left_out: set[tuple[str, str]] = set()
    answer = app.exception_handlers[DomainError]

    async def compare(request: Request, error: DomainError) -> Response:
        name = getattr(request.scope.get("route"), "name", "")
        if error.code not in documented_codes().get(name, {error.code}):
            left_out.add((name, error.code))
        response: Response = await answer(request, error)  # type: ignore[misc]  # Starlette allows a sync one too
        return response

    app.exception_handlers[DomainError] = compare
    return left_out
