"""The life of an exclusion case, tried with any order of acts."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.people.rules import TIMEZONE, local_date
from app.proceedings.exclusion.rules import (
    ENDED,
    TRANSITIONS,
    UNDECIDED,
    UNDER_WAY,
    ExclusionAct,
    ExclusionGround,
    ExclusionOutcome,
    ExclusionStatus,
    IllegalTransition,
    Standing,
    acts_of,
    check_transition,
    statement_ends_at,
)

S, A = ExclusionStatus, ExclusionAct
TODAY = date(2026, 3, 2)
LEADS_TO = {
    A.NOTIFY: S.NOTIFIED,
    A.RECOMMEND: S.RECOMMENDED,
    A.REFER: S.REFERRED,
    A.RECORD_APPEAL: S.APPEAL,
    A.RECORD_APPEAL_OUTCOME: S.DECIDED,
    A.RECORD_DECISION: S.DECIDED,
    A.RECORD_LEAVING: S.DECIDED,
    A.CLOSE: S.CLOSED,
}


def after(standing: Standing, act: ExclusionAct, *, opens: bool, appeal_until: date | None) -> Standing:
    match act:
        case A.FOLLOW_BOARD:
            return replace(standing, status=S.OPENED if opens else S.DECLINED)
        case A.RECEIVE_STATEMENT:
            to = S.STATEMENT if standing.status is S.NOTIFIED else standing.status
            return replace(standing, status=to, has_statement=True)
        case A.RECORD_DECISION:
            return replace(standing, status=S.DECIDED, outcome=ExclusionOutcome.EXCLUDED, appeal_until=appeal_until)
        case A.RECORD_APPEAL:
            return replace(standing, status=S.APPEAL, was_appealed=True)
        case A.RECORD_LEAVING:
            return replace(standing, status=S.DECIDED, outcome=ExclusionOutcome.LEFT)
        case _:
            return replace(standing, status=LEADS_TO[act])


LIVES = st.lists(st.tuples(st.integers(0, 9), st.booleans(), st.one_of(st.none(), st.integers(-3, 30))), max_size=14)


@pytest.mark.policy("KNO-07", "KNO-09")
@given(LIVES, st.sampled_from(ExclusionGround))
def test_whatever_is_done_with_it_only_the_federation_or_the_person_ends_what_the_group_has_opened(
    chosen: list[tuple[int, bool, int | None]], ground: ExclusionGround
) -> None:
    is_mandatory = ground is ExclusionGround.MANDATORY_AFTER_NO_CONFIDENCE
    standing, done = Standing(S.OPENED if is_mandatory else S.ASSESSING), list[ExclusionAct]()
    for number, opens, days in chosen:
        acts = acts_of(standing, today=TODAY)
        if not acts:
            break
        act = acts[number % len(acts)]
        appeal_until = None if days is None else TODAY + timedelta(days=days)
        before, standing = standing, after(standing, act, opens=opens, appeal_until=appeal_until)
        check_transition(before.status, to=standing.status, ground=ground)
        done.append(act)
    if is_mandatory:
        assert standing.status not in {S.DECLINED, S.LIFTED, S.TAKEN_OVER}
    if standing.status is S.CLOSED:
        assert {A.RECORD_DECISION, A.RECORD_LEAVING} & set(done)
        assert A.RECORD_LEAVING in done or A.REFER in done
        assert done[-1] is A.CLOSE
    if A.REFER in done and A.RECORD_LEAVING not in done:
        assert [each for each in done if each in {A.NOTIFY, A.RECOMMEND, A.REFER}] == [A.NOTIFY, A.RECOMMEND, A.REFER]


@pytest.mark.policy("KNO-09", "PRN-05")
@given(st.sampled_from(ExclusionStatus), st.sampled_from(ExclusionStatus))
def test_a_mandatory_one_is_neither_declined_nor_lifted_and_falls_only_with_its_vote(
    from_: ExclusionStatus, to: ExclusionStatus
) -> None:
    mandatory = ExclusionGround.MANDATORY_AFTER_NO_CONFIDENCE
    if to in {S.DECLINED, S.LIFTED, S.TAKEN_OVER}:
        with pytest.raises(IllegalTransition):
            check_transition(from_, to=to, ground=mandatory)
    if to is S.CLOSED and from_ is not S.DECIDED:
        with pytest.raises(IllegalTransition):
            check_transition(from_, to=to, ground=mandatory)
    if to is S.GROUND_FELL:
        with pytest.raises(IllegalTransition):
            check_transition(from_, to=to, ground=ExclusionGround.BY_BOARD)
        if from_ in UNDECIDED - {S.ASSESSING}:
            check_transition(from_, to=to, ground=mandatory)


def test_what_has_ended_goes_nowhere_and_all_else_holds_its_case_open() -> None:
    assert set(ExclusionStatus) == UNDER_WAY | ENDED
    assert not UNDER_WAY & ENDED
    assert set(TRANSITIONS) == set(ExclusionStatus)


@pytest.mark.policy("KNO-07")
@given(st.sampled_from(ExclusionStatus), st.booleans())
def test_nobody_here_is_ever_asked_to_exclude(status: ExclusionStatus, has_statement: bool) -> None:  # noqa: FBT001 - drawn
    acts = acts_of(Standing(status, has_statement=has_statement), today=TODAY)
    assert all("exclude" not in act.value for act in acts)
    assert bool(acts) == (status in UNDER_WAY)


@given(st.integers(-40, 40))
def test_what_is_decided_is_closed_when_the_last_day_to_appeal_has_passed_and_not_on_it(days: int) -> None:
    decided = Standing(S.DECIDED, outcome=ExclusionOutcome.EXCLUDED, appeal_until=TODAY)
    acts = acts_of(decided, today=TODAY + timedelta(days=days))
    assert (A.CLOSE in acts) == (days > 0)
    assert A.RECORD_APPEAL in acts, "it may be told of late that it was lodged in time"


@given(st.dates(date(2026, 1, 1), date(2028, 1, 1)), st.integers(1, 60))
def test_nobody_gets_fewer_whole_days_to_answer_than_the_policy_says(told_on: date, days: int) -> None:
    until = statement_ends_at(told_on, within=timedelta(days=days), timezone=TIMEZONE)
    assert local_date(until - timedelta(seconds=1)) == told_on + timedelta(days=days)
