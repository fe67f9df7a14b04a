"""What follows from a policy: due times, what survives a change, who may be told and who gets which keys."""

from datetime import UTC, datetime, timedelta, timezone
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.access import rules as access_table
from app.policy import loader
from app.policy.rules import (
    PLANS_OF,
    Because,
    PhaseOutsideInternal,
    StepUnknown,
    access_at,
    cleared_at,
    closing_waits_for,
    due_at,
    end_of,
    equal_steps,
    is_disclosure_allowed,
    is_late,
    line_of,
    next_occurrence,
    occurrence_before,
    step_named,
    steps_for,
    steps_with_act,
    waits_for,
)
from app.policy.schema import Policy, Step
from app.policy.terms import (
    ORIGINS,
    Act,
    CaseRole,
    Category,
    Compartment,
    Duty,
    Holder,
    Kept,
    Link,
    Moment,
    Office,
    Owner,
    Phase,
    Recipient,
)
from app.policy.values import Period

STANDARD = loader.read((loader.PLANS / "standard" / "1.yaml").read_text(encoding="utf-8"))
EVERY_STEP = tuple(step for _, step in STANDARD.all_steps())
QUESTIONS = tuple(question.id for question in STANDARD.consents)
PHASED = tuple((category, phase) for category, phase in PLANS_OF if category in ORIGINS)
"""Of cases: a matter of return has no reporter, no contact person and nothing that is sent in."""

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)
ZONES = st.sampled_from([UTC, timezone(timedelta(hours=1)), timezone(timedelta(hours=-5))])
TIMES = st.datetimes(min_value=datetime(2000, 1, 1), max_value=datetime(2100, 1, 1), timezones=ZONES)  # noqa: DTZ001  # hypothesis wants naive bounds and adds the zone
STEPS = st.sampled_from(EVERY_STEP)
CATEGORIES = st.sampled_from(Category)
RECIPIENTS = st.sampled_from(Recipient)
ANSWERS = st.frozensets(st.sampled_from(QUESTIONS))


def ids(steps: tuple[Step, ...]) -> set[str]:
    return {step.id for step in steps}


@pytest.mark.policy("PRN-02")
def test_an_internal_case_gets_its_phase_steps_only_once_the_phase_is_known(policy: Policy) -> None:
    undecided = ids(steps_for(policy, category=Category.INTERNAL, phase=None))
    unknown = ids(steps_for(policy, category=Category.INTERNAL, phase=Phase.UNKNOWN))
    known = ids(steps_for(policy, category=Category.INTERNAL, phase=Phase.KNOWN))
    assert undecided == unknown & known
    assert {"UNK-01", "KNO-12"} <= unknown - known
    assert {"KNO-01a", "KNO-02", "KNO-09"} <= known - unknown


@pytest.mark.parametrize(("category", "phase"), list(product([Category.PARTY, Category.MUNICIPAL], Phase)))
def test_only_internal_cases_have_a_phase(policy: Policy, category: Category, phase: Phase) -> None:
    with pytest.raises(PhaseOutsideInternal):
        steps_for(policy, category=category, phase=phase)


@pytest.mark.parametrize(("category", "phase"), PHASED)
def test_the_affected_person_comes_first(policy: Policy, category: Category, phase: Phase | None) -> None:
    owners = [step.owner for step in steps_for(policy, category=category, phase=phase)]
    theirs = owners.count(Owner.AFFECTED)
    assert theirs >= 5
    assert set(owners[:theirs]) == {Owner.AFFECTED}


def test_a_step_is_found_by_its_id_or_by_what_it_does(policy: Policy) -> None:
    assert step_named(policy, "KNO-09").act is Act.OPEN_EXCLUSION
    found = steps_with_act(policy, act=Act.DEMAND_TIME_OUT, category=Category.INTERNAL, phase=Phase.KNOWN)
    assert [step.id for step in found] == ["KNO-02"]
    assert steps_with_act(policy, act=Act.DEMAND_TIME_OUT, category=Category.PARTY) == ()
    with pytest.raises(StepUnknown):
        step_named(policy, "SOP-99")


def test_a_due_time_counts_from_its_moment_or_from_the_step_before(policy: Policy) -> None:
    board = step_named(policy, "SOP-02a")
    assert due_at(board, anchors={"opened": NOON}) == NOON + timedelta(hours=2)
    meeting = step_named(policy, "KNO-04")
    assert due_at(meeting, anchors={"opened": NOON}) is None
    assert due_at(meeting, anchors={"KNO-01f": NOON}) == NOON + timedelta(hours=72)


