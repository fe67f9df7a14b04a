"""Types that every room's request and response schemas share."""

from typing import Annotated, Generic, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints


def is_storable(text: str) -> bool:
    """PostgreSQL has no NUL in text, UTF-8 no lone surrogates; other controls would garble a mail or a log."""
    return not any((letter < " " and letter not in "\n\r\t") or "\ud800" <= letter <= "\udfff" for letter in text)


def _storable(text: str) -> str:
    if not is_storable(text):
        raise ValueError("has characters that cannot be kept")
    return text


Line = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=200, pattern=r"^[^\r\n]*$"),
    AfterValidator(_storable),
]
"""One line of text, 1-200 characters."""

Prose = Annotated[str, StringConstraints(strip_whitespace=True, max_length=20_000), AfterValidator(_storable)]
"""Running text, up to 20,000 characters; may be empty."""

SHORTEST_REASON = 3

Reason = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=SHORTEST_REASON, max_length=4_000),
    AfterValidator(_storable),
]
"""Why something was done, in words."""


class Schema(BaseModel):
    """What comes in or goes out: unknown fields are refused, and no error repeats what was sent."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True, use_attribute_docstrings=True)


Item = TypeVar("Item")


class Page(Schema, Generic[Item]):
    """One page of a list; `next` is handed back as `after` and is null on the last page. There is no total."""

    # For a page of each kind pydantic would look for its source through all that imports it, a tenth of every start.
    model_config = ConfigDict(use_attribute_docstrings=False)

    items: list[Item]
    next: str | None = None
