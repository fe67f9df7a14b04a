"""A vote from the question to the exclusion case, through the API alone."""

from datetime import timedelta

import anyio
import pytest
from fastapi import FastAPI
from sqlmodel import select

from app.audit.models import AuditEvent
from app.core import clock
from app.main import create_app
from app.proceedings.exclusion.models import ExclusionCase
from app.votes.models import PublishedBulletin, Vote
from app.votes.rules import Choice
from app.votes.verification import verify_bulletin
from app.worker import work
from tests.support.actors import Actors
from tests.support.prepared import Alone
from tests.support.voting import Assemble, Assembly

pytestmark = pytest.mark.anyio

AGAINST, FOR, BLANK = Choice.AGAINST, Choice.FOR, Choice.BLANK


async def hold(assembly: Assembly, *, against: int, for_: int) -> dict[str, object]:
    """All is done here: all draw, all cast, and the rest by its set time; gives the vote as it stands after."""
    assembly.way = Alone()
    pages = await assembly.until_summoned()
    for page in pages:
        await page.draw()
    with clock.turned(timedelta(hours=24, minutes=1)):
        await assembly.due()
        assert (await assembly.read())["status"] == "open"
        for page, choice in zip(pages, [AGAINST] * against + [FOR] * for_, strict=True):
            assert (await page.cast(choice)).status_code == 200
    with clock.turned(timedelta(hours=48, minutes=1)):
        await assembly.due()
        assert (await assembly.read())["status"] == "closed"
        board = {line["row_key"] for line in (await pages[0].get("/board")).json()["envelopes"]}
        assert len(board) == len(pages)
        for page in pages[1:]:
            assert (await page.post("confirm", {"token": page.token})).status_code == 204
    with clock.turned(timedelta(hours=73)):
        await assembly.due()
        told = await assembly.read()
    assert told["status"] == "certified"
    return told


async def exclusion_cases(assembly: Assembly) -> list[ExclusionCase]:
    async with assembly.database.reading() as db:
        return list((await db.exec(select(ExclusionCase))).all())


@pytest.mark.policy("CGR-01", "CGR-04", "CGR-05", "CGR-06", "KNO-08", "KNO-09")
async def test_24_of_35_against_deny_confidence_and_open_one_exclusion_case(assemble: Assemble) -> None:
    assembly = await assemble(35)
    told = await hold(assembly, against=24, for_=11)
    result = told["result"]
    assert isinstance(result, dict)
    assert (result["against"], result["for"], result["outcome"]) == (24, 11, "no_confidence")
    assert (result["roll"], result["drawn"], result["confirmed"], result["unconfirmed"]) == (35, 35, 34, 1)
    assert result["changes_to_overturn"] == 1, "24 are needed, and 24 are against"
    [opened] = await exclusion_cases(assembly)
    assert str(opened.vote_id) == assembly.vote_id
    listed = (await assembly.chair.get("/api/v1/exclusion-cases")).json()["items"]
    assert [each["ground"] for each in listed] == ["mandatory_after_no_confidence"]

    bulletin = (await assembly.chair.get(f"/api/v1/votes/{assembly.vote_id}/bulletin")).content
    manifest_hash = told["manifest_hash"]
    assert isinstance(manifest_hash, str)
    verdict = verify_bulletin(bulletin, expected_manifest=bytes.fromhex(manifest_hash))
    assert verdict.problems == ()


@pytest.mark.policy("CGR-04", "KNO-09")
async def test_23_of_35_against_retain_confidence_and_open_nothing(assemble: Assemble) -> None:
    assembly = await assemble(35)
    told = await hold(assembly, against=23, for_=12)
    assert told["outcome"] == "confidence_retained"
    assert await exclusion_cases(assembly) == []


async def test_the_keys_that_could_open_an_envelope_are_gone_when_the_result_stands(assemble: Assemble) -> None:
    assembly = await assemble(6)
    await hold(assembly, against=3, for_=3)
    async with assembly.database.reading() as db:
        vote = (await db.exec(select(Vote))).one()
    assert (vote.sealed_opening_key, vote.sealed_issuing_keys, vote.sealed_receipt_key) == (None, None, None)


async def test_a_vote_survives_restarts_between_its_stages(assemble: Assemble) -> None:
    assembly = await assemble(6)
    pages = await assembly.until_open()
    for page in pages[:3]:
        assert (await page.cast(AGAINST)).status_code == 200
    restarted = create_app(assembly.app.state.settings, mail=assembly.mail)
    for page in pages:
        page.client._transport.app = restarted  # type: ignore[attr-defined]  # the server behind the page's address
    for page in pages[3:]:
        assert (await page.cast(AGAINST)).status_code == 200
    await assembly.lead("close")
    with clock.turned(timedelta(hours=25)):
        told = await assembly.lead("certification")
    assert (told["result"]["against"], told["outcome"]) == (6, "no_confidence")
    await restarted.state.database.close()


