"""Every route, tried by everyone who may not know of a case. A route that nobody placed here fails the test.

A case route must answer a stranger exactly as it answers for a case that is not there. Every other route must not
say a word of a case: neither its id, nor its reference, nor what stands in it.
"""

import re
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from fastapi import FastAPI

from app.access.rules import CaseRole, Compartment, Office, Scope
from app.cases.models import Grant
from app.core import clock
from app.core.keys import PersonTag
from app.people.rules import TermStatus
from app.proceedings.exclusion.models import ExclusionCase
from app.proceedings.exclusion.rules import ExclusionGround, ExclusionStatus
from app.votes.access import load
from app.votes.conflicts import keep_away
from app.votes.rules import Choice
from tests.support.actors import ActorClient, Actors
from tests.support.factories import a_person, a_term, an_association
from tests.support.held_cases import CANARY, OpenedCase, a_case, a_keyholder
from tests.support.telling import CHECKED, three_tellers, until_checked
from tests.support.voting import Assemble, Assembly
from tests.support.walking import (
    BODY_THAT_FITS_NO_ROUTE,
    WAYS_TO_ASK,
    ask,
    assert_the_same,
    assert_there_is_as_nowhere,
    filled,
    lists,
    routes,
)

pytestmark = [pytest.mark.anyio, pytest.mark.one_database]

ROOT = Path(__file__).parents[2]
OUTSIDERS = ["administrator", "accused chair", "substitute", "stranger", "other system", "nobody"]
NEAREST = {"accused chair", "accused", "teller who was struck"}
STAGES = ["before the summons", "called off before the summons", "summoned", "with a result"]

VOTES = "/api/v1/votes/{vote_id}"

ABOUT_PEOPLE = "tests/cases/test_every_route.py::test_no_route_about_a_person_a_term_or_a_system_takes_an_outsider"
NOMINATIONS = (
    "tests/reentry/test_nominations.py::test_a_question_is_there_for_who_asked_it_and_who_is_asked_and_for_nobody_else"
)
RECEIPTS = "tests/intake/test_files_of_a_report.py::test_another_code_opens_nothing_of_it"
MY_CASE_BY_CODE = (
    "tests/my_case/test_my_case.py"
    "::test_nobody_opens_it_by_a_code_that_is_not_confirmed_another_one_or_one_that_was_ended"
)
WRONG_LINK = "tests/cases/test_every_route.py::test_no_page_of_a_voter_takes_a_link_that_is_none"
MY_HEARING = "tests/proceedings/test_hearing.py::test_no_route_of_a_hearing_tells_anybody_else_that_it_is_there"
OF_A_MOTION = (
    "tests/proceedings/test_exclusion_cases.py::test_without_a_case_the_chair_leads_it_and_no_word_of_it_is_kept"
)
NOT_LOCKED = "tests/votes/test_casting.py::test_before_the_roll_is_locked_a_voters_page_finds_nothing"

