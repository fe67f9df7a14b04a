"""The two meetings of the internal case: the first one, and the board's, whose minutes wait for one more to approve."""

from collections.abc import Sequence
from uuid import UUID

from app.core import clock
from app.core.ids import new_id
from app.demo.cases import WorkedCase
from app.policy.terms import AgendaTopic, Phase
from app.proceedings.meetings import agenda, calling, deciding, holding
from app.proceedings.meetings.models import Meeting
from app.proceedings.meetings.rules import DecisionKind, MeetingKind
from app.proceedings.meetings.schemas import DecisionCreate, HoldingWrite, MeetingCreate
from app.proceedings.meetings.service import items_of, meeting_of

PLACE = "Lilla salen, Folkets hus"


async def call(case: WorkedCase, kind: MeetingKind) -> UUID:
    wanted = MeetingCreate(kind=kind, starts_at=clock.now(), place=PLACE)
    meeting_id = new_id()
    await calling.call(case.db, await case.held(), wanted, meeting_id=meeting_id, hooks=case.hooks)
    return meeting_id


async def hold_first(case: WorkedCase, meeting_id: UUID, *, present: Sequence[UUID], phase: Phase, words: str) -> None:
    wanted = HoldingWrite(present=list(present), words=words, phase=phase)
    held = await case.held()
    await holding.hold(case.db, held, await meeting_of(case.db, held, meeting_id), wanted, hooks=case.hooks)


class BoardMeeting:
    """One that has begun, step by step; each loads the case anew, as each request does."""

    def __init__(self, case: WorkedCase, meeting_id: UUID) -> None:
        self._case, self._id = case, meeting_id

    async def _meeting(self) -> Meeting:
        return await meeting_of(self._case.db, await self._case.held(), self._id)

    async def open(self, *, present: Sequence[UUID], led_by: UUID) -> None:
        wanted = HoldingWrite(present=list(present), led_by=led_by)
        meeting = await self._meeting()
        await holding.hold(self._case.db, await self._case.held(), meeting, wanted, hooks=self._case.hooks)

    async def _item(self, topic: AgendaTopic) -> UUID:
        return next(each.id for each in await items_of(self._case.db, await self._meeting()) if each.topic is topic)

    async def note(self, topic: AgendaTopic, text: str) -> None:
        held, meeting = await self._case.held(), await self._meeting()
        await agenda.note(self._case.db, held, meeting, await self._item(topic), text=text)

    async def decide(
        self, topic: AgendaTopic, kind: DecisionKind, text: str, *, about: UUID, numbers: tuple[int, int, int]
    ) -> None:
        in_favour, against, abstained = numbers
        wanted = DecisionCreate(
            kind=kind, person_id=about, text=text, in_favour=in_favour, against=against, abstained=abstained
        )
        held, meeting = await self._case.held(), await self._meeting()
        await deciding.decide(self._case.db, held, meeting, await self._item(topic), wanted, decision_id=new_id())

    async def approve(self, by: WorkedCase) -> None:
        await holding.approve(by.db, await by.held(), await self._meeting(), hooks=by.hooks)