def test_a_step_is_late_just_after_its_time_and_not_at_it(policy: Policy) -> None:
    board, due = step_named(policy, "SOP-02a"), NOON + timedelta(hours=2)
    assert not is_late(board, anchors={"opened": NOON}, now=due)
    assert is_late(board, anchors={"opened": NOON}, now=due + timedelta(microseconds=1))


@pytest.mark.policy("PRN-04")
@given(step=STEPS, opened=TIMES, now=TIMES)
def test_nothing_the_affected_person_is_offered_is_ever_late(step: Step, opened: datetime, now: datetime) -> None:
    anchors = dict.fromkeys((*EVERY_ANCHOR, *ids(EVERY_STEP)), opened)
    if step.owner is Owner.AFFECTED:
        assert due_at(step, anchors=anchors) is None
        assert not is_late(step, anchors=anchors, now=now)
        assert next_occurrence(step, finished_at=now) is None
    else:
        assert is_late(step, anchors=anchors, now=now) == (step.due is not None and now - opened > step.due.within)


EVERY_ANCHOR = tuple({step.due.after for step in EVERY_STEP if step.due})


def test_a_time_without_a_zone_is_refused(policy: Policy) -> None:
    with pytest.raises(ValueError, match="zone"):
        due_at(step_named(policy, "SOP-02a"), anchors={"opened": NOON.replace(tzinfo=None)})


@pytest.mark.policy("ASP-01", "KNO-10", "ORG-05")
def test_what_comes_back_by_the_clock_counts_from_when_it_was_done(policy: Policy) -> None:
    def again(step_id: str) -> timedelta | None:
        at = next_occurrence(step_named(policy, step_id), finished_at=NOON)
        return None if at is None else at - NOON

    assert again("ASP-01b") == timedelta(days=7)
    assert again("KNO-10c") == timedelta(days=90)
    assert again("ORG-05a") == timedelta(days=90)
    assert again("ORG-05b") is None
    assert again("SOP-02a") is None


@pytest.mark.policy("SOP-05", "ASM-01", "ASP-08", "ASM-02")
@pytest.mark.parametrize("step_id", ["SOP-05c", "ASM-01c", "ASP-08a", "ASM-02a"])
def test_safety_is_looked_over_before_each_event(policy: Policy, step_id: str) -> None:
    assert occurrence_before(step_named(policy, step_id), event_at=NOON) == NOON - timedelta(hours=72)
    assert occurrence_before(step_named(policy, "ASP-03"), event_at=NOON) is None


@pytest.mark.policy("REE-05")
def test_a_step_whose_condition_is_not_met_holds_nothing_up(policy: Policy) -> None:
    decide = step_named(policy, "REE-05")
    everyone = ids(steps_for(policy, category=Category.REENTRY, phase=None))
    assert waits_for(decide, finished={"REE-02"}, applying=everyone) == ("REE-03", "REE-04")
    assert waits_for(decide, finished={"REE-02"}, applying=everyone - {"REE-04"}) == ("REE-03",)
    assert waits_for(decide, finished={"REE-02", "REE-03"}, applying=everyone - {"REE-04"}) == ()


def test_closing_waits_for_duties_and_assessments_but_not_for_what_is_optional(policy: Policy) -> None:
    assert closing_waits_for(step_named(policy, "SOP-01"))
    assert closing_waits_for(step_named(policy, "SOP-04"))
    assert closing_waits_for(step_named(policy, "AFF-04"))
    assert not closing_waits_for(step_named(policy, "AFF-01"))
    assert not closing_waits_for(step_named(policy, "ASP-02"))


def test_equal_steps_survive_a_change_of_category(policy: Policy) -> None:
    kept = equal_steps(policy, before_category=Category.PARTY, after_category=Category.MUNICIPAL)
    assert kept["SOP-01"] == "SOM-01"
    assert kept["ASP-01a"] == "ASM-03a"
    assert kept["AFF-01"] == "AFF-01"
    assert "SOP-03a" not in kept, "the federation stands outside the municipal circle"


@pytest.mark.policy("KNO-12")
def test_evidence_and_contact_person_survive_when_the_person_becomes_known(policy: Policy) -> None:
    kept = equal_steps(
        policy,
        before_category=Category.INTERNAL,
        before_phase=Phase.UNKNOWN,
        after_category=Category.INTERNAL,
        after_phase=Phase.KNOWN,
    )
    assert kept["UNK-02c"] == "KNO-01e"
    assert kept["KNO-03a"] == "KNO-03a"
    assert "UNK-02d" not in kept, "a mapping that has not heard the accused is not finished"
    assert "UNK-03" not in kept


