"""Signing in, invitations, passwords. Slow hashing runs between transactions, never inside one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, update
from sqlalchemy.exc import IntegrityError
from sqlmodel import col, select

from app.access.actor import SYSTEM, Actor
from app.audit import service as audit
from app.auth import sessions
from app.auth.errors import InvitationUnusable, NoAddressToInvite, WrongCredentials
from app.auth.hooks import account_made, account_rekeyed
from app.auth.models import Account, Invitation, KnownDevice
from app.auth.passwords import Cost, DerivedKeys, derive_keys, new_salt, require_strong
from app.auth.sessions import OpenedSession
from app.auth.slow_down import buckets
from app.auth.tries import count_try, forget_try
from app.core import clock
from app.core.database import Database, Session
from app.core.errors import NotFound, SlowDown
from app.core.ids import new_id, new_token
from app.core.keys import PersonTag, sha256
from app.core.settings import Settings
from app.core.slow_work import SlowWork
from app.notifications import service as notifications
from app.notifications.hooks import Link, MakeLink
from app.notifications.rules import NoticeKind
from app.people import service as people
from app.vault import service as vault
from app.vault.crypto import KeyPair, open_with, place, seal_with
from app.vault.models import HolderKind


@dataclass(frozen=True)
class Means:
    """What a sign-in needs beside a transaction."""

    database: Database
    slow_work: SlowWork
    settings: Settings

    @property
    def cost(self) -> Cost:
        return Cost(
            time=self.settings.argon2_time_cost,
            memory_kib=self.settings.argon2_memory_kib,
            parallelism=self.settings.argon2_parallelism,
        )


def normalised(login: str) -> str:
    return login.strip().casefold()


def _seed_place(account_id: UUID) -> bytes:
    return place("account", account_id, "sealed_seed")


@dataclass(frozen=True)
class SignedIn:
    session: OpenedSession
    new_device: str | None
    """A device cookie to set; None when the browser is known already."""


async def sign_in(means: Means, *, login: str, password: str, address: str | None, device: str | None) -> SignedIn:
    """Check the password once, and with the same run unlock the account's key.

    Args:
        address: what failures are counted against beside the account; None where it may be everyone's.

    Raises:
        WrongCredentials: alike, and as slow, whether the account exists or not.
        SlowDown: too many failures here; says for how many seconds.
    """
    login = normalised(login)
    async with means.database.reading() as db:
        account = (await db.exec(select(Account).where(Account.login == login))).first()
        is_known_device = account is not None and await _is_known_device(db, account.id, device)
    async with means.database.writing() as db:
        counted = await count_try(
            db, buckets(account=login, address=address, device=device if is_known_device else None)
        )
    if isinstance(counted, timedelta):
        raise SlowDown(retry_after_seconds=int(counted.total_seconds()) + 1)
    cost = Cost.of(account.cost) if account else means.cost
    salt = account.salt if account else sha256(login)[:16]
    keys = await means.slow_work.run(derive_keys, password, salt=salt, cost=cost)
    if account is None or not keys.fits(account.verifier):
        raise WrongCredentials
    seed = open_with(keys.account_key, account.sealed_seed, context=_seed_place(account.id))
    async with means.database.writing() as db:
        # The password may have been changed while we hashed.
        unchanged = await db.exec(
            select(Account.id).where(Account.id == account.id, Account.verifier == account.verifier).with_for_update()
        )
        if unchanged.first() is None:
            raise WrongCredentials
        await forget_try(db, counted)
        lasts = timedelta(seconds=means.settings.session_seconds)
        session = await sessions.open_session(db, account, seed=seed, lasts=lasts)
        new_device = None if is_known_device else _remember_device(db, account.id)
    return SignedIn(session, new_device)


async def _is_known_device(db: Session, account_id: UUID, device: str | None) -> bool:
    if device is None:
        return False
    found = await db.exec(
        select(KnownDevice.account_id).where(KnownDevice.token_hash == _device_hash(db, account_id, device))
    )
    return found.first() is not None


def _device_hash(db: Session, account_id: UUID, device: str) -> str:
    return db.keys.keyed_hash("device", account_id, device)


def _remember_device(db: Session, account_id: UUID) -> str:
    device = new_token()
    db.add(KnownDevice(token_hash=_device_hash(db, account_id, device), account_id=account_id, created_at=clock.now()))
    return device


# Invitations


@dataclass(frozen=True)
class Invited:
    """`token` is handed out once and stands nowhere."""

    token: str
    expires_at: datetime


async def invite(db: Session, person_id: UUID, *, by: Actor) -> None:
    """Have a one-time link mailed, made as the mail is sent. With an account, accepting it makes new keys.

    Whoever invites never sees it: they could sit down in an officer's chair, or in that of someone who is to be one.
    """
    person = await people.person(db, person_id)
    if person.is_retired or person.is_external:
        raise NotFound
    if not person.email:
        raise NoAddressToInvite
    await notifications.notify(db, NoticeKind.INVITATION, to=person.tag)
    audit.record(db, "invitation-mailed", actor=by.tag, subject=person.tag)


def invitation_links(lasts: timedelta) -> MakeLink:
    """For the outbox: a link to a password, made at the moment its mail is sent."""

    async def make(db: Session, to: PersonTag, _about: UUID | None) -> Link | None:
        person = await people.person_by_tag(db, to)
        if person is None:
            return None
        invited = await make_link(db, person.id, by=SYSTEM.tag, lasts=lasts)
        # The address they sign in with: whoever may edit the register could else redirect an officer's link.
        login = (await db.exec(select(Account.login).where(Account.person_id == person.id))).first()
        return Link(invitation_path(invited.token), to=login, voids_older=True)

    return make


async def at_own_address(db: Session, to: PersonTag, _about: UUID | None) -> Link:
    """For the outbox: to where they sign in. Who changes an officer's entry must not divert the word of that, too."""
    person = await people.person_by_tag(db, to)
    query = select(Account.login).where(Account.person_id == person.id) if person else None
    return Link("/", to=(await db.exec(query)).first() if query is not None else None)


