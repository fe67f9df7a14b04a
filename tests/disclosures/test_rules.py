from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.access.rules import COMPARTMENTS, LEADS_A_CASE, CaseRole, Compartment
from app.disclosures.rules import (
    HAPPENED,
    NEXT,
    REASON_LIES_IN,
    OverrideKind,
    OverrideState,
    OverrideStatus,
    are_two,
    may_be_answered,
    state_of,
)

pytestmark = pytest.mark.policy("CON-05")
NOON = datetime(2031, 5, 4, 12, tzinfo=UTC)
times = st.integers(-10_000, 10_000).map(lambda minutes: NOON + timedelta(minutes=minutes))


@given(
    kind=st.sampled_from(OverrideKind),
    status=st.sampled_from(OverrideStatus),
    answer_by=times,
    open_until=st.none() | times,
    now=times,
)
def test_nothing_is_open_or_told_that_was_not_agreed_to_and_nothing_after_its_time(
    kind: OverrideKind, status: OverrideStatus, answer_by: datetime, open_until: datetime | None, now: datetime
) -> None:
    state = state_of(kind, status, answer_by=answer_by, open_until=open_until, now=now)
    assert (state in HAPPENED) == (status is OverrideStatus.AGREED)
    if state is OverrideState.OPEN:
        assert open_until is not None
        assert now < open_until
        assert kind is OverrideKind.OPENING
    if kind is OverrideKind.TAKING_BACK and status is OverrideStatus.AGREED:
        assert state is OverrideState.ENDED, "at once, and it opens nothing"
    assert (state is OverrideState.WAITS) == may_be_answered(status, answer_by=answer_by, now=now)


@given(asked_by=st.sampled_from("abc"), agrees=st.sampled_from("abc"), opens_for=st.none() | st.sampled_from("abc"))
def test_the_second_is_somebody_else_and_gets_nothing_by_it(asked_by: str, agrees: str, opens_for: str | None) -> None:
    assert are_two(asked_by=asked_by, agrees=agrees, opens_for=opens_for) == (agrees not in (asked_by, opens_for))


def test_what_is_answered_is_answered() -> None:
    assert [status for status, following in NEXT.items() if following] == [OverrideStatus.ASKED]


def test_two_who_lead_the_case_break_it_and_never_into_what_is_investigated() -> None:
    assert {CaseRole.SECURITY_OFFICER, CaseRole.ACCOUNTABLE} == LEADS_A_CASE
    assert Compartment.INVESTIGATION not in COMPARTMENTS[CaseRole.CALLED_IN]


@pytest.mark.policy("CON-01")
def test_why_a_confirmation_is_taken_back_lies_where_no_affected_person_reads() -> None:
    assert REASON_LIES_IN[OverrideKind.TAKING_BACK] not in COMPARTMENTS[CaseRole.AFFECTED]
    assert all(part in COMPARTMENTS[role] for part in REASON_LIES_IN.values() for role in LEADS_A_CASE)
