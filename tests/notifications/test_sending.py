"""What leaves the outbox, when, and how often: with a server that fails as the test says, by a turned clock."""

from datetime import time, timedelta
from itertools import pairwise
from uuid import UUID, uuid4

import anyio
import pytest
from fastapi import FastAPI
from sqlalchemy import update
from sqlmodel import col, select
from structlog.testing import capture_logs

from app.access.rules import CaseRole, Office
from app.core import clock
from app.core.database import Database
from app.core.due_work import DueJob, lease
from app.core.keys import Keys
from app.core.settings import Settings
from app.notifications import rules
from app.notifications.hooks import OutboxHooks
from app.notifications.models import Notice
from app.notifications.rules import NEVER_TWICE, Channel, NoticeKind
from app.notifications.sending import Ways, sender_of
from app.notifications.service import JOBS, notify
from app.people.models import Person
from app.ports.handing_over import AboutTo, NotReached, PutOff, TurnedDown, nobody_asks
from app.ports.mail import Mail
from app.worker import work
from tests.support.actors import Actors
from tests.support.cases import a_case, a_member
from tests.support.factories import a_person, a_term, an_association, today
from tests.support.outbox import Faulty, Outbox, an_outbox, clock_at

pytestmark = pytest.mark.anyio

API = "/api/v1"
NUMBER = "+46701740605"
WITH_A_ROW = {NoticeKind.INVITATION, NoticeKind.VOTE_SUMMONS, NoticeKind.VOTE_REMINDER}
"""What needs a row to be about, and has tests of its own where such rows are made."""


@pytest.fixture
async def outbox(app: FastAPI, settings: Settings) -> Outbox:
    made = an_outbox(app, settings)
    async with made.database.writing() as db:
        await an_association(db)
    return made


async def someone(outbox: Outbox, *offices: Office, email: str = "kim@example.org", number: str | None = None) -> UUID:
    async with outbox.database.writing() as db:
        person = await a_person(db, email=email, telephone=number, verified_on=today())
        for office in offices:
            await a_term(db, office, person=person)
        return person.id


async def tell(outbox: Outbox, person_id: UUID, *kinds: NoticeKind, case_id: UUID | None = None) -> None:
    async with outbox.database.writing() as db:
        for kind in kinds:
            await notify(db, kind, to=db.keys.person_tag(person_id), case_id=case_id)


async def alarms(as_actor: Actors, *offices: Office) -> list[dict[str, object]]:
    client = await as_actor(*offices)
    found = (await client.get(f"{API}/office-alarms")).json()["items"]
    return [each for each in found if each["kind"] in {"contact-refused", "notices-stand-still"}]


async def due_in(outbox: Outbox) -> timedelta:
    """Until the only notice is tried next."""
    async with outbox.database.reading() as db:
        (job,) = (await db.exec(select(DueJob).where(col(DueJob.kind).in_(JOBS)))).all()
    return job.due_at - clock.now()


async def tried_until(outbox: Outbox, *, times: int) -> list[timedelta]:
    """The waits between so many tries, each at the moment when it is due."""
    waits: list[timedelta] = []
    passed = timedelta()
    for _ in range(times):
        with clock.turned(passed):
            await outbox.work()
            if not await outbox.rows():
                break
            waits.append(await due_in(outbox))
        passed += waits[-1]
    return waits


CERTAINLY_NOT_SENT = [NotReached(), PutOff(), OSError(), TimeoutError()]


@pytest.mark.parametrize("fault", CERTAINLY_NOT_SENT, ids=lambda each: type(each).__name__)
async def test_what_certainly_did_not_leave_is_tried_later_each_time_and_then_sent_once(
    outbox: Outbox, fault: Exception
) -> None:
    await tell(outbox, await someone(outbox), NoticeKind.SOMETHING_NEEDS_YOU)
    outbox.mail.before = fault
    with clock_at(time(9)):
        waits = await tried_until(outbox, times=4)
        assert outbox.mail.tried == 4
        assert all(later > wait for wait, later in pairwise(waits))
        outbox.mail.before = None
        with clock.turned(sum(waits, timedelta())):
            await outbox.work()
            await outbox.work()
    assert len(outbox.mail.sent) == 1
    assert await outbox.rows() == []


