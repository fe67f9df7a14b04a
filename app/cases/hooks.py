"""What rooms above must do when a case changes, in the same transaction. `app/connected.py` names them all."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from app.cases.access import HeldCase
from app.core.database import Session
from app.policy.terms import Category, Stage

CountDuties = Callable[[Session, UUID], Awaitable[int]]
"""How many mandatory steps, measures, votes or exclusions of this case are not finished."""

CategoryChanged = Callable[[Session, UUID, Category, Category], Awaitable[None]]
"""The case went from one category to another: supersede what the new one does not have."""

StageChanged = Callable[[Session, UUID, Stage, Stage], Awaitable[None]]
"""The case went from one stage to another; its phase and conclusion are set already."""


ConsentAnswered = Callable[[Session, HeldCase, bool], Awaitable[None]]
"""The affected person answered one of the policy's questions: yes or no."""


ConfirmationTakenBack = Callable[[Session, HeldCase], Awaitable[None]]
"""Whoever was confirmed as the affected person was not: nothing that needs their word may rest on what was said."""


@dataclass(frozen=True)
class CaseHooks:
    """Every room that lays duties on a case counts them here: closing waits until all counts are zero."""

    duties: Sequence[CountDuties]
    category_changed: Sequence[CategoryChanged]
    stage_changed: Sequence[StageChanged]
    consent_answered: Sequence[ConsentAnswered] = ()
    confirmation_taken_back: Sequence[ConfirmationTakenBack] = ()

    async def open_duties(self, db: Session, case_id: UUID) -> int:
        return sum([await count(db, case_id) for count in self.duties])
