"""A motion by a member: the board is asked for its account, and nothing of a case shows, whether or not there is one."""

import json
import re
from typing import Any
from uuid import UUID

import httpx
import pytest
from sqlmodel import select

from app.access.rules import Office
from app.audit.models import AuditEvent
from app.cases.models import Case, LogEntry
from app.core.database import Database
from app.notifications.models import Notice
from app.plans.models import CaseStep
from app.votes.models import Vote
from tests.support.actors import ActorClient
from tests.support.confidence import Matter, Open
from tests.support.factories import a_person
from tests.support.statements import asked_of_the_database
from tests.support.voting import Assemble, Assembly

pytestmark = [pytest.mark.anyio, pytest.mark.policy("CGR-02")]

ACCOUNT = {"account": "The board has nothing to hide."}
NONE = {"none_because": "The board was not there when it happened."}


async def moved(assembly: Assembly, *, about: UUID | None = None) -> ActorClient:
    """A member raises the question; whoever leads it does not know its version yet."""
    mover = await assembly.as_actor(person=assembly.voters[0])
    answer = await mover.post("/api/v1/votes", json={"concerns": str(about or assembly.accused.person_id)})
    assert (answer.status_code, answer.json()["origin"]) == (201, "motion"), answer.text
    assembly.vote_id, assembly.version = answer.json()["id"], answer.json()["version"]
    return mover


async def answer(assembly: Assembly, what: dict[str, Any], *, by: ActorClient | None = None) -> httpx.Response:
    told = await (by or assembly.chair).put(
        f"/api/v1/votes/{assembly.vote_id}/account", json=what, headers={"If-Match": f'"{assembly.version}"'}
    )
    assembly.version = told.json().get("version", assembly.version)
    return told


async def with_mail(assembly: Assembly, office: Office, email: str, person_id: UUID | None = None) -> ActorClient:
    if person_id is None:
        async with assembly.database.writing() as db:
            person_id = (await a_person(db, email=email)).id
    return await assembly.as_actor(office, person=person_id)


def told_of(listed: httpx.Response, vote_id: str) -> Any:
    return [line["awaits_account"] for line in listed.json()["items"] if line["id"] == vote_id]


@pytest.mark.policy("CGR-01")
async def test_whoever_leads_is_told_and_finds_what_is_to_be_done(assemble: Assemble) -> None:
    assembly = await assemble(5)
    await with_mail(assembly, Office.VICE_CHAIR, "vice@example.org")
    mover = await moved(assembly)
    await assembly.due()
    assert [(mail.to, mail.subject) for mail in assembly.mail.sent] == [("vice@example.org", "Något väntar på dig")]
    assert told_of(await assembly.chair.get("/api/v1/votes"), assembly.vote_id) == [True]
    assert told_of(await mover.get("/api/v1/votes"), assembly.vote_id) == [False]
    assert (await answer(assembly, ACCOUNT)).status_code == 200
    assert told_of(await assembly.chair.get("/api/v1/votes"), assembly.vote_id) == [False]


@pytest.mark.policy("CON-01", "CON-02")
async def test_whom_it_concerns_is_not_told_though_they_chair_and_whoever_leads_instead_is(
    assemble: Assemble,
) -> None:
    assembly = await assemble(5)
    accused_vice = await with_mail(assembly, Office.VICE_CHAIR, "", assembly.accused.person_id)
    board_member = await with_mail(assembly, Office.BOARD_MEMBER, "board@example.org")
    await moved(assembly)
    await assembly.due()
    assert assembly.mail.sent == [], "the chair of this group has no address, and the board does not lead it"
    assert (await answer(assembly, ACCOUNT, by=accused_vice)).status_code == 404

    await moved(assembly, about=assembly.chair.person_id)
    await assembly.due()
    assert [mail.to for mail in assembly.mail.sent] == ["accused@example.org"], "the vice chair leads this one"
    assert (await board_member.get(f"/api/v1/votes/{assembly.vote_id}")).status_code == 404


