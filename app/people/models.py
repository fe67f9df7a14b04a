"""The only tables that hold people's names and contact details."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Column, Index
from sqlmodel import Field, SQLModel

from app.access.rules import Office
from app.core.database import enum_by_value
from app.core.ids import new_id
from app.people.rules import Language, TermFacts, TermStatus


class Association(SQLModel, table=True):
    """The one association of this installation. Its row is also the lock that changes of office queue for."""

    __tablename__ = "association"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: int = Field(default=1, primary_key=True, sa_column_kwargs={"autoincrement": False})
    neutral_name: str = Field(max_length=200)
    """What a stranger may read on the screen: it tells neither the party nor what the site is for."""
    name: str = Field(max_length=200)
    municipality: str | None = Field(default=None, max_length=200)
    language: Language = Field(sa_column=Column(enum_by_value(Language), nullable=False))
    is_demo: bool = False
    """Made-up people: set when the association is made, never changed. Such a database is served as a demo only."""
    version: int = 1


class Person(SQLModel, table=True):
    """Someone with, or proposed for, an office or an account. Never deleted while a term names them: retired."""

    __tablename__ = "person"
    __table_args__ = (Index("ix_person_display_name_id", "display_name", "id"),)

    id: UUID = Field(default_factory=new_id, primary_key=True)
    display_name: str = Field(max_length=200)
    email: str | None = Field(default=None, max_length=254, unique=True)
    """Normalised, see `contact.normalised_email`."""
    email_verified_on: date | None = None
    telephone: str | None = Field(default=None, max_length=20)
    """Normalised, see `contact.normalised_telephone`."""
    telephone_verified_on: date | None = None
    email_is_refused: bool = False
    """Whether something sent there came back, until it is changed or tried anew. No day: it would say when."""
    telephone_is_refused: bool = False
    is_on_contact_card: bool = False
    """Whether name and telephone may stand on the public contact card: an office alone publishes no number."""
    language: Language = Field(sa_column=Column(enum_by_value(Language), nullable=False))
    is_external: bool = False
    """Outside the association: a contact to inform, never a user."""
    retired_at: datetime | None = None
    version: int = 1


class Term(SQLModel, table=True):
    """One person's time in one office. Dates are local; `ends_on` is the last day in office."""

    __tablename__ = "term"
    __table_args__ = (
        Index("ix_term_office_starts_on", "office", "starts_on"),
        Index("ix_term_starts_on_id", "starts_on", "id"),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    person_id: UUID = Field(foreign_key="person.id", index=True)
    office: Office = Field(sa_column=Column(enum_by_value(Office), nullable=False))
    committee: str | None = Field(default=None, max_length=200)
    rank: int = 1
    """Place in the order within the office: 1 is the first officer, 2 the deputy."""
    starts_on: date
    ends_on: date | None = None
    is_cut_short: bool = False
    """Ended before its elected end, which is how the vacancy rule tells a resignation from a term that ran out."""
    status: TermStatus = Field(sa_column=Column(enum_by_value(TermStatus), nullable=False))
    proposed_by: UUID | None = Field(default=None, foreign_key="person.id")
    """None at the founding, when there was nobody to propose."""
    confirmed_by: UUID | None = Field(default=None, foreign_key="person.id")
    reported_to_municipality_on: date | None = None
    municipality_receipt: str | None = Field(default=None, max_length=200)
    version: int = 1

    def facts(self) -> TermFacts:
        return TermFacts(
            id=self.id,
            person_id=self.person_id,
            office=self.office,
            committee=self.committee,
            rank=self.rank,
            starts_on=self.starts_on,
            ends_on=self.ends_on,
            is_cut_short=self.is_cut_short,
            status=self.status,
            proposed_by=self.proposed_by,
            confirmed_by=self.confirmed_by,
            reported_to_municipality_on=self.reported_to_municipality_on,
        )
