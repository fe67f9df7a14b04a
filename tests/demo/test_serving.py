"""The operator's commands around a demo, as they are typed."""

import base64
import json
import os
import sqlite3
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from app.cli import cli
from app.core.settings import load_settings
from tests.core.test_setup import ANSWERS
from tests.support.databases import TEST_SECRET

pytestmark = pytest.mark.slow


class Operator:
    """Types commands; what would be served is noted instead: settings as the serving process would read them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.served: list[bool] = []

    def types(self, *words: str, says: str = "") -> Result:
        return CliRunner().invoke(cli, list(words), input=says)

    def serves(self, *_args: object, **_options: object) -> None:
        self.served.append(load_settings().is_demo)

    def starts(self, *words: str) -> Result:
        """A process of its own would forget what the last one decided."""
        os.environ.pop("VARNA_DEMO", None)
        os.environ.pop("VARNA_PUBLIC_URL", None)
        return self.types("serve", "--migrate", "--demo", *words)

    def sets_up(self) -> Result:
        return self.types("setup", says="\n".join(ANSWERS) + "\n")


@pytest.fixture
def operator(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Operator:
    made = Operator(tmp_path)
    for name in ("VARNA_DEMO", "VARNA_PUBLIC_URL", "VARNA_ALLOWED_HOSTS", "VARNA_DATABASE_URL"):
        monkeypatch.setenv(name, "")  # so that it is put back afterwards, whatever a command sets
        monkeypatch.delenv(name)
    monkeypatch.setenv("VARNA_ENV_FILE", "/dev/null")
    monkeypatch.setenv("VARNA_SECRET_KEY", base64.urlsafe_b64encode(TEST_SECRET).decode())
    monkeypatch.setenv("VARNA_DATA_DIR", str(tmp_path))
    for name, value in (("TIME_COST", "1"), ("MEMORY_KIB", "64"), ("PARALLELISM", "1")):
        monkeypatch.setenv(f"VARNA_ARGON2_{name}", value)
    monkeypatch.setattr("app.serving.turn_into_server", made.serves)
    monkeypatch.setattr("app.serving.main", made.serves)
    return made


def test_a_first_start_makes_a_demo_and_every_start_prints_the_same(operator: Operator) -> None:
    first = operator.starts()
    assert first.exit_code == 0, first.output
    kept = json.loads((operator.folder / "demo.json").read_text())
    for told in (kept["password"], kept["receipt_code"], kept["voter_links"][0]["path"], "ordforande@example.org"):
        assert told in first.output
    assert (operator.folder / "demo.json").stat().st_mode & 0o777 == 0o600
    assert operator.starts().output == first.output
    assert operator.served == [True, True]


def test_what_is_printed_stands_nowhere_in_the_database(operator: Operator) -> None:
    operator.starts()
    kept = json.loads((operator.folder / "demo.json").read_text())
    stored = b"".join(file.read_bytes() for file in operator.folder.glob("varna.db*"))
    secrets = [kept["password"], kept["receipt_code"], *(link["path"].split(".")[-1] for link in kept["voter_links"])]
    assert [secret for secret in secrets if secret.encode() in stored] == []
    assert b"ordforande@example.org" in stored


def test_the_links_lead_to_the_port_that_is_served(operator: Operator) -> None:
    assert "http://127.0.0.1:8765/rosta#" in operator.starts("--port", "8765").output


@pytest.mark.parametrize("how", ["another interface", "a public address", "another name", "switched off"])
def test_no_demo_is_made_where_others_could_reach_it(
    operator: Operator, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    words: list[str] = []
    if how == "another interface":
        words = ["--host", "0.0.0.0"]  # noqa: S104 - what must not be a demo
    elif how == "another name":
        monkeypatch.setenv("VARNA_ALLOWED_HOSTS", "varna.example.org")
    elif how == "a public address":
        (operator.folder / "varna.env").write_text("VARNA_PUBLIC_URL=https://varna.example.org\n")
        monkeypatch.setenv("VARNA_ENV_FILE", str(operator.folder / "varna.env"))
    else:
        (operator.folder / "varna.env").write_text("VARNA_DEMO=false\n")
        monkeypatch.setenv("VARNA_ENV_FILE", str(operator.folder / "varna.env"))
    done = operator.starts(*words)
    assert done.exit_code == 0, done.output
    assert operator.served == [False]
    assert not (operator.folder / "demo.json").exists()


def test_a_demo_that_is_there_is_served_nowhere_but_on_loopback(
    operator: Operator, monkeypatch: pytest.MonkeyPatch
) -> None:
    operator.starts()
    assert operator.starts("--host", "0.0.0.0").exit_code != 0  # noqa: S104 - what must be refused
    monkeypatch.setenv("VARNA_ALLOWED_HOSTS", "varna.example.org")
    assert operator.starts().exit_code != 0
    monkeypatch.delenv("VARNA_ALLOWED_HOSTS")
    os.environ.pop("VARNA_DEMO", None)
    assert operator.types("serve", "--host", "0.0.0.0").exit_code != 0  # noqa: S104 - as above
    refused = operator.types("serve")
    assert refused.exit_code == 1
    assert "made up" in refused.output
    assert operator.served == [True]


def test_real_people_are_served_by_the_same_command_and_never_as_a_demo(
    operator: Operator, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert operator.types("migrate").exit_code == 0
    assert operator.sets_up().exit_code == 0
    done = operator.starts()
    assert (done.exit_code, operator.served) == (0, [False])
    assert "DEMO" not in done.output
    monkeypatch.setenv("VARNA_DEMO", "true")
    refused = operator.types("serve")
    assert refused.exit_code == 1
    assert "are real" in refused.output
    assert operator.served == [False]


def test_a_real_association_begins_after_the_demo_has_been_taken_away(operator: Operator) -> None:
    operator.starts()
    os.environ.pop("VARNA_DEMO", None)
    (operator.folder / "outbox").mkdir()
    (operator.folder / "outbox" / "a.eml").write_text("to nobody")
    refused = operator.sets_up()
    assert refused.exit_code == 1
    assert "varna forget-demo" in refused.output
    assert "name" not in refused.output.partition("VARNA_DATA_DIR")[2]  # nothing was asked
    assert operator.types("forget-demo").exit_code == 0
    assert [file.name for file in operator.folder.iterdir()] == ["outbox"]
    assert list((operator.folder / "outbox").iterdir()) == []
    assert operator.types("migrate").exit_code == 0
    assert operator.sets_up().exit_code == 0
    refused = operator.types("forget-demo")
    assert refused.exit_code == 1
    assert "no demo" in refused.output
    assert (operator.folder / "varna.db").exists()


def test_a_demo_in_use_is_not_taken_away(operator: Operator) -> None:
    operator.starts()
    in_use = sqlite3.connect(operator.folder / "varna.db")
    in_use.execute("SELECT count(*) FROM person").fetchone()
    refused = operator.types("forget-demo")
    in_use.close()
    assert refused.exit_code == 1
    assert "Stop it first" in refused.output
    assert (operator.folder / "demo.json").exists()


def test_with_the_switch_on_nothing_real_can_begin(operator: Operator, monkeypatch: pytest.MonkeyPatch) -> None:
    assert operator.types("migrate").exit_code == 0
    monkeypatch.setenv("VARNA_DEMO", "true")
    refused = operator.sets_up()
    assert refused.exit_code == 1
    assert "VARNA_DEMO" in refused.output


def test_a_demo_whose_file_is_lost_says_how_to_begin_anew(operator: Operator) -> None:
    operator.starts()
    (operator.folder / "demo.json").unlink()
    again = operator.starts()
    assert again.exit_code == 0
    assert "varna forget-demo" in again.output


def test_without_tables_it_is_served_and_readiness_tells(operator: Operator) -> None:
    assert operator.types("serve").exit_code == 0
    assert operator.served == [False]
