"""That somebody be told whom the list leaves out, because the affected person asks for just that. Source: SOM-04."""

from typing import Any

import pytest
from sqlmodel import select

from app.access.rules import CaseRole, Office
from app.audit.models import AuditEvent
from app.cases.models import Case, Disclosure, LogEntry, SealedText
from app.core.database import Database
from app.core.keys import PersonTag
from app.notifications.models import Notice
from app.people.models import Person
from app.policy.terms import Category, Stage
from tests.disclosures.test_ledger import ledger, says
from tests.support.actors import ActorClient, Actors
from tests.support.cases import Staffed, staffed
from tests.support.factories import a_term
from tests.support.steps import codes_of

pytestmark = [pytest.mark.anyio, pytest.mark.one_database]

WORDS = "Bara att jag behöver någon att ringa."
WHY = "Hon bad oss."
FEDERATION = {"recipient": "federation", "is_asked_for": True}


async def wish(case: Staffed, who: ActorClient, **said: object) -> tuple[int, set[str]]:
    answer = await who.post(f"{case.path}/wishes", json=FEDERATION | said)
    return answer.status_code, set() if answer.status_code == 201 else codes_of(answer)


async def tell(case: Staffed, recipient: str, *, with_name: bool = False) -> set[str]:
    told = {"recipient": recipient, "with_name": with_name, "reason": WHY}
    answer = await case.officer.post(f"{case.path}/disclosures", json=told)
    return set() if answer.status_code == 201 else codes_of(answer)


async def offered(case: Staffed) -> dict[str, dict[str, Any]]:
    listed = (await case.officer.get(f"{case.path}/disclosures")).json()["recipients"]
    return {each["recipient"]: each for each in listed}


async def notices(database: Database, case: Staffed) -> dict[str, int]:
    async with database.reading() as db:
        tags = [each.recipient for each in (await db.exec(select(Notice).where(Notice.case_id == case.case_id))).all()]
    return {name: tags.count(PersonTag(member.tag)) for name, member in case.members.items()}


@pytest.mark.policy("SOM-04", "CON-01", "CON-05")
async def test_a_wish_lets_just_them_be_told_just_that_until_it_is_taken_back(
    database: Database, as_actor: Actors
) -> None:
    case = await staffed(database, as_actor, category=Category.MUNICIPAL, others=[CaseRole.CONTACT_PERSON])
    other = await staffed(database, as_actor, category=Category.MUNICIPAL)
    contact = case.clients["contact_person"]
    assert await tell(case, "federation") == {"recipient-not-allowed"}
    assert "federation" not in await offered(case)
    for who in (case.accused, case.stranger, case.administrator, other.affected, other.officer):
        assert (await wish(case, who))[0] == 404
    assert await wish(case, contact) == (403, {"forbidden"})
    for listed in ("board", "chair", "contact_person", "committee_members", "accused"):
        assert await wish(case, case.affected, recipient=listed) == (422, {"not-to-be-asked-for"})
    assert await wish(case, case.affected, is_asked_for=False) == (409, {"nothing-asked-for"})
    before = await notices(database, case)

    assert (await wish(case, case.affected, words=WORDS))[0] == 201
    after = await notices(database, case)
    assert {name for name in after if after[name] > before[name]} == {"officer"}, "who has to act on it"
    assert (await offered(case))["federation"] | {"title": None} == {
        "recipient": "federation",
        "title": None,
        "is_allowed": True,
        "may_name": False,
        "is_asked_for": True,
        "consent_question": None,
    }
    assert await tell(case, "federation", with_name=True) == {"consent-missing", "name-not-agreed"}
    assert await tell(case, "national_organisation") == {"recipient-not-allowed"}, "of them nothing was said"
    assert await tell(other, "federation") == {"recipient-not-allowed"}, "another's wish is another's"
    assert await tell(case, "federation") == set()
    for who in (case.affected, contact, case.officer, case.chair):
        seen = await ledger(case, who)
        (line,), (wished,) = seen["told"], seen["wishes"]
        assert (line["on_question"], line["by_two"]) == (None, None)
        assert line["wished_at"] == wished["events"][0]["at"]
        assert (wished["state"], wished["counts"], wished["with_name"]) == ("given", True, False)
        assert [(each["what"], each["by_role"]) for each in wished["events"]] == [("given", "affected")]
        assert wished["may_read_words"] == (who is not contact)
        assert bool(seen["may_ask_for"]) == (who is not contact)
        assert WORDS not in str(seen)

    await words_are_read_by_the_right_ones(case, other, wish_id=wished["id"])

    assert (await wish(case, case.officer, is_asked_for=False))[0] == 201, "as they said on the telephone"
    later = await notices(database, case)
    assert later["affected"] == after["affected"] + 1, "whoever writes down their word does not do so unseen"
    assert await tell(case, "federation") == {"recipient-not-allowed"}
    seen = await ledger(case, case.affected)
    assert [(each["what"], each["by_role"]) for each in seen["wishes"][0]["events"]] == [
        ("given", "affected"),
        ("withdrawn", "security_officer"),
    ]
    assert [each["wished_at"] is not None for each in seen["told"]] == [True], "what was told stays listed"
    assert await wish(case, case.officer, is_asked_for=False) == (409, {"nothing-asked-for"})
    assert (await wish(case, case.officer, with_name=True))[0] == 201
    assert await tell(case, "federation", with_name=True) == set()
    await each_is_recorded_and_no_word_of_it(database)


