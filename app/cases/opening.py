"""A case comes into being whole: keys, grants, bars, sealed texts and parties, in one transaction.

The cryptography happens before that transaction (`prepare`), so that a report at night holds no lock while it seals.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from app.access.rules import CaseRole, Compartment
from app.cases.access import bar_tag
from app.cases.models import Bar, Case, Grant, LogEntry, Party, SealedText
from app.cases.rules import BarReason, PartyRole, TextKind
from app.core import clock
from app.core.database import Session
from app.core.ids import new_id, new_reference
from app.core.rows import Row, insert_rows
from app.policy.terms import Category, Stage
from app.vault import service as vault
from app.vault.service import Holder, PreparedVersion


class BarredIsSeated(RuntimeError):
    """Code above tried to give access to someone the same draft bars. Nothing is written."""


@dataclass(frozen=True)
class Seat:
    """Someone who gets a grant. `holder` is None for who has no account yet: they wait for a key."""

    tag: str
    holder: Holder | None
    role: CaseRole
    compartments: frozenset[Compartment]
    why: str = "intake"


@dataclass(frozen=True)
class Written:
    compartment: Compartment
    kind: TextKind
    text: str
    author: str


@dataclass(frozen=True)
class NamedParty:
    """`person_id` when the party is somebody we know, else the name as it was given."""

    role: PartyRole
    person_id: UUID | None
    name: str

    def text(self) -> str:
        person = str(self.person_id) if self.person_id else None
        return json.dumps({"role": self.role.value, "person_id": person, "name": self.name}, ensure_ascii=False)


@dataclass(frozen=True)
class BarredPerson:
    person_id: UUID
    is_provisional: bool
    why: BarReason


@dataclass(frozen=True)
class CaseDraft:
    category: Category
    policy_name: str
    policy_version: int
    opened_by: str
    seats: Sequence[Seat]
    standby: Sequence[Holder]
    texts: Sequence[Written] = ()
    parties: Sequence[NamedParty] = ()
    barred: Sequence[BarredPerson] = ()
    is_report: bool = True
    """Somebody is to see that it came. A matter that the association opens itself is under way at once."""


@dataclass(frozen=True)
class PreparedCase:
    """All rows' content, sealed; only the writing is left."""

    id: UUID
    draft: CaseDraft
    versions: dict[Compartment, PreparedVersion]
    texts: list[Row] = field(default_factory=list)
    parties: list[Row] = field(default_factory=list)


def prepare(draft: CaseDraft, *, now: datetime | None = None) -> PreparedCase:
    """Make every compartment's key, wrap it to the seats and the standbys, and seal what was written."""
    now = now or clock.now()
    case_id = new_id()
    versions = {
        compartment: vault.prepare_version(
            active=[
                seat.holder for seat in draft.seats if seat.holder is not None and compartment in seat.compartments
            ],
            standby=draft.standby,
        )
        for compartment in Compartment
    }
    texts: list[Row] = []
    for written in draft.texts:
        version = versions[written.compartment].version
        text_id = new_id()
        texts.append(
            {
                "id": text_id,
                "case_id": case_id,
                "compartment": written.compartment,
                "version_id": version.id,
                "kind": written.kind,
                "author": written.author,
                "sealed": vault.seal(version, written.text, table="sealed_text", row=text_id, field="sealed"),
                "created_at": now,
            }
        )
    report = versions[Compartment.REPORT].version
    parties: list[Row] = []
    for party in draft.parties:
        party_id = new_id()
        parties.append(
            {
                "id": party_id,
                "case_id": case_id,
                "version_id": report.id,
                "sealed": vault.seal(report, party.text(), table="case_party", row=party_id, field="sealed"),
                "added_at": now,
            }
        )
    return PreparedCase(case_id, draft, versions, texts, parties)


async def add(db: Session, prepared: PreparedCase) -> Case:
    """Write a prepared case. Plan, notices and whatever else belongs to it join the same transaction."""
    draft, now = prepared.draft, clock.now()
    barred_tags = {db.keys.person_tag(barred.person_id) for barred in draft.barred}
    if not barred_tags.isdisjoint(seat.tag for seat in draft.seats):
        raise BarredIsSeated
    case = Case(
        id=prepared.id,
        reference=new_reference(),
        category=draft.category,
        stage=Stage.REPORTED if draft.is_report else Stage.ACTIVE,
        policy_name=draft.policy_name,
        policy_version=draft.policy_version,
        opened_at=now,
        stage_since=now,
        acknowledged_at=None if draft.is_report else now,
    )
    db.add(case)
    await db.flush()
    await vault.add_compartments(db, case_id=case.id, first=list(prepared.versions.items()))
    await insert_rows(db, SealedText, prepared.texts)
    await insert_rows(db, Party, prepared.parties)
    # Given in one moment: the order of their ids keeps them in the policy's order.
    ids = sorted(new_id() for _ in draft.seats)
    grants = [
        {"id": grant_id, "case_id": case.id, "given_by": draft.opened_by, "given_at": now, **_given_to(seat)}
        for grant_id, seat in zip(ids, draft.seats, strict=True)
    ]
    await insert_rows(db, Grant, grants)
    await insert_rows(db, Bar, [_bar(db, case.id, each, made_by=draft.opened_by, now=now) for each in draft.barred])
    await insert_rows(
        db,
        LogEntry,
        [
            {
                "id": new_id(),
                "case_id": case.id,
                "at": now,
                "kind": "reported" if draft.is_report else "opened",
                "actor": draft.opened_by,
                "codes": {},
            }
        ],
    )
    return case


def _given_to(seat: Seat) -> Row:
    return {
        "holder": seat.tag,
        "role": seat.role,
        "compartments": sorted(seat.compartments),
        "why": seat.why,
        "awaits_key": seat.holder is None,
    }


def _bar(db: Session, case_id: UUID, barred: BarredPerson, *, made_by: str, now: datetime) -> Row:
    return {
        "id": new_id(),
        "case_id": case_id,
        "tag": bar_tag(db.keys, case_id=case_id, person_id=barred.person_id),
        "is_provisional": barred.is_provisional,
        "why": barred.why,
        "made_by": made_by,
        "made_at": now,
    }
