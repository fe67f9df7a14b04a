"""A case's plan as it stands: steps, answers, consents, moments and who is in the case, a query for each kind."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from types import MappingProxyType
from typing import Protocol
from uuid import UUID

from sqlmodel import col, select

from app.access.rules import COMPARTMENTS, CaseRole, Compartment
from app.cases import consents
from app.cases.access import HeldCase
from app.cases.consent_rules import ANSWERED_NO
from app.cases.models import CaseConclusion, Grant
from app.cases.rules import Conclusion
from app.core import clock
from app.core.database import Session
from app.core.ids import new_id
from app.plans.models import CaseFact, CaseMoment, CaseStep, ContactRhythm, StepSignature
from app.plans.rhythm import Rhythm
from app.plans.rules import Plan, StepRow, StepStatus
from app.plans.working import Reader, telling_of_suspicion
from app.policy import rules as policy_rules
from app.policy.loader import load
from app.policy.schema import Policy, Step
from app.policy.terms import Act, Anchor, Category, Condition, Phase


class CaseFacts(Protocol):
    """What a plan needs to know of its case."""

    @property
    def id(self) -> UUID: ...
    @property
    def category(self) -> Category: ...
    @property
    def phase(self) -> Phase | None: ...
    @property
    def conclusion(self) -> Conclusion | None: ...
    @property
    def policy_name(self) -> str: ...
    @property
    def policy_version(self) -> int: ...
    @property
    def opened_at(self) -> datetime: ...
    @property
    def acknowledged_at(self) -> datetime | None: ...


@dataclass(frozen=True)
class Participant:
    """One grant in the case."""

    tag: str
    role: CaseRole
    compartments: frozenset[Compartment]


@dataclass(frozen=True)
class CasePlan:
    policy: Policy
    plan: Plan
    moments: dict[Anchor, datetime]
    participants: tuple[Participant, ...]

    @property
    def present(self) -> frozenset[CaseRole]:
        return frozenset(each.role for each in self.participants)

    def tags(self, role: CaseRole) -> list[str]:
        return list(dict.fromkeys(each.tag for each in self.participants if each.role is role))

    @property
    def officers(self) -> list[str]:
        """Who has the security officer's duties: whoever leads the case where every officer is part of the matter."""
        return self.tags(CaseRole.SECURITY_OFFICER) or self.tags(CaseRole.ACCOUNTABLE)

    def reader(self, tag: str) -> Reader:
        """Somebody in the case as the plan's rules see them."""
        mine = [each for each in self.participants if each.tag == tag]
        opens = frozenset[Compartment]().union(*(each.compartments for each in mine))
        unseen = _unseen(self.policy.name, self.policy.version, opens=opens)
        untimed = _untimed(self.policy.name, self.policy.version, opens=opens)
        return Reader(tag, frozenset(each.role for each in mine), opens, unseen, untimed)


def reader_of(held: HeldCase) -> Reader:
    roles = frozenset[CaseRole]() if held.is_barred else held.roles
    unseen = _unseen(held.case.policy_name, held.case.policy_version, opens=held.compartments)
    untimed = _untimed(held.case.policy_name, held.case.policy_version, opens=held.compartments)
    return Reader(held.actor.tag, roles, held.compartments, unseen, untimed)


def _unseen(name: str, version: int, *, opens: frozenset[Compartment]) -> frozenset[str]:
    return frozenset() if Compartment.INVESTIGATION in opens else _telling_of_suspicion(name, version)


@lru_cache(maxsize=16)
def _telling_of_suspicion(name: str, version: int) -> frozenset[str]:
    return telling_of_suspicion({step.id: step for _, step in load(name, version).all_steps()})


def _untimed(name: str, version: int, *, opens: frozenset[Compartment]) -> frozenset[str]:
    return frozenset() if Compartment.SUPPORT in opens else _touching(name, version)


@lru_cache(maxsize=16)
def _touching(name: str, version: int) -> frozenset[str]:
    return frozenset(step.id for _, step in load(name, version).all_steps() if step.act is Act.KEEP_IN_TOUCH)


