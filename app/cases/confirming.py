"""That whoever came with a receipt code is the affected person: said by somebody who has talked with them. CON-01."""

from uuid import UUID

from app.access.rules import COMPARTMENTS, CaseRole, Compartment
from app.audit import service as audit
from app.cases import records, seated, service
from app.cases.access import HeldCase
from app.cases.errors import NotEligible
from app.cases.models import Grant
from app.core import clock
from app.core.database import Session
from app.core.errors import NotFound
from app.core.ids import new_id
from app.policy import rules as policy_rules
from app.policy.terms import Moment
from app.vault import service as vault
from app.vault.models import Standing


def _what_is_theirs(held: HeldCase) -> frozenset[Compartment]:
    """What the policy gives the affected person from the start."""
    rules = policy_rules.access_at(records.policy_of(held), category=held.case.category, moment=Moment.INTAKE)
    opens = frozenset[Compartment]().union(*(rule.opens for rule in rules if rule.role is CaseRole.AFFECTED))
    return opens & COMPARTMENTS[CaseRole.AFFECTED]


async def confirm_affected(db: Session, held: HeldCase, grant_id: UUID) -> Grant:
    """Give the receipt behind a reporter's grant what is the affected person's. Said twice, it is one grant.

    Nothing here is decided by what the report says: who reports need not be the one whom it happened to, and what was
    read stays read. Whoever confirms hands on every key at once, since nobody else can reach a receipt later.

    Raises:
        NotEligible: no receipt (an account is named as the affected person instead), or somebody is that already.
        CompartmentNotOpen, KeyNotHeld: whoever confirms does not read all of it themselves.
    """
    present = await seated.active_grants(db, held.id)
    reporter = next((each for each in present if each.id == grant_id and each.role is CaseRole.REPORTER), None)
    if reporter is None:
        raise NotFound
    holder = await seated.receipt_behind(db, reporter.holder)
    affected = [each for each in present if each.role is CaseRole.AFFECTED]
    if holder is not None and [each.holder for each in affected] == [reporter.holder]:
        return affected[0]
    opens = _what_is_theirs(held)
    if holder is None or affected or not opens:
        raise NotEligible
    newest = await vault.newest_versions(db, case_id=held.id)
    for compartment in sorted(opens):
        held.require_compartment(compartment)
        await held.open_version(db, newest[compartment].id)
    versions = await vault.version_ids(db, case_id=held.id, names=opens)
    opened = await held.opened(db, versions)
    await vault.share(db, [opened[each] for each in versions if each in opened], to=holder, standing=Standing.ACTIVE)
    grant = Grant(
        id=new_id(),
        case_id=held.id,
        holder=reporter.holder,
        role=CaseRole.AFFECTED,
        compartments=sorted(opens),
        why="confirmed",
        given_by=held.actor.tag,
        given_at=clock.now(),
    )
    db.add(grant)
    service.log(db, held, "let-in", role=grant.role.value)
    audit.record(db, "grant-given", actor=held.actor.tag, subject=held.id, holder=grant.holder, role=grant.role.value)
    await db.flush()
    return grant
