"""A day with the police or in court, and who comes along. Each function takes the case as its actor holds it."""

from datetime import datetime
from uuid import UUID

from sqlmodel import col, select

from app.access.rules import CaseRole, Compartment
from app.audit import service as audit
from app.cases import service as cases
from app.cases.access import HeldCase, is_barred
from app.cases.models import Grant
from app.cases.rules import TextKind
from app.cases.seated import active_grants
from app.company.days import rules
from app.company.days.errors import CannotComeAlong, CompanyNotWanted, DayNotYet, DayOver, NotYoursToAnswer
from app.company.days.models import CompanyDay, CompanyDayLine
from app.company.days.rules import CompanyState, CompanyWish, DayDeed, DayFacts, DayState, Described
from app.company.days.schemas import CompanyAsk, CompanyDayWrite
from app.company.service import require_contact
from app.core import clock, idempotency
from app.core.database import Session
from app.core.due_work import schedule
from app.core.errors import InvalidInput, NotFound
from app.core.ids import new_id
from app.core.keys import PersonTag
from app.core.versions import require_version
from app.notifications import service as notifications
from app.notifications.rules import NoticeKind
from app.people.rules import at_local

JOB = "company-reminder"
COMES_ALONG = frozenset({CaseRole.CONTACT_PERSON, CaseRole.SECURITY_OFFICER})


def beside(grants: list[Grant]) -> set[str]:
    """Tags of those of the association's who read what is said beside the affected person."""
    return {
        each.holder
        for each in grants
        if each.role in COMES_ALONG and Compartment.SUPPORT in each.compartments and each.suspended_at is None
    }


def facts(row: CompanyDay, *, beside: set[str]) -> DayFacts:
    """Whoever is replaced has said yes to nothing any more."""
    is_gone = row.company_tag is not None and row.company_tag not in beside
    company = CompanyState.NOBODY if is_gone else row.company
    return DayFacts(row.starts_at, row.state, row.wish, company)


async def days_of(db: Session, case_id: UUID) -> list[CompanyDay]:
    rows = await db.exec(
        select(CompanyDay).where(CompanyDay.case_id == case_id).order_by(col(CompanyDay.starts_at), col(CompanyDay.id))
    )
    return list(rows.all())


async def enter_once(db: Session, held: HeldCase, wanted: CompanyDayWrite, *, key: str | None) -> None:
    """Raises InvalidInput for what is not to come, IdempotencyKeyReused, and what `require_contact` does."""
    require_contact(held)
    claim = await idempotency.claim(
        db, key=key, actor=held.actor.tag, route=f"company day {held.id}", body=wanted, new_id=new_id()
    )
    if not claim.is_new:
        return
    row = CompanyDay(
        id=claim.made_id,
        case_id=held.id,
        starts_at=_moment(wanted),
        text_id=await _described(db, held, wanted),
        state=DayState.PLANNED,
        wish=CompanyWish.NOT_ANSWERED,
        company=CompanyState.NOBODY,
        version=0,
    )
    db.add(row)
    await db.flush()
    await _keep(db, held, row, DayDeed.ENTERED)


async def change(db: Session, held: HeldCase, day_id: UUID, wanted: CompanyDayWrite, *, seen: str) -> None:
    """Another time, or other words. Whoever said yes, said it to another time: they are asked again.

    Raises NotFound, VersionMismatch, DayOver, InvalidInput, and what `require_contact` does.
    """
    row = await _planned(db, held, day_id, seen=seen)
    moved_to = _moment(wanted, before=row.starts_at)
    is_moved = moved_to != row.starts_at
    row.starts_at, row.text_id = moved_to, await _described(db, held, wanted)
    if is_moved and row.company is not CompanyState.NOBODY:
        row.company, row.reminded_at = CompanyState.ASKED, None
        await _tell_asked(db, held, row)
    await _keep(db, held, row, DayDeed.MOVED if is_moved else DayDeed.REWORDED)


async def end(db: Session, held: HeldCase, day_id: UUID, state: DayState, *, seen: str) -> None:
    """It was held, or is called off. Raises as `change`, and DayNotYet."""
    row = await _planned(db, held, day_id, seen=seen)
    if state is DayState.HELD and row.starts_at > clock.now():
        raise DayNotYet
    row.state = state
    await _keep(db, held, row, DayDeed(state.value))


async def wish(db: Session, held: HeldCase, day_id: UUID, *, is_wanted: bool) -> None:
    """The affected person's word, by whoever writes it down. Where they want nobody, nobody is asked. Source: PRN-04.

    Raises NotFound, DayOver, and what `require_contact` does.
    """
    row = await _planned(db, held, day_id)
    row.wish = CompanyWish.WANTED if is_wanted else CompanyWish.NOT_WANTED
    if not is_wanted:
        row.company, row.company_tag, row.company_text_id = CompanyState.NOBODY, None, None
    await _keep(db, held, row, DayDeed(row.wish.value))


