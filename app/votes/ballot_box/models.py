"""The box: no time, no address, no number in order, and no way back to a person."""

from uuid import UUID

from sqlalchemy import BigInteger, Column, LargeBinary
from sqlmodel import Field, SQLModel


class Envelope(SQLModel, table=True):
    """The newest envelope of one admission. The key is the hash of a message the server signed blindly.

    SQLite keeps it `WITHOUT ROWID`, in the order of its key: a row number would be the order of casting.
    """

    __tablename__ = "envelope"
    __table_args__ = {"sqlite_with_rowid": False}

    vote_id: UUID = Field(foreign_key="vote.id", primary_key=True)
    row_key: bytes = Field(sa_column=Column(LargeBinary(32), primary_key=True))
    counter: int = Field(sa_column=Column(BigInteger, nullable=False))
    envelope_hash: bytes = Field(sa_column=Column(LargeBinary(32), nullable=False))
    cast: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    """Canonical JSON of the cast as it came."""
