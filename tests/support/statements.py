"""What the database is asked, in order: two answers that must not be told apart are made of the same questions.

Counted, not timed: a clock in a test tells of the machine.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import Engine

_SEVERAL = re.compile(r"IN \((SELECT .*? WHERE 1!=1|[^()]*)\)( AND \(1 != 1\))?")
"""A list of values. An empty one is sent as well, as a question that finds nothing: each dialect has its own."""


@contextmanager
def asked_of_the_database() -> Iterator[list[str]]:
    """Every statement of this process in the block, without its values; how many values a list has is not told apart."""
    statements: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        statements.append(_SEVERAL.sub("IN (...)", statement))

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(Engine, "before_cursor_execute", note)
