"""The policy as shipped, and a way to write a file that differs from it in one thing."""

from collections.abc import Callable

import pytest

from app.policy import loader
from app.policy.faults import Fault, PolicyFaulty
from app.policy.schema import Policy

STANDARD = loader.PLANS / "standard" / "1.yaml"

Changed = Callable[..., str]


@pytest.fixture(scope="session")
def text() -> str:
    return STANDARD.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def policy(text: str) -> Policy:
    return loader.read(text)


@pytest.fixture(scope="session")
def changed(text: str) -> Changed:
    """The shipped file with `old` replaced once by `new`, optionally only after the line that holds `below`."""

    def change(old: str, new: str, *, below: str = "") -> str:
        start = text.index(below)
        assert old in text[start:], f"the file no longer holds {old!r}"
        return text[:start] + text[start:].replace(old, new, 1)

    return change


@pytest.fixture(scope="session")
def faults() -> Callable[[str], tuple[Fault, ...]]:
    def faults_of(written: str) -> tuple[Fault, ...]:
        try:
            loader.read(written)
        except PolicyFaulty as faulty:
            return faulty.faults
        return ()

    return faults_of
