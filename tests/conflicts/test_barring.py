"""Naming somebody in an open case: what they lose, who takes over, and that all of it is one transaction."""

from datetime import timedelta
from uuid import UUID

import httpx
import pytest
from fastapi import FastAPI
from sqlmodel import select

from app.access.rules import CaseRole, Compartment, Office
from app.cases.access import bar_tag
from app.cases.models import Bar, Grant, Party
from app.cases.rules import BarReason
from app.core import clock
from app.core.database import Database
from app.notifications.models import Notice
from app.people.models import Person
from app.plans.models import CaseStep
from app.policy.terms import Category
from app.ports.mail import RecordedMail
from app.vault import service as vault
from app.worker import work
from tests.support.actors import Actors
from tests.support.cases import a_case, a_member, as_member
from tests.support.factories import a_person, an_association
from tests.support.matters import OFFICES, a_matter

pytestmark = pytest.mark.anyio


@pytest.mark.policy("CON-01", "CON-02", "ORG-01")
async def test_the_accused_chair_is_out_at_once_and_the_vice_chair_answers_for_it(
    database: Database, as_actor: Actors
) -> None:
    matter = await a_matter(database, as_actor)
    assert await matter.finds("chair")
    assert not await matter.finds("vice_chair")
    await matter.name("chair")
    assert not await matter.finds("chair")
    assert await matter.finds("vice_chair")
    head = (await matter.clients["vice_chair"].get(matter.path)).json()
    assert (head["my_roles"], head["awaiting_key"]) == (["accountable"], [])
    opened = await matter.clients["vice_chair"].post(f"{matter.path}/compartments/report/opening")
    assert all(text["text"] for text in opened.json()["items"]), "what stood by for them opens, the old texts too"


@pytest.mark.one_database
@pytest.mark.policy("CON-01")
@pytest.mark.parametrize("whom", sorted(OFFICES.keys() - {"officer"}))
async def test_whoever_is_named_gets_a_strangers_answer_everywhere(
    database: Database, as_actor: Actors, whom: str
) -> None:
    matter = await a_matter(database, as_actor)
    await matter.name(whom)
    client = matter.clients[whom]
    for path in (matter.path, f"{matter.path}/steps", f"{matter.path}/people", f"{matter.path}/bars"):
        assert (await client.get(path)).status_code == 404
    assert not await matter.finds(whom)
    now = (await client.get("/api/v1/now")).text
    assert str(matter.case_id) not in now
    (bar,) = await matter.bars()
    assert (bar["why"], bar["is_provisional"]) == ("accused", False)
    assert bar["person"]["person_id"] == str(matter.members[whom].person_id)


@pytest.mark.policy("CON-01")
async def test_no_wrap_of_any_key_is_left_and_what_is_written_next_has_a_new_one(
    database: Database, as_actor: Actors
) -> None:
    matter = await a_matter(database, as_actor)
    officer, chair = matter.clients["officer"], matter.members["chair"]
    async with database.reading() as db:
        before = await vault.newest_versions(db, case_id=matter.case_id)
        assert await vault.names_wrapped_to(db, case_id=matter.case_id, holder_id=chair.holder.id) == set(Compartment)
    await matter.name("chair")
    async with database.reading() as db:
        after = await vault.newest_versions(db, case_id=matter.case_id)
        assert await vault.names_wrapped_to(db, case_id=matter.case_id, holder_id=chair.holder.id) == set()
        (party,) = (await db.exec(select(Party))).all()
    assert not {each.id for each in before.values()} & {each.id for each in after.values()}
    assert party.version_id == after["report"].id, "the party is sealed to the key that the one named never had"
    written = await officer.post(f"{matter.path}/compartments/report/texts", json={"kind": "note", "text": "efteråt"})
    assert written.status_code == 201
    for who in ("officer", "second_officer", "vice_chair"):
        texts = (await matter.clients[who].post(f"{matter.path}/compartments/report/opening")).json()["items"]
        assert "efteråt" in [text["text"] for text in texts], who


