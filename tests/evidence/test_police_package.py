"""The package for the police: checked with `sha256sum` and nothing of Varna, and of nobody else's but what was chosen."""

import asyncio
import hashlib
import io
import json
import os
import re
import subprocess
import zipfile
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import pytest
from sqlmodel import select

from app.access.rules import CaseRole, Compartment, Office
from app.audit.models import AuditEvent
from app.cases.models import LogEntry, SealedText
from app.cases.rules import TextKind
from app.core import clock
from app.core.database import Database, Session
from app.core.ids import new_id
from app.evidence.package.rules import path_of, sums_text, zip_bytes
from app.evidence.package.zipping import Entry, at_once, zipped
from app.evidence.rules import CHUNK_BYTES, LARGEST_FILE_BYTES
from app.policy.terms import Category
from app.vault import service as vault
from tests.support.actors import ActorClient, Actors
from tests.support.cases import WHAT_HAPPENED, a_case, a_member, as_member, staffed
from tests.support.factories import an_association
from tests.support.files import custody, send_file
from tests.support.pdf import read_pdf
from tests.support.stored import everything_stored, found_in

CHRONOLOGY = [
    {"when": "14 oktober, cirka 22.40", "what": "Samtal från dolt nummer."},
    {"when": "15 oktober", "what": "Ett brev i lådan, #sys.version *inte* fet."},
]
WORDS = {
    "about": "Hot mot en förtroendevald",
    "elected_status": "Ledamot i kommunfullmäktige sedan 2022.",
    "protection": "Adressen är inte offentlig.",
    "restricted": "Var den utsatta bor.",
    "contact": "Säkerhetsansvarig i föreningen.",
}
CHECK = "sha256sum --strict -c SHA256SUMS && sha256sum --strict -c anmalan.pdf.sha256"


async def made(client: ActorClient, path: str, *file_ids: str, expect: int = 200, **words: Any) -> httpx.Response:
    files = [{"file_id": each, "shows": f"Det här är fil {number}."} for number, each in enumerate(file_ids, start=1)]
    answer = await client.post(
        f"{path}/police-package", json=WORDS | {"chronology": CHRONOLOGY, "files": files} | words
    )
    assert answer.status_code == expect, answer.text
    return answer


