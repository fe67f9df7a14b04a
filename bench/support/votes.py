"""A vote of the demo's group, in a room, whose links are out."""

from datetime import timedelta

from app.access.actor import Actor, ActorKind
from app.core import clock
from app.core.database import Session
from app.core.ids import new_id
from app.demo import cast
from app.demo.vote import read_through
from app.people import service as people
from app.people.rules import local_date
from app.votes import locking, running, setup
from app.votes.ceremony import VoteKeys
from app.votes.kinds import HearingOutcome
from app.votes.manifest import Held
from app.votes.models import Vote
from app.votes.schemas import ConveningCreate, HearingCreate, VoteCreate


async def summoned_vote(db: Session, keys: VoteKeys) -> Vote:
    everyone = {each.display_name: each.person_id for each in (await people.names_by_tag(db)).values()}
    chair_id = everyone[cast.CHAIR.name]
    chair = Actor(
        kind=ActorKind.PERSON,
        tag=db.keys.person_tag(chair_id),
        person_id=chair_id,
        offices=await people.offices_of(db, chair_id),
    )
    vote = await setup.raise_vote(db, VoteCreate(concerns=everyone[cast.ACCUSED.name]), actor=chair, vote_id=new_id())
    heard = HearingCreate(outcome=HearingOutcome.HELD, heard_on=local_date(clock.now()), note="In the room.")
    setup.record_hearing(db, vote, heard, actor=chair)
    convening = ConveningCreate(held=Held.IN_A_ROOM, closes_at=clock.now() + timedelta(hours=2))
    await setup.convene(db, vote, convening, actor=chair)
    await read_through(db, vote, actor=chair)
    await locking.lock_roll(db, vote, made=keys, actor=chair)
    await running.summon(db, vote, by=chair.tag)
    return vote
