"""An internal case told from its report to its end, over HTTP alone: only people, offices and accounts are written.

    story = await a_story(app, mail, as_actor)
    await story.reported(about_names=story.name_of("accused"))
    await story.until_triage(phase="known")
    await story.mapped(outcome="severe")

What the support files of each part know how to do is lent to it: `board`, `mapping`, `measures`, `assembly`.
"""

from collections.abc import Mapping
from datetime import timedelta
from types import MappingProxyType
from typing import Any
from uuid import UUID, uuid4

from fastapi import FastAPI

from app.access.rules import Office
from app.core import clock
from app.people.rules import local_date
from app.ports.mail import RecordedMail
from app.votes.rules import Choice
from tests.support.actors import ActorClient, Actors
from tests.support.board import Board
from tests.support.cases import Member, Staffed, a_member, as_member
from tests.support.factories import an_association
from tests.support.mapping import Mapped
from tests.support.measures import Asked
from tests.support.media_plans import answer_media_plan, write_media_plan
from tests.support.steps import all_steps, do, done, step
from tests.support.voting import Assembly
from tests.support.walking import filled, routes

PEOPLE: Mapping[str, tuple[str, tuple[Office, ...]]] = {
    "chair": ("Sigrid Almkvist", (Office.CHAIR,)),
    "vice": ("Birger Tallhed", (Office.VICE_CHAIR,)),
    "eva": ("Eva Granlid", (Office.BOARD_MEMBER,)),
    "ola": ("Ola Rönnmark", (Office.BOARD_MEMBER,)),
    "pia": ("Pia Hasselblom", (Office.BOARD_MEMBER,)),
    "officer": ("Ylva Lönnfors", (Office.SECURITY_OFFICER,)),
    "leader": ("Disa Videby", (Office.GROUP_LEADER,)),
    "affected": ("Maja Aspholm", ()),
    "contact": ("Nils Strandsälg", ()),
    "torkel": ("Torkel Brunkulla", (Office.BOARD_MEMBER, Office.COUNCIL_MEMBER)),
    "ragna": ("Ragna Björkestig", (Office.COUNCIL_MEMBER,)),
    "stellan": ("Stellan Pilevik", (Office.COUNCIL_MEMBER,)),
    "tyra": ("Tyra Olmskog", (Office.COUNCIL_MEMBER,)),
    "uno": ("Uno Kvarnhed", (Office.COUNCIL_MEMBER,)),
    "vera": ("Vera Sandlycke", (Office.COUNCIL_SUBSTITUTE,)),
}
IN_GROUP = frozenset({Office.COUNCIL_MEMBER, Office.COUNCIL_SUBSTITUTE})
"""Five without Torkel: as few as a result may be counted of."""
LISTS = ("/api/v1/cases", "/api/v1/now", "/api/v1/exclusion-cases", "/api/v1/votes")
SETTLED = frozenset({"done", "not_applicable", "does_not_apply", "offered"})
WHY = "Så som kartläggningen visar."
QUESTIONS_OF_SOI_02 = (
    "involve_chair",
    "not_the_chair",
    "involve_vice_chair",
    "involve_group_leader",
    "involve_executive_board_chair",
)


def today() -> str:
    return local_date(clock.now()).isoformat()


def days_on(days: int) -> str:
    return (local_date(clock.now()) + timedelta(days=days)).isoformat()


