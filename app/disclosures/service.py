"""By two: the first asks with a reason, a second agrees in time; what was opened ends by itself. Source: CON-05."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import select

from app.access.rules import LEADS_A_CASE, CaseRole, Compartment
from app.audit import service as audit
from app.auth import service as auth
from app.cases import grants, records, seated, wishes
from app.cases import service as cases
from app.cases.access import HeldCase, is_barred, opens
from app.cases.errors import CaseClosed, CompartmentNotOpen, NotEligible
from app.cases.hooks import CaseHooks
from app.cases.models import Disclosure, Grant
from app.cases.passed_over import passed_over
from app.cases.recipients import reached
from app.cases.rules import TextKind
from app.core import clock
from app.core.database import Session
from app.core.due_work import schedule
from app.core.errors import InvalidInput, NotFound
from app.core.ids import new_id
from app.core.keys import PersonTag
from app.disclosures import ending, taking_back
from app.disclosures.errors import AnotherPersonNeeded, FirstPersonGone, OverrideNotNeeded, OverrideNotWaiting
from app.disclosures.models import Override
from app.disclosures.rules import (
    REASON_LIES_IN,
    STAGES_OF,
    OverrideKind,
    OverrideStatus,
    are_two,
    may_be_answered,
)
from app.disclosures.taking_back import TakingBack
from app.notifications import service as notifications
from app.notifications.rules import NoticeKind
from app.people import service as people
from app.policy import rules as policy_rules
from app.policy.terms import Recipient
from app.vault import service as vault


@dataclass(frozen=True)
class Opening:
    compartment: Compartment
    person_id: UUID


@dataclass(frozen=True)
class Telling:
    recipient: Recipient
    with_name: bool


Wanted = Opening | Telling | TakingBack
_KINDS: Mapping[type[Wanted], OverrideKind] = {
    Opening: OverrideKind.OPENING,
    Telling: OverrideKind.TELLING,
    TakingBack: OverrideKind.TAKING_BACK,
}


# The first asks


async def ask(db: Session, held: HeldCase, wanted: Wanted, *, reason: str, override_id: UUID) -> Override:
    """Put it before the others who lead the case.

    Raises: CaseClosed, InvalidInput for what the policy never lets be opened or told, NotEligible for whoever is kept
        out, OverrideNotNeeded for what goes without it; NotFound, NothingToTakeBack, TakingBackWaits of a confirmation.
    """
    kind = _KINDS[type(wanted)]
    if held.case.stage not in STAGES_OF[kind]:
        raise CaseClosed
    match wanted:
        case Opening():
            await _require_may_open(db, held, wanted)
        case Telling():
            await _require_may_tell(db, held, wanted)
        case TakingBack():
            await taking_back.require_may_ask(db, held, wanted)
    rule, now = records.policy_of(held).emergency_override, clock.now()
    text = await cases.write(db, held, REASON_LIES_IN[kind], kind=TextKind.REASON, text=reason)
    row = Override(
        id=override_id,
        case_id=held.id,
        kind=kind,
        status=OverrideStatus.ASKED,
        compartment=wanted.compartment if isinstance(wanted, Opening) else None,
        opens_for=db.keys.person_tag(wanted.person_id) if isinstance(wanted, Opening) else None,
        recipient=wanted.recipient.value if isinstance(wanted, Telling) else None,
        with_name=isinstance(wanted, Telling) and wanted.with_name,
        reason_text_id=text.id,
        asked_by=held.actor.tag,
        asked_at=now,
        answer_by=now + rule.agree_within,
        grant_id=wanted.grant_id if isinstance(wanted, TakingBack) else None,
    )
    db.add(row)
    cases.log(db, held, _log_kind(row, "asked"), text_id=text.id, **_codes(row))
    audit.record(db, _log_kind(row, "asked"), actor=held.actor.tag, subject=held.id, **_codes(row))
    await _tell(db, held, await _who_leads(db, held.id) - {held.actor.tag})
    await db.flush()
    return row


def _log_kind(row: Override, what: str) -> str:
    """Where danger is counted, a mistake that was put right is not one."""
    return f"taking-back-{what}" if row.kind is OverrideKind.TAKING_BACK else f"override-{what}"


def _codes(row: Override) -> dict[str, str]:
    if row.compartment is not None:
        return {"compartment": row.compartment.value}
    if row.kind is OverrideKind.TAKING_BACK:
        return {}
    return {"recipient": str(row.recipient), "named": str(row.with_name)}


async def _require_may_open(db: Session, held: HeldCase, wanted: Opening) -> None:
    if wanted.compartment not in records.policy_of(held).emergency_override.opens:
        raise InvalidInput(fields=[("body.compartment", "never-opened")])
    try:
        person = await people.person(db, wanted.person_id)
    except NotFound:
        raise InvalidInput(fields=[("body.person_id", "unknown-person")]) from None
    if person.is_retired or person.is_external or await is_barred(db, case_id=held.id, person_id=person.id):
        raise NotEligible
    if person.id in await passed_over(db, held.id):
        raise NotEligible  # danger is over consent, never over whom they fear
    if person.id in await seated.affected_people(db, held.id):
        raise OverrideNotNeeded
    tag = db.keys.person_tag(person.id)
    theirs = [each for each in await seated.active_grants(db, held.id) if each.holder == tag]
    if any(each.suspended_at is not None for each in theirs):
        raise NotEligible  # their account got new keys: who asks is checked by voice first, danger or not
    now = clock.now()
    if any(wanted.compartment in opens(each) for each in theirs if each.until is None or each.until > now):
        raise OverrideNotNeeded
    holder_id = (await auth.holder_ids(db, [person.id])).get(person.id)
    if holder_id is None or not await vault.holders(db, [holder_id]):
        raise NotEligible  # without an account nothing can be opened to them


async def _require_may_tell(db: Session, held: HeldCase, wanted: Telling) -> None:
    policy = records.policy_of(held)
    if wanted.recipient not in policy.emergency_override.tells:
        raise InvalidInput(fields=[("body.recipient", "never-told")])
    if (await reached(db, held.id, wanted.recipient)).kept_out:
        raise NotEligible
    said = await wishes.said(db, held.case)
    verdict = policy_rules.is_disclosure_allowed(
        policy,
        category=held.case.category,
        recipient=wanted.recipient,
        consents=said.given,
        asked_for=said.asked_for,
    )
    if verdict.is_allowed and (verdict.may_name or not wanted.with_name):
        raise OverrideNotNeeded


# A second agrees, or somebody says no


async def agree(db: Session, held: HeldCase, override_id: UUID, *, hooks: CaseHooks) -> Override:
    """Open, tell or take back, in this transaction. Everything is asked again: a bar may have come in between.

    Raises: NotFound, CompartmentNotOpen for whoever cannot read the reason, or when neither of the two holds the key;
        AnotherPersonNeeded, OverrideNotWaiting, FirstPersonGone, and all that asking raises.
    """
    row = await _waiting(db, held, override_id)
    held.require_compartment(REASON_LIES_IN[row.kind])
    if not are_two(asked_by=row.asked_by, agrees=held.actor.tag, opens_for=row.opens_for):
        raise AnotherPersonNeeded
    first = await _grants_of_first(db, held, row)
    if held.case.stage not in STAGES_OF[row.kind]:
        raise CaseClosed
    now = clock.now()
    row.status, row.answered_by, row.answered_at = OverrideStatus.AGREED, held.actor.tag, now
    told = {*await _affected(db, held.id), row.asked_by}
    match row.kind:
        case OverrideKind.OPENING:
            grant = await _open(db, held, row, first=first, now=now)
            row.grant_id = grant.id
            told.add(grant.holder)
        case OverrideKind.TELLING:
            row.disclosure_id = (await _record_telling(db, held, row, now=now)).id
        case OverrideKind.TAKING_BACK:
            await taking_back.take_back(db, held, row.grant_id, hooks=hooks)
    db.add(row)
    cases.log(db, held, _log_kind(row, "agreed"), text_id=row.reason_text_id, **_codes(row))
    kind = _log_kind(row, "agreed")
    audit.record(db, kind, actor=held.actor.tag, subject=held.id, first=row.asked_by, **_codes(row))
    await _tell(db, held, told - {held.actor.tag})
    await db.flush()
    return row


async def _waiting(db: Session, held: HeldCase, override_id: UUID) -> Override:
    question = select(Override).where(Override.id == override_id, Override.case_id == held.id)
    row = (await db.exec(question)).first()
    if row is None:
        raise NotFound
    if not may_be_answered(row.status, answer_by=row.answer_by, now=clock.now()):
        raise OverrideNotWaiting
    return row


async def _grants_of_first(db: Session, held: HeldCase, row: Override) -> list[Grant]:
    person = await people.person_by_tag(db, PersonTag(row.asked_by))
    theirs = [
        each
        for each in await seated.active_grants(db, held.id)
        if each.holder == row.asked_by and each.suspended_at is None
    ]
    leads = any(each.role in LEADS_A_CASE for each in theirs)
    if person is None or not leads or await is_barred(db, case_id=held.id, person_id=person.id):
        raise FirstPersonGone
    return theirs


async def _open(db: Session, held: HeldCase, row: Override, *, first: list[Grant], now: datetime) -> Grant:
    person = await people.person_by_tag(db, PersonTag(row.opens_for or ""))
    if person is None or row.compartment is None:
        raise NotEligible
    wanted = Opening(row.compartment, person.id)
    await _require_may_open(db, held, wanted)
    held_by_first = frozenset[Compartment]().union(*(opens(each) for each in first if not each.awaits_key))
    if wanted.compartment not in (held.compartments - held.awaiting_key) | held_by_first:
        raise CompartmentNotOpen
    grant = Grant(
        id=new_id(),
        case_id=held.id,
        holder=db.keys.person_tag(person.id),
        role=CaseRole.CALLED_IN,
        compartments=[wanted.compartment.value],
        why="override",
        given_by=held.actor.tag,
        given_at=now,
        until=now + records.policy_of(held).emergency_override.opens_for,
    )
    # Whoever agrees hands on what they hold; else it waits for the first, who holds it, as for anyone who is let in.
    grant.awaits_key = not await grants.hand_over_keys(
        db, held, person_id=person.id, compartments=frozenset({wanted.compartment})
    )
    db.add(grant)
    audit.record(
        db, "grant-given", actor=held.actor.tag, subject=held.id, holder=grant.holder, role=CaseRole.CALLED_IN.value
    )
    await schedule(
        db, kind=ending.JOB, subject=str(grant.id), due_at=now + records.policy_of(held).emergency_override.opens_for
    )
    await db.flush()
    return grant


async def _record_telling(db: Session, held: HeldCase, row: Override, *, now: datetime) -> Disclosure:
    recipient = Recipient(str(row.recipient))
    await _require_may_tell(db, held, Telling(recipient, row.with_name))
    told = records.ToEnter(
        recipient=recipient,
        with_name=row.with_name,
        reason_text_id=row.reason_text_id,
        told_by=row.asked_by,
        told_at=now,
        entered_by=held.actor.tag,
    )
    return await records.enter_regardless(db, held.case, told)


async def refuse(db: Session, held: HeldCase, override_id: UUID) -> Override:
    """Whoever asked takes it back; anyone else who leads says no, and then it takes a new asking."""
    row = await _waiting(db, held, override_id)
    is_mine = row.asked_by == held.actor.tag
    row.status = OverrideStatus.WITHDRAWN if is_mine else OverrideStatus.DECLINED
    row.answered_by, row.answered_at = held.actor.tag, clock.now()
    db.add(row)
    cases.log(db, held, _log_kind(row, "refused"), text_id=None, **_codes(row))
    audit.record(db, _log_kind(row, "refused"), actor=held.actor.tag, subject=held.id, **_codes(row))
    await db.flush()
    return row


# Who is told of it


async def _who_leads(db: Session, case_id: UUID) -> set[str]:
    return {each.holder for each in await seated.active_grants(db, case_id) if each.role in LEADS_A_CASE}


async def _affected(db: Session, case_id: UUID) -> set[str]:
    return {db.keys.person_tag(each) for each in await seated.affected_people(db, case_id)}


async def _tell(db: Session, held: HeldCase, tags: set[str]) -> None:
    for tag in sorted(tags):
        await notifications.notify(db, NoticeKind.SOMETHING_NEEDS_YOU, to=PersonTag(tag), case_id=held.id)