def invitation_path(token: str) -> str:
    """In the fragment: a browser sends it to no server, so no log or proxy sees it."""
    return f"/inbjudan#{token}"


async def make_link(db: Session, person_id: UUID, *, by: str, lasts: timedelta) -> Invited:
    """A one-time link for a mail, or for the founding's papers; an older one of this person's ends."""
    now = clock.now()
    await db.exec(
        update(Invitation)
        .where(col(Invitation.person_id) == person_id, col(Invitation.used_at).is_(None))
        .values(expires_at=now)
    )
    token = new_token()
    invitation = Invitation(
        id=new_id(), person_id=person_id, token_hash=sha256(token), created_at=now, expires_at=now + lasts
    )
    db.add(invitation)
    audit.record(db, "invited", actor=by, subject=invitation.id)
    return Invited(token, invitation.expires_at)


@dataclass(frozen=True)
class InvitationView:
    person_id: UUID
    display_name: str
    login: str


async def look_at_invitation(db: Session, token: str) -> InvitationView:
    invitation = await _usable(db, token)
    person = await people.person(db, invitation.person_id)
    login = (await db.exec(select(Account.login).where(Account.person_id == person.id))).first() or person.email
    if person.is_retired or not login:
        raise InvitationUnusable
    return InvitationView(person.id, person.display_name, normalised(login))


async def _usable(db: Session, token: str) -> Invitation:
    found = (
        await db.exec(
            select(Invitation).where(
                Invitation.token_hash == sha256(token),
                col(Invitation.used_at).is_(None),
                col(Invitation.expires_at) > clock.now(),
            )
        )
    ).first()
    if found is None:
        raise InvitationUnusable
    return found


