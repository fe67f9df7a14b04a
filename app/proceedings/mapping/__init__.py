"""The mapping of an internal case: talks, double-checks, a finding by two, and whether it is known who it is."""
