"""Telling and opening beyond what grants and consents give: so far, what two people may do together in danger."""
