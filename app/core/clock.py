"""The only place that asks what time it is, so that a test can turn the clock."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

_turned_by = timedelta()


def now() -> datetime:
    """The time, aware and in UTC."""
    return datetime.now(UTC) + _turned_by


@contextmanager
def turned(by: timedelta) -> Iterator[None]:
    """Let the whole process live `by` later; for tests and rehearsals."""
    global _turned_by  # noqa: PLW0603 - one clock a process is the point
    before = _turned_by
    _turned_by = before + by
    try:
        yield
    finally:
        _turned_by = before
