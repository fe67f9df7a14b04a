"""The questions of consent as they are read and answered, with an account or with the receipt code. Source: SOI-02."""

from app.cases import consents, grants, own_yes, records, wishes
from app.cases.access import HeldCase
from app.cases.consent_rules import ANSWERED_NO, ConsentState
from app.cases.hooks import CaseHooks
from app.cases.models import Disclosure
from app.cases.names import Names
from app.cases.schemas import AnswerRead, AnswerWrite, DisclosureRead, Words
from app.core.database import Session
from app.policy.sharing import ConsentQuestion
from app.policy.terms import Recipient


async def answers(db: Session, held: HeldCase) -> list[AnswerRead]:
    found, name = await consents.standings_of(db, held.case), await Names.of(db, held)
    return [_answer(each, found.get(each.id, consents.NOTHING), name) for each in consents.questions(held, found)]


def _answer(question: ConsentQuestion, found: consents.Standing, name: Names) -> AnswerRead:
    newest = found.answer
    is_no = found.state in ANSWERED_NO
    return AnswerRead(
        question=question.id,
        text=Words.of(question.question),
        explanation=Words.of(question.explanation),
        state=found.state,
        is_given=found.is_given if found.is_given or is_no else None,
        is_withdrawn=found.state is ConsentState.WITHDRAWN,
        runs_out_at=found.runs_out_at,
        recorded_at=newest.recorded_at if newest else None,
        recorded_by=name(newest.recorded_by) if newest else None,
    )


async def answer(db: Session, held: HeldCase, written: AnswerWrite, *, hooks: CaseHooks) -> AnswerRead:
    """Record it, and let what it opens be opened, or what it takes back be taken. Raises UnknownQuestion."""
    row = await consents.record_answer(db, held, question=written.question, is_given=written.is_given)
    if not written.is_given:
        await grants.shrink_to_policy(db, held, why="consent-taken-back")
    else:
        await own_yes.open_by(db, held, question=written.question)
    for listener in hooks.consent_answered:
        await listener(db, held, written.is_given)
    return next(each for each in await answers(db, held) if each.question == row.question)


async def take_back_all(db: Session, held: HeldCase, *, hooks: CaseHooks) -> None:
    """Whose word it was that let somebody be told or let in is not the affected person: nothing goes by it now."""
    await wishes.take_back_all(db, held)
    if not await consents.take_back_all(db, held):
        return
    await grants.shrink_to_policy(db, held, why="consent-taken-back")
    for listener in hooks.consent_answered:
        await listener(db, held, False)


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
