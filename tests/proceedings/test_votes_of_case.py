"""The confidence question as a part of its case: who it can be about, who may lead it, and what its result does."""

from dataclasses import replace

import pytest
from fastapi import FastAPI
from sqlmodel import select

from app.access.rules import CaseRole, Office
from app.cases.models import Disclosure, Grant
from app.core import clock
from app.core.database import Database
from app.policy.terms import Category
from app.proceedings import votes_of_case
from app.proceedings.exclusion.models import ExclusionCase
from app.proceedings.votes_of_case import follow_result
from app.votes.hooks import CertifiedVote
from app.votes.kinds import VoteKind
from app.votes.models import Vote
from app.votes.rules import Outcome
from tests.support.actors import Actors
from tests.support.confidence import PAST_CHECK, Open, until_certified
from tests.support.telling import name as name_tellers

pytestmark = pytest.mark.anyio


@pytest.mark.policy("KNO-08", "CGR-01", "CON-01")
async def test_it_is_asked_of_somebody_who_is_accused_in_the_case_and_of_nobody_else(open_matter: Open) -> None:
    matter = await open_matter()
    other = matter.assembly.voters[0]
    assert (await matter.ask()).json()["code"] == "not-accused"
    await matter.name(other, role="witness")
    assert (await matter.ask(other)).json()["code"] == "not-accused"
    await matter.name(matter.assembly.accused.person_id)
    assert (await matter.ask(by=matter.officer)).status_code == 403
    assert (await matter.ask(by=matter.assembly.accused)).status_code == 404
    assert (await matter.ask()).status_code == 201
    assert (await matter.ask()).json()["code"] == "asked-already"


@pytest.mark.policy("CGR-01")
async def test_a_case_from_outside_has_no_such_question(open_matter: Open) -> None:
    matter = await open_matter(category=Category.PARTY)
    await matter.name(matter.assembly.accused.person_id)
    assert (await matter.ask()).json()["code"] == "no-confidence-question-here"


@pytest.mark.policy("SOI-02")
async def test_the_affected_person_is_named_to_the_group_only_after_a_yes(
    open_matter: Open, database: Database
) -> None:
    matter = await open_matter()
    await matter.name(matter.assembly.accused.person_id)
    refused = await matter.ask(names_affected=True)
    assert (refused.status_code, refused.json()["code"]) == (409, "consent-missing")
    answer = {"question": "name_to_group", "is_given": True}
    assert (await matter.officer.post(f"{matter.path}/consents", json=answer)).status_code == 201
    asked = await matter.ask(names_affected=True)
    matter.assembly.vote_id = asked.json()["vote_id"]
    assert (await matter.officer.get(f"{matter.path}/disclosures")).json()["items"] == []
    await matter.assembly.convene()
    await matter.assembly.summon()
    (told,) = (await matter.officer.get(f"{matter.path}/disclosures")).json()["items"]
    assert (told["recipient"], told["with_name"]) == ("council_group", True)


@pytest.mark.policy("SOI-02", "CGR-01")
async def test_a_yes_that_is_taken_back_before_the_summons_holds_it_back_and_nobody_is_told(open_matter: Open) -> None:
    matter = await open_matter()
    await matter.name(matter.assembly.accused.person_id)
    for is_given in (True, False):
        answer = {"question": "name_to_group", "is_given": is_given}
        assert (await matter.officer.post(f"{matter.path}/consents", json=answer)).status_code == 201
        if is_given:
            matter.assembly.vote_id = (await matter.ask(names_affected=True)).json()["vote_id"]
            await matter.assembly.convene()
    with pytest.raises(AssertionError, match="group-not-told-this"):
        await matter.assembly.summon()
    assert (await matter.officer.get(f"{matter.path}/disclosures")).json()["items"] == []


@pytest.mark.policy("SOI-02", "ORG-04")
async def test_the_group_is_told_once_of_a_vote_however_often_it_is_drawn_anew(
    open_matter: Open, database: Database
) -> None:
    matter = await open_matter()
    assembly = await matter.asked()
    await assembly.convene()
    await assembly.summon()
    async with database.reading() as db:
        first = (await db.exec(select(Disclosure))).one()
    await assembly.set_times()
    await assembly.summon()
    async with database.reading() as db:
        assert (await db.exec(select(Disclosure))).one() == first
    kinds = [each["kind"] for each in (await matter.officer.get(f"{matter.path}/log")).json()["items"]]
    assert kinds.count("disclosed") == 1
    await assembly.lead("cancellation", {"reason": "Frågan ställs på nytt"})
    again = await matter.ask()
    assembly.vote_id = again.json()["vote_id"]
    assembly.version = (await assembly.read())["version"]
    await assembly.convene()
    await assembly.summon()
    told = (await matter.officer.get(f"{matter.path}/disclosures")).json()["items"]
    assert len(told) == 2, "another vote tells them anew"


