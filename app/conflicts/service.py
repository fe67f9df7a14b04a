"""Who is part of a matter, who is kept out of it, and changing one's mind about that, which takes two."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import col, select

from app.access.rules import CaseRole, Compartment
from app.audit import service as audit
from app.cases import grants, records, seated
from app.cases import service as cases
from app.cases.access import HeldCase, bar_tag, barred_people
from app.cases.errors import CaseClosed
from app.cases.models import Bar, BarLifting, Party
from app.cases.opening import NamedParty
from app.cases.rules import BARRED_AS, OF_THE_MAPPING, OPEN_STAGES, BarReason, PartyRole, TextKind
from app.conflicts.barring import DUTIES, bar, leave
from app.conflicts.errors import (
    BarConfirmed,
    BarredAlready,
    ClearedByFinding,
    KnownTakesTwo,
    NamesThemself,
    VoteUnderWay,
)
from app.conflicts.hooks import LiftedBar, lifted
from app.core import clock
from app.core.database import Session
from app.core.errors import InvalidInput, NotFound
from app.core.ids import new_id
from app.core.keys import PersonTag
from app.notifications import service as notifications
from app.notifications.rules import NoticeKind
from app.people import service as people
from app.policy import rules as policy_rules
from app.policy.terms import Moment, Phase
from app.vault import service as vault
from app.votes import conflicts as votes

SUSPICION_LIES_IN = Compartment.INVESTIGATION
"""Who is suspected is for those who investigate; who is accused is for everyone who reads the report. UNK-05."""


@dataclass(frozen=True)
class Named:
    """Somebody in the register, or only a name as it was said."""

    role: PartyRole
    person_id: UUID | None
    name: str


# Naming


async def name_party(db: Session, held: HeldCase, named: Named, *, party_id: UUID) -> None:
    """Say who someone is in the matter. Everyone but the affected person is barred by it, in this transaction.

    A name that is not a person in the register bars, provisionally, everyone whom it may mean.

    Raises: CaseClosed, KnownTakesTwo, NamesThemself, AffectedCannotBeBarred, BarredAlready, InvalidInput.
    """
    if held.case.stage not in OPEN_STAGES:
        raise CaseClosed
    _require_naming_is_enough(held, named.role)
    if named.person_id is not None:
        await _require_someone_else(db, held, named.person_id)
        if named.role is PartyRole.AFFECTED:
            await _seat_affected(db, held, named.person_id)
        else:
            await bar(db, held, named.person_id, why=BARRED_AS[named.role], is_provisional=False)
    elif named.role is not PartyRole.AFFECTED:
        await _bar_whoever_is_meant(db, held, named)
    await write_party(db, held, named, party_id=party_id)


def _require_naming_is_enough(held: HeldCase, role: PartyRole) -> None:
    if role is PartyRole.ACCUSED and held.case.phase is Phase.UNKNOWN:
        raise KnownTakesTwo


async def _require_someone_else(db: Session, held: HeldCase, person_id: UUID) -> None:
    if person_id == held.actor.person_id:
        raise NamesThemself
    try:
        await people.person(db, person_id)
    except NotFound:
        raise InvalidInput(fields=[("body.person_id", "unknown-person")]) from None


async def _bar_whoever_is_meant(db: Session, held: HeldCase, named: Named) -> None:
    titles = policy_rules.office_titles(records.policy_of(held))
    meant = await people.match_names(db, named.name, titles=titles)
    kept_out = await barred_people(db, held.id)
    spared = {held.actor.person_id, *(await seated.affected_people(db, held.id)), *kept_out}
    for person_id in sorted(meant - spared):
        await bar(db, held, person_id, why=BARRED_AS[named.role], is_provisional=True)


async def _seat_affected(db: Session, held: HeldCase, person_id: UUID) -> None:
    """They hold no office in their own case any more, and get what the policy gives the affected person. CON-01."""
    if person_id in await barred_people(db, held.id):
        raise BarredAlready
    tag = db.keys.person_tag(person_id)
    theirs = [grant for grant in await seated.active_grants(db, held.id) if grant.holder == tag]
    if any(grant.role is CaseRole.AFFECTED for grant in theirs):
        return
    await leave(db, held, person_id, theirs=theirs)
    opens = {
        opened
        for rule in policy_rules.access_at(records.policy_of(held), category=held.case.category, moment=Moment.INTAKE)
        if rule.role is CaseRole.AFFECTED
        for opened in rule.opens
    }
    await grants.let_in(
        db,
        held,
        person_id=person_id,
        role=CaseRole.AFFECTED,
        compartments=sorted(opens),
        why="affected",
        is_appointed=True,
    )


async def write_party(db: Session, held: HeldCase, named: Named, *, party_id: UUID) -> None:
    """After the bar: sealed to the new key, which whoever was named never had."""
    compartment = SUSPICION_LIES_IN if named.role is PartyRole.SUSPECTED else Compartment.REPORT
    is_barred = named.person_id is not None and named.role in BARRED_AS
    version = (await vault.newest_versions(db, case_id=held.id))[compartment]
    text = NamedParty(named.role, named.person_id, named.name).text()
    db.add(
        Party(
            id=party_id,
            case_id=held.id,
            version_id=version.id,
            sealed=vault.seal(version, text, table="case_party", row=party_id, field="sealed"),
            subject=bar_tag(db.keys, case_id=held.id, person_id=named.person_id)
            if is_barred and named.person_id
            else None,
            added_at=clock.now(),
        )
    )
    is_suspicion = named.role is PartyRole.SUSPECTED
    cases.log(db, held, f"{OF_THE_MAPPING}party-named" if is_suspicion else "party-named")
    audit.record(db, "party-named", actor=held.actor.tag, subject=held.id)
    await db.flush()


@dataclass(frozen=True)
class OpenedParty:
    id: UUID
    named: Named
    added_at: datetime


async def open_parties(db: Session, held: HeldCase) -> list[OpenedParty]:
    """Those that this actor's compartments and keys open: the suspected only for who investigates.

    Raises CompartmentNotOpen. The caller's transaction records the opening.
    """
    held.require_compartment(Compartment.REPORT)
    mine = held.compartments & {Compartment.REPORT, SUSPICION_LIES_IN}
    versions = await vault.version_ids(db, case_id=held.id, names=mine)
    rows = (
        await db.exec(
            select(Party)
            .where(Party.case_id == held.id, col(Party.withdrawn_at).is_(None), col(Party.version_id).in_(versions))
            .order_by(col(Party.added_at), col(Party.id))
        )
    ).all()
    opened = await held.opened(db, {row.version_id for row in rows})
    return [
        OpenedParty(
            row.id,
            _read_party(opened[row.version_id].open(row.sealed, table="case_party", row=row.id, field="sealed")),
            row.added_at,
        )
        for row in rows
        if row.version_id in opened
    ]


def _read_party(text: str) -> Named:
    read = json.loads(text)
    person_id = UUID(read["person_id"]) if read["person_id"] else None
    return Named(PartyRole(read["role"]), person_id, read["name"])


async def may_be_same(db: Session, held: HeldCase, people_ids: Collection[UUID]) -> dict[UUID, list[people.PersonName]]:
    """By person: rows of the register that may be the same human, and are kept out of nothing here. Source: CON-01."""
    spared = {held.actor.person_id, *(await barred_people(db, held.id)), *(await seated.affected_people(db, held.id))}
    found = await people.alike(db, people_ids)
    return {one: [other for other in others if other.person_id not in spared] for one, others in found.items()}


# Declaring oneself


async def declare(db: Session, held: HeldCase, *, reason: str) -> None:
    """The actor is part of the matter, or close to somebody who is, and leaves it. Source: CON-01."""
    if held.actor.person_id is None:
        raise NotFound
    await bar(db, held, held.actor.person_id, why=BarReason.DECLARED, is_provisional=False)
    await cases.write(db, held, Compartment.REPORT, kind=TextKind.REASON, text=reason)


# Bars


@dataclass(frozen=True)
class BarView:
    bar: Bar
    person_id: UUID | None
    """None for somebody who is no longer in the register."""
    lifting: BarLifting | None


async def bars(db: Session, held: HeldCase) -> list[BarView]:
    """Everyone who is kept out, for whoever reads the report; suspicion for who investigates. CompartmentNotOpen."""
    held.require_compartment(Compartment.REPORT)
    kept_out = {bar_id: person_id for person_id, bar_id in (await barred_people(db, held.id)).items()}
    liftings = {
        each.bar_id: each
        for each in (
            await db.exec(
                select(BarLifting).join(Bar, col(Bar.id) == col(BarLifting.bar_id)).where(Bar.case_id == held.id)
            )
        ).all()
    }
    rows = (await db.exec(select(Bar).where(Bar.case_id == held.id).order_by(col(Bar.made_at), col(Bar.id)))).all()
    return [BarView(row, kept_out.get(row.id), liftings.get(row.id)) for row in rows if _may_see(held, row)]


def _may_see(held: HeldCase, row: Bar) -> bool:
    return row.why is not BarReason.SUSPECTED or SUSPICION_LIES_IN in held.compartments


async def _view(db: Session, held: HeldCase, bar_id: UUID) -> BarView:
    found = next((each for each in await bars(db, held) if each.bar.id == bar_id), None)
    if found is None:
        raise NotFound
    return found


async def confirm(db: Session, held: HeldCase, bar_id: UUID, *, role: PartyRole) -> None:
    """A name in a report did mean this person: say who they are in the matter. Raises BarConfirmed, NotFound.

    Whoever leads the case can say so of a suspicion too, and reads no more of it after that: writing takes no key.
    """
    found = await _view(db, held, bar_id)
    if not found.bar.is_provisional:
        raise BarConfirmed
    if role not in BARRED_AS:
        raise InvalidInput(fields=[("body.role", "not-barred")])
    _require_naming_is_enough(held, role)
    if found.person_id is None:
        raise NotFound
    await bar(db, held, found.person_id, why=BARRED_AS[role], is_provisional=False)
    await write_party(db, held, Named(role, found.person_id, ""), party_id=new_id())
    await _take_back(db, found)


async def lift(db: Session, held: HeldCase, bar_id: UUID, *, reason: str) -> bool:
    """The first asks, a second agrees: then it is lifted. What they had comes back only as they are let in again.

    Returns: whether it is lifted.
    Raises: NotFound, ClearedByFinding, VoteUnderWay while a vote about them is.
    """
    found = await _view(db, held, bar_id)
    first = found.lifting
    if first is not None and first.asked_by == held.actor.tag:
        return False
    if found.person_id is not None:
        await require_no_vote_about(db, held, found.person_id)
    is_firm = found.bar.why is BarReason.ACCUSED and not found.bar.is_provisional
    if is_firm and held.case.phase is Phase.KNOWN:
        raise ClearedByFinding
    await cases.write(db, held, Compartment.REPORT, kind=TextKind.REASON, text=reason)
    if first is None:
        db.add(BarLifting(bar_id=bar_id, asked_by=held.actor.tag, asked_at=clock.now()))
        cases.log(db, held, "bar-lifting-asked")
        audit.record(db, "bar-lifting-asked", actor=held.actor.tag, subject=held.id, bar=found.bar.tag)
        await _tell_who_leads(db, held)
        await db.flush()
        return False
    await lift_at_once(db, held, found, first=first.asked_by)
    return True


async def lift_at_once(db: Session, held: HeldCase, found: BarView, *, first: str) -> None:
    await _take_back(db, found)
    await withdraw_parties(db, found.bar)
    if found.person_id is not None:
        for vote in await votes.votes_of_case(db, held.id):
            await votes.let_back(db, vote, found.person_id)
    await db.delete(found.bar)
    await db.flush()
    await lifted(db, LiftedBar(held.id, found.bar.tag))
    cases.log(db, held, "bar-lifted")
    audit.record(db, "bar-lifted", actor=held.actor.tag, subject=held.id, bar=found.bar.tag, first=first)
    await db.flush()


async def keep(db: Session, held: HeldCase, bar_id: UUID) -> None:
    """Take back what was asked for: the bar stays. By either of the two."""
    found = await _view(db, held, bar_id)
    if found.lifting is not None:
        await _take_back(db, found)
        cases.log(db, held, "bar-kept")


async def _take_back(db: Session, found: BarView) -> None:
    if found.lifting is not None:
        await db.delete(found.lifting)
        await db.flush()


async def require_no_vote_about(db: Session, held: HeldCase, person_id: UUID) -> None:
    """Raises VoteUnderWay."""
    if any(votes.is_under_way_about(db, vote, person_id) for vote in await votes.votes_of_case(db, held.id)):
        raise VoteUnderWay


async def withdraw_parties(db: Session, bar: Bar) -> None:
    named = select(Party).where(
        Party.case_id == bar.case_id, Party.subject == bar.tag, col(Party.withdrawn_at).is_(None)
    )
    for row in (await db.exec(named)).all():
        row.withdrawn_at, row.subject = clock.now(), None
        db.add(row)
    await db.flush()


async def _tell_who_leads(db: Session, held: HeldCase) -> None:
    for grant in await seated.active_grants(db, held.id):
        if grant.role in DUTIES and grant.holder != held.actor.tag:
            await notifications.notify(db, NoticeKind.SOMETHING_NEEDS_YOU, to=PersonTag(grant.holder), case_id=held.id)
