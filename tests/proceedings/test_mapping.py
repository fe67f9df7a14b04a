"""A mapping through the API: who sees it, what takes two, and how it comes to its end."""

from datetime import timedelta
from uuid import uuid4

import pytest
from fastapi import FastAPI
from sqlmodel import select

from app.cases.models import SealedText
from app.core import clock
from app.core.database import Database
from app.proceedings.mapping.models import MappingCheck, MappingFinding, MappingTalk
from tests.support.actors import ActorClient, Actors
from tests.support.mapping import FOR_THE_BOARD, SAID, WHY, a_mapping
from tests.support.steps import codes_of, do, step
from tests.support.walking import filled, routes

pytestmark = [pytest.mark.anyio, pytest.mark.one_database]


@pytest.mark.policy("UNK-05", "INT-01", "CON-04")
async def test_only_who_investigates_sees_any_of_it_and_nobody_else_even_its_log(
    database: Database, as_actor: Actors
) -> None:
    mapped = await a_mapping(database, as_actor, phase="unknown")
    await mapped.heard("affected")
    await mapped.look(await mapped.put_up(), mapped.lead)
    contact = {"person_id": str(mapped.case.stranger.person_id)}
    assert (await mapped.case.officer.put(f"{mapped.path}/contact-person", json=contact)).status_code == 200
    for who in (mapped.case.chair, mapped.case.affected, mapped.case.stranger):
        assert (await who.get(f"{mapped.path}/mapping")).status_code == 403
        assert (await who.post(f"{mapped.path}/compartments/investigation/opening")).status_code == 403
    assert (await mapped.case.administrator.get(f"{mapped.path}/mapping")).status_code == 404
    logs = {
        who: [each["kind"] for each in (await client.get(f"{mapped.path}/log?limit=100")).json()["items"]]
        for who, client in (("chair", mapped.case.chair), ("lead", mapped.lead))
    }
    assert {"mapping-talk-held", "mapping-check-looked-at"} <= set(logs["lead"])
    assert not [kind for kind in logs["chair"] if kind.startswith("mapping")]


@pytest.mark.policy("KNO-01", "UNK-02")
async def test_each_side_is_heard_apart_and_the_accuseds_words_lie_where_the_policy_says(
    database: Database, as_actor: Actors
) -> None:
    mapped = await a_mapping(database, as_actor, phase="known")
    accused = str(mapped.case.members["accused"].person_id)
    await mapped.heard("affected")
    assert (await step(mapped.case, mapped.lead, "KNO-01c"))["state"] == "done"
    planned = await mapped.plan("accused", person_id=accused)
    assert planned["person"]["person_id"] == accused
    assert codes_of(await mapped.hold(planned)) == {"invalid-input", "missing"}, (
        "whether a name was said is not guessed"
    )
    assert (await mapped.hold(planned, names_affected=False)).status_code == 200
    assert codes_of(await mapped.hold(planned, names_affected=False)) == {"version-mismatch"}
    assert (await step(mapped.case, mapped.lead, "KNO-01d"))["state"] == "done"
    told = (await mapped.case.affected.get(f"{mapped.path}/disclosures")).json()["items"]
    assert [(each["recipient"], each["with_name"]) for each in told][-1] == ("accused", False)
    sealed = {}
    for part in ("investigation", "hearing"):
        opened = (await mapped.lead.post(f"{mapped.path}/compartments/{part}/opening")).json()["items"]
        sealed[part] = {each["id"]: each["text"] for each in opened}
    for talk in (await mapped.read())["talks"]:
        assert sealed[talk["sealed_in"]][talk["text_id"]] == SAID
        assert talk["sealed_in"] == ("hearing" if talk["talk"] == "accused" else "investigation")
    async with database.reading() as db:
        rows = (await db.exec(select(MappingTalk))).all()
        assert "Kanarie" not in "".join(repr(row) for row in rows)
        assert accused not in "".join(repr(row) for row in rows)


