"""An internal case in which somebody is accused, with everyone who works with measures or must not see them."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from fastapi import FastAPI
from sqlmodel import select

from app.access.rules import CaseRole, Office
from app.cases.models import Case, SealedText
from app.cases.rules import Conclusion
from app.core import clock
from app.core.database import Database
from app.plans.models import CaseStep
from app.policy.terms import Category, Phase, Stage
from app.proceedings.measures.following import open_duties
from app.proceedings.measures.models import Measure
from app.proceedings.meetings.models import BoardDecision, Meeting
from app.proceedings.meetings.rules import DecisionKind, MeetingKind, MeetingStatus
from app.proceedings.subjects import require_accused
from tests.support.actors import ActorClient, Actors
from tests.support.cases import Member, a_case, a_member, as_member, concluded
from tests.support.factories import a_term


class Asked:
    """Somebody accused, and those around: `officer`, `chair`, `contact`, `affected`, `decider`, `investigator`,
    `accused`, `stranger`."""

    def __init__(
        self, app: FastAPI, case_id: UUID, members: dict[str, Member], clients: dict[str, ActorClient]
    ) -> None:
        self._app = app
        self.id = case_id
        self.path = f"/api/v1/cases/{case_id}"
        self.members = members
        self.clients = clients
        self.page = ""
        """The accused's own, once something was released to them."""

    def __getattr__(self, name: str) -> ActorClient:
        try:
            return self.clients[name]
        except KeyError:
            raise AttributeError(name) from None

    @property
    def database(self) -> Database:
        found: Database = self._app.state.database
        return found

    @property
    def accused_id(self) -> str:
        return str(self.members["accused"].person_id)

    async def release(self) -> None:
        """The investigator tells the accused what it is about, and with that they have a page of their own."""
        told = {"allegations": "Någon säger att du ropade.", "contact": "security_officer"}
        answer = await self.investigator.post(
            f"{self.path}/hearings/releases", json={"person_id": self.accused_id, "told": told}
        )
        assert answer.status_code == 201, answer.text
        self.page = f"/api/v1/hearings/{answer.json()['hearing_id']}"

    async def own(self) -> list[dict[str, Any]]:
        """What is asked of the accused, as they read it themselves."""
        answer = await self.accused.get(f"{self.page}/measures")
        assert answer.status_code == 200, answer.text
        found: list[dict[str, Any]] = answer.json()["items"]
        return found

    async def answer_own(self, measure: dict[str, Any], given: str) -> Any:
        return await self.accused.post(f"{self.page}/measures/{measure['id']}/answer", json={"answer": given})

    async def read(self, by: ActorClient | None = None) -> dict[str, Any]:
        """What is asked of the accused, as it stands."""
        answer = await (by or self.officer).post(f"{self.path}/measures/opening")
        assert answer.status_code == 200, answer.text
        (item,) = answer.json()["items"]
        found: dict[str, Any] = item
        return found

    async def measures(self, kind: str = "time_out") -> list[dict[str, Any]]:
        return [each for each in (await self.read())["measures"] if each["kind"] == kind]

    async def ask(self, what: str, *, by: ActorClient | None = None, **more: Any) -> Any:
        """`what`: the last word of the route."""
        return await (by or self.officer).post(
            f"{self.path}/measures/{what}", json={"person_id": self.accused_id} | more
        )

    async def do(self, measure: dict[str, Any], act: str, *, by: ActorClient | None = None, **body: Any) -> Any:
        return await (by or self.officer).post(
            f"{self.path}/measures/{measure['id']}/{act}",
            json=body,
            headers={"If-Match": f'"{measure["version"]}"'},
        )

    async def answer_all(self, *answers: str, kind: str = "time_out") -> None:
        for measure, given in zip(await self.measures(kind), answers, strict=True):
            said = await self.do(measure, "answer", answer=given)
            assert said.status_code == 200, said.text

    async def decide(self, *kinds: DecisionKind) -> None:
        await decided(self.database, self.id, self.members["accused"].person_id, *kinds)

    async def clear(self) -> None:
        """Those who investigate and the chair: the accused is accused no more."""
        body = {"becomes": "cleared", "person_id": self.accused_id, "reasons": "Det var någon annan."}
        proposal = await self.investigator.post(f"{self.path}/who-it-is", json=body)
        assert proposal.status_code == 201, proposal.text
        approved = await self.chair.post(f"{self.path}/who-it-is/{proposal.json()['id']}/approval")
        assert approved.status_code == 200, approved.text

    async def conclude(self, conclusion: Conclusion) -> None:
        await moved(self._app, self.id, Stage.CONCLUDED, conclusion=conclusion)

    async def steps(self) -> dict[str, str]:
        """The status of each step's newest occurrence, by the policy's code."""
        async with self.database.reading() as db:
            rows = (await db.exec(select(CaseStep).where(CaseStep.case_id == self.id))).all()
        return {row.code: row.status.value for row in sorted(rows, key=lambda row: row.occurrence)}

    async def support(self, by: ActorClient | None = None) -> dict[str, Any]:
        answer = await (by or self.affected).post(f"{self.path}/support/opening")
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found

    async def say(
        self, *, is_content: bool | None, text: str = "Jag är lugn med det nu.", by: ActorClient | None = None
    ) -> Any:
        who = by or self.affected
        (question,) = (await self.support(who))["questions"]
        return await who.post(
            f"{self.path}/support/returns/{question['measure_id']}", json={"is_content": is_content, "text": text}
        )

    async def duties(self) -> int:
        """How many measures hold the closing."""
        async with self.database.reading() as db:
            assert open_duties in self._app.state.case_hooks.duties
            return await open_duties(db, self.id)

    async def rows(self) -> list[Measure]:
        async with self.database.reading() as db:
            return list((await db.exec(select(Measure).where(Measure.case_id == self.id))).all())


