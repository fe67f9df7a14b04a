"""What is done with a case by those who hold it. Each function takes the case as its actor holds it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement
from sqlmodel import col, not_, select, tuple_

from app.access.rules import Compartment
from app.audit import service as audit
from app.cases.access import HeldCase
from app.cases.errors import (
    CaseClosed,
    ClosingHeldBack,
    KnownInsideAssociation,
    MovedByMeeting,
    NobodyAccused,
    PhaseIsSet,
    StageNotNext,
)
from app.cases.hooks import CaseHooks
from app.cases.models import Bar, LogEntry, SealedText
from app.cases.rules import (
    BY_THE_BOARD,
    OF_THE_MAPPING,
    OPEN_STAGES,
    READ_APART,
    SENT_BACK_FROM,
    BarReason,
    ClosingFacts,
    Conclusion,
    TextKind,
    closing_obstacles,
    may_move,
    plain_moves,
    stage_in_new_category,
)
from app.core import clock
from app.core.database import Session
from app.core.errors import InvalidInput
from app.core.ids import new_id
from app.core.paging import PageRequest, cursor_of
from app.policy.terms import ORIGINS, Category, Phase, Stage
from app.vault import service as vault

# The life cycle


async def acknowledge(db: Session, held: HeldCase, *, hooks: CaseHooks) -> None:
    """A human has seen it: one tap, and the reporter can see that it happened. The second tap changes nothing."""
    case = held.case
    if case.acknowledged_at is not None:
        return
    case.acknowledged_at = clock.now()
    case.acknowledged_by = held.actor.tag
    await _go_to(db, held, Stage.ACKNOWLEDGED, hooks=hooks)


async def move_on(  # noqa: PLR0913 - all keyword-only, each a part of where the case goes
    db: Session,
    held: HeldCase,
    *,
    to: Stage,
    hooks: CaseHooks,
    phase: Phase | None = None,
    reason: str = "",
) -> None:
    """To the next stage. The first mapping says whether it is known who did it; sending back to it says why.

    Raises:
        StageNotNext, InvalidInput
        MovedByMeeting: only what a meeting does takes it there.
        PhaseIsSet: what it was said to be changes only by `settle_phase`.
        NobodyAccused
    """
    case = held.case
    if to not in plain_moves(case.category, from_=case.stage):
        is_the_boards = may_move(case.category, from_=case.stage, to=to) and (case.stage, to) in BY_THE_BOARD
        raise MovedByMeeting if is_the_boards else StageNotNext
    if to is Stage.MAPPING:
        await _set_first_phase(db, held, phase)
        if case.stage in SENT_BACK_FROM:
            if not reason:
                raise InvalidInput(fields=[("body.reason", "missing")])
            await write(db, held, Compartment.DECISIONS, kind=TextKind.REASON, text=reason)
        case.conclusion = None
    await _go_to(db, held, to, hooks=hooks)


async def move_by_meeting(db: Session, held: HeldCase, *, to: Stage, hooks: CaseHooks) -> None:
    """By what a meeting does: called, its minutes approved, the federation taking over. Raises StageNotNext."""
    if not may_move(held.case.category, from_=held.case.stage, to=to):
        raise StageNotNext
    await _go_to(db, held, to, hooks=hooks)


async def _set_first_phase(db: Session, held: HeldCase, phase: Phase | None) -> None:
    case = held.case
    if case.phase is not None and phase not in {None, case.phase}:
        raise PhaseIsSet
    case.phase = case.phase or phase
    if case.phase is None:
        raise InvalidInput(fields=[("body.phase", "missing")])
    if case.phase is Phase.KNOWN and not await _somebody_is_accused(db, case.id):
        raise NobodyAccused


async def _somebody_is_accused(db: Session, case_id: UUID) -> bool:
    accused = select(Bar.id).where(Bar.case_id == case_id, Bar.why == BarReason.ACCUSED, not_(col(Bar.is_provisional)))
    return (await db.exec(accused)).first() is not None


async def conclude(db: Session, held: HeldCase, conclusion: Conclusion, *, hooks: CaseHooks) -> None:
    """The mapping has come to its end; the caller has seen to it that two agree. Raises StageNotNext."""
    if not may_move(held.case.category, from_=held.case.stage, to=Stage.CONCLUDED):
        raise StageNotNext
    held.case.conclusion = conclusion
    await _go_to(db, held, Stage.CONCLUDED, hooks=hooks)


async def settle_phase(db: Session, held: HeldCase, phase: Phase, *, hooks: CaseHooks) -> None:
    """It is known who it is, or known no more; the mapping goes on from there. The caller sees to the two. KNO-12."""
    case = held.case
    before, case.phase = case.stage, phase
    case.conclusion = None
    case.stage, case.stage_since = Stage.MAPPING, clock.now()
    case.version += 1
    db.add(case)
    log(db, held, "phase-settled", after=phase.value)
    audit.record(db, "case-phase-settled", actor=held.actor.tag, subject=case.id, after=phase.value)
    await db.flush()
    for listener in hooks.stage_changed:
        await listener(db, case.id, before, Stage.MAPPING)


async def _go_to(db: Session, held: HeldCase, to: Stage, *, hooks: CaseHooks) -> None:
    case = held.case
    before = case.stage
    case.stage = to
    case.stage_since = clock.now()
    case.version += 1
    db.add(case)
    log(db, held, "stage-changed", before=before.value, after=to.value)
    audit.record(db, "case-stage-changed", actor=held.actor.tag, subject=case.id, after=to.value)
    await db.flush()
    for listener in hooks.stage_changed:
        await listener(db, case.id, before, to)


async def lead_to(db: Session, held: HeldCase, to: Stage, *, hooks: CaseHooks) -> None:
    """Where a matter stands whose life another room leads. Nothing happens to one that stands there already."""
    if held.case.stage is to:
        return
    held.case.closed_at = clock.now() if to is Stage.CLOSED else None
    await _go_to(db, held, to, hooks=hooks)


async def record_affected_asked(db: Session, held: HeldCase) -> None:
    """That the affected person was asked before closing. Source: life cycles."""
    held.case.affected_asked_at = clock.now()
    held.case.version += 1
    db.add(held.case)
    log(db, held, "affected-asked")


async def close(db: Session, held: HeldCase, *, hooks: CaseHooks, reason: str) -> None:
    """Raises StageNotNext, or ClosingHeldBack with a code for each thing that stands in the way."""
    case = held.case
    if not may_move(case.category, from_=case.stage, to=Stage.CLOSED):
        raise StageNotNext
    facts = ClosingFacts(
        open_duties=await hooks.open_duties(db, case.id), affected_was_asked=case.affected_asked_at is not None
    )
    obstacles = closing_obstacles(facts)
    if obstacles:
        raise ClosingHeldBack(fields=[("case", obstacle) for obstacle in obstacles])
    await write(db, held, Compartment.DECISIONS, kind=TextKind.REASON, text=reason)
    case.closed_at = clock.now()
    await _go_to(db, held, Stage.CLOSED, hooks=hooks)


async def reopen(db: Session, held: HeldCase, *, hooks: CaseHooks, reason: str) -> None:
    if not may_move(held.case.category, from_=held.case.stage, to=Stage.REOPENED):
        raise StageNotNext
    await write(db, held, Compartment.DECISIONS, kind=TextKind.REASON, text=reason)
    held.case.closed_at = None
    held.case.affected_asked_at = None
    await _go_to(db, held, Stage.REOPENED, hooks=hooks)


async def change_category(db: Session, held: HeldCase, *, to: Category, reason: str, hooks: CaseHooks) -> None:
    """Access shrinks at once and widens only with consent; equal steps survive, the others are superseded.

    From one origin of harassment to another; a re-entry matter is none, and never becomes one.
    """
    case = held.case
    if to not in ORIGINS or case.category not in ORIGINS:
        raise InvalidInput(fields=[("body.category", "not-an-origin")])
    if case.stage not in OPEN_STAGES:
        raise CaseClosed
    if to is case.category:
        return
    if case.phase is Phase.KNOWN:
        raise KnownInsideAssociation
    await write(db, held, Compartment.DECISIONS, kind=TextKind.REASON, text=reason)
    before, case.category = case.category, to
    case.phase = None
    case.conclusion = None
    case.stage = stage_in_new_category(case.stage, category=to)
    case.stage_since = clock.now()
    case.version += 1
    db.add(case)
    log(db, held, "category-changed", before=before.value, after=to.value)
    audit.record(db, "case-category-changed", actor=held.actor.tag, subject=case.id, after=to.value)
    for listener in hooks.category_changed:
        await listener(db, case.id, before, to)


# Texts


async def write(db: Session, held: HeldCase, compartment: Compartment, *, kind: TextKind, text: str) -> SealedText:
    """Seal a text to the compartment's newest version. One may seal without being able to open (an act of a rule)."""
    version = (await vault.newest_versions(db, case_id=held.id))[compartment]
    text_id = new_id()
    row = SealedText(
        id=text_id,
        case_id=held.id,
        compartment=compartment,
        version_id=version.id,
        kind=kind,
        author=held.actor.tag,
        sealed=vault.seal(version, text, table="sealed_text", row=text_id, field="sealed"),
        created_at=clock.now(),
    )
    db.add(row)
    await db.flush()
    return row


