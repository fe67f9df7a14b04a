"""What a case's proceedings cause in one another, in the same transaction. `app/connected.py` registers who answers."""

from dataclasses import dataclass

from app.cases.models import Case
from app.core.hooks import Hook


@dataclass(frozen=True)
class Exonerated:
    """Somebody is accused no more: what hung on that has nothing to hang on. `subject`: see `subjects.py`."""

    case: Case
    subject: str


exonerated: Hook[Exonerated] = Hook("proceedings.exonerated")
"""Called while they are still named, so that whoever answers can find what is theirs. Source: KNO-12, PRN-05."""