def unpacked(content: bytes, into: Path) -> set[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        archive.extractall(into)
        return set(archive.namelist())


def checked(folder: Path) -> subprocess.CompletedProcess[str]:
    """By a shell with nothing of this project: its own folder, no environment but where programs are."""
    return subprocess.run(
        ["/bin/sh", "-c", CHECK], cwd=folder, env={"PATH": "/usr/bin:/bin"}, capture_output=True, text=True, check=False
    )


@pytest.mark.anyio
@pytest.mark.policy("AFF-01", "AFF-04", "KNO-06", "UNK-04")
async def test_it_is_checked_without_varna_and_nothing_of_it_is_kept(
    database: Database, as_actor: Actors, tmp_path: Path
) -> None:
    case = await staffed(database, as_actor)
    async with database.writing() as db:
        await an_association(db)
    first, second = os.urandom(2 * CHUNK_BYTES + 7), b"Vi vet var du bor.\n"
    harmful = "../../etc/\u202egpj.Rösten $(rm) -rf.m4a"
    ids = [
        await send_file(case.affected, case.path, first, name=harmful, note="hemlig anteckning"),
        await send_file(case.affected, case.path, second, name="-n.txt"),
    ]
    left_out = await send_file(case.affected, case.path, b"not for them", name="dagbok.txt")
    answer = await made(case.affected, case.path, *ids)
    assert answer.headers["content-type"] == "application/zip"
    assert int(answer.headers["content-length"]) == len(answer.content)

    names = unpacked(answer.content, tmp_path / "paket")
    folder = tmp_path / "paket"
    originals = {name: (folder / name).read_bytes() for name in sorted(names) if name.startswith("filer/")}
    assert list(originals.values()) == [first, second]
    assert all(re.fullmatch(r"filer/0[12]-[A-Za-z0-9][A-Za-z0-9._-]*", name) for name in originals)
    assert names - originals.keys() == {
        *("LAS-MIG.txt", "anmalan.pdf", "anmalan.pdf.sha256", "manifest.json", "SHA256SUMS")
    }
    assert checked(folder).returncode == 0
    sums = (folder / "SHA256SUMS").read_bytes()
    assert {line.split("  ")[1] for line in sums.decode().splitlines()} == {*originals, "LAS-MIG.txt", "manifest.json"}
    pdf = read_pdf((folder / "anmalan.pdf").read_bytes())
    assert (pdf.language, pdf.is_tagged, pdf.sheet) == ("sv", True, (210, 297))
    for said in (
        *(hashlib.sha256(each).hexdigest() for each in (first, second, sums)),
        *WORDS.values(),
        *(value for line in CHRONOLOGY for value in line.values()),
        *("18 kap. 1 och 2 §§", "35 kap. 1 §", "2009:400", "Det här är fil 2."),
    ):
        assert said in pdf.text
    everything = b"".join((folder / name).read_bytes() for name in names) + pdf.text.encode()
    for absent in ("dagbok", "not for them", "hemlig anteckning"):
        assert absent.encode() not in everything

    # A file that was changed afterwards is found, with the same command.
    for name, original in originals.items():
        (folder / name).write_bytes(original + b"x")
        assert f"{name}: FAILED" in checked(folder).stdout
        (folder / name).write_bytes(original)

    # Whoever has the manifest can lay it beside the audit chain.
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    async with database.reading() as db:
        audited = (await db.exec(select(AuditEvent))).all()
        logged = [line for line in (await db.exec(select(LogEntry))).all() if line.kind == "police-package-made"]
    kept = {event.codes["commitment"] for event in audited if event.kind == "evidence-kept"}
    for each in manifest["files"]:
        assert hashlib.sha256(bytes.fromhex(each["salt"] + each["sha256"])).hexdigest() in kept
    (event,) = [event for event in audited if event.kind == "police-package-made"]
    assert event.codes == {
        "package": manifest["package"],
        "texts": "0",
        "sums": hashlib.sha256(sums).hexdigest(),
        "report": hashlib.sha256((folder / "anmalan.pdf").read_bytes()).hexdigest(),
    }
    assert len(logged) == 1
    assert await custody(case.officer, case.path, ids[0]) == ["arrived", "packed"]
    assert await custody(case.officer, case.path, left_out) == ["arrived"]
    stored = await everything_stored(database, tmp_path)
    for secret in ("14 oktober", "Ledamot i kommunfullm", "Var den utsatta bor", "Det här är fil"):
        assert found_in(stored, [secret]) == []


@pytest.mark.anyio
@pytest.mark.one_database
@pytest.mark.policy("CON-01", "UNK-05")
async def test_only_the_affected_and_the_officer_make_it_and_of_what_they_read(
    database: Database, as_actor: Actors
) -> None:
    case = await staffed(
        database, as_actor, category=Category.INTERNAL, others=[CaseRole.CONTACT_PERSON, CaseRole.INVESTIGATOR]
    )
    async with database.writing() as db:
        await an_association(db)
    in_report = await send_file(case.affected, case.path, b"what I saved", name="a.txt")
    in_mapping = await send_file(case.investigator, case.path, b"found", name="b.txt", compartment="investigation")
    for who in (case.contact_person, case.investigator):
        refused = await made(who, case.path, in_report, expect=403)
        assert refused.json()["code"] == "forbidden"
    nowhere = "00000000-0000-0000-0000-000000000000"
    for outsider in (case.accused, case.stranger, case.administrator):
        refused = await made(outsider, case.path, in_report, expect=404)
        as_nowhere = await made(outsider, f"/api/v1/cases/{nowhere}", in_report, expect=404)
        assert refused.json() == as_nowhere.json()
    hidden = await made(case.affected, case.path, in_report, in_mapping, expect=404)
    assert hidden.json() == (await made(case.affected, case.path, in_report, nowhere, expect=404)).json()
    await made(case.affected, case.path, in_report, in_report, expect=422)
    assert await custody(case.affected, case.path, in_report) == ["arrived"]
    assert (await made(case.officer, case.path, in_report, in_mapping, expect=404)).json() == hidden.json()


@pytest.mark.anyio
@pytest.mark.one_database
@pytest.mark.policy("UNK-05")
async def test_that_it_holds_something_of_the_mapping_stands_in_no_log_but_the_mappings(
    database: Database, as_actor: Actors
) -> None:
    async with database.writing() as db:
        await an_association(db)
        officer = await a_member(db, Office.SECURITY_OFFICER)
        row = await a_case(
            db,
            category=Category.INTERNAL,
            officer=officer,
            chair=None,
            affected=await a_member(db),
            barred=[],
            others={CaseRole.INVESTIGATOR: [officer]},
        )
    client, path = await as_member(as_actor, officer), f"/api/v1/cases/{row.id}"
    await made(client, path, await send_file(client, path, b"found", name="b.txt", compartment="investigation"))
    async with database.reading() as db:
        kinds = [line.kind for line in (await db.exec(select(LogEntry))).all()]
    assert "mapping-police-package-made" in kinds
    assert "police-package-made" not in kinds


async def offered(client: ActorClient, path: str, *, expect: int = 200) -> list[dict[str, Any]]:
    answer = await client.post(f"{path}/police-package/texts")
    assert answer.status_code == expect, answer.text
    return answer.json().get("items", [])  # type: ignore[no-any-return]


async def written(client: ActorClient, path: str, compartment: str, text: str) -> str:
    answer = await client.post(f"{path}/compartments/{compartment}/texts", json={"kind": "note", "text": text})
    assert answer.status_code == 201, answer.text
    return answer.json()["id"]  # type: ignore[no-any-return]


async def add_text(  # as a rule writes one, whatever it is
    db: Session, case_id: UUID, compartment: Compartment, kind: TextKind, text: str, *, author: str = "someone"
) -> UUID:
    version = (await vault.newest_versions(db, case_id=case_id))[compartment]
    text_id = new_id()
    sealed = vault.seal(version, text, table="sealed_text", row=text_id, field="sealed")
    place: dict[str, Any] = {"id": text_id, "case_id": case_id, "compartment": compartment, "version_id": version.id}
    db.add(SealedText(**place, kind=kind, author=author, sealed=sealed, created_at=clock.now()))
    await db.flush()
    return text_id


@pytest.mark.anyio
@pytest.mark.one_database
@pytest.mark.policy("AFF-01", "AFF-04")
async def test_texts_that_were_chosen_go_along_word_for_word_and_no_others(
    database: Database, as_actor: Actors, tmp_path: Path
) -> None:
    case = await staffed(database, as_actor)
    async with database.writing() as db:
        await an_association(db)
    mine = await written(
        case.affected, case.path, "report", "Mina egna ord, #sys.version *inte* fet.\n\nAndra stycket."
    )
    officers = await written(case.officer, case.path, "report", "Ordningsvaktens iakttagelse.")
    care = await written(case.officer, case.path, "support", "Hon sover dåligt.")
    assert [each["id"] for each in await offered(case.affected, case.path)] == [mine]
    of_officer = {each["id"]: each["text"] for each in await offered(case.officer, case.path)}
    assert of_officer.keys() >= {mine, officers}
    assert care not in of_officer
    answer = await made(case.officer, case.path, texts=[officers, mine])
    names = unpacked(answer.content, tmp_path / "paket")
    assert checked(tmp_path / "paket").returncode == 0
    pdf = read_pdf((tmp_path / "paket" / "anmalan.pdf").read_bytes()).text
    for said in (
        "Anteckningar ur ärendet",
        "Mina egna ord, #sys.version *inte* fet.",
        "Andra stycket.",
        "iakttagelse.",
    ):
        assert said in pdf
    everything = b"".join((tmp_path / "paket" / name).read_bytes() for name in names) + pdf.encode()
    assert WHAT_HAPPENED.encode() not in everything
    await made(case.affected, case.path, texts=[mine])
    async with database.reading() as db:
        logged = [line.codes for line in (await db.exec(select(LogEntry))).all() if line.kind == "police-package-made"]
        audited = [event for event in (await db.exec(select(AuditEvent))).all() if event.subject == str(case.case_id)]
    assert [codes["texts"] for codes in logged] == ["2", "1"]
    assert all(mine not in str(codes) and set(codes) == {"package", "texts"} for codes in logged)
    assert [event.codes["texts"] for event in audited if event.kind == "police-package-made"] == ["2", "1"]
    # Whoever is affected sees that the officer read them for it.
    opened = (await case.affected.get(f"{case.path}/who-opened")).json()["items"]
    assert [each["compartment"] for each in opened] == ["report"]


@pytest.mark.anyio
@pytest.mark.one_database
@pytest.mark.policy("CON-01", "UNK-05")
async def test_no_text_of_another_part_or_another_case_can_be_slipped_in_by_its_id(
    database: Database, as_actor: Actors
) -> None:
    case = await staffed(database, as_actor, category=Category.INTERNAL, others=[CaseRole.INVESTIGATOR])
    async with database.writing() as db:
        await an_association(db)
        elsewhere = await a_case(db, officer=case.members["officer"])
        affected = case.members["affected"].tag
        kept_out = await add_text(db, elsewhere.id, Compartment.REPORT, TextKind.NOTE, "another case", author=affected)
        slipped = {
            name: await add_text(
                db, case.case_id, compartment, kind, name, author="someone" if name == "support" else affected
            )
            for name, (compartment, kind) in {
                "mapping": (Compartment.INVESTIGATION, TextKind.NOTE),
                "decision": (Compartment.DECISIONS, TextKind.NOTE),
                "hearing": (Compartment.HEARING, TextKind.STATEMENT),
                "account": (Compartment.ACCOUNT, TextKind.NOTE),
                "support": (Compartment.SUPPORT, TextKind.NOTE),
                "must not know": (Compartment.SUBMISSION, TextKind.MUST_NOT_KNOW),
                "reach": (Compartment.SUBMISSION, TextKind.REACH),
                "reason": (Compartment.REPORT, TextKind.REASON),
            }.items()
        }
    theirs = await written(case.officer, case.path, "report", "The officer's own.")
    nowhere = "00000000-0000-0000-0000-000000000000"
    for client in (case.officer, case.affected):
        mine = await written(case.affected, case.path, "report", "mine")
        as_nowhere = (await made(client, case.path, texts=[mine, nowhere], expect=404)).json()
        listed = {each["id"] for each in await offered(client, case.path)}
        for name, text_id in (slipped | {"elsewhere": kept_out}).items():
            assert str(text_id) not in listed, name
            assert (await made(client, case.path, texts=[mine, str(text_id)], expect=404)).json() == as_nowhere, name
    # Not even what the affected person reads in their own case: it may tell of somebody else.
    assert (await made(case.affected, case.path, texts=[theirs], expect=404)).json() == as_nowhere
    await made(case.officer, case.path, texts=[theirs, theirs], expect=422)
    await offered(case.investigator, case.path, expect=403)
    for outsider in (case.accused, case.stranger, case.administrator):
        await offered(outsider, case.path, expect=404)
        await made(outsider, case.path, texts=[theirs], expect=404)
    async with database.reading() as db:
        assert not [line for line in (await db.exec(select(LogEntry))).all() if line.kind == "police-package-made"]


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("Bild på dörren.JPG", "filer/07-Bild_pa_dorren.JPG"),
        ("../../x.txt", "filer/07-x.txt"),
        ("..\\a\n\rb.txt", "filer/07-a_b.txt"),
        ("-rf", "filer/07-rf"),
        ("\u202e\u65e5\u672c", "filer/07-fil"),
        ("a" * 200 + ".jpeg", "filer/07-" + "a" * 55 + ".jpeg"),
    ],
)
def test_a_name_is_read_as_a_name_everywhere(name: str, path: str) -> None:
    assert path_of(7, name) == path
    assert sums_text({path: "0" * 64}) == f"{'0' * 64}  {path}\n"


def test_a_large_file_passes_in_small_pieces_and_its_length_is_known() -> None:
    asked, longest, total = 0, 0, 0

    async def pieces() -> AsyncIterator[bytes]:
        nonlocal asked
        piece = bytes(CHUNK_BYTES)
        for offset in range(0, LARGEST_FILE_BYTES, CHUNK_BYTES):
            asked += 1
            yield piece[: LARGEST_FILE_BYTES - offset]

    async def read() -> None:
        nonlocal longest, total
        entries = [Entry("a", 1, at_once(b"x")), Entry("filer/01-b", LARGEST_FILE_BYTES, pieces())]
        async for came in zipped(entries, at=datetime(2026, 11, 1, tzinfo=UTC)):
            longest, total = max(longest, len(came)), total + len(came)
            # Never further ahead of what left than one piece.
            assert asked * CHUNK_BYTES <= total + CHUNK_BYTES

    asyncio.run(read())
    assert longest < 2 * CHUNK_BYTES
    assert total == zip_bytes([("a", 1), ("filer/01-b", LARGEST_FILE_BYTES)])
