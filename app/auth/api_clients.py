"""Other systems: made and ended in settings, signed in with client credentials, never let into a compartment."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hmac import compare_digest
from uuid import UUID

from sqlalchemy import update
from sqlmodel import col, select

from app.access.actor import Actor
from app.access.rules import Scope
from app.audit import service as audit
from app.auth.errors import WrongCredentials
from app.auth.models import ApiClient
from app.core import clock
from app.core.database import Session
from app.core.errors import InvalidInput, NotFound
from app.core.ids import new_token
from app.core.keys import sha256


@dataclass(frozen=True)
class ApiClientView:
    id: UUID
    name: str
    scopes: list[str]
    created_at: datetime
    ended_at: datetime | None


async def make(db: Session, *, client_id: UUID, name: str, scopes: Sequence[Scope], by: Actor) -> str:
    """The new client's secret; it is shown once and stands nowhere."""
    secret = new_token()
    ordered = sorted({scope.value for scope in scopes})
    db.add(ApiClient(id=client_id, name=name, secret_hash=sha256(secret), scopes=ordered, created_at=clock.now()))
    audit.record(db, "api-client-made", actor=by.tag, subject=client_id, scopes=" ".join(ordered))
    return secret


async def all_clients(db: Session) -> list[ApiClientView]:
    rows = await db.exec(
        select(ApiClient.id, ApiClient.name, ApiClient.scopes, ApiClient.created_at, ApiClient.ended_at).order_by(  # type: ignore[call-overload]  # SQLModel's overloads end at four columns
            col(ApiClient.created_at)
        )
    )
    return [ApiClientView(*row) for row in rows.all()]


async def end(db: Session, client_id: UUID, *, by: Actor) -> None:
    ended = await db.exec(
        update(ApiClient)
        .where(col(ApiClient.id) == client_id, col(ApiClient.ended_at).is_(None))
        .values(ended_at=clock.now())
    )
    if not ended.rowcount:
        raise NotFound
    audit.record(db, "api-client-ended", actor=by.tag, subject=client_id)


@dataclass(frozen=True)
class ClientSignedIn:
    client_id: UUID
    scopes: list[str]


async def sign_in_client(db: Session, *, client_id: str, secret: str, asked: str) -> ClientSignedIn:
    """RFC 6749, 4.4. Asking for scopes the client does not have is refused; asking for none gives all it has."""
    try:
        wanted_id = UUID(client_id)
    except ValueError:
        raise WrongCredentials from None
    found = (
        await db.exec(select(ApiClient).where(ApiClient.id == wanted_id, col(ApiClient.ended_at).is_(None)))
    ).first()
    if found is None or not compare_digest(found.secret_hash, sha256(secret)):
        raise WrongCredentials
    if not set(asked.split()) <= set(found.scopes):
        raise InvalidInput("The client does not have that scope.", fields=[("scope", "not-granted")])
    return ClientSignedIn(found.id, found.scopes)
