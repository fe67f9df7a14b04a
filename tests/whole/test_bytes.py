"""What whoever takes the disk can read after the whole story: the database's files or dump, logs and outbox.

Every word that was reported or noted, every secret that was handed out, is a canary. Each place that is searched holds
one thing that must be found there, in the same way, or the search would prove nothing.
"""

import json
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy.engine import make_url

from app.core.database import Database
from app.votes.rules import Choice
from tests.support.databases import PostgresqlServer
from tests.support.ready_made import TURNED_BY
from tests.support.stored import atoms_of, forms_of, found_in, holds, rows_by_table
from tests.support.story import council, whole
from tests.support.story.canaries import a_quick_installation, a_small_cast, canaries_in, quiet_story
from tests.support.story.council import LedVote
from tests.support.story.founding import Association, address_of
from tests.support.story.installation import Installation
from tests.support.story.matter import Matter
from tests.support.story.telling import Story

pytestmark = [pytest.mark.anyio, pytest.mark.slow, pytest.mark.policy("CGR-03", "PRN-01")]

PAST_THE_CHECK_WINDOW = "130"
NAMES_STAND_IN = {"person"}
ADDRESSES_STAND_IN = {"person", "account"}
PERSON_IDS_STAND_IN = {"person", "account", "term", "invitation", "due_job"}
BALLOT_BOX = ("envelope", "sealed_state")

Rows = dict[str, list[dict[str, Any]]]


def test_the_search_finds_a_value_however_it_is_written() -> None:
    secret = "kanarie5f21c0åäö"
    for stored in (
        secret.encode(),
        secret.encode().hex().encode(),
        json.dumps({"x": secret}).encode(),
        secret.upper().encode(),
    ):
        assert found_in(b"before " + stored + b" after", [secret]) == [secret]
    for before in range(4):
        for encode in ("base64", "base64url"):
            text = subprocess.run(
                ["basenc", f"--{encode}", "--wrap=0"],
                input=b"x" * before + secret.encode() + b"yz",
                capture_output=True,
                check=True,
            ).stdout
            assert found_in(text, [secret]) == [secret]
    assert found_in(b"kanarie5f21c1" * 9, [secret]) == []
    assert all(len(form) > 10 for form in forms_of(secret))


@dataclass
class Told:
    """The story as far as it has come, and what lies on the disk."""

    installation: Installation
    story: Story
    association: Association
    matter: Matter
    server: PostgresqlServer | None

    async def rows(self) -> Rows:
        # A connection of its own each time: while this process has an SQLite file open, reading its bytes would drop
        # the locks that the server's process counts on.
        database = Database(self.installation.database_url, keys=self.installation.keys)
        try:
            return await rows_by_table(database)
        finally:
            await database.close()

    async def when_all_is_sent(self) -> Rows | None:
        rows = await self.rows()
        return None if rows["notice"] else rows

    def database_bytes(self) -> bytes:
        """SQLite: each of its files. PostgreSQL: its dump."""
        if self.server is None:
            return b"\n".join(file.read_bytes() for file in self.database_files())
        name = make_url(self.installation.database_url).database
        return subprocess.run(
            [str(self.server.binaries / "pg_dump"), "-h", str(self.server.folder), "-U", "varna", str(name)],
            capture_output=True,
            check=True,
        ).stdout

    def left_in_logs_of_postgresql(self, secrets: list[str]) -> list[str]:
        """Its write-ahead log and its own log are large: they are searched for the plain value only."""
        folder = self.server.folder if self.server else None
        files = [folder / "log", *(folder / "data" / "pg_wal").iterdir()] if folder else []
        found = []
        for file in filter(Path.is_file, files):
            stored = file.read_bytes()
            found += [secret for secret in secrets if holds(stored, secret)]
        return found

    def database_files(self) -> list[Path]:
        return sorted(self.installation.data.parent.parent.glob("varna.db*"))

    def outbox_bytes(self) -> bytes:
        """The files as they lie there, and as they are read: a mail's own encoding breaks long lines."""
        files = b"\n".join(file.name.encode() + file.read_bytes() for file in self.installation.outbox.iterdir())
        return "\n".join(f"{mail.to} {mail.subject} {mail.text}" for mail in self.installation.mails()).encode() + files

    @property
    def secrets(self) -> list[str]:
        return [value for values in self.story.secrets.values() for value in values]

    @property
    def words(self) -> list[str]:
        return canaries_in(self.association.cast.words)

    @property
    def names(self) -> list[str]:
        return [*self.association.group, self.association.contact_person.name]


@asynccontextmanager
async def told(database_url: str, folder: Path, server: PostgresqlServer | None) -> AsyncIterator[Told]:
    installation = a_quick_installation(folder / "installation", database_url=database_url)
    story = quiet_story(installation)
    try:
        association, matter = await whole.from_founding_to_plan(story, installation, a_small_cast())
        yield Told(installation, story, association, matter, server)
    finally:
        installation.kill()
        await story.close()


