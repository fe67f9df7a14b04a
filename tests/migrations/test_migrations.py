"""One chain of migrations makes the same tables on both databases."""

from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import inspect

from app.audit import service as audit
from app.core import clock, migrations
from app.core.database import Database
from app.core.due_work import schedule
from app.tables import metadata

pytestmark = pytest.mark.anyio


async def tables_of(database: Database) -> set[str]:
    async with database.engine.connect() as connection:
        return set(await connection.run_sync(lambda sync: inspect(sync).get_table_names()))


async def test_the_migrations_make_what_the_models_say(database: Database) -> None:
    await migrations.check(database)


async def test_each_migration_can_be_undone_and_done_again_with_data_in_the_tables(database: Database) -> None:
    async with database.writing() as db:
        audit.record(db, "office-ended", actor="system", reason="moved")
        await schedule(db, kind="chain-audit", due_at=clock.now())
    made = await tables_of(database)
    assert set(metadata.tables) <= made
    script = ScriptDirectory.from_config(migrations.alembic_config())
    for revision in script.walk_revisions():
        await migrations.unmigrate(database, to=str(revision.down_revision or "base"))
    assert await tables_of(database) == {"alembic_version"}
    await migrations.migrate(database)
    assert await tables_of(database) == made
    await migrations.check(database)


async def test_migrating_twice_changes_nothing(database: Database) -> None:
    before = await tables_of(database)
    await migrations.migrate(database)
    assert await tables_of(database) == before


def test_there_is_one_chain() -> None:
    script = ScriptDirectory.from_config(migrations.alembic_config())
    assert len(script.get_heads()) == 1
    assert len(script.get_bases()) == 1
    assert script.get_current_head() == migrations.newest_revision()
    files = sorted(path.name for path in Path(script.versions).glob("[0-9]*.py"))
    assert [name[:4] for name in files] == [f"{number:04}" for number in range(1, len(files) + 1)]
