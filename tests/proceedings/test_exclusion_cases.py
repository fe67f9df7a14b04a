"""Exclusion cases from the board's question, or the group's answer, to their end; and who learns of one."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from fastapi import FastAPI
from sqlmodel import select

from app.access.rules import Office
from app.cases.models import Case, SealedText
from app.cases.rules import Conclusion
from app.core import clock
from app.core.database import Database
from app.core.ids import new_id
from app.people.rules import Language, local_date
from app.policy.terms import Category, Stage
from app.proceedings import votes_of_case
from app.proceedings.exclusion.models import ExclusionCase
from app.proceedings.exclusion.rules import ExclusionGround, ExclusionStatus
from app.proceedings.exclusion.service import lift_for, lose_ground
from app.proceedings.meetings.rules import DecisionKind
from app.votes.access import load
from app.votes.conflicts import keep_away
from app.votes.hooks import OverturnedVote
from app.votes.kinds import VoteKind
from app.votes.minutes.speaking import Speaker
from app.votes.rules import Outcome
from app.worker import work
from tests.support.actors import ActorClient, Actors
from tests.support.board import before_the_board
from tests.support.cases import a_member, concluded
from tests.support.confidence import PAST_CHECK, Matter, Open, until_certified
from tests.support.deciding import decided
from tests.support.factories import an_association
from tests.support.held_cases import a_case
from tests.support.pdf import read_pdf
from tests.support.voting import Assemble, Assembly

pytestmark = pytest.mark.anyio

WORDS = "Styrelsen anser att medlemskapet bör prövas."
ANSWER = "Jag känner inte igen mig i det som sägs."
REFERENCE = "FD 2026:114"


def today() -> str:
    return local_date(clock.now()).isoformat()


def days_on(days: int) -> str:
    return (local_date(clock.now()) + timedelta(days=days)).isoformat()


@dataclass
class Led:
    """An exclusion case as one who leads it sees it: in its case, or without one."""

    client: ActorClient
    path: str
    id: str

    async def read(self) -> dict[str, Any]:
        answer = await self.client.get(self.path)
        assert answer.status_code == 200, answer.text
        return dict(next(each for each in answer.json().get("items", [answer.json()]) if each["id"] == self.id))

    async def act(self, act: str, *, expect: int = 200, version: int | None = None, **said: Any) -> dict[str, Any]:
        seen = (await self.read())["version"] if version is None else version
        base = self.path if self.path.endswith(self.id) else f"{self.path}/{self.id}"
        answer = await self.client.post(f"{base}/acts", json={"act": act} | said, headers={"If-Match": f'"{seen}"'})
        assert answer.status_code == expect, answer.text
        return dict(answer.json())

    async def letter(self, which: str, *, expect: int = 200, by: ActorClient | None = None) -> str:
        """Its text, or the code of the refusal."""
        base = self.path if self.path.endswith(self.id) else f"{self.path}/{self.id}"
        answer = await (by or self.client).post(f"{base}/letters/{which}.pdf")
        assert answer.status_code == expect, answer.text
        if expect != 200:
            return str(answer.json()["code"])
        read = read_pdf(answer.content)
        assert (read.is_tagged, read.sheet) == (True, (210, 297))
        return read.text


async def begun(matter: Matter, *, about: UUID | None = None, expect: int = 201) -> Led:
    wanted = {"concerns": str(about or matter.assembly.accused.person_id)}
    answer = await matter.chair.post(f"{matter.path}/exclusion-cases", json=wanted)
    assert answer.status_code == expect, answer.text
    return Led(
        matter.chair, f"{matter.path}/exclusion-cases", answer.json().get("exclusion_id", answer.json().get("code"))
    )


async def newest(matter: Matter) -> Led:
    found = (await matter.chair.get(f"{matter.path}/exclusion-cases")).json()["items"]
    return Led(matter.chair, f"{matter.path}/exclusion-cases", found[0]["id"])


async def duties(app: FastAPI, matter: Matter) -> int:
    async with app.state.database.reading() as db:
        return await votes_of_case.open_duties(db, matter.id)


async def due(app: FastAPI) -> None:
    await work(app.state.database, app.state.due_work)


@pytest.mark.policy("KNO-07")
@pytest.mark.one_database
async def test_what_the_board_has_decided_is_said_until_somebody_takes_it_up(
    open_matter: Open, database: Database
) -> None:
    matter = await open_matter()
    accused = matter.assembly.accused.person_id
    await matter.name(accused)

    async def said() -> Any:
        return (await matter.chair.get(f"{matter.path}/exclusion-cases")).json()["board_decided"]

    assert await said() is None
    for kind in (DecisionKind.NO_EXCLUSION, DecisionKind.OPEN_EXCLUSION):
        await decided(database, matter.id, kind, by=matter.chair, about=accused, reason="Efter mötet.")
        assert await said() == kind.value, "the newest holds"
    own = await begun(matter)
    assert await said() is None
    assert not (await own.read())["is_for_board"]


@pytest.mark.policy("KNO-07", "KNO-08", "KNO-09", "CGR-06", "PRN-05")
async def test_the_whole_chain_from_the_boards_no_past_the_groups_answer_to_the_end(
    app: FastAPI, open_matter: Open, database: Database
) -> None:
    matter = await open_matter()
    accused = matter.assembly.accused.person_id
    await matter.name(accused)
    declined = await begun(matter)
    assert (await declined.act("follow_board", expect=409))["code"] == "board-has-not-decided"
    assert (await declined.read())["is_for_board"]
    await decided(database, matter.id, DecisionKind.NO_EXCLUSION, by=matter.chair, about=accused, reason="Ett nej.")
    assert (await declined.read())["acts"][0] == "follow_board"
    assert not (await declined.read())["is_for_board"]
    assert (await declined.act("follow_board"))["status"] == "declined"
    assert (await matter.steps(database))["KNO-07"] == "done"
    opening = f"{declined.path}/{declined.id}/opening"
    assert (await matter.officer.post(opening)).json()["board_reason"] == "Ett nej."

    matter.assembly.vote_id = (await matter.ask()).json()["vote_id"]
    await until_certified(matter.assembly, against=6)
    with clock.turned(PAST_CHECK):
        rows = (await matter.chair.get(declined.path)).json()["items"]
        assert [(each["ground"], each["status"]) for each in rows] == [
            ("mandatory_after_no_confidence", "opened"),
            ("by_board", "declined"),
        ]
        mandatory = await newest(matter)
        assert (await mandatory.read())["concerns"]["person_id"] == str(accused)
        assert (await mandatory.read())["acts"] == ["notify", "record_leaving"]
        assert (await mandatory.act("close", expect=409))["code"] == "exclusion-not-there"
        assert (await mandatory.act("follow_board", expect=409))["code"] == "exclusion-not-there"
        early = await mandatory.act("refer", expect=409, sent_on=today(), way="letter", names_affected=False)
        assert early["code"] == "exclusion-not-there"
        await mandatory.act("notify", told_on=today())
        await mandatory.act("receive_statement", received_on=today(), text=ANSWER)
        await mandatory.act("recommend", decided_on=today(), text=WORDS)
        await mandatory.act("refer", sent_on=today(), way="letter", names_affected=False)
        assert await duties(app, matter) == 1
        told = await mandatory.act(
            "record_decision", outcome="excluded", decided_on=today(), reference=REFERENCE, appeal_until=days_on(21)
        )
        assert (told["status"], told["reference"], told["acts"][0]) == ("decided", REFERENCE, "record_appeal")
        assert (await mandatory.act("close", expect=409))["code"] == "exclusion-not-there"
        opened = (await matter.officer.post(f"{mandatory.path}/{mandatory.id}/opening")).json()
        assert opened == {"board_reason": None, "statement": ANSWER, "recommendation": WORDS}
    with clock.turned(PAST_CHECK + timedelta(days=22)):
        assert await duties(app, matter) == 1
        assert (await mandatory.act("close"))["status"] == "closed"
        assert await duties(app, matter) == 0
    async with database.reading() as db:
        texts = [each.sealed for each in (await db.exec(select(SealedText))).all()]
        rows_kept = [
            each.model_dump_json(exclude={"sealed_reference"}) for each in (await db.exec(select(ExclusionCase))).all()
        ]
        sealed = [each.sealed_reference for each in (await db.exec(select(ExclusionCase))).all()]
    for secret in (WORDS, ANSWER, REFERENCE, str(accused)):
        assert all(secret.encode() not in each for each in (*texts, *filter(None, sealed)))
        assert all(secret not in each for each in rows_kept)
    log = [each["kind"] for each in (await matter.officer.get(f"{matter.path}/log")).json()["items"]]
    assert {"exclusion-begun", "exclusion-declined", "exclusion-referred", "exclusion-closed"} <= set(log)


@pytest.mark.policy("KNO-07", "KNO-08")
@pytest.mark.one_database
async def test_a_question_of_two_accused_is_answered_once_it_is_about_both(
    app: FastAPI, open_matter: Open, database: Database
) -> None:
    matter = await open_matter()
    one = matter.assembly.accused.person_id
    async with database.writing() as db:
        other = (await a_member(db, Office.BOARD_MEMBER)).person_id
    await matter.name(one)
    await matter.name(other)
    for about, kind in ((one, DecisionKind.NO_EXCLUSION), (other, DecisionKind.OPEN_EXCLUSION)):
        assert (await matter.steps(database))["KNO-07"] == "open"
        led = await begun(matter, about=about)
        assert (await led.act("follow_board", expect=409))["code"] == "board-has-not-decided", "not of this one"
        await decided(database, matter.id, kind, by=matter.chair, about=about, reason="Så blev det.")
        await led.act("follow_board")
    assert (await matter.steps(database))["KNO-07"] == "done"
    matter.assembly.vote_id = (await matter.ask()).json()["vote_id"]
    await until_certified(matter.assembly, against=6)
    assert (await matter.steps(database))["KNO-08"] == "open", "the group has answered about one of them"
    rows = (await matter.chair.get(f"{matter.path}/exclusion-cases")).json()["items"]
    assert {(each["ground"], each["concerns"]["person_id"]) for each in rows} == {
        ("mandatory_after_no_confidence", str(one)),
        ("by_board", str(one)),
        ("by_board", str(other)),
    }
    assert await duties(app, matter) == 2, "closing waits for both"


@pytest.mark.policy("KNO-07", "KNO-09")
async def test_what_the_board_began_is_taken_over_and_may_be_begun_again_when_the_vote_falls(
    open_matter: Open, database: Database
) -> None:
    matter = await open_matter()
    assembly = await matter.asked()
    accused = assembly.accused.person_id
    own = await begun(matter)
    await decided(database, matter.id, DecisionKind.OPEN_EXCLUSION, by=matter.chair, about=accused, is_adopted=False)
    assert (await own.act("follow_board", expect=409))["code"] == "board-has-not-decided"
    await decided(database, matter.id, DecisionKind.OPEN_EXCLUSION, by=matter.chair, about=accused)
    assert (await own.act("follow_board"))["status"] == "opened"
    assert (await begun(matter, expect=409)).id == "exclusion-under-way"
    await until_certified(assembly, against=6)
    assert (await own.read())["status"] == "taken_over"
    voter, vice = await assembly.as_actor(person=assembly.voters[0]), await assembly.as_actor(Office.VICE_CHAIR)
    with clock.turned(PAST_CHECK):
        mandatory = await newest(matter)
        await mandatory.act("notify", told_on=today())
        await mandatory.act("receive_statement", received_on=today())
        complaints = f"/api/v1/votes/{assembly.vote_id}/complaints"
        told = (await voter.post(complaints, json={"text": "Listan var en annan"})).json()
        complaint = f"{complaints}/{told['complaints'][0]['id']}"
        await assembly.chair.post(f"{complaint}/answer", json={"is_upheld": True, "reason": "Det stämmer"})
        assert (await vice.post(f"{complaint}/agreement")).status_code == 200
        assert (await mandatory.read())["status"] == "ground_fell"
        assert (await matter.steps(database))["KNO-07"] == "done", "the board had answered its own question"
        again = await begun(matter)
        assert (await again.act("follow_board", expect=409))["code"] == "board-has-not-decided", "that one is used"


@pytest.mark.policy("KNO-07", "PRN-05", "CON-01")
async def test_only_about_somebody_accused_where_the_policy_asks_and_only_by_the_board(
    open_matter: Open, as_actor: Actors
) -> None:
    matter = await open_matter()
    accused, witness = matter.assembly.accused, matter.assembly.voters[0]
    await matter.name(witness, role="witness")
    assert (await begun(matter, about=witness, expect=422)).id == "invalid-input"
    await matter.name(accused.person_id)
    wanted = {"concerns": str(accused.person_id)}
    assert (await matter.officer.post(f"{matter.path}/exclusion-cases", json=wanted)).status_code == 403
    assert (await accused.post(f"{matter.path}/exclusion-cases", json=wanted)).status_code == 404
    own = await begun(matter)
    assert (await accused.get(own.path)).status_code == 404
    assert (await matter.officer.get(own.path)).json()["items"][0]["acts"] == [], "an officer reads, and does not lead"
    accused_chair = await as_actor(Office.CHAIR, person=accused.person_id)
    assert (await accused_chair.get("/api/v1/exclusion-cases")).json()["items"] == []
    assert (await accused_chair.get(f"/api/v1/exclusion-cases/{own.id}")).status_code == 404


@pytest.mark.policy("KNO-07")
@pytest.mark.one_database
async def test_a_case_from_outside_has_no_such_question(open_matter: Open) -> None:
    matter = await open_matter(category=Category.PARTY)
    await matter.name(matter.assembly.accused.person_id)
    assert (await begun(matter, expect=409)).id == "no-exclusion-here"


async def opened_by_board(matter: Matter) -> Led:
    accused = matter.assembly.accused.person_id
    await matter.name(accused)
    own = await begun(matter)
    await decided(matter.assembly.database, matter.id, DecisionKind.OPEN_EXCLUSION, by=matter.chair, about=accused)
    await own.act("follow_board")
    return own


@pytest.mark.policy("KNO-07", "PRN-05")
@pytest.mark.one_database
@pytest.mark.parametrize("conclusion", list(Conclusion))
async def test_a_mapping_that_substantiates_nothing_lifts_what_the_board_began(
    app: FastAPI, open_matter: Open, conclusion: Conclusion
) -> None:
    matter = await open_matter()
    own = await opened_by_board(matter)
    async with app.state.database.writing() as db:
        case = (await db.exec(select(Case).where(Case.id == matter.id))).one()
        await concluded(db, case, conclusion)
        for listener in app.state.case_hooks.stage_changed:
            await listener(db, case.id, Stage.MAPPING, Stage.CONCLUDED)
    is_lifted = conclusion in {Conclusion.NOT_SUBSTANTIATED, Conclusion.PERPETRATOR_UNIDENTIFIED}
    assert (await own.read())["status"] == ("lifted" if is_lifted else "opened")


@pytest.mark.policy("KNO-09", "PRN-05")
@pytest.mark.one_database
async def test_a_mandatory_one_is_not_lifted(open_matter: Open, database: Database) -> None:
    matter = await open_matter()
    await until_certified(await matter.asked(), against=6)
    async with database.writing() as db:
        case = (await db.exec(select(Case).where(Case.id == matter.id))).one()
        await lift_for(db, case)
    assert (await (await newest(matter)).read())["status"] == "opened"


@pytest.mark.policy("KNO-07")
async def test_the_time_to_answer_runs_out_by_the_clock_and_never_earlier_and_who_is_late_sees_it(
    app: FastAPI, open_matter: Open
) -> None:
    matter = await open_matter()
    own = await opened_by_board(matter)

    async def alarms(client: ActorClient) -> list[str]:
        return [each["kind"] for each in (await client.get("/api/v1/now")).json()["alarms"]]

    assert "exclusion-waits" not in await alarms(matter.chair)
    with clock.turned(timedelta(hours=3)):
        await due(app)
        assert "exclusion-waits" in await alarms(matter.chair)
        assert "exclusion-waits" not in await alarms(matter.officer), "it is not theirs to mend"
        assert (await own.read())["is_late"]
        told = await own.act("notify", told_on=today())
        until = datetime.fromisoformat(told["statement_due_at"])
        assert timedelta(days=14) <= until - clock.now() < timedelta(days=15)
        left = until - clock.now()
    with clock.turned(timedelta(hours=3) + left - timedelta(minutes=1)):
        await due(app)
        told = await own.read()
        assert (told["status"], told["acts"][0]) == ("notified", "receive_statement")
        assert "exclusion-waits" not in await alarms(matter.chair), "the waiting is nobody's fault"
    with clock.turned(timedelta(hours=3) + left + timedelta(minutes=1)):
        await due(app)
        told = await own.read()
        assert (told["status"], told["statement_on"], told["acts"][0]) == ("statement", None, "recommend")
        late = await own.act("receive_statement", received_on=today(), text=ANSWER)
        assert (late["status"], late["statement_on"]) == ("statement", today())
        assert (await own.act("receive_statement", received_on=today(), expect=409))["code"] == "exclusion-not-there"
    with clock.turned(timedelta(hours=3) + left + timedelta(days=15)):
        await due(app)
        assert "exclusion-waits" in await alarms(matter.chair)


@pytest.mark.policy("KNO-07")
@pytest.mark.one_database
async def test_what_cannot_be_is_refused_with_the_field_that_says_it(open_matter: Open) -> None:
    matter = await open_matter()
    own = await opened_by_board(matter)
    seen = (await own.read())["version"]

    async def fault(act: str, **said: Any) -> str:
        return str((await own.act(act, expect=422, **said))["errors"][0]["code"])

    assert await fault("notify", told_on=days_on(1)) == "in-the-future"
    assert await fault("notify", told_on=days_on(-1)) == "too-early"
    await own.act("notify", told_on=today())
    assert (await own.act("notify", told_on=today(), expect=412, version=seen))["code"] == "version-mismatch"
    await own.act("receive_statement", received_on=today())
    assert await fault("recommend", decided_on=today()) == "missing"
    await own.act("recommend", decided_on=today(), text=WORDS)
    await own.act("refer", sent_on=today(), way="email", names_affected=False)
    decision: dict[str, Any] = {"outcome": "retained", "decided_on": today()}
    assert await fault("record_decision", **decision, appeal_until=days_on(-1)) == "before-the-decision"
    assert (await own.act("record_decision", expect=422, outcome="left", decided_on=today()))["code"] == "invalid-input"
    await own.act("record_decision", **decision, appeal_until=days_on(7))
    with clock.turned(timedelta(days=9)):
        assert await fault("record_appeal", appealed_on=today()) == "too-late"
        await own.act("record_appeal", appealed_on=days_on(-2))
        assert (await own.act("close", expect=409))["code"] == "exclusion-not-there"
        told = await own.act("record_appeal_outcome", outcome="excluded", decided_on=today(), reference=REFERENCE)
        assert (told["outcome"], told["appeal_outcome"], told["appeal_reference"]) == (
            "retained",
            "excluded",
            REFERENCE,
        )
        assert told["acts"][0] == "close"


@pytest.mark.policy("KNO-09")
@pytest.mark.one_database
async def test_whoever_leaves_by_themselves_ends_it_at_any_time_and_a_result_that_falls_later_changes_nothing(
    open_matter: Open,
) -> None:
    matter = await open_matter()
    assembly = await matter.asked()
    await until_certified(assembly, against=6)
    with clock.turned(PAST_CHECK):
        mandatory = await newest(matter)
        told = await mandatory.act("record_leaving", left_on=today())
        assert (told["status"], told["outcome"], told["acts"]) == ("decided", "left", ["close"])
        async with assembly.database.writing() as db:
            await lose_ground(
                db,
                OverturnedVote(
                    vote_id=UUID(assembly.vote_id),
                    case_id=matter.id,
                    kind=VoteKind.CONFIDENCE,
                    outcome=Outcome.NO_CONFIDENCE,
                    opened_exclusion=True,
                ),
            )
        assert (await mandatory.act("close"))["status"] == "closed"


async def of_a_motion(assembly: Assembly) -> Led:
    """One that a vote without any case opened."""
    await assembly.raise_vote()
    await until_certified(assembly, against=6)
    (found,) = (await assembly.chair.get("/api/v1/exclusion-cases")).json()["items"]
    return Led(assembly.chair, f"/api/v1/exclusion-cases/{found['id']}", found["id"])


@pytest.mark.policy("CGR-02", "CGR-06", "KNO-09", "CON-01", "CON-02")
async def test_without_a_case_the_chair_leads_it_and_no_word_of_it_is_kept(
    assemble: Assemble, as_actor: Actors
) -> None:
    assembly = await assemble(6)
    led = await of_a_motion(assembly)
    officer, other = await as_actor(Office.SECURITY_OFFICER), await as_actor(Office.BOARD_MEMBER)
    outsiders = {
        "accused": await as_actor(Office.CHAIR, person=assembly.accused.person_id),
        "board member": other,
        "in conflict": await as_actor(Office.VICE_CHAIR),
    }
    async with assembly.database.writing() as db:
        vote = await load(db, UUID(assembly.vote_id), to_change=True)
        await keep_away(db, vote, outsiders["in conflict"].person_id, is_off_roll=False, by="test")
    with clock.turned(PAST_CHECK):
        told = await led.read()
        assert (told["takes_words"], told["concerns"]["person_id"]) == (False, str(assembly.accused.person_id))
        for who, client in outsiders.items():
            for path in (led.path, f"/api/v1/exclusion-cases/{new_id()}"):
                assert (await client.get(path)).status_code == 404, who
                act = await client.post(
                    f"{path}/acts", json={"act": "notify", "told_on": today()}, headers={"If-Match": '"1"'}
                )
                assert act.status_code == 404, who
                assert (await client.post(f"{path}/letters/notice.pdf")).status_code == 404, who
            assert (await client.get("/api/v1/exclusion-cases")).json()["items"] == [], who
        assert (await officer.get(led.path)).json()["acts"] == []
        refused = await officer.post(
            f"{led.path}/acts", json={"act": "notify", "told_on": today()}, headers={"If-Match": '"1"'}
        )
        assert refused.status_code == 403
        assert (await officer.get(led.path)).json()["letters"] == []
        assert (await officer.post(f"{led.path}/letters/notice.pdf")).status_code == 403
        notice = await led.letter("notice")
        assert ("saknar förtroende för dig" in notice, "Saknar förtroende 6" in notice) == (True, True)
        await led.act("notify", told_on=today())
        refused_words = await led.act("receive_statement", received_on=today(), text=ANSWER, expect=422)
        assert refused_words["errors"][0]["code"] == "kept-outside"
        await led.act("receive_statement", received_on=today())
        await led.act("recommend", decided_on=today())
        assert (await led.letter("referral")).count("Bifogas för sig.") == 2
        await led.act("refer", sent_on=today(), way="in_person")
        told = await led.act("record_decision", outcome="retained", decided_on=today(), reference=REFERENCE)
        assert (told["outcome"], told["acts"][0], told["is_late"]) == ("retained", "close", False)
        assert "Beslutet kan inte överklagas." in await led.letter("decision")
    with clock.turned(PAST_CHECK + timedelta(days=1)):
        assert (await led.read())["is_late"], "it stands under Now, though there is no case to show an alarm of"
        assert (await led.act("close"))["status"] == "closed"


@pytest.mark.policy("CON-02")
@pytest.mark.one_database
async def test_a_board_member_leads_it_where_chair_and_vice_chair_are_part_of_the_matter(
    assemble: Assemble, as_actor: Actors
) -> None:
    assembly = await assemble(6)
    led = await of_a_motion(assembly)
    member = await as_actor(Office.BOARD_MEMBER)
    async with assembly.database.writing() as db:
        vote = await load(db, UUID(assembly.vote_id), to_change=True)
        await keep_away(db, vote, assembly.chair.person_id, is_off_roll=False, by="test")
    with clock.turned(PAST_CHECK):
        assert (await assembly.chair.get(led.path)).status_code == 404
        by_member = Led(member, led.path, led.id)
        assert (await by_member.act("notify", told_on=today()))["status"] == "notified"


@pytest.mark.policy("KNO-07", "PRN-05", "CON-01")
@pytest.mark.one_database
async def test_its_letters_tell_the_person_where_they_stand_and_nothing_that_was_written_in_the_case(
    app: FastAPI, as_actor: Actors, database: Database
) -> None:
    board = await before_the_board(database, as_actor)
    async with database.writing() as db:
        await an_association(db)
    accused, chair, path = board.id("accused"), board.clients["chair"], f"{board.path}/exclusion-cases"
    led = Led(chair, path, (await chair.post(path, json={"concerns": str(accused)})).json()["exclusion_id"])
    assert (await led.letter("notice", expect=409), (await led.read())["letters"]) == ("letter-not-yet", [])
    await decided(database, board.case_id, DecisionKind.OPEN_EXCLUSION, by=chair, about=accused, reason=WORDS)
    await led.act("follow_board")
    assert (await led.read())["letters"] == ["notice"]
    before = await led.letter("notice")
    assert "Du har 14 dagar på dig" in before
    assert "Styrelsen beslutade" in before
    await led.act("notify", told_on=today())
    notice = await led.letter("notice")
    assert f"Svara senast {written_on(days_on(14))}." in notice
    await led.act("receive_statement", received_on=today(), text=ANSWER)
    await led.act("recommend", decided_on=today(), text=WORDS)
    referral = await led.letter("referral")
    assert all(said in referral for said in (ANSWER, WORDS, "Styrelsen har inte uteslutit någon."))
    await led.act("refer", sent_on=today(), way="letter", names_affected=False)
    assert await led.letter("decision", expect=409) == "letter-not-yet"
    until = days_on(21)
    await led.act("record_decision", outcome="excluded", decided_on=today(), reference=REFERENCE, appeal_until=until)
    decision = await led.letter("decision")
    assert all(said in decision for said in ("Du utesluts.", REFERENCE, f"Senast {written_on(until)}."))
    reference = (await chair.get(board.path)).json()["reference"]
    for to_them in (before, notice, decision):
        assert not [secret for secret in (reference, WORDS, ANSWER) if secret in to_them]
    await led.act("record_appeal", appealed_on=today())
    await led.act("record_appeal_outcome", outcome="retained", decided_on=today())
    on_appeal = await led.letter("decision")
    assert all(said in on_appeal for said in ("Beslut efter överklagande", "Du utesluts inte.", "kan inte överklagas"))
    officer = board.clients["officer"]
    assert await led.letter("notice", expect=403, by=officer) == "forbidden"
    assert await led.letter("notice", expect=404, by=board.clients["accused"]) == "not-found"
    kinds = [each["kind"] for each in (await officer.get(f"{board.path}/log")).json()["items"]]
    assert "exclusion-letter" in kinds
    keyless = await as_actor(Office.CHAIR, person=board.id("chair"))
    assert await led.letter("referral", expect=403, by=keyless) == "key-not-held", "never with half of what was said"


def written_on(day: str) -> str:
    return Speaker(Language("sv")).day(date.fromisoformat(day))


@pytest.mark.policy("ORG-04", "CON-01")
async def test_an_office_shows_the_exclusion_case_and_only_a_grant_the_case_it_came_from(
    app: FastAPI, as_actor: Actors
) -> None:
    case = await a_case(app, as_actor)
    async with app.state.database.writing() as db:
        made = ExclusionCase(
            id=new_id(),
            case_id=case.id,
            ground=ExclusionGround.BY_BOARD,
            status=ExclusionStatus.OPENED,
            begun_at=clock.now(),
        )
        db.add(made)
        await db.flush()
        made_id = made.id
    holder, colleague = case.holders["officer"].client, await as_actor(Office.SECURITY_OFFICER)
    shown = [(await each.get("/api/v1/exclusion-cases")).json()["items"] for each in (holder, colleague)]
    assert [[each["case_id"] for each in items] for items in shown] == [[str(case.id)], [None]]
    chair = await as_actor(Office.CHAIR)
    told = (await chair.get(f"/api/v1/exclusion-cases/{made_id}")).json()
    assert (told["concerns"], told["acts"]) == (None, []), "it is led in its case"
    act = {"act": "notify", "told_on": today()}
    path = f"/api/v1/exclusion-cases/{made_id}/acts"
    assert (await chair.post(path, json=act, headers={"If-Match": '"1"'})).status_code == 403
