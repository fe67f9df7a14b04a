"""What whoever leads a case does with measures. Each function takes the case as its actor holds it, locked."""

from collections.abc import Sequence
from uuid import UUID

from app.audit import service as audit
from app.cases import records
from app.cases import service as cases
from app.cases.access import HeldCase
from app.cases.concluded import concluded_of
from app.cases.errors import CaseClosed
from app.cases.models import Case, LogEntry
from app.cases.rules import NOTHING_SUBSTANTIATED, OPEN_STAGES, TextKind
from app.core import clock
from app.core.database import Session
from app.core.errors import InvalidInput
from app.core.ids import new_id
from app.policy import rules as policy_rules
from app.policy.terms import Act, Compartment, Recipient
from app.proceedings import departures
from app.proceedings.hooks import DepartureReason
from app.proceedings.measures import rules
from app.proceedings.measures.errors import (
    DecisionMissing,
    MeasureNotNext,
    MeasureStands,
    NoMeasuresHere,
    ReturnNotAsked,
    ReturnNotWanted,
)
from app.proceedings.measures.following import follow, note_review, tell_asked
from app.proceedings.measures.models import Assignment, Measure, MeasureReview
from app.proceedings.measures.rows import (
    AboutSomeone,
    assignments_in_full,
    measures_of,
    newest_words,
    terms_by_tag,
    word_facts,
)
from app.proceedings.measures.rules import Answer, CareStep, EndObstacle, MeasureKind, MeasureStatus
from app.proceedings.meetings import decided
from app.proceedings.meetings.models import BoardDecision
from app.proceedings.meetings.rules import DecisionKind
from app.proceedings.subjects import require_accused

_ENDING = {
    EndObstacle.NOT_ACTIVE: MeasureNotNext,
    EndObstacle.DECISION_MISSING: DecisionMissing,
    EndObstacle.RETURN_NOT_ASKED: ReturnNotAsked,
    EndObstacle.RETURN_NOT_WANTED: ReturnNotWanted,
}


async def demand_time_out(db: Session, held: HeldCase, *, person_id: UUID, also: list[str]) -> None:
    """From every assignment at once; asked again it adds what has come since. It needs no decision. Source: KNO-02.

    Raises CaseClosed, NoMeasuresHere, and InvalidInput when they are trusted with nothing.
    """
    about = await _about(db, held, person_id)
    assignments = await _all_assignments(db, held, about, also=also)
    standing = await _standing(db, held, about, MeasureKind.TIME_OUT)
    left = await _left(db, held, about)
    added = [
        _ask(db, held, about.subject, kind=MeasureKind.TIME_OUT, assignment=assignment)
        for assignment in assignments
        if assignment.id not in {*standing, *left}
    ]
    await _asked(db, held, MeasureKind.TIME_OUT, added, of=about)


async def demand_leaving(db: Session, held: HeldCase, *, person_id: UUID, also: list[str]) -> None:
    """As the board has decided. A time-out goes on beside it until they have left. Source: KNO-05, KNO-10.

    Raises CaseClosed, NoMeasuresHere, DecisionMissing, and InvalidInput when they are trusted with nothing.
    """
    about = await _about(db, held, person_id)
    decision = await _decision(db, held, DecisionKind.LEAVE_ASSIGNMENTS, about)
    assignments = await _all_assignments(db, held, about, also=also)
    standing = await _standing(db, held, about, MeasureKind.LEAVING)
    added = [
        _ask(db, held, about.subject, kind=MeasureKind.LEAVING, assignment=assignment, decision=decision)
        for assignment in assignments
        if assignment.id not in standing
    ]
    await departures.left(db, held.id, about.subject, DepartureReason.TOLD_TO_LEAVE)
    await _asked(db, held, MeasureKind.LEAVING, added, of=about)


async def continue_time_out(db: Session, held: HeldCase, *, person_id: UUID) -> None:
    """The board lets it go on after the conclusion. Whoever has said no, or nothing, is asked anew. Source: KNO-10.

    Raises CaseClosed, NoMeasuresHere, DecisionMissing, MeasureStands, and InvalidInput when they are trusted with
    nothing.
    """
    about = await _about(db, held, person_id)
    decision = await _decision(db, held, DecisionKind.CONTINUE_TIME_OUT, about)
    assignments = await _all_assignments(db, held, about, also=[])
    time_outs = await _standing(db, held, about, MeasureKind.TIME_OUT)
    if any(row.decision_id == decision.id for row in time_outs.values()):
        raise MeasureStands
    left = await _left(db, held, about)
    for assignment in assignments:
        if assignment.id in left:
            continue
        row = time_outs.get(assignment.id) or _ask(
            db, held, about.subject, kind=MeasureKind.TIME_OUT, assignment=assignment
        )
        if row.status in {MeasureStatus.REFUSED, MeasureStatus.UNANSWERED}:
            _move(row, MeasureStatus.DEMANDED)
            row.answered_at = row.is_own_answer = None
        row.continued_at = clock.now()
        row.decision_id = decision.id
        row.version += 1
        db.add(row)
    _log(db, held, "measure-continued", measure=MeasureKind.TIME_OUT.value)
    await tell_asked(db, held.case, about)
    await follow(db, held.case)


