"""Loading a case means asking for it: whoever holds no grant, or is barred, gets what a stranger gets."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from sqlmodel import col, or_, select

from app.access.actor import ANONYMOUS, Actor, ActorKind
from app.access.rules import COMPARTMENTS, OPEN_TO_THE_BARRED, Action, CaseRole, Compartment, case_actions
from app.cases.errors import CompartmentNotOpen
from app.cases.models import Bar, Case, Grant
from app.core import clock
from app.core.database import Session
from app.core.errors import Forbidden, NotFound
from app.core.keys import Keys, PersonTag
from app.people import service as people
from app.vault import service as vault
from app.vault.service import KeyNotHeld, OpenVersion


@dataclass(frozen=True)
class HeldCase:
    """A case as its actor holds it: what they may do, and which compartments are theirs to open."""

    case: Case
    actor: Actor
    roles: frozenset[CaseRole]
    compartments: frozenset[Compartment]
    awaiting_key: frozenset[Compartment]
    is_barred: bool = False
    _opened: dict[UUID, OpenVersion] = field(default_factory=dict, repr=False)

    @property
    def id(self) -> UUID:
        return self.case.id

    @property
    def actions(self) -> frozenset[Action]:
        return frozenset() if self.is_barred else case_actions(self.roles)

    @property
    def own_authors(self) -> frozenset[str]:
        """As whom the actor's own texts are written. One who reports without an account is nobody yet, and there is one
        receipt to a case.
        """
        is_by_code = self.actor.kind is ActorKind.ANONYMOUS
        return frozenset({self.actor.tag, ANONYMOUS.tag}) if is_by_code else frozenset({self.actor.tag})

    def require(self, action: Action) -> None:
        if Action.SEE not in self.actions:
            raise NotFound
        if action not in self.actions:
            raise Forbidden

    def require_compartment(self, compartment: Compartment) -> None:
        if compartment not in self.compartments:
            raise CompartmentNotOpen

    async def opened(self, db: Session, version_ids: Iterable[UUID]) -> dict[UUID, OpenVersion]:
        """The keys at hand among `version_ids`; those without one are left out."""
        missing = [each for each in version_ids if each not in self._opened]
        self._opened.update(
            await vault.open_versions(db, missing, holder_id=self.actor.holder_id, seed=self.actor.holder_seed)
        )
        return self._opened

    async def open_version(self, db: Session, version_id: UUID) -> OpenVersion:
        opened = (await self.opened(db, [version_id])).get(version_id)
        if opened is None:
            raise KeyNotHeld
        return opened


def bar_tag(keys: Keys, *, case_id: UUID, person_id: UUID) -> str:
    """A case's own pseudonym for a person: bars of two cases cannot be laid beside each other."""
    return keys.keyed_hash("bar", case_id, person_id)


async def is_barred(db: Session, *, case_id: UUID, person_id: UUID) -> bool:
    """Whether anything bars this person here. Can be asked with nobody signed in. Source: CON-01."""
    tag = bar_tag(db.keys, case_id=case_id, person_id=person_id)
    return (await db.exec(select(Bar.id).where(Bar.case_id == case_id, Bar.tag == tag))).first() is not None


async def barred_people(db: Session, case_id: UUID) -> dict[UUID, UUID]:
    """Everyone in the register who is barred here, with the bar's id: bars cannot be read backwards, only tried."""
    bars = dict((await db.exec(select(Bar.tag, Bar.id).where(Bar.case_id == case_id))).all())
    if not bars:
        return {}
    tried = {
        each.person_id: bar_tag(db.keys, case_id=case_id, person_id=each.person_id)
        for each in (await people.names_by_tag(db)).values()
    }
    return {person_id: bars[tag] for person_id, tag in tried.items() if tag in bars}


