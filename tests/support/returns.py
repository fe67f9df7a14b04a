"""Matters of return through the API: `applied(chair, person)` writes a wish down, and `Return` leads it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from app.access.rules import Office
from app.core import clock
from app.core.database import Database
from app.people.rules import local_date
from tests.support.actors import ActorClient, Actors
from tests.support.cases import a_member, as_member

NUMBERS = {"in_favour": 2, "against": 1, "abstained": 0}
ANSWERS: Mapping[str, str] = {
    "denied": "deny_return",
    "deferred": "defer_return",
    "trial": "try_return",
    "approved": "approve_return",
    "full": "complete_return",
    "ended": "end_return",
}
"""Where a matter goes, and what the board decides for that."""


def today() -> date:
    return local_date(clock.now())


@dataclass
class Return:
    """One matter, who leads it, and others on the board who have no part in it."""

    chair: ActorClient
    case_id: str
    board: Sequence[ActorClient] = ()

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

    @property
    def meetings(self) -> str:
        return f"/api/v1/cases/{self.case_id}/meetings"

    async def called(self, *, by: ActorClient | None = None, expect: int = 201) -> Any:
        wanted = {"kind": "decision", "starts_at": clock.now().isoformat(), "place": "Lilla salen"}
        answer = await (by or self.chair).post(self.meetings, json=wanted)
        assert answer.status_code == expect, answer.text
        return answer.json()

    async def newest(self, by: ActorClient | None = None) -> Any:
        answer = await (by or self.chair).get(self.meetings)
        assert answer.status_code == 200, answer.text
        return next(iter(answer.json()["items"]), None)

    async def opened(self, by: ActorClient | None = None) -> Any:
        meeting = await self.newest(by)
        answer = await (by or self.chair).post(f"{self.meetings}/{meeting['id']}/opening")
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def at_meeting(
        self, what: str, body: Any = None, *, by: ActorClient | None = None, expect: int = 204, method: str = "POST"
    ) -> Any:
        meeting = await self.newest()
        answer = await (by or self.chair).request(
            method,
            f"{self.meetings}/{meeting['id']}/{what}",
            json=body,
            headers={"If-Match": f'"{meeting["version"]}"'},
        )
        assert answer.status_code == expect, answer.text
        return answer.json() if answer.content else None

    async def met(self) -> None:
        """The board is gathered: called and opened, unless it is already."""
        meeting = await self.newest()
        if meeting is None or meeting["status"] not in {"called", "held"}:
            await self.called()
            meeting = await self.newest()
        if meeting["status"] == "called":
            there = [each["person"]["person_id"] for each in meeting["seats"] if each["votes"]]
            await self.at_meeting("holding", {"present": there, "led_by": str(self.chair.person_id)})

    async def put(self, answer: str, *, expect: int = 201, what: str = "decisions", **other: Any) -> Any:
        """To the vote, and written down."""
        said = await self.opened()
        topic = "return_review" if answer in {"full", "ended"} else "return"
        item = next(each["id"] for each in said["items"] if each["topic"] == topic)
        belonging: Mapping[str, Any] = {
            "deferred": {"due_on": in_days(30)},
            "trial": {"due_on": in_days(90), "assignment": "Planning the spring's meetings"},
            "approved": {"due_on": in_days(180)},
        }.get(answer, {})
        body = {"kind": ANSWERS[answer], "text": "We talked it through.", **belonging} | (
            NUMBERS if what == "decisions" else {}
        )
        (about,) = said["concerned"]
        return await self.at_meeting(
            f"items/{item}/{what}", body | {"person_id": about["person_id"]} | other, expect=expect
        )

    async def approved(self, *, expect: int = 204) -> Any:
        """By whoever led and one more; what the second of them is told."""
        await self.at_meeting("approval")
        return await self.at_meeting("approval", by=self.board[0], expect=expect)

    async def decide(self, answer: str, **other: Any) -> dict[str, Any]:
        """At a meeting whose minutes two approve: the matter as it is afterwards."""
        await self.met()
        await self.put(answer, **other)
        await self.approved()
        return await self.read()

    async def not_decided(self, answer: str, *, expect: int = 409, **other: Any) -> Any:
        """What the board is told that must not decide so yet."""
        await self.met()
        return await self.put(answer, expect=expect, **other)

    async def heard(self) -> None:
        """Everything that a decision rests on, where the group never declared no confidence."""
        await self.talk()
        await self.affected("declined")
        await self.no_confidence(is_true=False)


def in_days(days: int) -> str:
    return (today() + timedelta(days=days)).isoformat()


async def applied(chair: ActorClient, person_id: UUID, *, board: Sequence[ActorClient] = (), **other: Any) -> Return:
    """Written down by whoever leads it."""
    wish = {"concerns": str(person_id), "words": "I want to come back."} | other
    answer = await chair.post("/api/v1/reentries", json=wish)
    assert answer.status_code == 201, answer.text
    assert answer.json()["case_id"] is not None
    return Return(chair, answer.json()["case_id"], board)


async def on_the_board(database: Database, as_actor: Actors, many: int = 2) -> list[ActorClient]:
    """So many besides the chair."""
    async with database.writing() as db:
        members = [await a_member(db, Office.BOARD_MEMBER) for _ in range(many)]
    return [await as_member(as_actor, each) for each in members]
