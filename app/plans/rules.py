"""What state a step is in, what holds it back, how far a plan has come and what comes next. Pure."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from uuid import UUID

from app.policy import rules as policy_rules
from app.policy.schema import Step
from app.policy.terms import Act, Anchor, Condition


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


class StepAction(StrEnum):
    ASSIGN = "assign"
    DELEGATE = "delegate"
    COMPLETE = "complete"
    ASSESS = "assess"
    SIGN_OFF = "sign_off"
    SET_ASIDE = "set_aside"
    """Not applicable, with a reason."""
    REOPEN = "reopen"


class Obstacle(StrEnum):
    """Why something cannot be done with a step now, whoever asks."""

    SUPERSEDED = "superseded"
    FINISHED = "finished"
    NOT_FINISHED = "not-finished"
    HAS_RETURNED = "has-returned"
    WAITS_FOR_STEPS = "waits-for-steps"
    WAITS_FOR_ANSWER = "waits-for-answer"
    WAITS_FOR_CONSENT = "waits-for-consent"
    DOES_NOT_APPLY = "does-not-apply"
    NEEDS_ASSESSMENT = "needs-assessment"
    NOT_ASSESSED = "not-assessed"
    NEEDS_SIGNATURES = "needs-signatures"
    NOT_JOINT = "not-joint"
    NOT_DELEGABLE = "not-delegable"
    IS_AN_OFFER = "is-an-offer"
    OWN_ROUTE = "own-route"
    """Something in the system does it: appointing people, a certified vote."""


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


APPOINTING = frozenset({Act.APPOINT_CONTACT_PERSON, Act.APPOINT_INVESTIGATORS})
"""Acts that let people in: the appointment finishes the step, and nothing else does."""

DERIVED = frozenset({Condition.SEVERE, Condition.NOT_SEVERE, Condition.CONFIDENCE_DENIED})
"""Conditions that follow from a conclusion or a certified vote; nobody answers them by hand."""

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


_UNFINISHED_STATES: Mapping[StepState, Obstacle] = {
    StepState.WAITS_FOR_ANSWER: Obstacle.WAITS_FOR_ANSWER,
    StepState.WAITS_FOR_STEPS: Obstacle.WAITS_FOR_STEPS,
    StepState.WAITS_FOR_CONSENT: Obstacle.WAITS_FOR_CONSENT,
    StepState.CONSENT_REFUSED: Obstacle.WAITS_FOR_CONSENT,
    StepState.DOES_NOT_APPLY: Obstacle.DOES_NOT_APPLY,
}
_FINISHING = frozenset({StepAction.COMPLETE, StepAction.ASSESS, StepAction.SIGN_OFF})


def obstacle(plan: Plan, row: StepRow, action: StepAction) -> Obstacle | None:
    """What holds the action back, or None. Who may do it is another question (`working.py`)."""
    if row.superseded_at is not None:
        return Obstacle.SUPERSEDED
    if action is StepAction.REOPEN:
        return _reopening_obstacle(plan, row)
    if row.is_finished:
        return Obstacle.FINISHED
    step, state = plan.steps[row.code], plan.state(row)
    if action in _FINISHING:
        return _kind_obstacle(step, action) or _UNFINISHED_STATES.get(state)
    if action is StepAction.SET_ASIDE and _has_own_route(step):
        return Obstacle.OWN_ROUTE
    held_back = {
        StepAction.SET_ASIDE: Obstacle.DOES_NOT_APPLY if state is StepState.DOES_NOT_APPLY else None,
        StepAction.ASSIGN: Obstacle.IS_AN_OFFER if step.is_offer else None,
        StepAction.DELEGATE: None if step.delegable else Obstacle.NOT_DELEGABLE,
    }
    return held_back[action]


def _has_own_route(step: Step) -> bool:
    return step.automatic or step.act in APPOINTING


def _reopening_obstacle(plan: Plan, row: StepRow) -> Obstacle | None:
    if not row.is_finished:
        return Obstacle.NOT_FINISHED
    if _has_own_route(plan.steps[row.code]):
        return Obstacle.OWN_ROUTE
    return Obstacle.HAS_RETURNED if plan.newest(row.code) != row else None


def _kind_obstacle(step: Step, action: StepAction) -> Obstacle | None:
    if _has_own_route(step):
        return Obstacle.OWN_ROUTE
    if step.joint_sign_off:
        return None if action is StepAction.SIGN_OFF else Obstacle.NEEDS_SIGNATURES
    if action is StepAction.SIGN_OFF:
        return Obstacle.NOT_JOINT
    if step.is_assessed:
        return None if action is StepAction.ASSESS else Obstacle.NEEDS_ASSESSMENT
    return Obstacle.NOT_ASSESSED if action is StepAction.ASSESS else None


def open_duties(plan: Plan, *, now: datetime) -> int:
    """How many steps a closing waits for."""
    return len({row.code for row in plan.current if plan.holds_closing(row, now=now)})


@dataclass(frozen=True)
class Progress:
    done: int
    of: int
    late: int


def progress(plan: Plan, *, now: datetime) -> Progress:
    """Done of those that count: each step once, without offers and without what does not apply."""
    counted = {
        row.code
        for row in plan.current
        if not plan.steps[row.code].is_offer
        and policy_rules.closing_waits_for(plan.steps[row.code])
        and (plan.applies(plan.steps[row.code]) is not False or row.is_finished)
        and not (plan.steps[row.code].automatic and plan.applies(plan.steps[row.code]) is None)
    }
    late = sum(plan.is_late(row, now=now) for row in plan.current)
    return Progress(done=len(counted & plan.finished), of=len(counted), late=late)


def by_urgency(plan: Plan, rows: Iterable[StepRow]) -> list[StepRow]:
    """The earliest due first, what is marked 'now' before the rest without a time. Category plays no part. PRN-02."""
    order = {code: place for place, code in enumerate(plan.steps)}

    def urgency(row: StepRow) -> tuple[bool, float, bool, int, int]:
        due = row.due_at.timestamp() if row.due_at else 0.0
        return (row.due_at is None, due, not plan.steps[row.code].now, order[row.code], row.occurrence)

    return sorted(rows, key=urgency)


def next_steps(plan: Plan) -> list[StepRow]:
    """What somebody must do, the most urgent first. Offers and what nobody can start yet are not among it."""
    return by_urgency(
        plan,
        (
            row
            for row in plan.current
            if plan.state(row) in {StepState.OPEN, StepState.WAITS_FOR_ANSWER} and not plan.steps[row.code].is_offer
        ),
    )


def due_of(plan: Plan, row: StepRow, *, moments: Mapping[Anchor, datetime]) -> datetime | None:
    """When it is due. One that has come back, or comes before an event, got its time when it did."""
    if row.occurrence > 1 or row.event_at is not None:
        return row.due_at
    anchors: dict[str, datetime] = {anchor.value: at for anchor, at in moments.items()}
    for other in plan.current:
        if other.finished_at is not None:
            anchors[other.code] = min(other.finished_at, anchors.get(other.code, other.finished_at))
    return policy_rules.due_at(plan.steps[row.code], anchors=anchors)


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


@dataclass(frozen=True)
class Reconciled:
    """What a new plan makes of the old one: codes that change name, come back (old to new), leave, and are new."""

    renamed: Mapping[str, str]
    revived: Mapping[str, str]
    superseded: frozenset[str]
    added: tuple[str, ...]


def reconcile(
    *,
    current: Collection[str],
    superseded_before: Collection[str],
    survivors: Mapping[str, str],
    wanted: Iterable[str],
    steps: Mapping[str, Step],
) -> Reconciled:
    """Equal steps survive, others are superseded, never deleted; one that was superseded before comes back as it was.

    `steps` holds every step of the policy, `wanted` the codes of the new plan.
    """
    kept = {code: survivors[code] for code in current if code in survivors}
    revived: dict[str, str] = {}
    added: list[str] = []
    for code in wanted:
        if code in kept.values():
            continue
        key = steps[code].equals
        equals = [old for old in sorted(superseded_before) if old == code or (key and steps[old].equals == key)]
        if equals:
            revived[code if code in equals else equals[0]] = code
        else:
            added.append(code)
    return Reconciled(
        renamed={old: new for old, new in kept.items() if old != new},
        revived=revived,
        superseded=frozenset(code for code in current if code not in kept),
        added=tuple(added),
    )
