"""Measures through the API: demanded, answered, reviewed, ended - and who learns of them."""

from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from fastapi import FastAPI
from sqlmodel import select

from app.audit.models import AuditEvent
from app.cases import seated
from app.cases.models import Case, Disclosure, LogEntry
from app.cases.rules import Conclusion
from app.core import clock
from app.core.database import Database
from app.notifications.models import Notice
from app.people import service as people
from app.people.models import Term
from app.plans.models import CaseMoment
from app.policy.terms import Anchor
from app.ports.mail import RecordedMail
from app.proceedings.measures.following import lift_for
from app.proceedings.meetings.rules import DecisionKind
from app.worker import work
from tests.support.actors import ActorClient, Actors
from tests.support.factories import an_association
from tests.support.measures import Asked, somebody_accused
from tests.support.statements import asked_of_the_database

pytestmark = pytest.mark.anyio

BY_HAND = "Lotteriet på fotbollsplanen"


@pytest.fixture
async def asked(app: FastAPI, as_actor: Actors) -> Asked:
    return await somebody_accused(app, as_actor)


@pytest.mark.policy("KNO-02")
async def test_a_time_out_is_demanded_from_all_assignments_at_once_and_answered_one_by_one(asked: Asked) -> None:
    assert (await asked.ask("time-outs", also=[BY_HAND])).status_code == 201
    measures = await asked.measures()
    texts = {each["assignment"]["text"] for each in measures}
    assert (len(texts), BY_HAND in texts, "Styrelseledamot" in texts) == (3, True, True)
    assert {each["status"] for each in measures} == {"demanded"}
    assert (await asked.steps())["KNO-02"] == "open"
    assert await asked.duties() == 3
    for measure, answer, follows in zip(
        measures, ("yes", "no", "none"), ("active", "refused", "unanswered"), strict=True
    ):
        assert (await asked.steps())["KNO-02"] == "open", "until the last has its answer"
        said = await asked.do(measure, "answer", answer=answer)
        assert said.status_code == 200, said.text
        assert (await asked.do(measure, "answer", answer=answer)).status_code == 412
        now = next(each for each in await asked.measures() if each["id"] == measure["id"])
        assert (now["status"], now["is_own_answer"]) == (follows, False)
    assert (await asked.steps())["KNO-02"] == "done"
    assert await asked.duties() == 1, "what they said no to, or nothing, holds nothing up"
    assert (await asked.ask("time-outs")).status_code == 201
    assert len(await asked.measures()) == 3, "nothing is asked twice"
    assert (await asked.ask("time-outs", also=["Valberedningen"])).status_code == 201
    assert (await asked.steps())["KNO-02"] == "open", "one more, without an answer yet"


@pytest.mark.policy("KNO-05")
@pytest.mark.one_database
async def test_leaving_takes_a_decision_of_the_board_and_a_yes_ends_no_term_by_itself(
    asked: Asked, database: Database
) -> None:
    await asked.ask("time-outs")
    await asked.answer_all("yes", "yes")
    await asked.conclude(Conclusion.SEVERE)
    refused = await asked.ask("leavings")
    assert (refused.status_code, refused.json()["code"]) == (409, "decision-missing")
    await asked.decide(DecisionKind.LEAVE_ASSIGNMENTS)
    assert (await asked.ask("leavings")).status_code == 201
    assert {each["status"] for each in await asked.measures()} == {"active"}, "it goes on until they have left"
    await asked.answer_all("yes", "no", kind="leaving")
    left, kept = await asked.measures("leaving")
    assert (left["status"], kept["status"]) == ("resigned", "refused")
    by_assignment = {each["assignment"]["id"]: each["status"] for each in await asked.measures()}
    assert by_assignment == {left["assignment"]["id"]: "converted", kept["assignment"]["id"]: "active"}
    assert left["assignment"]["term_person_id"] == asked.accused_id, "it still stands in the register"
    async with database.reading() as db:
        terms = (await db.exec(select(Term).where(Term.person_id == asked.members["accused"].person_id))).all()
    assert all(term.ends_on is None for term in terms)
    steps = await asked.steps()
    assert (steps["KNO-05"], steps["KNO-10a"]) == ("done", "open"), "what does not apply is not done either"


