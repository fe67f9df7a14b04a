"""What a file of 50 MB costs to send, to compare and to fetch again: time, and the memory of the server that takes it.

With a receipt code, as from a telephone without an account, against `varna serve` in a process of its own.
"""

import base64
import hashlib
import os
import secrets
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from threading import Event, Thread

sys.path.insert(0, str(Path(__file__).parents[1]))

import httpx

from app.demo.cases import new_receipt_code
from app.evidence.rules import CHUNK_BYTES, LARGEST_FILE_BYTES
from bench.support.load import cpu_seconds_of, resident_mb

PATIENCE = 60.0
FILES = 20
SMALL_BYTES = 2_000_000


class Watched:
    """The most memory that a process held while it was watched, in 10^6 bytes."""

    def __init__(self, process: int) -> None:
        self._process, self._is_over, self.most = process, Event(), 0.0
        self._thread = Thread(target=self._look, daemon=True)
        self._thread.start()

    def _look(self) -> None:
        while not self._is_over.wait(0.01):
            self.most = max(self.most, resident_mb(self._process))

    def end(self) -> float:
        self._is_over.set()
        self._thread.join()
        return self.most


def send(client: httpx.Client, content: bytes) -> str:
    key = base64.urlsafe_b64encode(secrets.token_bytes(32)).decode().rstrip("=")
    begun = client.post("/files", json={"name": "bevis.bin", "size": len(content), "key": key})
    begun.raise_for_status()
    file_id: str = begun.json()["id"]
    headers = {"Content-Type": "application/octet-stream", "Piece-Key": key}
    for offset in range(0, len(content), CHUNK_BYTES):
        piece = content[offset : offset + CHUNK_BYTES]
        client.patch(
            f"/files/{file_id}/upload", content=piece, headers=headers | {"Upload-Offset": str(offset)}
        ).raise_for_status()
    ending = {"key": key, "sha256": hashlib.sha256(content).hexdigest()}
    client.post(f"/files/{file_id}/upload/end", json=ending).raise_for_status()
    return file_id


def told(what: str, *, seconds: float, cpu: float, most: float) -> None:
    print(f"{what:<44} {seconds:6.1f} s  {cpu:6.1f} CPU-s  {most:6.0f} MB held at most")


def main() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with tempfile.TemporaryDirectory() as folder:
        secret = base64.urlsafe_b64encode(os.urandom(32)).decode()
        environment = {name: value for name, value in os.environ.items() if not name.startswith("VARNA_")}
        environment |= {"VARNA_SECRET_KEY": secret, "VARNA_DATA_DIR": folder}
        code = [
            sys.executable,
            "-c",
            "from app.start import main; main()",
            "serve",
            "--migrate",
            "--demo",
            "--port",
            str(port),
        ]
        server = subprocess.Popen(code, env=environment, stdout=subprocess.DEVNULL, cwd=Path(__file__).parents[1])
        try:
            address = f"http://127.0.0.1:{port}"
            until = time.monotonic() + PATIENCE
            while time.monotonic() < until:
                try:
                    httpx.get(f"{address}/readyz").raise_for_status()
                    break
                except httpx.HTTPError:
                    time.sleep(0.2)
            receipt = new_receipt_code()
            report = {"receipt_code": receipt, "concerns": "party", "happened": "Mätning.", "safe_now": "yes"}
            httpx.post(f"{address}/api/v1/reports", json=report, timeout=PATIENCE).raise_for_status()
            with httpx.Client(
                base_url=f"{address}/api/v1/reports/receipt", headers={"Receipt-Code": receipt}, timeout=PATIENCE
            ) as client:
                print(f"before: {resident_mb(server.pid):.0f} MB")
                for what, sizes in (
                    ("one file of 50 MB, sent and compared", [LARGEST_FILE_BYTES]),
                    (f"{FILES} of 2 MB, one after the other", [SMALL_BYTES] * FILES),
                ):
                    contents = [os.urandom(size) for size in sizes]
                    watched, began, cpu = Watched(server.pid), time.perf_counter(), cpu_seconds_of(server.pid)
                    for content in contents:
                        send(client, content)
                    took = time.perf_counter() - began
                    told(what, seconds=took, cpu=cpu_seconds_of(server.pid) - cpu, most=watched.end())
        finally:
            server.terminate()
            server.wait()


if __name__ == "__main__":
    main()
