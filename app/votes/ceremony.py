"""Making a vote's keys and locking its manifest."""

import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric import ec

from app.core.keys import Keys
from app.votes import blind_rsa, p256, sealed
from app.votes.blind_rsa import PrivateIssuingKey
from app.votes.encoding import frame, from_base64url, to_base64url
from app.votes.manifest import (
    SALT_BYTES,
    Held,
    IssuingKey,
    LockedMajority,
    LockedQuorum,
    LockedRoll,
    Manifest,
    Mode,
    Question,
    Schedule,
    Teller,
    commitment_to_name,
    hash_of_roll,
)
from app.votes.models import Vote


@dataclass(frozen=True)
class VoteKeys:
    """What takes long to make, and the receipt key, with the public issuing keys and their proofs."""

    admission: PrivateIssuingKey
    ballot: PrivateIssuingKey
    receipt: ec.EllipticCurvePrivateKey
    admission_public: IssuingKey
    ballot_public: IssuingKey


@dataclass(frozen=True)
class Subject:
    """Whom the question concerns, and the salt of the manifest's commitment to their name."""

    person_id: UUID
    name: str
    salt: bytes


def make_keys() -> VoteKeys:
    """Up to some seconds of processor time: off the event loop, outside a transaction."""
    admission, ballot = blind_rsa.generate_key(), blind_rsa.generate_key()
    return VoteKeys(
        admission=admission,
        ballot=ballot,
        receipt=p256.generate_key(),
        admission_public=IssuingKey.of(admission),
        ballot_public=IssuingKey.of(ballot),
    )


def seal_subject(keys: Keys, *, vote_id: UUID, person_id: UUID, name: str) -> bytes:
    salt = to_base64url(secrets.token_bytes(SALT_BYTES))
    data = json.dumps({"person_id": str(person_id), "name": name, "salt": salt}).encode()
    return sealed.seal(keys, data, vote_id=vote_id, field="subject")


def subject_of(keys: Keys, vote: Vote) -> Subject:
    told = json.loads(sealed.unseal(keys, vote.sealed_subject, vote_id=vote.id, field="subject"))
    return Subject(UUID(told["person_id"]), told["name"], from_base64url(told["salt"]))


@dataclass(frozen=True)
class LockedRollLines:
    """The names as they stood at lock and their salt, for whoever checks the manifest's hash of the roll."""

    lines: tuple[str, ...]
    salt: bytes


def roll_lines_of(keys: Keys, vote: Vote) -> LockedRollLines | None:
    if vote.sealed_roll is None:
        return None
    told = json.loads(sealed.unseal(keys, vote.sealed_roll, vote_id=vote.id, field="roll"))
    return LockedRollLines(tuple(told["lines"]), from_base64url(told["salt"]))


def lock(  # noqa: PLR0913 - everything that a manifest binds together
    keys: Keys,
    vote: Vote,
    *,
    made: VoteKeys,
    question: str,
    fewest_envelopes: int,
    names: Sequence[str],
    tellers: tuple[Teller, ...],
    at: datetime,
) -> Manifest:
    """Write manifest and sealed keys into the vote. With tellers there is no key here that opens an envelope."""
    opening = None if tellers else p256.generate_key()
    if vote.held is None or vote.closes_at is None:
        raise ValueError("a vote is convened before it is locked")
    salt = secrets.token_bytes(SALT_BYTES)
    subject = subject_of(keys, vote)
    manifest = Manifest(
        format=1,
        vote_id=str(vote.id),
        mode=Mode.TELLERS if tellers else Mode.WITHOUT_TELLERS,
        held=vote.held,
        question=Question(code=vote.kind.value, text=question),
        majority=LockedMajority(
            numerator=vote.majority_numerator,
            denominator=vote.majority_denominator,
            base=vote.majority_base,
            strict=vote.majority_is_strict,
        ),
        quorum=LockedQuorum(
            numerator=vote.quorum_numerator, denominator=vote.quorum_denominator, strict=vote.quorum_is_strict
        ),
        fewest_envelopes=fewest_envelopes,
        roll=LockedRoll(size=len(names), hash=hash_of_roll(names, salt=salt)),
        accused_commitment=commitment_to_name(subject.name, salt=subject.salt),
        admission_key=made.admission_public,
        ballot_key=made.ballot_public,
        receipt_key=p256.point_of(made.receipt),
        opening_key=p256.point_of(opening) if opening else None,
        tellers=tellers,
        threshold=vote.teller_threshold,
        schedule=Schedule(
            locked_at=at,
            drawing_ends_at=vote.drawing_closes_at if vote.held is Held.AT_A_DISTANCE else None,
            closes_at=vote.closes_at,
            check_window_seconds=vote.check_window_seconds,
        ),
    )
    lines = json.dumps({"lines": sorted(names), "salt": to_base64url(salt)}).encode()
    issuing = frame(made.admission.to_bytes(), made.ballot.to_bytes())
    for field, data in (
        ("roll", lines),
        ("issuing-keys", issuing),
        ("receipt-key", p256.key_to_bytes(made.receipt)),
        *([("opening-key", p256.key_to_bytes(opening))] if opening else []),
    ):
        setattr(vote, f"sealed_{field.replace('-', '_')}", sealed.seal(keys, data, vote_id=vote.id, field=field))
    vote.locked_at, vote.roll_size = at, len(names)
    vote.manifest, vote.manifest_hash = manifest.to_bytes(), manifest.hash
    return manifest


def unlock(vote: Vote) -> None:
    """Nothing that was locked holds any more, and its keys are gone."""
    destroy_keys(vote)
    vote.locked_at = vote.roll_size = vote.sealed_roll = vote.manifest = vote.manifest_hash = None


def issuing_keys_of(keys: Keys, *, vote_id: UUID, sealed_keys: bytes) -> tuple[PrivateIssuingKey, PrivateIssuingKey]:
    """The admission key, then the ballot key."""
    data = sealed.unseal(keys, sealed_keys, vote_id=vote_id, field="issuing-keys")
    size = int.from_bytes(data[:2], "big")
    return PrivateIssuingKey.from_bytes(data[2 : 2 + size]), PrivateIssuingKey.from_bytes(data[4 + size :])


def opening_key_of(keys: Keys, vote: Vote) -> ec.EllipticCurvePrivateKey:
    if vote.sealed_opening_key is None:
        raise ValueError("the opening key is destroyed")
    return p256.key_from_bytes(sealed.unseal(keys, vote.sealed_opening_key, vote_id=vote.id, field="opening-key"))


def receipt_key_of(keys: Keys, vote: Vote) -> ec.EllipticCurvePrivateKey:
    if vote.sealed_receipt_key is None:
        raise ValueError("the receipt key is destroyed")
    return p256.key_from_bytes(sealed.unseal(keys, vote.sealed_receipt_key, vote_id=vote.id, field="receipt-key"))


def destroy_keys(vote: Vote) -> None:
    """After this no envelope opens, no credential is issued and no receipt is signed."""
    vote.sealed_issuing_keys = vote.sealed_opening_key = vote.sealed_receipt_key = None
