"""The list of votes: what one may not know of leaves no gap and no count."""

from dataclasses import dataclass, fields
from datetime import datetime
from uuid import UUID

from sqlalchemy import and_, or_
from sqlmodel import col, select

from app.access.actor import Actor
from app.core.database import Session
from app.core.errors import MalformedRequest
from app.core.paging import LARGEST_PAGE, PageRequest, cursor_of
from app.core.schemas import Page
from app.votes import accounts
from app.votes.access import Known, visible
from app.votes.kinds import AccountState, Origin, TellerTask, VoteKind
from app.votes.models import Vote
from app.votes.rules import Outcome, VoteStatus
from app.votes.schemas import VoteListed, VoteSummary
from app.votes.tellers import service as tellers


@dataclass(frozen=True)
class Listed:
    """What a list needs of a vote; its manifest and its sealed parts stay where they are."""

    id: UUID
    kind: VoteKind
    origin: Origin
    status: VoteStatus
    raised_at: datetime
    closes_at: datetime | None
    outcome: Outcome | None
    subject_tag: str
    mover_tag: str | None
    summoned_at: datetime | None
    account_state: AccountState | None


async def page_of_votes(db: Session, page: PageRequest, *, actor: Actor) -> Page[VoteListed]:
    shown: list[Known[Listed]] = []
    after = _position(page.after)
    while len(shown) <= page.limit:
        batch = await _batch(db, after)
        shown += await visible(db, batch, actor=actor)
        if len(batch) < LARGEST_PAGE:
            break
        after = (batch[-1].raised_at, batch[-1].id)
    has_more, shown = len(shown) > page.limit, shown[: page.limit]
    last = shown[-1].vote if shown and has_more else None
    tasks = await tellers.tasks_of(db, [held.vote.id for held in shown], person_id=actor.person_id)
    return Page(
        items=[_line_of(held, tasks.get(held.vote.id)) for held in shown],
        next=cursor_of(last.raised_at.isoformat(), str(last.id)) if last else None,
    )


def _line_of(held: Known[Listed], task: TellerTask | None) -> VoteListed:
    summary = VoteSummary.model_validate(held.vote, from_attributes=True)
    vote = held.vote
    awaits_account = accounts.awaits_account(leads=held.leads, state=vote.account_state, status=vote.status)
    return VoteListed(**summary.model_dump(), leads=held.leads, awaits_account=awaits_account, teller_task=task)


async def _batch(db: Session, after: tuple[datetime, UUID] | None) -> list[Listed]:
    query = select(*(getattr(Vote, field.name) for field in fields(Listed)))
    query = query.order_by(col(Vote.raised_at).desc(), col(Vote.id))
    if after is not None:
        at, vote_id = after
        query = query.where(or_(col(Vote.raised_at) < at, and_(col(Vote.raised_at) == at, col(Vote.id) > vote_id)))
    return [Listed(*row) for row in (await db.exec(query.limit(LARGEST_PAGE))).all()]


def _position(after: tuple[str, ...] | None) -> tuple[datetime, UUID] | None:
    if after is None:
        return None
    try:
        at, vote_id = after
        return datetime.fromisoformat(at), UUID(vote_id)
    except ValueError:
        raise MalformedRequest("`after` is not a cursor of this list.") from None
