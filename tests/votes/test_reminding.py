"""Who has not drawn at a distance is reminded twice at most, without a link, and not once they have."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import delete
from sqlmodel import select
from structlog.testing import capture_logs

from app.access.rules import Office
from app.connected import connect_rooms
from app.core import clock
from app.core.due_work import do_what_is_due, schedule
from app.core.settings import Settings
from app.notifications.models import Notice
from app.notifications.rules import NoticeKind, quiet_hours_of
from app.notifications.sending import Ways, sender_of
from app.notifications.service import JOBS
from app.people.rules import TIMEZONE
from app.ports.mail import Mail
from app.votes import conflicts
from app.votes.access import load
from app.votes.roll import service as roll
from app.votes.rules import LAST_REMINDER_BEFORE_CLOSE, SHORTEST_PAUSE, next_reminder
from app.votes.running import REMINDER_JOB
from tests.support.prepared import Alone
from tests.support.voting import LINK, Assemble, Assembly

HALF, LAST = timedelta(hours=12, minutes=1), timedelta(hours=22, minutes=1)
"""Just after the two reminders of a drawing of 24 hours."""


def reminders(assembly: Assembly) -> list[Mail]:
    return [mail for mail in assembly.mail.sent if mail.subject == "Din länk är inte använd än"]


async def due_after(assembly: Assembly, time: timedelta) -> None:
    """What is due so long after the summons, and the mail that comes of it."""
    with clock.turned(time):
        for _ in range(2):
            await assembly.due()


@pytest.mark.anyio
async def test_who_has_not_drawn_is_reminded_half_way_and_two_hours_before_it_closes(assemble: Assemble) -> None:
    assembly = await assemble(4)
    assembly.way = Alone()  # it is to the minute
    pages = await assembly.until_summoned()
    await pages[0].draw()
    await due_after(assembly, timedelta(hours=11, minutes=59))
    assert reminders(assembly) == []
    await due_after(assembly, HALF)
    assert len({mail.to for mail in reminders(assembly)}) == len(reminders(assembly)) == 3
    await pages[1].draw()
    await due_after(assembly, timedelta(hours=21, minutes=59))
    assert len(reminders(assembly)) == 3
    await due_after(assembly, LAST)
    assert len({mail.to for mail in reminders(assembly)[3:]}) == len(reminders(assembly)[3:]) == 2
    await due_after(assembly, timedelta(hours=23))
    assert len(reminders(assembly)) == 5


@pytest.mark.anyio
async def test_a_reminder_carries_no_link_gives_nothing_away_and_leaves_the_first_link_as_it_was(
    assemble: Assemble,
) -> None:
    assembly = await assemble(3)
    pages = await assembly.until_summoned()
    with capture_logs() as logged:
        await due_after(assembly, HALF)
    assert len(reminders(assembly)) == 3
    for mail in reminders(assembly):
        assert LINK.search(mail.text) is None
        for word in ("http", "Kanarie", "röst", "vote", "förtroende", assembly.vote_id):
            assert word not in mail.subject + mail.text
    assert "example.org" not in str(logged)
    assert "Kanarie" not in str(logged)
    for page in pages:
        await page.draw()


@pytest.mark.anyio
async def test_nobody_is_reminded_twice_of_the_same_however_often_it_falls_due(assemble: Assemble) -> None:
    assembly = await assemble(3)
    await assembly.until_summoned()
    for _ in range(3):
        async with assembly.database.writing() as db:
            await schedule(db, kind=REMINDER_JOB, subject=assembly.vote_id, due_at=clock.now())
        await due_after(assembly, HALF)
    assert len({mail.to for mail in reminders(assembly)}) == len(reminders(assembly)) == 3


@pytest.mark.anyio
async def test_what_was_missed_while_nothing_ran_is_told_once_and_nothing_after_drawing(assemble: Assemble) -> None:
    assembly = await assemble(3)
    await assembly.until_summoned()
    await due_after(assembly, timedelta(hours=23))
    await due_after(assembly, timedelta(hours=23, minutes=30))
    assert len(reminders(assembly)) == 3
    await assembly.set_times()
    await assembly.summon()
    await due_after(assembly, timedelta(hours=24))
    assert len(reminders(assembly)) == 3, "none came in time for the second round"


@pytest.mark.anyio
async def test_in_a_room_someone_speaks_and_nobody_is_mailed(assemble: Assemble) -> None:
    assembly = await assemble(3)
    await assembly.until_summoned(held="in_a_room")
    assert (await assembly.read())["next_reminder_at"] is None
    await due_after(assembly, timedelta(hours=30))
    assert reminders(assembly) == []


@pytest.mark.anyio
async def test_a_slips_holder_is_reminded_too_and_their_slip_still_opens(assemble: Assemble) -> None:
    assembly = await assemble(2)
    pages = await assembly.until_summoned()
    async with assembly.database.writing() as db:
        for entry in await roll.entries_of(db, UUID(assembly.vote_id)):
            entry.is_on_paper = True
    await due_after(assembly, HALF)
    assert len(reminders(assembly)) == 2
    for page in pages:
        await page.draw()


@pytest.mark.anyio
@pytest.mark.parametrize("why", ["drew", "cancelled", "struck", "convened anew", "closed"])
async def test_a_reminder_that_waits_in_the_outbox_is_withheld_once_it_is_too_late(
    assemble: Assemble, why: str
) -> None:
    assembly = await assemble(2)
    pages = await assembly.until_summoned()
    with clock.turned(HALF):
        remind = {REMINDER_JOB: assembly.app.state.due_work[REMINDER_JOB]}
        assert await do_what_is_due(assembly.database, remind) == 1
        async with assembly.database.reading() as db:
            kinds = [notice.kind for notice in (await db.exec(select(Notice))).all()]
        assert kinds == [NoticeKind.VOTE_REMINDER] * 2, "the control: both wait to be sent"
        match why:
            case "drew":
                for page in pages:
                    await page.draw()
            case "cancelled":
                await assembly.lead("cancellation", {"reason": "It was withdrawn"})
            case "struck":
                async with assembly.database.writing() as db:
                    vote = await load(db, UUID(assembly.vote_id), to_change=True)
                    await conflicts.keep_away(db, vote, assembly.voters[0], is_off_roll=True, by="test")
            case "convened anew":
                await assembly.set_times()
    with clock.turned(timedelta(hours=24, minutes=1) if why == "closed" else HALF):
        await assembly.due()
    assert reminders(assembly) == []


@pytest.mark.anyio
async def test_only_who_leads_reads_when_a_reminder_is_sent_and_not_when_everyone_has_drawn(
    assemble: Assemble,
) -> None:
    assembly = await assemble(2)
    pages = await assembly.until_summoned()
    told = await assembly.read()
    half = datetime.fromisoformat(told["summoned_at"]) + timedelta(hours=12)
    assert abs(datetime.fromisoformat(told["next_reminder_at"]) - half) < timedelta(minutes=1)
    for other in (
        await assembly.as_actor(person=assembly.voters[0]),
        await assembly.as_actor(Office.SECURITY_OFFICER),
    ):
        assert (await assembly.read(other))["next_reminder_at"] is None
    for page in pages:
        await page.draw()
    assert (await assembly.read())["next_reminder_at"] is None


@given(
    drawing=st.timedeltas(min_value=timedelta(minutes=1), max_value=timedelta(days=14)),
    late=st.timedeltas(min_value=timedelta(), max_value=timedelta(days=2)),
)
def test_reminders_are_two_at_most_an_hour_apart_at_least_and_end_before_drawing(
    drawing: timedelta, late: timedelta
) -> None:
    summoned = datetime(2026, 3, 2, 9, tzinfo=UTC)
    closes, told = summoned + drawing, [summoned]
    while True:
        after = told[-1] if len(told) > 1 else None
        due_at = next_reminder(summoned_at=summoned, reminded_at=after, closes_at=closes)
        if due_at is None:
            break
        assert due_at in {summoned + drawing / 2, closes - LAST_REMINDER_BEFORE_CLOSE}
        assert summoned < due_at < closes
        assert due_at - told[-1] >= SHORTEST_PAUSE
        told.append(due_at + late)  # as late as the server was
    assert len(told) <= 3


@pytest.mark.parametrize(
    ("hours", "reminded_after"), [(1, []), (2, [1]), (4, [2]), (5, [2.5]), (6, [3, 4]), (24, [12, 22])]
)
def test_a_short_drawing_has_fewer_reminders(hours: int, reminded_after: list[float]) -> None:
    summoned = datetime(2026, 3, 2, 9, tzinfo=UTC)
    closes, found = summoned + timedelta(hours=hours), list[datetime]()
    while at := next_reminder(summoned_at=summoned, reminded_at=found[-1] if found else None, closes_at=closes):
        found.append(at)
    assert found == [summoned + timedelta(hours=after) for after in reminded_after]


@pytest.mark.anyio
async def test_a_reminder_waits_for_the_morning_unless_drawing_closes_before(
    assemble: Assemble, settings: Settings
) -> None:
    assembly = await assemble(3)
    await assembly.until_summoned()
    now = clock.now()
    # Night falls around the reminder, and is over an hour before drawing closes, or half an hour after.
    for hours, comes in ((11, 0), (12.5, 3)):
        begins, ends = now + HALF - timedelta(minutes=15), now + HALF + timedelta(hours=hours)
        quiet = "-".join(f"{each.astimezone(TIMEZONE):%H:%M}" for each in (begins, ends))
        by_night = Ways(mail=assembly.mail, sms=None, public_url="", quiet=quiet_hours_of(quiet))
        send = sender_of(by_night, connect_rooms(settings))
        assembly.app.state.due_work |= dict.fromkeys(JOBS, send)
        await due_after(assembly, HALF)
        assert len(reminders(assembly)) == comes
        if not comes:
            async with assembly.database.writing() as db:
                await db.exec(delete(Notice))
                vote = await load(db, UUID(assembly.vote_id), to_change=True)
                vote.reminded_at = None
                await schedule(db, kind=REMINDER_JOB, subject=assembly.vote_id, due_at=clock.now())
