"""Who is in a case now, as the vault knows them: accounts by person, reporters by their receipt."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import or_, update
from sqlmodel import col, select

from app.access.rules import CaseRole, Compartment, Office
from app.auth import service as auth
from app.cases.access import HeldCase, bar_tag, opens
from app.cases.models import Grant
from app.cases.passed_over import passed_over
from app.core import clock
from app.core.database import Session
from app.core.keys import PersonTag
from app.people import service as people
from app.vault import service as vault
from app.vault.models import HolderKind
from app.vault.service import Holder


def receipt_tag(db: Session, holder_id: UUID) -> str:
    """How a reporter without an account stands in a grant."""
    return db.keys.keyed_hash("receipt holder", holder_id)


async def receipt_behind(db: Session, tag: str) -> Holder | None:
    """Whose grant says only a hash of it, so each receipt is tried; None for everybody who is a person here."""
    receipts = await vault.holders_of_kind(db, HolderKind.RECEIPT)
    return next((each for each in receipts if receipt_tag(db, each.id) == tag), None)


async def active_grants(db: Session, case_id: UUID) -> list[Grant]:
    """All that have not ended; a suspended one, and one that waits for its key, is still a grant."""
    rows = await db.exec(
        select(Grant).where(Grant.case_id == case_id, col(Grant.ended_at).is_(None)).order_by(col(Grant.given_at))
    )
    return list(rows.all())


def officers_or_next(grants: Iterable[Grant]) -> set[str]:
    """Who has the security officer's duties in a case, by these grants: the officers, or whoever leads it where every
    officer is part of the matter. Source: CON-02, UNK-01.
    """
    present = list(grants)
    officers = {each.holder for each in present if each.role is CaseRole.SECURITY_OFFICER}
    return officers or {each.holder for each in present if each.role is CaseRole.ACCOUNTABLE}


async def affected_people(db: Session, case_id: UUID) -> set[UUID]:
    """Those affected who have an account or are in the register, as grants say it."""
    tags = {grant.holder for grant in await active_grants(db, case_id) if grant.role is CaseRole.AFFECTED}
    return {each.person_id for tag, each in (await people.names_by_tag(db)).items() if tag in tags}


async def heard_people(db: Session, grants: Iterable[Grant]) -> dict[str, UUID]:
    """Those to whom something was released, by how they stand in these grants of one case.

    That is the case's own pseudonym, as in their bar: a person's tag, which stands in every case they have a part in,
    would lay an accusation beside their offices. So it is tried against everyone in the register. Source: CON-01.
    """
    theirs = {grant.holder: grant.case_id for grant in grants if grant.role is CaseRole.ACCUSED}
    if not theirs:
        return {}
    (case_id,) = set(theirs.values())
    tried = {
        bar_tag(db.keys, case_id=case_id, person_id=each.person_id): each.person_id
        for each in (await people.names_by_tag(db)).values()
    }
    return {tag: tried[tag] for tag in theirs if tag in tried}


_TELLS_WHO = frozenset(Compartment) - {Compartment.DECISIONS, Compartment.ACCOUNT, Compartment.MEDIA_PLAN}


async def hidden_from(db: Session, held: HeldCase) -> set[str]:
    """Tags that have no name for this actor: who is affected and who told us, where nothing they open says it.

    A chair is told that something has happened so as to call a meeting, and not to whom. Source: SOI-02.
    """
    if not held.compartments.isdisjoint(_TELLS_WHO):
        return set()
    theirs = select(Grant.holder).where(
        Grant.case_id == held.id, col(Grant.role).in_([CaseRole.AFFECTED, CaseRole.REPORTER])
    )
    return set((await db.exec(theirs)).all()) - {held.actor.tag}


@dataclass(frozen=True)
class Wrapped:
    """Whom a new version of each compartment is wrapped to."""

    active: dict[Compartment, list[Holder]]
    standby: list[Holder]


async def wrapped_to(db: Session, case_id: UUID, *, barred: Collection[UUID]) -> Wrapped:
    """Every open grant's holder, and the whole line of escalation that is not barred, and the recovery key.

    Someone whose account got new keys, or who still waits to be let in, gets nothing here: a person checks by voice
    who they are first.
    """
    grants = await active_grants(db, case_id)
    unchecked = {grant.holder for grant in grants if grant.awaits_key or grant.suspended_at is not None}
    # The affected person holds no office in their own case, so nothing stands by for them.
    affected = {grant.holder for grant in grants if grant.role is CaseRole.AFFECTED}
    reached = await _holders_by_tag(db, barred={*barred, *(await passed_over(db, case_id))})
    by_tag = reached | await _holders_of_heard(db, grants)
    active: dict[Compartment, list[Holder]] = {compartment: [] for compartment in Compartment}
    for grant in grants:
        holder = by_tag.get(grant.holder)
        if holder is None or grant.holder in unchecked:
            continue
        for compartment in opens(grant):
            active[compartment].append(holder)
    line = [
        db.keys.person_tag(person_id)
        for office in (Office.SECURITY_OFFICER, Office.CHAIR, Office.VICE_CHAIR)
        for person_id in await people.holders_of(db, office)
    ]
    standing_by = [by_tag.get(tag) for tag in dict.fromkeys(line) if tag not in unchecked | affected]
    recovery = await vault.recovery_holder(db)
    return Wrapped(active, [each for each in (*standing_by, recovery) if each is not None])


async def _holders_by_tag(db: Session, *, barred: Collection[UUID]) -> dict[str, Holder]:
    people_by_tag: dict[PersonTag, UUID] = {
        tag: each.person_id for tag, each in (await people.names_by_tag(db)).items() if each.person_id not in barred
    }
    holder_ids = await auth.holder_ids(db, list(people_by_tag.values()))
    usable = {each.id: each for each in await vault.holders(db, holder_ids.values())}
    found: dict[str, Holder] = {
        tag: usable[holder_id]
        for tag, person_id in people_by_tag.items()
        if (holder_id := holder_ids.get(person_id)) in usable
    }
    # A receipt's grant says only a hash of it, so that no row leads from a report to its case by the reporter.
    for receipt in await vault.holders_of_kind(db, HolderKind.RECEIPT):
        found[receipt_tag(db, receipt.id)] = receipt
    return found


async def _holders_of_heard(db: Session, grants: Iterable[Grant]) -> dict[str, Holder]:
    """Barred as they are: what is released next is for them as well."""
    heard = await heard_people(db, grants)
    holder_ids = await auth.holder_ids(db, list(heard.values())) if heard else {}
    usable = {each.id: each for each in await vault.holders(db, holder_ids.values())}
    return {
        tag: usable[holder_id] for tag, person_id in heard.items() if (holder_id := holder_ids.get(person_id)) in usable
    }


async def rekey(db: Session, case_id: UUID, names: Collection[Compartment], *, barred: Collection[UUID]) -> None:
    """A new version of each, for everyone who is left: what is written next never had a key that somebody lost.

    A few wraps of 0.1 ms each, so it is done under the lock. The grants must say already who is left.
    """
    if not names:
        return
    await db.flush()
    to = await wrapped_to(db, case_id, barred=barred)
    for name in sorted(names):
        prepared = vault.prepare_version(active=to.active[name], standby=to.standby)
        await vault.replace_version(db, case_id=case_id, name=name, prepared=prepared)
    await db.flush()


async def suspend_all(db: Session, person_id: UUID) -> None:
    """Their account got new keys: until a holder has checked by voice who asks, case by case, they are nobody here."""
    heard = select(Grant.id, Grant.case_id, Grant.holder).where(
        Grant.role == CaseRole.ACCUSED, col(Grant.ended_at).is_(None)
    )
    theirs = [
        grant_id
        for grant_id, case_id, holder in (await db.exec(heard)).all()
        if holder == bar_tag(db.keys, case_id=case_id, person_id=person_id)
    ]
    await db.exec(
        update(Grant)
        .where(
            or_(col(Grant.holder) == db.keys.person_tag(person_id), col(Grant.id).in_(theirs)),
            col(Grant.ended_at).is_(None),
        )
        .values(suspended_at=clock.now(), awaits_key=True)
    )
