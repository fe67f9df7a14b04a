"""Who leads a mapping, how far it has come, and what a change of the case does to it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import col, select

from app.access.actor import SYSTEM
from app.access.rules import CaseRole, Compartment
from app.audit import service as audit
from app.cases import records, seated
from app.cases import service as cases
from app.cases.access import HeldCase
from app.cases.concluded import concluded_of, forget
from app.cases.errors import NotEligible
from app.cases.models import Case
from app.cases.rules import OF_THE_MAPPING, BarReason
from app.core import clock
from app.core.database import Session
from app.core.keys import PersonTag
from app.notifications import service as notifications
from app.notifications.rules import NoticeKind
from app.people import service as people
from app.plans import service as plans
from app.plans.rules import StepStatus
from app.policy import rules as policy_rules
from app.policy.terms import Act, Category, Phase, Stage
from app.proceedings.mapping.errors import NotBeingMapped
from app.proceedings.mapping.models import (
    MappingCheck,
    MappingFinding,
    MappingLead,
    MappingLook,
    MappingProposal,
    MappingTalk,
)
from app.proceedings.mapping.rules import (
    ANSWERED,
    GO_ON,
    LOOKED_AT_BY,
    NEXT_FINDING,
    Facts,
    FindingOutcome,
    FindingStatus,
    ProposalStatus,
    Talk,
    TalkStatus,
)
from app.proceedings.subjects import accused_of, kept_out_as

CLOSED = Compartment.INVESTIGATION
"""Nothing of a mapping is for anybody else while it goes on. Source: UNK-05."""


def require_mapping(held: HeldCase) -> Phase:
    """Whether it is known who it is. Raises CompartmentNotOpen, NotBeingMapped."""
    held.require_compartment(CLOSED)
    if held.case.stage is not Stage.MAPPING or held.case.phase is None:
        raise NotBeingMapped
    return held.case.phase


def record(db: Session, held: HeldCase, what: str, *, about: UUID, **codes: str) -> None:
    """A line of the log that only those who investigate read, and one of the audit."""
    cases.log(db, held, f"{OF_THE_MAPPING}{what}", text_id=None, **codes)
    audit.record(db, f"{OF_THE_MAPPING}{what}", actor=held.actor.tag, subject=held.id, about=str(about), **codes)


async def investigators(db: Session, case_id: UUID) -> list[str]:
    """Their tags, in the order in which they came."""
    present = await seated.active_grants(db, case_id)
    return [each.holder for each in present if each.role is CaseRole.INVESTIGATOR and each.suspended_at is None]


async def tell(db: Session, held: HeldCase, tags: Iterable[str]) -> None:
    for tag in dict.fromkeys(tags):
        if tag != held.actor.tag:
            await notifications.notify(db, NoticeKind.SOMETHING_NEEDS_YOU, to=PersonTag(tag), case_id=held.id)


# The lead


async def appoint_lead(db: Session, held: HeldCase, person_id: UUID) -> None:
    """One of those who investigate, by one of them. Source: UNK-02, KNO-01.

    Raises:
        NotBeingMapped, CompartmentNotOpen
        NotEligible: whoever does not investigate here leads no mapping.
    """
    require_mapping(held)
    tag = db.keys.person_tag(person_id)
    if tag not in await investigators(db, held.id):
        raise NotEligible
    row = await db.get(MappingLead, held.id)
    if row is None:
        row = MappingLead(case_id=held.id, lead=tag, appointed_by=held.actor.tag, appointed_at=clock.now())
    row.lead, row.appointed_by, row.appointed_at = tag, held.actor.tag, clock.now()
    db.add(row)
    record(db, held, "lead-appointed", about=held.id)
    await plans.fulfil(db, held.case, Act.APPOINT_LEAD, by=held.actor.tag)
    await tell(db, held, [tag])


# How far it has come


@dataclass(frozen=True)
class Mapping:
    """Everything of a case's mapping, as it came about. `lead` is None once they investigate no more."""

    lead: str | None
    investigators: list[str]
    accused: dict[UUID, str]
    suspected: dict[UUID, str]
    talks: list[MappingTalk]
    checks: list[MappingCheck]
    looks: dict[UUID, list[MappingLook]]
    findings: list[MappingFinding]

    def standing(self, subject: str | None) -> MappingFinding | None:
        """The newest finding about somebody, or about nobody yet, that two agree on and nobody set aside."""
        agreed = (each for each in reversed(self.findings) if each.status is FindingStatus.AGREED)
        return next((each for each in agreed if each.subject == subject), None)

    def waiting(self, subject: str | None) -> MappingFinding | None:
        proposed = (each for each in self.findings if each.status is FindingStatus.PROPOSED)
        return next((each for each in proposed if each.subject == subject), None)

    def about(self, phase: Phase) -> list[str | None]:
        """Whom a finding is to be made about: each accused, or nobody while it is not known who it is."""
        return list(self.accused.values()) if phase is Phase.KNOWN else [None]

    @property
    def is_whole(self) -> bool:
        """Something stands about everyone who is accused, and nobody is asked to agree to anything else."""
        stands = [self.standing(each) is not None and self.waiting(each) is None for each in self.accused.values()]
        return bool(stands) and all(stands)

    def were_asked(self, talk: Talk, subjects: Iterable[str | None]) -> int:
        """How many of them had their chance to be heard."""
        asked = {each.subject for each in self.talks if each.talk is talk and each.status in ANSWERED}
        return len(asked & set(subjects))

    def is_checked(self, check_id: UUID) -> bool:
        return len(self.looks[check_id]) >= LOOKED_AT_BY

    def facts(self, *, phase: Phase, subject: str | None) -> Facts:
        """How far it has come for a finding about somebody: what another accused has to say holds up nothing."""
        standing = self.standing(subject)
        accused = [each for each in self.accused.values() if each == subject]
        return Facts(
            has_lead=self.lead is not None,
            affected_heard=self.were_asked(Talk.AFFECTED, [None]) > 0,
            accused=len(accused),
            accused_heard=self.were_asked(Talk.ACCUSED, accused),
            suspected=len(self.suspected),
            suspected_heard=self.were_asked(Talk.SUSPECTED, self.suspected.values()),
            points_at_person=standing is not None
            and standing.phase is phase
            and standing.outcome is FindingOutcome.POINTS_AT_PERSON,
            open_checks=sum(not self.is_checked(each.id) for each in self.checks),
        )


