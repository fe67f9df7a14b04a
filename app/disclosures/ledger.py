"""The ledger: per question and per wish its whole history, per telling to whom, what, why, on which ground, by whom.

For whoever leads the case, the contact person, and the affected person by account or code. Source: SOM-04, CON-05.
"""

from collections.abc import Sequence
from uuid import UUID

from sqlmodel import col, select

from app.access.rules import Action, CaseRole, Compartment
from app.audit import service as audit
from app.cases import consents, records, wishes
from app.cases import service as cases
from app.cases.access import HeldCase
from app.cases.consent_rules import ConsentState, Happened
from app.cases.models import Consent, ConsentAsked, Disclosure, Grant, Wish
from app.cases.names import Names
from app.cases.schemas import TellingWishWrite, Words
from app.core.database import Session
from app.core.errors import NotFound
from app.disclosures.models import Override
from app.disclosures.schemas import (
    ChoiceRead,
    ConsentEventRead,
    ConsentHistoryRead,
    LedgerLineRead,
    LedgerRead,
    TellingWishRead,
    TwoRead,
)
from app.policy import rules as policy_rules
from app.policy.schema import Policy
from app.policy.terms import Recipient


async def ledger(db: Session, held: HeldCase) -> LedgerRead:
    """Questions in the policy's order, each history oldest first; tellings newest first."""
    found, name = await consents.standings_of(db, held.case), await Names.of(db, held)
    asked = consents.questions(held, found)
    here = {each.id for each in asked}
    # What was answered before the case changed its category is part of its history still.
    asked += [each for each in records.policy_of(held).consents if each.id in found and each.id not in here]
    return LedgerRead(
        questions=[
            ConsentHistoryRead(
                question=each.id,
                text=Words.of(each.question),
                state=standing.state,
                runs_out_at=standing.runs_out_at,
                events=[_event(standing.rows, line, name) for line in standing.lines],
            )
            for each in asked
            for standing in (found.get(each.id, consents.NOTHING),)
        ],
        wishes=await _wishes(db, held, name),
        may_ask_for=_may_ask_for(held),
        told=await _told(db, held, name),
    )


async def _wishes(db: Session, held: HeldCase, name: Names) -> list[TellingWishRead]:
    """In the order of the policy's recipients."""
    titles, open_here = records.policy_of(held).titles.recipients, _left_out(held)
    found = await wishes.wishes_of(db, held.case)
    return [
        TellingWishRead(
            id=wished.newest.id,
            recipient=recipient,
            recipient_title=Words.of(titles[recipient]),
            state=wished.state,
            counts=wished.is_asked_for and recipient in open_here,
            with_name=wished.newest.with_name,
            has_words=wished.newest.text_id is not None,
            may_read_words=wished.newest.text_id is not None and wishes.LIES_IN in held.compartments,
            events=[_event(wished.rows, line, name) for line in wished.lines],
        )
        for recipient in Recipient
        if (wished := found.get(recipient)) is not None
    ]


def _left_out(held: HeldCase) -> frozenset[Recipient]:
    return policy_rules.may_be_asked_for(records.policy_of(held), category=held.case.category)


def _may_ask_for(held: HeldCase) -> list[ChoiceRead]:
    if Action.RECORD_CONSENT not in held.actions:
        return []
    titles, open_here = records.policy_of(held).titles.recipients, _left_out(held)
    return [ChoiceRead(code=each, title=Words.of(titles[each])) for each in Recipient if each in open_here]


def _event(rows: Sequence[Consent | ConsentAsked | Wish], line: Happened, name: Names) -> ConsentEventRead:
    if line.what is ConsentState.EXPIRED:
        return ConsentEventRead(what=line.what, at=line.at, by=None, by_role=None)
    row = rows[line.place]
    by, role = (row.asked_by, row.asked_as) if isinstance(row, ConsentAsked) else (row.recorded_by, row.recorded_as)
    return ConsentEventRead(what=line.what, at=line.at, by=name(by), by_role=role)


