"""The affected person's own case, by the receipt code, and what they may take along of it."""
