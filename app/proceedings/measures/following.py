"""What measures cause, and what ends them: the plan's steps, the closing, and conclusions that leave them no ground."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import col, or_, select

from app.access.actor import SYSTEM
from app.audit import service as audit
from app.cases import seated
from app.cases.access import HeldCase
from app.cases.concluded import concluded_of, to_nothing
from app.cases.models import Case, LogEntry
from app.cases.rules import NOTHING_SUBSTANTIATED
from app.conflicts.barring import DUTIES
from app.conflicts.hooks import LiftedBar
from app.core import clock
from app.core.database import Session
from app.core.keys import PersonTag
from app.notifications import service as notifications
from app.notifications.rules import NoticeKind
from app.plans import service as plans
from app.plans.models import CaseStep
from app.plans.rules import StepStatus
from app.plans.sparing import spare, take_up_again
from app.policy import rules as policy_rules
from app.policy.loader import load
from app.policy.terms import Act, Category, Condition, Stage
from app.proceedings import departures
from app.proceedings.measures import rules
from app.proceedings.measures.models import Measure, ReturnWord
from app.proceedings.measures.rows import AboutSomeone, facts_of, measures_of, newest_words, word_facts
from app.proceedings.measures.rules import MeasureKind, MeasureStatus
from app.proceedings.subjects import accused_of, person_of, reading_on_page

_CAN_BE_UNDONE = frozenset({Act.DEMAND_TIME_OUT, Act.DEMAND_LEAVING, Act.REQUIRE_CARE, Act.ASK_ABOUT_RETURN})
"""Acts that more can be asked for after they were done: of another accused, or about another assignment."""

_ABOUT_TIME_OUTS = (Act.ASK_ABOUT_RETURN, Act.REVIEW_TIME_OUT)


async def follow(db: Session, case: Case) -> None:
    """Bring the plan in line with the measures as they stand now."""
    rows = await measures_of(db, case.id)
    if not rows:
        return
    facts = facts_of(rows)
    accused, concluded = (await accused_of(db, case.id)).values(), await concluded_of(db, case.id)
    words = {tag: found for tag, row in (await newest_words(db, case.id)).items() if (found := word_facts(row))}
    decided = []
    for step in _asking(case):
        asked = rules.asked_by_step(step.condition, accused=accused, concluded=concluded)
        is_done = rules.acts_done(facts, accused=asked, words=words)[step.act]
        steps = [row for row in await plans.steps_of(db, case.id) if row.code == step.code]
        if is_done and any(row.status is StepStatus.OPEN for row in steps):
            await plans.fulfil(db, case, step.act, by=SYSTEM.tag, only={step.code})
        elif not is_done and step.act in _CAN_BE_UNDONE and any(row.status is StepStatus.DONE for row in steps):
            await plans.unfulfil(db, case, step.act, only={step.code})
        if step.act is Act.DEMAND_LEAVING and asked:
            decided.append(is_done)
    is_decided = bool(decided) and all(decided)
    is_spared = rules.has_nothing_to_review(facts, is_decided=is_decided or not accused)
    for act in _ABOUT_TIME_OUTS:
        await (spare if is_spared else take_up_again)(db, case, act)


async def set_words_aside(db: Session, held: HeldCase) -> None:
    """Whoever was confirmed as the affected person was not: whether a return is all right is asked anew.

    Also of what an officer wrote down, who may have asked the same person. A no stands, since it protects. Source:
    KNO-10, CON-05.
    """
    of_a_yes = or_(col(ReturnWord.is_content).is_(None), col(ReturnWord.is_content).is_(True))
    query = select(ReturnWord).where(ReturnWord.case_id == held.id, col(ReturnWord.lapsed_at).is_(None), of_a_yes)
    rows = (await db.exec(query)).all()
    for row in rows:
        row.lapsed_at = clock.now()
        db.add(row)
    if rows:
        await tell_who_leads(db, held.case)
        await follow(db, held.case)


@dataclass(frozen=True)
class _Asking:
    """A step of the plan that measures are the doing of."""

    code: str
    act: Act
    condition: Condition | None


def _asking(case: Case) -> list[_Asking]:
    policy = load(case.policy_name, case.policy_version)
    return [
        _Asking(step.id, step.act, step.condition)
        for step in policy_rules.steps_for(policy, category=case.category, phase=case.phase)
        if step.act in rules.DONE_BY_MEASURES
    ]


async def note_review(db: Session, case: Case) -> None:
    """The plan's review is done when every time-out that goes on was looked over; the next one has its time then."""
    await db.flush()
    steps = await _steps(db, case, Act.REVIEW_TIME_OUT)
    last = max((row.finished_at for row in steps if row.finished_at is not None), default=None)
    if rules.is_reviewed(facts_of(await measures_of(db, case.id)), last_review=last):
        await plans.fulfil(db, case, Act.REVIEW_TIME_OUT, by=SYSTEM.tag)


