"""Whoever is kept out of a case is a stranger to it: every route, list and notice, and every key, for each office and bar.

One installation and one case that all of them held a moment ago. What each is told afterwards is compared, byte for byte
and with what the database was asked for it, to what the same person was told before there was any case, and to what they
are told of a case that is not there. The routes are the application's own: a new one is walked without being named here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID, uuid4

import pytest
from fastapi import FastAPI
from sqlmodel import col, select

from app.access.actor import SYSTEM
from app.access.rules import COMPARTMENTS, CaseRole, Compartment, Office
from app.cases.access import HeldCase
from app.cases.models import Bar, Case, Grant
from app.cases.rules import BarReason
from app.core import clock
from app.core.database import Database
from app.core.keys import PersonTag
from app.notifications import service as notifications
from app.notifications.models import Notice
from app.notifications.rules import NoticeKind
from app.people.models import Person
from app.policy.terms import Category, Phase
from app.ports.mail import RecordedMail
from app.proceedings.schemas import QuestionCreate
from app.proceedings.votes_of_case import raise_question
from app.vault import service as vault
from app.votes.models import Vote
from app.votes.rules import VoteStatus
from app.worker import work
from tests.support.actors import ActorClient, Actors
from tests.support.cases import Member, a_case, a_member, as_member
from tests.support.factories import an_association
from tests.support.walking import (
    BODY_THAT_FITS_NO_ROUTE,
    WAYS_TO_ASK,
    Told,
    ask,
    assert_the_same,
    assert_there_is_as_nowhere,
    filled,
    lists,
    routes,
)

pytestmark = [pytest.mark.anyio, pytest.mark.one_database, pytest.mark.policy("CON-01")]

MOVES_WITH_EVERYTHING = frozenset({"/healthz", "/readyz", "/api/v1/audit/head"})
"""The audit's head is there to move, and says nothing of what moved it."""
BY_NAME = "Torkel Brunkulla"


@dataclass(frozen=True)
class KeptOut:
    offices: tuple[Office, ...]
    held: CaseRole | None
    by: str
    """As what they are named; or that they say so themself, or that a name may mean them."""
    why: BarReason


KEPT_OUT: Mapping[str, KeptOut] = {
    "chair": KeptOut((Office.CHAIR,), CaseRole.ACCOUNTABLE, "accused", BarReason.ACCUSED),
    "vice chair": KeptOut((Office.VICE_CHAIR,), CaseRole.CONSULTED, "suspected", BarReason.SUSPECTED),
    "security officer": KeptOut((Office.SECURITY_OFFICER,), CaseRole.SECURITY_OFFICER, "witness", BarReason.WITNESS),
    "administrator": KeptOut((Office.ADMINISTRATOR,), None, "accused", BarReason.ACCUSED),
    "group leader": KeptOut((Office.GROUP_LEADER, Office.COUNCIL_MEMBER), CaseRole.CONSULTED, "close", BarReason.CLOSE),
    "contact person": KeptOut((), CaseRole.CONTACT_PERSON, "declares", BarReason.DECLARED),
    "investigator": KeptOut((), CaseRole.INVESTIGATOR, "declares", BarReason.DECLARED),
    "board member": KeptOut((Office.BOARD_MEMBER,), CaseRole.DECIDER, "a name", BarReason.ACCUSED),
    "called in": KeptOut((Office.EXECUTIVE_BOARD_CHAIR,), CaseRole.CALLED_IN, "suspected", BarReason.SUSPECTED),
    "member of the group": KeptOut((Office.COUNCIL_SUBSTITUTE,), CaseRole.GROUP_MEMBER, "accused", BarReason.ACCUSED),
}


@dataclass
class World:
    """Everybody, before there is a case and after."""

    app: FastAPI
    database: Database
    officer: Member
    members: dict[str, Member]
    clients: dict[str, ActorClient]
    case: Case

    @property
    def path(self) -> str:
        return f"/api/v1/cases/{self.case.id}"


