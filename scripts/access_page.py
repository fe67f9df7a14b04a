"""Write docs/access.md from the one table of permissions, or say with --check whether it is what it should be."""

import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from app.access.action_texts import ACTION_TEXTS  # noqa: E402 - the path comes first
from app.access.rules import (  # noqa: E402 - the same
    CASE_ACTIONS,
    COMPARTMENTS,
    OPEN_TO_THE_BARRED,
    SCOPES,
    SIGNED_IN,
    TASKS,
    Action,
    CaseRole,
    Compartment,
    Office,
)

PAGE = ROOT / "docs" / "access.md"


def _table(head: list[str], rows: list[list[str]]) -> Iterator[str]:
    yield "| " + " | ".join(head) + " |"
    yield "|" + "---|" * len(head)
    for row in rows:
        yield "| " + " | ".join(row) + " |"


def page() -> str:
    roles, offices = list(CaseRole), list(Office)
    lines = [
        "# Who may do what",
        "",
        "Made from `app/access/rules.py` by `scripts/access_page.py`; change the table there, never this page.",
        "",
        "## In a case",
        "",
        "A *grant* gives a role. Without one a case does not exist for you: the answer is that of a wrong address.",
        "",
        *_table(
            ["action", *(role.value for role in roles)],
            [
                [ACTION_TEXTS[action], *("yes" if action in CASE_ACTIONS[role] else "" for role in roles)]
                for action in Action
            ],
        ),
        "",
        "## What a grant can open, at the most",
        "",
        "The policy file gives parts of this by default; nothing gives more.",
        "",
        *_table(
            ["compartment", *(role.value for role in roles)],
            [[each.value, *("yes" if each in COMPARTMENTS[role] else "" for role in roles)] for each in Compartment],
        ),
        "",
        "A bar beats every grant. Whoever is barred can open only: "
        + ", ".join(sorted(each.value for each in OPEN_TO_THE_BARRED))
        + ".",
        "",
        "## Outside the cases",
        "",
        *_table(
            ["task", *(office.value for office in offices), "every account", "other systems with"],
            [
                [
                    task.value,
                    *("yes" if office in TASKS[task] else "" for office in offices),
                    "yes" if task in SIGNED_IN else "",
                    f"`{SCOPES[task].value}`" if task in SCOPES else "",
                ]
                for task in TASKS
            ],
        ),
        "",
    ]
    return "\n".join(lines)


def main() -> None:
    if "--check" in sys.argv:
        sys.exit(0 if PAGE.exists() and PAGE.read_text() == page() else "docs/access.md is out of date: make access")
    PAGE.write_text(page())


if __name__ == "__main__":
    main()
