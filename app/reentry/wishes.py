"""Somebody wants to come back: who is kept out, who leads it, and its matter opened whole. Source: REE-01, CON-01."""

from dataclasses import dataclass
from uuid import UUID

from pydantic import BaseModel
from sqlmodel import col, select

from app.access.actor import Actor
from app.access.rules import Action, CaseRole, Compartment, Office, Task, may
from app.audit import service as audit
from app.auth import service as auth
from app.cases import opening, seated
from app.cases.access import bar_tag, barred_people, hold
from app.cases.models import Bar, Case
from app.cases.opening import BarredPerson, CaseDraft, PreparedCase, Seat, Written
from app.cases.rules import BarReason, TextKind
from app.core import idempotency
from app.core.database import Database, Session
from app.core.errors import Forbidden, InvalidInput, NotFound
from app.core.keys import PersonTag
from app.core.slow_work import SlowWork
from app.notifications import service as notifications
from app.notifications.rules import NoticeKind
from app.people import service as people
from app.plans import service as plans
from app.policy import rules as policy_rules
from app.policy.loader import in_force
from app.policy.schema import Policy
from app.policy.terms import Category, Condition, Holder, Moment
from app.reentry.errors import AppliedAlready, NobodyToLead
from app.reentry.models import Reentry
from app.reentry.rules import OVER, ReentryStatus
from app.vault import service as vault
from app.vault.service import Holder as KeyHolder
from app.votes.access import concerns
from app.votes.kinds import RESULT_IS_KNOWN, VoteKind
from app.votes.models import Vote
from app.votes.rules import Outcome


@dataclass(frozen=True)
class Wish:
    """`affected`, `close` and `earlier_case` are for who leads: somebody's own wish says nothing of them."""

    concerns: UUID
    words: str
    affected: UUID | None = None
    close: tuple[UUID, ...] = ()
    earlier_case: UUID | None = None


@dataclass(frozen=True)
class _Routed:
    """Who is let in, who stands by and who is kept out; read before a word is sealed."""

    policy: Policy
    barred: dict[UUID, BarredPerson]
    seats: list[Seat]
    standby: list[KeyHolder]


@dataclass(frozen=True)
class Opened:
    """`case_id` for whoever leads it; to others it says that their wish has come, and no more."""

    case_id: UUID | None


async def open_matter(  # noqa: PLR0913 - what makes it the same request comes along
    database: Database, slow_work: SlowWork, wish: Wish, *, actor: Actor, key: str | None, body: BaseModel
) -> Opened:
    """By the person themself, or by whoever leads on the board's behalf.

    Raises:
        Forbidden, NotFound: the earlier case is not one that the actor holds.
        AppliedAlready, NobodyToLead, InvalidInput
    """
    is_own = wish.concerns == actor.person_id
    if not is_own and not may(Task.OPEN_REENTRY, offices=actor.offices):
        raise Forbidden
    if is_own and (wish.affected or wish.close or wish.earlier_case):
        raise InvalidInput(fields=[("body", "not-in-ones-own-wish")])
    async with database.reading() as db:
        await _require_known(db, wish)
        routed = await _route(db, wish, actor=actor)
    prepared = await slow_work.run(opening.prepare, _draft(wish, routed, by=actor.tag))
    async with database.writing() as db:
        claim = await idempotency.claim(db, key=key, actor=actor.tag, route="reentries", body=body, new_id=prepared.id)
        if claim.is_new:
            if is_own and await _is_being_considered(db, wish.concerns):
                raise AppliedAlready
            await _write(db, prepared, routed, wish, is_own=is_own)
        return Opened(claim.made_id if await _leads(db, claim.made_id, actor) else None)


async def _leads(db: Session, case_id: UUID, actor: Actor) -> bool:
    return any(grant.holder == actor.tag for grant in await seated.active_grants(db, case_id))


async def _require_known(db: Session, wish: Wish) -> None:
    for field, person_id in (
        ("concerns", wish.concerns),
        *([("affected", wish.affected)] if wish.affected else []),
        *(("close", each) for each in wish.close),
    ):
        try:
            found = await people.person(db, person_id)
        except NotFound:
            raise InvalidInput(fields=[(f"body.{field}", "unknown-person")]) from None
        if found.is_external:
            raise InvalidInput(fields=[(f"body.{field}", "unknown-person")])
    if wish.affected == wish.concerns or wish.concerns in wish.close:
        raise InvalidInput(fields=[("body.concerns", "named-twice")])


async def _is_being_considered(db: Session, person_id: UUID) -> bool:
    return any(row.status not in OVER for row in await own_wishes(db, person_id))


async def own_wishes(db: Session, person_id: UUID | None) -> list[Reentry]:
    """What this person asked for themself, the newest first. All are read, whoever asks: one question of one shape."""
    rows = (await db.exec(select(Reentry).order_by(col(Reentry.case_id).desc()))).all()
    return [row for row in rows if row.is_own_wish and is_about(db, row, person_id)]


def is_about(db: Session, row: Reentry, person_id: UUID | None) -> bool:
    return person_id is not None and row.subject == bar_tag(db.keys, case_id=row.case_id, person_id=person_id)


# Who is kept out, and who leads


