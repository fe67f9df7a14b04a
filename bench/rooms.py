"""What the rooms cost: signing in, the list of 50 cases, a report, a draw, a ballot. On the demo's association.

`python bench/rooms.py --profile cast` prints where the event loop's time goes instead.
"""

import asyncio
import os
import secrets
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

sys.path.insert(0, str(Path(__file__).parents[1]))

import httpx
from fastapi import FastAPI
from pydantic import SecretStr

from app.connected import connect_rooms
from app.core.database import Database, Session
from app.core.ids import new_id
from app.core.keys import Keys
from app.core.migrations import migrate
from app.core.settings import Settings
from app.core.slow_work import SlowWork
from app.demo import cast
from app.demo.cases import new_receipt_code
from app.demo.papers import Papers
from app.demo.service import make_demo
from app.intake import service as intake
from app.intake.routing import Report
from app.intake.rules import Concerns, SafeNow
from app.main import create_app
from app.ports.mail import RecordedMail
from app.serving import AS_SERVED
from app.votes import blind_rsa, p256, running
from app.votes.ceremony import VoteKeys, make_keys
from app.votes.draw import SEALED_STATE_BYTES, DrawRequest
from app.votes.manifest import Manifest
from app.votes.messages import Credential, Purpose, prepared_message
from app.votes.models import Vote
from app.votes.roll import service as roll
from app.votes.rules import Choice
from bench.ground import bare_app
from bench.support.load import (
    HEADING,
    Served,
    cpu_seconds_of,
    measure,
    measure_each,
    request,
    resident_mb,
    served,
    syncs_per_second,
)
from bench.support.votes import summoned_vote
from tests.support.ballots import Election, Voter
from tests.support.blinding import blind, finalize

FOLDER, SECRET = "VARNA_BENCH_FOLDER", "VARNA_BENCH_SECRET"
LISTED = 50
VOTERS = 300
ROUNDS = 40
"""Each voter's envelope is replaced so often: a replacement costs what a first envelope does, an upsert."""
DRAWS = 900
AT_ONCE = (1, 8, 32)
PASSWORDS_AT_ONCE = 2
LISTS = 200


def settings() -> Settings:
    folder = Path(os.environ[FOLDER])
    return Settings(
        _env_file=None,
        secret_key=SecretStr(os.environ[SECRET]),
        data_dir=folder,
        frontend_dir=folder / "no-pages",
        runs_due_work=False,
        log_as_json=True,
        VARNA_DEMO=True,
    )


def our_app() -> FastAPI:
    return create_app(settings(), mail=RecordedMail())


@dataclass(frozen=True)
class Prepared:
    papers: Papers
    casts: Iterator[bytes]
    """Each is sent once."""
    draws: list[bytes]
    blind_signature_ms: float


async def prepare() -> Prepared:
    """The demo, 50 cases for its officer, a vote that is open and one at its drawing; and what voters would send."""
    ours = settings()
    database = Database(ours.resolved_database_url, keys=Keys(ours.root_secret))
    await migrate(database)
    papers = await make_demo(database, ours)
    connect_rooms(ours)
    slow_work = SlowWork(ours.hashing_slots)
    for _ in range(LISTED - 4):
        report = Report(concerns=Concerns.INTERNAL, happened="Det hände igen.", safe_now=SafeNow.YES)
        await intake.receive(database, slow_work, report, code=new_receipt_code(), body_hash="0")
    keys = make_keys()
    async with database.writing() as db:
        opened = await summoned_vote(db, keys)
        await running.close_drawing(db, opened, by="bench")
        await running.open_casting(db, opened, by="bench")
    drawing_keys = make_keys()
    async with database.writing() as db:
        drawing = await summoned_vote(db, drawing_keys)
        tokens = await _voters(db, drawing)
    await database.close()
    return Prepared(papers, iter(list(_casts(opened, keys))), list(_draws(drawing, tokens)), _blind_signature_ms(keys))


async def _voters(db: Session, vote: Vote) -> list[str]:
    """A roll of many more than a group ever has, so that every draw is a first one."""
    await roll.lock(db, vote_id=vote.id, voters=[new_id() for _ in range(DRAWS)])
    return [roll.new_link(entry, on_paper=True) for entry in await roll.entries_of(db, vote.id)]


def _manifest(vote: Vote) -> Manifest:
    assert vote.manifest is not None
    return Manifest.from_bytes(vote.manifest)


