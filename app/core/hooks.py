"""Where something low must cause something high: the low room declares a hook, `main` registers who answers it."""

from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Generic, TypeVar

from app.core.database import Session

Happening = TypeVar("Happening")


class HookMissing(RuntimeError):
    """Nobody answers a hook. A fault in the composition, never in a request: `main` looks at start-up."""


class HookTaken(RuntimeError):
    """A second one would answer a hook, and the first would be heard no more. A fault in the composition."""


class Hook(Generic[Happening]):
    """One listener, called in the transaction of what happens: both stand, or neither does."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._listener: Callable[[Session, Happening], Awaitable[None]] | None = None
        self._instead: Callable[[Session, Happening], Awaitable[None]] | None = None

    @property
    def is_registered(self) -> bool:
        return self._listener is not None

    def register(self, listener: Callable[[Session, Happening], Awaitable[None]]) -> None:
        """Let `listener` answer from now on. Anew with the same one: each app of a process composes itself.

        Raises HookTaken for another one, which has to be called by the first.
        """
        if self._listener not in {None, listener}:
            raise HookTaken(self.name)
        self._listener = listener

    @contextmanager
    def heard_by(self, listener: Callable[[Session, Happening], Awaitable[None]]) -> Iterator[None]:
        """Let `listener` answer for the length of a block, whatever is registered meanwhile; for tests."""
        before = self._instead
        self._instead = listener
        try:
            yield
        finally:
            self._instead = before

    async def __call__(self, db: Session, happening: Happening) -> None:
        listener = self._instead or self._listener
        if listener is None:
            raise HookMissing(self.name)
        await listener(db, happening)
