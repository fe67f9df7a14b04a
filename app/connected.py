"""Where something low causes something high: the listeners of every room's hooks, registered at start-up."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from uuid import UUID

from app.access.rules import CONFIRMED_OFFICES, OFFICES_OF_TRUST, Office
from app.auth.hooks import account_made, account_rekeyed
from app.auth.service import at_own_address, invitation_links
from app.cases import access, seated
from app.cases.hooks import CaseHooks
from app.cases.models import Case
from app.company.days.reading import tell_of_days
from app.company.messages import tell_of_messages
from app.conflicts import past_terms
from app.conflicts.barring import DUTIES
from app.conflicts.hooks import LiftedBar, barred, lifted
from app.conflicts.passing_over import follow_answer
from app.core import clock
from app.core.database import Session
from app.core.due_work import schedule
from app.core.keys import PersonTag
from app.core.settings import Settings
from app.disclosures import ending as overrides
from app.disclosures import reading as breaking
from app.events import service as events
from app.events.hooks import event_changed
from app.informing import service as informing
from app.notifications.hooks import Link, OutboxHooks
from app.notifications.rules import NoticeKind
from app.notifications.sending import tell_of_outbox
from app.notifications.service import notify
from app.oncall.watching import tell_of_rota
from app.people import service as people
from app.people.hooks import (
    OfficeAlarmsAsked,
    OfficeChange,
    PersonChange,
    office_alarms_asked,
    office_changed,
    person_added,
    person_changed,
)
from app.plans import service as plans
from app.plans.now import AlarmsAsked, alarms_asked
from app.policy import loader
from app.proceedings import votes_of_case
from app.proceedings.exclusion import service as exclusion
from app.proceedings.hooks import (
    Exonerated,
    decision_adopted,
    decision_proposed,
    departure_fell,
    exonerated,
    person_left,
)
from app.proceedings.mapping import service as mapping
from app.proceedings.mapping import settling
from app.proceedings.measures import following as measures
from app.proceedings.meetings import ruling, seats
from app.proceedings.meetings import service as meetings
from app.reentry import consulting, marks
from app.reentry import service as returns
from app.retention import reading as retention_reading
from app.retention import service as retention
from app.safety import following as safety_following
from app.safety import reading as safety_reading
from app.safety import service as safety
from app.votes.hooks import CertifiedVote, OverturnedVote, certified, overturned, summoned
from app.votes.reminding import if_still_to_draw
from app.votes.running import make_link

WARNINGS = (
    NoticeKind.APPOINTMENT,
    NoticeKind.ACCOUNT_MADE,
    NoticeKind.ACCOUNT_CHANGED,
    NoticeKind.PERSON_CHANGED,
)
"""Of what someone may have done who should not."""


def connect_rooms(settings: Settings) -> OutboxHooks:
    """Register every listener, say where the written policy lies, and give the outbox its questions.

    Raises PolicyUnknown when the association's own folder holds no published policy: nothing starts without one.
    """
    loader.read_from(settings.policy_dir)
    loader.current(loader.IN_FORCE)
    office_changed.register(_tell_of_office)
    person_changed.register(_tell_of_person)
    person_added.register(informing.person_was_added)
    event_changed.register(safety_following.follow_event)
    account_made.register(_tell_of_account)
    account_rekeyed.register(_suspend_and_tell)
    summoned.register(votes_of_case.tell_group)
    certified.register(_carry_out_result)
    overturned.register(_take_back_result)
    barred.register(overrides.end_of_the_barred)
    lifted.register(_bar_lifted)
    person_left.register(marks.mark_left)
    departure_fell.register(marks.mark_fell)
    exonerated.register(_lift_what_hung_on_it)
    decision_proposed.register(returns.require_decidable)
    decision_adopted.register(returns.follow_decision)
    alarms_asked.register(_tell_of_what_waits)
    office_alarms_asked.register(_tell_of_what_is_amiss)
    return OutboxHooks(
        may_still_know=access.may_know,
        links={
            NoticeKind.INVITATION: invitation_links(timedelta(seconds=settings.invitation_seconds)),
            NoticeKind.VOTE_SUMMONS: make_link,
            NoticeKind.VOTE_REMINDER: if_still_to_draw,
            **dict.fromkeys(WARNINGS, at_own_address),
            **dict.fromkeys((NoticeKind.SHIFT_CHANGED, NoticeKind.TEST_ALARM), _to_rota),
        },
    )


def case_hooks() -> CaseHooks:
    """Every room that lays duties on a case."""
    return CaseHooks(
        duties=(
            plans.open_duties,
            votes_of_case.open_duties,
            mapping.open_duties,
            measures.open_duties,
            meetings.open_duties,
            ruling.awaited,
            overrides.open_duties,
            safety.open_duties,
        ),
        category_changed=(plans.category_changed, mapping.category_changed, measures.category_changed),
        stage_changed=(
            plans.stage_changed,
            mapping.stage_changed,
            measures.stage_changed,
            exclusion.stage_changed,
            retention.stage_changed,
        ),
        consent_answered=(follow_answer,),
        confirmation_taken_back=(measures.set_words_aside,),
    )


async def _to_rota(_db: Session, _to: PersonTag, _about: UUID | None) -> Link:
    return Link("/jour")


async def _tell_of_what_waits(db: Session, asked: AlarmsAsked) -> None:
    await exclusion.tell_of_late(db, asked)
    await settling.tell_of_waiting(db, asked)
    await seats.tell_of_called(db, asked)
    await breaking.tell_of_waiting(db, asked)
    await safety_reading.tell_of_waiting(db, asked)
    await retention_reading.alarms(db, asked)
    await tell_of_messages(db, asked)
    await tell_of_days(db, asked)


async def _tell_of_what_is_amiss(db: Session, asked: OfficeAlarmsAsked) -> None:
    await tell_of_rota(db, asked)
    await tell_of_outbox(db, asked)
    asked.found += [*await informing.alarms(db), *await events.alarms(db)]


async def _carry_out_result(db: Session, result: CertifiedVote) -> None:
    await exclusion.open_mandatory(db, result)
    await votes_of_case.follow_result(db, result)
    await consulting.follow_advice(db, result)


async def _take_back_result(db: Session, result: OverturnedVote) -> None:
    await exclusion.lose_ground(db, result)
    await votes_of_case.follow_overturning(db, result)
    await consulting.follow_overturning(db, result)


LIFTED_WITH_THE_ACCUSATION: Sequence[Callable[[Session, Case, str], Awaitable[None]]] = (
    measures.lift_for,
    exclusion.lift_for,
)
"""`lift_for` of every part of the proceedings that lays something on an accused. Source: KNO-12, PRN-05."""


async def _bar_lifted(db: Session, of: LiftedBar) -> None:
    """By two, without a finding: whoever is not kept out is not accused either. Source: PRN-05."""
    await measures.bar_lifted(db, of)
    await exclusion.bar_lifted(db, of)


async def _lift_what_hung_on_it(db: Session, of: Exonerated) -> None:
    for lift_for in LIFTED_WITH_THE_ACCUSATION:
        await lift_for(db, of.case, of.subject)


async def _tell_of_office(db: Session, change: OfficeChange) -> None:
    """Who becomes chair, officer or administrator is told to everyone who could notice that it is wrong."""
    if change.office in CONFIRMED_OFFICES:
        await tell_officers(db, NoticeKind.APPOINTMENT)
    await informing.look_again(db)
    if change.office in DUTIES.values():
        await schedule(db, kind=past_terms.JOB, due_at=clock.now())


async def _tell_of_person(db: Session, change: PersonChange) -> None:
    """Not of one's own new name: whoever else writes another name or address there could be taking a place over."""
    if change.by != db.keys.person_tag(change.person_id) and await _is_trusted(db, change.person_id):
        await tell_officers(db, NoticeKind.PERSON_CHANGED)


async def _tell_of_account(db: Session, person_id: UUID) -> None:
    if await _is_trusted(db, person_id):
        await tell_officers(db, NoticeKind.ACCOUNT_MADE)


async def _is_trusted(db: Session, person_id: UUID) -> bool:
    return not OFFICES_OF_TRUST.isdisjoint(await people.offices_to_come(db, person_id))


async def _suspend_and_tell(db: Session, person_id: UUID) -> None:
    await seated.suspend_all(db, person_id)
    await tell_officers(db, NoticeKind.ACCOUNT_CHANGED)


async def tell_officers(db: Session, kind: NoticeKind) -> None:
    """Whoever could notice that something is wrong: chair, vice chair and security officers."""
    for office in (Office.CHAIR, Office.VICE_CHAIR, Office.SECURITY_OFFICER):
        for person_id in await people.holders_of(db, office):
            await notify(db, kind, to=db.keys.person_tag(person_id))