async def require_care(db: Session, held: HeldCase, *, person_id: UUID, text: str) -> None:
    """What is required; never what is said there. Source: KNO-10.

    Raises CaseClosed, NoMeasuresHere, DecisionMissing, MeasureStands.
    """
    about = await _about(db, held, person_id)
    decision = await _decision(db, held, DecisionKind.REQUIRE_CARE, about)
    if any(
        row.subject == about.subject and row.kind is MeasureKind.CARE and row.facts().is_open
        for row in await measures_of(db, held.id)
    ):
        raise MeasureStands
    for_deciders, for_them = [
        await cases.write(db, held, compartment, kind=TextKind.CARE, text=text)
        for compartment in (Compartment.DECISIONS, Compartment.HEARING)
    ]
    row = _ask(db, held, about.subject, kind=MeasureKind.CARE, decision=decision)
    row.text_id, row.told_text_id = for_deciders.id, for_them.id
    told = records.ToEnter(recipient=Recipient.ACCUSED, with_name=False, told_by=held.actor.tag)
    await records.enter(db, held.case, told)
    await _asked(db, held, MeasureKind.CARE, [row], of=about)


async def record_answer(db: Session, held: HeldCase, row: Measure, given: Answer) -> None:
    """What they said, as somebody else writes it down. Raises CaseClosed, MeasureNotNext."""
    await _answer(db, held.case, row, given, is_own=False)
    _log(db, held, "measure-changed", **_codes(row))
    await follow(db, held.case)


async def answer(db: Session, case: Case, row: Measure, given: Answer) -> None:
    """What they say themselves, on their own page; the case is locked. Raises CaseClosed, MeasureNotNext."""
    await _answer(db, case, row, given, is_own=True)
    # By the case's pseudonym: the log of a case, and the audit's, name no accused.
    who, codes = row.subject or "", _codes(row) | {"themself": "True"}
    db.add(LogEntry(case_id=case.id, at=clock.now(), kind="measure-changed", actor=who, codes=codes))
    audit.record(db, "measure-changed", actor=who, subject=case.id, **codes)
    await follow(db, case)


async def _answer(db: Session, case: Case, row: Measure, given: Answer, *, is_own: bool) -> None:
    """Left, a time-out from the same assignment has nothing to go on about."""
    _require_open(case)
    if row.subject is None or given not in rules.answers_to(row.facts()):
        raise MeasureNotNext
    _move(row, rules.status_after(row.kind, given))
    row.answered_at = clock.now()
    row.is_own_answer = is_own
    if row.status is MeasureStatus.ACTIVE:
        row.active_since = row.answered_at
    db.add(row)
    if row.status is MeasureStatus.RESIGNED:
        await departures.left(db, case.id, row.subject, DepartureReason.RESIGNED)
        for other in await measures_of(db, case.id):
            if other.assignment_id == row.assignment_id and rules.may_go(
                other.kind, from_=other.status, to=MeasureStatus.CONVERTED
            ):
                _move(other, MeasureStatus.CONVERTED)
                db.add(other)


async def extend(db: Session, held: HeldCase, row: Measure, *, reason: str) -> None:
    """Looked over, and it goes on. Raises CaseClosed, MeasureNotNext. Source: KNO-10."""
    _require_open(held.case)
    if rules.begins(row.facts()) is None:
        raise MeasureNotNext
    await _write_review(db, held, row, reason=reason, is_extended=True)
    row.version += 1
    _log(db, held, "measure-reviewed", measure=row.kind.value)
    await note_review(db, held.case)


async def end(db: Session, held: HeldCase, row: Measure, *, reason: str) -> None:
    """End a time-out as the board has decided, and as the affected person has been asked. Source: KNO-10.

    Raises CaseClosed, MeasureNotNext, DecisionMissing, ReturnNotAsked, ReturnNotWanted.
    """
    _require_open(held.case)
    decision = await decided.adopted(db, held.id, DecisionKind.END_TIME_OUT, subject=row.subject)
    why_not = rules.end_obstacle(
        row.facts(),
        conclusion=(await concluded_of(db, held.id)).get(row.subject or ""),
        decided_at=decision.decided_at if decision else None,
        word=word_facts((await newest_words(db, held.id)).get(row.subject or "")),
    )
    if why_not is not None:
        raise _ENDING[why_not]
    await _write_review(db, held, row, reason=reason, is_extended=False)
    _move(row, MeasureStatus.ENDED)
    row.decision_id = decision.id if decision else None
    db.add(row)
    _log(db, held, "measure-changed", **_codes(row))
    await note_review(db, held.case)
    await follow(db, held.case)