async def mapping_of(db: Session, case_id: UUID) -> Mapping:
    await db.flush()
    group = await investigators(db, case_id)
    lead = await db.get(MappingLead, case_id)
    talks = select(MappingTalk).where(MappingTalk.case_id == case_id)
    checks = select(MappingCheck).where(MappingCheck.case_id == case_id)
    looks = select(MappingLook).join(MappingCheck, col(MappingCheck.id) == col(MappingLook.check_id))
    put_up = list((await db.exec(checks.order_by(col(MappingCheck.put_up_at), col(MappingCheck.id)))).all())
    seen: dict[UUID, list[MappingLook]] = {each.id: [] for each in put_up}
    looked = looks.where(MappingCheck.case_id == case_id).order_by(col(MappingLook.looked_at), col(MappingLook.id))
    for look in (await db.exec(looked)).all():
        seen[look.check_id].append(look)
    return Mapping(
        lead=lead.lead if lead is not None and lead.lead in group else None,
        investigators=group,
        accused=await accused_of(db, case_id),
        suspected=await kept_out_as(db, case_id, BarReason.SUSPECTED),
        talks=list((await db.exec(talks.order_by(col(MappingTalk.planned_for), col(MappingTalk.id)))).all()),
        checks=put_up,
        looks=seen,
        findings=await findings_of(db, case_id),
    )


async def findings_of(db: Session, case_id: UUID) -> list[MappingFinding]:
    rows = await db.exec(
        select(MappingFinding)
        .where(MappingFinding.case_id == case_id)
        .order_by(col(MappingFinding.proposed_at), col(MappingFinding.id))
    )
    return list(rows.all())


def compartment_of(held: HeldCase, act: Act) -> Compartment:
    """Where the policy seals what is written of such a talk."""
    steps = policy_rules.steps_with_act(
        records.policy_of(held), act=act, category=held.case.category, phase=held.case.phase
    )
    return next((step.compartment for step in steps if step.compartment is not None), CLOSED)


