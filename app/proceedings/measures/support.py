"""The affected person's side: care that is held out to them, and their word about somebody's return.

Only they, their contact person and the officer have it. It lies in `support`, and no line of the case's log tells of
care; of the word, that there is one.
"""

from collections.abc import Mapping
from uuid import UUID

from app.access.rules import Action, CaseRole, Compartment
from app.audit import service as audit
from app.cases import service as cases
from app.cases.access import HeldCase
from app.cases.concluded import concluded_of
from app.cases.errors import CaseClosed
from app.cases.names import Names
from app.cases.rules import OPEN_STAGES, Conclusion, TextKind
from app.core import clock
from app.core.database import Session
from app.core.errors import NotFound
from app.core.ids import new_id
from app.core.versions import require_version
from app.proceedings.measures import rules
from app.proceedings.measures.errors import MeasureNotNext
from app.proceedings.measures.following import follow, tell_who_leads
from app.proceedings.measures.models import Measure, ReturnWord
from app.proceedings.measures.reading import opened_texts, record_opening
from app.proceedings.measures.rows import measure_to_change, measures_of, newest_words
from app.proceedings.measures.rules import CareStep, MeasureKind, MeasureStatus
from app.proceedings.measures.schemas import CareRead, ReturnQuestion, SupportRead, WordRead
from app.proceedings.subjects import person_of


async def offer_care(db: Session, held: HeldCase, *, text: str, measure_id: UUID) -> None:
    """Held out, never asked for: it is never late, and holds nothing up. Source: KNO-10, ORG-03, PRN-04."""
    _require_open(held)
    sealed = await cases.write(db, held, Compartment.SUPPORT, kind=TextKind.CARE, text=text)
    db.add(
        Measure(
            id=measure_id,
            case_id=held.id,
            kind=MeasureKind.CARE,
            status=MeasureStatus.OFFERED,
            text_id=sealed.id,
            asked_by=held.actor.tag,
            asked_at=clock.now(),
        )
    )
    audit.record(db, "care-held-out", actor=held.actor.tag, subject=held.id)
    await follow(db, held.case)


async def follow_care(db: Session, held: HeldCase, measure_id: UUID, step: CareStep, *, seen: str) -> None:
    """Whether they took it up is not even a line in the audit.

    Raises CompartmentNotOpen, NotFound, VersionMismatch, CaseClosed, MeasureNotNext.
    """
    held.require_compartment(Compartment.SUPPORT)
    row = await _care_to_change(db, held, measure_id)
    require_version(seen, current=row.version)
    _require_open(held)
    if step not in rules.care_steps(row.facts()):
        raise MeasureNotNext
    row.status = rules.CARE_STATUS[step]
    row.answered_at = clock.now()
    row.is_own_answer = CaseRole.AFFECTED in held.roles
    row.over_at = clock.now() if row.facts().is_over else None
    row.version += 1
    db.add(row)
    await db.flush()


async def _care_to_change(db: Session, held: HeldCase, measure_id: UUID) -> Measure:
    """Raises NotFound, also for what is asked of an accused: from here there is no such thing."""
    row = await measure_to_change(db, held, measure_id)
    if row.subject is not None:
        raise NotFound
    return row


async def write_word(db: Session, held: HeldCase, measure_id: UUID, *, is_content: bool | None, text: str) -> None:
    """What the affected person says about a return, by themselves or written down by somebody who has asked them.

    That they could not be reached is for who has tried to say, not for themselves. An answer needs no words: `text`
    can be empty.

    Raises CompartmentNotOpen, CaseClosed, NotFound when nobody's return is asked about there, MeasureNotNext.
    """
    held.require_compartment(Compartment.SUPPORT)
    _require_open(held)
    row = await measure_to_change(db, held, measure_id)
    if row.subject is None or not _is_asked_about(row, await concluded_of(db, held.id)):
        raise NotFound
    is_own = CaseRole.AFFECTED in held.roles
    if is_own and is_content is None:
        raise MeasureNotNext
    sealed = await cases.write(db, held, Compartment.SUPPORT, kind=TextKind.RETURN, text=text) if text else None
    db.add(
        ReturnWord(
            id=new_id(),
            case_id=held.id,
            subject=row.subject,
            is_content=is_content,
            text_id=sealed.id if sealed else None,
            is_own=is_own,
            recorded_by=held.actor.tag,
            recorded_at=clock.now(),
        )
    )
    cases.log(db, held, "return-word-recorded", themself=str(is_own))
    audit.record(db, "return-word-recorded", actor=held.actor.tag, subject=held.id)
    await tell_who_leads(db, held.case)
    await follow(db, held.case)


async def support_as_read(db: Session, held: HeldCase) -> SupportRead:
    """Raises CompartmentNotOpen. The caller's transaction records the opening."""
    held.require_compartment(Compartment.SUPPORT)
    rows = await measures_of(db, held.id)
    care = [row for row in rows if row.subject is None]
    concluded = await concluded_of(db, held.id)
    asked_about = {row.subject: row for row in rows if row.subject is not None and _is_asked_about(row, concluded)}
    words = await newest_words(db, held.id)
    texts = await opened_texts(
        db, held, [*(row.text_id for row in care), *(words[tag].text_id for tag in asked_about if tag in words)]
    )
    record_opening(db, held, Compartment.SUPPORT)
    name = await Names.of(db, held)
    may_work = Action.WORK_STEPS in held.actions and held.case.stage in OPEN_STAGES
    questions = []
    for tag, row in sorted(asked_about.items()):
        person_id = await person_of(db, held.id, tag) if Compartment.REPORT in held.compartments else None
        word = words.get(tag)
        questions.append(
            ReturnQuestion(
                measure_id=row.id,
                about=name(db.keys.person_tag(person_id)) if person_id else None,
                word=WordRead(
                    is_content=word.is_content,
                    text=texts.get(word.text_id) if word.text_id else None,
                    is_own=word.is_own,
                    recorded_at=word.recorded_at,
                )
                if word
                else None,
                can_answer=may_work,
            )
        )
    is_own = CaseRole.AFFECTED in held.roles
    return SupportRead(
        care=[
            CareRead(
                id=row.id,
                status=row.status,
                text=texts.get(row.text_id) if row.text_id else None,
                asked_at=row.asked_at,
                steps=list(rules.care_steps(row.facts())) if may_work else [],
                version=row.version,
            )
            for row in care
        ],
        questions=questions,
        can_offer=may_work and not is_own,
        is_own=is_own,
    )


def _is_asked_about(row: Measure, concluded: Mapping[str, Conclusion]) -> bool:
    facts = row.facts()
    return (
        facts.kind is MeasureKind.TIME_OUT
        and facts.status is MeasureStatus.ACTIVE
        and rules.needs_word(facts, concluded.get(row.subject or ""))
    )


def _require_open(held: HeldCase) -> None:
    if held.case.stage not in OPEN_STAGES:
        raise CaseClosed
