"""A closed case until its end: its day, the word beforehand, two who keep it longer, and that nothing is left of it."""

import gc
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import anyio
import pytest
from fastapi import FastAPI
from sqlmodel import col, select, update

from app.audit.models import AuditEvent
from app.cases.models import Case
from app.cases.rules import Conclusion
from app.core import clock
from app.core.database import Database, Session
from app.core.due_work import DueJob
from app.notifications.models import Notice
from app.people.models import Person
from app.people.rules import local_date
from app.policy.loader import current
from app.policy.rules import end_of
from app.policy.terms import Category, Kept, Stage
from app.ports.mail import RecordedMail
from app.proceedings.exclusion.models import ExclusionCase
from app.proceedings.exclusion.rules import ExclusionGround, ExclusionStatus
from app.proceedings.hooks import Departure, DepartureReason
from app.reentry import marks
from app.reentry.models import DepartureMark, Reentry
from app.reentry.rules import ReentryStatus
from app.retention import belonging, due
from app.tables import metadata
from app.vault.models import KeyWrap
from app.votes.models import Vote
from app.votes.rules import VoteStatus
from app.worker import work
from tests.support.actors import Actors
from tests.support.cases import a_case
from tests.support.closing import brought_to
from tests.support.destroyed import nothing_is_left, rows_of_case
from tests.support.factories import an_association
from tests.support.matters import Matter, a_matter
from tests.support.stored import everything_stored, rows_by_table
from tests.support.voting import Assemble

pytestmark = [pytest.mark.anyio, pytest.mark.policy("PRN-05")]

RETENTION = current("standard").retention
WHY = "Åklagaren har inte bestämt sig än."
DAY = timedelta(days=1)
SHORT, LONG = (
    end_of(RETENTION.periods[kept].keep, since=clock.now()) - clock.now()
    for kept in (Kept.UNSUBSTANTIATED_CASE, Kept.CASE)
)
HOUR = timedelta(hours=1)


class Closed:
    """A matter that was closed, and what its people do about it."""

    def __init__(self, app: FastAPI, matter: Matter) -> None:
        self.app, self.matter = app, matter
        self.database: Database = app.state.database

    @property
    def path(self) -> str:
        return self.matter.path

    async def due(self) -> None:
        await work(self.database, self.app.state.due_work)

    async def comes_to(self, stage: Stage, conclusion: Conclusion | None = None) -> None:
        await brought_to(self.app, self.matter.case_id, stage, conclusion)

    async def day(self, who: str = "officer") -> dict[str, Any]:
        answer = await self.matter.clients[who].get(f"{self.path}/retention")
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    async def send(self, path: str, body: Any = None, *, by: str, code: str | None = None) -> dict[str, Any]:
        answer = await self.matter.clients[by].post(self.path + path, json=body)
        assert (answer.json().get("code") if answer.status_code >= 400 else None) == code, answer.text
        return dict(answer.json())

    async def ask(self, until: date, *, by: str = "officer", code: str | None = None) -> dict[str, Any]:
        told = await self.send("/holds", {"reason": WHY, "until": until.isoformat()}, by=by, code=code)
        return dict(told["holds"][0]) if code is None else told

    async def is_there(self) -> bool:
        async with self.database.reading() as db:
            return (await db.exec(select(Case.id).where(Case.id == self.matter.case_id))).first() is not None

    async def notices(self) -> set[str]:
        async with self.database.reading() as db:
            rows = await db.exec(select(Notice.recipient).where(Notice.case_id == self.matter.case_id))
            names: dict[str, str] = {member.tag: name for name, member in self.matter.members.items()}
            return {names[each] for each in rows.all()}


async def a_closed_one(
    app: FastAPI, as_actor: Actors, *, conclusion: Conclusion | None = None, category: Category = Category.PARTY
) -> Closed:
    closed = Closed(app, await a_matter(app.state.database, as_actor, category=category, has_affected=True))
    await closed.comes_to(Stage.CLOSED, conclusion)
    return closed


