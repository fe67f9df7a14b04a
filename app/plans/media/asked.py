"""What the media plans of several cases wait for, in two questions: for the page that says what needs somebody."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import col, select

from app.core.database import Session
from app.plans.media.models import MediaPlanAnswer, MediaPlanText
from app.plans.media.rules import Answer


@dataclass(frozen=True)
class Texts:
    """A case's texts, the oldest first, with the answers to each in the order in which they were given."""

    rows: Sequence[MediaPlanText] = ()
    given: Sequence[MediaPlanAnswer] = ()

    @property
    def newest(self) -> MediaPlanText | None:
        return self.rows[-1] if self.rows else None

    @property
    def version(self) -> int:
        """Nothing is ever taken away, so how many rows there are, and have lapsed, says which state was read."""
        return len(self.rows) + len(self.given) + sum(row.lapsed_at is not None for row in self.given)

    @property
    def answers(self) -> list[Answer]:
        """To the newest text, those that count."""
        return [Answer(row.answered_by, row.party, row.is_yes) for row in self.counted]

    @property
    def counted(self) -> list[MediaPlanAnswer]:
        newest = self.newest
        return [] if newest is None else [row for row in self.to(newest) if row.lapsed_at is None]

    def to(self, text: MediaPlanText) -> list[MediaPlanAnswer]:
        return [row for row in self.given if row.plan_id == text.id]


async def texts_of(db: Session, case_ids: Sequence[UUID]) -> dict[UUID, Texts]:
    if not case_ids:
        return {}
    await db.flush()
    texts = await db.exec(
        select(MediaPlanText).where(col(MediaPlanText.case_id).in_(case_ids)).order_by(col(MediaPlanText.number))
    )
    by_case: dict[UUID, list[MediaPlanText]] = {case_id: [] for case_id in case_ids}
    for text in texts.all():
        by_case[text.case_id].append(text)
    answers = await db.exec(
        select(MediaPlanAnswer)
        .where(col(MediaPlanAnswer.plan_id).in_([text.id for rows in by_case.values() for text in rows]))
        .order_by(col(MediaPlanAnswer.answered_at), col(MediaPlanAnswer.id))
    )
    by_text: dict[UUID, list[MediaPlanAnswer]] = {}
    for answer in answers.all():
        by_text.setdefault(answer.plan_id, []).append(answer)
    return {
        case_id: Texts(rows, [answer for row in rows for answer in by_text.get(row.id, [])])
        for case_id, rows in by_case.items()
    }
