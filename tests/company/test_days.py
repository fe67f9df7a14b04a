"""Days with the police and in court: somebody comes along where that is wanted, and nobody else hears of it."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import anyio
import httpx
import pytest
from fastapi import FastAPI
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import select

from app.company.days import due, service
from app.company.days.rules import (
    CompanyState,
    CompanyWish,
    DayFacts,
    DayState,
    lacks_company,
    reminder_at,
    reminder_due,
)
from app.core import clock
from app.core.database import Database
from app.core.due_work import Handler, do_what_is_due
from app.notifications.models import Notice
from app.people.rules import TIMEZONE, local_date
from app.policy.loader import current
from app.policy.terms import Category
from tests.company.test_contact import Kept, appoint, kept, someone
from tests.support.actors import ActorClient, Actors
from tests.support.steps import codes_of
from tests.support.stored import everything_stored, found_in

PLACE = "Kvarnbackens tingsrätt, sal 3, ta med kallelsen"
FRIEND = "Robin Grannexempel"
WEEK = current("standard").deadlines.company_lacking
moments = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31)).map(lambda it: it.replace(tzinfo=UTC))  # noqa: DTZ001 - made aware at once


@pytest.mark.policy("ASP-04", "ASM-05", "KNO-06")
@given(moments, moments, st.sampled_from(DayState), st.sampled_from(CompanyWish), st.sampled_from(CompanyState))
def test_only_a_planned_day_within_a_week_for_which_somebody_is_wanted_and_nobody_said_yes_lacks_company(
    starts_at: datetime, now: datetime, state: DayState, wish: CompanyWish, company: CompanyState
) -> None:
    day = DayFacts(starts_at, state, wish, company)
    if lacks_company(day, now=now, within=WEEK):
        assert (state, wish) == (DayState.PLANNED, CompanyWish.WANTED)
        assert company is not CompanyState.ACCEPTED
        assert now < starts_at
        assert (local_date(starts_at) - local_date(now)).days <= WEEK.days
    soon = starts_at - WEEK + timedelta(hours=1)  # the clocks may have been put forward in between
    wanted = DayFacts(starts_at, DayState.PLANNED, CompanyWish.WANTED, CompanyState.ASKED)
    assert lacks_company(wanted, now=soon, within=WEEK)
    assert not lacks_company(wanted, now=starts_at, within=WEEK)


@pytest.mark.policy("ASP-04", "ASM-05", "KNO-06")
@given(moments, moments)
def test_whoever_comes_along_is_reminded_on_the_morning_before_and_never_after_it_began(
    starts_at: datetime, now: datetime
) -> None:
    at = reminder_at(starts_at).astimezone(TIMEZONE)
    assert (at.hour, at.date()) == (8, local_date(starts_at) - timedelta(days=1))
    day = DayFacts(starts_at, DayState.PLANNED, CompanyWish.WANTED, CompanyState.ACCEPTED)
    assert (reminder_due(day, is_reminded=False, now=now) is None) == (now >= starts_at)
    assert reminder_due(day, is_reminded=True, now=now) is None


def body(days: int, **more: object) -> dict[str, Any]:
    day = local_date(clock.now()) + timedelta(days=days)
    return {"day": str(day), "clock": "09:15", "kind": "trial", "words": PLACE, **more}


async def entered(this: Kept, who: ActorClient, *, days: int = 10) -> str:
    answer = await this.post(who, "days", **body(days))
    assert answer.status_code == 201, answer.text
    return str(answer.json()["days"][0]["id"])


async def put(this: Kept, who: ActorClient, path: str, /, seen: int | None = None, **sent: Any) -> httpx.Response:
    headers = {} if seen is None else {"If-Match": f'"{seen}"'}
    return await who.put(f"{this.case.path}/contact/days/{path}", json=sent, headers=headers)


async def ok(answer: httpx.Response) -> dict[str, Any]:
    assert answer.status_code == 200, answer.text
    day: dict[str, Any] = answer.json()["days"][0]
    return day


async def seen_day(this: Kept, who: ActorClient) -> dict[str, Any]:
    found: dict[str, Any] = (await this.seen(who))["days"]["days"][0]
    return found


async def remind(database: Database) -> None:
    """By two workers at the same moment."""
    handlers: dict[str, Handler] = {service.JOB: due.remind}
    async with anyio.create_task_group() as workers:
        for _ in range(2):
            workers.start_soon(do_what_is_due, database, handlers)


@pytest.mark.anyio
@pytest.mark.one_database
@pytest.mark.policy("ASP-04", "ASM-05", "KNO-06", "PRN-04", "ASP-01")
async def test_the_affected_person_says_whether_and_whoever_is_asked_says_yes_themselves(
    app: FastAPI, database: Database, as_actor: Actors
) -> None:
    this = await kept(app, database, as_actor)
    contact, officer, affected = this.contact, this.case.officer, this.case.affected
    day = await entered(this, contact)
    found = await seen_day(this, affected)
    assert (found["kind"], found["words"], found["clock"], found["wish"]) == (
        "trial",
        PLACE,
        "09:15:00",
        "not_answered",
    )
    assert (await put(this, contact, f"{day}/wish", is_wanted=True)).status_code == 403, "their word alone"
    assert not (await seen_day(this, contact))["may_wish"]
    told = await ok(await put(this, officer, f"{day}/wish", is_wanted=False))
    assert told["may_wish"], "as they said on the telephone"
    [said, _] = (await seen_day(this, affected))["lines"]
    assert (said["deed"], said["role"]) == ("not_wanted", "security_officer")
    asked: dict[str, Any] = {"person_id": str(officer.person_id)}
    assert codes_of(await put(this, contact, f"{day}/company", **asked)) == {"company-not-wanted"}
    await ok(await put(this, affected, f"{day}/wish", is_wanted=True))
    before = await this.told_since()
    assert (await ok(await put(this, affected, f"{day}/company", **asked)))["company"] == "asked"
    assert await this.told_since(before) == ["officer"]
    assert "company-asked" in await this.alarms(officer)
    assert "company-asked" not in await this.alarms(contact)
    for who in (contact, affected):
        assert codes_of(await put(this, who, f"{day}/answer", accepts=True)) == {"not-yours-to-answer"}
    assert (await ok(await put(this, officer, f"{day}/answer", accepts=True)))["company"] == "accepted"
    assert "company-asked" not in await this.alarms(officer)
    version = (await seen_day(this, affected))["version"]
    assert (await put(this, affected, day, seen=version - 1, **body(12))).status_code == 412
    moved = await ok(await put(this, affected, day, seen=version, **body(12)))
    assert moved["company"] == "asked", "yes was said to another time"
    assert "company-asked" in await this.alarms(officer)
    own = await ok(await put(this, contact, f"{day}/company", person_id=str(contact.person_id)))
    assert own["company"] == "accepted", "whoever names themselves has said yes"
    by_name = await ok(await put(this, affected, f"{day}/company", name=FRIEND))
    assert (by_name["who"], by_name["who_else"], by_name["company"]) == (None, FRIEND, "asked")
    assert (await ok(await put(this, affected, f"{day}/answer", accepts=True)))["company"] == "accepted"
    stranger: dict[str, Any] = {"person_id": str(this.case.clients["chair"].person_id)}
    assert codes_of(await put(this, affected, f"{day}/company", **stranger)) == {"cannot-come-along"}
    alone = await ok(await put(this, affected, f"{day}/wish", is_wanted=False))
    assert (alone["company"], alone["who_else"]) == ("nobody", None)
    assert codes_of(await put(this, officer, f"{day}/state", seen=alone["version"], state="held")) == {
        "company-day-not-yet"
    }
    off = await ok(await put(this, officer, f"{day}/state", seen=alone["version"], state="called_off"))
    assert codes_of(await put(this, affected, f"{day}/wish", is_wanted=True)) == {"company-day-over"}
    assert [each["deed"] for each in off["lines"]] == [
        "called_off", "not_wanted", "accepted", "asked", "accepted", "asked", "moved", "accepted", "asked", "wanted",
        "not_wanted", "entered",
    ]  # fmt: skip
    data = (await affected.post(f"{this.case.path}/own-data")).json()
    assert [(each["kind"], each["words"], each["state"]) for each in data["days"]] == [("trial", PLACE, "called_off")]
    assert "company" not in {each["kind"] for each in data["texts"]}


@pytest.mark.anyio
@pytest.mark.one_database
@pytest.mark.policy("ASP-04", "ASM-05", "KNO-06", "ORG-03")
async def test_a_day_that_lacks_company_alarms_those_beside_and_a_pause_holds_back_no_reminder(
    app: FastAPI, database: Database, as_actor: Actors
) -> None:
    this = await kept(app, database, as_actor)
    await this.post(this.contact, "entries", way="called")
    day = await entered(this, this.case.affected)
    await ok(await put(this, this.case.affected, f"{day}/wish", is_wanted=True))
    await this.case.affected.put(f"{this.case.path}/contact/pause", json={})
    assert "company-lacking" not in await this.alarms(this.contact)
    with clock.turned(timedelta(days=4)):
        for who in (this.contact, this.case.officer):
            assert "company-lacking" in await this.alarms(who)
        for name, client in this.case.clients.items():
            if name != "officer":
                assert "company-lacking" not in await this.alarms(client), name
        assert not (await seen_day(this, this.case.affected))["lacks_company"], "it is not theirs to worry about"
        await ok(await put(this, this.contact, f"{day}/company", person_id=str(this.contact.person_id)))
        assert "company-lacking" not in await this.alarms(this.case.officer)
        before = await this.told_since()
        await remind(database)
        assert await this.told_since(before) == []
    with clock.turned(_until(day_at=10)):
        before = await this.told_since()
        await remind(database)
        await remind(database)
        assert await this.told_since(before) == ["contact"], "once, in a pause too, and nobody else"
    with clock.turned(timedelta(days=9)):
        following = await someone(database, as_actor)
        await appoint(this.case, following)
        assert (await seen_day(this, following))["company"] == "nobody", "who is replaced comes no more"
        assert "company-lacking" in await this.alarms(following)


def _until(*, day_at: int) -> timedelta:
    """To just after the morning before that day."""
    starts_at = datetime.combine(
        local_date(clock.now()) + timedelta(days=day_at), datetime.min.time().replace(hour=9), TIMEZONE
    )
    return reminder_at(starts_at.astimezone(UTC)) - clock.now() + timedelta(minutes=1)


@pytest.mark.anyio
@pytest.mark.one_database
@pytest.mark.policy("ASP-04", "CON-01", "PRN-01")
async def test_whoever_is_replaced_before_the_morning_is_not_reminded(
    app: FastAPI, database: Database, as_actor: Actors
) -> None:
    this = await kept(app, database, as_actor)
    day = await entered(this, this.case.affected)
    await ok(await put(this, this.case.affected, f"{day}/wish", is_wanted=True))
    await ok(await put(this, this.contact, f"{day}/company", person_id=str(this.contact.person_id)))
    await appoint(this.case, await someone(database, as_actor))
    with clock.turned(_until(day_at=10)):
        async with database.reading() as db:
            before = len((await db.exec(select(Notice.id))).all())
        await remind(database)
        async with database.reading() as db:
            assert len((await db.exec(select(Notice.id))).all()) == before


@pytest.mark.anyio
@pytest.mark.one_database
@pytest.mark.policy("ASP-04", "CON-01", "CON-04", "SOI-02", "PRN-01")
async def test_nobody_else_reads_or_touches_a_day_and_no_word_of_it_stands_in_the_database(
    app: FastAPI, database: Database, as_actor: Actors, tmp_path: Path
) -> None:
    this = await kept(app, database, as_actor, category=Category.INTERNAL)
    replaced, another = this.contact, await kept(app, database, as_actor)
    day = await entered(this, this.case.affected, days=3)
    await ok(await put(this, this.case.affected, f"{day}/wish", is_wanted=True))
    await ok(await put(this, this.case.affected, f"{day}/company", name=FRIEND))
    await appoint(this.case, await someone(database, as_actor))
    know_it = {"investigator", "decider", "consulted"}
    outsiders = {name: client for name, client in this.case.clients.items() if name not in {"officer", "affected"}}
    outsiders |= {"replaced": replaced, "another's": another.contact, "another's officer": another.case.officer}
    tries: list[tuple[str, dict[str, Any]]] = [
        (day, body(5)),
        (f"{day}/state", {"state": "called_off"}),
        (f"{day}/wish", {"is_wanted": False}),
        (f"{day}/company", {"name": "Någon"}),
        (f"{day}/answer", {"accepts": True}),
    ]
    for name, client in outsiders.items():
        refused = 403 if name in know_it else 404
        assert (await this.post(client, "days", **body(5))).status_code == refused, name
        for path, sent in tries:
            assert (await put(this, client, path, seen=3, **sent)).status_code == refused, (name, path)
        said = (await client.get("/api/v1/now")).text + (await client.get("/api/v1/cases")).text
        assert not any(word in said for word in (PLACE, FRIEND, "company-"))
    elsewhere = f"{another.case.path}/contact/days/{day}/company"
    assert (await another.case.officer.put(elsewhere, json={"name": "Någon"})).status_code == 404
    assert "company" not in (await this.case.officer.get(f"{this.case.path}/log")).text, "others read along there"
    assert found_in(await everything_stored(database, tmp_path), [PLACE, FRIEND, "trial"]) == []