@pytest.mark.policy("KNO-10")
async def test_after_not_severe_a_time_out_ends_only_with_the_affected_persons_word(asked: Asked) -> None:
    await asked.ask("time-outs")
    await asked.answer_all("yes", "no")
    await asked.conclude(Conclusion.NOT_SEVERE)
    assert (await asked.ask("continuation")).json()["code"] == "decision-missing"
    await asked.decide(DecisionKind.CONTINUE_TIME_OUT)
    assert (await asked.ask("continuation")).status_code == 200
    assert (await asked.ask("continuation")).json()["code"] == "measure-stands"
    going_on, again = await asked.measures()
    assert (going_on["status"], again["status"]) == ("active", "demanded"), "whoever said no is asked anew"
    steps = await asked.steps()
    assert (steps["KNO-02"], steps["KNO-10a"]) == ("done", "open")
    await asked.do(again, "answer", answer="no")
    steps = await asked.steps()
    assert (steps["KNO-10a"], steps["KNO-10b"], steps["KNO-10c"]) == ("done", "open", "open")

    assert (await asked.do(going_on, "end", reason="Det är dags")).json()["code"] == "decision-missing"
    await asked.decide(DecisionKind.END_TIME_OUT)
    refused = await asked.do(going_on, "end", reason="Det är dags")
    assert (refused.status_code, refused.json()["code"]) == (409, "return-not-asked")
    assert (await asked.say(is_content=False, text="Inte än. Jag mår illa.")).status_code == 201
    assert (await asked.say(is_content=False, text="")).status_code == 201
    (question,) = (await asked.support())["questions"]
    assert (question["word"]["is_content"], question["word"]["text"]) == (False, None), "a no needs no words"
    assert (await asked.do(going_on, "end", reason="Det är dags")).json()["code"] == "return-not-wanted"
    assert (await asked.steps())["KNO-10b"] == "open", "a no is an answer, and the question stays"
    assert (await asked.say(is_content=None, by=asked.affected)).json()["code"] == "measure-not-next"
    silent = await asked.say(is_content=None, text=" ", by=asked.contact)
    assert silent.json()["code"] == "invalid-input", "that somebody cannot be reached says what was tried"
    assert (await asked.say(is_content=True, by=asked.contact)).status_code == 201
    seen = (await asked.read(asked.chair))["word"]
    assert seen["is_content"] is True
    assert "lugn" not in (await asked.chair.post(f"{asked.path}/measures/opening")).text
    assert (await asked.chair.post(f"{asked.path}/support/opening")).json()["code"] == "compartment-not-open"
    assert (await asked.steps())["KNO-10b"] == "done"
    ended = await asked.do(going_on, "end", reason="Det är dags")
    assert ended.status_code == 200, ended.text
    steps = await asked.steps()
    assert (await asked.duties(), steps["KNO-10c"]) == (0, "not_applicable"), "nothing is left to look over"


@pytest.mark.policy("KNO-10")
@pytest.mark.one_database
async def test_a_time_out_is_looked_over_every_90_days_and_is_late_after_that(asked: Asked) -> None:
    await asked.ask("time-outs")
    await asked.answer_all("yes", "yes")
    await asked.conclude(Conclusion.NOT_SEVERE)
    await asked.decide(DecisionKind.CONTINUE_TIME_OUT)
    await asked.ask("continuation")
    with clock.turned(timedelta(days=89)):
        assert not any(each["is_late"] for each in await asked.measures())
    with clock.turned(timedelta(days=91)):
        first, second = await asked.measures()
        assert first["is_late"]
        assert second["is_late"]
        assert (await asked.do(first, "review", reason="Ingen är redo än")).status_code == 200
        assert (await asked.steps())["KNO-10c"] == "open", "the other was not looked over"
        assert (await asked.do(second, "review", reason="Ingen är redo än")).status_code == 200
        assert not any(each["is_late"] for each in await asked.measures())
        plan = (await asked.officer.get(f"{asked.path}/steps")).json()["groups"]
        reviews = [step for group in plan for step in group["steps"] if step["code"] == "KNO-10c"]
        assert sorted(step["occurrence"] for step in reviews) == [1, 2], "and it comes back"


