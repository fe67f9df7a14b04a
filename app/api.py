"""Every router, under `/api/v1`."""

from fastapi import APIRouter

from app.core.errors import Busy, InvalidInput, MalformedRequest
from app.core.problems import problems

PREFIX = "/api/v1"


def api_router() -> APIRouter:
    return APIRouter(prefix=PREFIX, responses=problems(MalformedRequest, InvalidInput, Busy))
