"""A plan follows its case: category, closing, progress, what needs me, reminders."""

import secrets
from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID

import pytest
from fastapi import FastAPI
from sqlmodel import select

from app.access.rules import CaseRole
from app.cases.models import Bar, Case
from app.cases.rules import BarReason
from app.core import clock
from app.core.database import Database
from app.core.due_work import do_what_is_due
from app.core.keys import PersonTag
from app.notifications.models import Notice
from app.people import service as people
from app.plans import reminding
from app.plans import service as plans
from app.plans.models import CaseStep
from app.policy.terms import Act, Category, Condition, Stage
from app.ports.mail import RecordedMail
from tests.support.actors import ActorClient, Actors
from tests.support.cases import Staffed, a_case, staffed
from tests.support.factories import an_association
from tests.support.media_plans import write_media_plan
from tests.support.steps import all_steps, codes_of, do, done, step

pytestmark = pytest.mark.anyio


async def _put(case: Staffed, who: ActorClient, what: str, body: Mapping[str, object]) -> None:
    seen = (await who.get(case.path)).headers["etag"]
    answer = await who.put(f"{case.path}/{what}", json=body, headers={"If-Match": seen})
    assert answer.status_code == 200, answer.text


async def _category(case: Staffed, to: Category) -> None:
    await _put(case, case.officer, "category", {"category": to.value, "reason": "It turned out otherwise."})


# Change of category


@pytest.mark.policy("PRN-02")
async def test_equal_steps_survive_a_change_of_category_and_the_rest_are_kept_as_superseded(
    database: Database, as_actor: Actors
) -> None:
    case = await staffed(database, as_actor)
    await done(case, case.officer, "SOP-01")
    await done(case, case.officer, "SOP-03a", with_name=False, without_kept_out=True)
    await _category(case, Category.MUNICIPAL)
    shown = {each["code"]: each for each in await all_steps(case, case.officer)}
    assert shown["SOM-01"]["state"] == "done"
    assert "SOM-03a" in shown
    assert not any(code.startswith(("SOP", "ASP")) for code in shown)
    async with database.reading() as db:
        kept = (
            await db.exec(select(CaseStep).where(CaseStep.case_id == case.case_id, CaseStep.code == "SOP-03a"))
        ).one()
    assert kept.superseded_at is not None
    assert kept.finished_at is not None


async def test_a_superseded_step_comes_back_with_its_category_as_it_was(database: Database, as_actor: Actors) -> None:
    case = await staffed(database, as_actor)
    await done(case, case.officer, "SOP-03a", with_name=False, without_kept_out=True)
    await _category(case, Category.MUNICIPAL)
    await _category(case, Category.INTERNAL)
    await _category(case, Category.PARTY)
    assert (await step(case, case.officer, "SOP-03a"))["state"] == "done"
    steps = await all_steps(case, case.officer)
    assert len(steps) == len({(each["code"], each["occurrence"]) for each in steps})


async def test_the_phase_can_be_set_again_after_a_change_of_category(database: Database, as_actor: Actors) -> None:
    case = await staffed(database, as_actor, category=Category.INTERNAL)
    await case.officer.post(f"{case.path}/acknowledgement")
    for stage in ({"stage": "assessing"}, {"stage": "triage"}, {"stage": "mapping", "phase": "unknown"}):
        await _put(case, case.officer, "stage", stage)
    await _category(case, Category.PARTY)
    await _category(case, Category.INTERNAL)
    assert "UNK-01" not in {each["code"] for each in await all_steps(case, case.officer)}
    for stage in ({"stage": "triage"}, {"stage": "mapping", "phase": "known"}):
        await _put(case, case.officer, "stage", stage)
    shown = {each["code"] for each in await all_steps(case, case.officer)}
    assert shown >= {"KNO-01a", "KNO-02"}
    assert "UNK-01" not in shown


# Closing and progress


async def _set_everything_aside(case: Staffed) -> None:
    """Answer every question with no and every step with a reason, the contact person's with a no thank you."""
    await case.affected.post(f"{case.path}/contact-person/decline", json={"wants_another": False})
    for who in (case.officer, case.chair):
        for fact in (await who.get(f"{case.path}/facts")).json()["items"]:
            await who.put(f"{case.path}/facts/{fact['condition']}", json={"is_true": False})
    for each in await all_steps(case, case.officer):
        for who in (case.officer, case.chair):
            if "set_aside" in (await step(case, who, each["code"]))["my_actions"]:
                await do(case, who, each["code"], "not-applicable", reason="Not here.")


