"""A server in a process of its own, a client that keeps it busy, and what a disk can do."""

import asyncio
import multiprocessing
import os
import resource
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import uvicorn

CONNECTIONS = 16
SECONDS = 2.0


@dataclass(frozen=True)
class Served:
    port: int
    _ask: Connection

    def cpu_seconds(self) -> float:
        """Processor time that the server process has used since it began."""
        self._ask.send("cpu")
        return float(self._ask.recv())


def _serve(make_app: Callable[[], Any], listening: socket.socket, told: Connection) -> None:
    config = uvicorn.Config(make_app(), access_log=False, log_config=None, log_level="error")
    server = uvicorn.Server(config)

    async def answer_questions() -> None:
        while await asyncio.to_thread(told.recv) != "stop":
            used = resource.getrusage(resource.RUSAGE_SELF)
            told.send(used.ru_utime + used.ru_stime)
        server.should_exit = True

    async def run() -> None:
        asking = asyncio.create_task(answer_questions())
        await server.serve(sockets=[listening])
        await asking

    with Path(os.devnull).open("w") as nowhere:
        os.dup2(nowhere.fileno(), 2)  # log lines are made, and measured, but not shown
    asyncio.run(run())


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


def measure(server: Served, name: str, path: str, *, method: str = "GET", body: bytes = b"") -> Measured:
    """Keep the server busy over 16 connections for 2 seconds, after a short warm-up."""
    sent = (
        f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    ).encode() + body
    asyncio.run(_keep_busy(server.port, sent, seconds=0.3))
    before = server.cpu_seconds()
    began = time.perf_counter()
    took = asyncio.run(_keep_busy(server.port, sent, seconds=SECONDS))
    seconds = time.perf_counter() - began
    cpu = server.cpu_seconds() - before
    p99 = sorted(took)[int(len(took) * 0.99)]
    return Measured(name, len(took), seconds, p99_ms=p99 * 1000, cpu_ms=cpu / len(took) * 1000)


async def _keep_busy(port: int, sent: bytes, *, seconds: float) -> list[float]:
    until = time.perf_counter() + seconds
    took: list[float] = []

    async def one() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        while time.perf_counter() < until:
            began = time.perf_counter()
            writer.write(sent)
            head = await reader.readuntil(b"\r\n\r\n")
            assert head.startswith(b"HTTP/1.1 2"), head[:60]
            length = int(head.lower().split(b"content-length: ")[1].split(b"\r\n")[0])
            await reader.readexactly(length)
            took.append(time.perf_counter() - began)
        writer.close()

    await asyncio.gather(*(one() for _ in range(CONNECTIONS)))
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
