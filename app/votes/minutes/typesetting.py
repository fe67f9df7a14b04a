"""A PDF from a document, in a process of its own.

Typst keeps what it has laid out in memory for as long as its process lives: minutes of a vote, in a worker that serves
everyone. The process that typesets ends with its PDF, holds no key and no setting, and adds nothing to a worker.
"""

import json
import subprocess
import sys
from pathlib import Path

from app.core.errors import Busy
from app.votes.minutes.document import Document

_CHILD = Path(__file__).with_name("child.py")
LONGEST = 30.0
"""Seconds; it takes a third of one."""


class NotTypeset(RuntimeError):
    """Says nothing of what stands in the document: what is raised here may be logged."""


def pdf_of(document: Document) -> bytes:
    """The document as an accessible PDF on A4. Raises Busy and NotTypeset."""
    given = json.dumps(document.as_json()).encode()
    try:
        # `-I`: nothing from the environment or the working directory decides what runs.
        done = subprocess.run(  # noqa: S603 - our own file, under our own interpreter; what is given goes to its input
            [sys.executable, "-I", _CHILD], input=given, capture_output=True, timeout=LONGEST, env={}, check=False
        )
    except subprocess.TimeoutExpired:
        raise Busy(retry_after_seconds=10) from None
    if done.returncode != 0 or not done.stdout.startswith(b"%PDF-"):
        raise NotTypeset(f"typesetting ended with {done.returncode}")
    return done.stdout
