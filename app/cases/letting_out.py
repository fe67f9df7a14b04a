"""Who is never put out of a case by one person, and which group is never left too small."""

from app.access.rules import CaseRole
from app.cases import records, seated
from app.cases.access import HeldCase
from app.cases.errors import GroupTooSmall, NotLetOutByHand
from app.cases.models import Grant
from app.core.database import Session
from app.policy import rules as policy_rules
from app.policy.terms import Act

_WHOSE_MATTER_IT_IS = frozenset({CaseRole.AFFECTED, CaseRole.REPORTER})
_LEADING = frozenset({CaseRole.SECURITY_OFFICER, CaseRole.ACCOUNTABLE})


async def require_it_can_end(db: Session, held: HeldCase, grant: Grant) -> None:
    """One who leads would otherwise be alone with the case by a single act: see `conflicts` for what takes reasons."""
    if grant.role in _WHOSE_MATTER_IT_IS:
        raise NotLetOutByHand
    if grant.role not in _LEADING:
        return
    others = [
        each
        for each in await seated.active_grants(db, held.id)
        if each.role in _LEADING and each.holder != grant.holder and not each.awaits_key and each.suspended_at is None
    ]
    if grant.holder != held.actor.tag or not others:
        raise NotLetOutByHand


async def require_a_group_is_left(db: Session, held: HeldCase, grant: Grant) -> None:
    """Source: UNK-01."""
    steps = policy_rules.steps_with_act(
        records.policy_of(held), act=Act.APPOINT_INVESTIGATORS, category=held.case.category, phase=held.case.phase
    )
    least = max((step.group_size.least for step in steps if step.group_size), default=0)
    present = await seated.active_grants(db, held.id)
    left = {each.holder for each in present if each.role is CaseRole.INVESTIGATOR and each.id != grant.id}
    if least and (len(left) < least or seated.officers_or_next(present).isdisjoint(left)):
        raise GroupTooSmall
