"""The arithmetic and the life cycle of a vote, held against requirements CGR-03 to CGR-06."""

import json
from dataclasses import replace
from functools import partial
from itertools import pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.policy import vote_rule
from app.votes.margins import changes_to_overturn
from app.votes.rules import (
    FEWEST_ENVELOPES_EVER,
    LEGAL_TRANSITIONS,
    MORE_THAN_HALF_OF_ROLL,
    TWO_THIRDS_OF_DECIDED,
    Choice,
    IllegalTransition,
    MajorityBase,
    MajorityRule,
    Outcome,
    Quorum,
    SecrecyWarning,
    Tally,
    Turnout,
    VoteStatus,
    base_of,
    check_transition,
    confidence_is_denied,
    decision_of,
    is_batch_possible,
    must_stay_sealed,
    needed_against,
    outcome_of,
    warnings_before_opening,
    warnings_of,
)
from tests.support import rule_vectors

LARGEST_GROUP = 200
BASES = list(MajorityBase)


def a_turnout(roll: int, *, present: int | None = None, envelopes: int | None = None) -> Turnout:
    present = roll if present is None else present
    return Turnout(roll=roll, present=present, drawn=present, envelopes=present if envelopes is None else envelopes)


@st.composite
def votes_with_losses(draw: st.DrawFn) -> tuple[Tally, Turnout]:
    """As `votes`, with up to six unknown: lost by those who drew and cast nothing, or on paper and uncounted."""
    tally, turnout = draw(votes())
    lost = draw(st.integers(0, min(6, turnout.drawn - turnout.envelopes)))
    uncounted = draw(st.integers(0, min(4, 6 - lost)))
    paper = draw(st.sampled_from([5, 9])) if uncounted else 0
    more = {"roll": turnout.roll + paper, "present": turnout.present + paper, "paper": paper}
    return tally, replace(turnout, lost=lost, paper_uncounted=uncounted, **more)


@st.composite
def votes(draw: st.DrawFn) -> tuple[Tally, Turnout]:
    """Every split of every group up to LARGEST_GROUP."""
    roll = draw(st.integers(1, LARGEST_GROUP))
    present = draw(st.integers(0, roll))
    cast = draw(st.integers(0, present))
    against = draw(st.integers(0, cast))
    for_ = draw(st.integers(0, cast - against))
    return Tally(against, for_, cast - against - for_), a_turnout(roll, present=present, envelopes=cast)


@st.composite
def majorities(draw: st.DrawFn) -> MajorityRule:
    denominator = draw(st.integers(1, 12))
    numerator = draw(st.integers(1, denominator))
    strict = draw(st.booleans()) and numerator < denominator
    return MajorityRule(numerator, denominator, draw(st.sampled_from(BASES)), strict)


@pytest.mark.policy("CGR-04")
@pytest.mark.parametrize(
    ("against", "for_", "is_denied"), [(14, 7, True), (13, 8, False), (24, 11, True), (23, 12, False)]
)
def test_exactly_two_thirds_denies_confidence_and_one_fewer_does_not(
    *, against: int, for_: int, is_denied: bool
) -> None:
    tally = Tally(against=against, for_=for_, blank=0)
    assert confidence_is_denied(tally, TWO_THIRDS_OF_DECIDED, a_turnout(against + for_)) is is_denied


@pytest.mark.policy("CGR-04")
@pytest.mark.parametrize(
    ("base", "is_denied"),
    [
        (MajorityBase.DECIDED, True),  # 14 of 21
        (MajorityBase.CAST, False),  # 14 of 22
        (MajorityBase.PRESENT, False),  # 14 of 23
        (MajorityBase.ROLL, False),  # 14 of 24
    ],
)
def test_blank_and_missing_ballots_count_only_in_the_bases_that_hold_them(
    *, base: MajorityBase, is_denied: bool
) -> None:
    rule = MajorityRule(2, 3, base, strict=False)
    turnout = Turnout(roll=24, present=23, drawn=23, envelopes=22)
    assert confidence_is_denied(Tally(against=14, for_=7, blank=1), rule, turnout) is is_denied


@pytest.mark.policy("CGR-04")
@pytest.mark.parametrize("base", BASES)
@pytest.mark.parametrize("strict", [False, True])
def test_for_every_size_to_200_the_majority_is_reached_exactly_at_the_number_shown(
    *, base: MajorityBase, strict: bool
) -> None:
    rule = MajorityRule(2, 3, base, strict)
    for size in range(1, LARGEST_GROUP + 1):
        denials = [
            confidence_is_denied(Tally(against, size - against, 0), rule, a_turnout(size))
            for against in range(size + 1)
        ]
        needed = needed_against(rule, base=size)
        assert needed is not None
        assert denials == [against >= needed for against in range(size + 1)]
        above, short = (3 * needed, 3 * (needed - 1))
        assert (above > 2 * size >= short) if strict else (above >= 2 * size > short)


