"""What is asked of an accused, assignment by assignment, and the care that is held out to the affected person."""
