"""Writing the media plan, reading it and signing it. Each function takes the case as its actor holds it.

Who signs stands on the step too, so that a plan shows it like any other step that takes two sides; what they signed,
and every word before, stands here.
"""

import secrets
from uuid import UUID

from sqlalchemy import delete
from sqlmodel import col, select

from app.access.rules import CaseRole, Compartment
from app.audit import service as audit
from app.cases import seated
from app.cases import service as cases
from app.cases.access import HeldCase, opens
from app.cases.errors import CaseClosed
from app.cases.models import SealedText
from app.cases.names import Names
from app.cases.rules import OPEN_STAGES, TextKind
from app.cases.who_opened import record_part_opened
from app.core import clock
from app.core.database import Session
from app.core.errors import Forbidden, InvalidInput
from app.core.ids import new_id
from app.core.keys import PersonTag
from app.notifications import service as notifications
from app.notifications.rules import NoticeKind
from app.people import service as people
from app.plans import service as plans
from app.plans.media.errors import MediaPlanAnswered, MediaPlanChanged, MediaPlanNotAsked
from app.plans.media.held import HeldPlan, plan_in
from app.plans.media.models import MediaPlanAnswer, MediaPlanText
from app.plans.media.rules import (
    MediaPlanState,
    PlanWords,
    digest,
    said,
    standing,
    words_of,
    written,
)
from app.plans.media.schemas import (
    MediaPlanAnswerLine,
    MediaPlanAnswerWrite,
    MediaPlanContents,
    MediaPlanLine,
    MediaPlanOpened,
    MediaPlanRead,
    MediaPlanWord,
    MediaPlanWrite,
)
from app.plans.models import StepSignature
from app.policy.terms import Act, Owner

_SALT_BYTES = 32


async def read(db: Session, this: HeldPlan) -> MediaPlanRead:
    """Without its words."""
    names = await Names.of(db, this.held)
    signed = {each.party for each in standing(this.texts.answers) if each.is_yes}
    waits = this.state in {MediaPlanState.WAITS, MediaPlanState.REFUSED}
    return MediaPlanRead(
        state=this.state,
        texts=[
            MediaPlanLine(
                id=row.id,
                number=row.number,
                digest=row.digest,
                written_by=names(row.written_by),
                written_at=row.written_at,
                answers=[
                    MediaPlanAnswerLine(
                        party=each.party,
                        person=names(each.answered_by),
                        is_yes=each.is_yes,
                        digest=each.digest,
                        answered_at=each.answered_at,
                        has_lapsed=each.lapsed_at is not None,
                    )
                    for each in this.texts.to(row)
                ],
            )
            for row in reversed(this.texts.rows)
        ],
        waits_for=[party for party in this.sides if party not in signed] if waits else [],
        my_acts=this.my_acts,
        version=this.texts.version,
    )


async def contents(db: Session, this: HeldPlan) -> MediaPlanContents:
    """Every text with what was said to it, the newest first. Raises KeyNotHeld. That it was opened is recorded."""
    names = await Names.of(db, this.held)
    text_ids = [row.text_id for row in this.texts.rows]
    text_ids += [each.word_text_id for each in this.texts.given if each.word_text_id is not None]
    opened = await _opened(db, this.held, text_ids)
    record_part_opened(db, this.held, Compartment.MEDIA_PLAN)
    texts = []
    for row in reversed(this.texts.rows):
        words = words_of(opened[row.text_id])
        texts.append(
            MediaPlanOpened(
                id=row.id,
                number=row.number,
                digest=row.digest,
                who_answers=words.who_answers,
                we_say=words.we_say,
                we_leave_out=words.we_leave_out,
                words=[
                    MediaPlanWord(
                        party=each.party,
                        person=names(each.answered_by),
                        is_yes=each.is_yes,
                        answered_at=each.answered_at,
                        word=opened[each.word_text_id] if each.word_text_id else None,
                        has_lapsed=each.lapsed_at is not None,
                    )
                    for each in this.texts.to(row)
                ],
            )
        )
    return MediaPlanContents(texts=texts)


async def _opened(db: Session, held: HeldCase, text_ids: list[UUID]) -> dict[UUID, str]:
    rows = (await db.exec(select(SealedText).where(col(SealedText.id).in_(text_ids)))).all()
    return {
        row.id: (await held.open_version(db, row.version_id)).open(
            row.sealed, table="sealed_text", row=row.id, field="sealed"
        )
        for row in rows
    }


async def write(db: Session, this: HeldPlan, wanted: MediaPlanWrite, *, plan_id: UUID) -> None:
    """A text, or another in its place: then both sides sign anew, whatever they said before. Source: KNO-11.

    Raises Forbidden, CaseClosed, MediaPlanNotAsked.
    """
    if this.step is not None and not this.may_write:
        raise Forbidden
    _require_asked(this)
    held = this.held
    words = PlanWords(wanted.who_answers, wanted.we_say, wanted.we_leave_out)
    text = written(words, salt=secrets.token_hex(_SALT_BYTES))
    sealed = await cases.write(db, held, Compartment.MEDIA_PLAN, kind=TextKind.MEDIA_PLAN, text=text)
    number = len(this.texts.rows) + 1
    db.add(
        MediaPlanText(
            id=plan_id,
            case_id=held.id,
            number=number,
            text_id=sealed.id,
            digest=digest(text),
            written_by=held.actor.tag,
            written_at=clock.now(),
        )
    )
    _record(db, held, "media-plan-written", number=str(number), digest=digest(text))
    await _settle(db, held)
    await _tell(db, held, roles={CaseRole.AFFECTED, CaseRole.ACCOUNTABLE})