class Story:
    """`accused` and `leads` are among the members by what they are called in `PEOPLE`; all are signed in."""

    def __init__(
        self,
        app: FastAPI,
        mail: RecordedMail,
        as_actor: Actors,
        members: dict[str, Member],
        clients: dict[str, ActorClient],
        *,
        accused: str,
        leads: str,
        people: Mapping[str, tuple[str, tuple[Office, ...]]] = PEOPLE,
    ) -> None:
        self.app, self.mail, self.as_actor = app, mail, as_actor
        self.members = members | {"accused": members[accused]}
        self.clients = clients | {"accused": clients[accused]}
        self._accused, self.leads, self._people = accused, leads, people
        self.case_id = UUID(int=0)

    def __getattr__(self, name: str) -> ActorClient:
        try:
            return self.clients[name]
        except KeyError:
            raise AttributeError(name) from None

    def id(self, name: str) -> str:
        return str(self.members[name].person_id)

    def name_of(self, who: str) -> str:
        return self._people[self._accused if who == "accused" else who][0]

    async def succession(self, who: str, *, by: str) -> dict[str, str]:
        """The duties of one are another's by now, who does from here on what that one does in these stories; gives what
        they find done. Whose place they took is in the story by their first name."""
        self.clients[self.name_of(who).split()[0].lower()] = self.clients[who]
        self.clients[who], self.members[who] = self.clients[by], self.members[by]
        return {
            each["code"]: each["state"] for each in await all_steps(self.staffed, self.officer) if each["finished_at"]
        }

    @property
    def path(self) -> str:
        return f"/api/v1/cases/{self.case_id}"

    # Who else tells parts of it

    @property
    def staffed(self) -> Staffed:
        return Staffed(self.case_id, self.members, self.clients)

    @property
    def board(self) -> Board:
        return Board(self.case_id, self.members, self.clients)

    @property
    def measures(self) -> Asked:
        return Asked(self.app, self.case_id, self.members, self.clients)

    @property
    def mapping(self) -> Mapped:
        return Mapped(self.staffed, self.ola, self.pia)

    # What anybody does

    async def send(self, who: str, method: str, path: str, body: Any = None, *, expect: int = 200, **more: Any) -> Any:
        answer = await self.clients[who].request(method, self.path + path, json=body, **more)
        assert answer.status_code == expect, answer.text
        return answer.json() if answer.content else None

    async def read(self, who: str = "officer") -> dict[str, Any]:
        found: dict[str, Any] = await self.send(who, "GET", "")
        return found

    async def move(self, stage: str, **more: Any) -> None:
        seen = {"If-Match": f'"{(await self.read())["version"]}"'}
        await self.send("officer", "PUT", "/stage", {"stage": stage} | more, headers=seen)

    async def consent(self, **answers: bool) -> None:
        for question, is_given in answers.items():
            body = {"question": question, "is_given": is_given}
            await self.send("officer", "POST", "/consents", body, expect=201)

    async def done(self, who: str, code: str, **body: object) -> None:
        await done(self.staffed, self.clients[who], code, **body)

    async def did(self, who: str, code: str, action: str, **body: object) -> None:
        answer = await do(self.staffed, self.clients[who], code, action, **body)
        assert answer.status_code == 200, answer.text

    async def state(self, code: str) -> str:
        found: str = (await step(self.staffed, self.officer, code))["state"]
        return found

    # Parts that every such case goes through

    async def reported(self, **told: Any) -> None:
        """By the officer, to whom the affected person has told it."""
        body = {
            "concerns": "internal",
            "happened": "Det har pågått sedan i våras, och inför andra.",
            "safe_now": "yes",
            "affected_person_id": self.id("affected"),
            **told,
        }
        answer = await self.officer.post("/api/v1/reports/on-behalf", json=body)
        assert answer.status_code == 201, answer.text
        self.case_id = UUID(answer.json()["case_id"])

    async def named(self, who: str, role: str) -> None:
        await self.send("officer", "POST", "/parties", {"role": role, "person_id": self.id(who)}, expect=201)

    async def until_triage(self, *, phase: str) -> None:
        """Everything that the officer does before somebody investigates, and the first meeting."""
        await self.send("officer", "POST", "/acknowledgement")
        await self.listened()
        if phase == "known":
            await self.named("accused", "accused")
        await self.assessed()
        await self.met_first(phase=phase)

    async def met_first(self, *, phase: str) -> None:
        """Once somebody is there for the affected person."""
        await self.send("officer", "PUT", "/contact-person", {"person_id": self.id("contact")})
        await self.done("contact", "KNO-03b", note="Vi hörs på torsdagar.")
        await self.board.call("triage")
        held = self.board.present("officer", self.leads, led_by=self.leads) | {"phase": phase, "words": WHY}
        await self.board.done("holding", held)
        assert (await self.read())["stage"] == "mapping"

    async def listened(self) -> None:
        await self.done("officer", "SOI-01", note="Vi träffades samma kväll.")
        await self.agreed_who_is_told()

    async def agreed_who_is_told(self, *agreed_to: str) -> None:
        await self.consent(**{each: each in agreed_to for each in QUESTIONS_OF_SOI_02})
        await self.done("officer", "SOI-02")

    async def assessed(self) -> None:
        """Who is told of it, and that nobody else is; the case is ready for its first meeting."""
        without = {"without_kept_out": True} if self._accused == "chair" else {}
        await self.done("officer", "SOI-03a", with_name=False, **without)
        await self.federation_told()

    async def federation_told(self) -> None:
        await self.consent(name_to_federation=False, statement_to_members=False, name_to_group=False)
        await self.done("officer", "SOI-04a", with_name=False)
        await self.did("officer", "SOI-04b", "assessment", is_yes=False, reason="Vi klarar det själva.")
        await self.move("assessing")

    async def investigated_by(self, *names: str) -> None:
        people = [self.id(name) for name in ("officer", *names)]
        await self.send("officer", "PUT", "/investigators", {"person_ids": people}, expect=204)
        await self.mapping.appoint_lead()

    async def both_heard(self) -> None:
        await self.mapping.heard("affected")
        await self.mapping.heard("accused", person_id=self.id("accused"))

    async def mapped(self, *, outcome: str) -> None:
        """Both sides heard, one thing looked at by two, and a finding that two agree on."""
        await self.investigated_by("ola", "pia")
        await self.both_heard()
        check = await self.mapping.put_up()
        for who in (self.ola, self.pia):
            assert (await self.mapping.look(check, who)).status_code == 200
        await self.mapping.agreed(outcome)
        assert (await self.read())["conclusion"] == outcome

    async def told_what_is_said(self) -> str:
        """To the accused, on a page of their own; gives its id."""
        body = {
            "person_id": self.id("accused"),
            "told": {"allegations": "Det som påstås, i korthet.", "contact": "security_officer"},
            "names_confirmed": True,
        }
        made = await self.send("ola", "POST", "/hearings/releases", body, expect=201)
        found: str = made["hearing_id"]
        return found

    async def stepped_back(self, *answers: str) -> None:
        asked = await self.measures.ask("time-outs")
        assert asked.status_code == 201, asked.text
        await self.measures.answer_all(*answers)

    async def decided(self, *decisions: tuple[str, str], **numbers: tuple[int, int, int]) -> None:
        """At one meeting of the board from its summons to approved minutes: pairs of topic and kind of decision."""
        board = self.board
        await board.call()
        present = [each for each in ("chair", "vice", "eva", "ola", "pia") if each != self._accused]
        await board.hold(*present, led_by=self.leads)
        for topic, kind in decisions:
            counted = numbers.get(kind, (len(present), 0, 0))
            await board.decide(topic, kind, numbers=counted)
        for who in (self.leads, "eva"):
            await board.done("approval", by=who)

    async def told_to_leave(self, **numbers: tuple[int, int, int]) -> None:
        """From its report: severe, and the accused has left everything; what else the plan asks for is done."""
        await self.reported(about_names=self.name_of("accused"))
        await self.until_triage(phase="known")
        await self.stepped_back("yes", "yes")
        await self.mapped(outcome="severe")
        await self.decided(
            ("assignments", "leave_assignments"),
            ("exclusion", "no_exclusion"),
            ("confidence", "raise_confidence"),
            **numbers,
        )
        assert (await self.measures.ask("leavings")).status_code == 201
        await self.measures.answer_all("yes", "yes", kind="leaving")
        await self.media_plan_agreed()
        await self.police_thought_of()
        await self.goes_to_no_court()
        await self.nothing_told_to_members()

    async def exclusion_acts(self, *acts: tuple[str, dict[str, Any]]) -> dict[str, Any]:
        """On the newest exclusion case of the case, by whoever leads."""
        cases = f"{self.path}/exclusion-cases"
        leads = self.clients[self.leads]
        for act, said in acts:
            (newest, *_) = (await leads.get(cases)).json()["items"]
            seen = {"If-Match": f'"{newest["version"]}"'}
            answer = await leads.post(f"{cases}/{newest['id']}/acts", json={"act": act} | said, headers=seen)
            assert answer.status_code == 200, answer.text
        found: dict[str, Any] = (await leads.get(cases)).json()["items"][0]
        return found

    async def nothing_told_to_members(self) -> None:
        """The affected person said no to it."""
        await self.did(self.leads, "INT-02", "not-applicable", reason="Hon vill inte att det sägs något.")

    async def media_plan_agreed(self) -> None:
        await write_media_plan(self.clients[self.leads], self.path)
        for who in ("affected", self.leads):
            await answer_media_plan(self.clients[who], self.path)
        await self.did(self.leads, "KNO-11b", "assessment", is_yes=False, reason="Ingen har ringt.")

    async def police_thought_of(self, code: str = "KNO-06a") -> None:
        """By the affected person, and by the association, which can go along; `code` is its step."""
        await self.did("affected", "AFF-04", "assessment", is_yes=False)
        await self.did("officer", code, "assessment", is_yes=False, reason="Hon vill vänta med det.")

    async def nothing_is_asked(self) -> None:
        """What nothing was found for: nothing is left to ask the group, nor to plan for."""
        await self.did(self.leads, "KNO-08", "not-applicable", reason="Kartläggningen gav inget att fråga om.")
        await self.media_plan_agreed()
        await self.goes_to_no_court()
        await self.nothing_told_to_members()

    async def goes_to_no_court(self) -> None:
        await self.send("officer", "PUT", "/facts/goes_to_court", {"is_true": False})

    def assembly(self, vote_id: str) -> Assembly:
        in_group = {who for who, (_, offices) in PEOPLE.items() if not IN_GROUP.isdisjoint(offices)}
        voters = sorted(in_group - {self._accused})
        return Assembly(
            app=self.app,
            mail=self.mail,
            as_actor=self.as_actor,
            chair=self.clients[self.leads],
            accused=self.accused,
            voters=[self.members[who].person_id for who in voters],
            names=[PEOPLE[who][0] for who in voters],
            vote_id=vote_id,
        )

    async def asked_group(self, *, against: int) -> dict[str, Any]:
        """Asked for its confidence in the accused: the vote as its leader reads it, three days later."""
        wanted = {"concerns": self.id("accused"), "account": "Styrelsens redogörelse", "names_affected": False}
        made = await self.send(self.leads, "POST", "/votes", wanted, expect=201)
        assembly = self.assembly(made["vote_id"])
        await assembly.convene()
        return await self.voted(assembly, against=against)

    async def voted(self, assembly: Assembly, *, against: int) -> dict[str, Any]:
        """By all of them, at a distance, from convened to certified."""
        pages = await assembly.summon()
        assert len(pages) == len(assembly.voters)
        for page in pages:
            await page.draw()
        with clock.turned(timedelta(hours=25)):
            await assembly.due()
            for number, page in enumerate(pages):
                cast = await page.cast(Choice.AGAINST if number < against else Choice.FOR)
                assert cast.status_code == 200, cast.text
        for hours in (49, 80):
            with clock.turned(timedelta(hours=hours)):
                await assembly.due()
        with clock.turned(timedelta(hours=80)):
            return await assembly.read()

    # How it ends

    async def unsettled(self) -> dict[str, str]:
        """Steps that are neither done nor set aside nor without meaning here, by their code."""
        found = await all_steps(self.staffed, self.officer)
        finished = {each["code"] for each in found if each["state"] in SETTLED}
        return {each["code"]: each["state"] for each in found if each["code"] not in finished}

    async def not_closed_for(self) -> set[str]:
        """The codes of everything that holds its closing."""
        seen = {"If-Match": f'"{(await self.read())["version"]}"'}
        refused = await self.send("officer", "POST", "/closing", {"reason": "Det är lugnt."}, expect=409, headers=seen)
        return {each["code"] for each in refused["errors"]}

    async def closed(self) -> None:
        """From its decision: followed up, the affected person asked, and nothing else held it."""
        assert await self.not_closed_for() == {"affected-not-asked"}, await self.unsettled()
        await self.send("officer", "POST", "/affected-asked")
        seen = {"If-Match": f'"{(await self.read())["version"]}"'}
        await self.send("officer", "POST", "/closing", {"reason": "Det är lugnt."}, headers=seen)
        assert (await self.read())["stage"] == "closed"

    async def is_nowhere_for(self, *names: str) -> None:
        """What can be read of the case tells them what it tells of one that is not there, and no list holds it.

        All else, down to what the database is asked, is for `test_the_invariant.py`.
        """
        reads = [path for method, path in routes(self.app) if method == "GET" and "/cases/{case_id}" in path]
        for who in names:
            for path in reads:
                there, nowhere = [
                    await self.clients[who].get(filled(path, case_id=each)) for each in (self.case_id, uuid4())
                ]
                assert (there.status_code, there.content) == (404, nowhere.content), (who, path)
            for path in LISTS:
                assert str(self.case_id) not in (await self.clients[who].get(path)).text, (who, path)


async def a_story(
    app: FastAPI,
    mail: RecordedMail,
    as_actor: Actors,
    *,
    accused: str = "torkel",
    leads: str = "chair",
    more: Mapping[str, tuple[str, tuple[Office, ...]]] = MappingProxyType({}),
) -> Story:
    people = {**PEOPLE, **more}
    async with app.state.database.writing() as db:
        await an_association(db)
        members = {key: await a_member(db, *offices, name=name) for key, (name, offices) in people.items()}
    clients = {key: await as_member(as_actor, member) for key, member in members.items()}
    return Story(app, mail, as_actor, members, clients, accused=accused, leads=leads, people=people)