@pytest.mark.policy("CGR-04")
def test_of_35_deciding_24_are_needed() -> None:
    assert needed_against(TWO_THIRDS_OF_DECIDED, base=35) == 24
    assert needed_against(TWO_THIRDS_OF_DECIDED, base=21) == 14
    assert needed_against(TWO_THIRDS_OF_DECIDED, base=0) is None


@pytest.mark.policy("CGR-04")
@given(vote=votes(), rule=majorities())
def test_confidence_is_denied_exactly_when_the_share_of_the_base_is_reached(
    vote: tuple[Tally, Turnout], rule: MajorityRule
) -> None:
    tally, turnout = vote
    base = {
        MajorityBase.DECIDED: tally.against + tally.for_,
        MajorityBase.CAST: tally.against + tally.for_ + tally.blank,
        MajorityBase.PRESENT: turnout.present,
        MajorityBase.ROLL: turnout.roll,
    }[rule.base]
    assert base_of(rule, tally, turnout) == base
    needed = needed_against(rule, base=base)
    assert confidence_is_denied(tally, rule, turnout) is (needed is not None and tally.against >= needed)


@pytest.mark.policy("CGR-04")
@given(vote=votes(), rule=majorities())
def test_one_more_ballot_against_never_restores_confidence(vote: tuple[Tally, Turnout], rule: MajorityRule) -> None:
    tally, turnout = vote
    if tally.for_ and confidence_is_denied(tally, rule, turnout):
        turned = Tally(tally.against + 1, tally.for_ - 1, tally.blank)
        assert confidence_is_denied(turned, rule, turnout)


@pytest.mark.policy("CGR-04")
@pytest.mark.parametrize("rule", [TWO_THIRDS_OF_DECIDED, MajorityRule(1, 2, MajorityBase.CAST, strict=True)])
def test_confidence_is_never_denied_of_nobody(rule: MajorityRule) -> None:
    assert not confidence_is_denied(Tally(0, 0, 0), rule, a_turnout(9))


@pytest.mark.parametrize(("numerator", "denominator", "strict"), [(0, 3, False), (4, 3, False), (1, 1, True)])
def test_a_majority_that_cannot_be_is_refused(*, numerator: int, denominator: int, strict: bool) -> None:
    with pytest.raises(ValueError, match=r"share|everyone"):
        MajorityRule(numerator, denominator, MajorityBase.CAST, strict)


@pytest.mark.policy("CGR-04")
def test_quorum_is_tested_first_and_leaves_the_envelopes_sealed() -> None:
    everyone_against = Tally(against=10, for_=0, blank=0)
    half, more = a_turnout(20, present=10), a_turnout(20, present=11, envelopes=10)
    decide = partial(outcome_of, rule=TWO_THIRDS_OF_DECIDED, quorum=MORE_THAN_HALF_OF_ROLL, fewest_envelopes=5)
    assert must_stay_sealed(half, MORE_THAN_HALF_OF_ROLL, fewest_envelopes=5)
    assert decide(everyone_against, half) is Outcome.INQUORATE
    assert decide(everyone_against, more) is Outcome.NO_CONFIDENCE
    assert decide(Tally(6, 4, 0), more) is Outcome.CONFIDENCE_RETAINED


@pytest.mark.policy("CGR-03")
@pytest.mark.parametrize(("asked_for", "opened_from"), [(1, 5), (5, 5), (8, 8)])
def test_too_few_envelopes_stay_sealed_whatever_the_quorum_and_five_are_needed_whatever_is_asked_for(
    asked_for: int, opened_from: int
) -> None:
    stays_sealed = partial(must_stay_sealed, quorum=Quorum(0, 1, strict=False), fewest_envelopes=asked_for)
    assert stays_sealed(a_turnout(20, envelopes=opened_from - 1))
    assert not stays_sealed(a_turnout(20, envelopes=opened_from))


def test_policy_and_vote_agree_on_the_fewest_envelopes_ever_opened() -> None:
    assert vote_rule.FEWEST_ENVELOPES_EVER == FEWEST_ENVELOPES_EVER