@pytest.fixture
async def before_and_after(
    app: FastAPI, database: Database, as_actor: Actors
) -> tuple[World, dict[tuple[str, str], Told], dict[str, UUID]]:
    """The world after everybody is kept out, what each list told each before, and the keys as they were."""
    async with database.writing() as db:
        await an_association(db)
        officer = await a_member(db, Office.SECURITY_OFFICER, name="Robin Leder")
        members = {
            who: await a_member(db, *each.offices, name=BY_NAME if each.by == "a name" else f"Kanarie {number}")
            for number, (who, each) in enumerate(KEPT_OUT.items())
        }
    clients = {who: await as_member(as_actor, member) for who, member in members.items()}
    told = {
        (who, path): await ask(app, clients[who], "GET", path)
        for who in clients
        for path in lists(app)
        if path not in MOVES_WITH_EVERYTHING
    }
    async with database.writing() as db:
        others: dict[CaseRole, list[Member]] = {}
        for who, each in KEPT_OUT.items():
            if each.held is not None:
                others.setdefault(each.held, []).append(members[who])
        standby = [members["chair"], members["vice chair"], members["security officer"]]
        case = await a_case(db, category=Category.INTERNAL, officer=officer, others=others, standby=standby)
        keys = {name: each.id for name, each in (await vault.newest_versions(db, case_id=case.id)).items()}
    world = World(app, database, officer, members, clients, case)
    await keep_out(world, await as_member(as_actor, officer))
    return world, told, keys


async def keep_out(world: World, officer: ActorClient) -> None:
    for who, each in KEPT_OUT.items():
        if each.by == "declares":
            answer = await world.clients[who].post(
                f"{world.path}/conflict-declaration", json={"reason": "We share a house"}
            )
        else:
            whom = {"name": BY_NAME} if each.by == "a name" else {"person_id": str(world.members[who].person_id)}
            role = "accused" if each.by == "a name" else each.by
            answer = await officer.post(f"{world.path}/parties", json={"role": role} | whom)
        assert answer.status_code in {201, 204}, f"{who}: {answer.text}"


@pytest.mark.policy("CON-03", "SOM-04", "ORG-04")
async def test_everyone_who_is_kept_out_is_a_stranger_everywhere(
    before_and_after: tuple[World, dict[tuple[str, str], Told], dict[str, UUID]], mail: RecordedMail
) -> None:
    world, told, keys = before_and_after
    await no_key_and_no_duty_is_left(world, keys)
    vote_id = await the_group_is_asked(world)
    async with world.database.writing() as db:  # the worst: what somebody forgot to end, and to withhold
        for who, each in KEPT_OUT.items():
            db.add(left_behind(world.case.id, world.members[who].tag, role=each.held or CaseRole.ACCOUNTABLE))
            await notifications.notify(
                db, NoticeKind.SOMETHING_NEEDS_YOU, to=world.members[who].tag, case_id=world.case.id
            )
    for (who, path), before in told.items():
        after = await ask(world.app, world.clients[who], "GET", path)
        assert_the_same(after, before, why=f"GET {path} tells the {who} that there is a case")
    await every_route_of_the_case_answers_as_for_none(world)
    await no_stage_of_its_vote_is_told_by_a_route_or_a_list(world, vote_id, told)
    before_sending = len(mail.sent)
    await work(world.database, world.app.state.due_work)
    assert not {each.to for each in mail.sent[before_sending:]} & await addresses_of_the_kept_out(world)


async def every_route_of_the_case_answers_as_for_none(world: World) -> None:
    """The first way of asking by everybody; the others take turns."""
    ways = list(WAYS_TO_ASK)
    of_cases = [(method, path) for method, path in routes(world.app) if "{case_id}" in path]
    assert len(of_cases) >= 15
    for asker, (who, client) in enumerate(world.clients.items()):
        for number, (method, path) in enumerate(of_cases):
            there, nowhere = filled(path, case_id=world.case.id), filled(path, case_id=uuid4())
            for way in {BODY_THAT_FITS_NO_ROUTE, ways[(asker + number) % len(ways)]}:
                await assert_there_is_as_nowhere(
                    world.app, client, method, there=there, nowhere=nowhere, way=way, who=who
                )