async def answer(db: Session, this: HeldPlan, wanted: MediaPlanAnswerWrite) -> None:
    """A yes or a no to the very text that was read; the last word of each holds. Source: ASP-05, KNO-11.

    Raises:
        Forbidden, CaseClosed, MediaPlanNotAsked, InvalidInput
        MediaPlanChanged: there is another text by now.
        MediaPlanAnswered: they have said just that.
        KeyNotHeld: nobody signs what they cannot read.
    """
    held, newest, side = this.held, this.texts.newest, this.my_side
    if this.step is not None and side is None:
        raise Forbidden
    _require_asked(this)
    if side is None or newest is None or newest.digest != wanted.digest:
        raise MediaPlanChanged
    if said(held.actor.tag, answers=this.texts.answers) is wanted.is_yes:
        raise MediaPlanAnswered
    if not wanted.is_yes and not wanted.word and side is not Owner.AFFECTED:
        raise InvalidInput(fields=[("body.word", "missing")])
    opened = await _opened(db, held, [newest.text_id])
    if digest(opened[newest.text_id]) != wanted.digest:
        raise MediaPlanChanged
    word = None
    if wanted.word:
        word = await cases.write(db, held, Compartment.MEDIA_PLAN, kind=TextKind.MEDIA_WORD, text=wanted.word)
    db.add(
        MediaPlanAnswer(
            id=new_id(),
            plan_id=newest.id,
            digest=wanted.digest,
            party=side,
            is_yes=wanted.is_yes,
            word_text_id=word.id if word else None,
            answered_by=held.actor.tag,
            answered_at=clock.now(),
        )
    )
    kind = "media-plan-signed" if wanted.is_yes else "media-plan-refused"
    _record(db, held, kind, party=side.value, number=str(newest.number), digest=wanted.digest)
    await _settle(db, held)
    if not wanted.is_yes:
        await _tell(db, held, roles={CaseRole.SECURITY_OFFICER, CaseRole.ACCOUNTABLE})


async def set_aside_answers_of(db: Session, held: HeldCase, tag: str) -> None:
    """Whoever has that tag was not the affected person: what they answered to the newest text was another's to answer.

    Then both sides answer anew. Of whoever does this the plan need not be read: they change no word of it.
    """
    this = await plan_in(db, held)
    if tag not in {each.answered_by for each in this.texts.counted}:
        return
    for each in this.texts.counted:
        each.lapsed_at = clock.now()
        db.add(each)
    await _settle(db, held)
    await _tell(db, held, roles={CaseRole.ACCOUNTABLE})


def _require_asked(this: HeldPlan) -> None:
    """Raises CaseClosed, MediaPlanNotAsked."""
    if this.held.case.stage not in OPEN_STAGES:
        raise CaseClosed
    if not this.is_asked:
        raise MediaPlanNotAsked


async def _settle(db: Session, held: HeldCase) -> None:
    """Bring the step in line: who has signed the text that there is, and whether that is everybody.

    On the step nobody has signed what somebody says no to: it comes back to those who can write another text.
    """
    this = await plan_in(db, held)
    if this.row is None or this.texts.newest is None:
        return
    row = next(each for each in await plans.steps_of(db, held.id) if each.id == this.row.id)
    await db.exec(delete(StepSignature).where(col(StepSignature.step_id) == row.id))
    signed: dict[Owner, MediaPlanAnswer] = {}
    last = {each.answered_by: each for each in this.texts.counted}
    for each in last.values():
        if this.state is not MediaPlanState.REFUSED:
            signed.setdefault(each.party, each)
    for party, each in signed.items():
        db.add(StepSignature(step_id=row.id, party=party, signed_by=each.answered_by, signed_at=each.answered_at))
    row.version += 1
    db.add(row)
    await db.flush()
    if this.state is MediaPlanState.AGREED:
        await plans.fulfil(db, held.case, Act.AGREE_MEDIA_PLAN, by=held.actor.tag)
    else:
        await plans.unfulfil(db, held.case, Act.AGREE_MEDIA_PLAN)


async def _tell(db: Session, held: HeldCase, *, roles: set[CaseRole]) -> None:
    """Those of them who can read it, but whoever did it."""
    told = {
        grant.holder
        for grant in await seated.active_grants(db, held.id)
        if grant.role in roles and Compartment.MEDIA_PLAN in opens(grant)
    }
    known = await people.names_by_tag(db)
    for tag in sorted((told & known.keys()) - {held.actor.tag}):
        await notifications.notify(db, NoticeKind.SOMETHING_NEEDS_YOU, to=PersonTag(tag), case_id=held.id)


def _record(db: Session, held: HeldCase, kind: str, *, digest: str, **codes: str) -> None:
    """The hash goes into the chained log: a text that was swapped afterwards is not what was signed."""
    cases.log(db, held, kind, text_id=None, **codes)
    audit.record(db, kind, actor=held.actor.tag, subject=held.id, digest=digest, **codes)
