"""A whole installation in a folder of its own: the operator's commands, and the server as a process of its own."""

import os
import re
import secrets
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import time
from base64 import urlsafe_b64decode
from collections.abc import Mapping
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Protocol

import httpx

from app.core.keys import Keys
from app.policy import loader

ROOT = Path(__file__).parents[3]
OPERATORS_COMMAND = "app.cli"
LONGEST_START_SECONDS = 90.0
LONGEST_ANSWER_SECONDS = 60.0
NO_TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
"""Never used on loopback without TLS; but httpx would read every root certificate anew for each client."""
LONGEST_STOP_SECONDS = 20.0
LONGEST_COMMAND_SECONDS = 120.0
CHEAP_HASHING = {
    "VARNA_ARGON2_TIME_COST": "1",
    "VARNA_ARGON2_MEMORY_KIB": "64",
    "VARNA_ARGON2_PARALLELISM": "1",
}
"""For tests about something else: the settings that cost time at every sign-in."""


class CommandFailed(Exception):
    """An operator's command ended with an error; holds what it said."""


@dataclass(frozen=True)
class Delivered:
    """One mail in the folder of an installation without a mail server."""

    to: str
    subject: str
    text: str


@dataclass(frozen=True)
class Done:
    """A command that has ended: its exit code, and what it printed on either stream."""

    code: int | None
    printed: str


class Running(Protocol):
    """The server's process: as much of `subprocess.Popen` as is used."""

    @property
    def pid(self) -> int: ...
    def poll(self) -> int | None: ...
    def send_signal(self, how: signal.Signals, /) -> None: ...
    def kill(self) -> None: ...
    def wait(self, timeout: float | None = None) -> int: ...


