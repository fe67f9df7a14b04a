"""`.ci/run` on a machine that lacks what it needs, with everything outside the script made up."""

import os
import subprocess
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / ".ci" / "run"


class Machine:
    """Commands that come before the real ones, and what they were asked to do."""

    def __init__(self, folder: Path, *, node: str, offered: str) -> None:
        self._folder = folder
        self._asked = folder / "asked"
        self._asked.touch()
        self._command("node", f'[ "$1" = --version ] && echo v{node} && exit; exit {int(node < "20.19")}')
        self._command("apt-get", f'echo "apt-get $*" >> {self._asked}')
        self._command("apt-cache", f'printf "nodejs:\\n  Installed: (none)\\n  Candidate: {offered}\\n"')
        self._command("make", f'echo "make $*" >> {self._asked}')
        self._command("sudo", 'exec "$@"')

    def _command(self, name: str, does: str) -> None:
        file = self._folder / name
        file.write_text(f"#!/bin/bash\n{does}\n")
        file.chmod(0o755)

    def run(self) -> subprocess.CompletedProcess[str]:
        path = f"{self._folder}:{os.environ['PATH']}"
        return subprocess.run(
            [str(SCRIPT)], env={**os.environ, "PATH": path}, capture_output=True, text=True, check=False
        )

    def did(self, what: str) -> bool:
        return what in self._asked.read_text()


@pytest.mark.parametrize("offered", ["18.20.4+dfsg-1~deb12u1", "(none)"])
def test_where_no_node_that_will_do_is_to_be_had_it_says_so_before_it_installs_or_tests(
    tmp_path: Path, offered: str
) -> None:
    machine = Machine(tmp_path, node="18.20.4", offered=offered)
    ended = machine.run()
    assert ended.returncode == 1
    for told in ("20.19", "v18.20.4", offered.strip("()")):
        assert told in ended.stdout
    assert not machine.did("install")
    assert not machine.did("make test")


def test_a_node_that_is_too_old_is_replaced_where_a_newer_one_is_offered(tmp_path: Path) -> None:
    machine = Machine(tmp_path, node="18.20.4", offered="20.19.2+dfsg-1")
    assert machine.run().returncode == 0
    assert machine.did("install -y -qq --no-install-recommends")
    assert machine.did("nodejs npm")
    assert machine.did("make test")


def test_a_node_that_will_do_is_left_alone(tmp_path: Path) -> None:
    machine = Machine(tmp_path, node="22.1.0", offered="18.20.4+dfsg-1~deb12u1")
    assert machine.run().returncode == 0
    assert not machine.did("nodejs")
    assert machine.did("make test")
