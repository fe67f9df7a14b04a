"""Whether a case is whole: as many rows of each kind belong to it as to another that came about in the same way."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any
from uuid import UUID

COMES_AND_GOES = {"notice", "due_job", "audit_batch"}
"""What the server's own work takes away again, or writes about many cases at once."""


def shapes_of_cases(rows: dict[str, list[dict[str, Any]]]) -> dict[UUID, Counter[str]]:
    """Of `rows_by_table`: for each case, how many rows of each table belong to it, directly or by what belongs to it."""
    belonging: defaultdict[str, list[tuple[str, str | None]]] = defaultdict(list)
    for table, lines in rows.items():
        for row in lines if table not in COMES_AND_GOES else ():
            own = _as_key(row.get("id"))
            for value in {_as_key(value) for name, value in row.items() if name != "id"} - {None}:
                belonging[str(value)].append((table, own))

    def below(key: str) -> Iterable[str]:
        for table, own in belonging[key]:
            yield table
            if own is not None:
                yield from below(own)

    return {row["id"]: Counter(below(row["id"].hex)) for row in rows["matter"]}


def _as_key(value: Any) -> str | None:
    """An id in one form, whatever the column: an audit event's subject is text."""
    if isinstance(value, UUID):
        return value.hex
    return value.replace("-", "") if isinstance(value, str) and len(value) == 36 else None
