"""Every documented route, sent what its description allows and what it forbids, answers as the description says.

The routes are found in the application itself: a new room is covered from the day its router is included. As long as
nobody is signed in here, routes behind a sign-in are tried from outside only.
"""

import json
import re
from collections.abc import Iterator
from http.client import UNAUTHORIZED
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import schemathesis
import schemathesis.openapi
from fastapi import FastAPI
from hypothesis import HealthCheck, settings
from schemathesis.checks import CheckFunction
from schemathesis.core.result import Ok
from schemathesis.pytest.lazy import get_all_tests
from schemathesis.specs.openapi.checks import (
    allow_header_conformance,
    positive_data_acceptance,
    unsupported_method,
)
from schemathesis.specs.openapi.schemas import OpenApiSchema
from schemathesis.transport.requests import ManagedCookiesSession

from app.main import create_app
from app.ports.mail import RecordedMail
from scripts.openapi import SNAPSHOT
from tests.support.databases import SqliteDatabases
from tests.support.installation import settings_for
from tests.support.serving import served

EXAMPLES_A_ROUTE = 12
EXAMPLES_OF_THE_DOOR = 4
"""For a route that asks first who it is: nobody is signed in here, so whatever is sent is answered alike."""

LEFT_OUT: list[CheckFunction] = [
    # FastAPI's Allow names the methods of the first route that fits the path, not of all of them.
    allow_header_conformance,
    # `/things/{id}` fits `/things/summary` too, and answers there for the methods that the latter lacks.
    unsupported_method,
    # A schema cannot say every rule: a cursor must be one of ours, a term may not end before it began.
    positive_data_acceptance,
]

pytestmark = pytest.mark.slow


def routes() -> list[tuple[str, str]]:
    """From the file: `test_openapi.py` holds that it is what the application says of itself, which takes longer."""
    described: dict[str, dict[str, Any]] = json.loads(SNAPSHOT.read_text(encoding="utf-8"))["paths"]
    return [(method.upper(), path) for path, methods in described.items() for method in methods]


@pytest.fixture(scope="module")
def described(assembled: FastAPI) -> OpenApiSchema:
    return schemathesis.openapi.from_dict(json.loads(json.dumps(assembled.openapi())))


@pytest.fixture(scope="module")
def address(sqlite_databases: SqliteDatabases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder: Path = tmp_path_factory.mktemp("contract")
    with sqlite_databases.fresh(folder) as url:
        app = create_app(settings_for(folder, database_url=url), mail=RecordedMail())
        with served(app) as found:
            yield found


@pytest.fixture(scope="module")
def line() -> Iterator[ManagedCookiesSession]:
    """One connection for all that is sent, and no cookie from one to the next."""
    with ManagedCookiesSession() as session:
        session.trust_env = False  # else it looks for a proxy in the environment, each time
        yield session


@pytest.mark.parametrize(("method", "path"), routes())
def test_a_route_answers_as_it_is_described(
    described: OpenApiSchema, address: str, line: ManagedCookiesSession, method: str, path: str
) -> None:
    """What is sent is thought out here, not by each process that collects, as the library's own `parametrize` does."""
    is_closed = line.request(method, address + re.sub(r"\{\w+\}", str(uuid4()), path)).status_code == UNAUTHORIZED
    searched = settings(
        max_examples=EXAMPLES_OF_THE_DOOR if is_closed else EXAMPLES_A_ROUTE,
        deadline=None,
        derandomize=True,  # CI says the same twice; a wider search is `schemathesis run` by hand
        suppress_health_check=list(HealthCheck),
    )
    one = described.include(method=method, path=path)
    # The description is the same; to read the whole of it anew for each route took a fifth of the time.
    vars(one)["root_resolver"] = described.root_resolver
    [built] = get_all_tests(schema=one, test_func=send, settings=searched, given_kwargs=None)
    assert isinstance(built, Ok), built.err()
    _, sends = built.ok()
    sends(address=address, line=line)


def send(case: schemathesis.Case[Any], address: str, line: ManagedCookiesSession) -> None:
    case.call_and_validate(base_url=address, session=line, excluded_checks=LEFT_OUT, timeout=20)
