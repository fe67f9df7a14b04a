"""The page that recounts, opened from a disk with the network switched off; held to what `varna verify` says."""

import hashlib
import json
import re
import subprocess
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser, Page, Request, expect
from typer.testing import CliRunner

from app.cli import cli
from app.votes.bulletin import Bulletin
from app.votes.manifest import Question, short_hash
from app.votes.rules import Choice
from app.votes.verdict import COMPARE, DOES_NOT_HOLD, FAULTS, HOLDS
from app.votes.verification import Fault
from tests.support.ballots import Election, a_bulletin, an_election, cast_all
from tests.support.browsing import FRONTEND, Browsing, browsing_at, check_accessibility, look_at, picture, tab_to
from tests.support.teller_vectors import FILE, edited, untampered
from tests.votes import test_verification as tampering

pytestmark = [pytest.mark.anyio, pytest.mark.browser, pytest.mark.slow, pytest.mark.policy("CGR-03", "CGR-04")]

VECTORS: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def election() -> Election:
    return an_election()


@pytest.fixture(scope="module")
def bulletin(election: Election) -> Bulletin:
    return a_bulletin(election, cast_all(election, [Choice.AGAINST] * 5 + [Choice.FOR] * 2), drawn=8, confirmed=7)


@pytest.fixture
async def browsing(browser: Browser) -> AsyncIterator[Browsing]:
    """Chromium with no server behind it."""
    async with browsing_at("http://127.0.0.1:9", browser=browser) as browsing:
        yield browsing


@dataclass
class Verifier:
    """The page as somebody opened it, and all that it asked for."""

    page: Page
    asked: list[str] = field(default_factory=list)
    chosen: int = 0

    async def choose(self, data: bytes) -> None:
        self.chosen += 1
        name = f"bulletin-{self.chosen}.json"
        file = {"name": name, "mimeType": "application/json", "buffer": data}
        await self.page.locator("#file").set_input_files(file)  # type: ignore[arg-type]  # Playwright's own dict
        await expect(self.page.get_by_text(name)).to_be_visible()
        await expect(self.page.locator("#verdict svg")).to_be_visible()

    async def said(self) -> list[str]:
        """In the order and the form of `varna verify`."""
        texts = {
            name: await self.page.locator(where).all_inner_texts()
            for name, where in (("verdict", "#verdict"), ("faults", ".faults li"), ("about", ".about li"))
        }
        code = await self.page.locator("p.code").all_inner_texts()
        compare = [each for each in (COMPARE.sv, COMPARE.en) if await self.page.get_by_text(each).count()]
        return [*texts["verdict"], *(f"  - {one}" for one in texts["faults"]), *texts["about"], *code, *compare]


@pytest.fixture
async def verifier(browsing: Browsing, pages: Path) -> AsyncIterator[Verifier]:
    page = await browsing.page()
    await page.context.set_offline(True)
    opened = Verifier(page)

    def note(request: Request) -> None:
        opened.asked.append(request.url)

    page.on("request", note)
    address = (pages / "verifier.html").as_uri()
    await page.goto(address)
    yield opened
    assert opened.asked == [address], "it asked for something"
    kept = await page.evaluate("JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie])")
    # Set by `Browsing` for the pages that have a choice to keep.
    assert json.loads(kept) == [{"language": "sv"}, {}, ""]
    assert await page.evaluate("indexedDB.databases()") == []


def told(data: bytes, folder: Path, *options: str) -> list[str]:
    """What `varna verify` says of it, without the empty lines."""
    file = folder / "bulletin.json"
    file.write_bytes(data)
    lines = CliRunner().invoke(cli, ["verify", str(file), *options]).output.splitlines()
    # Why a file cannot be read is told in each language's own words, and by the page not at all.
    unreadable = FAULTS[Fault.UNREADABLE]
    return [re.sub(f"({unreadable.sv}|{unreadable.en}): .*", r"\1", line) for line in lines if line]


async def test_a_sound_bulletin_is_told_as_the_command_tells_it_in_both_languages(
    verifier: Verifier, bulletin: Bulletin, tmp_path: Path
) -> None:
    page, data = verifier.page, bulletin.to_bytes()
    await look_at(page, "verifier-1-empty")
    await verifier.choose(data)
    await expect(page.locator("#verdict")).to_have_text(HOLDS.sv)
    assert await verifier.said() == told(data, tmp_path)
    await look_at(page, "verifier-2-sound")
    await page.get_by_role("button", name="In English").click()
    await expect(page.get_by_role("heading", name=HOLDS.en)).to_be_visible()
    assert await verifier.said() == told(data, tmp_path, "--language", "en")
    assert await page.evaluate("document.documentElement.lang") == "en"
    assert await page.evaluate("document.activeElement.id") == "language"
    await check_accessibility(page)


