"""The due work that sends one notice. What is promised about what is sent twice stands in decision 42.

Three transactions: one asks again whether the reader may still know, and by which way and when they are told; one, as
the message is about to leave, writes that it is; one takes the row away when it has left. Between the second and the
third nobody can say whether it left. What is done about it is decided by the kind.
"""

import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from secrets import SystemRandom
from uuid import UUID

import anyio
from sqlalchemy import delete, or_, update
from sqlmodel import col, select

from app.core import clock
from app.core.database import Database, Session
from app.core.due_work import Handler, Job, schedule
from app.core.ids import new_id
from app.core.keys import PersonTag
from app.core.log import log, where
from app.notifications import rules
from app.notifications.choosing import choice_of, reach_of
from app.notifications.hooks import Link, OutboxHooks
from app.notifications.models import Notice, TextSent
from app.notifications.rules import ALARMS, NEVER_TWICE, Channel, QuietHours
from app.notifications.service import TEXT_JOB
from app.notifications.words import short_words, words
from app.people import service as people
from app.people.alarms import Alarm, AlarmKind
from app.people.association import association
from app.people.hooks import OfficeAlarmsAsked
from app.people.rules import local_date
from app.people.schemas import ContactDetail
from app.people.service import PersonFacts
from app.ports.handing_over import AboutTo, NotReached, PutOff, TurnedDown
from app.ports.mail import Mail, MailPort
from app.ports.sms import Sms, SmsPort

LONGEST_TALK_SECONDS = 40
"""With one server; shorter than a lease, so that what is not over by then is this worker's to clear up."""


@dataclass(frozen=True)
class Ways:
    """What leads out. `sms` is None where no text messages are sent."""

    mail: MailPort
    sms: SmsPort | None
    public_url: str
    quiet: QuietHours | None
    """Of whoever has not chosen."""

    def keeps_one_of_a_key(self, channel: Channel) -> bool:
        port = self.mail if channel is Channel.MAIL else self.sms
        return port is not None and port.keeps_one_of_a_key


class Overtaken(Exception):
    """Somebody else has it in hand, or it was withheld meanwhile."""


@dataclass(frozen=True)
class _Outgoing:
    notice: Notice
    """As it was read: nothing is written through it."""
    person_id: UUID
    send: Callable[[AboutTo], Awaitable[None]]


def sender_of(ways: Ways, hooks: OutboxHooks) -> Handler:
    async def send(database: Database, job: Job) -> datetime | None:
        found = await _prepare(database, job, ways=ways, hooks=hooks)
        if not isinstance(found, _Outgoing):
            return found
        try:
            with anyio.fail_after(LONGEST_TALK_SECONDS):
                await found.send(partial(_hand_over, database, job))
        except Overtaken:
            return None
        except Exception as fault:  # noqa: BLE001 - whatever a server or the line to it can do
            return await _after(fault, database, job, found, ways=ways)
        await _end(database, job)
        return None

    return send


# --- before ----------------------------------------------------------------------------------------------------


async def _prepare(database: Database, job: Job, *, ways: Ways, hooks: OutboxHooks) -> _Outgoing | datetime | None:
    """What leaves now; or when to ask again; or None where nobody may be told, or nobody wants to be."""
    async with database.writing() as db:  # a link made here is committed before it leaves
        notice = await _locked(db, UUID(job.subject))
        if notice is None:
            return None
        found = await _decide(db, notice, ways=ways, hooks=hooks)
        if found is None:
            await db.delete(notice)
        elif isinstance(found, _Outgoing):
            notice.claim, notice.handed_over_at = job.lease_token, None
        return found


async def _locked(db: Session, notice_id: UUID) -> Notice | None:
    """With all that waits for the same reader, in one order: two workers who make one of many block nobody."""
    recipient = select(Notice.recipient).where(col(Notice.id) == notice_id).scalar_subquery()
    theirs = select(Notice).where(col(Notice.recipient) == recipient).order_by(col(Notice.id)).with_for_update()
    return next((notice for notice in (await db.exec(theirs)).all() if notice.id == notice_id), None)