@pytest.fixture
def server(database_kind: str, request: pytest.FixtureRequest) -> PostgresqlServer | None:
    if database_kind == "sqlite":
        return None
    found: PostgresqlServer = request.getfixturevalue("postgresql_databases").server
    return found


async def test_after_the_whole_story_no_word_no_link_and_no_path_from_voter_to_ballot_is_left(
    database_url: str, tmp_path: Path, server: PostgresqlServer | None
) -> None:
    async with told(database_url, tmp_path, server) as so_far:
        story, association = so_far.story, so_far.association
        vote = await whole.until_open(story, association, concerns=association.cast.accused, case=so_far.matter.case_id)
        before_casting = await story.wait_for("everyone's notice that their link was used", so_far.when_all_is_sent)
        half = len(vote.pages) // 2
        await council.cast(vote, [Choice.AGAINST] * half)
        so_far.installation.restart()
        await council.cast(vote, [Choice.AGAINST] * (len(vote.pages) - half - 1) + [Choice.FOR], start=half)
        all_cast = await so_far.rows()
        casting_left_nothing_but_envelopes(before_casting, all_cast)
        nothing_joins_the_box_to_anything_else(vote, all_cast)
        no_choice_can_be_read(vote, so_far.database_bytes())
        nothing_secret_is_stored(so_far, all_cast)

        await council.close(vote)
        closed = await so_far.rows()
        stored_in_hash_order(closed)

        so_far.installation.settings = {**so_far.installation.settings, TURNED_BY: PAST_THE_CHECK_WINDOW}
        so_far.installation.restart()
        against = len(vote.pages) - 1
        await council.await_result(vote, against=against, for_=1, outcome="no_confidence")
        assert len(await council.exclusion_cases(association)) == 1
        certified = await so_far.rows()
        nothing_secret_is_stored(so_far, certified)
        the_bulletin_joins_no_ballot_to_an_envelope(certified)
        nothing_of_it_is_logged_or_mailed(so_far, vote)
        nobody_else_on_the_machine_can_read_it(so_far)


def casting_left_nothing_but_envelopes(before: Rows, after: Rows) -> None:
    assert len(after["envelope"]) == len(after["roll_entry"]) > len(before["envelope"]) == 0, "the control"
    # What the clock does by itself: leases of due work, and the chaining of audit events that were there before.
    by_the_clock = {"due_job", "audit_batch"}
    for table in set(before) - {"envelope"} - by_the_clock:
        kept = [{name: row[name] for name in row if (table, name) != ("audit_event", "batch")} for row in after[table]]
        was = [{name: row[name] for name in row if (table, name) != ("audit_event", "batch")} for row in before[table]]
        assert sorted(map(repr, kept)) == sorted(map(repr, was)), f"casting changed {table}"


def nothing_joins_the_box_to_anything_else(vote: LedVote, rows: Rows) -> None:
    """No value of the box stands in any other table: no time, no session, no person, no hash of either."""
    atoms = {table: {atom for row in rows[table] for atom in atoms_of(row)} for table in rows}
    box = atoms["envelope"] | atoms["sealed_state"]
    elsewhere = set().union(*(found for table, found in atoms.items() if table not in BALLOT_BOX))
    the_vote = UUID(vote.vote_id).hex
    assert {the_vote} <= box & elsewhere, "the control: both know the vote"
    assert box & elsewhere - {the_vote, vote.vote_id} == set()
    assert atoms["envelope"] & atoms["sealed_state"] - {the_vote, vote.vote_id} == set()
    assert set(vote.receipts) <= atoms["envelope"], "the control: a receipt's row is found by its key"
    for table in (*BALLOT_BOX, "roll_entry"):
        times = {name for row in rows[table] for name, value in row.items() if hasattr(value, "year")}
        assert times == set(), f"{table} holds a time"


def no_choice_can_be_read(vote: LedVote, stored: bytes) -> None:
    """Until the opening, what signs a choice is sealed; what admits an envelope lies open."""
    for page in vote.pages:
        assert page.voter is not None
        assert found_in(stored, [page.voter.admission.public_key]), "the control: an admission is stored"
        assert found_in(stored, [page.voter.ballot.public_key, page.voter.ballot.signature]) == []


def stored_in_hash_order(rows: Rows) -> None:
    keys = [row["row_key"] for row in rows["envelope"]]
    assert len(keys) > 5
    assert keys == sorted(keys)
    assert rows["sealed_state"] == [], "states of lost pages are of no use after close"


