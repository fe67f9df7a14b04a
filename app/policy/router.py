"""The policy in force and its versions, to be read. Nothing here is about a case."""

from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi import Path as InPath

from app.access.actor import Actor
from app.access.dependencies import doing
from app.access.rules import Task
from app.core.errors import Forbidden, NotSignedIn
from app.core.problems import problems
from app.core.schemas import Page
from app.policy import reading
from app.policy.faults import PolicyUnknown
from app.policy.loader import available, in_force, load
from app.policy.schemas import PolicyRead, PolicyRefRead

router = APIRouter(prefix="/policies", tags=["policy"])

PolicyReader = Annotated[Actor, Depends(doing(Task.READ_POLICY))]
Name = Annotated[str, InPath(max_length=40)]
Version = Annotated[int, InPath(ge=1, le=100_000)]


@router.get("", summary="Every published version", responses=problems(NotSignedIn, Forbidden))
async def list_policies(_actor: PolicyReader) -> Page[PolicyRefRead]:
    """Always one page: there are as many rows as published files."""
    return Page(items=[PolicyRefRead(name=ref.name, version=ref.version) for ref in available()])


@router.get("/current", summary="The policy in force", responses=problems(NotSignedIn, Forbidden))
async def read_current_policy(_actor: PolicyReader) -> PolicyRead:
    """What a case reported today is opened under."""
    return reading.as_read(in_force())


@router.get(
    "/{name}/{version}", summary="One published version", responses=problems(NotSignedIn, Forbidden, PolicyUnknown)
)
async def read_policy(name: Name, version: Version, _actor: PolicyReader) -> PolicyRead:
    """A case says which version it was opened under; that one stays readable."""
    return reading.as_read(load(name, version))