STAGES_OF_A_VOTE = (VoteStatus.RAISED, VoteStatus.OPEN, VoteStatus.CERTIFIED)


async def the_group_is_asked(world: World) -> UUID:
    """Whoever raises it in the case, with everybody kept out already."""
    async with world.database.writing() as db:
        case = (await db.exec(select(Case).where(Case.id == world.case.id))).one()
        case.phase = Phase.KNOWN
        held = HeldCase(case=case, actor=SYSTEM, roles=frozenset(), compartments=frozenset(), awaiting_key=frozenset())
        wanted = QuestionCreate(concerns=world.members["member of the group"].person_id, names_affected=False)
        vote = await raise_question(db, held, wanted, vote_id=uuid4())
        return vote.id


async def no_stage_of_its_vote_is_told_by_a_route_or_a_list(
    world: World, vote_id: UUID, told: Mapping[tuple[str, str], Told]
) -> None:
    """Each stage is set in its row: a route that asks what is not there yet asks first who may know. Everything that can
    be done, in the first stage; what can be read (tellers, paper, quorum, minutes, bulletin, roll), in each.
    """
    of_votes = [(method, path) for method, path in routes(world.app) if path.startswith("/api/v1/votes/{vote_id}")]
    assert len(of_votes) >= 35
    ways = list(WAYS_TO_ASK)
    for stage in STAGES_OF_A_VOTE:
        async with world.database.writing() as db:
            (await db.exec(select(Vote).where(Vote.id == vote_id))).one().status = stage
        for asker, (who, client) in enumerate(world.clients.items()):
            for number, (method, path) in enumerate(of_votes):
                if stage is not VoteStatus.RAISED and method != "GET":
                    continue
                there, nowhere = filled(path, vote_id=vote_id), filled(path, vote_id=uuid4())
                way = ways[(asker + number) % len(ways)] if method == "GET" else BODY_THAT_FITS_NO_ROUTE
                await assert_there_is_as_nowhere(
                    world.app, client, method, there=there, nowhere=nowhere, way=way, who=f"{who}, {stage.value}"
                )
            listed = await ask(world.app, client, "GET", "/api/v1/votes")
            assert_the_same(
                listed, told[who, "/api/v1/votes"], why=f"the list tells the {who} of a vote, {stage.value}"
            )


async def no_key_and_no_duty_is_left(world: World, keys: Mapping[str, UUID]) -> None:
    case_id = world.case.id
    async with world.database.reading() as db:
        for who, member in world.members.items():
            assert await vault.names_wrapped_to(db, case_id=case_id, holder_id=member.holder.id) == set(), who
        tags = [member.tag for member in world.members.values()]
        left = await db.exec(select(Grant.id).where(col(Grant.holder).in_(tags), col(Grant.ended_at).is_(None)))
        assert left.all() == []
        waiting = await db.exec(select(Notice.id).where(col(Notice.recipient).in_(tags)))
        assert waiting.all() == []
        now = {name: each.id for name, each in (await vault.newest_versions(db, case_id=case_id)).items()}
        held = {part for each in KEPT_OUT.values() if each.held for part in COMPARTMENTS[each.held]}
        assert {name for name in keys if now[name] != keys[name]} >= held - {Compartment.SUBMISSION}
        reasons = sorted((await db.exec(select(Bar.why).where(Bar.case_id == case_id))).all())
    assert reasons == sorted(each.why for each in KEPT_OUT.values())


async def addresses_of_the_kept_out(world: World) -> set[str]:
    async with world.database.reading() as db:
        ids = [member.person_id for member in world.members.values()]
        return {str(email) for email in (await db.exec(select(Person.email).where(col(Person.id).in_(ids)))).all()}


def left_behind(case_id: UUID, tag: PersonTag, *, role: CaseRole) -> Grant:
    return Grant(
        case_id=case_id,
        holder=tag,
        role=role,
        compartments=sorted(COMPARTMENTS[role] - {Compartment.HEARING}),
        why="left behind",
        given_by="test",
        given_at=clock.now(),
    )