@pytest.mark.parametrize(("before", "after"), list(product(PHASED, PHASED)))
def test_a_change_and_back_again_keeps_what_it_kept(
    policy: Policy, before: tuple[Category, Phase | None], after: tuple[Category, Phase | None]
) -> None:
    there = equal_steps(
        policy,
        before_category=before[0],
        before_phase=before[1],
        after_category=after[0],
        after_phase=after[1],
    )
    back = equal_steps(
        policy,
        before_category=after[0],
        before_phase=after[1],
        after_category=before[0],
        after_phase=before[1],
    )
    assert {new: old for old, new in there.items()} == dict(back)
    if before == after:
        assert set(there) == ids(steps_for(policy, category=before[0], phase=before[1]))


@pytest.mark.policy("SOM-04")
def test_the_federation_hears_of_a_municipal_case_only_when_the_affected_person_asks(policy: Policy) -> None:
    everything = frozenset(QUESTIONS)
    refused = is_disclosure_allowed(
        policy, category=Category.MUNICIPAL, recipient=Recipient.FEDERATION, consents=everything
    )
    assert (refused.is_allowed, refused.because) == (False, Because.LIST_IS_CLOSED)
    asked = is_disclosure_allowed(
        policy,
        category=Category.MUNICIPAL,
        recipient=Recipient.FEDERATION,
        consents=frozenset(),
        asked_for={Recipient.FEDERATION: False},
    )
    assert (asked.is_allowed, asked.may_name, asked.because) == (True, False, Because.ASKED_FOR)


@pytest.mark.policy("SOI-04")
def test_the_federation_hears_of_an_internal_case_without_the_name(policy: Policy) -> None:
    told = is_disclosure_allowed(
        policy, category=Category.INTERNAL, recipient=Recipient.FEDERATION, consents=frozenset()
    )
    assert (told.is_allowed, told.may_name, told.needs) == (True, False, "name_to_federation")
    assert told.safety_gives_name
    named = is_disclosure_allowed(
        policy, category=Category.INTERNAL, recipient=Recipient.FEDERATION, consents={"name_to_federation"}
    )
    assert named.may_name


@pytest.mark.policy("INT-02")
def test_the_members_never_get_the_name_whoever_asks(policy: Policy) -> None:
    told = is_disclosure_allowed(
        policy,
        category=Category.INTERNAL,
        recipient=Recipient.ALL_MEMBERS,
        consents={"statement_to_members"},
        asked_for={Recipient.ALL_MEMBERS: True},
    )
    assert told.is_allowed
    assert not told.may_name


def test_the_board_includes_its_chairs_where_they_have_no_line_of_their_own(policy: Policy) -> None:
    def may(category: Category, recipient: Recipient) -> bool:
        return is_disclosure_allowed(policy, category=category, recipient=recipient, consents=frozenset()).is_allowed

    assert may(Category.PARTY, Recipient.VICE_CHAIR)
    assert may(Category.MUNICIPAL, Recipient.CHAIR)
    assert not may(Category.INTERNAL, Recipient.VICE_CHAIR)


@given(category=CATEGORIES, recipient=RECIPIENTS, fewer=ANSWERS, more=ANSWERS)
def test_a_yes_never_closes_what_was_open(
    category: Category, recipient: Recipient, fewer: frozenset[str], more: frozenset[str]
) -> None:
    before = is_disclosure_allowed(STANDARD, category=category, recipient=recipient, consents=fewer)
    after = is_disclosure_allowed(STANDARD, category=category, recipient=recipient, consents=fewer | more)
    assert after.is_allowed >= before.is_allowed
    assert after.may_name >= before.may_name
    assert before.is_allowed or not before.may_name


@given(category=CATEGORIES, recipient=RECIPIENTS, consents=ANSWERS)
def test_the_consent_that_a_refusal_names_is_the_one_that_opens(
    category: Category, recipient: Recipient, consents: frozenset[str]
) -> None:
    verdict = is_disclosure_allowed(STANDARD, category=category, recipient=recipient, consents=consents)
    if verdict.needs is not None:
        assert verdict.needs not in consents
        opened = is_disclosure_allowed(
            STANDARD, category=category, recipient=recipient, consents=consents | {verdict.needs}
        )
        assert (opened.is_allowed, opened.may_name) > (verdict.is_allowed, verdict.may_name)


