"""All that a thief of the database would have: the files' bytes, or every row of every table."""

from pathlib import Path

from sqlalchemy import text

from app.core.database import Database


async def everything_stored(database: Database, folder: Path) -> bytes:
    """SQLite: the main file with its write-ahead log. PostgreSQL: each row as text, bytea as hexadecimal."""
    if database.is_sqlite:
        return b"".join(file.read_bytes() for file in sorted(folder.glob("varna.db*")))
    rows: list[str] = []
    async with database.reading() as db:
        connection = await db.connection()
        tables = await connection.execute(
            text("SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public'")
        )
        for (table,) in tables.all():
            found = await connection.execute(text(f"SELECT t::text FROM {table} t"))
            rows += [row[0] for row in found.all()]
    return "\n".join(rows).encode()


def holds(stored: bytes, secret: str | bytes) -> bool:
    """Whether a value stands there, as it is or as hexadecimal digits."""
    raw = secret.encode() if isinstance(secret, str) else secret
    return raw in stored or raw.hex().encode() in stored
