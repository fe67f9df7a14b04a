"""Why casting opens only when drawing has closed: what whoever watches the line can link by time alone.

A simulation of the strongest observer the ballot's protocol has in mind: one who knows to the second who drew when (the
link is personal), and sees to the second when an envelope came, though not from whom. They pair each envelope with the
likeliest draw. Without the barrier a voter goes on as soon as they have drawn; with it all envelopes come after the
last draw, in an order that has to do with the voters, not with their draws. That the server holds the barrier is held
by `test_running.py` and `test_casting.py`.
"""

from collections.abc import Callable
from random import Random

import pytest

VOTERS = 40
DRAWING_SECONDS = 24 * 3600
CASTING_SECONDS = 24 * 3600
SECONDS_FROM_DRAW_TO_CAST = 20.0
HELD = 400
"""Votes in each simulation: the mean of so many strays by less than half a percent."""
CHANCE = 1 / VOTERS

pytestmark = pytest.mark.policy("CGR-03")

Times = list[tuple[float, float]]
"""For each voter when they drew and when they cast, in seconds from the summons."""


def without_barrier(chance: Random) -> Times:
    drawn = [chance.uniform(0, DRAWING_SECONDS) for _ in range(VOTERS)]
    return [(at, at + chance.gammavariate(4, SECONDS_FROM_DRAW_TO_CAST / 4)) for at in drawn]


def with_barrier(chance: Random) -> Times:
    """Everyone chooses when anew; a page that waited open goes on by itself at a moment of its voter's."""
    drawn = [chance.uniform(0, DRAWING_SECONDS) for _ in range(VOTERS)]
    return [(at, DRAWING_SECONDS + chance.uniform(0, CASTING_SECONDS)) for at in drawn]


def in_a_hurry(chance: Random) -> Times:
    """With the barrier, all in the first minute: the room where everybody waits for the box to open."""
    drawn = [chance.uniform(0, 600) for _ in range(VOTERS)]
    return [(at, 600 + chance.gammavariate(4, 5)) for at in drawn]


def by_habit(chance: Random) -> Times:
    """With the barrier, but who is early is early again: what no protocol hides, and the threat model says."""
    early = [chance.random() for _ in range(VOTERS)]
    return [
        (DRAWING_SECONDS * one + chance.gauss(0, 3600), DRAWING_SECONDS * (1 + one) + chance.gauss(0, 3600))
        for one in early
    ]


def linked_by_order(times: Times) -> float:
    """First envelope to first draw, and so on: the best guess when everyone takes as long."""
    by_draw = sorted(range(VOTERS), key=lambda voter: times[voter][0])
    by_cast = sorted(range(VOTERS), key=lambda voter: times[voter][1])
    return sum(one == other for one, other in zip(by_draw, by_cast, strict=True)) / VOTERS


def linked_by_nearest(times: Times) -> float:
    """Each envelope to the nearest draw before it that nobody has been linked to yet."""
    waiting: list[tuple[float, int]] = []
    moments = sorted(
        [(drawn, 0, voter) for voter, (drawn, _) in enumerate(times)]
        + [(cast, 1, voter) for voter, (_, cast) in enumerate(times)]
    )
    right = 0
    for at, is_cast, voter in moments:
        if not is_cast:
            waiting.append((at, voter))
        elif waiting:
            right += waiting.pop()[1] == voter
    return right / VOTERS


ATTACKS: list[Callable[[Times], float]] = [linked_by_order, linked_by_nearest]


def rate(attack: Callable[[Times], float], held: Callable[[Random], Times]) -> float:
    chance = Random(20_26)
    return sum(attack(held(chance)) for _ in range(HELD)) / HELD


@pytest.mark.parametrize("attack", ATTACKS)
def test_without_the_barrier_time_alone_links_nearly_everyone(attack: Callable[[Times], float]) -> None:
    assert rate(attack, without_barrier) > 0.9


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize("held", [with_barrier, in_a_hurry])
def test_with_the_barrier_an_observer_does_no_better_than_chance(
    attack: Callable[[Times], float], held: Callable[[Random], Times]
) -> None:
    assert rate(attack, held) == pytest.approx(CHANCE, abs=0.005)


def test_what_the_barrier_does_not_hide_is_a_habit() -> None:
    """The control of the test above: this observer finds what there is to be found."""
    assert 2 * CHANCE < rate(linked_by_order, by_habit) < 0.5
