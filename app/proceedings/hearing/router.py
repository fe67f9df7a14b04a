"""The hearing as those who hold the case see it, and, apart from it, as the one it concerns does."""

from typing import Literal
from uuid import UUID

from fastapi import APIRouter

from app.access.dependencies import CurrentActor
from app.access.rules import Action, Compartment
from app.auth import service as auth
from app.cases import records
from app.cases.dependencies import CaseToChange, CaseToRead
from app.cases.errors import CaseClosed, CompartmentNotOpen, ConsentMissing, NameNeverSaid, RecipientNotAllowed
from app.cases.names import Names
from app.cases.schemas import NamedRead, Words
from app.core import clock, idempotency
from app.core.database import Reading, Transaction
from app.core.errors import Forbidden, IdempotencyKeyReused, InvalidInput, NotFound, NotSignedIn
from app.core.idempotency import IdempotencyKey
from app.core.ids import new_id
from app.core.problems import problems
from app.people import service as people
from app.people.contact_matching import ways_to_reach
from app.policy.terms import TextKey
from app.proceedings.hearing import heard as heard_people
from app.proceedings.hearing import mine, releasing, service
from app.proceedings.hearing.dependencies import MyHearingToChange, MyHearingToRead
from app.proceedings.hearing.errors import (
    NamesSomebody,
    NoAccountYet,
    NoHearingHere,
    NotToldYet,
    TellsHowToReach,
    ToldAlready,
)
from app.proceedings.hearing.mine import HeldHearing
from app.proceedings.hearing.rules import answer_by
from app.proceedings.hearing.schemas import (
    AnswerCreate,
    AnswerLine,
    AnswerMade,
    AnswerRecord,
    CaseHearing,
    CaseHearingList,
    HearingFile,
    HearingList,
    HearingRead,
    OpenedHearing,
    ReleaseCreate,
    ReleaseDraft,
    ReleaseLine,
    ReleaseMade,
    ReleasePreview,
    TellingCreate,
)
from app.proceedings.hearing.texts import title_of
from app.proceedings.measures import own
from app.proceedings.measures.errors import MeasureNotNext
from app.proceedings.measures.schemas import OwnMeasureAnswer, OwnMeasureList, OwnMeasureRead
from app.vault.service import KeyNotHeld

router = APIRouter(tags=["hearings"])

IN_THE_CASE = problems(NotSignedIn, Forbidden, NotFound, CompartmentNotOpen)
MINE = problems(NotSignedIn, NotFound)


@router.get("/cases/{case_id}/hearings", summary="Who is heard, and how far it has come", responses=IN_THE_CASE)
async def list_case_hearings(held: CaseToRead[Literal[Action.SEE]], db: Reading) -> CaseHearingList:
    """Whoever is accused; whoever is suspected for those who investigate. The words are opened apart."""
    name, may_hear = await Names.of(db, held), Action.HEAR in held.actions
    known = {each.person_id: each.display_name for each in (await people.names_by_tag(db)).values()}
    within = records.policy_of(held).deadlines.accused_statement
    items = []
    for view in await service.hearings_of(db, held):
        heard, record = view.heard, view.record
        told = [each.told_at for each in record.releases if each.told_at is not None] if record else []
        items.append(
            CaseHearing(
                person=NamedRead(
                    person_id=heard.person_id,
                    display_name=None if heard.person_id is None else known.get(heard.person_id),
                ),
                is_suspected=heard.is_suspected,
                hearing_id=record.hearing.id if record else None,
                state=view.state,
                answer_by=answer_by(told, within=within),
                has_account=view.has_account,
                reads_on_page=view.reads_on_page,
                may_release=may_hear and heard.is_named,
                releases=[
                    ReleaseLine(
                        id=each.id,
                        released_at=each.released_at,
                        released_by=name(each.released_by),
                        way=each.way,
                        told_at=each.told_at,
                        first_opened_at=each.first_opened_at,
                    )
                    for each in (record.releases if record else ())
                ],
                answers=[
                    AnswerLine(
                        id=each.id,
                        kind=each.kind,
                        way=each.way,
                        given_at=each.given_at,
                        recorded_by=name(each.recorded_by),
                    )
                    for each in (record.answers if record else ())
                ],
            )
        )
    return CaseHearingList(items=items, contacts=await service.contacts_here(db, held) if may_hear else [])


