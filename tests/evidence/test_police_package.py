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

import httpx
import pytest
from sqlmodel import select

from app.access.rules import CaseRole, Office
from app.audit.models import AuditEvent
from app.cases.models import LogEntry
from app.core.database import Database
from app.evidence.package.rules import path_of, sums_text, zip_bytes
from app.evidence.package.zipping import Entry, at_once, zipped
from app.evidence.rules import CHUNK_BYTES, LARGEST_FILE_BYTES
from app.policy.terms import Category
from tests.support.actors import ActorClient, Actors
from tests.support.cases import a_case, a_member, as_member, staffed
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
