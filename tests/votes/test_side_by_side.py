"""Lines checked in several processes: what is found is what one process finds, in the same order."""

import os
import signal
import time
from collections.abc import Callable, Iterator
from functools import cache, partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.votes import commands
from app.votes.bulletin import Body, Bulletin, ChoiceLine, ConflictLine, places_in, sign_by_server
from app.votes.rules import Choice
from app.votes.side_by_side import helped
from app.votes.verification import Fault, check_of, verify_bulletin
from tests.support.ballots import a_bulletin, an_election, cast_all

LINES = range(40)
OWN = os.getpid()


def children() -> set[int]:
    tasks = Path("/proc/self/task").glob("*/children")
    return {int(process) for task in tasks for process in task.read_text().split()}


@pytest.fixture(autouse=True)
def nobody_is_left() -> Iterator[None]:
    """No process that began, and no end of a pipe, is there afterwards."""

    def is_there() -> tuple[set[int], int]:
        return children(), len(list(Path("/proc/self/fd").iterdir()))

    before = is_there()
    yield
    assert is_there() == before


def checked(is_right: Callable[[int], bool], *, by: int) -> list[bool]:
    """Of all lines, after the helpers have come to their end."""
    before = children()
    with helped(lambda: (is_right, LINES), by=by) as check_all:
        for process in children() - before:
            os.waitid(os.P_PID, process, os.WEXITED | os.WNOWAIT)
        return list(check_all(is_right, LINES))


def is_here() -> bool:
    return os.getpid() == OWN


@settings(max_examples=20)
@given(st.lists(st.booleans(), max_size=30), st.integers(0, 4))
def test_it_finds_what_one_process_finds_in_the_same_order(lines: list[bool], by: int) -> None:
    with helped(lambda: (bool, lines), by=by) as check_all:
        assert list(check_all(bool, lines)) == lines


@pytest.mark.parametrize("by", [1, 2, 3])
def test_what_was_answered_is_not_checked_again(by: int) -> None:
    here = checked(lambda _: is_here(), by=by)
    assert here == [False] * len(LINES)


def test_without_helpers_all_is_done_here() -> None:
    assert checked(lambda _: is_here(), by=0) == [True] * len(LINES)


def test_nobody_is_waited_for() -> None:
    """A helper that never ends a line: what it has not answered is checked here."""
    it_stands_still, told = os.pipe()

    def check(line: int) -> bool:
        if not is_here() and line == LINES[-3]:
            os.write(told, b"!")
            time.sleep(600)
        return is_here()

    with helped(lambda: (check, LINES), by=1) as check_all:
        os.read(it_stands_still, 1)
        assert list(check_all(check, LINES)) == [True] * (len(LINES) - 2) + [False] * 2
    os.close(it_stands_still)
    os.close(told)


def test_what_a_killed_helper_was_to_say_is_found_out_here() -> None:
    def check(line: int) -> bool:
        if not is_here() and line == LINES[-6]:
            os.kill(os.getpid(), signal.SIGKILL)
        return is_here()

    here = checked(check, by=2)
    assert {line for line in LINES if not here[line]} == {LINES[-2], LINES[-4], *LINES[1::2]}


@pytest.mark.parametrize("by", [0, 2])
def test_an_error_is_raised_here_and_said_nowhere_else(by: int, capfd: pytest.CaptureFixture[str]) -> None:
    def check(line: int) -> bool:
        if line == LINES[-2]:
            raise LookupError(line)
        return True

    with pytest.raises(LookupError):
        checked(check, by=by)
    assert capfd.readouterr() == ("", "")


def test_helpers_who_cannot_prepare_help_nobody(capfd: pytest.CaptureFixture[str]) -> None:
    def prepare() -> tuple[Callable[[int], bool], range]:
        raise LookupError

    with helped(prepare, by=2) as check_all:
        assert list(check_all(lambda _: is_here(), LINES)) == [True] * len(LINES)
    assert capfd.readouterr() == ("", "")


