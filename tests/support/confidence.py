"""A question of confidence in a case: an internal one, its accused known, in a group with a vote to be."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlmodel import select

from app.access.rules import CaseRole, Office
from app.cases import opening
from app.cases.models import Grant
from app.cases.opening import CaseDraft, Seat
from app.core import clock
from app.core.database import Database
from app.plans import service as plans
from app.plans.models import CaseStep
from app.policy.loader import current
from app.policy.terms import Category, Phase
from app.votes.rules import Choice
from tests.support.actors import ActorClient
from tests.support.cases import a_member, as_member
from tests.support.prepared import a_short_step, a_step
from tests.support.voting import Assemble, Assembly

PAST_CHECK = timedelta(hours=80)


class Matter:
    """An internal case, its perpetrator known, in a group with a vote to be: the officer and the chair hold it."""

    def __init__(self, assembly: Assembly, case_id: UUID, officer: ActorClient, second: ActorClient) -> None:
        self.assembly = assembly
        self.id = case_id
        self.path = f"/api/v1/cases/{case_id}"
        self.officer = officer
        self.second_officer = second
        self.chair = assembly.chair

    async def name(self, person_id: Any, role: str = "accused") -> None:
        answer = await self.officer.post(f"{self.path}/parties", json={"role": role, "person_id": str(person_id)})
        assert answer.status_code == 201, answer.text

    async def ask(self, person_id: Any = None, *, by: ActorClient | None = None, **more: Any) -> Any:
        wanted = {"concerns": str(person_id or self.assembly.accused.person_id), "account": "Styrelsens redogörelse"}
        return await (by or self.chair).post(f"{self.path}/votes", json=wanted | {"names_affected": False} | more)

    async def asked(self) -> Assembly:
        await _asked(self.assembly, self)
        return self.assembly

    @property
    def who(self) -> UUID:
        """Tells this matter from every other that a step of preparing may be asked for."""
        return self.id

    def again(self, assembly: Assembly) -> "Matter":
        """The same matter in another test."""
        officers = (assembly.as_actor.client_of(each.actor) for each in (self.officer, self.second_officer))
        return Matter(assembly, self.id, *officers)

    async def steps(self, database: Database) -> dict[str, str]:
        async with database.reading() as db:
            rows = (await db.exec(select(CaseStep).where(CaseStep.case_id == self.id))).all()
        return {row.code: row.status.value for row in rows}


Open = Callable[..., Awaitable[Matter]]


def opener(assemble: Assemble) -> Open:
    async def open_it(*, size: int = 6, category: Category = Category.INTERNAL) -> Matter:
        return await _opened(await assemble(size), category)

    return open_it


@a_short_step
async def _asked(assembly: Assembly, matter: Matter) -> None:
    await matter.name(assembly.accused.person_id)
    answer = await matter.ask()
    assert answer.status_code == 201, answer.text
    assembly.vote_id = answer.json()["vote_id"]


@a_step
async def _opened(assembly: Assembly, category: Category) -> Matter:
    policy = current("standard")
    async with assembly.database.writing() as db:
        officer = await a_member(db, Office.SECURITY_OFFICER)
        second = await a_member(db, Office.SECURITY_OFFICER)
        kinds = policy.access[category]
        opens = frozenset(kinds[2].opens)
        seats = [Seat(each.tag, each.holder, CaseRole.SECURITY_OFFICER, opens) for each in (officer, second)]
        case = await opening.add(
            db,
            opening.prepare(
                CaseDraft(
                    category=category,
                    policy_name=policy.name,
                    policy_version=policy.version,
                    opened_by="anonymous",
                    seats=seats,
                    standby=[],
                )
            ),
        )
        case.phase = Phase.KNOWN if category is Category.INTERNAL else None
        db.add(case)
        await db.flush()
        await plans.open_plan(db, case, policy=policy)
        db.add(
            Grant(
                case_id=case.id,
                holder=assembly.chair.tag,
                role=CaseRole.ACCOUNTABLE,
                compartments=["decisions"],
                why="chair-informed",
                given_by="test",
                given_at=clock.now(),
            )
        )
    clients = [await as_member(assembly.as_actor, each) for each in (officer, second)]
    return Matter(assembly, case.id, *clients)


@a_step
async def until_certified(assembly: Assembly, *, against: int, lost: int = 0) -> dict[str, Any]:
    await assembly.convene()
    pages = await assembly.summon()
    for page in pages:
        await page.draw()
    with clock.turned(timedelta(hours=25)):
        await assembly.due()
        for page in pages[:lost]:
            assert (await page.post("loss", {"token": page.token})).status_code == 204
        for number, page in enumerate(pages[lost:]):
            cast = await page.cast(Choice.AGAINST if number < against else Choice.FOR)
            assert cast.status_code == 200, cast.text
    with clock.turned(timedelta(hours=49)):
        await assembly.due()
    with clock.turned(PAST_CHECK):
        await assembly.due()
        return await assembly.read()
