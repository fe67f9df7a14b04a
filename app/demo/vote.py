"""A secret vote in a room, at its drawing: the chair leads it from there by hand."""

from datetime import timedelta
from uuid import UUID

from app.access.actor import Actor
from app.core import clock
from app.core.database import Session
from app.core.errors import NotFound
from app.core.ids import new_id
from app.demo import cast
from app.demo.association import Staged
from app.demo.cases import WorkedCase
from app.demo.papers import VoterLink
from app.people.rules import local_date
from app.proceedings import votes_of_case
from app.proceedings.schemas import QuestionCreate
from app.votes import access, ceremony, locking, preflight, running, setup, slips
from app.votes.kinds import HearingOutcome
from app.votes.manifest import Held
from app.votes.models import Vote
from app.votes.preflight_schemas import PreflightWrite
from app.votes.roll import service as roll
from app.votes.roll.models import RollEntry
from app.votes.schemas import ConveningCreate, HearingCreate

OPEN_FOR = timedelta(days=60)
"""A demo is looked at on some other day."""

ACCOUNT = (
    "Styrelsen har tagit del av en kartläggning av händelser inom föreningen. Den har tagit två veckor och bygger på "
    "flera av varandra oberoende berättelser. Den som frågan gäller har fått svara. Mer än så säger vi inte, av "
    "omtanke om alla inblandade."
)


async def make_vote(
    staged: Staged, case: WorkedCase, *, chair: Actor, officer: Actor, second: Actor
) -> tuple[VoterLink, ...]:
    """Raised from its case, heard, convened, locked and summoned; gives the printed links of a few voters."""
    db, vote_id = staged.db, new_id()
    async with staged.ago(timedelta(days=3)):
        wanted = QuestionCreate(concerns=staged.id_of(cast.ACCUSED), account=ACCOUNT, names_affected=False)
        await votes_of_case.raise_question(db, await case.held(), wanted, vote_id=vote_id)
    async with staged.ago(timedelta(days=1)):
        heard = HearingCreate(
            outcome=HearingOutcome.HELD, heard_on=local_date(clock.now()), note="Med vice ordföranden, en timme."
        )
        setup.record_hearing(db, await _vote(db, vote_id), heard, actor=chair)
    made = await staged.means.slow_work.run(ceremony.make_keys)
    async with staged.ago(timedelta(minutes=40)):
        convening = ConveningCreate(held=Held.IN_A_ROOM, closes_at=clock.now() + OPEN_FOR)
        await setup.convene(db, await _vote(db, vote_id), convening, actor=chair)
        await read_through(db, await _vote(db, vote_id), actor=chair)
        await locking.lock_roll(db, await _vote(db, vote_id), made=made, actor=chair)
    async with staged.ago(timedelta(minutes=10)):
        await running.summon(db, await _vote(db, vote_id), by=chair.tag)
        entries = await _entries_by_person(staged, vote_id)
        for name in cast.ARE_IN_THE_ROOM:
            entries[staged.people[name]].is_present = True
        links = [
            await _print_slip(staged, vote_id, name, entry_id=entries[staged.people[name]].id, by=(officer, second))
            for name in cast.HAVE_SLIPS
        ]
    await db.flush()
    return tuple(links)


async def read_through(db: Session, vote: Vote, *, actor: Actor) -> None:
    """The preflight as it is mostly answered: by the association's policy, and nobody is part of the matter."""
    sheet = await preflight.sheet_of(db, vote)
    by_policy = sheet.statutes[0]
    answers = PreflightWrite(
        statute=by_policy.statute,
        roll=by_policy.roll,
        rule=by_policy.rule,
        question=sheet.question,
        caution=sheet.caution,
        conflicted=[],
        warnings=by_policy.warnings,
    )
    await preflight.answer(db, vote, answers, actor=actor)


async def _vote(db: Session, vote_id: UUID) -> Vote:
    await db.flush()
    return await access.load(db, vote_id, to_change=True)


async def _entries_by_person(staged: Staged, vote_id: UUID) -> dict[UUID, RollEntry]:
    keys = staged.db.keys
    by_tag = {
        roll.voter_tag(keys, vote_id=vote_id, person_id=person_id): person_id for person_id in staged.people.values()
    }
    return {by_tag[entry.voter]: entry for entry in await roll.entries_of(staged.db, vote_id)}


async def _print_slip(
    staged: Staged, vote_id: UUID, name: str, *, entry_id: UUID, by: tuple[Actor, Actor]
) -> VoterLink:
    """Two people ask for it, as always; the mailed link is void by that."""
    vote = await _vote(staged.db, vote_id)
    first, second = by
    await slips.ask(staged.db, vote, entry_id=entry_id, actor=first)
    path = await slips.ask(staged.db, vote, entry_id=entry_id, actor=second)
    if path is None:
        raise NotFound
    return VoterLink(name=name, path=path)
