"""What state a step is in, what holds it back, how far a plan has come and what comes next. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cached_property
from uuid import UUID

from app.plans.rhythm import Rhythm
from app.policy import rules as policy_rules
from app.policy.schema import Step
from app.policy.terms import Act, Anchor, Condition, Owner


class CaseAlarm(StrEnum):
    """What is to be put right in a case, beside its steps."""

    NO_CONTACT_PERSON = "no-contact-person"
    BAR_TO_CONFIRM = "bar-to-confirm"
    """Somebody is kept out because a name may mean them, and nobody has checked."""
    LIFTING_WAITS = "lifting-waits"
    """Somebody else asks to lift a bar: it takes one more."""
    EXCLUSION_WAITS = "exclusion-waits"
    """What is next in an exclusion case should have been done."""
    WHO_IT_IS_WAITS = "who-it-is-waits"
    """Those who investigate ask whether it is known who it is, or known no more."""
    OVERRIDE_WAITS = "override-waits"
    """Somebody asks, in danger, to open or tell something beyond what is let: it takes one more."""
    TAKING_BACK_WAITS = "taking-back-waits"
    """Somebody asks to take back whose the receipt code is: it takes one more."""
    DESTROYED_SOON = "destroyed-soon"
    """A closed case's time is nearly over."""
    SAFETY_TO_REVIEW = "safety-to-review"
    """How the safety ahead was assessed holds no longer."""
    SAFETY_LATE = "safety-late"
    """Something that was to be arranged should be in place."""
    SAFETY_YOURS = "safety-yours"
    """The day has come of something that the reader sees to. What it is they were told by mouth."""
    MEETING_CALLED = "meeting-called"
    """Whoever asks is called to a meeting that is not over. When and where stands in the case alone."""
    HOLD_WAITS = "hold-waits"
    """Somebody else asks to keep a closed case longer: it takes one more."""
    CONTACT_MISSED = "contact-missed"
    """Nobody has been in touch with the affected person for too long."""
    ANOTHER_CONTACT_WANTED = "another-contact-wanted"
    """The affected person has asked for another contact person."""
    NEW_MESSAGE = "new-message"
    """Something was written between the affected person and whoever is beside them that the reader has not seen."""
    COMPANY_LACKING = "company-lacking"
    """Somebody is wanted along to the police or to court within days, and nobody has said yes."""
    COMPANY_ASKED = "company-asked"
    """Whoever asks is asked to come along, and has not answered."""


class StepStatus(StrEnum):
    """What is stored of a step. That it waits, is late or does not apply follows from the rest of the case."""

    OPEN = "open"
    DONE = "done"
    NOT_APPLICABLE = "not_applicable"


class StepState(StrEnum):
    """What a step is at a moment."""

    OFFERED = "offered"
    """Something the affected person can do. It is never late. Source: PRN-04."""
    OPEN = "open"
    WAITS_FOR_ANSWER = "waits_for_answer"
    """Whether it applies hangs on a question that nobody has answered yet."""
    WAITS_FOR_STEPS = "waits_for_steps"
    WAITS_FOR_CONSENT = "waits_for_consent"
    CONSENT_REFUSED = "consent_refused"
    DOES_NOT_APPLY = "does_not_apply"
    DONE = "done"
    NOT_APPLICABLE = "not_applicable"
    SUPERSEDED = "superseded"


@dataclass(frozen=True)
class StepRow:
    """One stored occurrence of a step."""

    id: UUID
    case_id: UUID
    code: str
    occurrence: int
    status: StepStatus
    opened_at: datetime
    due_at: datetime | None
    event_at: datetime | None
    finished_at: datetime | None
    finished_by: str | None
    superseded_at: datetime | None
    assessed: bool | None
    assignee: str | None
    note_text_id: UUID | None
    reason_text_id: UUID | None
    version: int

    @property
    def is_finished(self) -> bool:
        return self.status is not StepStatus.OPEN


DERIVED = frozenset(
    {
        Condition.SEVERE,
        Condition.NOT_SEVERE,
        Condition.CONFIDENCE_DENIED,
        Condition.AFFECTED_STILL_THERE,
        Condition.NO_CONFIDENCE_BEFORE,
        Condition.PROBABLE_PERSON,
        Condition.PERSON_ESTABLISHED,
    }
)
"""Follow from a finding, a certified vote or a talk about a return; nobody answers them by hand."""

_WORKABLE = frozenset({StepState.OPEN, StepState.OFFERED})
_CAN_BE_LATE = frozenset({StepState.OPEN, StepState.WAITS_FOR_ANSWER, StepState.WAITS_FOR_STEPS})


