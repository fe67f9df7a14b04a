"""The roll: who may vote, their links, drawing, and what is kept for a lost page."""

import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import bindparam, delete, func, update
from sqlalchemy import select as select_columns
from sqlmodel import col, select

from app.core.database import Session
from app.core.errors import NotFound
from app.core.ids import new_id, new_token
from app.core.keys import Keys, sha256
from app.core.rows import insert_rows, table_of, write_anew
from app.votes.draw import DrawAnswer, DrawRequest, fingerprint
from app.votes.errors import AlreadyDrawn, DrawnDifferently, NotDrawn, VotesOnPaper
from app.votes.models import Vote
from app.votes.roll.models import RollEntry, SealedState
from app.votes.rules import VoteStatus

ROW_KEY_BYTES = 32


@dataclass(frozen=True)
class RollCount:
    """Numbers only; `present` counts whoever drew, or votes on paper, as well."""

    roll: int
    present: int
    drawn: int
    confirmed: int
    lost: int
    """Said to be lost, by those who have not found a receipt of theirs listed."""
    paper: int
    """Marked to vote on paper."""


def voter_tag(keys: Keys, *, vote_id: UUID, person_id: UUID) -> str:
    """A person on one roll. Not their tag elsewhere: two rolls, or a roll and a case, cannot be laid together."""
    return keys.keyed_hash("roll", vote_id, person_id)


async def lock(db: Session, *, vote_id: UUID, voters: Iterable[UUID]) -> None:
    """Write the roll, in the order of random ids."""
    await db.exec(delete(RollEntry).where(col(RollEntry.vote_id) == vote_id))
    tags = [voter_tag(db.keys, vote_id=vote_id, person_id=person_id) for person_id in voters]
    for entry_id, tag in sorted((new_id(), tag) for tag in tags):
        db.add(RollEntry(id=entry_id, vote_id=vote_id, voter=tag))
    await db.flush()


async def void_draws(db: Session, vote_id: UUID) -> None:
    """No link opens and no draw holds any more. Who was on the roll stands until it is locked anew."""
    nothing = dict.fromkeys(("link_hash", "slip_asked_by", "draw_fingerprint"))
    await db.exec(
        update(RollEntry)
        .where(col(RollEntry.vote_id) == vote_id)
        .values(**nothing, is_on_paper=False, is_present=False, votes_on_paper=False)
    )
    await destroy_states(db, vote_id)


async def destroy_marks(db: Session, vote_id: UUID) -> None:
    """Who drew, was there, voted on paper, lost something or confirmed. That they were on the roll stands."""
    nothing = dict.fromkeys(("link_hash", "slip_asked_by", "draw_fingerprint"))
    no = dict.fromkeys(("is_on_paper", "is_present", "is_confirmed", "is_lost", "votes_on_paper"), False)
    await db.exec(update(RollEntry).where(col(RollEntry.vote_id) == vote_id).values(**nothing, **no))
    await destroy_states(db, vote_id)


async def entries_of(db: Session, vote_id: UUID) -> list[RollEntry]:
    query = select(RollEntry).where(RollEntry.vote_id == vote_id).order_by(col(RollEntry.id))
    return list((await db.exec(query)).all())


async def count(db: Session, vote_id: UUID) -> RollCount:
    has_drawn = col(RollEntry.draw_fingerprint).is_not(None)
    query = select_columns(
        func.count(),
        func.count().filter(has_drawn | col(RollEntry.is_present) | col(RollEntry.votes_on_paper)),
        func.count().filter(has_drawn),
        func.count().filter(col(RollEntry.is_confirmed)),
        func.count().filter(has_drawn, col(RollEntry.is_lost), ~col(RollEntry.is_confirmed)),
        func.count().filter(col(RollEntry.votes_on_paper)),
    ).where(col(RollEntry.vote_id) == vote_id)
    return RollCount(*(await (await db.connection()).execute(query)).one())


async def on_roll_of(db: Session, vote_ids: Iterable[UUID], *, person_id: UUID) -> set[UUID]:
    """Those of the votes on whose locked roll the person stands."""
    tags = [voter_tag(db.keys, vote_id=vote_id, person_id=person_id) for vote_id in vote_ids]
    return set((await db.exec(select(RollEntry.vote_id).where(col(RollEntry.voter).in_(tags)))).all())


async def entry_to_change(db: Session, *, vote_id: UUID, entry_id: UUID) -> RollEntry:
    """Raises NotFound."""
    return await _one(db, RollEntry.id == entry_id, vote_id=vote_id)


async def entries_to_change(db: Session, *, vote_id: UUID, entry_ids: Sequence[UUID]) -> list[RollEntry]:
    """In the order asked for; queues for them in one order, whoever asks. Raises NotFound."""
    query = select(RollEntry).where(RollEntry.vote_id == vote_id, col(RollEntry.id).in_(entry_ids))
    locked = query.order_by(col(RollEntry.id)).with_for_update().execution_options(populate_existing=True)
    found = {entry.id: entry for entry in (await db.exec(locked)).all()}
    if found.keys() != set(entry_ids):
        raise NotFound
    return [found[entry_id] for entry_id in entry_ids]


async def entry_of_link(db: Session, *, vote_id: UUID, token: str) -> RollEntry:
    """Raises NotFound for a void link as for one that never was."""
    query = select(RollEntry).where(RollEntry.vote_id == vote_id, RollEntry.link_hash == sha256(token))
    found = (await db.exec(query)).first()
    if found is None:
        raise NotFound
    return found


async def entry_of_link_to_change(db: Session, *, vote_id: UUID, token: str) -> RollEntry:
    """As `entry_of_link`, queueing for the entry."""
    return await _one(db, RollEntry.link_hash == sha256(token), vote_id=vote_id)


