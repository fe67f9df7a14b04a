"""What whoever has the database can know: canaries, looked for in every byte and every row."""

import re
import sqlite3
from collections import defaultdict
from collections.abc import Awaitable, Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from secrets import token_bytes
from statistics import fmean
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import DateTime, Integer, delete, event, insert, text
from sqlmodel import col, select
from structlog.testing import capture_logs

from app.core import clock
from app.core.database import Database, Session
from app.core.keys import Keys
from app.votes.ballot_box import service as box
from app.votes.ballot_box.models import Envelope
from app.votes.envelope import check_cast
from app.votes.roll.models import SealedState
from app.votes.rules import Choice
from tests.support.ballots import a_voter, an_election
from tests.support.databases import SqliteDatabases
from tests.support.stored import everything_stored, holds
from tests.support.voting import Assemble

pytestmark = [pytest.mark.anyio, pytest.mark.policy("CGR-03")]

VOTE_TABLES = ("vote", "roll_entry", "sealed_state", "envelope", "bulletin", "vote_objection", "audit_event")


async def rows_of(database: Database, tables: tuple[str, ...]) -> bytes:
    rows: list[str] = []
    async with database.reading() as db:
        connection = await db.connection()
        for table in tables:
            for row in (await connection.execute(text(f"SELECT * FROM {table}"))).all():
                rows += [value.hex() if isinstance(value, bytes) else str(value) for value in row]
    return "\n".join(rows).encode()


async def test_no_link_stands_in_the_database_and_the_search_would_have_found_one(
    assemble: Assemble, tmp_path: Path
) -> None:
    assembly = await assemble(4)
    pages = await assembly.until_open()
    for page in pages:
        await page.cast(Choice.AGAINST)
    stored = await everything_stored(assembly.database, tmp_path)
    assert holds(stored, "Kanarie Väljare1"), "the control: a name stands among the people"
    for page in pages:
        assert not holds(stored, page.token)


async def test_no_table_of_a_vote_names_anyone(assemble: Assemble) -> None:
    assembly = await assemble(5)
    pages = await assembly.until_open()
    for page in pages:
        await page.cast(Choice.AGAINST)
    await assembly.lead("close")
    stored = await rows_of(assembly.database, VOTE_TABLES)
    with clock.turned(timedelta(hours=25)):
        await assembly.lead("certification")
    stored += await rows_of(assembly.database, (*VOTE_TABLES, "exclusion_case"))
    assert holds(stored, assembly.vote_id), "the control: the vote's id stands there"
    assert holds(stored, assembly.chair.tag), "the control: who leads stands there by tag"
    keys = assembly.database.keys
    for person_id in [*assembly.voters, assembly.accused.person_id]:
        for trace in (str(person_id), person_id.hex, keys.person_tag(person_id)):
            assert not holds(stored, trace)
    assert not holds(stored, "Kanarie")
    assert not holds(stored, b"Kanarie".hex())


async def test_nothing_joins_a_voter_to_an_envelope(assemble: Assemble) -> None:
    assembly = await assemble(4)
    pages = await assembly.until_open()
    for page in pages:
        await page.cast(Choice.AGAINST)
    box = await rows_of(assembly.database, ("envelope", "sealed_state"))
    roll = await rows_of(assembly.database, ("roll_entry",))
    shared = set(box.split()) & set(roll.split())
    assert shared == {str(assembly.vote_id).encode()} or shared == {assembly.vote_id.replace("-", "").encode()}
    for value in set(roll.split()) - shared:
        assert len(value) < 16 or value not in box
    envelopes = await rows_of(assembly.database, ("envelope",))
    for value in re.findall(rb"[0-9a-f]{32,}", await rows_of(assembly.database, ("sealed_state",))):
        assert value in shared or value not in envelopes


@pytest.mark.parametrize("table", [Envelope, SealedState])
def test_the_box_has_no_column_for_a_time_an_address_or_a_person(table: type[Envelope | SealedState]) -> None:
    columns = table.__table__.columns  # type: ignore[union-attr]  # SQLModel does not declare it
    assert {column.name for column in columns} <= {
        "vote_id", "row_key", "counter", "envelope_hash", "cast", "state", "admission", "ballot",
    }  # fmt: skip
    assert not any(isinstance(column.type, DateTime) for column in columns)
    assert not any(isinstance(column.type, Integer) for column in columns if column.primary_key)
    assert table.__table__.dialect_options["sqlite"]["with_rowid"] is False  # type: ignore[union-attr]  # as above


