"""The operator's first command, as it is typed."""

import base64
from pathlib import Path

import pytest
from typer.testing import CliRunner

from app.cli import cli
from app.vault.recovery import restore
from tests.support.databases import TEST_SECRET

ANSWERS = [
    "Föreningen Exempel", "Sjöboden", "", "klingonska", "sv",
    "Ada Provsson", "ada@example.org", "Cia Provsson", "not an address", "Cia Provsson", "cia@example.org",
    "Ola Provsson", "ola@example.org",
]  # fmt: skip


@pytest.fixture
def runner(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    monkeypatch.setenv("VARNA_ENV_FILE", "/dev/null")
    monkeypatch.setenv("VARNA_SECRET_KEY", base64.urlsafe_b64encode(TEST_SECRET).decode())
    monkeypatch.setenv("VARNA_DATA_DIR", str(tmp_path))
    return CliRunner()


@pytest.mark.slow
def test_setting_up_asks_again_until_it_can_use_the_answer_and_prints_papers_once(
    runner: CliRunner, tmp_path: Path
) -> None:
    assert runner.invoke(cli, ["migrate"]).exit_code == 0
    done = runner.invoke(cli, ["setup"], input="\n".join(ANSWERS) + "\n")
    assert done.exit_code == 0, done.output
    links = [line.strip() for line in done.output.splitlines() if "/inbjudan#" in line]
    assert len(set(links)) == 3
    shares = [line.strip() for line in done.output.splitlines() if len(line.split()) == 33]
    assert len(shares) == 3
    assert restore(shares[1:]).seed == restore(shares[:2]).seed
    stored = b"".join(file.read_bytes() for file in tmp_path.glob("varna.db*"))
    assert b"cia@example.org" in stored
    for link in links:
        assert link.partition("#")[2].encode() not in stored
    again = runner.invoke(cli, ["setup"], input="\n".join(ANSWERS) + "\n")
    assert again.exit_code == 1
    assert "/inbjudan#" not in again.output


@pytest.mark.slow
def test_recovering_asks_for_two_papers_and_refuses_what_does_not_fit(runner: CliRunner) -> None:
    runner.invoke(cli, ["migrate"])
    done = runner.invoke(cli, ["setup"], input="\n".join(ANSWERS) + "\n")
    shares = [line.strip() for line in done.output.splitlines() if len(line.split()) == 33]
    nothing_wanted = runner.invoke(cli, ["recover"], input="\n".join([shares[0], shares[2], ""]) + "\n")
    assert nothing_wanted.exit_code == 1
    words = shares[0].split()
    garbled = " ".join([*words[:-1], "academic" if words[-1] != "academic" else "acid"])
    for papers, says in (
        ([garbled, shares[2]], "word lists do not belong"),
        ([shares[0], shares[2]], "No case has the reference K7Q2-9XMD"),
    ):
        answers = [*papers, "K7Q2-9XMD", "cia@example.org", "", "y"]
        refused = runner.invoke(cli, ["recover"], input="\n".join(answers) + "\n")
        assert refused.exit_code == 1
        assert says in refused.output
        assert not any(len(line.split()) == 33 for line in refused.output.splitlines()), "no new papers"


def test_the_policy_that_comes_along_is_right(runner: CliRunner) -> None:
    file = Path(__file__).parents[2] / "app/policy/plans/standard/1.yaml"
    assert runner.invoke(cli, ["policy", "check", str(file)]).exit_code == 0


def test_a_wrong_policy_file_says_where(runner: CliRunner, tmp_path: Path) -> None:
    file = tmp_path / "1.yaml"
    file.write_text("name: mine\nversion: nought\n")
    refused = runner.invoke(cli, ["policy", "check", str(file)])
    assert refused.exit_code == 1
    assert "2" in refused.output
