"""Who learns of the case by an exclusion case: asked of the one gate, and entered in the ledger once it is sent.

A letter that is printed is told to nobody yet: the telling is the act that says it has been sent. Decision 46.
"""

from collections.abc import Mapping
from datetime import date, datetime, time

from app.cases import records, wishes
from app.cases.access import HeldCase
from app.core import clock
from app.core.database import Session
from app.people.rules import at_local
from app.policy.terms import Recipient
from app.proceedings.exclusion.rules import ExclusionLetter

TELLS: Mapping[ExclusionLetter, Recipient] = {
    ExclusionLetter.NOTICE: Recipient.ACCUSED,
    ExclusionLetter.REFERRAL: Recipient.FEDERATION,
}
"""Not the federation's decision: it is about the person's own membership, and says nothing of the case."""


async def require_may_tell(db: Session, held: HeldCase, letter: ExclusionLetter) -> None:
    """Before it is printed: what may not be sent is not made. Raises what `ground_for` does."""
    if letter in TELLS:
        records.ground_for(
            records.policy_of(held),
            category=held.case.category,
            recipient=TELLS[letter],
            with_name=False,
            said=await wishes.said(db, held.case),
        )


async def enter(db: Session, held: HeldCase, letter: ExclusionLetter, *, sent_on: date, names_affected: bool) -> None:
    """It was sent. Judged by the answers as that day ended, or now. Raises what `ground_for` does."""
    told = records.ToEnter(
        recipient=TELLS[letter], with_name=names_affected, told_by=held.actor.tag, told_at=_sent_at(sent_on)
    )
    await records.enter(db, held.case, told, field="body.names_affected")


def _sent_at(day: date) -> datetime:
    """Nobody says at what hour."""
    return min(at_local(day, time(23, 59)), clock.now())
