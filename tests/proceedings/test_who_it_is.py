"""From suspected to known and back: two agree, and all that hangs on it follows in one transaction."""

import pytest
from sqlmodel import col, select

from app.access.rules import Office
from app.cases.access import bar_tag
from app.cases.models import Bar, Party
from app.core.database import Database, Session
from app.people import service as people
from app.policy.terms import Category
from app.proceedings.hooks import Exonerated, exonerated
from tests.support.actors import Actors
from tests.support.cases import staffed
from tests.support.factories import a_term
from tests.support.mapping import WHY, Mapped, a_mapping
from tests.support.steps import all_steps, codes_of

pytestmark = pytest.mark.anyio


async def _bar_of(database: Database, mapped: Mapped, person_id: str) -> str | None:
    async with database.reading() as db:
        rows = (await db.exec(select(Bar).where(Bar.case_id == mapped.case.case_id))).all()
    by_tag = {row.tag: row.why.value for row in rows}
    tags = {
        bar_tag(database.keys, case_id=mapped.case.case_id, person_id=member.person_id)
        for member in mapped.case.members.values()
        if str(member.person_id) == person_id
    }
    return next((by_tag[tag] for tag in tags if tag in by_tag), None)


@pytest.mark.policy("KNO-12", "CON-01", "UNK-05")
async def test_the_chair_approves_without_reading_the_investigation_and_the_plan_follows(
    database: Database, as_actor: Actors
) -> None:
    mapped = await a_mapping(database, as_actor, phase="unknown")
    contact = {"person_id": str(mapped.case.stranger.person_id)}
    await mapped.case.officer.put(f"{mapped.path}/contact-person", json=contact)
    await mapped.heard("affected")
    suspected = await mapped.suspect("accused")
    assert codes_of(await mapped.ask_chair(suspected, "accused")) == {"nobody-established"}
    await mapped.agreed("points_at_person")
    await mapped.heard("suspected", person_id=suspected)
    await mapped.agreed("person_established")
    proposal = await mapped.ask_chair(suspected, "accused")
    assert codes_of(await mapped.ask_chair(suspected, "accused")) == {"proposal-waits"}
    for who in (mapped.case.affected, mapped.case.stranger):
        assert (await who.get(f"{mapped.path}/who-it-is")).status_code == 403
    [waiting] = (await mapped.case.chair.get(f"{mapped.path}/who-it-is")).json()["items"]
    assert waiting["is_mine_to_answer"]
    texts = (await mapped.case.chair.post(f"{mapped.path}/compartments/decisions/opening")).json()["items"]
    [asked] = [each["text"] for each in texts if each["id"] == waiting["text_id"]]
    assert WHY in asked
    assert (await mapped.case.chair.post(f"{mapped.path}/compartments/investigation/opening")).status_code == 403
    for investigating in (mapped.lead, mapped.case.officer):
        path = f"{mapped.path}/who-it-is/{proposal.json()['id']}/approval"
        assert (await investigating.post(path)).status_code == 403
    assert (await mapped.answer(proposal)).status_code == 200
    assert codes_of(await mapped.answer(proposal)) == {"proposal-is-settled"}
    head = await mapped.head()
    assert (head["phase"], head["stage"], head["conclusion"]) == ("known", "mapping", None)
    assert await _bar_of(database, mapped, suspected) == "accused"
    found = await mapped.read()
    assert (len(found["accused"]), found["suspected"]) == (1, [])
    steps = {each["code"]: each["state"] for each in await all_steps(mapped.case, mapped.lead)}
    assert [steps[code] for code in ("KNO-03a", "KNO-01a", "KNO-01b", "KNO-01c")] == ["done"] * 4
    assert [steps[code] for code in ("KNO-01d", "KNO-01f")] == ["open", "waits_for_steps"]
    assert not any(code.startswith("UNK") for code in steps)
    told = (await mapped.case.affected.get(f"{mapped.path}/disclosures")).json()["items"]
    assert [each["recipient"] for each in told if each["recipient"] == "accused"] == ["accused"]
    parties = (await mapped.case.officer.post(f"{mapped.path}/parties/opening")).json()["items"]
    assert [each["role"] for each in parties if each["person"]] == ["accused"]


@pytest.mark.policy("KNO-12")
@pytest.mark.one_database
async def test_a_no_and_a_change_of_mind_change_nothing_but_the_proposal(database: Database, as_actor: Actors) -> None:
    mapped = await a_mapping(database, as_actor, phase="unknown")
    await mapped.heard("affected")
    suspected = await mapped.suspect("accused")
    await mapped.agreed("person_established")
    refused = await mapped.answer(await mapped.ask_chair(suspected, "accused"), "refusal", reason="För tunt.")
    assert (refused.status_code, refused.json()["status"]) == (200, "refused")
    withdrawn = await mapped.answer(await mapped.ask_chair(suspected, "accused"), "withdrawal")
    assert (withdrawn.status_code, withdrawn.json()["status"]) == (200, "withdrawn")
    head = await mapped.head()
    assert (head["phase"], await _bar_of(database, mapped, suspected)) == ("unknown", "suspected")


