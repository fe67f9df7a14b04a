"""Ways to reach somebody that stand in a text: addresses, numbers, where they live. Pure.

For what is told to an accused: whoever it happened to is not to be found by it, whether they are in the register or
not. It errs on the side of finding; a day, a time and the numbers of the state are nobody's.
"""

import re
import unicodedata

FEWEST_DIGITS = 7
"""Of a number that begins as telephone numbers do. The shortest in use, with its area code, has seven."""
FEWEST_DIGITS_OF_ANY = 9
"""Of one that begins in another way: a mobile number without its zero, or a personal identity number."""

_IN_ADDRESS = r"[^\s@<>()\[\],;:\"]+"
_EMAIL = re.compile(
    rf"{_IN_ADDRESS}\s?(?:@|[(\[]\s?(?:at|a|snabel-?a)\s?[)\]])\s?{_IN_ADDRESS}\.[^\W\d_]{{2,}}", re.IGNORECASE
)
_NUMBER = re.compile(r"\+?\(?\d(?:[\s()./\u2010-\u2015-]*\d)+")
_DAY = re.compile(r"(?<!\d)(?:(?:19|20)\d\d-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./-]\s?(?:19|20)\d\d|\d{1,2}/\d{1,2})(?!\d)")
_TIME = r"(?:[01]?\d|2[0-4])[.:][0-5]\d"
# Not behind other digits: the end of a number may look like one.
_TIMES = re.compile(rf"(?<!\d)(?<!\d[\s.(/-]){_TIME}\s?[\u2010-\u2015-]\s?{_TIME}(?!\d)")
_STREETS = "gata|gatan|gatans|väg|vägen|gränd|gränden|stig|stigen|torg|torget|allé|allén|backe|backen|leden|kajen"
_STREET = re.compile(rf"\b[A-ZÅÄÖ][\w:-]{{2,}}\s?(?:{_STREETS})\s+\d{{1,3}}(?!\d)(?:\s?[a-hA-H]\b)?")
_POSTCODE = re.compile(r"(?<!\d)[1-9]\d\d\s?\d\d\s+[A-ZÅÄÖ][^\W\d_]+")
_BEGINS = re.compile(r"\+|(?<!\d)0")
_BETWEEN = "\n"


def ways_to_reach(text: str) -> list[str]:
    """As they stand there, in the order of their kind: e-mail addresses, numbers, home addresses."""
    seen = unicodedata.normalize("NFKC", text)
    found = [each.group().strip() for each in _EMAIL.finditer(seen)]
    rest = _EMAIL.sub(_BETWEEN, seen)
    for nobodys in (_DAY, _TIMES):
        rest = nobodys.sub(_BETWEEN, rest)
    found += [each.group() for each in _NUMBER.finditer(rest) if _is_somebodys(each.group())]
    found += [each.group() for pattern in (_STREET, _POSTCODE) for each in pattern.finditer(rest)]
    return list(dict.fromkeys(found))


def _is_somebodys(written: str) -> bool:
    if _digits(written) >= FEWEST_DIGITS_OF_ANY:
        return True
    begins = (each.start() for each in _BEGINS.finditer(written))
    return any(_digits(written[at:]) >= FEWEST_DIGITS for at in begins)


def _digits(written: str) -> int:
    return sum(each.isdigit() for each in written)
