"""The outside world behind small protocols: each has the real thing and a recording one for tests."""