@pytest.mark.policy("KNO-08", "KNO-09", "CGR-04", "CGR-06")
@pytest.mark.parametrize(("against", "outcome"), [(4, "no_confidence"), (3, "confidence_retained")])
async def test_the_result_is_carried_into_the_plan_and_the_exclusion_case_is_of_this_case(
    open_matter: Open, database: Database, against: int, outcome: str
) -> None:
    matter = await open_matter()
    assembly = await matter.asked()
    result = await until_certified(assembly, against=against)
    assert result["outcome"] == outcome
    is_denied = outcome == "no_confidence"
    steps = await matter.steps(database)
    assert steps["KNO-08"] == "done"
    assert steps["KNO-09"] == ("done" if is_denied else "open")
    async with database.reading() as db:
        opened = [each.case_id for each in (await db.exec(select(ExclusionCase))).all()]
    assert opened == ([matter.id] if is_denied else [])
    shown = (await matter.officer.get(f"{matter.path}/proceedings")).json()
    assert [each["outcome"] for each in shown["votes"]] == [result["outcome"]]
    assert len(shown["exclusion_cases"]) == is_denied
    kinds = [each["kind"] for each in (await matter.officer.get(f"{matter.path}/log")).json()["items"]]
    assert kinds.count("vote-certified") == 1
    assert kinds.count("exclusion-opened") == is_denied


@pytest.mark.policy("KNO-08", "KNO-09", "CGR-04")
async def test_a_result_that_a_lost_ballot_could_have_turned_leaves_the_plans_question_open(
    open_matter: Open, database: Database
) -> None:
    matter = await open_matter()
    result = await until_certified(await matter.asked(), against=3, lost=1)
    assert (result["outcome"], result["result"]["against"], result["result"]["lost"]) == ("undecided_by_loss", 3, 1)
    steps = await matter.steps(database)
    assert (steps["KNO-08"], steps["KNO-09"]) == ("open", "open")
    async with database.reading() as db:
        assert (await db.exec(select(ExclusionCase))).all() == []
    assert (await matter.ask()).status_code == 201, "and it may be asked anew"


@pytest.mark.policy("KNO-09")
async def test_a_case_is_not_closed_over_a_vote_or_an_exclusion_case(
    app: FastAPI, open_matter: Open, database: Database
) -> None:
    matter = await open_matter()

    async def duties() -> int:
        async with database.reading() as db:
            return await votes_of_case.open_duties(db, matter.id)

    assert await duties() == 0
    assembly = await matter.asked()
    assert await duties() == 1
    await until_certified(assembly, against=6)
    assert await duties() == 1, "the vote has its result; the exclusion case is open"


@pytest.mark.policy("CON-01")
async def test_whoever_is_part_of_the_matter_leads_no_vote_of_it(open_matter: Open, as_actor: Actors) -> None:
    matter = await open_matter()
    vice = await as_actor(Office.VICE_CHAIR)
    late = await as_actor(Office.VICE_CHAIR)
    await matter.name(vice.person_id, role="close")
    assembly = await matter.asked()
    vote = f"/api/v1/votes/{assembly.vote_id}"
    assert (await vice.get(vote)).status_code == 404
    assert (await vice.get("/api/v1/votes")).json()["items"] == []
    assert (await late.get(vote)).json()["leads"]
    await matter.name(late.person_id, role="witness")
    assert (await late.get(vote)).status_code == 404, "and as soon as it is said, while the vote is under way"


@pytest.mark.policy("CON-01", "CGR-05")
async def test_somebody_accused_meanwhile_leaves_the_roll_before_it_is_locked_and_voids_the_vote_after(
    open_matter: Open, database: Database, as_actor: Actors
) -> None:
    matter = await open_matter()
    assembly = await matter.asked()
    first, second, witness = assembly.voters[:3]
    await matter.name(first)
    await matter.name(witness, role="witness")
    await assembly.convene()
    await assembly.lock()
    roll = (await assembly.chair.get(f"/api/v1/votes/{assembly.vote_id}/roll")).json()["entries"]
    on_it = {entry["person_id"] for entry in roll}
    assert on_it == {str(each) for each in assembly.voters} - {str(first)}
    client = await as_actor(person=first)
    assert (await client.get(f"/api/v1/votes/{assembly.vote_id}")).status_code == 404
    await matter.name(second)
    told = await assembly.read()
    assert told["status"] == "void"
    assert "roll" in told["end_reason"]
    again = await matter.ask()
    assert again.status_code == 201, "a faulty vote is voided, and a new one is held"
    async with database.reading() as db:
        assert len((await db.exec(select(Vote))).all()) == 2


