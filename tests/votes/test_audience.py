"""Who may know of a vote, and who may do what with it."""

import json
from datetime import timedelta
from uuid import uuid4

import httpx
import pytest
from sqlalchemy import Engine, event
from sqlmodel import select

from app.access.rules import Office
from app.audit.models import AuditEvent
from app.core import clock
from app.votes.models import Vote
from app.votes.rules import Choice
from tests.support.actors import ActorClient
from tests.support.voting import Assemble, Assembly

pytestmark = pytest.mark.anyio


@pytest.mark.policy("CON-01", "KNO-09")
async def test_whom_it_concerns_gets_what_a_stranger_gets_even_as_chair(assemble: Assemble) -> None:
    assembly = await assemble(5)
    await assembly.until_summoned()
    stranger = await assembly.as_actor()
    administrator = await assembly.as_actor(Office.ADMINISTRATOR)
    accused_chair = await assembly.as_actor(Office.VICE_CHAIR, person=assembly.accused.person_id)
    for client in (assembly.accused, accused_chair, administrator, stranger):
        for path in ("", "/roll", "/bulletin"):
            answer = await client.get(f"/api/v1/votes/{assembly.vote_id}{path}")
            assert (answer.status_code, answer.json()["code"]) == (404, "not-found")
        assert (await client.get("/api/v1/votes")).json() == {"items": [], "next": None}
        refused = await client.post(f"/api/v1/votes/{assembly.vote_id}/voiding", json={"reason": "No thanks"})
        assert refused.status_code == 404


async def test_the_exclusion_case_is_hidden_from_whom_it_concerns(assemble: Assemble) -> None:
    assembly = await assemble(5)
    for page in await assembly.until_open():
        await page.cast(Choice.AGAINST)
    await assembly.lead("close")
    with clock.turned(timedelta(hours=25)):
        await assembly.lead("certification")
    officer = await assembly.as_actor(Office.SECURITY_OFFICER)
    accused = await assembly.as_actor(Office.SECURITY_OFFICER, person=assembly.accused.person_id)
    assert len((await officer.get("/api/v1/exclusion-cases")).json()["items"]) == 1
    assert (await accused.get("/api/v1/exclusion-cases")).json()["items"] == []
    administrator = await assembly.as_actor(Office.ADMINISTRATOR)
    assert (await administrator.get("/api/v1/exclusion-cases")).status_code == 403


@pytest.mark.policy("CGR-05")
async def test_the_roll_is_members_and_substitutes_at_lock_without_whom_it_concerns(assemble: Assemble) -> None:
    assembly = await assemble(6)
    await assembly.until_summoned()
    latecomer = await assembly.as_actor(Office.COUNCIL_MEMBER)
    roll = (await assembly.chair.get(f"/api/v1/votes/{assembly.vote_id}/roll")).json()
    assert sorted(line["name"] for line in roll["entries"]) == sorted(assembly.names)
    assert sorted(roll["lines"]) == sorted(assembly.names)
    assert (await latecomer.get(f"/api/v1/votes/{assembly.vote_id}")).status_code == 404


@pytest.mark.policy("ORG-04")
async def test_whoever_only_assists_reads_stage_and_roll_and_the_account_when_the_group_does(
    assemble: Assemble,
) -> None:
    assembly = await assemble(3)
    officer = await assembly.as_actor(Office.SECURITY_OFFICER)
    about = {"concerns": str(assembly.accused.person_id), "account": "What the board has to say"}
    assembly.vote_id = (await assembly.chair.post("/api/v1/votes", json=about)).json()["id"]
    await assembly.convene()
    await assembly.lock()
    told = await assembly.read(officer)
    assert (told["assists"], told["leads"], told["status"]) == (True, False, "roll_locked")
    assert (told["account"], told["hearing_note"]) == (None, None)
    led = await assembly.read()
    assert (led["account"], led["hearing_note"]) == ("What the board has to say", "By phone")
    assert len((await officer.get(f"/api/v1/votes/{assembly.vote_id}/roll")).json()["entries"]) == 3
    await assembly.lead("summons")
    told = await assembly.read(officer)
    assert (told["account"], told["hearing_note"]) == ("What the board has to say", None)


async def test_a_voter_reads_the_vote_with_its_caution_and_leads_nothing(assemble: Assemble) -> None:
    assembly = await assemble(5)
    pages = await assembly.until_open()
    voter = await assembly.as_actor(person=assembly.voters[0])
    told = await assembly.read(voter)
    assert told["caution"]["code"] == "server-holds-opening-key"
    assert told["warnings"] == ["small_group"]
    refused = await voter.post(f"/api/v1/votes/{assembly.vote_id}/close")
    assert refused.status_code == 403
    entries = (await voter.get(f"/api/v1/votes/{assembly.vote_id}/roll")).json()["entries"]
    assert {line["has_drawn"] for line in entries} == {None}
    await assembly.lead("close", expect=409)
    for page in pages:
        await page.cast(Choice.FOR)
    await assembly.lead("close")
    entries = (await voter.get(f"/api/v1/votes/{assembly.vote_id}/roll")).json()["entries"]
    assert {line["has_drawn"] for line in entries} == {True}, "the pricked roll, in the check window"