def nothing_secret_is_stored(so_far: Told, rows: Rows) -> None:
    stored = so_far.database_bytes()
    assert found_in(stored, [so_far.association.cast.accused]), "the control: a name stands among the people"
    assert found_in(stored, [so_far.matter.reference]), "the control: a case's reference stands in clear"
    assert found_in(stored, so_far.words) == []
    assert found_in(stored, so_far.secrets) == []
    assert found_in(stored, ["/rosta#", "/inbjudan#"]) == []
    ids = [*so_far.association.group.values(), so_far.association.contact_person.person_id]
    hexadecimal = [UUID(each).hex for each in ids]
    only_in(rows, so_far.names, NAMES_STAND_IN)
    only_in(rows, [address_of(name) for name in so_far.names], ADDRESSES_STAND_IN)
    only_in(rows, [*ids, *hexadecimal], PERSON_IDS_STAND_IN)
    nobodys_tag_stands_where_a_case_or_a_vote_is_kept(so_far, rows)


def nobodys_tag_stands_where_a_case_or_a_vote_is_kept(so_far: Told, rows: Rows) -> None:
    """Tags stand for people who act. Whoever is accused, and whoever only votes, has done nothing in either."""
    tag_of = so_far.installation.keys.person_tag
    tags = {name: tag_of(UUID(person_id)) for name, person_id in so_far.association.group.items()}
    about_people = {"audit_event", "audit_batch", "notice"}
    kept = b"\n".join(as_text(rows[table]) for table in rows if table not in about_people)
    matters = {so_far.matter.case_id, *(str(row["id"]) for row in rows["vote"])}
    events = as_text([row for row in rows["audit_event"] if row["subject"] in matters])
    assert found_in(kept, [tag_of(UUID(so_far.association.chair.person_id))]), "the control: who leads the vote"
    assert found_in(events, [tag_of(UUID(so_far.association.officer.person_id))]), "the control: who read the case"
    assert found_in(as_text(rows["audit_event"]), list(tags.values())), "the control: their appointments"
    for name, tag in tags.items():
        assert found_in(kept, [tag]) == [], f"{name} can be found in a case or a vote"
        # A refusal is on record: who asked for what was not theirs to know.
        asked = {so_far.association.accused.name, so_far.association.voter.name}
        assert name in asked or found_in(events, [tag]) == [], f"{name} stands in an event of a case or a vote"


def only_in(rows: Rows, values: list[str], tables: set[str]) -> None:
    """They stand in these tables and in no other."""
    for table in rows:
        found = found_in(as_text(rows[table]), values)
        assert not found or table in tables, f"{found} in {table}"
    assert any(found_in(as_text(rows[table]), values) for table in tables), "the control: they do stand there"


def as_text(rows: list[dict[str, Any]]) -> bytes:
    parts: list[bytes] = []
    for row in rows:
        for value in row.values():
            parts += [value] if isinstance(value, bytes) else [str(value).encode()]
    return b"\n".join(parts)


def the_bulletin_joins_no_ballot_to_an_envelope(rows: Rows) -> None:
    assert rows["envelope"] == [], "opened and counted, they are destroyed"
    [bulletin] = rows["bulletin"]
    body = json.loads(bulletin["file"])["body"]
    envelopes, ballots = set(atoms_of(body["envelopes"])), set(atoms_of(body["ballots"]))
    assert len(envelopes) > len(body["envelopes"]) > 5
    assert len(ballots) > len(body["ballots"]) > 5
    assert envelopes & ballots - {"against"} == set()


def nothing_of_it_is_logged_or_mailed(so_far: Told, vote: LedVote) -> None:
    assert so_far.left_in_logs_of_postgresql([*so_far.words, *so_far.secrets]) == []
    assert so_far.server is None or so_far.left_in_logs_of_postgresql([so_far.matter.reference]), "the control"
    log = so_far.installation.log.read_bytes()
    assert b"/cases/{case_id}" in log, "the control: requests are logged, by their template"
    people = [*so_far.names, *(address_of(name) for name in so_far.names)]
    assert found_in(log, [*so_far.words, *so_far.secrets, *people]) == []
    assert found_in(log, [so_far.matter.reference, so_far.matter.case_id, vote.vote_id]) == []
    for untraced in (b"/ballots", b'"/reports', b"/reports ", b"/reports/receipt"):
        assert untraced not in log
    outbox = so_far.outbox_bytes()
    links = [*so_far.story.secrets["voting link"], *so_far.story.secrets["mailed invitation"]]
    assert found_in(outbox, links) == links, "the control: a link leaves in its mail, and only there"
    others = [value for value in so_far.secrets if value not in links]
    assert found_in(outbox, [*so_far.words, *others]) == []
    assert found_in(outbox, [so_far.matter.reference, so_far.matter.case_id, so_far.association.cast.accused]) == []


def nobody_else_on_the_machine_can_read_it(so_far: Told) -> None:
    kept = list(so_far.installation.outbox.iterdir())
    assert len(kept) > len(so_far.association.group)
    for path in (*kept, so_far.installation.outbox, so_far.installation.data):
        assert path.stat().st_mode & 0o077 == 0, f"{path.name} can be read by others"
