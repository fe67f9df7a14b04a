"""Who may do what: one table, and the Actor that it is asked about."""
