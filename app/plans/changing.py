"""What becomes of a plan when its case gets another category or phase. Pure."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from app.policy.schema import Step


@dataclass(frozen=True)
class Reconciled:
    """What a new plan makes of the old one: codes that change name, come back (old to new), leave, and are new."""

    renamed: Mapping[str, str]
    revived: Mapping[str, str]
    superseded: frozenset[str]
    added: tuple[str, ...]


def reconcile(
    *,
    current: Collection[str],
    superseded_before: Collection[str],
    survivors: Mapping[str, str],
    wanted: Iterable[str],
    steps: Mapping[str, Step],
) -> Reconciled:
    """Equal steps survive, others are superseded, never deleted; one that was superseded before comes back as it was.

    `steps` holds every step of the policy, `wanted` the codes of the new plan.
    """
    kept = {code: survivors[code] for code in current if code in survivors}
    revived: dict[str, str] = {}
    added: list[str] = []
    for code in wanted:
        if code in kept.values():
            continue
        key = steps[code].equals
        equals = [old for old in sorted(superseded_before) if old == code or (key and steps[old].equals == key)]
        if equals:
            revived[code if code in equals else equals[0]] = code
        else:
            added.append(code)
    return Reconciled(
        renamed={old: new for old, new in kept.items() if old != new},
        revived=revived,
        superseded=frozenset(code for code in current if code not in kept),
        added=tuple(added),
    )
