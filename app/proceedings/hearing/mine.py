"""Their own page: what was released to them, what they say, and how it went. Never the case. Source: CON-01."""

from dataclasses import dataclass
from uuid import UUID

from sqlmodel import and_, col, or_, select

from app.access.actor import Actor
from app.access.rules import CaseRole, Compartment
from app.audit import service as audit
from app.cases import seated
from app.cases.access import bar_tag, opens
from app.cases.models import Case, Grant, LogEntry
from app.cases.rules import OPEN_STAGES, TextKind
from app.cases.schemas import Words
from app.core import clock
from app.core.database import Session
from app.core.errors import NotFound
from app.core.keys import PersonTag
from app.notifications import service as notifications
from app.notifications.rules import NoticeKind
from app.people import service as people
from app.policy.loader import load
from app.policy.schema import Policy
from app.policy.terms import TextKey
from app.proceedings.exclusion.models import ExclusionCase
from app.proceedings.hearing.models import Hearing, HearingAnswer
from app.proceedings.hearing.rules import Way, answer_by, kind_of
from app.proceedings.hearing.schemas import (
    AnswerCreate,
    ExclusionOfMine,
    HearingLine,
    HearingRead,
    OpenedHearing,
    QuestionToGroup,
)
from app.proceedings.hearing.texts import Record, opened_record, records_of, seal, sealed_texts
from app.vault import service as vault
from app.votes.access import subject_tag
from app.votes.kinds import RESULT_IS_KNOWN, VoteKind
from app.votes.models import Vote
from app.votes.reading import summary_of_result
from app.votes.rules import VoteStatus
from app.votes.setup import statement_ends_at

_READERS = (
    select(Hearing, Case.stage, Case.policy_name, Case.policy_version)
    .join(Grant, (col(Grant.case_id) == col(Hearing.case_id)) & (col(Grant.holder) == col(Hearing.subject)))
    .join(Case, col(Case.id) == col(Hearing.case_id))
    .where(
        Grant.role == CaseRole.ACCUSED,
        col(Grant.ended_at).is_(None),
        col(Grant.suspended_at).is_(None),
        col(Grant.awaits_key).is_(False),
    )
    .order_by(col(Hearing.begun_at).desc(), col(Hearing.id))
)
"""Every hearing that somebody reads on their page. Whose it is can only be tried; there are few."""


@dataclass(frozen=True)
class HeldHearing:
    """A hearing as the one it concerns holds it."""

    hearing: Hearing
    actor: Actor
    policy: Policy
    is_closed: bool

    @property
    def id(self) -> UUID:
        return self.hearing.id

    @property
    def subject(self) -> str:
        """How they stand in every table of the case; also the actor of what they do, so that no log names them."""
        return self.hearing.subject


def _is_theirs(db: Session, hearing: Hearing, person_id: UUID) -> bool:
    return hearing.subject == bar_tag(db.keys, case_id=hearing.case_id, person_id=person_id)


async def hold(db: Session, hearing_id: UUID, *, actor: Actor, to_change: bool = False) -> HeldHearing:
    """Raises NotFound: no such hearing, or another's. One question either way, and no lock is queued for."""
    if actor.person_id is None:
        raise NotFound
    found = (await db.exec(_READERS.where(Hearing.id == hearing_id))).first()
    if found is None or not _is_theirs(db, found[0], actor.person_id):
        raise NotFound
    if to_change:
        case_id = found[0].case_id
        await db.exec(select(Case.id).where(Case.id == case_id).with_for_update(key_share=True))
        found = (await db.exec(_READERS.where(Hearing.id == hearing_id))).first()
        if found is None:
            raise NotFound
    hearing, stage, name, version = found
    return HeldHearing(hearing, actor, load(name, version), is_closed=stage not in OPEN_STAGES)


async def hearings_for(db: Session, actor: Actor) -> list[HearingLine]:
    """Their own, the newest first. Nobody learns from it, nor from how long it takes, that there are others'."""
    if actor.person_id is None:
        return []
    found = (await db.exec(_READERS)).all()
    mine = [
        HeldHearing(hearing, actor, load(name, version), is_closed=stage not in OPEN_STAGES)
        for hearing, stage, name, version in found
        if _is_theirs(db, hearing, actor.person_id)
    ]
    if not mine:
        return []
    lines = []
    for held, record in zip(mine, await records_of(db, [each.hearing for each in mine]), strict=True):
        told = [each.told_at for each in record.told if each.told_at is not None]
        if told:
            lines.append(HearingLine(id=held.id, told_at=max(told), state=record.state(held.policy)))
    return lines


async def read(db: Session, held: HeldHearing) -> HearingRead:
    (record,) = await records_of(db, [held.hearing])
    told = [each.told_at for each in record.told if each.told_at is not None]
    votes = await _votes_about(db, held)
    return HearingRead(
        id=held.id,
        state=record.state(held.policy),
        is_closed=held.is_closed,
        answer_by=answer_by(told, within=held.policy.deadlines.accused_statement),
        to_you=Words.of(held.policy.texts[TextKey.TO_THE_ACCUSED]),
        questions=[await _question(db, vote) for vote in votes],
        exclusion_cases=await _exclusions(db, held, votes),
    )


