"""Bring a database to this version's tables, or ask whether the tables and the models agree."""

from pathlib import Path
from typing import Any

from alembic.config import Config
from sqlalchemy import Connection

from alembic import command
from app.core.database import Database

SCRIPTS = Path(__file__).parents[2] / "alembic"


def alembic_config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    if connection is not None:
        config.attributes["connection"] = connection
    return config


async def _run(database: Database, work: Any, *args: Any, **options: Any) -> None:
    async with database.engine.begin() as connection:
        await connection.run_sync(lambda sync: work(alembic_config(sync), *args, **options))


async def migrate(database: Database, *, to: str = "head") -> None:
    await _run(database, command.upgrade, to)


async def unmigrate(database: Database, *, to: str) -> None:
    await _run(database, command.downgrade, to)


async def check(database: Database) -> None:
    """Raises alembic's CommandError when the models ask for something that no migration makes."""
    await _run(database, command.check)


async def draft(database: Database, *, message: str, number: str) -> None:
    """Write a migration from the difference; read it before it is committed."""
    await _run(database, command.revision, message=message, autogenerate=True, rev_id=number)