ROTA = "tests/oncall/test_rota.py::test_who_reads_and_who_keeps_the_rota"
TEST_ALARMS = "tests/oncall/test_rota.py::test_a_test_alarm_says_so_and_shows_who_answered_in_time"
EVENTS = "tests/events/test_events.py::test_who_plans_events_and_who_reads_them"
EVENT_CHECK = "tests/events/test_events.py::test_an_event_is_looked_over_line_by_line_by_whoever_is_responsible"
OWN_TESTS = {
    "/api/v1/people/{person_id}": ABOUT_PEOPLE,
    "/api/v1/people/{person_id}/contact-verification": ABOUT_PEOPLE,
    "/api/v1/people/{person_id}/invitation": ABOUT_PEOPLE,
    "/api/v1/terms/{term_id}": ABOUT_PEOPLE,
    "/api/v1/terms/{term_id}/confirmation": ABOUT_PEOPLE,
    "/api/v1/terms/{term_id}/refusal": ABOUT_PEOPLE,
    "/api/v1/terms/{term_id}/end": ABOUT_PEOPLE,
    "/api/v1/terms/{term_id}/municipality-report": ABOUT_PEOPLE,
    "/api/v1/api-clients/{client_id}": ABOUT_PEOPLE,
    "/api/v1/on-call/shifts/{shift_id}/takeover": ROTA,
    "/api/v1/on-call/shifts/{shift_id}/end": ROTA,
    "/api/v1/on-call/test-alarms/{alarm_id}/answer": TEST_ALARMS,
    "/api/v1/events/{event_id}": EVENTS,
    "/api/v1/events/{event_id}/calling-off": EVENTS,
    "/api/v1/events/{event_id}/check": EVENT_CHECK,
    "/api/v1/nomination-checks/{check_id}": NOMINATIONS,
    "/api/v1/nomination-checks/{check_id}/confirmation": NOMINATIONS,
    "/api/v1/policies/{name}/{version}": (
        "tests/policy/test_policy_api.py::test_another_system_needs_the_scope_and_a_stranger_an_account"
    ),
    "/api/v1/reports/receipt/case/disclosures/{disclosure_id}/reason": MY_CASE_BY_CODE,
    "/api/v1/reports/receipt/case/wishes/{wish_id}/words": MY_CASE_BY_CODE,
    "/api/v1/reports/receipt/files/{file_id}/upload": RECEIPTS,
    "/api/v1/reports/receipt/files/{file_id}/upload/end": RECEIPTS,
    "/api/v1/reports/receipt/case/steps/{step_id}": MY_CASE_BY_CODE,
    "/api/v1/reports/receipt/case/contact/days/{day_id}": MY_CASE_BY_CODE,
    "/api/v1/reports/receipt/case/contact/days/{day_id}/answer": MY_CASE_BY_CODE,
    "/api/v1/reports/receipt/case/contact/days/{day_id}/company": MY_CASE_BY_CODE,
    "/api/v1/reports/receipt/case/contact/days/{day_id}/state": MY_CASE_BY_CODE,
    "/api/v1/reports/receipt/case/contact/days/{day_id}/wish": MY_CASE_BY_CODE,
    "/api/v1/reports/receipt/case/support/care/{measure_id}": MY_CASE_BY_CODE,
    "/api/v1/reports/receipt/case/support/returns/{measure_id}": MY_CASE_BY_CODE,
    "/api/v1/hearings/{hearing_id}": MY_HEARING,
    "/api/v1/hearings/{hearing_id}/answers": MY_HEARING,
    "/api/v1/hearings/{hearing_id}/file": MY_HEARING,
    "/api/v1/hearings/{hearing_id}/measures": MY_HEARING,
    "/api/v1/hearings/{hearing_id}/measures/{measure_id}/answer": MY_HEARING,
    "/api/v1/hearings/{hearing_id}/opening": MY_HEARING,
    "/api/v1/exclusion-cases/{exclusion_id}": OF_A_MOTION,
    "/api/v1/exclusion-cases/{exclusion_id}/acts": OF_A_MOTION,
    "/api/v1/exclusion-cases/{exclusion_id}/letters/{letter}.pdf": OF_A_MOTION,
    "/api/v1/ballots/{vote_id}": NOT_LOCKED,
    "/api/v1/ballots/{vote_id}/board": NOT_LOCKED,
    "/api/v1/ballots/{vote_id}/bulletin": NOT_LOCKED,
    "/api/v1/ballots/{vote_id}/manifest": NOT_LOCKED,
    "/api/v1/ballots/{vote_id}/states": NOT_LOCKED,
    "/api/v1/ballots/{vote_id}/confirm": WRONG_LINK,
    "/api/v1/ballots/{vote_id}/draw": WRONG_LINK,
    "/api/v1/ballots/{vote_id}/entry": WRONG_LINK,
    "/api/v1/ballots/{vote_id}/loss": WRONG_LINK,
    "/api/v1/ballots/{vote_id}/objection": WRONG_LINK,
    "/api/v1/ballots/{vote_id}/cast": "tests/votes/test_casting.py::test_a_ballot_of_another_vote_is_refused",
}
"""Routes about one thing that is not a case, and the test that tries each as the wrong person."""