@pytest.mark.policy("KNO-01", "PRN-04")
async def test_time_runs_out_for_the_accused_alone_and_only_once_it_has(database: Database, as_actor: Actors) -> None:
    mapped = await a_mapping(database, as_actor, phase="known")
    nobody = {"talk": "accused", "planned_for": clock.now().isoformat(), "person_id": str(mapped.lead.person_id)}
    assert codes_of(await mapped.lead.post(f"{mapped.path}/mapping/talks", json=nobody)) == {"not-named-so"}
    theirs = await mapped.plan("accused", person_id=str(mapped.case.members["accused"].person_id))
    affected = await mapped.plan("affected")
    assert codes_of(await mapped.settle(theirs, "end", status="time_ran_out")) == {"time-is-not-up"}
    with clock.turned(timedelta(days=2)):
        refused = await mapped.settle(affected, "end", status="time_ran_out")
        assert codes_of(refused) == {"invalid-input", "not-for-them"}
        assert (await mapped.settle(theirs, "end", status="time_ran_out")).status_code == 200
        assert (await mapped.settle(affected, "end", status="declined")).status_code == 200
    for code in ("KNO-01c", "KNO-01d"):
        assert (await step(mapped.case, mapped.lead, code))["state"] == "not_applicable"


@pytest.mark.policy("UNK-02", "KNO-01", "PRN-03")
async def test_each_thing_is_looked_at_by_two_different_people(database: Database, as_actor: Actors) -> None:
    mapped = await a_mapping(database, as_actor, phase="known")
    check = await mapped.put_up()
    assert (await mapped.look(check, mapped.lead)).status_code == 200
    assert codes_of(await mapped.look(check, mapped.lead)) == {"takes-another-person"}
    assert (await step(mapped.case, mapped.lead, "KNO-01e"))["state"] == "open"
    [seen] = (await mapped.read(mapped.second))["checks"]
    assert (seen["is_checked"], seen["is_mine_to_look"]) == (False, True)
    assert (await mapped.look(check, mapped.second, "uncertain")).status_code == 200
    assert (await step(mapped.case, mapped.lead, "KNO-01e"))["state"] == "done"
    await mapped.put_up()
    assert (await step(mapped.case, mapped.lead, "KNO-01e"))["state"] == "open", "there is more to look at"
    async with database.reading() as db:
        assert "Meddelandena" not in "".join(repr(row) for row in (await db.exec(select(MappingCheck))).all())


@pytest.mark.policy("KNO-01", "KNO-04", "PRN-05")
async def test_a_finding_waits_for_both_sides_and_a_second_who_investigates_and_then_concludes(
    database: Database, as_actor: Actors
) -> None:
    mapped = await a_mapping(database, as_actor, phase="known")
    check = await mapped.put_up()
    refused = await mapped.try_proposing("severe")
    assert codes_of(refused) == {"finding-held-back", "affected-not-heard", "accused-not-heard", "check-open"}
    await mapped.heard("affected")
    await mapped.heard("accused", person_id=str(mapped.case.members["accused"].person_id))
    for who in (mapped.lead, mapped.second):
        await mapped.look(check, who)
    assert codes_of(await mapped.try_proposing("severe", by=mapped.second)) == {"not-the-lead"}
    assert codes_of(await mapped.try_proposing("points_at_person")) == {"invalid-input", "not-in-this-phase"}
    first = await mapped.propose("severe")
    assert codes_of(await mapped.try_proposing("not_severe")) == {"finding-waits"}
    assert codes_of(await mapped.agree(first, mapped.lead)) == {"takes-another-person"}
    returned = await mapped.second.post(
        f"{mapped.path}/mapping/findings/{first}/return", json={"missing": "Vad vittnet såg."}
    )
    assert returned.status_code == 200
    decisions = await mapped.case.chair.post(f"{mapped.path}/compartments/decisions/opening")
    assert FOR_THE_BOARD not in decisions.text, "nobody who decides reads what is not agreed on"
    assert (await mapped.head())["stage"] == "mapping"
    second = await mapped.propose("severe")
    assert codes_of(await mapped.agree(first)) == {"finding-is-settled"}
    assert (await mapped.agree(second)).status_code == 200
    head = await mapped.head()
    assert (head["stage"], head["conclusion"]) == ("concluded", "severe")
    assert (await step(mapped.case, mapped.case.officer, "KNO-01f"))["state"] == "done"
    decisions = await mapped.case.chair.post(f"{mapped.path}/compartments/decisions/opening")
    assert FOR_THE_BOARD in decisions.text
    assert WHY not in decisions.text


