"""What a file is read with outside a request's own transaction: it is never whole in memory, nor in one of them."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends
from starlette.requests import Request

from app.core.database import Database
from app.core.slow_work import SlowWork
from app.evidence import pieces
from app.evidence.service import OpenFile
from app.evidence.sharing import Sharer
from app.evidence.showing import Shower


@dataclass(frozen=True)
class Reading:
    database: Database
    slow_work: SlowWork
    show: Shower
    share: Sharer
    scanner: str | None
    """Where a virus scanner answers, if anywhere."""

    def contents(self, file: OpenFile) -> AsyncIterator[bytes]:
        return pieces.contents(self.database, self.slow_work, file.id, size=file.size, key=file.key)

    async def digest(self, file: OpenFile) -> bytes:
        return await pieces.digest_of(self.database, self.slow_work, file.id, size=file.size, key=file.key)


async def _reading(request: Request) -> Reading:
    state = request.app.state
    return Reading(state.database, state.slow_work, state.shower, state.sharer, state.settings.clamav)


FileReading = Annotated[Reading, Depends(_reading)]
