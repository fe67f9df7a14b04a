"""Migrations for both databases; run through `varna migrate`, which knows the settings."""

from sqlalchemy import Connection, engine_from_config, pool

from alembic import context
from app.tables import metadata


def _migrate(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=metadata,
        render_as_batch=True,
        compare_type=True,
    )
    with context.begin_transaction():
        context.run_migrations()


given = context.config.attributes.get("connection")
if given is not None:
    _migrate(given)
else:
    engine = engine_from_config(context.config.get_section("alembic", {}), poolclass=pool.NullPool)
    with engine.connect() as connection:
        _migrate(connection)
