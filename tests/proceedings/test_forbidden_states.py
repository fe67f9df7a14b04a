"""Whatever anyone of a case asks for, in whatever order, its life cycles come to no state that is forbidden.

Every route that changes a case, tried by everyone in it with bodies of the right shape and any content: what the rules
let through moves the case on, what they do not is refused. After each step the database is looked at.
"""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any
from uuid import UUID, uuid4

import pytest
from fastapi import FastAPI
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import col, select

from app.access.rules import CaseRole, Office
from app.cases.access import bar_tag
from app.cases.models import Bar, Case, Grant
from app.cases.rules import BarReason, Conclusion
from app.core import clock
from app.core.database import Database, Session
from app.policy.terms import Category, Phase, Stage
from app.proceedings.exclusion import rules as exclusion
from app.proceedings.exclusion.models import ExclusionCase
from app.proceedings.exclusion.rules import ExclusionGround, ExclusionOutcome, ExclusionStatus
from app.proceedings.measures.models import Measure, ReturnWord
from app.proceedings.measures.rules import OPEN, MeasureKind, MeasureStatus
from app.proceedings.meetings.models import BoardDecision, Meeting
from app.proceedings.meetings.rules import DecisionKind, MeetingStatus
from app.proceedings.subjects import subject_of
from app.tables import metadata
from tests.support.actors import ActorClient, Actors
from tests.support.cases import Member, a_case, a_member, as_member
from tests.support.measures import decided, moved
from tests.support.shapes import body_of

pytestmark = [pytest.mark.anyio, pytest.mark.one_database, pytest.mark.slow]

TABLES = {
    "bar_id": "case_bar",
    "check_id": "mapping_check",
    "decision_id": "case_decision",
    "exclusion_id": "exclusion_case",
    "finding_id": "mapping_finding",
    "grant_id": "case_grant",
    "hearing_id": "hearing",
    "item_id": "case_agenda_item",
    "measure_id": "case_measure",
    "meeting_id": "case_meeting",
    "override_id": "case_override",
    "proposal_id": "mapping_proposal",
    "step_id": "case_step",
    "talk_id": "mapping_talk",
}
"""Where the things that a path names are found."""

NOT_TRIED = {"minutes.pdf", "{letter}.pdf", "preview", "opening"}
"""What changes nothing."""

STEPS = 20
WHO = ["officer", "chair", "investigator", "decider", "affected", "contact", "accused"]
THOSE_WHO_ACT = ["officer", "chair", "investigator", "decider"]
LIVES = ("/measures", "/meetings", "/exclusion-cases", "/mapping", "/who-it-is", "/stage", "/closing", "/bars")

BEGINNINGS = {
    "mapped": (Stage.MAPPING, None),
    "severe": (Stage.CONCLUDED, Conclusion.SEVERE),
    "not severe": (Stage.DECISION, Conclusion.NOT_SEVERE),
    "not substantiated": (Stage.CONCLUDED, Conclusion.NOT_SUBSTANTIATED),
    "followed up": (Stage.FOLLOW_UP, Conclusion.SEVERE),
}


@dataclass
class Route:
    method: str
    path: str
    body: dict[str, Any] | None


@dataclass
class World:
    app: FastAPI
    description: dict[str, Any]
    routes: list[Route]
    members: dict[str, Member]
    clients: dict[str, ActorClient]
    done: set[str] = field(default_factory=set)
    """Every act that the walks have really done."""

    @property
    def database(self) -> Database:
        found: Database = self.app.state.database
        return found

    async def begin(self, beginning: str, *, is_denied: bool, kinds: list[DecisionKind]) -> UUID:
        stage, conclusion = BEGINNINGS[beginning]
        of = self.members
        async with self.database.writing() as db:
            case = await a_case(
                db,
                category=Category.INTERNAL,
                officer=of["officer"],
                affected=of["affected"],
                barred=[of["accused"]],
                others={
                    CaseRole.ACCOUNTABLE: [of["chair"]],
                    CaseRole.CONTACT_PERSON: [of["contact"]],
                    CaseRole.DECIDER: [of["decider"]],
                    CaseRole.INVESTIGATOR: [of["officer"], of["investigator"]],
                },
            )
        await moved(self.app, case.id, stage, conclusion=conclusion)
        if kinds:
            await decided(self.database, case.id, of["accused"].person_id, *kinds)
        if is_denied:
            async with self.database.writing() as db:
                db.add(
                    ExclusionCase(
                        case_id=case.id,
                        subject=subject_of(db.keys, case_id=case.id, person_id=of["accused"].person_id),
                        ground=ExclusionGround.MANDATORY_AFTER_NO_CONFIDENCE,
                        status=ExclusionStatus.OPENED,
                        begun_at=clock.now(),
                        opened_at=clock.now(),
                    )
                )
        return case.id


