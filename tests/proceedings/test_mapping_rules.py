"""What a finding waits for, and what follows what: pure."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.cases.rules import NOTHING_SUBSTANTIATED, Conclusion, gravest
from app.policy.terms import Phase
from app.proceedings.mapping.rules import (
    CONCLUDES,
    GO_ON,
    NEXT_FINDING,
    NEXT_PROPOSAL,
    NEXT_TALK,
    OUTCOMES,
    Facts,
    FindingOutcome,
    Missing,
    Talk,
    TalkStatus,
    may_become,
    missing_for,
)

few = st.integers(0, 3)
all_facts = st.builds(
    Facts,
    has_lead=st.booleans(),
    affected_heard=st.booleans(),
    accused=few,
    accused_heard=few,
    suspected=few,
    suspected_heard=few,
    points_at_person=st.booleans(),
    open_checks=few,
)
findings = st.sampled_from([(phase, outcome) for phase, outcomes in OUTCOMES.items() for outcome in outcomes])


@pytest.mark.policy("KNO-01", "UNK-02")
@given(findings, all_facts)
def test_no_finding_is_made_over_the_head_of_anybody_or_past_what_was_put_up(
    finding: tuple[Phase, FindingOutcome], facts: Facts
) -> None:
    phase, outcome = finding
    missing = missing_for(outcome, facts, phase=phase)
    if not missing:
        assert facts.has_lead
        assert facts.affected_heard
        assert facts.open_checks == 0
        assert phase is Phase.UNKNOWN or 0 < facts.accused <= facts.accused_heard
        assert outcome in CONCLUDES or facts.suspected > 0
        assert (
            not facts.points_at_person
            or outcome is FindingOutcome.POINTS_AT_PERSON
            or (facts.suspected_heard >= facts.suspected)
        )


@pytest.mark.policy("KNO-01")
@given(findings, all_facts)
def test_what_is_missing_is_each_thing_that_is_and_once(finding: tuple[Phase, FindingOutcome], facts: Facts) -> None:
    phase, outcome = finding
    missing = missing_for(outcome, facts, phase=phase)
    assert len(missing) == len(set(missing))
    assert (Missing.NO_LEAD in missing) == (not facts.has_lead)
    assert (Missing.AFFECTED_NOT_HEARD in missing) == (not facts.affected_heard)
    assert (Missing.CHECK_OPEN in missing) == (facts.open_checks > 0)


@pytest.mark.policy("PRN-05")
def test_every_conclusion_comes_from_a_finding_and_only_the_unknown_goes_on() -> None:
    assert set(CONCLUDES.values()) == set(Conclusion)
    assert {outcome for outcomes in OUTCOMES.values() for outcome in outcomes} == set(FindingOutcome)
    assert set(OUTCOMES[Phase.UNKNOWN]) >= GO_ON
    assert not GO_ON & set(OUTCOMES[Phase.KNOWN])


@pytest.mark.policy("PRN-04", "KNO-01")
@given(st.sampled_from(Talk), st.sampled_from(TalkStatus), st.sampled_from(TalkStatus))
def test_time_runs_out_for_nobody_but_the_accused_and_what_is_settled_stays(
    talk: Talk, before: TalkStatus, after: TalkStatus
) -> None:
    if may_become(talk, from_=before, to=after):
        assert before is TalkStatus.PLANNED
        assert after is not TalkStatus.PLANNED
        assert after is not TalkStatus.TIME_RAN_OUT or talk is Talk.ACCUSED


def test_each_table_names_every_state_and_has_an_end() -> None:
    for table in (NEXT_TALK, NEXT_FINDING, NEXT_PROPOSAL):
        states = type(next(iter(table)))
        assert set(table) == set(states)
        assert any(not following for following in table.values())


@pytest.mark.policy("KNO-05", "KNO-10", "PRN-05", "UNK-02")
@given(st.lists(st.sampled_from(Conclusion)))
def test_a_case_comes_to_the_gravest_of_what_was_found_about_anyone(concluded: list[Conclusion]) -> None:
    of_case = gravest(concluded)
    assert (of_case is None) is (not concluded)
    assert of_case is None or of_case in concluded
    assert (of_case is Conclusion.SEVERE) is (Conclusion.SEVERE in concluded)
    if of_case in NOTHING_SUBSTANTIATED:
        assert set(concluded) <= NOTHING_SUBSTANTIATED, "lifted for all though something was found about one"
    assert gravest(reversed(concluded)) is of_case, "it hangs on who is named first"


@pytest.mark.policy("KNO-01", "UNK-02")
def test_of_somebody_who_is_accused_it_is_never_found_that_nobody_can_say_who_it_was() -> None:
    assert FindingOutcome.PERPETRATOR_UNIDENTIFIED not in OUTCOMES[Phase.KNOWN]
    assert OUTCOMES[Phase.KNOWN] == tuple(each for each in OUTCOMES[Phase.KNOWN] if each in CONCLUDES)
