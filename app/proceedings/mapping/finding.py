"""What a mapping comes to, of each who is accused: proposed by the lead, agreed by another. Source: KNO-01, UNK-02.

Two who are accused may have done different things, so each has a finding of their own, with its reasons. The case goes
on once there is one about everyone; until then nobody outside the small group reads of any.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import select

from app.access.rules import Compartment
from app.cases import seated
from app.cases import service as cases
from app.cases.access import HeldCase
from app.cases.concluded import conclude_about, concluded_of
from app.cases.hooks import CaseHooks
from app.cases.models import SealedText
from app.cases.rules import Conclusion, TextKind, gravest
from app.conflicts.barring import DUTIES
from app.core import clock
from app.core.database import Session
from app.core.errors import InvalidInput, NotFound
from app.plans import service as plans
from app.policy.terms import Act, Condition, Phase
from app.proceedings.mapping.errors import (
    FindingHeldBack,
    FindingIsSettled,
    FindingWaits,
    NotNamedSo,
    NotTheLead,
    TakesAnother,
)
from app.proceedings.mapping.models import MappingFinding
from app.proceedings.mapping.rules import CONCLUDES, NEXT_FINDING, OUTCOMES, FindingOutcome, FindingStatus, missing_for
from app.proceedings.mapping.service import (
    CLOSED,
    Mapping,
    mapping_of,
    name_of,
    record,
    require_mapping,
    set_aside,
    step_follows,
    tell,
)
from app.proceedings.subjects import accused_of


@dataclass(frozen=True)
class Proposed:
    """`summary` is for those who decide; empty where nothing is theirs to decide yet.

    `person_id`: whom it is about; needed where several are accused.
    """

    outcome: FindingOutcome
    reasons: str
    summary: str
    person_id: UUID | None = None


async def propose(db: Session, held: HeldCase, wanted: Proposed, *, finding_id: UUID) -> None:
    """
    Raises:
        NotBeingMapped, CompartmentNotOpen, InvalidInput
        NotTheLead, FindingWaits
        FindingHeldBack: with everything that is missing.
    """
    phase = require_mapping(held)
    if wanted.outcome not in OUTCOMES[phase]:
        raise InvalidInput(fields=[("body.outcome", "not-in-this-phase")])
    if (wanted.outcome in CONCLUDES) != bool(wanted.summary):
        raise InvalidInput(fields=[("body.summary", "missing" if not wanted.summary else "for-nobody-yet")])
    found = await mapping_of(db, held.id)
    subject = _subject_of(found, wanted.person_id, phase=phase)
    if found.waiting(subject) is not None:
        raise FindingWaits
    _require_far_enough(held, found, wanted.outcome, subject=subject)
    if found.lead != held.actor.tag:
        raise NotTheLead
    reasons = await cases.write(db, held, CLOSED, kind=TextKind.FINDING, text=wanted.reasons)
    row = MappingFinding(
        id=finding_id,
        case_id=held.id,
        phase=phase,
        outcome=wanted.outcome,
        status=FindingStatus.PROPOSED,
        subject=subject,
        reasons_text_id=reasons.id,
        proposed_by=held.actor.tag,
        proposed_at=clock.now(),
    )
    if wanted.summary:
        # Not to those who decide, before another has agreed: they would read it in their own part.
        row.summary_text_id = (await cases.write(db, held, CLOSED, kind=TextKind.SUMMARY, text=wanted.summary)).id
    db.add(row)
    record(db, held, "finding-proposed", about=row.id)
    await tell(db, held, found.investigators)
    await db.flush()


def _subject_of(found: Mapping, person_id: UUID | None, *, phase: Phase) -> str | None:
    """Whom it is about: the only one who is accused need not be named. Raises InvalidInput."""
    if person_id is None:
        subjects = found.about(phase)
        if len(subjects) > 1:
            raise InvalidInput(fields=[("body.person_id", "missing")])
        return next(iter(subjects), None)
    if phase is Phase.UNKNOWN:
        raise InvalidInput(fields=[("body.person_id", "about-nobody")])
    if person_id not in found.accused:
        raise InvalidInput(fields=[("body.person_id", "not-accused")])
    return found.accused[person_id]


def _require_far_enough(held: HeldCase, found: Mapping, outcome: FindingOutcome, *, subject: str | None) -> None:
    phase = require_mapping(held)
    missing = missing_for(outcome, found.facts(phase=phase, subject=subject), phase=phase)
    if missing:
        raise FindingHeldBack(fields=[("mapping", each) for each in missing])


async def agree(db: Session, held: HeldCase, finding_id: UUID, *, hooks: CaseHooks) -> None:
    """Another one agrees. With the last that is missing the mapping concludes, and those who decide are told.

    Raises:
        NotFound, NotBeingMapped, CompartmentNotOpen, FindingIsSettled, TakesAnother, FindingHeldBack, KeyNotHeld
        NotNamedSo: whoever it is about is not accused any more.
    """
    row = await _to_settle(db, held, finding_id, to=FindingStatus.AGREED)
    found = await mapping_of(db, held.id)
    if row.subject not in found.about(row.phase):
        raise NotNamedSo
    _require_far_enough(held, found, row.outcome, subject=row.subject)
    earlier = found.standing(row.subject)
    if earlier is not None and row.subject is not None:
        await set_aside(db, earlier)
    await _settle(db, held, row, FindingStatus.AGREED)
    conclusion = CONCLUDES.get(row.outcome)
    if conclusion is not None and row.subject is not None:
        await _go_on_when_whole(db, held, hooks=hooks)
    else:
        await plans.fulfil(db, held.case, Act.CONCLUDE_MAPPING, by=held.actor.tag)
        await _answer_who(db, held, row.outcome)
        if conclusion is not None:
            await _conclude(db, held, conclusion, [row], hooks=hooks)
    await tell(db, held, found.investigators)


async def _go_on_when_whole(db: Session, held: HeldCase, *, hooks: CaseHooks) -> None:
    """Of a known person: once something stands about each who is accused, the case has come to the gravest of it."""
    found = await mapping_of(db, held.id)
    if not found.is_whole:
        return
    standing = [each for subject in found.accused.values() if (each := found.standing(subject)) is not None]
    of_case = gravest(CONCLUDES[each.outcome] for each in standing)
    if of_case is not None:
        await plans.fulfil(db, held.case, Act.CONCLUDE_MAPPING, by=held.actor.tag)
        await _answer_who(db, held, FindingOutcome(of_case.value))
        await _conclude(db, held, of_case, standing, hooks=hooks)


async def _conclude(
    db: Session, held: HeldCase, of_case: Conclusion, standing: Iterable[MappingFinding], *, hooks: CaseHooks
) -> None:
    if not (await mapping_of(db, held.id)).checks:
        # What nobody put up needed no second look. Said before the mapping is over it would say how it goes.
        await step_follows(db, held, Act.CHECK_EVIDENCE, is_done=True, was_needed=False)
    stands_still = await concluded_of(db, held.id)
    for each in standing:
        if each.subject is not None and each.subject not in stands_still:
            # Not as it is agreed on: those outside would learn how it goes for one while another is mapped.
            await conclude_about(db, held.id, each.subject, CONCLUDES[each.outcome])
        await _tell_summary(db, held, each)
    await cases.conclude(db, held, of_case, hooks=hooks)
    leading = [each.holder for each in await seated.active_grants(db, held.id) if each.role in DUTIES]
    await tell(db, held, leading)


async def _answer_who(db: Session, held: HeldCase, outcome: FindingOutcome) -> None:
    """Whether it points at somebody, and whether it is clear, follows from the finding. Source: UNK-03, KNO-12."""
    if outcome is FindingOutcome.PERSON_ESTABLISHED:
        await plans.establish(db, held.case, Condition.PERSON_ESTABLISHED, is_true=True, by=held.actor.tag)
        return
    points = outcome is FindingOutcome.POINTS_AT_PERSON
    await plans.establish(db, held.case, Condition.PROBABLE_PERSON, is_true=points, by=held.actor.tag)
    await plans.establish(db, held.case, Condition.PERSON_ESTABLISHED, is_true=False, by=held.actor.tag)


async def _tell_summary(db: Session, held: HeldCase, row: MappingFinding) -> None:
    """Sealed anew to those who decide, once. Raises KeyNotHeld when it was sealed before this actor was let in."""
    if row.summary_text_id is None or row.is_told:
        return
    sealed = (await db.exec(select(SealedText).where(SealedText.id == row.summary_text_id))).one()
    version = await held.open_version(db, sealed.version_id)
    text = version.open(sealed.sealed, table="sealed_text", row=sealed.id, field="sealed")
    await cases.write(db, held, Compartment.DECISIONS, kind=TextKind.SUMMARY, text=await _headed(db, held, row, text))
    row.is_told = True
    db.add(row)


async def _headed(db: Session, held: HeldCase, row: MappingFinding, text: str) -> str:
    """Where several are accused, those who decide read of whom it tells."""
    accused = await accused_of(db, held.id)
    who = next((person_id for person_id, subject in accused.items() if subject == row.subject), None)
    return f"{await name_of(db, who)}\n\n{text}" if who is not None and len(accused) > 1 else text


async def send_back(db: Session, held: HeldCase, finding_id: UUID, *, missing: str, hooks: CaseHooks) -> None:
    """What stood about them before stands still, and may have been all that the mapping waited for.

    Raises: NotFound, NotBeingMapped, CompartmentNotOpen, FindingIsSettled, TakesAnother, KeyNotHeld.
    """
    row = await _to_settle(db, held, finding_id, to=FindingStatus.SENT_BACK)
    row.answer_text_id = (await cases.write(db, held, CLOSED, kind=TextKind.FINDING, text=missing)).id
    await _settle(db, held, row, FindingStatus.SENT_BACK)
    if row.subject is not None:
        await _go_on_when_whole(db, held, hooks=hooks)
    await tell(db, held, [row.proposed_by])


async def _to_settle(db: Session, held: HeldCase, finding_id: UUID, *, to: FindingStatus) -> MappingFinding:
    require_mapping(held)
    found = select(MappingFinding).where(MappingFinding.id == finding_id, MappingFinding.case_id == held.id)
    row = (await db.exec(found)).first()
    if row is None:
        raise NotFound
    if to not in NEXT_FINDING[row.status] or row.status is not FindingStatus.PROPOSED:
        raise FindingIsSettled
    if row.proposed_by == held.actor.tag:
        raise TakesAnother
    return row


async def _settle(db: Session, held: HeldCase, row: MappingFinding, status: FindingStatus) -> None:
    row.status, row.settled_by, row.settled_at = status, held.actor.tag, clock.now()
    db.add(row)
    record(db, held, f"finding-{status.value.replace('_', '-')}", about=row.id)
    await db.flush()
