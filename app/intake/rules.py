"""How a report is sorted, and the receipt code that brings its reporter back. Pure."""

import re
from enum import StrEnum

from app.access.rules import Office
from app.core.ids import ALPHABET
from app.policy.terms import Category

SHORTEST_CODE = 20
"""Letters of 5 bits each: 100 bits."""

_LOOKALIKES = str.maketrans("OIL", "011")
_ADDRESS = re.compile(r"\S*@\S+|\+?\d[\d\s()./\u2010-\u2015-]{4,}\d")
_NOT_A_LETTER = re.compile(r"[\s\-\u2013]+")


class Concerns(StrEnum):
    """What the reporter thinks it is about. `unsure` is an answer as good as any."""

    PARTY = "party"
    MUNICIPAL = "municipal"
    INTERNAL = "internal"
    UNSURE = "unsure"


class SafeNow(StrEnum):
    YES = "yes"
    UNSURE = "unsure"
    NO = "no"


ACCUSABLE_OFFICES = frozenset(
    {
        Office.CHAIR,
        Office.VICE_CHAIR,
        Office.BOARD_MEMBER,
        Office.SECURITY_OFFICER,
        Office.GROUP_LEADER,
        Office.EXECUTIVE_BOARD_CHAIR,
        Office.COMMITTEE_CHAIR,
        Office.ADMINISTRATOR,
    }
)
"""Published offices that a report can say it concerns, so that it is routed round whoever holds them. CON-03."""


def category_of(concerns: Concerns) -> Category:
    """Unsure opens as internal: the narrowest circle. Access can widen later, but what was read stays read."""
    return Category.INTERNAL if concerns is Concerns.UNSURE else Category(concerns.value)


def normalised_code(code: str) -> str | None:
    """A receipt code as its letters alone, or None when it is no code: Crockford's alphabet, 100 bits or more."""
    letters = _NOT_A_LETTER.sub("", code).upper().translate(_LOOKALIKES)
    is_code = SHORTEST_CODE <= len(letters) <= 64 and all(letter in ALPHABET for letter in letters)
    # A code typed by hand as one letter over and over is no secret.
    return letters if is_code and len(set(letters)) >= 6 else None


def without_addresses(reach: str) -> str:
    """How to reach the reporter, but for addresses and numbers: those are their own, and shut nobody out for them.

    What else is said there may name who must not answer. Source: CON-03.
    """
    return _ADDRESS.sub(" ", reach)
