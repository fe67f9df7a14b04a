"""The text for members, and the log of when they were told. Source: ORG-05."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request

from app.access.actor import Actor
from app.access.dependencies import doing
from app.access.rules import Task
from app.core.database import Reading, Transaction
from app.core.errors import Forbidden, NotSignedIn
from app.core.problems import problems
from app.informing import reading, service
from app.informing.errors import InformationChanged
from app.informing.schemas import MemberJoinedCreate, MembersInformationRead, MembersInformedCreate
from app.informing.writing import written
from app.people.errors import NotFounded

router = APIRouter(
    prefix="/members-information", tags=["members"], responses=problems(NotSignedIn, Forbidden, NotFounded)
)

Informer = Annotated[Actor, Depends(doing(Task.INFORM_MEMBERS))]


async def _public_url(request: Request) -> str:
    address: str = request.app.state.settings.public_url
    return address


PublicUrl = Annotated[str, Depends(_public_url)]


@router.get("", summary="What members are told, when it is due, and when it was done")
async def read_members_information(_actor: Informer, public_url: PublicUrl, db: Reading) -> MembersInformationRead:
    """Made anew each time from the register and the policy in force, with what is to be mended before it goes out."""
    return await reading.read(db, await written(db, public_url=public_url))


@router.post(
    "/tellings",
    status_code=201,
    summary="Record that members were told",
    responses=problems(InformationChanged),
)
async def record_members_informed(
    wanted: MembersInformedCreate, actor: Informer, public_url: PublicUrl, db: Transaction
) -> MembersInformationRead:
    """When, how and which text, by its hash. Sent twice it stands once."""
    text = await written(db, public_url=public_url)
    await service.record(db, wanted, current=text.digest, actor=actor)
    return await reading.read(db, text)


@router.post("/joinings", status_code=201, summary="Somebody has joined, and is to be told")
async def record_member_joined(
    wanted: MemberJoinedCreate, actor: Informer, public_url: PublicUrl, db: Transaction
) -> MembersInformationRead:
    """Without a name. Whoever is added to the register of people does this by themselves."""
    await service.somebody_joined(db, wanted.joined_on, actor=actor)
    return await reading.read(db, await written(db, public_url=public_url))
