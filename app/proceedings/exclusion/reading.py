"""Who may know of an exclusion case, and what they read of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import col, select

from app.access.actor import Actor
from app.access.rules import Action, Compartment, Task, may
from app.audit import service as audit
from app.cases.access import HeldCase, barred_from, may_know
from app.cases.models import SealedText
from app.cases.schemas import NamedRead
from app.core import clock
from app.core.database import Session
from app.core.errors import Forbidden, NotFound
from app.people import service as people
from app.people.rules import local_date
from app.proceedings.exclusion import sealed, service
from app.proceedings.exclusion.models import ExclusionCase
from app.proceedings.exclusion.rules import ExclusionAct, ExclusionStatus, acts_of, letters_of
from app.proceedings.exclusion.schemas import ExclusionCaseRead, OpenedExclusion
from app.proceedings.meetings.models import BoardDecision
from app.proceedings.meetings.rules import DecisionKind
from app.proceedings.subjects import accused_of
from app.votes import access as votes
from app.votes import ceremony
from app.votes.models import Vote


@dataclass(frozen=True)
class Known:
    """One that the actor's office lets them know of. Where a case stands behind it, it is led in that case."""

    row: ExclusionCase
    vote: Vote | None
    leads: bool


async def known_to(db: Session, actor: Actor, *, exclusion_id: UUID | None = None) -> list[Known]:
    """The newest first; never one that concerns the actor, nor one of whose matter they are a part. Source: CON-01.

    The same questions, however many there are: one more would tell that something was left out.
    """
    if actor.person_id is None:
        return []
    with_vote = (
        select(ExclusionCase, Vote)
        .join(Vote, col(Vote.id) == col(ExclusionCase.vote_id), isouter=True)
        .order_by(col(ExclusionCase.begun_at).desc(), col(ExclusionCase.id))
    )
    if exclusion_id is not None:
        with_vote = with_vote.where(ExclusionCase.id == exclusion_id)
    rows: list[tuple[ExclusionCase, Vote | None]] = [(row, vote) for row, vote in (await db.exec(with_vote)).all()]
    barred = await barred_from(db, [row.case_id for row, _ in rows if row.case_id], person_id=actor.person_id)
    visible = await votes.visible(db, [vote for _, vote in rows if vote is not None], actor=actor)
    leading = {each.vote.id: each.leads for each in visible if each.assists}
    return [
        Known(row, vote, leads=vote is not None and row.case_id is None and leading.get(vote.id, False))
        for row, vote in rows
        if row.case_id not in barred
        and (vote.id in leading if vote is not None else may(Task.SEE_EXCLUSION_CASES, offices=actor.offices))
    ]


async def known(db: Session, exclusion_id: UUID, *, actor: Actor) -> Known:
    """Raises NotFound."""
    found = await known_to(db, actor, exclusion_id=exclusion_id)
    if not found:
        raise NotFound
    return found[0]


async def to_lead(db: Session, exclusion_id: UUID, *, actor: Actor) -> Known:
    """One without a case, locked. Raises NotFound, and Forbidden for who may know of it and not lead it."""
    found = await known(db, exclusion_id, actor=actor)
    if not found.leads:
        raise Forbidden
    query = select(ExclusionCase).where(ExclusionCase.id == exclusion_id).with_for_update()
    await db.exec(query.execution_options(populate_existing=True))  # the very row that was found, as it is by now
    return found


async def by_office(db: Session, found: Sequence[Known], *, actor: Actor) -> list[ExclusionCaseRead]:
    """As an office shows it: which case it came from only to a grant in it, whom it concerns as its vote does."""
    return [
        _as_read(
            db,
            each.row,
            case_id=await _case_shown_to(db, each.row, actor),
            concerns=_concerned_by_vote(db, each.vote),
            acts=acts_of(each.row.standing, today=local_date(clock.now())) if each.leads else (),
            leads=each.leads,
        )
        for each in found
    ]


async def _case_shown_to(db: Session, row: ExclusionCase, actor: Actor) -> UUID | None:
    """An office shows that there is an exclusion case; which case it came from, only a grant in that case."""
    if row.case_id is None or actor.person_tag is None:
        return None
    return row.case_id if await may_know(db, actor.person_tag, row.case_id) else None


def _concerned_by_vote(db: Session, vote: Vote | None) -> NamedRead | None:
    if vote is None:
        return None
    subject = ceremony.subject_of(db.keys, vote)
    return NamedRead(person_id=subject.person_id, display_name=subject.name)


