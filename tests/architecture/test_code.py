"""Rules about the code itself, held by reading it."""

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
APP = sorted((ROOT / "app").rglob("*.py"))

WALL_CLOCKS = {"datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time", "time.time_ns"}


def uses_of(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Every `a.b` in a file, called or handed on, as its last two names; and every imported name as `module.name`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            owner = node.value
            name = owner.attr if isinstance(owner, ast.Attribute) else owner.id if isinstance(owner, ast.Name) else ""
            yield node.lineno, f"{name}.{node.attr}"
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                yield node.lineno, f"{node.module}.{alias.name}"


def test_only_the_clock_asks_what_time_it_is() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{line}: {use}"
        for path in APP
        for line, use in uses_of(ast.parse(path.read_text()))
        if use in WALL_CLOCKS
    ]
    assert [where for where in found if not where.startswith("app/core/clock.py")] == []
    assert found, "the clock itself must be found, else this test sees nothing"


def test_randomness_comes_from_the_operating_system() -> None:
    """`random` and numpy's generators can be predicted from what they gave before."""
    found = []
    for path in APP:
        for node in ast.walk(ast.parse(path.read_text())):
            modules = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            modules += [node.module or ""] if isinstance(node, ast.ImportFrom) and node.level == 0 else []
            found += [f"{path.relative_to(ROOT)}: {name}" for name in modules if name.split(".")[0] == "random"]
    assert found == []


def test_no_file_has_grown_past_reading() -> None:
    """About 300 lines; the few above are split when next touched."""
    long = {str(path.relative_to(ROOT)): len(path.read_text().splitlines()) for path in APP}
    assert {name: lines for name, lines in long.items() if lines > 350} == {}


def test_the_arrows_between_the_rooms_point_down() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    told = subprocess.run([linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert told.returncode == 0, told.stdout
    assert "0 broken" in told.stdout


def test_who_serves_holds_nothing_that_only_preparing_needs() -> None:
    """Each would stay in every worker's memory for good."""
    served = "import sys, app.serving, app.main; print(*sorted({name.partition('.')[0] for name in sys.modules}))"
    told = subprocess.run(
        [sys.executable, "-c", served], cwd=ROOT, capture_output=True, text=True, timeout=120, check=True
    ).stdout.split()
    assert {"alembic", "mako", "typer", "shamir_mnemonic", "httpx", "typst"}.isdisjoint(told)
    assert {"app", "fastapi", "sqlalchemy"} <= set(told), "what is served must be found, else this test sees nothing"


def tracked_text() -> Iterator[tuple[str, str]]:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True
    ).stdout
    names = [name for name in listed.split("\0") if name]
    assert len(names) > 50
    for name in names:
        path = ROOT / name
        if path.is_file() and not path.is_symlink():
            yield name, path.read_bytes().decode("utf-8", errors="replace")


def _alternatives(*halves: tuple[str, str]) -> re.Pattern[str]:
    # Written in halves, so that this file does not find itself.
    return re.compile("|".join(re.escape(first + second) for first, second in halves), re.IGNORECASE)


NEVER_TRACKED = {
    "a package registry's host": _alternatives(
        ("files.python", "hosted"),
        ("py", "pi.org"),
        ("registry.np", "mjs"),
        ("registry.yarn", "pkg"),
        ("deb.deb", "ian.org"),
    ),
    "a path of some machine": _alternatives(("/wo", "rk/"), ("/ro", "ot/"), ("/opt/py", "pi"), ("../sha", "red")),
    # But those that are reserved for fiction.
    "a telephone number": re.compile(r"\b(?!070-174 ?06 ?[0-9]{2}\b)0[0-9]{2,3}-[0-9]{2,3} ?[0-9]{2} ?[0-9]{2}\b"),
}


@pytest.mark.parametrize("what", NEVER_TRACKED)
def test_no_tracked_file_holds(what: str) -> None:
    pattern = NEVER_TRACKED[what]
    found = [f"{name}: {match.group()}" for name, text in tracked_text() for match in pattern.finditer(text)]
    assert found == []


def test_git_ignores_what_a_run_leaves_behind() -> None:
    left = ["var/varna.env", "var/varna.db", ".make/dev", "frontend/dist/index.html"]
    told = subprocess.run(
        ["git", "check-ignore", "--no-index", *left],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env={"PATH": os.environ["PATH"]},
    )
    assert told.stdout.split() == left
