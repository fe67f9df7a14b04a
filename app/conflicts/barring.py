"""Keep someone out of a case, whole and in one transaction: all of it has happened, or none. Source: CON-01, CON-02."""

from collections.abc import Collection, Mapping
from uuid import UUID

from sqlmodel import select

from app.access.rules import COMPARTMENTS, OPEN_TO_THE_BARRED, CaseRole, Compartment, Office
from app.audit import service as audit
from app.auth import service as auth
from app.cases import ending, grants, records, seated, service
from app.cases.access import HeldCase, bar_tag, barred_people, opens
from app.cases.models import Bar, Grant
from app.cases.passed_over import passed_over
from app.cases.rules import OF_THE_MAPPING, BarReason
from app.conflicts.errors import AffectedCannotBeBarred
from app.conflicts.hooks import NowBarred, barred
from app.core import clock
from app.core.database import Session
from app.core.ids import new_id
from app.core.keys import PersonTag
from app.notifications import service as notifications
from app.notifications.rules import NoticeKind
from app.people import service as people
from app.plans.handing_on import hand_on
from app.vault import service as vault
from app.votes import conflicts as votes

ENDED = "ended"
"""Why a grant ended, as for any other: with another word the row would tell who is barred."""

DUTIES: Mapping[CaseRole, Office] = {
    CaseRole.SECURITY_OFFICER: Office.SECURITY_OFFICER,
    CaseRole.ACCOUNTABLE: Office.CHAIR,
}
"""Roles that always need somebody, and the office whose line of succession fills them."""

OFF_THE_ROLL = frozenset({BarReason.ACCUSED, BarReason.SUSPECTED, BarReason.RETURNING})
"""Witnesses and those close to somebody have a vote, and lead none."""


async def bar(db: Session, held: HeldCase, person_id: UUID, *, why: BarReason, is_provisional: bool) -> UUID:
    """Bar someone; whoever is barred already stays so, and a provisional bar becomes a firm one.

    Their grants and every wrap of the case's keys are gone, standby ones too; each compartment they had a key to is
    sealed to a new one from now on; their duties move to the next in line; what was about to tell them is withheld;
    they lead no vote of this case, and as accused they are off its roll. What they have read cannot be unread.

    Returns: the bar's id.
    Raises: AffectedCannotBeBarred.
    """
    tag = db.keys.person_tag(person_id)
    theirs = [grant for grant in await seated.active_grants(db, held.id) if grant.holder == tag]
    if any(grant.role is CaseRole.AFFECTED for grant in theirs):
        raise AffectedCannotBeBarred
    # Before any step: certifying holds a vote when it changes the plan of its case.
    asked = await votes.votes_of_case(db, held.id)
    row = await _bar_row(db, held, person_id, why=why, is_provisional=is_provisional)
    await leave(db, held, person_id, theirs=theirs)
    for vote in asked:
        await votes.keep_away(
            db, vote, person_id, is_off_roll=why in OFF_THE_ROLL and not is_provisional, by=held.actor.tag
        )
    await barred(db, NowBarred(held.id, tag))
    # Never why; and that somebody is suspected is a line for those who investigate alone. Source: UNK-05.
    service.log(db, held, f"{OF_THE_MAPPING}barred" if why is BarReason.SUSPECTED else "barred")
    audit.record(db, "barred", actor=held.actor.tag, subject=held.id, bar=row.tag, why=why.value)
    await db.flush()
    return row.id


async def _bar_row(db: Session, held: HeldCase, person_id: UUID, *, why: BarReason, is_provisional: bool) -> Bar:
    tag = bar_tag(db.keys, case_id=held.id, person_id=person_id)
    row = (await db.exec(select(Bar).where(Bar.case_id == held.id, Bar.tag == tag))).first()
    if row is None:
        row = Bar(
            id=new_id(),
            case_id=held.id,
            tag=tag,
            is_provisional=is_provisional,
            why=why,
            made_by=held.actor.tag,
            made_at=clock.now(),
        )
    elif not is_provisional and (row.is_provisional or row.why is not BarReason.ACCUSED):
        # Whoever is accused stays so, whatever else they are named as: taking that back is lifting, and takes two.
        row.is_provisional, row.why = False, why
    db.add(row)
    await db.flush()
    return row