@pytest.mark.parametrize(("what", "told"), [(ACCOUNT, "account"), (NONE, "no_account_because")])
async def test_the_mover_sees_that_the_board_has_answered_and_reads_it_with_the_group(
    assemble: Assemble, what: dict[str, str], told: str
) -> None:
    assembly = await assemble(5)
    mover = await moved(assembly)
    assert (await assembly.read(mover))["account_state"] == "asked"
    answered = (await answer(assembly, what)).json()
    [text] = what.values()
    assert (answered["account_state"], answered[told]) == ("answered", text)
    seen = await assembly.read(mover)
    assert (seen["account_state"], seen["account"], seen["no_account_because"]) == ("answered", None, None)
    officer = await assembly.as_actor(Office.SECURITY_OFFICER)
    seen = await assembly.read(officer)
    assert (seen["account_state"], seen["account"], seen["no_account_because"]) == (None, None, None)
    await assembly.convene()
    await assembly.lock()
    assert (await assembly.read(mover))[told] is None
    await assembly.lead("summons")
    other = await assembly.as_actor(person=assembly.voters[1])
    for client in (mover, other):
        seen = await assembly.read(client)
        assert (seen["account_state"], seen[told]) == ("answered", text)


@pytest.mark.policy("CGR-01")
async def test_a_motion_is_not_locked_before_the_board_has_answered(assemble: Assemble) -> None:
    assembly = await assemble(5)
    await moved(assembly)
    await assembly.convene()
    assert (await assembly.read_through())["preflight"]["missing"] == ["account"]
    refused = await assembly.lead("lock", expect=409)
    assert (refused["code"], refused["errors"]) == (
        "preflight-missing",
        [{"field": "preflight.account", "code": "unanswered"}],
    )
    await answer(assembly, NONE)
    assert (await assembly.lead("lock"))["status"] == "roll_locked"
    assert (await answer(assembly, ACCOUNT)).json()["no_account_because"] is None, "one in place of the other"


async def test_it_is_answered_once_or_again_until_the_group_is_summoned(assemble: Assemble) -> None:
    assembly = await assemble(5)
    mover = await moved(assembly)
    nothing: list[dict[str, str]] = [{}, {"account": "  "}, ACCOUNT | NONE]
    for what in nothing:
        assert (await answer(assembly, what)).status_code == 422
    path = f"/api/v1/votes/{assembly.vote_id}/account"
    assert (await assembly.chair.put(path, json=ACCOUNT)).status_code == 428
    assert (await assembly.chair.put(path, json=ACCOUNT, headers={"If-Match": '"9"'})).status_code == 412
    assert (await answer(assembly, ACCOUNT, by=mover)).status_code == 403
    await answer(assembly, ACCOUNT)
    await assembly.convene()
    await assembly.summon()
    late = await answer(assembly, NONE)
    assert (late.status_code, late.json()["code"]) == (409, "vote-has-moved-on")
    await assembly.set_times()
    again = await answer(assembly, NONE)
    assert again.json()["code"] == "vote-has-moved-on", "convened anew, the group has read it already"


async def test_the_boards_own_question_is_asked_for_none_and_a_mover_gives_none(assemble: Assemble) -> None:
    assembly = await assemble(5)
    await assembly.raise_vote()
    refused = await answer(assembly, ACCOUNT)
    assert (refused.status_code, refused.json()["code"]) == (409, "account-not-asked")
    mover = await assembly.as_actor(person=assembly.voters[0])
    wish = {"concerns": str(assembly.accused.person_id)} | ACCOUNT
    own = await mover.post("/api/v1/votes", json=wish)
    assert (own.status_code, own.json()["errors"][0]["field"]) == (422, "body.account")


async def test_neither_account_nor_reason_lies_in_clear(assemble: Assemble) -> None:
    assembly = await assemble(5)
    await moved(assembly)
    for what, column in ((ACCOUNT, Vote.sealed_account), (NONE, Vote.sealed_no_account)):
        await answer(assembly, what)
        async with assembly.database.reading() as db:
            kept = (await db.exec(select(column))).one()
        [text] = what.values()
        assert kept is not None
        assert text.encode() not in kept


# --- with the attacker's eyes ----------------------------------------------------------------------------------

