"""Closed cases until their end: the day that the policy gives them, what two people hold, and their destruction."""
