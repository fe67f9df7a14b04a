"""How events become a chain. Pure, so that an auditor can recompute it from a copy of the table."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

GENESIS = "0" * 64


@dataclass(frozen=True)
class Event:
    id: UUID
    at: datetime
    kind: str
    actor: str
    subject: str
    codes: Mapping[str, str]

    @property
    def canonical(self) -> bytes:
        """Sorted keys, no spaces, UTC to the microsecond: the same bytes from either database."""
        at = self.at.astimezone(UTC).isoformat(timespec="microseconds")
        values = [str(self.id), at, self.kind, self.actor, self.subject, dict(self.codes)]
        return json.dumps(values, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def chained(previous_hash: str, events: Iterable[Event]) -> str:
    """The next link, as 64 hexadecimal digits. Each event is length-prefixed, so none can slide into another."""
    digest = hashlib.sha256(bytes.fromhex(previous_hash))
    for event in in_order(events):
        digest.update(len(event.canonical).to_bytes(4, "big") + event.canonical)
    return digest.hexdigest()


def in_order(events: Iterable[Event]) -> list[Event]:
    return sorted(events, key=lambda event: (event.at, event.id.hex))