@pytest.mark.policy("KNO-12", "PRN-05", "CON-05")
@pytest.mark.parametrize("becomes", ["cleared", "suspected"])
async def test_whoever_is_accused_no_more_is_so_by_the_same_two_and_what_hung_on_it_is_lifted(
    database: Database, as_actor: Actors, becomes: str
) -> None:
    mapped = await a_mapping(database, as_actor, phase="unknown")
    await mapped.heard("affected")
    person_id = await mapped.until_known()
    [bar] = (await mapped.case.officer.get(f"{mapped.path}/bars")).json()["items"]
    by_hand = await mapped.case.officer.post(f"{mapped.path}/bars/{bar['id']}/lifting", json={"reason": "Det var fel."})
    assert codes_of(by_hand) == {"cleared-by-finding"}
    lifted: list[Exonerated] = []

    async def listen(_db: Session, of: Exonerated) -> None:
        lifted.append(of)

    proposal = await mapped.ask_chair(person_id, becomes)
    with exonerated.heard_by(listen):
        assert (await mapped.answer(proposal)).status_code == 200
    assert [of.case.id for of in lifted] == [mapped.case.case_id]
    head = await mapped.head()
    assert (head["phase"], head["stage"]) == ("unknown", "mapping")
    assert await _bar_of(database, mapped, person_id) == {"cleared": None, "suspected": "suspected"}[becomes]
    steps = {each["code"]: each["state"] for each in await all_steps(mapped.case, mapped.lead)}
    assert steps["UNK-02d"] != "done"
    assert steps["UNK-03"] == {"cleared": "does_not_apply", "suspected": "waits_for_steps"}[becomes]
    assert codes_of(await mapped.ask_chair(person_id, "accused")) & {"nobody-established", "not-named-so"}
    parties = (await mapped.case.officer.post(f"{mapped.path}/parties/opening")).json()["items"]
    assert [each["role"] for each in parties if each["person"]] == [] if becomes == "cleared" else ["suspected"]
    async with database.reading() as db:
        withdrawn = (await db.exec(select(Party).where(col(Party.withdrawn_at).is_not(None)))).all()
        assert [row.subject for row in withdrawn] == [None] * len(withdrawn), "nothing leads back to them"


@pytest.mark.policy("KNO-12")
@pytest.mark.one_database
async def test_one_of_several_accused_is_cleared_and_the_case_stays_known(database: Database, as_actor: Actors) -> None:
    mapped = await a_mapping(database, as_actor, phase="known")
    other = str(mapped.case.members["stranger"].person_id)
    named = await mapped.case.officer.post(f"{mapped.path}/parties", json={"role": "accused", "person_id": other})
    assert named.status_code == 201
    assert (await mapped.answer(await mapped.ask_chair(other, "cleared"))).status_code == 200
    assert (await mapped.head())["phase"] == "known"
    assert [each["person_id"] for each in (await mapped.read())["accused"]] == [
        str(mapped.case.members["accused"].person_id)
    ]


@pytest.mark.policy("KNO-12")
@pytest.mark.one_database
async def test_nobody_becomes_known_or_cleared_while_a_vote_about_them_is_under_way(
    database: Database, as_actor: Actors
) -> None:
    mapped = await a_mapping(database, as_actor, phase="known")
    person_id = mapped.case.members["accused"].person_id
    proposal = await mapped.ask_chair(person_id, "cleared")
    async with database.writing() as db:
        for office in (Office.COUNCIL_MEMBER, Office.GROUP_LEADER):
            await a_term(db, office, person=await people.person_row(db, person_id))
    raised = await mapped.case.chair.post(
        f"{mapped.path}/votes", json={"concerns": str(person_id), "account": "", "names_affected": False}
    )
    assert raised.status_code == 201, raised.text
    assert codes_of(await mapped.answer(proposal)) == {"vote-under-way"}
    assert (await mapped.answer(proposal, "withdrawal")).status_code == 200
    assert codes_of(await mapped.ask_chair(person_id, "cleared")) == {"vote-under-way"}


@pytest.mark.policy("KNO-12")
@pytest.mark.one_database
async def test_known_takes_somebody_who_is_named(database: Database, as_actor: Actors) -> None:
    case = await staffed(database, as_actor, category=Category.INTERNAL, has_accused=False)
    await case.officer.post(f"{case.path}/acknowledgement")
    for stage in ("assessing", "triage", "mapping"):
        seen = (await case.officer.get(case.path)).headers["etag"]
        body = {"stage": stage} | ({"phase": "known"} if stage == "mapping" else {})
        answer = await case.officer.put(f"{case.path}/stage", json=body, headers={"If-Match": seen})
    assert codes_of(answer) == {"nobody-accused"}
