"""What a vote starts from; each figure can be changed for one vote until its roll is locked."""

from datetime import timedelta
from typing import Annotated, Literal, Self

from pydantic import Field, StrictBool, StrictInt, ValidationInfo, field_validator, model_validator
from pydantic_core import PydanticCustomError

from app.policy.terms import MajorityBase
from app.policy.values import Duration, Frozen, Ref, Text, Window, write_duration

Count = Annotated[StrictInt, Field(ge=1)]

SHORTEST_CHECK = {"in_room": timedelta(seconds=10), "at_distance": timedelta(hours=1)}
"""In a room, what open pages need to compare their receipts by themselves: they ask every other second. At a
distance, what a person needs who is told by mail."""
FEWEST_ENVELOPES_EVER = 5
"""With fewer, the totals alone say how people voted: no policy opens a vote like that."""
LONGEST_CHECK = timedelta(days=7)
"""What a manifest can hold."""
SHORTEST_TO_COMPLAIN = timedelta(days=1)
LONGEST_TO_COMPLAIN = timedelta(days=365)
LARGEST_GROUP = 1000


class Share(Frozen):
    """`numerator` of `denominator`, reached at exactly that share unless `strict`. Source: CGR-04."""

    numerator: Count
    denominator: Count
    strict: StrictBool

    @model_validator(mode="after")
    def _is_at_most_all(self) -> Self:
        if self.numerator > self.denominator:
            raise PydanticCustomError("share", "more than the whole: 'numerator' is above 'denominator'")
        if self.strict and self.numerator == self.denominator:
            raise PydanticCustomError("share", "'strict' would ask for more than the whole")
        return self

    def is_reached_by(self, part: int, *, of: int) -> bool:
        """Integers only; a share of nothing is never reached."""
        if of <= 0:
            return False
        have, need = self.denominator * part, self.numerator * of
        return have > need if self.strict else have >= need


class Majority(Share):
    base: MajorityBase


class Tellers(Frozen):
    """`count` are appointed, any `threshold` of them open. Source: ballot protocol, step 7."""

    count: Annotated[StrictInt, Field(ge=2)]
    threshold: Annotated[StrictInt, Field(ge=2)]

    @model_validator(mode="after")
    def _can_be_met(self) -> Self:
        if self.threshold > self.count:
            raise PydanticCustomError("tellers", "'threshold' is above 'count': nobody could open the vote")
        return self


class Roll(Frozen):
    """Who votes. The accused never does; the affected person may, or stands aside. Source: CGR-05."""

    members: StrictBool
    substitutes: StrictBool
    affected: StrictBool
    accused: Literal[False]


class CheckWindow(Frozen):
    """How long the sorted envelopes lie open to be checked before they are opened."""

    in_room: Window
    at_distance: Window

    @field_validator("in_room", "at_distance")
    @classmethod
    def _leaves_time_to_check(cls, value: timedelta, field: ValidationInfo) -> timedelta:
        shortest = SHORTEST_CHECK[field.field_name or ""]
        if not shortest <= value <= LONGEST_CHECK:
            raise PydanticCustomError(
                "check_window",
                "a check window lasts from {shortest} to {longest} here",
                {"shortest": write_duration(shortest), "longest": write_duration(LONGEST_CHECK)},
            )
        return value


class VoteRule(Frozen):
    """One kind of vote. `advisory` leaves the decision with the board; `opens_exclusion` is KNO-09.

    `complaints_within`: so long after the result someone on the roll may complain about it.
    """

    refs: Annotated[tuple[Ref, ...], Field(min_length=1)]
    title: Text
    question: Text
    rule: Text
    advisory: StrictBool
    secret: Literal[True]
    proxies: Literal[False]
    majority: Majority
    quorum: Share
    roll: Roll
    substitutes_may_move: StrictBool
    tellers: Tellers
    check_window: CheckWindow
    complaints_within: Duration
    warn_below: Count
    fewest_envelopes: Count
    hearing_first: StrictBool
    opens_exclusion: StrictBool
    ours: Text | None = None

    @field_validator("fewest_envelopes")
    @classmethod
    def _keeps_a_small_vote_secret(cls, value: int) -> int:
        if not FEWEST_ENVELOPES_EVER <= value <= LARGEST_GROUP:
            raise PydanticCustomError(
                "envelopes",
                "from {fewest} to {most}: with fewer envelopes the totals alone say how people voted",
                {"fewest": FEWEST_ENVELOPES_EVER, "most": LARGEST_GROUP},
            )
        return value

    @field_validator("complaints_within")
    @classmethod
    def _leaves_time_to_complain(cls, value: timedelta) -> timedelta:
        if not SHORTEST_TO_COMPLAIN <= value <= LONGEST_TO_COMPLAIN:
            raise PydanticCustomError(
                "complaints_within",
                "from {shortest} to {longest}: time to read the minutes, and an end to not knowing",
                {
                    "shortest": write_duration(SHORTEST_TO_COMPLAIN),
                    "longest": write_duration(LONGEST_TO_COMPLAIN),
                },
            )
        return value

    @model_validator(mode="after")
    def _binds_or_advises(self) -> Self:
        if self.advisory and self.opens_exclusion:
            raise PydanticCustomError("advisory", "an advisory vote opens no exclusion case")
        if self.fewest_envelopes > self.warn_below:
            raise PydanticCustomError(
                "warning", "'warn_below' is lower than 'fewest_envelopes': the warning never comes"
            )
        return self


class Votes(Frozen):
    confidence: VoteRule
    consultation: VoteRule
