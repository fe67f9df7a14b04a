"""Who counts a vote, what they seal for each other, and what each of them counted."""

from uuid import UUID

from sqlalchemy import Column, LargeBinary, UniqueConstraint
from sqlmodel import Field, SQLModel

from app.core.ids import new_id


class VoteTeller(SQLModel, table=True):
    """One teller's seat: a keyed hash of vote and person, and their public keys.

    `tag` is None once they are struck: the keys stand in the manifest, and the number is nobody else's.
    """

    __tablename__ = "vote_teller"
    __table_args__ = (UniqueConstraint("vote_id", "tag"),)

    id: UUID = Field(default_factory=new_id, primary_key=True)
    vote_id: UUID = Field(foreign_key="vote.id", index=True)
    tag: str | None = Field(default=None, max_length=32)
    number: int | None = None
    """Their place in the manifest; from lock on."""
    sealing_key: bytes | None = Field(default=None, sa_column=Column(LargeBinary))
    signing_key: bytes | None = Field(default=None, sa_column=Column(LargeBinary))
    confirmation: bytes | None = Field(default=None, sa_column=Column(LargeBinary))
    """Their signature that the manifest holds their keys."""
    has_sent: bool = False
    has_signed: bool = False

    @property
    def is_struck(self) -> bool:
        return self.tag is None

    @property
    def has_keys(self) -> bool:
        return self.sealing_key is not None and self.signing_key is not None


class VoteShares(SQLModel, table=True):
    """One teller's shares of every envelope's key, sealed to one other teller. Gone when the vote is over."""

    __tablename__ = "vote_shares"

    vote_id: UUID = Field(foreign_key="vote.id", primary_key=True)
    from_number: int = Field(primary_key=True)
    to_number: int = Field(primary_key=True)
    sealed: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    signature: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class VoteTellerCount(SQLModel, table=True):
    """What one teller counted and signed, under the installation's key until enough of them agree.

    `fits`: it is sound, and of the envelopes and the numbers that the server has. Of the choices the server knows no
    more than what it says.
    """

    __tablename__ = "vote_teller_count"

    vote_id: UUID = Field(foreign_key="vote.id", primary_key=True)
    number: int = Field(primary_key=True)
    sealed_body: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    signature: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    fits: bool
