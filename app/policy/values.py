"""The small values of a policy file: texts in two languages, durations, kept periods, codes."""

import re
from collections.abc import Iterable, Mapping
from datetime import timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Annotated, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    PlainSerializer,
    StrictInt,
    StringConstraints,
)
from pydantic_core import PydanticCustomError

_DURATION = re.compile(r"([1-9][0-9]{0,4})(min|h|d)")
_SECONDS = re.compile(r"([1-9][0-9]{0,4})s")
_UNITS = {
    "s": timedelta(seconds=1),
    "min": timedelta(minutes=1),
    "h": timedelta(hours=1),
    "d": timedelta(days=1),
}
_PERIOD = re.compile(r"([1-9][0-9]{0,3})(d|mo)")


class Frozen(BaseModel):
    """A part of a policy: never changed after reading, and no key that the schema does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class Text(Frozen):
    """The same words in Swedish and in English; neither may be empty."""

    sv: Line
    en: Line

    def read_in(self, language: str) -> str:
        """Swedish is the source: any language but English reads it."""
        return self.en if language == "en" else self.sv


def parse_duration(written: object) -> timedelta:
    """`15min`, `2h` or `7d`. Bare numbers are refused: nobody can see whether they are seconds or days."""
    if isinstance(written, timedelta):
        return written
    found = _DURATION.fullmatch(written) if isinstance(written, str) else None
    if found is None:
        raise PydanticCustomError("duration", "a time is written like 15min, 2h or 7d")
    return int(found[1]) * _UNITS[found[2]]


def write_duration(duration: timedelta) -> str:
    """The shortest way to write it that reads back the same; `48h` is therefore `2d`."""
    unit = next(name for name in ("d", "h", "min", "s") if not duration % _UNITS[name])
    return f"{duration // _UNITS[unit]}{unit}"


Duration = Annotated[
    timedelta,
    BeforeValidator(parse_duration),
    PlainSerializer(write_duration, return_type=str),
]


def parse_window(written: object) -> timedelta:
    """A duration that may be short enough to count in seconds: `90s`. Nobody's duty is due within seconds."""
    found = _SECONDS.fullmatch(written) if isinstance(written, str) else None
    return int(found[1]) * _UNITS["s"] if found else parse_duration(written)


Window = Annotated[
    timedelta,
    BeforeValidator(parse_window),
    PlainSerializer(write_duration, return_type=str),
]


class Period(Frozen):
    """How long something is kept; months are calendar months, so it is no `timedelta`."""

    months: StrictInt = 0
    days: StrictInt = 0

    def __str__(self) -> str:
        return f"{self.months}mo" if self.months else f"{self.days}d"


def parse_period(written: object) -> Period:
    """`30d` or `24mo`."""
    if isinstance(written, Period):
        return written
    found = _PERIOD.fullmatch(written) if isinstance(written, str) else None
    if found is None:
        raise PydanticCustomError("period", "a period to keep is written like 30d or 24mo")
    count = int(found[1])
    return Period(months=count) if found[2] == "mo" else Period(days=count)


KeptPeriod = Annotated[Period, BeforeValidator(parse_period), PlainSerializer(str, return_type=str)]


def _is(pattern: str, reason: str) -> AfterValidator:
    compiled = re.compile(pattern)

    def check(value: str) -> str:
        if not compiled.fullmatch(value):
            raise PydanticCustomError("code", reason)
        return value

    return AfterValidator(check)


PolicyName = Annotated[str, _is(r"[a-z][a-z0-9-]{0,39}", "a name has lower-case letters a-z, digits and hyphens only")]
Ref = Annotated[str, _is(r"[A-Z]{3}-\d{2}", "a reference is three capitals, a hyphen and two digits: SOP-02")]
StepId = Annotated[
    str, _is(r"[A-Z]{3}-\d{2}[a-z]?", "a step's id is its reference, with a letter where needed: SOP-02a")
]
ConsentId = Annotated[str, _is(r"[a-z][a-z_]{2,59}", "a consent's id has lower-case words joined by _")]

_Key = TypeVar("_Key")
_Value = TypeVar("_Value")


def frozen_mapping(value: Mapping[_Key, _Value]) -> Mapping[_Key, _Value]:
    return MappingProxyType(dict(value))


def every(words: Iterable[StrEnum]) -> AfterValidator:
    """Holds a mapping to one entry for each word, so that no page meets a word without its text."""

    def check(value: Mapping[_Key, _Value]) -> Mapping[_Key, _Value]:
        missing = [word.value for word in words if word not in value]
        if missing:
            raise PydanticCustomError("incomplete", "missing here: {words}", {"words": ", ".join(missing)})
        return frozen_mapping(value)

    return AfterValidator(check)


# A mapping proxy cannot be serialised as it stands.
AsDict = PlainSerializer(dict)