async def _one(db: Session, condition: bool, *, vote_id: UUID) -> RollEntry:  # noqa: FBT001 - a column's comparison, which SQLModel types as bool
    query = select(RollEntry).where(RollEntry.vote_id == vote_id, condition).with_for_update()
    found = (await db.exec(query.execution_options(populate_existing=True))).first()
    if found is None:
        raise NotFound
    return found


def new_link(entry: RollEntry, *, on_paper: bool) -> str:
    """The token of a new link, which voids the one before. It stands nowhere but in what is handed out."""
    token = new_token()
    entry.link_hash = sha256(token)
    entry.is_on_paper = entry.is_on_paper or on_paper
    return token


def ask_for_slip(entry: RollEntry, *, asked_by: str) -> str | None:
    """The token for a paper slip once a second person asks; None for the first. Raises AlreadyDrawn, VotesOnPaper."""
    if entry.has_drawn:
        raise AlreadyDrawn
    if entry.votes_on_paper:
        raise VotesOnPaper
    if entry.slip_asked_by is None or entry.slip_asked_by == asked_by:
        entry.slip_asked_by = asked_by
        return None
    entry.slip_asked_by = None
    return new_link(entry, on_paper=True)


@dataclass(frozen=True)
class Drawing:
    """What answering a draw takes: the vote's state and sealed keys, and what the link's entry has drawn, if it has."""

    status: VoteStatus
    sealed_issuing_keys: bytes | None
    drawn: bytes | None


# Built once: putting a statement together takes longer than the database takes to run it.
_ENTRIES = table_of(RollEntry)
_VOTES = table_of(Vote)
_OF_LINK = (_ENTRIES.c.vote_id == bindparam("of_vote"), _ENTRIES.c.link_hash == bindparam("of_link"))
_DRAWING = (
    select_columns(_VOTES.c.status, _VOTES.c.sealed_issuing_keys, _ENTRIES.c.draw_fingerprint)
    .join_from(_ENTRIES, _VOTES, _VOTES.c.id == _ENTRIES.c.vote_id)
    .where(*_OF_LINK)
)
_DRAWN = select_columns(_ENTRIES.c.draw_fingerprint).where(*_OF_LINK)
_MARK_DRAWN = update(_ENTRIES).where(*_OF_LINK, _ENTRIES.c.draw_fingerprint.is_(None))


async def drawing_of_link(db: Session, *, vote_id: UUID, token: str) -> Drawing:
    """Raises NotFound for a void link as for one that never was."""
    link = {"of_vote": vote_id, "of_link": sha256(token)}
    row = (await (await db.connection()).execute(_DRAWING, link)).first()
    if row is None:
        raise NotFound
    return Drawing(*row)


async def record_draw(db: Session, *, vote_id: UUID, token: str, request: DrawRequest, answer: DrawAnswer) -> None:
    """Note that the link's entry has drawn this; the first sealed state stays.

    Two at once queue for the entry: only the first of them finds it not drawn. Raises NotFound and DrawnDifferently.
    """
    connection, link = await db.connection(), {"of_vote": vote_id, "of_link": sha256(token)}
    seen = fingerprint(request)
    marked = await connection.execute(_MARK_DRAWN, {**link, "draw_fingerprint": seen})
    if not marked.rowcount:
        there = (await connection.execute(_DRAWN, link)).first()
        if there is None:
            raise NotFound
        if there[0] != seen:
            raise DrawnDifferently
        return
    state = {
        "row_key": secrets.token_bytes(ROW_KEY_BYTES),
        "vote_id": vote_id,
        "state": request.sealed_state,
        "admission": answer.admission,
        "ballot": answer.ballot,
    }
    await insert_rows(db, SealedState, [state])


def mark_paper(entry: RollEntry, *, votes_on_paper: bool) -> None:
    """Their link is void from then on; taken back, two print them a new one. Raises AlreadyDrawn."""
    if entry.has_drawn:
        raise AlreadyDrawn
    entry.votes_on_paper = votes_on_paper
    if votes_on_paper:
        entry.link_hash = entry.slip_asked_by = None


def confirm(entry: RollEntry) -> None:
    """The voter says that their receipt is listed. Raises NotDrawn."""
    if not entry.has_drawn:
        raise NotDrawn
    entry.is_confirmed = True


def report_loss(entry: RollEntry) -> None:
    """The voter says that page and voting code are gone. Raises NotDrawn."""
    if not entry.has_drawn:
        raise NotDrawn
    entry.is_lost = True


async def states_of(db: Session, vote_id: UUID) -> list[SealedState]:
    """All of them, in the order of random keys."""
    query = select(SealedState).where(SealedState.vote_id == vote_id).order_by(col(SealedState.row_key))
    return list((await db.exec(query)).all())


async def forget_the_order_of_draws(db: Session, vote_id: UUID) -> None:
    """Once nobody draws any more. A draw writes an entry and a state together, which a database can keep for long."""
    await write_anew(db, RollEntry, matching=_ENTRIES.c.vote_id == vote_id)
    await write_anew(db, SealedState, matching=table_of(SealedState).c.vote_id == vote_id)


async def destroy_states(db: Session, vote_id: UUID) -> None:
    await db.exec(delete(SealedState).where(col(SealedState.vote_id) == vote_id))


def by_voter(keys: Keys, *, vote_id: UUID, people: Mapping[UUID, str]) -> dict[str, tuple[UUID, str]]:
    """Person and name by roll tag: only who has the installation's key can tell."""
    return {
        voter_tag(keys, vote_id=vote_id, person_id=person_id): (person_id, name) for person_id, name in people.items()
    }