@dataclass(frozen=True)
class Plan:
    """A case's steps with everything that decides what state they are in.

    `steps` is in the policy's order and holds superseded steps too; `answers` and `consents` hold only what was
    answered.
    """

    steps: Mapping[str, Step]
    rows: Sequence[StepRow]
    answers: Mapping[Condition, bool] = field(default_factory=dict)
    consents: Mapping[str, bool] = field(default_factory=dict)
    rhythm: Rhythm = field(default_factory=Rhythm)

    @cached_property
    def current(self) -> tuple[StepRow, ...]:
        """Without what was superseded; in the policy's order, each step's occurrences in theirs."""
        order = {code: place for place, code in enumerate(self.steps)}
        return tuple(
            sorted(
                (row for row in self.rows if row.superseded_at is None),
                key=lambda row: (order[row.code], row.occurrence),
            )
        )

    @cached_property
    def finished(self) -> frozenset[str]:
        """Steps that were finished at least once: one that has come back holds nothing up."""
        return frozenset(row.code for row in self.current if row.is_finished)

    @cached_property
    def applying(self) -> frozenset[str]:
        return frozenset(row.code for row in self.current if self.applies(self.steps[row.code]) is not False)

    def applies(self, step: Step) -> bool | None:
        """None while the question that it hangs on has no answer."""
        return True if step.condition is None else self.answers.get(step.condition)

    def waits_for(self, row: StepRow) -> tuple[str, ...]:
        return policy_rules.waits_for(self.steps[row.code], finished=self.finished, applying=self.applying)

    def newest(self, code: str) -> StepRow | None:
        return max((row for row in self.current if row.code == code), key=lambda row: row.occurrence, default=None)

    def state(self, row: StepRow) -> StepState:
        step = self.steps[row.code]
        if row.superseded_at is not None:
            return StepState.SUPERSEDED
        if row.is_finished:
            return StepState(row.status.value)
        if (applies := self.applies(step)) is not True:
            return StepState.WAITS_FOR_ANSWER if applies is None else StepState.DOES_NOT_APPLY
        if self.waits_for(row):
            return StepState.WAITS_FOR_STEPS
        # An assessment can always come to a no; its yes asks for the consent.
        if step.consent is not None and not step.is_assessed and self.consents.get(step.consent) is not True:
            refused = self.consents.get(step.consent) is False
            return StepState.CONSENT_REFUSED if refused else StepState.WAITS_FOR_CONSENT
        return StepState.OFFERED if step.is_offer else StepState.OPEN

    def is_late(self, row: StepRow, *, now: datetime) -> bool:
        """Never what is offered to the affected person, nor what waits for their consent. Source: PRN-04."""
        if self.steps[row.code].is_offer or self.state(row) not in _CAN_BE_LATE:
            return False
        return row.due_at is not None and now > row.due_at

    def is_workable(self, row: StepRow) -> bool:
        return self.state(row) in _WORKABLE

    def holds_closing(self, row: StepRow, *, now: datetime) -> bool:
        """Whether the case stays open for it. A step that has come back does so only once it is late again."""
        step = self.steps[row.code]
        if row.superseded_at is not None or row.is_finished or not policy_rules.closing_waits_for(step):
            return False
        # Nobody can answer for what the system does by itself: it holds only when it is called for.
        applies = self.applies(step)
        if applies is False or (step.automatic and applies is None):
            return False
        return row.code not in self.finished or self.is_late(row, now=now)


def open_duties(plan: Plan, *, now: datetime, unseen: frozenset[str] = frozenset()) -> int:
    """How many steps a closing waits for. `unseen`: codes that are not told of, not even as a number."""
    return len({row.code for row in plan.current if plan.holds_closing(row, now=now)} - unseen)


@dataclass(frozen=True)
class Progress:
    done: int
    of: int
    late: int


def progress(
    plan: Plan, *, now: datetime, unseen: frozenset[str] = frozenset(), untimed: frozenset[str] = frozenset()
) -> Progress:
    """Done of those that count: each step once, without offers, what does not apply and what is not told of.

    `untimed`: codes whose lateness is not told of.
    """
    counted = {
        row.code
        for row in plan.current
        if not plan.steps[row.code].is_offer
        and policy_rules.closing_waits_for(plan.steps[row.code])
        and (plan.applies(plan.steps[row.code]) is not False or row.is_finished)
        and not (plan.steps[row.code].automatic and plan.applies(plan.steps[row.code]) is None)
    } - unseen
    late = sum(plan.is_late(row, now=now) for row in plan.current if row.code not in unseen | untimed)
    return Progress(done=len(counted & plan.finished), of=len(counted), late=late)