async def follow_care(db: Session, held: HeldCase, row: Measure, step: CareStep) -> None:
    """Begun, completed or declined, of care that the accused is required to seek. Raises CaseClosed, MeasureNotNext."""
    _require_open(held.case)
    if row.subject is None or step not in rules.care_steps(row.facts()):
        raise MeasureNotNext
    _move(row, rules.CARE_STATUS[step])
    row.answered_at = clock.now()
    db.add(row)
    _log(db, held, "measure-changed", **_codes(row))
    await follow(db, held.case)


# What several of them need


def _require_open(case: Case) -> None:
    if case.stage not in OPEN_STAGES:
        raise CaseClosed


async def _about(db: Session, held: HeldCase, person_id: UUID) -> AboutSomeone:
    _require_open(held.case)
    policy, case = records.policy_of(held), held.case
    if not policy_rules.steps_with_act(policy, act=Act.DEMAND_TIME_OUT, category=case.category, phase=case.phase):
        raise NoMeasuresHere
    subject = await require_accused(db, held.id, person_id)
    if (await concluded_of(db, held.id)).get(subject) in NOTHING_SUBSTANTIATED:
        raise NoMeasuresHere
    return AboutSomeone(subject, person_id, await terms_by_tag(db, held.id, person_id))


async def _decision(db: Session, held: HeldCase, kind: DecisionKind, about: AboutSomeone) -> BoardDecision:
    found = await decided.adopted(db, held.id, kind, subject=about.subject)
    if found is None:
        raise DecisionMissing
    return found


async def _all_assignments(db: Session, held: HeldCase, about: AboutSomeone, *, also: list[str]) -> list[Assignment]:
    found = await assignments_in_full(db, held, about, also=also)
    if not found:
        raise InvalidInput(fields=[("body.also", "no-assignment")])
    return found


async def _standing(db: Session, held: HeldCase, about: AboutSomeone, kind: MeasureKind) -> dict[UUID | None, Measure]:
    """By assignment, what is asked of them already and has not come to its end; of what they have left, that too."""
    return {
        row.assignment_id: row
        for row in await measures_of(db, held.id)
        if row.subject == about.subject
        and row.kind is kind
        and (not row.facts().is_over or row.status is MeasureStatus.RESIGNED)
    }


async def _left(db: Session, held: HeldCase, about: AboutSomeone) -> set[UUID | None]:
    leaving = await _standing(db, held, about, MeasureKind.LEAVING)
    return {assignment_id for assignment_id, row in leaving.items() if row.status is MeasureStatus.RESIGNED}


def _ask(  # noqa: PLR0913 - all keyword-only after whom it is asked of
    db: Session,
    held: HeldCase,
    subject: str,
    *,
    kind: MeasureKind,
    assignment: Assignment | None = None,
    decision: BoardDecision | None = None,
) -> Measure:
    row = Measure(
        id=new_id(),
        case_id=held.id,
        kind=kind,
        status=MeasureStatus.REQUIRED if kind is MeasureKind.CARE else MeasureStatus.DEMANDED,
        subject=subject,
        assignment_id=assignment.id if assignment else None,
        decision_id=decision.id if decision else None,
        asked_by=held.actor.tag,
        asked_at=clock.now(),
    )
    db.add(row)
    return row


def _move(row: Measure, to: MeasureStatus) -> None:
    if not rules.may_go(row.kind, from_=row.status, to=to):
        raise MeasureNotNext
    row.status = to
    row.over_at = clock.now() if row.facts().is_over else None
    row.version += 1


async def _write_review(db: Session, held: HeldCase, row: Measure, *, reason: str, is_extended: bool) -> None:
    text = await cases.write(db, held, Compartment.DECISIONS, kind=TextKind.REASON, text=reason)
    row.reviewed_at = clock.now()
    db.add(row)
    db.add(
        MeasureReview(
            measure_id=row.id,
            is_extended=is_extended,
            text_id=text.id,
            reviewed_by=held.actor.tag,
            reviewed_at=row.reviewed_at,
        )
    )


async def _asked(db: Session, held: HeldCase, kind: MeasureKind, added: Sequence[Measure], *, of: AboutSomeone) -> None:
    _log(db, held, "measure-asked", measure=kind.value)
    if added:
        await tell_asked(db, held.case, of)
    await follow(db, held.case)


def _codes(row: Measure) -> dict[str, str]:
    return {"measure": row.kind.value, "status": row.status.value}


def _log(db: Session, held: HeldCase, kind: str, **codes: str) -> None:
    cases.log(db, held, kind, text_id=None, **codes)
    audit.record(db, kind, actor=held.actor.tag, subject=held.id, **codes)
