"""Envelopes and nothing else: this package cannot reach people, roll, audit, access or sign-in (import-linter)."""
