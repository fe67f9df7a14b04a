"""Consent and disclosure as recorded facts: what was asked and answered, and who was told on which ground."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import col, select

from app.access.rules import CaseRole, Compartment
from app.audit import service as audit
from app.cases import service
from app.cases.access import HeldCase
from app.cases.errors import ConsentMissing, RecipientNotAllowed, UnknownQuestion
from app.cases.models import Consent, Disclosure
from app.cases.recipients import require_nobody_kept_out
from app.cases.rules import TextKind
from app.core import clock
from app.core.database import Session
from app.core.ids import new_id
from app.policy import rules as policy_rules
from app.policy.loader import load
from app.policy.rules import Because
from app.policy.schema import Policy
from app.policy.sharing import ConsentQuestion
from app.policy.terms import Recipient


def policy_of(held: HeldCase) -> Policy:
    """The version that the case pins, whatever is in force by now."""
    return load(held.case.policy_name, held.case.policy_version)


async def answers(db: Session, case_id: UUID) -> dict[str, Consent]:
    """The newest answer to each question that has one."""
    rows = await db.exec(
        select(Consent).where(Consent.case_id == case_id).order_by(col(Consent.recorded_at), col(Consent.id))
    )
    return {row.question: row for row in rows.all()}


async def withdrawn(db: Session, case_id: UUID) -> frozenset[str]:
    """Questions whose answer is a no that followed upon a yes."""
    once = await db.exec(select(Consent.question).where(Consent.case_id == case_id, col(Consent.is_given)))
    newest = await answers(db, case_id)
    return frozenset(question for question in once.all() if not newest[question].is_given)


async def consents_given(db: Session, case_id: UUID) -> frozenset[str]:
    return frozenset(question for question, answer in (await answers(db, case_id)).items() if answer.is_given)


def questions(held: HeldCase, given: Collection[str]) -> list[ConsentQuestion]:
    """What is asked in this category, and what keeps somebody out though it was answered in another: it still holds."""
    return [
        each
        for each in policy_of(held).consents
        if held.case.category in each.categories or (each.keeps_out is not None and each.id in given)
    ]


async def record_answer(db: Session, held: HeldCase, *, question: str, is_given: bool) -> Consent:
    """Record a yes, a no, or a change of mind. A yes can be withdrawn at any time; what was told stays listed."""
    if question not in {each.id for each in questions(held, await answers(db, held.id))}:
        raise UnknownQuestion(fields=[("body.question", "unknown")])
    row = Consent(
        id=new_id(),
        case_id=held.id,
        question=question,
        is_given=is_given,
        recorded_by=held.actor.tag,
        recorded_at=clock.now(),
    )
    db.add(row)
    by_themself = CaseRole.AFFECTED in held.roles
    service.log(db, held, "consent-recorded", question=question, given=str(is_given), themself=str(by_themself))
    audit.record(db, "consent-recorded", actor=held.actor.tag, subject=held.id, question=question, given=str(is_given))
    await db.flush()
    return row


@dataclass(frozen=True)
class Told:
    recipient: Recipient
    with_name: bool
    reason: str
    without_kept_out: bool = False
    """Whoever told says that those among them who are kept out of the case were left out."""
    goes_to_next: bool = False
    """Where the office's holder is kept out, the next in line is told in their place."""


async def record_disclosure(db: Session, held: HeldCase, told: Told) -> Disclosure:
    """Record that someone was told, if the policy lets them be.

    Raises:
        ConsentMissing: the affected person has to agree first, to the telling or to the name.
        RecipientNotAllowed: not on the list for this category. Source: SOM-04.
        RecipientKeptOut, SomeKeptOut: it would reach somebody who is kept out of this case. Source: CON-01.
    """
    given = await answers(db, held.id)
    consents = frozenset(question for question, answer in given.items() if answer.is_given)
    verdict = policy_rules.is_disclosure_allowed(
        policy_of(held), category=held.case.category, recipient=told.recipient, consents=consents
    )
    if not verdict.is_allowed:
        raise ConsentMissing if verdict.because is Because.CONSENT_MISSING else RecipientNotAllowed
    if told.with_name and not verdict.may_name:
        raise ConsentMissing(fields=[("body.with_name", "name-not-agreed")])
    await require_nobody_kept_out(
        db, held.id, told.recipient, without_kept_out=told.without_kept_out, goes_to_next=told.goes_to_next
    )
    line = policy_of(held).disclosure[held.case.category].line_for(told.recipient)
    ground = line.consent or (line.names_consent if told.with_name else None) if line else None
    text = await service.write(db, held, Compartment.REPORT, kind=TextKind.REASON, text=told.reason)
    row = Disclosure(
        id=new_id(),
        case_id=held.id,
        recipient=told.recipient,
        with_name=told.with_name,
        consent_id=given[ground].id if ground in given else None,
        reason_text_id=text.id,
        told_by=held.actor.tag,
        told_at=clock.now(),
    )
    db.add(row)
    service.log(db, held, "disclosed", recipient=told.recipient, text_id=text.id)
    audit.record(db, "disclosed", actor=held.actor.tag, subject=held.id, recipient=told.recipient)
    await db.flush()
    return row


async def disclosures(db: Session, held: HeldCase) -> list[Disclosure]:
    rows = await db.exec(
        select(Disclosure).where(Disclosure.case_id == held.id).order_by(col(Disclosure.told_at), col(Disclosure.id))
    )
    return list(rows.all())