async def step_follows(db: Session, held: HeldCase, act: Act, *, is_done: bool, was_needed: bool = True) -> None:
    """Bring the plan's step in line with what it stands for, in whichever way that has changed."""
    if is_done and was_needed:
        await plans.unfulfil(db, held.case, act, status=StepStatus.NOT_APPLICABLE)
        await plans.fulfil(db, held.case, act, by=held.actor.tag)
    elif is_done:
        await plans.set_aside(db, held.case, act, by=held.actor.tag)
    else:
        await plans.unfulfil(db, held.case, act)
        await plans.unfulfil(db, held.case, act, status=StepStatus.NOT_APPLICABLE)


# What a change of the case does to it


async def stage_changed(db: Session, case_id: UUID, before: Stage, to: Stage) -> None:
    """For `CaseHooks`: a case that is sent back to be mapped has no conclusion any more. What was found stays.

    That it points at somebody was no conclusion, and still stands. So does what was found about each when it goes back
    for the sake of one about whom there is nothing yet: a mapping of one changes nothing for the others.
    """
    if to is not Stage.MAPPING or before in {Stage.MAPPING, Stage.TRIAGE}:
        return
    concluded = await concluded_of(db, case_id)
    if set((await accused_of(db, case_id)).values()) <= concluded.keys():
        await set_findings_aside(db, case_id, but=GO_ON)
    case = (await db.exec(select(Case).where(Case.id == case_id))).one()
    await plans.unfulfil(db, case, Act.CONCLUDE_MAPPING)


async def category_changed(db: Session, case_id: UUID, before: Category, _to: Category) -> None:
    """For `CaseHooks`: what only an internal case has comes to its end, and stays to be read."""
    if before is not Category.INTERNAL:
        return
    await set_findings_aside(db, case_id)
    planned = select(MappingTalk).where(MappingTalk.case_id == case_id, MappingTalk.status == TalkStatus.PLANNED)
    for talk in (await db.exec(planned)).all():
        talk.status, talk.settled_at = TalkStatus.CALLED_OFF, clock.now()
        talk.version += 1
    for proposal in await waiting_proposals(db, case_id):
        proposal.status, proposal.settled_at, proposal.settled_by = ProposalStatus.WITHDRAWN, clock.now(), SYSTEM.tag
    await db.flush()


async def set_findings_aside(db: Session, case_id: UUID, *, but: Collection[FindingOutcome] = ()) -> None:
    for finding in await findings_of(db, case_id):
        if finding.outcome not in but:
            await set_aside(db, finding)
    await db.flush()


async def set_aside(db: Session, finding: MappingFinding) -> None:
    """With it goes what was concluded of it about whoever it is about."""
    if FindingStatus.SET_ASIDE not in NEXT_FINDING[finding.status]:
        return
    if finding.status is FindingStatus.AGREED and finding.subject is not None:
        await forget(db, finding.case_id, finding.subject)
    finding.status = FindingStatus.SET_ASIDE
    db.add(finding)
    audit.record(db, "mapping-finding-set-aside", actor=SYSTEM.tag, subject=finding.case_id, about=str(finding.id))


async def set_aside_about(db: Session, case_id: UUID, subject: str) -> None:
    """Whoever is accused no more: nothing is found about them, and nobody else is touched. Source: KNO-12, PRN-05."""
    for finding in await findings_of(db, case_id):
        if finding.subject == subject:
            await set_aside(db, finding)
    await forget(db, case_id, subject)
    await db.flush()


async def waiting_proposals(db: Session, case_id: UUID) -> list[MappingProposal]:
    rows = await db.exec(
        select(MappingProposal).where(
            MappingProposal.case_id == case_id, MappingProposal.status == ProposalStatus.PROPOSED
        )
    )
    return list(rows.all())


async def open_duties(db: Session, case_id: UUID) -> int:
    """For `CaseHooks`: a proposal about somebody gets its answer before the case is closed.

    So does the question what somebody did who was named after the mapping had come to something about the others.
    """
    concluded = await concluded_of(db, case_id)
    unanswered = set((await accused_of(db, case_id)).values()) - concluded.keys() if concluded else set()
    return len(await waiting_proposals(db, case_id)) + len(unanswered)


async def name_of(db: Session, person_id: UUID) -> str:
    return (await people.person(db, person_id)).display_name
