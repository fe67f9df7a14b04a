"""Who does a step, who answers for it and who signs it: the policy's owners as the case's roles. Pure."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from app.access.rules import Action, CaseRole, Compartment, Office, case_actions
from app.plans.obstacles import StepAction
from app.plans.rules import StepRow
from app.policy.schema import Step
from app.policy.terms import Condition, Owner

RESPONSIBLE: Mapping[Owner, tuple[CaseRole, ...]] = {
    Owner.AFFECTED: (CaseRole.AFFECTED,),
    Owner.CONTACT_PERSON: (CaseRole.CONTACT_PERSON, CaseRole.SECURITY_OFFICER, CaseRole.ACCOUNTABLE),
    Owner.SECURITY_OFFICER: (CaseRole.SECURITY_OFFICER, CaseRole.ACCOUNTABLE),
    Owner.ASSOCIATION: (CaseRole.ACCOUNTABLE, CaseRole.SECURITY_OFFICER),
    # What it decides, it decides at a meeting: one member of it neither ticks that off nor sets it aside. KNO-07.
    Owner.BOARD: (CaseRole.ACCOUNTABLE,),
    Owner.INVESTIGATORS: (CaseRole.INVESTIGATOR,),
    Owner.COMMITTEE_CHAIR: (CaseRole.SECURITY_OFFICER, CaseRole.ACCOUNTABLE),
    Owner.COUNCIL_GROUP: (CaseRole.ACCOUNTABLE,),
}
"""Whose step it is: the first of these roles that somebody in the case has. A committee's chair holds no case, so
whoever leads it sees to it that they tell; Source: ORG-01 for those who stand in."""

WORKED_BY: Mapping[Owner, frozenset[CaseRole]] = {
    # An officer may write down what the affected person says on the telephone.
    Owner.AFFECTED: frozenset({CaseRole.AFFECTED, CaseRole.SECURITY_OFFICER}),
    **{owner: frozenset(roles) for owner, roles in RESPONSIBLE.items() if owner is not Owner.AFFECTED},
}

SIGNED_BY: Mapping[Owner, frozenset[CaseRole]] = {owner: frozenset({roles[0]}) for owner, roles in RESPONSIBLE.items()}
"""A signature is one's own: nobody signs for the affected person, nor an officer for the chair."""

ANSWERS_FOR: Mapping[Office, CaseRole] = {Office.SECURITY_OFFICER: CaseRole.SECURITY_OFFICER}
"""Who in a case stands for an office that is accountable; everyone else's is the chair's. Source: ORG-01."""

CLOSED = frozenset({Compartment.INVESTIGATION, Compartment.HEARING})
"""Even how far a step here has come tells of a suspicion. Source: UNK-05."""

READ_TO_DO = CLOSED | {Compartment.MEDIA_PLAN}
"""Nobody does a step here who cannot read what it is about."""
SUSPICIONS = frozenset({Condition.PROBABLE_PERSON, Condition.PERSON_ESTABLISHED})
"""Whether the mapping points at somebody: the answer belongs to those who investigate. Source: UNK-05."""

OWN_WORD = frozenset({Condition.AFFECTED_READY})
"""Questions that the affected person may answer themselves."""


@dataclass(frozen=True)
class Reader:
    """Someone in the case: their tag, roles and open compartments. A bar has already emptied `roles`."""

    tag: str
    roles: frozenset[CaseRole]
    compartments: frozenset[Compartment]
    unseen: frozenset[str] = frozenset()
    """Codes of steps that they may not even know the state of, nor count."""
    untimed: frozenset[str] = frozenset()
    """Codes of steps that they may know of, and not when or whether late: how it is going with the affected person."""

    @property
    def actions(self) -> frozenset[Action]:
        return case_actions(self.roles)

    @property
    def leads(self) -> bool:
        return Action.ASSIGN_STEPS in self.actions


