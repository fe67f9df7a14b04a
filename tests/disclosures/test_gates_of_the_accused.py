"""Whoever may have done it is told in talks, with care, and by letters: each asks the gate, and leaves no half telling.

By a policy of an association's own, in which the accused is told nothing before the affected person has said yes: by
the standard one they always may be, so that a gate nobody asks would not show.
"""

from typing import Any
from uuid import UUID

import pytest
from fastapi import FastAPI
from sqlalchemy import select

from app.cases.rules import Conclusion
from app.core.database import Database
from app.proceedings.meetings.rules import DecisionKind
from app.tables import metadata
from tests.proceedings.test_exclusion_cases import ANSWER, WORDS, Led, days_on, today
from tests.support.actors import ActorClient, Actors
from tests.support.board import before_the_board
from tests.support.deciding import decided
from tests.support.factories import an_association
from tests.support.mapping import a_mapping
from tests.support.measures import somebody_accused
from tests.support.own_policy import PolicyOf
from tests.support.steps import codes_of

pytestmark = [pytest.mark.anyio, pytest.mark.one_database, pytest.mark.policy("SOM-04", "CON-05")]

ASKED = "tell_accused"
QUESTION = """  - id: tell_accused
    ref: KNO-01
    categories: [internal]
    question: {sv: "Får den anklagade veta?", en: "May the accused know?"}
    explanation: {sv: Vi säger inte vem du är., en: We do not say who you are.}
    tells: [accused]
    ours: {sv: Föreningens egen fråga., en: The association's own question.}
"""
OWN_LINE = {
    "      - {to: accused}\n": "      - {to: accused, consent: tell_accused, names: never}\n",
    "      informs: [{to: accused}]\n": "      informs: [{to: accused, names: never}]\n      consent: tell_accused\n",
    "      asks: [name_to_federation]\n": "      asks: [name_to_federation, tell_accused]\n",
    "  - id: name_to_federation\n    ref: SOI-04\n": QUESTION + "  - id: name_to_federation\n    ref: SOI-04\n",
}


@pytest.fixture(autouse=True)
def own_policy(app: FastAPI, policy_with: PolicyOf) -> None:
    """`app` first: each reads the shipped ones as it begins."""
    policy_with(OWN_LINE)


async def kept_of(database: Database, case_id: Any) -> dict[str, list[str]]:
    """Every row of the case."""
    kept: dict[str, list[str]] = {}
    async with database.reading() as db:
        connection = await db.connection()
        for table in metadata.sorted_tables:
            if "case_id" in table.c:
                rows = await connection.execute(select(table).where(table.c.case_id == UUID(str(case_id))))
                kept[table.name] = sorted(map(repr, rows.all()))
    return kept


async def says(affected: ActorClient, path: str, *, is_given: bool, question: str = ASKED) -> None:
    answer = await affected.post(f"{path}/consents", json={"question": question, "is_given": is_given})
    assert answer.status_code == 201, answer.text


async def told(who: ActorClient, path: str) -> list[tuple[str, bool, str | None]]:
    """Oldest first: to whom, whether by name, and on which question."""
    lines = (await who.get(f"{path}/ledger")).json()["told"]
    found = [
        (each["recipient_title"]["en"], each["with_name"], (each["on_question"] or {}).get("en")) for each in lines
    ]
    return found[::-1]


THE_ACCUSED = ("The accused", False, "May the accused know?")


@pytest.mark.policy("KNO-01", "CON-01")
async def test_a_talk_with_the_accused_waits_for_the_yes_and_two_in_danger_never_tell_them(
    database: Database, as_actor: Actors
) -> None:
    mapped = await a_mapping(database, as_actor, phase="known")
    affected, case_id = mapped.case.affected, mapped.case.case_id
    talk = await mapped.plan("accused", person_id=str(mapped.case.members["accused"].person_id))
    kept = await kept_of(database, case_id)
    assert codes_of(await mapped.hold(talk, names_affected=False)) == {"consent-missing"}
    assert await kept_of(database, case_id) == kept, "neither the notes nor the log know of a talk"
    danger = {"kind": "telling", "recipient": "accused", "with_name": False, "reason": "Det är bråttom."}
    never = await mapped.case.officer.post(f"{mapped.path}/overrides", json=danger)
    assert codes_of(never) == {"invalid-input", "never-told"}
    await says(affected, mapped.path, is_given=True)
    await says(affected, mapped.path, is_given=False)
    kept = await kept_of(database, case_id)
    assert codes_of(await mapped.hold(talk, names_affected=False)) == {"consent-missing"}, "a yes taken back is none"
    assert await kept_of(database, case_id) == kept
    await says(affected, mapped.path, is_given=True)
    assert codes_of(await mapped.hold(talk, names_affected=True)) == {"name-never-said"}
    before = await told(affected, mapped.path)
    assert (await mapped.hold(talk, names_affected=False)).status_code == 200
    assert (await told(affected, mapped.path))[len(before) :] == [THE_ACCUSED]


@pytest.mark.policy("UNK-03", "UNK-05")
async def test_a_talk_with_somebody_suspected_waits_too_and_stands_in_the_ledger_with_its_ground_once_it_is_known(
    database: Database, as_actor: Actors
) -> None:
    mapped = await a_mapping(database, as_actor, phase="unknown")
    affected, case_id = mapped.case.affected, mapped.case.case_id
    await mapped.heard("affected")
    person_id = await mapped.suspect("accused")
    talk = await mapped.plan("suspected", person_id=person_id)
    kept = await kept_of(database, case_id)
    for names_affected in (False, True):
        assert codes_of(await mapped.hold(talk, names_affected=names_affected)) == {"consent-missing"}
    assert await kept_of(database, case_id) == kept
    await says(affected, mapped.path, is_given=True)
    before = await told(affected, mapped.path)
    assert (await mapped.hold(talk, names_affected=False)).status_code == 200
    assert await told(affected, mapped.path) == before, "more people read the ledger than know of a suspicion"
    await mapped.agreed("person_established")
    approved = await mapped.answer(await mapped.ask_chair(person_id, "accused"))
    assert approved.status_code == 200, approved.text
    assert [each for each in await told(affected, mapped.path) if each not in before] == [THE_ACCUSED]


