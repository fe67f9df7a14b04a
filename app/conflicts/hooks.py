"""What keeping somebody out, and letting them in again, causes in rooms above; `app/connected.py` says who answers."""

from dataclasses import dataclass
from uuid import UUID

from app.core.hooks import Hook


@dataclass(frozen=True)
class LiftedBar:
    """Two have agreed that somebody is not to be kept out. `tag` is the case's own pseudonym for them."""

    case_id: UUID
    tag: str


@dataclass(frozen=True)
class NowBarred:
    """Somebody is kept out from now on. `tag` stands for them where they acted in the case."""

    case_id: UUID
    tag: str


barred: Hook[NowBarred] = Hook("conflicts.barred")
"""What they let happen as one of two has lost one of them. Source: CON-01, CON-05."""


lifted: Hook[LiftedBar] = Hook("conflicts.lifted")
"""Whoever was accused is accused no more: what hung on it has nothing to stand on. Source: PRN-05."""
