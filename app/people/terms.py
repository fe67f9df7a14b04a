"""Use cases around terms of office: propose, confirm, change, end. Each queues for the association's row first."""

from uuid import UUID

from sqlmodel import col, select

from app.access.actor import Actor
from app.access.rules import Office, Task, may
from app.audit import service as audit
from app.core import clock
from app.core.database import Session
from app.core.errors import Forbidden, InvalidInput, NotFound
from app.core.ids import new_id
from app.people import rules
from app.people.association import locked_association
from app.people.errors import (
    NewTermNeeded,
    NotReportable,
    OverlappingTerm,
    PersonRetired,
    SecondPersonNeeded,
    SuccessorNeeded,
    TermNotConfirmed,
    TermNotProposed,
)
from app.people.hooks import ChangeKind, OfficeChange, office_changed
from app.people.models import Person, Term
from app.people.reading import facts_of
from app.people.rules import NEVER_VACANT, ONE_DAY, TermFacts, TermStatus
from app.people.schemas import MunicipalityReport, TermCreate, TermEnd, TermPatch


async def term(db: Session, term_id: UUID) -> Term:
    """Raises NotFound."""
    found = await db.get(Term, term_id)
    if found is None:
        raise NotFound
    return found


async def term_to_change(db: Session, term_id: UUID) -> Term:
    """The term, read after queueing for every other change of office. Raises NotFound."""
    await locked_association(db)
    return await term(db, term_id)


async def propose(db: Session, wanted: TermCreate, *, actor: Actor, term_id: UUID | None = None) -> Term:
    """Appoint, or propose where the office needs a second person. Source: ORG-01, ORG-02."""
    await locked_association(db)
    person = await db.get(Person, wanted.person_id)
    if person is None:
        raise InvalidInput(fields=[("body.person_id", "unknown-person")])
    if person.retired_at is not None:
        raise PersonRetired
    if rules.is_external_office(wanted.office) is not person.is_external:
        raise InvalidInput(fields=[("body.office", "external-office")])
    others = [row for row in await _rows_of(db, wanted.office) if row.status is not TermStatus.DECLINED]
    made = Term(
        id=term_id or new_id(),
        person_id=wanted.person_id,
        office=wanted.office,
        committee=wanted.committee,
        rank=wanted.rank or _last_rank(others),
        starts_on=wanted.starts_on,
        ends_on=wanted.ends_on,
        status=TermStatus.PROPOSED if rules.needs_confirmation(wanted.office) else TermStatus.CONFIRMED,
        proposed_by=actor.person_id,
    )
    _check_shape(made)
    _check_overlap(made, others)
    db.add(made)
    is_waiting = made.status is TermStatus.PROPOSED
    _record(db, "term-proposed" if is_waiting else "term-appointed", made, actor=actor)
    await _tell(db, ChangeKind.PROPOSED if is_waiting else ChangeKind.APPOINTED, made, actor=actor)
    return made


async def confirm(db: Session, chosen: Term, *, actor: Actor) -> Term:
    """The second person's yes. Raises SecondPersonNeeded with the reason why this actor is none."""
    if chosen.status is not TermStatus.PROPOSED:
        raise TermNotProposed
    if actor.person_id is None:
        raise Forbidden
    own_terms = await facts_of(db, person_id=actor.person_id)
    today = rules.local_date(clock.now())
    fault = rules.why_not_second_person(
        chosen.facts(),
        confirmer_id=actor.person_id,
        offices=actor.offices,
        own_terms=[own for own in own_terms if rules.is_in_force(own, on=today)],
    )
    if fault is not None:
        raise SecondPersonNeeded(fault.value)
    chosen.status = TermStatus.CONFIRMED
    chosen.confirmed_by = actor.person_id
    chosen.version += 1
    _record(db, "term-confirmed", chosen, actor=actor)
    await _tell(db, ChangeKind.APPOINTED, chosen, actor=actor)
    return chosen


