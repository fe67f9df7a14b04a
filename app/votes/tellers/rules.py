"""Which tellers open a vote. Pure."""

from collections.abc import Collection, Sequence

FEWEST = 2
"""One alone would be no better than the server."""
MOST = 16


def opening_set(
    senders: Collection[int], *, threshold: int, before: Sequence[int] = (), without: int | None = None
) -> tuple[int, ...] | None:
    """The numbers of exactly `threshold` tellers who have sent their shares; None while there are too few.

    Who was in it `before` stays, so that a set changes by one teller at a time and every set can be reached.
    """
    kept = [number for number in before if number in senders and number != without]
    others = sorted(number for number in set(senders) - set(kept) if number != without)
    chosen = [*kept, *others][:threshold]
    return tuple(sorted(chosen)) if len(chosen) == threshold else None
