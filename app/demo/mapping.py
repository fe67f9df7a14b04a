"""What those who investigate found, as they wrote it down: two of them, and both sides."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from app.access.actor import Actor
from app.core import clock
from app.core.ids import new_id
from app.demo import cast
from app.demo.association import Staged
from app.demo.cases import WorkedCase
from app.proceedings.mapping import checking, finding, talking
from app.proceedings.mapping import service as mapping
from app.proceedings.mapping.finding import Proposed
from app.proceedings.mapping.rules import FindingOutcome, LookVerdict, Talk


@dataclass(frozen=True)
class Mapped:
    """A mapping as whoever leads it does it."""

    case: WorkedCase

    async def lead_it(self) -> None:
        held = await self.case.held()
        if held.actor.person_id is not None:
            await mapping.appoint_lead(self.case.db, held, held.actor.person_id)

    async def plan(self, talk: Talk, *, person_id: UUID | None = None, whom: str = "") -> UUID:
        planned = talking.Planned(talk, clock.now() + timedelta(days=3), person_id, whom)
        await talking.plan(self.case.db, await self.case.held(), planned, talk_id=(made := new_id()))
        return made

    async def hold(self, talk_id: UUID, notes: str, *, names_affected: bool | None = None) -> None:
        held = await self.case.held()
        row = await talking.talk_to_change(self.case.db, held, talk_id)
        by = [held.actor.person_id] if held.actor.person_id else []
        said = talking.Held(notes, by, is_read_back=True, names_affected=names_affected)
        await talking.hold(self.case.db, held, row, said)

    async def check(self, what: str, words: str, *, second: Actor) -> None:
        await checking.put_up(self.case.db, await self.case.held(), what, check_id=(made := new_id()))
        for case in (self.case, self.case.by(second)):
            await checking.look(case.db, await case.held(), made, verdict=LookVerdict.FITS, words=words)

    async def propose(self, proposed: Proposed) -> UUID:
        await finding.propose(self.case.db, await self.case.held(), proposed, finding_id=(made := new_id()))
        return made


async def map_what_happened(staged: Staged, case: WorkedCase, *, lead: Actor) -> None:
    """The vice chair leads it and writes; the officer, whose key is at hand, agrees."""
    led = Mapped(case.by(lead))
    async with staged.ago(timedelta(days=14)):
        await led.lead_it()
        affected = await led.plan(Talk.AFFECTED)
        accused = await led.plan(Talk.ACCUSED, person_id=staged.id_of(cast.ACCUSED))
        witness = await led.plan(Talk.WITNESS, whom="Den ena av de två som stod vid bilarna")
    async with staged.ago(timedelta(days=11)):
        await led.hold(affected, "Två samtal. Berättelsen hänger ihop med det som är sparat.")
        await led.hold(witness, "Såg greppet om armen. Hörde inte vad som sades.")
    async with staged.ago(timedelta(days=9)):
        await led.hold(accused, "Han fick del av uppgifterna och svarade skriftligt.", names_affected=False)
        words = "Meddelandena finns kvar och går att läsa i sin helhet."
        await led.check("Meddelandena från i våras", words, second=case.actor)
    async with staged.ago(timedelta(days=6)):
        found = await led.propose(
            Proposed(
                FindingOutcome.SEVERE,
                "Grova trakasserier, vid flera tillfällen. Två vittnen, oberoende av varandra, och meddelandena.",
                "Kartläggningen visar grova trakasserier vid flera tillfällen. Båda sidor är hörda.",
            )
        )
        await finding.agree(staged.db, await case.held(), found, hooks=case.hooks)
