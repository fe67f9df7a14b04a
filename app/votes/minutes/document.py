"""Minutes as they are typeset: plain text in plain parts. `minutes.typ` knows these kinds and no word of a vote."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Literal


@dataclass(frozen=True)
class Text:
    text: str
    kind: Literal["text", "soft", "outcome"] = "text"


@dataclass(frozen=True)
class Lines:
    """Name and value, one under the other; `figures` sets the values as numbers in a column."""

    rows: Sequence[tuple[str, str]]
    kind: Literal["facts", "figures"] = "facts"


@dataclass(frozen=True)
class Code:
    """Something to compare letter by letter."""

    name: str
    value: str
    kind: Literal["code"] = "code"


@dataclass(frozen=True)
class Answered:
    """What somebody wrote, word for word, and the answer to it."""

    name: str
    text: str
    answer_name: str
    answer: str
    kind: Literal["answered"] = "answered"


Part = Text | Lines | Code | Answered


@dataclass(frozen=True)
class Section:
    title: str
    parts: Sequence[Part]
    may_break: bool = False
    """Over two pages: what people wrote may be longer than one."""


@dataclass(frozen=True)
class Signature:
    """A line to sign on; `name` is empty where it is to be filled in by hand."""

    role: str
    name: str


@dataclass(frozen=True)
class Document:
    """`page_words` stand before the page's number and before how many there are. `language` as in HTML."""

    language: str
    association: str
    title: str
    subtitle: str
    sections: Sequence[Section]
    signing: Section
    signatures: Sequence[Sequence[Signature]]
    """Row by row, two beside each other."""
    foot: str
    page_words: tuple[str, str]

    def as_json(self) -> dict[str, object]:
        return asdict(self)
