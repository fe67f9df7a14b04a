"""Disclosure as a recorded fact: who was told, of what kind, and on which ground. Every way into the ledger is here."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import col, select

from app.access.rules import Compartment
from app.audit import service as audit
from app.cases import consents, service, wishes
from app.cases.access import HeldCase
from app.cases.errors import ConsentMissing, NameNeverSaid, RecipientNotAllowed
from app.cases.models import Case, Disclosure, LogEntry
from app.cases.recipients import require_nobody_kept_out
from app.cases.rules import TextKind
from app.cases.wishes import Said
from app.core import clock
from app.core.database import Session
from app.core.errors import InvalidInput
from app.core.ids import new_id
from app.policy import rules as policy_rules
from app.policy.rules import Because
from app.policy.schema import Policy
from app.policy.terms import Category, Recipient


def policy_of(held: HeldCase) -> Policy:
    """The version that the case pins, whatever is in force by now."""
    return consents.policy_of(held.case)


@dataclass(frozen=True)
class Ground:
    """What a telling stands on. Neither where the list needs nothing."""

    question: str | None = None
    """The one whose yes it is."""
    is_wish: bool = False


def ground_for(  # noqa: PLR0913 - keyword-only, each a part of what is judged
    policy: Policy,
    *,
    category: Category,
    recipient: Recipient,
    with_name: bool,
    said: Said,
    field: str = "body.with_name",
) -> Ground:
    """The one gate of every telling.

    Raises:
        ConsentMissing: the affected person has to agree first, to the telling or to the name; nothing asked, a no, a
            yes that was taken back and one that has run out are the same here, and a wish without the name.
        RecipientNotAllowed: not on the list for this category, and not asked for. Source: SOM-04.
        NameNeverSaid: the list says that they never learn who it is.
    """
    verdict = policy_rules.is_disclosure_allowed(
        policy, category=category, recipient=recipient, consents=said.given, asked_for=said.asked_for
    )
    if not verdict.is_allowed:
        raise ConsentMissing if verdict.because is Because.CONSENT_MISSING else RecipientNotAllowed
    if with_name and not verdict.may_name:
        if verdict.needs is None and verdict.because is not Because.ASKED_FOR:
            raise NameNeverSaid(fields=[(field, "name-never-said")])
        raise ConsentMissing(fields=[(field, "name-not-agreed")])
    line = policy_rules.line_for(policy, category=category, recipient=recipient)
    if line is None:
        return Ground(is_wish=True)
    return Ground(question=line.consent or (line.names_consent if with_name else None))


@dataclass(frozen=True)
class ToEnter:
    """A line of the ledger. `told_by`: a tag. `step`, `prepared_text`: ids of the policy."""

    recipient: Recipient
    with_name: bool
    told_by: str
    told_at: datetime | None = None
    """None for this moment."""
    reason_text_id: UUID | None = None
    step: str | None = None
    prepared_text: str | None = None
    entered_by: str | None = None
    """A tag, where it is another than whoever told."""


async def enter(db: Session, case: Case, line: ToEnter, *, field: str = "body.with_name") -> Disclosure:
    """Enter that somebody was told, by the answers as they stood when it happened. Raises what `ground_for` does."""
    answers = await consents.standings_of(db, case, at=line.told_at)
    wished = await wishes.wishes_of(db, case, at=line.told_at)
    ground = ground_for(
        consents.policy_of(case),
        category=case.category,
        recipient=line.recipient,
        with_name=line.with_name,
        said=wishes.said_in(answers, wished),
        field=field,
    )
    if ground.is_wish:
        return await enter_regardless(db, case, line, wish_id=wished[line.recipient].newest.id)
    answer = answers[ground.question].answer if ground.question in answers else None
    return await enter_regardless(db, case, line, consent_id=answer.id if answer else None)


async def enter_late(db: Session, case: Case, line: ToEnter) -> Disclosure:
    """What was asked when it was said, and could not stand here before. Its ground too, as far as it can be told now.

    Entered whatever that says: the category may have changed since, and nobody is untold by it. Source: UNK-05.
    """
    try:
        return await enter(db, case, line)
    except (ConsentMissing, NameNeverSaid, RecipientNotAllowed):
        return await enter_regardless(db, case, line)


async def enter_regardless(
    db: Session, case: Case, line: ToEnter, *, consent_id: UUID | None = None, wish_id: UUID | None = None
) -> Disclosure:
    """For what two people have agreed to in danger, and `enter_late`. Source: CON-05."""
    row = Disclosure(
        id=new_id(),
        case_id=case.id,
        recipient=line.recipient,
        with_name=line.with_name,
        consent_id=consent_id,
        wish_id=wish_id,
        reason_text_id=line.reason_text_id,
        step=line.step,
        prepared_text=line.prepared_text,
        told_by=line.told_by,
        told_at=line.told_at or clock.now(),
    )
    db.add(row)
    by, codes = line.entered_by or line.told_by, {"recipient": line.recipient.value}
    text_id = line.reason_text_id
    db.add(LogEntry(case_id=case.id, at=clock.now(), kind="disclosed", actor=by, codes=codes, text_id=text_id))
    audit.record(db, "disclosed", actor=by, subject=case.id, **codes)
    await db.flush()
    return row


@dataclass(frozen=True)
class Told:
    recipient: Recipient
    with_name: bool
    reason: str = ""
    without_kept_out: bool = False
    """Whoever told says that those among them who are kept out of the case were left out."""
    goes_to_next: bool = False
    """Where the office's holder is kept out, the next in line is told in their place."""
    step: str | None = None
    prepared_text: str | None = None


async def record_disclosure(db: Session, held: HeldCase, told: Told) -> Disclosure:
    """Record that someone was told, if the policy lets them be.

    Raises:
        ConsentMissing, RecipientNotAllowed, NameNeverSaid: see `ground_for`.
        RecipientKeptOut, SomeKeptOut: it would reach somebody who is kept out of this case. Source: CON-01.
        InvalidInput: a text that the policy does not have for them.
    """
    policy, category = policy_of(held), held.case.category
    said = await wishes.said(db, held.case)
    ground_for(policy, category=category, recipient=told.recipient, with_name=told.with_name, said=said)
    await require_nobody_kept_out(
        db, held.id, told.recipient, without_kept_out=told.without_kept_out, goes_to_next=told.goes_to_next
    )
    text = policy_rules.prepared_text(policy, category=category, recipient=told.recipient)
    if told.prepared_text is not None and (text is None or text.id != told.prepared_text):
        raise InvalidInput(fields=[("body.prepared_text", "unknown")])
    reason_id = None
    if told.reason:
        written = await service.write(db, held, Compartment.REPORT, kind=TextKind.REASON, text=told.reason)
        reason_id = written.id
    line = ToEnter(
        recipient=told.recipient,
        with_name=told.with_name,
        told_by=held.actor.tag,
        reason_text_id=reason_id,
        step=told.step,
        prepared_text=told.prepared_text,
    )
    return await enter(db, held.case, line)


async def disclosures(db: Session, held: HeldCase) -> list[Disclosure]:
    rows = await db.exec(
        select(Disclosure).where(Disclosure.case_id == held.id).order_by(col(Disclosure.told_at), col(Disclosure.id))
    )
    return list(rows.all())
