"""Asking the server as another system would, and saying what came of it."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

import httpx

from tests.support.story.installation import Delivered

API = "/api/v1"
LONGEST_WAIT_SECONDS = 25.0
_Found = TypeVar("_Found")


class Deviation(Exception):
    """The server did otherwise than the story says."""


@dataclass
class Someone:
    """A client of the API: signed in, another system, or a stranger. Nothing of the server is known but its answers."""

    name: str
    client: httpx.AsyncClient
    email: str = ""
    person_id: str = ""

    async def get(self, path: str, *, expect: int = 200) -> httpx.Response:
        return await self._ask("GET", path, expect=expect)

    async def post(
        self, path: str, body: Any = None, *, expect: int = 200, seen: httpx.Response | None = None
    ) -> httpx.Response:
        return await self._ask("POST", path, body=body, expect=expect, seen=seen)

    async def put(
        self, path: str, body: Any = None, *, expect: int = 200, seen: httpx.Response | None = None
    ) -> httpx.Response:
        return await self._ask("PUT", path, body=body, expect=expect, seen=seen)

    async def _ask(
        self, method: str, path: str, *, expect: int, body: Any = None, seen: httpx.Response | None = None
    ) -> httpx.Response:
        headers = {"If-Match": seen.headers["ETag"]} if seen is not None else {}
        answer = await self.client.request(method, API + path, json=body, headers=headers)
        if answer.status_code != expect:
            raise Deviation(
                f"{self.name}: {method} {path} was answered {answer.status_code} instead of {expect}: {answer.text}"
            )
        return answer


@dataclass
class Story:
    """Where the story is told, by whom it is heard, and what of it must be found nowhere.

    Attributes:
        connect: a new client of the server, without cookie or token.
        mails: what the installation has sent so far.
        tell: takes each line.
        secrets: everything secret that anyone was handed or typed, by what it is: for whoever searches for it.
    """

    connect: Callable[[], httpx.AsyncClient]
    mails: Callable[[], Sequence[Delivered]]
    tell: Callable[[str], None] = print
    secrets: dict[str, list[str]] = field(default_factory=dict)
    _began: float = field(default_factory=time.monotonic)
    _clients: list[httpx.AsyncClient] = field(default_factory=list)

    def chapter(self, title: str) -> None:
        self.tell(f"\n{title}")

    def say(self, line: str) -> None:
        self.tell(f"  {time.monotonic() - self._began:5.1f} s  {line}")

    def require(self, *, that: str, holds: object) -> None:
        if not holds:
            raise Deviation(f"not so: {that}")

    def keep_secret(self, kind: str, value: str) -> str:
        self.secrets.setdefault(kind, []).append(value)
        return value

    def someone(self, name: str, **about: str) -> Someone:
        client = self.connect()
        self._clients.append(client)
        return Someone(name, client, **about)

    async def wait_for(self, what: str, ask: Callable[[], Awaitable[_Found | None]]) -> _Found:
        """Ask again and again until there is an answer: what falls due is done by the server itself."""
        deadline = time.monotonic() + LONGEST_WAIT_SECONDS
        while (found := await ask()) is None:
            if time.monotonic() > deadline:
                raise Deviation(f"waited {LONGEST_WAIT_SECONDS:.0f} s in vain for {what}")
            await asyncio.sleep(0.1)
        return found

    async def close(self) -> None:
        for client in self._clients:
            await client.aclose()
