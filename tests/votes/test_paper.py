"""Ballots on paper: in batches that tell on nobody, counted by two who cannot see each other's figures."""

import json
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select

from app.access.rules import Office
from app.core import clock
from app.votes.bulletin import Body, Bulletin
from app.votes.models import VotePaperCount
from app.votes.rules import Choice
from app.votes.verification import Fault, verify_bulletin
from tests.support.actors import ActorClient
from tests.support.factories import a_person, a_term
from tests.support.pdf import read_pdf
from tests.support.prepared import a_step
from tests.support.stored import everything_stored, holds
from tests.support.telling import TellerPage, appointed
from tests.support.voting import Assemble, Assembly, VoterPage

pytestmark = pytest.mark.anyio

AGAINST, FOR = Choice.AGAINST, Choice.FOR
CHECKED = timedelta(hours=1)
"""In a room the check window is minutes."""
FIVE = {"ballots": 5, "tally": {"against": 3, "for": 1, "blank": 1}}
OTHER_FIVE = {"ballots": 5, "tally": {"against": 2, "for": 2, "blank": 1}}


async def entries_of(assembly: Assembly, client: ActorClient | None = None) -> list[dict[str, Any]]:
    answer = await (client or assembly.chair).get(f"/api/v1/votes/{assembly.vote_id}/roll")
    return list(answer.json()["entries"])


async def mark(
    assembly: Assembly,
    entry: dict[str, Any],
    *,
    is_marked: bool = True,
    by: ActorClient | None = None,
    expect: str = "",
) -> None:
    path = f"/api/v1/votes/{assembly.vote_id}/roll/{entry['entry_id']}/paper"
    answer = await (by or assembly.chair).put(path, json={"votes_on_paper": is_marked})
    assert (answer.json()["code"] if answer.content else "") == expect, answer.text


async def enter(assembly: Assembly, client: ActorClient, counted: dict[str, Any], *, expect: int = 200) -> Any:
    answer = await client.put(f"/api/v1/votes/{assembly.vote_id}/paper", json=counted)
    assert answer.status_code == expect, answer.text
    return answer.json()


async def read(assembly: Assembly, client: ActorClient, *, expect: int = 200) -> Any:
    answer = await client.get(f"/api/v1/votes/{assembly.vote_id}/paper")
    assert answer.status_code == expect, answer.text
    return answer.json()


async def marked_in_room(assembly: Assembly, pages: Sequence[VoterPage], *, on_paper: int) -> list[VoterPage]:
    """As many as are to vote on paper are marked; the others draw. Gives their pages."""
    for entry in (await entries_of(assembly))[:on_paper]:
        await mark(assembly, entry)
    drew = []
    for page in pages:
        wanted = await page.post("entry", {"token": page.token})
        if wanted.status_code == 200:
            await page.draw()
            drew.append(page)
    assert len(drew) == len(pages) - on_paper, "the links of those who vote on paper are void"
    return drew


@a_step
async def closed(
    assembly: Assembly, *, on_paper: int = 5, choices: Sequence[Choice] = (AGAINST,) * 3 + (FOR,) * 2
) -> list[VoterPage]:
    """Without tellers, in a room: drawn, cast, and closed."""
    pages = await assembly.until_summoned(held="in_a_room")
    return await cast_and_closed(assembly, pages, on_paper=on_paper, choices=choices)


async def cast_and_closed(
    assembly: Assembly, pages: Sequence[VoterPage], *, on_paper: int, choices: Sequence[Choice]
) -> list[VoterPage]:
    drew = await marked_in_room(assembly, pages, on_paper=on_paper)
    await assembly.lead("drawing/close")
    await assembly.lead("open")
    for page, choice in zip(drew, choices, strict=True):
        assert (await page.cast(choice)).status_code == 200
    await assembly.lead("close")
    return drew


async def two_who_count(assembly: Assembly) -> tuple[ActorClient, ActorClient]:
    return await assembly.as_actor(Office.SECURITY_OFFICER), await assembly.as_actor(Office.VICE_CHAIR)


async def bulletin_of(assembly: Assembly) -> Bulletin:
    answer = await assembly.chair.get(f"/api/v1/votes/{assembly.vote_id}/bulletin")
    assert verify_bulletin(answer.content).problems == ()
    return Bulletin.from_bytes(answer.content)


# --- who votes on paper ------------------------------------------------------------------------------------------


