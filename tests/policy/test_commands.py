"""The operator's commands say what is wrong, where, and end with a code that a script can read."""

from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner

from app.policy import loader
from app.policy.commands import commands
from app.policy.schema import Policy, Step

run = CliRunner()


@pytest.fixture
def file(tmp_path: Path, text: str) -> Path:
    written = tmp_path / "plans" / "standard" / "1.yaml"
    written.parent.mkdir(parents=True)
    written.write_text(text, encoding="utf-8")
    return written


def test_a_file_that_is_right_gets_one_calm_sentence(file: Path, policy: Policy) -> None:
    steps = len(list(policy.all_steps()))
    result = run.invoke(commands, ["check", str(file)])
    assert result.exit_code == 0
    assert result.output == f"standard version 1 is in order: {steps} steps, in Swedish and English.\n"


def test_each_fault_stands_on_a_line_an_editor_can_follow(file: Path, text: str) -> None:
    broken = text.replace("ref: SOP-01", "ref: SOP1", 1).replace("kind: offer", "kind: order", 1)
    file.write_text(broken, encoding="utf-8")
    result = run.invoke(commands, ["check", str(file)])
    assert result.exit_code == 1
    lines = result.output.splitlines()
    assert len(lines) == 2
    for line, wrong in zip(lines, ("order", "SOP1"), strict=True):
        path, number, column, _ = line.split(":", 3)
        assert path == str(file)
        assert broken.splitlines()[int(number) - 1][int(column) - 1 :] == wrong


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    result = run.invoke(commands, ["check", str(tmp_path / "none.yaml")])
    assert result.exit_code == 1
    assert "cannot be read" in result.output


def test_publishing_pins_the_file_once(file: Path) -> None:
    plans = str(file.parent.parent)
    first = run.invoke(commands, ["publish", "standard", "1", "--plans", plans])
    assert first.exit_code == 0, first.output
    assert loader.current("standard", plans=file.parent.parent).version == 1
    again = run.invoke(commands, ["publish", "standard", "1", "--plans", plans])
    assert again.exit_code == 1
    assert "already published" in again.output


@pytest.mark.policy("PRN-01")
@pytest.mark.parametrize(("language", "said"), [("sv", "Du blir trodd"), ("en", "You are believed")])
def test_the_policy_is_shown_as_people_read_it(language: str, said: str) -> None:
    result = run.invoke(commands, ["show", "standard", "1", "--language", language])
    assert result.exit_code == 0
    assert said in result.output
    assert loader.digest(loader.load("standard", 1)) in result.output
    for step in ("AFF-01", "SOM-04", "KNO-09", "ORG-05a"):
        assert step in result.output


def test_a_policy_that_is_not_published_is_not_shown() -> None:
    result = run.invoke(commands, ["show", "standard", "999"])
    assert result.exit_code == 1
    assert "standard/1" in result.output, "what there is instead"


def test_the_guide_shows_every_key_of_a_step_and_no_other() -> None:
    guide = (Path(__file__).parents[2] / "docs" / "policy-file.md").read_text(encoding="utf-8")
    (shown,) = yaml.safe_load(guide.split("```yaml\n")[1].split("```")[0])
    assert set(shown) == set(Step.model_fields) - TOLD_IN_WORDS


TOLD_IN_WORDS = {"also", "accountable", "assessed", "automatic", "group_size", "kept_by"}
"""Mentioned beside another key, or so rare that the shipped file is the better place to look."""
