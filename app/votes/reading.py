"""A vote as those who may know of it read it."""

from collections.abc import Sequence

from sqlmodel import select

from app.core.database import Session
from app.core.errors import NotFound
from app.people import service as people
from app.policy.vote_rule import VoteRule
from app.votes import ceremony, clearing, complaining, paper, preflight, rules, running, sealed, slips
from app.votes.access import HeldVote
from app.votes.ballot_box import service as box
from app.votes.certifying import objections_to
from app.votes.encoding import to_base64url
from app.votes.errors import BallotsDestroyed
from app.votes.kinds import AFTER_CLOSE, BEFORE_LOCK, coarse_turnout
from app.votes.manifest import Manifest, Mode, short_hash
from app.votes.models import Objection, PublishedBulletin, Vote
from app.votes.paper_schemas import TallyFigures
from app.votes.roll import service as roll
from app.votes.roll_schemas import RollLine, RollRead
from app.votes.rules import SecrecyWarning, VoteStatus
from app.votes.schemas import (
    BulletinHead,
    MajorityFigures,
    ObjectionRead,
    QuorumFigures,
    SubjectRead,
    VoteRead,
    VoteSummary,
)
from app.votes.setup import complaints_end_at, question_of, rule_of, statement_ends_at, voters_of
from app.votes.summary import Summary
from app.votes.tellers import seats
from app.votes.words import caution_of

ACCOUNT_IS_OUT = frozenset({VoteStatus.CREDENTIALS_OUT, VoteStatus.OPEN}) | AFTER_CLOSE


def summary_of(vote: Vote) -> VoteSummary:
    return VoteSummary(
        id=vote.id,
        kind=vote.kind,
        origin=vote.origin,
        status=vote.status,
        raised_at=vote.raised_at,
        closes_at=vote.closes_at,
        outcome=vote.outcome,
    )


async def as_read(db: Session, held: HeldVote) -> VoteRead:
    vote, keys, rule = held.vote, db.keys, rule_of(held.vote)
    subject = ceremony.subject_of(keys, vote)
    is_locked = vote.locked_at is not None
    counted = await roll.count(db, vote.id) if is_locked and vote.ballots_destroyed_at is None else None
    is_open, is_after_close = vote.status is VoteStatus.OPEN, _has_closed(vote)
    head = await _head(db, vote)
    envelopes = await box.count_of(db, vote.id) if is_open or (is_after_close and head is None) else None
    shows_account = held.leads or (held.is_of_group and (vote.status in ACCOUNT_IS_OUT or vote.overturned_at))
    # Whoever only assists has no use for why it was called off before the group knew of it.
    shows_end_reason = held.leads or held.moved or vote.summoned_at is not None
    is_paper_awaited = await paper.are_awaited(db, vote)
    voters_today = len(await voters_of(db, vote)) if held.leads and vote.status in BEFORE_LOCK else None
    hearing_note = sealed.unseal_text(keys, vote.sealed_hearing_note, vote_id=vote.id, field="hearing-note")
    return VoteRead(
        **summary_of(vote).model_dump(),
        caution=caution_of(teller_threshold=vote.teller_threshold),
        mode=Mode.TELLERS if vote.teller_threshold else Mode.WITHOUT_TELLERS,
        teller_threshold=vote.teller_threshold,
        tellers_ready=await seats.are_ready(db, vote) if vote.teller_threshold else None,
        tellers_confirmed=await seats.have_confirmed(db, vote) if vote.teller_threshold else None,
        concerns=SubjectRead(person_id=subject.person_id, name=subject.name, salt=to_base64url(subject.salt)),
        question=Manifest.from_bytes(vote.manifest).question.text if vote.manifest else await question_of(db, vote),
        opens_exclusion=rule.opens_exclusion,
        account=sealed.unseal_text(keys, vote.sealed_account, vote_id=vote.id, field="account")
        if shows_account
        else None,
        no_account_because=sealed.unseal_text(keys, vote.sealed_no_account, vote_id=vote.id, field="no-account")
        if shows_account
        else None,
        account_state=vote.account_state if shows_account or held.moved else None,
        leads=held.leads,
        assists=held.assists,
        summoned_at=vote.summoned_at,
        is_teller=held.is_teller,
        reads_roll=held.is_of_group,
        prints_slips=held.assists and await slips.prints(db, vote, actor=held.actor),
        hearing_first=rule.hearing_first,
        statement_ends_at=statement_ends_at(vote),
        hearing=vote.hearing,
        heard_on=vote.heard_on,
        hearing_note=hearing_note if held.leads else None,
        statute=vote.statute,
        preflight=await preflight.as_read(db, vote, leads=held.leads) if held.leads or held.is_of_group else None,
        held=vote.held,
        majority=MajorityFigures(
            numerator=vote.majority_numerator,
            denominator=vote.majority_denominator,
            base=vote.majority_base,
            strict=vote.majority_is_strict,
        ),
        quorum=QuorumFigures(
            numerator=vote.quorum_numerator, denominator=vote.quorum_denominator, strict=vote.quorum_is_strict
        ),
        drawing_closes_at=vote.drawing_closes_at,
        casting_opens_at=vote.casting_opens_at,
        is_drawing_closed=vote.is_drawing_closed,
        next_reminder_at=running.next_reminder(vote)
        if held.leads and counted and counted.drawn < counted.roll
        else None,
        closed_at=vote.closed_at,
        check_ends_at=running.check_ends_at(vote),
        roll_size=vote.roll_size,
        voters_today=voters_today,
        drawn=counted.drawn if counted else head.drawn if head else None,
        present=counted.present if counted else head.present if head else None,
        confirmed=counted.confirmed if counted and is_after_close else head.confirmed if head else None,
        paper=(counted.paper if counted else head.paper if head else None) if held.assists or is_after_close else None,
        paper_awaited=is_paper_awaited,
        counts_paper=is_paper_awaited and await paper.can_count(db, held),
        turnout=coarse_turnout(drawn=counted.drawn, envelopes=envelopes or 0) if counted and is_open else None,
        envelopes=(head.envelopes if head else envelopes) if is_after_close else None,
        fewest_envelopes=rule.fewest_envelopes,
        warnings=_warnings(rule, voters=voters_today if vote.roll_size is None else vote.roll_size),
        manifest=vote.manifest.decode() if vote.manifest else None,
        manifest_hash=vote.manifest_hash.hex() if vote.manifest_hash else None,
        short_hash=short_hash(vote.manifest_hash) if vote.manifest_hash else None,
        objections=[_objection_read(db, each) for each in await objections_to(db, vote.id)] if is_after_close else [],
        complaints=await complaining.as_read(db, held),
        complaints_end_at=complaints_end_at(vote),
        may_complain=await complaining.may_complain(db, held),
        is_overturned=vote.overturned_at is not None,
        ballots_destroyed_at=vote.ballots_destroyed_at,
        ballots_kept_until=clearing.due_at(vote),
        end_reason=sealed.unseal_text(keys, vote.sealed_end_reason, vote_id=vote.id, field="end-reason")
        if shows_end_reason
        else None,
        result=head,
        version=vote.version,
    )


