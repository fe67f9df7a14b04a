from datetime import timedelta

import pytest
from fastapi import FastAPI
from structlog.testing import capture_logs

from app.access.rules import TASKS, Office, Scope, Task
from app.audit import service as audit
from app.audit.models import AuditEvent
from app.audit.rules import GENESIS
from app.core import clock
from app.core.database import Database
from app.core.due_work import Job
from app.worker import work
from tests.support.actors import Actors
from tests.support.factories import an_association
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


async def test_a_chain_that_stands_still_is_an_alarm_to_whoever_may_see_its_head(
    app: FastAPI, database: Database, as_actor: Actors
) -> None:
    async def it_fails(_database: Database, _job: Job) -> None:
        raise RuntimeError

    async with database.writing() as db:
        await an_association(db)
        db.add(AuditEvent(at=clock.now() - 2 * audit.ALARM_AFTER, kind="export-made", actor="system"))
    readers = {office: await as_actor(office) for office in TASKS[Task.SEE_OFFICE_ALARMS]}

    async def see_it() -> set[Office]:
        kinds = {
            office: [each["kind"] for each in (await reader.get(f"{API}/office-alarms?limit=100")).json()["items"]]
            for office, reader in readers.items()
        }
        return {office for office, seen in kinds.items() if "audit-late" in seen}

    assert await see_it() == TASKS[Task.SEE_AUDIT_HEAD]
    for _tick in range(2):
        with capture_logs() as told:
            await work(database, app.state.due_work | {audit.JOB: it_fails})
        assert ("warning", "audit is unchained too long") in {(each["log_level"], each["event"]) for each in told}
    with clock.turned(timedelta(minutes=1)):
        await work(database, app.state.due_work)
        with capture_logs() as told:
            await work(database, app.state.due_work)
    assert told == []
    assert await see_it() == set()


@pytest.mark.parametrize("office", [Office.SECURITY_OFFICER, Office.BOARD_MEMBER, Office.COUNCIL_MEMBER])
async def test_other_offices_do_not_see_the_head(as_actor: Actors, office: Office) -> None:
    assert (await (await as_actor(office)).get(HEAD)).status_code == 403


async def test_neither_strangers_nor_other_systems_see_the_head(as_actor: Actors) -> None:
    assert (await as_actor.anonymous().get(HEAD)).status_code == 401
    assert (await as_actor.system(*Scope).get(HEAD)).status_code == 403
