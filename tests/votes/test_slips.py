"""A link on paper: by two people who owe each other nothing, and not by whoever leads while others can."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from structlog.testing import capture_logs

from app.access.rules import Office
from app.core import clock
from app.votes import conflicts
from app.votes.access import load
from tests.support.actors import ActorClient
from tests.support.factories import a_person, a_term
from tests.support.stored import everything_stored, holds
from tests.support.voting import LINK, Assemble, Assembly, VoterPage

pytestmark = pytest.mark.anyio


Ask = Callable[[ActorClient, str], Awaitable[str]]
"""Asks for the slip of one roll entry, by its address, and says in a word what became of it."""


async def entries_of(assembly: Assembly) -> list[str]:
    entries = (await assembly.chair.get(f"/api/v1/votes/{assembly.vote_id}/roll")).json()["entries"]
    return [entry["entry_id"] for entry in entries]


async def first_slip(assembly: Assembly) -> str:
    """The address at which its printing is asked for."""
    return f"/api/v1/votes/{assembly.vote_id}/roll/{(await entries_of(assembly))[0]}/slip"


async def asked_alone(client: ActorClient, slip: str) -> str:
    told = (await client.post(slip)).json()
    if "code" in told:
        return str(told["code"])
    return "waits" if told["waits_for_second"] else "printed"


async def asked_among_many(client: ActorClient, slip: str) -> str:
    vote, _, entry = slip.removesuffix("/slip").partition("/roll/")
    told = (await client.post(f"{vote}/slips", json={"entry_ids": [entry]})).json()
    return str(told["code"]) if "code" in told else became([told["slips"][0]])[0]


def became(slips: list[dict[str, Any]]) -> list[str]:
    """What became of each, in a word."""
    for each in slips:
        assert (each["path"] is not None) + each["waits_for_second"] + (each["refusal"] is not None) == 1, each
    return [each["refusal"] or ("waits" if each["waits_for_second"] else "printed") for each in slips]


@pytest.fixture(params=[asked_alone, asked_among_many])
def asked(request: pytest.FixtureRequest) -> Ask:
    """One slip or many: the rule is the same."""
    ask: Ask = request.param
    return ask


async def appointed_by(assembly: Assembly, who: ActorClient, office: Office) -> ActorClient:
    """Someone whom `who` appointed without anybody else."""
    async with assembly.database.writing() as db:
        person = await a_person(db)
        await a_term(db, office, person=person, proposed_by=who.person_id)
    return await assembly.as_actor(person=person.id)


async def test_whoever_leads_prints_no_slip_while_two_others_can(assemble: Assemble, asked: Ask) -> None:
    assembly = await assemble(2)
    officer, vice_chair = [await assembly.as_actor(each) for each in (Office.SECURITY_OFFICER, Office.VICE_CHAIR)]
    await assembly.until_summoned()
    slip = await first_slip(assembly)
    assert await asked(assembly.chair, slip) == "slip-not-by-who-leads"
    assert (await assembly.read())["prints_slips"] is False
    assert (await assembly.read(officer))["prints_slips"] is True
    assert [await asked(each, slip) for each in (officer, officer, vice_chair)] == ["waits", "waits", "printed"]


async def test_whoever_leads_is_one_of_the_two_where_only_one_other_can_be(assemble: Assemble, asked: Ask) -> None:
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
async def test_nobody_is_second_to_the_one_who_alone_appointed_them(
    assemble: Assemble, asked: Ask, begins: str
) -> None:
    assembly = await assemble(2)
    vice_chair = await appointed_by(assembly, assembly.chair, Office.VICE_CHAIR)
    await assembly.until_summoned()
    slip = await first_slip(assembly)
    pair = [assembly.chair, vice_chair] if begins == "who appointed" else [vice_chair, assembly.chair]
    assert [await asked(each, slip) for each in pair] == ["waits", "slip-second-not-independent"]
    officer = await assembly.as_actor(Office.SECURITY_OFFICER)
    now = [await asked(each, slip) for each in (assembly.chair, vice_chair, officer)]
    assert now == ["slip-not-by-who-leads", "waits", "printed"]


async def test_who_asked_first_and_is_part_of_it_by_now_counts_for_nothing(assemble: Assemble, asked: Ask) -> None:
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


async def ask_for_all(client: ActorClient, assembly: Assembly, entry_ids: list[str]) -> list[dict[str, Any]]:
    answer = await client.post(f"/api/v1/votes/{assembly.vote_id}/slips", json={"entry_ids": entry_ids})
    assert answer.status_code == 200, answer.text
    slips: list[dict[str, Any]] = answer.json()["slips"]
    assert [each["entry_id"] for each in slips] == entry_ids, "in the order asked for"
    return slips


def page_of(slip: dict[str, Any], like: VoterPage) -> VoterPage:
    found = LINK.fullmatch(slip["path"])
    assert found is not None
    return VoterPage(like.client, found[1], found[2])


async def test_two_print_for_a_whole_room_at_once_and_every_mailed_link_is_void(
    assemble: Assemble, tmp_path: Path
) -> None:
    assembly = await assemble(6)
    officer, vice_chair = [await assembly.as_actor(each) for each in (Office.SECURITY_OFFICER, Office.VICE_CHAIR)]
    mailed = await assembly.until_summoned(held="in_a_room")
    await mailed[0].draw()
    entries = await entries_of(assembly)
    with capture_logs() as logged:
        first = await ask_for_all(officer, assembly, entries)
        slips = await ask_for_all(vice_chair, assembly, entries)
    assert sorted(became(first)) == ["already-drawn", *["waits"] * 5]
    assert sorted(became(slips)) == ["already-drawn", *["printed"] * 5]
    printed = [page_of(slip, mailed[0]) for slip in slips if slip["path"] is not None]
    for page in mailed[1:]:
        assert (await page.post("entry", {"token": page.token})).status_code == 404, "the mailed link"
    assert (await mailed[0].post("entry", {"token": mailed[0].token})).status_code == 200, "who had drawn keeps theirs"
    for page in printed:
        await page.draw()
    assert (await assembly.read())["drawn"] == 6
    stored = await everything_stored(assembly.database, tmp_path)
    assert holds(stored, "vote-slip-printed"), "the control: that it was printed is on record"
    for page in printed:
        assert not holds(stored, page.token)
        assert page.token not in str(logged)
    assert "Kanarie" not in str(logged)


async def test_a_slip_of_another_vote_or_twice_the_same_prints_none_at_all(assemble: Assemble) -> None:
    assembly = await assemble(3)
    officer, vice_chair = [await assembly.as_actor(each) for each in (Office.SECURITY_OFFICER, Office.VICE_CHAIR)]
    mailed = await assembly.until_summoned()
    entries = await entries_of(assembly)
    await ask_for_all(officer, assembly, entries)
    slips = f"/api/v1/votes/{assembly.vote_id}/slips"
    for wrong, status in (([*entries, str(uuid4())], 404), ([entries[0], entries[0]], 422), ([], 422)):
        assert (await vice_chair.post(slips, json={"entry_ids": wrong})).status_code == status
    for page in mailed:
        assert (await page.post("entry", {"token": page.token})).status_code == 200, "no mailed link was voided"
    assert became(await ask_for_all(vice_chair, assembly, entries)) == ["printed"] * 3, "the first is still asked"


async def test_each_entry_has_a_first_and_a_second_of_its_own(assemble: Assemble) -> None:
    """Half of them asked for by one, half by another: each prints what the other asked for."""
    assembly = await assemble(4)
    officer, vice_chair = [await assembly.as_actor(each) for each in (Office.SECURITY_OFFICER, Office.VICE_CHAIR)]
    shadow = await appointed_by(assembly, vice_chair, Office.SECURITY_OFFICER)
    await assembly.until_summoned()
    entries = await entries_of(assembly)
    await ask_for_all(officer, assembly, entries[:2])
    await ask_for_all(vice_chair, assembly, entries[2:])
    refused = "slip-second-not-independent"
    assert became(await ask_for_all(shadow, assembly, entries)) == ["printed", "printed", refused, refused]
    assert became(await ask_for_all(officer, assembly, entries)) == ["waits", "waits", "printed", "printed"]


async def test_when_drawing_has_closed_nobody_prints(assemble: Assemble) -> None:
    assembly = await assemble(2)
    officer = await assembly.as_actor(Office.SECURITY_OFFICER)
    await assembly.as_actor(Office.VICE_CHAIR)
    await assembly.until_summoned()
    entries = await entries_of(assembly)
    with clock.turned(timedelta(hours=24, seconds=1)):
        await assembly.lead("drawing/close")
        answer = await officer.post(f"/api/v1/votes/{assembly.vote_id}/slips", json={"entry_ids": entries})
    assert (answer.status_code, answer.json()["code"]) == (409, "vote-has-moved-on")


async def test_a_voter_who_follows_the_vote_prints_nothing(assemble: Assemble) -> None:
    assembly = await assemble(2)
    await assembly.until_summoned()
    voter = await assembly.as_actor(person=assembly.voters[0])
    wanted = {"entry_ids": await entries_of(assembly)}
    answer = await voter.post(f"/api/v1/votes/{assembly.vote_id}/slips", json=wanted)
    assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")