@pytest.mark.policy("PRN-05")
async def test_what_nothing_was_found_for_is_asked_of_nobody_any_more(asked: Asked, database: Database) -> None:
    await asked.ask("time-outs")
    await asked.answer_all("yes", "none")
    await asked.conclude(Conclusion.NOT_SUBSTANTIATED)
    assert {each["status"] for each in await asked.measures()} == {"lifted"}
    assert await asked.duties() == 0
    async with database.reading() as db:
        notices = (await db.exec(select(Notice))).all()
    told = [each for each in notices if each.recipient == asked.accused.tag]
    assert [(each.kind.value, each.case_id) for each in told] == [("something-needs-you", None)] * 3, (
        "of the release, of what was asked and of this, and none says anything of a case"
    )
    assert {(each["status"], *each["answers"]) for each in await asked.own()} == {("lifted",)}
    again = await asked.ask("time-outs")
    assert (again.status_code, again.json()["code"]) == (409, "no-measures-here"), "nor is anything asked of them anew"
    assert (await asked.read())["can_demand_time_out"] is False


@pytest.mark.policy("PRN-05")
@pytest.mark.one_database
async def test_of_two_who_are_accused_the_one_who_is_cleared_is_asked_nothing_and_the_care_of_the_affected_stays(
    asked: Asked, database: Database
) -> None:
    await asked.ask("time-outs")
    care = {"text": "Företagshälsan, tre samtal"}
    assert (await asked.contact.post(f"{asked.path}/support/care", json=care)).status_code == 201
    other = {"role": "accused", "person_id": str(asked.members["stranger"].person_id)}
    assert (await asked.officer.post(f"{asked.path}/parties", json=other)).status_code == 201
    assert (await asked.steps())["KNO-02"] == "open"
    mine = {row.subject for row in await asked.rows() if row.subject is not None}
    answer = await asked.officer.post(f"{asked.path}/measures/time-outs", json={"person_id": other["person_id"]})
    assert answer.status_code == 201, answer.text
    async with database.writing() as db:
        case = (await db.exec(select(Case).where(Case.id == asked.id))).one()
        await lift_for(db, case, mine.pop())
    kinds = [each["kind"] for each in (await asked.officer.get(f"{asked.path}/log")).json()["items"]]
    assert kinds.count("measures-lifted") == 1
    by_person = {
        item["person"]["display_name"]: {each["status"] for each in item["measures"]}
        for item in (await asked.officer.post(f"{asked.path}/measures/opening")).json()["items"]
    }
    assert by_person.pop("Torkel Brunkulla") == {"lifted"}
    assert list(by_person.values()) == [{"demanded"}]
    assert [each["status"] for each in (await asked.support())["care"]] == ["offered"]


@pytest.mark.policy("KNO-10", "ORG-03", "PRN-04")
@pytest.mark.one_database
async def test_care_of_the_affected_person_is_held_out_never_asked_for_and_stays_on_their_side(
    asked: Asked, database: Database
) -> None:
    await asked.conclude(Conclusion.NOT_SEVERE)
    held_out = {"text": "Företagshälsan, tre samtal"}
    path = f"{asked.path}/support/care"
    assert (await asked.chair.post(path, json=held_out)).json()["code"] == "compartment-not-open"
    assert (await asked.contact.post(path, json=held_out)).status_code == 201
    (care,) = (await asked.support())["care"]
    assert (care["status"], care["text"]) == ("offered", "Företagshälsan, tre samtal")
    assert await asked.duties() == 0
    assert (await asked.steps())["KNO-10e"] == "done"
    for step, expected in (("declined", 200), ("completed", 409), ("started", 200), ("completed", 200)):
        (care,) = (await asked.support())["care"]
        answer = await asked.affected.post(
            f"{path}/{care['id']}", json={"step": step}, headers={"If-Match": f'"{care["version"]}"'}
        )
        assert answer.status_code == expected, answer.text
    for other in (asked.chair, asked.decider):
        assert (await asked.read(other))["measures"] == []
    assert (await asked.officer.post(f"{asked.path}/measures/{care['id']}/care", json={})).status_code == 428
    assert (await asked.do(care, "care", step="started")).status_code == 404
    async with database.reading() as db:
        lines = (await db.exec(select(LogEntry).where(LogEntry.case_id == asked.id))).all()
        events = (await db.exec(select(AuditEvent))).all()
    assert not [line for line in lines if "care" in line.kind or "care" in line.codes.values()]
    assert [each.kind for each in events if "care" in each.kind] == ["care-held-out"], "not what became of it"