async def ask(db: Session, held: HeldCase, day_id: UUID, wanted: CompanyAsk) -> None:
    """Who comes along: they say yes themselves, whoever asks for it. Whoever names themselves has said yes.

    Raises NotFound, DayOver, CompanyNotWanted, CannotComeAlong, InvalidInput, and what `require_contact` does.
    """
    row = await _planned(db, held, day_id)
    if row.wish is not CompanyWish.WANTED:
        raise CompanyNotWanted
    if (wanted.person_id is None) == (wanted.name is None):
        raise InvalidInput(fields=[("body.person_id", "one-of-two")])
    row.company, row.reminded_at = CompanyState.ASKED, None
    row.company_tag, row.company_text_id = None, None
    if wanted.name is not None:
        text = await cases.write(db, held, Compartment.SUPPORT, kind=TextKind.COMPANY, text=wanted.name)
        row.company_text_id = text.id
    else:
        row.company_tag = await _of_theirs(db, held, wanted.person_id)
    await _keep(db, held, row, DayDeed.ASKED)
    if row.company_tag == held.actor.tag:
        await answer(db, held, day_id, accepts=True)
    else:
        await _tell_asked(db, held, row)


async def answer(db: Session, held: HeldCase, day_id: UUID, *, accepts: bool) -> None:
    """Of somebody from outside, who has no way in here, whoever asked them writes it down.

    Raises NotFound, DayOver, CompanyNotWanted, NotYoursToAnswer, and what `require_contact` does.
    """
    row = await _planned(db, held, day_id)
    if row.company is CompanyState.NOBODY:
        raise CompanyNotWanted
    if row.company_tag is not None and row.company_tag != held.actor.tag:
        raise NotYoursToAnswer
    row.company = CompanyState.ACCEPTED if accepts else CompanyState.DECLINED
    now = clock.now()
    # Who says yes on the day before knows of it.
    row.reminded_at = now if accepts and rules.reminder_at(row.starts_at) <= now else None
    await _keep(db, held, row, DayDeed(row.company.value))


def _moment(wanted: CompanyDayWrite, *, before: datetime | None = None) -> datetime:
    """Raises InvalidInput for what is not to come, but for a time that stands already."""
    if wanted.clock.tzinfo is not None:
        raise InvalidInput(fields=[("body.clock", "invalid")])
    at = at_local(wanted.day, wanted.clock.replace(second=0, microsecond=0))
    if at != before and not rules.may_be_entered(at, now=clock.now()):
        raise InvalidInput(fields=[("body.day", "not-within-three-years")])
    return at


async def _described(db: Session, held: HeldCase, wanted: CompanyDayWrite) -> UUID:
    text = rules.written(Described(wanted.kind, wanted.words))
    return (await cases.write(db, held, Compartment.SUPPORT, kind=TextKind.COMPANY, text=text)).id


async def _of_theirs(db: Session, held: HeldCase, person_id: UUID | None) -> str:
    if person_id is None or await is_barred(db, case_id=held.id, person_id=person_id):
        raise CannotComeAlong
    tag = db.keys.person_tag(person_id)
    if tag not in beside(await active_grants(db, held.id)):
        raise CannotComeAlong
    return tag


async def _planned(db: Session, held: HeldCase, day_id: UUID, *, seen: str | None = None) -> CompanyDay:
    held.require_compartment(Compartment.SUPPORT)
    query = select(CompanyDay).where(CompanyDay.id == day_id, CompanyDay.case_id == held.id).with_for_update()
    row = (await db.exec(query)).first()
    if row is None:
        raise NotFound
    if seen is not None:
        require_version(seen, current=row.version)
    require_contact(held)
    if row.state is not DayState.PLANNED:
        raise DayOver
    return row


async def _tell_asked(db: Session, held: HeldCase, row: CompanyDay) -> None:
    if row.company_tag not in {None, held.actor.tag}:
        await notifications.notify(
            db,
            NoticeKind.SOMETHING_NEEDS_YOU,
            to=PersonTag(str(row.company_tag)),
            case_id=held.id,
            useless_from=row.starts_at,
        )


async def _keep(db: Session, held: HeldCase, row: CompanyDay, deed: DayDeed) -> None:
    """The row with its trace, and the reminder that follows from it."""
    row.version += 1
    db.add(row)
    db.add(
        CompanyDayLine(
            case_id=held.id,
            day_id=row.id,
            deed=deed,
            starts_at=row.starts_at,
            done_by=held.actor.tag,
            done_at=clock.now(),
        )
    )
    # In the chained log that there was something, as of every contact: others read along there.
    audit.record(db, "company-day-changed", actor=held.actor.tag, subject=held.id)
    await db.flush()
    due = rules.reminder_due(
        facts(row, beside={str(row.company_tag)}), is_reminded=row.reminded_at is not None, now=clock.now()
    )
    if due is not None and row.company_tag is not None:
        await schedule(db, kind=JOB, subject=str(held.id), due_at=due)