def by_urgency(plan: Plan, rows: Iterable[StepRow]) -> list[StepRow]:
    """The earliest due first, what is marked 'now' before the rest without a time. Category plays no part. PRN-02."""
    order = {code: place for place, code in enumerate(plan.steps)}

    def urgency(row: StepRow) -> tuple[bool, float, bool, int, int]:
        due = row.due_at.timestamp() if row.due_at else 0.0
        return (row.due_at is None, due, not plan.steps[row.code].now, order[row.code], row.occurrence)

    return sorted(rows, key=urgency)


def next_steps(plan: Plan, *, now: datetime, untimed: frozenset[str] = frozenset()) -> list[StepRow]:
    """What somebody must do: first what takes the case further or is late, then what goes on beside it; the most urgent
    first. What is `untimed` comes where it would if it were never late.

    Offers and what nobody can start yet are not among it.
    """
    waiting = by_urgency(
        plan,
        (
            row
            for row in plan.current
            if plan.state(row) in {StepState.OPEN, StepState.WAITS_FOR_ANSWER} and not plan.steps[row.code].is_offer
        ),
    )
    # Nobody waits for a talk that should have been held long ago because a meeting is due next month.
    return sorted(
        waiting,
        key=lambda row: (
            goes_on_beside(plan.steps[row.code]) and (row.code in untimed or not plan.is_late(row, now=now))
        ),
    )


def goes_on_beside(step: Step) -> bool:
    """The contact person's own: it comes again for as long as the case lasts, and nothing else waits for it."""
    return step.owner is Owner.CONTACT_PERSON


def due_of(plan: Plan, row: StepRow, *, moments: Mapping[Anchor, datetime]) -> datetime | None:
    """When it is due. One that has come back, or comes before an event, got its time when it did."""
    if plan.steps[row.code].act is Act.KEEP_IN_TOUCH and not row.is_finished:
        return _touch_due(plan, row, moments=moments)
    return _due_of(plan, row, moments=moments)


def _due_of(plan: Plan, row: StepRow, *, moments: Mapping[Anchor, datetime]) -> datetime | None:
    if row.occurrence > 1 or row.event_at is not None:
        return row.due_at
    anchors: dict[str, datetime] = {anchor.value: at for anchor, at in moments.items()}
    for other in plan.current:
        if other.finished_at is not None:
            anchors[other.code] = min(other.finished_at, anchors.get(other.code, other.finished_at))
    return policy_rules.due_at(plan.steps[row.code], anchors=anchors)


def _touch_due(plan: Plan, row: StepRow, *, moments: Mapping[Anchor, datetime]) -> datetime | None:
    """As agreed, counted from the last contact; whoever is new beside them gets in touch as soon as the first did."""
    step = plan.steps[row.code]
    lasts = [
        each.finished_at
        for each in plan.current
        if each.code == row.code and each.status is StepStatus.DONE and each.finished_at is not None
    ]
    appointed = [
        each.finished_at
        for each in plan.current
        if plan.steps[each.code].act is Act.APPOINT_CONTACT_PERSON
        and each.status is StepStatus.DONE
        and each.finished_at is not None
    ]
    if step.due is not None and appointed and all(max(appointed) > last for last in lasts):
        due_at: datetime | None = max(appointed) + step.due.within
    elif lasts and step.recurrence is not None and step.recurrence.every is not None:
        due_at = plan.rhythm.after(max(lasts), usual=step.recurrence.every)
    else:
        due_at = _due_of(plan, row, moments=moments)
    return plan.rhythm.held_back(due_at)


def contact_is_missed(plan: Plan, *, now: datetime, after: timedelta) -> bool:
    """Nobody has been in touch that long `after` they should have. Never while the affected person wants a pause."""
    return any(
        plan.steps[row.code].act is Act.KEEP_IN_TOUCH
        and plan.state(row) is StepState.OPEN
        and row.due_at is not None
        and now > row.due_at + after
        for row in plan.current
    )


def another_contact_is_wanted(plan: Plan, *, has_one: bool) -> bool:
    """They had somebody beside them and are to have another. Source: ORG-03."""
    return not has_one and any(
        plan.steps[row.code].act is Act.APPOINT_CONTACT_PERSON and row.occurrence > 1 and row.status is StepStatus.OPEN
        for row in plan.current
    )


def contact_person_is_missing(plan: Plan, *, has_one: bool, now: datetime) -> bool:
    """After its deadline, in every category, unless the affected person has said no to one. Source: ORG-03."""
    if has_one:
        return False
    for row in plan.current:
        step = plan.steps[row.code]
        if step.act is not Act.APPOINT_CONTACT_PERSON or plan.newest(row.code) != row:
            continue
        if row.status is StepStatus.NOT_APPLICABLE:
            return False
        return row.status is StepStatus.DONE or (row.due_at is not None and now > row.due_at)
    return False
