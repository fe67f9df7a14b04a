"""Every router, under `/api/v1`."""

from fastapi import APIRouter

from app.core.errors import Busy, InvalidInput, MalformedRequest
from app.core.problems import problems
from app.people.router import router as people_router

PREFIX = "/api/v1"


def api_router() -> APIRouter:
    router = APIRouter(prefix=PREFIX, responses=problems(MalformedRequest, InvalidInput, Busy))
    router.include_router(people_router)
    return router
