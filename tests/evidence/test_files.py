"""Files as evidence: sent in pieces over a bad line, kept as they are, and shown without being run."""

import asyncio
import hashlib
import io
import os
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from PIL import Image
from sqlmodel import select

from app.access.rules import CaseRole
from app.audit.models import AuditEvent
from app.cases.models import LogEntry
from app.core import clock
from app.core.database import Database
from app.core.due_work import Handler, do_what_is_due
from app.evidence import service as evidence
from app.evidence.models import EvidenceChunk, EvidenceFile
from app.evidence.rules import CHUNK_BYTES
from app.policy.terms import Category
from tests.support.actors import Actors
from tests.support.cases import staffed
from tests.support.files import (
    a_key,
    begin_file,
    custody,
    end_file,
    listed_files,
    opened_files,
    send_file,
    send_piece,
    send_pieces,
)
from tests.support.poison import MAIL, PROGRAMS, SECRET_PLACE, bomb, pictures
from tests.support.stored import everything_stored, found_in

pytestmark = pytest.mark.anyio

CONTENT = os.urandom(2 * CHUNK_BYTES + 1000)


@pytest.mark.policy("AFF-01")
async def test_what_is_sent_on_a_bad_line_arrives_once_and_stays_as_it_is(
    database: Database, as_actor: Actors, tmp_path: Path
) -> None:
    case = await staffed(database, as_actor)
    key = a_key()
    begun = await begin_file(case.affected, case.path, CONTENT, key=key, name="C:\\hot\\samtal.m4a", note="I går kväll")
    file_id = begun.json()["id"]
    await send_pieces(case.affected, case.path, file_id, CONTENT, key=key, until=CHUNK_BYTES)
    again = await send_piece(case.affected, case.path, file_id, offset=0, piece=CONTENT[:CHUNK_BYTES], key=key)
    assert (again.status_code, again.json()["code"]) == (409, "not-the-next-piece")
    missing = await end_file(case.affected, case.path, file_id, CONTENT, key=key, expect=409)
    assert missing.json()["code"] == "file-not-all-here"
    here = (await case.affected.get(f"{case.path}/files/{file_id}/upload")).json()
    assert here == {"received": CHUNK_BYTES, "size": len(CONTENT), "is_kept": False}
    assert await listed_files(case.officer, case.path) == []
    for offset in range(here["received"], len(CONTENT), CHUNK_BYTES):
        piece = CONTENT[offset : offset + CHUNK_BYTES]
        sent = await send_piece(case.affected, case.path, file_id, offset=offset, piece=piece, key=key)
        assert sent.status_code == 200
    for _ in range(2):
        await end_file(case.affected, case.path, file_id, CONTENT, key=key)
    late = await send_piece(case.affected, case.path, file_id, offset=0, piece=CONTENT[:CHUNK_BYTES], key=key)
    assert late.json()["code"] == "file-already-kept"
    (line,) = await listed_files(case.officer, case.path)
    assert (line["size"], line["added_by"]["display_name"] is not None) == (len(CONTENT), True)
    (opened,) = await opened_files(case.officer, case.path)
    sha256 = hashlib.sha256(CONTENT).hexdigest()
    assert (opened["name"], opened["note"], opened["sha256"]) == ("samtal.m4a", "I går kväll", sha256)
    answer = await case.officer.post(f"{case.path}/files/{file_id}/content")
    assert answer.content == CONTENT
    assert answer.headers["content-type"] == "application/octet-stream"
    assert "attachment" in answer.headers["content-disposition"]
    assert "sandbox" in answer.headers["content-security-policy"]
    verified = await case.affected.post(f"{case.path}/files/{file_id}/verification")
    assert verified.json() == {"is_unchanged": True, "sha256": sha256}
    assert await custody(case.affected, case.path, file_id) == ["arrived", "opened", "verified"]
    stored = await everything_stored(database, tmp_path)
    for secret in (CONTENT[:64], CONTENT[-64:], "samtal.m4a", "I går kväll", sha256, key):
        assert found_in(stored, [secret]) == []
    async with database.reading() as db:
        row = (await db.exec(select(EvidenceFile))).one()
        kept = (await db.exec(select(AuditEvent).where(AuditEvent.kind == "evidence-kept"))).one()
    assert row.commitment == kept.codes["commitment"]


@pytest.mark.one_database
async def test_what_came_damaged_or_with_another_key_is_not_kept(database: Database, as_actor: Actors) -> None:
    case = await staffed(database, as_actor)
    key = a_key()
    file_id = (await begin_file(case.affected, case.path, b"abcdef", key=key)).json()["id"]
    await send_pieces(case.affected, case.path, file_id, b"abcxef", key=key)
    damaged = await end_file(case.affected, case.path, file_id, b"abcdef", key=key, expect=409)
    assert damaged.json()["code"] == "file-damaged"
    other = await end_file(case.affected, case.path, file_id, b"abcxef", key=a_key(), expect=422)
    assert other.json()["code"] == "not-this-key"
    for who in (case.officer, case.chair):
        assert (await who.delete(f"{case.path}/files/{file_id}/upload")).status_code == 404
    assert (await case.affected.delete(f"{case.path}/files/{file_id}/upload")).status_code == 204
    async with database.reading() as db:
        assert not (await db.exec(select(EvidenceFile))).all()
        assert not (await db.exec(select(EvidenceChunk))).all()


