from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from app.access.rules import Office, Scope
from app.core.schemas import Line, Schema
from app.people.rules import Language

Password = Annotated[str, Field(min_length=1, max_length=256)]


class TokenRead(Schema):
    access_token: str
    token_type: Literal["bearer"] = "bearer"  # noqa: S105 - the scheme's name
    expires_in: int
    """Seconds."""
    scope: str | None = None
    """What another system was given, space-separated."""


class SessionRead(Schema):
    id: UUID
    started_at: datetime
    last_used_at: datetime
    is_current: bool


class SessionList(Schema):
    items: list[SessionRead]


class InvitationToken(Schema):
    token: Annotated[str, Field(min_length=20, max_length=100)]


class InvitationRead(Schema):
    display_name: str
    login: str


class InvitationAccept(InvitationToken):
    password: Password


class PasswordChange(Schema):
    current_password: Password
    new_password: Password


class MeRead(Schema):
    person_id: UUID
    display_name: str
    offices: list[Office]
    language: Language


class ApiClientCreate(Schema):
    name: Line
    scopes: Annotated[list[Scope], Field(min_length=1, max_length=10)]


class ApiClientRead(Schema):
    id: UUID
    name: str
    scopes: list[Scope]
    created_at: datetime
    ended_at: datetime | None


class ApiClientMade(ApiClientRead):
    secret: str | None
    """Shown once; null when the same Idempotency-Key is sent again."""


class ApiClientList(Schema):
    items: list[ApiClientRead]
