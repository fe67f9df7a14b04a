"""Bring a database to this version's tables, or ask whether the tables and the models agree."""

import re
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection

from app.core.database import Database

if TYPE_CHECKING:
    from alembic.config import Config

# Alembic is imported by what migrates and by nothing else: it takes 14 MB, and who serves needs none of it.

SCRIPTS = Path(__file__).parents[2] / "alembic"

_REVISION = re.compile(r"""^revision\b.*= *["'](\w+)["']$""", re.MULTILINE)
_BEFORE_IT = re.compile(r"""^down_revision\b.*= *["'](\w+)["']$""", re.MULTILINE)


@cache
def newest_revision() -> str:
    """The last of the one chain of migrations, as their files say."""
    texts = [file.read_text() for file in (SCRIPTS / "versions").glob("*.py")]
    followed = {found[1] for text in texts if (found := _BEFORE_IT.search(text))}
    (newest,) = {found[1] for text in texts if (found := _REVISION.search(text))} - followed
    return newest


def alembic_config(connection: Connection | None = None) -> "Config":
    from alembic.config import Config  # noqa: PLC0415 - see above

    # Its own default is the stdout of the moment Alembic was first imported, which may be closed by now.
    config = Config(stdout=sys.stdout)
    config.set_main_option("script_location", str(SCRIPTS))
    if connection is not None:
        config.attributes["connection"] = connection
    return config


async def _run(database: Database, command: str, *args: Any, **options: Any) -> None:
    from alembic import command as commands  # noqa: PLC0415 - see above

    work = getattr(commands, command)
    async with database.engine.begin() as connection:
        await connection.run_sync(lambda sync: work(alembic_config(sync), *args, **options))


async def migrate(database: Database, *, to: str = "head") -> None:
    await _run(database, "upgrade", to)


async def unmigrate(database: Database, *, to: str) -> None:
    await _run(database, "downgrade", to)


async def check(database: Database) -> None:
    """Raises alembic's CommandError when the models ask for something that no migration makes."""
    await _run(database, "check")


async def draft(database: Database, *, message: str, number: str) -> None:
    """Write a migration from the difference; read it before it is committed."""
    await _run(database, "revision", message=message, autogenerate=True, rev_id=number)
