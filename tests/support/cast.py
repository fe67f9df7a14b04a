"""The people of cases that are walked, and the places where a walk begins.

    cast = await a_cast(app, as_actor)
    case_id = await cast.begin("held")
    seen = cast.see(case_id, draw)

A place is a case as it stands after what came before it, with every row that this leaves: a walk that had to come there
by itself would seldom come further.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from random import Random
from typing import Any
from uuid import UUID

from fastapi import FastAPI
from sqlalchemy import Connection, create_engine
from sqlmodel import col, select

from app.access.rules import CaseRole, Office
from app.cases.access import bar_tag
from app.cases.models import Bar, Case, SealedText
from app.cases.rules import BarReason, Conclusion
from app.core import clock
from app.core.database import Database, Session
from app.plans.models import CaseStep
from app.plans.rules import StepStatus
from app.policy.meetings import OF_A_RETURN
from app.policy.terms import AgendaTopic, Category, Phase, Stage
from app.proceedings.exclusion.models import ExclusionCase
from app.proceedings.exclusion.rules import ExclusionGround, ExclusionStatus, ReferralWay
from app.proceedings.hearing.models import Hearing, HearingRelease
from app.proceedings.mapping.models import MappingCheck, MappingFinding, MappingLead, MappingLook, MappingTalk
from app.proceedings.mapping.rules import FindingOutcome, FindingStatus, LookVerdict, Talk, TalkStatus
from app.proceedings.measures.models import Assignment, Measure, ReturnWord
from app.proceedings.measures.rules import MeasureKind, MeasureStatus
from app.proceedings.meetings.models import AgendaItem, BoardDecision, Meeting, MeetingSeat
from app.proceedings.meetings.rules import DecisionKind, MeetingKind, MeetingStatus
from app.reentry.models import Reentry
from app.reentry.rules import AffectedAnswer, ReentryStatus, TalkOutcome
from app.votes.hooks import CertifiedVote, OverturnedVote, certified, overturned
from app.votes.kinds import VoteKind
from app.votes.models import Vote
from app.votes.rules import Outcome, VoteStatus
from tests.support.actors import ActorClient, Actors
from tests.support.acts import BOARD, Seen
from tests.support.cases import Member, a_case, a_member, as_member
from tests.support.factories import an_association
from tests.support.forbidden import People, Somebody, Stored, stored

OFFICES: Mapping[str, tuple[Office, ...]] = {
    "officer": (Office.SECURITY_OFFICER,),
    "chair": (Office.CHAIR,),
    "vice": (Office.VICE_CHAIR,),
    "decider": (Office.BOARD_MEMBER,),
    "eva": (Office.BOARD_MEMBER,),
    "leader": (Office.GROUP_LEADER,),
    "contact": (),
    "affected": (),
    "accused": (Office.COUNCIL_MEMBER, Office.BOARD_MEMBER),
    "suspect": (Office.COUNCIL_MEMBER,),
    "stranger": (Office.BOARD_MEMBER,),
}
SEVERAL_DAYS = timedelta(days=9)


@dataclass
class Cast:
    app: FastAPI
    members: dict[str, Member]
    clients: dict[str, ActorClient]
    connection: Connection
    tags: dict[str, str] = field(default_factory=dict)
    _last: tuple[UUID, int, Stored] | None = None

    @property
    def database(self) -> Database:
        found: Database = self.app.state.database
        return found

    def stored(self, case_id: UUID) -> Stored:
        """What lies there now, past the program; read only if anything was written since it was asked last."""
        version = self.connection.exec_driver_sql("PRAGMA data_version").scalar_one()
        if self._last is None or self._last[:2] != (case_id, version):
            self._last = (case_id, version, stored(self.connection, case_id))
            self.connection.rollback()
        return self._last[2]

    def bars(self, case_id: UUID) -> dict[str, str]:
        keys = self.database.keys
        return {name: bar_tag(keys, case_id=case_id, person_id=each.person_id) for name, each in self.members.items()}

    def people(self, case_id: UUID) -> People:
        bars, keys = self.bars(case_id), self.database.keys
        return [
            Somebody(name, each.tag, bars[name], partial(_wrap_tag, keys.keyed_hash, each.holder.id))
            for name, each in self.members.items()
        ]

    def see(self, rows: Stored, draw: Random) -> Seen:
        ids = {name: each.person_id for name, each in self.members.items()}
        return Seen(rows, ids=ids, tags=self.tags, bars=self.bars(rows.case["id"]), draw=draw)

    async def begin(self, place: str) -> UUID:
        """A case at one of the `PLACES`."""
        if place in RETURNS:
            return await RETURNS[place](self)
        async with self.database.writing() as db:
            case = await self._opened(db, is_unknown=place in {"reported", "unknown", "established"})
            made = Made(db, case, self)
            await PLACES[place](made)
            db.add(case)
            await db.flush()
            for listener in self.app.state.case_hooks.stage_changed:
                await listener(db, case.id, Stage.REPORTED, case.stage)
            if place == "done":
                await made.everything_done()
        if place == "few":
            await self._named("vice", "decider", "stranger", in_case=case.id)
        if place == "denied":
            await self.vote_is_raised(case.id)
            await self.result(case.id, Outcome.NO_CONFIDENCE)
        return case.id

    async def _opened(self, db: Session, *, is_unknown: bool) -> Case:
        of = self.members
        return await a_case(
            db,
            category=Category.INTERNAL,
            officer=of["officer"],
            affected=of["affected"],
            barred=[] if is_unknown else [of["accused"]],
            others={
                CaseRole.ACCOUNTABLE: [of["chair"]],
                CaseRole.CONTACT_PERSON: [of["contact"]],
                CaseRole.DECIDER: [of["decider"]],
                CaseRole.INVESTIGATOR: [of["officer"], of["vice"]],
            },
            opened_ago=2 * SEVERAL_DAYS,
        )

    # What other rooms do to a case

    async def _named(self, *names: str, in_case: UUID) -> None:
        for name in names:
            body = {"role": "witness", "person_id": str(self.members[name].person_id)}
            answer = await self.clients["officer"].post(f"/api/v1/cases/{in_case}/parties", json=body)
            assert answer.status_code == 201, answer.text

    async def vote_is_raised(self, case_id: UUID) -> None:
        body = {"concerns": str(self.members["accused"].person_id), "account": "Redogörelsen", "names_affected": False}
        answer = await self.clients["chair"].post(f"/api/v1/cases/{case_id}/votes", json=body)
        assert answer.status_code == 201, answer.text

    async def result(self, case_id: UUID, outcome: Outcome) -> bool:
        """A vote of this case is certified: how it is held and counted is told in `tests/votes`."""
        async with self.database.writing() as db:
            raised = select(Vote).where(Vote.case_id == case_id, Vote.status == VoteStatus.RAISED)
            vote = (await db.exec(raised)).first()
            if vote is None:
                return False
            vote.status, vote.outcome, vote.certified_at = VoteStatus.CERTIFIED, outcome, clock.now()
            db.add(vote)
            await db.flush()
            opens = vote.kind is VoteKind.CONFIDENCE and outcome is Outcome.NO_CONFIDENCE
            await certified(db, CertifiedVote(vote.id, case_id, vote.kind, outcome, opens_exclusion=opens))
        return True

    async def fall(self, case_id: UUID) -> bool:
        """A complaint about a result of this case is upheld."""
        async with self.database.writing() as db:
            stands = select(Vote).where(
                Vote.case_id == case_id, Vote.status == VoteStatus.CERTIFIED, Vote.kind == VoteKind.CONFIDENCE
            )
            vote = (await db.exec(stands)).first()
            if vote is None:
                return False
            was, opened = vote.outcome, vote.outcome is Outcome.NO_CONFIDENCE
            vote.status, vote.outcome, vote.overturned_at = VoteStatus.VOID, None, clock.now()
            db.add(vote)
            await db.flush()
            await overturned(db, OverturnedVote(vote.id, case_id, vote.kind, was, opened_exclusion=opened))
        return True


def _wrap_tag(keyed_hash: Callable[..., str], holder_id: UUID, version_id: UUID) -> str:
    return keyed_hash("wrap", version_id, holder_id)


async def a_cast(app: FastAPI, as_actor: Actors) -> Cast:
    """On SQLite: what is stored is read past the program, from its file."""
    async with app.state.database.writing() as db:
        await an_association(db)
        members = {name: await a_member(db, *offices, name=f"Kanarie {name}") for name, offices in OFFICES.items()}
    clients = {name: await as_member(as_actor, member) for name, member in members.items()}
    engine = create_engine(str(app.state.settings.resolved_database_url).replace("+aiosqlite", ""))
    return Cast(app, members, clients, engine.connect(), {name: each.tag for name, each in members.items()})


# Places


@dataclass
class Made:
    """A case whose rows are written as they would have come about."""

    db: Session
    case: Case
    cast: Cast

    def tag(self, name: str) -> str:
        return self.cast.members[name].tag

    def subject(self, name: str = "accused") -> str:
        return self.cast.bars(self.case.id)[name]

    async def text(self) -> UUID:
        found = await self.db.exec(select(SealedText.id).where(SealedText.case_id == self.case.id).limit(1))
        return found.one()

    async def add(self, *rows: Any) -> None:
        for row in rows:
            self.db.add(row)
            await self.db.flush()

    async def bar(self, name: str, why: BarReason, *, is_provisional: bool = False) -> None:
        await self.add(
            Bar(
                case_id=self.case.id,
                tag=self.subject(name),
                is_provisional=is_provisional,
                why=why,
                made_by="test",
                made_at=clock.now(),
            )
        )

    async def talked(self, talk: Talk, *, about: str | None = None, status: TalkStatus = TalkStatus.HELD) -> None:
        now = clock.now()
        await self.add(
            MappingTalk(
                case_id=self.case.id,
                talk=talk,
                status=status,
                subject=self.subject(about) if about else None,
                planned_for=now,
                planned_by=self.tag("vice"),
                held_by=[self.tag("vice")],
                settled_at=None if status is TalkStatus.PLANNED else now,
            )
        )

    async def mapped(self, phase: Phase) -> None:
        """So far that it can be concluded: a lead, everyone heard, and one thing looked at by two."""
        self.case.stage, self.case.phase, self.case.acknowledged_at = Stage.MAPPING, phase, clock.now()
        lead = MappingLead(case_id=self.case.id, lead=self.tag("vice"), appointed_by="test", appointed_at=clock.now())
        check = MappingCheck(
            case_id=self.case.id, text_id=await self.text(), put_up_by=self.tag("vice"), put_up_at=clock.now()
        )
        await self.add(lead, check)
        await self.talked(Talk.AFFECTED)
        if phase is Phase.KNOWN:
            await self.talked(Talk.ACCUSED, about="accused")
        for name in ("officer", "vice"):
            await self.add(
                MappingLook(
                    check_id=check.id,
                    looked_by=self.tag(name),
                    looked_at=clock.now(),
                    verdict=LookVerdict.FITS,
                    text_id=await self.text(),
                )
            )

    async def concluded(self, conclusion: Conclusion) -> None:
        is_unknown = conclusion is Conclusion.PERPETRATOR_UNIDENTIFIED
        phase = Phase.UNKNOWN if is_unknown else Phase.KNOWN
        await self.mapped(phase)
        self.case.stage, self.case.conclusion = Stage.CONCLUDED, conclusion
        now, text_id = clock.now(), await self.text()
        await self.add(
            MappingFinding(
                case_id=self.case.id,
                phase=phase,
                outcome=FindingOutcome(conclusion.value),
                status=FindingStatus.AGREED,
                reasons_text_id=text_id,
                summary_text_id=text_id,
                proposed_by=self.tag("vice"),
                proposed_at=now,
                settled_by=self.tag("officer"),
                settled_at=now,
            )
        )

    async def meeting(self, status: MeetingStatus, *kinds: DecisionKind) -> None:
        """The board's, as far as that; what it decides it decides about the accused, with everyone for it."""
        now, is_held = clock.now(), status is not MeetingStatus.CALLED
        is_approved = status is MeetingStatus.APPROVED
        self.case.stage = Stage.FOLLOW_UP if is_approved else Stage.DECISION
        meeting = Meeting(
            case_id=self.case.id,
            kind=MeetingKind.DECISION,
            status=status,
            called_by=self.tag("officer"),
            called_at=now,
            starts_at=now,
            is_from_conclusion=True,
            held_at=now if is_held else None,
            led_by=self.tag("chair") if is_held else None,
            board=len(BOARD) + 1 if is_held else None,
            needed=3 if is_held else None,
            led_approved_at=now if is_approved else None,
            adjuster=self.tag("decider") if is_approved else None,
            adjuster_approved_at=now if is_approved else None,
        )
        await self.add(meeting)
        for name in BOARD:
            await self.add(
                MeetingSeat(meeting_id=meeting.id, person=self.tag(name), votes=True, is_present=is_held or None)
            )
        for place, topic in enumerate(sorted(set(AgendaTopic) - OF_A_RETURN)):
            await self.add(AgendaItem(meeting_id=meeting.id, place=place, topic=topic))
        for kind in kinds:
            await self.add(
                BoardDecision(
                    case_id=self.case.id,
                    meeting_id=meeting.id,
                    kind=kind,
                    subject=self.subject(),
                    text_id=await self.text(),
                    is_adopted=True,
                    in_favour=len(BOARD),
                    against=0,
                    abstained=0,
                    decided_at=clock.now(),
                )
            )

    async def decision(self, kind: DecisionKind) -> UUID:
        made = select(BoardDecision.id).where(BoardDecision.case_id == self.case.id, BoardDecision.kind == kind)
        return (await self.db.exec(made)).one()

    async def decided_at(self, kind: DecisionKind) -> datetime:
        made = select(BoardDecision.decided_at).where(BoardDecision.case_id == self.case.id, BoardDecision.kind == kind)
        return (await self.db.exec(made)).one()

    async def told_on_paper(self) -> None:
        """Released to the accused, and nobody has told them yet."""
        now, text_id = clock.now(), await self.text()
        hearing = Hearing(case_id=self.case.id, subject=self.subject(), is_about_suspicion=False, begun_at=now)
        await self.add(hearing)
        await self.add(
            HearingRelease(
                hearing_id=hearing.id, text_id=text_id, released_by="test", released_at=now, names_affected=False
            )
        )

    async def measure(self, kind: MeasureKind, status: MeasureStatus, *, on: DecisionKind | None = None) -> Measure:
        before = clock.now() - SEVERAL_DAYS
        text_id = await self.text()
        assignment = Assignment(
            case_id=self.case.id, subject=self.subject(), text_id=text_id, told_text_id=text_id, added_at=before
        )
        await self.add(assignment)
        is_active = status in {MeasureStatus.ACTIVE, MeasureStatus.ENDED}
        measure = Measure(
            case_id=self.case.id,
            kind=kind,
            status=status,
            subject=self.subject(),
            assignment_id=None if kind is MeasureKind.CARE else assignment.id,
            decision_id=await self.decision(on) if on else None,
            text_id=text_id if kind is MeasureKind.CARE else None,
            told_text_id=text_id if kind is MeasureKind.CARE else None,
            asked_by=self.tag("officer"),
            asked_at=before,
            answered_at=before if is_active else None,
            is_own_answer=False if is_active else None,
            active_since=before if is_active else None,
            continued_at=await self.decided_at(on) if on is DecisionKind.CONTINUE_TIME_OUT else None,
        )
        await self.add(measure)
        return measure

    async def said_of_return(self, *, is_content: bool) -> None:
        await self.add(
            ReturnWord(
                case_id=self.case.id,
                subject=self.subject(),
                is_content=is_content,
                text_id=await self.text(),
                is_own=True,
                recorded_by=self.tag("affected"),
                recorded_at=clock.now(),
            )
        )

    async def exclusion(self, status: ExclusionStatus, *, on: DecisionKind | None = None) -> None:
        now = clock.now()
        today = now.date()
        is_referred = status is ExclusionStatus.REFERRED
        await self.add(
            ExclusionCase(
                case_id=self.case.id,
                subject=self.subject(),
                ground=ExclusionGround.BY_BOARD,
                status=status,
                decision_id=await self.decision(on) if on else None,
                begun_at=now,
                opened_at=now if on is DecisionKind.OPEN_EXCLUSION else None,
                notified_on=today if is_referred else None,
                statement_ended_at=now if is_referred else None,
                recommended_on=today if is_referred else None,
                referred_on=today if is_referred else None,
                referral_way=ReferralWay.LETTER if is_referred else None,
            )
        )

    async def everything_done(self) -> None:
        """Nothing of its plan is left, and the affected person was asked."""
        now = clock.now()
        steps = select(CaseStep).where(CaseStep.case_id == self.case.id, CaseStep.status == StepStatus.OPEN)
        for row in (await self.db.exec(steps.order_by(col(CaseStep.id)))).all():
            row.status, row.finished_at, row.finished_by = StepStatus.DONE, now, "test"
            self.db.add(row)
        self.case.affected_asked_at = now


