"""The board's account of a motion: what it tells the group, or why it tells nothing. Source: CGR-01, CGR-02.

A motion has no case, and nothing here asks whether there is one: what is answered, told and kept is the same.
"""

from app.access.actor import Actor
from app.audit import service as audit
from app.core.database import Session
from app.votes import sealed
from app.votes.errors import AccountNotAsked, VoteHasMovedOn
from app.votes.kinds import BEFORE_LOCK, AccountState, Origin
from app.votes.models import Vote
from app.votes.rules import VoteStatus
from app.votes.schemas import AccountWrite

BEFORE_SUMMONS = BEFORE_LOCK | {VoteStatus.ROLL_LOCKED}


def answer_account(db: Session, vote: Vote, wanted: AccountWrite, *, actor: Actor) -> None:
    """In place of what was answered before, until the group has been summoned once.

    Raises AccountNotAsked for the board's own question, and VoteHasMovedOn.
    """
    if vote.origin is not Origin.MOTION:
        raise AccountNotAsked
    if vote.summoned_at is not None or vote.status not in BEFORE_SUMMONS:
        raise VoteHasMovedOn
    vote.sealed_account = sealed.seal_text(db.keys, wanted.account, vote_id=vote.id, field="account")
    vote.sealed_no_account = sealed.seal_text(db.keys, wanted.none_because, vote_id=vote.id, field="no-account")
    vote.account_state = AccountState.ANSWERED
    vote.version += 1
    audit.record(db, "vote-account-answered", actor=actor.tag, subject=vote.id)


def awaits_account(*, leads: bool, state: AccountState | None, status: VoteStatus) -> bool:
    """Whether it waits for whoever asks."""
    return leads and state is AccountState.ASKED and status in BEFORE_SUMMONS
