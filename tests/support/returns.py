"""Matters of return through the API: `applied(chair, person)` writes a wish down, and `Return` leads it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from app.core import clock
from app.people.rules import local_date
from tests.support.actors import ActorClient

COUNTS = {"in_favour": 5, "against": 1, "abstained": 1}


def today() -> date:
    return local_date(clock.now())


def counts(**other: Any) -> dict[str, Any]:
    return {"decided_on": today().isoformat()} | COUNTS | other


@dataclass
class Return:
    """One matter, and who leads it."""

    chair: ActorClient
    case_id: str

    @property
    def path(self) -> str:
        return f"/api/v1/cases/{self.case_id}/reentry"

    async def read(self, by: ActorClient | None = None) -> dict[str, Any]:
        answer = await (by or self.chair).get(self.path)
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found

    async def send(
        self, method: str, step: str, body: Any = None, *, expect: int = 200, by: ActorClient | None = None
    ) -> dict[str, Any]:
        version = (await self.chair.get(self.path)).headers["ETag"]
        answer = await (by or self.chair).request(
            method, f"{self.path}/{step}", json=body, headers={"If-Match": version}
        )
        assert answer.status_code == expect, answer.text
        found: dict[str, Any] = answer.json()
        return found

    async def talk(self, **other: Any) -> dict[str, Any]:
        said = {"outcome": "held", "apologised": "yes", "takes_responsibility": "partly", "note": "We met for an hour."}
        return await self.send("PUT", "talk", said | other)

    async def affected(self, answer: str = "talked", **other: Any) -> dict[str, Any]:
        return await self.send("PUT", "affected", {"answer": answer} | other)

    async def no_confidence(self, *, is_true: bool, expect: int = 200) -> dict[str, Any]:
        return await self.send("PUT", "no-confidence", {"is_true": is_true}, expect=expect)

    async def decide(
        self, answer: str, *, expect: int = 200, by: ActorClient | None = None, **other: Any
    ) -> dict[str, Any]:
        belonging: Mapping[str, Any] = {
            "denied": {},
            "deferred": {"due_on": in_days(30)},
            "trial": {"due_on": in_days(90), "assignment": "Planning the spring's meetings"},
            "approved": {"due_on": in_days(180)},
        }[answer]
        body = {"answer": answer, "counts": counts(), "reason": "We talked it through.", **belonging}
        return await self.send("POST", "decision", body | other, expect=expect, by=by)

    async def heard(self) -> None:
        """Everything that a decision rests on, where the group never declared no confidence."""
        await self.talk()
        await self.affected("declined")
        await self.no_confidence(is_true=False)


def in_days(days: int) -> str:
    return (today() + timedelta(days=days)).isoformat()


async def applied(chair: ActorClient, person_id: UUID, **other: Any) -> Return:
    """Written down by whoever leads it."""
    wish = {"concerns": str(person_id), "words": "I want to come back."} | other
    answer = await chair.post("/api/v1/reentries", json=wish)
    assert answer.status_code == 201, answer.text
    assert answer.json()["case_id"] is not None
    return Return(chair, answer.json()["case_id"])
