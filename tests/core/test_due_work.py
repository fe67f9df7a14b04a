"""Work that falls due is done once, however many look for it."""

from collections import Counter
from collections.abc import AsyncIterator
from datetime import datetime, timedelta

import anyio
import anyio.lowlevel
import pytest
from sqlmodel import select

from app.core import clock, due_work
from app.core.database import Database
from app.core.due_work import DueJob, Handler, Job, do_what_is_due, finish, lease, postpone, schedule, unschedule
from app.core.keys import Keys
from app.core.settings import Settings

pytestmark = pytest.mark.anyio

KIND = "count"
KINDS = frozenset({KIND})


async def ask(database: Database, *subjects: str, due_in: timedelta = timedelta()) -> None:
    async with database.writing() as db:
        for subject in subjects:
            await schedule(db, kind=KIND, subject=subject, due_at=clock.now() + due_in)


async def waiting_in(database: Database) -> dict[str, datetime]:
    async with database.reading() as db:
        return {job.subject: job.due_at for job in (await db.exec(select(DueJob))).all()}


async def taken(database: Database) -> Job:
    job = await lease(database, kinds=KINDS)
    assert job is not None
    return job


@pytest.fixture
async def processes(settings: Settings, keys: Keys, database: Database) -> AsyncIterator[list[Database]]:
    """Four, each with engines of its own, as four worker processes have."""
    found = [Database(settings.resolved_database_url, keys=keys, pool_size=2) for _ in range(4)]
    yield found
    for one in found:
        await one.close()


async def test_four_workers_do_each_of_many_jobs_once(database: Database, processes: list[Database]) -> None:
    subjects = [f"{number:03}" for number in range(120)]
    await ask(database, *subjects)
    done: Counter[str] = Counter()

    async def count(_database: Database, job: Job) -> None:
        await anyio.lowlevel.checkpoint()
        done[job.subject] += 1

    handlers: dict[str, Handler] = {KIND: count}
    async with anyio.create_task_group() as tasks:
        for process in processes:
            tasks.start_soon(do_what_is_due, process, handlers)
    assert done == Counter(subjects)
    assert await waiting_in(database) == {}


async def test_nobody_else_gets_a_job_while_its_lease_runs(database: Database) -> None:
    await ask(database, "one")
    assert (await taken(database)).subject == "one"
    assert await lease(database, kinds=KINDS) is None
    with clock.turned(due_work.LEASE + timedelta(seconds=1)):
        assert (await taken(database)).attempts == 2


async def test_who_comes_back_after_their_lease_changes_nothing(database: Database) -> None:
    await ask(database, "one")
    slow = await taken(database)
    with clock.turned(due_work.LEASE + timedelta(seconds=1)):
        quick = await taken(database)
        await finish(database, slow, again_at=None)
        await postpone(database, slow)
        assert list(await waiting_in(database)) == ["one"]
        assert await lease(database, kinds=KINDS) is None, "the second lease must still hold"
        await finish(database, quick, again_at=None)
    assert await waiting_in(database) == {}


async def test_a_handler_is_stopped_before_its_lease_ends(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    assert due_work.STOPPED_AFTER < due_work.LEASE
    monkeypatch.setattr(due_work, "STOPPED_AFTER", timedelta(seconds=0.05))
    await ask(database, "endless")

    async def never_ends(_database: Database, _job: Job) -> None:
        await anyio.sleep(30)

    with anyio.fail_after(10):
        assert await do_what_is_due(database, {KIND: never_ends}) == 1
    assert list(await waiting_in(database)) == ["endless"]


async def test_a_job_that_fails_waits_longer_each_time_and_stops_no_other(database: Database) -> None:
    await ask(database, "bad")
    await ask(database, "good", due_in=timedelta(microseconds=1))
    done: list[str] = []

    async def fail_if_bad(_database: Database, job: Job) -> None:
        if job.subject == "bad":
            raise ValueError
        done.append(job.subject)

    waits = []
    for _ in range(3):
        await do_what_is_due(database, {KIND: fail_if_bad})
        waits.append((await waiting_in(database))["bad"] - clock.now())
        async with database.writing() as db:  # do not wait for real
            await schedule(db, kind=KIND, subject="bad", due_at=clock.now())
    assert done == ["good"]
    assert [round(wait.total_seconds()) for wait in waits] == [5, 10, 20]


async def test_no_wait_is_longer_than_an_hour(database: Database) -> None:
    await ask(database, "bad")
    job = await taken(database)
    await postpone(database, Job(job.id, job.kind, job.subject, attempts=400, lease_token=job.lease_token))
    assert (await waiting_in(database))["bad"] - clock.now() <= timedelta(hours=1)


async def test_a_job_says_when_it_is_due_again(database: Database) -> None:
    await ask(database, "weekly")
    next_week = clock.now() + timedelta(days=7)

    async def weekly(_database: Database, _job: Job) -> datetime:
        return next_week

    assert await do_what_is_due(database, {KIND: weekly}) == 1
    assert await waiting_in(database) == {"weekly": next_week}
    assert await do_what_is_due(database, {KIND: weekly}) == 0


async def test_scheduled_twice_the_earlier_time_holds(database: Database) -> None:
    await ask(database, "one", due_in=timedelta(hours=2))
    await ask(database, "one", due_in=timedelta(hours=1))
    await ask(database, "one", due_in=timedelta(hours=3))
    left = (await waiting_in(database))["one"] - clock.now()
    assert timedelta(minutes=59) < left <= timedelta(hours=1)


@pytest.mark.parametrize("returns_to", [None, timedelta(days=7)])
async def test_what_is_asked_for_while_it_runs_is_run_once_more(
    database: Database, returns_to: timedelta | None
) -> None:
    await ask(database, "outbox")
    runs = 0

    async def send(database: Database, _job: Job) -> datetime | None:
        nonlocal runs
        runs += 1
        if runs == 1:  # someone writes a notice after this run has read them all
            await ask(database, "outbox", due_in=timedelta(hours=1))
            await ask(database, "outbox")
            await ask(database, "outbox", due_in=timedelta(hours=2))
        return clock.now() + returns_to if returns_to else None

    await do_what_is_due(database, {KIND: send})
    assert runs == 2
    assert len(await waiting_in(database)) == (0 if returns_to is None else 1)


async def test_what_is_asked_for_later_while_it_runs_keeps_its_time(database: Database) -> None:
    await ask(database, "one")
    job = await taken(database)
    await ask(database, "one", due_in=timedelta(hours=1))
    await finish(database, job, again_at=None)
    assert await lease(database, kinds=KINDS) is None
    assert (await waiting_in(database))["one"] > clock.now() + timedelta(minutes=59)


async def test_a_kind_that_this_version_does_not_know_is_left_for_one_that_does(database: Database) -> None:
    await ask(database, "one")
    assert await do_what_is_due(database, {"another kind": _nothing}) == 0
    assert list(await waiting_in(database)) == ["one"]


async def test_unscheduled_work_is_not_done(database: Database) -> None:
    await ask(database, "one", "two")
    async with database.writing() as db:
        await unschedule(db, kind=KIND, subject="one")
    assert (await taken(database)).subject == "two"
    assert await lease(database, kinds=KINDS) is None


async def test_a_schedule_that_is_rolled_back_leaves_no_job(database: Database) -> None:
    async def schedule_and_fall() -> None:
        async with database.writing() as db:
            await schedule(db, kind=KIND, due_at=clock.now())
            raise LookupError

    with pytest.raises(LookupError):
        await schedule_and_fall()
    assert await waiting_in(database) == {}


async def _nothing(_database: Database, _job: Job) -> None:
    """Done at once."""
