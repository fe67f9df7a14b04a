"""What was told and said at one hearing, opened with the keys of whoever reads."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import col, select

from app.access.rules import Compartment, Office
from app.cases.models import SealedText
from app.cases.rules import TextKind
from app.cases.schemas import Words
from app.core import clock
from app.core.database import Session
from app.core.ids import new_id
from app.policy.schema import Policy
from app.proceedings.hearing.models import Hearing, HearingAnswer, HearingRelease
from app.proceedings.hearing.rules import Answered, HearingState, state_at
from app.proceedings.hearing.schemas import OpenedAnswer, OpenedHearing, OpenedRelease, Released
from app.vault import service as vault
from app.vault.service import KeyNotHeld, OpenVersion


@dataclass(frozen=True)
class Record:
    """A hearing with all that was told and answered, the oldest first."""

    hearing: Hearing
    releases: Sequence[HearingRelease]
    answers: Sequence[HearingAnswer]

    @property
    def told(self) -> list[HearingRelease]:
        return [each for each in self.releases if each.told_at is not None]

    def state(self, policy: Policy) -> HearingState:
        return state_at(
            clock.now(),
            told=[each.told_at for each in self.releases if each.told_at is not None],
            answers=[Answered(each.kind, each.given_at) for each in self.answers],
            within=policy.deadlines.accused_statement,
        )

    @property
    def text_ids(self) -> list[UUID]:
        said = [each.text_id for each in self.answers if each.text_id is not None]
        return [*(each.text_id for each in self.releases), *said]


def title_of(policy: Policy, office: Office) -> Words:
    """What the policy calls an office."""
    return Words.of(policy.titles.offices[office].title)


async def records_of(db: Session, hearings: Sequence[Hearing]) -> list[Record]:
    ids = [each.id for each in hearings]
    releases = (
        await db.exec(
            select(HearingRelease)
            .where(col(HearingRelease.hearing_id).in_(ids))
            .order_by(col(HearingRelease.released_at), col(HearingRelease.id))
        )
    ).all()
    answers = (
        await db.exec(
            select(HearingAnswer)
            .where(col(HearingAnswer.hearing_id).in_(ids))
            .order_by(col(HearingAnswer.recorded_at), col(HearingAnswer.id))
        )
    ).all()
    return [
        Record(
            each,
            [release for release in releases if release.hearing_id == each.id],
            [answer for answer in answers if answer.hearing_id == each.id],
        )
        for each in hearings
    ]


async def seal(db: Session, hearing: Hearing, text: str, *, kind: TextKind, author: str) -> UUID:
    """To the newest key of what is heard; whoever seals need not be able to open."""
    version = (await vault.newest_versions(db, case_id=hearing.case_id))[Compartment.HEARING]
    text_id = new_id()
    db.add(
        SealedText(
            id=text_id,
            case_id=hearing.case_id,
            compartment=Compartment.HEARING,
            version_id=version.id,
            kind=kind,
            author=author,
            sealed=vault.seal(version, text, table="sealed_text", row=text_id, field="sealed"),
            created_at=clock.now(),
        )
    )
    await db.flush()
    return text_id


async def sealed_texts(db: Session, record: Record) -> list[SealedText]:
    return list((await db.exec(select(SealedText).where(col(SealedText.id).in_(record.text_ids)))).all())


def opened_record(
    record: Record, rows: Sequence[SealedText], opened: Mapping[UUID, OpenVersion], *, policy: Policy
) -> OpenedHearing:
    """Raises KeyNotHeld when a key to any of it is not at hand: half of what was told is not what was told."""
    if any(row.version_id not in opened for row in rows):
        raise KeyNotHeld
    words = {
        row.id: opened[row.version_id].open(row.sealed, table="sealed_text", row=row.id, field="sealed") for row in rows
    }
    releases = []
    for each in record.releases:
        told = Released.model_validate_json(words[each.text_id])
        releases.append(
            OpenedRelease(
                id=each.id,
                released_at=each.released_at,
                told=told,
                contact=title_of(policy, told.contact),
            )
        )
    return OpenedHearing(
        releases=releases,
        answers=[
            OpenedAnswer(
                id=each.id,
                kind=each.kind,
                way=each.way,
                given_at=each.given_at,
                text="" if each.text_id is None else words[each.text_id],
            )
            for each in record.answers
        ],
    )
