"""Who knows what on which ground, and the words for those who are told."""

from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import select

from app.access.rules import CaseRole
from app.audit.models import AuditEvent
from app.cases.models import Disclosure
from app.core import clock
from app.core.database import Database
from app.notifications.models import Notice
from app.people.models import Person
from app.policy.loader import current
from app.policy.terms import Category
from tests.support.actors import ActorClient, Actors
from tests.support.cases import WHAT_HAPPENED, Staffed, staffed
from tests.support.steps import codes_of, do, done, step

pytestmark = [pytest.mark.anyio, pytest.mark.one_database]

NUMBER = "+46701740605"
WHY = "De kan ordna en vakt vid mötet."
LASTS = current("standard").deadlines.consent_lasts


async def says(case: Staffed, question: str, *, is_given: bool, by: ActorClient | None = None) -> None:
    body = {"question": question, "is_given": is_given}
    assert (await (by or case.affected).post(f"{case.path}/consents", json=body)).status_code == 201


async def ledger(case: Staffed, who: ActorClient) -> dict[str, Any]:
    answer = await who.get(f"{case.path}/ledger")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def history(case: Staffed, who: ActorClient, question: str) -> list[tuple[str, str | None]]:
    found = next(each for each in (await ledger(case, who))["questions"] if each["question"] == question)
    assert [each["at"] for each in found["events"]] == sorted(each["at"] for each in found["events"])
    return [(each["what"], each["by_role"]) for each in found["events"]]


async def asking(case: Staffed, who: ActorClient, question: str) -> tuple[int, str]:
    answer = await who.post(f"{case.path}/consents/{question}/asking")
    return answer.status_code, "" if answer.status_code == 204 else answer.json()["code"]


async def texts(case: Staffed, who: ActorClient) -> dict[str, dict[str, Any]]:
    answer = await who.get(f"{case.path}/prepared-texts")
    assert answer.status_code == 200, answer.text
    return {each["recipient"]: each for each in answer.json()["items"]}


@pytest.mark.policy("SOP-04", "CON-05", "SOI-02")
async def test_the_ledger_keeps_each_answer_and_says_of_each_telling_on_which_yes_and_why(
    database: Database, as_actor: Actors
) -> None:
    case = await staffed(database, as_actor, others=[CaseRole.CONTACT_PERSON])
    contact, question = case.clients["contact_person"], "tell_municipality"
    assert await history(case, case.affected, question) == []
    assert await asking(case, case.officer, "tell_everyone") == (422, "unknown-question")
    assert await asking(case, contact, question) == (403, "forbidden")
    assert await asking(case, case.officer, question) == (204, "")
    async with database.reading() as db:
        notices = (await db.exec(select(Notice).where(Notice.recipient == case.members["affected"].tag))).all()
    assert len(notices) == 1
    await says(case, question, is_given=False)
    await says(case, question, is_given=True, by=case.officer)
    assert await asking(case, case.officer, question) == (409, "consent-holds")
    yes = {"is_yes": True, "reason": WHY, "with_name": True}
    wrong = await do(case, case.officer, "SOP-04", "assessment", **yes, prepared_text="to_board")
    assert codes_of(wrong) == {"invalid-input", "unknown"}
    told = await do(case, case.officer, "SOP-04", "assessment", **yes, prepared_text="to_municipality")
    assert told.status_code == 200, told.text
    await says(case, question, is_given=False)
    for who in (case.affected, contact, case.officer, case.chair):
        assert await history(case, who, question) == [
            ("asked", "security_officer"),
            ("refused", "affected"),
            ("given", "security_officer"),
            ("withdrawn", "affected"),
        ]
        (line,) = (await ledger(case, who))["told"]
        assert (line["with_name"], line["told_as"], line["by_two"]) == (True, "security_officer", None)
        assert line["on_question"]["en"] == "May we tell the municipality's security officer?"
        assert line["prepared_text_title"]["en"] == "To the municipality's security officer"
        assert line["step_title"] == (await step(case, case.officer, "SOP-04"))["title"]
        assert line["may_read_reason"] == (who is not contact)
    reason = f"{case.path}/disclosures/{line['id']}/reason"
    assert (await case.affected.post(reason)).json() == {"text": WHY}
    assert (await contact.post(reason)).json()["code"] == "compartment-not-open"
    other = await staffed(database, as_actor)
    assert (await other.officer.post(f"{other.path}/disclosures/{line['id']}/reason")).status_code == 404
    async with database.reading() as db:
        opened = (await db.exec(select(AuditEvent).where(AuditEvent.kind == "disclosure-reason-opened"))).all()
        (kept,) = (await db.exec(select(Disclosure))).all()
    assert len(opened) == 1
    assert kept.prepared_text == "to_municipality", "the kind of words, and no word of them"


