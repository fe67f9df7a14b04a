"""A file lies in the database in sealed pieces: it is committed, backed up and destroyed with its case."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Column, LargeBinary
from sqlmodel import Field, SQLModel

from app.core.database import enum_by_value
from app.core.ids import new_id
from app.evidence.rules import CustodyAct


class EvidenceFile(SQLModel, table=True):
    """`author` is a tag. Name, key, hash and kind are sealed to the compartment's version that `version_id` names."""

    __tablename__ = "evidence_file"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    case_id: UUID = Field(foreign_key="matter.id", index=True)
    compartment: str = Field(max_length=40)
    version_id: UUID = Field(foreign_key="compartment_version.id")
    author: str = Field(max_length=60)
    size: int
    received: int = 0
    """Bytes, all in whole pieces."""
    begun_at: datetime
    arrived_at: datetime | None = None
    """Set when all of it is here and its hash is the sender's. Nothing of it changes from then on."""
    commitment: str | None = Field(default=None, max_length=64)
    """SHA-256 of a salt and the file's own SHA-256: it stands in the chained audit log too, and tells nothing."""
    sealed_key: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    sealed_label: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    sealed_finding: bytes | None = Field(default=None, sa_column=Column(LargeBinary, nullable=True))


class EvidenceChunk(SQLModel, table=True):
    """AES-256-GCM under the file's own key, bound to file, index and whether it is the last."""

    __tablename__ = "evidence_chunk"

    file_id: UUID = Field(foreign_key="evidence_file.id", primary_key=True)
    index: int = Field(primary_key=True)
    sealed: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class CustodyEntry(SQLModel, table=True):
    """Who did what with a file, and when. `actor` is a tag."""

    __tablename__ = "evidence_custody"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    file_id: UUID = Field(foreign_key="evidence_file.id", index=True)
    at: datetime
    act: CustodyAct = Field(sa_column=Column(enum_by_value(CustodyAct), nullable=False))
    actor: str = Field(max_length=60)
