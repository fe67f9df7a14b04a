"""A vote's ballots are destroyed when the policy's time for them is over, and the result outlives them."""

import gc
import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlmodel import col, select
from typer.testing import CliRunner

from app.audit.models import AuditEvent
from app.cli import cli
from app.core import clock
from app.votes.models import Vote
from app.votes.roll.models import RollEntry
from app.votes.rules import Choice
from app.votes.tellers.models import VoteShares, VoteTellerCount
from tests.support.pdf import read_pdf
from tests.support.stored import everything_stored, found_in
from tests.support.telling import CHECKED, three_tellers, until_checked
from tests.support.voting import Assemble, Assembly

pytestmark = [pytest.mark.anyio, pytest.mark.policy("CGR-03")]

CERTIFIED = timedelta(hours=49 + 25)
KEPT = timedelta(days=93)
"""Longer than any three months."""


async def approved(assembly: Assembly) -> bytes:
    """Certified, and its minutes approved at once; gives its bulletin."""
    pages = await assembly.until_open()
    for page in pages:
        assert (await page.cast(Choice.AGAINST)).status_code == 200
    with clock.turned(timedelta(hours=49)):
        await assembly.due()
        assert (await pages[0].post("confirm", {"token": pages[0].token})).status_code == 204
    with clock.turned(CERTIFIED):
        await assembly.due()
        file = (await assembly.chair.get(f"/api/v1/votes/{assembly.vote_id}/bulletin")).content
        await assembly.lead("minutes")
    return file


def ballot_bytes(file: bytes) -> list[bytes | str]:
    """What stands for one envelope or one ballot in a bulletin: keys, hashes and signatures, as they are written."""
    body = json.loads(file)["body"]
    return [
        *[line["row_key"] for line in body["envelopes"]],
        *[line["envelope_hash"] for line in body["envelopes"]],
        *[line["signature"] for line in body["envelopes"]],
        *[line["message_hash"] for line in body["ballots"]],
        *[line["signature"] for line in body["ballots"]],
        *[line["credential"]["signature"] for line in body["ballots"]],
    ]