async def accept_invitation(means: Means, *, token: str, password: str) -> None:
    """Make the account, or for a forgotten password give it new keys: the old ones open nothing any more.

    Raises:
        InvitationUnusable, PasswordTooWeak
    """
    async with means.database.reading() as db:
        view = await look_at_invitation(db, token)
    require_strong(password, known=(view.login.partition("@")[0], *view.display_name.split()))
    salt, pair = new_salt(), KeyPair.generate()
    public_key = pair.public_key
    keys = await means.slow_work.run(derive_keys, password, salt=salt, cost=means.cost)
    try:
        async with means.database.writing() as db:
            await _use(db, token)
            account = (
                await db.exec(select(Account).where(Account.person_id == view.person_id).with_for_update())
            ).first()
            holder = vault.add_holder(db, kind=HolderKind.ACCOUNT, public_key=public_key)
            await db.flush()
            now = clock.now()
            tag = db.keys.person_tag(view.person_id)
            if account is None:
                account = Account(
                    id=new_id(),
                    person_id=view.person_id,
                    holder_id=holder.id,
                    login=view.login,
                    cost="",
                    salt=b"",
                    verifier=b"",
                    sealed_seed=b"",
                    created_at=now,
                    password_changed_at=now,
                )
                audit.record(db, "account-made", actor=tag, subject=account.id)
                await account_made(db, view.person_id)
            else:
                await vault.retire_holder(db, account.holder_id)
                account.holder_id = holder.id
                await sessions.end_all_sessions(db, account.id, but=None, actor=tag, why="new-keys")
                await db.exec(delete(KnownDevice).where(col(KnownDevice.account_id) == account.id))
                audit.record(db, "account-given-new-keys", actor=tag, subject=account.id)
                await account_rekeyed(db, view.person_id)
            _lock(account, seed=pair.seed, keys=keys, salt=salt, cost=means.cost)
            db.add(account)
    except IntegrityError:
        raise InvitationUnusable from None


async def _use(db: Session, token: str) -> None:
    used = await db.exec(
        update(Invitation)
        .where(
            col(Invitation.token_hash) == sha256(token),
            col(Invitation.used_at).is_(None),
            col(Invitation.expires_at) > clock.now(),
        )
        .values(used_at=clock.now())
    )
    if not used.rowcount:
        raise InvitationUnusable


def _lock(account: Account, *, seed: bytes, keys: DerivedKeys, salt: bytes, cost: Cost) -> None:
    account.salt = salt
    account.cost = cost.text
    account.verifier = keys.verifier
    account.sealed_seed = seal_with(keys.account_key, seed, context=_seed_place(account.id))
    account.password_changed_at = clock.now()


async def change_password(means: Means, *, by: Actor, current: str, new: str) -> None:
    """The holder's key stays the same under a new lock; every other session ends."""
    async with means.database.reading() as db:
        account = (await db.exec(select(Account).where(Account.id == by.account_id))).one()
        person = await people.person(db, account.person_id)
    require_strong(new, known=(account.login.partition("@")[0], *person.display_name.split()))
    async with means.database.writing() as db:
        counted = await count_try(db, buckets(account=account.login, address=None, device=f"session {by.session_id}"))
    if isinstance(counted, timedelta):
        raise SlowDown(retry_after_seconds=int(counted.total_seconds()) + 1)
    old = await means.slow_work.run(derive_keys, current, salt=account.salt, cost=Cost.of(account.cost))
    if not old.fits(account.verifier):
        raise WrongCredentials
    seed = open_with(old.account_key, account.sealed_seed, context=_seed_place(account.id))
    salt = new_salt()
    keys = await means.slow_work.run(derive_keys, new, salt=salt, cost=means.cost)
    async with means.database.writing() as db:
        stored = (await db.exec(select(Account).where(Account.id == account.id).with_for_update())).one()
        if stored.verifier != account.verifier:
            raise WrongCredentials
        _lock(stored, seed=seed, keys=keys, salt=salt, cost=means.cost)
        await forget_try(db, counted)
        await sessions.end_all_sessions(db, stored.id, but=by.session_id, actor=by.tag, why="password-changed")
        audit.record(db, "password-changed", actor=by.tag, subject=stored.id)


async def holder_ids(db: Session, person_ids: Sequence[UUID]) -> dict[UUID, UUID]:
    """Each person's key holder, for those who have an account."""
    rows = await db.exec(
        select(Account.person_id, Account.holder_id).where(col(Account.person_id).in_(list(person_ids)))
    )
    return dict(rows.all())
