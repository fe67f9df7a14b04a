"""Making the demo, and knowing one."""

import secrets

from app.auth.service import Means
from app.connected import connect_rooms
from app.core.database import Database
from app.core.ids import ALPHABET
from app.core.settings import Settings
from app.core.slow_work import SlowWork
from app.demo import cast, papers
from app.demo.association import Staged, make_association, sign_in, sign_out
from app.demo.cases import make_fresh_case, make_internal_case, make_municipal_case, make_party_case
from app.demo.one_transaction import OneTransaction
from app.demo.papers import Papers, SignIn
from app.demo.vote import make_vote
from app.people.association import is_demo
from app.people.errors import AlreadyFounded

PASSWORD_GROUPS = 4


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
        chair, officer, contact = [
            await sign_in(staged, who, password=password) for who in (cast.CHAIR, cast.OFFICER, cast.CONTACT_PERSON)
        ]
        await make_municipal_case(staged, officer=officer, contact=contact)
        await make_internal_case(staged, officer=officer, chair=chair)
        await make_party_case(staged, officer=officer, contact=contact)
        links = await make_vote(staged, chair=chair, officer=officer)
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