@pytest.mark.one_database
@pytest.mark.policy("CON-01", "UNK-05")
async def test_who_does_not_read_a_part_learns_nothing_of_its_files(database: Database, as_actor: Actors) -> None:
    case = await staffed(
        database, as_actor, category=Category.INTERNAL, others=[CaseRole.CONTACT_PERSON, CaseRole.INVESTIGATOR]
    )
    in_report = await send_file(case.affected, case.path, b"what I saved", name="a.txt")
    in_mapping = await send_file(
        case.investigator, case.path, b"what we found", name="b.txt", compartment="investigation"
    )
    assert [each["id"] for each in await listed_files(case.contact_person, case.path)] == []
    assert [each["id"] for each in await listed_files(case.affected, case.path)] == [in_report]
    assert {each["id"] for each in await listed_files(case.investigator, case.path)} == {in_report, in_mapping}
    nowhere = "00000000-0000-0000-0000-000000000000"
    for who, file_id in ((case.contact_person, in_report), (case.affected, in_mapping)):
        for way in ("content", "picture", "copy", "words", "verification"):
            refused = await who.post(f"{case.path}/files/{file_id}/{way}")
            as_nowhere = await who.post(f"{case.path}/files/{nowhere}/{way}")
            assert (refused.status_code, refused.json()) == (404, as_nowhere.json())
        assert (await who.get(f"{case.path}/files/{file_id}/custody")).status_code == 404
        assert (await who.get(f"{case.path}/files/{file_id}/upload")).status_code == 404
    not_theirs = await begin_file(case.contact_person, case.path, b"x", key=a_key(), compartment="report", expect=403)
    assert not_theirs.json()["code"] == "compartment-not-open"
    no_files = await begin_file(case.officer, case.path, b"x", key=a_key(), compartment="decisions", expect=422)
    assert no_files.json()["code"] == "no-files-here"
    async with database.reading() as db:
        kinds = {line.kind for line in (await db.exec(select(LogEntry))).all()}
    assert {"file-kept", "mapping-file-kept"} <= kinds


@pytest.mark.one_database
@pytest.mark.policy("CON-01", "CON-05")
async def test_who_opened_a_file_is_told_to_the_affected_person_and_before_somebody_is_named(
    database: Database, as_actor: Actors
) -> None:
    case = await staffed(database, as_actor, category=Category.INTERNAL, others=[CaseRole.INVESTIGATOR])
    theirs = await send_file(case.affected, case.path, b"what I saved", name="a.txt")
    of_mapping = await send_file(case.investigator, case.path, b"found", name="b.txt", compartment="investigation")
    await case.officer.post(f"{case.path}/files/{theirs}/words")
    await case.officer.post(f"{case.path}/files/{theirs}/verification")
    await case.affected.post(f"{case.path}/files/{theirs}/content")
    await case.investigator.post(f"{case.path}/files/{of_mapping}/content")
    told = (await case.affected.get(f"{case.path}/who-opened")).json()["items"]
    assert [(each["roles"], each["compartment"], each["is_file"]) for each in told] == [
        (["security_officer"], "report", True)
    ], "not one's own, not of a part that one does not read, and not a comparison that shows nothing"
    data = (await case.affected.post(f"{case.path}/own-data")).json()
    assert [(each["compartment"], each["is_file"]) for each in data["opened"]] == [("report", True)]
    readers = (await case.officer.get(f"{case.path}/readers")).json()["items"]
    assert sorted(part["compartment"] for each in readers for part in each["opened"]) == [
        "investigation",
        "report",
        "report",
    ]


@pytest.mark.one_database
async def test_a_picture_is_shown_and_shared_without_what_it_says_of_where_it_was_taken(
    database: Database, as_actor: Actors
) -> None:
    case = await staffed(database, as_actor)
    for name, content in pictures().items():
        assert SECRET_PLACE.encode() in content
        file_id = await send_file(case.affected, case.path, content, name=name)
        shown = await case.officer.post(f"{case.path}/files/{file_id}/picture")
        assert shown.status_code == 200, name
        assert SECRET_PLACE.encode() not in shown.content
        drawn = Image.open(io.BytesIO(shown.content))
        assert (drawn.format, not drawn.getexif()) == ("JPEG" if name.endswith("jpg") else "PNG", True)
        # What the camera held askew stands upright, without being told to.
        assert drawn.size == ((64, 48) if name.endswith("gif") else (48, 64))
        assert (await case.officer.post(f"{case.path}/files/{file_id}/content")).content == content
        assert await custody(case.officer, case.path, file_id) == ["arrived", "shown", "opened"]


