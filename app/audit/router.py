"""The head of the audit chain. It names no event: whoever keeps a copy can see later that nothing was changed."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends

from app.access.actor import Actor
from app.access.dependencies import doing
from app.access.rules import Task
from app.audit import service
from app.core.database import Reading
from app.core.errors import Forbidden, NotSignedIn
from app.core.problems import problems
from app.core.schemas import Schema

router = APIRouter(prefix="/audit", tags=["settings"])


class AuditHeadRead(Schema):
    number: int
    """The newest link's number; 0 before the first."""
    hash: str
    """64 hexadecimal digits."""
    unchained_since: datetime | None
    """When the oldest event that waits too long was written; null when all is well."""


@router.get("/head", summary="The head of the audit chain", responses=problems(NotSignedIn, Forbidden))
async def read_audit_head(_actor: Annotated[Actor, Depends(doing(Task.SEE_AUDIT_HEAD))], db: Reading) -> AuditHeadRead:
    head = await service.head(db)
    return AuditHeadRead(number=head.number, hash=head.hash, unchained_since=head.unchained_since)
