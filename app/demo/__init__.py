"""A made-up association for whoever wants to look: made once, in an empty database, on loopback only."""