@pytest.mark.one_database
async def test_a_mail_is_shown_as_words_and_runs_nothing(database: Database, as_actor: Actors) -> None:
    case = await staffed(database, as_actor)
    file_id = await send_file(case.affected, case.path, MAIL, name="hot.eml")
    said = (await case.officer.post(f"{case.path}/files/{file_id}/words")).json()
    assert said["words"] == "Vi vet var du bor."
    assert {"name": "From", "value": "Någon <nagon@example.org>"} in said["headers"]
    assert said["attachments"] == ["hus.png"]
    assert said["way"] == ["from a.example by b.example; Mon, 2 Nov 2026 23:04:00 +0100"]
    assert "evil.example" not in str(said)


@pytest.mark.one_database
async def test_the_key_that_opens_it_is_kept_whatever_it_was_begun_with(database: Database, as_actor: Actors) -> None:
    case = await staffed(database, as_actor)
    file_id = (await begin_file(case.affected, case.path, b"abcdef", key=a_key())).json()["id"]
    key = a_key()
    await send_pieces(case.affected, case.path, file_id, b"abcdef", key=key)
    await end_file(case.affected, case.path, file_id, b"abcdef", key=key)
    assert (await case.officer.post(f"{case.path}/files/{file_id}/content")).content == b"abcdef"


@pytest.mark.one_database
async def test_a_poisoned_file_is_kept_and_does_nothing(database: Database, as_actor: Actors) -> None:
    case = await staffed(database, as_actor)
    for name, content in PROGRAMS.items() | {("bomb.png", bomb()), ("x" * 300 + ".jpg", b"\xff\xd8\xff\xe0broken")}:
        file_id = await send_file(case.affected, case.path, content, name=name)
        picture = await case.officer.post(f"{case.path}/files/{file_id}/picture")
        assert (picture.status_code, picture.json()["code"]) == (409, "cannot-be-shown"), name
        words = await case.officer.post(f"{case.path}/files/{file_id}/words")
        assert words.status_code == 409 or "script" in words.json()["words"] or not words.json()["attachments"]
        answer = await case.officer.post(f"{case.path}/files/{file_id}/content")
        assert (answer.content, answer.headers["x-content-type-options"]) == (content, "nosniff")
    opened = {each["name"]: each for each in await opened_files(case.officer, case.path)}
    assert not opened["bild.jpg"]["is_named_as"]
    assert all(len(name) <= 120 for name in opened)


@pytest.mark.policy("AFF-01")
async def test_twenty_at_once_lose_none(database: Database, as_actor: Actors) -> None:
    case = await staffed(database, as_actor)
    contents = [os.urandom(CHUNK_BYTES + number) for number in range(20)]
    ids = await asyncio.gather(*(send_file(case.affected, case.path, each) for each in contents))
    assert len(set(ids)) == 20
    opened = {each["id"]: each["sha256"] for each in await opened_files(case.officer, case.path)}
    assert opened == {
        file_id: hashlib.sha256(content).hexdigest() for file_id, content in zip(ids, contents, strict=True)
    }


@pytest.mark.one_database
async def test_a_piece_that_was_changed_in_the_database_is_found(database: Database, as_actor: Actors) -> None:
    case = await staffed(database, as_actor)
    text = ("Han ringde igen. " * 30_000).encode()
    file_id = await send_file(case.affected, case.path, text)
    async with database.writing() as db:
        chunks = (await db.exec(select(EvidenceChunk).where(EvidenceChunk.file_id == UUID(file_id)))).all()
        first, second, _ = sorted(chunks, key=lambda each: each.index)
        first.sealed, second.sealed = second.sealed, first.sealed
    verified = (await case.officer.post(f"{case.path}/files/{file_id}/verification")).json()
    assert not verified["is_unchanged"]
    assert (await case.officer.post(f"{case.path}/files/{file_id}/words")).json()["code"] == "cannot-be-shown"
    assert (await custody(case.officer, case.path, file_id))[-3:] == ["verified", "found-changed", "shown"]


@pytest.mark.one_database
async def test_what_nobody_went_on_sending_is_taken_away(database: Database, as_actor: Actors) -> None:
    case = await staffed(database, as_actor)
    key = a_key()
    kept = await send_file(case.affected, case.path, b"kept")
    begun = (await begin_file(case.affected, case.path, CONTENT, key=key)).json()["id"]
    await send_pieces(case.affected, case.path, begun, CONTENT, key=key, until=CHUNK_BYTES)
    jobs: dict[str, Handler] = {evidence.JOB: evidence.forget_unfinished}
    for days, left in ((6, {kept, begun}), (8, {kept})):
        with clock.turned(timedelta(days=days)):
            await do_what_is_due(database, jobs)
        async with database.reading() as db:
            assert {str(each) for each in (await db.exec(select(EvidenceFile.id))).all()} == left
            assert {str(each) for each in (await db.exec(select(EvidenceChunk.file_id))).all()} == left
