"""What the shipped policy says: every requirement has a part that carries it, and its figures are the agreed ones."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from pydantic import BaseModel

from app.policy.rules import PLANS_OF, is_disclosure_allowed, standing_duties, step_named, steps_for
from app.policy.schema import Policy, Step, Text
from app.policy.terms import (
    ORIGINS,
    Act,
    Category,
    Condition,
    Kept,
    Kind,
    Link,
    MajorityBase,
    Names,
    Office,
    Owner,
    Phase,
    Plan,
    Recipient,
    Trigger,
)

CARRIED_BY_STEPS = (
    *(f"AFF-0{n}" for n in range(1, 7)),
    *(f"SOP-0{n}" for n in range(1, 6)),
    *(f"SOM-0{n}" for n in range(1, 5)),
    *(f"SOI-0{n}" for n in range(1, 5)),
    *(f"ASP-0{n}" for n in range(1, 9)),
    *(f"ASM-0{n}" for n in range(1, 9)),
    "INT-02",
    *(f"UNK-0{n}" for n in range(1, 6)),
    *(f"KNO-{n:02}" for n in range(1, 13)),
    *(f"REE-0{n}" for n in range(1, 7)),
    "ORG-02",
    "ORG-03",
    "ORG-05",
    "ORG-06",
)
CARRIED_ELSEWHERE = (
    *(f"PRN-0{n}" for n in range(1, 6)),
    "ORG-01",
    "ORG-04",
    "INT-01",
    *(f"CGR-0{n}" for n in range(1, 7)),
    *(f"CON-0{n}" for n in range(1, 6)),
)
PHASED = tuple((category, phase) for category, phase in PLANS_OF if category in ORIGINS)
"""Of cases: a matter of return has no reporter, no contact person and nothing that is sent in."""


def refs_in(part: object) -> Iterator[str]:
    if isinstance(part, BaseModel):
        for name in type(part).model_fields:
            value = getattr(part, name)
            if name == "ref":
                yield value
            elif name in {"refs", "also"}:
                yield from value
            else:
                yield from refs_in(value)
    elif isinstance(part, tuple):
        for each in part:
            yield from refs_in(each)
    elif hasattr(part, "values"):
        for each in part.values():
            yield from refs_in(each)


def texts_in(part: object) -> Iterator[Text]:
    if isinstance(part, Text):
        yield part
    elif isinstance(part, BaseModel):
        for name in type(part).model_fields:
            yield from texts_in(getattr(part, name))
    elif isinstance(part, tuple):
        for each in part:
            yield from texts_in(each)
    elif hasattr(part, "values"):
        for each in part.values():
            yield from texts_in(each)


@pytest.mark.policy(*CARRIED_BY_STEPS)
@pytest.mark.parametrize("requirement", CARRIED_BY_STEPS)
def test_every_duty_of_the_written_policy_is_a_step(policy: Policy, requirement: str) -> None:
    assert any(requirement in step.refs for _, step in policy.all_steps())


@pytest.mark.policy(*CARRIED_ELSEWHERE)
@pytest.mark.parametrize("requirement", CARRIED_ELSEWHERE)
def test_every_other_requirement_is_carried_by_some_part(policy: Policy, requirement: str) -> None:
    assert requirement in set(refs_in(policy))


def test_the_file_refers_to_nothing_that_the_requirements_do_not_have(policy: Policy) -> None:
    assert set(refs_in(policy)) == {*CARRIED_BY_STEPS, *CARRIED_ELSEWHERE}


@pytest.mark.policy("PRN-04")
def test_the_affected_person_is_offered_things_and_never_late(policy: Policy) -> None:
    theirs = [step for _, step in policy.all_steps() if step.owner is Owner.AFFECTED]
    assert {step.id for step in theirs} == {f"AFF-0{n}" for n in range(1, 7)}
    assert all(step.is_offer and step.due is None and step.recurrence is None for step in theirs)
    assert {step.id for step in theirs if step.now} == {"AFF-02", "AFF-03"}


@pytest.mark.policy("AFF-03")
def test_only_municipal_cases_send_the_affected_person_to_the_municipality(policy: Policy) -> None:
    for category, phase in PHASED:
        ids = {step.id for step in steps_for(policy, category=category, phase=phase)}
        assert ("AFF-03" in ids) == (category is Category.MUNICIPAL)
    assert step_named(policy, "AFF-03").delegable


@pytest.mark.policy("PRN-04", "PRN-05")
def test_no_text_calls_anyone_what_the_policy_would_not(policy: Policy) -> None:
    swedish = re.compile(r"\b(offer|offret|offren|förövar\w+|gärningsm\w+|incident\w*|skyldig)\b", re.IGNORECASE)
    english = re.compile(r"\b(victims?|perpetrators?|offenders?|guilty|incidents?)\b", re.IGNORECASE)
    texts = list(texts_in(policy))
    assert len(texts) > 300
    assert [text for text in texts if swedish.search(text.sv) or english.search(text.en)] == []


@pytest.mark.policy("ORG-03", "AFF-06", "ASP-01", "ASM-03", "KNO-03")
@pytest.mark.parametrize(("category", "phase"), PHASED)
def test_a_contact_person_is_appointed_within_a_day_and_keeps_in_touch_every_week(
    policy: Policy, category: Category, phase: Phase | None
) -> None:
    by_act = {step.act: step for step in steps_for(policy, category=category, phase=phase)}
    appoint, touch = by_act[Act.APPOINT_CONTACT_PERSON], by_act[Act.KEEP_IN_TOUCH]
    assert appoint.due is not None
    assert (appoint.due.within, appoint.due.after) == (timedelta(hours=24), "opened")
    assert touch.recurrence is not None
    assert touch.recurrence.every == timedelta(days=7)
    assert touch.after == (appoint.id,)


AT_ONCE = ("SOP-02a", "SOP-02b", "SOP-03a", "SOM-02a", "SOM-02b", "SOM-03a", "SOI-03a", "SOI-03b", "SOI-04a", "KNO-02")


@pytest.mark.policy("SOP-02", "SOP-03", "SOM-02", "SOM-03", "SOI-03", "SOI-04", "KNO-02")
@pytest.mark.parametrize("step_id", AT_ONCE)
def test_immediately_means_within_two_hours(policy: Policy, step_id: str) -> None:
    step = step_named(policy, step_id)
    assert step.now
    assert step.kind is Kind.MANDATORY
    assert step.due is not None
    assert step.due.within == timedelta(hours=2)


@pytest.mark.policy("AFF-04", "SOP-03", "SOP-04", "SOP-05", "ASP-07", "ASM-01", "ASM-07", "UNK-04", "KNO-06", "KNO-07")
def test_what_has_to_be_assessed_is_assessed(policy: Policy) -> None:
    assessed = {step.ref for _, step in policy.all_steps() if step.is_assessed}
    expected = "AFF-04 SOP-03 SOP-04 SOP-05 SOM-03 SOI-04 ASP-07 ASM-01 ASM-07 UNK-04 KNO-06 KNO-07 KNO-11"
    assert assessed == set(expected.split())


@pytest.mark.policy("ASP-05", "ASM-06", "KNO-11")
@pytest.mark.parametrize("step_id", ["ASP-05", "ASM-06", "KNO-11a"])
def test_the_media_plan_is_signed_by_both(policy: Policy, step_id: str) -> None:
    step = step_named(policy, step_id)
    assert step.joint_sign_off == (Owner.AFFECTED, Owner.ASSOCIATION)
    assert step.due is not None
    assert step.due.within == timedelta(hours=48)


@pytest.mark.policy("UNK-01", "UNK-05")
def test_an_unknown_person_is_looked_for_by_two_or_three(policy: Policy) -> None:
    size = step_named(policy, "UNK-01").group_size
    assert size is not None
    assert (size.least, size.most) == (2, 3)


@pytest.mark.policy("INT-01")
def test_while_nobody_knows_who_it_is_the_affected_person_is_protected_and_nobody_is_measured(policy: Policy) -> None:
    unknown = {step.act for step in steps_for(policy, category=Category.INTERNAL, phase=Phase.UNKNOWN)}
    known = {step.act for step in steps_for(policy, category=Category.INTERNAL, phase=Phase.KNOWN)}
    protects = {Act.APPOINT_CONTACT_PERSON, Act.KEEP_IN_TOUCH}
    against_somebody = {Act.DEMAND_TIME_OUT, Act.RAISE_CONFIDENCE, Act.OPEN_EXCLUSION}
    assert protects <= unknown & known
    assert against_somebody <= known - unknown


@pytest.mark.policy("UNK-02", "KNO-01", "KNO-04")
def test_mapping_takes_two_weeks_and_the_board_meets_within_three_days(policy: Policy) -> None:
    def due(step_id: str) -> tuple[timedelta, str]:
        step = step_named(policy, step_id)
        assert step.due is not None
        return step.due.within, step.due.after

    assert due("UNK-02d") == due("KNO-01f") == (timedelta(days=14), "phase_set")
    assert due("KNO-04") == (timedelta(hours=72), "KNO-01f")


@pytest.mark.policy("KNO-05", "KNO-09", "KNO-10", "REE-03", "REE-04", "ASP-04", "UNK-03", "SOP-02")
def test_what_applies_only_sometimes_says_when(policy: Policy) -> None:
    conditions = {step.id: step.condition for _, step in policy.all_steps() if step.condition}
    assert conditions["KNO-05"] is Condition.SEVERE
    assert conditions["KNO-09"] is Condition.CONFIDENCE_DENIED
    assert {conditions[f"KNO-10{letter}"] for letter in "abcde"} == {Condition.NOT_SEVERE}
    assert conditions["REE-03"] is Condition.AFFECTED_STILL_THERE
    assert conditions["REE-04"] is Condition.NO_CONFIDENCE_BEFORE
    assert conditions["UNK-03"] is Condition.PROBABLE_PERSON
    assert conditions["SOP-02b"] is Condition.COMMITTEE_CONCERNED
    assert conditions["ASP-04"] is conditions["ASM-05"] is conditions["KNO-06b"] is Condition.GOES_TO_COURT


@pytest.mark.policy("ASP-07", "ASM-07", "KNO-11")
def test_whether_the_media_plan_is_used_is_answered_with_a_reason_either_way(policy: Policy) -> None:
    """By assessing it: a condition beside that would ask the same, and let a "no" pass without a word of why."""
    steps = [step for _, step in policy.all_steps() if step.equals == "use_media_plan"]
    assert {step.id for step in steps} == {"ASP-07", "ASM-07", "KNO-11b"}
    assert {(step.kind, step.condition) for step in steps} == {(Kind.ASSESS, None)}


@pytest.mark.policy("KNO-09", "CGR-06")
def test_the_exclusion_case_after_a_lost_vote_needs_nobody(policy: Policy) -> None:
    automatic = [step for _, step in policy.all_steps() if step.automatic]
    assert [step.act for step in automatic] == [Act.OPEN_EXCLUSION]
    assert policy.votes.confidence.opens_exclusion
    assert not policy.votes.consultation.opens_exclusion


@pytest.mark.policy("SOI-02")
def test_the_affected_person_is_asked_about_each_of_four_people(policy: Policy) -> None:
    asked = step_named(policy, "SOI-02").asks
    told = [recipient for question in policy.consents if question.id in asked for recipient in question.tells]
    assert told == [
        Recipient.CHAIR,
        Recipient.VICE_CHAIR,
        Recipient.GROUP_LEADER,
        Recipient.EXECUTIVE_BOARD_CHAIR,
    ]


@pytest.mark.policy("SOM-04")
def test_a_municipal_case_stays_inside_its_circle(policy: Policy) -> None:
    rules = policy.disclosure[Category.MUNICIPAL]
    assert rules.is_closed
    assert {line.to for line in rules.allow if line.consent is None} == {
        Recipient.AFFECTED,
        Recipient.SECURITY_OFFICER,
        Recipient.BOARD,
        Recipient.COMMITTEE_CHAIR,
        Recipient.MUNICIPAL_SECURITY_OFFICER,
        Recipient.CONTACT_PERSON,
    }
    assert rules.line_for(Recipient.FEDERATION) is None


@pytest.mark.policy("SOP-04", "ASP-02", "ASP-06", "ASM-08", "INT-02")
@pytest.mark.parametrize(
    ("category", "recipient"),
    [
        (Category.PARTY, Recipient.MUNICIPAL_SECURITY_OFFICER),
        (Category.PARTY, Recipient.WHOLE_GROUP),
        (Category.PARTY, Recipient.COUNCIL_GROUP),
        (Category.MUNICIPAL, Recipient.COUNCIL_GROUP),
        (Category.MUNICIPAL, Recipient.COMMITTEE_MEMBERS),
        (Category.INTERNAL, Recipient.ALL_MEMBERS),
    ],
)
def test_these_are_told_only_after_a_yes(policy: Policy, category: Category, recipient: Recipient) -> None:
    refused = is_disclosure_allowed(policy, category=category, recipient=recipient, consents=frozenset())
    assert not refused.is_allowed
    assert refused.needs is not None
    assert is_disclosure_allowed(policy, category=category, recipient=recipient, consents={refused.needs}).is_allowed


@pytest.mark.policy("INT-02")
def test_the_statement_to_all_members_names_nobody(policy: Policy) -> None:
    (telling,) = step_named(policy, "INT-02").informs
    assert (telling.to, telling.names) == (Recipient.ALL_MEMBERS, Names.NEVER)


@pytest.mark.policy("CON-02")
def test_each_duty_has_its_line_of_successors(policy: Policy) -> None:
    chains = {duty.value: chain.links for duty, chain in policy.escalation.chains.items()}
    assert chains == {
        "chair": (Link.CHAIR, Link.VICE_CHAIR, Link.ELECTED_BY_BOARD, Link.FEDERATION),
        "security_officer": (
            Link.SECURITY_OFFICER,
            Link.OTHER_SECURITY_OFFICER,
            Link.APPOINTED_BY_CHAIR,
            Link.FEDERATION,
        ),
        "group_leader": (Link.GROUP_LEADER, Link.DEPUTY_GROUP_LEADER, Link.APPOINTED_BY_GROUP),
    }
    assert policy.escalation.next_after == timedelta(minutes=15)


@pytest.mark.policy("CON-05")
def test_breaking_the_glass_takes_two_and_is_told(policy: Policy) -> None:
    assert policy.emergency_override.people == 2
    assert policy.emergency_override.tells_affected


@pytest.mark.policy("CGR-03", "CGR-04", "CGR-05")
def test_no_confidence_takes_two_thirds_of_those_who_decide_in_secret(policy: Policy) -> None:
    rule = policy.votes.confidence
    assert (rule.majority.numerator, rule.majority.denominator, rule.majority.strict) == (2, 3, False)
    assert rule.majority.base is MajorityBase.DECIDED
    assert rule.majority.is_reached_by(14, of=21)
    assert not rule.majority.is_reached_by(13, of=21)
    assert rule.roll.members
    assert rule.roll.substitutes
    assert not rule.roll.accused
    assert rule.secret
    assert (rule.tellers.count, rule.tellers.threshold) == (3, 2)
    assert (rule.check_window.in_room, rule.check_window.at_distance) == (timedelta(minutes=2), timedelta(hours=24))
    assert rule.fewest_envelopes == 5
    assert rule.hearing_first


@pytest.mark.policy("REE-04")
def test_the_group_is_consulted_on_a_return_by_simple_majority(policy: Policy) -> None:
    rule = policy.votes.consultation
    assert rule.advisory
    assert not rule.majority.is_reached_by(10, of=20)
    assert rule.majority.is_reached_by(11, of=20)


@pytest.mark.policy("ORG-02", "ORG-05", "ORG-06", "REE-06")
def test_the_association_has_duties_without_any_case(policy: Policy) -> None:
    by_act: dict[Act | None, list[Step]] = {}
    for step in standing_duties(policy):
        by_act.setdefault(step.act, []).append(step)
    regularly, for_the_new = by_act[Act.INFORM_MEMBERS]
    assert regularly.recurrence is not None
    assert regularly.recurrence.every == timedelta(days=90)
    assert for_the_new.recurrence is not None
    assert for_the_new.recurrence.whenever is Trigger.MEMBER_JOINED
    assert {Act.APPOINT_SECURITY_OFFICER, Act.REPORT_SECURITY_OFFICER, Act.CHECK_NOMINATION} <= by_act.keys()


@pytest.mark.policy("ORG-02")
def test_there_is_always_a_security_officer_and_the_municipality_knows_who(policy: Policy) -> None:
    officer = policy.titles.offices[Office.SECURITY_OFFICER]
    assert officer.at_least == 1
    assert officer.reported_to is Office.MUNICIPAL_SECURITY_OFFICER


def test_default_times_are_the_agreed_ones(policy: Policy) -> None:
    hour, day = timedelta(hours=1), timedelta(days=1)
    times = policy.deadlines
    assert (times.acknowledge, times.now, times.appoint_contact) == (timedelta(minutes=15), 2 * hour, 24 * hour)
    assert (times.check_in, times.media_plan, times.mapping) == (7 * day, 48 * hour, 14 * day)
    assert (times.board_after_mapping, times.time_out_review) == (72 * hour, 90 * day)
    assert (times.inform_members, times.accused_statement) == (90 * day, 14 * day)


def test_kept_periods_are_the_agreed_ones(policy: Policy) -> None:
    assert {kept.value: str(period.keep) for kept, period in policy.retention.periods.items()} == {
        Kept.UNSUBSTANTIATED_CASE: "3mo",
        Kept.CASE: "24mo",
        Kept.DEPARTURE: "24mo",
        Kept.BALLOTS: "3mo",
        Kept.LOGS: "24mo",
        Kept.DRAFTS: "30d",
    }


@pytest.mark.policy("KNO-10")
def test_what_we_added_says_so(policy: Policy) -> None:
    ours = {step.ref for _, step in policy.all_steps() if step.ours}
    assert {"AFF-03", "SOP-04", "SOM-04", "SOI-04", "INT-02", "KNO-10", "REE-04"} <= ours


def test_every_plan_has_steps(policy: Policy) -> None:
    assert all(policy.plans[plan] for plan in Plan)


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_parts_of_a_case_have_one_name_on_the_page_and_in_the_policy(policy: Policy, language: str) -> None:
    page = (Path(__file__).parents[2] / "frontend" / "src" / "messages" / f"cases.{language}.ts").read_text()
    block = page.partition("  compartments: {")[2].partition("  }")[0]
    on_page = dict(re.findall(r'^ +(\w+): "([^"]+)",$', block, flags=re.MULTILINE))
    titles = policy.titles.compartments
    assert on_page == {part.value: getattr(title, language) for part, title in titles.items()}
