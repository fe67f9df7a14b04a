"""Who is called to a meeting, and who of them still counts: a bar beats a summons. Source: CON-01."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import col, select

from app.access.rules import CaseRole, Office
from app.cases import seated
from app.cases.access import HeldCase, barred_people
from app.cases.models import Grant
from app.core.database import Session
from app.core.ids import new_id
from app.core.keys import PersonTag
from app.people import service as people
from app.plans.now import AlarmsAsked
from app.plans.rules import CaseAlarm
from app.policy.meetings import BoardMeeting
from app.proceedings.meetings.models import Meeting, MeetingSeat
from app.proceedings.meetings.rules import COMES_TO_TRIAGE, LEADS, MeetingStatus, QuorumRule, is_open

_IN_ORDER = (Office.CHAIR, Office.VICE_CHAIR, Office.BOARD_MEMBER)


@dataclass(frozen=True)
class Seated:
    """`person_id` and `name` are None for somebody who was removed from the register."""

    row: MeetingSeat
    person_id: UUID | None
    name: str | None

    @property
    def tag(self) -> PersonTag:
        return PersonTag(self.row.person)

    @property
    def votes_here(self) -> bool:
        return self.row.votes and self.row.is_present is True


def quorum_of(meeting: BoardMeeting) -> QuorumRule:
    share = meeting.quorum
    return QuorumRule(share.numerator, share.denominator, strict=share.strict, fewest=meeting.fewest)


async def out_of_it(db: Session, case_id: UUID) -> set[UUID]:
    """Whoever is part of the matter, if only perhaps: they sit at none of its meetings. Source: CON-01."""
    return {*(await barred_people(db, case_id)), *(await seated.affected_people(db, case_id))}


async def board_without_part(db: Session, case_id: UUID) -> list[UUID]:
    """Everyone on the board today who is no part of the matter, the chair first."""
    on_it = dict.fromkeys([person_id for office in _IN_ORDER for person_id in await people.holders_of(db, office)])
    part_of_it = await out_of_it(db, case_id)
    return [person_id for person_id in on_it if person_id not in part_of_it]


async def rows_of(db: Session, meeting: Meeting) -> list[MeetingSeat]:
    """Everybody who was called, whatever became of them."""
    rows = await db.exec(select(MeetingSeat).where(MeetingSeat.meeting_id == meeting.id).order_by(col(MeetingSeat.id)))
    return list(rows.all())


async def seats_of(db: Session, meeting: Meeting) -> list[Seated]:
    """Those called, in the order in which they were. While it goes on, without whoever fell off meanwhile."""
    named = await people.names_by_tag(db)
    found = [
        Seated(row, who.person_id if who else None, who.display_name if who else None)
        for row in await rows_of(db, meeting)
        for who in [named.get(PersonTag(row.person))]
    ]
    if not is_open(meeting.kind, meeting.status):
        return found
    gone = await out_of_it(db, meeting.case_id)
    found = [each for each in found if each.person_id is not None and each.person_id not in gone]
    if meeting.status is not MeetingStatus.CALLED:
        return found
    board = set(await board_without_part(db, meeting.case_id))
    return [each for each in found if not each.row.votes or each.person_id in board]


async def tell_of_called(db: Session, asked: AlarmsAsked) -> None:
    """The listener of what needs somebody now: they are called to a meeting that is not over or held without them."""
    mine = await db.exec(
        select(Meeting)
        .join(MeetingSeat, col(MeetingSeat.meeting_id) == col(Meeting.id))
        .where(
            col(Meeting.case_id).in_(list(asked.readers)),
            col(Meeting.status).in_([MeetingStatus.CALLED, MeetingStatus.HELD]),
            MeetingSeat.person == asked.actor.tag,
            col(MeetingSeat.is_present).is_not(False),
        )
    )
    for meeting in mine.all():
        # A summons does not outlive the office that it came with.
        if is_open(meeting.kind, meeting.status) and any(
            each.tag == asked.actor.tag for each in await seats_of(db, meeting)
        ):
            asked.found.add((CaseAlarm.MEETING_CALLED, meeting.case_id))


async def leading_grants(db: Session, case_id: UUID) -> list[Grant]:
    return [grant for grant in await seated.active_grants(db, case_id) if grant.role in LEADS]


async def coming_to_triage(db: Session, held: HeldCase) -> list[PersonTag]:
    """The officers, whoever is accountable, and those whom the affected person agreed to. Source: SOI-02, SOI-03."""
    grants = [grant for grant in await seated.active_grants(db, held.id) if grant.role in COMES_TO_TRIAGE]
    return list(dict.fromkeys(PersonTag(grant.holder) for grant in grants))


async def roles_of(db: Session, case_id: UUID, tags: Collection[str]) -> set[CaseRole]:
    return {grant.role for grant in await seated.active_grants(db, case_id) if grant.holder in tags}


def add_seat(db: Session, meeting: Meeting, tag: PersonTag, *, votes: bool) -> None:
    db.add(MeetingSeat(id=new_id(), meeting_id=meeting.id, person=tag, votes=votes))