@pytest.mark.policy("ORG-06")
async def test_a_day_later_it_is_given_up_and_our_own_fault_is_held_against_no_address(
    outbox: Outbox, as_actor: Actors
) -> None:
    person_id = await someone(outbox, Office.SECURITY_OFFICER)
    await tell(outbox, person_id, NoticeKind.SOMETHING_NEEDS_YOU)
    outbox.mail.before = NotReached()
    with clock_at(time(9)):
        waits = await tried_until(outbox, times=3)
        with clock.turned(sum(waits, timedelta()) + rules.STANDS_STILL_AFTER):
            assert [each["kind"] for each in await alarms(as_actor, Office.CHAIR)] == ["notices-stand-still"]
        await tried_until(outbox, times=80)
        assert await outbox.rows() == []
        assert await alarms(as_actor, Office.CHAIR) == []
    assert outbox.mail.tried < 40


@pytest.mark.policy("ORG-06", "CON-01")
async def test_an_address_that_turns_mail_down_ends_the_notice_and_shows_no_more_than_that_it_does(
    outbox: Outbox, as_actor: Actors
) -> None:
    """To whoever looks after contact details, of offices that must be reached; of anyone else to nobody but them."""
    officer, member = await someone(outbox, Office.SECURITY_OFFICER), await someone(outbox, email="bo@example.org")
    outbox.mail.before = TurnedDown()
    await tell(outbox, officer, NoticeKind.SOMETHING_NEEDS_YOU)
    await tell(outbox, member, NoticeKind.SOMETHING_NEEDS_YOU)
    with clock_at(time(9)):
        for _ in range(3):
            await outbox.work()
    assert outbox.mail.tried == 2
    assert await outbox.rows() == []
    for office in (Office.ADMINISTRATOR, Office.CHAIR, Office.BOARD_MEMBER):
        (alarm,) = await alarms(as_actor, office)
        assert alarm["person_id"] == str(officer)
        assert [alarm[name] for name in ("on", "office", "term_id")] == [None, None, None], "nor when, nor why"
    administrator = await as_actor(Office.ADMINISTRATOR)
    shown = (await administrator.get(f"{API}/people/{member}")).text
    assert "refused" not in shown
    themself = await as_actor(person=member)
    assert (await themself.get(f"{API}/me/notices")).json()["is_mail_refused"]
    tried = {"details": ["email"]}
    assert (await administrator.post(f"{API}/people/{officer}/contact-verification", json=tried)).status_code == 200
    assert await alarms(as_actor, Office.CHAIR) == []


@pytest.mark.parametrize("kind", [kind for kind in NoticeKind if kind not in WITH_A_ROW])
@pytest.mark.one_database
async def test_of_what_may_have_left_only_what_must_arrive_is_sent_again_and_under_the_same_name(
    outbox: Outbox, kind: NoticeKind
) -> None:
    await tell(outbox, await someone(outbox), kind)
    outbox.mail.after = ConnectionResetError()
    with clock_at(time(12)):
        await outbox.work()
        outbox.mail.after = None
        with clock.turned(timedelta(hours=1)):
            await outbox.work()
    assert await outbox.rows() == []
    assert len(outbox.mail.sent) == (1 if kind in NEVER_TWICE else 2)
    assert len({mail.key for mail in outbox.mail.sent}) == 1


async def left_in_the_window(outbox: Outbox, *, is_marked: bool) -> None:
    """As a killed worker leaves it: before it says that the mail is about to leave, or after."""
    async with outbox.database.writing() as db:
        for notice in (await db.exec(select(Notice))).all():
            notice.claim, notice.channel = uuid4(), Channel.MAIL
            notice.handed_over_at = clock.now() if is_marked else None