async def with_all_that_can_stand_on_it(closed: Closed, assemble: Assemble) -> str:
    """A vote, an exclusion case, a departure, and a matter of return that points at it; gives the vote's id."""
    assembly = await assemble(5)
    await assembly.raise_vote()
    await assembly.convene()
    await assembly.lock()
    matter = closed.matter
    await matter.name("board_member")
    async with closed.database.writing() as db:
        vote = (await db.exec(select(Vote))).one()
        vote.case_id, vote.status = matter.case_id, VoteStatus.CANCELLED
        db.add(ended_exclusion(matter))
        person_id = matter.members["board_member"].person_id
        with clock.turned(9 * DAY):
            await marks.mark_left(db, Departure(person_id, matter.case_id, DepartureReason.TOLD_TO_LEAVE))
        await a_return(db, matter)
    return assembly.vote_id


def ended_exclusion(matter: Matter) -> ExclusionCase:
    return ExclusionCase(
        case_id=matter.case_id,
        subject="ab" * 16,
        ground=next(iter(ExclusionGround)),
        status=ExclusionStatus.CLOSED,
        begun_at=clock.now(),
    )


async def a_return(db: Session, matter: Matter) -> None:
    returning = await a_case(db, category=Category.REENTRY, officer=matter.members["officer"])
    now = clock.now()
    db.add(
        Reentry(
            case_id=returning.id,
            subject="cd" * 16,
            status=next(iter(ReentryStatus)),
            status_since=now,
            applied_at=now,
            is_own_wish=False,
            earlier_case_id=matter.case_id,
        )
    )
    await db.flush()


async def test_on_its_day_nothing_of_it_is_left_in_the_database_and_what_has_its_own_life_is(
    app: FastAPI, as_actor: Actors, assemble: Assemble, tmp_path: Path
) -> None:
    closed = Closed(app, await a_matter(app.state.database, as_actor, has_affected=True))
    matter, database = closed.matter, closed.database
    vote_id = await with_all_that_can_stand_on_it(closed, assemble)
    asked = {"kind": "opening", "compartment": "report", "person_id": str(matter.members["vice_chair"].person_id)}
    await closed.send("/overrides", asked | {"reason": "Hon svarar inte."}, by="officer")
    await closed.comes_to(Stage.CLOSED)
    with clock.turned(LONG - 2 * DAY):
        hold = await closed.ask(local_date(clock.now()) + 3 * DAY)
        await closed.send(f"/holds/{hold['id']}/agreement", by="chair")
    before = await rows_by_table(database)
    theirs = rows_of_case(before, matter.case_id)
    assert {table for table, _ in theirs} >= {
        *("matter", "key_wrap", "sealed_text", "case_grant", "case_hold", "case_log", "case_bar", "case_override"),
        *("vote", "roll_entry", "exclusion_case", "due_job", "notice", "compartment_version", "case_step"),
    }
    with clock.turned(LONG):
        await closed.due()
        assert await closed.is_there(), "held"
    with clock.turned(LONG + 3 * DAY):
        await closed.due()
        await closed.due()
    gc.collect()
    after = await rows_by_table(database)
    assert rows_of_case(after, matter.case_id) == []
    nothing_is_left(theirs, after, await everything_stored(database, tmp_path))
    assert [(row["case_id"], row["reason"].value) for row in after["departure_mark"]] == [(None, "told_to_leave")]
    assert [row["earlier_case_id"] for row in after["reentry"]] == [None]
    assert len(after["matter"]) == 1, "the matter of return is untouched"
    (event,) = [row for row in after["audit_event"] if row["kind"] == "case-destroyed"]
    assert (event["actor"], event["subject"], event["codes"]) == ("system", str(matter.case_id), {})
    async with database.reading() as db:
        person_id = matter.members["board_member"].person_id
        assert marks.of_person(db.keys, list((await db.exec(select(DepartureMark))).all()), person_id)
    for client in matter.clients.values():
        for path in (matter.path, f"{matter.path}/retention", f"/api/v1/votes/{vote_id}"):
            assert (await client.get(path)).status_code == 404
        assert (await client.get("/api/v1/cases")).json()["items"] == []


def test_what_goes_with_a_case_is_known_table_by_table() -> None:
    """A new table that names a case goes with it. One that does not is named here."""
    stays = {
        *("association", "person", "term", "account", "invitation", "known_device", "sign_in_session", "api_client"),
        *("key_holder", "slow_down_count", "idempotency_record", "due_job", "audit_event", "audit_batch"),
        *("nomination_check", "nomination_word", "departure_mark"),
        *("on_call_shift", "test_alarm", "test_alarm_answer", "notice_choice", "text_sent"),
        *("association_event", "season", "members_informed", "member_joined"),
    }
    assert set(metadata.tables) - set(belonging.tables_of_cases()) == stays


