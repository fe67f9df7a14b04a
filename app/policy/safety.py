"""Safety ahead, as the policy words it: what can be arranged for somebody, and what is looked over before an event."""

from typing import Annotated

from pydantic import Field, field_validator
from pydantic_core import PydanticCustomError

from app.policy.values import Frozen, Ref, Text

Word = Annotated[str, Field(pattern=r"^[a-z][a-z_]{1,38}$")]


class SafetyKind(Frozen):
    """Something that can be arranged, by a word that a case remembers it by."""

    id: Word
    title: Text
    what: Text


class EventCheck(Frozen):
    """One line of what is looked over before each event."""

    id: Word
    title: Text
    do: Text


class Safety(Frozen):
    """Source: SOP-05, ASP-08, ASM-01, ASM-02."""

    ref: Ref
    measures: Annotated[tuple[SafetyKind, ...], Field(min_length=1)]
    checks: Annotated[tuple[EventCheck, ...], Field(min_length=1)]

    @field_validator("measures", "checks")
    @classmethod
    def _are_told_apart(cls, lines: tuple[SafetyKind, ...] | tuple[EventCheck, ...]) -> object:
        ids = [each.id for each in lines]
        if len(set(ids)) != len(ids):
            raise PydanticCustomError("repeated", "the same 'id' stands here twice")
        return lines
