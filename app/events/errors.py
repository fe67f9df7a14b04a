from app.core.errors import Conflict


class EventOver(Conflict):
    code = "event-over"
    title = "The event has been, or was called off."
