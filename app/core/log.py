"""Structured log: ids and codes, never content. An exception is logged as its type and where it rose, not its text."""

import logging
import sys
import traceback
from typing import Any

import structlog


def configure_log(*, as_json: bool, level: int = logging.INFO) -> None:
    renderer: Any = structlog.processors.JSONRenderer() if as_json else structlog.dev.ConsoleRenderer(colors=False)
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
    # Libraries write through logging; their warnings are wanted, their access lines (with addresses) are not.
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_WithoutContent())
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    logging.getLogger("uvicorn.access").disabled = True


class _WithoutContent(logging.Formatter):
    """Who wrote, how bad, and the place of an exception: a library's message may hold what people sent."""

    def format(self, record: logging.LogRecord) -> str:
        error = record.exc_info[1] if record.exc_info else None
        return f"{record.levelname} {record.name}" + (f" {where(error)}" if error else "")


log = structlog.stdlib.get_logger("varna")


def where(error: BaseException) -> str:
    """`ValueError at service.py:41 in close`: enough to find a fault, without a word of what the message held."""
    frames = traceback.extract_tb(error.__traceback__)
    if not frames:
        return type(error).__name__
    last = frames[-1]
    return f"{type(error).__name__} at {last.filename.rsplit('/', 1)[-1]}:{last.lineno} in {last.name}"
