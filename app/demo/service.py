"""Making the demo, knowing one, and taking it away again."""

import secrets
import sqlite3
from datetime import timedelta
from pathlib import Path

from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from app.auth.service import Means
from app.connected import connect_rooms
from app.core.database import Database
from app.core.errors import DomainError
from app.core.ids import ALPHABET
from app.core.settings import Settings
from app.core.slow_work import SlowWork
from app.demo import cast, papers
from app.demo.association import Staged, make_association, sign_in, sign_out
from app.demo.cases import make_fresh_case, make_municipal_case, make_party_case
from app.demo.files import add_files
from app.demo.internal_case import make_internal_case
from app.demo.one_transaction import OneTransaction
from app.demo.papers import Papers, SignIn
from app.demo.vote import make_vote
from app.people.association import is_demo
from app.people.errors import AlreadyFounded, NotADemo

PASSWORD_GROUPS = 4
FILES_CAME_AGO = timedelta(hours=26)


class DemoIsServed(DomainError):
    code = "demo-is-served"
    status = 409
    title = "Something still uses the demo's database. Stop it first."


class DemoIsElsewhere(DomainError):
    code = "demo-is-elsewhere"
    status = 409
    title = "The demo lies in a database server: drop and create its database there."


async def state_of(database: Database) -> bool | None:
    """True for a demo, False for an association of real people, None for neither, or no tables yet."""
    try:
        async with database.reading() as db:
            return await is_demo(db)
    except SQLAlchemyError:
        return None


def new_password() -> str:
    """80 random bits, drawn for this installation: no two demos have the same."""
    letters = ALPHABET.lower()
    return "-".join("".join(secrets.choice(letters) for _ in range(4)) for _ in range(PASSWORD_GROUPS))


async def make_demo(database: Database, settings: Settings) -> Papers:
    """Fill an empty database, in one transaction: a demo is there whole, or not at all.

    Raises AlreadyFounded when an association is there, made up or not.
    """
    connect_rooms(settings)
    password = new_password()
    async with database.writing() as db:
        if await is_demo(db) is not None:
            raise AlreadyFounded
        means = Means(OneTransaction(db), SlowWork(settings.hashing_slots), settings)
        staged = Staged(db, means)
        await make_association(staged, password=password)
        acting = (cast.CHAIR, cast.OFFICER, cast.CONTACT_PERSON)
        chair, officer, contact = [await sign_in(staged, who, password=password) for who in acting]
        await make_municipal_case(staged, officer=officer, contact=contact)
        internal = await make_internal_case(staged, officer=officer, chair=chair)
        party_case = await make_party_case(staged, officer=officer, contact=contact)
        async with staged.ago(FILES_CAME_AGO):
            await add_files(party_case)
        vice_chair = await staged.actor(cast.VICE_CHAIR)
        links = await make_vote(staged, internal, chair=chair, officer=officer, second=vice_chair)
        code = await make_fresh_case(staged)
        for actor in (chair, officer, contact):
            await sign_out(staged, actor)
        made = Papers(
            password=password,
            receipt_code=code,
            sign_ins=tuple(SignIn(part=who.part, name=who.name, login=who.email) for who in cast.SIGN_INS),
            voter_links=links,
        )
        # Before the commit: without this file nobody could use the demo that stands after it.
        papers.write(made, folder=settings.data_dir)
    return made


async def forget_demo(database: Database, settings: Settings) -> list[Path]:
    """Take the demo away, so that a real association can begin; gives the files that are gone.

    Raises NotADemo, DemoIsElsewhere and DemoIsServed.
    """
    found = await state_of(database)
    await database.close()
    if found is not True:
        raise NotADemo("There is no demo here.")
    if not database.is_sqlite:
        raise DemoIsElsewhere
    file = Path(make_url(settings.resolved_database_url).database or "")
    _require_unused(file)
    gone = [file, settings.data_dir / papers.FILE, *sorted((settings.data_dir / "outbox").glob("*.eml"))]
    gone = [each for each in gone if each.exists()]
    for each in gone:
        each.unlink()
    return gone


def _require_unused(file: Path) -> None:
    """Nobody can leave the write-ahead log while someone else reads from it; it goes with this, too."""
    connection = sqlite3.connect(file, timeout=0)
    try:
        connection.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.OperationalError:
        raise DemoIsServed from None
    finally:
        connection.close()
