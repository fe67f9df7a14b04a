import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_page_of_permissions_says_what_the_table_says() -> None:
    made = subprocess.run(
        [sys.executable, str(ROOT / "scripts" / "access_page.py"), "--check"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.returncode == 0, made.stderr
