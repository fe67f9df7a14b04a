"""Being in touch with the affected person, as it was promised. Source: AFF-06, ORG-03, ASP-01, ASM-03, KNO-03."""

from datetime import UTC, datetime, time, timedelta
from uuid import UUID

from sqlmodel import select

from app.access.rules import CaseRole, Compartment
from app.audit import service as audit
from app.cases import service as cases
from app.cases.access import HeldCase
from app.cases.errors import CaseClosed
from app.cases.models import SealedText
from app.cases.rules import OPEN_STAGES, TextKind
from app.cases.seated import active_grants
from app.company.errors import NobodyToRead, NoContactKept, NotPaused
from app.company.messages import messages_of, seen_until
from app.company.models import ContactEntry
from app.company.rules import REACHED, MessageFacts, to_be_told
from app.company.schemas import ContactLineWrite, MessageWrite, PauseWrite, RhythmWrite
from app.core import clock, idempotency
from app.core.database import Session
from app.core.errors import InvalidInput
from app.core.ids import new_id
from app.core.keys import PersonTag
from app.notifications import service as notifications
from app.notifications.rules import NoticeKind
from app.people import service as people
from app.people.rules import TIMEZONE, local_date
from app.plans import service as plans
from app.plans.appointing import steps_with
from app.plans.models import ContactRhythm
from app.plans.rhythm import can_be_agreed
from app.plans.touching import in_touch
from app.policy.loader import load
from app.policy.terms import Act


def require_contact(held: HeldCase) -> None:
    """Raises CompartmentNotOpen, CaseClosed, NoContactKept."""
    held.require_compartment(Compartment.SUPPORT)
    if held.case.stage not in OPEN_STAGES:
        raise CaseClosed
    if not steps_with(held, Act.KEEP_IN_TOUCH):
        raise NoContactKept


async def note(db: Session, held: HeldCase, written: ContactLineWrite, *, entry_id: UUID) -> ContactEntry:
    """A line in the contact log. Who was reached counts as a contact; a try, or handing over, keeps the next one due.

    Raises InvalidInput for what is yet to happen or came before the case, and what `require_contact` does.
    """
    require_contact(held)
    at, now = written.happened_at or clock.now(), clock.now()
    if not held.case.opened_at - timedelta(days=1) <= at <= now:
        raise InvalidInput(fields=[("body.happened_at", "not-in-the-past")])
    step_id = await in_touch(db, held, at=at) if written.way in REACHED else None
    entry = ContactEntry(
        id=entry_id,
        case_id=held.id,
        way=written.way,
        happened_at=at,
        note_text_id=await _sealed(db, held, TextKind.CONTACT_NOTE, written.note),
        need_text_id=await _sealed(db, held, TextKind.CONTACT_NEED, written.need),
        step_id=step_id,
        noted_by=held.actor.tag,
        noted_at=now,
    )
    db.add(entry)
    # In the chained log that something was noted, and not how it went: others read along there.
    audit.record(db, "contact-noted", actor=held.actor.tag, subject=held.id)
    await db.flush()
    return entry


async def _sealed(db: Session, held: HeldCase, kind: TextKind, text: str) -> UUID | None:
    return (await cases.write(db, held, Compartment.SUPPORT, kind=kind, text=text)).id if text else None


async def send_once(db: Session, held: HeldCase, written: MessageWrite, *, key: str | None) -> None:
    """The same message that comes twice, over a bad line, is one. Raises what `send` does, and IdempotencyKeyReused."""
    require_contact(held)
    claim = await idempotency.claim(
        db, key=key, actor=held.actor.tag, route=f"contact message {held.id}", body=written, new_id=new_id()
    )
    if claim.is_new:
        await send(db, held, written.text)


