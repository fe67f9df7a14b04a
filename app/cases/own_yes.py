"""The affected person's own yes, where no officer is left to let anybody in on it. Source: SOI-02, CON-02.

Else an officer does that, who has the key. Where every officer is part of the matter only the affected person has it,
and whoever took over reads nothing before they have said yes themselves: so their yes hands on what it opens.
"""

from app.access.rules import COMPARTMENTS, CaseRole
from app.cases import grants, records, seated
from app.cases.access import HeldCase
from app.core.database import Session
from app.core.keys import PersonTag
from app.people import service as people


async def open_by(db: Session, held: HeldCase, *, question: str) -> None:
    """What their yes to this question opens to whoever leads already. Nobody new is let in by it."""
    if CaseRole.AFFECTED not in held.roles:
        return
    present = await seated.active_grants(db, held.id)
    if any(each.role is CaseRole.SECURITY_OFFICER for each in present):
        return
    known = await people.names_by_tag(db)
    for rule in records.policy_of(held).access[held.case.category]:
        for grant in present if rule.consent == question else ():
            who = known.get(PersonTag(grant.holder))
            if who is None or grant.role is not rule.role:
                continue
            opens = frozenset(rule.opens) & COMPARTMENTS[grant.role]
            offices = await people.offices_of(db, who.person_id)
            if grants.fits(rule.holder, offices) and opens <= held.compartments and not opens <= {*grant.compartments}:
                await grants.widen(db, held, grant, person_id=who.person_id, opens=opens)
