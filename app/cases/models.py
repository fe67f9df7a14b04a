"""No name stands in these tables: people are tags, and what they write is sealed to a compartment's version."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import JSON, Column, Index, LargeBinary, UniqueConstraint
from sqlmodel import Field, SQLModel

from app.access.rules import CaseRole
from app.cases.rules import BarReason, Conclusion, TextKind
from app.core.database import enum_by_value
from app.core.ids import new_id
from app.policy.terms import Category, Phase, Stage


def _bytes() -> Column[bytes]:
    return Column(LargeBinary, nullable=False)


class Case(SQLModel, table=True):
    """`case` is a word of SQL, so the table is `matter`. `version` is its ETag."""

    __tablename__ = "matter"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    reference: str = Field(max_length=9, unique=True)
    category: Category = Field(sa_column=Column(enum_by_value(Category), nullable=False))
    phase: Phase | None = Field(default=None, sa_column=Column(enum_by_value(Phase), nullable=True))
    conclusion: Conclusion | None = Field(default=None, sa_column=Column(enum_by_value(Conclusion), nullable=True))
    stage: Stage = Field(sa_column=Column(enum_by_value(Stage), nullable=False))
    policy_name: str = Field(max_length=60)
    policy_version: int
    opened_at: datetime
    stage_since: datetime
    acknowledged_at: datetime | None = None
    acknowledged_by: str | None = Field(default=None, max_length=32)
    affected_asked_at: datetime | None = None
    closed_at: datetime | None = None
    version: int = 1


class CaseConclusion(SQLModel, table=True):
    """What the mapping came to about one of those who are accused. `subject`: the tag of their bar.

    It stands while somebody else's is looked at anew, until a finding about them is set aside or they are accused no
    more; the case's own follows from all of them.
    """

    __tablename__ = "case_conclusion"

    case_id: UUID = Field(foreign_key="matter.id", primary_key=True)
    subject: str = Field(max_length=32, primary_key=True)
    conclusion: Conclusion = Field(sa_column=Column(enum_by_value(Conclusion), nullable=False))
    concluded_at: datetime


class Grant(SQLModel, table=True):
    """Access. `awaits_key` while someone who can open has yet to let them in.

    `holder` is a person's tag; of whom the case is about it is the tag of their bar (see `seated.heard_people`).
    """

    __tablename__ = "case_grant"
    __table_args__ = (Index("ix_case_grant_holder_ended_at", "holder", "ended_at"),)

    id: UUID = Field(default_factory=new_id, primary_key=True)
    case_id: UUID = Field(foreign_key="matter.id", index=True)
    holder: str = Field(max_length=32)
    role: CaseRole = Field(sa_column=Column(enum_by_value(CaseRole), nullable=False))
    compartments: list[str] = Field(sa_column=Column(JSON, nullable=False))
    why: str = Field(max_length=60)
    given_by: str = Field(max_length=60)
    given_at: datetime
    awaits_key: bool = False
    until: datetime | None = None
    """From then on it opens nothing, whether or not it has been ended."""
    suspended_at: datetime | None = None
    """Set when the holder's account got new keys: it opens nothing until someone has checked by voice who asks."""
    ended_at: datetime | None = None
    ended_why: str | None = Field(default=None, max_length=60)


class Bar(SQLModel, table=True):
    """Beats every grant. `tag` is a keyed hash of case and person: it can be asked, but not read backwards."""

    __tablename__ = "case_bar"
    __table_args__ = (UniqueConstraint("case_id", "tag"),)

    id: UUID = Field(default_factory=new_id, primary_key=True)
    case_id: UUID = Field(foreign_key="matter.id")
    tag: str = Field(max_length=32)
    is_provisional: bool
    why: BarReason = Field(sa_column=Column(enum_by_value(BarReason), nullable=False))
    made_by: str = Field(max_length=60)
    made_at: datetime


class BarLifting(SQLModel, table=True):
    """The first of the two who lift a bar, until the second agrees or somebody takes it back. Source: CON-05."""

    __tablename__ = "case_bar_lifting"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    bar_id: UUID = Field(foreign_key="case_bar.id", unique=True)
    asked_by: str = Field(max_length=60)
    asked_at: datetime


class SealedText(SQLModel, table=True):
    """Something written in a case. `author` is a tag; `version_id` names the key it was sealed to."""

    __tablename__ = "sealed_text"
    __table_args__ = (Index("ix_sealed_text_case_id_created_at", "case_id", "created_at"),)

    id: UUID = Field(default_factory=new_id, primary_key=True)
    case_id: UUID = Field(foreign_key="matter.id")
    compartment: str = Field(max_length=40)
    version_id: UUID = Field(foreign_key="compartment_version.id")
    kind: TextKind = Field(sa_column=Column(enum_by_value(TextKind), nullable=False))
    author: str = Field(max_length=60)
    sealed: bytes = Field(sa_column=_bytes())
    created_at: datetime