@dataclass(frozen=True)
class OpenedText:
    """`text` is None when this actor's key does not open its version (written before they were let in)."""

    id: UUID
    kind: TextKind
    author: str
    created_at: datetime
    text: str | None


async def read(db: Session, held: HeldCase, compartment: Compartment) -> list[OpenedText]:
    """Every text of a compartment in order, but those read apart. The caller's transaction records the opening."""
    held.require_compartment(compartment)
    rows = (
        await db.exec(
            select(SealedText)
            .where(
                SealedText.case_id == held.id,
                SealedText.compartment == compartment,
                col(SealedText.kind).not_in(list(READ_APART)),
            )
            .order_by(col(SealedText.created_at), col(SealedText.id))
        )
    ).all()
    opened = await held.opened(db, {row.version_id for row in rows})
    return [
        OpenedText(
            id=row.id,
            kind=row.kind,
            author=row.author,
            created_at=row.created_at,
            text=opened[row.version_id].open(row.sealed, table="sealed_text", row=row.id, field="sealed")
            if row.version_id in opened
            else None,
        )
        for row in rows
    ]


# The log


def log(db: Session, held: HeldCase, kind: str, *, text_id: UUID | None = None, **codes: str) -> None:
    db.add(LogEntry(case_id=held.id, at=clock.now(), kind=kind, actor=held.actor.tag, codes=codes, text_id=text_id))


async def log_of(db: Session, held: HeldCase, *, page: PageRequest) -> tuple[list[LogEntry], str | None]:
    """The lines that this actor may read, newest first: those of the mapping for those who investigate. UNK-05."""
    wanted: list[ColumnElement[bool]] = [col(LogEntry.case_id) == held.id]
    if Compartment.INVESTIGATION not in held.compartments:
        wanted.append(not_(col(LogEntry.kind).startswith(OF_THE_MAPPING)))
    if page.after is not None:
        try:
            at, entry_id = datetime.fromisoformat(page.after[0]), UUID(page.after[1])
        except (ValueError, IndexError):
            raise InvalidInput(fields=[("query.after", "not-a-cursor")]) from None
        wanted.append(tuple_(col(LogEntry.at), col(LogEntry.id)) < tuple_(at, entry_id))
    rows = (
        await db.exec(
            select(LogEntry)
            .where(*wanted)
            .order_by(col(LogEntry.at).desc(), col(LogEntry.id).desc())
            .limit(page.limit + 1)
        )
    ).all()
    shown = list(rows[: page.limit])
    return shown, cursor_of(shown[-1].at.isoformat(), str(shown[-1].id)) if len(rows) > page.limit else None
