"""Who holds an office on a day, when an office may be left, and who confirms whom. Days are local dates."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import Enum
from uuid import UUID
from zoneinfo import ZoneInfo

from app.access.rules import CONFIRMED_OFFICES, COUNCIL_GROUP, EXTERNAL_OFFICES, TASKS, Office, Task

# A constant, not a setting: terms follow a Swedish municipality's calendar, and a setting that moved midnight
# would move the ends of terms that were decided long ago.
TIMEZONE = ZoneInfo("Europe/Stockholm")

NEVER_VACANT = (Office.CHAIR, Office.SECURITY_OFFICER, Office.ADMINISTRATOR)
"""Offices that nobody may leave without a successor. Source: ORG-01, ORG-02; the administrator is ours."""

ONE_DAY = timedelta(days=1)


class Language(Enum):
    SWEDISH = "sv"
    ENGLISH = "en"


class TermStatus(Enum):
    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    DECLINED = "declined"


@dataclass(frozen=True)
class TermFacts:
    """A term of office, as far as the rules go. `ends_on` is the last day in office; None has no end yet."""

    id: UUID
    person_id: UUID
    office: Office
    starts_on: date
    ends_on: date | None = None
    committee: str | None = None
    rank: int = 1
    is_cut_short: bool = False
    status: TermStatus = TermStatus.CONFIRMED
    proposed_by: UUID | None = None
    confirmed_by: UUID | None = None
    reported_to_municipality_on: date | None = None


def local_date(at: datetime) -> date:
    return at.astimezone(TIMEZONE).date()


def at_local(day: date, clock: time) -> datetime:
    """The moment at which a clock on the wall in Sweden shows this, in UTC.

    Of an hour that comes twice it is the first; an hour that never comes is where the clock jumps to. One written time
    is one moment: a shift that ends where another begins leaves no gap and shares nothing, on those nights too.
    """
    return datetime.combine(day, clock, tzinfo=TIMEZONE).astimezone(UTC)


def is_in_force(term: TermFacts, *, on: date) -> bool:
    """Confirmed, begun and not over. A term withdrawn before it began ends before it starts: never in force."""
    return term.status is TermStatus.CONFIRMED and term.starts_on <= on and (term.ends_on is None or on <= term.ends_on)


def offices_to_come(terms: Iterable[TermFacts], *, on: date) -> frozenset[Office]:
    """What the terms are for, of those that are not over: held, yet to begin, or proposed."""
    return frozenset(
        term.office
        for term in terms
        if term.status is not TermStatus.DECLINED and (term.ends_on is None or on <= term.ends_on)
    )


def is_external_office(office: Office) -> bool:
    return office in EXTERNAL_OFFICES


def is_moved_or_prolonged(before: TermFacts, after: TermFacts) -> bool:
    """Whether someone would hold the office on a day that nobody has confirmed for them."""
    if after.starts_on != before.starts_on:
        return True
    return before.ends_on is not None and (after.ends_on is None or after.ends_on > before.ends_on)


def overlap(one: TermFacts, other: TermFacts) -> bool:
    """Whether the two share a day. A term withdrawn before it began has none to share."""
    if any(term.ends_on is not None and term.ends_on < term.starts_on for term in (one, other)):
        return False
    starts_in_time = other.ends_on is None or one.starts_on <= other.ends_on
    return starts_in_time and (one.ends_on is None or other.starts_on <= one.ends_on)


def is_same_seat(one: TermFacts, other: TermFacts) -> bool:
    """The same person in the same office; whoever chairs two committees holds two seats."""
    return (one.person_id, one.office, one.committee) == (other.person_id, other.office, other.committee)


def offices_of(person_id: UUID, terms: Iterable[TermFacts], *, on: date) -> frozenset[Office]:
    return frozenset(term.office for term in terms if term.person_id == person_id and is_in_force(term, on=on))


def in_rank_order(terms: Iterable[TermFacts]) -> list[TermFacts]:
    """Whom to turn to first. Among equals the one who has held the office longest."""
    return sorted(terms, key=lambda term: (term.rank, term.starts_on, term.id.hex))


def holders(office: Office, terms: Iterable[TermFacts], *, on: date) -> list[UUID]:
    """Person ids in rank order, each once."""
    held = (term for term in terms if term.office is office and is_in_force(term, on=on))
    return list(dict.fromkeys(term.person_id for term in in_rank_order(held)))


def council_group(terms: Collection[TermFacts], *, on: date) -> tuple[list[UUID], list[UUID]]:
    """Members, and substitutes who are not also members. Source: CGR-05."""
    members = holders(Office.COUNCIL_MEMBER, terms, on=on)
    return members, [person for person in holders(Office.COUNCIL_SUBSTITUTE, terms, on=on) if person not in members]


# --- leaving an office ---------------------------------------------------------------------------------------


def is_held(terms: Iterable[TermFacts], *, on: date) -> bool:
    return any(is_in_force(term, on=on) for term in terms)


def first_vacant_day(terms: Collection[TermFacts], *, since: date) -> date | None:
    """The first day from `since` without a holder; None when there is none in sight. `terms` are one office's."""
    day = since
    while True:
        ends = [term.ends_on for term in terms if is_in_force(term, on=day)]
        if not ends:
            return day
        known = [end for end in ends if end is not None]
        if len(known) < len(ends):
            return None
        day = max(known) + ONE_DAY