@pytest.mark.parametrize("at", range(len(VECTORS["opening_sets"])))
async def test_a_bulletin_of_tellers_is_told_as_the_command_tells_it(
    verifier: Verifier, at: int, tmp_path: Path
) -> None:
    tree = untampered(VECTORS)
    tree["body"]["opened_by"] = VECTORS["opening_sets"][at]
    data = edited(tree | {"signatures": VECTORS["signatures"][at]}, [])
    await verifier.choose(data)
    await expect(verifier.page.locator("#verdict")).to_have_text(HOLDS.sv)
    assert await verifier.said() == told(data, tmp_path)


@pytest.mark.policy("REE-04")
@pytest.mark.parametrize("code", ["consultation", "some_other_question"])
@pytest.mark.parametrize("yes", [5, 2])
async def test_another_question_is_told_as_the_command_tells_it(
    verifier: Verifier, tmp_path: Path, code: str, yes: int
) -> None:
    election = an_election(question=Question(code=code, text="Avråder gruppen från att personen kommer tillbaka?"))
    choices = [Choice.AGAINST] * yes + [Choice.FOR] * (7 - yes)
    data = a_bulletin(election, cast_all(election, choices)).to_bytes()
    await verifier.choose(data)
    said = await verifier.said()
    assert said == told(data, tmp_path)
    await verifier.page.get_by_role("button", name="In English").click()
    in_english = await verifier.said()
    assert in_english == told(data, tmp_path, "--language", "en")
    assert not [line for line in said + in_english if "rtroende" in line or "onfidence" in line]


def tampered(election: Election, bulletin: Bulletin) -> Iterator[tuple[str, bytes]]:
    """Each way that the tests of the recount know to change a result: by a server, by tellers, by anybody else."""
    for change, _fault in tampering.CHANGES:
        yield f"{change.__name__} by the server", tampering.tampered_by_server(election, bulletin, change)
        yield f"{change.__name__} outside", tampering.tampered(bulletin, change)
    for each in VECTORS["tampered"]:
        yield f"{each['name']} with tellers", edited(untampered(VECTORS), each["edits"])
    yield "no bulletin", b"{}"


async def test_whatever_is_changed_is_told_as_the_command_tells_it(
    verifier: Verifier, election: Election, bulletin: Bulletin, tmp_path: Path
) -> None:
    found = set()
    for name, data in tampered(election, bulletin):
        await verifier.choose(data)
        said = await verifier.said()
        assert said == told(data, tmp_path), name
        assert said[0] == DOES_NOT_HOLD.sv, name
        found |= {fault for fault in Fault if any(FAULTS[fault].sv in line for line in said)}
        if name == "swap_two_choices by the server":
            await look_at(verifier.page, "verifier-3-unsound")
    assert found == set(Fault) - {Fault.OTHER_MANIFEST}


async def test_the_code_of_the_summons_is_compared_while_it_is_typed(
    verifier: Verifier, bulletin: Bulletin, tmp_path: Path
) -> None:
    page, data, whole = verifier.page, bulletin.to_bytes(), bulletin.body.manifest.hash
    await verifier.choose(data)
    for code in (short_hash(whole), short_hash(whole).replace("-", " ").lower(), whole.hex()):
        await page.get_by_role("textbox", name="Kod").fill(code)
        await expect(page.get_by_text("Koden är den du gav")).to_be_visible()
        assert [line for line in await verifier.said() if line] == told(data, tmp_path, "--code", code)
    other = short_hash(bytes(32))
    await page.get_by_role("textbox", name="Kod").fill(other)
    await expect(page.locator("#verdict")).to_have_text(DOES_NOT_HOLD.sv)
    assert await verifier.said() == told(data, tmp_path, "--code", other)
    assert FAULTS[Fault.OTHER_MANIFEST].sv in (await verifier.said())[1]


async def test_a_voter_finds_their_line_and_what_it_says(
    verifier: Verifier, election: Election, bulletin: Bulletin
) -> None:
    page, body = verifier.page, bulletin.body
    await expect(page.get_by_label("Din rad")).not_to_be_visible()
    await verifier.choose(bulletin.to_bytes())
    mine = page.get_by_label("Din rad")
    answer = page.locator("section", has=mine).get_by_role("status")
    words = {Choice.AGAINST: "Ja, förtroende saknas", Choice.FOR: "Nej, förtroendet finns kvar"}
    for ballot in body.ballots:
        # As the voting page shows it, and as somebody copies it from there.
        for given in (ballot.message_hash.hex(), f"Raden som börjar {ballot.message_hash.hex()[:16]}"):
            await mine.fill(given)
            await expect(answer).to_contain_text(f"Rösten räknades som: {words[ballot.choice]}")
            await expect(answer).to_contain_text(ballot.message_hash.hex())
    await look_at(page, "verifier-4-my-line")
    await mine.fill(body.envelopes[0].row_key.hex().upper())
    await expect(answer).to_contain_text("Raden är ett kuvert")
    await mine.fill("0123456789abcdef" * 4)
    await expect(answer).to_contain_text("Raden står inte i filen.")
    await picture(page, "verifier-5-no-line")
    await mine.fill("abc")
    await expect(answer).to_contain_text("minst åtta tecken")
    assert await page.evaluate("document.activeElement.id") == "line"

    flipped = tampering.tampered_by_server(election, bulletin, tampering.flip_a_choice)
    await verifier.choose(flipped)
    await mine.fill(body.ballots[0].message_hash.hex())
    await expect(page.get_by_role("alert")).to_contain_text("Lita inte på det som står på raden.")


