"""When a board can decide, what it can decide, and what it must not leave undecided."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.access.rules import CaseRole
from app.cases.rules import Conclusion
from app.policy.loader import current
from app.policy.terms import AgendaTopic, Stage
from app.proceedings.meetings.rules import (
    KINDS_OF,
    NEXT_STATUS,
    Count,
    Decided,
    DecisionKind,
    MeetingAct,
    MeetingKind,
    MeetingStatus,
    QuorumRule,
    can_be_quorate,
    decidable,
    has_who_must_come,
    is_about_someone,
    is_adopted,
    is_open,
    is_quorate,
    needed,
    next_status,
    owed,
    topics_for,
)
from app.proceedings.meetings.seats import quorum_of

SHARES = st.integers(1, 9).flatmap(
    lambda whole: st.tuples(st.integers(1, whole), st.just(whole)).filter(lambda share: share[0] <= share[1])
)
RULES = st.builds(
    lambda share, strict, fewest: QuorumRule(share[0], share[1], strict=strict and share[0] < share[1], fewest=fewest),
    SHARES,
    st.booleans(),
    st.integers(2, 6),
)
COUNTS = st.builds(Count, st.integers(0, 20), st.integers(0, 20), st.integers(0, 20))
BOARDS = st.integers(0, 40)
CONCLUSIONS = st.one_of(st.none(), st.sampled_from(Conclusion))


@pytest.mark.policy("KNO-04", "CON-02")
@given(RULES, BOARDS, st.integers(0, 40))
def test_a_board_is_quorate_by_its_share_and_never_when_it_is_too_small(
    rule: QuorumRule, board: int, present: int
) -> None:
    reached = rule.denominator * present > rule.numerator * board
    at_it = rule.denominator * present == rule.numerator * board and not rule.strict
    expected = board >= rule.fewest and present >= 1 and (reached or at_it)
    assert is_quorate(rule, present=present, board=board) is expected
    assert needed(rule, board=board) <= board or board == 0 or not can_be_quorate(rule, board=board)


@pytest.mark.policy("KNO-04", "CON-02")
def test_as_the_policy_comes_more_than_half_of_three_or_more_decide() -> None:
    rule = quorum_of(current("standard").meetings.decision)
    assert [needed(rule, board=board) for board in (3, 4, 5, 6, 7)] == [2, 3, 3, 4, 4]
    assert not is_quorate(rule, present=2, board=2)


@pytest.mark.policy("KNO-04")
@given(count=COUNTS, is_for=st.booleans(), settles=st.booleans())
def test_the_larger_side_wins_and_a_tie_is_settled_by_whoever_leads_or_falls(
    *, count: Count, is_for: bool, settles: bool
) -> None:
    carried = is_adopted(count, chair_is_for=is_for, chair_settles_ties=settles)
    if count.in_favour != count.against:
        assert carried is (count.in_favour > count.against)
    elif count.in_favour == 0:
        assert carried is False, "nobody was for it"
    else:
        assert carried is (is_for and settles)
        assert is_adopted(count, chair_is_for=None, chair_settles_ties=True) is None


@pytest.mark.policy("KNO-07")
def test_there_is_no_decision_to_exclude_and_each_kind_has_its_topic() -> None:
    assert not [kind for kind in DecisionKind if "exclude" in kind.value]
    assert set().union(*KINDS_OF.values()) == set(DecisionKind)
    assert KINDS_OF.keys() == set(AgendaTopic)


@pytest.mark.policy("KNO-05", "KNO-10", "PRN-05")
@given(conclusion=CONCLUSIONS, topic=st.one_of(st.none(), st.sampled_from(AgendaTopic)), has_accused=st.booleans())
def test_nothing_is_demanded_of_anyone_where_nothing_was_substantiated(
    *, conclusion: Conclusion | None, topic: AgendaTopic | None, has_accused: bool
) -> None:
    kinds = set(decidable(topic, conclusion=conclusion, has_someone=has_accused))
    demands = {DecisionKind.LEAVE_ASSIGNMENTS, DecisionKind.CONTINUE_TIME_OUT, DecisionKind.REQUIRE_CARE}
    if conclusion not in {Conclusion.SEVERE, Conclusion.NOT_SEVERE}:
        assert kinds.isdisjoint(demands | {DecisionKind.OPEN_EXCLUSION})
    if conclusion is Conclusion.SEVERE:
        assert kinds.isdisjoint({DecisionKind.CONTINUE_TIME_OUT, DecisionKind.REQUIRE_CARE})
    if not has_accused:
        assert not any(is_about_someone(kind) for kind in kinds)


DECISIONS = st.lists(
    st.builds(Decided, st.sampled_from(DecisionKind), st.sampled_from(["one", "two"]), st.booleans()), max_size=12
)


@pytest.mark.policy("KNO-05", "KNO-07", "KNO-08", "KNO-10")
@given(CONCLUSIONS, DECISIONS)
def test_exclusion_and_confidence_are_dealt_with_of_each_accused_whatever_was_found(
    conclusion: Conclusion | None, decided: list[Decided]
) -> None:
    left = owed(conclusion=conclusion, subjects=["one", "two"], decided=decided)
    for subject in ("one", "two"):
        mine = [each for each in decided if each.subject == subject]
        topics = {each.topic for each in left if each.subject == subject}
        asked = any(each.kind is DecisionKind.RAISE_CONFIDENCE for each in mine)
        assert (AgendaTopic.CONFIDENCE in topics) is not asked
        if not any(each.kind in KINDS_OF[AgendaTopic.EXCLUSION] for each in mine):
            assert AgendaTopic.EXCLUSION in topics
        if conclusion is Conclusion.SEVERE:
            put = any(each.kind is DecisionKind.LEAVE_ASSIGNMENTS for each in mine)
            assert (AgendaTopic.ASSIGNMENTS in topics) is not put
        if conclusion not in {Conclusion.SEVERE, Conclusion.NOT_SEVERE}:
            assert topics <= {AgendaTopic.EXCLUSION, AgendaTopic.CONFIDENCE}
    assert owed(conclusion=conclusion, subjects=[], decided=decided) == []


@pytest.mark.policy("KNO-10")
def test_not_severe_takes_leaving_or_a_time_out_with_care_and_a_no_to_both_is_an_answer() -> None:
    def left(*decided: tuple[DecisionKind, bool]) -> set[AgendaTopic]:
        put = [Decided(kind, "one", is_adopted=carried) for kind, carried in decided]
        topics = {each.topic for each in owed(conclusion=Conclusion.NOT_SEVERE, subjects=["one"], decided=put)}
        return topics - {AgendaTopic.EXCLUSION, AgendaTopic.CONFIDENCE}

    leave, stay = DecisionKind.LEAVE_ASSIGNMENTS, DecisionKind.CONTINUE_TIME_OUT
    assert left((leave, True)) == set()
    assert left((leave, False)) == {AgendaTopic.ASSIGNMENTS}
    assert left((leave, False), (stay, True)) == {AgendaTopic.TIME_OUT}
    assert left((leave, False), (stay, True), (DecisionKind.REQUIRE_CARE, True)) == set()
    assert left((leave, False), (stay, False)) == set()


@pytest.mark.policy("KNO-07")
def test_an_exclusion_case_that_was_put_and_fell_is_an_answer_and_a_no_that_fell_is_none() -> None:
    def is_left(kind: DecisionKind, *, carried: bool) -> bool:
        decided = [Decided(kind, "one", is_adopted=carried)]
        found = owed(conclusion=Conclusion.SEVERE, subjects=["one"], decided=decided)
        return AgendaTopic.EXCLUSION in {each.topic for each in found}

    assert not is_left(DecisionKind.OPEN_EXCLUSION, carried=False)
    assert not is_left(DecisionKind.NO_EXCLUSION, carried=True)
    assert is_left(DecisionKind.NO_EXCLUSION, carried=False)


@pytest.mark.policy("KNO-04")
@given(st.sampled_from(MeetingKind), st.sampled_from(MeetingStatus), st.sampled_from(MeetingAct))
def test_what_is_approved_called_off_or_handed_over_never_changes(
    kind: MeetingKind, status: MeetingStatus, act: MeetingAct
) -> None:
    if status in {MeetingStatus.APPROVED, MeetingStatus.CANCELLED, MeetingStatus.HANDED_OVER}:
        assert next_status(kind, status, act) is None
        assert not is_open(kind, status)
    if (after := next_status(kind, status, act)) is not None:
        assert after is not status
        assert NEXT_STATUS[kind][status, act] is after


@pytest.mark.policy("SOI-03")
def test_a_first_meeting_takes_the_officer_and_whoever_is_accountable() -> None:
    officer, chair = CaseRole.SECURITY_OFFICER, CaseRole.ACCOUNTABLE
    assert has_who_must_come(seated=[officer, chair], present={officer, chair})
    assert not has_who_must_come(seated=[officer, chair], present={officer, CaseRole.CONSULTED})
    assert not has_who_must_come(seated=[officer, officer, chair], present={chair})
    assert has_who_must_come(seated=[officer], present={officer}), "the chair's line has ended at the federation"


@pytest.mark.policy("KNO-04", "CON-01")
def test_without_an_accused_nothing_on_the_agenda_is_about_one() -> None:
    agenda = [point.about for point in current("standard").meetings.decision.agenda]
    without = topics_for(agenda, has_someone=False, is_from_conclusion=True, stage=Stage.DECISION)
    assert set(without) == {AgendaTopic.CONCLUSION, AgendaTopic.STATEMENT, AgendaTopic.MEDIA_PLAN}
    assert AgendaTopic.CONCLUSION not in topics_for(
        agenda, has_someone=True, is_from_conclusion=False, stage=Stage.DECISION
    )