@pytest.mark.policy("CGR-03")
async def test_a_batch_of_four_is_no_batch(assemble: Assemble) -> None:
    assembly = await assemble(10)
    await assembly.until_summoned(held="in_a_room")
    entries = await entries_of(assembly)
    for entry in entries[:4]:
        await mark(assembly, entry)
        assert (await assembly.lead("drawing/close", expect=409))["code"] == "paper-batch-too-small"
    await mark(assembly, entries[4])
    assert (await assembly.lead("drawing/close"))["paper"] == 5


async def test_whoever_votes_on_paper_has_no_link_counts_as_present_and_is_told(assemble: Assemble) -> None:
    assembly = await assemble(10)
    pages = await assembly.until_summoned(held="in_a_room")
    assert (await assembly.read())["present"] == 0
    await marked_in_room(assembly, pages, on_paper=5)
    told = await assembly.read()
    assert (told["present"], told["drawn"], told["paper"]) == (10, 5, 5)
    officer, vice = await two_who_count(assembly)
    on_paper = [entry for entry in await entries_of(assembly) if entry["votes_on_paper"]]
    slip = f"/api/v1/votes/{assembly.vote_id}/roll/{on_paper[0]['entry_id']}/slip"
    assert [(await each.post(slip)).json()["code"] for each in (officer, vice)] == ["votes-on-paper"] * 2
    assembly.mail.sent.clear()
    await assembly.lead("drawing/close")
    await assembly.due()
    subjects = [mail.subject for mail in assembly.mail.sent]
    assert subjects.count("Du är avprickad för papper") == 5


async def test_it_is_marked_and_taken_back_by_who_assists_until_drawing_closes_and_only_of_who_has_not_drawn(
    assemble: Assemble,
) -> None:
    assembly = await assemble(6)
    [first, *others] = await assembly.until_summoned(held="in_a_room")
    officer, vice = await two_who_count(assembly)
    await first.draw()
    drawn, *rest = sorted(await entries_of(assembly), key=lambda entry: not entry["has_drawn"])
    await mark(assembly, drawn, expect="already-drawn")
    for by in (officer, assembly.chair):
        await mark(assembly, rest[0], by=by)
        await mark(assembly, rest[0], by=by, is_marked=False)
    path = f"/api/v1/votes/{assembly.vote_id}/roll/{rest[0]['entry_id']}/slip"
    assert (await officer.post(path)).json()["waits_for_second"]
    assert (await vice.post(path)).json()["path"].startswith("/rosta#"), "taken back, two print a new link"
    member = await assembly.as_actor(person=assembly.voters[0])
    await mark(assembly, rest[1], by=member, expect="forbidden")
    await mark(assembly, rest[1], by=assembly.accused, expect="not-found")
    await assembly.lead("drawing/close")
    await mark(assembly, rest[1], expect="vote-has-moved-on")
    assert len(others) == 5


async def test_at_a_distance_nobody_votes_on_paper(assemble: Assemble) -> None:
    assembly = await assemble(2)
    await assembly.until_summoned()
    await mark(assembly, (await entries_of(assembly))[0], expect="paper-only-in-a-room")


@pytest.mark.policy("CGR-03")
async def test_the_group_sees_after_close_who_voted_on_paper_and_not_before(assemble: Assemble) -> None:
    assembly = await assemble(10)
    member = await assembly.as_actor(person=assembly.voters[0])
    pages = await assembly.until_summoned(held="in_a_room")
    await marked_in_room(assembly, pages, on_paper=5)
    assert {entry["votes_on_paper"] for entry in await entries_of(assembly, member)} == {None}
    assert (await assembly.read(member))["paper"] is None
    await assembly.lead("drawing/close")
    await assembly.lead("open")
    with clock.turned(timedelta(hours=49)):
        await assembly.due()
        marks = [entry["votes_on_paper"] for entry in await entries_of(assembly, member)]
    assert (marks.count(True), marks.count(False)) == (5, 5)


# --- two count ---------------------------------------------------------------------------------------------------