async def _reported(made: Made) -> None:
    await made.bar("suspect", BarReason.NAMED_IN_REPORT, is_provisional=True)


async def _unknown(made: Made) -> None:
    await made.bar("suspect", BarReason.SUSPECTED)
    await made.mapped(Phase.UNKNOWN)


async def _established(made: Made) -> None:
    await _unknown(made)
    now, text_id = clock.now(), await made.text()
    await made.add(
        MappingFinding(
            case_id=made.case.id,
            phase=Phase.UNKNOWN,
            outcome=FindingOutcome.PERSON_ESTABLISHED,
            status=FindingStatus.AGREED,
            reasons_text_id=text_id,
            proposed_by=made.tag("vice"),
            proposed_at=now,
            settled_by=made.tag("officer"),
            settled_at=now,
        )
    )


async def _mapped(made: Made) -> None:
    await made.mapped(Phase.KNOWN)
    await made.talked(Talk.ACCUSED, about="accused", status=TalkStatus.PLANNED)
    await made.measure(MeasureKind.TIME_OUT, MeasureStatus.ACTIVE)


async def _not_substantiated(made: Made) -> None:
    await made.concluded(Conclusion.NOT_SUBSTANTIATED)


async def _severe(made: Made) -> None:
    await made.concluded(Conclusion.SEVERE)
    await made.told_on_paper()