@pytest.mark.one_database
async def test_the_policys_own_numbers_by_outcome_and_only_while_it_is_closed(app: FastAPI, as_actor: Actors) -> None:
    closed = await a_closed_one(app, as_actor, conclusion=Conclusion.NOT_SUBSTANTIATED)
    told = await closed.day()
    assert abs(date.fromisoformat(told["destroyed_on"]) - local_date(clock.now() + SHORT)) <= DAY
    assert not told["is_kept_longer"]
    await closed.comes_to(Stage.REOPENED)
    assert (await closed.day())["destroyed_on"] is None
    await closed.ask(local_date(clock.now()) + DAY, code="case-not-closed")
    with clock.turned(SHORT + DAY):
        await closed.due()
        assert await closed.is_there(), "it was reopened"
        await closed.comes_to(Stage.CLOSED, Conclusion.PERPETRATOR_UNIDENTIFIED)
        told = await closed.day("affected")
        assert abs(date.fromisoformat(told["destroyed_on"]) - local_date(clock.now() + LONG)) < 4 * DAY
        await closed.ask(local_date(clock.now() + LONG + 9 * DAY), code="invalid-input")
    with clock.turned(SHORT + 2 * DAY):
        assert (await closed.day("officer"))["first_day"] is None, "no hold reaches so far yet"


@pytest.mark.policy("PRN-01")
async def test_those_who_lead_are_told_beforehand_and_nobody_else_is(
    app: FastAPI, as_actor: Actors, mail: RecordedMail
) -> None:
    matter = await a_matter(app.state.database, as_actor, has_affected=True)
    async with app.state.database.writing() as db:
        await an_association(db)
    await matter.name("second_officer")
    closed = Closed(app, matter)
    await closed.comes_to(Stage.CLOSED)
    with clock.turned(LONG - RETENTION.warned_before - DAY):
        await closed.due()
        assert await closed.notices() == set()
        assert (await matter.clients["chair"].get("/api/v1/now")).json()["alarms"] == []
    sent = len(mail.sent)
    with clock.turned(LONG - RETENTION.warned_before + HOUR):
        await closed.due()
        await closed.due()
        for who, alarms in (("officer", 1), ("chair", 1), ("affected", 0), ("contact", 0), ("second_officer", 0)):
            found = (await matter.clients[who].get("/api/v1/now")).json()["alarms"]
            assert [each["kind"] for each in found] == ["destroyed-soon"] * alarms, who
        there = await matter.clients["second_officer"].get(f"{closed.path}/retention")
        assert there.status_code == 404
    told = mail.sent[sent:]
    async with closed.database.reading() as db:
        people = {row.email: row.display_name for row in (await db.exec(select(Person))).all()}
    assert sorted(people[each.to] for each in told) == ["Kanarie chair", "Kanarie officer"]
    assert {each.subject for each in told} == {"Något väntar på dig"}


async def test_it_takes_two_to_keep_it_and_one_who_ends_that_leaves_the_others_their_time(
    app: FastAPI, as_actor: Actors
) -> None:
    closed = await a_closed_one(app, as_actor)
    with clock.turned(LONG - 20 * DAY):
        until = local_date(clock.now()) + 90 * DAY
        policys_own = (await closed.day())["destroyed_on"]
        await closed.ask(until + 365 * DAY, code="invalid-input")
        hold = await closed.ask(until)
        await closed.ask(until, by="affected", code="forbidden")
        assert (await closed.day())["destroyed_on"] == policys_own, "asking keeps nothing"
        assert await closed.notices() == {"chair", "second_officer"}
        alarms = (await closed.matter.clients["chair"].get("/api/v1/now")).json()["alarms"]
        assert {each["kind"] for each in alarms} == {"destroyed-soon", "hold-waits"}
        await closed.send(f"/holds/{hold['id']}/agreement", by="officer", code="another-person-needed")
        assert (await closed.send(f"/holds/{hold['id']}/reason", by="chair")) == {"text": WHY}
        told = await closed.send(f"/holds/{hold['id']}/agreement", by="chair")
        assert told["destroyed_on"] == (until + DAY).isoformat()
        assert (await closed.day("affected"))["holds"] == [], "why and by whom is for those who lead"
        assert (await closed.day("affected"))["is_kept_longer"]
        for path in ("agreement", "refusal"):
            await closed.send(f"/holds/{hold['id']}/{path}", by="second_officer", code="hold-not-waiting")
    with clock.turned(LONG + DAY):
        await closed.due()
        assert await closed.is_there()
        await closed.send(f"/holds/{hold['id']}/end", by="officer")
        await closed.send(f"/holds/{hold['id']}/end", by="chair", code="hold-not-in-force")
        await closed.due()
        assert await closed.is_there()
    with clock.turned(LONG + DAY + RETENTION.warned_before - HOUR):
        await closed.due()
        assert await closed.is_there()
    with clock.turned(LONG + DAY + RETENTION.warned_before + HOUR):
        await closed.due()
        assert not await closed.is_there()


