"""`ETag` and `If-Match` (RFC 9110): who changes a thing says which version of it they saw."""

from typing import Annotated

from fastapi import Depends, Header, Response

from app.core.errors import PreconditionRequired, VersionMismatch


def etag(version: int) -> str:
    return f'"{version}"'


def set_etag(response: Response, version: int) -> None:
    response.headers["ETag"] = etag(version)


async def _seen_version(if_match: Annotated[str | None, Header(max_length=40)] = None) -> str:
    if if_match is None:
        raise PreconditionRequired
    return if_match


SeenVersion = Annotated[str, Depends(_seen_version)]


def require_version(seen: str, *, current: int) -> None:
    if seen != etag(current):
        raise VersionMismatch
