"""The association's events, for all with an office; what is looked over, for whoever keeps them. Source: ASP-08."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends

from app.access.actor import Actor
from app.access.dependencies import doing
from app.access.rules import Task
from app.core.database import Reading, Transaction
from app.core.errors import Forbidden, NotFound, NotSignedIn, PreconditionRequired, VersionMismatch
from app.core.problems import problems
from app.core.versions import SeenVersion, require_version
from app.events import reading, service
from app.events.errors import EventOver
from app.events.schemas import AssociationEventWrite, EventCheckWrite, EventList, SeasonRead, SeasonWrite
from app.informing.router import PublicUrl
from app.informing.writing import written
from app.people.errors import NotFounded

router = APIRouter(tags=["events"], responses=problems(NotSignedIn, Forbidden))
CHANGED = problems(NotFound, EventOver, PreconditionRequired, VersionMismatch)

EventReader = Annotated[Actor, Depends(doing(Task.READ_EVENTS))]
EventKeeper = Annotated[Actor, Depends(doing(Task.KEEP_EVENTS))]


@router.get("/events", summary="The association's events")
async def list_events(actor: EventReader, db: Reading) -> EventList:
    """What is coming and what has lately been. The check is for those who keep them and whoever is responsible."""
    return await reading.events(db, actor)


@router.post("/events", status_code=201, summary="Plan an event")
async def plan_event(wanted: AssociationEventWrite, actor: EventKeeper, db: Transaction) -> EventList:
    """Whoever is responsible is reminded in time to look it over."""
    await service.plan(db, wanted, actor=actor)
    return await reading.events(db, actor)


@router.put("/events/{event_id}", summary="Change an event", responses=CHANGED)
async def change_event(
    event_id: UUID, wanted: AssociationEventWrite, seen: SeenVersion, actor: EventKeeper, db: Transaction
) -> EventList:
    """At another time or place it is looked over anew."""
    row = await service.event_to_change(db, event_id)
    require_version(seen, current=row.version)
    await service.change(db, row, wanted, actor=actor)
    return await reading.events(db, actor)


@router.post("/events/{event_id}/calling-off", summary="Call an event off", responses=CHANGED)
async def call_event_off(event_id: UUID, seen: SeenVersion, actor: EventKeeper, db: Transaction) -> EventList:
    row = await service.event_to_change(db, event_id)
    require_version(seen, current=row.version)
    await service.call_off(db, row, actor=actor)
    return await reading.events(db, actor)


@router.put("/events/{event_id}/check", summary="Look an event over before it happens", responses=CHANGED)
async def check_event(
    event_id: UUID, wanted: EventCheckWrite, seen: SeenVersion, actor: EventReader, db: Transaction
) -> EventList:
    """By whoever is responsible for it, or keeps the events. The lines are the policy's."""
    row = await service.event_to_change(db, event_id)
    require_version(seen, current=row.version)
    await service.check(db, row, wanted, actor=actor)
    return await reading.events(db, actor)


@router.get("/season", summary="The season at a glance", responses=problems(NotFounded))
async def read_season(actor: EventKeeper, public_url: PublicUrl, db: Reading) -> SeasonRead:
    """Its weeks with events, checks and hours without anybody on call; contact details; whether members were told."""
    return await reading.season(db, await written(db, public_url=public_url), actor=actor)


@router.put("/season", summary="Set the season's first and last day", responses=problems(NotFounded))
async def set_season(wanted: SeasonWrite, actor: EventKeeper, public_url: PublicUrl, db: Transaction) -> SeasonRead:
    """The months before an election, say."""
    await service.set_season(db, wanted, actor=actor)
    return await reading.season(db, await written(db, public_url=public_url), actor=actor)
