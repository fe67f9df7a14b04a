"""What this room refuses."""

from app.core.errors import Conflict


class ShiftTaken(Conflict):
    code = "shift-taken"
    title = "Somebody is on call in that time already. Take that shift over, or end it first."


class ShiftOver(Conflict):
    code = "shift-over"
    title = "That shift is over."
