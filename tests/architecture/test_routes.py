"""Rules about the routes themselves, held by walking them."""

from collections.abc import Iterator
from inspect import isasyncgenfunction, iscoroutinefunction

import pytest
from fastapi import FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute, iter_route_contexts

pytestmark = pytest.mark.anyio


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