@pytest.mark.policy("CGR-03", "CGR-04")
async def test_two_who_count_the_same_open_the_vote_and_both_totals_make_the_result(assemble: Assemble) -> None:
    assembly = await assemble(10)
    await closed(assembly)
    officer, vice = await two_who_count(assembly)
    with clock.turned(CHECKED):
        await assembly.due()
        assert (await assembly.lead("certification", expect=409))["code"] == "paper-not-counted"
        told = await enter(assembly, officer, FIVE)
        assert (told["ballots"], told["others"], told["differ"], told["is_awaited"]) == (5, 0, False, True)
        assert not (await enter(assembly, vice, FIVE))["is_awaited"]
        await assembly.due()
        result = (await assembly.read())["result"]
    assert (result["against"], result["for"], result["blank"], result["ballots"]) == (6, 3, 1, 5)
    assert (result["paper"], result["paper_ballots"], result["paper_uncounted"]) == (5, 5, 0)
    assert result["paper_tally"] == FIVE["tally"]
    assert (result["outcome"], result["changes_to_overturn"]) == ("no_confidence", 1)
    printed = read_pdf((await assembly.chair.get(f"/api/v1/votes/{assembly.vote_id}/minutes.pdf")).content)
    assert "på papper 3 ja, 1 nej och 1 blanka" in printed.text
    body = (await bulletin_of(assembly)).body
    assert body.counts.present == 10
    assert body.paper is not None
    async with assembly.database.reading() as db:
        assert (await db.exec(select(VotePaperCount))).all() == [], "what each entered is gone"


async def test_one_who_enters_twice_is_still_one(assemble: Assemble) -> None:
    assembly = await assemble(10)
    await closed(assembly)
    officer, vice = await two_who_count(assembly)
    for _ in range(2):
        assert (await enter(assembly, officer, FIVE))["is_awaited"]
    with clock.turned(CHECKED):
        await assembly.due()
        assert (await assembly.read())["status"] == "closed"
        await enter(assembly, vice, FIVE)
        refused = await enter(assembly, officer, OTHER_FIVE, expect=409)
        assert refused["code"] == "vote-has-moved-on", "two have agreed"


@pytest.mark.policy("CGR-03")
async def test_who_differs_is_told_that_and_not_what_the_other_found(assemble: Assemble, tmp_path: Path) -> None:
    assembly = await assemble(10)
    await closed(assembly)
    officer, vice = await two_who_count(assembly)
    await enter(assembly, officer, FIVE)
    before = await read(assembly, vice)
    assert (before["ballots"], before["tally"], before["others"], before["differ"]) == (None, None, 1, False)
    told = await enter(assembly, vice, OTHER_FIVE)
    assert (told["tally"], told["differ"]) == (OTHER_FIVE["tally"], True)
    seen = await read(assembly, officer)
    assert (seen["tally"], seen["differ"]) == (FIVE["tally"], True)
    with clock.turned(CHECKED):
        await assembly.due()
        assert (await assembly.read())["status"] == "closed"
        assert (await enter(assembly, vice, FIVE))["differ"] is False
    stored = await everything_stored(assembly.database, tmp_path)
    assert not holds(stored, "[5, [3, 1, 1]]")


@pytest.mark.policy("CON-01")
async def test_an_outsider_the_accused_a_voter_and_who_owes_the_other_their_office_count_nothing(
    assemble: Assemble,
) -> None:
    assembly = await assemble(10)
    await closed(assembly)
    officer, vice = await two_who_count(assembly)
    member = await assembly.as_actor(person=assembly.voters[0])
    for client, status in ((member, 403), (assembly.accused, 404), (await assembly.as_actor(), 404)):
        await enter(assembly, client, FIVE, expect=status)
        await read(assembly, client, expect=status)
    await enter(assembly, assembly.chair, FIVE, expect=403)
    async with assembly.database.writing() as db:
        person = await a_person(db)
        await a_term(db, Office.VICE_CHAIR, person=person, proposed_by=officer.person_id)
    shadow = await assembly.as_actor(person=person.id)
    await enter(assembly, officer, FIVE)
    assert (await enter(assembly, shadow, FIVE))["is_awaited"], "one of them has the office from the other alone"
    assert not (await enter(assembly, vice, FIVE))["is_awaited"]


@pytest.mark.parametrize(
    "counted",
    [
        {"ballots": 6, "tally": {"against": 3, "for": 2, "blank": 1}},
        {"ballots": 5, "tally": {"against": 3, "for": 2, "blank": 1}},
        {"ballots": 5, "tally": None},
        {"ballots": 4, "tally": {"against": 2, "for": 2, "blank": 0}},
        {"ballots": -1, "tally": None},
    ],
)
async def test_what_cannot_have_been_counted_is_refused(assemble: Assemble, counted: dict[str, Any]) -> None:
    assembly = await assemble(10)
    await closed(assembly)
    officer, _ = await two_who_count(assembly)
    await enter(assembly, officer, counted, expect=422)


