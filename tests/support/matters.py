"""An open case with everyone in it who could be named, for tests of what that does."""

from typing import Any

from app.access.rules import CaseRole, Office
from app.cases.models import Case
from app.core.database import Database
from app.policy.terms import Category
from tests.support.actors import ActorClient, Actors
from tests.support.cases import Member, a_case, a_member, as_member


class Matter:
    """An open case with a chair, two officers and a vice chair; `clients` and `members` by those names."""

    def __init__(self, case: Case, members: dict[str, Member], clients: dict[str, ActorClient]) -> None:
        self.case_id = case.id
        self.members = members
        self.clients = clients

    @property
    def path(self) -> str:
        return f"/api/v1/cases/{self.case_id}"

    async def name(self, whom: str, *, by: str = "officer", role: str = "accused", expect: int = 201) -> Any:
        body = {"role": role, "person_id": str(self.members[whom].person_id)}
        answer = await self.clients[by].post(f"{self.path}/parties", json=body)
        assert answer.status_code == expect, answer.text
        return answer.json()

    async def finds(self, who: str) -> bool:
        there = await self.clients[who].get(self.path)
        listed = (await self.clients[who].get("/api/v1/cases")).json()["items"]
        assert (there.status_code == 200) == bool(listed), "list and case agree"
        return there.status_code == 200

    async def bars(self, who: str = "officer") -> list[dict[str, Any]]:
        answer = await self.clients[who].get(f"{self.path}/bars")
        assert answer.status_code == 200, answer.text
        found: list[dict[str, Any]] = answer.json()["items"]
        return found


OFFICES = {
    "officer": Office.SECURITY_OFFICER,
    "second_officer": Office.SECURITY_OFFICER,
    "chair": Office.CHAIR,
    "vice_chair": Office.VICE_CHAIR,
    "board_member": Office.BOARD_MEMBER,
    "administrator": Office.ADMINISTRATOR,
    "contact": None,
    "investigator": None,
}


async def a_matter(
    database: Database,
    as_actor: Actors,
    *,
    category: Category = Category.PARTY,
    without: tuple[str, ...] = (),
    has_affected: bool = False,
) -> Matter:
    async with database.writing() as db:
        members = {
            name: await a_member(db, *([office] if office else []), name=f"Kanarie {name}")
            for name, office in OFFICES.items()
            if name not in without
        }
        if has_affected:
            members["affected"] = await a_member(db, name="Kanarie affected")
        case = await a_case(
            db,
            category=category,
            officer=members["officer"],
            chair=members["chair"],
            affected=members.get("affected"),
            others={CaseRole.CONTACT_PERSON: [members["contact"]], CaseRole.INVESTIGATOR: [members["investigator"]]}
            | ({CaseRole.SECURITY_OFFICER: [members["second_officer"]]} if "second_officer" in members else {}),
            standby=[members[name] for name in ("vice_chair", "second_officer") if name in members],
        )
    clients = {name: await as_member(as_actor, member) for name, member in members.items()}
    return Matter(case, members, clients)
