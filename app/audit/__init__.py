"""Who did what, in an append-only chain of hashes: ids, tags and codes, never content."""
