"""What this room tells the rooms above it, in the same transaction: that, and of which event, never of whom."""

from uuid import UUID

from app.core.hooks import Hook

event_changed: Hook[UUID] = Hook("events.event_changed")
"""An event was planned, moved or called off."""