@pytest.mark.policy("CGR-03", "CGR-04")
@pytest.mark.parametrize(
    ("choices", "outcome"), [((AGAINST,) * 5 + (FOR,), "undecided_by_loss"), ((FOR,) * 6, "confidence_retained")]
)
async def test_fewer_than_five_handed_in_are_destroyed_and_decide_nothing_that_they_could_not(
    assemble: Assemble, choices: tuple[Choice, ...], outcome: str
) -> None:
    assembly = await assemble(11)
    await closed(assembly, choices=choices)
    officer, vice = await two_who_count(assembly)
    for client in (officer, vice):
        await enter(assembly, client, {"ballots": 2, "tally": None})
    with clock.turned(CHECKED):
        await assembly.due()
        result = (await assembly.read())["result"]
    assert (result["outcome"], result["paper_uncounted"], result["paper_tally"]) == (outcome, 2, None)
    assert (await bulletin_of(assembly)).body.counts.paper_ballots == 0


@pytest.mark.policy("CGR-03")
async def test_of_a_vote_that_stays_sealed_no_ballot_on_paper_is_looked_at(assemble: Assemble) -> None:
    assembly = await assemble(10)
    await closed(assembly, on_paper=6, choices=(AGAINST,) * 4)
    officer, _ = await two_who_count(assembly)
    six = {"ballots": 6, "tally": {"against": 6, "for": 0, "blank": 0}}
    assert (await enter(assembly, officer, six, expect=409))["code"] == "vote-has-moved-on"
    with clock.turned(CHECKED):
        await assembly.due()
        result = (await assembly.read())["result"]
    assert (result["outcome"], result["against"], result["paper"]) == ("inquorate", None, 6)
    assert (await bulletin_of(assembly)).body.paper is None


# --- with tellers ------------------------------------------------------------------------------------------------


async def tellers_in_room(assembly: Assembly) -> list[TellerPage]:
    await assembly.raise_vote()
    await assembly.convene(held="in_a_room")
    async with assembly.database.writing() as db:
        people = [await a_person(db, name=f"Räknare{number}") for number in range(3)]
    return await appointed(assembly, [await assembly.as_actor(person=person.id) for person in people])


@pytest.mark.policy("CGR-03", "CGR-04")
async def test_two_tellers_count_the_paper_before_any_of_them_gets_the_box(assemble: Assemble) -> None:
    assembly = await assemble(10)
    tellers = await tellers_in_room(assembly)
    pages = await assembly.summon()
    for teller in tellers:
        await teller.confirm()
    await cast_and_closed(assembly, pages, on_paper=5, choices=(AGAINST,) * 3 + (FOR,) * 2)
    officer, _ = await two_who_count(assembly)
    await enter(assembly, officer, FIVE, expect=403)
    with clock.turned(CHECKED):
        await assembly.due()
        assert (await tellers[0].get("box")).json()["code"] == "paper-not-counted"
        await enter(assembly, tellers[0].client, FIVE)
        assert (await tellers[2].get("box")).json()["code"] == "paper-not-counted"
        await enter(assembly, tellers[1].client, FIVE)
        for teller in tellers[:2]:
            await teller.send()
        body = await tellers[0].counted()
        assert body.paper is not None
        assert (await tellers[0].sign(with_another_paper_count(body)))["counts_differ"]
        assert not (await tellers[0].sign())["is_certified"]
        assert (await tellers[1].sign())["is_certified"]
    assert (await bulletin_of(assembly)).body.tally == body.tally


def with_another_paper_count(body: Body) -> Body:
    """One against becomes one for, and everything that follows from it: sound but for who counted."""
    tree = json.loads(body.to_bytes())
    for part in ("paper", "tally"):
        tree[part]["against"] -= 1
        tree[part]["for"] += 1
    tree["margin"] |= {"against": 5, "changes_to_overturn": 1}
    tree["outcome"] = "confidence_retained"
    return Body.model_validate_json(json.dumps(tree))


# --- the recount -------------------------------------------------------------------------------------------------


@pytest.mark.policy("CGR-04")
async def test_a_paper_count_that_was_changed_afterwards_is_found(assemble: Assemble) -> None:
    assembly = await assemble(10)
    await closed(assembly)
    for client in await two_who_count(assembly):
        await enter(assembly, client, FIVE)
    with clock.turned(CHECKED):
        await assembly.due()
    bulletin = await bulletin_of(assembly)
    changed = bulletin.model_copy(update={"body": with_another_paper_count(bulletin.body)})
    assert {one.fault for one in verify_bulletin(changed.to_bytes()).problems} == {Fault.SIGNATURES}