def a_free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@dataclass
class Installation:
    folder: Path
    database_url: str = ""
    settings: Mapping[str, str] = field(default_factory=dict)
    port: int = field(default_factory=a_free_port)
    _process: Running | None = None
    _secret: str = field(default_factory=lambda: secrets.token_urlsafe(48))

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def data(self) -> Path:
        return self.folder / "var"

    @property
    def keys(self) -> Keys:
        """What the server alone can make: for tests that look for a person's tag."""
        return Keys(urlsafe_b64decode(self._secret + "=="))

    @property
    def outbox(self) -> Path:
        return self.data / "outbox"

    @property
    def policies(self) -> Path:
        return self.folder / "policy"

    @property
    def log(self) -> Path:
        """Everything that the server has said, on either stream, over all its starts."""
        return self.folder / "server.log"

    def _environment(self) -> dict[str, str]:
        # Without kept bytecode each of the story's seven starts would compile the program anew.
        inherited = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith("VARNA_") and name != "PYTHONDONTWRITEBYTECODE"
        }
        return inherited | {
            "PYTHONPATH": str(ROOT),
            "PYTHONFAULTHANDLER": "1",
            "VARNA_ENV_FILE": os.devnull,
            "VARNA_SECRET_KEY": self._secret,
            "VARNA_DATA_DIR": str(self.data),
            "VARNA_DATABASE_URL": self.database_url,
            "VARNA_PUBLIC_URL": self.address,
            "VARNA_QUIET_HOURS": "",
            "VARNA_FRONTEND_DIR": str(self.folder / "no-pages"),
            **({"VARNA_POLICY_DIR": str(self.policies)} if self.policies.exists() else {}),
            **self.settings,
        }

    # --- the operator's commands -----------------------------------------------------------------------------------

    def varna(self, *arguments: str, answers: tuple[str, ...] = ()) -> str:
        """Run `varna ...` to its end, typing `answers` where it asks; gives what it printed."""
        done = self._run(arguments, "".join(f"{answer}\n" for answer in answers))
        if done.code != 0:
            raise CommandFailed(f"varna {' '.join(arguments)}: {done.printed}")
        return done.printed

    def _run(self, arguments: tuple[str, ...], said: str) -> Done:
        done = subprocess.run(
            [sys.executable, "-m", OPERATORS_COMMAND, *arguments],
            env=self._environment(),
            cwd=ROOT,
            input=said,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=LONGEST_COMMAND_SECONDS,
            check=False,
        )
        return Done(done.returncode, done.stdout)

    def publish_policy(self, **check_window: str) -> int:
        """Put a version of the standard policy in force that differs in its check windows; gives its number.

        As any association does it: a copy of the folder, a new file, `varna policy publish`.
        """
        shutil.copytree(loader.PLANS, self.policies)
        latest = loader.current("standard", plans=loader.PLANS).version
        text = (self.policies / "standard" / f"{latest}.yaml").read_text(encoding="utf-8")
        text, numbered = re.subn(rf"(?m)^version: {latest}$", f"version: {latest + 1}", text)
        for place, window in check_window.items():
            text, changed = re.subn(rf"\b{place}: \w+", f"{place}: {window}", text)
            if not numbered or not changed:
                raise CommandFailed(f"the standard policy has no {place} to change")
        (self.policies / "standard" / f"{latest + 1}.yaml").write_text(text, encoding="utf-8")
        self.varna("policy", "publish", "standard", str(latest + 1))
        return latest + 1

    # --- the server ------------------------------------------------------------------------------------------------

    def start(self) -> None:
        """`varna serve`, until it is ready. The migrations are another command."""
        self.begin()
        self.await_ready()

    def begin(self) -> int:
        """As `start`, not waiting; gives the process's id."""
        if self._process is not None:
            raise CommandFailed("the server runs already")
        self._process = self._serve(("serve", "--port", str(self.port)))
        return self._process.pid

    @property
    def pid(self) -> int:
        """Of the server that runs."""
        if self._process is None:
            raise CommandFailed("the server does not run")
        return self._process.pid

    def await_ready(self) -> None:
        if self._process is None:
            raise CommandFailed("the server does not run")
        deadline = time.monotonic() + LONGEST_START_SECONDS
        with httpx.Client(base_url=self.address, timeout=LONGEST_ANSWER_SECONDS, verify=NO_TLS) as client:
            while not self._is_ready(client):
                if self._process.poll() is not None or time.monotonic() > deadline:
                    self.kill()
                    raise CommandFailed(f"the server did not start:\n{self.log.read_text()[-2000:]}")
                time.sleep(0.03)

    def _serve(self, arguments: tuple[str, ...]) -> Running:
        with self.log.open("ab") as log:
            return subprocess.Popen(
                [sys.executable, "-m", OPERATORS_COMMAND, *arguments],
                env=self._environment(),
                cwd=ROOT,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    def _is_ready(self, client: httpx.Client) -> bool:
        try:
            return client.get("/readyz").status_code == httpx.codes.OK
        except httpx.TransportError:
            return False

    def connect(self) -> httpx.AsyncClient:
        """A new client of the server, without cookie or token."""
        return httpx.AsyncClient(base_url=self.address, timeout=LONGEST_ANSWER_SECONDS, verify=NO_TLS)

    def stop(self) -> None:
        """SIGTERM, and wait: what a service manager does."""
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """SIGKILL: what a power cut does to the process."""
        self._end(signal.SIGKILL)

    def _end(self, how: signal.Signals) -> None:
        if self._process is None:
            return
        self._process.send_signal(how)
        try:
            self._process.wait(LONGEST_STOP_SECONDS)
        except (subprocess.TimeoutExpired, TimeoutError):
            # So that it says on its way out where each of its threads stands.
            self._process.send_signal(signal.SIGABRT)
            self._process.wait()
            raise CommandFailed(f"the server did not stop:\n{self.log.read_text()[-6000:]}") from None
        finally:
            self._process = None

    def restart(self) -> None:
        self.stop()
        self.start()

    # --- what it leaves behind -------------------------------------------------------------------------------------

    def mails(self) -> list[Delivered]:
        return [read_mail(file.read_bytes()) for file in sorted(self.outbox.glob("*.eml"))]


def read_mail(data: bytes) -> Delivered:
    read = message_from_bytes(data, _class=EmailMessage, policy=policy.default)
    return Delivered(to=str(read["To"]), subject=str(read["Subject"]), text=read.get_content())