async def _steps(db: Session, case: Case, act: Act) -> list[CaseStep]:
    steps = _codes(case)
    return [row for row in await plans.steps_of(db, case.id) if steps.get(row.code) is act]


def _codes(case: Case) -> Mapping[str, Act]:
    policy = load(case.policy_name, case.policy_version)
    return {step.id: step.act for _, step in policy.all_steps() if step.act is not None}


# What holds the closing, and what ends measures


async def open_duties(db: Session, case_id: UUID) -> int:
    """For `CaseHooks`: what is asked of an accused and has not come to its end. Source: life cycles."""
    return sum(each.is_open for each in facts_of(await measures_of(db, case_id)))


async def stage_changed(db: Session, case_id: UUID, _before: Stage, to: Stage) -> None:
    """For `CaseHooks`: where nothing was substantiated about somebody, what is asked of them ends. Source: PRN-05.

    Of them alone: what is asked of another, about whom something was, stands.
    """
    if to is not Stage.CONCLUDED:
        return
    case = await _case(db, case_id)
    if case.conclusion in NOTHING_SUBSTANTIATED:
        await lift_for(db, case, None)
        return
    for subject in await to_nothing(db, case_id):
        await lift_for(db, case, subject)
    await follow(db, case)


async def category_changed(db: Session, case_id: UUID, _before: Category, to: Category) -> None:
    """For `CaseHooks`: a matter that is not within the association asks nothing of anybody in it."""
    if to is not Category.INTERNAL:
        await lift_for(db, await _case(db, case_id), None)


async def bar_lifted(db: Session, happened: LiftedBar) -> None:
    """For the hook of `conflicts`: whoever is accused no more is asked nothing."""
    await lift_for(db, await _case(db, happened.case_id), happened.tag)


async def lift_for(db: Session, case: Case, subject: str | None) -> None:
    """End at once all that is asked of one accused, or of everyone, and see to it that they learn of it.

    The affected person's care is theirs, and stays. Source: PRN-05.
    """
    asked = [row for row in await measures_of(db, case.id) if row.subject is not None]
    for told in dict.fromkeys(row.subject for row in asked if row.kind is MeasureKind.LEAVING and row.subject):
        if subject in {None, told}:
            await departures.fell(db, case.id, told)
    lifted = [
        row
        for row in asked
        if row.subject is not None
        and subject in {None, row.subject}
        and rules.may_go(row.kind, from_=row.status, to=MeasureStatus.LIFTED)
    ]
    if not lifted:
        return
    for row in lifted:
        row.status = MeasureStatus.LIFTED
        row.over_at = clock.now()
        row.version += 1
        db.add(row)
    db.add(LogEntry(case_id=case.id, at=clock.now(), kind="measures-lifted", actor=SYSTEM.tag, codes={}))
    audit.record(db, "measures-lifted", actor=SYSTEM.tag, subject=case.id, count=str(len(lifted)))
    await db.flush()
    await _tell(db, case, lifted)
    await follow(db, case)


async def tell_asked(db: Session, case: Case, about: AboutSomeone) -> None:
    """That something waits, to whoever the case has let know that they are accused; to nobody else that they are.

    Without the case's id: see `_tell`. Whoever has no page is told by those who asked it of them.
    """
    if about.person_id is not None and about.subject in await reading_on_page(db, case.id):
        await notifications.notify(db, NoticeKind.SOMETHING_NEEDS_YOU, to=db.keys.person_tag(about.person_id))


async def _tell(db: Session, case: Case, lifted: list[Measure]) -> None:
    """Whoever has a page of their own reads it there; for the others somebody who leads the case is asked to call.

    Without the case's id: the outbox lets nothing of a case reach whoever is barred from it, and this says nothing.
    """
    grants = await seated.active_grants(db, case.id)
    with_page = await reading_on_page(db, case.id)
    told = set()
    for subject in dict.fromkeys(row.subject for row in lifted if row.subject is not None):
        person_id = await person_of(db, case.id, subject)
        if subject in with_page and person_id is not None:
            await notifications.notify(db, NoticeKind.SOMETHING_NEEDS_YOU, to=db.keys.person_tag(person_id))
        else:
            told |= {grant.holder for grant in grants if grant.role in DUTIES}
    for holder in sorted(told):
        await notifications.notify(db, NoticeKind.SOMETHING_NEEDS_YOU, to=PersonTag(holder), case_id=case.id)


async def tell_who_leads(db: Session, case: Case) -> None:
    """Something has come in that they have to look at."""
    holders = {grant.holder for grant in await seated.active_grants(db, case.id) if grant.role in DUTIES}
    for holder in sorted(holders):
        await notifications.notify(db, NoticeKind.SOMETHING_NEEDS_YOU, to=PersonTag(holder), case_id=case.id)


async def _case(db: Session, case_id: UUID) -> Case:
    return (await db.exec(select(Case).where(Case.id == case_id))).one()