def _casts(vote: Vote, keys: VoteKeys) -> Iterator[bytes]:
    """All first envelopes, then all second ones, and so on."""
    manifest = _manifest(vote)
    voters = [_voter(manifest, keys) for _ in range(VOTERS)]
    for counter in range(1, ROUNDS + 1):
        for voter in voters:
            body = voter.cast(Choice.BLANK, counter=counter).model_dump_json().encode()
            yield request(f"/api/v1/ballots/{vote.id}/cast", method="POST", body=body)


def _voter(manifest: Manifest, keys: VoteKeys) -> Voter:
    """As after a draw."""
    mine, credentials = {}, {}
    for purpose, signer in ((Purpose.ADMISSION, keys.admission), (Purpose.BALLOT, keys.ballot)):
        key, prefix = p256.generate_key(), secrets.token_bytes(blind_rsa.PREFIX_BYTES)
        prepared = prepared_message(purpose, manifest, prefix=prefix, public_key=p256.point_of(key))
        blinding = blind(signer.public, prepared)
        signature = finalize(signer.public, blinding, blind_rsa.blind_sign(signer, blinding.blinded))
        mine[purpose] = key
        credentials[purpose] = Credential(prefix=prefix, public_key=p256.point_of(key), signature=signature)
    election = Election(manifest, keys.receipt, p256.generate_key(), keys.admission, keys.ballot)
    return Voter(
        election,
        credentials[Purpose.ADMISSION],
        mine[Purpose.ADMISSION],
        credentials[Purpose.BALLOT],
        mine[Purpose.BALLOT],
    )


def _draws(vote: Vote, tokens: list[str]) -> Iterator[bytes]:
    manifest = _manifest(vote)
    for token in tokens:
        blinded = [
            blind(issuer, secrets.token_bytes(129)).blinded
            for issuer in (manifest.admission_issuer, manifest.ballot_issuer)
        ]
        wish = DrawRequest(
            admission=blinded[0], ballot=blinded[1], sealed_state=secrets.token_bytes(SEALED_STATE_BYTES)
        )
        body = f'{{"token":"{token}","draw":{wish.model_dump_json()}}}'.encode()
        yield request(f"/api/v1/ballots/{vote.id}/draw", method="POST", body=body)


def _blind_signature_ms(keys: VoteKeys) -> float:
    blinded = blind(keys.admission.public, secrets.token_bytes(129)).blinded
    took = []
    for _ in range(60):
        began = time.process_time()
        blind_rsa.blind_sign(keys.admission, blinded)
        took.append((time.process_time() - began) * 1000)
    return statistics.median(took)


def _reports() -> Iterator[bytes]:
    """Each another, as a phone sends it."""
    words = "Det började efter mötet i våras och har fortsatt sedan dess. " * 8
    while True:
        body = (
            f'{{"receipt_code":"{new_receipt_code()}","concerns":"internal","happened":"{words}",'
            f'"safe_now":"unsure","needs":"Att någon ringer.","must_not_know":"","about_names":""}}'
        ).encode()
        yield request("/api/v1/reports", method="POST", body=body)


def _sign_in(port: int, login: str, password: str) -> tuple[str, str]:
    """A session's headers, and the cookie by which the browser is known again."""
    answer = httpx.post(
        f"http://127.0.0.1:{port}/api/v1/auth/token",
        data={"grant_type": "password", "username": login, "password": password},
    )
    assert answer.status_code == 200, answer.text
    token, cookies = answer.json()["access_token"], answer.cookies
    session = f"Authorization: Bearer {token}\r\nCookie: varna_vault={cookies['varna_vault']}\r\n"
    return session, f"Cookie: varna_device={cookies['varna_device']}\r\n"


def _sign_ins(port: int, papers: Papers) -> Iterator[bytes]:
    """Two people, over and over, each from a browser that is known."""
    sent = []
    for who in papers.sign_ins[:PASSWORDS_AT_ONCE]:
        _, device = _sign_in(port, who.login, papers.password)
        form = urlencode({"grant_type": "password", "username": who.login, "password": papers.password}).encode()
        media = "application/x-www-form-urlencoded"
        sent.append(request("/api/v1/auth/token", method="POST", body=form, media=media, headers=device))
    return cycle(sent)


def _line(name: str, value: float, unit: str) -> str:
    return f"{name:<34}{value:>10,.1f}  {unit}"


