"""Back into a case whose keys nobody has left: with the association's recovery key, one person and case at a time."""

from uuid import UUID

from sqlmodel import col, select

from app.access.rules import COMPARTMENTS, CaseRole, Compartment, Office
from app.audit import service as audit
from app.auth import service as auth
from app.cases.access import is_barred
from app.cases.errors import NotEligible
from app.cases.models import Case, Grant, LogEntry
from app.cases.passed_over import passed_over
from app.core import clock
from app.core.database import Session
from app.core.errors import NotFound
from app.people import service as people
from app.policy.loader import load
from app.policy.terms import Holder as PolicyHolder
from app.vault import service as vault
from app.vault.crypto import KeyPair
from app.vault.models import Standing

ACTOR = "recovery-key"


async def let_back_in(
    db: Session, *, reference: str, person_id: UUID, reserve: vault.Holder, keys: KeyPair
) -> frozenset[Compartment]:
    """Give someone who has a grant its keys again. A case that nobody can open takes in a security officer anew.

    Returns:
        the compartments that the person opens now.

    Raises:
        NotFound: no case has this reference.
        NotEligible: barred, kept outside by the affected person, without an account, without a grant in a case that
            others can still open.
    """
    case = (await db.exec(select(Case).where(Case.reference == reference.strip().upper()).with_for_update())).first()
    if case is None:
        raise NotFound
    holder_id = (await auth.holder_ids(db, [person_id])).get(person_id)
    found = await vault.holders(db, [holder_id]) if holder_id else []
    if not found or await is_barred(db, case_id=case.id, person_id=person_id):
        raise NotEligible
    if person_id in await passed_over(db, case.id):
        raise NotEligible
    tag = db.keys.person_tag(person_id)
    theirs = select(Grant).where(Grant.case_id == case.id, Grant.holder == tag, col(Grant.ended_at).is_(None))
    now = clock.now()
    # What was opened in danger is over at its time, whether or not somebody has come to end it.
    grants = [each for each in await db.exec(theirs) if each.until is None or each.until > now]
    if not grants:
        grants = [await _as_officer(db, case, person_id=person_id)]
    opens: frozenset[Compartment] = frozenset()
    for grant in grants:
        opens |= frozenset(Compartment(name) for name in grant.compartments) & COMPARTMENTS[grant.role]
    versions = await vault.version_ids(db, case_id=case.id, names=opens)
    opened = await vault.open_reserve(db, versions, reserve=reserve, keys=keys)
    await vault.share(db, opened.values(), to=found[0], standing=Standing.ACTIVE)
    await db.flush()
    waits = not await vault.holds_all(db, versions, holder_id=found[0].id)
    for grant in grants:
        grant.awaits_key = waits
        grant.suspended_at = None
        db.add(grant)
    db.add(LogEntry(case_id=case.id, at=clock.now(), kind="let-back-in", actor=ACTOR, codes={}))
    audit.record(db, "recovery-key-used", actor=ACTOR, subject=case.id, holder=tag)
    await db.flush()
    return opens


async def _as_officer(db: Session, case: Case, *, person_id: UUID) -> Grant:
    """Nobody is left in it: a security officer in office begins, with what the policy gives one at first."""
    can_open = select(Grant.id).where(
        Grant.case_id == case.id,
        col(Grant.ended_at).is_(None),
        col(Grant.suspended_at).is_(None),
        col(Grant.awaits_key).is_(False),
        Grant.role == CaseRole.SECURITY_OFFICER,
    )
    if (await db.exec(can_open)).first() is not None:
        raise NotEligible
    if Office.SECURITY_OFFICER not in await people.offices_of(db, person_id):
        raise NotEligible
    rules = load(case.policy_name, case.policy_version).access[case.category]
    compartments = frozenset[Compartment]().union(
        *(
            rule.opens
            for rule in rules
            if rule.role is CaseRole.SECURITY_OFFICER
            and rule.holder is PolicyHolder.SECURITY_OFFICER
            and rule.consent is None
        )
    )
    grant = Grant(
        case_id=case.id,
        holder=db.keys.person_tag(person_id),
        role=CaseRole.SECURITY_OFFICER,
        compartments=sorted(compartments),
        why="recovery-key",
        given_by=ACTOR,
        given_at=clock.now(),
    )
    db.add(grant)
    return grant


async def references_nobody_opens(db: Session) -> list[str]:
    """Open cases that wait for the recovery key: no officer in them has a grant and its keys too."""
    opened = select(Grant.case_id).where(
        col(Grant.ended_at).is_(None),
        col(Grant.suspended_at).is_(None),
        col(Grant.awaits_key).is_(False),
        Grant.role == CaseRole.SECURITY_OFFICER,
    )
    rows = await db.exec(select(Case.reference).where(col(Case.closed_at).is_(None), col(Case.id).not_in(opened)))
    return sorted(rows.all())