@pytest.mark.policy("CON-01")
async def test_whoever_is_named_in_the_case_is_no_teller_of_its_vote(open_matter: Open, as_actor: Actors) -> None:
    matter = await open_matter()
    assembly = await matter.asked()
    assembly.version = (await assembly.read())["version"]
    clients = [await as_actor() for _ in range(4)]
    await matter.name(clients[0].person_id, role="witness")
    assert (await name_tellers(assembly, clients[:3], expect=422))["code"] == "teller-not-eligible"
    await name_tellers(assembly, clients[1:])
    await matter.name(clients[1].person_id, role="witness")
    path = f"/api/v1/votes/{assembly.vote_id}/tellers"
    assert (await clients[1].get(path)).status_code == 404
    assert len((await clients[2].get(path)).json()["tellers"]) == 2


@pytest.mark.policy("CON-05")
async def test_a_bar_is_not_lifted_while_the_group_is_asked_about_them(open_matter: Open) -> None:
    """Not even from a known case, where those who investigate propose it: `test_who_it_is.py` holds that."""
    matter = await open_matter()
    assembly = await matter.asked()
    (bar,) = (await matter.officer.get(f"{matter.path}/bars")).json()["items"]
    lifting = f"{matter.path}/bars/{bar['id']}/lifting"
    refused = await matter.officer.post(lifting, json={"reason": "fel person"})
    assert refused.json()["code"] == "vote-under-way"
    seen = await assembly.chair.get(f"/api/v1/votes/{assembly.vote_id}")
    ended = await assembly.chair.post(
        f"/api/v1/votes/{assembly.vote_id}/cancellation",
        json={"reason": "fel person"},
        headers={"If-Match": seen.headers["ETag"]},
    )
    assert ended.status_code == 200, ended.text
    assert (await matter.officer.post(lifting, json={"reason": "fel person"})).json()["code"] == "cleared-by-finding"


@pytest.mark.policy("CON-01", "ORG-04")
async def test_decisions_are_for_those_who_decide(open_matter: Open, as_actor: Actors, database: Database) -> None:
    matter = await open_matter()
    await matter.asked()
    contact = await as_actor()
    async with database.writing() as db:
        db.add(
            Grant(
                case_id=matter.id,
                holder=contact.tag,
                role=CaseRole.CONTACT_PERSON,
                compartments=["support"],
                why="test",
                given_by="test",
                given_at=clock.now(),
            )
        )
    refused = await contact.get(f"{matter.path}/proceedings")
    assert (refused.status_code, refused.json()["code"]) == (403, "compartment-not-open")


@pytest.mark.policy("REE-04")
async def test_advice_on_re_entry_moves_nothing_in_a_plan(open_matter: Open, app: FastAPI) -> None:
    matter = await open_matter()
    before = await matter.steps(app.state.database)
    advised = CertifiedVote(
        vote_id=matter.id,
        case_id=matter.id,
        kind=VoteKind.CONSULTATION,
        outcome=Outcome.NO_CONFIDENCE,
        opens_exclusion=False,
    )
    async with app.state.database.writing() as db:
        await follow_result(db, advised)
    assert await matter.steps(app.state.database) == before
    async with app.state.database.writing() as db:
        await follow_result(db, replace(advised, kind=VoteKind.CONFIDENCE))
    assert await matter.steps(app.state.database) != before, "the control: a question of confidence does"


@pytest.mark.policy("KNO-08", "KNO-09")
async def test_a_result_that_fell_takes_back_what_the_plan_had_learnt_and_the_question_is_asked_anew(
    open_matter: Open, app: FastAPI
) -> None:
    matter = await open_matter()
    assembly = await matter.asked()
    before = await matter.steps(app.state.database)
    await until_certified(assembly, against=6)
    decided = await matter.steps(app.state.database)
    assert {decided["KNO-08"], decided["KNO-09"]} == {"done"}
    voter, vice = await assembly.as_actor(person=assembly.voters[0]), await assembly.as_actor(Office.VICE_CHAIR)
    path = f"/api/v1/votes/{assembly.vote_id}/complaints"
    with clock.turned(PAST_CHECK):
        told = (await voter.post(path, json={"text": "Listan på väggen var en annan"})).json()
        complaint = f"{path}/{told['complaints'][0]['id']}"
        upheld = await assembly.chair.post(f"{complaint}/answer", json={"is_upheld": True, "reason": "Det stämmer"})
        assert upheld.status_code == 200
        assert (await vice.post(f"{complaint}/agreement")).status_code == 200
        assert await matter.steps(app.state.database) == before
        proceedings = (await matter.chair.get(f"{matter.path}/proceedings")).json()
        assert [each["status"] for each in proceedings["exclusion_cases"]] == ["ground_fell"]
        assert (await matter.ask()).status_code == 201, "there is no answer to it any more"
        log = (await matter.officer.get(f"{matter.path}/log")).json()["items"]
    assert {"vote-overturned", "exclusion-ground-fell"} <= {each["kind"] for each in log}
