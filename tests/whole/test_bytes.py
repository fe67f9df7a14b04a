"""What whoever takes the disk can read after the whole story: the database's files or dump, logs and outbox.

Every word that was reported or noted, every secret that was handed out, is a canary. Each place that is searched holds
one thing that must be found there, in the same way, or the search would prove nothing.
"""

import json
import subprocess
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlalchemy.engine import make_url

from app.core.database import Database
from app.votes import p256
from app.votes.encoding import from_base64url
from app.votes.rules import Choice
from tests.support import servers_eyes, shamir
from tests.support.databases import PostgresqlServer
from tests.support.lives import LIFE
from tests.support.ready_made import TURNED_BY
from tests.support.stored import atoms_of, forms_of, found_in, holds, rows_by_table
from tests.support.story import council, tellers, whole
from tests.support.story.canaries import a_quick_installation, a_small_cast, canaries_in, quiet_story
from tests.support.story.council import LedVote
from tests.support.story.founding import Association, address_of
from tests.support.story.installation import Installation
from tests.support.story.matter import Matter
from tests.support.story.telling import Story
from tests.support.tellers import own_shares
from tests.support.telling import TellerAtWork

pytestmark = [pytest.mark.anyio, pytest.mark.slow, pytest.mark.policy("CGR-03", "PRN-01")]

PAST_THE_CHECK_WINDOW = "130"
NAMES_STAND_IN = {"person"}
ADDRESSES_STAND_IN = {"person", "account"}
PERSON_IDS_STAND_IN = {"person", "account", "term", "invitation", "due_job"}
BALLOT_BOX = ("envelope", "sealed_state")
SEARCHED_IN_EVERY_BYTE = {"all have cast", "closed", "one has signed", "certified"}
"""Of the other states each value of each row is searched."""
OF_TELLERS = {"vote-tellers-named", "vote-teller-confirmed", "vote-teller-sent", "vote-teller-counted"}

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
    looked_at: set[str] = field(default_factory=set)
    known: "Known" = field(default_factory=lambda: Known([], []))

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

    async def look(self, state: str, vote: LedVote, pages: list[TellerAtWork]) -> Rows:
        """With the eyes of whoever has the database, at each state that a vote comes to."""
        self.looked_at.add(state)
        rows = await self.rows()
        nothing_shows_a_choice(self, state, vote, pages, rows)
        one_size_each(rows)
        no_event_is_of_one_ballot(vote, rows)
        return rows

    async def postgresql_keeps_hash_order(self) -> None:
        """Where each row lies, and which transaction wrote it, are columns that anyone with the database can ask for."""
        if self.server is None:
            return
        database = Database(self.installation.database_url, keys=self.installation.keys)
        async with database.reading() as db:
            asked = text("SELECT row_key, xmin::text, cmin::text::int FROM envelope ORDER BY ctid")
            lines = (await (await db.connection()).execute(asked)).all()
        await database.close()
        keys = [bytes(line[0]) for line in lines]
        assert len(keys) > 5
        assert keys == sorted(keys)
        assert len({line[1] for line in lines}) == 1, "one transaction wrote them all"
        assert [line[2] for line in lines] == sorted(line[2] for line in lines)

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
    (installation.folder / "temporary").mkdir()
    installation.settings = {**installation.settings, "TMPDIR": str(installation.folder / "temporary")}
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


async def test_after_the_whole_story_with_tellers_no_word_no_link_and_no_path_from_voter_to_ballot_is_left(
    database_url: str, tmp_path: Path, server: PostgresqlServer | None
) -> None:
    await nothing_is_left(database_url, tmp_path, server, has_tellers=True)


@pytest.mark.one_database
async def test_after_the_whole_story_without_tellers_no_word_no_link_and_no_path_from_voter_to_ballot_is_left(
    database_url: str, tmp_path: Path, server: PostgresqlServer | None
) -> None:
    await nothing_is_left(database_url, tmp_path, server, has_tellers=False)


