"""What a mail server and a text message gateway have in common: when a message is theirs, and how they say no."""

from collections.abc import Awaitable, Callable

AboutTo = Callable[[], Awaitable[None]]
"""Called once, right before the message itself leaves: until then it certainly has not been sent."""


async def nobody_asks() -> None:
    """For whoever keeps no account of what was sent."""


class NotReached(Exception):
    """Our own server could not be reached, or does not let us send: nobody's address is at fault."""


class PutOff(Exception):
    """Said in so many words: not now. It was not taken."""


class TurnedDown(Exception):
    """Said in so many words: never to this address or number. It was not taken."""