@pytest.mark.policy("KNO-01", "KNO-04")
async def test_no_plain_move_concludes_and_what_is_sent_back_keeps_what_was_found(
    database: Database, as_actor: Actors
) -> None:
    mapped = await a_mapping(database, as_actor, phase="known")

    async def move(**body: str) -> set[str]:
        seen = {"If-Match": f'"{(await mapped.head())["version"]}"'}
        answer = await mapped.case.officer.put(f"{mapped.path}/stage", json=body, headers=seen)
        return set() if answer.status_code == 200 else codes_of(answer)

    assert await move(stage="concluded") == {"stage-not-next"}
    await mapped.heard("affected")
    await mapped.heard("accused", person_id=str(mapped.case.members["accused"].person_id))
    await mapped.agreed("not_severe")
    assert (await step(mapped.case, mapped.lead, "KNO-01e"))["state"] == "not_applicable", "nothing was put up"
    assert await move(stage="mapping") == {"invalid-input", "missing"}
    assert await move(stage="mapping", phase="unknown", reason="Fel person") == {"phase-is-set"}
    assert await move(stage="mapping", reason="Ett vittne till har hört av sig.") == set()
    head = await mapped.head()
    assert (head["stage"], head["conclusion"], head["phase"]) == ("mapping", None, "known")
    assert (await step(mapped.case, mapped.lead, "KNO-01f"))["state"] == "open"
    [kept] = (await mapped.read())["findings"]
    assert (kept["status"], kept["outcome"]) == ("set_aside", "not_severe")
    await mapped.agreed("severe")
    assert (await mapped.head())["conclusion"] == "severe"


@pytest.mark.policy("UNK-03", "UNK-05", "KNO-12", "INT-01")
async def test_a_suspicion_stays_in_the_group_and_whoever_is_suspected_is_talked_with_first(
    database: Database, as_actor: Actors
) -> None:
    mapped = await a_mapping(database, as_actor, phase="unknown")
    await mapped.heard("affected")
    assert codes_of(await mapped.try_proposing("points_at_person")) == {"finding-held-back", "nobody-suspected"}
    named = {"role": "accused", "person_id": str(mapped.case.members["stranger"].person_id)}
    refused = await mapped.case.officer.post(f"{mapped.path}/parties", json=named)
    assert codes_of(refused) == {"known-takes-two"}
    suspected = await mapped.suspect("stranger")
    await mapped.agreed("points_at_person")
    assert (await mapped.head())["stage"] == "mapping"
    assert (await step(mapped.case, mapped.lead, "UNK-03"))["state"] == "open"
    assert codes_of(await mapped.try_proposing("person_established")) == {"finding-held-back", "suspected-not-heard"}
    await mapped.heard("suspected", person_id=suspected)
    assert (await step(mapped.case, mapped.lead, "UNK-03"))["state"] == "done"
    told = (await mapped.case.affected.get(f"{mapped.path}/disclosures")).json()["items"]
    assert "accused" not in {each["recipient"] for each in told}, "more people read the ledger than may know"
    decisions = await mapped.case.chair.post(f"{mapped.path}/compartments/decisions/opening")
    assert "Kanarie" not in decisions.text
    await mapped.agreed("perpetrator_unidentified")
    head = await mapped.head()
    assert (head["stage"], head["conclusion"]) == ("concluded", "perpetrator_unidentified")
    async with database.reading() as db:
        assert "Kanarie" not in "".join(repr(row) for row in (await db.exec(select(MappingFinding))).all())
        assert b"Kanarie" not in b"".join(row.sealed for row in (await db.exec(select(SealedText))).all())


@pytest.mark.policy("KNO-01", "UNK-01", "CON-01")
async def test_whoever_investigates_no_more_leads_it_no_more(database: Database, as_actor: Actors) -> None:
    mapped = await a_mapping(database, as_actor, phase="known")
    outsider = {"person_id": str(mapped.case.chair.person_id)}
    assert codes_of(await mapped.second.put(f"{mapped.path}/mapping/lead", json=outsider)) == {"not-eligible"}
    left = await mapped.lead.post(f"{mapped.path}/conflict-declaration", json={"reason": "Vi är gamla vänner."})
    assert left.status_code == 204
    assert (await mapped.lead.get(f"{mapped.path}/mapping")).status_code == 404
    assert (await mapped.read(mapped.second))["lead"] is None
    refused = await mapped.try_proposing("severe", by=mapped.second)
    assert "no-lead" in codes_of(refused)