async def decline(db: Session, chosen: Term, *, actor: Actor) -> Term:
    """A no: from whoever may confirm, from the person proposed, or from the proposer, who withdraws it."""
    is_party = actor.person_id is not None and actor.person_id in {chosen.person_id, chosen.proposed_by}
    if not (is_party or may(Task.CONFIRM_APPOINTMENT, offices=actor.offices)):
        raise Forbidden
    if chosen.status is not TermStatus.PROPOSED:
        raise TermNotProposed
    await _decline(db, chosen, actor=actor)
    return chosen


async def _decline(db: Session, chosen: Term, *, actor: Actor) -> None:
    chosen.status = TermStatus.DECLINED
    chosen.version += 1
    _record(db, "term-declined", chosen, actor=actor)
    await _tell(db, ChangeKind.DECLINED, chosen, actor=actor)


async def change(db: Session, chosen: Term, patch: TermPatch, *, actor: Actor) -> Term:
    """Correct a proposal, or a term in an office that needs no confirmation; order and last day of the others.

    Whoever changes a proposal becomes its proposer, so that nobody confirms their own words.
    """
    if chosen.status is TermStatus.DECLINED:
        raise TermNotConfirmed
    before = chosen.facts()
    siblings = await _rows_of(db, chosen.office)
    confirmed_before = [row.facts() for row in siblings]
    sent = patch.model_fields_set
    for name in sent:
        setattr(chosen, name, getattr(patch, name))
    _check_shape(chosen)
    after = chosen.facts()
    if chosen.status is TermStatus.PROPOSED:
        chosen.proposed_by = actor.person_id
    elif rules.is_moved_or_prolonged(before, after):
        if rules.needs_confirmation(chosen.office):
            raise NewTermNeeded
        chosen.is_cut_short = False
    elif before.ends_on != after.ends_on:
        chosen.is_cut_short = True
    _check_overlap(chosen, [row for row in siblings if row.status is not TermStatus.DECLINED])
    _check_vacancy(chosen.office, confirmed_before, [row.facts() for row in siblings])
    chosen.version += 1
    _record(db, "term-changed", chosen, actor=actor, fields=",".join(sorted(sent)))
    await _tell(db, ChangeKind.CHANGED, chosen, actor=actor)
    return chosen


async def change_proposals_of(db: Session, person_id: UUID, *, actor: Actor) -> None:
    """The person proposed has another name or address: a yes to what was read before no longer fits.

    As with any other change of a proposal, whoever made it does not confirm it.
    """
    for row in await _rows_of_person(db, person_id):
        if row.status is TermStatus.PROPOSED:
            row.version += 1
            row.proposed_by = actor.person_id


async def end(db: Session, chosen: Term, wanted: TermEnd, *, actor: Actor) -> Term:
    """Set the last day in office, never later than it was. Raises SuccessorNeeded. Source: ORG-02."""
    if chosen.status is not TermStatus.CONFIRMED:
        raise TermNotConfirmed
    if wanted.ends_on < chosen.starts_on - ONE_DAY:
        raise InvalidInput(fields=[("body.ends_on", "before-start")])
    if chosen.ends_on is not None and wanted.ends_on > chosen.ends_on:
        raise InvalidInput(fields=[("body.ends_on", "after-elected-end")])
    siblings = await _rows_of(db, chosen.office)
    if wanted.successor_term_id is not None:
        _check_successor(chosen, wanted, siblings)
    before = [row.facts() for row in siblings]
    chosen.is_cut_short = chosen.is_cut_short or wanted.ends_on != chosen.ends_on
    chosen.ends_on = wanted.ends_on
    _check_vacancy(chosen.office, before, [row.facts() for row in siblings])
    chosen.version += 1
    successor = str(wanted.successor_term_id or "")
    _record(db, "term-ended", chosen, actor=actor, **({"successor": successor} if successor else {}))
    await _tell(db, ChangeKind.ENDED, chosen, actor=actor)
    return chosen