async def plan_of(db: Session, case: CaseFacts) -> CasePlan:
    return (await plans_of(db, [case]))[case.id]


async def plans_of(db: Session, cases: Sequence[CaseFacts]) -> dict[UUID, CasePlan]:
    """The plans of several cases with the same number of queries as for one."""
    ids = [case.id for case in cases]
    if not ids:
        return {}
    rows = await _rows(db, ids)
    facts = await _facts(db, ids)
    answered = await _consents(db, cases)
    moments = await _moments(db, ids)
    participants = await _participants(db, ids)
    rhythms = await _rhythms(db, cases)
    concluded = await _concluded(db, [case.id for case in cases if case.conclusion is not None])
    return {
        case.id: CasePlan(
            policy=load(case.policy_name, case.policy_version),
            plan=Plan(
                steps=steps_in_order(case.policy_name, case.policy_version, case.category, case.phase),
                rows=rows[case.id],
                answers=facts[case.id] | _derived(case.conclusion, concluded.get(case.id, frozenset())),
                consents=answered[case.id],
                rhythm=rhythms[case.id],
            ),
            moments=_moments_of_case(case) | moments[case.id],
            participants=tuple(participants[case.id]),
        )
        for case in cases
    }


def opening_plan(case: CaseFacts, *, policy: Policy) -> CasePlan:
    """The plan that a case begins with: every step open, with the due times that count from the opening."""
    moments = _moments_of_case(case)
    anchors = {anchor.value: at for anchor, at in moments.items()}
    rows = [
        StepRow(
            id=new_id(),
            case_id=case.id,
            code=step.id,
            occurrence=1,
            status=StepStatus.OPEN,
            opened_at=clock.now(),
            due_at=policy_rules.due_at(step, anchors=anchors),
            event_at=None,
            finished_at=None,
            finished_by=None,
            superseded_at=None,
            assessed=None,
            assignee=None,
            note_text_id=None,
            reason_text_id=None,
            version=1,
        )
        for step in policy_rules.steps_for(policy, category=case.category, phase=case.phase)
    ]
    steps = steps_in_order(policy.name, policy.version, case.category, case.phase)
    plan = Plan(steps=steps, rows=rows, answers=_derived(case.conclusion, frozenset()))
    return CasePlan(policy=policy, plan=plan, moments=moments, participants=())


@lru_cache(maxsize=64)
def steps_in_order(name: str, version: int, category: Category, phase: Phase | None) -> MappingProxyType[str, Step]:
    """Every step of the policy by id, those of this plan first and in its order: superseded ones are still read."""
    policy = load(name, version)
    mine = {step.id: step for step in policy_rules.steps_for(policy, category=category, phase=phase)}
    others = {step.id: step for _, step in policy.all_steps() if step.id not in mine}
    return MappingProxyType(mine | others)


def _derived(of_case: Conclusion | None, about_anyone: frozenset[Conclusion]) -> dict[Condition, bool]:
    """True when it holds for anyone who is accused: two who differ have the steps of both. Source: KNO-05, KNO-10."""
    if of_case is None:
        return {}
    return {
        Condition.SEVERE: Conclusion.SEVERE in about_anyone,
        Condition.NOT_SEVERE: Conclusion.NOT_SEVERE in about_anyone,
    }


def _moments_of_case(case: CaseFacts) -> dict[Anchor, datetime]:
    moments = {Anchor.OPENED: case.opened_at, Anchor.REPORTED: case.opened_at}
    if case.acknowledged_at is not None:
        moments[Anchor.ACKNOWLEDGED] = case.acknowledged_at
    return moments


async def _rows(db: Session, ids: Sequence[UUID]) -> dict[UUID, list[StepRow]]:
    columns = [getattr(CaseStep, name) for name in StepRow.__dataclass_fields__]
    found: dict[UUID, list[StepRow]] = {case_id: [] for case_id in ids}
    for values in (await db.exec(select(*columns).where(col(CaseStep.case_id).in_(ids)))).all():
        row = StepRow(*values)
        found[row.case_id].append(row)
    return found