async def test_a_cast_ballot_leaves_no_audit_event_no_job_no_log_line_and_takes_no_session(
    assemble: Assemble,
) -> None:
    assembly = await assemble(3)
    pages = await assembly.until_open()
    await assembly.due()
    traces = ("audit_event", "due_job", "notice", "idempotency_record", "vote", "roll_entry")
    before = await rows_of(assembly.database, traces)
    with capture_logs() as logged:
        for page in pages:
            path = f"/api/v1/ballots/{page.vote_id}/cast"
            answer = await page.client.post(
                path,
                json=page.envelope(Choice.FOR),
                headers={"Authorization": "Bearer x", "Cookie": "varna_vault=x"},
            )
            assert answer.status_code == 200
            assert "set-cookie" not in answer.headers
            assert answer.headers["cache-control"] == "no-store"
        assert logged == []
        await assembly.read()
    assert [line["route"] for line in logged] == ["/votes/{vote_id}"], "the control: other routes are logged"
    assert await rows_of(assembly.database, traces) == before


async def test_after_close_envelopes_lie_in_the_order_of_their_hashes(assemble: Assemble, tmp_path: Path) -> None:
    assembly = await assemble(6)
    cast: list[bytes] = []
    for page in await assembly.until_open():
        await page.cast(Choice.FOR)
        cast += set(await as_they_lie(assembly.database, tmp_path)) - set(cast)
    assert await as_they_lie(assembly.database, tmp_path) == cast, "the control: until then they tell who was first"
    await assembly.lead("close")
    assert await as_they_lie(assembly.database, tmp_path) == sorted(cast)


async def test_once_drawing_is_closed_nothing_tells_in_what_order_people_drew(assemble: Assemble) -> None:
    """Nor which sealed state came with which draw: PostgreSQL keeps by which transaction each row was written."""
    tables = ("roll_entry", "sealed_state")
    assembly = await assemble(6)
    database = assembly.database
    for page in await assembly.until_summoned(held="in_a_room"):
        await page.draw()
    before = sorted((await rows_of(database, tables)).splitlines())
    if not database.is_sqlite:
        drawn, kept = [await written_by(database, table) for table in tables]
        assert (len(set(drawn)), sorted(drawn)) == (6, sorted(kept)), "the control: until then each is of one draw"
    await assembly.lead("drawing/close")
    assert sorted((await rows_of(database, tables)).splitlines()) == before, "nothing is lost by it"
    if not database.is_sqlite:  # SQLite keeps no transaction; where rows lie in its file is held below
        assert len({writer for table in tables for writer in await written_by(database, table)}) == 1


async def written_by(database: Database, table: str) -> list[str]:
    async with database.reading() as db:
        rows = await (await db.connection()).execute(text(f"SELECT xmin::text FROM {table}"))
        return [row[0] for row in rows]


async def as_they_lie(database: Database, folder: Path) -> list[bytes]:
    """The keys of the envelopes, first written first. PostgreSQL tells when asked for no order; SQLite always answers in
    the order of the key, so its file is read: a page (these few lie on one) fills from its end towards its beginning.
    """
    async with database.reading() as db:
        connection = await db.connection()
        keys = [bytes(row[0]) for row in (await connection.execute(text("SELECT row_key FROM envelope"))).all()]
    if not database.is_sqlite:
        return keys
    file = folder / "varna.db"
    with closing(sqlite3.connect(file)) as aside:
        aside.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    stored = file.read_bytes()
    assert all(stored.count(key) == 1 for key in keys)
    return sorted(keys, key=stored.index, reverse=True)


async def test_no_mail_after_casting_opened_depends_on_whether_somebody_has_cast(assemble: Assemble) -> None:
    assembly = await assemble(7)
    pages = await assembly.until_open()
    assert len(pages) == 7
    await assembly.due()
    before = len(assembly.mail.sent)
    for page in pages[:5]:
        assert (await page.cast(Choice.AGAINST)).status_code == 200
    result = await assembly.close_and_count()
    await assembly.due()
    assert (result["drawn"], result["envelopes"]) == (7, 5), "the control: two have drawn and not cast"
    got: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for mail in assembly.mail.sent[before:]:
        got[mail.to].append((mail.subject, mail.text))
    voters = {f"voter{number}@example.org" for number in range(7)}
    assert voters <= set(got)
    [alike] = {tuple(sorted(got[voter])) for voter in voters}
    assert "Det är färdigräknat" in {subject for subject, _ in alike}


