"""Life of an exclusion case; so far its beginning."""

from enum import StrEnum


class ExclusionGround(StrEnum):
    MANDATORY_AFTER_NO_CONFIDENCE = "mandatory_after_no_confidence"
    """Whatever the board decided before. Source: KNO-09."""
    BY_BOARD = "by_board"


class ExclusionStatus(StrEnum):
    OPENED = "opened"
    GROUND_FELL = "ground_fell"
    """The vote that opened it is void. Nothing is decided about the person; the board may still begin one itself."""
