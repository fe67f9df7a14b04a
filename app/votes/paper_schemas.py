"""What comes in and goes out about ballots on paper."""

from typing import Annotated, Self

from pydantic import Field

from app.core.schemas import Schema
from app.votes.rules import Tally


class PaperMark(Schema):
    votes_on_paper: bool


Ballots = Annotated[int, Field(ge=0, le=10_000)]


class TallyFigures(Schema):
    against: Ballots
    for_: Annotated[Ballots, Field(alias="for")]
    blank: Ballots

    def tally(self) -> Tally:
        return Tally(self.against, self.for_, self.blank)

    @classmethod
    def of(cls, tally: Tally) -> Self:
        return cls.model_validate({"against": tally.against, "for": tally.for_, "blank": tally.blank})


class PaperCountWrite(Schema):
    """What one person counted, ballots folded first: under `fewest` of them none is unfolded, and there is no tally."""

    ballots: Ballots
    tally: TallyFigures | None


class PaperRead(Schema):
    """The ballots on paper, for one of those who can count them: their own figures, and nobody else's."""

    marked: int
    """So many are marked to vote on paper; as many, or fewer, ballots were handed in."""
    fewest: int
    """With fewer ballots none is looked at: they are destroyed."""
    is_awaited: bool
    """The box stays shut until two have entered the same."""
    ballots: int | None
    tally: TallyFigures | None
    others: int
    """So many others have entered what they counted."""
    differ: bool
    """What was entered is not alike: it can be counted and entered again."""