async def nothing_is_left(
    database_url: str, tmp_path: Path, server: PostgresqlServer | None, *, has_tellers: bool
) -> None:
    async with told(database_url, tmp_path, server) as so_far:
        story, association = so_far.story, so_far.association
        three = (association.officer, association.second_officer, association.contact_person)
        vote, pages = await whole.until_open(
            story,
            association,
            concerns=association.cast.accused,
            case=so_far.matter.case_id,
            counted_by=three if has_tellers else (),
            look=so_far.look,
        )
        before_casting = await story.wait_for("everyone's notice that their link was used", so_far.when_all_is_sent)
        half = len(vote.pages) // 2
        await council.cast(vote, [Choice.AGAINST] * half)
        await so_far.look("half have cast", vote, pages)
        so_far.installation.restart()
        await council.cast(vote, [Choice.AGAINST] * (len(vote.pages) - half - 1) + [Choice.FOR], start=half)
        all_cast = await so_far.look("all have cast", vote, pages)
        casting_left_nothing_but_envelopes(before_casting, all_cast)
        nothing_joins_the_box_to_anything_else(vote, all_cast)
        nothing_secret_is_stored(so_far, all_cast)

        await council.close(vote)
        closed = await so_far.look("closed", vote, pages)
        stored_in_hash_order(closed)
        await so_far.postgresql_keeps_hash_order()

        so_far.installation.settings = {**so_far.installation.settings, TURNED_BY: PAST_THE_CHECK_WINDOW}
        so_far.installation.restart()
        if has_tellers:
            await tellers.open_together(vote, pages, look=so_far.look)
        against = len(vote.pages) - 1
        await council.await_result(vote, against=against, for_=1, outcome="no_confidence")
        assert len(await council.exclusion_cases(association)) == 1
        certified = await so_far.look("certified", vote, pages)
        assert so_far.looked_at >= {"raised", "convened", "locked", "summoned", "open", "closed", "certified"}
        nothing_secret_is_stored(so_far, certified)
        the_bulletin_joins_no_ballot_to_an_envelope(certified)
        nothing_of_it_is_logged_or_mailed(so_far, vote)
        nobody_else_on_the_machine_can_read_it(so_far)


@dataclass
class Known:
    """What voters' and tellers' pages know of a vote, and the server must not.

    Attributes:
        never: private keys, voting codes, shares and what they open to.
        until_certified: what stands on the ballots.
    """

    never: list[bytes]
    until_certified: list[bytes]


def known_of(vote: LedVote, pages: list[TellerAtWork], rows: Rows) -> Known:
    voters = [page.voter for page in vote.pages if page.voter is not None]
    never = [page.code for page in vote.pages]
    never += [p256.key_to_bytes(key) for voter in voters for key in (voter.admission_key, voter.ballot_key)]
    never += [p256.key_to_bytes(key) for page in pages for key in (page.keys.sealing, page.keys.signing)]
    manifest = servers_eyes.manifest_of(rows, vote_id=UUID(vote.vote_id))
    if pages and manifest is not None:
        casts = servers_eyes.casts_in(rows, manifest)
        shares = [own_shares(manifest, casts, page.keys) for page in pages]
        never += [share for of_one in shares for share in of_one.values() if share is not None]
        never += [
            shamir.combine([share for of_one in shares[:2] if (share := of_one[checked.row_key]) is not None])
            for checked in casts
        ]
    on_ballots = [value for voter in voters for value in (voter.ballot.public_key, voter.ballot.signature)]
    return Known(never, on_ballots)