@pytest.mark.policy("ASP-06", "ASP-02", "SOM-04")
async def test_a_yes_that_nobody_used_runs_out_and_blocks_again_and_one_that_was_used_does_not(
    database: Database, as_actor: Actors
) -> None:
    case = await staffed(database, as_actor, has_accused=False)
    for question in ("tell_council_group", "tell_municipality"):
        await says(case, question, is_given=True)
    await done(case, case.chair, "ASP-06", with_name=False)
    told: dict[str, Any] = {"recipient": "municipal_security_officer", "with_name": False, "reason": WHY}
    with clock.turned(LASTS - timedelta(minutes=1)):
        assert (await step(case, case.officer, "SOP-04"))["state"] == "open"
        listed = (await case.officer.get(f"{case.path}/consents")).json()["items"]
        assert {each["question"] for each in listed if each["runs_out_at"]} == {"tell_municipality"}
    with clock.turned(LASTS + timedelta(minutes=1)):
        assert await history(case, case.affected, "tell_municipality") == [("given", "affected"), ("expired", None)]
        assert await history(case, case.affected, "tell_council_group") == [("given", "affected")]
        answer = await case.officer.post(f"{case.path}/disclosures", json=told)
        assert codes_of(answer) == {"consent-missing"}
        yes = {"is_yes": True, "reason": WHY, "with_name": False}
        assert codes_of(await do(case, case.officer, "SOP-04", "assessment", **yes)) == {"consent-missing"}
        again = await case.officer.post(f"{case.path}/disclosures", json=told | {"recipient": "council_group"})
        assert again.status_code == 201
        assert await asking(case, case.officer, "tell_municipality") == (204, "")
        await says(case, "tell_municipality", is_given=True)
        assert (await case.officer.post(f"{case.path}/disclosures", json=told)).status_code == 201
        kinds = [what for what, _ in await history(case, case.officer, "tell_municipality")]
        assert kinds == ["given", "expired", "asked", "given"]


@pytest.mark.policy("SOM-03", "SOM-02", "SOM-04", "SOP-02")
async def test_the_prepared_texts_say_whom_to_call_and_what_is_asked_and_nothing_of_what_happened(
    database: Database, as_actor: Actors
) -> None:
    case = await staffed(database, as_actor, category=Category.MUNICIPAL, others=[CaseRole.CONTACT_PERSON])
    async with database.writing() as db:
        officer = (await db.exec(select(Person).where(Person.id == case.members["officer"].person_id))).one()
        officer.telephone, officer.is_on_contact_card = NUMBER, True
        name = officer.display_name
        affected = (await db.exec(select(Person).where(Person.id == case.members["affected"].person_id))).one()
        theirs = affected.display_name
    found = await texts(case, case.officer)
    assert "federation" not in found, "not on the list, so there are no words for them either"
    reference = (await case.officer.get(case.path)).json()["reference"]
    for each in found.values():
        assert WHAT_HAPPENED not in str(each)
        assert "{" not in (each["words"] or {"sv": ""})["sv"]
        assert theirs not in str(each["words"])
        assert each["named_words"] is None or theirs in each["named_words"]["sv"]
    board = found["board"]["words"]["sv"]
    assert reference in board
    assert f"{name} {NUMBER}" in board
    assert "allmän handling" in found["municipal_security_officer"]["warning"]["sv"]
    assert found["council_group"]["words"] is None, "not before their yes"
    shown = await step(case, case.officer, "SOM-03a")
    full = (await case.officer.get(f"{case.path}/steps/{shown['id']}")).json()
    assert full["warning"] == found["municipal_security_officer"]["warning"]
    await says(case, "tell_council_group", is_given=True)
    assert (await texts(case, case.officer))["council_group"]["words"] is not None
    for who in (case.affected, case.clients["contact_person"]):
        assert (await who.get(f"{case.path}/prepared-texts")).status_code == 403
    for who in (case.accused, case.stranger, case.administrator):
        for part in ("prepared-texts", "ledger"):
            assert (await who.get(f"{case.path}/{part}")).status_code == 404


@pytest.mark.policy("SOI-02", "SOI-03", "SOI-04", "SOM-04")
async def test_whoever_may_not_know_who_it_is_learns_it_from_no_prepared_text_and_no_ledger(
    database: Database, as_actor: Actors
) -> None:
    case = await staffed(database, as_actor, category=Category.INTERNAL)
    async with database.reading() as db:
        person_id = case.members["affected"].person_id
        theirs = (await db.exec(select(Person.display_name).where(Person.id == person_id))).one()
    before = await texts(case, case.officer)
    assert theirs in str(before["board"]["named_words"])
    assert before["chair"]["named_words"] is None
    assert before["federation"]["named_words"] is None
    assert before["national_organisation"]["named_words"] is None
    assert before["vice_chair"]["words"] is None
    await done(case, case.officer, "SOI-03a", with_name=False)
    await says(case, "name_to_federation", is_given=True)
    wish = {"recipient": "committee_chair", "is_asked_for": True, "words": "Att jag inte orkar komma."}
    assert (await case.affected.post(f"{case.path}/wishes", json=wish)).status_code == 201
    (seen,) = (await ledger(case, case.chair))["wishes"]
    assert not seen["may_read_words"]
    assert codes_of(await case.chair.post(f"{case.path}/wishes/{seen['id']}/words")) == {"compartment-not-open"}
    assert codes_of(await case.chair.post(f"{case.path}/wishes", json=wish)) == {"compartment-not-open"}
    assert theirs not in str(await texts(case, case.chair)), "the list lets the board know; the chair does not know it"
    assert theirs not in str(await ledger(case, case.chair))
    assert theirs in str(await texts(case, case.officer))
    await says(case, "name_to_federation", is_given=False)
    assert (await texts(case, case.officer))["federation"]["named_words"] is None
