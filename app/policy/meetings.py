"""How a board decides in a case: how many there must be, what is on the table, and who settles a tie."""

from typing import Annotated

from pydantic import Field, StrictBool, StrictInt, field_validator
from pydantic_core import PydanticCustomError

from app.policy.terms import AgendaTopic
from app.policy.values import Frozen, Ref, Text
from app.policy.vote_rule import Share

_ALWAYS_ON_IT = frozenset({AgendaTopic.EXCLUSION, AgendaTopic.CONFIDENCE})


class AgendaPoint(Frozen):
    """Something that every such meeting takes up."""

    about: AgendaTopic
    title: Text


class DecisionMeeting(Frozen):
    """The board's meeting on an internal case. Source: KNO-04.

    `quorum` is a share of those on the board who are no part of the matter; a board with `fewest` of them or more can
    decide, and a smaller one hands the matter on. `chair_settles_ties`: else what is tied falls.
    """

    refs: Annotated[tuple[Ref, ...], Field(min_length=1)]
    title: Text
    rule: Text
    quorum: Share
    fewest: Annotated[StrictInt, Field(ge=2)]
    chair_settles_ties: StrictBool
    agenda: Annotated[tuple[AgendaPoint, ...], Field(min_length=1)]
    ours: Text | None = None

    @field_validator("agenda")
    @classmethod
    def _takes_up_what_it_must(cls, agenda: tuple[AgendaPoint, ...]) -> tuple[AgendaPoint, ...]:
        topics = [point.about for point in agenda]
        if len(set(topics)) != len(topics):
            raise PydanticCustomError("agenda", "a topic stands once on the agenda")
        if missing := _ALWAYS_ON_IT.difference(topics):
            raise PydanticCustomError(
                "agenda",
                "always on the agenda, and missing here: {topics} (KNO-07, KNO-08)",
                {"topics": ", ".join(sorted(missing))},
            )
        return agenda


class Meetings(Frozen):
    decision: DecisionMeeting
