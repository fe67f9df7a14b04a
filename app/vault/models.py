from datetime import datetime
from enum import Enum
from uuid import UUID

from sqlalchemy import Column, LargeBinary, UniqueConstraint
from sqlmodel import Field, SQLModel

from app.core.database import enum_by_value
from app.core.ids import new_id


class HolderKind(Enum):
    ACCOUNT = "account"
    RECEIPT = "receipt"
    RECOVERY = "recovery"


class Standing(Enum):
    """A standby wrap lets its holder in only after a grant has made it active; the server opens by no other."""

    ACTIVE = "active"
    STANDBY = "standby"


def _bytes() -> Column[bytes]:
    return Column(LargeBinary, nullable=False)


class KeyHolder(SQLModel, table=True):
    """Whoever can hold a compartment's key: an account, a reporter's receipt, the association's recovery key."""

    __tablename__ = "key_holder"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    kind: HolderKind = Field(sa_column=Column(enum_by_value(HolderKind), nullable=False))
    public_key: bytes = Field(sa_column=_bytes())
    created_at: datetime
    retired_at: datetime | None = None


class Compartment(SQLModel, table=True):
    """A part of a case's content with keys of its own; `name` is one of access/rules.py's compartments."""

    __tablename__ = "compartment"
    __table_args__ = (UniqueConstraint("case_id", "name"),)

    id: UUID = Field(default_factory=new_id, primary_key=True)
    case_id: UUID
    name: str = Field(max_length=40)


class CompartmentVersion(SQLModel, table=True):
    """A key pair of a compartment. The newest is sealed to; older ones still open what was sealed to them."""

    __tablename__ = "compartment_version"
    __table_args__ = (UniqueConstraint("compartment_id", "number"),)

    id: UUID = Field(default_factory=new_id, primary_key=True)
    compartment_id: UUID = Field(foreign_key="compartment.id")
    number: int
    public_key: bytes = Field(sa_column=_bytes())
    created_at: datetime


class KeyWrap(SQLModel, table=True):
    """A version's seed, sealed to one holder. `tag` is a keyed hash of version and holder: no link stands in clear."""

    __tablename__ = "key_wrap"

    tag: str = Field(primary_key=True, max_length=32)
    version_id: UUID = Field(foreign_key="compartment_version.id", index=True)
    standing: Standing = Field(sa_column=Column(enum_by_value(Standing), nullable=False))
    sealed_seed: bytes = Field(sa_column=_bytes())