async def _decide(db: Session, notice: Notice, *, ways: Ways, hooks: OutboxHooks) -> _Outgoing | datetime | None:
    if _may_have_left(notice, ways):
        log.warning("a notice may have been sent and is not sent again")
        return None
    recipient = PersonTag(notice.recipient)
    if notice.case_id is not None and not await hooks.may_still_know(db, recipient, notice.case_id):
        return None
    person = await people.person_by_tag(db, recipient)
    if person is None or person.is_retired:
        return None
    if (held := await _held_until(db, notice, person, ways=ways)) is not None:
        notice.held_until = held
        return held
    if notice.channel is None:
        return None
    await _make_one_of_those_held(db, notice)
    make_link = hooks.links.get(notice.kind)
    link = await make_link(db, recipient, notice.about) if make_link else Link("/")
    return None if link is None else await _outgoing(db, notice, person, link=link, ways=ways)


async def _held_until(db: Session, notice: Notice, person: PersonFacts, *, ways: Ways) -> datetime | None:
    """By quiet hours until its way is chosen; by the limit of text messages after."""
    if notice.channel is None:
        held = await _choose_way(db, notice, person, ways=ways)
        if held is not None:
            return held
    if notice.channel is Channel.SMS and notice.kind not in ALARMS:
        allowed_at = await _text_allowed_at(db, notice)
        return allowed_at if allowed_at > clock.now() else None
    return None


def _may_have_left(notice: Notice, ways: Ways) -> bool:
    if notice.handed_over_at is None or notice.channel is None or notice.kind not in NEVER_TWICE:
        return False
    return not ways.keeps_one_of_a_key(notice.channel)


async def _choose_way(db: Session, notice: Notice, person: PersonFacts, *, ways: Ways) -> datetime | None:
    """Until when it is held; else it has its way, or none. Somebody told in two ways has a second row from now on."""
    chosen = await choice_of(db, person, default_quiet=ways.quiet)
    held = rules.held_until(notice.kind, chosen.quiet, at=clock.now(), useless_from=notice.useless_from)
    if held is not None:
        return held
    reach = reach_of(person, sends_texts=ways.sms is not None)
    found = rules.channels(notice.kind, chosen, reach)
    notice.channel = found[0] if found else None
    for other in found[1:]:
        again = Notice(
            **notice.model_dump(include={"kind", "recipient", "case_id", "about", "created_at", "useless_from"}),
            id=new_id(),
            channel=other,
        )
        db.add(again)
        await schedule(db, kind=TEXT_JOB, subject=str(again.id), due_at=clock.now())
    return None


async def _text_allowed_at(db: Session, notice: Notice) -> datetime:
    """When; now, it counts from now on. Tried again after a fault it counts again: rather one too few."""
    now = clock.now()
    await db.exec(delete(TextSent).where(col(TextSent.sent_at) <= now - rules.HOUR))
    sent = (await db.exec(select(TextSent.sent_at).where(TextSent.recipient == notice.recipient))).all()
    allowed_at = rules.text_allowed_at(sent, at=now)
    if allowed_at <= now:
        db.add(TextSent(recipient=notice.recipient, sent_at=now))
    return allowed_at


async def _make_one_of_those_held(db: Session, notice: Notice) -> None:
    """Those that waited as this one did say the same to the same reader: this one speaks for them."""
    if notice.held_until is None or notice.about is not None:
        return
    await db.exec(
        delete(Notice)
        .where(
            col(Notice.recipient) == notice.recipient,
            col(Notice.kind) == notice.kind,
            col(Notice.id) != notice.id,
            col(Notice.about).is_(None),
            col(Notice.held_until) <= clock.now(),
            or_(col(Notice.channel).is_(None), col(Notice.channel) == notice.channel),
            col(Notice.claim).is_(None),
        )
        .execution_options(synchronize_session=False)
    )


