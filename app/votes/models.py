"""Tables of a vote as such. Who is on its roll and what lies in its box stand in packages of their own."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Column, LargeBinary
from sqlmodel import Field, SQLModel

from app.core.database import enum_by_value
from app.core.ids import new_id
from app.votes.kinds import AccountState, HearingOutcome, Origin, Statute, VoteKind
from app.votes.manifest import Held
from app.votes.rules import MajorityBase, Outcome, VoteStatus


class Vote(SQLModel, table=True):
    """One vote, from the question to the minutes. What is `sealed_` lies under the installation's key.

    It names nobody: `subject_tag` and the roll's tags are keyed hashes of vote and person, so that a database
    without its key shows neither whom a vote concerns nor that two votes concern the same person.
    """

    __tablename__ = "vote"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    kind: VoteKind = Field(sa_column=Column(enum_by_value(VoteKind), nullable=False))
    origin: Origin = Field(sa_column=Column(enum_by_value(Origin), nullable=False))
    case_id: UUID | None = Field(default=None, index=True)
    status: VoteStatus = Field(sa_column=Column(enum_by_value(VoteStatus), nullable=False))
    version: int = 1
    """Of what is set up; a draw or a ballot never moves it."""

    policy_name: str = Field(max_length=60)
    policy_version: int
    majority_numerator: int
    majority_denominator: int
    majority_base: MajorityBase = Field(sa_column=Column(enum_by_value(MajorityBase), nullable=False))
    majority_is_strict: bool
    quorum_numerator: int
    quorum_denominator: int
    quorum_is_strict: bool
    check_window_seconds: int = 0

    mover_tag: str | None = Field(default=None, max_length=32)
    """Whose motion it is: a keyed hash of vote and person. None for the board's own question."""
    chair: str | None = Field(default=None, max_length=32)
    """Tag of the person who convened the vote and leads it."""
    subject_tag: str = Field(max_length=32)
    sealed_subject: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    sealed_account: bytes | None = Field(default=None, sa_column=Column(LargeBinary))

    account_state: AccountState | None = Field(default=None, sa_column=Column(enum_by_value(AccountState)))
    """Of a motion; the board's own question comes with what it has to say."""
    sealed_no_account: bytes | None = Field(default=None, sa_column=Column(LargeBinary))
    """Why the board gives none."""

    names_affected: bool = False
    """Whether the account says who the affected person is; they have agreed to that."""
    raised_at: datetime = Field(index=True)
    hearing: HearingOutcome | None = Field(default=None, sa_column=Column(enum_by_value(HearingOutcome)))
    heard_on: date | None = None
    sealed_hearing_note: bytes | None = Field(default=None, sa_column=Column(LargeBinary))

    statute: Statute = Field(
        default=Statute.ASSOCIATION_POLICY, sa_column=Column(enum_by_value(Statute), nullable=False)
    )
    """Says who is on the roll; chosen in the preflight."""
    sealed_preflight: bytes | None = Field(default=None, sa_column=Column(LargeBinary))
    """What was answered before lock; gone when it is convened anew."""

    held: Held | None = Field(default=None, sa_column=Column(enum_by_value(Held)))
    convened_at: datetime | None = None
    drawing_closes_at: datetime | None = None
    casting_opens_at: datetime | None = None
    closes_at: datetime | None = None

    teller_threshold: int = 0
    """So many of its tellers open it; 0 without tellers."""
    opening_set: str | None = Field(default=None, max_length=60)
    """The numbers of those whose shares open it, as `0,2`; from when enough have sent theirs."""
    locked_at: datetime | None = None
    roll_size: int | None = None
    sealed_roll: bytes | None = Field(default=None, sa_column=Column(LargeBinary))
    manifest: bytes | None = Field(default=None, sa_column=Column(LargeBinary))
    manifest_hash: bytes | None = Field(default=None, sa_column=Column(LargeBinary))
    sealed_issuing_keys: bytes | None = Field(default=None, sa_column=Column(LargeBinary))
    """Until casting opens: then nobody can mint a credential any more."""
    sealed_receipt_key: bytes | None = Field(default=None, sa_column=Column(LargeBinary))
    sealed_opening_key: bytes | None = Field(default=None, sa_column=Column(LargeBinary))
    """Never in a vote with tellers."""

    summoned_at: datetime | None = None
    """From then on those on its roll know of it, whatever becomes of it."""
    reminded_at: datetime | None = None
    """When those who had not drawn were last reminded; all of them, so that it says nothing of anyone."""
    is_drawing_closed: bool = False
    closed_at: datetime | None = None
    outcome: Outcome | None = Field(default=None, sa_column=Column(enum_by_value(Outcome)))
    certified_at: datetime | None = None
    minutes_approved_at: datetime | None = None
    overturned_at: datetime | None = None
    """When a complaint was upheld: `outcome` is gone by that, and its bulletin is evidence and no result."""
    ballots_destroyed_at: datetime | None = None
    sealed_end_reason: bytes | None = Field(default=None, sa_column=Column(LargeBinary))
    """Why it was cancelled or voided."""


class VoteConflict(SQLModel, table=True):
    """Someone who may not lead or assist: part of the matter, though not whom the vote concerns. Source: CON-01.

    `tag` is a keyed hash of vote and person, as on the roll but another: neither can be found from the other.
    """

    __tablename__ = "vote_conflict"

    tag: str = Field(primary_key=True, max_length=32)
    vote_id: UUID = Field(foreign_key="vote.id", index=True)
    is_off_roll: bool
    """Accused in the same matter: no vote on each other."""
    is_barred: bool
    """Kept out of its case."""
    is_declared: bool
    """They said so when everybody was asked, and whoever leads answered for it. It takes nothing from the roll."""
    has_stepped_aside: bool
    """They led it and said so themselves: whoever goes on cannot take that back for them."""


class Objection(SQLModel, table=True):
    """Said in the check window by someone on the roll: until it is answered, nothing is opened."""

    __tablename__ = "vote_objection"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    vote_id: UUID = Field(foreign_key="vote.id", index=True)
    sealed_text: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    sealed_answer: bytes | None = Field(default=None, sa_column=Column(LargeBinary))


class VotePaperCount(SQLModel, table=True):
    """What one person counted on paper, under the installation's key until two are equal and the result stands.

    `tag` is a keyed hash of vote and person.
    """

    __tablename__ = "vote_paper_count"

    vote_id: UUID = Field(foreign_key="vote.id", primary_key=True)
    tag: str = Field(primary_key=True, max_length=32)
    sealed_count: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class VoteComplaint(SQLModel, table=True):
    """Said about a result that stands, by someone on the roll. Whose it is can be asked, not read.

    `upheld_first_by`: tag of the first of the two whom upholding takes. `is_upheld` is None until it is answered.
    """

    __tablename__ = "vote_complaint"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    vote_id: UUID = Field(foreign_key="vote.id", index=True)
    complainer: str = Field(max_length=32, unique=True)
    sealed_text: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    sealed_answer: bytes | None = Field(default=None, sa_column=Column(LargeBinary))
    upheld_first_by: str | None = Field(default=None, max_length=32)
    is_upheld: bool | None = None


class PublishedBulletin(SQLModel, table=True):
    """The file anybody can recount from, byte for byte as it was signed; None once the ballots are destroyed."""

    __tablename__ = "bulletin"

    vote_id: UUID = Field(foreign_key="vote.id", primary_key=True)
    file: bytes | None = Field(sa_column=Column(LargeBinary))
    sha256: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    summary: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    """What it comes to, without any line that stands for one ballot: see `app/votes/summary.py`."""