@pytest.mark.policy("KNO-10", "PRN-05")
@pytest.mark.one_database
async def test_care_required_of_the_accused_takes_a_decision_and_is_told_in_the_ledger(
    asked: Asked, database: Database
) -> None:
    await asked.conclude(Conclusion.NOT_SEVERE)
    assert (await asked.ask("care", text="Samtalsstöd")).json()["code"] == "decision-missing"
    await asked.decide(DecisionKind.REQUIRE_CARE)
    assert (await asked.ask("care", text="Samtalsstöd hos en psykolog")).status_code == 201
    assert (await asked.ask("care", text="Samtalsstöd")).json()["code"] == "measure-stands"
    (mine,) = await asked.own()
    assert (mine["kind"], mine["text"], mine["answers"]) == ("care", "Samtalsstöd hos en psykolog", [])
    async with database.reading() as db:
        told = (await db.exec(select(Disclosure.recipient).where(Disclosure.case_id == asked.id))).all()
    assert told == ["accused", "accused"], "what was released to them, and this"
    for step, status in (("started", "open"), ("completed", "done")):
        (care,) = await asked.measures("care")
        assert (await asked.do(care, "care", step=step)).status_code == 200
        assert (await asked.steps())["KNO-10d"] == status


@pytest.mark.policy("KNO-02", "CON-01")
async def test_the_accused_answers_for_themself_and_no_row_or_log_says_who_they_are(
    asked: Asked, database: Database
) -> None:
    await asked.ask("time-outs", also=[BY_HAND])
    mine = await asked.own()
    assert BY_HAND in {each["text"] for each in mine}
    assert {tuple(each["answers"]) for each in mine} == {("yes", "no")}
    told = (await asked.accused.get(f"{asked.page}/measures")).text
    async with database.reading() as db:
        case = (await db.exec(select(Case).where(Case.id == asked.id))).one()
    assert str(case.id) not in told
    assert case.reference not in told
    assert (await asked.answer_own(mine[0], "none")).status_code == 422
    said = await asked.answer_own(mine[0], "yes")
    assert (said.status_code, said.json()["status"], said.json()["answers"]) == (200, "active", [])
    assert (await asked.answer_own(mine[0], "no")).json()["code"] == "measure-not-next"
    taken = (await asked.accused.post(f"{asked.page}/file")).json()["measures"]
    assert [(each["id"], each["status"]) for each in taken] == [
        (each["id"], "active" if each is mine[0] else "demanded") for each in mine
    ]
    tag, person_id = asked.accused.tag, asked.members["accused"].person_id
    async with database.reading() as db:
        rows = [str(row) for row in await asked.rows()]
        rows += [str(row) for row in (await db.exec(select(LogEntry))).all()]
        rows += [
            str((row.kind, row.actor, row.subject, row.codes)) for row in (await db.exec(select(AuditEvent))).all()
        ]
    assert sum("measure-" in row for row in rows) >= 4
    assert not [row for row in rows if tag in row or str(person_id) in row or person_id.hex in row]
    answered = next(each for each in await asked.measures() if each["id"] == mine[0]["id"])
    assert answered["is_own_answer"] is True
    # Last: a refusal is audited under the name of who was refused, as anybody's is.
    for method, route in (("POST", "/measures/opening"), ("POST", "/support/opening"), ("GET", "")):
        assert (await asked.accused.request(method, asked.path + route)).status_code == 404, "and nothing else"


@pytest.mark.policy("KNO-02", "KNO-01")
@pytest.mark.one_database
async def test_what_was_asked_before_anything_was_released_they_read_from_then_on(
    app: FastAPI, as_actor: Actors
) -> None:
    asked = await somebody_accused(app, as_actor, is_heard=False)
    await asked.ask("time-outs", also=[BY_HAND])
    assert (await asked.accused.get("/api/v1/hearings")).json() == {"items": []}
    await asked.release()
    mine = await asked.own()
    assert {each["text"] for each in mine} >= {BY_HAND, "Styrelseledamot"}
    assert {each["assignment"]["text"] for each in await asked.measures()} == {each["text"] for each in mine}
    assert (await asked.answer_own(mine[0], "no")).json()["status"] == "refused"


