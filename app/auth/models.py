from datetime import datetime
from uuid import UUID

from sqlalchemy import JSON, Column, LargeBinary
from sqlmodel import Field, SQLModel

from app.core.ids import new_id


def _bytes() -> Column[bytes]:
    return Column(LargeBinary, nullable=False)


class Account(SQLModel, table=True):
    """A person's way in. `sealed_seed` is the holder's private key under the password's account key."""

    __tablename__ = "account"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    person_id: UUID = Field(foreign_key="person.id", unique=True)
    holder_id: UUID = Field(foreign_key="key_holder.id", unique=True)
    login: str = Field(unique=True, max_length=254)
    cost: str = Field(max_length=60)
    salt: bytes = Field(sa_column=_bytes())
    verifier: bytes = Field(sa_column=_bytes())
    sealed_seed: bytes = Field(sa_column=_bytes())
    created_at: datetime
    password_changed_at: datetime


class Invitation(SQLModel, table=True):
    """A one-time link to an account; only a hash of its token is here."""

    __tablename__ = "invitation"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    person_id: UUID = Field(foreign_key="person.id", index=True)
    token_hash: bytes = Field(sa_column=Column(LargeBinary, nullable=False, unique=True))
    created_at: datetime
    expires_at: datetime
    used_at: datetime | None = None


class SignInSession(SQLModel, table=True):
    """`sealed_seed` is under the vault cookie's secret, which stands nowhere else; `counter` is the refresh token's."""

    __tablename__ = "sign_in_session"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    account_id: UUID = Field(foreign_key="account.id", index=True)
    sealed_seed: bytes = Field(sa_column=_bytes())
    counter: int = 0
    rotated_at: datetime
    started_at: datetime
    expires_at: datetime
    ended_at: datetime | None = None


class KnownDevice(SQLModel, table=True):
    """A browser that has signed in to this account before. `token_hash` is keyed with the account."""

    __tablename__ = "known_device"

    token_hash: str = Field(primary_key=True, max_length=32)
    account_id: UUID = Field(foreign_key="account.id", index=True)
    created_at: datetime


class SlowDownCount(SQLModel, table=True):
    """Failures of one bucket, by a keyed hash: no address and no login stands here."""

    __tablename__ = "slow_down_count"

    bucket: str = Field(primary_key=True, max_length=32)
    failures: int
    not_before: datetime
    last_at: datetime = Field(index=True)


class ApiClient(SQLModel, table=True):
    """Another system. `secret_hash` is SHA-256 of 256 random bits, which need no slow hash."""

    __tablename__ = "api_client"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    name: str = Field(max_length=200)
    secret_hash: bytes = Field(sa_column=_bytes())
    scopes: list[str] = Field(sa_column=Column(JSON, nullable=False))
    created_at: datetime
    ended_at: datetime | None = None
