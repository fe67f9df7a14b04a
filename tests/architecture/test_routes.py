"""Rules about the routes themselves, held by walking them."""

import re
from collections.abc import Iterator
from inspect import isasyncgenfunction, iscoroutinefunction
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute, iter_route_contexts

pytestmark = pytest.mark.anyio

ROOT = Path(__file__).parents[2]
WATCHES = re.compile(r"metric|prometheus|telemetry|stats|monitor|trace", re.IGNORECASE)


def callables_of(dependant: Dependant) -> Iterator[object]:
    if dependant.call is not None:
        yield dependant.call
    for each in dependant.dependencies:
        yield from callables_of(each)


async def test_no_route_and_nothing_it_depends_on_takes_the_way_over_a_thread(app: FastAPI) -> None:
    """FastAPI hands a plain function to a thread, which costs more than most of what such a function does."""
    called = {
        each
        for context in iter_route_contexts(app.routes)
        if isinstance(context.original_route, APIRoute)
        for each in callables_of(context.original_route.dependant)
    }
    assert len(called) > 100, "the walk over the routes finds too few"
    plain = [each for each in called if not (iscoroutinefunction(each) or isasyncgenfunction(each))]
    assert plain == []


@pytest.mark.policy("CGR-03")
async def test_there_are_no_metrics_that_could_count_ballots(app: FastAPI, client: httpx.AsyncClient) -> None:
    """A counter by route and minute is a list of who cast when. Whoever adds one decides here what it may count."""
    paths = {str(context.path) for context in iter_route_contexts(app.routes)}
    assert "/api/v1/ballots/{vote_id}/cast" in paths, "the control"
    assert [path for path in paths if WATCHES.search(path)] == []
    assert [(await client.get(path)).status_code for path in ("/metrics", "/stats", "/status")] == [404] * 3
    locked = (ROOT / "requirements.lock").read_text()
    assert re.search(r"^fastapi==", locked, re.MULTILINE), "the control"
    assert (
        re.findall(
            r"(?m)^(?:prometheus|opentelemetry-(?:sdk|exporter)|statsd|sentry|datadog|newrelic)[a-z-]*==", locked
        )
        == []
    )