@pytest.mark.one_database
@pytest.mark.policy("CON-01")
async def test_the_affected_person_reads_on_when_somebody_else_is_named(database: Database, as_actor: Actors) -> None:
    matter = await a_matter(database, as_actor)
    await matter.name("board_member", role="affected")
    await matter.name("chair")
    written = {"kind": "note", "text": "efteråt"}
    for compartment in ("report", "support"):
        path = f"{matter.path}/compartments/{compartment}"
        assert (await matter.clients["officer"].post(f"{path}/texts", json=written)).status_code == 201
        texts = (await matter.clients["board_member"].post(f"{path}/opening")).json()["items"]
        assert [text["text"] for text in texts if text["kind"] == "note"] == ["efteråt"], compartment


@pytest.mark.policy("CON-01")
async def test_only_the_compartments_that_they_had_a_key_to_get_a_new_one(database: Database, as_actor: Actors) -> None:
    matter = await a_matter(database, as_actor)
    async with database.reading() as db:
        before = await vault.newest_versions(db, case_id=matter.case_id)
    await matter.name("contact")
    async with database.reading() as db:
        after = await vault.newest_versions(db, case_id=matter.case_id)
    assert {name for name in before if before[name].id != after[name].id} == {"support"}


@pytest.mark.policy("CON-02")
async def test_the_other_officer_has_it_when_one_is_named(database: Database, as_actor: Actors) -> None:
    matter = await a_matter(database, as_actor, without=("second_officer",))
    async with database.writing() as db:
        late = await a_member(db, Office.SECURITY_OFFICER)
    await matter.name("officer", by="chair")
    assert not await matter.finds("officer")
    client = await as_member(as_actor, late)
    head = (await client.get(matter.path)).json()
    assert head["my_roles"] == ["security_officer"]
    # Nothing stood by for one who was appointed after the report: what the chair can open came along, the rest waits.
    assert head["awaiting_key"]


@pytest.mark.policy("CON-02")
async def test_without_a_vice_chair_the_officer_leads_and_the_board_can_elect_a_member(
    database: Database, as_actor: Actors
) -> None:
    matter = await a_matter(database, as_actor, without=("vice_chair",))
    officer = matter.clients["officer"]
    elected = {
        "person_id": str(matter.members["board_member"].person_id),
        "role": "accountable",
        "compartments": ["report", "decisions"],
    }
    too_early = await officer.post(f"{matter.path}/people", json=elected)
    assert too_early.json()["code"] == "not-eligible", "the chair is there"
    await matter.name("chair")
    assert (await officer.get(matter.path)).status_code == 200
    outsider = elected | {"person_id": str(matter.members["contact"].person_id)}
    assert (await officer.post(f"{matter.path}/people", json=outsider)).json()["code"] == "not-eligible"
    let_in = await officer.post(f"{matter.path}/people", json=elected)
    assert let_in.status_code == 201, let_in.text
    assert await matter.finds("board_member")


@pytest.mark.policy("CON-02", "CON-03")
async def test_when_nobody_is_left_the_federation_is_told_and_learns_nothing(
    app: FastAPI, database: Database, as_actor: Actors, mail: RecordedMail
) -> None:
    async with database.writing() as db:
        await an_association(db)
        officer = await a_member(db, Office.SECURITY_OFFICER)
        federation = await a_member(db, Office.FEDERATION, name="Kanarie Förbund")
        case = await a_case(db, officer=officer)
    client = await as_member(as_actor, officer)
    declared = await client.post(f"/api/v1/cases/{case.id}/conflict-declaration", json={"reason": "Vi är gamla vänner"})
    assert declared.status_code == 204, declared.text
    await work(database, app.state.due_work)
    (told,) = mail.sent
    async with database.reading() as db:
        from app.people import service as people

        assert told.to == (await people.person(db, federation.person_id)).email
    assert case.reference not in told.text