async def test_a_case_closes_only_when_every_mandatory_step_is_done_or_set_aside_with_a_reason(
    database: Database, as_actor: Actors
) -> None:
    case = await staffed(database, as_actor)
    await case.officer.post(f"{case.path}/acknowledgement")
    for stage in ("assessing", "active", "follow_up"):
        await _put(case, case.officer, "stage", {"stage": stage})
    await case.officer.post(f"{case.path}/affected-asked")
    seen = {"If-Match": (await case.officer.get(case.path)).headers["etag"]}
    closing = {"reason": "All is quiet again."}
    refused = await case.officer.post(f"{case.path}/closing", json=closing, headers=seen)
    assert codes_of(refused) == {"closing-held-back", "duties-open"}
    await done(case, case.chair, "ASP-03")
    await _set_everything_aside(case)
    progress = (await case.officer.get(f"{case.path}/progress")).json()
    assert progress["holds_closing"] == 0
    assert progress["done"] == progress["of"] > 0
    # What has come back by the clock is set aside above; one that is only coming does not hold a closing either.
    answer = await case.officer.post(f"{case.path}/closing", json=closing, headers=seen)
    assert answer.status_code == 200, answer.text
    assert all(each["my_actions"] == [] and not each["is_late"] for each in await all_steps(case, case.officer))
    late = await do(case, case.officer, "SOP-01", "reopening", reason="By mistake.")
    assert codes_of(late) == {"case-closed"}
    assert codes_of(await case.officer.put(f"{case.path}/facts/goes_to_court", json={"is_true": True})) == {
        "case-closed"
    }


async def test_progress_says_how_far_and_who_must_act(database: Database, as_actor: Actors) -> None:
    case = await staffed(database, as_actor, opened_ago=timedelta(hours=3))
    before = (await case.officer.get(f"{case.path}/progress")).json()
    assert before["needs_acknowledgement"]
    assert before["next"]["code"] == "SOP-02a"
    assert before["next"]["is_late"]
    assert [each["person_id"] for each in before["next"]["who"]] == [str(case.members["officer"].person_id)]
    await done(case, case.officer, "SOP-02a", with_name=False, without_kept_out=True)
    after = (await case.officer.get(f"{case.path}/progress")).json()
    assert (after["done"], after["of"]) == (before["done"] + 1, before["of"])
    assert after["late"] == before["late"] - 1


@pytest.mark.policy("PRN-04")
async def test_the_affected_person_is_not_told_that_others_are_late(database: Database, as_actor: Actors) -> None:
    case = await staffed(database, as_actor, opened_ago=timedelta(days=3))

    async def told(who: ActorClient) -> tuple[set[str], list[str]]:
        """Which steps have a time, and every other word of lateness that an answer has."""
        steps = await all_steps(case, who)
        for each in steps[::10]:
            read = (await who.get(f"{case.path}/steps/{each['id']}")).json()
            assert (read["due_at"], read["is_late"]) == (each["due_at"], each["is_late"])
        progress = (await who.get(f"{case.path}/progress")).json()
        contact = (await who.get(f"{case.path}/contact-person")).json()
        now = (await who.get("/api/v1/now")).json()
        words = {
            "a late step": any(each["is_late"] for each in steps),
            "how many are late": progress["late"] > 0,
            "what is next": progress["next"]["due_at"] is not None and progress["next"]["is_late"],
            "no contact person": contact["is_missing"],
            "a case with late steps": now["cases"][0]["late"] > 0,
            "what needs me": now["late"] != [],
        }
        return {each["code"] for each in steps if each["due_at"]}, [word for word, is_so in words.items() if is_so]

    timed, late = await told(case.officer)
    assert {"SOP-01", "ASP-01a", "ASP-05"} <= timed
    assert len(late) == 6, late
    assert await told(case.affected) == (set(), [])
    assert (await step(case, case.affected, "SOP-01"))["state"] == "open", "planned"
    await done(case, case.officer, "SOP-01")
    finished = await step(case, case.affected, "SOP-01")
    assert (finished["state"], finished["finished_at"] is not None) == ("done", True)


# What needs me


@pytest.mark.policy("PRN-02")
async def test_now_is_ordered_by_time_alone_whatever_the_category(database: Database, as_actor: Actors) -> None:
    first = await staffed(database, as_actor)
    async with database.writing() as db:
        officer = first.members["officer"]
        for hours, category in enumerate((Category.INTERNAL, Category.MUNICIPAL, Category.PARTY, Category.INTERNAL)):
            await a_case(db, category=category, officer=officer, opened_ago=timedelta(hours=4 + hours))
    now = (await first.officer.get("/api/v1/now")).json()
    waiting = [each["opened_at"] for each in now["to_acknowledge"]]
    assert len(waiting) == 5
    assert waiting == sorted(waiting)
    due = [each["due_at"] for each in now["late"]]
    assert len({each["case_id"] for each in now["late"]}) == 4
    assert due == sorted(due)