def halves(value: bytes | str) -> tuple[bytes | str, bytes | str]:
    """A value that SQLite laid across the edge of a page stands there in two pieces, one of them this long."""
    return value[: len(value) // 2], value[len(value) // 2 :]


async def marks(assembly: Assembly) -> list[bytes]:
    async with assembly.database.reading() as db:
        rows = (await db.exec(select(RollEntry.draw_fingerprint))).all()
    return [row for row in rows if row is not None]


async def test_nothing_of_a_ballot_is_left_in_the_database_and_the_result_is(
    assemble: Assemble, tmp_path: Path
) -> None:
    assembly = await assemble(6)
    file = await approved(assembly)
    before, fingerprints = await assembly.read(), await marks(assembly)
    ballots = [*ballot_bytes(file), *fingerprints]
    assert len(fingerprints) == 6
    there = await everything_stored(assembly.database, tmp_path)
    assert [each for each in ballots if not found_in(there, halves(each))] == [], "the search finds what is there"
    with clock.turned(CERTIFIED + timedelta(days=88)):
        await assembly.due()
    assert (await assembly.read())["ballots_destroyed_at"] is None, "not a day too early"
    with clock.turned(CERTIFIED + KEPT):
        await assembly.due()
        await assembly.due()
    gc.collect()
    left = await everything_stored(assembly.database, tmp_path)
    assert [each for each in ballots if found_in(left, halves(each))] == []
    told = await assembly.read()
    assert told["ballots_destroyed_at"] is not None
    for kept in (
        "status",
        "outcome",
        "result",
        "manifest",
        "manifest_hash",
        "drawn",
        "present",
        "confirmed",
        "envelopes",
    ):
        assert told[kept] == before[kept], kept
    roll = (await assembly.chair.get(f"/api/v1/votes/{assembly.vote_id}/roll")).json()["entries"]
    assert sorted(line["name"] for line in roll) == sorted(assembly.names)
    assert {(line["has_drawn"], line["is_present"], line["is_confirmed"]) for line in roll} == {(None, None, None)}
    async with assembly.database.reading() as db:
        events = await db.exec(select(AuditEvent).where(AuditEvent.kind == "vote-ballots-destroyed"))
        assert [each.subject for each in events.all()] == [assembly.vote_id], "once"


async def test_who_asks_for_them_is_told_that_they_are_gone_and_a_copy_still_verifies(
    assemble: Assemble, tmp_path: Path
) -> None:
    assembly = await assemble(6)
    file = await approved(assembly)
    with clock.turned(CERTIFIED + KEPT):
        await assembly.due()
    anybody = assembly.as_actor.anonymous()
    for client, path in (
        (assembly.chair, f"/api/v1/votes/{assembly.vote_id}/bulletin"),
        (anybody, f"/api/v1/ballots/{assembly.vote_id}/bulletin"),
        (anybody, f"/api/v1/ballots/{assembly.vote_id}/board"),
    ):
        answer = await client.get(path)
        assert (answer.status_code, answer.json()["code"]) == (410, "ballots-destroyed"), path
    assert (await assembly.accused.get(f"/api/v1/votes/{assembly.vote_id}/bulletin")).status_code == 404
    text = read_pdf((await assembly.chair.get(f"/api/v1/votes/{assembly.vote_id}/minutes.pdf")).content).text
    assert "Rösterna förstördes" in text
    assert "Ja 6 Nej 0 Blankt 0" in text
    copy = tmp_path / "kept.json"
    copy.write_bytes(file)
    code = (await assembly.read())["short_hash"]
    told = CliRunner().invoke(cli, ["verify", str(copy), "--code", code])
    assert (told.exit_code, told.output.splitlines()[0]) == (0, "Räkningen stämmer.")


async def test_a_complaint_that_waits_for_its_answer_keeps_them(assemble: Assemble) -> None:
    assembly = await assemble(6)
    await approved(assembly)
    voter = await assembly.as_actor(person=assembly.voters[0])
    with clock.turned(CERTIFIED):
        made = await voter.post(f"/api/v1/votes/{assembly.vote_id}/complaints", json={"text": "It was the wrong list"})
        assert made.status_code == 201
    with clock.turned(CERTIFIED + KEPT):
        await assembly.due()
        told = await assembly.read()
        assert told["ballots_destroyed_at"] is None
        path = f"/api/v1/votes/{assembly.vote_id}/complaints/{told['complaints'][0]['id']}/answer"
        answered = await assembly.chair.post(path, json={"is_upheld": False, "reason": "It was the right one"})
        assert answered.status_code == 200
        await assembly.due()
        assert (await assembly.read())["ballots_destroyed_at"] is not None


async def test_until_the_minutes_are_approved_they_are_kept(assemble: Assemble) -> None:
    assembly = await assemble(6)
    pages = await assembly.until_open()
    for page in pages:
        await page.cast(Choice.FOR)
    await assembly.close_and_count()
    with clock.turned(CERTIFIED + KEPT):
        await assembly.due()
        told = await assembly.read()
        assert (told["ballots_kept_until"], told["ballots_destroyed_at"]) == (None, None)
        await assembly.lead("minutes")
        until = datetime.fromisoformat((await assembly.read())["ballots_kept_until"])
        assert timedelta(days=88) < until - clock.now() < timedelta(days=93), "three months from then"


async def test_those_of_a_result_that_fell_go_too(assemble: Assemble) -> None:
    assembly = await assemble(6)
    await approved(assembly)
    async with assembly.database.writing() as db:
        vote = (await db.exec(select(Vote))).one()
        vote.overturned_at = vote.minutes_approved_at
        vote.minutes_approved_at = None
    with clock.turned(CERTIFIED + KEPT):
        await assembly.due()
        assert (await assembly.read())["ballots_destroyed_at"] is not None


async def test_of_a_vote_with_tellers_nothing_that_they_sent_is_left(assemble: Assemble) -> None:
    assembly = await assemble(5)
    pages = await three_tellers(assembly)
    await until_checked(assembly, pages, [Choice.AGAINST] * 5)
    with clock.turned(CHECKED):
        for page in pages[:2]:
            await page.send()
        for page in pages[:2]:
            await page.sign()
        await assembly.lead("minutes")
    with clock.turned(CHECKED + KEPT):
        await assembly.due()
    async with assembly.database.reading() as db:
        assert (await db.exec(select(VoteShares))).all() == []
        assert (await db.exec(select(VoteTellerCount))).all() == []
        drawn = await db.exec(select(RollEntry.id).where(col(RollEntry.draw_fingerprint).is_not(None)))
        assert drawn.all() == []
    text = read_pdf((await assembly.chair.get(f"/api/v1/votes/{assembly.vote_id}/minutes.pdf")).content).text
    assert "Kanarie Räknare0 Öppnade, räknade och skrev under räkningen" in text
