"""Whether it is known who it is: proposed by who investigates, approved by the accountable chair. Source: KNO-12."""

from dataclasses import dataclass
from uuid import UUID

from sqlmodel import col, select

from app.access.rules import Action, CaseRole, Compartment
from app.audit import service as audit
from app.cases import records, seated
from app.cases import service as cases
from app.cases.access import HeldCase
from app.cases.concluded import concluded_of
from app.cases.hooks import CaseHooks
from app.cases.rules import OPEN_STAGES, BarReason, TextKind, gravest
from app.conflicts import becoming
from app.conflicts import service as conflicts
from app.core import clock
from app.core.database import Session
from app.core.errors import Forbidden, NotFound
from app.plans import service as plans
from app.plans.now import AlarmsAsked
from app.plans.rules import CaseAlarm
from app.policy.terms import Act, Condition, Phase, Recipient, Stage
from app.proceedings.hooks import Exonerated, exonerated
from app.proceedings.mapping.errors import (
    NobodyEstablished,
    NotBeingMapped,
    NotNamedSo,
    ProposalIsSettled,
    ProposalWaits,
    TakesAnother,
)
from app.proceedings.mapping.models import MappingProposal, MappingTalk
from app.proceedings.mapping.rules import (
    NEXT_PROPOSAL,
    Becomes,
    FindingOutcome,
    ProposalStatus,
    Talk,
    TalkStatus,
)
from app.proceedings.mapping.service import (
    CLOSED,
    mapping_of,
    name_of,
    set_aside_about,
    set_findings_aside,
    tell,
    waiting_proposals,
)
from app.proceedings.subjects import accused_of, kept_out_as


@dataclass(frozen=True)
class Wanted:
    becomes: Becomes
    person_id: UUID
    reasons: str


async def propose(db: Session, held: HeldCase, wanted: Wanted, *, proposal_id: UUID) -> None:
    """The name and the reasons are sealed to those who decide, so that who approves need not read the investigation.

    Raises:
        CompartmentNotOpen, NotBeingMapped
        NotNamedSo: only who is suspected becomes accused, and only who is accused is so no more.
        NobodyEstablished: no finding says that it is clear who it is.
        ProposalWaits
        VoteUnderWay: about them.
    """
    held.require_compartment(CLOSED)
    subject = (await _named(db, held, wanted.becomes)).get(wanted.person_id)
    if subject is None:
        raise NotNamedSo
    if wanted.becomes is Becomes.ACCUSED:
        await _require_established(db, held)
    if any(each.subject == subject for each in await waiting_proposals(db, held.id)):
        raise ProposalWaits
    await conflicts.require_no_vote_about(db, held, wanted.person_id)
    words = f"{await name_of(db, wanted.person_id)}\n\n{wanted.reasons}"
    text = await cases.write(db, held, Compartment.DECISIONS, kind=TextKind.WHO_IT_IS, text=words)
    db.add(
        MappingProposal(
            id=proposal_id,
            case_id=held.id,
            subject=subject,
            becomes=wanted.becomes,
            status=ProposalStatus.PROPOSED,
            text_id=text.id,
            proposed_by=held.actor.tag,
            proposed_at=clock.now(),
        )
    )
    _record(db, held, "proposed", about=proposal_id)
    grants = await seated.active_grants(db, held.id)
    await tell(db, held, [each.holder for each in grants if each.role is CaseRole.ACCOUNTABLE])
    await db.flush()


async def _named(db: Session, held: HeldCase, becomes: Becomes) -> dict[UUID, str]:
    """Those whom such a proposal can be about. Raises NotBeingMapped."""
    case = held.case
    if becomes is Becomes.ACCUSED:
        if case.stage is not Stage.MAPPING or case.phase is not Phase.UNKNOWN:
            raise NotBeingMapped
        return await kept_out_as(db, case.id, BarReason.SUSPECTED)
    if case.stage not in OPEN_STAGES or case.phase is not Phase.KNOWN:
        raise NotBeingMapped
    return await accused_of(db, case.id)


async def _require_established(db: Session, held: HeldCase) -> None:
    standing = (await mapping_of(db, held.id)).standing(None)
    if standing is None or standing.outcome is not FindingOutcome.PERSON_ESTABLISHED:
        raise NobodyEstablished


def _record(db: Session, held: HeldCase, what: str, *, about: UUID) -> None:
    cases.log(db, held, f"mapping-who-{what}")
    audit.record(db, f"who-{what}", actor=held.actor.tag, subject=held.id, about=str(about))


async def proposals_for(db: Session, held: HeldCase) -> list[MappingProposal]:
    """The newest first. Raises Forbidden for anyone but who investigates and who approves: even a count would tell."""
    if held.actions.isdisjoint({Action.INVESTIGATE, Action.SETTLE_WHO}):
        raise Forbidden
    rows = await db.exec(
        select(MappingProposal)
        .where(MappingProposal.case_id == held.id)
        .order_by(col(MappingProposal.proposed_at).desc(), col(MappingProposal.id))
    )
    return list(rows.all())


async def tell_of_waiting(db: Session, asked: AlarmsAsked) -> None:
    """The listener of what needs somebody now: for who approves, that those who investigate ask."""
    settling = {case_id: reader for case_id, reader in asked.readers.items() if Action.SETTLE_WHO in reader.actions}
    waiting = await db.exec(
        select(MappingProposal.case_id, MappingProposal.proposed_by).where(
            col(MappingProposal.case_id).in_(list(settling)), MappingProposal.status == ProposalStatus.PROPOSED
        )
    )
    asked.found.update(
        (CaseAlarm.WHO_IT_IS_WAITS, case_id) for case_id, by in waiting.all() if by != settling[case_id].tag
    )


