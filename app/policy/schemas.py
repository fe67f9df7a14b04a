"""A published policy as it is read over the API: both languages at once, so that switching asks for nothing."""

from app.core.schemas import Schema
from app.policy.terms import Category, Condition, Kind, Office, Owner, Plan, Trigger


class PolicyTextRead(Schema):
    sv: str
    en: str


class PolicyRefRead(Schema):
    name: str
    version: int


class PolicySectionRead(Schema):
    id: str
    refs: list[str]
    title: PolicyTextRead
    body: PolicyTextRead


class PolicyCategoryRead(Schema):
    category: Category
    title: PolicyTextRead
    what: PolicyTextRead


class PolicyOfficeRead(Schema):
    office: Office
    title: PolicyTextRead
    what: PolicyTextRead
    is_external: bool
    """Held outside the association."""
    at_least: int
    """How many must hold it at any time."""


class PolicyOwnerRead(Schema):
    owner: Owner
    title: PolicyTextRead


class PolicyKindRead(Schema):
    kind: Kind
    title: PolicyTextRead


class PolicyDueRead(Schema):
    within_minutes: int
    after: str
    """A moment's code, or the id of the step whose finishing it counts from."""


class PolicyRecurrenceRead(Schema):
    every_minutes: int | None
    whenever: Trigger | None
    ahead_minutes: int | None


class PolicyStepRead(Schema):
    id: str
    refs: list[str]
    owner: Owner
    accountable: Office
    kind: Kind
    title: PolicyTextRead
    do: PolicyTextRead
    why: PolicyTextRead
    ours: PolicyTextRead | None
    """What in the step is an addition to the written policy, and why."""
    due: PolicyDueRead | None
    is_now: bool
    recurrence: PolicyRecurrenceRead | None
    condition: Condition | None
    question: PolicyTextRead | None
    """The condition as a question; the step applies when the answer is yes."""
    after: list[str]
    """Ids of the steps that come before."""


class PolicyPlanRead(Schema):
    plan: Plan
    title: PolicyTextRead
    steps: list[PolicyStepRead]


class PolicyRead(PolicyRefRead):
    title: PolicyTextRead
    digest: str
    """SHA-256 of the content, whatever the file's layout."""
    sections: list[PolicySectionRead]
    categories: list[PolicyCategoryRead]
    offices: list[PolicyOfficeRead]
    owners: list[PolicyOwnerRead]
    kinds: list[PolicyKindRead]
    plans: list[PolicyPlanRead]
