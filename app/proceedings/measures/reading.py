"""Measures as those who handle the case read them, person by person."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlmodel import col, select

from app.access.rules import Action, Compartment, Task, may
from app.cases import records
from app.cases.access import HeldCase
from app.cases.concluded import concluded_of
from app.cases.models import SealedText
from app.cases.names import Names
from app.cases.rules import NOTHING_SUBSTANTIATED, OPEN_STAGES, Conclusion
from app.cases.who_opened import record_part_opened
from app.core import clock
from app.core.database import Session
from app.policy import rules as policy_rules
from app.policy.terms import Act
from app.proceedings.measures import rules
from app.proceedings.measures.models import Assignment, Measure, ReturnWord
from app.proceedings.measures.rows import (
    AboutSomeone,
    assignments_of,
    everyone_asked,
    measures_of,
    newest_words,
    word_facts,
)
from app.proceedings.measures.rules import MeasureKind
from app.proceedings.measures.schemas import (
    AskedRead,
    AssignmentRead,
    DecidedRead,
    MeasureRead,
    MeasuresRead,
    WordGist,
)
from app.proceedings.meetings import decided
from app.proceedings.meetings.models import BoardDecision
from app.proceedings.meetings.rules import DecisionKind
from app.proceedings.subjects import accused_of


async def opened_texts(db: Session, held: HeldCase, ids: Iterable[UUID | None]) -> dict[UUID, str]:
    """The texts that this actor's keys open, by id."""
    wanted = [each for each in ids if each is not None]
    rows = (
        await db.exec(select(SealedText).where(SealedText.case_id == held.id, col(SealedText.id).in_(wanted)))
    ).all()
    keys = await held.opened(db, {row.version_id for row in rows})
    return {
        row.id: keys[row.version_id].open(row.sealed, table="sealed_text", row=row.id, field="sealed")
        for row in rows
        if row.version_id in keys
    }


def record_opening(db: Session, held: HeldCase, compartment: Compartment) -> None:
    record_part_opened(db, held, compartment)


def review_every(held: HeldCase) -> timedelta:
    return records.policy_of(held).deadlines.time_out_review


@dataclass(frozen=True)
class _Matter:
    """What is read once for everyone who is asked something."""

    held: HeldCase
    rows: list[Measure]
    assignments: Mapping[UUID, Assignment]
    texts: Mapping[UUID, str]
    words: Mapping[str, ReturnWord]
    accused: Collection[str]
    concluded: Mapping[str, Conclusion]
    name: Names

    @property
    def may_handle(self) -> bool:
        return Action.HANDLE_MEASURES in self.held.actions and self.held.case.stage in OPEN_STAGES

    def is_asked_here(self, subject: str) -> bool:
        policy, case = records.policy_of(self.held), self.held.case
        return self.concluded.get(subject) not in NOTHING_SUBSTANTIATED and bool(
            policy_rules.steps_with_act(policy, act=Act.DEMAND_TIME_OUT, category=case.category, phase=case.phase)
        )


async def measures_as_read(db: Session, held: HeldCase) -> MeasuresRead:
    """Raises CompartmentNotOpen for whoever has no part in decisions. The caller's transaction records the opening."""
    held.require_compartment(Compartment.DECISIONS)
    rows = [row for row in await measures_of(db, held.id) if row.subject is not None]
    assignments = await assignments_of(db, held.id)
    sealed = [*(row.text_id for row in assignments.values()), *(row.text_id for row in rows)]
    matter = _Matter(
        held=held,
        rows=rows,
        assignments=assignments,
        texts=await opened_texts(db, held, sealed),
        words=await newest_words(db, held.id),
        accused=(await accused_of(db, held.id)).values(),
        concluded=await concluded_of(db, held.id),
        name=await Names.of(db, held),
    )
    record_opening(db, held, Compartment.DECISIONS)
    return MeasuresRead(
        items=[await _asked(db, matter, about) for about in await everyone_asked(db, held.case, rows)],
        may_end_terms=may(Task.APPOINT, offices=held.actor.offices),
    )


async def _asked(db: Session, matter: _Matter, about: AboutSomeone) -> AskedRead:
    mine = [row for row in matter.rows if row.subject == about.subject]
    decisions = {
        kind: await decided.adopted(db, matter.held.id, kind, subject=about.subject)
        for kind in (
            DecisionKind.LEAVE_ASSIGNMENTS,
            DecisionKind.CONTINUE_TIME_OUT,
            DecisionKind.END_TIME_OUT,
            DecisionKind.REQUIRE_CARE,
        )
    }
    leaving, continuing, ending, care = decisions.values()
    word = matter.words.get(about.subject)
    is_accused = about.subject in matter.accused
    can_ask = is_accused and matter.is_asked_here(about.subject) and matter.may_handle
    return AskedRead(
        person=matter.name(db.keys.person_tag(about.person_id)) if about.person_id else None,
        is_accused=is_accused,
        decided=DecidedRead(
            leaving=leaving is not None,
            continuation=continuing is not None,
            end=ending is not None,
            care=care is not None,
        ),
        word=WordGist(is_content=word.is_content, recorded_at=word.recorded_at) if word else None,
        can_demand_time_out=can_ask,
        can_demand_leaving=can_ask and leaving is not None,
        can_continue=can_ask and continuing is not None and all(row.decision_id != continuing.id for row in mine),
        can_require_care=can_ask
        and care is not None
        and not any(row.kind is MeasureKind.CARE and row.facts().is_open for row in mine),
        measures=[_measure(matter, row, about, ending=ending) for row in mine],
    )


def _measure(matter: _Matter, row: Measure, about: AboutSomeone, *, ending: BoardDecision | None) -> MeasureRead:
    facts = row.facts()
    due = rules.review_by(facts, every=review_every(matter.held))
    return MeasureRead(
        id=row.id,
        kind=row.kind,
        status=row.status,
        assignment=_assignment(matter, row, about),
        text=matter.texts.get(row.text_id) if row.text_id else None,
        asked_at=row.asked_at,
        answered_at=row.answered_at,
        is_own_answer=row.is_own_answer,
        is_continued=row.continued_at is not None,
        review_by=due,
        is_late=due is not None and due < clock.now(),
        over_at=row.over_at,
        version=row.version,
        answers=list(rules.answers_to(facts)) if matter.may_handle else [],
        care_steps=list(rules.care_steps(facts)) if matter.may_handle else [],
        can_be_reviewed=matter.may_handle and due is not None,
        end_obstacle=rules.end_obstacle(
            facts,
            conclusion=matter.concluded.get(about.subject),
            decided_at=ending.decided_at if ending else None,
            word=word_facts(matter.words.get(about.subject)),
        ),
    )


def _assignment(matter: _Matter, row: Measure, about: AboutSomeone) -> AssignmentRead | None:
    if row.assignment_id is None:
        return None
    found = matter.assignments[row.assignment_id]
    return AssignmentRead(
        id=found.id,
        text=matter.texts.get(found.text_id),
        term_person_id=about.person_id if found.term_tag in about.terms else None,
    )