@pytest.mark.policy("ORG-03", "CON-02")
async def test_their_steps_are_others_again_and_a_lost_contact_person_is_due_anew(
    database: Database, as_actor: Actors
) -> None:
    matter = await a_matter(database, as_actor)
    officer, contact = matter.clients["officer"], matter.members["contact"]
    async with database.writing() as db:
        rows = (await db.exec(select(CaseStep).where(CaseStep.case_id == matter.case_id))).all()
        theirs = next(row for row in rows if row.code.startswith("ASP-03"))
        theirs.assignee = contact.tag
        db.add(theirs)
        appointing = next(row for row in rows if row.code == "ASP-01a")
    done = await officer.put(
        f"{matter.path}/contact-person", json={"person_id": str(matter.members["board_member"].person_id)}
    )
    assert done.status_code == 200, done.text
    await matter.name("board_member", role="witness")
    missing = (await officer.get(f"{matter.path}/contact-person")).json()
    assert missing["person"] is None
    async with database.reading() as db:
        again = (
            await db.exec(select(CaseStep).where(CaseStep.case_id == matter.case_id, CaseStep.code == appointing.code))
        ).all()
    assert sorted((row.occurrence, row.status.value) for row in again) == [(1, "done"), (2, "open")]
    await matter.name("contact", role="close")
    async with database.reading() as db:
        left = (await db.exec(select(CaseStep.assignee).where(CaseStep.id == theirs.id))).one()
    assert left is None


@pytest.mark.policy("CON-01")
async def test_what_was_about_to_tell_them_is_withheld(database: Database, as_actor: Actors) -> None:
    matter = await a_matter(database, as_actor)
    officer = matter.clients["officer"]
    member = matter.members["board_member"]
    await officer.put(f"{matter.path}/contact-person", json={"person_id": str(member.person_id)})
    async with database.reading() as db:
        assert (await db.exec(select(Notice).where(Notice.recipient == member.tag))).all(), "control: it was to be told"
    await matter.name("board_member")
    async with database.reading() as db:
        assert not (await db.exec(select(Notice).where(Notice.recipient == member.tag))).all()


@pytest.mark.policy("CON-01")
async def test_the_affected_person_keeps_what_is_theirs_and_loses_their_office(
    database: Database, as_actor: Actors
) -> None:
    matter = await a_matter(database, as_actor)
    await matter.name("second_officer", role="affected")
    client = matter.clients["second_officer"]
    head = (await client.get(matter.path)).json()
    assert head["my_roles"] == ["affected"]
    assert sorted(head["my_compartments"]) == ["media_plan", "report", "submission", "support"]
    assert (await client.get(f"{matter.path}/log")).status_code == 403
    assert (await matter.name("second_officer", expect=409))["code"] == "affected-cannot-be-barred"
    declared = await client.post(f"{matter.path}/conflict-declaration", json={"reason": "det gäller mig"})
    assert declared.status_code == 403
    async with database.reading() as db:
        names = await vault.names_wrapped_to(
            db, case_id=matter.case_id, holder_id=matter.members["second_officer"].holder.id
        )
    assert names == {"submission", "report", "support", "media_plan"}, "nothing stands by for them any more"


@pytest.mark.policy("CON-01")
async def test_declaring_oneself_ends_it_and_says_nothing_more(database: Database, as_actor: Actors) -> None:
    matter = await a_matter(database, as_actor)
    themself = await matter.name("officer", expect=409)
    assert themself["code"] == "names-themself"
    declared = await matter.clients["officer"].post(
        f"{matter.path}/conflict-declaration", json={"reason": "anmälaren är min granne"}
    )
    assert (declared.status_code, declared.content) == (204, b"")
    assert not await matter.finds("officer")
    (bar,) = await matter.bars("second_officer")
    assert (bar["why"], bar["person"]["person_id"]) == ("declared", str(matter.members["officer"].person_id))
    reasons = (await matter.clients["second_officer"].post(f"{matter.path}/compartments/report/opening")).json()
    assert "anmälaren är min granne" in [text["text"] for text in reasons["items"]]


