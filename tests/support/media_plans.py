"""The media plan of a case through the API: read, written and answered as the one who is asked sees it then."""

from typing import Any

import httpx

from tests.support.actors import ActorClient

WORDS = {
    "who_answers": "The chair answers, and nobody else.",
    "we_say": "We stand by our representative.",
    "we_leave_out": "What happened, where it was, and who is meant.",
}


async def media_plan(client: ActorClient, path: str) -> dict[str, Any]:
    answer = await client.get(f"{path}/media-plan")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    assert answer.headers["ETag"] == f'"{found["version"]}"'
    return found


async def opened_media_plan(client: ActorClient, path: str) -> list[dict[str, Any]]:
    answer = await client.post(f"{path}/media-plan/opening")
    assert answer.status_code == 200, answer.text
    texts: list[dict[str, Any]] = answer.json()["texts"]
    return texts


async def write_media_plan(client: ActorClient, path: str, *, expect: int = 201, **words: str) -> httpx.Response:
    version = (await media_plan(client, path))["version"]
    answer = await client.post(f"{path}/media-plan/texts", json=WORDS | words, headers={"If-Match": f'"{version}"'})
    assert answer.status_code == expect, answer.text
    return answer


async def answer_media_plan(
    client: ActorClient, path: str, *, is_yes: bool = True, word: str = "", expect: int = 204
) -> httpx.Response:
    """To the text that they have read."""
    (newest, *_) = await opened_media_plan(client, path)
    version = (await media_plan(client, path))["version"]
    answer = await client.post(
        f"{path}/media-plan/answers",
        json={"digest": newest["digest"], "is_yes": is_yes, "word": word},
        headers={"If-Match": f'"{version}"'},
    )
    assert answer.status_code == expect, answer.text
    return answer
