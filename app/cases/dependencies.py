"""`CaseToRead[Action.X]` and `CaseToChange[Action.X]`: load, ask, or answer as to a stranger."""

from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Annotated, Any, Generic, TypeVar, get_args
from uuid import UUID

from fastapi import Depends
from starlette.requests import Request

from app.access.dependencies import CurrentActor
from app.access.rules import Action
from app.cases.access import HeldCase, hold
from app.cases.hooks import CaseHooks
from app.core.database import Reading, Session, Transaction
from app.core.errors import Forbidden, NotFound


async def held_in(db: Session, case_id: UUID, actor: CurrentActor, action: Action, *, to_change: bool) -> HeldCase:
    """For a route that cannot hold a transaction all along; everything else takes one of the two below."""
    try:
        held = await hold(db, case_id, actor=actor, to_change=to_change)
        held.require(action)
    except (NotFound, Forbidden) as refusal:
        # Recorded for what is not there as well: the time an answer takes must not tell the two apart.
        refusal.refused_to, refusal.refused_about = actor.tag, str(case_id)
        raise
    return held


def _to_read(action: Action) -> Callable[..., Coroutine[Any, Any, HeldCase]]:
    async def dependency(case_id: UUID, actor: CurrentActor, db: Reading) -> HeldCase:
        return await held_in(db, case_id, actor, action, to_change=False)

    dependency.__varna_action__ = action  # type: ignore[attr-defined]  # read by the page and test made from the table
    return dependency


def _to_change(action: Action) -> Callable[..., Coroutine[Any, Any, HeldCase]]:
    async def dependency(case_id: UUID, actor: CurrentActor, db: Transaction) -> HeldCase:
        return await held_in(db, case_id, actor, action, to_change=True)

    dependency.__varna_action__ = action  # type: ignore[attr-defined]  # as above
    return dependency


_Action = TypeVar("_Action")

if TYPE_CHECKING:
    # A type checker sees the case; FastAPI sees the question.
    class CaseToRead(HeldCase, Generic[_Action]): ...

    class CaseToChange(HeldCase, Generic[_Action]): ...

else:

    class CaseToRead:
        """`CaseToRead[Literal[Action.SEE]]`: a case the actor may do that with, in a reading transaction."""

        def __class_getitem__(cls, action: Any) -> Any:
            return Annotated[HeldCase, Depends(_to_read(*get_args(action)))]

    class CaseToChange:
        """The same, locked, in the request's writing transaction."""

        def __class_getitem__(cls, action: Any) -> Any:
            return Annotated[HeldCase, Depends(_to_change(*get_args(action)))]


async def _hooks(request: Request) -> CaseHooks:
    hooks: CaseHooks = request.app.state.case_hooks
    return hooks


Hooks = Annotated[CaseHooks, Depends(_hooks)]
