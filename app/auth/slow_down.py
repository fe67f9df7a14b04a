"""After some failures, wait: per account and per address, and never for someone who is neither.

A browser that has signed in to an account before carries a device cookie and is counted on its own: others' failures
at that account do not delay it. A failure by a stranger counts against the account (as seen from unknown devices) and
against the address, so that neither many guesses at one account nor one guess each at many goes on for long.
"""

import ipaddress
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
    if now < not_before:
        return not_before - now
    failures += 1
    return failures, now + wait_after(failures, free=free)


def buckets(*, account: str, address: str, device: str | None) -> Sequence[Bucket]:
    if device is not None:
        return (Bucket(f"device|{account}|{device}", free=8),)
    # Many share an office's address: it may fail more often than one account.
    return (Bucket(f"account|{account}", free=5), Bucket(f"address|{address}", free=30))


def network_of(address: str) -> str:
    """An IPv6 customer has a whole /64 to choose addresses from: count them as one."""
    if ":" not in address:
        return address

    try:
        return str(ipaddress.ip_network(f"{address.split('%', maxsplit=1)[0]}/64", strict=False))
    except ValueError:
        return address
