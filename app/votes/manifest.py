"""The manifest: everything about a vote that is locked before the first credential is drawn.

It names nobody. Its hash - plain SHA-256 of its canonical JSON, so that any tool can recompute it from the
published file - is part of every message that is signed blindly: a vote held under another question, rule,
roll or key is another vote, and no credential fits both.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from app.core.errors import DomainError
from app.votes import blind_rsa, p256
from app.votes.blind_rsa import KEY_BITS, PROOF_ROOTS, SIGNATURE_BYTES, PublicIssuingKey
from app.votes.encoding import Digest, Point, Record, UtcSecond, base64url_of, framed_hash
from app.votes.rules import FEWEST_ENVELOPES_EVER, MajorityBase, MajorityRule, Quorum

SPKI_BYTES = 422
"""SubjectPublicKeyInfo of an RSA key of 3072 bits with e = 65537."""
SALT_BYTES = 32
MOST_TELLERS = 16
_SHORT_HASH_BYTES = 15
_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


class ManifestInvalid(DomainError):
    code = "manifest-invalid"
    status = 422
    title = "The manifest holds a key that cannot be trusted."


class Mode(StrEnum):
    """Who holds the keys that open the envelopes."""

    WITHOUT_TELLERS = "without_tellers"
    TELLERS = "tellers"


class Held(StrEnum):
    """Where the group votes; at a distance, whoever drew a credential counts as present."""

    IN_A_ROOM = "in_a_room"
    AT_A_DISTANCE = "at_a_distance"


class Question(Record):
    """A neutral question: it names no one and takes no side."""

    code: Annotated[str, Field(pattern=r"^[a-z][a-z_]{1,39}$")]
    text: Annotated[str, Field(min_length=1, max_length=500)]


class LockedMajority(Record):
    numerator: Annotated[int, Field(ge=1, le=1000)]
    denominator: Annotated[int, Field(ge=1, le=1000)]
    base: MajorityBase
    strict: bool

    def rule(self) -> MajorityRule:
        return MajorityRule(self.numerator, self.denominator, self.base, self.strict)

    @model_validator(mode="after")
    def _can_be_reached(self) -> Self:
        self.rule()
        return self


class LockedQuorum(Record):
    numerator: Annotated[int, Field(ge=0, le=1000)]
    denominator: Annotated[int, Field(ge=1, le=1000)]
    strict: bool

    def rule(self) -> Quorum:
        return Quorum(self.numerator, self.denominator, self.strict)

    @model_validator(mode="after")
    def _can_be_reached(self) -> Self:
        self.rule()
        return self


class LockedRoll(Record):
    """The electoral roll without its names: `hash` is `hash_of_roll`."""

    size: Annotated[int, Field(ge=1, le=10_000)]
    hash: Digest


class IssuingKey(Record):
    """Public key for blind signatures, and the proof that blinding with it hides everything."""

    spki: Annotated[bytes, base64url_of(SPKI_BYTES)]
    proof: Annotated[bytes, base64url_of(PROOF_ROOTS * SIGNATURE_BYTES)]

    @classmethod
    def of(cls, key: blind_rsa.PrivateIssuingKey) -> Self:
        return cls(spki=key.public.spki, proof=blind_rsa.prove_permutation(key))


class Teller(Record):
    """One teller's public keys: shares are sealed to the first, the bulletin is signed with the second."""

    sealing_key: Point
    signing_key: Point


class Schedule(Record):
    """What was announced. In a room drawing ends at the chair's word, not at a time."""

    locked_at: UtcSecond
    drawing_ends_at: UtcSecond | None
    closes_at: UtcSecond
    check_window_seconds: Annotated[int, Field(ge=0, le=7 * 86_400)]