async def test_turnout_is_coarse_while_the_box_is_open(assemble: Assemble) -> None:
    assembly = await assemble(5)
    pages = await assembly.until_open()
    seen = [(await assembly.read())["turnout"]]
    for page in pages:
        await page.cast(Choice.FOR)
        told = await assembly.read()
        seen.append(told["turnout"])
        assert told["envelopes"] is None
    assert seen == ["none", "under_half", "under_half", "half_or_more", "half_or_more", "all"]


async def refusals_about(assembly: Assembly) -> list[str]:
    async with assembly.database.reading() as db:
        query = select(AuditEvent).where(AuditEvent.kind == "refused", AuditEvent.subject == assembly.vote_id)
        return [each.actor for each in (await db.exec(query)).all()]


@pytest.mark.parametrize("path", ["lock", "summons"])
async def test_whoever_tries_to_lead_and_may_not_is_audited(assemble: Assemble, path: str) -> None:
    assembly = await assemble(1)
    await assembly.raise_vote()
    await assembly.convene()
    officer, stranger = await assembly.as_actor(Office.SECURITY_OFFICER), await assembly.as_actor()
    for client, status in ((officer, 403), (stranger, 404)):
        refused = await client.post(f"/api/v1/votes/{assembly.vote_id}/{path}", headers={"If-Match": '"3"'})
        assert refused.status_code == status
    assert sorted(await refusals_about(assembly)) == sorted([officer.tag, stranger.tag])


@pytest.mark.policy("CON-01")
@pytest.mark.parametrize("offices", [[], [Office.SECURITY_OFFICER], [Office.BOARD_MEMBER]])
async def test_a_vote_that_one_may_not_know_of_costs_the_statements_of_one_that_is_not_there(
    assemble: Assemble, offices: list[Office]
) -> None:
    assembly = await assemble(1)
    await assembly.until_summoned()
    client = await assembly.as_actor(*offices, person=assembly.accused.person_id)
    counts = []
    for vote_id in (assembly.vote_id, str(uuid4())):
        asked: list[str] = []

        def note(_connection: object, _cursor: object, statement: str, *_rest: object, to: list[str] = asked) -> None:
            to.append(statement.partition("WHERE")[0])

        event.listen(Engine, "before_cursor_execute", note)
        assert (await client.get(f"/api/v1/votes/{vote_id}")).status_code == 404
        event.remove(Engine, "before_cursor_execute", note)
        counts.append(asked)
    assert counts[0] == counts[1]
    assert len(counts[0]) > 1


async def told(client: ActorClient, vote_id: str) -> httpx.Response:
    return await client.get(f"/api/v1/votes/{vote_id}")


@pytest.mark.policy("ORG-04")
async def test_the_group_learns_of_a_vote_with_the_summons_and_not_before(assemble: Assemble) -> None:
    assembly = await assemble(3)
    group = [await assembly.as_actor(person=each) for each in assembly.voters]
    await assembly.raise_vote()
    assert [(await told(each, assembly.vote_id)).status_code for each in group] == [404] * 3
    await assembly.convene()
    await assembly.lock()
    assert [(await told(each, assembly.vote_id)).status_code for each in group] == [404] * 3
    await assembly.lead("summons")
    assert [(await told(each, assembly.vote_id)).status_code for each in group] == [200] * 3
    await assembly.lead("cancellation", {"reason": "They left the group"})
    assert (await told(group[2], assembly.vote_id)).json()["end_reason"] == "They left the group"


@pytest.mark.policy("ORG-04", "CGR-02")
async def test_a_motion_is_its_movers_and_nobody_elses_in_the_group(assemble: Assemble) -> None:
    assembly = await assemble(3)
    mover, colleague = [await assembly.as_actor(person=each) for each in assembly.voters[:2]]
    about = {"concerns": str(assembly.accused.person_id)}
    assembly.vote_id = (await mover.post("/api/v1/votes", json=about)).json()["id"]
    await assembly.convene()  # by the chair, who leads it from then on
    assert (await told(mover, assembly.vote_id)).json()["leads"] is False
    assert (await told(colleague, assembly.vote_id)).status_code == 404
    await assembly.lead("cancellation", {"reason": "It was withdrawn"})
    assert (await told(mover, assembly.vote_id)).json()["end_reason"] == "It was withdrawn"
    assert (await told(colleague, assembly.vote_id)).status_code == 404
    officer = await assembly.as_actor(Office.SECURITY_OFFICER)
    assert (await told(officer, assembly.vote_id)).json()["end_reason"] is None
    async with assembly.database.reading() as db:
        row = (await db.exec(select(Vote))).one()
    assert mover.tag not in {row.mover_tag, row.chair}, "who moved can be asked, not read"


