"""The electoral roll and what was kept for those whose page is lost."""

from uuid import UUID

from sqlalchemy import Column, Index, LargeBinary, UniqueConstraint
from sqlmodel import Field, SQLModel

from app.core.ids import new_id


class RollEntry(SQLModel, table=True):
    """One who may vote, as a keyed hash of vote and person. That they drew is kept, when they did is not."""

    __tablename__ = "roll_entry"
    __table_args__ = (UniqueConstraint("vote_id", "voter"), Index("ix_roll_entry_link", "vote_id", "link_hash"))

    id: UUID = Field(default_factory=new_id, primary_key=True)
    vote_id: UUID = Field(foreign_key="vote.id")
    voter: str = Field(max_length=32)
    link_hash: bytes | None = Field(default=None, sa_column=Column(LargeBinary))
    """SHA-256 of the 256 random bits in the newest link; an older link is void."""
    is_on_paper: bool = False
    """The link was printed: a mail sent after that holds none."""
    votes_on_paper: bool = False
    """Their ballot is one of a batch on paper: they have no link, and draw nothing."""
    slip_asked_by: str | None = Field(default=None, max_length=32)
    draw_fingerprint: bytes | None = Field(default=None, sa_column=Column(LargeBinary))
    is_present: bool = False
    is_confirmed: bool = False
    """Its voter found their receipt listed. Which receipt is not kept."""
    is_lost: bool = False
    """Its voter said, after casting opened, that what they drew is gone. When they did is not kept."""

    @property
    def has_drawn(self) -> bool:
        return self.draw_fingerprint is not None


class SealedState(SQLModel, table=True):
    """What one voter's page would need to go on elsewhere, sealed under the voter's code.

    The key is random and nothing joins it to a roll entry; all of a vote's are served as one file only.
    """

    __tablename__ = "sealed_state"
    __table_args__ = {"sqlite_with_rowid": False}

    row_key: bytes = Field(sa_column=Column(LargeBinary(32), primary_key=True))
    vote_id: UUID = Field(foreign_key="vote.id", index=True)
    state: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    admission: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    ballot: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
