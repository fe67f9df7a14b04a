"""What counts as having been in touch, and who has something new to read. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class ContactWay(StrEnum):
    """How somebody was in touch with the affected person, or tried to be."""

    CALLED = "called"
    MET = "met"
    WROTE = "wrote"
    NO_ANSWER = "no_answer"
    """They tried. It is worth knowing, and promises nothing: the next contact stays due. Source: AFF-06."""
    HANDING_OVER = "handing_over"
    """What whoever comes next needs to know; nobody was in touch."""


REACHED = frozenset({ContactWay.CALLED, ContactWay.MET, ContactWay.WROTE})


@dataclass(frozen=True)
class MessageFacts:
    """A message, without its words. `author` is a tag."""

    author: str
    sent_at: datetime


def count_new(messages: Iterable[MessageFacts], *, reader: str, seen_until: datetime) -> int:
    """How many others wrote since. Nobody's own message is new to them."""
    return sum(each.author != reader and each.sent_at > seen_until for each in messages)


def to_be_told(messages: Iterable[MessageFacts], *, readers: Mapping[str, datetime], author: str) -> list[str]:
    """Whom a new message is announced to: those who had seen all before it. Who has not was told already."""
    before = list(messages)
    return sorted(
        reader
        for reader, seen_until in readers.items()
        if reader != author and count_new(before, reader=reader, seen_until=seen_until) == 0
    )
