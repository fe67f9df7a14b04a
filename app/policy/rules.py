"""What follows from a policy: pure functions on its schema, with every time and fact handed in."""

import calendar
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType

from app.access.rules import Office
from app.core.errors import DomainError
from app.policy.schema import AccessRule, MayKnow, Period, Policy, PreparedText, Step
from app.policy.terms import (
    Act,
    Category,
    Duty,
    Kept,
    Kind,
    Link,
    Moment,
    Names,
    Owner,
    Phase,
    Plan,
    Recipient,
)

# Wider lists first. An internal case without a phase has not had its first meeting yet.
PLANS_OF: Mapping[tuple[Category, Phase | None], tuple[Plan, ...]] = MappingProxyType(
    {
        (Category.PARTY, None): (Plan.EVERY_CASE, Plan.PARTY),
        (Category.MUNICIPAL, None): (Plan.EVERY_CASE, Plan.MUNICIPAL),
        (Category.INTERNAL, None): (Plan.EVERY_CASE, Plan.INTERNAL),
        (Category.INTERNAL, Phase.UNKNOWN): (Plan.EVERY_CASE, Plan.INTERNAL, Plan.INTERNAL_UNKNOWN),
        (Category.INTERNAL, Phase.KNOWN): (Plan.EVERY_CASE, Plan.INTERNAL, Plan.INTERNAL_KNOWN),
        (Category.REENTRY, None): (Plan.REENTRY,),
    }
)
# A line for the board covers them where they have no line of their own.
_ON_THE_BOARD = frozenset({Recipient.CHAIR, Recipient.VICE_CHAIR})


class PhaseOutsideInternal(DomainError):
    code = "phase-outside-internal"
    status = 422
    title = "Only an internal case has a phase."


class StepUnknown(DomainError):
    code = "step-unknown"
    status = 404
    title = "The policy has no such step."


def categories_of(plan: Plan) -> frozenset[Category]:
    """The categories whose cases carry this plan's steps; none for the association's own duties."""
    return frozenset(category for (category, _), plans in PLANS_OF.items() if plan in plans)


def steps_for(policy: Policy, *, category: Category, phase: Phase | None) -> tuple[Step, ...]:
    """The affected person's steps first and by id, then everyone else's in the file's order."""
    plans = PLANS_OF.get((category, phase))
    if plans is None:
        raise PhaseOutsideInternal
    steps = [step for plan in plans for step in policy.plans[plan]]
    theirs = sorted((step for step in steps if step.owner is Owner.AFFECTED), key=lambda step: step.id)
    return (*theirs, *(step for step in steps if step.owner is not Owner.AFFECTED))


def standing_duties(policy: Policy) -> tuple[Step, ...]:
    """What the association does whether or not there is a case. Source: ORG-02, ORG-05, ORG-06, REE-06."""
    return policy.plans[Plan.ORGANISATION]


def step_named(policy: Policy, step_id: str) -> Step:
    """Raises `StepUnknown`."""
    for _, step in policy.all_steps():
        if step.id == step_id:
            return step
    raise StepUnknown


def steps_with_act(policy: Policy, *, act: Act, category: Category, phase: Phase | None = None) -> tuple[Step, ...]:
    """The steps that a deed of the system fulfils, so that no code knows a step's id."""
    return tuple(step for step in steps_for(policy, category=category, phase=phase) if step.act is act)


def due_at(step: Step, *, anchors: Mapping[str, datetime]) -> datetime | None:
    """When the step is due; None when it has no due time or what it counts from has not happened.

    `anchors` holds aware times by `Anchor` value and, for finished steps, by step id.
    """
    if step.due is None:
        return None
    start = anchors.get(step.due.after)
    return None if start is None else _aware(start) + step.due.within


def is_late(step: Step, *, anchors: Mapping[str, datetime], now: datetime) -> bool:
    """Never for the affected person's steps: the schema refuses them a due time. Source: PRN-04."""
    due = due_at(step, anchors=anchors)
    return due is not None and _aware(now) > due


def next_occurrence(step: Step, *, finished_at: datetime) -> datetime | None:
    """When a step that comes back by the clock is due again; None for the rest."""
    if step.recurrence is None or step.recurrence.every is None:
        return None
    return _aware(finished_at) + step.recurrence.every


def occurrence_before(step: Step, *, event_at: datetime) -> datetime | None:
    """When a step that comes back before each event is due for this one; None for the rest."""
    if step.recurrence is None or step.recurrence.ahead is None:
        return None
    return _aware(event_at) - step.recurrence.ahead


def waits_for(step: Step, *, finished: AbstractSet[str], applying: AbstractSet[str]) -> tuple[str, ...]:
    """Ids of what has to be finished first; a step whose condition is not met holds nothing up."""
    return tuple(each for each in step.after if each in applying and each not in finished)


def closing_waits_for(step: Step) -> bool:
    """Whether a case stays open until the step is done, or not applicable with a reason."""
    return step.kind is Kind.MANDATORY or step.is_assessed


def equal_steps(
    policy: Policy,
    *,
    before_category: Category,
    after_category: Category,
    before_phase: Phase | None = None,
    after_phase: Phase | None = None,
) -> Mapping[str, str]:
    """Id before -> id after, for the steps that survive a change; the rest are superseded."""
    before = steps_for(policy, category=before_category, phase=before_phase)
    after = steps_for(policy, category=after_category, phase=after_phase)
    by_id = {step.id for step in after}
    by_key = {step.equals: step.id for step in after if step.equals}
    survivors: dict[str, str] = {}
    for step in before:
        if step.id in by_id:
            survivors[step.id] = step.id
        elif step.equals in by_key:
            survivors[step.id] = by_key[step.equals]
    return MappingProxyType(survivors)


