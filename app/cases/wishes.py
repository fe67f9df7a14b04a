"""What the affected person asks for unasked: that somebody be told whom the list leaves out. Source: SOM-04.

Kept and judged as an answer of consent is: a row for each time that it was said, none of which is written over.
"""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import col, select

from app.access.rules import CaseRole, Compartment
from app.audit import service as audit
from app.cases import consents, seated, service
from app.cases.access import HeldCase
from app.cases.consent_rules import Answered, ConsentState, Happened, history, standing
from app.cases.consents import PinnedCase
from app.cases.errors import CaseClosed, NothingAskedFor, NotToBeAskedFor
from app.cases.models import SealedText, Wish
from app.cases.rules import OPEN_STAGES, TextKind
from app.cases.who_opened import record_part_opened
from app.core import clock
from app.core.database import Session
from app.core.errors import NotFound
from app.core.ids import new_id
from app.core.keys import PersonTag
from app.notifications import service as notifications
from app.notifications.rules import NoticeKind
from app.policy import rules as policy_rules
from app.policy.terms import Recipient

LIES_IN = Compartment.REPORT
"""What may be told, as the affected person says it: with what happened, which they and whoever leads read."""


@dataclass(frozen=True)
class Wished:
    """All that was said of one recipient, oldest first: never empty. `lines` as of a question of consent."""

    rows: Sequence[Wish]
    lines: Sequence[Happened]

    @property
    def state(self) -> ConsentState:
        return standing(self.lines)

    @property
    def is_asked_for(self) -> bool:
        return self.state is ConsentState.GIVEN

    @property
    def newest(self) -> Wish:
        return self.rows[-1]


async def wishes_of(db: Session, case: PinnedCase, *, at: datetime | None = None) -> dict[Recipient, Wished]:
    """Per recipient who was ever asked for: as it is now, or as it was `at` a moment gone. It never runs out."""
    now = at or clock.now()
    query = select(Wish).where(Wish.case_id == case.id)
    if at is not None:
        query = query.where(col(Wish.recorded_at) <= at)
    found: dict[Recipient, list[Wish]] = {}
    for row in (await db.exec(query.order_by(col(Wish.recorded_at), col(Wish.id)))).all():
        found.setdefault(Recipient(row.recipient), []).append(row)
    return {
        recipient: Wished(
            rows, history([Answered(each.recorded_at, each.is_asked_for) for each in rows], lasts=None, now=now)
        )
        for recipient, rows in found.items()
    }


@dataclass(frozen=True)
class Said:
    """What the affected person has said that holds: all that the gate of a telling asks besides the policy."""

    given: AbstractSet[str]
    """The questions whose yes holds."""
    asked_for: Mapping[Recipient, bool]
    """Whom they asked us to tell, and whether by name."""


def said_in(answers: Mapping[str, consents.Standing], wished: Mapping[Recipient, Wished]) -> Said:
    asked_for = {recipient: each.newest.with_name for recipient, each in wished.items() if each.is_asked_for}
    return Said(consents.given_among(answers), asked_for)


async def said(db: Session, case: PinnedCase) -> Said:
    return said_in(await consents.standings_of(db, case), await wishes_of(db, case))


@dataclass(frozen=True)
class ToWish:
    recipient: Recipient
    is_asked_for: bool
    with_name: bool = False
    words: str = ""


async def record(db: Session, held: HeldCase, wanted: ToWish) -> Wish:
    """The newest holds, with its name or none and its words or none. What was told on an older one stays listed.

    Told to the affected person where another wrote it down, and to whoever has to act on it where they said it.

    Raises:
        NotToBeAskedFor: not left out by the list of this category, or told another way; CaseClosed.
        NothingAskedFor: nothing stands that could be taken back. That goes in whatever category and stage.
    """
    if wanted.is_asked_for:
        policy = consents.policy_of(held.case)
        if wanted.recipient not in policy_rules.may_be_asked_for(policy, category=held.case.category):
            raise NotToBeAskedFor(fields=[("body.recipient", "not-to-be-asked-for")])
        if held.case.stage not in OPEN_STAGES:
            raise CaseClosed
    else:
        before = (await wishes_of(db, held.case)).get(wanted.recipient)
        if before is None or not before.is_asked_for:
            raise NothingAskedFor
    row = await _enter(db, held, wanted)
    present = await seated.active_grants(db, held.id)
    by_themself = CaseRole.AFFECTED in held.roles
    affected = {each.holder for each in present if each.role is CaseRole.AFFECTED}
    for tag in sorted(seated.officers_or_next(present) if by_themself else affected):
        await notifications.notify(db, NoticeKind.SOMETHING_NEEDS_YOU, to=PersonTag(tag), case_id=held.id)
    return row


async def _enter(db: Session, held: HeldCase, wanted: ToWish) -> Wish:
    text = None
    if wanted.is_asked_for and wanted.words:
        held.require_compartment(LIES_IN)
        text = await service.write(db, held, LIES_IN, kind=TextKind.WISH, text=wanted.words)
    row = Wish(
        id=new_id(),
        case_id=held.id,
        recipient=wanted.recipient.value,
        is_asked_for=wanted.is_asked_for,
        with_name=wanted.is_asked_for and wanted.with_name,
        text_id=text.id if text else None,
        recorded_by=held.actor.tag,
        recorded_as=consents.task_of(held),
        recorded_at=clock.now(),
    )
    db.add(row)
    recipient, given = wanted.recipient.value, str(wanted.is_asked_for)
    by_themself = str(CaseRole.AFFECTED in held.roles)
    service.log(db, held, "wish-recorded", recipient=recipient, given=given, themself=by_themself)
    audit.record(db, "wish-recorded", actor=held.actor.tag, subject=held.id, recipient=recipient, given=given)
    await db.flush()
    return row


async def take_back_all(db: Session, held: HeldCase) -> int:
    """Each wish that stands, in whatever category it was said; how many."""
    standing_wishes = [each for each, found in (await wishes_of(db, held.case)).items() if found.is_asked_for]
    for recipient in sorted(standing_wishes):
        await _enter(db, held, ToWish(recipient, is_asked_for=False))
    return len(standing_wishes)


async def read_words(db: Session, held: HeldCase, wish_id: UUID) -> str | None:
    """What they may be told; None when the reader's key does not open it. That it was read is recorded.

    Raises NotFound, also where nobody wrote any words; CompartmentNotOpen, KeyNotHeld.
    """
    held.require_compartment(LIES_IN)
    query = select(SealedText).join(Wish, col(Wish.text_id) == col(SealedText.id))
    row = (await db.exec(query.where(Wish.id == wish_id, Wish.case_id == held.id))).first()
    if row is None:
        raise NotFound
    version = (await held.opened(db, {row.version_id})).get(row.version_id)
    record_part_opened(db, held, LIES_IN)
    return None if version is None else version.open(row.sealed, table="sealed_text", row=row.id, field="sealed")
