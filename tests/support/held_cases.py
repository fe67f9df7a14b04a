"""Cases without a plan, for tests of who may know and open what: `held_cases` asks about keys, `cases` about work.

`a_case(...)` states only what matters; the rest is an internal case with one security officer.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID

from fastapi import FastAPI

from app.access.actor import ANONYMOUS
from app.access.rules import COMPARTMENTS, CaseRole, Compartment, Office
from app.cases import opening
from app.cases.models import Case
from app.cases.opening import BarredPerson, CaseDraft, NamedParty, Seat, Written
from app.cases.rules import BarReason, TextKind
from app.core.database import Database
from app.policy.loader import current
from app.policy.terms import Category
from app.vault.service import Holder
from tests.support.actors import ActorClient, Actors
from tests.support.cases import a_member, as_member

CANARY = "kanariefågel-i-berättelsen"
NARROWEST = frozenset({Compartment.SUBMISSION, Compartment.REPORT, Compartment.SUPPORT, Compartment.DECISIONS})


@dataclass
class Keyholder:
    """A person with an account: `client` acts as them, with their key at hand."""

    person_id: UUID
    tag: str
    holder: Holder
    client: ActorClient


@dataclass
class OpenedCase:
    case: Case
    holders: dict[str, Keyholder] = field(default_factory=dict)

    @property
    def id(self) -> UUID:
        return self.case.id

    @property
    def url(self) -> str:
        return f"/api/v1/cases/{self.case.id}"


async def a_keyholder(app: FastAPI, as_actor: Actors, *offices: Office, name: str | None = None) -> Keyholder:
    """Someone in these offices, with an account and a key, signed in."""
    database: Database = app.state.database
    async with database.writing() as db:
        member = await a_member(db, *offices, name=name)
    return Keyholder(member.person_id, member.tag, member.holder, await as_member(as_actor, member))


async def a_case(
    app: FastAPI,
    as_actor: Actors,
    *,
    category: Category = Category.INTERNAL,
    officer: Keyholder | None = None,
    seats: Mapping[str, tuple[CaseRole, Sequence[Compartment]]] | None = None,
    standby: Sequence[Keyholder] = (),
    more_standby: Sequence[Holder] = (),
    barred: Sequence[UUID] = (),
    parties: Sequence[NamedParty] = (),
    happened: str = CANARY,
) -> OpenedCase:
    """A reported case. `seats` adds people by a name of the test's own: `{"contact": (CaseRole.CONTACT_PERSON, [...])}`."""
    officer = officer or await a_keyholder(app, as_actor, Office.SECURITY_OFFICER)
    holders = {"officer": officer}
    seated = [Seat(officer.tag, officer.holder, CaseRole.SECURITY_OFFICER, NARROWEST)]
    for name, (role, compartments) in (seats or {}).items():
        holder = holders[name] = await a_keyholder(app, as_actor)
        assert frozenset(compartments) <= COMPARTMENTS[role]
        seated.append(Seat(holder.tag, holder.holder, role, frozenset(compartments)))
    policy = current("standard")
    prepared = opening.prepare(
        CaseDraft(
            category=category,
            policy_name=policy.name,
            policy_version=policy.version,
            opened_by=ANONYMOUS.tag,
            seats=seated,
            standby=[officer.holder, *(each.holder for each in standby), *more_standby],
            texts=[Written(Compartment.SUBMISSION, TextKind.HAPPENED, happened, ANONYMOUS.tag)],
            parties=list(parties),
            barred=[
                BarredPerson(person_id, is_provisional=True, why=BarReason.NAMED_IN_REPORT) for person_id in barred
            ],
        )
    )
    async with app.state.database.writing() as db:
        case = await opening.add(db, prepared)
    return OpenedCase(case, holders)


def without_key(keyholder: Keyholder, as_actor: Actors) -> ActorClient:
    """The same person, signed in without the vault's cookie."""
    return as_actor.client_of(replace(keyholder.client.actor, holder_seed=None))