async def _few(made: Made) -> None:
    await made.concluded(Conclusion.SEVERE)
    await made.meeting(MeetingStatus.CALLED)


async def _opened_meeting(made: Made) -> None:
    await made.concluded(Conclusion.NOT_SEVERE)
    await made.meeting(MeetingStatus.HELD)


async def _to_go_on(made: Made) -> None:
    await made.concluded(Conclusion.NOT_SEVERE)
    await made.meeting(MeetingStatus.APPROVED, DecisionKind.CONTINUE_TIME_OUT, DecisionKind.REQUIRE_CARE)
    await made.measure(MeasureKind.TIME_OUT, MeasureStatus.ACTIVE)


async def _held(made: Made) -> None:
    await made.concluded(Conclusion.SEVERE)
    await made.measure(MeasureKind.TIME_OUT, MeasureStatus.ACTIVE)
    await made.exclusion(ExclusionStatus.ASSESSING)
    await made.meeting(
        MeetingStatus.HELD, DecisionKind.LEAVE_ASSIGNMENTS, DecisionKind.OPEN_EXCLUSION, DecisionKind.RAISE_CONFIDENCE
    )


async def _going_on(made: Made) -> None:
    await made.concluded(Conclusion.NOT_SEVERE)
    await made.meeting(
        MeetingStatus.APPROVED,
        DecisionKind.CONTINUE_TIME_OUT,
        DecisionKind.END_TIME_OUT,
        DecisionKind.REQUIRE_CARE,
        DecisionKind.NO_EXCLUSION,
    )
    await made.measure(MeasureKind.TIME_OUT, MeasureStatus.ACTIVE, on=DecisionKind.CONTINUE_TIME_OUT)
    await made.exclusion(ExclusionStatus.DECLINED, on=DecisionKind.NO_EXCLUSION)