async def test_now_says_late_today_and_coming_and_a_tap_clears_what_was_to_be_acknowledged(
    database: Database, as_actor: Actors
) -> None:
    case = await staffed(database, as_actor, opened_ago=timedelta(hours=3))
    now = (await case.officer.get("/api/v1/now")).json()
    assert [each["is_late"] for each in now["to_acknowledge"]] == [True]
    assert {"SOP-02a", "SOP-02b", "SOP-03a"} == {each["code"] for each in now["late"]}
    assert "SOP-05a" in {each["code"] for each in [*now["coming"], *now["due_today"]]}
    assert "ASP-03" not in {each["code"] for shelf in ("late", "due_today", "coming") for each in now[shelf]}
    await case.officer.post(f"{case.path}/acknowledgement")
    assert (await case.officer.get("/api/v1/now")).json()["to_acknowledge"] == []


async def test_now_lists_my_cases_newest_first_with_how_far_each_plan_has_come(
    database: Database, as_actor: Actors
) -> None:
    case = await staffed(database, as_actor, opened_ago=timedelta(hours=3))
    officer = case.members["officer"]
    async with database.writing() as db:
        newer = await a_case(db, category=Category.INTERNAL, officer=officer)
        await a_case(db, category=Category.MUNICIPAL)
    before = (await case.officer.get(f"{case.path}/progress")).json()
    await done(case, case.officer, "SOP-01")
    mine = (await case.officer.get("/api/v1/now")).json()["cases"]
    assert [each["case_id"] for each in mine] == [str(newer.id), str(case.case_id)]
    assert (mine[1]["done"], mine[1]["of"]) == (before["done"] + 1, before["of"])
    assert mine[1]["next"] == (await case.officer.get(f"{case.path}/progress")).json()["next"]["title"]


@pytest.mark.policy("PRN-04", "ASP-05")
async def test_now_asks_the_affected_person_to_approve_the_media_plan_and_never_calls_it_late(
    database: Database, as_actor: Actors
) -> None:
    case = await staffed(database, as_actor, opened_ago=timedelta(days=30))
    assert (await case.affected.get("/api/v1/now")).json()["coming"] == [], "there is nothing to read yet"
    await write_media_plan(case.officer, case.path)
    now = (await case.affected.get("/api/v1/now")).json()
    assert (now["late"], now["due_today"]) == ([], [])
    assert [(each["code"], each["due_at"], each["state"]) for each in now["coming"]] == [("ASP-05", None, "offered")]
    assert "ASP-05" in {each["code"] for each in (await case.chair.get("/api/v1/now")).json()["late"]}


@pytest.mark.policy("CON-01")
async def test_now_is_empty_for_someone_barred_even_with_a_grant_left_behind(
    database: Database, as_actor: Actors
) -> None:
    case = await staffed(database, as_actor, opened_ago=timedelta(days=3))
    assert (await case.chair.get("/api/v1/now")).json()["late"]
    async with database.writing() as db:
        db.add(_bar(db.keys.keyed_hash("bar", case.case_id, case.chair.person_id), case.case_id))
    assert (await case.chair.get("/api/v1/now")).json() == {
        "to_acknowledge": [],
        "late": [],
        "due_today": [],
        "coming": [],
        "alarms": [],
        "cases": [],
    }


def _bar(tag: str, case_id: UUID) -> Bar:
    return Bar(
        case_id=case_id, tag=tag, is_provisional=False, why=BarReason.ACCUSED, made_by="test", made_at=clock.now()
    )


# Reminders


async def _remind(app: FastAPI) -> None:
    await do_what_is_due(app.state.database, {reminding.JOB: reminding.remind})


async def _told(database: Database, case: Staffed) -> list[str]:
    names = {member.tag: name for name, member in case.members.items()}
    async with database.reading() as db:
        return sorted(names[PersonTag(tag)] for tag in (await db.exec(select(Notice.recipient))).all())


@pytest.mark.policy("ORG-01")
async def test_whoever_has_a_step_is_told_once_when_it_is_due_and_once_with_the_accountable_when_it_stays_undone(
    app: FastAPI, database: Database, as_actor: Actors
) -> None:
    case = await staffed(database, as_actor)
    await _remind(app)
    assert await _told(database, case) == []
    with clock.turned(timedelta(hours=2, minutes=1)):
        await _remind(app)
        await _remind(app)
        assert await _told(database, case) == ["officer"]
    with clock.turned(timedelta(hours=4, minutes=1)):
        await _remind(app)
        await _remind(app)
        assert await _told(database, case) == ["chair", "officer", "officer"]