async def approve(db: Session, held: HeldCase, proposal_id: UUID, *, hooks: CaseHooks) -> None:
    """All of it in one transaction: who they are in the case, the phase, the plan, and what hung on it.

    Evidence and contact person stay. Whoever is cleared gets nothing back by it: they are let in again like anyone.

    Raises:
        NotFound, ProposalIsSettled, TakesAnother
        NotNamedSo, NotBeingMapped, NobodyEstablished: the case has changed since it was proposed.
        VoteUnderWay
    """
    row = await _to_settle(db, held, proposal_id, to=ProposalStatus.APPROVED)
    if row.proposed_by == held.actor.tag:
        raise TakesAnother
    named = {subject: person for person, subject in (await _named(db, held, row.becomes)).items()}
    if row.subject not in named:
        raise NotNamedSo
    if row.becomes is Becomes.ACCUSED:
        await _require_established(db, held)
        await _make_known(db, held, row, named[row.subject], hooks=hooks)
    else:
        await _accuse_no_more(db, held, row, named[row.subject], hooks=hooks)
    await _settle(db, held, row, ProposalStatus.APPROVED)


async def _make_known(db: Session, held: HeldCase, row: MappingProposal, person_id: UUID, *, hooks: CaseHooks) -> None:
    await becoming.make_accused(db, held, person_id)
    await _put_in_ledger(db, held, row.subject)
    await plans.fulfil(db, held.case, Act.NAME_ACCUSED, by=held.actor.tag)
    await cases.settle_phase(db, held, Phase.KNOWN, hooks=hooks)


async def _put_in_ledger(db: Session, held: HeldCase, subject: str) -> None:
    """That they were told before, while nobody outside the small group could know that anyone was. Source: UNK-05."""
    talks = await db.exec(
        select(MappingTalk).where(
            MappingTalk.case_id == held.id,
            MappingTalk.subject == subject,
            MappingTalk.talk == Talk.SUSPECTED,
            MappingTalk.status == TalkStatus.HELD,
        )
    )
    for talk in talks.all():
        told = records.ToEnter(
            recipient=Recipient.ACCUSED,
            with_name=talk.names_affected is True,
            told_by=next(iter(talk.held_by), talk.planned_by),
            told_at=talk.settled_at or talk.planned_for,
            entered_by=held.actor.tag,
        )
        await records.enter_late(db, held.case, told)  # what may be said was asked when the talk was held


async def _accuse_no_more(
    db: Session, held: HeldCase, row: MappingProposal, person_id: UUID, *, hooks: CaseHooks
) -> None:
    await conflicts.require_no_vote_about(db, held, person_id)
    await exonerated(db, Exonerated(held.case, row.subject))
    await set_aside_about(db, held.id, row.subject)
    if row.becomes is Becomes.SUSPECTED:
        await becoming.make_suspected(db, held, person_id)
    else:
        await becoming.clear(db, held, person_id, first=row.proposed_by)
    await db.flush()
    if await accused_of(db, held.id):
        await _follow_the_others(db, held, hooks=hooks)
        return
    await set_findings_aside(db, held.id)
    await cases.settle_phase(db, held, Phase.UNKNOWN, hooks=hooks)
    points = row.becomes is Becomes.SUSPECTED
    for act in (Act.NAME_ACCUSED, Act.CONCLUDE_MAPPING):
        await plans.unfulfil(db, held.case, act)
    await plans.establish(db, held.case, Condition.PERSON_ESTABLISHED, is_true=False, by=held.actor.tag)
    await plans.establish(db, held.case, Condition.PROBABLE_PERSON, is_true=points, by=held.actor.tag)


async def _follow_the_others(db: Session, held: HeldCase, *, hooks: CaseHooks) -> None:
    """A case that had come to something comes to what stands about those who stay; to nothing: it is mapped further."""
    if held.case.conclusion is None:
        return
    of_case = gravest((await concluded_of(db, held.id)).values())
    if of_case is None:
        await cases.settle_phase(db, held, Phase.KNOWN, hooks=hooks)
        return
    held.case.conclusion = of_case
    held.case.version += 1
    db.add(held.case)
    await plans.settle(db, held.case)


async def refuse(db: Session, held: HeldCase, proposal_id: UUID, *, reason: str) -> None:
    """Raises NotFound, ProposalIsSettled."""
    row = await _to_settle(db, held, proposal_id, to=ProposalStatus.REFUSED)
    text = await cases.write(db, held, Compartment.DECISIONS, kind=TextKind.WHO_IT_IS, text=reason)
    row.answer_text_id = text.id
    await _settle(db, held, row, ProposalStatus.REFUSED)


async def withdraw(db: Session, held: HeldCase, proposal_id: UUID) -> None:
    """By any of those who investigate. Raises NotFound, CompartmentNotOpen, ProposalIsSettled."""
    held.require_compartment(CLOSED)
    row = await _to_settle(db, held, proposal_id, to=ProposalStatus.WITHDRAWN)
    await _settle(db, held, row, ProposalStatus.WITHDRAWN)


async def _to_settle(db: Session, held: HeldCase, proposal_id: UUID, *, to: ProposalStatus) -> MappingProposal:
    found = select(MappingProposal).where(MappingProposal.id == proposal_id, MappingProposal.case_id == held.id)
    row = (await db.exec(found)).first()
    if row is None:
        raise NotFound
    if to not in NEXT_PROPOSAL[row.status]:
        raise ProposalIsSettled
    return row


async def _settle(db: Session, held: HeldCase, row: MappingProposal, status: ProposalStatus) -> None:
    row.status, row.settled_by, row.settled_at = status, held.actor.tag, clock.now()
    db.add(row)
    _record(db, held, status.value, about=row.id)
    await tell(db, held, [row.proposed_by])
    await db.flush()