async def of_case(db: Session, held: HeldCase) -> list[ExclusionCaseRead]:
    """All of a case, the newest first, for those who decide. Raises CompartmentNotOpen."""
    held.require_compartment(Compartment.DECISIONS)
    rows = await db.exec(
        select(ExclusionCase, Vote)
        .join(Vote, col(Vote.id) == col(ExclusionCase.vote_id), isouter=True)
        .where(ExclusionCase.case_id == held.id)
        .order_by(col(ExclusionCase.begun_at).desc(), col(ExclusionCase.id))
    )
    accused = {subject: person_id for person_id, subject in (await accused_of(db, held.id)).items()}
    names = {each.person_id: each.display_name for each in (await people.names_by_tag(db)).values()}
    found = []
    for row, vote in rows.all():
        concerns = _concerned_by_vote(db, vote)
        if concerns is None:
            person_id = accused.get(row.subject or "")
            name = None if person_id is None else names.get(person_id)
            concerns = NamedRead(person_id=person_id, display_name=name)
        leads = Action.LEAD_EXCLUSION in held.actions
        is_for_board = row.status is ExclusionStatus.ASSESSING and await service.board_decision(db, row) is None
        acts = acts_of(row.standing, today=local_date(clock.now())) if leads else ()
        found.append(
            _as_read(
                db,
                row,
                case_id=held.id,
                concerns=concerns,
                acts=[act for act in acts if act is not ExclusionAct.FOLLOW_BOARD or not is_for_board],
                leads=leads,
                is_for_board=is_for_board,
            )
        )
    return found


async def decided_by_board(db: Session, held: HeldCase) -> DecisionKind | None:
    """What the board has said of an accused of whom nobody has taken it up. That one is to be opened goes before."""
    taken_up = set((await db.exec(select(ExclusionCase.subject).where(ExclusionCase.case_id == held.id))).all())
    decided = [
        found.kind
        for subject in (await accused_of(db, held.id)).values()
        if subject not in taken_up and (found := await service.decision_to_follow(db, held.id, subject=subject))
    ]
    return max(decided, key=lambda kind: kind is DecisionKind.OPEN_EXCLUSION, default=None)


async def opened(db: Session, held: HeldCase, row: ExclusionCase) -> OpenedExclusion:
    """The words of one, and that they were opened is recorded."""
    decided = None if row.decision_id is None else await db.get(BoardDecision, row.decision_id)
    pointers = {
        "board_reason": decided.text_id if decided else None,
        "statement": row.statement_text_id,
        "recommendation": row.recommendation_text_id,
    }
    texts = await db.exec(
        select(SealedText).where(col(SealedText.id).in_([each for each in pointers.values() if each]))
    )
    by_id = {text.id: text for text in texts.all() if Compartment(text.compartment) in held.compartments}
    keys = await held.opened(db, {text.version_id for text in by_id.values()})
    audit.record(db, "exclusion-read", actor=held.actor.tag, subject=row.id)

    def read(text_id: UUID | None) -> str | None:
        text = by_id.get(text_id) if text_id else None
        if text is None or text.version_id not in keys:
            return None
        return keys[text.version_id].open(text.sealed, table="sealed_text", row=text.id, field="sealed")

    return OpenedExclusion(**{field: read(text_id) for field, text_id in pointers.items()})


def _as_read(  # noqa: PLR0913 - keyword-only, each a part of what is shown
    db: Session,
    row: ExclusionCase,
    *,
    case_id: UUID | None,
    concerns: NamedRead | None,
    acts: Sequence[ExclusionAct],
    leads: bool,
    is_for_board: bool = False,
) -> ExclusionCaseRead:
    def unsealed(kept: bytes | None, field: str) -> str | None:
        return None if kept is None else sealed.unseal(db.keys, kept, exclusion_id=row.id, field=field)

    shown = row.model_dump(include=set(ExclusionCaseRead.model_fields) - {"case_id"})
    return ExclusionCaseRead(
        **shown,
        case_id=case_id,
        concerns=concerns,
        reference=unsealed(row.sealed_reference, "reference"),
        appeal_reference=unsealed(row.sealed_appeal_reference, "appeal-reference"),
        is_late=row.due_at is not None and row.due_at < clock.now(),
        acts=list(acts),
        letters=list(letters_of(row.standing, opened=row.opened_at is not None, recommended_on=row.recommended_on))
        if leads
        else [],
        takes_words=row.case_id is not None,
        is_for_board=is_for_board,
        has_words=any((row.decision_id, row.statement_text_id, row.recommendation_text_id)),
    )
