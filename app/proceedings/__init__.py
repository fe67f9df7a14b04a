"""What follows from decisions and votes: what the board decides, and exclusion cases."""