@pytest.mark.parametrize("moment", ["before", "in the window"])
async def test_whoever_finds_it_after_a_crash_sends_what_was_certainly_not_sent_and_alarms_in_any_case(
    outbox: Outbox, moment: str
) -> None:
    is_marked = moment == "in the window"
    person_id = await someone(outbox, number=NUMBER)
    await tell(outbox, person_id, NoticeKind.SOMETHING_NEEDS_YOU, NoticeKind.NEEDS_YOU_NOW)
    await left_in_the_window(outbox, is_marked=is_marked)
    with clock_at(time(12)):
        await outbox.work()
        await outbox.work()
    assert len(outbox.mail.sent) == (1 if is_marked else 2)
    assert await outbox.rows() == []


async def test_a_worker_that_comes_back_too_late_hands_nothing_over(outbox: Outbox) -> None:
    """It was asleep between asking and sending; by then another had sent, or a bar had taken the notice away."""
    await tell(outbox, await someone(outbox), NoticeKind.SOMETHING_NEEDS_YOU)

    class Sleepy(Faulty):
        async def send(self, mail: Mail, *, about_to: AboutTo = nobody_asks) -> None:
            async with outbox.database.writing() as db:
                await db.exec(update(Notice).values(claim=uuid4()))
            await super().send(mail, about_to=about_to)

    sleepy = Sleepy()
    send = sender_of(Ways(mail=sleepy, sms=None, public_url="", quiet=None), OutboxHooks(may_still_know=_yes))
    job = await lease(outbox.database, kinds=frozenset(JOBS))
    assert job is not None
    assert await send(outbox.database, job) is None
    assert sleepy.sent == []
    assert len(await outbox.rows()) == 1, "it is the other's now"


async def _yes(*_asked: object) -> bool:
    return True


async def test_two_workers_at_once_send_each_of_many_once_and_make_one_of_those_that_waited(
    outbox: Outbox, settings: Settings, keys: Keys
) -> None:
    people = [await someone(outbox, email=f"member{number}@example.org") for number in range(20)]
    with clock_at(time(23)):
        for person_id in people:
            await tell(outbox, person_id, *[NoticeKind.SOMETHING_NEEDS_YOU] * 3)
        await outbox.work()
    assert outbox.mail.sent == []
    others = [Database(settings.resolved_database_url, keys=keys, pool_size=2) for _ in range(2)]
    with clock_at(time(8), days=2):
        async with anyio.create_task_group() as tasks:
            for other in others:
                tasks.start_soon(work, other, outbox.app.state.due_work)
        await outbox.work()
    for other in others:
        await other.close()
    assert sorted(mail.to for mail in outbox.mail.sent) == sorted(f"member{number}@example.org" for number in range(20))
    assert await outbox.rows() == []


# --- quiet hours -------------------------------------------------------------------------------------------------


@pytest.mark.policy("ORG-06")
async def test_at_night_an_alarm_comes_at_once_and_the_rest_in_the_morning(outbox: Outbox) -> None:
    person_id = await someone(outbox, number=NUMBER)
    with clock_at(time(23)):
        await tell(outbox, person_id, *[kind for kind in NoticeKind if kind not in WITH_A_ROW])
        await outbox.work()
        at_night = [mail.subject for mail in outbox.mail.sent]
        assert len(at_night) == len(rules.ALARMS)
        assert len(outbox.sms.to(NUMBER)) == len(rules.ALARMS)
        with clock.turned(timedelta(hours=7, minutes=59)):
            await outbox.work()
            assert len(outbox.mail.sent) == len(at_night)
        with clock.turned(timedelta(hours=8)):
            await outbox.work()
    held = set(NoticeKind) - WITH_A_ROW - rules.ALARMS
    assert len(outbox.mail.sent) == len(at_night) + len(held)
    assert await outbox.rows() == []


