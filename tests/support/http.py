"""What tests of every room do over HTTP."""

from typing import Any

import httpx

from tests.support.actors import ActorClient

API = "/api/v1"


def version(answer: httpx.Response) -> dict[str, str]:
    """The header that says: I change what I have just read."""
    return {"If-Match": answer.headers["ETag"]}


def refusal(answer: httpx.Response) -> tuple[int, str, str | None]:
    """Status, code and detail of a problem."""
    problem = answer.json()
    return answer.status_code, problem["code"], problem.get("detail")


async def everything(client: ActorClient, path: str, *, limit: int) -> list[dict[str, Any]]:
    """All rows of a list, page by page."""
    rows: list[dict[str, Any]] = []
    after: str | None = None
    while True:
        query = {"limit": str(limit)} | ({"after": after} if after else {})
        page = (await client.get(f"{API}{path}", params=query)).json()
        assert len(page["items"]) <= limit
        rows += page["items"]
        after = page["next"]
        if after is None:
            return rows
