"""Whether anything is left of a case, found by what names what, and not by what the code thinks belongs to it."""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

Rows = dict[str, list[dict[str, Any]]]

STAY = {"audit_event", "audit_batch", "departure_mark"}
"""Lines without content, and that somebody left."""
NAMES_ONLY = {("reentry", "earlier_case_id")}
PIECE = 16
_TAG = re.compile(r"[0-9a-f]{32}")


def rows_of_case(rows: Rows, case_id: UUID) -> list[tuple[str, dict[str, Any]]]:
    """Of `rows_by_table`: each row that names the case, or names a row that does, with its table."""
    naming: defaultdict[UUID, list[tuple[str, dict[str, Any]]]] = defaultdict(list)
    for table, lines in rows.items():
        for row in lines if table not in STAY else ():
            for name, value in row.items():
                if name != "id" and (table, name) not in NAMES_ONLY and (named := _as_id(value)) is not None:
                    naming[named].append((table, row))
    found: dict[int, tuple[str, dict[str, Any]]] = {}

    def gather(key: UUID) -> None:
        for table, row in naming[key]:
            if id(row) not in found:
                found[id(row)] = (table, row)
                if isinstance(row.get("id"), UUID):
                    gather(row["id"])

    gather(case_id)
    return [*found.values(), *(("matter", row) for row in rows["matter"] if row["id"] == case_id)]


def _as_id(value: Any) -> UUID | None:
    if isinstance(value, UUID):
        return value
    return UUID(value) if isinstance(value, str) and re.fullmatch(r"[0-9a-f]{8}-[0-9a-f-]{27}", value) else None


def nothing_is_left(theirs: list[tuple[str, dict[str, Any]]], after: Rows, stored: bytes) -> None:
    """`theirs`: what was the case's before. `stored`: the database's files or dump, after."""
    # The work itself is taken from its table when it is done: what and about which case, as the audit log says too.
    was_theirs = [row for table, row in theirs if (table, row.get("kind")) != ("due_job", "destroy-case")]
    stays = _pieces_of([row for lines in after.values() for row in lines])
    in_lines = json.dumps([[row["subject"], row["codes"]] for row in after["audit_event"]]).replace("-", "").encode()
    pieces = {piece for piece in _pieces_of(was_theirs) - stays if not _found(in_lines, [piece])}
    assert len(pieces) > 100, "there was something to look for"
    assert _found(stored, pieces) == []
    assert _found(stored, _pieces_of(after["person"])), "the control: the search finds what is there"


def _pieces_of(rows: Iterable[dict[str, Any]]) -> set[bytes]:
    """What a file would hold of them: sealed bytes, from both their ends, ids and pseudonyms."""
    return {piece for row in rows for value in row.values() for piece in _pieces(value)}


def _pieces(value: Any) -> Iterator[bytes]:
    match value:
        case UUID():
            yield value.hex.encode()
        case bytes() if len(value) >= PIECE:
            yield from (value[:PIECE], value[-PIECE:])
        case str() if _TAG.fullmatch(value):
            yield value.encode()


def _found(stored: bytes, pieces: Iterable[bytes]) -> list[bytes]:
    """As they are, and, as a dump of PostgreSQL has them, in hexadecimal digits or with the dashes of an id."""
    return [each for each in pieces if any(form in stored for form in (each, each.hex().encode(), _dashed(each)))]


def _dashed(piece: bytes) -> bytes:
    text = piece.decode("latin-1")
    return str(UUID(text)).encode() if _TAG.fullmatch(text) else piece