@pytest.mark.policy("ORG-01")
async def test_the_reminder_goes_to_whom_the_step_was_handed_on(
    app: FastAPI, database: Database, as_actor: Actors
) -> None:
    case = await staffed(database, as_actor, others=[CaseRole.DECIDER])
    decider = str(case.members["decider"].person_id)
    for code in ("SOP-02a", "SOP-03a"):
        await do(case, case.officer, code, "delegation", person_id=decider)
    await case.officer.put(f"{case.path}/facts/committee_concerned", json={"is_true": False})
    assert await _told(database, case) == ["decider", "decider"]
    with clock.turned(timedelta(hours=2, minutes=1)):
        await _remind(app)
    assert await _told(database, case) == ["decider", "decider", "decider"]


async def test_nobody_is_reminded_of_what_is_done(app: FastAPI, database: Database, as_actor: Actors) -> None:
    case = await staffed(database, as_actor)
    await case.officer.put(f"{case.path}/facts/committee_concerned", json={"is_true": False})
    for code in ("SOP-02a", "SOP-03a"):
        await done(case, case.officer, code, with_name=False, without_kept_out=True)
    with clock.turned(timedelta(hours=2, minutes=1)):
        await _remind(app)
    assert await _told(database, case) == []


async def test_nobody_is_reminded_of_a_closed_case(app: FastAPI, database: Database, as_actor: Actors) -> None:
    case = await staffed(database, as_actor)
    async with database.writing() as db:
        row = (await db.exec(select(Case).where(Case.id == case.case_id))).one()
        row.stage = Stage.CLOSED
        db.add(row)
    with clock.turned(timedelta(days=30)):
        await _remind(app)
    assert await _told(database, case) == []


@pytest.mark.policy("CON-01", "PRN-04")
async def test_a_reminder_says_nothing_of_the_case_and_is_withheld_from_someone_barred_since(
    app: FastAPI, database: Database, as_actor: Actors, mail: RecordedMail
) -> None:
    case = await staffed(database, as_actor)
    async with database.writing() as db:
        await an_association(db)
        db.add(_bar(db.keys.keyed_hash("bar", case.case_id, case.chair.person_id), case.case_id))
    with clock.turned(timedelta(hours=5)):
        await do_what_is_due(database, app.state.due_work)
    async with database.reading() as db:
        officer = await people.person(db, case.officer.person_id)
    assert [sent.to for sent in mail.sent] == [officer.email]
    assert str(case.case_id) not in mail.sent[0].text
    assert "SOP" not in mail.sent[0].subject + mail.sent[0].text


# What other rooms call


@pytest.mark.policy("KNO-09")
async def test_a_deed_of_the_system_finishes_its_step_and_an_established_fact_opens_one(
    database: Database, as_actor: Actors
) -> None:
    case = await staffed(database, as_actor, category=Category.INTERNAL)
    await done(case, case.officer, "SOI-03a", with_name=False, without_kept_out=True)
    await case.officer.post(f"{case.path}/acknowledgement")
    for stage in ({"stage": "assessing"}, {"stage": "triage"}, {"stage": "mapping", "phase": "known"}):
        await _put(case, case.officer, "stage", stage)
    assert (await step(case, case.officer, "KNO-09"))["state"] == "waits_for_answer"
    assert codes_of(await do(case, case.chair, "KNO-09", "completion")) == {"step-held-back", "own-route"}
    async with database.writing() as db:
        row = (await db.exec(select(Case).where(Case.id == case.case_id))).one()
        await plans.establish(db, row, Condition.CONFIDENCE_DENIED, is_true=True, by=secrets.token_hex(16))
        await plans.fulfil(db, row, Act.OPEN_EXCLUSION, by="system")
    assert (await step(case, case.officer, "KNO-09"))["state"] == "done"


@pytest.mark.policy("PRN-01")
async def test_no_word_of_what_is_written_about_a_step_stands_in_its_table(
    database: Database, as_actor: Actors
) -> None:
    case = await staffed(database, as_actor)
    word = secrets.token_hex(8)
    await done(case, case.officer, "SOP-01", note=f"They said {word}.")
    async with database.reading() as db:
        rows = (await db.exec(select(CaseStep).where(CaseStep.case_id == case.case_id))).all()
    assert word not in "".join(repr(row) for row in rows)
    assert (await case.stranger.get(f"{case.path}/steps")).status_code == 404
