"""What whoever runs the server can open: every row of the database, and the installation's key, tried on everything."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec

from app.core.keys import Keys
from app.votes import messages, p256, sealed
from app.votes.envelope import Cast, CheckedCast, EnvelopeRejected, check_cast, open_envelope
from app.votes.manifest import Manifest
from app.votes.rules import Choice
from tests.support import shamir
from tests.support.ballots import SUITE

FIELDS = (
    *("subject", "account", "hearing-note", "roll", "issuing-keys", "receipt-key", "opening-key", "end-reason"),
    *("says", "answer", "preflight", "teller-count-0", "teller-count-1", "teller-count-2"),
)
"""Of `app.votes.sealed`: every place that is sealed under the installation's key."""

Rows = dict[str, list[dict[str, Any]]]


def values_in(rows: Rows) -> list[bytes]:
    return [value for table in rows.values() for row in table for value in row.values() if isinstance(value, bytes)]


def unsealed(keys: Keys, rows: Rows, *, vote_id: UUID) -> list[bytes]:
    """Everything that the installation's key opens."""
    found = []
    for value in values_in(rows):
        for field in FIELDS:
            try:
                found.append(sealed.unseal(keys, value, vote_id=vote_id, field=field))
            except (InvalidTag, ValueError):
                continue
    return found


def manifest_of(rows: Rows, *, vote_id: UUID) -> Manifest | None:
    [vote] = [row for row in rows["vote"] if row["id"] == vote_id]
    return Manifest.from_bytes(vote["manifest"]) if vote["manifest"] else None


def casts_in(rows: Rows, manifest: Manifest) -> list[CheckedCast]:
    return [check_cast(manifest, Cast.from_bytes(row["cast"])) for row in rows["envelope"]]


def private_keys_among(values: Iterable[bytes], manifest: Manifest, casts: Sequence[CheckedCast]) -> list[Any]:
    """Those of the values that are a key which opens a part of the first envelope."""
    candidates = {value for value in values if len(value) == 32}
    found = []
    for value in candidates:
        try:
            key = p256.key_from_bytes(value)
        except ValueError:
            continue
        if casts and _parts(casts[0], manifest, [key]):
            found.append(key)
    return found


def _parts(checked: CheckedCast, manifest: Manifest, keys: Sequence[ec.EllipticCurvePrivateKey]) -> dict[int, bytes]:
    parts = {}
    for recipient, part in enumerate(checked.cast.envelope.keys):
        context = messages.key_seal_context(manifest, checked.row_key, recipient=recipient)
        for key in keys:
            try:
                parts[recipient] = SUITE.decrypt(part, key, context)
            except (InvalidTag, ValueError):
                continue
    return parts


def opened_with(
    keys: Sequence[ec.EllipticCurvePrivateKey], manifest: Manifest, casts: Sequence[CheckedCast]
) -> list[Choice]:
    """The choices in the envelopes that these keys open."""
    opened = []
    for checked in casts:
        parts = list(_parts(checked, manifest, keys).values())
        try:
            content_key = shamir.combine(parts) if manifest.tellers else parts[0]
            opened.append(open_envelope(manifest, checked, content_key=content_key).choice)
        except (EnvelopeRejected, ValueError, IndexError):
            continue
    return opened
