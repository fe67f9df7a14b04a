"""Routes below the sign-in room ask here who is asking; the sign-in room answers, through a hook that `main` sets."""

from collections.abc import Awaitable, Callable
from typing import Annotated

from fastapi import Depends, Request

from app.access.actor import ANONYMOUS, Actor, ActorKind
from app.access.rules import SCOPES, Task, may
from app.core.errors import Forbidden, NotSignedIn

Authenticate = Callable[[Request], Awaitable[Actor]]
"""Who sends this request; ANONYMOUS without a sign-in. Set as `app.state.authenticate`."""


async def nobody_is_signed_in(_request: Request) -> Actor:
    """The answer of an installation without a way to sign in."""
    return ANONYMOUS


async def _actor(request: Request) -> Actor:
    authenticate: Authenticate = request.app.state.authenticate
    return await authenticate(request)


AnyActor = Annotated[Actor, Depends(_actor)]
"""Whoever asks, signed in or not."""


async def _current(actor: AnyActor) -> Actor:
    if actor.kind is not ActorKind.PERSON:
        raise NotSignedIn
    return actor


CurrentActor = Annotated[Actor, Depends(_current)]
"""A signed-in person; never another system."""


def doing(*tasks: Task) -> Callable[[Actor], Awaitable[Actor]]:
    """A dependency that lets through whom the table lets do one of them: `Annotated[Actor, Depends(doing(Task.X))]`."""

    async def check(actor: AnyActor) -> Actor:
        if actor.kind is ActorKind.API_CLIENT:
            if not any(SCOPES.get(task) in actor.scopes for task in tasks):
                raise Forbidden
        elif actor.kind is not ActorKind.PERSON:
            raise NotSignedIn
        elif not any(may(task, offices=actor.offices) for task in tasks):
            raise Forbidden
        return actor

    return check