OF_THIS_ONE = [
    (r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", "<id>"),
    (r"\d{4}-\d\d-\d\dT[0-9:.]+Z", "<time>"),
    (r'"salt":"[A-Za-z0-9_-]{43}"', '"salt":"<salt>"'),
    (r"Kanarie \w+", "<name>"),
]
"""What is the motion's own, and differs between any two of them."""


def shape(found: httpx.Response) -> tuple[int, str, list[str]]:
    text = found.text
    for pattern, stand_in in OF_THIS_ONE:
        text = re.sub(pattern, stand_in, text)
    return found.status_code, text, sorted(name for name, _ in found.headers.multi_items())


async def everything_a_mover_gets(
    assembly: Assembly, mover: ActorClient, about: UUID
) -> tuple[list[Any], list[list[str]]]:
    """Every answer on the way of a motion, and what the database was asked for each."""
    path = ""
    answers, asked = [], []

    async def ask(method: str, where: str, **options: Any) -> httpx.Response:
        with asked_of_the_database() as statements:
            found = await mover.request(method, where, **options)
        answers.append(shape(found))
        asked.append([re.sub(r"\s+", " ", statement) for statement in statements])
        return found

    made = await ask("POST", "/api/v1/votes", json={"concerns": str(about)})
    assembly.vote_id, assembly.version = made.json()["id"], made.json()["version"]
    path = f"/api/v1/votes/{assembly.vote_id}"
    await ask("GET", path)
    await answer(assembly, ACCOUNT)
    await ask("GET", path)
    await ask("GET", f"{path}/tellers")
    await ask("GET", f"{path}/roll")
    await ask("GET", f"{path}/preflight")
    await ask("PUT", f"{path}/account", json=ACCOUNT, headers={"If-Match": '"1"'})
    return answers, asked


async def known_of_the_case(database: Database, case_id: UUID) -> Any:
    async with database.reading() as db:
        case = (await db.exec(select(Case).where(Case.id == case_id))).one()
        log = (await db.exec(select(LogEntry).where(LogEntry.case_id == case_id))).all()
        steps = (await db.exec(select(CaseStep).where(CaseStep.case_id == case_id))).all()
        notices = (await db.exec(select(Notice).where(Notice.case_id == case_id))).all()
        events = (await db.exec(select(AuditEvent).where(AuditEvent.subject == str(case_id)))).all()
        rows = [case, *log, *steps, *notices, *events]
        return sorted(json.dumps(row.model_dump(), default=str, sort_keys=True) for row in rows)


async def read_of_the_case(matter: Matter) -> list[str]:
    """As those who work on it find it."""
    asked = [(matter.officer, f"{matter.path}{part}") for part in ("", "/steps", "/log", "/people", "/progress")]
    asked += [(matter.officer, "/api/v1/cases"), (matter.officer, "/api/v1/now")]
    asked += [(matter.chair, f"{matter.path}/proceedings")]
    found = [await client.get(path) for client, path in asked]
    assert [each.status_code for each in found] == [200] * len(found)
    return [each.text for each in found]


@pytest.mark.policy("CGR-02", "CON-01", "ORG-04")
@pytest.mark.parametrize("is_asked_by_board", [False, True])
async def test_a_motion_about_someone_with_a_case_opens_tells_counts_and_dates_nothing_of_it(
    open_matter: Open,
    *,
    is_asked_by_board: bool,
) -> None:
    matter = await open_matter()
    assembly, database = matter.assembly, matter.assembly.database
    accused, nobody_accused = assembly.accused.person_id, assembly.voters[3]
    if is_asked_by_board:
        await matter.asked()
    else:
        await matter.name(accused)
    await assembly.due()
    mover = await assembly.as_actor(person=assembly.voters[0])
    before = await known_of_the_case(database, matter.id)
    read_before = await read_of_the_case(matter)
    with_case = await everything_a_mover_gets(assembly, mover, accused)
    of_it = assembly.vote_id
    without = await everything_a_mover_gets(assembly, mover, nobody_accused)
    assert with_case[0] == without[0], "byte for byte, but for what is the motion's own"
    assert with_case[1] == without[1], "and so is what the database is asked"
    assert await known_of_the_case(database, matter.id) == before
    read_after = await read_of_the_case(matter)
    assert read_after == read_before, "nor does whoever works on the case find anything new in it"
    async with database.reading() as db:
        rows = (await db.exec(select(Vote).where(Vote.origin == "motion"))).all()
        assert [(row.case_id, row.account_state) for row in rows] == [(None, "answered")] * 2
        notices = (await db.exec(select(Notice).where(Notice.recipient == db.keys.person_tag(accused)))).all()
    assert notices == [], "whom it concerns is told of neither"
    assert of_it not in (await assembly.accused.get("/api/v1/votes")).text