@given(roll=st.integers(1, LARGEST_GROUP), present=st.integers(0, LARGEST_GROUP))
def test_more_than_half_of_the_roll_means_more_than_half(roll: int, present: int) -> None:
    present = min(present, roll)
    is_met = MORE_THAN_HALF_OF_ROLL.is_met(a_turnout(roll, present=present))
    assert is_met is (present > roll - present)


@pytest.mark.policy("CGR-04")
@given(vote=votes_with_losses(), rule=majorities())
def test_nothing_is_decided_exactly_when_some_way_to_cast_the_lost_ballots_decides_otherwise(
    vote: tuple[Tally, Turnout], rule: MajorityRule
) -> None:
    tally, turnout = vote
    without = confidence_is_denied(tally, rule, turnout)
    others = [
        confidence_is_denied(Tally(tally.against + a, tally.for_ + f, tally.blank + b), rule, turnout)
        for a, f, b in product(range(turnout.unknown + 1), repeat=3)
        if a + f + b <= turnout.unknown
    ]
    expected = Outcome.NO_CONFIDENCE if without else Outcome.CONFIDENCE_RETAINED
    decided = all(other == without for other in others)
    assert decision_of(tally, turnout, rule) is (expected if decided else Outcome.UNDECIDED_BY_LOSS)


@pytest.mark.policy("CGR-04")
@pytest.mark.parametrize(
    ("tally", "lost", "outcome"),
    [
        (Tally(14, 7, 0), 0, Outcome.NO_CONFIDENCE),
        (Tally(14, 7, 0), 1, Outcome.UNDECIDED_BY_LOSS),  # 14 of 22 are too few
        (Tally(15, 6, 0), 1, Outcome.NO_CONFIDENCE),  # 15 of 22 are enough whatever the lost one was
        (Tally(13, 8, 0), 2, Outcome.CONFIDENCE_RETAINED),  # 15 of 23 are too few
        (Tally(13, 8, 0), 3, Outcome.UNDECIDED_BY_LOSS),  # 16 of 24 are enough
    ],
)
def test_a_loss_that_could_not_decide_is_no_veto(*, tally: Tally, lost: int, outcome: Outcome) -> None:
    turnout = Turnout(roll=30, present=25, drawn=25, envelopes=21, lost=lost)
    decide = partial(outcome_of, rule=TWO_THIRDS_OF_DECIDED, quorum=MORE_THAN_HALF_OF_ROLL, fewest_envelopes=5)
    assert decide(tally, turnout) is outcome
    few = Turnout(roll=60, present=25, drawn=25, envelopes=21, lost=lost)
    assert decide(tally, few) is Outcome.INQUORATE, "as before, whatever was lost"


@pytest.mark.policy("CGR-03")
@pytest.mark.parametrize(
    ("paper", "counted", "uncounted", "opened", "sealed"),
    [
        (0, 0, 0, True, True),
        (4, 0, 0, False, False),  # drawing does not close on four
        (5, 0, 0, True, True),
        (5, 5, 0, True, False),  # nothing is read of a vote that stays sealed
        (5, 4, 0, False, False),
        (5, 0, 4, True, False),
        (6, 0, 5, False, False),  # five are enough to be counted
        (7, 5, 1, False, False),  # a batch is read or it is not
    ],
)
def test_paper_is_read_in_batches_that_tell_on_nobody(
    *, paper: int, counted: int, uncounted: int, opened: bool, sealed: bool
) -> None:
    turnout = Turnout(20, 18, 11, 11, paper=paper, paper_ballots=counted, paper_uncounted=uncounted)
    possible = partial(is_batch_possible, turnout, fewest_envelopes=5)
    assert (possible(is_opened=True), possible(is_opened=False)) == (opened, sealed)


@pytest.mark.parametrize("more", [{"paper": 10}, {"paper": 4, "paper_ballots": 5}, {"paper_uncounted": 1}])
def test_nobody_votes_on_paper_who_drew_or_was_not_marked(more: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="paper"):
        Turnout(20, 18, 11, 11, **more)


@pytest.mark.parametrize("lost", [-1, 3])
def test_who_cast_has_lost_nothing(lost: int) -> None:
    with pytest.raises(ValueError, match="lost nothing"):
        Turnout(roll=9, present=9, drawn=9, envelopes=7, lost=lost)


@pytest.mark.parametrize("counts", [(3, 4, 2, 2), (4, 3, 4, 2), (4, 4, 3, 4), (4, 4, 3, -1)])
def test_a_turnout_that_contradicts_itself_is_refused(counts: tuple[int, int, int, int]) -> None:
    with pytest.raises(ValueError, match="envelopes <= drawn"):
        Turnout(*counts)