@router.post(
    "/cases/{case_id}/hearings/preview",
    summary="What they would read, whom it may name and how to reach; nothing is written",
    responses=IN_THE_CASE | problems(InvalidInput),
)
async def preview_release(held: CaseToRead[Literal[Action.HEAR]], draft: ReleaseDraft, db: Reading) -> ReleasePreview:
    held.require_compartment(Compartment.HEARING)
    heard = await heard_people.require_heard(db, held, draft.person_id)
    policy = records.policy_of(held)
    found = await releasing.may_name(db, held, draft.told, person_id=draft.person_id)
    return ReleasePreview(
        to_you=Words.of(policy.texts[TextKey.TO_THE_ACCUSED]),
        contact=title_of(policy, draft.told.contact),
        may_name=[NamedRead(person_id=person_id, display_name=name) for person_id, name in found],
        ways_to_reach=ways_to_reach(draft.told.words()),
        has_account=heard.person_id in await auth.holder_ids(db, [draft.person_id]),
        answer_within_days=policy.deadlines.accused_statement.days,
    )


@router.post(
    "/cases/{case_id}/hearings/releases",
    status_code=201,
    summary="Release to the accused what they are told; it stays as it is",
    responses=IN_THE_CASE
    | problems(
        CaseClosed,
        NoHearingHere,
        NamesSomebody,
        TellsHowToReach,
        ConsentMissing,
        NameNeverSaid,
        RecipientNotAllowed,
        InvalidInput,
        IdempotencyKeyReused,
    ),
)
async def release_to_accused(
    held: CaseToChange[Literal[Action.HEAR]], wanted: ReleaseCreate, db: Transaction, key: IdempotencyKey
) -> ReleaseMade:
    """The first one begins their hearing: from then on they have a page of their own, and a key to it.

    Without an account they are told on paper, and that is recorded.
    """
    claim = await idempotency.claim(
        db, key=key, actor=held.actor.tag, route=f"releases {held.id}", body=wanted, new_id=new_id()
    )
    if claim.is_new:
        hearing_id = await releasing.release(db, held, wanted, release_id=claim.made_id)
    else:
        hearing_id = await releasing.hearing_of_release(db, held, claim.made_id)
    return ReleaseMade(hearing_id=hearing_id, release_id=claim.made_id)


@router.post(
    "/cases/{case_id}/hearings/{hearing_id}/opening",
    summary="Read what was told and said; that it was opened is recorded",
    responses=IN_THE_CASE | problems(KeyNotHeld),
)
async def open_case_hearing(
    held: CaseToChange[Literal[Action.SEE]], hearing_id: UUID, db: Transaction
) -> OpenedHearing:
    return await service.open_hearing(db, held, hearing_id)


@router.post(
    "/cases/{case_id}/hearings/{hearing_id}/telling",
    status_code=204,
    summary="Record that they were told on paper or in person",
    responses=IN_THE_CASE | problems(ToldAlready, ConsentMissing, NameNeverSaid, RecipientNotAllowed, InvalidInput),
)
async def record_hearing_telling(
    held: CaseToChange[Literal[Action.HEAR]], hearing_id: UUID, telling: TellingCreate, db: Transaction
) -> None:
    await releasing.record_telling(db, held, hearing_id, telling)


@router.post(
    "/cases/{case_id}/hearings/{hearing_id}/access",
    status_code=204,
    summary="Let them read it on their own page: you have checked by voice who asks",
    responses=IN_THE_CASE | problems(NoAccountYet, KeyNotHeld, ConsentMissing, NameNeverSaid, RecipientNotAllowed),
)
async def give_hearing_access(held: CaseToChange[Literal[Action.HEAR]], hearing_id: UUID, db: Transaction) -> None:
    await releasing.give_access(db, held, hearing_id)


