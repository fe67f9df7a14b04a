"""A confirmation of the affected person that was wrong is taken back, by two. Source: CON-01, CON-05."""

from dataclasses import dataclass
from uuid import UUID

from sqlmodel import col, select

from app.access.rules import CaseRole, Compartment
from app.cases import answering, ending, seated
from app.cases.access import HeldCase, barred_people, opens
from app.cases.hooks import CaseHooks
from app.cases.models import Grant
from app.core import clock
from app.core.database import Session
from app.core.errors import NotFound
from app.disclosures.errors import NothingToTakeBack, TakingBackWaits
from app.disclosures.models import Override
from app.disclosures.rules import OverrideKind, OverrideStatus
from app.plans.media import service as media


@dataclass(frozen=True)
class TakingBack:
    grant_id: UUID


async def confirmed_one(db: Session, case_id: UUID) -> Grant | None:
    """Whoever is the affected person by a receipt code that somebody confirmed, now. There is one at most."""
    for grant in await seated.active_grants(db, case_id):
        if grant.role is CaseRole.AFFECTED and grant.why == "confirmed":
            return grant if await seated.receipt_behind(db, grant.holder) is not None else None
    return None


async def require_may_ask(db: Session, held: HeldCase, wanted: TakingBack) -> None:
    """Raises NotFound, NothingToTakeBack, TakingBackWaits while another asking of the same waits."""
    await require_confirmed(db, held, wanted.grant_id)
    waiting = select(Override.id).where(
        Override.grant_id == wanted.grant_id,
        Override.kind == OverrideKind.TAKING_BACK,
        Override.status == OverrideStatus.ASKED,
        Override.answer_by > clock.now(),
    )
    if (await db.exec(waiting)).first() is not None:
        raise TakingBackWaits


async def require_confirmed(db: Session, held: HeldCase, grant_id: UUID | None) -> Grant:
    """Raises NotFound where it is no grant of this case, NothingToTakeBack where it is not one that was confirmed."""
    known = select(Grant.id).where(col(Grant.id) == grant_id, Grant.case_id == held.id)
    if (await db.exec(known)).first() is None:
        raise NotFound
    grant = await confirmed_one(db, held.id)
    if grant is None or grant.id != grant_id:
        raise NothingToTakeBack
    return grant


async def take_back(db: Session, held: HeldCase, grant_id: UUID | None, *, hooks: CaseHooks) -> None:
    """Their access, their keys and what hangs on their word end at once; the receipt is a reporter's again.

    What is written next has keys that they never had. Whose yes it was is not told apart: an officer who wrote one down
    may have asked the same person, so every yes by which somebody is told or let in is asked for anew.
    """
    grant = await require_confirmed(db, held, grant_id)
    await ending.end(db, grant, why="taken-back", by=held.actor.tag)
    kept = frozenset[Compartment]().union(
        *(opens(each) for each in await seated.active_grants(db, held.id) if each.holder == grant.holder)
    )
    await answering.take_back_all(db, held, hooks=hooks)
    await media.set_aside_answers_of(db, held, grant.holder)
    for listener in hooks.confirmation_taken_back:
        await listener(db, held)
    # Last, so that whoever lost their part with the yes has no key to what is written next either.
    await seated.rekey(db, held.id, opens(grant) - kept, barred=await barred_people(db, held.id))
