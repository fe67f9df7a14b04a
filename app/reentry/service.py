"""A re-entry matter from the wish to its end, by those who hold it. What it rests on is codes; words are sealed."""

from dataclasses import dataclass
from datetime import UTC, datetime, time
from uuid import UUID

from sqlmodel import col, select

from app.access.rules import Compartment
from app.audit import service as audit
from app.cases import seated
from app.cases import service as cases
from app.cases.access import HeldCase, bar_tag
from app.cases.hooks import CaseHooks
from app.cases.rules import TextKind
from app.core import clock
from app.core.database import Session
from app.core.due_work import schedule
from app.core.errors import InvalidInput, NotFound
from app.core.keys import PersonTag
from app.notifications import service as notifications
from app.notifications.rules import NoticeKind
from app.people import service as people
from app.plans import service as plans
from app.policy.terms import Act, Condition
from app.proceedings.hooks import Adopted, Departure, DepartureReason, Proposed
from app.proceedings.meetings.errors import NotDecidedHere, NotYetDecidable
from app.proceedings.meetings.models import BoardDecision, FederationRuling
from app.proceedings.meetings.rules import DecisionKind
from app.reentry import marks, rules
from app.reentry.errors import NotNext
from app.reentry.models import Reentry, ReentryDecision
from app.reentry.rules import AffectedAnswer, ReentryStatus, SaidSo, TalkOutcome
from app.reentry.wishes import LEADING
from app.votes.kinds import UNDER_WAY
from app.votes.models import Vote

JOB = "return-on-its-day"
SIX_IN_THE_MORNING = time(5, tzinfo=UTC)
"""About: people find it as they wake."""


async def reentry_of(db: Session, held: HeldCase) -> Reentry:
    """Raises NotFound for a case of another kind."""
    row = (await db.exec(select(Reentry).where(Reentry.case_id == held.id))).first()
    if row is None:
        raise NotFound
    return row


async def person_of(db: Session, row: Reentry) -> people.PersonName | None:
    """Who wants back; None when they are in the register no more."""
    for each in (await people.names_by_tag(db)).values():
        if row.subject == bar_tag(db.keys, case_id=row.case_id, person_id=each.person_id):
            return each
    return None


# The talks


async def take_up(db: Session, held: HeldCase, row: Reentry) -> None:
    """The board takes it up, or takes it up again: who talks with whom is settled. Raises NotNext."""
    await go_to(db, held, row, ReentryStatus.INTERVIEWS)
    row.due_on = None
    await plans.fulfil(db, held.case, Act.TAKE_UP_RETURN, by=held.actor.tag)


@dataclass(frozen=True)
class Talk:
    outcome: TalkOutcome
    note: str
    apologised: SaidSo | None = None
    takes_responsibility: SaidSo | None = None

    def text(self) -> str:
        """What the two questions got stands before the note, in brackets, as the page reads it."""
        said = [
            f"{name}:{answer.value}"
            for name, answer in (("apologised", self.apologised), ("responsible", self.takes_responsibility))
            if answer is not None
        ]
        return f"[{' '.join(said)}] {self.note}".strip() if said else self.note


async def record_talk(db: Session, held: HeldCase, row: Reentry, talk: Talk) -> None:
    """With whoever wants back; once more replaces what it says. Source: REE-02. Raises NotNext, InvalidInput."""
    if (talk.outcome is TalkOutcome.HELD) != (talk.apologised is not None and talk.takes_responsibility is not None):
        raise InvalidInput(fields=[("body.apologised", "belongs-to-a-talk-that-was-held")])
    await _require_talking(db, held, row)
    text = await cases.write(db, held, Compartment.DECISIONS, kind=TextKind.CONVERSATION, text=talk.text())
    row.talk, row.talk_text_id = talk.outcome, text.id
    await plans.fulfil(db, held.case, Act.TALK_ABOUT_RETURN, by=held.actor.tag)
    changed(db, held, row, "return-talk", outcome=talk.outcome.value)


