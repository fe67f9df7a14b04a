"""`varna verify`: a plain verdict, and an exit code that a script can read."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from app.cli import cli
from app.votes.bulletin import Bulletin, sign_by_server
from app.votes.kinds import VoteKind
from app.votes.manifest import Question, short_hash
from app.votes.rules import DECIDES_NOTHING, Choice, Outcome
from app.votes.verdict import DECIDED, FAULTS, UNDECIDED
from app.votes.verification import Fault
from tests.support.ballots import a_bulletin, an_election, cast_all

pytestmark = pytest.mark.policy("CGR-03", "CGR-04")


@pytest.fixture(scope="module")
def bulletin() -> Bulletin:
    election = an_election()
    return a_bulletin(election, cast_all(election, [Choice.AGAINST] * 5 + [Choice.FOR] * 2), drawn=8, confirmed=7)


@pytest.fixture
def file(tmp_path: Path, bulletin: Bulletin) -> Path:
    written = tmp_path / "bulletin.json"
    written.write_bytes(bulletin.to_bytes())
    return written


def verify(*words: str) -> Result:
    return CliRunner().invoke(cli, ["verify", *words])


def test_a_sound_bulletin_is_told_in_a_few_lines_and_ends_with_0(file: Path, bulletin: Bulletin) -> None:
    told = verify(str(file), "--language", "en")
    assert told.exit_code == 0
    assert told.output.splitlines()[0] == "The count holds."
    assert "Yes: 5. No: 2. Blank: 0." in told.output
    assert "1 who drew did not say that their receipt is listed" in told.output
    assert short_hash(bulletin.body.manifest.hash) in told.output
    assert "Compare the code" in told.output
    assert verify(str(file)).output.splitlines()[0] == "Räkningen stämmer."


@pytest.mark.policy("REE-04")
@pytest.mark.parametrize(
    ("code", "yes", "told"),
    [
        ("confidence", 5, "Confidence is denied."),
        ("confidence", 2, "Confidence is kept."),
        ("consultation", 5, "The group advises against."),
        ("consultation", 2, "The group does not advise against."),
        ("some_other_question", 5, "The answer is yes."),
        ("some_other_question", 2, "The answer is no."),
    ],
)
def test_the_outcome_is_told_in_the_words_of_the_question(tmp_path: Path, code: str, yes: int, told: str) -> None:
    election = an_election(question=Question(code=code, text="Something that can be answered with yes or no?"))
    choices = [Choice.AGAINST] * yes + [Choice.FOR] * (7 - yes)
    written = tmp_path / "bulletin.json"
    written.write_bytes(a_bulletin(election, cast_all(election, choices)).to_bytes())
    assert told in verify(str(written), "--language", "en").output.splitlines()


def test_the_command_loads_nothing_of_an_installation(file: Path) -> None:
    """Anybody runs it, who has no database and no server; loading what those need is most of what it would take."""
    script = f"import sys; from app.start import main; sys.argv = ['varna', 'verify', {str(file)!r}]\n"
    script += "try: main()\nfinally: print(sorted({'sqlalchemy', 'fastapi', 'alembic', 'uvicorn'} & set(sys.modules)))"
    told = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert (told.returncode, told.stderr) == (0, "")
    assert told.stdout.splitlines()[0] == "Räkningen stämmer."
    assert told.stdout.splitlines()[-1] == "[]"


def test_with_helpers_it_says_the_same_and_ends_the_same(file: Path, bulletin: Bulletin) -> None:
    script = "from app.start import main; from app.votes import commands; import sys\n"
    script += f"commands.WORTH_A_HELPER = int(sys.argv.pop()); sys.argv[1:] = ['verify', {str(file)!r}]; main()"
    tree = json.loads(bulletin.to_bytes())
    tree["body"]["ballots"][0]["choice"] = "blank"
    flipped = Bulletin.model_validate_json(json.dumps(tree)).to_bytes()
    for content, code in ((bulletin.to_bytes(), 0), (flipped, 1)):
        file.write_bytes(content)
        told = [
            subprocess.run([sys.executable, "-c", script, str(worth)], capture_output=True, text=True, check=False)
            for worth in (1, 10**9)
        ]
        assert (told[0].stdout, told[0].stderr, told[0].returncode) == (told[1].stdout, "", code)


@pytest.mark.parametrize("words", [["verify", "--help"], ["--help"]], ids=str)
def test_both_ways_into_the_command_tell_of_it(words: list[str]) -> None:
    script = f"import sys; from app.start import main; sys.argv = ['varna', *{words!r}]; main()"
    told = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert "Recount a bulletin." in told.stdout


def test_the_code_of_the_summons_is_compared_however_it_is_written(file: Path, bulletin: Bulletin) -> None:
    whole = bulletin.body.manifest.hash
    for code in (short_hash(whole), short_hash(whole).replace("-", " ").lower(), whole.hex()):
        told = verify(str(file), "--code", code)
        assert told.exit_code == 0, told.output
        assert "Jämför koden" not in told.output
    other = verify(str(file), "--code", short_hash(bytes(32)))
    assert other.exit_code == 1
    assert other.output.splitlines()[0] == "Räkningen stämmer INTE."
    assert FAULTS[Fault.OTHER_MANIFEST].sv in other.output


def test_a_flipped_choice_is_told_in_words_and_ends_with_1(file: Path, bulletin: Bulletin) -> None:
    tree = json.loads(bulletin.to_bytes())
    tree["body"]["ballots"][0]["choice"] = "blank"
    file.write_bytes(Bulletin.model_validate_json(json.dumps(tree)).to_bytes())
    told = verify(str(file), "--language", "en")
    assert told.exit_code == 1
    assert told.output.splitlines()[0] == "The count does NOT hold."
    assert "A ballot is not what its voter signed" in told.output


def test_a_wholly_other_file_is_no_bulletin_and_a_missing_one_ends_with_2(tmp_path: Path) -> None:
    for content in (b"", b"{}", b"\xff\xfe", b"[" * 100_000):
        (tmp_path / "other.json").write_bytes(content)
        told = verify(str(tmp_path / "other.json"))
        assert told.exit_code == 1, told.output
        assert told.exception is None or isinstance(told.exception, SystemExit)
        assert FAULTS[Fault.UNREADABLE].sv in told.output
    assert verify(str(tmp_path / "none.json")).exit_code == 2


def test_every_fault_and_outcome_has_its_words() -> None:
    assert set(FAULTS) == set(Fault)
    assert set(UNDECIDED) == DECIDES_NOTHING
    decided = set(Outcome) - DECIDES_NOTHING
    assert {code: set(said) for code, said in DECIDED.items()} == {kind.value: decided for kind in VoteKind}


def test_it_needs_neither_settings_nor_a_database(file: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("VARNA_ENV_FILE", "/dev/null")
    monkeypatch.delenv("VARNA_SECRET_KEY", raising=False)
    monkeypatch.chdir(tmp_path)
    assert verify(str(file)).exit_code == 0


def test_signing_again_by_the_server_heals_nothing(bulletin: Bulletin, tmp_path: Path) -> None:
    election = an_election()
    body = bulletin.body.model_copy(update={"outcome": next(o for o in Outcome if o is not bulletin.body.outcome)})
    (tmp_path / "signed.json").write_bytes(sign_by_server(body, receipt_key=election.receipt_key).to_bytes())
    assert verify(str(tmp_path / "signed.json")).exit_code == 1
