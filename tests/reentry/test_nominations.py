"""The nomination check: it tells nothing but its answer, a person gives that, and whoever may not know tells nothing."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from fastapi import FastAPI
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import select

from app.access.rules import Office, Scope
from app.audit.models import AuditEvent
from app.cases.access import bar_tag
from app.cases.models import Bar
from app.cases.rules import BarReason
from app.core import clock
from app.core.ids import new_id
from app.core.keys import Keys
from app.ports.mail import RecordedMail
from app.proceedings.hooks import Departure, DepartureReason, person_left
from app.reentry.nominations import rules, sealing
from app.reentry.nominations.models import NominationCheck, NominationWord
from app.reentry.nominations.rules import Behind, NominationAnswer, asked_to_confirm, seen_by, suggested
from app.reentry.rules import ReentryStatus
from app.worker import work
from tests.support.actors import ActorClient, Actors
from tests.support.cases import a_case, a_member
from tests.support.databases import TEST_SECRET
from tests.support.factories import a_person, a_term, an_association
from tests.support.returns import applied
from tests.support.statements import asked_of_the_database

pytestmark = [pytest.mark.anyio, pytest.mark.policy("REE-06")]

CHECKS = "/api/v1/nomination-checks"
CASES = [new_id() for _ in range(3)]
LINE = [new_id() for _ in range(5)]
BEHIND = st.lists(
    st.builds(Behind, st.none() | st.sampled_from(CASES), st.none() | st.sampled_from(ReentryStatus)), max_size=4
)


# What the rules say


@given(behind=BEHIND)
def test_the_answer_is_one_of_three_and_only_a_departure_refuses(behind: list[Behind]) -> None:
    answer = suggested(behind)
    assert (answer is NominationAnswer.CLEAR) or behind
    if answer is NominationAnswer.REFUSED:
        assert any(each.status is None for each in behind)
    assert suggested([]) is NominationAnswer.CLEAR


@pytest.mark.policy("CON-01")
@given(
    behind=BEHIND,
    barred=st.dictionaries(st.sampled_from(LINE), st.sets(st.sampled_from(CASES)), max_size=5),
    waited=st.timedeltas(min_value=timedelta(), max_value=timedelta(days=20)),
)
def test_whoever_is_asked_comes_in_turn_and_as_if_nothing_lay_behind_what_keeps_them_out(
    behind: list[Behind], barred: dict[UUID, set[UUID]], waited: timedelta
) -> None:
    asked = asked_to_confirm(LINE, behind, barred=barred, waited=waited, next_after=timedelta(days=2))
    assert asked == LINE[: len(asked)]
    counting = [each for each in asked if rules.word_counts(behind, barred_from=barred.get(each, ()))]
    assert len(counting) <= 1 + waited // timedelta(days=2)
    assert len(asked) == len(LINE) or asked[-1] in counting
    for person_id in asked:
        seen = seen_by(behind, barred_from=barred.get(person_id, ()))
        assert all(each.case_id not in barred.get(person_id, ()) for each in seen)


@given(reason=st.text(max_size=500), answer=st.sampled_from(NominationAnswer), counts=st.booleans())
def test_every_word_is_as_long_as_another(reason: str, answer: NominationAnswer, counts: bool) -> None:  # noqa: FBT001
    keys, word_id, said = Keys(TEST_SECRET), new_id(), sealing.SaidWord(answer, counts, reason)
    sealed = sealing.seal_word(keys, said, word_id=word_id)
    assert len(sealed) == sealing.WORD_BYTES + 28
    assert sealing.word_of(keys, sealed, word_id=word_id) == said


# Through the API


class Board:
    """Who asks, who confirms, and somebody to ask about."""

    def __init__(self, app: FastAPI, leader: ActorClient, line: dict[str, ActorClient]) -> None:
        self.app = app
        self.leader = leader
        self.chair, self.vice, self.officer = line["chair"], line["vice"], line["officer"]

    async def ask(self, person_id: UUID, *, by: ActorClient | None = None) -> dict[str, Any]:
        answer = await (by or self.leader).post(CHECKS, json={"person_id": str(person_id)})
        assert answer.status_code == 201, answer.text
        return dict(answer.json())

    async def read(self, check: dict[str, Any], *, by: ActorClient | None = None) -> dict[str, Any]:
        return dict((await (by or self.leader).get(f"{CHECKS}/{check['id']}")).json())

    async def waiting(self, client: ActorClient) -> list[str]:
        items = (await client.get(f"{CHECKS}/to-confirm")).json()["items"]
        return [each["suggestion"] for each in items]

    async def confirm(
        self, client: ActorClient, check: dict[str, Any], answer: str, *, reason: str = "", expect: int = 204
    ) -> Any:
        told = await client.post(f"{CHECKS}/{check['id']}/confirmation", json={"answer": answer, "reason": reason})
        assert told.status_code == expect, told.text
        return told.json() if told.content else None

    async def due(self) -> None:
        await work(self.app.state.database, self.app.state.due_work)


@pytest.fixture
async def board(app: FastAPI, as_actor: Actors) -> Board:
    offices = {"chair": Office.CHAIR, "vice": Office.VICE_CHAIR, "officer": Office.SECURITY_OFFICER}
    line, people = {}, {}
    async with app.state.database.writing() as db:
        await an_association(db)
        for name, office in offices.items():
            people[name] = (await a_person(db, email=f"{name}@example.org")).id
            await a_term(db, office, person=people[name])
        leader = (await a_person(db, email="leader@example.org")).id
        await a_term(db, Office.GROUP_LEADER, person=leader)
    for name, person_id in people.items():
        line[name] = await as_actor(person=person_id)
    return Board(app, await as_actor(person=leader), line)


async def somebody(app: FastAPI, *, left: bool = False, case_id: UUID | None = None) -> UUID:
    async with app.state.database.writing() as db:
        person_id = (await a_person(db)).id
        if left:
            await person_left(db, Departure(person_id, case_id, DepartureReason.TOLD_TO_LEAVE))
    return person_id


async def everyone_to_ask_about(app: FastAPI, board: Board) -> dict[str, UUID]:
    """Somebody of each kind that must not be told apart."""
    async with app.state.database.writing() as db:
        accused = await a_member(db)
        await a_case(db, barred=[accused])
    returning = await somebody(app, left=True)
    await applied(board.chair, returning)
    return {
        "nothing": await somebody(app),
        "left": await somebody(app, left=True),
        "accused in an open case": accused.person_id,
        "returning": returning,
    }


async def test_nominated_without_contact_is_refused_and_nothing_more_is_said(
    board: Board, app: FastAPI, mail: RecordedMail
) -> None:
    person_id = await somebody(app, left=True)
    check = await board.ask(person_id)
    assert (check["state"], check["answer"], check["valid_until"]) == ("waiting", None, None)
    await board.due()
    assert [each.to for each in mail.sent] == ["chair@example.org"]
    assert await board.waiting(board.chair) == ["refused"]
    assert await board.waiting(board.vice) == [], "the next in line is asked when the one before does not answer"
    await board.confirm(board.chair, check, "clear", expect=422)
    await board.confirm(board.chair, check, "refused")
    assert (await board.confirm(board.chair, check, "refused", expect=409))["code"] == "confirmed-already"
    await board.confirm(board.vice, check, "clear", reason="I think so.", expect=404)
    told = await board.read(check)
    assert (told["state"], told["answer"]) == ("answered", "refused")
    assert set(told) == {"id", "person", "state", "answer", "asked_at", "valid_until"}
    await board.due()
    assert [each.to for each in mail.sent] == ["chair@example.org", "leader@example.org"]

    # Then they turn to the board, which takes it up: the next nomination takes a consultation, and no more a refusal.
    await applied(board.chair, person_id)
    again = await board.ask(person_id)
    assert await board.waiting(board.chair) == ["consultation_required"]
    await board.confirm(board.chair, again, "consultation_required")
    assert (await board.read(again))["answer"] == "consultation_required"
    async with app.state.database.reading() as db:
        kinds = (await db.exec(select(AuditEvent.kind).where(AuditEvent.kind.startswith("nomination")))).all()
    assert sorted(kinds) == ["nomination-asked"] * 2 + ["nomination-confirmed"] * 2


@pytest.mark.policy("CON-01", "PRN-05")
async def test_asking_is_the_same_work_and_the_same_answer_whatever_lies_behind(board: Board, app: FastAPI) -> None:
    told: dict[str, tuple[list[str], int, int, Sequence[str]]] = {}
    checks = {}
    for kind, person_id in (await everyone_to_ask_about(app, board)).items():
        with asked_of_the_database() as statements:
            answer = await board.leader.post(CHECKS, json={"person_id": str(person_id)})
        name = answer.json()["person"]["display_name"]
        told[kind] = (statements, answer.status_code, len(answer.content) - len(name), sorted(answer.headers))
        checks[kind] = answer.json()
    assert all(each == told["nothing"] for each in told.values())
    assert {checks[kind]["state"] for kind in checks} == {"waiting"}
    reading = {}
    for kind, check in checks.items():
        with asked_of_the_database() as statements:
            await board.read(check)
        reading[kind] = list(statements)
    assert all(each == reading["nothing"] for each in reading.values())
    suggestions = await board.waiting(board.chair)
    assert sorted(suggestions) == ["clear", "clear", "consultation_required", "refused"]


@pytest.mark.one_database
@pytest.mark.policy("CON-01", "CON-02")
async def test_a_confirmer_whom_it_keeps_out_sees_nothing_of_it_and_the_next_in_line_answers(
    board: Board, app: FastAPI
) -> None:
    case_id = await keep_out(app, board.chair.person_id)
    clean, left = await somebody(app), await somebody(app, left=True, case_id=case_id)
    checks = [await board.ask(person_id) for person_id in (clean, left)]
    assert await board.waiting(board.chair) == ["clear", "clear"]
    assert await board.waiting(board.vice) == ["refused"]
    work_done = []
    for check in checks:
        with asked_of_the_database() as statements:
            await board.confirm(board.chair, check, "clear")
        work_done.append(list(statements))
    assert work_done[0] == work_done[1]
    assert await board.waiting(board.chair) == []
    assert [(await board.read(check))["state"] for check in checks] == ["answered", "waiting"]
    await board.confirm(board.vice, checks[1], "refused")
    assert (await board.read(checks[1]))["answer"] == "refused"


async def keep_out(app: FastAPI, person_id: UUID) -> UUID:
    """A case that bars this person."""
    async with app.state.database.writing() as db:
        case = await a_case(db)
        tag = bar_tag(db.keys, case_id=case.id, person_id=person_id)
        why = {"is_provisional": False, "why": BarReason.CLOSE, "made_by": "test", "made_at": clock.now()}
        db.add(Bar.model_validate({"id": new_id(), "case_id": case.id, "tag": tag, **why}))
    return case.id


@pytest.mark.one_database
@pytest.mark.policy("CON-02")
async def test_neither_who_asks_nor_whom_it_is_about_answers_and_the_next_is_asked_when_nobody_does(
    board: Board, app: FastAPI
) -> None:
    about_vice = await board.ask(board.vice.person_id, by=board.chair)
    assert (await board.waiting(board.chair), await board.waiting(board.vice)) == ([], [])
    assert await board.waiting(board.officer) == ["clear"]
    await board.confirm(board.officer, about_vice, "clear")
    by_leader = await board.ask(await somebody(app))
    assert await board.waiting(board.vice) == []
    with clock.turned(timedelta(hours=49)):
        assert await board.waiting(board.vice) == ["clear"]
        await board.confirm(board.vice, by_leader, "clear")
        assert (await board.read(by_leader))["state"] == "answered"
        assert await board.waiting(board.chair) == []


@pytest.mark.one_database
async def test_about_oneself_about_nobody_and_about_everybody_there_is_an_answer_of_its_own(
    board: Board, app: FastAPI, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = await board.leader.post(CHECKS, json={"person_id": str(board.leader.person_id)})
    assert own.json()["code"] == "nominated-oneself"
    unknown = await board.leader.post(CHECKS, json={"person_id": str(uuid4())})
    assert unknown.json()["code"] == "nominated-unknown"
    monkeypatch.setattr("app.reentry.nominations.service.MOST_A_DAY", 2)
    for _ in range(2):
        await board.ask(await somebody(app))
    many = await board.leader.post(CHECKS, json={"person_id": str(await somebody(app))})
    assert (many.status_code, many.json()["code"]) == (429, "too-many-nomination-checks")
    assert int(many.headers["Retry-After"]) > 0
    with clock.turned(timedelta(hours=25)):
        await board.ask(await somebody(app))


@pytest.mark.one_database
async def test_an_answer_holds_for_its_time_and_then_nothing_is_left_of_it(board: Board, app: FastAPI) -> None:
    answered, unanswered = await board.ask(await somebody(app)), await board.ask(await somebody(app))
    await board.confirm(board.chair, answered, "clear")
    with clock.turned(timedelta(days=31)):
        await board.due()
        assert [each["id"] for each in (await board.leader.get(CHECKS)).json()["items"]] == [answered["id"]]
        assert (await board.leader.get(f"{CHECKS}/{unanswered['id']}")).status_code == 404
    with clock.turned(timedelta(days=91)):
        assert (await board.leader.get(f"{CHECKS}/{answered['id']}")).status_code == 404
        await board.due()
    async with app.state.database.reading() as db:
        assert (await db.exec(select(NominationCheck))).all() == []
        assert (await db.exec(select(NominationWord))).all() == []


@pytest.mark.one_database
@pytest.mark.policy("CON-01")
async def test_a_question_is_there_for_who_asked_it_and_who_is_asked_and_for_nobody_else(
    board: Board, app: FastAPI, as_actor: Actors
) -> None:
    check = await board.ask(await somebody(app, left=True))
    committee = as_actor.system(Scope.NOMINATIONS_CHECK)
    theirs = await board.ask(await somebody(app, left=True), by=committee)
    await board.confirm(board.chair, theirs, "refused")
    assert (await board.read(theirs, by=committee))["answer"] == "refused"
    others = {
        "another asker": board.vice,
        "another system": as_actor.system(Scope.NOMINATIONS_CHECK),
        "the committee": committee,
    }
    for who, client in others.items():
        assert (await client.get(f"{CHECKS}/{check['id']}")).status_code == 404, who
        assert check["id"] not in (await client.get(CHECKS)).text, who
    board_member = await as_actor(Office.BOARD_MEMBER)
    await board.confirm(board_member, check, "clear", expect=404)
    outsiders = {
        "stranger": (await as_actor(), 403),
        "council member": (await as_actor(Office.COUNCIL_MEMBER), 403),
        "administrator": (await as_actor(Office.ADMINISTRATOR), 403),
        "another system": (as_actor.system(Scope.PEOPLE_READ), 403),
        "nobody": (as_actor.anonymous(), 401),
    }
    for who, (client, refused) in outsiders.items():
        for answer in (
            await client.get(f"{CHECKS}/{check['id']}"),
            await client.get(f"{CHECKS}/to-confirm"),
            await client.post(f"{CHECKS}/{check['id']}/confirmation", json={"answer": "clear"}),
            await client.post(CHECKS, json={"person_id": str(uuid4())}),
        ):
            assert answer.status_code == refused, who
