from collections.abc import Iterable
from datetime import datetime
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import Field

from app.access.rules import Office
from app.cases.rules import TextKind
from app.core.schemas import Line, Prose, Schema
from app.evidence.service import OpenFile
from app.intake.rules import Concerns, SafeNow

Short = Annotated[str, Field(max_length=2000)]


class Reach(Schema):
    """How to get hold of whoever reports; both may be left out."""

    telephone: Annotated[str, Field(max_length=40)] | None = None
    email: Annotated[str, Field(max_length=254)] | None = None


class ReportBase(Schema):
    concerns: Concerns
    about_office: Office | None = None
    """A published office that it concerns: whoever holds it is kept out before a word is sealed."""
    about_names: Annotated[Prose, Field(max_length=2000)] = ""
    """Whom it concerns, in the reporter's own words."""
    happened: Annotated[Prose, Field(min_length=1)]
    safe_now: SafeNow
    needs: Annotated[Prose, Field(max_length=4000)] = ""
    must_not_know: Annotated[Prose, Field(max_length=2000)] = ""


class ReportCreate(ReportBase):
    receipt_code: Annotated[str, Field(min_length=20, max_length=100)]
    """Made by the reporter's page: 100 random bits or more in Crockford's alphabet. Sent again, nothing is doubled."""
    reach: Reach | None = None
    language: Literal["sv", "en"] = "sv"


class ReportReceived(Schema):
    received_at: datetime
    caller: str | None
    """Who gets in touch: the first in line of those who were not named. Null when nobody of the association can."""
    answer_by: datetime
    """By when a human should have seen it."""


class ReceiptQuestion(Schema):
    receipt_code: Annotated[str, Field(max_length=100)]


class ToldRead(Schema):
    kind: TextKind
    text: str


class ReceiptRead(Schema):
    received_at: datetime
    answer_by: datetime
    acknowledged_at: datetime | None
    acknowledged_by: str | None
    """The name of whoever has seen it."""
    told: list[ToldRead]
    is_affected: bool
    """Whether an officer has confirmed that whoever has the code is the affected person: the case is then theirs."""


class OnBehalfCreate(ReportBase):
    affected_person_id: UUID | None = None
    affected_name: Line | None = None
    """For someone who is not in the register."""


class OnBehalfOpened(Schema):
    case_id: UUID
    reference: str


class ReportFileLine(Schema):
    id: UUID
    name: str
    size: int
    arrived_at: datetime


class ReportFileList(Schema):
    items: list[ReportFileLine]

    @classmethod
    def of(cls, files: Iterable[OpenFile]) -> Self:
        return cls(
            items=[
                ReportFileLine(id=each.id, name=each.label.name, size=each.size, arrived_at=each.arrived_at)
                for each in files
            ]
        )
