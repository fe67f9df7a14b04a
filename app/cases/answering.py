"""The questions of consent as they are read and answered, with an account or with the receipt code. Source: SOI-02."""

from app.cases import grants, own_yes, records
from app.cases.access import HeldCase
from app.cases.hooks import CaseHooks
from app.cases.models import Disclosure
from app.cases.names import Names
from app.cases.schemas import AnswerRead, AnswerWrite, DisclosureRead, Words
from app.core.database import Session
from app.policy.terms import Recipient


async def answers(db: Session, held: HeldCase) -> list[AnswerRead]:
    given, withdrawn = await records.answers(db, held.id), await records.withdrawn(db, held.id)
    name = await Names.of(db, held)
    return [
        AnswerRead(
            question=each.id,
            text=Words.of(each.question),
            explanation=Words.of(each.explanation),
            is_given=newest.is_given if (newest := given.get(each.id)) else None,
            is_withdrawn=each.id in withdrawn,
            recorded_at=newest.recorded_at if newest else None,
            recorded_by=name(newest.recorded_by) if newest else None,
        )
        for each in records.questions(held, given)
    ]


async def answer(db: Session, held: HeldCase, written: AnswerWrite, *, hooks: CaseHooks) -> AnswerRead:
    """Record it, and let what it opens be opened, or what it takes back be taken. Raises UnknownQuestion."""
    row = await records.record_answer(db, held, question=written.question, is_given=written.is_given)
    if not written.is_given:
        await grants.shrink_to_policy(db, held, why="consent-taken-back")
    else:
        await own_yes.open_by(db, held, question=written.question)
    for listener in hooks.consent_answered:
        await listener(db, held, written.is_given)
    return next(each for each in await answers(db, held) if each.question == row.question)


def disclosure(held: HeldCase, row: Disclosure, name: Names) -> DisclosureRead:
    return DisclosureRead(
        id=row.id,
        recipient=Recipient(row.recipient),
        recipient_title=Words.of(records.policy_of(held).titles.recipients[Recipient(row.recipient)]),
        with_name=row.with_name,
        on_consent=row.consent_id,
        told_by=name(row.told_by),
        told_at=row.told_at,
    )