@pytest.mark.policy("KNO-09")
async def test_twenty_certifications_racing_in_two_processes_with_the_due_work_open_one_exclusion_case(
    assemble: Assemble,
) -> None:
    """Two applications on one database stand for two processes: neither knows of the other's locks."""
    assembly = await assemble(6)
    for page in await assembly.until_open():
        assert (await page.cast(AGAINST)).status_code == 200
    await assembly.lead("close")
    second = create_app(assembly.app.state.settings, mail=assembly.mail)
    elsewhere = Actors(second)
    chairs = [assembly.chair, elsewhere.client_of(assembly.chair.actor)]
    statuses: list[int] = []

    async def certify(number: int) -> None:
        answer = await chairs[number % 2].post(f"/api/v1/votes/{assembly.vote_id}/certification")
        statuses.append(answer.status_code)

    async def do_what_is_due(app: FastAPI) -> None:
        await work(app.state.database, app.state.due_work)

    with clock.turned(timedelta(hours=25)):
        async with anyio.create_task_group() as tasks:
            for app in (assembly.app, second):
                tasks.start_soon(do_what_is_due, app)
            for number in range(20):
                tasks.start_soon(certify, number)
    await elsewhere.close()
    await second.state.database.close()
    assert statuses == [200] * 20
    assert len(await exclusion_cases(assembly)) == 1
    async with assembly.database.reading() as db:
        assert len((await db.exec(select(PublishedBulletin))).all()) == 1
        kinds = list((await db.exec(select(AuditEvent.kind))).all())
    assert (kinds.count("vote-certified"), kinds.count("exclusion-opened")) == (1, 1)


@pytest.mark.policy("CGR-04")
async def test_a_vote_without_quorum_is_destroyed_unopened(assemble: Assemble) -> None:
    assembly = await assemble(12)
    pages = await assembly.until_summoned()
    for page in pages[:6]:
        await page.draw()
    await assembly.open_box()
    for page in pages[:6]:
        assert (await page.cast(AGAINST)).status_code == 200
    await assembly.lead("close")
    with clock.turned(timedelta(hours=25)):
        told = await assembly.lead("certification")
    assert told["outcome"] == "inquorate"
    assert told["result"]["against"] is None
    assert await exclusion_cases(assembly) == []


async def test_an_objection_stops_the_opening_until_it_is_answered(assemble: Assemble) -> None:
    assembly = await assemble(5)
    pages = await assembly.until_open()
    for page in pages:
        await page.cast(FOR)
    await assembly.lead("close")
    said = await pages[0].post("objection", {"token": pages[0].token, "text": "My receipt is missing"})
    assert said.status_code == 204
    with clock.turned(timedelta(hours=25)):
        await assembly.due()
        assert (await assembly.lead("certification", expect=409))["code"] == "objection-unanswered"
        [objection] = (await assembly.read())["objections"]
        await assembly.lead(f"objections/{objection['id']}/answer", {"reason": "It is listed on line 3"})
        await assembly.due()
        assert (await assembly.read())["status"] == "certified"


async def test_nobody_objects_any_more_when_the_check_window_is_over(assemble: Assemble) -> None:
    """One voter who objects anew each time would keep the box shut for ever."""
    assembly = await assemble(5)
    pages = await assembly.until_open()
    for page in pages:
        await page.cast(FOR)
    await assembly.lead("close")
    objection = {"token": pages[0].token, "text": "My receipt is missing"}
    assert (await pages[0].post("objection", objection)).status_code == 204
    with clock.turned(timedelta(hours=24, minutes=1)):
        await assembly.due()
        late = await pages[0].post("objection", objection)
        assert (late.status_code, late.json()["code"]) == (409, "vote-has-moved-on")
        [first] = (await assembly.read())["objections"]
        await assembly.lead(f"objections/{first['id']}/answer", {"reason": "It is listed on line 3"})
        await assembly.due()
        assert (await assembly.read())["status"] == "certified"


async def test_a_voided_vote_keeps_nothing_that_could_be_opened(assemble: Assemble) -> None:
    assembly = await assemble(5)
    pages = await assembly.until_open()
    await pages[0].cast(AGAINST)
    told = await assembly.lead("voiding", {"reason": "The wrong roll"})
    assert (told["status"], told["end_reason"]) == ("void", "The wrong roll")
    assert (await pages[1].cast(AGAINST)).json()["code"] == "casting-not-open"
    async with assembly.database.reading() as db:
        assert (await db.exec(select(Vote.sealed_opening_key))).one() is None