@pytest.mark.policy("CON-01")
async def test_who_has_read_it_is_shown_before_anybody_is_named(database: Database, as_actor: Actors) -> None:
    matter = await a_matter(database, as_actor)
    await matter.clients["chair"].post(f"{matter.path}/compartments/report/opening")
    shown = (await matter.clients["officer"].get(f"{matter.path}/readers")).json()["items"]
    by_person = {each["person"]["person_id"]: each for each in shown}
    chair = by_person[str(matter.members["chair"].person_id)]
    assert chair["is_in_case"]
    assert [each["compartment"] for each in chair["opened"]] == ["report"]
    assert by_person[str(matter.members["contact"].person_id)]["opened"] == []
    await matter.name("chair")
    after = (await matter.clients["officer"].get(f"{matter.path}/readers")).json()["items"]
    gone = next(each for each in after if each["person"]["person_id"] == str(matter.members["chair"].person_id))
    assert not gone["is_in_case"]
    assert gone["opened"], "what was read cannot be unread"
    assert (await matter.clients["contact"].get(f"{matter.path}/readers")).status_code == 403


@pytest.mark.policy("CON-03")
async def test_a_name_that_is_nobodys_bars_everyone_it_may_mean_until_confirmed(
    database: Database, as_actor: Actors
) -> None:
    matter = await a_matter(database, as_actor)
    async with database.writing() as db:
        namesake = await a_member(db, Office.BOARD_MEMBER, name="Torkel Brunkulla")
        await a_member(db, Office.BOARD_MEMBER, name="Signe Ängsull")
    body = {"role": "accused", "name": "Torkel, tror jag"}
    named = await matter.clients["officer"].post(f"{matter.path}/parties", json=body)
    assert named.status_code == 201, named.text
    (bar,) = await matter.bars()
    assert (bar["person"]["person_id"], bar["is_provisional"]) == (str(namesake.person_id), True)
    refused = await matter.clients["officer"].post(
        f"{matter.path}/bars/{bar['id']}/confirmation", json={"role": "affected"}
    )
    assert refused.status_code == 422
    confirmed = await matter.clients["officer"].post(
        f"{matter.path}/bars/{bar['id']}/confirmation", json={"role": "witness"}
    )
    assert confirmed.status_code == 204, confirmed.text
    (bar,) = await matter.bars()
    assert (bar["why"], bar["is_provisional"]) == ("witness", False)
    parties = (await matter.clients["officer"].post(f"{matter.path}/parties/opening")).json()["items"]
    assert [(each["role"], each["name"], each["person"] is None) for each in parties] == [
        ("accused", "Torkel, tror jag", True),
        ("witness", "", False),
    ]


@pytest.mark.policy("CON-03", "UNK-05")
@pytest.mark.one_database
async def test_whoever_leads_confirms_a_suspicion_and_reads_no_more_of_it(database: Database, as_actor: Actors) -> None:
    matter = await a_matter(database, as_actor)
    async with database.writing() as db:
        suspect = await a_member(db, Office.BOARD_MEMBER, name="Torkel Brunkulla")
    body = {"role": "accused", "name": "Torkel, tror jag"}
    assert (await matter.clients["officer"].post(f"{matter.path}/parties", json=body)).status_code == 201
    chair = matter.clients["chair"]
    assert "investigation" not in (await chair.get(matter.path)).json()["my_compartments"]
    (bar,) = await matter.bars("chair")
    path = f"{matter.path}/bars/{bar['id']}"
    confirmed = await chair.post(f"{path}/confirmation", json={"role": "suspected"})
    assert confirmed.status_code == 204, confirmed.text
    assert await matter.bars("chair") == [], "who is suspected is for those who investigate"
    assert (await chair.post(f"{path}/confirmation", json={"role": "suspected"})).status_code == 404
    async with database.reading() as db:
        row = (await db.exec(select(Bar).where(Bar.case_id == matter.case_id))).one()
        assert row.tag == bar_tag(db.keys, case_id=matter.case_id, person_id=suspect.person_id)
        assert (row.why, row.is_provisional) == (BarReason.SUSPECTED, False)
        named = (await db.exec(select(Party).where(Party.subject == row.tag))).all()
    assert len(named) == 1, "the control: those who hold that part can read who it is"


