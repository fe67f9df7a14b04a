"""A published policy as it is read over the API: both languages at once, so that switching asks for nothing."""

from app.core.schemas import Schema
from app.policy.terms import Category, Condition, Kind, Office, Owner, Plan, Trigger


class TextRead(Schema):
    sv: str
    en: str


class PolicyRefRead(Schema):
    name: str
    version: int


class SectionRead(Schema):
    id: str
    refs: list[str]
    title: TextRead
    body: TextRead


class CategoryRead(Schema):
    category: Category
    title: TextRead
    what: TextRead


class PolicyOfficeRead(Schema):
    office: Office
    title: TextRead
    what: TextRead
    is_external: bool
    """Held outside the association."""
    at_least: int
    """How many must hold it at any time."""


class OwnerRead(Schema):
    owner: Owner
    title: TextRead


class KindRead(Schema):
    kind: Kind
    title: TextRead


class DueRead(Schema):
    within_minutes: int
    after: str
    """A moment's code, or the id of the step whose finishing it counts from."""


class RecurrenceRead(Schema):
    every_minutes: int | None
    whenever: Trigger | None
    ahead_minutes: int | None


class StepRead(Schema):
    id: str
    refs: list[str]
    owner: Owner
    accountable: Office
    kind: Kind
    title: TextRead
    do: TextRead
    why: TextRead
    ours: TextRead | None
    """What in the step is an addition to the written policy, and why."""
    due: DueRead | None
    is_now: bool
    recurrence: RecurrenceRead | None
    condition: Condition | None
    question: TextRead | None
    """The condition as a question; the step applies when the answer is yes."""
    after: list[str]
    """Ids of the steps that come before."""


class PlanRead(Schema):
    plan: Plan
    title: TextRead
    steps: list[StepRead]


class PolicyRead(PolicyRefRead):
    title: TextRead
    digest: str
    """SHA-256 of the content, whatever the file's layout."""
    sections: list[SectionRead]
    categories: list[CategoryRead]
    offices: list[PolicyOfficeRead]
    owners: list[OwnerRead]
    kinds: list[KindRead]
    plans: list[PlanRead]
