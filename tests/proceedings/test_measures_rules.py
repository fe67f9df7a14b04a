"""The life of a measure, walked in every way."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.cases.rules import NOTHING_SUBSTANTIATED, Conclusion
from app.policy.terms import Act, Condition
from app.proceedings.measures.rules import (
    NEXT,
    Answer,
    EndObstacle,
    MeasureFacts,
    MeasureKind,
    MeasureStatus,
    WordFacts,
    acts_done,
    answers_to,
    asked_by_step,
    end_obstacle,
    is_reviewed,
    may_go,
    needs_word,
    review_by,
    status_after,
)

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
MOMENTS = st.integers(min_value=0, max_value=400).map(lambda days: NOON + timedelta(days=days))
STATUSES = {kind: [*table, *{after for each in table.values() for after in each}] for kind, table in NEXT.items()}


@st.composite
def measures(draw: st.DrawFn, kind: MeasureKind | None = None, subject: str | None = "accused") -> MeasureFacts:
    chosen = kind or draw(st.sampled_from(MeasureKind))
    status = draw(st.sampled_from(STATUSES[chosen]))
    was_active = status is MeasureStatus.ACTIVE
    return MeasureFacts(
        kind=chosen,
        status=status,
        subject=subject,
        active_since=draw(MOMENTS) if was_active else None,
        continued_at=draw(st.none() | MOMENTS),
        reviewed_at=draw(st.none() | MOMENTS) if was_active else None,
    )


@pytest.mark.policy("PRN-05")
@given(measures())
def test_whatever_is_asked_of_somebody_can_be_lifted_until_it_is_over(measure: MeasureFacts) -> None:
    can_be_lifted = may_go(measure.kind, from_=measure.status, to=MeasureStatus.LIFTED)
    assert can_be_lifted is (not measure.is_over and measure.status is not MeasureStatus.OFFERED)
    assert {Conclusion.SEVERE, Conclusion.NOT_SEVERE}.isdisjoint(NOTHING_SUBSTANTIATED)


@pytest.mark.policy("KNO-02", "KNO-05")
@given(measures(), st.sampled_from(Answer))
def test_an_answer_never_undoes_a_yes(measure: MeasureFacts, answer: Answer) -> None:
    if answer not in answers_to(measure):
        return
    assert measure.status in {MeasureStatus.DEMANDED, MeasureStatus.REFUSED, MeasureStatus.UNANSWERED}
    after = status_after(measure.kind, answer)
    assert (after in {MeasureStatus.ACTIVE, MeasureStatus.RESIGNED}) is (answer is Answer.YES)


@pytest.mark.policy("KNO-10")
@given(
    measures(MeasureKind.TIME_OUT),
    st.sampled_from([None, *Conclusion]),
    st.none() | MOMENTS,
    st.none() | st.builds(WordFacts, is_content=st.sampled_from([True, False, None]), recorded_at=MOMENTS),
)
def test_a_time_out_ends_only_by_a_decision_and_after_not_severe_only_with_the_affected_persons_word(
    measure: MeasureFacts, conclusion: Conclusion | None, decided_at: datetime | None, word: WordFacts | None
) -> None:
    why_not = end_obstacle(measure, conclusion=conclusion, decided_at=decided_at, word=word)
    if measure.status is not MeasureStatus.ACTIVE:
        assert why_not is EndObstacle.NOT_ACTIVE
        return
    since = max(each for each in (measure.active_since, measure.continued_at) if each is not None)
    is_decided = decided_at is not None and decided_at >= since
    is_said = word is not None and word.recorded_at >= since and word.is_content is not False
    may_end = is_decided and (is_said or not needs_word(measure, conclusion))
    assert (why_not is None) is may_end
    if conclusion is Conclusion.NOT_SEVERE:
        assert needs_word(measure, conclusion)


@pytest.mark.policy("KNO-02")
@given(
    st.lists(measures(MeasureKind.TIME_OUT), max_size=4), st.lists(measures(MeasureKind.TIME_OUT, "other"), max_size=2)
)
def test_the_demand_is_done_when_everyone_was_asked_and_every_assignment_has_its_answer(
    first: list[MeasureFacts], second: list[MeasureFacts]
) -> None:
    is_done = acts_done([*first, *second], accused={"accused", "other"}, words={})[Act.DEMAND_TIME_OUT]
    unanswered = [
        each for each in (*first, *second) if each.status is MeasureStatus.DEMANDED and each.continued_at is None
    ]
    assert is_done is (bool(first) and bool(second) and not unanswered)


@pytest.mark.policy("KNO-10")
@given(measures(MeasureKind.TIME_OUT), st.integers(min_value=1, max_value=365).map(lambda days: timedelta(days=days)))
def test_an_active_time_out_always_has_its_next_review_and_nothing_else_has(
    measure: MeasureFacts, every: timedelta
) -> None:
    due = review_by(measure, every=every)
    assert (due is not None) is (measure.status is MeasureStatus.ACTIVE)
    if due is not None and measure.reviewed_at is not None:
        assert due >= measure.reviewed_at + every


@given(st.lists(measures(MeasureKind.TIME_OUT), max_size=4), st.none() | MOMENTS)
def test_a_review_is_done_when_nothing_that_goes_on_was_left_out(
    found: list[MeasureFacts], last: datetime | None
) -> None:
    going_on = [each for each in found if each.status is MeasureStatus.ACTIVE and each.continued_at is not None]
    looked_over = [
        each for each in going_on if each.reviewed_at is not None and (last is None or each.reviewed_at > last)
    ]
    assert is_reviewed(found, last_review=last) is (bool(going_on) and looked_over == going_on)


SUBJECTS = st.sampled_from(["one", "two", "three"])


@pytest.mark.policy("KNO-05", "KNO-10", "PRN-05")
@given(
    st.sets(SUBJECTS),
    st.dictionaries(SUBJECTS, st.sampled_from(Conclusion)),
    st.sampled_from([None, Condition.SEVERE, Condition.NOT_SEVERE, Condition.CONFIDENCE_DENIED]),
)
def test_a_step_asks_of_those_alone_about_whom_its_conclusion_was_reached(
    accused: set[str], concluded: dict[str, Conclusion], condition: Condition | None
) -> None:
    asked = asked_by_step(condition, accused=accused, concluded=concluded)
    assert asked <= accused
    of = {Condition.SEVERE: Conclusion.SEVERE, Condition.NOT_SEVERE: Conclusion.NOT_SEVERE}
    still = {each for each in accused if concluded.get(each) not in NOTHING_SUBSTANTIATED}
    if concluded and condition in of:
        assert asked == {each for each in accused if concluded.get(each) is of[condition]}
    else:
        assert asked == (still or accused), "asked of somebody for nothing, while something is asked of another"
