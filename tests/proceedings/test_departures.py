"""Who is marked for nominations by what a case comes to, and whose mark goes again."""

from datetime import timedelta
from uuid import UUID

import pytest
from fastapi import FastAPI
from sqlmodel import select

from app.access.rules import Office
from app.cases.models import Case
from app.core import clock
from app.core.database import Database
from app.proceedings.hooks import DepartureReason
from app.proceedings.measures.following import lift_for
from app.proceedings.meetings.rules import DecisionKind
from app.reentry import marks
from app.reentry.models import DepartureMark
from tests.proceedings.test_exclusion_cases import Led, begun, days_on, today
from tests.support.actors import Actors
from tests.support.confidence import Matter, Open
from tests.support.deciding import decided
from tests.support.factories import a_term, an_association
from tests.support.measures import Asked, somebody_accused

pytestmark = [pytest.mark.anyio, pytest.mark.one_database, pytest.mark.policy("REE-06")]

CHECKS = "/api/v1/nomination-checks"


@pytest.fixture
async def asked(app: FastAPI, as_actor: Actors) -> Asked:
    return await somebody_accused(app, as_actor)


async def marked(database: Database, person_id: UUID) -> list[DepartureReason]:
    """Why this person is marked."""
    async with database.reading() as db:
        return [each.reason for each in marks.of_person(db.keys, await marks.marks(db), person_id)]


async def reasons(asked: Asked) -> list[DepartureReason]:
    return await marked(asked.database, asked.members["accused"].person_id)


async def told_to_leave(asked: Asked) -> None:
    await asked.decide(DecisionKind.LEAVE_ASSIGNMENTS)
    answer = await asked.ask("leavings")
    assert answer.status_code == 201, answer.text


async def suggestion(asked: Asked, as_actor: Actors) -> str:
    """What the check suggests to a vice chair who is in no case."""
    async with asked.database.writing() as db:
        await an_association(db)
    vice, leader = await as_actor(Office.VICE_CHAIR), await as_actor(Office.GROUP_LEADER)
    answer = await leader.post(CHECKS, json={"person_id": asked.accused_id})
    assert answer.status_code == 201, answer.text
    with clock.turned(timedelta(hours=49)):
        (check,) = (await vice.get(f"{CHECKS}/to-confirm")).json()["items"]
    found: str = check["suggestion"]
    return found


async def test_whoever_is_told_to_leave_is_marked_and_the_nomination_check_suggests_so(
    asked: Asked, as_actor: Actors
) -> None:
    await told_to_leave(asked)
    assert await reasons(asked) == [DepartureReason.TOLD_TO_LEAVE]
    assert await suggestion(asked, as_actor) == "refused"
    (first, *_) = [each for each in await asked.own() if each["kind"] == "leaving"]
    assert (await asked.answer_own(first, "yes")).json()["status"] == "resigned"
    assert await reasons(asked) == [DepartureReason.RESIGNED]


async def test_a_time_out_or_an_accusation_alone_marks_nobody(asked: Asked, as_actor: Actors) -> None:
    await asked.ask("time-outs")
    await asked.answer_all("yes", "no")
    async with asked.database.reading() as db:
        assert (await db.exec(select(DepartureMark))).all() == []
    assert await suggestion(asked, as_actor) == "clear"


@pytest.mark.policy("PRN-05", "KNO-12")
async def test_whoever_is_accused_no_more_is_marked_no_more(asked: Asked, as_actor: Actors) -> None:
    await told_to_leave(asked)
    await asked.clear()
    assert await reasons(asked) == []
    assert await suggestion(asked, as_actor) == "clear"


async def appealed(matter: Matter, database: Database) -> Led:
    """The federation has excluded them, and they have appealed."""
    accused = matter.assembly.accused.person_id
    exclusion = await begun(matter)
    await decided(database, matter.id, DecisionKind.OPEN_EXCLUSION, by=matter.chair, about=accused)
    await exclusion.act("follow_board")
    await exclusion.act("notify", told_on=today())
    await exclusion.act("receive_statement", received_on=today(), text="Jag känner inte igen mig.")
    await exclusion.act("recommend", decided_on=today(), text="Styrelsens förslag")
    await exclusion.act("refer", sent_on=today(), way="letter", names_affected=False)
    assert await marked(database, accused) == []
    await exclusion.act("record_decision", outcome="excluded", decided_on=today(), appeal_until=days_on(21))
    assert await marked(database, accused) == [DepartureReason.EXCLUDED]
    await exclusion.act("record_appeal", appealed_on=today())
    return exclusion


@pytest.mark.policy("KNO-09", "PRN-05")
@pytest.mark.parametrize("is_told_to_leave", [False, True])
async def test_whoever_stays_after_an_appeal_is_marked_no_more_unless_the_board_told_them_to_leave(
    open_matter: Open,
    database: Database,
    is_told_to_leave: bool,  # noqa: FBT001 - parametrized
) -> None:
    matter = await open_matter()
    accused = matter.assembly.accused.person_id
    await matter.name(accused)
    if is_told_to_leave:
        async with database.writing() as db:
            await a_term(db, Office.BOARD_MEMBER, person=accused)
    exclusion = await appealed(matter, database)
    if is_told_to_leave:
        await decided(database, matter.id, DecisionKind.LEAVE_ASSIGNMENTS, by=matter.chair, about=accused)
        answer = await matter.chair.post(f"{matter.path}/measures/leavings", json={"person_id": str(accused)})
        assert answer.status_code == 201, answer.text
    await exclusion.act("record_appeal_outcome", outcome="retained", decided_on=today())
    assert await marked(database, accused) == ([DepartureReason.TOLD_TO_LEAVE] if is_told_to_leave else [])


@pytest.mark.policy("KNO-09", "REE-06")
async def test_what_the_federation_decided_marks_them_though_what_the_board_asked_is_lifted(
    open_matter: Open, database: Database
) -> None:
    matter = await open_matter()
    accused = matter.assembly.accused.person_id
    await matter.name(accused)
    async with database.writing() as db:
        await a_term(db, Office.BOARD_MEMBER, person=accused)
    await appealed(matter, database)
    await decided(database, matter.id, DecisionKind.LEAVE_ASSIGNMENTS, by=matter.chair, about=accused)
    answer = await matter.chair.post(f"{matter.path}/measures/leavings", json={"person_id": str(accused)})
    assert answer.status_code == 201, answer.text
    async with database.writing() as db:
        case = (await db.exec(select(Case).where(Case.id == matter.id))).one()
        await lift_for(db, case, None)
    assert len(await marked(database, accused)) == 1
