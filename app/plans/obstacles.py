"""What can be done with a step, and what holds that back now, whoever asks. Pure."""

from collections.abc import Mapping
from enum import StrEnum

from app.plans.rules import Plan, StepRow, StepState, StepStatus
from app.policy.schema import Step
from app.policy.terms import Act


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
    """Something in the system does it: appointing people, a meeting, a certified vote."""


APPOINTING = frozenset({Act.APPOINT_CONTACT_PERSON, Act.APPOINT_INVESTIGATORS})
"""Acts that let people in: the appointment finishes the step, and nothing else does."""

DONE_BY_MEASURES = frozenset(
    {
        Act.DEMAND_TIME_OUT,
        Act.DEMAND_LEAVING,
        Act.ASK_ABOUT_RETURN,
        Act.REVIEW_TIME_OUT,
        Act.REQUIRE_CARE,
        Act.OFFER_CARE,
    }
)
"""Acts that are done where measures are worked with. With nothing to ask for, whoever leads sets the step aside."""
RETURNING = frozenset(
    {
        Act.TAKE_UP_RETURN,
        Act.TALK_ABOUT_RETURN,
        Act.HEAR_AFFECTED_ON_RETURN,
        Act.CONSULT_GROUP,
        Act.DECIDE_RETURN,
    }
)
"""Acts of the room `reentry`, which records more of them than that they are done."""
MAPPING = frozenset(
    {
        Act.APPOINT_LEAD,
        Act.INTERVIEW_AFFECTED,
        Act.INTERVIEW_SUSPECTED,
        Act.INTERVIEW_ACCUSED,
        Act.CHECK_EVIDENCE,
        Act.CONCLUDE_MAPPING,
        Act.NAME_ACCUSED,
    }
)
"""What those who investigate do in the mapping itself, where it takes two. Source: UNK-02, KNO-01, KNO-12."""
MEETING = frozenset({Act.CALL_TRIAGE_MEETING, Act.CALL_DECISION_MEETING})
"""Acts that are done by holding a meeting: with those who had to come, or by enough of a board."""
ANSWERED_ELSEWHERE = frozenset({Act.ASSESS_EXCLUSION, Act.RAISE_CONFIDENCE})
"""What a body answers: the board at a meeting, with the reason in its minutes, or the group in a certified vote.

The answer finishes the step, and nobody ticks it off. It can still be set aside with a reason: of one who is in no
register nothing can be decided here, and where nothing was found there is nothing to ask the group. Source: CGR-01.
"""

AGREED_APART = frozenset({Act.AGREE_MEDIA_PLAN})
"""What is signed where its text is: a signature is to the words that were read. Without a text it can be set aside."""
NOT_TICKED_OFF = ANSWERED_ELSEWHERE | AGREED_APART
"""Acts with a route of their own, that whoever leads can still set aside, and take up again."""

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
    # That somebody is in touch only the affected person ends, by saying that they want nobody.
    is_fixed = step.act is Act.KEEP_IN_TOUCH or (_has_own_route(step) and step.act not in NOT_TICKED_OFF)
    if action is StepAction.SET_ASIDE and is_fixed:
        return Obstacle.OWN_ROUTE
    held_back = {
        StepAction.SET_ASIDE: Obstacle.DOES_NOT_APPLY if state is StepState.DOES_NOT_APPLY else None,
        StepAction.ASSIGN: Obstacle.IS_AN_OFFER if step.is_offer else None,
        StepAction.DELEGATE: None if step.delegable else Obstacle.NOT_DELEGABLE,
    }
    return held_back[action]


def _has_own_route(step: Step) -> bool:
    own = APPOINTING | RETURNING | MAPPING | MEETING | NOT_TICKED_OFF
    return step.automatic or step.act in own


def _reopening_obstacle(plan: Plan, row: StepRow) -> Obstacle | None:
    if not row.is_finished:
        return Obstacle.NOT_FINISHED
    step = plan.steps[row.code]
    was_set_aside = row.status is StepStatus.NOT_APPLICABLE and step.act in NOT_TICKED_OFF
    was_done_there = step.act in DONE_BY_MEASURES and row.status is StepStatus.DONE
    if was_done_there or (_has_own_route(step) and not was_set_aside):
        return Obstacle.OWN_ROUTE
    return Obstacle.HAS_RETURNED if plan.newest(row.code) != row else None


def _kind_obstacle(step: Step, action: StepAction) -> Obstacle | None:
    if _has_own_route(step) or step.act in DONE_BY_MEASURES:
        return Obstacle.OWN_ROUTE
    if step.joint_sign_off:
        return None if action is StepAction.SIGN_OFF else Obstacle.NEEDS_SIGNATURES
    if action is StepAction.SIGN_OFF:
        return Obstacle.NOT_JOINT
    if step.is_assessed:
        return None if action is StepAction.ASSESS else Obstacle.NEEDS_ASSESSMENT
    return Obstacle.NOT_ASSESSED if action is StepAction.ASSESS else None
