"""Asked, confirmed by a person, valid for a time. Asking looks at nothing that lies behind: it tells nothing by itself.

What lies behind is read only for whoever is to confirm; see `behind.py`. Source: REE-06.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete
from sqlmodel import col, func, select

from app.access.actor import SYSTEM, Actor
from app.access.rules import Office
from app.audit import service as audit
from app.core import clock
from app.core.database import Database, Session
from app.core.due_work import Job, schedule
from app.core.errors import InvalidInput, NotFound
from app.core.ids import new_id
from app.core.keys import PersonTag
from app.notifications import service as notifications
from app.notifications.rules import NoticeKind
from app.people import service as people
from app.policy import rules as policy_rules
from app.policy.loader import in_force
from app.policy.terms import Kept
from app.reentry.nominations import sealing
from app.reentry.nominations.behind import Everything, everything_of, judge
from app.reentry.nominations.errors import ConfirmedAlready, NominatedOneself, PersonUnknown, TooManyChecks
from app.reentry.nominations.models import NominationCheck, NominationWord
from app.reentry.nominations.rules import (
    MOST_A_DAY,
    NominationAnswer,
    Word,
    answer_in,
)

JOB = "nomination-check"
TELL_JOB = "nomination-answered"
A_DAY = timedelta(days=1)


# Asking


async def ask(db: Session, person_id: UUID, *, actor: Actor, check_id: UUID) -> NominationCheck:
    """Put the question. The answer to this is the same about everyone in the register.

    Raises NominatedOneself, PersonUnknown, TooManyChecks.
    """
    if person_id == actor.person_id:
        raise NominatedOneself
    try:
        found = await people.person(db, person_id)
    except NotFound:
        raise PersonUnknown(fields=[("body.person_id", "unknown-person")]) from None
    if found.is_external:
        raise PersonUnknown(fields=[("body.person_id", "unknown-person")])
    now = clock.now()
    recent = select(func.count()).where(NominationCheck.asked_by == actor.tag, NominationCheck.asked_at > now - A_DAY)
    if (await db.exec(recent)).one() >= MOST_A_DAY:
        raise TooManyChecks(retry_after_seconds=int(A_DAY.total_seconds()))
    check = NominationCheck(
        id=check_id,
        asked_by=actor.tag,
        sealed_subject=sealing.seal_subject(db.keys, person_id, check_id=check_id),
        asked_at=now,
        ends_at=policy_rules.cleared_at(in_force(), kept=Kept.DRAFTS, since=now),
    )
    db.add(check)
    await db.flush()
    await schedule(db, kind=JOB, subject=str(check_id), due_at=now)
    audit.record(db, "nomination-asked", actor=actor.tag, subject=check_id)
    return check


@dataclass(frozen=True)
class Asked:
    """A question as whoever asked it sees it."""

    check: NominationCheck
    about: UUID
    name: str
    answer: NominationAnswer | None
    valid_until: datetime | None


async def asked_by(db: Session, actor: Actor) -> list[Asked]:
    """Their own, the newest first, until nothing is left of them."""
    rows = await db.exec(
        select(NominationCheck)
        .where(NominationCheck.asked_by == actor.tag, NominationCheck.ends_at > clock.now())
        .order_by(col(NominationCheck.asked_at).desc(), col(NominationCheck.id).desc())
    )
    return await _as_asked(db, rows.all())


async def check_of(db: Session, check_id: UUID, *, actor: Actor) -> Asked:
    """Raises NotFound for any but one's own, and once nothing is left of it."""
    rows = await db.exec(
        select(NominationCheck).where(
            NominationCheck.id == check_id,
            NominationCheck.asked_by == actor.tag,
            NominationCheck.ends_at > clock.now(),
        )
    )
    found = await _as_asked(db, rows.all())
    if not found:
        raise NotFound
    return found[0]


async def _as_asked(db: Session, checks: Sequence[NominationCheck]) -> list[Asked]:
    words = await _words(db, checks)
    names = {each.person_id: each.display_name for each in (await people.names_by_tag(db)).values()}
    shown = []
    for check in checks:
        about = sealing.subject_of(db.keys, check.sealed_subject, check_id=check.id)
        word = answer_in(words[check.id].values())
        shown.append(
            Asked(
                check=check,
                about=about,
                name=names.get(about, ""),
                answer=word.answer if word else None,
                valid_until=_valid_until(word.said_at) if word else None,
            )
        )
    return shown


def _valid_until(said_at: datetime) -> datetime:
    return said_at + in_force().deadlines.nomination_check_valid


async def _words(db: Session, checks: Sequence[NominationCheck]) -> dict[UUID, dict[str, Word]]:
    """By check and by who said it."""
    found: dict[UUID, dict[str, Word]] = {check.id: {} for check in checks}
    rows = await db.exec(select(NominationWord).where(col(NominationWord.check_id).in_([check.id for check in checks])))
    for row in rows.all():
        said = sealing.word_of(db.keys, row.sealed, word_id=row.id)
        found[row.check_id][row.said_by] = Word(said.answer, said.counts, row.said_at)
    return found


# Confirming


@dataclass(frozen=True)
class Waiting:
    """A question as whoever is asked to confirm it sees it."""

    check: NominationCheck
    about: UUID
    name: str
    suggestion: NominationAnswer


