"""How one wants to be told, and what a demo has sent."""

from typing import Annotated

import anyio.to_thread
from fastapi import APIRouter, Depends, Request

from app.access.actor import Actor
from app.access.dependencies import CurrentActor
from app.core.database import Reading, Session, Transaction
from app.core.errors import NotFound, NotSignedIn
from app.core.problems import problems
from app.core.settings import Settings
from app.notifications.choosing import choice_of, choose
from app.notifications.rules import Channel, Choice
from app.notifications.schemas import NoticeChoiceRead, NoticeChoiceWrite, QuietHoursRead, SentList, SentRead
from app.notifications.sending import Ways
from app.people import association as associations
from app.people import service as people
from app.people.service import PersonFacts
from app.ports.folder import read_newest

router = APIRouter(tags=["notices"])

SHOWN_IN_A_DEMO = 100


async def ways_of(request: Request) -> Ways:
    ways: Ways = request.app.state.ways
    return ways


SentBy = Annotated[Ways, Depends(ways_of)]


async def _person(db: Session, actor: Actor) -> PersonFacts:
    if actor.person_id is None:
        raise NotSignedIn
    return await people.person(db, actor.person_id)


def _quiet(chosen: Choice) -> QuietHoursRead | None:
    if chosen.quiet is None:
        return None
    return QuietHoursRead(begins=f"{chosen.quiet.begins:%H:%M}", ends=f"{chosen.quiet.ends:%H:%M}")


async def _as_read(db: Session, person: PersonFacts, ways: Ways) -> NoticeChoiceRead:
    chosen = await choice_of(db, person, default_quiet=ways.quiet)
    return NoticeChoiceRead(
        ordinary=[channel for channel in Channel if channel in chosen.ordinary],
        alarms=[channel for channel in Channel if channel in chosen.alarms],
        quiet=_quiet(chosen),
        email=person.email,
        telephone=person.telephone,
        is_telephone_tried=person.is_telephone_verified,
        sends_texts=ways.sms is not None,
        is_mail_refused=person.is_email_refused,
        is_text_refused=person.is_telephone_refused,
    )


@router.get("/me/notices", summary="How I am told, and when not", responses=problems(NotSignedIn, NotFound))
async def read_notice_choice(actor: CurrentActor, ways: SentBy, db: Reading) -> NoticeChoiceRead:
    """One's own only: how somebody else is told is nobody's business."""
    return await _as_read(db, await _person(db, actor), ways)


@router.put("/me/notices", summary="Choose how I am told, and when not", responses=problems(NotSignedIn, NotFound))
async def choose_notices(
    wanted: NoticeChoiceWrite, actor: CurrentActor, ways: SentBy, db: Transaction
) -> NoticeChoiceRead:
    """An alarm goes by some way, always; a text message only to a number that was tried. Source: ORG-06."""
    person = await _person(db, actor)
    await choose(db, person, wanted.choice(), sends_texts=ways.sms is not None)
    return await _as_read(db, person, ways)


@router.get("/demo/outbox", summary="What a demo has sent, the newest first", responses=problems(NotFound))
async def read_demo_outbox(request: Request, db: Reading) -> SentList:
    """Mails and text messages that lie in the folder. Not found where people are real: there it is nobody's to read."""
    settings: Settings = request.app.state.settings
    if not settings.is_demo or not await associations.is_demo(db):
        raise NotFound
    folder = settings.data_dir / "outbox"
    found = await anyio.to_thread.run_sync(lambda: read_newest(folder, at_most=SHOWN_IN_A_DEMO))
    return SentList(items=[SentRead.model_validate(vars(each)) for each in found])
