from datetime import timedelta

import pytest
from fastapi import FastAPI

from app.access.rules import Office, Scope
from app.audit import service as audit
from app.audit.models import AuditEvent
from app.audit.rules import GENESIS
from app.core import clock
from app.core.database import Database
from app.worker import work
from tests.support.actors import Actors
from tests.support.http import API

pytestmark = pytest.mark.anyio

HEAD = f"{API}/audit/head"


async def test_the_head_moves_on_when_events_are_chained(app: FastAPI, database: Database, as_actor: Actors) -> None:
    administrator = await as_actor(Office.ADMINISTRATOR)
    before = (await administrator.get(HEAD)).json()
    assert before == {"number": 0, "hash": GENESIS, "unchained_since": None}
    async with database.writing() as db:
        audit.record(db, "export-made", actor="system")
    await work(database, app.state.due_work)
    after = (await administrator.get(HEAD)).json()
    assert after["number"] == 1
    assert after["hash"] != GENESIS


async def test_the_head_says_since_when_events_wait_too_long(database: Database, as_actor: Actors) -> None:
    long_ago = clock.now() - 2 * audit.ALARM_AFTER
    async with database.writing() as db:
        db.add(AuditEvent(at=long_ago, kind="export-made", actor="system"))
        db.add(AuditEvent(at=long_ago + timedelta(seconds=1), kind="export-made", actor="system"))
    found = (await (await as_actor(Office.CHAIR)).get(HEAD)).json()
    assert found["unchained_since"] is not None
    assert found["unchained_since"][:19] == long_ago.isoformat()[:19]


@pytest.mark.parametrize("office", [Office.SECURITY_OFFICER, Office.BOARD_MEMBER, Office.COUNCIL_MEMBER])
async def test_other_offices_do_not_see_the_head(as_actor: Actors, office: Office) -> None:
    assert (await (await as_actor(office)).get(HEAD)).status_code == 403


async def test_neither_strangers_nor_other_systems_see_the_head(as_actor: Actors) -> None:
    assert (await as_actor.anonymous().get(HEAD)).status_code == 401
    assert (await as_actor.system(*Scope).get(HEAD)).status_code == 403