@pytest.mark.policy("CON-01", "KNO-02", "PRN-05")
@pytest.mark.one_database
async def test_what_is_asked_of_them_sends_a_mail_without_a_word_of_it_to_whoever_was_let_know_and_to_nobody_else(
    app: FastAPI, as_actor: Actors, mail: RecordedMail, database: Database
) -> None:
    async with database.writing() as db:
        await an_association(db)
    asked = await somebody_accused(app, as_actor, is_heard=False)

    async def told() -> int:
        """How many mails of this have come to them; each says only that something waits."""
        await work(database, app.state.due_work)
        async with database.reading() as db:
            person = await people.person(db, asked.members["accused"].person_id)
        mine = mail.to(person.email or "")
        for each in mine:
            for word in (BY_HAND, "Styrelseledamot", "uppdrag", "time-out", "ärende", asked.page or "hearings"):
                assert word not in each.text + each.subject, word
        return len(mine)

    assert (await asked.ask("time-outs")).status_code == 201
    assert await told() == 0, "the case has not let them know"
    await asked.release()
    assert await told() == 1, "of what was released"
    assert (await asked.ask("time-outs")).status_code == 201
    assert await told() == 1, "nothing new is asked"
    assert (await asked.ask("time-outs", also=[BY_HAND])).status_code == 201
    assert await told() == 2
    await asked.conclude(Conclusion.SEVERE)
    await asked.decide(DecisionKind.LEAVE_ASSIGNMENTS)
    assert (await asked.ask("leavings")).status_code == 201
    assert await told() == 3
    async with database.reading() as db:
        assert not [each for each in (await db.exec(select(Notice))).all() if each.recipient == asked.accused.tag]
    # An account that was opened anew may be another's: until somebody has checked, nothing is told to it.
    async with database.writing() as db:
        await seated.suspend_all(db, asked.members["accused"].person_id)
    assert (await asked.ask("leavings", also=["Valberedningen"])).status_code == 201
    assert await told() == 3


@pytest.mark.policy("CON-01", "KNO-02")
@pytest.mark.one_database
async def test_of_two_who_are_accused_neither_reads_or_answers_what_is_asked_of_the_other(asked: Asked) -> None:
    other = {"role": "accused", "person_id": str(asked.members["stranger"].person_id)}
    assert (await asked.officer.post(f"{asked.path}/parties", json=other)).status_code == 201
    for person_id in (asked.accused_id, other["person_id"]):
        answer = await asked.officer.post(f"{asked.path}/measures/time-outs", json={"person_id": person_id})
        assert answer.status_code == 201, answer.text
    mine = {each["id"] for each in await asked.own()}
    people = (await asked.officer.post(f"{asked.path}/measures/opening")).json()["items"]
    (theirs,) = [each for item in people for each in item["measures"] if each["id"] not in mine]
    found = []
    for measure in (theirs, {"id": str(uuid4())}):
        with asked_of_the_database() as statements:
            answer = await asked.answer_own(measure, "yes")
        found.append((answer.status_code, answer.content, list(statements)))
    assert found[0] == found[1]
    assert found[0][0] == 404
    (still,) = [row for row in await asked.rows() if str(row.id) == theirs["id"]]
    assert still.status.value == "demanded"


@pytest.mark.policy("KNO-02", "CON-01")
@pytest.mark.one_database
async def test_which_assignments_they_are_stands_nowhere_in_the_database(asked: Asked, tmp_path: Path) -> None:
    await asked.ask("time-outs", also=[BY_HAND])
    await asked.answer_all("yes", "yes", "yes")
    async with asked.database.reading() as db:
        terms = {str(each) for each in (await db.exec(select(Term.id))).all()}
    rows = [str(row) for row in await asked.rows()]
    assert not [term for term in terms for row in rows if term in row]
    files = [path for path in tmp_path.rglob("*") if path.is_file() and ".db" in path.name]
    assert files
    for path in files:
        kept = path.read_bytes()
        assert BY_HAND.encode() not in kept, path.name


