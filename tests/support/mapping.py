"""A mapping through the API, as those who investigate do it.

    mapped = await a_mapping(database, as_actor, phase="unknown")
    await mapped.heard("affected")
    finding = await mapped.propose("points_at_person")

`lead` leads it, `officer` and `second` investigate beside them; the chair has been told, and reads no account.
"""

from datetime import timedelta
from typing import Any
from uuid import UUID

import httpx

from app.access.rules import Office
from app.core import clock
from app.core.database import Database
from app.policy.terms import Category
from tests.support.actors import ActorClient, Actors
from tests.support.cases import Staffed, a_member, as_member, staffed
from tests.support.steps import done

SAID = "Kanarie: det som sades i samtalet."
WHY = "Kanarie: det som kartläggningen vilar på."
FOR_THE_BOARD = "Kanarie: det som styrelsen behöver för att besluta."


class Mapped:
    def __init__(self, case: Staffed, lead: ActorClient, second: ActorClient) -> None:
        self.case = case
        self.lead = lead
        self.second = second

    @property
    def path(self) -> str:
        return self.case.path

    async def read(self, who: ActorClient | None = None) -> dict[str, Any]:
        answer = await (who or self.lead).get(f"{self.path}/mapping")
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found

    async def head(self) -> dict[str, Any]:
        found: dict[str, Any] = (await self.case.officer.get(self.path)).json()
        return found

    async def appoint_lead(self) -> None:
        answer = await self.lead.put(f"{self.path}/mapping/lead", json={"person_id": str(self.lead.person_id)})
        assert answer.status_code == 200, answer.text

    async def plan(self, talk: str, **more: Any) -> dict[str, Any]:
        """The planned talk as it is read."""
        wanted = {"talk": talk, "planned_for": (clock.now() + timedelta(days=1)).isoformat(), **more}
        made = await self.lead.post(f"{self.path}/mapping/talks", json=wanted)
        assert made.status_code == 201, made.text
        return next(each for each in (await self.read())["talks"] if each["id"] == made.json()["id"])

    async def settle(self, talk: dict[str, Any], how: str, **body: Any) -> httpx.Response:
        """`how` is notes, end or read-back."""
        path, seen = f"{self.path}/mapping/talks/{talk['id']}/{how}", {"If-Match": f'"{talk["version"]}"'}
        send = self.lead.put if how == "read-back" else self.lead.post
        return await send(path, json=body, headers=seen)

    async def hold(self, talk: dict[str, Any], **more: Any) -> httpx.Response:
        said = {"notes": SAID, "held_by": [str(self.lead.person_id)], "is_read_back": True}
        return await self.settle(talk, "notes", **said | more)

    async def heard(self, talk: str, **more: Any) -> None:
        about_somebody = {"names_affected": False} if talk in {"accused", "suspected"} else {}
        answer = await self.hold(await self.plan(talk, **more), **about_somebody)
        assert answer.status_code == 200, answer.text

    async def put_up(self) -> str:
        made = await self.lead.post(f"{self.path}/mapping/checks", json={"thing": "Meddelandena"})
        assert made.status_code == 201, made.text
        found: str = made.json()["id"]
        return found

    async def look(self, check_id: str, who: ActorClient, verdict: str = "fits") -> httpx.Response:
        return await who.post(
            f"{self.path}/mapping/checks/{check_id}/looks", json={"verdict": verdict, "words": "Läst i sin helhet."}
        )

    async def try_proposing(self, outcome: str, *, by: ActorClient | None = None) -> httpx.Response:
        goes_on = outcome in {"points_at_person", "person_established"}
        body = {"outcome": outcome, "reasons": WHY} | ({} if goes_on else {"summary": FOR_THE_BOARD})
        return await (by or self.lead).post(f"{self.path}/mapping/findings", json=body)

    async def propose(self, outcome: str) -> str:
        made = await self.try_proposing(outcome)
        assert made.status_code == 201, made.text
        found: str = made.json()["id"]
        return found

    async def agree(self, finding_id: str, who: ActorClient | None = None) -> httpx.Response:
        return await (who or self.second).post(f"{self.path}/mapping/findings/{finding_id}/agreement")

    async def agreed(self, outcome: str) -> None:
        answer = await self.agree(await self.propose(outcome))
        assert answer.status_code == 200, answer.text

    async def suspect(self, who: str) -> str:
        """By name of the case's members; gives their id."""
        person_id = str(self.case.members[who].person_id)
        body = {"role": "suspected", "person_id": person_id}
        named = await self.case.officer.post(f"{self.path}/parties", json=body)
        assert named.status_code == 201, named.text
        return person_id

    async def ask_chair(self, person_id: UUID | str, becomes: str) -> httpx.Response:
        body = {"becomes": becomes, "person_id": str(person_id), "reasons": WHY}
        return await self.lead.post(f"{self.path}/who-it-is", json=body)

    async def answer(self, proposal: httpx.Response, how: str = "approval", **body: Any) -> httpx.Response:
        assert proposal.status_code == 201, proposal.text
        path = f"{self.path}/who-it-is/{proposal.json()['id']}/{how}"
        return await (self.lead if how == "withdrawal" else self.case.chair).post(path, json=body or None)

    async def until_known(self, who: str = "accused") -> str:
        """From an unknown case with its affected person heard; gives the id of whoever is known to be the one."""
        person_id = await self.suspect(who)
        await self.agreed("person_established")
        approved = await self.answer(await self.ask_chair(person_id, "accused"))
        assert approved.status_code == 200, approved.text
        return person_id


async def a_mapping(database: Database, as_actor: Actors, *, phase: str) -> Mapped:
    """Two investigate with the officer, one of them leads; in a known case `accused` is."""
    case = await staffed(database, as_actor, category=Category.INTERNAL, has_accused=phase == "known")
    await done(case, case.officer, "SOI-03a", with_name=False)
    await case.officer.post(f"{case.path}/acknowledgement")
    for stage in ({"stage": "assessing"}, {"stage": "triage"}, {"stage": "mapping", "phase": phase}):
        seen = (await case.officer.get(case.path)).headers["etag"]
        answer = await case.officer.put(f"{case.path}/stage", json=stage, headers={"If-Match": seen})
        assert answer.status_code == 200, answer.text
    async with database.writing() as db:
        members = [await a_member(db, Office.BOARD_MEMBER, name=f"Utredare {nth}") for nth in "AB"]
    lead, second = [await as_member(as_actor, each) for each in members]
    group = [str(case.officer.person_id), *(str(each.person_id) for each in members)]
    appointed = await case.officer.put(f"{case.path}/investigators", json={"person_ids": group})
    assert appointed.status_code == 204, appointed.text
    mapped = Mapped(case, lead, second)
    await mapped.appoint_lead()
    return mapped