async def _votes_about(db: Session, held: HeldHearing) -> list[Vote]:
    """Of this case alone: a vote that somebody else's case asks about them leads from one to the other."""
    query = (
        select(Vote)
        .where(Vote.case_id == held.hearing.case_id, Vote.kind == VoteKind.CONFIDENCE)
        .order_by(col(Vote.raised_at), col(Vote.id))
    )
    person_id = held.actor.person_id
    return [
        vote
        for vote in (await db.exec(query)).all()
        if person_id is not None and vote.subject_tag == subject_tag(db.keys, vote_id=vote.id, person_id=person_id)
    ]


async def _question(db: Session, vote: Vote) -> QuestionToGroup:
    is_void = vote.status in {VoteStatus.VOID, VoteStatus.CANCELLED}
    is_known = vote.status in RESULT_IS_KNOWN
    summary = await summary_of_result(db, vote) if is_known else None
    tally = summary.tally if summary else None
    return QuestionToGroup(
        asked_at=vote.raised_at,
        is_over=is_void or is_known,
        is_void=is_void,
        heard=vote.hearing,
        heard_by=statement_ends_at(vote),
        outcome=vote.outcome if is_known else None,
        against=tally.against if tally else None,
        in_favour=tally.for_ if tally else None,
        blank=tally.blank if tally else None,
    )


async def _exclusions(db: Session, held: HeldHearing, votes: list[Vote]) -> list[ExclusionOfMine]:
    """What the group's answer opened, which they have read, and what the board opened once they were told of it."""
    of_the_board = and_(
        ExclusionCase.case_id == held.hearing.case_id,
        ExclusionCase.subject == held.hearing.subject,
        col(ExclusionCase.notified_on).is_not(None),
    )
    query = (
        select(ExclusionCase)
        .where(or_(col(ExclusionCase.vote_id).in_([vote.id for vote in votes]), of_the_board))
        .order_by(col(ExclusionCase.begun_at))
    )
    return [
        ExclusionOfMine(ground=row.ground, status=row.status, opened_at=row.opened_at or row.begun_at)
        for row in (await db.exec(query)).all()
    ]


async def open_mine(db: Session, held: HeldHearing, *, why: str) -> OpenedHearing:
    """What was told to them and what they said, with their own key. Raises KeyNotHeld.

    `why` is how the audit log calls it: read, or taken along.
    """
    (record,) = await records_of(db, [held.hearing])
    shown = Record(record.hearing, record.told, record.answers)
    rows = await sealed_texts(db, shown)
    opened = await vault.open_versions(
        db,
        {row.version_id for row in rows},
        holder_id=held.actor.holder_id,
        seed=held.actor.holder_seed,
    )
    content = opened_record(shown, rows, opened, policy=held.policy)
    for row in shown.releases:
        if row.first_opened_at is None:
            row.first_opened_at = clock.now()
            db.add(row)
    audit.record(db, why, actor=held.subject, subject=held.id)
    return content


async def answer(db: Session, held: HeldHearing, wanted: AnswerCreate, *, answer_id: UUID) -> None:
    """Their own words, sealed at once, also after the time has run out and after the case is closed. PRN-05."""
    (record,) = await records_of(db, [held.hearing])
    text_id = None
    if wanted.text:
        text_id = await seal(db, held.hearing, wanted.text, kind=TextKind.STATEMENT, author=held.subject)
    now = clock.now()
    db.add(
        HearingAnswer(
            id=answer_id,
            hearing_id=held.id,
            kind=kind_of(
                declines=wanted.declines,
                is_to_vote=wanted.is_to_vote,
                said_before=[each.kind for each in record.answers],
            ),
            text_id=text_id,
            way=Way.PAGE,
            given_at=now,
            recorded_by=held.subject,
            recorded_at=now,
        )
    )
    audit.record(db, "hearing-answered", actor=held.subject, subject=held.id)
    if not held.hearing.is_about_suspicion:
        db.add(LogEntry(case_id=held.hearing.case_id, at=now, kind="hearing-answered", actor=held.subject, codes={}))
    await _tell_who_hears(db, held.hearing)
    await db.flush()


async def _tell_who_hears(db: Session, hearing: Hearing) -> None:
    """Those who investigate; of a suspicion nobody else."""
    roles = (
        {CaseRole.INVESTIGATOR} if hearing.is_about_suspicion else {CaseRole.INVESTIGATOR, CaseRole.SECURITY_OFFICER}
    )
    told = {
        grant.holder
        for grant in await seated.active_grants(db, hearing.case_id)
        if grant.role in roles and Compartment.HEARING in opens(grant)
    }
    known = await people.names_by_tag(db)
    for tag in sorted(told & known.keys()):
        await notifications.notify(db, NoticeKind.SOMETHING_NEEDS_YOU, to=PersonTag(tag), case_id=hearing.case_id)
