"""Letting people into a case, and out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import col, select

from app.access.rules import BOARD, COMPARTMENTS, COUNCIL_GROUP, EXTERNAL_OFFICES, CaseRole, Compartment, Office
from app.audit import service as audit
from app.auth import service as auth
from app.cases import circle, consents, records, seated, service
from app.cases.access import HeldCase, barred_people, is_barred, opens
from app.cases.ending import end, person_of, take_keys
from app.cases.errors import ConsentMissing, NotEligible
from app.cases.letting_out import require_a_group_is_left, require_it_can_end
from app.cases.models import Grant
from app.cases.passed_over import passed_over
from app.core import clock
from app.core.database import Session
from app.core.errors import NotFound
from app.core.ids import new_id
from app.core.keys import PersonTag
from app.people import service as people
from app.policy.sharing import AccessRule
from app.policy.terms import Holder
from app.vault import service as vault
from app.vault.models import Standing


@dataclass(frozen=True)
class GrantView:
    grant: Grant
    person_id: UUID | None
    display_name: str | None


async def people_in(db: Session, held: HeldCase) -> list[GrantView]:
    """Who holds the case, and why. The accused is not on it: their page is another, and they see none of this."""
    rows = (
        await db.exec(
            select(Grant).where(Grant.case_id == held.id, col(Grant.ended_at).is_(None)).order_by(col(Grant.given_at))
        )
    ).all()
    hidden = await seated.hidden_from(db, held)
    named = {tag: name for tag, name in (await people.names_by_tag(db)).items() if tag not in hidden}
    return [
        GrantView(
            row,
            named[PersonTag(row.holder)].person_id if row.holder in named else None,
            named[PersonTag(row.holder)].display_name if row.holder in named else None,
        )
        for row in rows
        if row.role is not CaseRole.ACCUSED
    ]


async def let_in(  # noqa: PLR0913 - keyword-only, each a part of the grant
    db: Session,
    held: HeldCase,
    *,
    person_id: UUID,
    role: CaseRole,
    compartments: Sequence[Compartment],
    why: str,
    grant_id: UUID | None = None,
    is_appointed: bool = False,
) -> Grant:
    """Give a grant. The giver hands on only keys that they hold themselves; for the rest the new one waits.

    `is_appointed`: by an act of its own, such as choosing the contact person. Without it a grant is one of those that
    the policy lets be given by hand, to somebody else; whoever is in that role with less gets the rest.

    Raises:
        NotEligible: barred, passed over, retired or unknown, already in that role, or more than the role may open.
    """
    person = await people.person(db, person_id)
    wanted = frozenset(compartments)
    if person_id in await passed_over(db, held.id):
        raise NotEligible
    if not is_appointed and person_id == held.actor.person_id:
        raise NotEligible
    if person.is_retired or person.is_external or await is_barred(db, case_id=held.id, person_id=person_id):
        raise NotEligible
    rules = [
        rule
        for rule in records.policy_of(held).access[held.case.category]
        if rule.role == role and (is_appointed or circle.is_given_by_hand(rule))
    ]
    await _require_a_rule(db, held, rules, person_id=person_id, role=role, wanted=wanted)
    tag = db.keys.person_tag(person_id)
    is_affected = await _holds(db, held.id, tag, frozenset({CaseRole.AFFECTED}))
    if is_affected or (role is CaseRole.AFFECTED and await _holds(db, held.id, tag, frozenset(CaseRole))):
        raise NotEligible  # nobody holds an office in a case of their own; CON-01
    if role in _APART and await _holds(db, held.id, tag, _APART - {role}):
        raise NotEligible
    taken = select(Grant).where(
        Grant.case_id == held.id, Grant.holder == tag, Grant.role == role, col(Grant.ended_at).is_(None)
    )
    if (there := (await db.exec(taken)).first()) is not None:
        if is_appointed:
            raise NotEligible
        return await widen(db, held, there, person_id=person_id, opens=wanted)
    grant = Grant(
        id=grant_id or new_id(),
        case_id=held.id,
        holder=tag,
        role=role,
        compartments=sorted(wanted),
        why=why,
        given_by=held.actor.tag,
        given_at=clock.now(),
    )
    grant.awaits_key = not await hand_over_keys(db, held, person_id=person_id, compartments=wanted)
    db.add(grant)
    service.log(db, held, "let-in", role=role.value)
    audit.record(db, "grant-given", actor=held.actor.tag, subject=held.id, holder=tag, role=role.value)
    await db.flush()
    return grant


async def widen(db: Session, held: HeldCase, grant: Grant, *, person_id: UUID, opens: frozenset[Compartment]) -> Grant:
    """More for somebody who is in that role already: what they hold meanwhile waits for no key. Source: SOI-02.

    Raises:
        NotEligible: nothing more, or a part that whoever gives it does not hold.
    """
    more = opens - frozenset(grant.compartments)
    if not more or not more <= held.compartments or grant.awaits_key or grant.suspended_at is not None:
        raise NotEligible
    if not await hand_over_keys(db, held, person_id=person_id, compartments=more):
        raise NotEligible
    grant.compartments = sorted({*grant.compartments, *more})
    db.add(grant)
    service.log(db, held, "let-in", role=grant.role.value)
    audit.record(db, "grant-given", actor=held.actor.tag, subject=held.id, holder=grant.holder, role=grant.role.value)
    await db.flush()
    return grant


_APART = frozenset({CaseRole.CONTACT_PERSON, CaseRole.INVESTIGATOR})
"""Nobody is both: who makes the affected person safe does not ask the questions. Source: CON-04."""


async def _holds(db: Session, case_id: UUID, tag: PersonTag, roles: frozenset[CaseRole]) -> bool:
    found = await db.exec(
        select(Grant.id).where(
            Grant.case_id == case_id,
            Grant.holder == tag,
            col(Grant.role).in_(list(roles)),
            col(Grant.ended_at).is_(None),
        )
    )
    return found.first() is not None


async def shrink_to_policy(db: Session, held: HeldCase, *, why: str) -> None:
    """Take at once what category and consents no longer give, with the keys, and add nothing. Source: SOI-02, CON-01.

    After a change of category, and after a consent was taken back.
    """
    taken: set[Compartment] = set()
    named = await people.names_by_tag(db)
    given = await consents.consents_given(db, held.case)
    rules = records.policy_of(held).access[held.case.category]
    grants = (
        await db.exec(select(Grant).where(Grant.case_id == held.id, col(Grant.ended_at).is_(None)).with_for_update())
    ).all()
    for grant in grants:
        if grant.role is CaseRole.ACCUSED:
            continue  # it opens what was told to them and what they said, whatever the case is called now
        who = named.get(PersonTag(grant.holder))
        offices = await people.offices_of(db, who.person_id) if who else frozenset[Office]()
        allowed = frozenset[Compartment]().union(
            *(
                rule.opens
                for rule in rules
                # A consent is for one of them by office: another's yes is none for this one.
                if rule.role == grant.role
                and (rule.consent is None or (rule.consent in given and fits(rule.holder, offices)))
            )
        )
        lost = frozenset(grant.compartments) - allowed
        if not lost:
            continue
        grant.compartments = sorted(set(grant.compartments) - lost)
        if not grant.compartments:
            await end(db, grant, why=why, by=held.actor.tag)
        else:
            db.add(grant)
            await db.flush()
        await take_keys(db, grant, lost)
        taken |= {Compartment(name) for name in lost}
    await seated.rekey(db, held.id, taken, barred=await barred_people(db, held.id))


async def _require_a_rule(  # noqa: PLR0913 - keyword-only, each a part of the question
    db: Session,
    held: HeldCase,
    among: Sequence[AccessRule],
    *,
    person_id: UUID,
    role: CaseRole,
    wanted: frozenset[Compartment],
) -> None:
    """The policy says who may hold what, and after which consent; nobody's wish goes beyond it. Source: SOI-02.

    Raises:
        ConsentMissing: a rule would allow it once the affected person has agreed.
        NotEligible: no rule does.
    """
    offices = await people.offices_of(db, person_id)
    offices |= await _stands_in_for(db, held.id, person_id=person_id, offices=offices)
    rules = [rule for rule in among if fits(rule.holder, offices)]
    given = await consents.consents_given(db, held.case)
    after_consent = frozenset[Compartment]().union(*(rule.opens for rule in rules))
    now = frozenset[Compartment]().union(
        *(rule.opens for rule in rules if rule.consent is None or rule.consent in given)
    )
    if wanted <= now & COMPARTMENTS[role]:
        return
    raise ConsentMissing if wanted <= after_consent & COMPARTMENTS[role] else NotEligible


_CHOSEN_AMONG: Mapping[Office, frozenset[Office]] = {
    Office.CHAIR: frozenset({Office.BOARD_MEMBER}),
    Office.SECURITY_OFFICER: frozenset(Office) - EXTERNAL_OFFICES - {Office.ADMINISTRATOR},
    Office.GROUP_LEADER: COUNCIL_GROUP,
}


async def _stands_in_for(db: Session, case_id: UUID, *, person_id: UUID, offices: frozenset[Office]) -> set[Office]:
    """Offices in which someone acts here because every holder is barred, or there is none. Source: CON-02."""
    barred = {
        *(await barred_people(db, case_id)),
        *(await seated.affected_people(db, case_id)),
        *(await passed_over(db, case_id)),
    }
    acts_in = set()
    for office, among in _CHOSEN_AMONG.items():
        chosen = [] if offices.isdisjoint(among) or Office.ADMINISTRATOR in offices else [person_id]
        acting = await people.next_in_line(db, office, barred=barred, chosen=chosen)
        if acting.person_id == person_id:
            acts_in.add(office)
    return acts_in


_PARTS = frozenset({Holder.REPORTER, Holder.AFFECTED, Holder.ACCUSED, Holder.CONTACT_PERSON, Holder.INVESTIGATOR})
_GROUPS: Mapping[Holder, frozenset[Office]] = {Holder.BOARD: BOARD, Holder.COUNCIL_GROUP: COUNCIL_GROUP}


def fits(holder: Holder, offices: frozenset[Office]) -> bool:
    """Whether someone with these offices can be that holder; a part in the case needs no office."""
    if holder in _PARTS:
        return True
    wanted = _GROUPS.get(holder) or frozenset({Office(holder.value)})
    return not wanted.isdisjoint(offices)


async def hand_over_keys(db: Session, held: HeldCase, *, person_id: UUID, compartments: frozenset[Compartment]) -> bool:
    """Whether the person now holds every version of these compartments."""
    holder_id = (await auth.holder_ids(db, [person_id])).get(person_id)
    found = await vault.holders(db, [holder_id]) if holder_id else []
    if not found:
        return False
    (holder,) = found
    versions = await vault.version_ids(db, case_id=held.id, names=compartments)
    await vault.activate(db, versions, holder_id=holder.id)
    handed_on = await vault.version_ids(db, case_id=held.id, names=compartments & held.compartments)
    opened = await held.opened(db, handed_on)
    await vault.share(db, [opened[each] for each in handed_on if each in opened], to=holder, standing=Standing.ACTIVE)
    await db.flush()
    return await vault.holds_all(db, versions, holder_id=holder.id)


async def give_key(db: Session, held: HeldCase, grant_id: UUID) -> Grant:
    """Let in someone who waits: the approver has checked by voice who asks. One grant at a time, never in bulk."""
    grant = await _grant(db, held, grant_id)
    person_id = await person_of(db, grant)
    if await is_barred(db, case_id=held.id, person_id=person_id):
        raise NotEligible
    wanted = frozenset(Compartment(name) for name in grant.compartments) & COMPARTMENTS[grant.role]
    grant.awaits_key = not await hand_over_keys(db, held, person_id=person_id, compartments=wanted)
    grant.suspended_at = None
    db.add(grant)
    audit.record(db, "key-given", actor=held.actor.tag, subject=held.id, holder=grant.holder)
    return grant


async def end_grant(
    db: Session, held: HeldCase, grant_id: UUID, *, why: str, is_another_appointed: bool = False
) -> None:
    """Out, at once. The keys of what no other grant of theirs opens go with it, and others take their place.

    Raises:
        NotLetOutByHand: the affected person and the reporter never are; whoever leads only by their own hand, and never
            the last.
        GroupTooSmall: those who are left could not investigate, and nobody `is_another_appointed` in their place.
    """
    grant = await _grant(db, held, grant_id)
    await require_it_can_end(db, held, grant)
    if grant.role is CaseRole.INVESTIGATOR and not is_another_appointed:
        await require_a_group_is_left(db, held, grant)
    await end(db, grant, why=why, by=held.actor.tag)
    await seated.rekey(db, held.id, opens(grant), barred=await barred_people(db, held.id))
    service.log(db, held, "let-out", role=grant.role.value)


async def _grant(db: Session, held: HeldCase, grant_id: UUID) -> Grant:
    grant = (
        await db.exec(
            select(Grant).where(Grant.id == grant_id, Grant.case_id == held.id, col(Grant.ended_at).is_(None))
        )
    ).first()
    if grant is None:
        raise NotFound
    return grant
