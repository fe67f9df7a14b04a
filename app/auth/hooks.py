"""What this room tells the rooms above it, in the same transaction. `main` registers the listeners."""

from uuid import UUID

from app.core.hooks import Hook

account_made: Hook[UUID] = Hook("account_made")
"""A person got an account."""

account_rekeyed: Hook[UUID] = Hook("account_rekeyed")
"""A person's account was opened anew with an invitation: the old keys are lost, and who sits there is not yet known."""
