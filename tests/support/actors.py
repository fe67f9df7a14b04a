"""Clients of the app for whoever a test needs to be, without a sign-in.

`as_actor` (a fixture) makes them:

    chair = await as_actor(Office.CHAIR)                  # someone new, with that term of office in the database
    anna = await as_actor(person=anna.id)                 # who exists already, with the offices they hold now
    outsider = await as_actor()                           # an account without any office
    system = as_actor.system(Scope.PEOPLE_READ)           # another system
    stranger = as_actor.anonymous()                       # nobody signed in
    someone = as_actor.client_of(Actor(...))              # whatever else: a vault key, a session

The offices are those at the moment the client is made: after a change of office, make a new one.
"""

import secrets
from dataclasses import replace
from typing import Any
from uuid import UUID

import httpx
from fastapi import FastAPI, Request

from app.access.actor import ANONYMOUS, Actor, ActorKind
from app.access.rules import Office, Scope
from app.core.database import Database
from app.core.ids import new_id
from app.people import service as people
from tests.support.factories import a_person, a_term

BASE_URL = "http://127.0.0.1:8000"
HEADER = "X-Test-Actor"


class ActorClient(httpx.AsyncClient):
    """An HTTP client that is someone: `client.actor` says who."""

    actor: Actor

    @property
    def person_id(self) -> UUID:
        assert self.actor.person_id is not None
        return self.actor.person_id

    @property
    def tag(self) -> str:
        return self.actor.tag


class Actors:
    """Takes the place of the sign-in in one app, and hands out clients. Without the header a request is anonymous."""

    def __init__(self, app: FastAPI) -> None:
        self._app = app
        self._database: Database = app.state.database
        self._actors: dict[str, Actor] = {}
        self._clients: list[ActorClient] = []
        app.state.authenticate = self._authenticate

    async def _authenticate(self, request: Request) -> Actor:
        token = request.headers.get(HEADER)
        return self._actors[token] if token else ANONYMOUS

    async def __call__(self, *offices: Office, person: UUID | None = None, **about_actor: Any) -> ActorClient:
        """Someone signed in. New `offices` become confirmed terms; `about_actor` sets more of the Actor's fields."""
        async with self._database.writing() as db:
            person_id = person or (await a_person(db)).id
            for office in offices:
                await a_term(db, office, person=person_id)
            held = await people.offices_of(db, person_id)
            tag = db.keys.person_tag(person_id)
        actor = Actor(
            kind=ActorKind.PERSON,
            tag=tag,
            person_id=person_id,
            account_id=new_id(),
            session_id=new_id(),
            offices=held,
        )
        return self.client_of(replace(actor, **about_actor))

    def system(self, *scopes: Scope) -> ActorClient:
        client_id = new_id()
        return self.client_of(
            Actor(kind=ActorKind.API_CLIENT, tag=f"client:{client_id}", client_id=client_id, scopes=frozenset(scopes))
        )

    def anonymous(self) -> ActorClient:
        return self.client_of(ANONYMOUS)

    def client_of(self, actor: Actor) -> ActorClient:
        token = secrets.token_hex(16)
        self._actors[token] = actor
        client = ActorClient(
            transport=httpx.ASGITransport(app=self._app, raise_app_exceptions=False),
            base_url=BASE_URL,
            headers={HEADER: token},
        )
        client.actor = actor
        self._clients.append(client)
        return client

    async def close(self) -> None:
        for client in self._clients:
            await client.aclose()