class Manifest(Record):
    format: Literal[1]
    vote_id: Annotated[str, Field(pattern=r"^[0-9A-Za-z_-]{16,64}$")]
    mode: Mode
    held: Held
    question: Question
    majority: LockedMajority
    quorum: LockedQuorum
    fewest_envelopes: Annotated[int, Field(ge=FEWEST_ENVELOPES_EVER, le=1000)]
    """With fewer in the box they are destroyed unopened."""
    roll: LockedRoll
    accused_commitment: Digest
    admission_key: IssuingKey
    ballot_key: IssuingKey
    receipt_key: Point
    opening_key: Point | None
    tellers: Annotated[tuple[Teller, ...], Field(max_length=MOST_TELLERS)]
    threshold: Annotated[int, Field(ge=0, le=MOST_TELLERS)]
    schedule: Schedule

    @model_validator(mode="after")
    def _keys_fit_the_mode(self) -> Self:
        if self.mode is Mode.WITHOUT_TELLERS:
            if self.opening_key is None or self.tellers or self.threshold:
                raise ValueError("without tellers there is one opening key, no teller and threshold 0")
        elif self.opening_key is not None or not 2 <= self.threshold <= len(self.tellers):
            raise ValueError("with tellers there is no opening key, and 2 <= threshold <= tellers")
        if self.admission_key.spki == self.ballot_key.spki:
            raise ValueError("an admission must not pass for a ballot: two issuing keys")
        return self

    @cached_property
    def hash(self) -> bytes:
        """32 bytes; stands on the summons, the projector page and the bulletin."""
        return hashlib.sha256(self.to_bytes()).digest()

    @cached_property
    def admission_issuer(self) -> PublicIssuingKey:
        return PublicIssuingKey(self.admission_key.spki)

    @cached_property
    def ballot_issuer(self) -> PublicIssuingKey:
        return PublicIssuingKey(self.ballot_key.spki)

    @property
    def recipients(self) -> tuple[bytes, ...]:
        """The points each envelope's content key (or its shares) is sealed to, in this order."""
        if self.opening_key is not None:
            return (self.opening_key,)
        return tuple(teller.sealing_key for teller in self.tellers)


def check_keys(manifest: Manifest) -> None:
    """Raise ManifestInvalid unless every public key is one, and both issuing keys are proved harmless."""
    points = [manifest.receipt_key, *manifest.recipients, *(t.signing_key for t in manifest.tellers)]
    if len(set(points)) != len(points):
        raise ManifestInvalid("one key stands in two places")
    try:
        for point in points:
            p256.key_from_point(point)
        for locked in (manifest.admission_key, manifest.ballot_key):
            issuer = PublicIssuingKey(locked.spki)
            if issuer.bits != KEY_BITS or not blind_rsa.is_permutation(issuer, proof=locked.proof):
                raise ManifestInvalid("an issuing key lacks its proof")
    except (p256.PointInvalid, blind_rsa.IssuingKeyInvalid) as error:
        raise ManifestInvalid(error.title) from error


def short_hash(manifest_hash: bytes) -> str:
    """The first 120 bits to read aloud, as `7Q2M-...`: six groups of four, without I, L, O and U.

    Not the 80 bits that stop a second manifest for a *given* one: whoever writes the manifest could search
    for two that agree, which takes only the square root, and show some voters the other.
    """
    number = int.from_bytes(manifest_hash[:_SHORT_HASH_BYTES], "big")
    letters = "".join(_CROCKFORD[number >> shift & 31] for shift in range(_SHORT_HASH_BYTES * 8 - 5, -1, -5))
    return "-".join(re.findall("....", letters))


def hash_of_roll(lines: Iterable[str], *, salt: bytes) -> bytes:
    """Commit to the roll's lines, in any order; the salt is 32 random bytes, shown to those who may check."""
    return framed_hash(b"varna/1/roll", _checked_salt(salt), *sorted(_plain(line) for line in lines))


def commitment_to_name(name: str, *, salt: bytes) -> bytes:
    """Commit to the accused's name; who is told name and salt can check, nobody else can guess."""
    return framed_hash(b"varna/1/accused", _checked_salt(salt), _plain(name))


def _checked_salt(salt: bytes) -> bytes:
    if len(salt) != SALT_BYTES:
        raise ValueError(f"a salt is {SALT_BYTES} random bytes")
    return salt


def _plain(text: str) -> bytes:
    # A name typed with a combining accent or a double space is the same name.
    return " ".join(unicodedata.normalize("NFC", text).split()).encode()