async def end_all_of(db: Session, person: Person, *, actor: Actor) -> None:
    """Take a person out of every office as of yesterday, and out of what is proposed. Raises SuccessorNeeded."""
    yesterday = rules.local_date(clock.now()) - ONE_DAY
    held = [row for row in await _rows_of_person(db, person.id) if row.ends_on is None or row.ends_on > yesterday]
    for office in {row.office for row in held if row.status is TermStatus.CONFIRMED}:
        siblings = await _rows_of(db, office)
        before = [row.facts() for row in siblings]
        for row in siblings:
            if row in held and row.status is TermStatus.CONFIRMED:
                row.ends_on = max(yesterday, row.starts_on - ONE_DAY)
                row.is_cut_short = True
                row.version += 1
        _check_vacancy(office, before, [row.facts() for row in siblings])
    for row in held:
        if row.status is TermStatus.PROPOSED:
            await _decline(db, row, actor=actor)
        elif row.status is TermStatus.CONFIRMED:
            _record(db, "term-ended", row, actor=actor, reason="retired")
            await _tell(db, ChangeKind.ENDED, row, actor=actor)


async def report_to_municipality(db: Session, chosen: Term, report: MunicipalityReport, *, actor: Actor) -> Term:
    """Keep when the municipality was told of a security officer, and what it answered. Source: ORG-02."""
    if chosen.office is not Office.SECURITY_OFFICER:
        raise NotReportable
    if chosen.status is not TermStatus.CONFIRMED:
        raise TermNotConfirmed
    if report.reported_on > rules.local_date(clock.now()):
        raise InvalidInput(fields=[("body.reported_on", "in-the-future")])
    chosen.reported_to_municipality_on = report.reported_on
    chosen.municipality_receipt = report.receipt
    chosen.version += 1
    _record(db, "officer-reported", chosen, actor=actor)
    await db.flush()
    return chosen


async def _rows_of(db: Session, office: Office) -> list[Term]:
    return list((await db.exec(select(Term).where(col(Term.office) == office))).all())


async def _rows_of_person(db: Session, person_id: UUID) -> list[Term]:
    return list((await db.exec(select(Term).where(col(Term.person_id) == person_id))).all())


def _last_rank(others: list[Term]) -> int:
    today = rules.local_date(clock.now())
    return max((row.rank for row in others if row.ends_on is None or row.ends_on >= today), default=0) + 1


def _check_shape(made: Term) -> None:
    if (made.office is Office.COMMITTEE_CHAIR) is not (made.committee is not None):
        raise InvalidInput(fields=[("body.committee", "required" if made.committee is None else "not-for-this-office")])
    if made.ends_on is not None and made.ends_on < made.starts_on:
        raise InvalidInput(fields=[("body.ends_on", "before-start")])


def _check_overlap(made: Term, others: list[Term]) -> None:
    facts = made.facts()
    for other in others:
        if other.id != made.id and rules.is_same_seat(facts, other.facts()) and rules.overlap(facts, other.facts()):
            raise OverlappingTerm


def _check_vacancy(office: Office, before: list[TermFacts], after: list[TermFacts]) -> None:
    if office not in NEVER_VACANT:
        return
    if rules.vacancy_made(before, after, today=rules.local_date(clock.now())) is not None:
        raise SuccessorNeeded


def _check_successor(chosen: Term, wanted: TermEnd, siblings: list[Term]) -> None:
    successor = next((row for row in siblings if row.id == wanted.successor_term_id and row.id != chosen.id), None)
    if successor is None:
        raise InvalidInput(fields=[("body.successor_term_id", "no-such-term-in-this-office")])
    if not rules.follows_without_gap(successor.facts(), last_day=wanted.ends_on):
        raise SuccessorNeeded


def _record(db: Session, kind: str, about: Term, *, actor: Actor, **codes: str) -> None:
    tag = db.keys.person_tag(about.person_id)
    audit.record(db, kind, actor=actor.tag, subject=about.id, office=about.office.value, person=tag, **codes)


async def _tell(db: Session, kind: ChangeKind, about: Term, *, actor: Actor) -> None:
    await db.flush()
    await office_changed(
        db,
        OfficeChange(
            kind=kind,
            office=about.office,
            term_id=about.id,
            person_id=about.person_id,
            starts_on=about.starts_on,
            ends_on=about.ends_on,
            by=actor.tag,
        ),
    )
