"""All of the demo, or nothing: services that begin transactions of their own join one."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

from sqlalchemy import Executable

from app.core.asking import Rows
from app.core.database import Database, Session
from app.core.keys import Keys


class OneTransaction(Database):
    """Stands in for the database while everything happens in `session`'s transaction."""

    def __init__(self, session: Session) -> None:  # no engine of its own: the database's constructor makes some
        self._session = session

    @property
    def keys(self) -> Keys:
        return self._session.keys

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[Session]:
        yield self._session
        await self._session.flush()

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Session]:
        await self._session.flush()
        yield self._session

    async def ask(self, question: Executable, values: Mapping[str, object]) -> Rows:
        await self._session.flush()
        return (await (await self._session.connection()).execute(question, values)).all()