async def decided(database: Database, case_id: UUID, accused: UUID, *kinds: DecisionKind) -> None:
    """The board adopts them about the accused, at a meeting."""
    async with database.writing() as db:
        subject = await require_accused(db, case_id, accused)
        text_id = (await db.exec(select(SealedText.id).where(SealedText.case_id == case_id).limit(1))).one()
        now = clock.now()
        before = (await db.exec(select(Meeting.id).where(Meeting.case_id == case_id))).all()
        meeting = Meeting(
            case_id=case_id,
            number=len(before) + 1,
            kind=MeetingKind.DECISION,
            status=MeetingStatus.HELD,
            called_by="test",
            called_at=now,
            starts_at=now,
        )
        db.add(meeting)
        await db.flush()
        for kind in kinds:
            db.add(
                BoardDecision(
                    case_id=case_id,
                    meeting_id=meeting.id,
                    kind=kind,
                    subject=subject,
                    text_id=text_id,
                    is_adopted=True,
                    in_favour=3,
                    against=0,
                    abstained=0,
                    decided_at=now,
                )
            )


async def moved(app: FastAPI, case_id: UUID, to: Stage, *, conclusion: Conclusion | None = None) -> None:
    """At a stage of a case in which it is known whom it concerns, with everything that follows."""
    database: Database = app.state.database
    async with database.writing() as db:
        case = (await db.exec(select(Case).where(Case.id == case_id).with_for_update())).one()
        before, case.stage, case.phase = case.stage, to, Phase.KNOWN
        await concluded(db, case, conclusion)
        for listener in app.state.case_hooks.stage_changed:
            await listener(db, case.id, before, to)


async def somebody_accused(
    app: FastAPI,
    as_actor: Actors,
    *,
    offices: Sequence[Office] = (Office.COUNCIL_MEMBER, Office.BOARD_MEMBER),
    is_heard: bool = True,
) -> Asked:
    """`is_heard`: a hearing was released to the accused, so that they have a page of their own."""
    database: Database = app.state.database
    async with database.writing() as db:
        members = {
            "officer": await a_member(db, Office.SECURITY_OFFICER),
            "chair": await a_member(db, Office.CHAIR),
            "contact": await a_member(db),
            "affected": await a_member(db),
            "decider": await a_member(db, Office.BOARD_MEMBER),
            "investigator": await a_member(db),
            "accused": await a_member(db, name="Torkel Brunkulla"),
            "stranger": await a_member(db, Office.BOARD_MEMBER),
        }
        for office in offices:
            await a_term(db, office, person=members["accused"].person_id)
        case = await a_case(
            db,
            category=Category.INTERNAL,
            officer=members["officer"],
            affected=members["affected"],
            barred=[members["accused"]],
            others={
                CaseRole.ACCOUNTABLE: [members["chair"]],
                CaseRole.CONTACT_PERSON: [members["contact"]],
                CaseRole.DECIDER: [members["decider"]],
                CaseRole.INVESTIGATOR: [members["investigator"]],
            },
        )
    await moved(app, case.id, Stage.MAPPING)
    clients = {name: await as_member(as_actor, member) for name, member in members.items()}
    asked = Asked(app, case.id, members, clients)
    if is_heard:
        await asked.release()
    return asked
