import subprocess
import sys
from pathlib import Path

from scripts import policy_coverage

ROOT = Path(__file__).parents[2]


def test_the_page_of_what_holds_what_says_what_the_policy_file_and_the_tests_say() -> None:
    made = subprocess.run(
        [sys.executable, str(ROOT / "scripts" / "policy_coverage.py"), "--check"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.returncode == 0, made.stderr


def test_every_number_is_asked_for_once() -> None:
    numbers = [each.number for group in policy_coverage.requirements().values() for each in group]
    assert len(numbers) == len(set(numbers)) > 80
    assert policy_coverage.unknown() == set()
