"""An internal case before its board, with everyone on it who could be called, or must not be."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import httpx

from app.access.rules import CaseRole, Office
from app.cases.rules import Conclusion
from app.core import clock
from app.core.database import Database
from app.policy.terms import Category, Phase, Stage
from tests.support.actors import ActorClient, Actors
from tests.support.cases import Member, a_case, a_member, as_member, concluded

OFFICES = {
    "chair": Office.CHAIR,
    "vice": Office.VICE_CHAIR,
    "eva": Office.BOARD_MEMBER,
    "ola": Office.BOARD_MEMBER,
    "pia": Office.BOARD_MEMBER,
    "accused": Office.BOARD_MEMBER,
    "affected": Office.BOARD_MEMBER,
    "officer": Office.SECURITY_OFFICER,
    "leader": Office.GROUP_LEADER,
    "federation": Office.FEDERATION,
}
"""Seven on the board; two of them are part of the matter."""

REASON = "Det är vad kartläggningen visar."


class Board:
    """`clients` and `members` by the names above; `case` is the path of the case."""

    def __init__(self, case_id: UUID, members: dict[str, Member], clients: dict[str, ActorClient]) -> None:
        self.case_id = case_id
        self.members, self.clients = members, clients
        self.path = f"/api/v1/cases/{case_id}"
        self.meetings = f"{self.path}/meetings"

    def id(self, name: str) -> UUID:
        return self.members[name].person_id

    async def call(self, kind: str = "decision", *, by: str = "officer", expect: int = 201, **more: Any) -> Any:
        wanted = {"kind": kind, "starts_at": clock.now().isoformat(), "place": "Lilla salen"} | more
        answer = await self.clients[by].post(self.meetings, json=wanted)
        assert answer.status_code == expect, answer.text
        return answer.json()["id"] if expect == 201 else answer.json()["code"]

    async def listed(self, who: str = "officer") -> Any:
        answer = await self.clients[who].get(self.meetings)
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def newest(self, who: str = "officer") -> Any:
        return (await self.listed(who))["items"][0]

    async def opened(self, who: str = "officer") -> Any:
        meeting = await self.newest(who)
        answer = await self.clients[who].post(f"{self.meetings}/{meeting['id']}/opening")
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def send(self, what: str, body: Any = None, *, by: str = "officer", method: str = "POST") -> httpx.Response:
        """To the newest meeting, with the version that an officer sees."""
        meeting = await self.newest()
        return await self.clients[by].request(
            method,
            f"{self.meetings}/{meeting['id']}/{what}",
            headers={"If-Match": f'"{meeting["version"]}"'},
            json=body,
        )

    async def done(self, what: str, body: Any = None, **more: Any) -> None:
        answer = await self.send(what, body, **more)
        assert answer.status_code in {201, 204}, answer.text

    async def refused(self, what: str, body: Any = None, **more: Any) -> str:
        answer = await self.send(what, body, **more)
        assert answer.status_code in {403, 404, 409, 422}, answer.text
        code: str = answer.json()["code"]
        return code

    async def hold(self, *present: str, led_by: str = "chair") -> None:
        await self.done("holding", self.present(*present, led_by=led_by))

    def present(self, *names: str, led_by: str = "chair") -> dict[str, Any]:
        return {"present": [str(self.id(name)) for name in names], "led_by": str(self.id(led_by))}

    async def item(self, topic: str) -> str:
        found: str = next(each["id"] for each in (await self.opened())["items"] if each["topic"] == topic)
        return found

    def decision(self, kind: str, *, numbers: tuple[int, int, int] = (3, 1, 0), **more: Any) -> dict[str, Any]:
        about = {} if kind in {"other", "state_distance"} else {"person_id": str(self.id("accused"))}
        in_favour, against, abstained = numbers
        counted = {"in_favour": in_favour, "against": against, "abstained": abstained}
        return {"kind": kind, "text": REASON} | about | counted | more

    async def decide(self, topic: str, kind: str, **more: Any) -> None:
        await self.done(f"items/{await self.item(topic)}/decisions", self.decision(kind, **more))

    async def not_decided(self, topic: str, kind: str, **more: Any) -> str:
        return await self.refused(f"items/{await self.item(topic)}/decisions", self.decision(kind, **more))

    async def stage(self) -> str:
        found: str = (await self.clients["officer"].get(self.path)).json()["stage"]
        return found

    async def step(self, code: str) -> dict[str, Any]:
        groups = (await self.clients["officer"].get(f"{self.path}/steps")).json()["groups"]
        found: dict[str, Any] = next(each for group in groups for each in group["steps"] if each["code"] == code)
        return found

    async def name(self, who: str, role: str = "witness") -> None:
        body = {"role": role, "person_id": str(self.id(who))}
        answer = await self.clients["officer"].post(f"{self.path}/parties", json=body)
        assert answer.status_code == 201, answer.text


async def before_the_board(
    database: Database,
    as_actor: Actors,
    *,
    stage: Stage = Stage.CONCLUDED,
    conclusion: Conclusion | None = Conclusion.SEVERE,
    phase: Phase | None = Phase.KNOWN,
) -> Board:
    async with database.writing() as db:
        members = {name: await a_member(db, office, name=f"Kanarie {name}") for name, office in OFFICES.items()}
        case = await a_case(
            db,
            category=Category.INTERNAL,
            officer=members["officer"],
            affected=members["affected"],
            barred=[members["accused"]] if phase is Phase.KNOWN else [],
            others={
                CaseRole.ACCOUNTABLE: [members["chair"]],
                CaseRole.INVESTIGATOR: [members["officer"]],
                CaseRole.CONSULTED: [members["leader"]],
            },
            opened_ago=timedelta(days=1),
        )
        case.stage, case.phase = stage, phase
        await concluded(db, case, conclusion)
    clients = {name: await as_member(as_actor, member) for name, member in members.items() if name != "federation"}
    return Board(case.id, members, clients)
