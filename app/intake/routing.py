"""Who is let in, who stands by and who is kept out, read before a word is sealed. Source: CON-01..03."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from app.access.actor import Actor
from app.access.rules import CaseRole, Compartment, Office
from app.auth import service as auth
from app.cases.opening import BarredPerson, Seat
from app.cases.rules import BarReason
from app.cases.seated import receipt_tag
from app.core import clock
from app.core.database import Session
from app.core.keys import PersonTag
from app.intake.rules import Concerns, SafeNow, category_of, unwilling_parts, without_addresses
from app.oncall import rules as on_call_rules
from app.oncall import service as rota
from app.people import service as people
from app.people.service import Register
from app.policy import rules as policy_rules
from app.policy.loader import in_force
from app.policy.schema import Policy
from app.policy.terms import Category, Holder, Moment
from app.vault import service as vault
from app.vault.service import Holder as KeyHolder


@dataclass(frozen=True)
class Report:
    """What someone tells. All of it is sealed; only the category stands in clear."""

    concerns: Concerns
    happened: str
    safe_now: SafeNow
    about_office: Office | None = None
    about_names: str = ""
    needs: str = ""
    must_not_know: str = ""
    reach: str = ""

    @property
    def told(self) -> tuple[str, ...]:
        """What is told of somebody. CON-03."""
        return (self.about_names, self.must_not_know, self.happened)

    @property
    def wishes(self) -> tuple[str, ...]:
        """What is asked for, of whoever helps: it may name somebody all the same. CON-03."""
        return (self.needs, without_addresses(self.reach))

    @property
    def category(self) -> Category:
        return category_of(self.concerns)


@dataclass(frozen=True)
class OnBehalf:
    """An officer writes down what someone told them."""

    officer: Actor
    affected_person_id: UUID | None
    affected_name: str


@dataclass(frozen=True)
class Routed:
    """Who is let in, who stands by, who is kept out; read before sealing."""

    policy: Policy
    seats: tuple[Seat, ...]
    standby: tuple[KeyHolder, ...]
    barred: tuple[BarredPerson, ...]
    told: tuple[PersonTag, ...]
    """At once: whoever is on call, and who leads the case. The others in turn, when nobody answers."""
    outside: tuple[PersonTag, ...]
    """The federation's contacts, when no security officer is left. They hold no grant and no link."""
    caller: str | None
    """The name of whoever is first in line to get in touch; nobody who was kept out."""


async def route(db: Session, report: Report, *, receipt: KeyHolder | None, on_behalf: OnBehalf | None) -> Routed:
    """Match names to people, bar them, and seat the rest as the policy says for this category."""
    policy = in_force()
    register = await people.read_register(db)
    barred = _named(register, report, policy=policy, on_behalf=on_behalf)
    # The affected person holds no office in their own case. Source: CON-01.
    now = clock.now()
    on_call = on_call_rules.on_call(await rota.shifts_around(db, now), register.terms, at=now)
    line = _line(register, barred | set(affected_of(on_behalf)), on_call=on_call)
    held = await auth.holder_ids(db, [*line.officers, *line.leaders, *affected_of(on_behalf)])
    found, recovery = await vault.holders_and_recovery(db, held.values())
    usable = {holder.id: holder for holder in found}
    keys = {person_id: usable[holder_id] for person_id, holder_id in held.items() if holder_id in usable}

    seats: list[Seat] = []
    for rule in policy_rules.access_at(policy, category=report.category, moment=Moment.INTAKE):
        role, opens = CaseRole(rule.role.value), frozenset(Compartment(name.value) for name in rule.opens)
        if rule.holder is Holder.REPORTER and receipt is not None:
            seats.append(Seat(receipt_tag(db, receipt.id), receipt, role, opens))
        seated = {
            Holder.AFFECTED: affected_of(on_behalf),
            Holder.SECURITY_OFFICER: line.officers,
            Holder.CHAIR: line.leaders[:1],
        }.get(rule.holder, ())
        seats += [Seat(db.keys.person_tag(each), keys.get(each), role, opens) for each in seated]
    leading = {CaseRole.SECURITY_OFFICER, CaseRole.ACCOUNTABLE}
    if line.leaders and not any(seat.role in leading for seat in seats):
        # No officer is left to see it: the next in line leads, without the narrative until they are let in.
        leader = line.leaders[0]
        seats.append(
            Seat(db.keys.person_tag(leader), keys.get(leader), CaseRole.ACCOUNTABLE, frozenset({Compartment.DECISIONS}))
        )
    standby = [keys.get(person_id) for person_id in (*line.officers, *line.leaders)]
    first = {
        db.keys.person_tag(each)
        for each in on_call_rules.told_first(line.officers, [each for each in on_call if each in keys])
    }
    told = [
        PersonTag(seat.tag)
        for seat in seats
        if seat.role in leading and (seat.role is not CaseRole.SECURITY_OFFICER or seat.tag in first)
    ]
    # A chair who leads without an officer cannot read it: somebody outside has to know that help is needed. CON-03.
    has_officer = any(seat.role is CaseRole.SECURITY_OFFICER for seat in seats)
    outside = [] if has_officer else [each for each in register.holders_of(Office.FEDERATION) if each not in barred]
    return Routed(
        policy=policy,
        seats=tuple(seats),
        standby=tuple(key for key in (*standby, recovery) if key is not None),
        barred=tuple(
            BarredPerson(person_id, is_provisional=True, why=BarReason.NAMED_IN_REPORT) for person_id in sorted(barred)
        ),
        told=tuple(dict.fromkeys(told)),
        outside=tuple(db.keys.person_tag(each) for each in outside),
        caller=next(
            (register.name_of(each) for each in (*line.officers, *line.leaders) if db.keys.person_tag(each) in told),
            None,
        ),
    )


def _named(register: Register, report: Report, *, policy: Policy, on_behalf: OnBehalf | None) -> set[UUID]:
    """Everyone the words may mean, and whoever holds the office that it concerns. Source: CON-03."""
    titles = policy_rules.office_titles(policy)
    unwilling = [unwilling_parts(wish) for wish in report.wishes]
    named = register.meant_by([*report.told, *unwilling], titles=titles)
    # Whoever asks for the officer who helps does not accuse them: those are kept out where they are not wanted.
    helpers = {Office.SECURITY_OFFICER}
    named |= register.meant_by(report.wishes, titles={each: titles[each] for each in titles.keys() - helpers})
    if report.about_office is not None:
        named |= set(register.holders_of(report.about_office))
    if on_behalf is not None:
        # The one who writes it down, and the one it happened to, may well be named in it.
        named -= {on_behalf.officer.person_id, on_behalf.affected_person_id}
    return named


def affected_of(on_behalf: OnBehalf | None) -> tuple[UUID, ...]:
    return (on_behalf.affected_person_id,) if on_behalf and on_behalf.affected_person_id else ()


@dataclass(frozen=True)
class _Line:
    officers: tuple[UUID, ...]
    leaders: tuple[UUID, ...]


def _line(register: Register, barred: set[UUID], *, on_call: Sequence[UUID]) -> _Line:
    """Who can take it, in order, round everyone barred: those on call before the others. Source: CON-02, ORG-06."""
    in_order = dict.fromkeys([*on_call, *register.holders_of(Office.SECURITY_OFFICER)])
    officers = [each for each in in_order if each not in barred]
    leaders = [
        person_id
        for office in (Office.CHAIR, Office.VICE_CHAIR)
        for person_id in register.holders_of(office)
        if person_id not in barred
    ]
    return _Line(tuple(dict.fromkeys(officers)), tuple(dict.fromkeys(leaders)))