async def waiting_for(db: Session, actor: Actor) -> list[Waiting]:
    """What waits for this person's word, the oldest first."""
    if actor.person_id is None:
        return []
    checks = await _open_checks(db)
    words = await _words(db, checks)
    everything = await everything_of(db)
    found = []
    for check in checks:
        if actor.tag in words[check.id] or answer_in(words[check.id].values()):
            continue
        judged = judge(db, everything, check)
        if actor.person_id in judged.asked:
            name = everything.register.name_of(judged.about)
            found.append(Waiting(check, judged.about, name, judged.suggested_to(actor.person_id)))
    return found


async def _open_checks(db: Session) -> Sequence[NominationCheck]:
    rows = await db.exec(
        select(NominationCheck)
        .where(NominationCheck.ends_at > clock.now())
        .order_by(col(NominationCheck.asked_at), col(NominationCheck.id))
    )
    return rows.all()


async def confirm(db: Session, check_id: UUID, *, answer: NominationAnswer, reason: str, actor: Actor) -> None:
    """A person says what holds; otherwise than was suggested to them, they say why. No system answers. Source: REE-06.

    A word that does not count is written, told and scheduled for like any other.

    Raises:
        NotFound: it is not asked of them, or it is answered.
        ConfirmedAlready, InvalidInput
    """
    if actor.person_id is None:
        raise NotFound
    rows = await db.exec(
        select(NominationCheck)
        .where(NominationCheck.id == check_id, NominationCheck.ends_at > clock.now())
        .with_for_update()
    )
    checks = rows.all()
    words = await _words(db, checks)
    everything = await everything_of(db)
    if not checks:
        raise NotFound
    (check,) = checks
    if actor.tag in words[check.id]:
        raise ConfirmedAlready
    judged = judge(db, everything, check)
    if actor.person_id not in judged.asked or answer_in(words[check.id].values()):
        raise NotFound
    if answer is not judged.suggested_to(actor.person_id) and not reason:
        raise InvalidInput(fields=[("body.reason", "missing")])
    word_id, now = new_id(), clock.now()
    said = sealing.SaidWord(answer, judged.counts(actor.person_id), reason)
    db.add(
        NominationWord(
            id=word_id,
            check_id=check.id,
            said_by=actor.tag,
            sealed=sealing.seal_word(db.keys, said, word_id=word_id),
            said_at=now,
        )
    )
    check.ends_at = _valid_until(now)
    await db.flush()
    await schedule(db, kind=TELL_JOB, subject=str(word_id), due_at=now)
    audit.record(db, "nomination-confirmed", actor=actor.tag, subject=check.id)


# By themselves


async def follow(database: Database, job: Job) -> datetime | None:
    """The leased job of one question: tells those who are asked, asks the next when nobody answers, and clears it."""
    async with database.writing() as db:
        check = (await db.exec(select(NominationCheck).where(NominationCheck.id == UUID(job.subject)))).first()
        if check is None:
            return None
        words = (await _words(db, [check]))[check.id]
        now, next_after = clock.now(), in_force().deadlines.nomination_confirmed
        if check.ends_at <= now:
            await _clear(db, check)
            return None
        if answer_in(words.values()):
            return check.ends_at
        await _tell(db, await everything_of(db), check, words)
        periods = (now - check.asked_at) // next_after + 1
        return min(check.asked_at + periods * next_after, check.ends_at)


async def _tell(db: Session, everything: Everything, check: NominationCheck, words: Mapping[str, Word]) -> None:
    """Those who are asked since the time before. Where nobody's word would count, the federation is told that help is
    needed, as for a report that nobody can take.
    """
    waited, next_after = clock.now() - check.asked_at, in_force().deadlines.nomination_confirmed
    is_first = waited < next_after
    asked = judge(db, everything, check, waited=waited)
    before = [] if is_first else judge(db, everything, check, waited=waited - next_after).asked
    tags = [db.keys.person_tag(person_id) for person_id in asked.asked if person_id not in before]
    await notifications.notify_each(db, NoticeKind.SOMETHING_NEEDS_YOU, to=[tag for tag in tags if tag not in words])
    if is_first and not any(asked.counts(person_id) for person_id in asked.asked):
        outside = [each for each in everything.register.holders_of(Office.FEDERATION) if each != asked.about]
        await notifications.notify_each(
            db, NoticeKind.OUTSIDE_HELP, to=[db.keys.person_tag(person_id) for person_id in outside]
        )


async def tell_answered(database: Database, job: Job) -> None:
    """The leased job of one word: if it is the one that counts, whoever asked is told that there is something."""
    async with database.writing() as db:
        word = (await db.exec(select(NominationWord).where(NominationWord.id == UUID(job.subject)))).first()
        if word is None:
            return
        check = (await db.exec(select(NominationCheck).where(NominationCheck.id == word.check_id))).one()
        answer = answer_in((await _words(db, [check]))[check.id].values())
        if answer is not None and answer.said_at == word.said_at:
            # Another system asks again by itself, and has no mailbox.
            await notifications.notify(db, NoticeKind.SOMETHING_NEEDS_YOU, to=PersonTag(check.asked_by))


async def _clear(db: Session, check: NominationCheck) -> None:
    await db.exec(delete(NominationWord).where(col(NominationWord.check_id) == check.id))
    await db.flush()
    await db.delete(check)
    audit.record(db, "nomination-cleared", actor=SYSTEM.tag, subject=check.id)