@pytest.mark.one_database
async def test_what_is_refused_or_taken_back_keeps_nothing(app: FastAPI, as_actor: Actors) -> None:
    closed = await a_closed_one(app, as_actor)
    with clock.turned(LONG - DAY):
        until = local_date(clock.now()) + 9 * DAY
        for by, state in (("officer", "withdrawn"), ("chair", "declined")):
            hold = await closed.ask(until)
            told = await closed.send(f"/holds/{hold['id']}/refusal", by=by)
            assert told["holds"][0]["state"] == state
            await closed.send(f"/holds/{hold['id']}/agreement", by="chair", code="hold-not-waiting")
        assert not told["is_kept_longer"]
    with clock.turned(LONG + HOUR):
        await closed.due()
        assert not await closed.is_there()


async def test_stopped_after_its_keys_are_gone_it_opens_for_nobody_and_the_next_try_goes_on(
    app: FastAPI, as_actor: Actors, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = await a_closed_one(app, as_actor)

    async def stopped(_db: Session, _case_id: object) -> None:
        raise OSError("the machine went down")

    with clock.turned(LONG + HOUR):
        with monkeypatch.context() as patched:
            patched.setattr(due, "_destroy_rows", stopped)
            await closed.due()
        async with closed.database.reading() as db:
            assert (await db.exec(select(KeyWrap))).all() == []
        assert await closed.is_there()
        for client in closed.matter.clients.values():
            assert (await client.get(closed.path)).status_code == 404
    with clock.turned(LONG + 2 * HOUR):
        await closed.due()
        assert not await closed.is_there()


async def test_two_workers_at_once_destroy_it_once(app: FastAPI, as_actor: Actors) -> None:
    closed = await a_closed_one(app, as_actor)
    other = Database(str(app.state.settings.database_url), keys=closed.database.keys)
    with clock.turned(LONG + HOUR):
        try:
            async with anyio.create_task_group() as workers:
                for database in (closed.database, other):
                    workers.start_soon(work, database, app.state.due_work)
        finally:
            await other.close()
    assert not await closed.is_there()
    async with closed.database.reading() as db:
        events = await db.exec(select(AuditEvent).where(AuditEvent.kind == "case-destroyed"))
        assert len(events.all()) == 1
        left = await db.exec(select(DueJob).where(col(DueJob.subject) == str(closed.matter.case_id)))
        assert left.all() == []


@pytest.mark.one_database
@pytest.mark.policy("KNO-09")
async def test_an_exclusion_case_that_is_under_way_again_keeps_what_it_stands_on(
    app: FastAPI, as_actor: Actors
) -> None:
    closed = await a_closed_one(app, as_actor)
    async with closed.database.writing() as db:
        exclusion = ended_exclusion(closed.matter)
        exclusion.status = ExclusionStatus.REFERRED
        db.add(exclusion)
    with clock.turned(LONG + HOUR):
        await closed.due()
        assert await closed.is_there()
        async with closed.database.writing() as db:
            await db.exec(update(ExclusionCase).values(status=ExclusionStatus.CLOSED))
    with clock.turned(LONG + HOUR + due.LOOKS_AGAIN_WHEN_NEEDED):
        await closed.due()
        assert not await closed.is_there()