@dataclass(frozen=True)
class AffectedWord:
    """`note` is for who supports them; `for_board` is what they want the board to know."""

    answer: AffectedAnswer
    note: str = ""
    for_board: str = ""


async def record_affected(db: Session, held: HeldCase, row: Reentry, word: AffectedWord) -> None:
    """Of the affected person, if they are still there; they may decline. Source: REE-03. Raises NotNext.

    One who wants no contact is not asked again: only they can change that, and then it is recorded as a talk.
    """
    await _require_talking(db, held, row)
    if row.affected is AffectedAnswer.NO_CONTACT and word.answer is not AffectedAnswer.TALKED:
        raise NotNext
    for compartment, text in ((Compartment.SUPPORT, word.note), (Compartment.DECISIONS, word.for_board)):
        if text:
            await cases.write(db, held, compartment, kind=TextKind.AFFECTED_WORD, text=text)
    row.affected = word.answer
    is_there = word.answer is not AffectedAnswer.NOT_THERE
    await plans.establish(db, held.case, Condition.AFFECTED_STILL_THERE, is_true=is_there, by=held.actor.tag)
    if is_there:
        await plans.fulfil(db, held.case, Act.HEAR_AFFECTED_ON_RETURN, by=held.actor.tag)
    changed(db, held, row, "return-affected", answer=word.answer.value)


async def record_no_confidence(db: Session, held: HeldCase, row: Reentry, *, is_true: bool) -> None:
    """Whether the group once declared no confidence, before this system could know. Source: REE-04. Raises NotNext."""
    await _require_talking(db, held, row)
    if row.is_no_confidence_certified and not is_true:
        raise InvalidInput(fields=[("body.is_true", "a-vote-says-so")])
    row.no_confidence_before = is_true
    await plans.establish(db, held.case, Condition.NO_CONFIDENCE_BEFORE, is_true=is_true, by=held.actor.tag)
    changed(db, held, row, "return-no-confidence", answer=str(is_true))


async def _require_talking(db: Session, held: HeldCase, row: Reentry) -> None:
    """Whoever talks has taken it up."""
    if row.status in {ReentryStatus.INTERVIEWS, ReentryStatus.CONSULTATION}:
        return
    if row.status not in {ReentryStatus.APPLIED, ReentryStatus.DEFERRED}:
        raise NotNext
    await take_up(db, held, row)


# What the board decides


async def consultation_of(db: Session, row: Reentry) -> Vote | None:
    if row.consultation_id is None:
        return None
    return (await db.exec(select(Vote).where(Vote.id == row.consultation_id))).first()


async def heard(db: Session, row: Reentry) -> rules.Heard:
    vote = await consultation_of(db, row)
    return rules.Heard(
        talk=row.talk,
        affected=row.affected,
        no_confidence_before=row.no_confidence_before,
        advice=row.advice,
        is_consulting=vote is not None and vote.status in UNDER_WAY,
    )


async def require_decidable(db: Session, proposed: Proposed) -> None:
    """The listener of what a board is about to have decided. Raises NotDecidedHere, NotYetDecidable.

    One field for each thing that it waits for.
    """
    if proposed.kind in rules.LEADS_TO:
        await _require_decidable(db, await _row_of(db, proposed.case.id), proposed.kind)


async def _require_decidable(db: Session, row: Reentry, kind: DecisionKind) -> None:
    if kind not in rules.answers(row.status):
        raise NotDecidedHere
    if missing := rules.missing_for(kind, await heard(db, row)):
        raise NotYetDecidable(fields=[("return", each.value) for each in missing])