async def words_are_read_by_the_right_ones(case: Staffed, other: Staffed, *, wish_id: str) -> None:
    words = f"{case.path}/wishes/{wish_id}/words"
    assert (await case.officer.post(words)).json() == {"text": WORDS}
    assert codes_of(await case.contact_person.post(words)) == {"compartment-not-open"}
    for who in (case.accused, case.stranger, case.administrator, other.affected, other.officer):
        assert (await who.post(words)).status_code == 404
        assert (await who.get(f"{case.path}/ledger")).status_code == 404
    assert (await other.officer.post(f"{other.path}/wishes/{wish_id}/words")).status_code == 404
    opened = (await case.affected.get(f"{case.path}/who-opened")).json()["items"]
    assert [(each["compartment"], each["roles"]) for each in opened] == [("report", ["security_officer"])]
    part = await case.officer.post(f"{case.path}/compartments/report/opening")
    assert WORDS not in part.text, "read with the wish alone"
    data = (await case.affected.post(f"{case.path}/own-data")).json()
    assert [(each["recipient"]["en"], each["is_asked_for"], each["with_name"]) for each in data["wishes"]] == [
        ("The federation", True, False)
    ]
    assert WORDS in {each["text"] for each in data["texts"]}


async def each_is_recorded_and_no_word_of_it(database: Database) -> None:
    async with database.reading() as db:
        logged = (await db.exec(select(LogEntry).where(LogEntry.kind == "wish-recorded"))).all()
        audited = (await db.exec(select(AuditEvent).where(AuditEvent.kind == "wish-recorded"))).all()
        sealed = (await db.exec(select(SealedText).where(SealedText.kind == "wish"))).all()
        told = (await db.exec(select(Disclosure).where(Disclosure.recipient == "federation"))).all()
    assert len(logged) == len(audited) == 3
    assert [each.codes["themself"] for each in sorted(logged, key=lambda row: row.at)] == ["True", "False", "False"]
    assert WORDS.encode() not in sealed[0].sealed
    assert len({each.wish_id for each in told}) == 2


@pytest.mark.policy("SOM-04", "SOP-04", "SOI-02", "CON-01")
async def test_a_wish_opens_nothing_where_the_list_asks_and_reaches_nobody_who_is_kept_out(
    database: Database, as_actor: Actors
) -> None:
    case = await staffed(database, as_actor, category=Category.INTERNAL)
    for recipient in ("municipal_security_officer", "committee_chair"):
        assert (await wish(case, case.affected, recipient=recipient, with_name=True, words=WORDS))[0] == 201
    assert await tell(case, "municipal_security_officer", with_name=True) == set()
    moved = {"category": "party", "reason": "It came from outside."}
    seen = (await case.officer.get(case.path)).json()
    answer = await case.officer.put(f"{case.path}/category", json=moved, headers={"If-Match": f'"{seen["version"]}"'})
    assert answer.status_code == 200, answer.text
    assert await tell(case, "municipal_security_officer") == {"consent-missing"}, "there they are asked a question"
    found = {each["recipient"]: each["counts"] for each in (await ledger(case, case.affected))["wishes"]}
    assert found == {"municipal_security_officer": False, "committee_chair": False}
    await says(case, "tell_municipality", is_given=True)
    assert await tell(case, "municipal_security_officer") == set()
    await says(case, "tell_municipality", is_given=False)
    assert await tell(case, "municipal_security_officer") == {"consent-missing"}, "their no is newer than their wish"
    assert (await wish(case, case.affected, recipient="municipal_security_officer", is_asked_for=False))[0] == 201

    async with database.writing() as db:
        accused = (await db.exec(select(Person).where(Person.id == case.members["accused"].person_id))).one()
        await a_term(db, Office.GROUP_LEADER, person=accused)
    assert (await wish(case, case.affected, recipient="group_leader"))[0] == 201
    assert await tell(case, "group_leader") == {"recipient-kept-out"}, "a bar beats a wish, and is not told to them"

    async with database.writing() as db:
        row = (await db.exec(select(Case).where(Case.id == case.case_id))).one()
        row.stage = Stage.CLOSED
    assert await wish(case, case.affected, recipient="all_members") == (409, {"case-closed"})
    assert (await wish(case, case.affected, recipient="group_leader", is_asked_for=False))[0] == 201, "never too late"
