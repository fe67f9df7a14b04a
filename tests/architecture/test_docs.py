"""The documents that state facts of the code are held to it."""

import re
from pathlib import Path
from typing import Any

import pytest
from pydantic_core import PydanticUndefined

from app.core.settings import Settings

ROOT = Path(__file__).parents[2]
DOCUMENTS = [
    ROOT / "README.md",
    ROOT / "CHANGELOG.md",
    ROOT / "bench" / "README.md",
    *sorted(ROOT.glob("docs/**/*.md")),
]
ROW = re.compile(r"^\| `(VARNA_[A-Z0-9_]+)` \| (.+?) \|", re.MULTILINE)


def settings_table() -> dict[str, str]:
    return dict(ROW.findall((ROOT / "docs" / "operations.md").read_text()))


def shown(default: Any) -> str | None:
    """How the table shows a default; None where it says something in words."""
    if default is PydanticUndefined or default is None or default in {"", ()}:
        return None
    return f"`{str(default).lower() if isinstance(default, bool) else default}`"


def test_every_setting_is_in_the_operators_table_with_its_default() -> None:
    fields = Settings.model_fields.items()
    expected = {str(field.validation_alias or f"VARNA_{name.upper()}"): field.get_default() for name, field in fields}
    table = settings_table()
    assert set(table) == set(expected)
    for name, default in expected.items():
        if shown(default):
            assert table[name] == shown(default), name
        else:
            assert not table[name].startswith("`"), name


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_to_a_file_leads_somewhere(document: Path) -> None:
    links = re.findall(r"\]\(([^)#]+)\)", document.read_text())
    files = [link for link in links if "://" not in link]
    assert [link for link in files if not (document.parent / link).exists()] == []


def test_the_record_of_every_decision_names_the_check_that_holds_it() -> None:
    records = sorted((ROOT / "docs" / "decisions").glob("[0-9]*.md"))
    assert [record.name[:4] for record in records] == [f"{number:04}" for number in range(1, len(records) + 1)]
    for record in records:
        headings = re.findall(r"^## (.+)$", record.read_text(), re.MULTILINE)
        assert headings == ["Context", "Decision", "Consequences", "Check"], record.name


def test_a_check_that_a_decision_names_exists() -> None:
    named = [
        (record.name, file)
        for record in (ROOT / "docs" / "decisions").glob("[0-9]*.md")
        for file in re.findall(r"`((?:tests|app)/[a-z_/]+\.py)`", record.read_text())
    ]
    assert named
    assert [(record, file) for record, file in named if not (ROOT / file).exists()] == []


def test_every_file_that_the_threat_model_names_exists_and_every_attack_names_a_test() -> None:
    written = (ROOT / "docs" / "threat-model.md").read_text()
    named = set(re.findall(r"`((?:tests|app|frontend|scripts)/[^`\s]*)`", written))
    assert len(named) > 40
    assert {name for name in named if not (ROOT / name).exists()} == set()
    attacks = written.partition("## The attacks on a vote")[2].partition("\n## ")[0]
    rows = [line for line in attacks.splitlines() if line.startswith("| ")][1:]
    assert len(rows) > 10
    assert [row for row in rows if not re.search(r"`tests/[^`]+\.py`", row)] == []


def test_every_room_is_in_the_tour() -> None:
    tour = (ROOT / "docs" / "tour.md").read_text()
    rooms = [path.parent.name for path in (ROOT / "app").glob("*/__init__.py")]
    assert len(rooms) >= 4
    assert [room for room in rooms if f"`{room}`" not in tour] == []
