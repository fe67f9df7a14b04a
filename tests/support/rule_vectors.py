"""What small votes decide, and by how much; `python -m tests.support.rule_vectors` writes them to the file.

The file is read by the tests of both sides: `frontend/src/counting/rules.test.ts` holds the browser's arithmetic to it.
"""

import json
from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Any

from app.votes.counting import margin_of
from app.votes.manifest import Held, LockedMajority, LockedQuorum, Manifest
from app.votes.rules import MajorityBase, Tally, Turnout, is_batch_possible, outcome_of
from tests.support.ballots import a_manifest

FILE = Path("tests/votes/vectors/rules.json")

SHARES = ((2, 3, False), (1, 2, True), (1, 3, False))
ROLL = 20
PAPER = ((0, 0, 0), (5, 5, 0), (6, 0, 4), (7, 0, 0), (4, 4, 0), (6, 5, 1))
"""Marked, counted and uncounted; the last two are impossible."""


def votes() -> Iterator[tuple[Tally, Turnout]]:
    """Of twenty, nine or ten drew: every third split of their ballots, with every number that may be lost."""
    for number, (tally, turnout) in enumerate(_votes_without_paper()):
        marked, counted, uncounted = PAPER[number % len(PAPER)]
        against = counted // 2
        yield (
            tally + Tally(against, counted - against, 0),
            replace(
                turnout,
                present=turnout.present + marked,
                paper=marked,
                paper_ballots=counted,
                paper_uncounted=uncounted,
            ),
        )


def _votes_without_paper() -> Iterator[tuple[Tally, Turnout]]:
    for drawn in (9, 10):
        splits = [split for split in product(range(drawn + 1), repeat=3) if 4 <= sum(split) <= drawn]
        for split in splits[::3]:
            envelopes = sum(split)
            for lost in range(min(drawn - envelopes, 2) + 1):
                yield (
                    Tally(*split),
                    Turnout(roll=ROLL, present=drawn + 1, drawn=drawn, envelopes=envelopes, lost=lost),
                )


def computed() -> list[dict[str, Any]]:
    every = list(votes())
    found = []
    for number, (base, (numerator, denominator, strict)) in enumerate(product(MajorityBase, SHARES)):
        majority = LockedMajority(numerator=numerator, denominator=denominator, base=base, strict=strict)
        manifest = a_manifest(
            held=Held.IN_A_ROOM,
            majority=majority,
            quorum=LockedQuorum(numerator=1, denominator=2, strict=True),
            roll=ROLL,
        )
        votes_here = every[number % 5 :: 5]
        cases = [_case(tally, turnout, manifest) for tally, turnout in votes_here]
        found.append({"majority": json.loads(majority.to_bytes()), "votes": cases})
    return found


def _case(tally: Tally, turnout: Turnout, manifest: Manifest) -> list[Any]:
    """Tally, turnout, paper, outcome, whether that paper can be of an opened and of a sealed vote, and the margin."""
    outcome = outcome_of(
        tally,
        turnout,
        rule=manifest.majority.rule(),
        quorum=manifest.quorum.rule(),
        fewest_envelopes=manifest.fewest_envelopes,
    )
    margin = margin_of(manifest, tally, turnout, confirmed=turnout.envelopes)
    return [
        [tally.against, tally.for_, tally.blank],
        [turnout.present, turnout.drawn, turnout.envelopes, turnout.lost],
        [turnout.paper, turnout.paper_ballots, turnout.paper_uncounted],
        outcome.value,
        [
            is_batch_possible(turnout, is_opened=is_opened, fewest_envelopes=manifest.fewest_envelopes)
            for is_opened in (True, False)
        ],
        [margin.needed_against, margin.changes_to_overturn],
    ]


def written() -> str:
    """One vote a line."""
    groups = [
        f' {{"majority": {json.dumps(group["majority"])}, "votes": [\n  '
        + ",\n  ".join(json.dumps(case) for case in group["votes"])
        + "\n ]}"
        for group in computed()
    ]
    return "[\n" + ",\n".join(groups) + "\n]\n"


if __name__ == "__main__":
    FILE.write_text(written(), encoding="utf-8")