def test_the_order_of_the_box_after_close_has_nothing_to_do_with_the_order_of_drawing() -> None:
    """Where everyone casts in the order in which they drew: until close the rows tell it, afterwards chance alone."""
    election = an_election()
    drawn = [a_voter(election).cast(Choice.FOR) for _ in range(DRAWERS)]
    keys = [check_cast(election.manifest, cast).row_key for cast in drawn]
    places = [sorted(keys).index(key) for key in keys]
    assert rank_correlation(list(range(DRAWERS))) == 1.0, "the control"
    assert abs(rank_correlation(places)) < FIVE_SIGMA


async def test_the_pages_of_the_file_do_not_tell_after_close_in_what_order_envelopes_came(
    sqlite_databases: SqliteDatabases, keys: Keys, tmp_path: Path
) -> None:
    """SQLite gives freed pages to the rows that come next: taken out in order, each row's page tells of another's coming."""
    told: list[Layout] = []
    kept_secret: list[Layout] = []
    for number in range(BOXES):
        for rewrite, found in ((all_at_once, told), (box.rewrite_in_hash_order, kept_secret)):
            folder = tmp_path / f"{rewrite.__name__}{number}"
            folder.mkdir()
            with sqlite_databases.fresh(folder) as url:
                came = await a_full_box(Database(url, keys=keys), rewrite)
            stored = (folder / "varna.db").read_bytes()
            found.append((came, [stored.index(key[::-1]) for key in sorted(came)]))
    assert best_guess(told) > 0.3, "the control: so it was"
    assert best_guess(kept_secret) < 0.27


Layout = tuple[list[bytes], list[int]]
"""The keys in the order in which they came, and where in the file each lies, in the order of the keys."""


def best_guess(boxes: list[Layout]) -> float:
    """How well a rule that is the same in every box tells from where rows lie in what order they came."""
    return max(
        abs(fmean(_told_by(came, lies, start, step) for came, lies in boxes))
        for start in range(DRAWERS)
        for step in (1, -1)
    )


def _told_by(came: list[bytes], lies: list[int], start: int, step: int) -> float:
    orders = [came.index(key) for key in sorted(came)]
    by_place = sorted(range(DRAWERS), key=lies.__getitem__)
    return rank_correlation([orders[(start + step * place) % DRAWERS] for place in by_place])


async def a_full_box(database: Database, rewrite: Callable[[Session, UUID], Awaitable[None]]) -> list[bytes]:
    """Rows of the size of envelopes, rewritten as said; gives their keys in the order in which they came."""
    vote_id, came = uuid4(), [token_bytes(32) for _ in range(DRAWERS)]
    event.listen(database.engine.sync_engine, "connect", without_a_vote)
    for key in came:
        cast = b"{" * 1400 + key + b"}" * 1200 + key[::-1]
        async with database.writing() as db:
            db.add(Envelope(vote_id=vote_id, row_key=key, counter=1, envelope_hash=token_bytes(32), cast=cast))
    async with database.writing() as db:
        await rewrite(db, vote_id)
    await database.close()
    return came


def without_a_vote(connection: Any, _record: Any) -> None:
    connection.cursor().execute("PRAGMA foreign_keys=OFF")


async def all_at_once(db: Session, vote_id: UUID) -> None:
    rows = (await db.exec(select(Envelope).where(Envelope.vote_id == vote_id).order_by(col(Envelope.row_key)))).all()
    values = [row.model_dump() for row in rows]
    await db.exec(delete(Envelope).where(col(Envelope.vote_id) == vote_id))
    await db.exec(insert(Envelope), params=values)


BOXES = 12
DRAWERS = 40
FIVE_SIGMA = 5 / (DRAWERS - 1) ** 0.5
"""Of the rank correlation of so many in an order of chance: once in two million runs it is passed."""


def rank_correlation(places: list[int]) -> float:
    """Spearman's, of places with the order in which they are given."""
    count = len(places)
    return 1 - 6 * sum((place - number) ** 2 for number, place in enumerate(places)) / (count * (count**2 - 1))
