"""Which meetings a case has, and what can be decided there."""

from enum import StrEnum


class MeetingKind(StrEnum):
    TRIAGE = "triage"
    """How serious it is, and who does what. Source: SOI-03."""
    DECISION = "decision"
    """The board decides from the conclusion, or looks anew at what it decided. Source: KNO-04."""


class MeetingStatus(StrEnum):
    CALLED = "called"
    HELD = "held"
    APPROVED = "approved"
    """Its minutes are approved: nothing of it changes any more."""
    CANCELLED = "cancelled"


class DecisionKind(StrEnum):
    """What a board decides that something else hangs on. It never excludes: the federation does. Source: KNO-07."""

    LEAVE_ASSIGNMENTS = "leave_assignments"
    CONTINUE_TIME_OUT = "continue_time_out"
    END_TIME_OUT = "end_time_out"
    REQUIRE_CARE = "require_care"
    OPEN_EXCLUSION = "open_exclusion"
    NO_EXCLUSION = "no_exclusion"
    RAISE_CONFIDENCE = "raise_confidence"
    STATE_DISTANCE = "state_distance"
    OTHER = "other"
