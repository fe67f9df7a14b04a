"""The minutes of a vote with a result, as a PDF that can be signed."""

import hashlib
import re
import subprocess
import sys
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import select

from app.access.rules import Office
from app.core import clock
from app.people import service as people
from app.people.association import association
from app.people.rules import Language
from app.votes.minutes import typesetting
from app.votes.minutes.document import Document, Section, Signature, Text
from app.votes.models import PublishedBulletin
from app.votes.rules import Choice
from tests.support.actors import ActorClient
from tests.support.pdf import ReadPdf, read_pdf
from tests.support.prepared import a_step
from tests.support.telling import CHECKED, three_tellers, until_checked
from tests.support.voting import Assemble, Assembly

pytestmark = [pytest.mark.anyio, pytest.mark.one_database]

AGAINST, FOR, BLANK = Choice.AGAINST, Choice.FOR, Choice.BLANK
OBJECTION = '#read("/etc/passwd") *bold* _slanted_ \\ $x^2$ #sys.inputs <label> @name // = Heading `raw`'


@a_step
async def until_certified(assembly: Assembly, choices: Sequence[Choice], *, objecting: str | None = None) -> None:
    """Whoever has no choice draws and casts nothing; one confirms."""
    pages = await assembly.until_open()
    for page, choice in zip(pages, choices, strict=False):
        assert (await page.cast(choice)).status_code == 200
    with clock.turned(timedelta(hours=49)):
        await assembly.due()
        assert (await pages[0].post("confirm", {"token": pages[0].token})).status_code == 204
        if objecting:
            said = await pages[1].post("objection", {"token": pages[1].token, "text": objecting})
            assert said.status_code == 204
            [objection] = (await assembly.read())["objections"]
            await assembly.lead(f"objections/{objection['id']}/answer", {"reason": "It stands there.\nWe looked."})
    with clock.turned(timedelta(hours=49 + 25)):
        await assembly.due()


async def minutes(assembly: Assembly, client: ActorClient | None = None) -> ReadPdf:
    answer = await (client or assembly.chair).get(f"/api/v1/votes/{assembly.vote_id}/minutes.pdf")
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["cache-control"] == "no-store"
    return read_pdf(answer.content)


@pytest.mark.policy("CGR-03", "CGR-04", "CGR-06")
async def test_the_minutes_tell_what_was_decided_by_how_many_and_how_to_recount(assemble: Assemble) -> None:
    assembly = await assemble(9)
    await until_certified(assembly, [AGAINST] * 5 + [FOR] * 2 + [BLANK])
    told = await assembly.read()
    bulletin = (await assembly.chair.get(f"/api/v1/votes/{assembly.vote_id}/bulletin")).content
    text = (await minutes(assembly)).text
    for said in (
        told["question"],
        "Gäller Kanarie Anklagad",
        "Väckt av Styrelsen",
        "Hölls På distans",
        "Förtroende saknas.",
        "5 av 7 som tog ställning svarade ja. Det krävdes 5.",
        "Ja 5 Nej 2 Blankt 1",
        "På röstlängden 9 Med 9 Hämtade sin rösträtt 9 Kuvert i urnan 8 Hämtade men lade inget kuvert 1",
        "En enda ändrad röst hade gett ett annat resultat.",
        "8 som hämtade sin rösträtt har inte bekräftat sitt kvitto.",
        "Ett uteslutningsärende är öppnat.",
        "minst två tredjedelar av dem som tar ställning",
        "Av 9 som tar ställning krävs 6 ja. Minst 5 av 9 måste vara med.",
        "Utan rösträknare",
        told["caution"]["sv"],
        "Ingen invände.",
        "Hörande innan Hölls",
        "Stadga Föreningens policy Röstlängden 9 namn lästes igenom Jäv Ingen anmälde jäv",
        told["short_hash"],
        told["manifest_hash"],
        hashlib.sha256(bulletin).hexdigest(),
        "Vi har läst protokollet och intygar att det stämmer.",
    ):
        assert said in text, said
    assert text.count("Justerare") == 2
    assert not [name for name in assembly.names if name in text], "who voted is nobody's business on paper"


async def test_who_led_and_the_tellers_who_opened_sign_by_name(assemble: Assemble) -> None:
    assembly = await assemble(5)
    pages = await three_tellers(assembly)
    await until_checked(assembly, pages, [AGAINST] * 4 + [FOR])
    with clock.turned(CHECKED):
        for page in (pages[0], pages[2]):
            await page.send()
        for page in (pages[0], pages[2]):
            await page.sign()
    text = (await minutes(assembly)).text
    assert "3 rösträknare, och det krävdes 2 av dem" in text
    opened = "Öppnade, räknade och skrev under räkningen"
    told = f"Kanarie Räknare0 {opened} Kanarie Räknare1 Deltog inte i räkningen Kanarie Räknare2 {opened}"
    assert told in text
    _, signing = text.split("intygar att det stämmer.")
    assert re.findall("Kanarie Räknare.", signing) == ["Kanarie Räknare0", "Kanarie Räknare2"]
    async with assembly.database.reading() as db:
        assert assembly.chair.person_id is not None
        lead = await people.person(db, assembly.chair.person_id)
    assert f"{lead.display_name} Ledde omröstningen" in signing


async def test_what_somebody_wrote_comes_out_as_they_wrote_it_and_runs_nothing(assemble: Assemble) -> None:
    assembly = await assemble(6)
    await until_certified(assembly, [FOR] * 6, objecting=OBJECTION)
    text = (await minutes(assembly)).text
    assert f"Invändning {OBJECTION} Svar It stands there. We looked." in text
    assert "root:" not in text


