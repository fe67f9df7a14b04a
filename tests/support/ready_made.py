"""An installation for tests: quick to start, issuing keys ready-made, and the clock turned if the test says so.

Each process is forked from one that has imported the program already (the standard library's fork server): importing
it takes two seconds, and the tests start it some fifty times. What is killed is still a process of its own. Making two
pairs of keys takes seconds, and a check window takes minutes: neither is what those tests are about. The program
itself has no such switch, and `make walkthrough` starts it as an operator does.
"""

import faulthandler
import multiprocessing
import os
import signal
import sys
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from datetime import timedelta
from multiprocessing.process import BaseProcess
from pathlib import Path
from unittest.mock import patch

from app import serving
from app.cli import main
from app.core import clock
from app.votes import setup_router
from tests.support.story.installation import LONGEST_COMMAND_SECONDS, ROOT, Done, Installation
from tests.support.voting import ready_made_keys

MODULE = "tests.support.ready_made"
TURNED_BY = "TESTS_CLOCK_TURNED_BY_SECONDS"

_FORKED = multiprocessing.get_context("forkserver")
_FORKED.set_forkserver_preload([MODULE, "tests.support.preloaded"])


class ReadyMade(Installation):
    """Runs `varna` in processes forked ready-made."""

    def _run(self, arguments: tuple[str, ...], said: str) -> Done:
        with tempfile.TemporaryDirectory(dir=self.folder) as folder:
            asked, printed = Path(folder) / "asked", Path(folder) / "printed"
            asked.write_text(said)
            process = _start(arguments, self._environment(), asked, printed)
            process.join(LONGEST_COMMAND_SECONDS)
            return Done(process.exitcode, printed.read_text())

    def _serve(self, arguments: tuple[str, ...]) -> "Forked":
        return Forked(_start(arguments, self._environment(), Path(os.devnull), self.log))


class Forked:
    """A forked process, asked as a `subprocess.Popen` is."""

    def __init__(self, process: BaseProcess) -> None:
        self._process = process

    @property
    def pid(self) -> int:
        return self._process.pid or 0

    def poll(self) -> int | None:
        return self._process.exitcode

    def send_signal(self, how: signal.Signals) -> None:
        with suppress(ProcessLookupError):
            os.kill(self.pid, how)

    def kill(self) -> None:
        self._process.kill()

    def wait(self, timeout: float | None = None) -> int:
        self._process.join(timeout)
        if self._process.exitcode is None:
            raise TimeoutError
        return self._process.exitcode


def _start(arguments: tuple[str, ...], environment: Mapping[str, str], asked: Path, printed: Path) -> BaseProcess:
    process = _FORKED.Process(target=_varna, args=(arguments, dict(environment), asked, printed), daemon=True)
    process.start()
    return process


def _varna(arguments: tuple[str, ...], environment: dict[str, str], asked: Path, printed: Path) -> None:
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(ROOT)
    into = os.open(printed, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    for number, descriptor in enumerate((os.open(asked, os.O_RDONLY), into, into)):
        os.dup2(descriptor, number)
    sys.stdin, sys.stdout, sys.stderr = (os.fdopen(number, "r" if number == 0 else "w") for number in range(3))
    faulthandler.enable(sys.stderr)
    sys.argv = ["varna", *arguments]
    turned_by = timedelta(seconds=int(environment.get(TURNED_BY, "0")))
    with (
        patch.object(setup_router, "make_keys", ready_made_keys),
        # What is patched here would be gone from a process that turned into another.
        patch.object(serving, "turn_into_server", serving.main),
        clock.turned(turned_by),
    ):
        main()
