"""Who reads and who changes what of this room. The table stands in `app/access/rules.py`."""

from typing import Annotated
from uuid import UUID

from fastapi import Depends

from app.access.actor import Actor, ActorKind
from app.access.dependencies import AnyActor, CurrentActor, doing
from app.access.rules import Task, may
from app.core.errors import Forbidden

PeopleReader = Annotated[Actor, Depends(doing(Task.READ_PEOPLE))]
PeopleManager = Annotated[Actor, Depends(doing(Task.MANAGE_PEOPLE))]
Appointer = Annotated[Actor, Depends(doing(Task.APPOINT))]
SecondPerson = Annotated[Actor, Depends(doing(Task.CONFIRM_APPOINTMENT))]
MunicipalityReporter = Annotated[Actor, Depends(doing(Task.REPORT_OFFICER_TO_MUNICIPALITY))]
AlarmReader = Annotated[Actor, Depends(doing(Task.SEE_OFFICE_ALARMS))]
SettingsManager = Annotated[Actor, Depends(doing(Task.MANAGE_SETTINGS))]
KeyPositionReader = Annotated[Actor, Depends(doing(Task.SEE_KEY_POSITIONS))]


def manages_people(actor: Actor) -> bool:
    return actor.kind is ActorKind.PERSON and may(Task.MANAGE_PEOPLE, offices=actor.offices)


def judges_proposals(actor: Actor) -> bool:
    return actor.kind is ActorKind.PERSON and any(
        may(task, offices=actor.offices) for task in (Task.APPOINT, Task.CONFIRM_APPOINTMENT)
    )


async def _self_or_reader(person_id: UUID, actor: AnyActor) -> Actor:
    return actor if _is_self(person_id, actor) else await doing(Task.READ_PEOPLE)(actor)


async def _self_or_manager(person_id: UUID, actor: CurrentActor) -> Actor:
    if not (_is_self(person_id, actor) or manages_people(actor)):
        raise Forbidden
    return actor


def _is_self(person_id: UUID, actor: Actor) -> bool:
    return actor.kind is ActorKind.PERSON and actor.person_id == person_id


SelfOrReader = Annotated[Actor, Depends(_self_or_reader)]
SelfOrManager = Annotated[Actor, Depends(_self_or_manager)]