def tried_by(test: str) -> list[str]:
    return [path for path, tried in OWN_TESTS.items() if tried == test]


def tried_as_outsiders(path: str) -> bool:
    return "{case_id}" in path or path.startswith(VOTES)


async def outsider(app: FastAPI, as_actor: Actors, case: OpenedCase, who: str) -> ActorClient:
    if who == "administrator":
        return (await a_keyholder(app, as_actor, Office.ADMINISTRATOR)).client
    if who == "substitute":
        return (await a_keyholder(app, as_actor, Office.COUNCIL_SUBSTITUTE)).client
    if who == "stranger":
        return (await a_keyholder(app, as_actor)).client
    if who == "other system":
        return as_actor.system(*Scope)
    if who == "nobody":
        return as_actor.anonymous()
    return case.holders["accused"].client


async def with_an_accused_chair(app: FastAPI, as_actor: Actors) -> OpenedCase:
    """The hardest one: a chair who is barred, and whose old grant somebody forgot to end."""
    chair = await a_keyholder(app, as_actor, Office.CHAIR)
    case = await a_case(app, as_actor, barred=[chair.person_id], happened=CANARY)
    case.holders["accused"] = chair
    async with app.state.database.writing() as db:
        db.add(left_behind(case, chair.tag))
    return case


def left_behind(case: OpenedCase, tag: str) -> Grant:
    return Grant(
        case_id=case.id,
        holder=PersonTag(tag),
        role=CaseRole.ACCOUNTABLE,
        compartments=[Compartment.REPORT.value],
        why="left behind",
        given_by="test",
        given_at=clock.now(),
    )


def ways_of(who: str, *, turn: int) -> list[str]:
    """Every way for those to whom most is to be hidden; the others take turns, so that all of them try each in time."""
    ways = list(WAYS_TO_ASK)
    return ways if who in NEAREST else [ways[turn % len(ways)]]


@pytest.mark.policy("CON-01", "ORG-04")
async def test_no_case_route_tells_an_outsider_that_a_case_is_there(app: FastAPI, as_actor: Actors) -> None:
    case = await with_an_accused_chair(app, as_actor)
    case_routes = [(method, path) for method, path in routes(app) if "{case_id}" in path]
    assert len(case_routes) >= 15
    for asker, who in enumerate(OUTSIDERS):
        client = await outsider(app, as_actor, case, who)
        for number, (method, path) in enumerate(case_routes):
            there, nowhere = filled(path, case_id=case.id), filled(path, case_id=uuid4())
            for way in {BODY_THAT_FITS_NO_ROUTE, *ways_of(who, turn=number + asker)}:
                await assert_there_is_as_nowhere(app, client, method, there=there, nowhere=nowhere, way=way, who=who)


async def brought_to(assembly: Assembly, stage: str) -> ActorClient:
    """A vote with tellers; gives one of them who was struck."""
    pages = await three_tellers(assembly)
    if stage == "with a result":
        await until_checked(assembly, pages, [Choice.AGAINST] * len(assembly.voters))
        with clock.turned(CHECKED):
            for page in pages[1:]:
                await page.send()
            for page in pages[1:]:
                await page.sign()
        assert (await assembly.read())["status"] == "certified"
    else:
        await assembly.lock()
    async with assembly.database.writing() as db:
        vote = await load(db, UUID(assembly.vote_id), to_change=True)
        await keep_away(db, vote, pages[0].client.person_id, is_off_roll=False, by="test")
    if stage == "summoned":
        await assembly.lead("summons")
        await assembly.mailed_links()
    if stage == "called off before the summons":
        await assembly.lead("cancellation", {"reason": "It was withdrawn"})
    return pages[0].client