@router.post(
    "/cases/{case_id}/hearings/{hearing_id}/answers",
    status_code=201,
    summary="Record what they answered on paper or in person",
    responses=IN_THE_CASE | problems(NotToldYet, InvalidInput, IdempotencyKeyReused),
)
async def record_hearing_answer(
    held: CaseToChange[Literal[Action.HEAR]],
    hearing_id: UUID,
    answer: AnswerRecord,
    db: Transaction,
    key: IdempotencyKey,
) -> AnswerMade:
    claim = await idempotency.claim(
        db, key=key, actor=held.actor.tag, route=f"recorded answers {hearing_id}", body=answer, new_id=new_id()
    )
    if claim.is_new:
        await service.record_answer(db, held, hearing_id, answer, answer_id=claim.made_id)
    return AnswerMade(answer_id=claim.made_id)


# Their own page


def _whose(held: HeldHearing) -> own.Whose:
    return own.Whose(held.hearing.case_id, held.subject, held.actor)


@router.get("/hearings", summary="What is for me alone", responses=problems(NotSignedIn))
async def list_my_hearings(actor: CurrentActor, db: Reading) -> HearingList:
    """Empty for nearly everyone. Two of one person's say nothing of each other, and none leads to a case."""
    return HearingList(items=await mine.hearings_for(db, actor))


@router.get("/hearings/{hearing_id}", summary="How far my hearing has come", responses=MINE)
async def read_my_hearing(held: MyHearingToRead, db: Reading) -> HearingRead:
    return await mine.read(db, held)


@router.post(
    "/hearings/{hearing_id}/opening",
    summary="Read what I am told and what I have said",
    responses=MINE | problems(KeyNotHeld),
)
async def open_my_hearing(held: MyHearingToChange, db: Transaction) -> OpenedHearing:
    return await mine.open_mine(db, held, why="hearing-opened")


@router.post(
    "/hearings/{hearing_id}/answers",
    status_code=201,
    summary="Say my part, or that I do not want to",
    responses=MINE | problems(IdempotencyKeyReused),
)
async def answer_my_hearing(
    held: MyHearingToChange, wanted: AnswerCreate, db: Transaction, key: IdempotencyKey
) -> AnswerMade:
    """Whatever is said stays, and more can be said at any time."""
    claim = await idempotency.claim(
        db, key=key, actor=held.subject, route=f"answers {held.id}", body=wanted, new_id=new_id()
    )
    if claim.is_new:
        await mine.answer(db, held, wanted, answer_id=claim.made_id)
    return AnswerMade(answer_id=claim.made_id)


@router.post(
    "/hearings/{hearing_id}/file",
    summary="Take along everything that concerns me here",
    responses=MINE | problems(KeyNotHeld),
)
async def take_my_hearing_along(held: MyHearingToChange, db: Transaction) -> HearingFile:
    hearing = await mine.read(db, held)
    return HearingFile(
        made_at=clock.now(),
        hearing=hearing,
        opened=await mine.open_mine(db, held, why="hearing-exported"),
        measures=await own.asked_of(db, _whose(held)),
    )


@router.get("/hearings/{hearing_id}/measures", summary="What is asked of me", responses=MINE)
async def list_my_measures(held: MyHearingToRead, db: Reading) -> OwnMeasureList:
    """Each assignment or care by itself: what it is, and how it stands. Nothing in it leads to the case."""
    return OwnMeasureList(items=await own.asked_of(db, _whose(held)))


@router.post(
    "/hearings/{hearing_id}/measures/{measure_id}/answer",
    summary="Answer what is asked of me",
    responses=MINE | problems(CaseClosed, MeasureNotNext),
)
async def answer_my_measure(
    held: MyHearingToChange, measure_id: UUID, wanted: OwnMeasureAnswer, db: Transaction
) -> OwnMeasureRead:
    return await own.answer(db, _whose(held), measure_id, wanted.answer)
