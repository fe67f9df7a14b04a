"""Cases: parties, grants, bars, the life cycle, and what is written in them, sealed from the first commit."""