@pytest.mark.policy("CON-01")
async def test_what_was_held_is_never_sent_to_somebody_barred_meanwhile(outbox: Outbox, database: Database) -> None:
    """Neither the row that a bar took away nor one that somebody forgot; of two that would become one, the other comes."""
    async with database.writing() as db:
        officer = await a_member(db, Office.SECURITY_OFFICER)
        barred, other = await a_member(db), await a_member(db)
        case = await a_case(db, officer=officer, barred=[barred], others={CaseRole.CONSULTED: [other]})
    with clock_at(time(23)):
        for each in (barred, other):
            await tell(outbox, each.person_id, NoticeKind.SOMETHING_NEEDS_YOU, case_id=case.id)
        async with database.writing() as db:  # it was held before the bar: nothing asked then
            for notice in (await db.exec(select(Notice))).all():
                notice.held_until = clock.now() + timedelta(hours=8)
        with clock.turned(timedelta(hours=9)):
            await outbox.work()
            told = {mail.to for mail in outbox.mail.sent}
            assert await address_of(database, other.person_id) in told
            assert await address_of(database, barred.person_id) not in told
            await tell(outbox, barred.person_id, NoticeKind.SOMETHING_NEEDS_YOU)
            await outbox.work()
    assert len(outbox.mail.to(await address_of(database, barred.person_id))) == 1, "the control: not of the case"
    assert await outbox.rows() == []


async def address_of(database: Database, person_id: UUID) -> str:
    async with database.reading() as db:
        email = (await db.exec(select(Person.email).where(Person.id == person_id))).one()
    assert email
    return email


# --- by which way ------------------------------------------------------------------------------------------------


@pytest.mark.policy("ORG-06")
async def test_nobody_gets_more_than_a_few_text_messages_an_hour_and_an_alarm_counts_for_none(
    outbox: Outbox, as_actor: Actors
) -> None:
    person_id = await someone(outbox, number=NUMBER)
    client = await as_actor(person=person_id)
    chosen = {"ordinary": ["sms"], "alarms": ["sms"], "quiet": None}
    assert (await client.put(f"{API}/me/notices", json=chosen)).status_code == 200
    with clock_at(time(12)):
        await tell(outbox, person_id, *[NoticeKind.SOMETHING_NEEDS_YOU] * 9)
        await outbox.work()
        assert len(outbox.sms.sent) == rules.TEXTS_AN_HOUR
        await tell(outbox, person_id, NoticeKind.NEEDS_YOU_NOW)
        await outbox.work()
        assert len(outbox.sms.sent) == rules.TEXTS_AN_HOUR + 1
        with clock.turned(timedelta(hours=1)):
            await outbox.work()
        assert len(outbox.sms.sent) == rules.TEXTS_AN_HOUR + 2, "the six that waited are one"
    assert outbox.mail.sent == []
    assert await outbox.rows() == []


@pytest.mark.policy("ORG-06")
async def test_an_alarm_goes_both_ways_and_a_fault_of_one_keeps_the_other_from_nothing(outbox: Outbox) -> None:
    person_id = await someone(outbox, number=NUMBER)
    outbox.mail.before = NotReached()
    await tell(outbox, person_id, NoticeKind.NEEDS_YOU_NOW)
    with clock_at(time(3)):
        await outbox.work()
    assert [sms.to for sms in outbox.sms.sent] == [NUMBER]
    (left,) = await outbox.rows()
    assert left.channel is Channel.MAIL


@pytest.mark.policy("CON-01", "PRN-02")
async def test_the_outbox_and_the_log_hold_no_word_no_address_and_no_name(outbox: Outbox, database: Database) -> None:
    async with database.writing() as db:
        officer = await a_member(db, Office.SECURITY_OFFICER, name="Kanarie Exempel")
        case = await a_case(db, officer=officer)
    outbox.mail.before = NotReached()
    with capture_logs() as logged, clock_at(time(12)):
        await tell(outbox, officer.person_id, NoticeKind.NEEDS_YOU_NOW, case_id=case.id)
        await outbox.work()
        rows = [row for row in await outbox.rows() if row.recipient == officer.tag]
    assert rows
    assert "a notice was not sent" in str(logged), "the control: it is said that one was not"
    kept = str([row.model_dump(mode="json") for row in rows]) + str(logged)
    for word in ("Kanarie", "@", case.reference, str(officer.person_id), "http", "+46"):
        assert word not in kept
    assert str(case.id) not in str(logged)
    assert officer.tag not in str(logged)
