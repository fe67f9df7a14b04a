"""Every documented route, sent what its description allows and what it forbids, answers as the description says.

The routes are found in the application itself: a new room is covered from the day its router is included. As long as
nobody is signed in here, routes behind a sign-in are tried from outside only.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
import schemathesis.openapi
from hypothesis import HealthCheck, settings
from schemathesis.checks import CheckFunction
from schemathesis.specs.openapi.checks import (
    allow_header_conformance,
    positive_data_acceptance,
    unsupported_method,
)

from app.main import create_app
from app.ports.mail import RecordedMail
from scripts.openapi import openapi_text
from tests.support.databases import SqliteDatabases
from tests.support.installation import settings_for
from tests.support.serving import served

EXAMPLES_A_ROUTE = 12

LEFT_OUT: list[CheckFunction] = [
    # FastAPI's Allow names the methods of the first route that fits the path, not of all of them.
    allow_header_conformance,
    # `/things/{id}` fits `/things/summary` too, and answers there for the methods that the latter lacks.
    unsupported_method,
    # A schema cannot say every rule: a cursor must be one of ours, a term may not end before it began.
    positive_data_acceptance,
]

pytestmark = pytest.mark.slow


schema = schemathesis.openapi.from_dict(json.loads(openapi_text()))


@pytest.fixture(scope="module")
def address(sqlite_databases: SqliteDatabases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder: Path = tmp_path_factory.mktemp("contract")
    with sqlite_databases.fresh(folder) as url:
        app = create_app(settings_for(folder, database_url=url), mail=RecordedMail())
        with served(app) as found:
            yield found


@schema.parametrize()
@settings(
    max_examples=EXAMPLES_A_ROUTE,
    deadline=None,
    derandomize=True,  # CI says the same twice; a wider search is `schemathesis run` by hand
    suppress_health_check=list(HealthCheck),
)
def test_a_route_answers_as_it_is_described(case: schemathesis.Case[Any], address: str) -> None:
    case.call_and_validate(base_url=address, excluded_checks=LEFT_OUT, timeout=20)
