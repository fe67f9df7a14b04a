"""Cases for tests of any room, with real keys: what is sealed in them opens for those who hold it, and only them.

    officer = await a_member(db, Office.SECURITY_OFFICER)
    case = await a_case(db, officer=officer)                          # whatever else is plausible
    case = await a_case(db, category=Category.INTERNAL, affected=anna, opened_ago=timedelta(days=3))
    client = await as_member(as_actor, officer)                       # signed in, their key at hand

`staffed` does all of it at once, for a test that asks who may do what.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID, uuid4

from sqlmodel import col, not_, select

from app.access.rules import COMPARTMENTS, CaseRole, Compartment, Office
from app.auth.models import Account
from app.cases import opening
from app.cases.concluded import conclude_about, forget
from app.cases.models import Bar, Case
from app.cases.opening import BarredPerson, CaseDraft, Seat, Written
from app.cases.rules import BarReason, Conclusion, TextKind
from app.core import clock
from app.core.database import Database, Session
from app.core.keys import PersonTag
from app.plans import service as plans
from app.policy import rules as policy_rules
from app.policy.loader import current
from app.policy.terms import Category, Holder, Moment
from app.vault import service as vault
from app.vault.crypto import KeyPair
from app.vault.models import HolderKind
from tests.support.actors import ActorClient, Actors
from tests.support.factories import a_person, a_term

WHAT_HAPPENED = "Someone waited outside the meeting and shouted."


@dataclass(frozen=True)
class Member:
    """A person with an account and a key of their own."""

    person_id: UUID
    tag: PersonTag
    holder: vault.Holder
    keys: KeyPair = field(repr=False)


async def a_member(db: Session, *offices: Office, name: str | None = None) -> Member:
    person = await a_person(db, name=name, email=f"{uuid4().hex}@example.org")
    for office in offices:
        await a_term(db, office, person=person)
    keys = KeyPair.generate()
    holder = vault.add_holder(db, kind=HolderKind.ACCOUNT, public_key=keys.public_key)
    await db.flush()
    now = clock.now()
    db.add(
        Account(
            person_id=person.id,
            holder_id=holder.id,
            login=person.email or "",
            cost="",
            salt=b"",
            verifier=b"",
            sealed_seed=b"",
            created_at=now,
            password_changed_at=now,
        )
    )
    await db.flush()
    return Member(person.id, db.keys.person_tag(person.id), holder, keys)


async def as_member(as_actor: Actors, member: Member) -> ActorClient:
    """A client that is signed in as them, the vault's cookie along."""
    return await as_actor(person=member.person_id, holder_id=member.holder.id, holder_seed=member.keys.seed)


async def a_case(  # what a test leaves out is plausible
    db: Session,
    *,
    category: Category = Category.PARTY,
    officer: Member | None = None,
    chair: Member | None = None,
    affected: Member | None = None,
    others: Mapping[CaseRole, Sequence[Member]] | None = None,
    barred: Sequence[Member] = (),
    standby: Sequence[Member] = (),
    texts: Sequence[Written] = (),
    opened_ago: timedelta = timedelta(),
) -> Case:
    """A reported case with its plan. Officer, chair and affected get what the policy gives them at intake.

    `others` hold everything that their role can open.
    """
    policy = current("standard")
    given: dict[Holder, Member | None] = {
        Holder.SECURITY_OFFICER: officer or await a_member(db, Office.SECURITY_OFFICER),
        Holder.CHAIR: chair,
        Holder.AFFECTED: affected,
    }
    seats = [
        Seat(member.tag, member.holder, rule.role, frozenset(rule.opens))
        for rule in policy_rules.access_at(policy, category=category, moment=Moment.INTAKE)
        if (member := given.get(rule.holder)) is not None
    ]
    seats += [
        Seat(member.tag, member.holder, role, COMPARTMENTS[role], "test")
        for role, members in (others or {}).items()
        for member in members
    ]
    written = Written(Compartment.REPORT, TextKind.NARRATIVE, WHAT_HAPPENED, "anonymous")
    draft = CaseDraft(
        category=category,
        policy_name=policy.name,
        policy_version=policy.version,
        opened_by="anonymous",
        seats=seats,
        standby=[each.holder for each in (*standby, *filter(None, (officer, chair)))],
        texts=[written, *texts],
        barred=[BarredPerson(each.person_id, is_provisional=False, why=BarReason.ACCUSED) for each in barred],
    )
    with clock.turned(-opened_ago):
        case = await opening.add(db, opening.prepare(draft))
        await db.flush()
        await plans.open_plan(db, case, policy=policy)
    return case


@dataclass(frozen=True)
class Staffed:
    """A case with everybody who could be tried as the right or the wrong person, signed in."""

    case_id: UUID
    members: dict[str, Member]
    clients: dict[str, ActorClient]

    def __getattr__(self, name: str) -> ActorClient:
        try:
            return self.clients[name]
        except KeyError:
            raise AttributeError(name) from None

    @property
    def path(self) -> str:
        return f"/api/v1/cases/{self.case_id}"


async def staffed(
    database: Database,
    as_actor: Actors,
    *,
    category: Category = Category.PARTY,
    opened_ago: timedelta = timedelta(),
    has_chair: bool = True,
    has_accused: bool = True,
    others: Sequence[CaseRole] = (),
) -> Staffed:
    """Clients `officer`, `chair`, `affected`, `accused` (barred), `stranger`, `administrator`, and one for each role
    in `others` under the role's name. An internal case's chair is not in it until told. Without `has_accused` nobody is
    barred."""
    async with database.writing() as db:
        members = {
            "officer": await a_member(db, Office.SECURITY_OFFICER),
            "chair": await a_member(db, Office.CHAIR),
            "affected": await a_member(db),
            "accused": await a_member(db, Office.BOARD_MEMBER),
            "stranger": await a_member(db, Office.BOARD_MEMBER),
            "administrator": await a_member(db, Office.ADMINISTRATOR),
            **{role.value: await a_member(db) for role in others},
        }
        case = await a_case(
            db,
            category=category,
            officer=members["officer"],
            chair=members["chair"] if has_chair else None,
            affected=members["affected"],
            barred=[members["accused"]] if has_accused else [],
            others={role: [members[role.value]] for role in others},
            opened_ago=opened_ago,
        )
    clients = {name: await as_member(as_actor, member) for name, member in members.items()}
    return Staffed(case.id, members, clients)


async def concluded(db: Session, case: Case, conclusion: Conclusion | None) -> None:
    """The case has come to that, and so has what was found about each who is accused."""
    case.conclusion = conclusion
    db.add(case)
    await db.flush()
    accused = select(Bar.tag).where(Bar.case_id == case.id, Bar.why == BarReason.ACCUSED, not_(col(Bar.is_provisional)))
    for tag in (await db.exec(accused)).all():
        if conclusion is None:
            await forget(db, case.id, tag)
        else:
            await conclude_about(db, case.id, tag, conclusion)
