"""All that a thief of the database would have: the files' bytes, or every row of every table."""

import json
import re
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import text

from app.core.database import Database
from app.tables import metadata
from app.votes.encoding import from_base64url

SHORTEST_ATOM = 8
"""Shorter values (a flag, a count, a word of an enumeration) join nothing."""
_BASE64URL = re.compile(r"[A-Za-z0-9_-]{22,}")


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


def forms_of(secret: str | bytes) -> set[bytes]:
    """A value as it could lie in a file: as it is, in capitals or small, as hexadecimal digits, within base64 text.

    Of base64 it gives what is the same whatever stands before and after, at each of the three ways to begin. Each of
    these may once more be written in hexadecimal digits, as a dump of PostgreSQL writes bytes.
    """
    raw = secret.encode() if isinstance(secret, str) else secret
    forms = {raw, raw.hex().encode(), raw.hex().upper().encode()}
    if isinstance(secret, str):
        forms |= {secret.lower().encode(), secret.upper().encode(), json.dumps(secret)[1:-1].encode()}
        forms.add(secret.encode("utf-16-le"))
    for before in range(3):
        whole = (before + len(raw)) * 8 // 6
        for encode in (b64encode, urlsafe_b64encode):
            forms.add(encode(bytes(before) + raw)[-(-before * 8 // 6) : whole])
    return forms | {form.hex().encode() for form in forms}


def found_in(stored: bytes, secrets: Iterable[str | bytes]) -> list[str | bytes]:
    """Those of the secrets that stand there in any form."""
    return [secret for secret in secrets if any(form in stored for form in forms_of(secret))]


async def rows_by_table(
    database: Database, *, only: Collection[str] = metadata.tables.keys()
) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table, in the order that the database gives them without being asked for one."""
    found: dict[str, list[dict[str, Any]]] = {}
    async with database.reading() as db:
        connection = await db.connection()
        for table in (metadata.tables[name] for name in only):
            found[table.name] = [dict(row) for row in (await connection.execute(table.select())).mappings()]
    return found


def atoms_of(value: Any) -> Iterator[str]:
    """The values in a value that could join two rows, each in one form whatever it was stored as."""
    match value:
        case UUID():
            yield value.hex
        case bytes():
            yield from _atoms_of_bytes(value)
        case str() if len(value) >= SHORTEST_ATOM:
            yield from _atoms_of_text(value)
        case dict():
            yield from atoms_of(list(value.values()))
        case list() | tuple():
            for each in value:
                yield from atoms_of(each)


def _atoms_of_bytes(value: bytes) -> Iterator[str]:
    try:
        read = json.loads(value)
    except ValueError:
        yield value.hex()
    else:
        yield from atoms_of(read)


def _atoms_of_text(value: str) -> Iterator[str]:
    plain = value.replace("-", "").lower()
    if re.fullmatch(r"[0-9a-f]{32,}", plain):
        yield plain
        return
    if value.startswith(("{", "[")):
        try:
            yield from atoms_of(json.loads(value))
        except ValueError:
            yield value
        return
    yield value
    if _BASE64URL.fullmatch(value):
        try:
            yield from_base64url(value).hex()
        except ValueError:
            return
