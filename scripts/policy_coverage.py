"""Write docs/policy-coverage.md: what holds each requirement. `--check` says whether it is what it should be.

The numbers are those of docs/requirements.md, the steps those of the policy file, the tests those that carry a number.
"""

import ast
import re
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from app.policy import loader  # noqa: E402 - the path comes first

REQUIREMENTS = ROOT / "docs" / "requirements.md"
PAGE = ROOT / "docs" / "policy-coverage.md"
OF_ONE_LINE = re.compile(r"^\| ([A-Z]{3}-\d{2}) \| (.+) \|$")
OF_THE_FILE = Path("tests/policy")
REFERS = ("ref", "refs", "also")


@dataclass(frozen=True)
class Requirement:
    number: str
    asks: str


def requirements() -> dict[str, list[Requirement]]:
    """By heading, in the order they are written."""
    found: dict[str, list[Requirement]] = {}
    for line in REQUIREMENTS.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            heading = line.removeprefix("## ")
            found[heading] = []
        elif row := OF_ONE_LINE.match(line):
            found[heading].append(Requirement(row[1], row[2]))
    return found


def in_policy() -> dict[str, list[str]]:
    """What of the policy in force refers to each number: steps by their id, other parts by where they stand."""
    found: dict[str, list[str]] = defaultdict(list)
    for number, where in _references(loader.current(loader.IN_FORCE).model_dump(mode="json"), ()):
        if where not in found[number]:
            found[number].append(where)
    return found


def _references(part: Any, path: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    if isinstance(part, Mapping):
        named = part.get("id")
        here = (*path[:-1], str(named)) if named and path and path[-1].isdigit() else path
        for key, value in part.items():
            if key in REFERS and value:
                yield from ((number, " ".join(here)) for number in ([value] if isinstance(value, str) else value))
            else:
                yield from _references(value, (*here, str(key)))
    elif isinstance(part, list):
        for position, each in enumerate(part):
            yield from _references(each, (*path, str(position)))


def in_tests() -> dict[str, dict[Path, list[str]]]:
    """The tests that carry each number, by file, as sentences."""
    found: dict[str, dict[Path, list[str]]] = defaultdict(lambda: defaultdict(list))
    for file in sorted((ROOT / "tests").rglob("test_*.py")):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        everywhere = [
            number
            for statement in tree.body
            if isinstance(statement, ast.Assign) and "pytestmark" in {ast.unparse(each) for each in statement.targets}
            for number in _numbers(statement.value)
        ]
        for test in (each for each in ast.walk(tree) if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef)):
            if test.name.startswith("test_"):
                marks = [number for decorator in test.decorator_list for number in _numbers(decorator)]
                for number in dict.fromkeys([*everywhere, *marks]):
                    found[number][file.relative_to(ROOT)].append(test.name.removeprefix("test_").replace("_", " "))
    return found


def _numbers(written: ast.expr) -> list[str]:
    """Those written out. A whole list of them, as `policy(*NUMBERS)`, is of a test that the file has them all."""
    return [
        str(ast.literal_eval(argument))
        for call in ast.walk(written)
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "pytest.mark.policy"
        for argument in call.args
        if not isinstance(argument, ast.Starred)
    ]


def _is_done(tests: Mapping[Path, list[str]]) -> bool:
    """Whether more is tried than that the policy file says so."""
    return any(OF_THE_FILE not in file.parents for file in tests)


def unknown() -> set[str]:
    """Numbers that tests or the policy file refer to, and nobody asks for."""
    asked_for = {each.number for group in requirements().values() for each in group}
    return {*in_policy(), *in_tests()} - asked_for


def _told(what: str, these: list[Requirement]) -> list[str]:
    lines = [f"{what} {len(these) or 'none'}{':' if these else '.'}", ""]
    return [*lines, *(f"- **{each.number}** {each.asks}" for each in these), *([""] if these else [])]


def page() -> str:
    groups, parts, tests = requirements(), in_policy(), in_tests()
    asked_for = [each for group in groups.values() for each in group]
    without = [each for each in asked_for if each.number not in tests]
    of_words_alone = [each for each in asked_for if each.number in tests and not _is_done(tests[each.number])]
    lines = [
        "# What holds what",
        "",
        "Made by `scripts/policy_coverage.py` from [requirements.md](requirements.md), the policy file and the numbers",
        "that tests carry; change those, never this page. A test listed here holds a part of its requirement, not",
        "always all of it.",
        "",
        *_told(f"Of {len(asked_for)} requirements, without a test that carries the number:", without),
        *_told("The only tests are of the policy file's words, not of anything that is done, for", of_words_alone),
    ]
    lines = lines[:-1]
    for heading, group in groups.items():
        lines += ["", f"## {heading}"]
        for each in group:
            lines += ["", f"### {each.number}", each.asks, ""]
            lines.append(
                "Policy file: " + (", ".join(f"`{part}`" for part in parts.get(each.number, [])) or "nothing.")
            )
            lines.append("")
            held = tests.get(each.number, {})
            lines += [f"- [{file}](../{file}): {' · '.join(names)}" for file, names in held.items()] or [
                "- **no test**"
            ]
    return "\n".join(lines) + "\n"


def main() -> None:
    if strangers := unknown():
        sys.exit(f"not in docs/requirements.md: {', '.join(sorted(strangers))}")
    if "--check" in sys.argv:
        is_true = PAGE.exists() and PAGE.read_text(encoding="utf-8") == page()
        sys.exit(0 if is_true else "docs/policy-coverage.md is out of date: run scripts/policy_coverage.py")
    PAGE.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