async def _route(db: Session, wish: Wish, *, actor: Actor) -> _Routed:
    policy, barred = in_force(), await _barred(db, wish, actor=actor)
    officers = [each for each in await people.holders_of(db, Office.SECURITY_OFFICER) if each not in barred]
    acting = await people.next_in_line(db, Office.CHAIR, barred=barred.keys())
    leaders = [acting.person_id] if acting.person_id is not None and not acting.is_federation else []
    if not officers and not leaders:
        raise NobodyToLead
    keys = await _keys_of(db, [*officers, *leaders])
    seats = [
        Seat(db.keys.person_tag(each), keys.get(each), rule.role, frozenset(rule.opens))
        for rule in policy_rules.access_at(policy, category=Category.REENTRY, moment=Moment.INTAKE)
        for each in {Holder.SECURITY_OFFICER: officers, Holder.CHAIR: leaders}.get(rule.holder, ())
    ]
    recovery = await vault.recovery_holder(db)
    standby = [key for each in (*officers, *leaders) if (key := keys.get(each)) is not None]
    return _Routed(policy, barred, seats, [*standby, *([recovery] if recovery else [])])


async def _keys_of(db: Session, person_ids: list[UUID]) -> dict[UUID, KeyHolder]:
    held = await auth.holder_ids(db, person_ids)
    usable = {each.id: each for each in await vault.holders(db, held.values())}
    return {person_id: usable[holder_id] for person_id, holder_id in held.items() if holder_id in usable}


async def _barred(db: Session, wish: Wish, *, actor: Actor) -> dict[UUID, BarredPerson]:
    """Everyone who is part of it, and whoever the earlier case keeps out: its bars carry over. Source: CON-01."""
    why = dict.fromkeys(wish.close, (BarReason.CLOSE, False))
    if wish.earlier_case is not None:
        why |= await _carried_over(db, wish.earlier_case, actor=actor)
    if wish.affected is not None:
        why[wish.affected] = (BarReason.AFFECTED, False)
    why[wish.concerns] = (BarReason.RETURNING, False)
    return {
        person_id: BarredPerson(person_id, is_provisional=is_provisional, why=reason)
        for person_id, (reason, is_provisional) in why.items()
    }


async def _carried_over(db: Session, case_id: UUID, *, actor: Actor) -> dict[UUID, tuple[BarReason, bool]]:
    """Raises NotFound for a case that the actor does not hold."""
    held = await hold(db, case_id, actor=actor)
    held.require(Action.SEE)
    rows = {row.id: row for row in (await db.exec(select(Bar).where(Bar.case_id == case_id))).all()}
    kept_out = (await barred_people(db, case_id)).items()
    found = {person_id: (rows[bar_id].why, rows[bar_id].is_provisional) for person_id, bar_id in kept_out}
    return found | dict.fromkeys(await seated.affected_people(db, case_id), (BarReason.AFFECTED, False))


# Opening


def _draft(wish: Wish, routed: _Routed, *, by: str) -> CaseDraft:
    return CaseDraft(
        category=Category.REENTRY,
        policy_name=routed.policy.name,
        policy_version=routed.policy.version,
        opened_by=by,
        seats=routed.seats,
        standby=routed.standby,
        texts=[Written(Compartment.DECISIONS, TextKind.APPLICATION, wish.words, by)] if wish.words else [],
        barred=list(routed.barred.values()),
        is_report=False,
    )


async def _write(db: Session, prepared: PreparedCase, routed: _Routed, wish: Wish, *, is_own: bool) -> None:
    """Matter, plan, grants, bars and notices: all or nothing."""
    case = await opening.add(db, prepared)
    await plans.open_plan(db, case, policy=routed.policy)
    db.add(
        Reentry(
            case_id=case.id,
            subject=bar_tag(db.keys, case_id=case.id, person_id=wish.concerns),
            status=ReentryStatus.APPLIED,
            applied_at=case.opened_at,
            status_since=case.opened_at,
            is_own_wish=is_own,
            earlier_case_id=wish.earlier_case,
        )
    )
    await db.flush()
    await _remember_no_confidence(db, case, wish.concerns, by=prepared.draft.opened_by)
    told = list(dict.fromkeys(PersonTag(seat.tag) for seat in routed.seats if seat.tag != prepared.draft.opened_by))
    await notifications.notify_each(db, NoticeKind.SOMETHING_NEEDS_YOU, to=told, case_id=case.id)
    audit.record(db, "return-applied", actor=prepared.draft.opened_by, subject=case.id)


async def _remember_no_confidence(db: Session, case: Case, person_id: UUID, *, by: str) -> None:
    """What a certified vote says, nobody needs to be asked; what happened before this system, somebody does. REE-04."""
    known = select(Vote).where(
        Vote.kind == VoteKind.CONFIDENCE,
        Vote.outcome == Outcome.NO_CONFIDENCE,
        col(Vote.status).in_(list(RESULT_IS_KNOWN)),
    )
    if not any(concerns(db, vote, person_id) for vote in (await db.exec(known)).all()):
        return
    row = (await db.exec(select(Reentry).where(Reentry.case_id == case.id))).one()
    row.no_confidence_before, row.is_no_confidence_certified = True, True
    await plans.establish(db, case, Condition.NO_CONFIDENCE_BEFORE, is_true=True, by=by)


LEADING = frozenset({CaseRole.ACCOUNTABLE, CaseRole.SECURITY_OFFICER, CaseRole.DECIDER})
"""Whose work it is. The group reads what it is told, and nothing else of it."""
