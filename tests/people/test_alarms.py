from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest

from app.access.rules import Office
from app.people.alarms import Alarm, AlarmKind, Reachability, alarms
from app.people.rules import TermFacts, TermStatus

TODAY = date(2026, 5, 4)
LAST_YEAR = TODAY - timedelta(days=365)


def term(
    office: Office,
    person_id: UUID,
    *,
    ends_in: int | None = None,
    status: TermStatus = TermStatus.CONFIRMED,
    reported_on: date | None = LAST_YEAR,
) -> TermFacts:
    return TermFacts(
        id=uuid4(),
        person_id=person_id,
        office=office,
        starts_on=LAST_YEAR,
        ends_on=None if ends_in is None else TODAY + timedelta(days=ends_in),
        status=status,
        reported_to_municipality_on=reported_on,
    )


def reachable(person_id: UUID, *, verified_days_ago: int | None = 1, has_telephone: bool = True) -> Reachability:
    verified_on = None if verified_days_ago is None else TODAY - timedelta(days=verified_days_ago)
    return Reachability(
        person_id=person_id,
        has_email=True,
        has_telephone=has_telephone,
        email_verified_on=verified_on,
        telephone_verified_on=verified_on,
        is_on_contact_card=True,
    )


CHAIR, OFFICER, ADMINISTRATOR = uuid4(), uuid4(), uuid4()
WHOLE = [term(Office.CHAIR, CHAIR), term(Office.SECURITY_OFFICER, OFFICER), term(Office.ADMINISTRATOR, ADMINISTRATOR)]
ALL_REACHABLE = [reachable(person) for person in (CHAIR, OFFICER, ADMINISTRATOR)]


def raised(terms: list[TermFacts], people: list[Reachability] | None = None) -> list[Alarm]:
    return alarms(terms, ALL_REACHABLE if people is None else people, today=TODAY, contact_grows_old=timedelta(days=90))


def test_a_whole_association_raises_no_alarm() -> None:
    assert raised(WHOLE) == []


@pytest.mark.policy("ORG-01", "ORG-02")
@pytest.mark.parametrize("office", [Office.CHAIR, Office.SECURITY_OFFICER, Office.ADMINISTRATOR])
def test_a_vacant_office_is_an_alarm(office: Office) -> None:
    found = raised([one for one in WHOLE if one.office is not office])
    assert Alarm(AlarmKind.OFFICE_VACANT, office=office, on=TODAY) in found


@pytest.mark.policy("ORG-02")
@pytest.mark.parametrize(("ends_in", "is_alarming"), [(0, True), (29, True), (30, False)])
def test_an_office_that_falls_vacant_within_thirty_days_is_an_alarm(ends_in: int, *, is_alarming: bool) -> None:
    found = raised([WHOLE[0], WHOLE[2], term(Office.SECURITY_OFFICER, OFFICER, ends_in=ends_in)])
    expected = Alarm(
        AlarmKind.OFFICE_VACANT_SOON, office=Office.SECURITY_OFFICER, on=TODAY + timedelta(days=ends_in + 1)
    )
    assert found == ([expected] if is_alarming else [])


@pytest.mark.policy("ORG-02")
def test_a_proposed_officer_fills_no_vacancy_and_waits() -> None:
    proposed = term(Office.SECURITY_OFFICER, OFFICER, status=TermStatus.PROPOSED)
    kinds = [alarm.kind for alarm in raised([WHOLE[0], WHOLE[2], proposed])]
    assert AlarmKind.OFFICE_VACANT in kinds
    assert AlarmKind.APPOINTMENT_WAITS in kinds


@pytest.mark.policy("ORG-02")
def test_an_officer_whom_the_municipality_does_not_know_is_an_alarm() -> None:
    unreported = term(Office.SECURITY_OFFICER, OFFICER, reported_on=None)
    (alarm,) = raised([WHOLE[0], WHOLE[2], unreported])
    assert (alarm.kind, alarm.term_id) == (AlarmKind.OFFICER_NOT_REPORTED, unreported.id)


@pytest.mark.policy("ORG-06")
@pytest.mark.parametrize(("days", "is_alarming"), [(90, False), (91, True), (None, True)])
def test_contact_details_are_tried_as_often_as_the_policy_says(days: int | None, *, is_alarming: bool) -> None:
    found = raised(WHOLE, [reachable(OFFICER, verified_days_ago=days), *ALL_REACHABLE[::2]])
    assert [(alarm.kind, alarm.person_id) for alarm in found] == (
        [(AlarmKind.CONTACT_NOT_VERIFIED, OFFICER)] if is_alarming else []
    )


@pytest.mark.policy("ORG-06")
def test_an_officer_without_a_published_number_leaves_the_contact_card_empty() -> None:
    silent = reachable(OFFICER, has_telephone=False)
    assert [alarm.kind for alarm in raised(WHOLE, [silent, *ALL_REACHABLE[::2]])] == [AlarmKind.CONTACT_CARD_EMPTY]


@pytest.mark.policy("ORG-06")
def test_a_chair_whom_nobody_can_reach_is_an_alarm() -> None:
    unreachable = Reachability(CHAIR, has_email=False, has_telephone=False, email_verified_on=None, telephone_verified_on=None, is_on_contact_card=False)  # fmt: skip
    found = raised(WHOLE, [unreachable, *ALL_REACHABLE[1:]])
    assert found == [Alarm(AlarmKind.CONTACT_MISSING, person_id=CHAIR)]


def test_alarms_come_in_the_order_of_their_keys_and_no_key_comes_twice() -> None:
    keys = [alarm.key for alarm in raised([], [])]
    assert keys == sorted(set(keys))
    assert len(keys) >= 3