@pytest.mark.policy("CON-01", "CON-03")
@pytest.mark.one_database
async def test_whoever_bars_somebody_is_told_of_another_row_that_may_be_them(
    database: Database, as_actor: Actors
) -> None:
    matter = await a_matter(database, as_actor, has_affected=True)
    async with database.writing() as db:
        one = await a_member(db, Office.BOARD_MEMBER, name="Torkel Brunkulla")
        by_name = await a_person(db, name="Brunkulla, Torkel Elof")
        by_number = await a_person(db, name="T. B.", telephone="+46701740605")
        await a_person(db, name="Torkel Ängsull", telephone="+46701740606")
        (await db.get_one(Person, one.person_id)).telephone = "+46701740605"
        (await db.get_one(Person, matter.members["affected"].person_id)).display_name = "Torkel Brunkulla"
    officer = matter.clients["officer"]
    body = {"role": "accused", "person_id": str(one.person_id)}
    named = await officer.post(f"{matter.path}/parties", json=body)
    alike = {str(by_name.id), str(by_number.id)}
    assert {each["person_id"] for each in named.json()["may_be_same"]} == alike
    (bar,) = await matter.bars()
    assert {each["person_id"] for each in bar["may_be_same"]} == alike
    for person_id in sorted(alike):
        again = await officer.post(f"{matter.path}/parties", json=body | {"person_id": person_id})
        assert again.status_code == 201
    assert [each["may_be_same"] for each in await matter.bars()] == [[], [], []], "all of them are kept out now"


@pytest.mark.policy("CON-05", "CON-03")
async def test_lifting_takes_two_and_gives_nothing_back_by_itself(database: Database, as_actor: Actors) -> None:
    matter = await a_matter(database, as_actor)
    await matter.name("board_member", role="witness")
    (bar,) = await matter.bars()
    lifting, why = f"{matter.path}/bars/{bar['id']}/lifting", {"reason": "fel person"}
    officer, second = matter.clients["officer"], matter.clients["second_officer"]
    assert (await officer.post(lifting, json=why)).json() == {"is_lifted": False}
    assert (await officer.post(lifting, json=why)).json() == {"is_lifted": False}, "one person is not two"
    (asked,) = await matter.bars("second_officer")
    assert (asked["lifting"]["is_mine"], asked["lifting"]["asked_by"]["display_name"]) == (False, "Kanarie officer")
    assert (await second.delete(lifting)).status_code == 204
    assert (await matter.bars())[0]["lifting"] is None
    assert (await second.post(lifting, json=why)).json() == {"is_lifted": False}
    assert (await officer.post(lifting, json=why)).json() == {"is_lifted": True}
    assert await matter.bars() == []
    assert (await officer.post(f"{matter.path}/parties/opening")).json() == {"items": []}
    assert not await matter.finds("board_member")
    let_in = await officer.put(
        f"{matter.path}/contact-person", json={"person_id": str(matter.members["board_member"].person_id)}
    )
    assert let_in.status_code == 200
    assert await matter.finds("board_member")


@pytest.mark.policy("UNK-05", "KNO-12", "INT-01")
async def test_a_suspicion_is_for_those_who_investigate(database: Database, as_actor: Actors) -> None:
    matter = await a_matter(database, as_actor, category=Category.INTERNAL)
    await matter.name("board_member", role="suspected")
    assert await matter.bars() == [], "the officer holds no key to the investigation here"
    parties = await matter.clients["officer"].post(f"{matter.path}/parties/opening")
    assert parties.json() == {"items": []}
    assert "suspect" not in (await matter.clients["officer"].get(f"{matter.path}/log")).text
    told = (await matter.clients["investigator"].post(f"{matter.path}/parties/opening")).json()["items"]
    assert [each["role"] for each in told] == ["suspected"]


@pytest.mark.policy("CON-01")
async def test_a_chair_who_may_not_read_the_report_does_not_see_who_is_kept_out(
    database: Database, as_actor: Actors
) -> None:
    matter = await a_matter(database, as_actor, category=Category.INTERNAL)
    async with database.writing() as db:
        db.add(
            Grant(
                case_id=matter.case_id,
                holder=matter.members["chair"].tag,
                role=CaseRole.ACCOUNTABLE,
                compartments=["decisions"],
                why="chair-informed",
                given_by="test",
                given_at=clock.now(),
            )
        )
    await matter.name("board_member")
    refused = await matter.clients["chair"].get(f"{matter.path}/bars")
    assert (refused.status_code, refused.json()["code"]) == (403, "compartment-not-open")


