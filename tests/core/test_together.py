"""Many at once: each gets its own answer, whatever becomes of the others."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from hypothesis import given
from hypothesis import strategies as st

from app.core.together import MOST_AT_ONCE, Together


class Broken(Exception):
    pass


@dataclass
class Counterpart:
    """Answers an item with its double, in the time that it is told to take; fails when it is told to."""

    turns: int = 3
    fails: frozenset[int] = frozenset()
    given: list[list[int]] = field(default_factory=list)
    busy: Counter[str] = field(default_factory=Counter)

    async def __call__(self, place: str, items: Sequence[int]) -> list[int]:
        self.given.append(list(items))
        number = len(self.given)
        self.busy[place] += 1
        assert self.busy[place] == 1, "one at a time for each place"
        try:
            for _ in range(self.turns):
                await asyncio.sleep(0)
            if number in self.fails:
                raise Broken(number)
            return [2 * item for item in items]
        finally:
            self.busy[place] -= 1


async def turns(number: int) -> None:
    for _ in range(number):
        await asyncio.sleep(0)


@dataclass(frozen=True)
class Coming:
    """Someone who asks after so many turns of the loop, and hangs up some turns later or waits for the answer."""

    place: str
    after: int
    hangs_up_after: int | None


COMING = st.builds(
    Coming,
    place=st.sampled_from("ab"),
    after=st.integers(0, 12),
    hangs_up_after=st.none() | st.integers(0, 12),
)


@given(st.lists(COMING, max_size=14), st.integers(0, 6), st.frozensets(st.integers(1, 6), max_size=2))
def test_whoever_waits_gets_the_own_answer_or_the_error_of_what_served_it(
    all_coming: list[Coming], takes: int, fails: frozenset[int]
) -> None:
    serve = Counterpart(takes, fails)
    together: Together[str, int, int] = Together(serve)

    async def ask(item: int, coming: Coming) -> int:
        await turns(coming.after)
        return await together.answer(coming.place, item)

    async def everyone() -> list[int | BaseException]:
        asking = [asyncio.create_task(ask(item, coming)) for item, coming in enumerate(all_coming)]

        async def hang_up(task: asyncio.Task[int], after: int) -> None:
            await turns(after)
            task.cancel()

        async with asyncio.TaskGroup() as hanging_up:
            for task, coming in zip(asking, all_coming, strict=True):
                if coming.hangs_up_after is not None:
                    hanging_up.create_task(hang_up(task, coming.after + coming.hangs_up_after))
        return await asyncio.gather(*asking, return_exceptions=True)

    answers = asyncio.run(everyone())
    for item, (coming, answer) in enumerate(zip(all_coming, answers, strict=True)):
        if isinstance(answer, Broken):
            assert item in serve.given[answer.args[0] - 1]
        elif isinstance(answer, asyncio.CancelledError):
            assert coming.hangs_up_after is not None
        else:
            assert answer == 2 * item
    if all(coming.hangs_up_after is None for coming in all_coming):
        assert Counter(item for items in serve.given for item in items) == Counter(range(len(all_coming)))
    assert together._queues == {}, "of those who came nothing is kept"


def test_who_comes_meanwhile_is_served_together_and_never_too_many() -> None:
    serve = Counterpart()
    together: Together[str, int, int] = Together(serve)
    everyone = range(MOST_AT_ONCE + 11)

    async def ask() -> list[int]:
        return await asyncio.gather(*(together.answer("", item) for item in everyone))

    assert asyncio.run(ask()) == [2 * item for item in everyone]
    assert serve.given == [[0], [*everyone[1 : MOST_AT_ONCE + 1]], [*everyone[MOST_AT_ONCE + 1 :]]]


def test_who_is_cut_off_while_serving_others_takes_nobody_along() -> None:
    serve = Counterpart(turns=20)
    together: Together[str, int, int] = Together(serve)

    async def ask() -> list[int | BaseException]:
        asking = [asyncio.create_task(together.answer("", item)) for item in range(5)]
        await turns(30)  # the first is served, the second serves the rest
        assert serve.given == [[0], [1, 2, 3, 4]]
        asking[1].cancel()
        asking[3].cancel()
        return await asyncio.gather(*asking, return_exceptions=True)

    answers = asyncio.run(ask())
    assert [answers[0], answers[2], answers[4]] == [0, 4, 8]
    assert isinstance(answers[1], asyncio.CancelledError)
    assert isinstance(answers[3], asyncio.CancelledError)
    assert serve.given[2:] == [[2, 4]]


def test_what_fails_fails_for_those_it_served_and_the_next_begin_anew() -> None:
    together: Together[str, int, int] = Together(Counterpart(fails=frozenset({2})))

    async def ask() -> list[int | BaseException]:
        first = asyncio.gather(*(together.answer("", item) for item in range(3)), return_exceptions=True)
        return [*await first, await together.answer("", 3)]

    alone, *of_the_second, later = asyncio.run(ask())
    assert (alone, later) == (0, 6)
    assert all(isinstance(answer, Broken) for answer in of_the_second)
