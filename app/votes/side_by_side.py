"""Checking many lines with the help of other cores.

A signature takes the processor, and the library that checks it keeps the interpreter's lock meanwhile: threads gain
nothing. Forked processes have at once all that they need. They go through the lines from the end; this one goes through
them from the beginning, takes what they have answered by then, and waits for nobody: who is slow, or dies, helps less.
"""

import gc
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import NamedTuple, Protocol, TypeAlias, TypeVar

Line = TypeVar("Line")
Piece = TypeVar("Piece")
Check: TypeAlias = Callable[[Line], bool]
Prepare: TypeAlias = Callable[[], tuple[Check[Piece], Sequence[Piece]]]


class CheckAll(Protocol):
    """What `map` does."""

    def __call__(self, is_right: Check[Line], lines: Sequence[Line], /) -> Iterator[bool]: ...


class _Helper(NamedTuple):
    process: int
    answers: int
    """A pipe's reading end: a byte for each line that it went through, 1 or 0."""


def other_cores() -> int:
    """That may be used. None where it cannot be told: on other systems than Linux a fork is not always safe."""
    return len(os.sched_getaffinity(0)) - 1 if hasattr(os, "sched_getaffinity") else 0


@contextmanager
def helped(prepare: Prepare[Piece], *, by: int) -> Iterator[CheckAll]:
    """A function that does what `map` does, with so many helpers, who begin at once. For a program without threads.

    What they `prepare` for themselves must be as many lines as the function is called with, the same ones in the same
    order, in whatever form: they answer for those. An error of theirs is not told: this process comes to the same line.
    """
    helpers: list[_Helper] = []

    def check_all(is_right: Check[Line], lines: Sequence[Line]) -> Iterator[bool]:
        turns = [iter(range(len(lines) - 1 - number, -1, -by)) for number in range(len(helpers))]
        found: dict[int, bool] = {}
        for index, line in enumerate(lines):
            for helper, turn in zip(helpers, turns, strict=True):
                for answer, at in zip(_answers_so_far(helper), turn, strict=False):
                    found[at] = answer == 1
            yield found[index] if index in found else is_right(line)

    # A page that a search for garbage touches is copied for each process: what is there already is left out of it.
    gc.freeze()
    try:
        with suppress(OSError):  # no process is to be had: the fewer help
            helpers.extend(_begin(prepare, number=number, of=by) for number in range(by))
        yield check_all
    finally:
        for helper in helpers:
            os.close(helper.answers)
            os.kill(helper.process, signal.SIGKILL)
            os.waitpid(helper.process, 0)
        gc.unfreeze()


def _begin(prepare: Prepare[Piece], *, number: int, of: int) -> _Helper:
    answers, told = os.pipe()
    try:
        process = os.fork()
    except OSError:
        os.close(answers)
        os.close(told)
        raise
    if process == 0:
        # Whatever happens, this copy of the program goes no further and says nothing else.
        try:
            gc.disable()
            is_right, lines = prepare()
            for line in lines[len(lines) - 1 - number :: -of]:
                os.write(told, b"\1" if is_right(line) else b"\0")
        finally:
            os._exit(0)
    os.close(told)
    os.set_blocking(answers, False)
    return _Helper(process, answers)


def _answers_so_far(helper: _Helper) -> bytes:
    try:
        return os.read(helper.answers, 4096)
    except BlockingIOError:
        return b""