async def leave(db: Session, held: HeldCase, person_id: UUID, *, theirs: Collection[Grant]) -> None:
    """Out of every part they have for the association, with the keys; their duties go to the next in line."""
    tag = db.keys.person_tag(person_id)
    lost = {grant.role: opens(grant) for grant in theirs}
    had_keys_to = await _take_every_wrap(db, held.id, person_id)
    for grant in theirs:
        await ending.end(db, grant, why=ENDED, by=held.actor.tag)
    out_of_it = {
        *(await barred_people(db, held.id)),
        *(await seated.affected_people(db, held.id)),
        *(await passed_over(db, held.id)),
        person_id,
    }
    successors = await _fill(db, held, lost, out_of_it=out_of_it)
    # Not `out_of_it`: the affected person holds no office here, and reads on in what is theirs.
    await seated.rekey(db, held.id, had_keys_to, barred={*(await barred_people(db, held.id)), person_id})
    for who, grant in successors.items():
        # What stood by for them opens now; whoever has no account yet waits to be let in.
        grant.awaits_key = not await grants.hand_over_keys(db, held, person_id=who, compartments=opens(grant))
        db.add(grant)
    await hand_on(db, held, left=tag, lost=lost.keys())
    await notifications.withhold(db, recipient=tag, case_id=held.id)


async def _take_every_wrap(db: Session, case_id: UUID, person_id: UUID) -> set[Compartment]:
    """Wraps that stand by as well: whoever takes the database and this person's password would open them.

    Named again, as accused after suspected, they keep what was released to them.
    """
    holder_id = (await auth.holder_ids(db, [person_id])).get(person_id)
    if holder_id is None:
        return set()
    names = await vault.names_wrapped_to(db, case_id=case_id, holder_id=holder_id)
    if person_id in (await seated.heard_people(db, await seated.active_grants(db, case_id))).values():
        names -= OPEN_TO_THE_BARRED
    await vault.take_wraps(db, await vault.version_ids(db, case_id=case_id, names=names), holder_id=holder_id)
    return {Compartment(name) for name in names}


# Whose duties they are now


async def _fill(
    db: Session, held: HeldCase, lost: Mapping[CaseRole, frozenset[Compartment]], *, out_of_it: Collection[UUID]
) -> dict[UUID, Grant]:
    """Seat the next in line where a duty has nobody. Whoever leads is told, or the federation where nobody is left.

    Returns: the new grants by person; their holders still have to get their keys.
    """
    there = [grant for grant in await seated.active_grants(db, held.id) if grant.role in DUTIES]
    empty = [role for role in DUTIES if role in lost and all(grant.role is not role for grant in there)]
    made = await _seat_next(db, held, empty, out_of_it=out_of_it)
    if empty and not there and not made:
        # Nobody is left in that line: whoever is in the other leads it, rather than nobody.
        made = await _seat_next(db, held, [role for role in DUTIES if role not in empty], out_of_it=out_of_it)
    for grant in (*there, *made.values()):
        if grant.holder != held.actor.tag:
            await notifications.notify(db, NoticeKind.SOMETHING_NEEDS_YOU, to=PersonTag(grant.holder), case_id=held.id)
    if not there and not made:
        for person_id in set(await people.holders_of(db, Office.FEDERATION)) - set(out_of_it):
            await notifications.notify(db, NoticeKind.OUTSIDE_HELP, to=db.keys.person_tag(person_id))
    return made


async def _seat_next(
    db: Session, held: HeldCase, roles: Collection[CaseRole], *, out_of_it: Collection[UUID]
) -> dict[UUID, Grant]:
    made = {}
    for role in roles:
        coming = await people.next_in_line(db, DUTIES[role], barred=out_of_it)
        if coming.person_id is not None and not coming.is_federation and coming.person_id not in made:
            made[coming.person_id] = await _seat(db, held, coming.person_id, role=role)
    return made


async def _seat(db: Session, held: HeldCase, person_id: UUID, *, role: CaseRole) -> Grant:
    """With what the policy opens to that role here before any consent: consents are given person by person. SOI-02."""
    compartments = {
        opened
        for rule in records.policy_of(held).access[held.case.category]
        if rule.role is role and rule.consent is None
        for opened in rule.opens
    }
    grant = Grant(
        id=new_id(),
        case_id=held.id,
        holder=db.keys.person_tag(person_id),
        role=role,
        compartments=sorted(compartments & COMPARTMENTS[role]),
        why="next-in-line",
        given_by=held.actor.tag,
        given_at=clock.now(),
    )
    db.add(grant)
    service.log(db, held, "let-in", role=role.value)
    audit.record(db, "grant-given", actor=held.actor.tag, subject=held.id, holder=grant.holder, role=role.value)
    await db.flush()
    return grant