@pytest.mark.policy("CON-01")
async def test_the_rows_do_not_say_who_is_kept_out(database: Database, as_actor: Actors) -> None:
    matter = await a_matter(database, as_actor)
    await matter.name("chair")
    member = matter.members["chair"]
    async with database.reading() as db:
        (bar,) = (await db.exec(select(Bar))).all()
        ended = (await db.exec(select(Grant).where(Grant.holder == member.tag))).one()
        assert bar.tag == bar_tag(db.keys, case_id=matter.case_id, person_id=member.person_id)
    assert member.tag not in (bar.tag, bar.made_by)
    assert ended.ended_why == "ended", "as for any grant that ends"


@pytest.mark.policy("CON-01")
async def test_two_officers_who_name_each_other_do_not_both_go(database: Database, as_actor: Actors) -> None:
    """Whoever was first is heard; the other has no such case any more."""
    matter = await a_matter(database, as_actor)
    import asyncio

    async def names(by: str, whom: str) -> httpx.Response:
        body = {"role": "accused", "person_id": str(matter.members[whom].person_id)}
        return await matter.clients[by].post(f"{matter.path}/parties", json=body)

    answers = await asyncio.gather(names("officer", "second_officer"), names("second_officer", "officer"))
    assert sorted(each.status_code for each in answers) == [201, 404]
    async with database.reading() as db:
        assert len((await db.exec(select(Bar))).all()) == 1


async def test_a_person_or_a_name_and_someone_we_know(database: Database, as_actor: Actors) -> None:
    matter = await a_matter(database, as_actor)
    officer = matter.clients["officer"]
    for body, field in (
        ({"role": "accused"}, "body"),
        ({"role": "accused", "name": "A B", "person_id": str(UUID(int=7))}, "body"),
        ({"role": "accused", "person_id": str(UUID(int=7))}, "body.person_id"),
        ({"role": "guilty", "name": "A B"}, "body.role"),
    ):
        answer = await officer.post(f"{matter.path}/parties", json=body)
        assert answer.status_code == 422, answer.text
        assert [each["field"] for each in answer.json()["errors"]] == [field]
    assert await matter.bars() == []
    with clock.turned(timedelta(days=1)):
        assert await matter.finds("chair")


@pytest.mark.policy("CON-03", "CON-05")
async def test_what_is_to_be_checked_or_agreed_to_stands_among_what_needs_one(
    database: Database, as_actor: Actors
) -> None:
    matter = await a_matter(database, as_actor)

    async def alarms(who: str) -> set[str]:
        now = (await matter.clients[who].get("/api/v1/now")).json()["alarms"]
        return {each["kind"] for each in now} - {"no-contact-person"}

    async with database.writing() as db:
        await a_member(db, Office.BOARD_MEMBER, name="Torkel Brunkulla")
    named = {"role": "witness", "name": "Torkel"}
    assert (await matter.clients["officer"].post(f"{matter.path}/parties", json=named)).status_code == 201
    assert await alarms("officer") == await alarms("second_officer") == {"bar-to-confirm"}
    assert await alarms("contact") == set()
    (bar,) = await matter.bars()
    lifting = {"reason": "fel person"}
    await matter.clients["officer"].post(f"{matter.path}/bars/{bar['id']}/lifting", json=lifting)
    assert await alarms("officer") == {"bar-to-confirm"}, "who asked has nothing more to do"
    assert await alarms("second_officer") == {"bar-to-confirm", "lifting-waits"}
    await matter.clients["second_officer"].post(f"{matter.path}/bars/{bar['id']}/lifting", json=lifting)
    assert await alarms("officer") == await alarms("second_officer") == set()


@pytest.mark.policy("CON-05", "CON-01")
async def test_naming_the_accused_as_something_else_does_not_take_the_accusation_back(
    database: Database, as_actor: Actors
) -> None:
    matter = await a_matter(database, as_actor)
    await matter.name("board_member", role="witness")
    await matter.name("board_member")
    await matter.name("board_member", role="witness")
    (bar,) = await matter.bars()
    assert (bar["why"], bar["is_provisional"]) == ("accused", False)