async def send(db: Session, held: HeldCase, text: str) -> SealedText:
    """To the other side, who is told that something waits and never what. Raises NobodyToRead."""
    require_contact(held)
    others = await _other_side(db, held)
    if not others:
        raise NobodyToRead
    before = [MessageFacts(each.author, each.created_at) for each in await messages_of(db, held.id)]
    row = await cases.write(db, held, Compartment.SUPPORT, kind=TextKind.MESSAGE, text=text)
    known = await people.names_by_tag(db)
    for tag in to_be_told(before, readers=others, author=held.actor.tag):
        if PersonTag(tag) in known:  # whoever comes back by a receipt code has no address here
            await notifications.notify(db, NoticeKind.SOMETHING_NEEDS_YOU, to=PersonTag(tag), case_id=held.id)
    return row


async def _other_side(db: Session, held: HeldCase) -> dict[str, datetime]:
    """Who a message is for, with up to what they have read. Of the affected person's, whoever is beside them, and
    the officers where nobody is.
    """
    grants = await active_grants(db, held.id)
    seen = await seen_until(db, [held.id])

    def holding(role: CaseRole) -> dict[str, datetime]:
        return {
            each.holder: seen.get((held.id, each.holder), each.given_at)
            for each in grants
            if each.role is role and Compartment.SUPPORT in each.compartments and each.holder != held.actor.tag
        }

    if CaseRole.AFFECTED not in held.roles:
        return holding(CaseRole.AFFECTED)
    return holding(CaseRole.CONTACT_PERSON) or holding(CaseRole.SECURITY_OFFICER)


async def agree(db: Session, held: HeldCase, wanted: RhythmWrite) -> None:
    """Another rhythm than the policy's, within what it lets. Raises InvalidInput, and as `require_contact`."""
    require_contact(held)
    times = load(held.case.policy_name, held.case.policy_version).deadlines
    every = timedelta(days=wanted.every_days) if wanted.every_days else None
    least, most = times.check_in_shortest, times.check_in_longest
    if not can_be_agreed(every=every, weekdays=wanted.weekdays, shortest=least, longest=most):
        raise InvalidInput(fields=[("body.weekdays" if wanted.weekdays else "body.every_days", "not-agreeable")])
    row = await _rhythm(db, held)
    row.every_days, row.weekdays = wanted.every_days, sorted(wanted.weekdays)
    row.agreed_by, row.agreed_at = held.actor.tag, clock.now()
    audit.record(db, "contact-rhythm-agreed", actor=held.actor.tag, subject=held.id)
    await plans.settle(db, held.case)


async def pause(db: Session, held: HeldCase, wanted: PauseWrite) -> None:
    """Nothing reminds and nothing is late until then, or until they say so. Source: PRN-04.

    Raises InvalidInput for a day that is not to come, and as `require_contact`.
    """
    require_contact(held)
    if wanted.until is not None and wanted.until <= local_date(clock.now()):
        raise InvalidInput(fields=[("body.until", "in-the-past")])
    row = await _rhythm(db, held)
    row.is_paused, row.paused_by, row.paused_at = True, held.actor.tag, clock.now()
    row.paused_until = (
        datetime.combine(wanted.until, time(), TIMEZONE).astimezone(UTC) + _by(held) if wanted.until else None
    )
    audit.record(db, "contact-paused", actor=held.actor.tag, subject=held.id)
    await plans.settle(db, held.case)


def _by(held: HeldCase) -> timedelta:
    return load(held.case.policy_name, held.case.policy_version).deadlines.check_in_by


async def resume(db: Session, held: HeldCase) -> None:
    """Raises NotPaused, and as `require_contact`."""
    require_contact(held)
    row = await _rhythm(db, held)
    now = clock.now()
    if not row.is_paused or (row.paused_until is not None and row.paused_until <= now):
        raise NotPaused
    # What fell due meanwhile is due from now on, and not late for what they wanted.
    row.paused_until = now
    audit.record(db, "contact-resumed", actor=held.actor.tag, subject=held.id)
    await plans.settle(db, held.case)


async def _rhythm(db: Session, held: HeldCase) -> ContactRhythm:
    row = (await db.exec(select(ContactRhythm).where(ContactRhythm.case_id == held.id))).first()
    if row is None:
        row = ContactRhythm(case_id=held.id)
        db.add(row)
    return row