async def _referred(made: Made) -> None:
    await made.concluded(Conclusion.SEVERE)
    await made.meeting(MeetingStatus.APPROVED, DecisionKind.LEAVE_ASSIGNMENTS, DecisionKind.OPEN_EXCLUSION)
    await made.exclusion(ExclusionStatus.REFERRED, on=DecisionKind.OPEN_EXCLUSION)
    await made.measure(MeasureKind.LEAVING, MeasureStatus.DEMANDED, on=DecisionKind.LEAVE_ASSIGNMENTS)


async def _done(made: Made) -> None:
    await made.concluded(Conclusion.NOT_SEVERE)
    await made.meeting(MeetingStatus.APPROVED, DecisionKind.LEAVE_ASSIGNMENTS, DecisionKind.OPEN_EXCLUSION)


PLACES: Mapping[str, Callable[[Made], Awaitable[None]]] = {
    "reported": _reported,
    "unknown": _unknown,
    "established": _established,
    "mapped": _mapped,
    "not substantiated": _not_substantiated,
    "severe": _severe,
    "few": _few,
    "held": _held,
    "opened": _opened_meeting,
    "to go on": _to_go_on,
    "going on": _going_on,
    "referred": _referred,
    "denied": _severe,
    "done": _done,
}


async def _wished(cast: Cast) -> UUID:
    body = {"concerns": str(cast.members["accused"].person_id), "words": "Jag vill tillbaka."}
    answer = await cast.clients["chair"].post("/api/v1/reentries", json=body)
    assert answer.status_code == 201, answer.text
    return UUID(answer.json()["case_id"])