@pytest.mark.policy("CON-01", "ORG-04", "KNO-09")
@pytest.mark.one_database
@pytest.mark.parametrize("stage", STAGES[:-1])
async def test_no_vote_route_tells_an_outsider_that_a_vote_is_there(
    app: FastAPI, as_actor: Actors, assemble: Assemble, stage: str
) -> None:
    await no_vote_route_tells(app, as_actor, assemble, stage)


@pytest.mark.policy("CON-01", "ORG-04", "KNO-09")
async def test_no_vote_route_tells_an_outsider_that_there_is_a_result(
    app: FastAPI, as_actor: Actors, assemble: Assemble
) -> None:
    """On both databases: what is asked of them here is every question that the stages before ask."""
    await no_vote_route_tells(app, as_actor, assemble, STAGES[-1])


async def no_vote_route_tells(app: FastAPI, as_actor: Actors, assemble: Assemble, stage: str) -> None:
    assembly = await assemble(5)
    struck = await brought_to(assembly, stage)
    outsiders = {
        "teller who was struck": struck,
        "administrator": await as_actor(Office.ADMINISTRATOR),
        "accused": await as_actor(Office.CHAIR, person=assembly.accused.person_id),
        "stranger": await as_actor(),
        "other system": as_actor.system(*Scope),
        "nobody": as_actor.anonymous(),
        "council member who came later": await as_actor(Office.COUNCIL_MEMBER),
        "substitute who came later": await as_actor(Office.COUNCIL_SUBSTITUTE),
    }
    if stage not in {"summoned", "with a result"}:
        outsiders["council member"] = await as_actor(person=assembly.voters[0])
        outsiders["substitute"] = await as_actor(person=assembly.voters[2])
    vote_routes = [(method, path) for method, path in routes(app) if path.startswith(VOTES)]
    assert len(vote_routes) >= 25
    for asker, (who, client) in enumerate(outsiders.items()):
        for number, (method, path) in enumerate(vote_routes):
            there, nowhere = filled(path, vote_id=assembly.vote_id), filled(path, vote_id=uuid4())
            for way in ways_of(who, turn=number + asker + STAGES.index(stage)):
                await assert_there_is_as_nowhere(app, client, method, there=there, nowhere=nowhere, way=way, who=who)
    for who, client in outsiders.items():
        assert assembly.vote_id not in (await client.get("/api/v1/votes")).text, who


@pytest.mark.policy("CON-01", "ORG-04")
async def test_no_other_route_says_a_word_of_a_case(app: FastAPI, as_actor: Actors) -> None:
    case = await with_an_accused_chair(app, as_actor)
    assert len(lists(app)) >= 10
    for who in OUTSIDERS:
        client = await outsider(app, as_actor, case, who)
        for path in lists(app):
            answer = await client.get(path)
            assert answer.status_code < 500
            for secret in (str(case.id), case.id.hex, case.case.reference, CANARY):
                assert secret not in answer.text, f"GET {path} tells {who} of a case"


@pytest.mark.policy("CON-01", "KNO-09")
async def test_no_list_asks_the_database_more_because_there_is_something_to_hide(
    app: FastAPI, as_actor: Actors, assemble: Assemble
) -> None:
    assembly, officer = await assemble(3), await a_keyholder(app, as_actor, Office.SECURITY_OFFICER)
    accused = await as_actor(Office.CHAIR, person=assembly.accused.person_id)
    clients = {
        "administrator": await as_actor(Office.ADMINISTRATOR),
        "accused": accused,
        "board member": await as_actor(Office.BOARD_MEMBER),
        "stranger": await as_actor(),
    }
    of_matters = [path for path in lists(app) if path not in OF_EVERYONE]
    assert {"/api/v1/cases", "/api/v1/votes", "/api/v1/now", "/api/v1/exclusion-cases"} <= set(of_matters)
    before = {(who, path): await ask(app, clients[who], "GET", path) for who in clients for path in of_matters}
    case = await a_case(app, as_actor, officer=officer, barred=[accused.person_id], happened=CANARY)
    await assembly.until_summoned()
    await with_more_about(app, case, accused, vote_id=UUID(assembly.vote_id))
    for (who, path), told in before.items():
        assert_the_same(
            await ask(app, clients[who], "GET", path), told, why=f"GET {path} tells {who} that there is something"
        )


