"""The whole of a policy file. Another association writes a file like this one and no code."""

from collections.abc import Iterator, Mapping
from typing import Annotated

from pydantic import Field, StrictBool, StrictInt

from app.policy.informing import Informing
from app.policy.meetings import Meetings
from app.policy.safety import Safety
from app.policy.sharing import (
    AccessRule,
    ConsentQuestion,
    DisclosureRules,
    EmergencyOverride,
    Escalation,
    MayKnow,
    PreparedText,
    Wishes,
)
from app.policy.steps import Due, GroupSize, Recurrence, Step, Telling
from app.policy.terms import (
    ORIGINS,
    CaseRole,
    Category,
    Compartment,
    Condition,
    Kept,
    KeptFrom,
    Kind,
    Link,
    Office,
    Owner,
    Phase,
    Plan,
    Recipient,
    Stage,
    TextKey,
)
from app.policy.values import AsDict, Duration, Frozen, KeptPeriod, Line, Period, PolicyName, Ref, Text, every
from app.policy.vote_rule import VoteRule, Votes

__all__ = [
    "AccessRule",
    "CategoryText",
    "ConsentQuestion",
    "Deadlines",
    "DisclosureRules",
    "Due",
    "GroupSize",
    "MayKnow",
    "OfficeText",
    "Period",
    "Policy",
    "PreparedText",
    "Recurrence",
    "Retention",
    "Section",
    "Step",
    "Telling",
    "Text",
    "Titles",
    "VoteRule",
    "Votes",
]


class Section(Frozen):
    """A piece of the readable policy in force."""

    id: Annotated[str, Field(pattern=r"^[a-z][a-z-]+$")]
    refs: Annotated[tuple[Ref, ...], Field(min_length=1)]
    title: Text
    body: Text


class OfficeText(Frozen):
    """An office as it is shown. `external` offices are held outside the association and sign in nowhere."""

    title: Text
    what: Text
    called: tuple[Line, ...] = ()
    """What people write as well, in any language: with the title, whom a report may mean. Source: CON-03."""
    external: StrictBool = False
    at_least: Annotated[StrictInt, Field(ge=0)] = 0
    reported_to: Office | None = None
    on_contact_card: StrictBool = False


class CategoryText(Frozen):
    title: Text
    what: Text


class ConditionText(Frozen):
    """The question that decides whether a conditional step applies."""

    question: Text


class Titles(Frozen):
    """What people read where code has a word."""

    categories: Annotated[Mapping[Category, CategoryText], every(ORIGINS), AsDict]
    phases: Annotated[Mapping[Phase, Text], every(Phase), AsDict]
    plans: Annotated[Mapping[Plan, Text], every(Plan), AsDict]
    offices: Annotated[Mapping[Office, OfficeText], every(Office), AsDict]
    case_roles: Annotated[Mapping[CaseRole, Text], every(CaseRole), AsDict]
    stages: Annotated[Mapping[Stage, Text], every(Stage), AsDict]
    compartments: Annotated[Mapping[Compartment, Text], every(Compartment), AsDict]
    owners: Annotated[Mapping[Owner, Text], every(Owner), AsDict]
    kinds: Annotated[Mapping[Kind, Text], every(Kind), AsDict]
    recipients: Annotated[Mapping[Recipient, Text], every(Recipient), AsDict]
    links: Annotated[Mapping[Link, Text], every(Link), AsDict]
    conditions: Annotated[Mapping[Condition, ConditionText], every(Condition), AsDict]


class Wording(Frozen):
    """Words that appear nowhere in the file's texts, whole words in any case. Source: PRN-04, PRN-05."""

    ref: Ref
    avoid_sv: tuple[Line, ...]
    avoid_en: tuple[Line, ...]


class Deadlines(Frozen):
    """Clock times the written policy does not set: all of them are an association's own to change."""

    acknowledge: Duration
    now: Duration
    appoint_contact: Duration
    check_in: Duration
    check_in_shortest: Duration
    check_in_longest: Duration
    check_in_by: Duration
    check_in_missed: Duration
    company_lacking: Duration
    first_talk: Duration
    security_assessment: Duration
    before_event: Duration
    media_plan: Duration
    mapping: Duration
    board_after_mapping: Duration
    time_out_review: Duration
    inform_members: Duration
    inform_members_again: Duration
    accused_statement: Duration
    refer_exclusion: Duration
    verify_contacts: Duration
    rota_ahead: Duration
    test_alarm: Duration
    nomination_confirmed: Duration
    nomination_check_valid: Duration
    consent_lasts: Duration


class Retention(Frozen):
    keep: KeptPeriod
    counted_from: KeptFrom
    what: Text


class KeptFor(Frozen):
    """Retention by outcome, and the longest that a reasoned legal hold may last before it is renewed.

    `warned_before`: how long before a case is destroyed those who lead it are told that something needs them.
    """

    periods: Annotated[Mapping[Kept, Retention], every(Kept), AsDict]
    longest_hold: KeptPeriod
    warned_before: Duration


class Policy(Frozen):
    """A published policy. A case pins the name and version that it was opened under."""

    name: PolicyName
    version: Annotated[StrictInt, Field(ge=1)]
    title: Text
    sections: Annotated[tuple[Section, ...], Field(min_length=1)]
    wording: Wording
    deadlines: Deadlines
    titles: Titles
    texts: Annotated[Mapping[TextKey, Text], every(TextKey), AsDict]
    informing: Informing
    safety: Safety
    consents: tuple[ConsentQuestion, ...]
    access: Annotated[Mapping[Category, tuple[AccessRule, ...]], every(Category), AsDict]
    disclosure: Annotated[Mapping[Category, DisclosureRules], every(Category), AsDict]
    wishes: Wishes
    prepared_texts: tuple[PreparedText, ...]
    emergency_override: EmergencyOverride
    escalation: Escalation
    votes: Votes
    meetings: Meetings
    retention: KeptFor
    plans: Annotated[Mapping[Plan, tuple[Step, ...]], every(Plan), AsDict]

    def all_steps(self) -> Iterator[tuple[Plan, Step]]:
        """Every step with the plan it stands in, in the file's order."""
        for plan, steps in self.plans.items():
            for step in steps:
                yield plan, step