async def _outgoing(db: Session, notice: Notice, person: PersonFacts, *, link: Link, ways: Ways) -> _Outgoing | None:
    as_read, language = Notice(**notice.model_dump()), person.language.value
    if notice.channel is Channel.SMS:
        if ways.sms is None or person.telephone is None:
            return None
        text = short_words(notice.kind, language=language, address=ways.public_url)
        sms = Sms(key=notice.id.hex, to=person.telephone, text=text)
        return _Outgoing(as_read, person.id, partial(_send_text, ways.sms, sms))
    if not person.email:
        return None
    sender = (await association(db)).neutral_name
    said = words(notice.kind, language=language, link=ways.public_url + link.path, sender=sender)
    # Sent again after a crash it is another mail: of two that are named alike a mailbox may keep the one that is void.
    key = f"{notice.id.hex}-{secrets.token_hex(8)}" if link.voids_older else notice.id.hex
    mail = Mail(key=key, to=link.to or person.email, subject=said.subject, text=said.text)
    return _Outgoing(as_read, person.id, partial(_send_mail, ways.mail, mail))


async def _send_mail(port: MailPort, mail: Mail, about_to: AboutTo) -> None:
    await port.send(mail, about_to=about_to)


async def _send_text(port: SmsPort, sms: Sms, about_to: AboutTo) -> None:
    await port.send(sms, about_to=about_to)


# --- as it leaves, and after -----------------------------------------------------------------------------------


async def _hand_over(database: Database, job: Job) -> None:
    """Write that it is about to leave. Raises Overtaken where it was withheld, or somebody else took it, meanwhile."""
    async with database.writing() as db:
        mine = await db.exec(
            update(Notice)
            .where(col(Notice.id) == UUID(job.subject), col(Notice.claim) == job.lease_token)
            .values(handed_over_at=clock.now())
            .returning(col(Notice.id))
            .execution_options(synchronize_session=False)
        )
        if mine.first() is None:
            raise Overtaken


async def _end(database: Database, job: Job) -> None:
    async with database.writing() as db:
        await db.exec(delete(Notice).where(col(Notice.id) == UUID(job.subject), col(Notice.claim) == job.lease_token))


async def _after(fault: Exception, database: Database, job: Job, sent: _Outgoing, *, ways: Ways) -> datetime | None:
    """When it is tried again; None: it has ended, because it was turned down, or too old, or may have arrived."""
    log.warning("a notice was not sent", failures=sent.notice.failures + 1, error=where(fault))
    now = clock.now()
    async with database.writing() as db:
        notice = (
            await db.exec(
                select(Notice)
                .where(col(Notice.id) == UUID(job.subject), col(Notice.claim) == job.lease_token)
                .with_for_update()
            )
        ).first()
        if notice is None:
            return None
        was_said = isinstance(fault, NotReached | PutOff | TurnedDown)
        is_unknown = notice.handed_over_at is not None and not was_said
        is_ours = isinstance(fault, NotReached) or (notice.handed_over_at is None and not was_said)
        notice.failures += 1
        notice.failed_since = notice.failed_since or now
        notice.server_away_since = (notice.server_away_since or now) if is_ours else None
        is_given_up = rules.is_given_up(failed_since=notice.failed_since, at=now)
        if isinstance(fault, TurnedDown) or (is_given_up and isinstance(fault, PutOff)):
            await people.note_refused(db, sent.person_id, _detail_of(notice))
        if isinstance(fault, TurnedDown) or is_given_up or (is_unknown and _may_have_left(notice, ways)):
            await db.delete(notice)
            return None
        notice.claim = None
        if not is_unknown:
            notice.handed_over_at = None
        return now + rules.wait_after(notice.kind, failures=notice.failures, chance=SystemRandom().random())


def _detail_of(notice: Notice) -> ContactDetail:
    return ContactDetail.TELEPHONE if notice.channel is Channel.SMS else ContactDetail.EMAIL


async def tell_of_outbox(db: Session, asked: OfficeAlarmsAsked) -> None:
    """That nothing leaves, since which day. Neither whose notices wait nor how many: that would say that some do."""
    longest = clock.now() - rules.STANDS_STILL_AFTER
    since = (
        await db.exec(
            select(Notice.server_away_since)
            .where(col(Notice.server_away_since) <= longest)
            .order_by(col(Notice.server_away_since))
            .limit(1)
        )
    ).first()
    if since is not None:
        asked.found.append(Alarm(AlarmKind.NOTICES_STAND_STILL, on=local_date(since)))