@pytest.mark.policy("CGR-02")
async def test_a_member_of_the_group_raises_the_question_and_a_substitute_does_not(assemble: Assemble) -> None:
    assembly = await assemble(3)
    about = {"concerns": str(assembly.accused.person_id)}
    member, substitute = [await assembly.as_actor(person=assembly.voters[at]) for at in (0, 2)]
    raised = await member.post("/api/v1/votes", json=about)
    assert (raised.status_code, raised.json()["origin"]) == (201, "motion")
    assert (await substitute.post("/api/v1/votes", json=about)).json()["code"] == "substitutes-may-not-move"
    assert (await assembly.accused.post("/api/v1/votes", json=about)).json()["code"] == "vote-about-oneself"
    outsider = str((await assembly.as_actor()).person_id)
    answer = await member.post("/api/v1/votes", json={"concerns": outsider})
    assert answer.json()["code"] == "person-not-in-group-or-board"


@pytest.mark.policy("CGR-04", "CGR-05", "CGR-06")
async def test_before_the_lock_who_leads_reads_the_question_and_how_many_would_vote(assemble: Assemble) -> None:
    assembly = await assemble(6)
    await assembly.raise_vote()
    told = await assembly.read()
    assert (told["voters_today"], told["roll_size"], told["opens_exclusion"]) == (6, None, True)
    assistant = await assembly.as_actor(Office.SECURITY_OFFICER)
    assert (await assembly.read(assistant))["voters_today"] is None
    await assembly.convene(held="in_a_room")
    await assembly.summon()
    locked = await assembly.read()
    assert (locked["voters_today"], locked["roll_size"]) == (None, 6)
    assert locked["question"] == told["question"]
    assert json.loads(locked["manifest"])["question"]["text"] == told["question"]


async def test_a_slip_that_waits_for_a_second_person_shows_to_who_may_be_that_person(assemble: Assemble) -> None:
    assembly = await assemble(5)
    await assembly.until_summoned(held="in_a_room")
    roll_path = f"/api/v1/votes/{assembly.vote_id}/roll"
    officer = await assembly.as_actor(Office.SECURITY_OFFICER)
    voter = await assembly.as_actor(person=assembly.voters[0])
    first, *others = (await officer.get(roll_path)).json()["entries"]
    assert {line["is_slip_asked"] for line in (first, *others)} == {False}
    slip_path = f"{roll_path}/{first['entry_id']}/slip"
    assert (await assembly.chair.post(slip_path)).json() == {"path": None, "waits_for_second": True}
    waiting = [line["entry_id"] for line in (await officer.get(roll_path)).json()["entries"] if line["is_slip_asked"]]
    assert waiting == [first["entry_id"]]
    assert {line["is_slip_asked"] for line in (await voter.get(roll_path)).json()["entries"]} == {None}
    assert (await officer.post(slip_path)).json()["path"].startswith("/rosta#")


async def test_raising_twice_with_one_key_raises_one_vote(assemble: Assemble) -> None:
    assembly = await assemble(1)
    body = {"concerns": str(assembly.accused.person_id)}
    answers = [
        await assembly.chair.post("/api/v1/votes", json=body, headers={"Idempotency-Key": "raise-once"})
        for _ in range(2)
    ]
    assert answers[0].json()["id"] == answers[1].json()["id"]
    assert len((await assembly.chair.get("/api/v1/votes")).json()["items"]) == 1


async def test_setting_up_asks_for_the_version_that_was_seen(assemble: Assemble) -> None:
    assembly = await assemble(1)
    await assembly.raise_vote()
    assembly.version = 9
    hearing = {"outcome": "declined", "note": "Did not want to come"}
    assert (await assembly.lead("hearing", hearing, expect=412))["code"] == "version-mismatch"
    bare = await assembly.chair.post(f"/api/v1/votes/{assembly.vote_id}/hearing", json=hearing)
    assert bare.status_code == 428


@pytest.mark.policy("CGR-01")
async def test_nothing_is_convened_before_the_hearing_is_over(assemble: Assemble) -> None:
    assembly = await assemble(1)
    await assembly.raise_vote()
    wish = {"held": "in_a_room", "closes_at": "2999-01-01T00:00:00Z"}
    assert (await assembly.lead("convening", wish, expect=409))["code"] == "vote-transition-not-allowed"
    assert (await assembly.lead("hearing", {"outcome": "time_ran_out"}, expect=422))["code"] == "invalid-input"
    with clock.turned(timedelta(days=14, minutes=1)):
        await assembly.lead("hearing", {"outcome": "time_ran_out", "note": "No answer in fourteen days"})
        assert (await assembly.lead("convening", wish))["status"] == "convened"


async def test_in_a_room_presence_counts_for_the_quorum_without_a_draw(assemble: Assemble) -> None:
    assembly = await assemble(4)
    pages = await assembly.until_summoned(held="in_a_room")
    await pages[0].draw()
    roll = (await assembly.chair.get(f"/api/v1/votes/{assembly.vote_id}/roll")).json()["entries"]
    idle = [line for line in roll if not line["has_drawn"]]
    for line in idle[:2]:
        path = f"/api/v1/votes/{assembly.vote_id}/roll/{line['entry_id']}/presence"
        assert (await assembly.chair.put(path, json={"is_present": True})).status_code == 204
    told = await assembly.read()
    assert (told["drawn"], told["present"], told["roll_size"]) == (1, 3, 4)