class Because(StrEnum):
    """Why a disclosure is allowed or not."""

    ON_THE_LIST = "on_the_list"
    ASKED_FOR = "asked_for"
    CONSENT_MISSING = "consent_missing"
    NOT_ON_THE_LIST = "not_on_the_list"
    LIST_IS_CLOSED = "list_is_closed"


@dataclass(frozen=True, slots=True)
class Verdict:
    """`may_name` is about the affected person's name; `needs` is the consent that would allow more.

    `safety_gives_name`: a recorded need of safety may stand in for the consent to the name.
    """

    is_allowed: bool
    may_name: bool
    because: Because
    needs: str | None = None
    safety_gives_name: bool = False


def line_for(policy: Policy, *, category: Category, recipient: Recipient) -> MayKnow | None:
    """What the category's list says of them; a line for the board covers its chair and vice chair."""
    rules = policy.disclosure[category]
    line = rules.line_for(recipient)
    return rules.line_for(Recipient.BOARD) if line is None and recipient in _ON_THE_BOARD else line


def may_be_asked_for(policy: Policy, *, category: Category) -> frozenset[Recipient]:
    """Whom the affected person may ask us to tell: those whom the category's list leaves out. Source: SOM-04."""
    if category not in policy.wishes.categories:
        return frozenset()
    return frozenset(
        each
        for each in Recipient
        if each not in policy.wishes.never and line_for(policy, category=category, recipient=each) is None
    )


def prepared_text(policy: Policy, *, category: Category, recipient: Recipient) -> PreparedText | None:
    """The words for them, where the policy has some. Chair and vice chair are told as the board is."""

    def found(to: Recipient) -> PreparedText | None:
        return next((text for text in policy.prepared_texts if category in text.categories and to in text.to), None)

    return found(recipient) or (found(Recipient.BOARD) if recipient in _ON_THE_BOARD else None)


def is_disclosure_allowed(
    policy: Policy,
    *,
    category: Category,
    recipient: Recipient,
    consents: AbstractSet[str],
    asked_for: Mapping[Recipient, bool] = MappingProxyType({}),
) -> Verdict:
    """Whether someone may be told. `consents` holds the ids answered yes and not withdrawn.

    `asked_for` are those whom the affected person has asked us to tell, and whether by name: it counts where the list
    has no line for them. The emergency override is outside this. Source: SOM-04.
    """
    rules, line = policy.disclosure[category], line_for(policy, category=category, recipient=recipient)
    if line is None:
        if recipient in asked_for and recipient in may_be_asked_for(policy, category=category):
            return Verdict(is_allowed=True, may_name=asked_for[recipient], because=Because.ASKED_FOR)
        because = Because.LIST_IS_CLOSED if rules.is_closed else Because.NOT_ON_THE_LIST
        return Verdict(is_allowed=False, may_name=False, because=because)
    if line.consent is not None and line.consent not in consents:
        return Verdict(is_allowed=False, may_name=False, because=Because.CONSENT_MISSING, needs=line.consent)
    if line.names is Names.WITH_CONSENT and line.names_consent not in consents:
        return Verdict(
            is_allowed=True,
            may_name=False,
            because=Because.ON_THE_LIST,
            needs=line.names_consent,
            safety_gives_name=line.safety_need,
        )
    return Verdict(is_allowed=True, may_name=line.names is not Names.NEVER, because=Because.ON_THE_LIST)


def office_titles(policy: Policy) -> dict[Office, tuple[str, ...]]:
    """What people may write instead of a name, in either language."""
    return {
        Office(office.value): (text.title.sv, text.title.en, *text.called)
        for office, text in policy.titles.offices.items()
    }


def offices_kept_out(policy: Policy, *, answered_yes: AbstractSet[str]) -> frozenset[Office]:
    """Whose holders have no part in a case, by the affected person's answers. Source: SOI-02.

    Whatever the case is called by now: nobody but they undo what they said.
    """
    return frozenset(
        each.keeps_out for each in policy.consents if each.keeps_out is not None and each.id in answered_yes
    )


def access_at(
    policy: Policy, *, category: Category, moment: Moment, consents: AbstractSet[str] = frozenset()
) -> tuple[AccessRule, ...]:
    """The keys given at a moment; at `consent_given` only those of the consents handed in."""
    return tuple(
        rule
        for rule in policy.access[category]
        if rule.moment is moment and (rule.consent is None or rule.consent in consents)
    )


def line_of(policy: Policy, *, duty: Duty, barred: AbstractSet[Link] = frozenset()) -> tuple[Link, ...]:
    """Who holds a duty, in order, without those barred from the case. Source: CON-02."""
    return tuple(link for link in policy.escalation.chains[duty].links if link not in barred)


def cleared_at(policy: Policy, *, kept: Kept, since: datetime) -> datetime:
    """When something is to be cleared; `since` is the moment that its retention names."""
    return end_of(policy.retention.periods[kept].keep, since=since)


def end_of(period: Period, *, since: datetime) -> datetime:
    """Calendar months: from 30 November, three months end on the last day of February."""
    if not period.months:
        return _aware(since) + timedelta(days=period.days)
    months = since.year * 12 + since.month - 1 + period.months
    year, month = divmod(months, 12)
    day = min(since.day, calendar.monthrange(year, month + 1)[1])
    return _aware(since).replace(year=year, month=month + 1, day=day)


def _aware(time: datetime) -> datetime:
    if time.tzinfo is None:
        raise ValueError("a time without a zone")
    return time
