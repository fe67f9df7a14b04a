"""What the outbox must ask rooms above it; `main` registers the answers and start-up fails without them."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from uuid import UUID

from app.core.database import Session
from app.core.keys import PersonTag
from app.notifications.rules import NoticeKind

MayStillKnow = Callable[[Session, PersonTag, UUID], Awaitable[bool]]
"""Whether this person may still know of this case, asked at the moment of sending."""


@dataclass(frozen=True)
class Link:
    """`to` is the address it may go to, where that is not simply the one in the register."""

    path: str
    to: str | None = None
    voids_older: bool = False
    """Made anew each time: no mail sent before holds a link that opens."""


MakeLink = Callable[[Session, PersonTag, UUID | None], Awaitable[Link | None]]
"""A link made as the mail is sent, so that it never stood in the outbox; None to send nothing.

It gets the recipient and the row that the notice is about."""


@dataclass
class OutboxHooks:
    may_still_know: MayStillKnow
    links: dict[NoticeKind, MakeLink] = field(default_factory=dict)