def nothing_shows_a_choice(so_far: Told, state: str, vote: LedVote, pages: list[TellerAtWork], rows: Rows) -> None:
    """To whoever has every row, and to whoever has the installation's key as well, as far as is said openly."""
    known = known_of(vote, pages, rows)
    if len(known.never) < len(
        so_far.known.never
    ):  # shares and what they open to are known for as long as the box is there
        known.never = so_far.known.never
    so_far.known = known
    stored = as_text([row for table in rows.values() for row in table])
    if state in SEARCHED_IN_EVERY_BYTE:
        stored += so_far.database_bytes()
    is_certified = state == "certified"
    assert found_in(stored, known.never) == [], f"{state}: what only pages know"
    on_ballots = found_in(stored, known.until_certified)
    assert on_ballots == (known.until_certified if is_certified else []), f"{state}: what stands on the ballots"
    manifest = servers_eyes.manifest_of(rows, vote_id=UUID(vote.vote_id))
    if manifest is None:
        return
    keys, casts = so_far.installation.keys, servers_eyes.casts_in(rows, manifest)
    opened = servers_eyes.unsealed(keys, rows, vote_id=UUID(vote.vote_id))
    assert any(vote.concerns.encode() in each or json.dumps(vote.concerns).encode() in each for each in opened), (
        "the control: the installation's key opens whom it concerns"
    )
    theirs = servers_eyes.private_keys_among([keys.sealing, *opened, *servers_eyes.values_in(rows)], manifest, casts)
    choices = servers_eyes.opened_with(theirs, manifest, casts)
    assert len(choices) == (0 if pages else len(casts)), f"{state}: without tellers the server could, and says so"
    if pages and casts:
        for_one = servers_eyes.opened_with([pages[0].keys.sealing], manifest, casts)
        for_two = servers_eyes.opened_with([page.keys.sealing for page in pages[:2]], manifest, casts)
        assert (for_one, len(for_two)) == ([], len(casts)), "the control: two of the tellers can"
    # A teller's count says the choices, and lies under the installation's key until enough have signed it.
    counted = found_in(b"\n".join(opened), known.until_certified)
    assert bool(counted) == (state == "one has signed"), f"{state}: counts"


def one_size_each(rows: Rows) -> None:
    """No row can be told from another by how large it is."""
    for table in (*BALLOT_BOX, "roll_entry", "vote_shares"):
        sizes = {
            tuple(len(value) if isinstance(value, bytes | str) else None for value in row.values())
            for row in rows[table]
        }
        assert len(sizes) <= 1, f"{table}: {sizes}"


def no_event_is_of_one_ballot(vote: LedVote, rows: Rows) -> None:
    told = Counter(event["kind"] for event in rows["audit_event"] if event["subject"] == vote.vote_id)
    assert told.pop("vote-raised") == 1, "the control"
    told.pop("refused", None)  # whoever asked for what is not theirs, and that is no voter's page
    assert set(told) <= {*LIFE.values(), *OF_TELLERS, "vote-preflight-done", "vote-drawing-closed"}, told
    assert all(times == 1 or (kind in OF_TELLERS and times <= 3) for kind, times in told.items()), told


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
    of_ballots = [*so_far.known.never, *so_far.known.until_certified]
    of_ballots += [from_base64url(value) for receipt in vote.receipts.items() for value in receipt]
    assert found_in(log, of_ballots) == []
    for untraced in (b"/ballots", b'"/reports', b"/reports ", b"/reports/receipt"):
        assert untraced not in log
    outbox = so_far.outbox_bytes()
    links = [*so_far.story.secrets["voting link"], *so_far.story.secrets["mailed invitation"]]
    assert found_in(outbox, links) == links, "the control: a link leaves in its mail, and only there"
    others = [value for value in so_far.secrets if value not in links]
    assert found_in(outbox, [*so_far.words, *others, *of_ballots]) == []
    assert found_in(outbox, [so_far.matter.reference, so_far.matter.case_id, so_far.association.cast.accused]) == []


def nobody_else_on_the_machine_can_read_it(so_far: Told) -> None:
    kept = list(so_far.installation.outbox.iterdir())
    assert len(kept) > len(so_far.association.group)
    for path in (*kept, so_far.installation.outbox, so_far.installation.data):
        assert path.stat().st_mode & 0o077 == 0, f"{path.name} can be read by others"
    written = {path.relative_to(so_far.installation.folder).parts[:2] for path in so_far.installation.folder.rglob("*")}
    assert written == {("server.log",), ("var",), ("var", "outbox"), ("temporary",)}, "nothing else was written"
