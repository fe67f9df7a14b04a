"""Sessions: opened by a sign-in, carried by rotating refresh tokens, ended one by one or all at once."""

import os
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import bindparam, update
from sqlmodel import col, select

from app.access.actor import ANONYMOUS, SYSTEM, Actor, ActorKind
from app.access.rules import Scope
from app.audit import service as audit
from app.auth.errors import SessionEnded
from app.auth.models import Account, ApiClient, SignInSession
from app.auth.tokens import AccessToken, RefreshToken, rotation
from app.core import clock
from app.core.database import Database, Session
from app.core.due_work import Job, schedule
from app.core.ids import new_id
from app.core.keys import derive
from app.people.joined import offices_in, with_terms
from app.vault.crypto import CannotOpen, open_with, place, seal_with

VAULT_SECRET_BYTES = 32
NO_SEED = b""
"""What an ended session keeps of the holder's key, however it ended."""

JOB = "end-expired-sessions"


@dataclass(frozen=True)
class OpenedSession:
    """What the browser is handed: a counter for its refresh token and the vault's secret, both for cookies."""

    id: UUID
    person_id: UUID
    account_id: UUID
    refresh: RefreshToken
    vault_secret: str | None
    """None when the session goes on: the vault's cookie stays as it is."""


def _session_key(vault_secret: str) -> bytes:
    return derive(urlsafe_b64decode(vault_secret + "=="), "session key")


def _at(session_id: UUID) -> bytes:
    return place("sign_in_session", session_id, "sealed_seed")


async def open_session(db: Session, account: Account, *, seed: bytes, lasts: timedelta) -> OpenedSession:
    now = clock.now()
    session_id = new_id()
    vault_secret = urlsafe_b64encode(os.urandom(VAULT_SECRET_BYTES)).decode().rstrip("=")
    db.add(
        SignInSession(
            id=session_id,
            account_id=account.id,
            sealed_seed=seal_with(_session_key(vault_secret), seed, context=_at(session_id)),
            rotated_at=now,
            started_at=now,
            expires_at=now + lasts,
        )
    )
    audit.record(db, "signed-in", actor=db.keys.person_tag(account.person_id), subject=session_id)
    await schedule(db, kind=JOB, due_at=now + lasts)
    return OpenedSession(session_id, account.person_id, account.id, RefreshToken(session_id, 0), vault_secret)


async def refresh(database: Database, token: RefreshToken) -> OpenedSession:
    """Rotate. A spent token that comes back ends the session, in a transaction that stands although it is refused."""
    async with database.writing() as db:
        session = (
            await db.exec(select(SignInSession).where(SignInSession.id == token.session_id).with_for_update())
        ).first()
        now = clock.now()
        if session is None or session.ended_at is not None or session.expires_at <= now:
            raise SessionEnded
        account = (await db.exec(select(Account).where(Account.id == session.account_id))).one()
        following = rotation(presented=token.counter, current=session.counter, since_rotation=now - session.rotated_at)
        if following is None:
            session.ended_at = now
            session.sealed_seed = NO_SEED
            audit.record(
                db, "session-ended", actor=db.keys.person_tag(account.person_id), subject=session.id, why="token-reuse"
            )
        elif following > session.counter:
            session.counter = following
            session.rotated_at = now
    if following is None:
        raise SessionEnded
    return OpenedSession(
        session.id, account.person_id, account.id, RefreshToken(session.id, following), vault_secret=None
    )


async def end_session(db: Session, session_id: UUID, *, by: Actor, why: str = "signed-out") -> None:
    ended = await db.exec(
        update(SignInSession)
        .where(col(SignInSession.id) == session_id, col(SignInSession.ended_at).is_(None))
        .values(ended_at=clock.now(), sealed_seed=NO_SEED)
    )
    if ended.rowcount:
        audit.record(db, "session-ended", actor=by.tag, subject=session_id, why=why)


async def end_all_sessions(db: Session, account_id: UUID, *, but: UUID | None, actor: str, why: str) -> None:
    """Sign-out everywhere; `but` spares the session that asks."""
    chosen = [col(SignInSession.account_id) == account_id, col(SignInSession.ended_at).is_(None)]
    if but is not None:
        chosen.append(col(SignInSession.id) != but)
    ended = await db.exec(update(SignInSession).where(*chosen).values(ended_at=clock.now(), sealed_seed=NO_SEED))
    if ended.rowcount:
        audit.record(db, "sessions-ended", actor=actor, subject=account_id, why=why)