def test_where_no_process_is_to_be_had_all_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    def none() -> int:
        raise BlockingIOError

    monkeypatch.setattr(os, "fork", none)
    assert checked(lambda _: is_here(), by=2) == [True] * len(LINES)


@pytest.mark.parametrize(("cores", "size", "helpers"), [(1, 10**6, 0), (2, 10**6, 1), (8, 99_999, 0), (8, 450_000, 4)])
def test_there_are_as_many_helpers_as_other_cores_and_none_for_little(
    monkeypatch: pytest.MonkeyPatch, cores: int, size: int, helpers: int
) -> None:
    asked: list[int] = []

    def ask(prepare: Any, *, by: int) -> Any:
        asked.append(by)
        return helped(prepare, by=0)

    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(cores)))
    monkeypatch.setattr(commands, "helped", ask)
    assert [problem.fault for problem in commands.recounted(b" " * size).problems] == [Fault.UNREADABLE]
    assert asked == [helpers]


@pytest.mark.policy("CGR-03", "CGR-04")
def test_the_verdict_on_a_bulletin_full_of_faults_is_the_same() -> None:
    election = an_election(roll=11)
    body = a_bulletin(election, cast_all(election, [Choice.AGAINST] * 6 + [Choice.FOR] * 5)).body
    envelopes, ballots = list(body.envelopes), list(body.ballots)
    for index in (1, 2, 7):
        envelopes[index] = envelopes[index].model_copy(update={"signature": bytes(64)})
    for index in (0, 5, 10):
        ballots[index] = ballots[index].model_copy(update={"choice": Choice.BLANK})
    changed = body.model_copy(update={"envelopes": tuple(envelopes), "ballots": tuple(ballots)})
    data = sign_by_server(changed, receipt_key=election.receipt_key).to_bytes()
    alone = verify_bulletin(data)
    with helped(partial(check_of, data), by=3) as check_all:
        assert verify_bulletin(data, check_all=check_all) == alone
    assert [problem.fault for problem in alone.problems].count(Fault.ENVELOPE) == 3
    assert [problem.fault for problem in alone.problems].count(Fault.BALLOT) == 3


@cache
def a_body() -> Body:
    election = an_election(roll=6)
    return a_bulletin(election, cast_all(election, [Choice.AGAINST, Choice.FOR] * 3)).body


FRAGMENTS = ['"', "\\", "},{", '{"body":{"ballots":[{', ',"conflicts":', ',"envelopes":[{', '","manifest_hash":', "å"]


@pytest.mark.policy("CGR-03", "CGR-04")
@settings(max_examples=30)
@given(st.lists(st.sampled_from(FRAGMENTS), min_size=1, max_size=8), st.integers(0, 3), st.integers(0, 3))
def test_who_helps_reads_the_very_lines_that_stand_there(words: list[str], envelopes: int, ballots: int) -> None:
    whole = a_body()
    question = whole.manifest.question.model_copy(update={"text": "".join(words)})
    first = whole.ballots[0]
    choices = tuple(ChoiceLine(choice=choice, signature=first.signature) for choice in (Choice.AGAINST, Choice.BLANK))
    conflict = ConflictLine(message_hash=first.message_hash, credential=first.credential, choices=choices)
    body = whole.model_copy(
        update={
            "manifest": whole.manifest.model_copy(update={"question": question}),
            "envelopes": whole.envelopes[:envelopes],
            "ballots": whole.ballots[:ballots],
            "conflicts": (conflict,) * ballots,
        }
    )
    data = Bulletin(body=body, signatures=()).to_bytes()
    places = places_in(data)
    assert data[places.manifest] == body.manifest.to_bytes()
    assert [data[place] for place in places.envelopes] == [line.to_bytes() for line in body.envelopes]
    assert [data[place] for place in places.ballots] == [line.to_bytes() for line in body.ballots]
    signed = body.model_copy(update={"manifest": whole.manifest})
    is_right, lines = check_of(Bulletin(body=signed, signatures=()).to_bytes())
    assert [is_right(line) for line in lines] == [True] * (envelopes + ballots) + [False] * ballots
