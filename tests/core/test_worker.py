"""The loops that do what falls due, with a mail server that takes a call and never says a word."""

import asyncio
from collections.abc import AsyncIterator

import anyio
import pytest
from fastapi import FastAPI

from app.core import clock
from app.core.database import Database
from app.core.due_work import Job, schedule
from app.core.settings import Settings
from app.main import create_app
from app.notifications.rules import NoticeKind
from app.notifications.service import notify
from app.ports.mail import SmtpMail
from app.worker import run_forever
from tests.support.factories import a_person, an_association

pytestmark = pytest.mark.anyio

LONGEST_WAIT_SECONDS = 10
"""Half of what one mail is given before it is put off."""


class SilentServer:
    def __init__(self) -> None:
        self.was_called = anyio.Event()
        self._calls: list[asyncio.StreamWriter] = []

    async def take_call(self, _reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._calls.append(writer)
        self.was_called.set()

    def hang_up(self) -> None:
        for call in self._calls:
            call.close()


@pytest.fixture
async def silent() -> AsyncIterator[tuple[SilentServer, int]]:
    silent = SilentServer()
    server = await asyncio.start_server(silent.take_call, "127.0.0.1", 0)
    yield silent, server.sockets[0].getsockname()[1]
    silent.hang_up()
    server.close()


async def test_a_mail_server_that_does_not_answer_keeps_nothing_else_waiting(
    settings: Settings, silent: tuple[SilentServer, int]
) -> None:
    server, port = silent
    app: FastAPI = create_app(settings, mail=SmtpMail(f"smtp://127.0.0.1:{port}", sender="varna@example.org"))
    database: Database = app.state.database
    opened = anyio.Event()

    async def open_vote(_database: Database, _job: Job) -> None:
        opened.set()

    async with database.writing() as db:
        await an_association(db)
        for number in range(35):
            person = await a_person(db, email=f"member{number}@example.org")
            await notify(db, NoticeKind.SOMETHING_NEEDS_YOU, to=db.keys.person_tag(person.id))
    with anyio.fail_after(LONGEST_WAIT_SECONDS):
        async with anyio.create_task_group() as running:
            running.start_soon(run_forever, database, {**app.state.due_work, "open-vote": open_vote})
            await server.was_called.wait()
            async with database.writing() as db:
                await schedule(db, kind="open-vote", due_at=clock.now())
            await opened.wait()
            running.cancel_scope.cancel()
    await database.close()
