from collections.abc import Awaitable, Callable

import pytest
from fastapi import FastAPI

from app.ports.mail import RecordedMail
from tests.support.actors import Actors
from tests.support.voting import Assembly, an_assembly, use_ready_made_keys

Assemble = Callable[[int], Awaitable[Assembly]]


@pytest.fixture
def assemble(app: FastAPI, mail: RecordedMail, as_actor: Actors, monkeypatch: pytest.MonkeyPatch) -> Assemble:
    """A group of so many voters, with a chair and someone the question concerns."""
    use_ready_made_keys(monkeypatch)

    async def make(size: int) -> Assembly:
        return await an_assembly(app, mail, as_actor, size=size)

    return make