@pytest.fixture
async def world(app: FastAPI, as_actor: Actors) -> AsyncIterator[World]:
    description: dict[str, Any] = app.openapi()
    routes = [
        Route(method.upper(), path, _body_in(operation))
        for path, operations in description["paths"].items()
        if "{case_id}" in path and path.rpartition("/")[2] not in NOT_TRIED
        for method, operation in operations.items()
        if method != "get"
    ]
    assert len(routes) > 80
    # What moves a life cycle is tried more often than what only writes something down.
    routes += 3 * [route for route in routes if any(part in route.path for part in LIVES)]
    async with app.state.database.writing() as db:
        members = {
            "officer": await a_member(db, Office.SECURITY_OFFICER),
            "chair": await a_member(db, Office.CHAIR),
            "decider": await a_member(db, Office.BOARD_MEMBER),
            "investigator": await a_member(db, Office.VICE_CHAIR),
            "contact": await a_member(db),
            "affected": await a_member(db),
            "accused": await a_member(db, Office.COUNCIL_MEMBER, name="Torkel Brunkulla"),
        }
    clients = {name: await as_member(as_actor, member) for name, member in members.items()}
    world = World(app, description, routes, members, clients)
    yield world
    assert len(world.done) >= 15, f"a walk in which so little is done finds nothing: {sorted(world.done)}"


def _body_in(operation: dict[str, Any]) -> dict[str, Any] | None:
    content = operation.get("requestBody", {}).get("content", {}).get("application/json")
    return content["schema"] if content else None


@pytest.mark.policy("KNO-02", "KNO-04", "KNO-05", "KNO-07", "KNO-09", "KNO-10", "KNO-12", "CON-01", "CON-04", "UNK-01")
@settings(max_examples=20, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 2**32))
async def test_no_order_of_acts_leads_to_a_forbidden_state(world: World, seed: int) -> None:
    draw = Random(seed)
    case_id = await world.begin(
        draw.choice(sorted(BEGINNINGS)),
        is_denied=draw.choice([True, False]),
        kinds=draw.sample(list(DecisionKind), draw.randint(0, 5)),
    )
    people = [str(member.person_id) for member in world.members.values()]
    people += 4 * [str(world.members["accused"].person_id)]
    for _ in range(STEPS):
        route = draw.choice(world.routes)
        path, version = await _filled(world, route, case_id, draw)
        body = body_of(world.description, route.body, draw, people=people) if route.body else None
        for who in dict.fromkeys([draw.choice(WHO), *THOSE_WHO_ACT]):
            answer = await world.clients[who].request(
                route.method, path, json=body, headers={"If-Match": f'"{version}"', "Idempotency-Key": uuid4().hex}
            )
            said = f"{who}: {route.method} {route.path} {body} -> {answer.status_code} {answer.text[:200]}"
            assert answer.status_code < 500, said
            if who == "accused":
                assert answer.status_code in {401, 404}, said
            if answer.status_code not in {403, 404}:
                break
        if answer.status_code < 300:
            world.done.add(f"{route.method} {route.path}")
            async with world.database.reading() as db:
                for is_kept in RULES:
                    await is_kept(db, world, case_id, said)


async def _filled(world: World, route: Route, case_id: UUID, draw: Random) -> tuple[str, int]:
    """The path with things that are there, if any; and the version of the last of them."""
    path = route.path.replace("{case_id}", str(case_id))
    async with world.database.reading() as db:
        version = (await db.exec(select(Case.version).where(Case.id == case_id))).one()
        for name, table_name in TABLES.items():
            if f"{{{name}}}" not in path:
                continue
            table = metadata.tables[table_name]
            held_by_case = table.c.get("case_id")
            query = table.select() if held_by_case is None else table.select().where(held_by_case == case_id)
            rows = (await (await db.connection()).execute(query)).mappings().all()
            if not rows:
                path = path.replace(f"{{{name}}}", str(uuid4()))
                continue
            row = draw.choice(rows)
            path = path.replace(f"{{{name}}}", str(row["id"]))
            version = row.get("version", version)
    path = path.replace("{compartment}", draw.choice(["report", "support", "decisions", "hearing", "media_plan"]))
    return path.replace("{condition}", draw.choice(["goes_to_court", "probable_person"])), version


# What is forbidden

Rule = Callable[[Session, World, UUID, str], Awaitable[None]]