async def follow_decision(db: Session, adopted: Adopted) -> None:
    """The listener of a decision that two vouch for: the matter goes where it says. Source: REE-01, REE-05.

    What was free as it was written down may be forbidden by now: a result fell, an answer changed. Then nobody can
    approve it, and it is taken back.
    """
    held, decision = adopted.held, adopted.decision
    if decision.kind not in rules.LEADS_TO:
        return
    row = await _row_of(db, held.id)
    await _require_decidable(db, row, decision.kind)
    to = rules.LEADS_TO[decision.kind]
    db.add(ReentryDecision(decision_id=decision.id, case_id=held.id, status=to))
    await go_to(db, held, row, to)
    row.due_on = decision.due_on
    if decision.due_on is not None:
        await schedule(db, kind=JOB, subject=str(held.id), due_at=datetime.combine(decision.due_on, SIX_IN_THE_MORNING))
    if to is ReentryStatus.ENDED:
        await _did_not_hold(db, row)
    elif to is not ReentryStatus.DEFERRED:
        await plans.fulfil(db, held.case, Act.DECIDE_RETURN, by=held.actor.tag)
    await follow(db, held, row, hooks=adopted.hooks)


async def _did_not_hold(db: Session, row: Reentry) -> None:
    """Before the next nomination they talk with the board again. Source: REE-06."""
    person = await person_of(db, row)
    if person is not None:
        await marks.mark_left(db, Departure(person.person_id, row.case_id, DepartureReason.TOLD_TO_LEAVE))


async def _row_of(db: Session, case_id: UUID) -> Reentry:
    return (await db.exec(select(Reentry).where(Reentry.case_id == case_id))).one()


async def decisions_of(
    db: Session, case_id: UUID
) -> list[tuple[ReentryDecision, BoardDecision, FederationRuling | None]]:
    """What moved it, in order; the ruling where it is the federation's."""
    rows = await db.exec(
        select(ReentryDecision, BoardDecision, FederationRuling)
        .join(BoardDecision, col(BoardDecision.id) == col(ReentryDecision.decision_id))
        .join(FederationRuling, col(FederationRuling.decision_id) == col(BoardDecision.id), isouter=True)
        .where(ReentryDecision.case_id == case_id)
        .order_by(col(BoardDecision.decided_at), col(BoardDecision.id))
    )
    return list(rows.all())


# How it moves


async def go_to(db: Session, held: HeldCase, row: Reentry, to: ReentryStatus) -> None:
    if not rules.may_move(row.status, to=to):
        raise NotNext
    before, row.status, row.status_since = row.status, to, clock.now()
    changed(db, held, row, "return-moved", before=before.value, after=to.value)
    await db.flush()


def changed(db: Session, held: HeldCase, row: Reentry, kind: str, **codes: str) -> None:
    row.version += 1
    db.add(row)
    cases.log(db, held, kind, text_id=None, **codes)
    audit.record(db, kind, actor=held.actor.tag, subject=held.id)


async def go_to_consultation(db: Session, held: HeldCase, row: Reentry) -> None:
    """The group is asked, or asked anew. Raises NotNext."""
    await go_to(db, held, row, ReentryStatus.CONSULTATION)
    row.advice = None


async def follow(db: Session, held: HeldCase, row: Reentry, *, hooks: CaseHooks) -> None:
    """The matter's stage among all others, and what is left of what made nominations wait. Source: PRN-05, REE-06."""
    person = await person_of(db, row)
    if row.status in rules.BACK and person is not None:
        await marks.mark_returned(db, person.person_id)
    await cases.lead_to(db, held, rules.STAGE_OF[row.status], hooks=hooks)


async def tell_who_leads(db: Session, held: HeldCase) -> None:
    """That something waits, to everyone whose work it is but the one who did it."""
    told = [
        PersonTag(grant.holder)
        for grant in await seated.active_grants(db, held.id)
        if grant.role in LEADING and grant.holder != held.actor.tag
    ]
    await notifications.notify_each(db, NoticeKind.SOMETHING_NEEDS_YOU, to=list(dict.fromkeys(told)), case_id=held.id)
