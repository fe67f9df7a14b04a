"""What the ground costs: a bare FastAPI route, ours without a database, one that reads, one that writes."""

import asyncio
import os
import secrets
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from fastapi import FastAPI
from pydantic import SecretStr

from app.audit import service as audit
from app.core.database import Database, Reading, Transaction
from app.core.keys import Keys
from app.core.migrations import migrate
from app.core.settings import Settings
from app.main import create_app
from app.ports.mail import RecordedMail
from bench.support.load import HEADING, measure, served, syncs_per_second

FOLDER = "VARNA_BENCH_FOLDER"


def bare_app() -> FastAPI:
    app = FastAPI()

    @app.get("/bare")
    async def bare() -> dict[str, str]:
        return {"status": "ok"}

    return app


def our_app() -> FastAPI:
    app = create_app(_settings(), mail=RecordedMail())

    @app.get("/read")
    async def read(db: Reading) -> dict[str, bool]:
        return {"waits": await audit.oldest_unchained(db) is not None}

    @app.post("/write", status_code=201)
    async def write(db: Transaction) -> dict[str, str]:
        audit.record(db, "measured", actor="system")
        return {"status": "ok"}

    return app


def _settings() -> Settings:
    folder = Path(os.environ[FOLDER])
    return Settings(
        _env_file=None,
        secret_key=SecretStr(secrets.token_urlsafe(48)),
        data_dir=folder,
        frontend_dir=folder / "no-pages",
        runs_due_work=False,
        log_as_json=True,
    )


async def _migrate() -> None:
    settings = _settings()
    database = Database(settings.resolved_database_url, keys=Keys(settings.root_secret))
    await migrate(database)
    await database.close()


def main() -> None:
    # Beside the data of `make run`, so that the same disk is measured; /tmp may lie in memory.
    home = Path(__file__).parents[1] / "var"
    home.mkdir(mode=0o700, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=home, prefix="bench-") as folder:
        os.environ[FOLDER] = folder
        asyncio.run(_migrate())
        print(HEADING)
        with served(bare_app) as server:
            print(measure(server, "bare FastAPI", "/bare"))
        with served(our_app) as server:
            print(measure(server, "/healthz", "/healthz"))
            print(measure(server, "one row, read (SQLite)", "/read"))
            print(measure(server, "one row, committed (SQLite)", "/write", method="POST"))
        print(f"{'this disk, fdatasync':<34}{syncs_per_second(Path(folder)):>10,.0f}")


if __name__ == "__main__":
    main()