async def a_closed_case_leaves_nothing_open(db: Session, _world: World, case_id: UUID, said: str) -> None:
    case = (await db.exec(select(Case).where(Case.id == case_id))).one()
    if case.stage is not Stage.CLOSED:
        return
    measures = (await db.exec(select(Measure).where(Measure.case_id == case_id))).all()
    assert not [row for row in measures if row.subject and row.status in OPEN], said
    exclusions = (await db.exec(select(ExclusionCase).where(ExclusionCase.case_id == case_id))).all()
    assert not [row for row in exclusions if row.status in exclusion.UNDER_WAY], said


async def a_known_case_has_an_accused(db: Session, world: World, case_id: UUID, said: str) -> None:
    case = (await db.exec(select(Case).where(Case.id == case_id))).one()
    bars = (await db.exec(select(Bar).where(Bar.case_id == case_id))).all()
    if case.phase is Phase.KNOWN:
        assert [bar for bar in bars if bar.why is BarReason.ACCUSED and not bar.is_provisional], said
    grants = (await db.exec(select(Grant).where(Grant.case_id == case_id, col(Grant.ended_at).is_(None)))).all()
    barred = {bar.tag for bar in bars}
    for member in world.members.values():
        if bar_tag(db.keys, case_id=case_id, person_id=member.person_id) in barred:
            assert not [grant for grant in grants if grant.holder == member.tag], f"barred, and holds a part: {said}"


async def who_investigates_is_few_and_no_support(db: Session, _world: World, case_id: UUID, said: str) -> None:
    grants = (await db.exec(select(Grant).where(Grant.case_id == case_id, col(Grant.ended_at).is_(None)))).all()
    of = {role: {grant.holder for grant in grants if grant.role is role} for role in CaseRole}
    assert len(of[CaseRole.INVESTIGATOR]) <= 3, said
    assert of[CaseRole.INVESTIGATOR].isdisjoint(of[CaseRole.CONTACT_PERSON]), said
    assert of[CaseRole.AFFECTED].isdisjoint(of[CaseRole.INVESTIGATOR] | of[CaseRole.DECIDER]), said


async def exclusion_is_the_federations(db: Session, _world: World, case_id: UUID, said: str) -> None:
    for row in (await db.exec(select(ExclusionCase).where(ExclusionCase.case_id == case_id))).all():
        if row.ground is ExclusionGround.MANDATORY_AFTER_NO_CONFIDENCE:
            assert row.status not in exclusion.NOT_FOR_MANDATORY, said
            if row.status is ExclusionStatus.CLOSED:
                assert row.outcome is not None, said
        elif row.status not in {ExclusionStatus.ASSESSING, ExclusionStatus.LIFTED, ExclusionStatus.TAKEN_OVER}:
            assert row.decision_id is not None or row.outcome is ExclusionOutcome.LEFT, said
        if row.outcome in {ExclusionOutcome.EXCLUDED, ExclusionOutcome.RETAINED}:
            assert row.referred_on is not None, f"decided without the federation: {said}"
        if row.recommended_on is not None:
            assert row.statement_ended_at is not None, f"recommended before they could answer: {said}"


async def what_is_asked_rests_on_a_decision(db: Session, _world: World, case_id: UUID, said: str) -> None:
    case = (await db.exec(select(Case).where(Case.id == case_id))).one()
    words = (await db.exec(select(ReturnWord).where(ReturnWord.case_id == case_id))).all()
    for row in (await db.exec(select(Measure).where(Measure.case_id == case_id))).all():
        if row.kind is MeasureKind.LEAVING:
            assert row.decision_id is not None, said
        is_over = row.kind is MeasureKind.TIME_OUT and row.status is MeasureStatus.ENDED
        if is_over and case.conclusion is Conclusion.NOT_SEVERE and row.continued_at is not None:
            about = [word for word in words if word.subject == row.subject]
            assert about, f"nobody asked the affected person: {said}"
            assert max(about, key=lambda word: word.recorded_at).is_content is not False, said


async def a_meeting_is_approved_by_two(db: Session, _world: World, case_id: UUID, said: str) -> None:
    for row in (await db.exec(select(Meeting).where(Meeting.case_id == case_id))).all():
        if row.status is MeetingStatus.APPROVED:
            assert row.led_approved_at is not None, said
            assert row.adjuster_approved_at is not None, said
            assert row.adjuster not in {None, row.led_by}, said
    for decision in (await db.exec(select(BoardDecision).where(BoardDecision.case_id == case_id))).all():
        assert not decision.is_adopted or decision.in_favour >= decision.against, said


RULES: tuple[Rule, ...] = (
    a_closed_case_leaves_nothing_open,
    a_known_case_has_an_accused,
    who_investigates_is_few_and_no_support,
    exclusion_is_the_federations,
    what_is_asked_rests_on_a_decision,
    a_meeting_is_approved_by_two,
)