@pytest.mark.policy("KNO-10")
async def test_care_is_required_of_the_accused_on_the_yes_alone_and_held_out_to_the_affected_person_without_one(
    app: FastAPI, database: Database, as_actor: Actors
) -> None:
    asked = await somebody_accused(app, as_actor, is_heard=False)
    released = {"allegations": "Någon säger att du ropade.", "contact": "security_officer"}
    release = {"person_id": asked.accused_id, "told": released}
    kept = await kept_of(database, asked.id)
    refused = await asked.investigator.post(f"{asked.path}/hearings/releases", json=release)
    assert codes_of(refused) == {"no-hearing-here"}
    await asked.conclude(Conclusion.NOT_SEVERE)
    await asked.decide(DecisionKind.REQUIRE_CARE)
    kept = await kept_of(database, asked.id)
    assert codes_of(await asked.ask("care", text="Samtalsstöd")) == {"consent-missing"}
    assert await kept_of(database, asked.id) == kept, "nothing is asked of them, and nothing written for them"
    held_out = await asked.contact.post(f"{asked.path}/support/care", json={"text": "Samtalsstöd"})
    assert held_out.status_code == 201, held_out.text
    assert await told(asked.affected, asked.path) == [], "to the affected person it is no telling"
    await says(asked.affected, asked.path, is_given=True)
    assert (await asked.ask("care", text="Samtalsstöd")).status_code == 201
    assert await told(asked.affected, asked.path) == [THE_ACCUSED]


@pytest.mark.policy("KNO-07", "KNO-09", "SOI-02", "SOI-04", "CON-01")
async def test_letters_of_an_exclusion_case_are_told_once_they_are_sent_and_only_where_the_gate_lets_them(
    app: FastAPI, database: Database, as_actor: Actors
) -> None:
    board = await before_the_board(database, as_actor)
    async with database.writing() as db:
        await an_association(db)
    chair, affected, path = board.clients["chair"], board.clients["affected"], board.path
    made = await chair.post(f"{path}/exclusion-cases", json={"concerns": str(board.id("accused"))})
    led = Led(chair, f"{path}/exclusion-cases", made.json()["exclusion_id"])
    about = board.id("accused")
    await decided(database, board.case_id, DecisionKind.OPEN_EXCLUSION, by=chair, about=about, reason=WORDS)
    await led.act("follow_board")
    kept = await kept_of(database, board.case_id)
    assert await led.letter("notice", expect=409) == "consent-missing"
    assert (await led.act("notify", told_on=today(), expect=409))["code"] == "consent-missing"
    assert await kept_of(database, board.case_id) == kept, "their time to answer has not begun"
    await says(affected, path, is_given=True)
    for _ in range(2):
        await led.letter("notice")
    assert await told(affected, path) == [], "what is printed is not sent"
    assert (await led.act("notify", told_on=days_on(-1), expect=422))["code"] == "invalid-input"
    await led.act("notify", told_on=today())
    await led.letter("notice")
    assert await told(affected, path) == [THE_ACCUSED]

    await led.act("receive_statement", received_on=today(), text=ANSWER)
    await led.act("recommend", decided_on=today(), text=WORDS)
    await led.letter("referral")
    sent: dict[str, Any] = {"sent_on": today(), "way": "letter"}
    kept = await kept_of(database, board.case_id)
    missing = await led.act("refer", **sent, expect=422)
    assert [each["field"] for each in missing["errors"]] == ["body.names_affected"], (
        "whether a name was there is not guessed"
    )
    refused = await led.act("refer", **sent, names_affected=True, expect=409)
    assert [each["field"] for each in refused["errors"]] == ["body.names_affected"]
    assert await kept_of(database, board.case_id) == kept
    officer = board.clients["officer"]
    danger = {"kind": "telling", "recipient": "federation", "with_name": True, "reason": "Det är fara."}
    asked = (await officer.post(f"{path}/overrides", json=danger)).json()
    assert (await chair.post(f"{path}/overrides/{asked['id']}/agreement")).status_code == 200
    by_two = ("The federation", True, None)
    assert await told(affected, path) == [THE_ACCUSED, by_two], "two tell by themselves, and send no letter"
    assert (await led.act("refer", **sent, names_affected=True, expect=409))["code"] == "consent-missing"
    await says(affected, path, is_given=True, question="name_to_federation")
    await led.act("refer", **sent, names_affected=True)
    on_yes = ("The federation", True, "May the federation know who you are?")
    assert await told(affected, path) == [THE_ACCUSED, by_two, on_yes]
    await led.act("record_decision", outcome="excluded", decided_on=today(), appeal_until=days_on(14))
    await says(affected, path, is_given=False)
    await led.letter("decision")
    assert len(await told(affected, path)) == 3, "what the federation decided of them is theirs to hear"
    (line, *_) = (await affected.get(f"{path}/ledger")).json()["told"]
    assert (line["told_as"], line["told_by"]["person_id"]) == ("accountable", str(chair.person_id))
    assert WORDS not in str(line)
