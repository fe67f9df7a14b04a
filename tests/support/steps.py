"""Steps of a case through the API, found by the policy's code."""

from typing import Any

import httpx

from tests.support.actors import ActorClient
from tests.support.cases import Staffed


async def all_steps(case: Staffed, who: ActorClient) -> list[dict[str, Any]]:
    answer = await who.get(f"{case.path}/steps")
    assert answer.status_code == 200, answer.text
    return [step for group in answer.json()["groups"] for step in group["steps"]]


async def step(case: Staffed, who: ActorClient, code: str) -> dict[str, Any]:
    """The newest occurrence."""
    found = [each for each in await all_steps(case, who) if each["code"] == code]
    assert found, f"{code} is not in the plan that they see"
    return max(found, key=lambda each: each["occurrence"])


async def do(case: Staffed, who: ActorClient, code: str, action: str, **body: object) -> httpx.Response:
    """The newest occurrence as they see it, changed with the version that they saw."""
    found = await step(case, who, code)
    send = who.put if action == "assignment" else who.post
    return await send(
        f"{case.path}/steps/{found['id']}/{action}", json=body, headers={"If-Match": f'"{found["version"]}"'}
    )


async def done(case: Staffed, who: ActorClient, code: str, **body: object) -> dict[str, Any]:
    answer = await do(case, who, code, "completion", **body)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def codes_of(answer: httpx.Response) -> set[str]:
    """The codes of a problem: its own and those of its fields."""
    body = answer.json()
    return {body["code"], *(each["code"] for each in body.get("errors", []))}