def telling_of_suspicion(steps: Mapping[str, Step]) -> frozenset[str]:
    """Steps whose mere state says that somebody is suspected: those that hang on it, and what they follow upon.

    The summing up of a mapping is done while the mapping goes on only where it points at somebody.
    """
    hinging = [step for step in steps.values() if step.condition in SUSPICIONS]
    before = {code for step in hinging for code in step.after if steps[code].compartment is Compartment.INVESTIGATION}
    return frozenset({step.id for step in hinging} | before)


def is_kept_from(reader: Reader, step: Step) -> bool:
    """The contact person has no part in the investigation, whatever other role they were given. Source: CON-04."""
    investigates = step.owner is Owner.INVESTIGATORS or step.compartment is Compartment.INVESTIGATION
    return investigates and CaseRole.CONTACT_PERSON in reader.roles


def may_see(reader: Reader, step: Step) -> bool:
    if Action.SEE not in reader.actions or step.id in reader.unseen or is_kept_from(reader, step):
        return False
    if step.compartment not in CLOSED:
        return True
    return reader.leads or step.compartment in reader.compartments or bool(sides_of(reader, step))


def may_work(reader: Reader, step: Step, *, assignee: str | None) -> bool:
    if Action.WORK_STEPS not in reader.actions or not may_see(reader, step):
        return False
    return assignee == reader.tag or not reader.roles.isdisjoint(WORKED_BY[step.owner])


def sides_of(reader: Reader, step: Step) -> tuple[Owner, ...]:
    """For which parties to a joint step this person can sign."""
    return tuple(party for party in step.joint_sign_off if not reader.roles.isdisjoint(SIGNED_BY[party]))


def may(reader: Reader, step: Step, action: StepAction, *, assignee: str | None) -> bool:
    """Whether this is for them to do; whether it can be done now is `obstacles.obstacle`'s question."""
    if not may_see(reader, step):
        return False
    if action is StepAction.ASSIGN:
        return reader.leads
    if action is StepAction.SIGN_OFF:
        return Action.WORK_STEPS in reader.actions and bool(sides_of(reader, step))
    if action is StepAction.REOPEN:
        return reader.leads or may_work(reader, step, assignee=assignee)
    return may_work(reader, step, assignee=assignee)


def can_be_given(step: Step, *, to: Reader, by: StepAction) -> bool:
    """Whether a step can become theirs. What is the association's work is never the affected person's. ASP-08."""
    if Action.WORK_STEPS not in to.actions or is_kept_from(to, step):
        return False
    if CaseRole.AFFECTED in to.roles and not step.is_offer:
        return False
    if step.compartment in READ_TO_DO and step.compartment not in to.compartments:
        return False
    return by is StepAction.DELEGATE or not to.roles.isdisjoint(WORKED_BY[step.owner])


def responsible_role(step: Step, *, present: Collection[CaseRole]) -> CaseRole:
    """The role whose step it is, given who there is in the case."""
    roles = RESPONSIBLE[step.owner]
    return next((role for role in roles if role in present), roles[0])


def is_mine(reader: Reader, step: Step, row: StepRow, *, present: Collection[CaseRole]) -> bool:
    """Whether it waits for this person, rather than only being open to them."""
    if not may_work(reader, step, assignee=row.assignee):
        return False
    if row.assignee is not None:
        return row.assignee == reader.tag
    return responsible_role(step, present=present) in reader.roles


def sees_times(reader: Reader, step: Step, row: StepRow, *, present: Collection[CaseRole]) -> bool:
    """Whether they learn when it is due and that it is late. Of others the affected person learns planned or done."""
    is_told = Action.SEE_TIMES in reader.actions and step.id not in reader.untimed
    return is_told or is_mine(reader, step, row, present=present)


def may_answer(reader: Reader, condition: Condition, *, steps: Collection[Step]) -> bool:
    """Whoever does or approves a step that hangs on the question; of their own readiness the affected person too."""
    if condition in OWN_WORD and CaseRole.AFFECTED in reader.roles:
        return True
    mine = (step for step in steps if step.condition is condition and may_see(reader, step))
    return any(may_work(reader, step, assignee=None) or sides_of(reader, step) for step in mine)
