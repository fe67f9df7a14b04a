"""How far a result is from another one: pure, integers only."""

from collections.abc import Callable

from app.votes.rules import MajorityRule, Tally, Turnout, decision_of


def changes_to_overturn(tally: Tally, turnout: Turnout, rule: MajorityRule) -> int | None:
    """Fewest roll entries whose ballots, had they been falsified, would give another result; None if none can.

    Turnout itself is held fixed, and with it the number of ballots that nobody knows.
    """
    ways = (_changes_needed(tally, turnout, rule, heavier) for heavier in (_more_against, _more_for))
    return min((changes for changes in ways if changes is not None), default=None)


def _changes_needed(
    tally: Tally, turnout: Turnout, rule: MajorityRule, heavier: Callable[[Tally, int], Tally | None]
) -> int | None:
    was, changes = decision_of(tally, turnout, rule), 0
    changed: Tally | None = tally
    while changed is not None and decision_of(changed, turnout, rule) is was:
        changed = heavier(changed, turnout.most_known)
        changes += 1
    return None if changed is None else changes


def _more_against(tally: Tally, most: int) -> Tally | None:
    """The heaviest is a ballot for turned into one against; then a blank one; then one of somebody who cast nothing."""
    if tally.for_ > 0:
        return Tally(tally.against + 1, tally.for_ - 1, tally.blank)
    if tally.blank > 0:
        return Tally(tally.against + 1, tally.for_, tally.blank - 1)
    return Tally(tally.against + 1, tally.for_, tally.blank) if tally.cast < most else None


def _more_for(tally: Tally, most: int) -> Tally | None:
    """With none against left, more for still matter where the lost ones could have been against."""
    if tally.against > 0:
        return Tally(tally.against - 1, tally.for_ + 1, tally.blank)
    if tally.cast < most:
        return Tally(tally.against, tally.for_ + 1, tally.blank)
    return Tally(tally.against, tally.for_ + 1, tally.blank - 1) if tally.blank > 0 else None
