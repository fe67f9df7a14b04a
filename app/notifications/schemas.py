from datetime import datetime, time
from typing import Annotated

from pydantic import Field

from app.core.schemas import Schema
from app.notifications.rules import Channel, Choice, QuietHours

ClockTime = Annotated[str, Field(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$", min_length=5, max_length=5)]
"""`21:30`"""
Ways = Annotated[list[Channel], Field(max_length=2)]


class QuietHoursRead(Schema):
    """By the clock on the wall in Sweden; over midnight where it ends before it begins. Fourteen hours at most."""

    begins: ClockTime
    ends: ClockTime


class NoticeChoiceWrite(Schema):
    ordinary: Ways
    """How one is told of what can wait; empty: one looks in oneself."""
    alarms: Ways
    """How one is woken when somebody waits for an answer; never empty."""
    quiet: QuietHoursRead | None
    """When nothing but alarms comes; null: there are none."""

    def choice(self) -> Choice:
        quiet = None
        if self.quiet is not None:
            quiet = QuietHours(time.fromisoformat(self.quiet.begins), time.fromisoformat(self.quiet.ends))
        return Choice(ordinary=frozenset(self.ordinary), alarms=frozenset(self.alarms), quiet=quiet)


class NoticeChoiceRead(NoticeChoiceWrite):
    email: str | None
    """One's own, in the register."""
    telephone: str | None
    is_telephone_tried: bool
    """A text message goes only to a number that somebody has tried."""
    sends_texts: bool
    """Whether the association sends text messages at all."""
    is_mail_refused: bool
    """Whether something sent to the address came back."""
    is_text_refused: bool


class SentRead(Schema):
    """A message that a demo would have sent."""

    at: datetime
    to: str
    subject: str | None
    """Null for a text message."""
    text: str


class SentList(Schema):
    items: list[SentRead]