def _tell(server: Served, prepared: Prepared, *, profiled: str) -> None:
    def told(name: str, requests: Iterator[bytes], **options: Any) -> None:
        word = name.partition(",")[0]
        if profiled in {"", word}:
            print(measure_each(server, name, requests, is_profiled=bool(profiled), **options))

    session, _ = _sign_in(server.port, cast.OFFICER.email, prepared.papers.password)
    listing = request(f"/api/v1/cases?limit={LISTED}", headers=session)
    told("cases, a list of 50", cycle([listing]), connections=8)
    reports, casts, draws = _reports(), prepared.casts, iter(prepared.draws)
    for connections in AT_ONCE:
        told(f"report, {connections} at once", reports, connections=connections)
    told("draw, 8 at once", draws, connections=8)
    for connections in AT_ONCE:
        told(f"cast, {connections} at once", casts, connections=connections, seconds=1.2)
    told(
        "sign-in, 2 at once",
        _sign_ins(server.port, prepared.papers),
        connections=PASSWORDS_AT_ONCE,
        seconds=4.0,
    )


@dataclass(frozen=True)
class Workers:
    """Processes such as `varna serve` turns into, with nothing of this bench in them."""

    port: int
    process: int

    def cpu_seconds(self) -> float:
        return cpu_seconds_of(self.process)

    def is_busy(self) -> bool:
        before = self.cpu_seconds()
        time.sleep(0.5)
        return self.cpu_seconds() - before > 0.05

    def profile(self, *, is_on: bool) -> None:
        """These carry no profiler: what is measured is what is served."""
        raise NotImplementedError


@contextmanager
def _workers(folder: Path, *, number: int) -> Iterator[Workers]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    told = {"VARNA_SECRET_KEY": os.environ[SECRET], "VARNA_DATA_DIR": str(folder), "VARNA_DEMO": "true"}
    told |= {"VARNA_ENV_FILE": os.devnull, "VARNA_LOG_AS_JSON": "true"}
    command = [sys.executable, "-m", "app.serving", "127.0.0.1", str(port), str(number)]
    environment = os.environ | AS_SERVED | told
    with subprocess.Popen(
        command, env=environment, stderr=subprocess.DEVNULL, cwd=Path(__file__).parents[1]
    ) as process:
        try:
            httpx.Client(transport=httpx.HTTPTransport(retries=8)).get(f"http://127.0.0.1:{port}/readyz")
            workers = Workers(port, process.pid)
            # One answers while the others still start.
            while workers.is_busy():
                pass
            yield workers
        finally:
            process.terminate()


def _tell_of_two(folder: Path, casts: Iterator[bytes]) -> None:
    with _workers(folder, number=2) as two:
        for connections in AT_ONCE:
            name = f"cast, {connections} at once, two processes"
            print(measure_each(two, name, casts, connections=connections, seconds=1.2))


def _tell_memory(folder: Path, papers: Papers) -> None:
    with _workers(folder, number=1) as worker:
        print(_line("a worker's memory, at rest", resident_mb(worker.process), "MB"))
        session, _ = _sign_in(worker.port, cast.OFFICER.email, papers.password)
        headers = dict(line.split(": ", 1) for line in session.splitlines())
        with httpx.Client(base_url=f"http://127.0.0.1:{worker.port}", headers=headers) as client:
            for _ in range(LISTS):
                assert client.get("/api/v1/cases").is_success
        print(_line(f"after a sign-in and {LISTS} lists", resident_mb(worker.process), "MB"))


def main(profiled: str = "") -> None:
    # Beside the data of `make run`, so that the same disk is measured; /tmp may lie in memory.
    home = Path(__file__).parents[1] / "var"
    home.mkdir(mode=0o700, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=home, prefix="bench-") as folder:
        os.environ[FOLDER] = folder
        os.environ[SECRET] = secrets.token_urlsafe(48)
        prepared = asyncio.run(prepare())
        print(HEADING)
        with served(bare_app) as server:
            print(measure(server, "bare FastAPI", "/bare"))
        with served(our_app) as server:
            _tell(server, prepared, profiled=profiled)
        if not profiled:
            _tell_of_two(Path(folder), prepared.casts)
            _tell_memory(Path(folder), prepared.papers)
        print(_line("one blind signature", prepared.blind_signature_ms, "CPU-ms"))
        print(_line("this disk, fdatasync", syncs_per_second(Path(folder)), "a second"))


if __name__ == "__main__":
    main(sys.argv[2] if sys.argv[1:2] == ["--profile"] else "")