async def barred_from(db: Session, case_ids: Sequence[UUID], *, person_id: UUID) -> set[UUID]:
    """Those of the cases that bar this person. Asked of none as well: a question more would tell of a bar."""
    bars = (await db.exec(select(Bar.case_id, Bar.tag).where(col(Bar.case_id).in_(case_ids)))).all()
    return {case_id for case_id, tag in bars if tag == bar_tag(db.keys, case_id=case_id, person_id=person_id)}


@dataclass(frozen=True)
class _Terms:
    """On what terms somebody holds a case."""

    roles: frozenset[CaseRole]
    open_to: frozenset[Compartment]
    awaiting: frozenset[Compartment]
    is_barred: bool


async def hold(db: Session, case_id: UUID, *, actor: Actor, to_change: bool = False) -> HeldCase:
    """The case as this actor holds it.

    For whoever may not know, the database is asked the same two questions whether there is such a case or not. Its row
    is not read, and its lock not queued for: that wait would tell that someone is at work on it.

    Raises:
        NotFound: no such case, no grant, or barred: the three are one answer.
    """
    if actor.person_id is None:
        raise NotFound
    terms = await _terms(db, case_id, person_id=actor.person_id)
    question = select(Case).where(Case.id == case_id)
    # Nobody changes its key: rows that refer to the case can be added meanwhile by whoever holds one of its votes.
    case = (await db.exec(question.with_for_update(key_share=True) if to_change else question)).first()
    if case is None:
        raise NotFound
    if to_change:  # what held may have ended while this request queued
        terms = await _terms(db, case_id, person_id=actor.person_id)
    return HeldCase(
        case=case,
        actor=actor,
        roles=terms.roles,
        compartments=terms.open_to,
        awaiting_key=terms.awaiting,
        is_barred=terms.is_barred,
    )


async def _terms(db: Session, case_id: UUID, *, person_id: UUID) -> _Terms:
    """Raises NotFound for whoever holds nothing, or nothing that is open to the barred."""
    grants = await _grants(db, case_id, holder=db.keys.person_tag(person_id))
    barred = await is_barred(db, case_id=case_id, person_id=person_id)
    open_to = frozenset[Compartment]().union(*(opens(grant) for grant in grants))
    awaiting = frozenset[Compartment]().union(*(opens(grant) for grant in grants if grant.awaits_key))
    if barred:
        open_to &= OPEN_TO_THE_BARRED
        awaiting &= OPEN_TO_THE_BARRED
    if not grants or (barred and not open_to):
        raise NotFound
    return _Terms(frozenset(grant.role for grant in grants), open_to, awaiting, is_barred=barred)


@dataclass(frozen=True)
class _Grant:
    role: CaseRole
    compartments: Sequence[str]
    awaits_key: bool


async def _grants(db: Session, case_id: UUID, *, holder: PersonTag) -> list[_Grant]:
    # Columns, not rows: asked again behind the lock, a row would be the one that is remembered from before it.
    found = await db.exec(
        select(Grant.role, Grant.compartments, Grant.awaits_key).where(
            Grant.case_id == case_id,
            Grant.holder == holder,
            col(Grant.ended_at).is_(None),
            col(Grant.suspended_at).is_(None),
            or_(col(Grant.until).is_(None), col(Grant.until) > clock.now()),
        )
    )
    return [_Grant(CaseRole(role), names, awaits_key) for role, names, awaits_key in found.all()]


def opens(grant: Grant | _Grant) -> frozenset[Compartment]:
    """What a grant opens, never more than its role can: a row that says more is not believed."""
    return frozenset(Compartment(name) for name in grant.compartments) & COMPARTMENTS[grant.role]


async def may_know(db: Session, tag: PersonTag, case_id: UUID) -> bool:
    """Whether a notice about this case may still go to this person. Asked by the outbox as it sends."""
    person = await people.person_by_tag(db, tag)
    if person is None or await is_barred(db, case_id=case_id, person_id=person.id):
        return False
    return any(Action.SEE in case_actions([grant.role]) for grant in await _grants(db, case_id, holder=tag))