async def record_wish(db: Session, held: HeldCase, wish: TellingWishWrite) -> LedgerRead:
    """Raises what `wishes.record` does."""
    wanted = wishes.ToWish(wish.recipient, wish.is_asked_for, wish.with_name, wish.words)
    await wishes.record(db, held, wanted)
    return await ledger(db, held)


async def _told(db: Session, held: HeldCase, name: Names) -> list[LedgerLineRead]:
    rows = await db.exec(
        select(Disclosure, Consent, Wish, Override)
        .outerjoin(Consent, col(Consent.id) == col(Disclosure.consent_id))
        .outerjoin(Wish, col(Wish.id) == col(Disclosure.wish_id))
        .outerjoin(Override, col(Override.disclosure_id) == col(Disclosure.id))
        .where(Disclosure.case_id == held.id)
        .order_by(col(Disclosure.told_at).desc(), col(Disclosure.id).desc())
    )
    policy, roles = records.policy_of(held), await _roles(db, held)
    return [_line(held, policy, row, answer, wish, two, name, roles) for row, answer, wish, two in rows.all()]


async def _roles(db: Session, held: HeldCase) -> dict[str, CaseRole]:
    """As what somebody was in the case when they first came into it; an accused is nobody here."""
    rows = await db.exec(
        select(Grant.holder, Grant.role)
        .where(Grant.case_id == held.id, col(Grant.role) != CaseRole.ACCUSED)
        .order_by(col(Grant.given_at).desc())
    )
    return {holder: CaseRole(role) for holder, role in rows.all()}


def _line(  # noqa: PLR0913, PLR0917 - the four rows that a line is made of, and what reads them
    held: HeldCase,
    policy: Policy,
    row: Disclosure,
    answer: Consent | None,
    wish: Wish | None,
    two: Override | None,
    name: Names,
    roles: dict[str, CaseRole],
) -> LedgerLineRead:
    questions = {each.id: each.question for each in policy.consents}
    texts = {each.id: each.title for each in policy.prepared_texts}
    steps = {step.id: step.title for _, step in policy.all_steps()}
    return LedgerLineRead(
        id=row.id,
        recipient_title=Words.of(policy.titles.recipients[Recipient(row.recipient)]),
        with_name=row.with_name,
        prepared_text_title=Words.of(texts[row.prepared_text]) if row.prepared_text in texts else None,
        step_title=Words.of(steps[row.step]) if row.step in steps else None,
        has_reason=row.reason_text_id is not None,
        may_read_reason=row.reason_text_id is not None and Compartment.REPORT in held.compartments,
        on_question=Words.of(questions[answer.question]) if answer is not None else None,
        answered_at=answer.recorded_at if answer is not None else None,
        wished_at=wish.recorded_at if wish is not None else None,
        by_two=TwoRead(first=name(two.asked_by), second=name(two.answered_by)) if two is not None else None,
        told_by=name(row.told_by),
        told_as=roles.get(row.told_by),
        told_at=row.told_at,
    )


async def read_reason(db: Session, held: HeldCase, disclosure_id: UUID) -> str | None:
    """Why somebody was told; None when the reader's key does not open it. That it was read is recorded.

    Raises NotFound, also where nobody wrote why; CompartmentNotOpen, KeyNotHeld.
    """
    held.require_compartment(Compartment.REPORT)
    row = (
        await db.exec(select(Disclosure).where(Disclosure.id == disclosure_id, Disclosure.case_id == held.id))
    ).first()
    if row is None or row.reason_text_id is None:
        raise NotFound
    texts = await cases.read(db, held, Compartment.REPORT)
    audit.record(db, "disclosure-reason-opened", actor=held.actor.tag, subject=held.id)
    return next((each.text for each in texts if each.id == row.reason_text_id), None)
