from collections.abc import Collection
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.access.rules import CONFIRMED_OFFICES, TASKS, Office, Task
from app.people import rules
from app.people.rules import Choice, NextInLine, NotASecondPerson, TermFacts, TermStatus

START = date(2026, 1, 1)
HORIZON = 60


def day(number: int) -> date:
    return START + timedelta(days=number)


def term(
    office: Office = Office.SECURITY_OFFICER,
    *,
    person: UUID | None = None,
    starts: int = 0,
    ends: int | None = None,
    rank: int = 1,
    is_cut_short: bool = False,
    status: TermStatus = TermStatus.CONFIRMED,
    proposed_by: UUID | None = None,
) -> TermFacts:
    return TermFacts(
        id=uuid4(),
        person_id=person or uuid4(),
        office=office,
        starts_on=day(starts),
        ends_on=None if ends is None else day(ends),
        rank=rank,
        is_cut_short=is_cut_short,
        status=status,
        proposed_by=proposed_by,
    )


@st.composite
def terms_of_one_office(draw: st.DrawFn) -> list[TermFacts]:
    made = []
    for _ in range(draw(st.integers(1, 5))):
        starts = draw(st.integers(-20, 40))
        ends = draw(st.none() | st.integers(starts, 50))
        status = draw(st.sampled_from([TermStatus.CONFIRMED] * 4 + [TermStatus.PROPOSED]))
        made.append(term(starts=starts, ends=ends, is_cut_short=draw(st.booleans()), status=status))
    return made


# --- in force --------------------------------------------------------------------------------------------------


def test_a_term_holds_from_its_first_day_through_its_last() -> None:
    held = term(starts=3, ends=5)
    assert [rules.is_in_force(held, on=day(number)) for number in (2, 3, 5, 6)] == [False, True, True, False]


@pytest.mark.parametrize("status", [TermStatus.PROPOSED, TermStatus.DECLINED])
def test_only_a_confirmed_term_is_in_force(status: TermStatus) -> None:
    assert not rules.is_in_force(term(status=status), on=day(1))


def test_a_day_begins_at_midnight_in_sweden() -> None:
    assert rules.local_date(datetime(2026, 6, 30, 21, 59, tzinfo=UTC)) == date(2026, 6, 30)
    assert rules.local_date(datetime(2026, 6, 30, 22, 0, tzinfo=UTC)) == date(2026, 7, 1)


@given(terms_of_one_office(), st.integers(-25, HORIZON))
def test_holders_are_those_whose_offices_say_so(terms: list[TermFacts], number: int) -> None:
    on = day(number)
    held = rules.holders(Office.SECURITY_OFFICER, terms, on=on)
    by_person = {
        one.person_id for one in terms if Office.SECURITY_OFFICER in rules.offices_of(one.person_id, terms, on=on)
    }
    assert set(held) == by_person
    assert len(held) == len(set(held))


@given(terms_of_one_office(), st.integers(0, HORIZON))
def test_the_first_vacant_day_is_the_first_that_nobody_holds(terms: list[TermFacts], since: int) -> None:
    expected = next((day(n) for n in range(since, 3 * HORIZON) if not rules.is_held(terms, on=day(n))), None)
    assert rules.first_vacant_day(terms, since=day(since)) == expected


@given(terms_of_one_office(), terms_of_one_office())
def test_terms_overlap_when_they_share_a_day(ones: list[TermFacts], others: list[TermFacts]) -> None:
    def days(one: TermFacts) -> set[int]:
        return {n for n in range(-30, HORIZON + 1) if one.starts_on <= day(n) <= (one.ends_on or day(HORIZON))}

    for one in ones:
        for other in others:
            assert rules.overlap(one, other) is bool(days(one) & days(other))
            assert rules.overlap(one, other) is rules.overlap(other, one)


def test_a_withdrawn_term_overlaps_nothing() -> None:
    assert not rules.overlap(term(starts=10, ends=9), term(starts=0))


# --- leaving an office -----------------------------------------------------------------------------------------


def cut(which: TermFacts, *, ends: date) -> TermFacts:
    return replace(which, ends_on=ends, is_cut_short=True)


def shortened(terms: Collection[TermFacts], which: TermFacts, *, ends: date) -> list[TermFacts]:
    return [cut(one, ends=ends) if one is which else one for one in terms]


def vacancy_by_counting(before: Collection[TermFacts], after: Collection[TermFacts], *, today: date) -> date | None:
    """The rule again, day by day, as the docstring tells it."""
    number = (today - START).days
    was_newly_vacant = False
    for on in (day(n) for n in range(number, HORIZON)):
        is_new = rules.is_held(before, on=on) and not rules.is_held(after, on=on)
        if is_new and not was_newly_vacant:
            eve = on - timedelta(days=1)
            leaving = [one for one in after if rules.is_in_force(one, on=eve) and one.ends_on == eve]
            runs_out = on > today and leaving and not any(one.is_cut_short for one in leaving)
            if not runs_out:
                return on
        was_newly_vacant = is_new
    return None


