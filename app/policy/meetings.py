"""How a board decides in a case: how many there must be, what is on the table, and who settles a tie."""

from typing import Annotated

from pydantic import Field, StrictBool, StrictInt, field_validator
from pydantic_core import PydanticCustomError

from app.policy.terms import AgendaTopic
from app.policy.values import Frozen, Ref, Text
from app.policy.vote_rule import Share

OF_A_RETURN = frozenset({AgendaTopic.RETURN_HEARD, AgendaTopic.RETURN, AgendaTopic.RETURN_REVIEW})
_ALWAYS_ON_IT = frozenset({AgendaTopic.EXCLUSION, AgendaTopic.CONFIDENCE})
_ALWAYS_ON_A_RETURN = frozenset({AgendaTopic.RETURN, AgendaTopic.RETURN_REVIEW})


class AgendaPoint(Frozen):
    """Something that every such meeting takes up."""

    about: AgendaTopic
    title: Text


class BoardMeeting(Frozen):
    """`quorum` is a share of those on the board who are no part of the matter.

    A board with `fewest` of them or more can decide, and a smaller one hands the matter on. `chair_settles_ties`: else
    what is tied falls.
    """

    refs: Annotated[tuple[Ref, ...], Field(min_length=1)]
    title: Text
    rule: Text
    quorum: Share
    fewest: Annotated[StrictInt, Field(ge=2)]
    chair_settles_ties: StrictBool
    agenda: Annotated[tuple[AgendaPoint, ...], Field(min_length=1)]
    ours: Text | None = None


class DecisionMeeting(BoardMeeting):
    """The board's meeting on an internal case. Source: KNO-04."""

    @field_validator("agenda")
    @classmethod
    def _takes_up_what_it_must(cls, agenda: tuple[AgendaPoint, ...]) -> tuple[AgendaPoint, ...]:
        return _required(agenda, always=_ALWAYS_ON_IT, never=OF_A_RETURN, source="KNO-07, KNO-08")


class ReturnMeeting(BoardMeeting):
    """The board's meeting on somebody's return: whether they come back, or how it went. Source: REE-01, REE-05."""

    @field_validator("agenda")
    @classmethod
    def _takes_up_what_it_must(cls, agenda: tuple[AgendaPoint, ...]) -> tuple[AgendaPoint, ...]:
        of_cases = frozenset(AgendaTopic) - OF_A_RETURN
        return _required(agenda, always=_ALWAYS_ON_A_RETURN, never=of_cases, source="REE-01, REE-05")


def _required(
    agenda: tuple[AgendaPoint, ...], *, always: frozenset[AgendaTopic], never: frozenset[AgendaTopic], source: str
) -> tuple[AgendaPoint, ...]:
    topics = [point.about for point in agenda]
    if len(set(topics)) != len(topics):
        raise PydanticCustomError("agenda", "a topic stands once on the agenda")
    if missing := always.difference(topics):
        raise PydanticCustomError(
            "agenda",
            "always on the agenda, and missing here: {topics} ({source})",
            {"topics": ", ".join(sorted(missing)), "source": source},
        )
    if strange := never.intersection(topics):
        raise PydanticCustomError(
            "agenda", "belongs to another kind of meeting: {topics}", {"topics": ", ".join(sorted(strange))}
        )
    return agenda


class Meetings(Frozen):
    decision: DecisionMeeting
    reentry: ReturnMeeting