async def _heard(cast: Cast) -> UUID:
    """Everything has come in that the board decides on."""
    case_id = await _wished(cast)
    async with cast.database.writing() as db:
        row = (await db.exec(select(Reentry).where(Reentry.case_id == case_id))).one()
        row.status, row.talk = ReentryStatus.INTERVIEWS, TalkOutcome.HELD
        row.affected, row.no_confidence_before = AffectedAnswer.DECLINED, False
        db.add(row)
    return case_id


RETURNS: Mapping[str, Callable[[Cast], Awaitable[UUID]]] = {
    "wished": _wished,
    "wished again": _wished,
    "heard": _heard,
    "heard too": _heard,
    "heard as well": _heard,
}


def _answered(kind: str) -> tuple[str, ...]:
    """At a meeting of the board, whose minutes two approve."""
    meeting = "POST /cases/{case_id}/meetings"
    approval = f"{meeting}/{{meeting_id}}/approval"
    decided = f"{meeting}/{{meeting_id}}/items/{{item_id}}/decisions [{kind}]"
    return meeting, f"{meeting}/{{meeting_id}}/holding", decided, approval, approval


FIRST: Mapping[str, tuple[str, ...]] = {
    "reported": (
        "POST /cases/{case_id}/acknowledgement",
        "POST /cases/{case_id}/bars/{bar_id}/lifting",
        "DELETE /cases/{case_id}/bars/{bar_id}/lifting",
        "POST /cases/{case_id}/bars/{bar_id}/confirmation",
        "PUT /cases/{case_id}/stage",
    ),
    "unknown": (
        "POST /cases/{case_id}/mapping/findings",
        "POST /cases/{case_id}/mapping/findings/{finding_id}/return",
        "POST /cases/{case_id}/mapping/findings",
        "POST /cases/{case_id}/mapping/findings/{finding_id}/agreement",
    ),
    "established": (
        "POST /cases/{case_id}/who-it-is",
        "POST /cases/{case_id}/who-it-is/{proposal_id}/approval",
        "POST /cases/{case_id}/consents",
        "POST /cases/{case_id}/people",
        "POST /cases/{case_id}/mapping/talks",
        "POST /cases/{case_id}/mapping/talks/{talk_id}/notes",
        "POST /cases/{case_id}/who-it-is",
        "POST /cases/{case_id}/who-it-is/{proposal_id}/withdrawal",
        "POST /cases/{case_id}/who-it-is",
        "POST /cases/{case_id}/who-it-is/{proposal_id}/refusal",
    ),
    "severe": (
        "POST /cases/{case_id}/hearings/{hearing_id}/telling",
        "POST /cases/{case_id}/meetings",
        "POST /cases/{case_id}/meetings/{meeting_id}/cancellation",
        "POST /cases/{case_id}/meetings",
        "POST /cases/{case_id}/meetings/{meeting_id}/holding",
    ),
    "mapped": (
        "POST /cases/{case_id}/hearings/releases",
        "POST /cases/{case_id}/hearings/{hearing_id}/access",
        "POST /hearings/{hearing_id}/answers",
        "POST /cases/{case_id}/hearings/{hearing_id}/answers",
        "POST /cases/{case_id}/measures/time-outs",
        "POST /hearings/{hearing_id}/measures/{measure_id}/answer",
        "PUT /cases/{case_id}/mapping/lead",
        "POST /cases/{case_id}/mapping/checks",
        "POST /cases/{case_id}/mapping/checks/{check_id}/looks",
        "POST /cases/{case_id}/mapping/talks/{talk_id}/end",
        "PUT /cases/{case_id}/mapping/talks/{talk_id}/read-back",
    ),
    "not substantiated": (
        "POST /cases/{case_id}/overrides",
        "POST /cases/{case_id}/overrides/{override_id}/agreement",
        "POST /cases/{case_id}/overrides",
        "POST /cases/{case_id}/overrides/{override_id}/refusal",
    ),
    "few": (
        "POST /cases/{case_id}/meetings/{meeting_id}/handing-over",
        "POST /cases/{case_id}/meetings/{meeting_id}/items/{item_id}/rulings",
        "POST /cases/{case_id}/meetings/{meeting_id}/decisions/{decision_id}/confirmation",
    ),
    "to go on": (
        "POST /cases/{case_id}/measures/continuation",
        "POST /cases/{case_id}/measures/care",
        "POST /cases/{case_id}/measures/{measure_id}/care",
        "POST /cases/{case_id}/support/care",
        "POST /cases/{case_id}/support/care/{measure_id}",
        "POST /cases/{case_id}/media-plan/texts",
        "POST /cases/{case_id}/media-plan/answers",
        "POST /cases/{case_id}/media-plan/answers",
    ),
    "opened": (
        "POST /cases/{case_id}/meetings/{meeting_id}/items",
        "DELETE /cases/{case_id}/meetings/{meeting_id}/items/{item_id}",
        "PUT /cases/{case_id}/meetings/{meeting_id}/items/{item_id}/note",
        "POST /cases/{case_id}/meetings/{meeting_id}/items/{item_id}/decisions",
        "DELETE /cases/{case_id}/meetings/{meeting_id}/decisions/{decision_id}",
    ),
    "going on": (
        "POST /cases/{case_id}/support/returns/{measure_id}",
        "POST /cases/{case_id}/measures/{measure_id}/end",
    ),
    "held": (
        "POST /cases/{case_id}/exclusion-cases/{exclusion_id}/acts [follow_board]",
        "POST /cases/{case_id}/exclusion-cases/{exclusion_id}/acts [notify]",
        "POST /cases/{case_id}/exclusion-cases/{exclusion_id}/acts [receive_statement]",
        "POST /cases/{case_id}/measures/leavings",
        "POST /cases/{case_id}/meetings/{meeting_id}/approval",
        "POST /cases/{case_id}/meetings/{meeting_id}/approval",
    ),
    "denied": tuple(
        f"POST /cases/{{case_id}}/exclusion-cases/{{exclusion_id}}/acts [{act}]"
        for act in ("notify", "receive_statement", "recommend", "refer", "record_decision, for good", "close")
    ),
    "wished": (
        *_answered("defer_return"),
        "POST /cases/{case_id}/reentry/interviews",
        "PUT /cases/{case_id}/reentry/talk",
        "PUT /cases/{case_id}/reentry/affected",
        "PUT /cases/{case_id}/reentry/no-confidence",
        "POST /cases/{case_id}/reentry/consultation",
    ),
    "wished again": ("POST /cases/{case_id}/reentry/end",),
    "referred": tuple(
        f"POST /cases/{{case_id}}/exclusion-cases/{{exclusion_id}}/acts [{act}]"
        for act in ("record_decision", "record_appeal", "record_appeal_outcome", "record_leaving")
    ),
    "done": ("POST /cases/{case_id}/closing", "POST /cases/{case_id}/reopening"),
    "heard": (*_answered("try_return"), *_answered("end_return")),
    "heard too": _answered("deny_return"),
    "heard as well": (
        *_answered("approve_return"),
        "POST /cases/{case_id}/reentry/review",
        *_answered("complete_return"),
    ),
}
"""What a place is there for: tried before anything else comes between."""
