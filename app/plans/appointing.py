"""Steps that let somebody in: the contact person, those who investigate, the chair who is told. Source: ORG-03."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from sqlmodel import col, select

from app.access.rules import CaseRole, Compartment, Office
from app.audit import service as audit
from app.cases import grants, records
from app.cases import service as cases
from app.cases.access import HeldCase, barred_people
from app.cases.errors import CaseClosed, NotEligible
from app.cases.models import Grant
from app.cases.passed_over import passed_over
from app.cases.rules import OPEN_STAGES, TextKind
from app.cases.seated import affected_people, officers_or_next
from app.core import clock
from app.core.database import Session
from app.core.keys import PersonTag
from app.notifications import service as notifications
from app.notifications.rules import NoticeKind
from app.people import service as people
from app.plans import rules
from app.plans.errors import ContactPersonInvestigates, NoContactPersonToDecline, WrongGroupSize
from app.plans.models import CaseStep
from app.plans.reading import plan_of
from app.plans.rules import StepStatus
from app.plans.service import finish, settle, steps_of
from app.policy import rules as policy_rules
from app.policy.loader import load
from app.policy.schema import Step
from app.policy.terms import Act, Moment

# The contact person


@dataclass(frozen=True)
class ContactPerson:
    """`grant` is None while there is none."""

    grant: Grant | None
    due_at: datetime | None
    is_declined: bool
    is_missing: bool


async def contact_person_of(db: Session, held: HeldCase) -> ContactPerson:
    found = await plan_of(db, held.case)
    grant = next(iter(await _grants(db, held.id, CaseRole.CONTACT_PERSON)), None)
    newest = newest_of(await steps_of(db, held.id), steps_with(held, Act.APPOINT_CONTACT_PERSON))
    return ContactPerson(
        grant=grant,
        due_at=newest.due_at if newest and newest.status is StepStatus.OPEN else None,
        is_declined=newest is not None and newest.status is StepStatus.NOT_APPLICABLE,
        is_missing=rules.contact_person_is_missing(found.plan, has_one=grant is not None, now=clock.now()),
    )


async def appoint_contact_person(db: Session, held: HeldCase, person_id: UUID) -> Grant:
    """Give the affected person someone beside them; whoever was it before is let out. Source: ORG-03.

    Raises:
        ContactPersonInvestigates: Source: CON-04.
        NotEligible: barred, retired, or part of the matter.
    """
    _require_open(held)
    tag = db.keys.person_tag(person_id)
    theirs = {each.role: each for each in await _grants(db, held.id) if each.holder == tag}
    if CaseRole.CONTACT_PERSON in theirs:
        return theirs[CaseRole.CONTACT_PERSON]
    if CaseRole.INVESTIGATOR in theirs:
        raise ContactPersonInvestigates
    if theirs.keys() & {CaseRole.AFFECTED, CaseRole.ACCUSED, CaseRole.REPORTER}:
        raise NotEligible
    for before in await _grants(db, held.id, CaseRole.CONTACT_PERSON):
        await grants.end_grant(db, held, before.id, why="another-appointed")
    opens = _opened_at(held, Moment.CONTACT_PERSON_APPOINTED, CaseRole.CONTACT_PERSON)
    grant = await grants.let_in(
        db,
        held,
        person_id=person_id,
        role=CaseRole.CONTACT_PERSON,
        compartments=opens,
        why="appointed-contact-person",
        is_appointed=True,
    )
    await _finish_appointing(db, held, Act.APPOINT_CONTACT_PERSON)
    touch = {step.id for step in steps_with(held, Act.KEEP_IN_TOUCH)}
    for row in await steps_of(db, held.id):
        if row.code in touch and row.status is not StepStatus.DONE:
            # Set aside when the affected person wanted nobody: the promise holds again.
            row.status, row.finished_at, row.finished_by = StepStatus.OPEN, None, None
            row.assignee = tag
            row.version += 1
            db.add(row)
    await notifications.notify(db, NoticeKind.SOMETHING_NEEDS_YOU, to=tag, case_id=held.id)
    # The affected person is told who it is, and may say no.
    for affected in await affected_people(db, held.id) - {held.actor.person_id}:
        await notifications.notify(db, NoticeKind.SOMETHING_NEEDS_YOU, to=db.keys.person_tag(affected), case_id=held.id)
    await settle(db, held.case)
    return grant


async def decline_contact_person(db: Session, held: HeldCase, *, wants_another: bool, reason: str = "") -> None:
    """The affected person says no: to this one, or to having any. Nobody has to say why. Source: ORG-03, PRN-04.

    What they say is sealed with the report as it came in: of a contact person none ever holds that key, neither the
    one who leaves nor the one who comes.
    """
    _require_open(held)
    steps = steps_with(held, Act.APPOINT_CONTACT_PERSON)
    rows = await steps_of(db, held.id)
    newest = newest_of(rows, steps)
    present = await _grants(db, held.id, CaseRole.CONTACT_PERSON)
    if newest is None or (wants_another and not present) or newest.status is StepStatus.NOT_APPLICABLE:
        raise NoContactPersonToDecline
    for grant in present:
        await grants.end_grant(db, held, grant.id, why="declined")
    touch = {step.id for step in steps_with(held, Act.KEEP_IN_TOUCH)}
    for row in rows:
        if row.code in touch and row.status is StepStatus.OPEN:
            row.assignee = None
            if not wants_another:
                finish(row, status=StepStatus.NOT_APPLICABLE, by=held.actor.tag)
            db.add(row)
    if newest.status is StepStatus.DONE:
        newest = again(db, newest, next(step for step in steps if step.id == newest.code))
    if not wants_another:
        finish(newest, status=StepStatus.NOT_APPLICABLE, by=held.actor.tag)
        db.add(newest)
    if reason:
        await cases.write(db, held, Compartment.SUBMISSION, kind=TextKind.WHY_ANOTHER, text=reason)
    await tell_officers(db, held)
    cases.log(db, held, "contact-person-declined", another=str(wants_another))
    audit.record(db, "contact-person-declined", actor=held.actor.tag, subject=held.id)
    await settle(db, held.case)


async def tell_officers(db: Session, held: HeldCase) -> None:
    """That something in the case needs them; what it is stands on their page of what needs them now."""
    known = await people.names_by_tag(db)
    for tag in sorted(officers_or_next(await _grants(db, held.id)) - {held.actor.tag}):
        if PersonTag(tag) in known:
            await notifications.notify(db, NoticeKind.SOMETHING_NEEDS_YOU, to=PersonTag(tag), case_id=held.id)


def again(db: Session, row: CaseStep, step: Step) -> CaseStep:
    """Another one is to be appointed, within the same time as the first."""
    again = CaseStep(
        case_id=row.case_id,
        code=row.code,
        occurrence=row.occurrence + 1,
        status=StepStatus.OPEN,
        opened_at=clock.now(),
        due_at=clock.now() + step.due.within if step.due else None,
        assignee=row.assignee,
    )
    db.add(again)
    return again


# Those who investigate


async def appoint_investigators(db: Session, held: HeldCase, person_ids: Sequence[UUID]) -> None:
    """A small closed group with the security officer among them. Source: UNK-01, UNK-05, CON-04.

    Raises:
        WrongGroupSize: too few, too many, or nobody among them who has the security officer's duties here.
        ContactPersonInvestigates, NotEligible
    """
    _require_open(held)
    steps = steps_with(held, Act.APPOINT_INVESTIGATORS)
    size = next((step.group_size for step in steps if step.group_size), None)
    everyone = await _grants(db, held.id)
    officers = officers_or_next(everyone)
    tags = {db.keys.person_tag(person_id): person_id for person_id in person_ids}
    if size is None or not size.least <= len(tags) <= size.most or officers.isdisjoint(tags):
        raise WrongGroupSize(fields=[("body.person_ids", "group-size")])
    roles: dict[str, set[CaseRole]] = {}
    for each in everyone:
        roles.setdefault(each.holder, set()).add(each.role)
    _require_no_part_in_it({role for tag in tags for role in roles.get(tag, set())})
    opens = _opened_at(held, Moment.INVESTIGATORS_APPOINTED, CaseRole.INVESTIGATOR)
    for before in everyone:
        if before.role is CaseRole.INVESTIGATOR and before.holder not in tags:
            await grants.end_grant(db, held, before.id, why="another-appointed", is_another_appointed=True)
    # Officers first: they hold standby keys, so that they can hand them on to the rest.
    for tag in sorted(tags, key=lambda each: each not in officers):
        if CaseRole.INVESTIGATOR in roles.get(tag, set()):
            continue
        await grants.let_in(
            db,
            held,
            person_id=tags[tag],
            role=CaseRole.INVESTIGATOR,
            compartments=opens,
            why="appointed-investigator",
            is_appointed=True,
        )
        if tag == held.actor.tag:  # what they hold now they can hand on
            held = replace(held, compartments=held.compartments | frozenset(opens))
        if tag != held.actor.tag:
            await notifications.notify(db, NoticeKind.SOMETHING_NEEDS_YOU, to=tag, case_id=held.id)
    await _finish_appointing(db, held, Act.APPOINT_INVESTIGATORS)
    await settle(db, held.case)


def _require_no_part_in_it(roles: Collection[CaseRole]) -> None:
    if CaseRole.CONTACT_PERSON in roles:
        raise ContactPersonInvestigates
    if not {CaseRole.AFFECTED, CaseRole.ACCUSED, CaseRole.REPORTER}.isdisjoint(roles):
        raise NotEligible


# The chair


async def seat_chair(db: Session, held: HeldCase) -> None:
    """The chair was told, and must be able to call a meeting. Source: SOI-03.

    Past a chair who is barred, or whom the affected person wants kept out, it is the next in line; where nobody is, the
    federation is told that help is needed. Source: CON-02, SOI-02.
    """
    opens = _opened_at(held, Moment.CHAIR_INFORMED, CaseRole.ACCOUNTABLE)
    if not opens or await _grants(db, held.id, CaseRole.ACCOUNTABLE):
        return
    barred = {
        *(await barred_people(db, held.id)),
        *(await affected_people(db, held.id)),
        *(await passed_over(db, held.id)),
    }
    chair = await people.next_in_line(db, Office.CHAIR, barred=barred)
    if chair.person_id is None or chair.is_federation:
        for person_id in set(await people.holders_of(db, Office.FEDERATION)) - barred:
            await notifications.notify(db, NoticeKind.OUTSIDE_HELP, to=db.keys.person_tag(person_id))
        return
    await grants.let_in(
        db,
        held,
        person_id=chair.person_id,
        role=CaseRole.ACCOUNTABLE,
        compartments=opens,
        why="chair-informed",
        is_appointed=True,
    )
    tag: PersonTag = db.keys.person_tag(chair.person_id)
    await notifications.notify(db, NoticeKind.SOMETHING_NEEDS_YOU, to=tag, case_id=held.id)


def _require_open(held: HeldCase) -> None:
    if held.case.stage not in OPEN_STAGES:
        raise CaseClosed


def steps_with(held: HeldCase, act: Act) -> tuple[Step, ...]:
    policy = load(held.case.policy_name, held.case.policy_version)
    return policy_rules.steps_with_act(policy, act=act, category=held.case.category, phase=held.case.phase)


def _opened_at(held: HeldCase, moment: Moment, role: CaseRole) -> list[Compartment]:
    policy = records.policy_of(held)
    given = policy_rules.access_at(policy, category=held.case.category, moment=moment)
    return sorted({opened for rule in given if rule.role is role for opened in rule.opens})


async def _grants(db: Session, case_id: UUID, role: CaseRole | None = None) -> list[Grant]:
    wanted = select(Grant).where(Grant.case_id == case_id, col(Grant.ended_at).is_(None))
    if role is not None:
        wanted = wanted.where(Grant.role == role)
    return list((await db.exec(wanted.order_by(col(Grant.given_at)))).all())


def newest_of(rows: Sequence[CaseStep], steps: Sequence[Step]) -> CaseStep | None:
    codes = {step.id for step in steps}
    return max((row for row in rows if row.code in codes), key=lambda row: row.occurrence, default=None)


async def _finish_appointing(db: Session, held: HeldCase, act: Act) -> None:
    newest = newest_of(await steps_of(db, held.id), steps := steps_with(held, act))
    if newest is None or newest.status is StepStatus.DONE:
        return
    if newest.status is StepStatus.NOT_APPLICABLE:
        newest = again(db, newest, next(step for step in steps if step.id == newest.code))
    finish(newest, status=StepStatus.DONE, by=held.actor.tag)
    db.add(newest)
    cases.log(db, held, "step-done", step=newest.code, occurrence=str(newest.occurrence))
    audit.record(db, "step-done", actor=held.actor.tag, subject=held.id, step=newest.code)