@pytest.mark.policy("ORG-02")
@given(terms_of_one_office(), st.data())
def test_the_vacancy_rule_is_what_counting_days_gives(terms: list[TermFacts], data: st.DataObject) -> None:
    """One term is ended, or, when a person is retired, several at once."""
    after = []
    for one in terms:
        first, last = (one.starts_on - START).days - 1, ((one.ends_on or day(HORIZON - 5)) - START).days
        ends = data.draw(st.none() | st.integers(first, last))
        after.append(one if ends is None else cut(one, ends=day(ends)))
    today = day(data.draw(st.integers(-5, 20)))
    assert rules.vacancy_made(terms, after, today=today) == vacancy_by_counting(terms, after, today=today)


@pytest.mark.policy("ORG-02")
@given(terms_of_one_office(), st.integers(-1, 40))
def test_the_last_officer_can_never_be_ended_alone(terms: list[TermFacts], ends: int) -> None:
    """Whoever holds the office alone and without an end cannot be ended on any day with nobody to follow."""
    last = term(starts=-1)
    others = [one for one in terms if one.ends_on is not None and one.ends_on < day(ends)]
    after = shortened([*others, last], last, ends=day(ends))
    assert rules.vacancy_made([*others, last], after, today=START) is not None


@pytest.mark.policy("ORG-02")
@given(st.integers(0, 30), st.integers(0, 5))
def test_a_successor_without_a_gap_frees_the_last_officer(ends: int, overlap: int) -> None:
    last, successor = term(starts=-5), term(starts=ends + 1 - overlap)
    after = shortened([last, successor], last, ends=day(ends))
    assert rules.vacancy_made([last, successor], after, today=START) is None
    assert rules.follows_without_gap(successor, last_day=day(ends))


@pytest.mark.policy("ORG-02")
def test_a_successor_a_day_late_or_unconfirmed_frees_nobody() -> None:
    last = term(starts=-5)
    for successor in (term(starts=12), term(starts=11, status=TermStatus.PROPOSED)):
        after = shortened([last, successor], last, ends=day(10))
        assert rules.vacancy_made([last, successor], after, today=START) == day(11)
        assert not rules.follows_without_gap(successor, last_day=day(10))


def test_two_officers_cannot_both_be_cut_short() -> None:
    first, second = term(), term(ends=20, is_cut_short=True)
    assert rules.vacancy_made([first, second], shortened([first, second], first, ends=day(10)), today=START) == day(21)


def test_a_vacancy_is_judged_by_how_it_begins() -> None:
    """Retiring ends both of a person's terms; what is vacant begins with the deputy's elected end."""
    deputy, first, again = term(ends=8), term(ends=10), term(starts=11)
    after = [deputy, cut(first, ends=day(5)), cut(again, ends=day(10))]
    assert rules.vacancy_made([deputy, first, again], after, today=START) is None


def test_who_resigns_need_not_provide_for_the_deputys_elected_end() -> None:
    first, deputy = term(), term(ends=20)
    assert rules.vacancy_made([first, deputy], shortened([first, deputy], first, ends=day(10)), today=START) is None


@pytest.mark.parametrize(
    ("before", "after", "is_longer"),
    [
        (term(ends=5), term(ends=6), True),
        (term(ends=5), term(), True),
        (term(ends=5), term(starts=1, ends=5), True),
        (term(), term(ends=5), False),
        (term(ends=5), term(ends=4), False),
        (term(), term(), False),
    ],
)
def test_only_more_days_need_a_new_term(before: TermFacts, after: TermFacts, is_longer: bool) -> None:  # noqa: FBT001 - pytest's parameter
    assert rules.is_moved_or_prolonged(before, after) is is_longer


# --- the second person -----------------------------------------------------------------------------------------

PROPOSER, CONFIRMER, APPOINTEE = uuid4(), uuid4(), uuid4()


def refusal(*, own: list[TermFacts], confirmer: UUID = CONFIRMER) -> NotASecondPerson | None:
    proposal = term(person=APPOINTEE, status=TermStatus.PROPOSED, proposed_by=PROPOSER)
    offices = frozenset(one.office for one in own)
    return rules.why_not_second_person(proposal, confirmer_id=confirmer, offices=offices, own_terms=own)


@pytest.mark.policy("ORG-02")
def test_the_second_person_is_neither_administrator_nor_proposer_nor_appointee() -> None:
    chair = term(Office.CHAIR)
    assert refusal(own=[chair]) is None
    assert refusal(own=[chair, term(Office.ADMINISTRATOR)]) is NotASecondPerson.ADMINISTRATOR
    assert refusal(own=[chair], confirmer=PROPOSER) is NotASecondPerson.PROPOSER
    assert refusal(own=[chair], confirmer=APPOINTEE) is NotASecondPerson.APPOINTEE


@pytest.mark.policy("ORG-02")
def test_whom_the_proposer_made_alone_is_no_second_person() -> None:
    shadow = term(Office.BOARD_MEMBER, proposed_by=PROPOSER)
    assert refusal(own=[shadow]) is NotASecondPerson.MADE_BY_PROPOSER
    assert refusal(own=[term(Office.BOARD_MEMBER, proposed_by=uuid4())]) is None
    assert refusal(own=[term(Office.BOARD_MEMBER)]) is None
    confirmed_by_another = term(Office.SECURITY_OFFICER, proposed_by=PROPOSER)
    assert refusal(own=[shadow, confirmed_by_another]) is None