def holders_of(policy: Policy, category: Category, compartment: Compartment, **at: Moment) -> set[Holder]:
    return {
        rule.holder
        for moment in at.values() or Moment
        for rule in access_at(policy, category=category, moment=moment, consents=frozenset(QUESTIONS))
        if compartment in rule.opens
    }


@pytest.mark.policy("CON-01")
@pytest.mark.parametrize("category", ORIGINS)
def test_nobody_but_officers_reporter_and_affected_reads_what_was_sent_in(policy: Policy, category: Category) -> None:
    readers = {Holder.REPORTER, Holder.SECURITY_OFFICER, Holder.AFFECTED}
    assert holders_of(policy, category, Compartment.SUBMISSION) == readers


@pytest.mark.policy("UNK-05")
def test_only_the_investigators_open_the_investigation(policy: Policy) -> None:
    assert holders_of(policy, Category.INTERNAL, Compartment.INVESTIGATION) == {Holder.INVESTIGATOR}


@pytest.mark.policy("SOI-02")
def test_the_chair_reads_an_internal_report_only_after_the_affected_persons_yes(policy: Policy) -> None:
    assert Holder.CHAIR not in holders_of(policy, Category.INTERNAL, Compartment.REPORT, at=Moment.INTAKE)
    assert Holder.CHAIR not in holders_of(policy, Category.INTERNAL, Compartment.REPORT, at=Moment.CHAIR_INFORMED)
    given_yes = access_at(policy, category=Category.INTERNAL, moment=Moment.CONSENT_GIVEN, consents={"involve_chair"})
    assert [(rule.holder, rule.role, rule.opens) for rule in given_yes] == [
        (Holder.CHAIR, CaseRole.ACCOUNTABLE, (Compartment.REPORT,))
    ]
    assert access_at(policy, category=Category.INTERNAL, moment=Moment.CONSENT_GIVEN) == ()


@pytest.mark.parametrize("category", [Category.PARTY, Category.MUNICIPAL])
def test_the_chair_reads_reports_from_outside_at_once(policy: Policy, category: Category) -> None:
    assert Holder.CHAIR in holders_of(policy, category, Compartment.REPORT, at=Moment.INTAKE)


@pytest.mark.policy("ORG-04")
def test_the_council_group_opens_the_account_and_only_when_summoned(policy: Policy) -> None:
    for compartment in Compartment:
        holds = Holder.COUNCIL_GROUP in holders_of(policy, Category.INTERNAL, compartment)
        assert holds == (compartment is Compartment.ACCOUNT)
    assert holders_of(policy, Category.INTERNAL, Compartment.ACCOUNT, at=Moment.GROUP_SUMMONED) == {
        Holder.COUNCIL_GROUP
    }


@pytest.mark.policy("CON-02")
def test_a_barred_officer_is_passed_over(policy: Policy) -> None:
    barred = frozenset({Link.CHAIR, Link.ELECTED_BY_BOARD})
    assert line_of(policy, duty=Duty.CHAIR, barred=barred) == (Link.VICE_CHAIR, Link.FEDERATION)
    assert line_of(policy, duty=Duty.CHAIR)[0] is Link.CHAIR


def test_kept_months_are_calendar_months(policy: Policy) -> None:
    end_of_november = datetime(2026, 11, 30, 9, 30, tzinfo=UTC)
    assert cleared_at(policy, kept=Kept.UNSUBSTANTIATED_CASE, since=end_of_november) == datetime(
        2027, 2, 28, 9, 30, tzinfo=UTC
    )
    assert cleared_at(policy, kept=Kept.CASE, since=NOON) == datetime(2028, 3, 4, 12, tzinfo=UTC)
    assert cleared_at(policy, kept=Kept.DRAFTS, since=NOON) == NOON + timedelta(days=30)


@given(since=TIMES, months=st.integers(1, 600), more=st.integers(0, 24))
def test_a_longer_period_never_ends_earlier(since: datetime, months: int, more: int) -> None:
    end = end_of(Period(months=months), since=since)
    assert since < end <= end_of(Period(months=months + more), since=since)
    assert (end.year * 12 + end.month) - (since.year * 12 + since.month) == months
    assert end.day <= since.day


def test_offices_have_the_same_names_here_as_in_the_access_table(policy: Policy) -> None:
    assert {office.value for office in Office} == {office.value for office in access_table.Office}
    external = {office.value for office, text in policy.titles.offices.items() if text.external}
    assert external == {office.value for office in access_table.EXTERNAL_OFFICES}
