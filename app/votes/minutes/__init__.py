"""The minutes of a vote with a result: what stands in them, in words, and as a PDF."""