@pytest.mark.one_database
async def test_a_sign_that_no_font_has_keeps_nobody_from_the_minutes(assemble: Assemble) -> None:
    assembly = await assemble(6)
    await until_certified(assembly, [FOR] * 6, objecting="Jag 🙈 ser inte mitt kvitto, شكرا")
    told = await minutes(assembly)
    assert "ser inte mitt kvitto" in told.text
    assert told.is_tagged


async def test_a_vote_that_stayed_sealed_says_so_and_tells_no_count(assemble: Assemble) -> None:
    assembly = await assemble(6)
    await until_certified(assembly, [FOR] * 3)
    text = (await minutes(assembly)).text
    assert "För få deltog: inget är avgjort. Rösterna har förstörts oöppnade" in text
    assert "Ja " not in text.partition("Resultat")[2].partition("Deltagande")[0]


async def test_they_are_in_the_associations_language_and_made_for_a_screen_reader(assemble: Assemble) -> None:
    assembly = await assemble(6)
    await until_certified(assembly, [FOR] * 6)
    told = await minutes(assembly)
    assert (told.title, told.language, told.is_tagged) == ("Protokoll över sluten omröstning", "sv", True)
    assert told.sheet == (210, 297)
    assert told.fonts == {"SourceSans3-Regular", "SourceSans3-Semibold", "SourceCodePro-Regular"}
    async with assembly.database.writing() as db:
        (await association(db)).language = Language.ENGLISH
    told = await minutes(assembly)
    assert (told.title, told.language) == ("Minutes of a secret ballot", "en")
    assert "Confidence is kept." in told.text


@pytest.mark.policy("CON-01", "ORG-04")
async def test_the_group_reads_them_and_nobody_else_not_even_a_teller_from_outside(assemble: Assemble) -> None:
    assembly = await assemble(5)
    pages = await three_tellers(assembly)
    await until_checked(assembly, pages, [AGAINST] * 5)
    before = await assembly.chair.get(f"/api/v1/votes/{assembly.vote_id}/minutes.pdf")
    assert (before.status_code, before.json()["code"]) == (404, "not-found")
    with clock.turned(CHECKED):
        for page in pages[:2]:
            await page.send()
        for page in pages[:2]:
            await page.sign()
    for reader in (
        await assembly.as_actor(person=assembly.voters[0]),
        await assembly.as_actor(Office.SECURITY_OFFICER),
    ):
        assert "Gäller Kanarie Anklagad" in (await minutes(assembly, reader)).text
    for stranger in (
        assembly.accused,
        await assembly.as_actor(Office.VICE_CHAIR, person=assembly.accused.person_id),
        await assembly.as_actor(Office.ADMINISTRATOR),
        await assembly.as_actor(Office.COUNCIL_MEMBER),
        pages[0].client,
    ):
        refused = await stranger.get(f"/api/v1/votes/{assembly.vote_id}/minutes.pdf")
        assert (refused.status_code, refused.json()["code"]) == (404, "not-found")


async def test_they_are_still_there_when_they_are_approved_and_are_kept_nowhere(assemble: Assemble) -> None:
    assembly = await assemble(6)
    await until_certified(assembly, [FOR] * 6)
    first = await assembly.chair.get(f"/api/v1/votes/{assembly.vote_id}/minutes.pdf")
    await assembly.lead("minutes")
    again = await assembly.chair.get(f"/api/v1/votes/{assembly.vote_id}/minutes.pdf")
    assert first.content == again.content, "the same facts, the same file"
    async with assembly.database.reading() as db:
        [row] = (await db.exec(select(PublishedBulletin))).all()
    assert b"%PDF" not in (row.file or b"") + row.summary


def a_document(*texts: str) -> Document:
    return Document(
        language="sv",
        association="Föreningen",
        title="Protokoll",
        subtitle="I dag",
        sections=[Section("Något", [Text(text) for text in texts])],
        signing=Section("Underskrifter", [Text("Vi intygar.")]),
        signatures=[[Signature("Justerare", "")]],
        foot="Kontrolltal",
        page_words=("Sida", "av"),
    )


def test_long_texts_go_on_from_sheet_to_sheet() -> None:
    text = read_pdf(typesetting.pdf_of(a_document(*[f"Stycke {number}. " + "ord " * 80 for number in range(60)]))).text
    assert all(f"Stycke {number}." in text for number in range(60))
    assert "Sida 3 av" in text


def test_what_typesets_has_no_key_no_setting_and_nothing_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    """In a process of its own, with an empty environment, and none of the program's modules."""
    monkeypatch.setenv("VARNA_SECRET_KEY", "never-to-be-handed-on")
    ran = []
    real = subprocess.run

    def watched(*args: object, **options: object) -> object:
        ran.append(options)
        return real(*args, **options)  # type: ignore[call-overload]

    monkeypatch.setattr(subprocess, "run", watched)
    assert typesetting.pdf_of(a_document("Ord")).startswith(b"%PDF-")
    assert [each["env"] for each in ran] == [{}]
    child = Path(typesetting.__file__).with_name("child.py")
    loaded = f"import runpy, sys; runpy.run_path({str(child)!r}); print('app' in sys.modules, 'typst' in sys.modules)"
    told = real([sys.executable, "-I", "-c", loaded], capture_output=True, text=True, check=True)
    assert told.stdout.split() == ["False", "True"]


def test_what_cannot_be_typeset_says_nothing_of_what_stands_in_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    broken = tmp_path / "child.py"
    broken.write_text("import sys; print(sys.stdin.read(), file=sys.stderr); sys.exit(3)")
    monkeypatch.setattr(typesetting, "_CHILD", broken)
    with pytest.raises(typesetting.NotTypeset) as told:
        typesetting.pdf_of(a_document("Hemligt"))
    assert "Hemligt" not in str(told.value)
