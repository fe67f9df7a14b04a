import threading
import time

import anyio
import anyio.lowlevel
import pytest

from app.core.errors import Busy
from app.core.slow_work import WAITING_AT_MOST, SlowWork

pytestmark = pytest.mark.anyio


async def test_no_more_runs_at_once_than_there_are_slots() -> None:
    slow, lock = SlowWork(slots=2), threading.Lock()
    now, most = 0, 0

    def work() -> None:
        nonlocal now, most
        with lock:
            now += 1
            most = max(most, now)
        time.sleep(0.01)
        with lock:
            now -= 1

    async with anyio.create_task_group() as tasks:
        for _ in range(12):
            tasks.start_soon(slow.run, work)
    assert (now, most) == (0, 2)


async def test_the_loop_goes_on_meanwhile() -> None:
    slow, done = SlowWork(slots=1), threading.Event()
    async with anyio.create_task_group() as tasks:
        tasks.start_soon(slow.run, done.wait, 5)
        await anyio.lowlevel.checkpoint()
        assert not done.is_set()
        done.set()


async def test_a_flood_is_told_to_come_back() -> None:
    slow, let_go, refused = SlowWork(slots=1), threading.Event(), list[Busy]()

    async def ask() -> None:
        try:
            await slow.run(let_go.wait, 10)
        except Busy as error:
            refused.append(error)

    async with anyio.create_task_group() as tasks:
        for _ in range(1 + WAITING_AT_MOST + 5):
            tasks.start_soon(ask)
        await anyio.wait_all_tasks_blocked()
        let_go.set()
    assert len(refused) == 5
    assert all(error.retry_after_seconds for error in refused)


async def test_what_the_work_raises_reaches_who_asked() -> None:
    with pytest.raises(ZeroDivisionError):
        await SlowWork(slots=1).run(lambda: 1 // 0)
