"""A case brought to a stage without what its plan asks for, with all that follows upon it."""

from uuid import UUID

from fastapi import FastAPI
from sqlmodel import select

from app.cases.models import Case
from app.cases.rules import Conclusion
from app.core import clock
from app.policy.terms import Stage
from tests.support.cases import concluded


async def brought_to(app: FastAPI, case_id: UUID, stage: Stage, conclusion: Conclusion | None = None) -> None:
    async with app.state.database.writing() as db:
        case = (await db.exec(select(Case).where(Case.id == case_id))).one()
        before, case.stage = case.stage, stage
        case.closed_at = clock.now() if stage is Stage.CLOSED else None
        case.version += 1
        await concluded(db, case, conclusion)
        for listener in app.state.case_hooks.stage_changed:
            await listener(db, case_id, before, stage)
