"""What is installed is what was locked, and nothing names where it came from."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
REQUIREMENT = re.compile(r"^(?P<name>[a-z0-9._-]+)==(?P<version>[^ ;\\]+)(?P<rest>(?:.*\\\n)*.*)$", re.MULTILINE)


def locked(name: str) -> dict[str, tuple[str, str]]:
    found = {m["name"]: (m["version"], m["rest"]) for m in REQUIREMENT.finditer((ROOT / name).read_text())}
    assert len(found) > 30
    return found


def test_the_development_lock_holds_everything_of_the_runtimes() -> None:
    """So that `make run` after `make test` has nothing to take away, and tests try what is run."""
    development = locked("requirements-dev.lock")
    for name, (version, _) in locked("requirements.lock").items():
        assert development[name][0] == version, name


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_every_locked_package_has_its_hashes(name: str) -> None:
    assert [package for package, (_, rest) in locked(name).items() if "--hash=sha256:" not in rest] == []
    assert "://" not in (ROOT / name).read_text()