async def end_expired(database: Database, _job: Job) -> datetime | None:
    """The leased job: take the keys out of sessions that ran out; due again when the next one does."""
    is_open = col(SignInSession.ended_at).is_(None)
    async with database.writing() as db:
        now = clock.now()
        ended = await db.exec(
            update(SignInSession)
            .where(is_open, col(SignInSession.expires_at) <= now)
            .values(ended_at=now, sealed_seed=NO_SEED)
            .returning(col(SignInSession.id))
            .execution_options(synchronize_session=False)
        )
        for (session_id,) in ended.all():
            audit.record(db, "session-ended", actor=SYSTEM.tag, subject=session_id, why="expired")
        following = select(SignInSession.expires_at).where(is_open).order_by(col(SignInSession.expires_at)).limit(1)
        return (await db.exec(following)).first()


@dataclass(frozen=True)
class SessionView:
    id: UUID
    started_at: datetime
    last_used_at: datetime


async def open_sessions(db: Session, account_id: UUID) -> list[SessionView]:
    """Newest first. `last_used_at` is when its tokens last rotated: to a quarter of an hour."""
    rows = await db.exec(
        select(SignInSession.id, SignInSession.started_at, SignInSession.rotated_at)
        .where(
            SignInSession.account_id == account_id,
            col(SignInSession.ended_at).is_(None),
            col(SignInSession.expires_at) > clock.now(),
        )
        .order_by(col(SignInSession.started_at).desc())
    )
    return [SessionView(*row) for row in rows.all()]


_WHO = with_terms(
    select(Account.id, Account.person_id, Account.holder_id, SignInSession.sealed_seed)
    .join(SignInSession, col(SignInSession.account_id) == col(Account.id))
    .where(
        col(SignInSession.id) == bindparam("session_id"),
        col(Account.id) == bindparam("account_id"),
        col(SignInSession.ended_at).is_(None),
        col(SignInSession.expires_at) > bindparam("now"),
    ),
    of=col(Account.person_id),
)


async def actor_of(database: Database, token: AccessToken, *, vault_secret: str | None) -> Actor:
    """Who a verified token stands for at this moment: a session ended a second ago is nobody's."""
    if token.session_id is None:
        return await _client_actor(database, token.subject, narrowed_to=token.scopes)
    asked = {"session_id": token.session_id, "account_id": token.subject, "now": clock.now()}
    rows = await database.ask(_WHO, asked)
    if not rows:
        return ANONYMOUS
    account_id, person_id, holder_id, sealed_seed = rows[0][:4]
    return Actor(
        kind=ActorKind.PERSON,
        tag=database.keys.person_tag(person_id),
        person_id=person_id,
        account_id=account_id,
        session_id=token.session_id,
        offices=offices_in(rows, of=person_id),
        holder_id=holder_id,
        holder_seed=_unsealed(sealed_seed, session_id=token.session_id, vault_secret=vault_secret),
    )


def _unsealed(sealed_seed: bytes, *, session_id: UUID, vault_secret: str | None) -> bytes | None:
    if vault_secret is None:
        return None
    try:
        return open_with(_session_key(vault_secret), sealed_seed, context=_at(session_id))
    except (CannotOpen, ValueError):
        return None  # another session's cookie: the actor is known, but holds no key


_SCOPES = select(ApiClient.scopes).where(col(ApiClient.id) == bindparam("client_id"), col(ApiClient.ended_at).is_(None))


async def _client_actor(database: Database, client_id: UUID, *, narrowed_to: frozenset[str]) -> Actor:
    """What the client has now, as far as it asked for that with this token."""
    found = await database.ask(_SCOPES, {"client_id": client_id})
    if not found:
        return ANONYMOUS
    scopes = found[0].scopes
    return Actor(
        kind=ActorKind.API_CLIENT,
        tag=f"client:{client_id}",
        client_id=client_id,
        scopes=frozenset(scope for scope in Scope if scope in narrowed_to.intersection(scopes)),
    )
