"""What lies behind a nomination, read in the same few questions whoever is asked about: in whole. Source: CON-01."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlmodel import col, select

from app.access.rules import Office
from app.cases.access import bar_tag
from app.cases.models import Bar
from app.core import clock
from app.core.database import Session
from app.core.keys import Keys
from app.people import service as people
from app.people.service import Register
from app.policy.loader import in_force
from app.reentry import marks
from app.reentry.models import DepartureMark, Reentry
from app.reentry.nominations import sealing
from app.reentry.nominations.models import NominationCheck
from app.reentry.nominations.rules import (
    Behind,
    NominationAnswer,
    asked_to_confirm,
    seen_by,
    suggested,
    word_counts,
)
from app.reentry.rules import OVER
from app.reentry.wishes import is_about

LINE = (Office.CHAIR, Office.VICE_CHAIR, Office.SECURITY_OFFICER, Office.BOARD_MEMBER)
"""Who confirms, in turn. Source: CON-02."""


@dataclass(frozen=True)
class Everything:
    """All that any answer rests on, read in the same questions whoever is asked about."""

    keys: Keys
    marks: Sequence[DepartureMark]
    returns: Sequence[Reentry]
    bars: frozenset[tuple[UUID, str]]
    register: Register

    def behind(self, db: Session, person_id: UUID) -> list[Behind]:
        return [
            *(Behind(each.case_id) for each in marks.of_person(self.keys, self.marks, person_id)),
            *(Behind(row.case_id, row.status) for row in self.returns if is_about(db, row, person_id)),
        ]

    def line(self, *, about: UUID, asked_by: str) -> list[UUID]:
        """Never whom it is about, nor who asks."""
        everyone = [person_id for office in LINE for person_id in self.register.holders_of(office)]
        return [
            person_id
            for person_id in dict.fromkeys(everyone)
            if person_id != about and self.keys.person_tag(person_id) != asked_by
        ]

    def barred_from(self, person_id: UUID) -> set[UUID]:
        return {
            case_id for case_id, tag in self.bars if tag == bar_tag(self.keys, case_id=case_id, person_id=person_id)
        }


async def everything_of(db: Session) -> Everything:
    all_marks = await marks.marks(db)
    returns = (await db.exec(select(Reentry).where(col(Reentry.status).not_in(list(OVER))))).all()
    case_ids = [*(row.case_id for row in returns), *(each.case_id for each in all_marks if each.case_id)]
    bars = (await db.exec(select(Bar.case_id, Bar.tag).where(col(Bar.case_id).in_(case_ids)))).all()
    return Everything(db.keys, all_marks, returns, frozenset(bars), await people.read_register(db))


@dataclass(frozen=True)
class Judged:
    """A question with what lies behind it and who is asked."""

    about: UUID
    behind: list[Behind]
    barred: Mapping[UUID, set[UUID]]
    asked: list[UUID]

    def suggested_to(self, person_id: UUID) -> NominationAnswer:
        return suggested(seen_by(self.behind, barred_from=self.barred[person_id]))

    def counts(self, person_id: UUID) -> bool:
        return word_counts(self.behind, barred_from=self.barred[person_id])


def judge(db: Session, everything: Everything, check: NominationCheck, *, waited: timedelta | None = None) -> Judged:
    about = sealing.subject_of(db.keys, check.sealed_subject, check_id=check.id)
    line = everything.line(about=about, asked_by=check.asked_by)
    behind = everything.behind(db, about)
    barred = {person_id: everything.barred_from(person_id) for person_id in line}
    asked = asked_to_confirm(
        line,
        behind,
        barred=barred,
        waited=clock.now() - check.asked_at if waited is None else waited,
        next_after=in_force().deadlines.nomination_confirmed,
    )
    return Judged(about, behind, barred, asked)
