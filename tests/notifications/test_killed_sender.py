"""The process that sends is killed with SIGKILL while a real mail server has its mail, on both databases.

What the next process does is what is promised: nothing that certainly left is sent again, nothing that certainly did
not is lost, and in between an alarm comes twice rather than never, under one Message-ID.
"""

import asyncio
import multiprocessing
import os
import signal
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from email import message_from_bytes
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from fastapi import FastAPI

from app.core import clock
from app.core.database import Database
from app.core.due_work import LEASE
from app.core.keys import Keys
from app.core.settings import Settings
from app.main import create_app
from app.notifications.rules import NEVER_TWICE, NoticeKind
from app.notifications.service import notify
from app.ports.mail import SmtpMail
from app.worker import work
from tests.support.databases import TEST_SECRET
from tests.support.factories import a_person, an_association
from tests.support.killing import wait_on
from tests.support.outbox import Outbox

pytestmark = [pytest.mark.anyio, pytest.mark.slow]

LONGEST_SECONDS = 30
_FORKED = multiprocessing.get_context("forkserver")
_FORKED.set_forkserver_preload(["app.main"])  # once, not once a process that is to die


@dataclass
class PostOffice:
    """Keeps a mail, and stops at `at` until the test has killed whoever brought it."""

    at: str = ""
    kept: list[str] = field(default_factory=list)
    is_there: threading.Event = field(default_factory=threading.Event)
    goes_on: threading.Event = field(default_factory=threading.Event)

    async def handle_RCPT(self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any) -> str:  # noqa: N802 - aiosmtpd's name
        envelope.rcpt_tos.append(address)
        return await self._stop("before it left", "250 OK")

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        self.kept.append(str(message_from_bytes(envelope.content)["Message-ID"]))
        return await self._stop("when it had left", "250 kept")

    async def _stop(self, where: str, answer: str) -> str:
        if self.at == where:
            self.is_there.set()
            await asyncio.to_thread(self.goes_on.wait, LONGEST_SECONDS)
        return answer


@pytest.fixture
def office() -> Iterator[tuple[PostOffice, int]]:
    office = PostOffice()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    server = Controller(office, hostname="127.0.0.1", port=port)
    server.start()
    yield office, port
    office.goes_on.set()
    server.stop()


def send_once(settings: Settings, port: int) -> None:
    """In a process of its own: all that is due, by a real mail server."""
    app: FastAPI = create_app(settings, mail=SmtpMail(f"smtp://127.0.0.1:{port}", sender="varna@example.org"))
    asyncio.run(work(app.state.database, app.state.due_work))


@pytest.mark.parametrize(
    ("kind", "at"),
    [
        (NoticeKind.SOMETHING_NEEDS_YOU, "before it left"),
        (NoticeKind.SOMETHING_NEEDS_YOU, "when it had left"),
        (NoticeKind.NEEDS_YOU_NOW, "when it had left"),
    ],
    ids=["certainly not sent", "unknown", "unknown, an alarm"],
)
async def test_a_sender_killed_at_its_work_leaves_each_mail_as_its_kind_was_promised(
    settings: Settings, office: tuple[PostOffice, int], kind: NoticeKind, at: str
) -> None:
    server, port = office
    database = Database(settings.resolved_database_url, keys=Keys(TEST_SECRET))
    async with database.writing() as db:
        await an_association(db)
        person = await a_person(db, email="kim@example.org")
        await notify(db, kind, to=db.keys.person_tag(person.id))
    await database.close()

    server.at = at
    sender = _FORKED.Process(target=send_once, args=(settings, port), daemon=True)
    sender.start()
    assert await asyncio.to_thread(server.is_there.wait, LONGEST_SECONDS)
    assert sender.pid is not None
    os.kill(sender.pid, signal.SIGKILL)
    await asyncio.to_thread(sender.join)
    await wait_on(settings.resolved_database_url).settle()
    server.at = ""
    server.goes_on.set()

    app = create_app(settings, mail=SmtpMail(f"smtp://127.0.0.1:{port}", sender="varna@example.org"))
    outbox = Outbox(app)
    await outbox.work()
    assert len(await outbox.rows()) == 1, "the dead one's lease runs on"
    with clock.turned(LEASE + timedelta(seconds=1)):
        await outbox.work()
    assert await outbox.rows() == []
    await app.state.database.close()
    is_unknown = at == "when it had left"
    assert len(server.kept) == (2 if is_unknown and kind not in NEVER_TWICE else 1)
    assert len(set(server.kept)) == 1, "of two most mailboxes show one"
