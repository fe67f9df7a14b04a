"""What follows from decisions and votes: exclusion cases."""
