"""Doing in one go what several ask for at once.

The first to come is served alone. Whoever comes meanwhile waits, and all who wait are served together next: the more
there is to do, the more is done at a time, and nobody waits for others to come.
"""

import asyncio
from collections.abc import Awaitable, Callable, Hashable, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

Place = TypeVar("Place", bound=Hashable)
Item = TypeVar("Item")
Answer = TypeVar("Answer")

MOST_AT_ONCE = 100
"""A longer transaction would keep everyone else who writes waiting."""


@dataclass(slots=True, eq=False)
class _Waiting(Generic[Item, Answer]):
    item: Item
    answer: Answer | None = None
    error: Exception | None = None
    is_served: bool = False


@dataclass(slots=True, eq=False)
class _Queue(Generic[Item, Answer]):
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    waiting: list[_Waiting[Item, Answer]] = field(default_factory=list)


class Together(Generic[Place, Item, Answer]):
    """Gives the items of a place to `serve`, which answers each, in their order. What it raises, all of them get.

    There is no task but those of who asks: whose turn it is serves those behind it too. Cancelled at that, it takes
    nobody along. The next one serves them, perhaps for a second time, which `serve` must bear. Of a place where nobody
    waits nothing is kept.
    """

    def __init__(self, serve: Callable[[Place, Sequence[Item]], Awaitable[Sequence[Answer]]]) -> None:
        self._serve = serve
        self._queues: dict[Place, _Queue[Item, Answer]] = {}

    async def answer(self, place: Place, item: Item) -> Answer:
        queue = self._queues.setdefault(place, _Queue())
        mine = _Waiting[Item, Answer](item)
        queue.waiting.append(mine)
        try:
            async with queue.turn:
                while not mine.is_served:
                    await self._serve_next(place, queue)
        finally:
            queue.waiting.remove(mine)
            if not queue.waiting:
                del self._queues[place]
        if mine.error is not None:
            raise mine.error
        return mine.answer  # type: ignore[return-value]  # served, and without an error

    async def _serve_next(self, place: Place, queue: _Queue[Item, Answer]) -> None:
        served = [one for one in queue.waiting if not one.is_served][:MOST_AT_ONCE]
        try:
            answers = await self._serve(place, [one.item for one in served])
            for one, answer in zip(served, answers, strict=True):
                one.answer = answer
        except Exception as error:  # noqa: BLE001 - raised by each who waits for it
            for one in served:
                one.error = error
        for one in served:
            one.is_served = True