def vacancy_made(before: Collection[TermFacts], after: Collection[TermFacts], *, today: date) -> date | None:
    """The first day from today that a change of one office's terms leaves without a holder; None: it may be made.

    A day is made vacant when someone would have held it and now nobody does - except after someone else's term that
    runs out at its elected end: whoever resigns while a deputy serves need not provide for the day the deputy's own
    term ends. A deputy's term that was itself cut short is no such excuse. Source: ORG-02.
    """

    def is_newly_vacant(day: date) -> bool:
        return day >= today and is_held(before, on=day) and not is_held(after, on=day)

    for day in sorted(_days_where_holding_can_change([*before, *after], today=today)):
        if not is_newly_vacant(day) or is_newly_vacant(day - ONE_DAY):
            continue
        last = [term for term in after if term.ends_on == day - ONE_DAY and is_in_force(term, on=day - ONE_DAY)]
        if day == today or not last or any(term.is_cut_short for term in last):
            return day
    return None


def _days_where_holding_can_change(terms: Iterable[TermFacts], *, today: date) -> set[date]:
    days = {today}
    for term in terms:
        days.add(term.starts_on)
        if term.ends_on is not None:
            days.add(term.ends_on + ONE_DAY)
    return {day for day in days if day >= today}


def follows_without_gap(successor: TermFacts, *, last_day: date) -> bool:
    """Whether a confirmed successor is in office on the day after `last_day`."""
    return is_in_force(successor, on=last_day + ONE_DAY)


# --- confirming an appointment -------------------------------------------------------------------------------


class NotASecondPerson(Enum):
    """Why someone may not confirm; the values are stable words for clients."""

    ADMINISTRATOR = "is-administrator"
    PROPOSER = "is-proposer"
    APPOINTEE = "is-appointee"
    MADE_BY_PROPOSER = "owes-office-to-proposer"


def needs_confirmation(office: Office) -> bool:
    return office in CONFIRMED_OFFICES


def why_not_second_person(
    term: TermFacts, *, confirmer_id: UUID, offices: frozenset[Office], own_terms: Iterable[TermFacts]
) -> NotASecondPerson | None:
    """What keeps someone who may confirm in general from confirming `term`; None: nothing does.

    `own_terms` are the confirmer's terms in force. One whose only right to confirm comes from an office that the
    proposer gave out alone is the proposer's shadow, not a second person.
    """
    if Office.ADMINISTRATOR in offices:
        return NotASecondPerson.ADMINISTRATOR
    if confirmer_id == term.proposed_by:
        return NotASecondPerson.PROPOSER
    if confirmer_id == term.person_id:
        return NotASecondPerson.APPOINTEE
    is_independent = any(
        own.office in TASKS[Task.CONFIRM_APPOINTMENT]
        and (needs_confirmation(own.office) or own.proposed_by is None or own.proposed_by != term.proposed_by)
        for own in own_terms
    )
    return None if is_independent else NotASecondPerson.MADE_BY_PROPOSER


def is_shadow_of(own_terms: Iterable[TermFacts], *, giver: UUID, offices: Collection[Office]) -> bool:
    """Whether all that `offices` let someone do was given to them by one other, alone: two hands, one person."""
    return all(own.proposed_by == giver and own.confirmed_by is None for own in own_terms if own.office in offices)


# --- who steps in --------------------------------------------------------------------------------------------


class Choice(Enum):
    """Who must choose someone when everyone in line by office is barred. Source: CON-02."""

    BOARD_ELECTS = "board-elects"
    CHAIR_APPOINTS = "chair-appoints"
    GROUP_APPOINTS = "group-appoints"


@dataclass(frozen=True)
class Succession:
    """The offices that step in, in order; then whoever is chosen; at last the federation, where it is asked."""

    offices: tuple[Office, ...]
    choice: Choice | None = None
    choosers: frozenset[Office] = frozenset()
    ends_at_federation: bool = False


SUCCESSION: dict[Office, Succession] = {
    Office.CHAIR: Succession(
        (Office.CHAIR, Office.VICE_CHAIR),
        Choice.BOARD_ELECTS,
        frozenset({Office.BOARD_MEMBER}),
        ends_at_federation=True,
    ),
    Office.SECURITY_OFFICER: Succession(
        (Office.SECURITY_OFFICER,),
        Choice.CHAIR_APPOINTS,
        frozenset({Office.CHAIR, Office.VICE_CHAIR}),
        ends_at_federation=True,
    ),
    Office.GROUP_LEADER: Succession((Office.GROUP_LEADER,), Choice.GROUP_APPOINTS, COUNCIL_GROUP),
}
"""Source: CON-02. The deputy of an officer or a group leader is the next in rank of the same office."""


@dataclass(frozen=True)
class NextInLine:
    """`person_id` acts; None: nobody is left. `choice` is set when someone is to be chosen.

    Until someone is, the federation's contact stands in, where there is one.
    """

    person_id: UUID | None
    is_federation: bool = False
    choice: Choice | None = None


def next_in_line(
    office: Office,
    terms: Collection[TermFacts],
    *,
    on: date,
    barred: Collection[UUID] = (),
    chosen: Sequence[UUID] = (),
) -> NextInLine:
    """Who acts in an office for one case, passing over the barred; `chosen` were elected or appointed for it."""
    line = SUCCESSION.get(office, Succession((office,)))
    in_line = [person for step in line.offices for person in holders(step, terms, on=on)]
    for person in (*in_line, *chosen):
        if person not in barred:
            return NextInLine(person)
    can_choose = any(person not in barred for chooser in line.choosers for person in holders(chooser, terms, on=on))
    choice = line.choice if can_choose else None
    outside = holders(Office.FEDERATION, terms, on=on) if line.ends_at_federation else []
    contact = next((person for person in outside if person not in barred), None)
    return NextInLine(contact, is_federation=contact is not None, choice=choice)