@pytest.mark.policy("KNO-02", "ORG-04")
@pytest.mark.one_database
async def test_those_who_decide_read_and_those_who_lead_act(asked: Asked) -> None:
    assert (await asked.ask("time-outs", by=asked.decider)).status_code == 403
    assert (await asked.ask("time-outs", by=asked.affected)).status_code == 403
    assert (await asked.ask("time-outs", by=asked.stranger)).status_code == 404
    assert (await asked.ask("time-outs", by=asked.chair)).status_code == 201
    seen = await asked.read(asked.decider)
    assert seen["measures"][0]["answers"] == []
    assert not seen["can_demand_time_out"]
    assert (await asked.affected.post(f"{asked.path}/measures/opening")).json()["code"] == "compartment-not-open"
    done = await asked.officer.get(f"{asked.path}/steps")
    step = next(each for group in done.json()["groups"] for each in group["steps"] if each["code"] == "KNO-02")
    ticked = await asked.officer.post(
        f"{asked.path}/steps/{step['id']}/completion", json={}, headers={"If-Match": f'"{step["version"]}"'}
    )
    assert ticked.json()["errors"] == [{"field": "step", "code": "own-route"}]


@pytest.mark.policy("KNO-02")
@pytest.mark.one_database
async def test_somebody_without_assignments_has_nothing_to_step_back_from(app: FastAPI, as_actor: Actors) -> None:
    asked = await somebody_accused(app, as_actor, offices=())
    answer = await asked.ask("time-outs")
    assert (answer.status_code, answer.json()["errors"]) == (
        422,
        [{"field": "body.also", "code": "no-assignment"}],
    )
    other = await asked.officer.post(
        f"{asked.path}/measures/time-outs", json={"person_id": str(asked.members["stranger"].person_id)}
    )
    assert other.json()["errors"] == [{"field": "body.person_id", "code": "not-accused"}]


@pytest.mark.policy("PRN-05", "KNO-12")
@pytest.mark.one_database
async def test_whoever_is_accused_no_more_is_asked_nothing_and_reads_that_on_their_page(asked: Asked) -> None:
    await asked.ask("time-outs")
    assert {each["status"] for each in await asked.own()} == {"demanded"}
    await asked.clear()
    assert {each["status"] for each in await asked.measures()} == {"lifted"}
    assert {(each["status"], *each["answers"]) for each in await asked.own()} == {("lifted",)}
    assert await asked.duties() == 0


@pytest.mark.policy("KNO-06", "AFF-04")
@pytest.mark.one_database
async def test_what_became_of_the_police_report_is_recorded_and_court_asks_for_company(
    asked: Asked, database: Database
) -> None:
    async def act(who: ActorClient, code: str, what: str, **body: object) -> None:
        plan = (await who.get(f"{asked.path}/steps")).json()["groups"]
        step = next(each for group in plan for each in group["steps"] if each["code"] == code)
        answer = await who.post(
            f"{asked.path}/steps/{step['id']}/{what}", json=body, headers={"If-Match": f'"{step["version"]}"'}
        )
        assert answer.status_code == 200, answer.text

    await act(asked.affected, "AFF-04", "assessment", is_yes=False, reason="Jag vill vänta.")
    await act(asked.officer, "KNO-06a", "assessment", is_yes=True, reason="Erbjöd mig att följa med.")
    court = f"{asked.path}/facts/goes_to_court"
    assert (await asked.affected.put(court, json={"is_true": True})).status_code == 422
    for _ in range(2):
        assert (await asked.officer.put(court, json={"is_true": True})).status_code == 200
    async with database.reading() as db:
        moments = (await db.exec(select(CaseMoment.anchor).where(CaseMoment.case_id == asked.id))).all()
    assert list(moments).count(Anchor.WENT_TO_COURT) == 1, "due times may count from it"
    await act(asked.officer, "KNO-06b", "completion", note="Kontaktpersonen följer med alla dagar.")
    steps = await asked.steps()
    assert (steps["AFF-04"], steps["KNO-06a"], steps["KNO-06b"]) == ("done", "done", "done")
