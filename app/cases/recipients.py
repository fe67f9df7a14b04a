"""Who a recipient is in the register, and that nobody who is kept out is among those told. Source: CON-01, SOI-02."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from app.access.rules import BOARD, COUNCIL_GROUP, Office
from app.cases.access import barred_people
from app.cases.errors import RecipientKeptOut, SomeKeptOut
from app.cases.passed_over import passed_over
from app.core.database import Session
from app.people import service as people
from app.policy.terms import Recipient

_GROUP = COUNCIL_GROUP | {Office.GROUP_LEADER}
HELD_BY: Mapping[Recipient, frozenset[Office]] = {
    **{Recipient(office.value): frozenset({office}) for office in Office if office.value in set(Recipient)},
    Recipient.BOARD: BOARD,
    Recipient.COUNCIL_GROUP: _GROUP,
    Recipient.WHOLE_GROUP: _GROUP,
}
"""Whom the register can say. Not all members: what they are told the affected person has read, and it names nobody."""


@dataclass(frozen=True)
class Reached:
    """Those in the register whom telling a recipient reaches."""

    everyone: frozenset[UUID]
    kept_out: frozenset[UUID]
    """Barred, or held outside for their office by the affected person."""


async def reached(db: Session, case_id: UUID, recipient: Recipient) -> Reached:
    everyone = {
        person_id for office in HELD_BY.get(recipient, frozenset()) for person_id in await people.holders_of(db, office)
    }
    out_of_it = {*(await barred_people(db, case_id)), *(await passed_over(db, case_id))}
    return Reached(frozenset(everyone), frozenset(everyone & out_of_it))


async def require_nobody_kept_out(
    db: Session, case_id: UUID, recipient: Recipient, *, without_kept_out: bool, goes_to_next: bool
) -> None:
    """`without_kept_out`: whoever tells says that those were left out. `goes_to_next`: another is told in their place.

    Raises: RecipientKeptOut when nobody else is left to tell, SomeKeptOut until it is said that they were left out.
    """
    found = await reached(db, case_id, recipient)
    if not found.kept_out:
        return
    if found.kept_out == found.everyone and not goes_to_next:
        raise RecipientKeptOut
    if not without_kept_out:
        raise SomeKeptOut