@pytest.mark.policy("ORG-02")
def test_nobody_can_appoint_who_was_not_confirmed_themselves() -> None:
    """Else one person makes an administrator, who proposes what the first one's own board member then confirms."""
    assert TASKS[Task.APPOINT] <= CONFIRMED_OFFICES
    assert set(rules.NEVER_VACANT) <= CONFIRMED_OFFICES


@pytest.mark.policy("ORG-02")
@pytest.mark.parametrize(
    "task", [Task.LEAD_VOTES, Task.ASSIST_VOTES, Task.SEE_EXCLUSION_CASES, Task.REPORT_ON_BEHALF, Task.SEE_AUDIT_HEAD]
)
def test_nobody_leads_votes_or_comes_near_a_case_by_one_persons_word(task: Task) -> None:
    assert TASKS[task] <= CONFIRMED_OFFICES


# --- who steps in ----------------------------------------------------------------------------------------------


def people(*terms: TermFacts) -> list[UUID]:
    return [one.person_id for one in terms]


@pytest.mark.policy("CON-02")
def test_the_chair_is_followed_by_the_vice_chair_then_the_boards_choice_then_the_federation() -> None:
    chair, vice, member = term(Office.CHAIR), term(Office.VICE_CHAIR), term(Office.BOARD_MEMBER)
    outside = term(Office.FEDERATION)
    terms = [outside, member, vice, chair]

    def acts(*barred: TermFacts, chosen: list[UUID] | None = None) -> NextInLine:
        return rules.next_in_line(Office.CHAIR, terms, on=day(1), barred=people(*barred), chosen=chosen or [])

    assert acts() == NextInLine(chair.person_id)
    assert acts(chair) == NextInLine(vice.person_id)
    assert acts(chair, vice) == NextInLine(outside.person_id, is_federation=True, choice=Choice.BOARD_ELECTS)
    assert acts(chair, vice, chosen=people(member)) == NextInLine(member.person_id)
    assert acts(chair, vice, member) == NextInLine(outside.person_id, is_federation=True)
    assert acts(*terms) == NextInLine(None)


@pytest.mark.policy("CON-02")
def test_the_officer_is_followed_by_the_deputy_then_the_chairs_appointee_then_the_federation() -> None:
    deputy, first = term(rank=2), term(rank=1)
    chair, outside = term(Office.CHAIR), term(Office.FEDERATION)
    terms = [deputy, first, chair, outside]

    def acts(*barred: TermFacts) -> NextInLine:
        return rules.next_in_line(Office.SECURITY_OFFICER, terms, on=day(1), barred=people(*barred))

    assert acts() == NextInLine(first.person_id)
    assert acts(first) == NextInLine(deputy.person_id)
    assert acts(first, deputy) == NextInLine(outside.person_id, is_federation=True, choice=Choice.CHAIR_APPOINTS)
    assert acts(first, deputy, chair) == NextInLine(outside.person_id, is_federation=True)


@pytest.mark.policy("CON-02")
def test_the_group_leaders_deputy_follows_then_the_groups_appointee() -> None:
    leader, deputy = term(Office.GROUP_LEADER), term(Office.GROUP_LEADER, rank=2)
    member, outside = term(Office.COUNCIL_MEMBER), term(Office.FEDERATION)
    terms = [leader, deputy, member, outside]

    def acts(*barred: TermFacts) -> NextInLine:
        return rules.next_in_line(Office.GROUP_LEADER, terms, on=day(1), barred=people(*barred))

    assert acts(leader) == NextInLine(deputy.person_id)
    assert acts(leader, deputy) == NextInLine(None, choice=Choice.GROUP_APPOINTS)


@pytest.mark.policy("CON-01")
@given(st.data())
def test_the_barred_are_never_next_in_line(data: st.DataObject) -> None:
    crowd = [uuid4() for _ in range(4)]
    terms = [
        term(data.draw(st.sampled_from(Office)), person=data.draw(st.sampled_from(crowd)), rank=data.draw(st.integers(1, 3)))
        for _ in range(data.draw(st.integers(0, 10)))
    ]  # fmt: skip
    barred = data.draw(st.sets(st.sampled_from(crowd)))
    for office in Office:
        found = rules.next_in_line(office, terms, on=day(1), barred=barred, chosen=crowd[:1])
        assert found.person_id not in barred


@pytest.mark.policy("CGR-05")
def test_the_group_is_members_and_substitutes_and_counts_nobody_twice() -> None:
    both, substitute = uuid4(), uuid4()
    terms = [
        term(Office.COUNCIL_MEMBER, person=both),
        term(Office.COUNCIL_SUBSTITUTE, person=both),
        term(Office.COUNCIL_SUBSTITUTE, person=substitute),
        term(Office.COUNCIL_MEMBER, ends=0),
    ]
    assert rules.council_group(terms, on=day(1)) == ([both], [substitute])
