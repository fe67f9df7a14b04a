"""The media plan of a case as somebody holds it: what it is, and what they may do with it. Source: ASP-05, KNO-11."""

from dataclasses import dataclass

from app.access.rules import Action, Compartment
from app.cases.access import HeldCase
from app.cases.rules import OPEN_STAGES
from app.core.database import Session
from app.plans.media.asked import Texts, texts_of
from app.plans.media.rules import MediaPlanAct, MediaPlanState, said, side_to_answer_for, state_of
from app.plans.reading import plan_of, reader_of
from app.plans.rules import StepRow, StepStatus
from app.plans.working import may_work, sides_of
from app.policy.schema import Step
from app.policy.terms import Act, Owner


@dataclass(frozen=True)
class HeldPlan:
    """The case's media plan as its actor holds it. `row` and `step` are None where the case asks for none."""

    held: HeldCase
    texts: Texts
    row: StepRow | None
    step: Step | None

    @property
    def is_asked(self) -> bool:
        return self.row is not None and self.row.status is not StepStatus.NOT_APPLICABLE

    @property
    def sides(self) -> tuple[Owner, ...]:
        return self.step.joint_sign_off if self.step else ()

    @property
    def state(self) -> MediaPlanState:
        return state_of(
            is_asked=self.is_asked,
            is_written=self.texts.newest is not None,
            answers=self.texts.answers,
            sides=self.sides,
        )

    @property
    def my_side(self) -> Owner | None:
        """The side that this person can sign for."""
        if self.step is None or Action.WORK_STEPS not in self.held.actions:
            return None
        sides = sides_of(reader_of(self.held), self.step)
        return side_to_answer_for(self.held.actor.tag, sides=sides, answers=self.texts.answers)

    @property
    def may_write(self) -> bool:
        if self.step is None or self.row is None:
            return False
        return may_work(reader_of(self.held), self.step, assignee=self.row.assignee)

    @property
    def my_acts(self) -> list[MediaPlanAct]:
        if self.held.case.stage not in OPEN_STAGES or not self.is_asked:
            return []
        mine = said(self.held.actor.tag, answers=self.texts.answers)
        can_answer = self.my_side is not None and self.texts.newest is not None
        possible = {
            MediaPlanAct.WRITE: self.may_write,
            MediaPlanAct.SIGN: can_answer and mine is not True,
            MediaPlanAct.SAY_NO: can_answer and mine is not False,
        }
        return [act for act, is_possible in possible.items() if is_possible]


async def hold_plan(db: Session, held: HeldCase) -> HeldPlan:
    """Raises CompartmentNotOpen: only the two sides read it."""
    held.require_compartment(Compartment.MEDIA_PLAN)
    return await plan_in(db, held)


async def plan_in(db: Session, held: HeldCase) -> HeldPlan:
    """For what changes none of its words, whoever does it."""
    found = (await plan_of(db, held.case)).plan
    row = next((each for each in found.current if found.steps[each.code].act is Act.AGREE_MEDIA_PLAN), None)
    texts = (await texts_of(db, [held.id]))[held.id]
    return HeldPlan(held, texts, row, found.steps[row.code] if row else None)
