"""Slow, processor-bound work off the event loop, at most as much at once as there are cores."""

from collections.abc import Callable
from functools import partial
from typing import ParamSpec, TypeVar

import anyio
import anyio.to_thread

from app.core.errors import Busy

Given = ParamSpec("Given")
Result = TypeVar("Result")

WAITING_AT_MOST = 64


class SlowWork:
    """Runs functions that release the interpreter's lock (Argon2, key generation) in at most `slots` threads.

    Whoever would be the 65th to wait is told to come back (`Busy`), so that a flood cannot pile up memory.
    """

    def __init__(self, slots: int) -> None:
        self._slots = slots
        self._limiter: anyio.CapacityLimiter | None = None
        # Counted here: the limiter learns of a waiting task only some turns of the loop after it asked.
        self._accepted = 0

    async def run(self, work: Callable[Given, Result], *args: Given.args, **kwargs: Given.kwargs) -> Result:
        if self._limiter is None:
            self._limiter = anyio.CapacityLimiter(self._slots)
        if self._accepted >= self._slots + WAITING_AT_MOST:
            raise Busy(retry_after_seconds=5)
        self._accepted += 1
        try:
            return await anyio.to_thread.run_sync(partial(work, *args, **kwargs), limiter=self._limiter)
        finally:
            self._accepted -= 1
