"""A vote and its voters in Python: the voter's side, which in life runs in the browser only."""

import secrets
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from typing import Any

from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from app.votes import messages, p256
from app.votes.blind_rsa import PREFIX_BYTES, PrivateIssuingKey, blind_sign
from app.votes.bulletin import Bulletin, sign_by_server
from app.votes.counting import Attendance, build_body
from app.votes.envelope import Cast, CheckedCast, Envelope, SignedChoice, check_cast
from app.votes.manifest import (
    Held,
    IssuingKey,
    LockedMajority,
    LockedQuorum,
    LockedRoll,
    Manifest,
    Mode,
    Question,
    Schedule,
    commitment_to_name,
    hash_of_roll,
)
from app.votes.messages import CHOICE_CODES, Credential, Purpose
from app.votes.rules import Choice, MajorityBase
from tests.support import shamir
from tests.support.blinding import blind, finalize, issuing_key

SUITE = hpke.Suite(hpke.KEM.P256, hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_256_GCM)


@cache
def locked_issuing_key(name: str) -> IssuingKey:
    return IssuingKey.of(issuing_key(name))


@dataclass(frozen=True)
class Election:
    """A vote and all private keys its server ever has; with tellers, `opening_key` opens nothing."""

    manifest: Manifest
    receipt_key: ec.EllipticCurvePrivateKey
    opening_key: ec.EllipticCurvePrivateKey
    admission_key: PrivateIssuingKey = field(default_factory=lambda: issuing_key("admission"))
    ballot_key: PrivateIssuingKey = field(default_factory=lambda: issuing_key("ballot"))


def an_election(**manifest_fields: Any) -> Election:
    receipt_key, opening_key = p256.generate_key(), p256.generate_key()
    fields = {"receipt_key": p256.point_of(receipt_key), "opening_key": p256.point_of(opening_key)}
    return Election(a_manifest(**(fields | manifest_fields)), receipt_key, opening_key)


def a_manifest(*, roll: int = 9, **fields: Any) -> Manifest:
    at = datetime(2026, 11, 2, 18, tzinfo=UTC)
    defaults: dict[str, Any] = {
        "format": 1,
        "vote_id": "0f5c7ad2-6f2b-4a7c-9c58-2d0b2f0a51c3",
        "mode": Mode.WITHOUT_TELLERS,
        "held": Held.AT_A_DISTANCE,
        "question": Question(code="confidence", text="Har gruppen förtroende för ledamoten?"),
        "majority": LockedMajority(numerator=2, denominator=3, base=MajorityBase.DECIDED, strict=False),
        "quorum": LockedQuorum(numerator=1, denominator=2, strict=True),
        "fewest_envelopes": 5,
        "roll": LockedRoll(size=roll, hash=hash_of_roll(["Ett", "Två"], salt=bytes(32))),
        "accused_commitment": commitment_to_name("Tre", salt=bytes(32)),
        "admission_key": locked_issuing_key("admission"),
        "ballot_key": locked_issuing_key("ballot"),
        "receipt_key": p256.point_of(p256.key_from_bytes(bytes([0] * 31 + [1]))),
        "opening_key": p256.point_of(p256.key_from_bytes(bytes([0] * 31 + [2]))),
        "tellers": (),
        "threshold": 0,
        "schedule": Schedule(
            locked_at=at, drawing_ends_at=None, closes_at=at.replace(hour=20), check_window_seconds=86_400
        ),
    }
    return Manifest(**(defaults | fields))


@dataclass(frozen=True)
class Voter:
    """Somebody who has drawn."""

    election: Election
    admission: Credential
    admission_key: ec.EllipticCurvePrivateKey
    ballot: Credential
    ballot_key: ec.EllipticCurvePrivateKey

    def cast(self, choice: Choice, *, counter: int = 1, plain: bytes | None = None) -> Cast:
        """An envelope with a ballot for `choice`, or with the bytes `plain` instead."""
        manifest = self.election.manifest
        row_key = messages.credential_hash(Purpose.ADMISSION, manifest, self.admission)
        key, nonce = secrets.token_bytes(32), secrets.token_bytes(12)
        context = messages.ballot_seal_context(manifest, row_key)
        sealed_ballot = nonce + AESGCM(key).encrypt(nonce, plain or self.plain_ballot(choice), context)
        parts = (
            [key]
            if manifest.opening_key
            else shamir.split(key, shares=len(manifest.tellers), threshold=manifest.threshold)
        )
        envelope = Envelope(
            commitment=messages.key_commitment(manifest, key),
            sealed_ballot=sealed_ballot,
            keys=tuple(
                SUITE.encrypt(
                    part,
                    p256.key_from_point(point),
                    messages.key_seal_context(manifest, row_key, recipient=index),
                )
                for index, (part, point) in enumerate(zip(parts, manifest.recipients, strict=True))
            ),
        )
        return self.sign_cast(envelope, counter=counter)

    def sign_cast(self, envelope: Envelope, *, counter: int = 1) -> Cast:
        manifest = self.election.manifest
        message = messages.cast_message(manifest, counter=counter, envelope_hash=envelope.hash)
        return Cast(
            format=1,
            vote_id=manifest.vote_id,
            admission=self.admission,
            counter=counter,
            envelope=envelope,
            signature=p256.sign(self.admission_key, message),
        )

    def plain_ballot(self, choice: Choice) -> bytes:
        signature = self.sign_choice(choice).signature
        parts = (self.ballot.prefix, self.ballot.public_key, self.ballot.signature)
        plain = bytes([1, CHOICE_CODES[choice]]) + signature + b"".join(parts)
        return plain.ljust(1024, b"\0")

    def sign_choice(self, choice: Choice) -> SignedChoice:
        manifest = self.election.manifest
        return SignedChoice(
            message_hash=messages.credential_hash(Purpose.BALLOT, manifest, self.ballot),
            credential=self.ballot,
            choice=choice,
            signature=p256.sign(self.ballot_key, messages.choice_message(manifest, choice)),
        )


def a_voter(election: Election) -> Voter:
    admission_key, ballot_key = p256.generate_key(), p256.generate_key()
    admission = draw_credential(election, Purpose.ADMISSION, p256.point_of(admission_key))
    ballot = draw_credential(election, Purpose.BALLOT, p256.point_of(ballot_key))
    return Voter(election, admission, admission_key, ballot, ballot_key)


def draw_credential(election: Election, purpose: Purpose, public_key: bytes) -> Credential:
    signer = election.admission_key if purpose is Purpose.ADMISSION else election.ballot_key
    prefix = secrets.token_bytes(PREFIX_BYTES)
    prepared = messages.prepared_message(purpose, election.manifest, prefix=prefix, public_key=public_key)
    blinding = blind(signer.public, prepared)
    signature = finalize(signer.public, blinding, blind_sign(signer, blinding.blinded))
    return Credential(prefix=prefix, public_key=public_key, signature=signature)


def cast_all(election: Election, choices: list[Choice]) -> list[CheckedCast]:
    return [check_cast(election.manifest, a_voter(election).cast(choice)) for choice in choices]


def a_bulletin(
    election: Election, casts: list[CheckedCast], *, drawn: int | None = None, confirmed: int | None = None
) -> Bulletin:
    drawn = len(casts) if drawn is None else drawn
    attendance = Attendance(present=drawn, drawn=drawn, confirmed=drawn if confirmed is None else confirmed)
    body = build_body(election.manifest, casts, attendance=attendance, opening_key=election.opening_key)
    return sign_by_server(body, receipt_key=election.receipt_key)
