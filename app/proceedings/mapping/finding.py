"""What a mapping comes to: proposed by the lead, agreed by another; then the case goes on. Source: KNO-01, UNK-02."""

from dataclasses import dataclass
from uuid import UUID

from sqlmodel import select

from app.access.rules import Compartment
from app.cases import seated
from app.cases import service as cases
from app.cases.access import HeldCase
from app.cases.hooks import CaseHooks
from app.cases.models import SealedText
from app.cases.rules import TextKind
from app.conflicts.barring import DUTIES
from app.core import clock
from app.core.database import Session
from app.core.errors import InvalidInput, NotFound
from app.plans import service as plans
from app.policy.terms import Act, Condition
from app.proceedings.mapping.errors import (
    FindingHeldBack,
    FindingIsSettled,
    FindingWaits,
    NotTheLead,
    TakesAnother,
)
from app.proceedings.mapping.models import MappingFinding
from app.proceedings.mapping.rules import CONCLUDES, NEXT_FINDING, OUTCOMES, FindingOutcome, FindingStatus, missing_for
from app.proceedings.mapping.service import CLOSED, Mapping, mapping_of, record, require_mapping, step_follows, tell


@dataclass(frozen=True)
class Proposed:
    """`summary` is for those who decide; empty where nothing is theirs to decide yet."""

    outcome: FindingOutcome
    reasons: str
    summary: str


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
    if found.waiting is not None:
        raise FindingWaits
    _require_far_enough(held, found, wanted.outcome)
    if found.lead != held.actor.tag:
        raise NotTheLead
    reasons = await cases.write(db, held, CLOSED, kind=TextKind.FINDING, text=wanted.reasons)
    row = MappingFinding(
        id=finding_id,
        case_id=held.id,
        phase=phase,
        outcome=wanted.outcome,
        status=FindingStatus.PROPOSED,
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


def _require_far_enough(held: HeldCase, found: Mapping, outcome: FindingOutcome) -> None:
    phase = require_mapping(held)
    missing = missing_for(outcome, found.facts(phase=phase), phase=phase)
    if missing:
        raise FindingHeldBack(fields=[("mapping", each) for each in missing])


async def agree(db: Session, held: HeldCase, finding_id: UUID, *, hooks: CaseHooks) -> None:
    """Another one agrees: what concludes the mapping does so now, and is told to those who decide.

    Raises: NotFound, NotBeingMapped, CompartmentNotOpen, FindingIsSettled, TakesAnother, FindingHeldBack, KeyNotHeld.
    """
    row = await _to_settle(db, held, finding_id, to=FindingStatus.AGREED)
    found = await mapping_of(db, held.id)
    _require_far_enough(held, found, row.outcome)
    await _settle(db, held, row, FindingStatus.AGREED)
    await plans.fulfil(db, held.case, Act.CONCLUDE_MAPPING, by=held.actor.tag)
    await _answer_who(db, held, row.outcome)
    conclusion = CONCLUDES.get(row.outcome)
    if conclusion is not None:
        if not found.checks:
            # What nobody put up needed no second look. Said before the mapping is over it would say how it goes.
            await step_follows(db, held, Act.CHECK_EVIDENCE, is_done=True, was_needed=False)
        await _tell_summary(db, held, row)
        await cases.conclude(db, held, conclusion, hooks=hooks)
        leading = [each.holder for each in await seated.active_grants(db, held.id) if each.role in DUTIES]
        await tell(db, held, leading)
    await tell(db, held, found.investigators)


async def _answer_who(db: Session, held: HeldCase, outcome: FindingOutcome) -> None:
    """Whether it points at somebody, and whether it is clear, follows from the finding. Source: UNK-03, KNO-12."""
    if outcome is FindingOutcome.PERSON_ESTABLISHED:
        await plans.establish(db, held.case, Condition.PERSON_ESTABLISHED, is_true=True, by=held.actor.tag)
        return
    points = outcome is FindingOutcome.POINTS_AT_PERSON
    await plans.establish(db, held.case, Condition.PROBABLE_PERSON, is_true=points, by=held.actor.tag)
    await plans.establish(db, held.case, Condition.PERSON_ESTABLISHED, is_true=False, by=held.actor.tag)


async def _tell_summary(db: Session, held: HeldCase, row: MappingFinding) -> None:
    """Sealed anew to those who decide. Raises KeyNotHeld when it was sealed before this actor was let in."""
    if row.summary_text_id is None:
        return
    sealed = (await db.exec(select(SealedText).where(SealedText.id == row.summary_text_id))).one()
    version = await held.open_version(db, sealed.version_id)
    text = version.open(sealed.sealed, table="sealed_text", row=sealed.id, field="sealed")
    await cases.write(db, held, Compartment.DECISIONS, kind=TextKind.SUMMARY, text=text)


async def send_back(db: Session, held: HeldCase, finding_id: UUID, *, missing: str) -> None:
    """Raises: NotFound, NotBeingMapped, CompartmentNotOpen, FindingIsSettled, TakesAnother."""
    row = await _to_settle(db, held, finding_id, to=FindingStatus.SENT_BACK)
    row.answer_text_id = (await cases.write(db, held, CLOSED, kind=TextKind.FINDING, text=missing)).id
    await _settle(db, held, row, FindingStatus.SENT_BACK)
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
