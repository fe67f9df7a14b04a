"""A server in a process of its own, a client that keeps it busy, and what a disk can do."""

import asyncio
import cProfile
import multiprocessing
import os
import pstats
import resource
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import repeat
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Protocol

import uvicorn

CONNECTIONS = 16
SECONDS = 2.0
SHOWN_OF_A_PROFILE = 45


class Serving(Protocol):
    @property
    def port(self) -> int: ...

    def cpu_seconds(self) -> float: ...

    def profile(self, *, is_on: bool) -> None: ...


@dataclass(frozen=True)
class Served:
    port: int
    _ask: Connection

    def cpu_seconds(self) -> float:
        """Processor time that the server process has used since it began, all of its threads."""
        return self._answer_to("cpu")

    def profile(self, *, is_on: bool) -> None:
        """From here to there the event loop's thread is profiled; what was seen is printed as the server stops."""
        self._answer_to("profile on" if is_on else "profile off")

    def _answer_to(self, question: str) -> float:
        self._ask.send(question)
        return float(self._ask.recv())


def _cpu_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def cpu_seconds_of(process: int) -> float:
    """Processor time that a process and its children have used since they began."""
    used = 0
    for told in Path("/proc").glob("[0-9]*/stat"):
        with suppress(FileNotFoundError, ProcessLookupError):  # it has ended meanwhile
            fields = told.read_text().rpartition(")")[2].split()
            if process in {int(told.parent.name), int(fields[1])}:
                used += int(fields[11]) + int(fields[12])
    return used / os.sysconf("SC_CLK_TCK")


def resident_mb(process: int) -> float:
    """Memory that a process holds now, in 10^6 bytes, with what it shares with others."""
    pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 1e6


def _serve(make_app: Callable[[], Any], listening: socket.socket, told: Connection) -> None:
    config = uvicorn.Config(make_app(), access_log=False, log_config=None, log_level="error")
    server = uvicorn.Server(config)
    profile = cProfile.Profile()

    async def answer_questions() -> None:
        while (question := await asyncio.to_thread(told.recv)) != "stop":
            if question.startswith("profile"):
                # Here, on the loop's own thread: it is the one that is watched.
                (profile.enable if question.endswith("on") else profile.disable)()
                told.send(0)
            else:
                told.send(_cpu_seconds())
        server.should_exit = True

    async def run() -> None:
        asking = asyncio.create_task(answer_questions())
        await server.serve(sockets=[listening])
        await asking

    with Path(os.devnull).open("w") as nowhere:
        os.dup2(nowhere.fileno(), 2)  # log lines are made, and measured, but not shown
    with asyncio.Runner(loop_factory=config.get_loop_factory()) as runner:  # the loop that `varna serve` has
        runner.run(run())
    if profile.getstats():
        for order in ("tottime", "cumulative"):
            pstats.Stats(profile).sort_stats(order).print_stats(SHOWN_OF_A_PROFILE)


@contextmanager
def served(make_app: Callable[[], Any]) -> Iterator[Served]:
    """Serve what `make_app` (a function of a module, it crosses to another process) makes."""
    # Named TCP: asyncio switches Nagle's delay off only where the protocol is told.
    with socket.socket(proto=socket.IPPROTO_TCP) as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen(256)
        mine, theirs = multiprocessing.get_context("spawn").Pipe()
        process = multiprocessing.get_context("spawn").Process(target=_serve, args=(make_app, listening, theirs))
        process.start()
        try:
            one = Served(listening.getsockname()[1], mine)
            one.cpu_seconds()  # answers once it is up
            yield one
        finally:
            mine.send("stop")
            process.join(timeout=10)
            if process.is_alive():
                process.kill()


@dataclass(frozen=True)
class Measured:
    name: str
    requests: int
    seconds: float
    p99_ms: float
    cpu_ms: float

    def __str__(self) -> str:
        rate = self.requests / self.seconds
        return f"{self.name:<34}{rate:>10,.0f}{self.p99_ms:>10.1f}{self.cpu_ms:>10.3f}"


HEADING = f"{'':<34}{'requests/s':>10}{'p99 ms':>10}{'cpu ms':>10}"


def request(
    path: str, *, method: str = "GET", body: bytes = b"", media: str = "application/json", headers: str = ""
) -> bytes:
    """A request as it goes over the wire. `headers` are whole lines, each with its end."""
    return (
        f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: {media}\r\n"
        f"Content-Length: {len(body)}\r\n{headers}\r\n"
    ).encode() + body


def measure(server: Served, name: str, path: str, *, method: str = "GET") -> Measured:
    """Keep the server busy with one request over 16 connections for 2 seconds, after a short warm-up."""
    return measure_each(server, name, repeat(request(path, method=method)))


def measure_each(  # noqa: PLR0913 - keyword-only, each what a line of the table may differ in
    server: Serving,
    name: str,
    requests: Iterator[bytes],
    *,
    connections: int = CONNECTIONS,
    seconds: float = SECONDS,
    is_profiled: bool = False,
) -> Measured:
    """Keep the server busy with `requests`, each sent once: they must suffice. A short warm-up takes from them too."""
    asyncio.run(_keep_busy(server.port, requests, connections=connections, seconds=0.3))
    if is_profiled:
        server.profile(is_on=True)
    before = server.cpu_seconds()
    began = time.perf_counter()
    took = asyncio.run(_keep_busy(server.port, requests, connections=connections, seconds=seconds))
    lasted = time.perf_counter() - began
    cpu = server.cpu_seconds() - before
    if is_profiled:
        server.profile(is_on=False)
    assert next(requests, None) is not None, f"too few requests were prepared for {name}"
    p99 = sorted(took)[int(len(took) * 0.99)]
    return Measured(name, len(took), lasted, p99_ms=p99 * 1000, cpu_ms=cpu / len(took) * 1000)


async def _keep_busy(port: int, requests: Iterator[bytes], *, connections: int, seconds: float) -> list[float]:
    until = time.perf_counter() + seconds
    took: list[float] = []

    async def one() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        while time.perf_counter() < until and (sent := next(requests, None)) is not None:
            began = time.perf_counter()
            writer.write(sent)
            head = await reader.readuntil(b"\r\n\r\n")
            length = int(head.lower().split(b"content-length: ")[1].split(b"\r\n")[0])
            body = await reader.readexactly(length)
            assert head.startswith(b"HTTP/1.1 2"), head[:60] + body[:300]
            took.append(time.perf_counter() - began)
        writer.close()

    await asyncio.gather(*(one() for _ in range(connections)))
    return took


def syncs_per_second(folder: Path, *, seconds: float = 1.0) -> float:
    """How many small appends a second this folder's disk makes durable, one after the other."""
    file = folder / "sync-probe"
    done = 0
    with file.open("wb") as opened:
        until = time.perf_counter() + seconds
        while time.perf_counter() < until:
            opened.write(bytes(4096))
            opened.flush()
            os.fdatasync(opened.fileno())
            done += 1
    file.unlink()
    return done / seconds