async def test_it_is_used_without_a_mouse(verifier: Verifier, bulletin: Bulletin) -> None:
    page = verifier.page
    await tab_to(page, page.locator("#file"))
    await page.evaluate(
        """document.querySelector("#file").addEventListener("click", (event) => {
          event.preventDefault();
          window.wasPressed = true;
        })"""
    )
    await page.keyboard.press("Enter")
    await page.wait_for_function("window.wasPressed")
    await verifier.choose(bulletin.to_bytes())
    await tab_to(page, page.get_by_role("textbox", name="Kod"))
    await page.keyboard.type(short_hash(bulletin.body.manifest.hash))
    await expect(page.get_by_text("Koden är den du gav")).to_be_visible()
    await tab_to(page, page.get_by_label("Din rad"))


async def test_a_file_can_be_dropped_anywhere(verifier: Verifier, bulletin: Bulletin) -> None:
    drop = """(text) => {
      const carried = new DataTransfer();
      carried.items.add(new File([text], "dropped.json"));
      document.body.dispatchEvent(new DragEvent("drop", { dataTransfer: carried, bubbles: true, cancelable: true }));
    }"""
    await verifier.page.evaluate(drop, bulletin.to_bytes().decode())
    await expect(verifier.page.locator("#verdict")).to_have_text(HOLDS.sv)


async def test_a_browser_that_cannot_check_says_so(browsing: Browsing, pages: Path) -> None:
    page = await browsing.page()
    await page.add_init_script("delete Crypto.prototype.subtle")
    await page.goto((pages / "verifier.html").as_uri())
    await expect(page.get_by_text("låter inte en fil som öppnas från disken kontrollera")).to_be_visible()
    await expect(page.locator("#file")).to_have_count(0)


async def test_nothing_but_its_own_script_runs_in_it_and_nothing_leaves_it(browsing: Browsing, pages: Path) -> None:
    """A policy that is only meant to hold would let these through."""
    browsing.expect_fault("Content Security Policy")
    browsing.expect_fault("requires 'TrustedScript'")
    page = await browsing.page()
    await page.goto((pages / "verifier.html").as_uri())
    asked: list[str] = []
    page.on("requestfinished", lambda request: asked.append(request.url))
    tried = await page.evaluate(
        """async () => {
          const script = document.createElement("script");
          let isTrusted = true;
          try { script.textContent = "window.ran = true"; } catch { isTrusted = false; }
          document.body.append(script);
          const image = document.createElement("img");
          image.src = "http://127.0.0.1:9/a.png";
          document.body.append(image);
          const sent = await fetch("http://127.0.0.1:9/").then(() => true, () => false);
          return [isTrusted, window.ran ?? false, sent];
        }"""
    )
    assert tried == [False, False, False]
    assert asked == []


def test_the_file_holds_all_that_it_needs(pages: Path) -> None:
    page = (pages / "verifier.html").read_text(encoding="utf-8")
    html = re.sub(r"(<style>).*?(</style>)|(<script type=\"module\">).*?(</script>)", "", page, flags=re.DOTALL)
    assert re.findall(r"\b(?:src|href|srcset|data|action|poster)=", html) == []
    # The one address is the name of a drawing's elements; no browser asks for it.
    assert set(re.findall(r"https?://[^\s\"'`]+", page)) == {"http://www.w3.org/2000/svg"}
    reaching = r"\burl\(|@import|\bimport\s*[({\"']|\bfetch\(|XMLHttpRequest|WebSocket|EventSource|sendBeacon"
    assert re.findall(reaching, page) == []
    assert re.findall(r"localStorage|sessionStorage|indexedDB|document\.cookie", page) == []


def test_the_same_sources_give_the_same_bytes(pages: Path, tmp_path: Path) -> None:
    built = subprocess.run(
        ["npx", "vite", "build", "--mode", "verifier", "--outDir", str(tmp_path)],
        cwd=FRONTEND,
        capture_output=True,
        text=True,
        check=True,
    )
    page = (tmp_path / "verifier.html").read_bytes()
    assert page == (pages / "verifier.html").read_bytes()
    assert [file.name for file in tmp_path.iterdir()] == ["verifier.html"]
    assert hashlib.sha256(page).hexdigest() in built.stdout + built.stderr