OF_EVERYONE = {"/healthz", "/readyz", "/api/v1/audit/head"}
"""`audit/head` moves with everything that happens: that is what it is for, and nobody but two offices reads it."""


async def with_more_about(app: FastAPI, case: OpenedCase, accused: ActorClient, *, vote_id: UUID) -> None:
    """A grant left behind, and an exclusion case of each, case and vote."""
    beginning = {"ground": ExclusionGround.BY_BOARD, "status": ExclusionStatus.OPENED, "begun_at": clock.now()}
    async with app.state.database.writing() as db:
        db.add(left_behind(case, accused.tag))
        db.add(ExclusionCase.model_validate({"case_id": case.id, **beginning}))
        db.add(ExclusionCase.model_validate({"vote_id": vote_id, **beginning}))


async def test_no_route_about_a_person_a_term_or_a_system_takes_an_outsider(app: FastAPI, as_actor: Actors) -> None:
    """The person and the term are there: of those the answer may tell, since people and offices are no secret."""
    async with app.state.database.writing() as db:
        await an_association(db)
        person = await a_person(db)
        proposed = await a_term(db, Office.CHAIR, person=person, status=TermStatus.PROPOSED)
    clients = {
        "stranger": await as_actor(),
        "council member": await as_actor(Office.COUNCIL_MEMBER),
        "other system": as_actor.system(*Scope),
        "nobody": as_actor.anonymous(),
    }
    for who, client in clients.items():
        tried = set()
        refused = {"nobody": {401}, "other system": {401, 403}}.get(who, {403})
        for method, path in routes(app):
            readable = method == "GET" and who in {"council member", "other system"}
            if path not in tried_by(ABOUT_PEOPLE) or readable:
                continue
            tried.add(path)
            here = path.replace("{person_id}", str(person.id)).replace("{term_id}", str(proposed.id))
            answer = await client.request(method, filled(here), json={}, headers={"If-Match": '"1"'})
            assert answer.status_code in refused, f"{method} {path} takes {who}"
        assert tried == set(tried_by(ABOUT_PEOPLE))


async def test_no_page_of_a_voter_takes_a_link_that_is_none(app: FastAPI, assemble: Assemble) -> None:
    assembly = await assemble(2)
    [page, _] = await assembly.until_summoned()
    wish = await page.prepare()
    bodies = {"draw": wish, "entry": {}, "confirm": {}, "loss": {}, "objection": {"text": "My receipt is missing"}}
    told = await assembly.read()
    for path in tried_by(WRONG_LINK):
        body = bodies[path.rpartition("/")[2]] | {"token": page.token[:-4] + "AAAA"}
        answer = await page.client.post(filled(path, vote_id=page.vote_id), json=body)
        assert (answer.status_code, answer.json()["code"]) == (404, "not-found"), path
    assert await assembly.read() == told
    assert (await page.post("draw", wish)).status_code == 200, "the control: with its own link it draws"


async def test_every_route_about_one_thing_is_placed(app: FastAPI) -> None:
    about_one = {path for _, path in routes(app) if "{" in path and not tried_as_outsiders(path)}
    unplaced = about_one - OWN_TESTS.keys()
    assert not unplaced, "a new route: let the tests above try it, or name it in OWN_TESTS with tests of its own"
    assert OWN_TESTS.keys() <= about_one, "a route that is no more"


@pytest.mark.parametrize("test", sorted(set(OWN_TESTS.values())))
def test_the_test_that_is_said_to_try_a_route_is_there(test: str) -> None:
    file, _, name = test.partition("::")
    found = re.findall(r"^(?:async )?def (\w+)\(", (ROOT / file).read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert name in found