@pytest.mark.policy("UNK-04")
async def test_help_with_a_report_to_the_police_is_weighed_once_the_affected_person_was_heard(
    database: Database, as_actor: Actors
) -> None:
    mapped = await a_mapping(database, as_actor, phase="unknown")
    wish = {"is_yes": False, "reason": "Hon vill vänta, och det är hennes val."}
    assert codes_of(await do(mapped.case, mapped.lead, "UNK-04", "assessment", **wish)) >= {"waits-for-steps"}
    await mapped.heard("affected")
    without = await do(mapped.case, mapped.lead, "UNK-04", "assessment", is_yes=False, reason="")
    assert codes_of(without) == {"invalid-input", "missing"}
    weighed = await do(mapped.case, mapped.lead, "UNK-04", "assessment", **wish)
    assert (weighed.status_code, weighed.json()["assessed"]) == (200, False)
    assert (await mapped.case.chair.post(f"{mapped.path}/compartments/investigation/opening")).status_code == 403


@pytest.mark.policy("UNK-05", "UNK-03", "KNO-12", "CON-04")
async def test_what_anybody_outside_the_group_sees_is_the_same_whether_or_not_it_points_at_somebody(
    app: FastAPI, database: Database, as_actor: Actors
) -> None:
    """Nothing was put up to be looked at: that this needed no second look is said only with the conclusion."""
    mapped = await a_mapping(database, as_actor, phase="unknown")
    case = mapped.case
    contact = {"person_id": str(case.stranger.person_id)}
    assert (await case.officer.put(f"{mapped.path}/contact-person", json=contact)).status_code == 200
    await mapped.heard("affected")
    outside = {"chair": case.chair, "affected": case.affected, "contact person": case.stranger}
    of_case = [path for method, path in routes(app) if method == "GET" and path.count("{") == 1 and "{case_id}" in path]
    assert len(of_case) > 15
    reads = [filled(path, case_id=case.case_id) for path in of_case] + ["/api/v1/now", "/api/v1/cases"]

    everything = [(who, path) for who in outside for path in reads]

    async def seen(questions: list[tuple[str, str]]) -> dict[tuple[str, str], tuple[int, str, str | None]]:
        answers = {(who, path): await outside[who].get(path) for who, path in questions}
        return {asked: (each.status_code, each.text, each.headers.get("ETag")) for asked, each in answers.items()}

    before = await seen(everything)
    insiders = [(await step(case, mapped.lead, code))["id"] for code in ("UNK-02d", "UNK-03", "KNO-12")]
    assert not any(step_id in text for _, text, _ in before.values() for step_id in insiders)
    suspected = await mapped.suspect("accused")
    await mapped.agreed("points_at_person")
    assert (await step(case, mapped.lead, "UNK-03"))["state"] == "open"
    answered = [question for question, (status, _, _) in before.items() if status == 200]
    assert await seen(answered) == {question: before[question] for question in answered}
    await mapped.heard("suspected", person_id=suspected)
    await mapped.agreed("person_established")
    assert (await step(case, mapped.lead, "KNO-12"))["state"] == "open"
    assert await seen(everything) == before, "it is clear who it is, and nobody has asked the chair yet"
    seen_once, body = {"If-Match": '"1"'}, {"note": "", "reason": "Varför?", "person_id": None}
    for step_id in insiders:
        for method, way in (("GET", ""), ("POST", "/sign-off"), ("POST", "/not-applicable"), ("PUT", "/assignment")):
            sent = None if method == "GET" else body
            there, nowhere = [
                await case.chair.request(method, f"{mapped.path}/steps/{each}{way}", json=sent, headers=seen_once)
                for each in (step_id, uuid4())
            ]
            assert (there.status_code, there.text) == (nowhere.status_code, nowhere.text), (method, way)
            assert there.status_code >= 400, (method, way)

    async def asked(client: ActorClient) -> bool:
        return "who-it-is-waits" in {each["kind"] for each in (await client.get("/api/v1/now")).json()["alarms"]}

    assert not await asked(case.chair)
    proposal = await mapped.ask_chair(suspected, "accused")
    assert [await asked(each) for each in (case.chair, mapped.lead, case.affected)] == [True, False, False]
    assert (await mapped.answer(proposal)).status_code == 200
    assert not await asked(case.chair)
