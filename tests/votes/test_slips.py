"""A link on paper: by two people who owe each other nothing, and not by whoever leads while others can."""

from uuid import UUID

import pytest

from app.access.rules import Office
from app.votes import conflicts
from app.votes.access import load
from tests.support.actors import ActorClient
from tests.support.factories import a_person, a_term
from tests.support.voting import Assemble, Assembly

pytestmark = pytest.mark.anyio


async def first_slip(assembly: Assembly) -> str:
    """The address at which its printing is asked for."""
    entries = (await assembly.chair.get(f"/api/v1/votes/{assembly.vote_id}/roll")).json()["entries"]
    return f"/api/v1/votes/{assembly.vote_id}/roll/{entries[0]['entry_id']}/slip"


async def asked(client: ActorClient, slip: str) -> str:
    """What became of it, in a word."""
    told = (await client.post(slip)).json()
    if "code" in told:
        return str(told["code"])
    return "waits" if told["waits_for_second"] else "printed"


async def appointed_by(assembly: Assembly, who: ActorClient, office: Office) -> ActorClient:
    """Someone whom `who` appointed without anybody else."""
    async with assembly.database.writing() as db:
        person = await a_person(db)
        await a_term(db, office, person=person, proposed_by=who.person_id)
    return await assembly.as_actor(person=person.id)


async def test_whoever_leads_prints_no_slip_while_two_others_can(assemble: Assemble) -> None:
    assembly = await assemble(2)
    officer, vice_chair = [await assembly.as_actor(each) for each in (Office.SECURITY_OFFICER, Office.VICE_CHAIR)]
    await assembly.until_summoned()
    slip = await first_slip(assembly)
    assert await asked(assembly.chair, slip) == "slip-not-by-who-leads"
    assert (await assembly.read())["prints_slips"] is False
    assert (await assembly.read(officer))["prints_slips"] is True
    assert [await asked(each, slip) for each in (officer, officer, vice_chair)] == ["waits", "waits", "printed"]


async def test_whoever_leads_is_one_of_the_two_where_only_one_other_can_be(assemble: Assemble) -> None:
    assembly = await assemble(2)
    officer, vice_chair = [await assembly.as_actor(each) for each in (Office.SECURITY_OFFICER, Office.VICE_CHAIR)]
    await assembly.until_summoned()
    async with assembly.database.writing() as db:
        vote = await load(db, UUID(assembly.vote_id), to_change=True)
        await conflicts.keep_away(db, vote, vice_chair.person_id, is_off_roll=False, by="test")
    slip = await first_slip(assembly)
    assert (await assembly.read())["prints_slips"] is True
    assert [await asked(each, slip) for each in (assembly.chair, officer)] == ["waits", "printed"]


@pytest.mark.parametrize("begins", ["who appointed", "who was appointed"])
async def test_nobody_is_second_to_the_one_who_alone_appointed_them(assemble: Assemble, begins: str) -> None:
    assembly = await assemble(2)
    vice_chair = await appointed_by(assembly, assembly.chair, Office.VICE_CHAIR)
    await assembly.until_summoned()
    slip = await first_slip(assembly)
    pair = [assembly.chair, vice_chair] if begins == "who appointed" else [vice_chair, assembly.chair]
    assert [await asked(each, slip) for each in pair] == ["waits", "slip-second-not-independent"]
    officer = await assembly.as_actor(Office.SECURITY_OFFICER)
    now = [await asked(each, slip) for each in (assembly.chair, vice_chair, officer)]
    assert now == ["slip-not-by-who-leads", "waits", "printed"]


async def test_who_asked_first_and_is_part_of_it_by_now_counts_for_nothing(assemble: Assemble) -> None:
    assembly = await assemble(2)
    first, second, third = [
        await assembly.as_actor(each) for each in (Office.SECURITY_OFFICER, Office.VICE_CHAIR, Office.SECURITY_OFFICER)
    ]
    await assembly.until_summoned()
    slip = await first_slip(assembly)
    assert await asked(first, slip) == "waits"
    async with assembly.database.writing() as db:
        vote = await load(db, UUID(assembly.vote_id), to_change=True)
        await conflicts.keep_away(db, vote, first.person_id, is_off_roll=False, by="test")
    assert [await asked(each, slip) for each in (second, third)] == ["waits", "printed"]
