"""After some failures, wait: per account and per address, and never for someone who is neither.

A browser that has signed in to an account before carries a device cookie and is counted on its own: others' failures
at that account do not delay it. A failure by a stranger counts against the account (as seen from unknown devices) and
against the address where it is known to be one client's (`addresses.py`), so that neither many guesses at one account
nor one guess each at many goes on for long. A success clears the account's count, and is taken back from the address:
it neither delays the neighbours nor gives anyone new guesses.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

FORGOTTEN_AFTER = timedelta(hours=1)
LONGEST_WAIT = timedelta(minutes=5)


@dataclass(frozen=True)
class Bucket:
    """Whom failures are counted for. `free` failures cost nothing; each one after doubles the wait, from 1 s."""

    key: str
    free: int
    is_shared: bool = False
    """Whether others are counted here too, whose failures one success must not forgive."""


def wait_after(failures: int, *, free: int) -> timedelta:
    """How long the next try must wait after so many failures. Source: issue part 2 (slow-down)."""
    over = failures - free
    return timedelta() if over <= 0 else min(timedelta(seconds=2 ** min(over - 1, 20)), LONGEST_WAIT)


def next_state(
    *, failures: int, not_before: datetime, last_at: datetime, free: int, now: datetime
) -> tuple[int, datetime] | timedelta:
    """What one more try makes of a bucket: its new (failures, not_before), or how long to wait instead.

    A try is counted before its password is looked at, so that parallel guesses cannot slip through together.
    """
    if now - last_at > FORGOTTEN_AFTER:
        failures = 0
        not_before = now
    # The free tries never wait: one that queued for the row may be a moment older than the one counted before it.
    if failures > free and now < not_before:
        return not_before - now
    failures += 1
    return failures, now + wait_after(failures, free=free)


def taken_back(*, failures: int, not_before: datetime, last_at: datetime, counted_at: datetime) -> tuple[int, datetime]:
    """A bucket's (failures, not_before) after a try that was counted at `counted_at` turned out to be right.

    It was let through, so nothing had to wait then; a wait that a later failure caused stands.
    """
    return max(failures - 1, 0), counted_at if last_at == counted_at else not_before


def buckets(*, account: str, address: str | None, device: str | None) -> Sequence[Bucket]:
    if device is not None:
        return (Bucket(f"device|{account}|{device}", free=8),)
    of_account = Bucket(f"account|{account}", free=5)
    if address is None:
        return (of_account,)
    # A council group signs in from one room at the same time, and some of them mistype.
    return (of_account, Bucket(f"address|{address}", free=100, is_shared=True))
