"""What whoever leads answers before the roll is locked, as a page that has shown it all would."""

from collections.abc import Mapping, Sequence
from typing import Any

POLICY, GROUP = "association_policy", "group_statute"


def answers_to(
    sheet: Mapping[str, Any], *, statute: str = POLICY, conflicted: Sequence[str] = (), **more: Any
) -> dict[str, Any]:
    """Everything read and answered, as the sheet has it."""
    [under] = [each for each in sheet["statutes"] if each["statute"] == statute]
    return {
        "statute": statute,
        "roll": under["roll"],
        "rule": under["rule"],
        "question": sheet["question"],
        "caution": sheet["caution"],
        "conflicted": list(conflicted),
        "warnings": under["warnings"],
        **more,
    }