def test_the_fewest_changes_to_overturn_agree_with_trying_every_falsification() -> None:
    """Every group to 6, with up to two lost, and every way to replace the ballots of some of the others who drew."""
    for base, strict, drawn, lost in product(BASES, [False, True], range(1, 7), range(3)):
        rule, most = MajorityRule(2, 3, base, strict), drawn - lost
        splits = [split for split in product(range(most + 1), repeat=3) if sum(split) <= most]
        turnout = Turnout(roll=drawn, present=drawn, drawn=drawn, envelopes=0, lost=min(lost, drawn))
        decided = {split: decision_of(Tally(*split), turnout, rule) for split in splits}
        for split in splits:
            changes = [_entries_changed(split, other, most) for other in splits if decided[other] is not decided[split]]
            assert changes_to_overturn(Tally(*split), turnout, rule) == min(changes, default=None)


def _entries_changed(before: tuple[int, ...], after: tuple[int, ...], drawn: int) -> int:
    before, after = (*before, drawn - sum(before)), (*after, drawn - sum(after))
    return sum(max(0, b - a) for b, a in zip(before, after, strict=True))


@pytest.mark.policy("CGR-03")
def test_a_small_group_is_warned_before_opening() -> None:
    warned = partial(warnings_before_opening, fewest_envelopes=6, warn_below=12)
    assert warned(roll=5) == {SecrecyWarning.TOO_FEW_TO_OPEN, SecrecyWarning.SMALL_GROUP}
    assert warned(roll=11) == {SecrecyWarning.SMALL_GROUP}
    assert warned(roll=12) == frozenset()


@pytest.mark.policy("CGR-03")
def test_totals_that_tell_how_people_voted_are_known() -> None:
    assert warnings_of(Tally(0, 9, 0)) == {SecrecyWarning.UNANIMOUS}
    assert warnings_of(Tally(1, 8, 0)) == {SecrecyWarning.ALL_BUT_ONE}
    assert warnings_of(Tally(2, 7, 0)) == frozenset()
    assert warnings_of(Tally(0, 0, 0)) == frozenset()


def test_a_tally_counts_each_choice() -> None:
    assert Tally.of([Choice.BLANK, Choice.AGAINST, Choice.FOR, Choice.AGAINST]) == Tally(2, 1, 1)


def test_the_ordinary_life_of_a_vote_is_allowed_step_by_step() -> None:
    life = [status for status in VoteStatus if status not in {VoteStatus.CANCELLED, VoteStatus.VOID}]
    for status, following in pairwise(life):
        check_transition(status, to=following)


def test_a_vote_can_be_cancelled_before_it_opens_and_only_then() -> None:
    before = {
        VoteStatus.RAISED,
        VoteStatus.HEARING,
        VoteStatus.CONVENED,
        VoteStatus.ROLL_LOCKED,
        VoteStatus.CREDENTIALS_OUT,
    }
    assert {s for s in VoteStatus if VoteStatus.CANCELLED in LEGAL_TRANSITIONS[s]} == before


def test_a_closed_vote_is_never_reopened() -> None:
    for status in set(VoteStatus) - {VoteStatus.CREDENTIALS_OUT}:
        with pytest.raises(IllegalTransition):
            check_transition(status, to=VoteStatus.OPEN)


@pytest.mark.policy("CGR-05")
def test_a_roll_is_locked_before_credentials_go_out() -> None:
    assert [s for s in VoteStatus if VoteStatus.CREDENTIALS_OUT in LEGAL_TRANSITIONS[s]] == [VoteStatus.ROLL_LOCKED]


@pytest.mark.policy("CGR-06")
def test_a_certified_result_is_approved_or_falls_and_goes_nowhere_else() -> None:
    """It falls by a complaint that two uphold; see test_complaints.py."""
    assert LEGAL_TRANSITIONS[VoteStatus.CERTIFIED] == {VoteStatus.MINUTES_APPROVED, VoteStatus.VOID}
    assert LEGAL_TRANSITIONS[VoteStatus.MINUTES_APPROVED] == {VoteStatus.VOID}
    assert LEGAL_TRANSITIONS[VoteStatus.VOID] == frozenset()


def test_the_rules_still_decide_as_the_browser_is_told_they_do() -> None:
    assert json.loads(rule_vectors.FILE.read_text(encoding="utf-8")) == rule_vectors.computed()
