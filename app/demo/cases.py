"""Cases at different stages, the one inside the association apart: see `internal_case.py`."""

import secrets
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from pydantic import BaseModel
from sqlmodel import col, select

from app.access.actor import Actor
from app.access.rules import Compartment
from app.cases import consents
from app.cases import service as cases
from app.cases.access import HeldCase, hold
from app.cases.hooks import CaseHooks
from app.cases.rules import PartyRole, TextKind
from app.conflicts import service as conflicts
from app.connected import case_hooks
from app.core.database import Session
from app.core.ids import ALPHABET
from app.demo import cast
from app.demo.association import Staged
from app.intake import service as intake
from app.intake.routing import OnBehalf, Report
from app.intake.rules import Concerns, SafeNow
from app.plans import appointing, doing
from app.plans import service as plans
from app.plans.doing import hold_step
from app.plans.models import CaseStep
from app.policy.terms import Condition, Phase, Stage
from app.proceedings.measures import service as measures
from app.proceedings.measures.rows import measures_of
from app.proceedings.measures.rules import Answer

CODE_GROUPS = 7


class _Body(BaseModel):
    """What a request would have carried; the demo is made once and repeats none."""


@dataclass(frozen=True)
class WorkedCase:
    """A case as one person holds it, from the outside: each call loads it anew, as each request does."""

    db: Session
    id: UUID
    actor: Actor
    hooks: CaseHooks

    def by(self, actor: Actor) -> "WorkedCase":
        return WorkedCase(self.db, self.id, actor, self.hooks)

    async def held(self) -> HeldCase:
        await self.db.flush()
        return await hold(self.db, self.id, actor=self.actor, to_change=True)

    async def acknowledge(self) -> None:
        await cases.acknowledge(self.db, await self.held(), hooks=self.hooks)

    async def move(self, *stages: Stage, phase: Phase | None = None) -> None:
        for stage in stages:
            held = await self.held()
            await cases.move_on(self.db, held, to=stage, hooks=self.hooks, phase=phase)

    async def write(self, compartment: Compartment, kind: TextKind, text: str) -> None:
        await cases.write(self.db, await self.held(), compartment, kind=kind, text=text)

    async def answer(self, **answers: bool) -> None:
        for question, is_given in answers.items():
            await consents.record_answer(self.db, await self.held(), question=question, is_given=is_given)

    async def fact(self, condition: Condition, *, is_true: bool) -> None:
        await plans.record_fact(self.db, await self.held(), condition, is_true=is_true)

    async def _step(self, code: str) -> doing.HeldStep:
        held = await self.held()
        newest = select(CaseStep.id).where(CaseStep.case_id == self.id, CaseStep.code == code)
        step_id = (await self.db.exec(newest.order_by(col(CaseStep.occurrence).desc()).limit(1))).one()
        return await hold_step(self.db, held, step_id)

    async def done(self, code: str, note: str = "", *, with_name: bool | None = None) -> None:
        await doing.complete(self.db, await self._step(code), note=note, telling=doing.StepTelling(with_name))

    async def assess(self, code: str, *, is_yes: bool, reason: str, with_name: bool | None = None) -> None:
        telling = doing.StepTelling(with_name)
        await doing.assess(self.db, await self._step(code), is_yes=is_yes, reason=reason, telling=telling)

    async def confirm_accused(self, person_id: UUID) -> None:
        """The report named them, so they were kept out from the first moment; now somebody has checked."""
        held = await self.held()
        bar = next(each for each in await conflicts.bars(self.db, held) if each.person_id == person_id)
        await conflicts.confirm(self.db, held, bar.bar.id, role=PartyRole.ACCUSED)

    async def time_out(self, person_id: UUID) -> None:
        """Demanded from all assignments, and agreed to for each."""
        await measures.demand_time_out(self.db, await self.held(), person_id=person_id, also=["Föreningens valledning"])
        for row in await measures_of(self.db, self.id):
            await measures.record_answer(self.db, await self.held(), row, Answer.YES)

    async def contact_person(self, person_id: UUID) -> None:
        await appointing.appoint_contact_person(self.db, await self.held(), person_id)


