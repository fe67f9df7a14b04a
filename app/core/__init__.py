"""Foundations without domain words: settings, database, clock, keys, problems, due work."""
