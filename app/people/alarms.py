"""What is amiss with the offices today. Pure: the same people and terms on the same day give the same alarms."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from uuid import UUID

from app.access.rules import Office
from app.people import rules
from app.people.rules import NEVER_VACANT, TermFacts, TermStatus

VACANT_SOON = timedelta(days=30)

REACHABLE_OFFICES = frozenset(
    {
        Office.CHAIR,
        Office.VICE_CHAIR,
        Office.SECURITY_OFFICER,
        Office.GROUP_LEADER,
        Office.ADMINISTRATOR,
        Office.MUNICIPAL_SECURITY_OFFICER,
        Office.FEDERATION,
    }
)
"""Offices whose holders one must be able to reach. Source: ORG-06."""


class AlarmKind(Enum):
    OFFICE_VACANT = "office-vacant"
    OFFICE_VACANT_SOON = "office-vacant-soon"
    OFFICER_NOT_REPORTED = "officer-not-reported"
    APPOINTMENT_WAITS = "appointment-waits"
    CONTACT_MISSING = "contact-missing"
    CONTACT_NOT_VERIFIED = "contact-not-verified"
    CONTACT_CARD_EMPTY = "contact-card-empty"
    ON_CALL_GAP = "on-call-gap"
    TEST_ALARM_DUE = "test-alarm-due"
    CONTACT_REFUSED = "contact-refused"
    """Something could not be delivered there. Never what, nor when."""
    NOTICES_STAND_STILL = "notices-stand-still"
    MEMBERS_NOT_INFORMED = "members-not-informed"
    NEW_MEMBER_NOT_INFORMED = "new-member-not-informed"
    EVENT_NOT_CHECKED = "event-not-checked"
    AUDIT_LATE = "audit-late"
    """What is done stands in no link of the audit chain yet: it could be changed without a trace."""


@dataclass(frozen=True)
class Alarm:
    """`on` is the day the thing happens or happened: a vacancy's first day, the last verification, a term's start."""

    kind: AlarmKind
    office: Office | None = None
    person_id: UUID | None = None
    term_id: UUID | None = None
    on: date | None = None

    @property
    def key(self) -> tuple[str, str, str]:
        """A stable order and a name for the alarm, without any content."""
        subject = self.term_id or self.person_id
        return (self.kind.value, self.office.value if self.office else "", str(subject or ""))


@dataclass(frozen=True)
class Reachability:
    """A person's contact details, as far as alarms go."""

    person_id: UUID
    has_email: bool
    has_telephone: bool
    email_verified_on: date | None
    telephone_verified_on: date | None
    is_on_contact_card: bool
    is_refused: bool = False
    """Whether something sent to one of them came back."""


def alarms(  # noqa: PLR0913 - all keyword-only after whom they are about
    terms: Collection[TermFacts],
    people: Iterable[Reachability],
    *,
    today: date,
    contact_grows_old: timedelta,
    others: Iterable[Alarm] = (),
    unchained_since: date | None = None,
) -> list[Alarm]:
    """Everything that someone should see to, in the order of `Alarm.key`. Source: ORG-01, ORG-02, ORG-06.

    Args:
        contact_grows_old: how long after it was tried a contact detail is to be tried again.
        others: what rooms above found amiss.
        unchained_since: when the audit chain stopped; None while it follows, or for whoever may not see it.
    """
    reach = {person.person_id: person for person in people}
    found = [
        *_vacancies(terms, today=today),
        *_not_reported(terms, today=today),
        *_waiting(terms),
        *_unreachable(terms, reach, today=today, grows_old=contact_grows_old),
        *_empty_contact_card(terms, reach, today=today),
        *others,
        *([Alarm(AlarmKind.AUDIT_LATE, on=unchained_since)] if unchained_since else []),
    ]
    return sorted(found, key=lambda alarm: alarm.key)


def _vacancies(terms: Collection[TermFacts], *, today: date) -> Iterator[Alarm]:
    for office in NEVER_VACANT:
        vacant_on = rules.first_vacant_day([term for term in terms if term.office is office], since=today)
        if vacant_on is None or vacant_on - today > VACANT_SOON:
            continue
        kind = AlarmKind.OFFICE_VACANT if vacant_on == today else AlarmKind.OFFICE_VACANT_SOON
        yield Alarm(kind, office=office, on=vacant_on)


def _not_reported(terms: Collection[TermFacts], *, today: date) -> Iterator[Alarm]:
    for term in terms:
        is_serving = term.office is Office.SECURITY_OFFICER and rules.is_in_force(term, on=today)
        if is_serving and term.reported_to_municipality_on is None:
            yield Alarm(
                AlarmKind.OFFICER_NOT_REPORTED,
                office=term.office,
                person_id=term.person_id,
                term_id=term.id,
                on=term.starts_on,
            )


def _waiting(terms: Collection[TermFacts]) -> Iterator[Alarm]:
    for term in terms:
        if term.status is TermStatus.PROPOSED:
            yield Alarm(
                AlarmKind.APPOINTMENT_WAITS,
                office=term.office,
                person_id=term.person_id,
                term_id=term.id,
                on=term.starts_on,
            )


def _unreachable(
    terms: Collection[TermFacts], reach: dict[UUID, Reachability], *, today: date, grows_old: timedelta
) -> Iterator[Alarm]:
    serving = {
        term.person_id for term in terms if term.office in REACHABLE_OFFICES and rules.is_in_force(term, on=today)
    }
    for person_id in serving & reach.keys():
        person = reach[person_id]
        if not (person.has_email or person.has_telephone):
            yield Alarm(AlarmKind.CONTACT_MISSING, person_id=person_id)
            continue
        if person.is_refused:
            yield Alarm(AlarmKind.CONTACT_REFUSED, person_id=person_id)
        details = [
            (person.has_email, person.email_verified_on),
            (person.has_telephone, person.telephone_verified_on),
        ]
        verified = [on for is_there, on in details if is_there]
        known = [on for on in verified if on is not None]
        if len(known) < len(verified):
            yield Alarm(AlarmKind.CONTACT_NOT_VERIFIED, person_id=person_id)
        elif today - min(known) > grows_old:
            yield Alarm(AlarmKind.CONTACT_NOT_VERIFIED, person_id=person_id, on=min(known))


def _empty_contact_card(
    terms: Collection[TermFacts], reach: dict[UUID, Reachability], *, today: date
) -> Iterator[Alarm]:
    officers = rules.holders(Office.SECURITY_OFFICER, terms, on=today)
    is_anyone_on_it = any(
        person_id in reach and reach[person_id].has_telephone and reach[person_id].is_on_contact_card
        for person_id in officers
    )
    if not is_anyone_on_it:
        yield Alarm(AlarmKind.CONTACT_CARD_EMPTY, office=Office.SECURITY_OFFICER)