def new_receipt_code() -> str:
    """As another system makes one, without the check that a page adds: 140 random bits in Crockford's alphabet."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(4)) for _ in range(CODE_GROUPS))


async def received(staged: Staged, report: Report, *, code: str) -> UUID:
    opened = await intake.receive(
        staged.means.database,
        staged.means.slow_work,
        report,
        code=code,
        body_hash=staged.db.keys.keyed_hash("report body", code),
    )
    return opened.case_id


async def _on_behalf(
    staged: Staged, report: Report, *, officer: Actor, affected: UUID | None = None, name: str = ""
) -> UUID:
    opened = await intake.report_on_behalf(
        staged.means.database,
        staged.means.slow_work,
        report,
        on_behalf=OnBehalf(officer=officer, affected_person_id=affected, affected_name=name),
        key=None,
        body=_Body(),
    )
    return opened.case_id


async def make_fresh_case(staged: Staged) -> str:
    """Nobody has seen it yet; gives the code that brings its reporter back."""
    report = Report(
        concerns=Concerns.UNSURE,
        happened="Det ligger lappar i min brevlåda varje gång det har varit möte. I kväll stod det mitt namn på en. "
        "Jag vet inte vem det är men det måste vara någon av oss.",
        safe_now=SafeNow.UNSURE,
        needs="Någon att prata med i kväll. Jag vill inte sova ensam hemma.",
        must_not_know="",
        reach="070-174 06 90",
    )
    code = new_receipt_code()
    async with staged.ago(timedelta(minutes=6)):
        await received(staged, report, code=code)
    return code


async def make_party_case(staged: Staged, *, officer: Actor, contact: Actor) -> WorkedCase:
    """Three days old: much is done, something is late, and the affected person has said yes to some and no to some."""
    affected = staged.id_of(cast.AFFECTED)
    report = Report(
        concerns=Concerns.PARTY,
        happened="Hon stod vid valstugan i lördags när två okända kom fram, skrek och knuffade omkull bordet. De "
        "filmade henne och sa att de vet var hon bor. Klippet ligger ute och kommentarerna fortsätter.",
        safe_now=SafeNow.YES,
        needs="Sällskap hem från mötena den här veckan.",
    )
    async with staged.ago(timedelta(days=3, hours=4)):
        case_id = await _on_behalf(staged, report, officer=officer, affected=affected)
    case = WorkedCase(staged.db, case_id, officer, case_hooks())
    async with staged.ago(timedelta(days=3, hours=3, minutes=52)):
        await case.acknowledge()
        await case.write(
            Compartment.REPORT,
            TextKind.NARRATIVE,
            "Lördag klockan elva, valstugan vid torget. Två personer i tjugoårsåldern. Bordet välte, ingen "
            "fysisk skada. Film och skärmbilder är sparade.",
        )
    async with staged.ago(timedelta(days=3, hours=2)):
        await case.done("SOP-01", "Vi pratade i en timme. Hon är skärrad men bestämd: hon vill fortsätta.")
        await case.done("SOP-02a", "Ringde runt till styrelsen, utan namn.", with_name=False)
        await case.done("SOP-03a", "Mejl till förbundet, utan namn.", with_name=False)
        await case.move(Stage.ASSESSING)
    async with staged.ago(timedelta(days=2, hours=22)):
        await case.contact_person(staged.id_of(cast.CONTACT_PERSON))
        await case.answer(tell_municipality=True, tell_whole_group=False)
        await case.move(Stage.ACTIVE)
    async with staged.ago(timedelta(days=2, hours=5)):
        await case.by(contact).done("ASP-01b", "Tog en promenad. Vi hörs på torsdag; hon väljer tid.")
        await case.by(contact).write(
            Compartment.SUPPORT, TextKind.NOTE, "Hon vill ha skjuts hem efter gruppmötena den här veckan. Ordnat."
        )
    async with staged.ago(timedelta(days=1, hours=3)):
        await case.assess("AFF-04", is_yes=True, reason="Polisanmält tillsammans; diarienumret finns hos henne.")
        await case.assess(
            "SOP-04", is_yes=True, reason="Hon sa ja. Kommunen kan ordna med belysningen vid lokalen.", with_name=True
        )
    return case


async def make_municipal_case(staged: Staged, *, officer: Actor, contact: Actor) -> None:
    """A month old and followed up; nobody in the register is the affected person."""
    report = Report(
        concerns=Concerns.MUNICIPAL,
        happened="Efter beslutet om detaljplanen har det kommit tjugo samtal med hemligt nummer, mest nattetid. "
        "I går låg bilens däck sönderskurna utanför huset.",
        safe_now=SafeNow.YES,
        needs="Hjälp att prata med polisen.",
    )
    async with staged.ago(timedelta(days=26)):
        case_id = await _on_behalf(staged, report, officer=officer, name="Ersättare i nämnden, står inte i registret")
    case = WorkedCase(staged.db, case_id, officer, case_hooks())
    async with staged.ago(timedelta(days=25, hours=23, minutes=51)):
        await case.acknowledge()
        await case.done("SOM-01", "Lugn röst, trött. Barnen bor hos en släkting tills vidare.")
        await case.done("SOM-02a", "Styrelsen är informerad utan namn.", with_name=False)
        await case.done("SOM-02b", "Nämndens ordförande vet att något har hänt.", with_name=False)
        await case.done("SOM-03a", "Kommunen har öppnat ett eget ärende.", with_name=True)
        await case.assess("SOM-03b", is_yes=False, reason="Inget tyder på att tjänstemän berörs.")
        await case.move(Stage.ASSESSING)
    async with staged.ago(timedelta(days=25)):
        await case.contact_person(staged.id_of(cast.CONTACT_PERSON))
        await case.done("SOM-04", "Bara vi som måste vet.")
        await case.answer(tell_council_group=False, tell_committee_members=True)
        await case.move(Stage.ACTIVE)
    async with staged.ago(timedelta(days=24)):
        await case.by(contact).done("ASM-03b", "Ringde. Vi hörs varje måndag.")
        await case.done("ASM-08b", "Sagt vid nämndens gruppmöte, utan namn.", with_name=False)
    async with staged.ago(timedelta(days=23)):
        await case.done("ASM-01a", "Larm behövs vid bostaden.")
        await case.assess("ASM-01b", is_yes=True, reason="Kommunen bekostar ett överfallslarm.")
        await case.done("ASM-02a", "Två personer möter alltid vid dörren.")
        await case.fact(Condition.GOES_TO_COURT, is_true=False)
    async with staged.ago(timedelta(days=17)):
        await case.by(contact).done("ASM-03b", "Samtalen har upphört.")
        await case.done("ASM-02b", "Skjuts till och från nämnden.")
        await case.done("ASM-04", "Sömnen är bättre.")
    async with staged.ago(timedelta(days=10)):
        await case.by(contact).done("ASM-03b", "Barnen är hemma igen.")
        await case.move(Stage.FOLLOW_UP)