def _has_closed(vote: Vote) -> bool:
    """Also when its result fell: what the group has seen stays to be seen."""
    return vote.status in AFTER_CLOSE or vote.overturned_at is not None


def _warnings(rule: VoteRule, *, voters: int | None) -> list[SecrecyWarning]:
    return [] if voters is None else preflight.warnings_for(rule, voters=voters)


def _objection_read(db: Session, row: Objection) -> ObjectionRead:
    text = sealed.unseal(db.keys, row.sealed_text, vote_id=row.vote_id, field="says").decode()
    answer = sealed.unseal_text(db.keys, row.sealed_answer, vote_id=row.vote_id, field="answer")
    return ObjectionRead(id=row.id, text=text, answer=answer)


async def bulletin_of(db: Session, vote: Vote) -> bytes:
    """The published file. Raises NotFound before it is, and BallotsDestroyed when its time is over."""
    found = await db.get(PublishedBulletin, vote.id)
    if found is None:
        raise NotFound
    if found.file is None:
        raise BallotsDestroyed
    return found.file


async def summary_of_result(db: Session, vote: Vote) -> Summary | None:
    query = select(PublishedBulletin.summary).where(PublishedBulletin.vote_id == vote.id)
    data = (await db.exec(query)).first()
    return None if data is None else Summary.from_bytes(data)


async def _head(db: Session, vote: Vote) -> BulletinHead | None:
    found = await summary_of_result(db, vote)
    if found is None:
        return None
    tally, counts, margin = found.tally, found.counts, found.margin
    return BulletinHead.model_validate(
        {
            "outcome": found.outcome,
            "roll": counts.roll,
            "present": counts.present,
            "drawn": counts.drawn,
            "confirmed": counts.confirmed,
            "lost": counts.lost,
            "paper": counts.paper,
            "paper_ballots": counts.paper_ballots,
            "paper_uncounted": counts.paper_uncounted,
            "paper_tally": TallyFigures.of(found.paper.tally()) if found.paper else None,
            "envelopes": counts.envelopes,
            "ballots": counts.ballots,
            "against": tally.against if tally else None,
            "for": tally.for_ if tally else None,
            "blank": tally.blank if tally else None,
            "needed_against": margin.needed_against if margin else None,
            "changes_to_overturn": margin.changes_to_overturn if margin else None,
            "unconfirmed": margin.unconfirmed if margin else None,
            "warnings": sorted(rules.warnings_of(tally.tally())) if tally else [],
        }
    )


async def roll_of(db: Session, held: HeldVote) -> RollRead:
    """Who leads sees who has drawn; the group sees it from close on, when nobody can be pressed any more.

    Raises NotFound before the roll is locked, and for a teller who is not of the group.
    """
    vote = held.vote
    locked = ceremony.roll_lines_of(db.keys, vote)
    if locked is None or vote.status in BEFORE_LOCK or not held.is_of_group:
        raise NotFound
    known = {each.person_id: each.display_name for each in (await people.names_by_tag(db)).values()}
    names = roll.by_voter(db.keys, vote_id=vote.id, people=known)
    shows = (held.leads or _has_closed(vote)) and vote.ballots_destroyed_at is None
    shows_confirmed = _has_closed(vote) and vote.ballots_destroyed_at is None
    shows_paper = (held.assists or _has_closed(vote)) and vote.ballots_destroyed_at is None
    lines = []
    for entry in await roll.entries_of(db, vote.id):
        person_id, name = names.get(entry.voter, (None, None))
        lines.append(
            RollLine(
                entry_id=entry.id,
                person_id=person_id,
                name=name,
                has_drawn=entry.has_drawn if shows else None,
                is_present=(entry.is_present or entry.has_drawn or entry.votes_on_paper) if shows else None,
                is_confirmed=entry.is_confirmed if shows_confirmed else None,
                votes_on_paper=entry.votes_on_paper if shows_paper else None,
                is_slip_asked=entry.slip_asked_by is not None if held.assists else None,
            )
        )
    return RollRead(entries=_by_name(lines), lines=list(locked.lines), salt=to_base64url(locked.salt))


def _by_name(lines: Sequence[RollLine]) -> list[RollLine]:
    return sorted(lines, key=lambda line: ((line.name or "").casefold(), line.entry_id))
