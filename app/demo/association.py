"""The association and its people, through the same use cases as a real one: proposed, confirmed, invited, signed in."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from sqlmodel import select

from app.access.actor import SYSTEM, Actor, ActorKind
from app.audit import service as audit
from app.auth import service as auth
from app.auth import sessions
from app.auth.service import Means
from app.auth.tokens import AccessToken
from app.core import clock
from app.core.database import Session
from app.core.due_work import Job
from app.core.ids import new_id
from app.core.settings import Settings
from app.demo import cast
from app.demo.cast import Character
from app.founding import Founding, found
from app.oncall.schemas import ShiftCreate
from app.oncall.service import add_shifts
from app.people import service as people
from app.people import terms
from app.people.models import Person, Term
from app.people.rules import Language, local_date, needs_confirmation
from app.people.schemas import ContactDetail, ContactVerification, MunicipalityReport, PersonCreate, TermCreate

LOOPBACK_ADDRESS = "127.0.0.1"
FOUNDED_AGO = timedelta(days=200)
ELECTED_AGO = timedelta(days=190)
INVITED_AGO = timedelta(days=180)
REPORTED_AGO = timedelta(days=170)
VERIFIED_AGO = timedelta(days=20)


@dataclass
class Staged:
    """The demo while it is being made: everything happens in `db`'s one transaction."""

    db: Session
    means: Means
    people: dict[str, UUID] = field(default_factory=dict)
    """Person ids by name."""

    @property
    def settings(self) -> Settings:
        return self.means.settings

    def id_of(self, who: Character) -> UUID:
        return self.people[who.name]

    async def actor(self, who: Character) -> Actor:
        """Them, signed in without their key: enough for what opens no compartment."""
        person_id = self.id_of(who)
        return Actor(
            kind=ActorKind.PERSON,
            tag=self.db.keys.person_tag(person_id),
            person_id=person_id,
            offices=await people.offices_of(self.db, person_id),
        )

    @asynccontextmanager
    async def ago(self, by: timedelta) -> AsyncIterator[None]:
        """Let what follows have happened `by` ago, and have been chained in the audit log then."""
        with clock.turned(-by):
            yield
            job = Job(id=new_id(), kind=audit.JOB, subject="", attempts=1, lease_token=new_id())
            await audit.chain(self.means.database, job)


def _described(who: Character) -> PersonCreate:
    return PersonCreate(
        display_name=who.name,
        email=who.email,
        telephone=who.telephone,
        is_on_contact_card=who in {cast.CHAIR, cast.OFFICER, cast.DEPUTY_OFFICER},
        is_external=who.is_external,
    )


async def make_association(staged: Staged, *, password: str) -> None:
    """Offices are filled, the officers known to the municipality but for the second one, and accounts in use."""
    async with staged.ago(FOUNDED_AGO):
        papers = await found(
            staged.means.database,
            founding=Founding(
                neutral_name=cast.NEUTRAL_NAME,
                name=cast.NAME,
                language=Language.SWEDISH,
                municipality=cast.MUNICIPALITY,
                administrator=_described(cast.ADMINISTRATOR),
                chair=_described(cast.CHAIR),
                security_officer=_described(cast.OFFICER),
                is_demo=True,
            ),
            settings=staged.settings,
        )
        made = papers.founded
        ids = (made.administrator_id, made.chair_id, made.security_officer_id)
        staged.people |= {who.name: person_id for who, person_id in zip(cast.FOUNDERS, ids, strict=True)}
        for link in papers.links.values():
            await auth.accept_invitation(staged.means, token=link.partition("#")[2], password=password)
    async with staged.ago(ELECTED_AGO):
        for who in cast.LATER:
            await _elect(staged, who)
    async with staged.ago(INVITED_AGO):
        for who in cast.SIGN_INS:
            if who not in cast.FOUNDERS:
                await _give_account(staged, who, password=password)
    async with staged.ago(REPORTED_AGO):
        await _report_officer(staged)
    async with staged.ago(VERIFIED_AGO):
        await _verify_contacts(staged)
    await _keep_rota(staged)


async def _elect(staged: Staged, who: Character) -> None:
    administrator = await staged.actor(cast.ADMINISTRATOR)
    person = await people.add(staged.db, _described(who), actor=administrator)
    staged.people[who.name] = person.id
    for office in who.offices:
        wanted = TermCreate(
            person_id=person.id,
            office=office,
            committee=cast.COMMITTEE if who is cast.COMMITTEE_CHAIR and office is who.offices[0] else None,
            starts_on=local_date(clock.now()),
        )
        proposed = await terms.propose(staged.db, wanted, actor=administrator)
        if needs_confirmation(office):
            await terms.confirm(staged.db, proposed, actor=await staged.actor(cast.CHAIR))


async def _give_account(staged: Staged, who: Character, *, password: str) -> None:
    lasts = timedelta(seconds=staged.settings.invitation_seconds)
    made = await auth.make_link(staged.db, staged.id_of(who), by=SYSTEM.tag, lasts=lasts)
    await auth.accept_invitation(staged.means, token=made.token, password=password)


async def _report_officer(staged: Staged) -> None:
    officer = staged.id_of(cast.OFFICER)
    term = (await staged.db.exec(select(Term).where(Term.person_id == officer))).one()
    report = MunicipalityReport(reported_on=local_date(clock.now()), receipt="KS 2026/0417")
    await terms.report_to_municipality(staged.db, term, report, actor=await staged.actor(cast.CHAIR))


async def _verify_contacts(staged: Staged) -> None:
    for who in cast.EVERYONE:
        if who.telephone is None or not who.is_verified:
            continue
        person = (await staged.db.exec(select(Person).where(Person.id == staged.id_of(who)))).one()
        verified = ContactVerification(details=[ContactDetail.EMAIL, ContactDetail.TELEPHONE])
        await people.verify_contact(staged.db, person, verified, actor=await staged.actor(cast.ADMINISTRATOR))


async def _keep_rota(staged: Staged) -> None:
    """The two officers take turns week by week, and stand behind each other."""
    today = local_date(clock.now())
    for turn, (who, behind) in enumerate([(cast.OFFICER, cast.DEPUTY_OFFICER), (cast.DEPUTY_OFFICER, cast.OFFICER)]):
        first_day = today + timedelta(days=7 * turn - 1)
        wanted = ShiftCreate(
            person_id=staged.id_of(who),
            deputy_id=staged.id_of(behind),
            first_day=first_day,
            begins="17:00",
            last_day=first_day + timedelta(days=7),
            ends="17:00",
            times=4,
            every_weeks=2,
        )
        await add_shifts(staged.db, wanted, actor=await staged.actor(cast.OFFICER))


async def sign_in(staged: Staged, who: Character, *, password: str) -> Actor:
    """Them with their key at hand, which letting someone else in needs."""
    signed_in = await auth.sign_in(
        staged.means, login=who.email, password=password, address=LOOPBACK_ADDRESS, device=None
    )
    opened = signed_in.session
    token = AccessToken(opened.account_id, opened.id)
    return await sessions.actor_of(staged.means.database, token, vault_secret=opened.vault_secret)


async def sign_out(staged: Staged, actor: Actor) -> None:
    if actor.session_id is not None:
        await sessions.end_session(staged.db, actor.session_id, by=actor)
