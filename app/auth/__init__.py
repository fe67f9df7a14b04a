"""Accounts, sessions, other systems: who signs in becomes an Actor."""