class Party(SQLModel, table=True):
    """Who is affected, accused or a witness: role and person both sealed, since the role alone would tell.

    `subject` is the tag of the person's bar, and is gone with it: whoever takes back what somebody was named as need
    not open the line.
    """

    __tablename__ = "case_party"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    case_id: UUID = Field(foreign_key="matter.id", index=True)
    version_id: UUID = Field(foreign_key="compartment_version.id")
    sealed: bytes = Field(sa_column=_bytes())
    subject: str | None = Field(default=None, max_length=32)
    added_at: datetime
    withdrawn_at: datetime | None = None


class LogEntry(SQLModel, table=True):
    """A line in the case's own log: what happened, by whom (tag), as codes. Words are sealed texts beside it."""

    __tablename__ = "case_log"
    __table_args__ = (Index("ix_case_log_case_id_at", "case_id", "at"),)

    id: UUID = Field(default_factory=new_id, primary_key=True)
    case_id: UUID = Field(foreign_key="matter.id")
    at: datetime
    kind: str = Field(max_length=60)
    actor: str = Field(max_length=60)
    codes: dict[str, str] = Field(sa_column=Column(JSON, nullable=False))
    text_id: UUID | None = Field(default=None, foreign_key="sealed_text.id")


class Consent(SQLModel, table=True):
    """The affected person's answer to one of the policy's questions: a row for each, and none is changed.

    `recorded_as`: what whoever wrote it down was in the case; the affected person themself where they answered.
    """

    __tablename__ = "case_consent"
    __table_args__ = (Index("ix_case_consent_case_id_question", "case_id", "question"),)

    id: UUID = Field(default_factory=new_id, primary_key=True)
    case_id: UUID = Field(foreign_key="matter.id")
    question: str = Field(max_length=60)
    is_given: bool
    recorded_by: str = Field(max_length=60)
    recorded_as: CaseRole | None = Field(default=None, sa_column=Column(enum_by_value(CaseRole), nullable=True))
    recorded_at: datetime


class ConsentAsked(SQLModel, table=True):
    """That a question was put to the affected person, by whom and as what."""

    __tablename__ = "case_consent_asked"
    __table_args__ = (Index("ix_case_consent_asked_case_id_question", "case_id", "question"),)

    id: UUID = Field(default_factory=new_id, primary_key=True)
    case_id: UUID = Field(foreign_key="matter.id")
    question: str = Field(max_length=60)
    asked_by: str = Field(max_length=60)
    asked_as: CaseRole | None = Field(default=None, sa_column=Column(enum_by_value(CaseRole), nullable=True))
    asked_at: datetime


class Wish(SQLModel, table=True):
    """That the affected person wants somebody told whom the list leaves out, or no longer wants it. Source: SOM-04.

    A row for each time that it was said, and none is changed. `recipient`: the policy's. `text_id`: what they may be
    told, in the affected person's words; None for no more than what the policy says to anyone.
    """

    __tablename__ = "case_wish"
    __table_args__ = (Index("ix_case_wish_case_id_recipient", "case_id", "recipient"),)

    id: UUID = Field(default_factory=new_id, primary_key=True)
    case_id: UUID = Field(foreign_key="matter.id")
    recipient: str = Field(max_length=60)
    is_asked_for: bool
    with_name: bool
    text_id: UUID | None = Field(default=None, foreign_key="sealed_text.id")
    recorded_by: str = Field(max_length=60)
    recorded_as: CaseRole | None = Field(default=None, sa_column=Column(enum_by_value(CaseRole), nullable=True))
    recorded_at: datetime


class Disclosure(SQLModel, table=True):
    """That someone was told: whom (as the policy's recipient), on which consent or wish, by whom. Never what.

    `step` and `prepared_text` are ids of the policy: which duty it was, and which kind of words was used.
    """

    __tablename__ = "case_disclosure"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    case_id: UUID = Field(foreign_key="matter.id", index=True)
    recipient: str = Field(max_length=60)
    with_name: bool
    consent_id: UUID | None = Field(default=None, foreign_key="case_consent.id")
    wish_id: UUID | None = Field(default=None, foreign_key="case_wish.id")
    reason_text_id: UUID | None = Field(default=None, foreign_key="sealed_text.id")
    step: str | None = Field(default=None, max_length=7)
    prepared_text: str | None = Field(default=None, max_length=60)
    told_by: str = Field(max_length=60)
    told_at: datetime
