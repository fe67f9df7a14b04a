"""A mapping as the API shows it: who and when. Words are read where they are sealed, which leaves a trace."""

from uuid import UUID

from app.access.rules import Action
from app.cases.access import HeldCase
from app.cases.names import Names
from app.cases.schemas import NamedRead
from app.core import clock
from app.core.database import Session
from app.people import service as people
from app.policy.terms import Phase, Stage
from app.proceedings.mapping.models import MappingCheck, MappingFinding, MappingProposal, MappingTalk
from app.proceedings.mapping.rules import (
    ACT_OF,
    CONCLUDES,
    OUTCOMES,
    FindingOutcome,
    FindingStatus,
    ProposalStatus,
    TalkStatus,
    missing_for,
)
from app.proceedings.mapping.schemas import (
    CheckRead,
    FindingRead,
    LookRead,
    MappingRead,
    OutcomeRead,
    ProposalRead,
    TalkRead,
)
from app.proceedings.mapping.service import CLOSED, Mapping, compartment_of, mapping_of
from app.proceedings.mapping.settling import proposals_for


async def mapping_as_read(db: Session, held: HeldCase) -> MappingRead:
    """Raises CompartmentNotOpen."""
    held.require_compartment(CLOSED)
    found, name = await mapping_of(db, held.id), await Names.of(db, held)
    known = {each.person_id: each.display_name for each in (await people.names_by_tag(db)).values()}
    concerned = {
        subject: NamedRead(person_id=person, display_name=known.get(person))
        for person, subject in (found.accused | found.suspected).items()
    }
    case, me = held.case, held.actor.tag
    is_under_way = case.stage is Stage.MAPPING and case.phase is not None
    standing = found.standing(None)
    return MappingRead(
        phase=case.phase,
        is_under_way=is_under_way,
        lead=name(found.lead),
        is_led_by_me=found.lead == me,
        investigators=name.all(found.investigators),
        accused=[concerned[subject] for subject in found.accused.values()],
        suspected=[concerned[subject] for subject in found.suspected.values()],
        talks=[_talk(held, talk, name, concerned) for talk in found.talks],
        checks=[_check(found, check, name, me=me, is_under_way=is_under_way) for check in found.checks],
        findings=[_finding(each, name, concerned, me=me, is_under_way=is_under_way) for each in found.findings],
        outcomes=_outcomes(found, case.phase, concerned) if is_under_way and case.phase else [],
        waits_for=[
            concerned[subject]
            for subject in found.accused.values()
            if case.phase is Phase.KNOWN and found.standing(subject) is None
        ],
        may_propose_known=is_under_way
        and case.phase is Phase.UNKNOWN
        and standing is not None
        and standing.outcome is FindingOutcome.PERSON_ESTABLISHED,
    )


def _talk(held: HeldCase, row: MappingTalk, name: Names, concerned: dict[str, NamedRead]) -> TalkRead:
    act = ACT_OF.get(row.talk)
    return TalkRead(
        id=row.id,
        talk=row.talk,
        status=row.status,
        person=concerned.get(row.subject) if row.subject else None,
        whom_text_id=row.whom_text_id,
        planned_for=row.planned_for,
        planned_by=name(row.planned_by),
        held_by=name.all(row.held_by),
        settled_at=row.settled_at,
        text_id=row.text_id,
        sealed_in=compartment_of(held, act) if act is not None and row.status is TalkStatus.HELD else CLOSED,
        is_read_back=row.is_read_back,
        names_affected=row.names_affected,
        is_time_up=row.status is TalkStatus.PLANNED and clock.now() >= row.planned_for,
        version=row.version,
    )


def _check(found: Mapping, row: MappingCheck, name: Names, *, me: str, is_under_way: bool) -> CheckRead:
    looks = found.looks[row.id]
    return CheckRead(
        id=row.id,
        text_id=row.text_id,
        put_up_by=name(row.put_up_by),
        put_up_at=row.put_up_at,
        looks=[
            LookRead(
                looked_by=name(each.looked_by), looked_at=each.looked_at, verdict=each.verdict, text_id=each.text_id
            )
            for each in looks
        ],
        is_checked=found.is_checked(row.id),
        is_mine_to_look=is_under_way and all(each.looked_by != me for each in looks),
    )


def _finding(
    row: MappingFinding, name: Names, concerned: dict[str, NamedRead], *, me: str, is_under_way: bool
) -> FindingRead:
    return FindingRead(
        **row.model_dump(exclude={"case_id", "subject", "is_told", "proposed_by", "settled_by"}),
        person=concerned.get(row.subject) if row.subject else None,
        proposed_by=name(row.proposed_by),
        settled_by=name(row.settled_by),
        is_mine_to_answer=is_under_way and row.status is FindingStatus.PROPOSED and row.proposed_by != me,
    )


def _outcomes(found: Mapping, phase: Phase, concerned: dict[str, NamedRead]) -> list[OutcomeRead]:
    subjects = found.about(phase)
    return [
        OutcomeRead(
            person=concerned[subject] if subject and len(subjects) > 1 else None,
            stands=standing.outcome if subject and (standing := found.standing(subject)) else None,
            outcome=each,
            needs_summary=each in CONCLUDES,
            missing=list(missing_for(each, found.facts(phase=phase, subject=subject), phase=phase)),
        )
        for subject in subjects
        if found.waiting(subject) is None
        for each in OUTCOMES[phase]
    ]


async def proposals_as_read(db: Session, held: HeldCase) -> list[ProposalRead]:
    """Raises Forbidden."""
    name = await Names.of(db, held)
    return [_proposal(held, row, name) for row in await proposals_for(db, held)]


async def proposal_as_read(db: Session, held: HeldCase, proposal_id: UUID) -> ProposalRead:
    return next(each for each in await proposals_as_read(db, held) if each.id == proposal_id)


def _proposal(held: HeldCase, row: MappingProposal, name: Names) -> ProposalRead:
    waits, by_me = row.status is ProposalStatus.PROPOSED, row.proposed_by == held.actor.tag
    return ProposalRead(
        **row.model_dump(exclude={"case_id", "subject", "proposed_by", "settled_by"}),
        proposed_by=name(row.proposed_by),
        settled_by=name(row.settled_by),
        is_mine_to_answer=waits and not by_me and Action.SETTLE_WHO in held.actions,
        is_mine_to_withdraw=waits and Action.INVESTIGATE in held.actions,
    )
