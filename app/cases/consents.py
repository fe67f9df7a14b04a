"""The affected person's answers, none of which is ever written over: what was asked, said, and what holds now."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from sqlmodel import col, exists, select

from app.access.rules import CaseRole
from app.audit import service as audit
from app.cases import service
from app.cases.access import HeldCase
from app.cases.consent_rules import Answered, Asked, ConsentState, Happened, history, runs_out_at, standing
from app.cases.errors import CaseClosed, ConsentHolds, UnknownQuestion
from app.cases.models import Consent, ConsentAsked, Disclosure, Grant
from app.cases.rules import OPEN_STAGES
from app.core import clock
from app.core.database import Session
from app.core.ids import new_id
from app.core.keys import PersonTag
from app.notifications import service as notifications
from app.notifications.rules import NoticeKind
from app.policy.loader import load
from app.policy.schema import Policy
from app.policy.sharing import ConsentQuestion


class PinnedCase(Protocol):
    @property
    def id(self) -> UUID: ...
    @property
    def policy_name(self) -> str: ...
    @property
    def policy_version(self) -> int: ...


Row = Consent | ConsentAsked


@dataclass(frozen=True)
class Standing:
    """One question in one case, at a moment. `rows` and the places in `lines` go together."""

    rows: Sequence[Row]
    lines: Sequence[Happened]
    runs_out_at: datetime | None
    """When a yes that holds will have run out, unless somebody is told on it before."""

    @property
    def state(self) -> ConsentState:
        return standing(self.lines)

    @property
    def is_given(self) -> bool:
        return self.state is ConsentState.GIVEN

    @property
    def answer(self) -> Consent | None:
        """The newest, whatever it is worth by now."""
        return next((row for row in reversed(self.rows) if isinstance(row, Consent)), None)


NOTHING = Standing((), (), None)


def policy_of(case: PinnedCase) -> Policy:
    return load(case.policy_name, case.policy_version)


async def standings(
    db: Session, cases: Sequence[PinnedCase], *, at: datetime | None = None
) -> dict[UUID, dict[str, Standing]]:
    """Per case and question with a history: as it is now, or as it was `at` a moment gone. Two queries for all."""
    now, ids = at or clock.now(), [case.id for case in cases]
    used = exists().where(col(Disclosure.case_id) == Consent.case_id, col(Disclosure.consent_id) == Consent.id)
    answered = select(Consent, used).where(col(Consent.case_id).in_(ids))
    asked = select(ConsentAsked).where(col(ConsentAsked.case_id).in_(ids))
    if at is not None:
        answered = answered.where(col(Consent.recorded_at) <= at)
        asked = asked.where(col(ConsentAsked.asked_at) <= at)
    found: dict[UUID, dict[str, list[tuple[Row, Asked | Answered]]]] = {each: {} for each in ids}
    for answer, is_used in (await db.exec(answered)).all():
        told = Answered(answer.recorded_at, answer.is_given, is_used=bool(is_used))
        found[answer.case_id].setdefault(answer.question, []).append((answer, told))
    for row in (await db.exec(asked)).all():
        found[row.case_id].setdefault(row.question, []).append((row, Asked(row.asked_at)))
    return {
        case.id: {
            question: _standing(policy_of(case), question, entries, now=now)
            for question, entries in found[case.id].items()
        }
        for case in cases
    }


def _standing(policy: Policy, question: str, entries: list[tuple[Row, Asked | Answered]], *, now: datetime) -> Standing:
    entries.sort(key=lambda each: (each[1].at, each[0].id))
    lasts = next((each.expires_after for each in policy.consents if each.id == question), None)
    lines = history([entry for _, entry in entries], lasts=lasts, now=now)
    ends = None
    if standing(lines) is ConsentState.GIVEN:
        newest = next(entry for _, entry in reversed(entries) if isinstance(entry, Answered))
        ends = runs_out_at(newest, lasts=lasts)
    return Standing([row for row, _ in entries], lines, ends)


async def standings_of(db: Session, case: PinnedCase, *, at: datetime | None = None) -> dict[str, Standing]:
    return (await standings(db, [case], at=at))[case.id]


def given_among(found: Mapping[str, Standing]) -> frozenset[str]:
    return frozenset(question for question, each in found.items() if each.is_given)


async def consents_given(db: Session, case: PinnedCase) -> frozenset[str]:
    """The questions whose yes holds at this moment: not taken back, and not run out."""
    return given_among(await standings_of(db, case))


def questions(held: HeldCase, answered: Collection[str]) -> list[ConsentQuestion]:
    """What is asked in this category, and what keeps somebody out though it was answered in another: it still holds."""
    return [
        each
        for each in policy_of(held.case).consents
        if held.case.category in each.categories or (each.keeps_out is not None and each.id in answered)
    ]


async def record_answer(db: Session, held: HeldCase, *, question: str, is_given: bool) -> Consent:
    """Record a yes, a no, or a change of mind. A yes can be withdrawn at any time; what was told stays listed."""
    await _require_asked_here(db, held, question)
    return await _enter(db, held, question=question, is_given=is_given)


async def take_back_all(db: Session, held: HeldCase) -> int:
    """A no to every question whose yes holds, in whatever category it was given; how many.

    What keeps somebody out stands: it protects, whoever said it.
    """
    keeps_out = {each.id for each in policy_of(held.case).consents if each.keeps_out is not None}
    standing_yes = sorted(await consents_given(db, held.case) - keeps_out)
    for question in standing_yes:
        await _enter(db, held, question=question, is_given=False)
    return len(standing_yes)


async def _enter(db: Session, held: HeldCase, *, question: str, is_given: bool) -> Consent:
    row = Consent(
        id=new_id(),
        case_id=held.id,
        question=question,
        is_given=is_given,
        recorded_by=held.actor.tag,
        recorded_as=task_of(held),
        recorded_at=clock.now(),
    )
    db.add(row)
    by_themself = CaseRole.AFFECTED in held.roles
    service.log(db, held, "consent-recorded", question=question, given=str(is_given), themself=str(by_themself))
    audit.record(db, "consent-recorded", actor=held.actor.tag, subject=held.id, question=question, given=str(is_given))
    await db.flush()
    return row


async def ask(db: Session, held: HeldCase, *, question: str) -> None:
    """Put the question to the affected person, who answers it themself; the notice says nothing of it.

    Raises UnknownQuestion, CaseClosed, ConsentHolds: a yes that holds is not asked for again.
    """
    await _require_asked_here(db, held, question)
    if held.case.stage not in OPEN_STAGES:
        raise CaseClosed
    if (await standings_of(db, held.case)).get(question, NOTHING).is_given:
        raise ConsentHolds
    row = ConsentAsked(
        id=new_id(),
        case_id=held.id,
        question=question,
        asked_by=held.actor.tag,
        asked_as=task_of(held),
        asked_at=clock.now(),
    )
    db.add(row)
    service.log(db, held, "consent-asked", question=question)
    audit.record(db, "consent-asked", actor=held.actor.tag, subject=held.id, question=question)
    affected = select(Grant.holder).where(
        Grant.case_id == held.id, Grant.role == CaseRole.AFFECTED, col(Grant.ended_at).is_(None)
    )
    for tag in sorted((await db.exec(affected)).all()):
        await notifications.notify(db, NoticeKind.SOMETHING_NEEDS_YOU, to=PersonTag(tag), case_id=held.id)
    await db.flush()


async def _require_asked_here(db: Session, held: HeldCase, question: str) -> None:
    if question not in {each.id for each in questions(held, await standings_of(db, held.case))}:
        raise UnknownQuestion(fields=[("body.question", "unknown")])


def task_of(held: HeldCase) -> CaseRole | None:
    """As what they did it: for themself first, then as whoever leads."""
    order = [CaseRole.AFFECTED, CaseRole.SECURITY_OFFICER, CaseRole.ACCOUNTABLE]
    return next((role for role in order if role in held.roles), next(iter(sorted(held.roles)), None))