async def _facts(db: Session, ids: Sequence[UUID]) -> dict[UUID, dict[Condition, bool]]:
    found: dict[UUID, dict[Condition, bool]] = {case_id: {} for case_id in ids}
    rows = await db.exec(
        select(CaseFact.case_id, CaseFact.condition, CaseFact.is_true)
        .where(col(CaseFact.case_id).in_(ids))
        .order_by(col(CaseFact.recorded_at), col(CaseFact.id))
    )
    for case_id, condition, is_true in rows.all():
        found[case_id][Condition(condition)] = is_true
    return found


async def _consents(db: Session, cases: Sequence[CaseFacts]) -> dict[UUID, dict[str, bool]]:
    """What has run out is no answer: the step waits as if nobody had been asked."""
    return {
        case_id: {
            question: each.is_given for question, each in found.items() if each.is_given or each.state in ANSWERED_NO
        }
        for case_id, found in (await consents.standings(db, cases)).items()
    }


async def _moments(db: Session, ids: Sequence[UUID]) -> dict[UUID, dict[Anchor, datetime]]:
    found: dict[UUID, dict[Anchor, datetime]] = {case_id: {} for case_id in ids}
    rows = await db.exec(
        select(CaseMoment.case_id, CaseMoment.anchor, CaseMoment.at).where(col(CaseMoment.case_id).in_(ids))
    )
    for case_id, anchor, at in rows.all():
        found[case_id][Anchor(anchor)] = at
    return found


async def _participants(db: Session, ids: Sequence[UUID]) -> dict[UUID, list[Participant]]:
    found: dict[UUID, list[Participant]] = {case_id: [] for case_id in ids}
    rows = await db.exec(
        select(Grant.case_id, Grant.holder, Grant.role, Grant.compartments)
        .where(col(Grant.case_id).in_(ids), col(Grant.ended_at).is_(None), col(Grant.suspended_at).is_(None))
        .order_by(col(Grant.given_at), col(Grant.id))
    )
    for case_id, holder, role, compartments in rows.all():
        given = CaseRole(role)
        opens = frozenset(Compartment(name) for name in compartments) & COMPARTMENTS[given]
        found[case_id].append(Participant(holder, given, opens))
    return found


async def _rhythms(db: Session, cases: Sequence[CaseFacts]) -> dict[UUID, Rhythm]:
    by = {case.id: load(case.policy_name, case.policy_version).deadlines.check_in_by for case in cases}
    found = {case_id: Rhythm(by=each) for case_id, each in by.items()}
    for row in (await db.exec(select(ContactRhythm).where(col(ContactRhythm.case_id).in_(list(by))))).all():
        found[row.case_id] = Rhythm(
            every=timedelta(days=row.every_days) if row.every_days else None,
            weekdays=tuple(row.weekdays),
            is_paused=row.is_paused,
            paused_until=row.paused_until,
            by=by[row.case_id],
        )
    return found


async def _concluded(db: Session, ids: Sequence[UUID]) -> dict[UUID, frozenset[Conclusion]]:
    if not ids:
        return {}
    rows = await db.exec(
        select(CaseConclusion.case_id, CaseConclusion.conclusion).where(col(CaseConclusion.case_id).in_(ids)).distinct()
    )
    found: dict[UUID, frozenset[Conclusion]] = {}
    for case_id, conclusion in rows.all():
        found[case_id] = found.get(case_id, frozenset()) | {Conclusion(conclusion)}
    return found


async def signatures_of(db: Session, step_ids: Sequence[UUID]) -> dict[UUID, list[StepSignature]]:
    found: dict[UUID, list[StepSignature]] = {step_id: [] for step_id in step_ids}
    if not step_ids:
        return found
    for row in (await db.exec(select(StepSignature).where(col(StepSignature.step_id).in_(list(step_ids))))).all():
        found[row.step_id].append(row)
    return found
