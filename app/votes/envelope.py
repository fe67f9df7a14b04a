"""Envelopes: what is cast, how it is admitted, and how it is opened.

Every part has one size, so that no length tells a choice. Twin: `frontend/src/vote/protocol/envelope.ts`,
which seals.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Literal

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from pydantic import Field

from app.core.errors import DomainError
from app.votes import messages, p256
from app.votes.encoding import Digest, EcdsaSignature, Record, base64url_of
from app.votes.manifest import Manifest, Mode
from app.votes.messages import CHOICE_CODES, MAX_COUNTER, Credential, Purpose
from app.votes.rules import Choice

CONTENT_KEY_BYTES = 32
PLAIN_BALLOT_BYTES = 1024
NONCE_BYTES = 12
TAG_BYTES = 16
SEALED_BALLOT_BYTES = NONCE_BYTES + PLAIN_BALLOT_BYTES + TAG_BYTES
KEM_BYTES = 65
SEALED_KEY_BYTES = KEM_BYTES + CONTENT_KEY_BYTES + TAG_BYTES
SEALED_SHARE_BYTES = SEALED_KEY_BYTES + 1
"""A Shamir share of the content key is one byte longer than the key."""

_BALLOT_FORMAT = 1
_SUITE = hpke.Suite(hpke.KEM.P256, hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_256_GCM)
_CHOICES_BY_CODE = {code: choice for choice, code in CHOICE_CODES.items()}


class CastForAnotherVote(DomainError):
    code = "cast-for-another-vote"
    status = 422
    title = "The envelope belongs to another vote."


class CredentialNotIssued(DomainError):
    code = "credential-not-issued"
    status = 403
    title = "The admission was not issued for this vote."


class CastNotSigned(DomainError):
    code = "cast-not-signed"
    status = 403
    title = "The envelope is not signed with its admission."


class EnvelopeMalformed(DomainError):
    code = "envelope-malformed"
    status = 422
    title = "The envelope does not fit the vote's manifest."


class Rejection(StrEnum):
    """Why an envelope that was admitted holds no ballot that can be counted."""

    KEY = "key"
    SEAL = "seal"
    FORM = "form"
    CREDENTIAL = "credential"
    CHOICE = "choice"


class EnvelopeRejected(DomainError):
    code = "envelope-rejected"
    status = 422
    title = "The envelope holds no ballot that can be counted."

    def __init__(self, reason: Rejection) -> None:
        super().__init__(reason)
        self.reason = reason


SealedKey = Annotated[bytes, base64url_of(SEALED_KEY_BYTES)] | Annotated[bytes, base64url_of(SEALED_SHARE_BYTES)]
"""The content key, or one share of it, sealed to one recipient: KEM output, then ciphertext and tag."""


class Envelope(Record):
    """`keys` holds one for each of the manifest's recipients, in its order."""

    commitment: Digest
    sealed_ballot: Annotated[bytes, base64url_of(SEALED_BALLOT_BYTES)]
    # Not strict: FastAPI hands over JSON's list as a list.
    keys: Annotated[tuple[SealedKey, ...], Field(min_length=1, max_length=16, strict=False)]

    @property
    def hash(self) -> bytes:
        return messages.envelope_hash(self.commitment, self.sealed_ballot, self.keys)


class Cast(Record):
    """What the page sends, with no session, and what is stored; a higher counter replaces a lower."""

    format: Literal[1]
    vote_id: Annotated[str, Field(max_length=64)]
    admission: Credential
    counter: Annotated[int, Field(ge=1, le=MAX_COUNTER)]
    envelope: Envelope
    signature: EcdsaSignature


@dataclass(frozen=True, slots=True)
class CheckedCast:
    """A cast whose admission and signature hold for its vote. Made by `check_cast` only."""

    row_key: bytes
    envelope_hash: bytes
    cast: Cast


@dataclass(frozen=True, slots=True)
class SignedChoice:
    """A ballot out of its envelope, with its proofs."""

    message_hash: bytes
    credential: Credential
    choice: Choice
    signature: bytes


class Receipt(Record):
    """The server's word, given after the commit, that this envelope lies in this row."""

    format: Literal[1]
    vote_id: Annotated[str, Field(max_length=64)]
    row_key: Digest
    counter: Annotated[int, Field(ge=1, le=MAX_COUNTER)]
    envelope_hash: Digest
    signature: EcdsaSignature


def check_cast(manifest: Manifest, cast: Cast) -> CheckedCast:
    """The cast, admitted to this vote; about 0.1 ms of processor time.

    Raises CastForAnotherVote, EnvelopeMalformed, CredentialNotIssued, PointInvalid or CastNotSigned.
    """
    if cast.vote_id != manifest.vote_id:
        raise CastForAnotherVote
    size = SEALED_KEY_BYTES if manifest.mode is Mode.WITHOUT_TELLERS else SEALED_SHARE_BYTES
    if [len(key) for key in cast.envelope.keys] != [size] * len(manifest.recipients):
        raise EnvelopeMalformed
    if not messages.is_credential_issued(Purpose.ADMISSION, manifest, cast.admission):
        raise CredentialNotIssued
    envelope_hash = cast.envelope.hash
    signed = messages.cast_message(manifest, counter=cast.counter, envelope_hash=envelope_hash)
    if not p256.is_signed(signed, by=cast.admission.public_key, signature=cast.signature):
        raise CastNotSigned
    row_key = messages.credential_hash(Purpose.ADMISSION, manifest, cast.admission)
    return CheckedCast(row_key=row_key, envelope_hash=envelope_hash, cast=cast)


def sign_receipt(manifest: Manifest, checked: CheckedCast, *, key: ec.EllipticCurvePrivateKey) -> Receipt:
    """`key` is the private half of the manifest's receipt key."""
    counter = checked.cast.counter
    message = messages.receipt_message(
        manifest, row_key=checked.row_key, counter=counter, envelope_hash=checked.envelope_hash
    )
    return Receipt(
        format=1,
        vote_id=manifest.vote_id,
        row_key=checked.row_key,
        counter=counter,
        envelope_hash=checked.envelope_hash,
        signature=p256.sign(key, message),
    )


def is_receipt_genuine(manifest: Manifest, receipt: Receipt) -> bool:
    """Whether the receipt was given in this vote by its server."""
    message = messages.receipt_message(
        manifest, row_key=receipt.row_key, counter=receipt.counter, envelope_hash=receipt.envelope_hash
    )
    return receipt.vote_id == manifest.vote_id and p256.is_signed(
        message, by=manifest.receipt_key, signature=receipt.signature
    )


def content_key_of(manifest: Manifest, checked: CheckedCast, *, opening_key: ec.EllipticCurvePrivateKey) -> bytes:
    """Unseal the content key in a vote without tellers. Raises EnvelopeRejected."""
    info = messages.key_seal_context(manifest, checked.row_key, recipient=0)
    try:
        return _SUITE.decrypt(checked.cast.envelope.keys[0], opening_key, info)
    except (InvalidTag, ValueError) as error:
        raise EnvelopeRejected(Rejection.KEY) from error


def open_envelope(manifest: Manifest, checked: CheckedCast, *, content_key: bytes) -> SignedChoice:
    """The ballot inside, verified, however its content key was come by. Raises EnvelopeRejected."""
    envelope = checked.cast.envelope
    is_committed_to = messages.key_commitment(manifest, content_key) == envelope.commitment
    if len(content_key) != CONTENT_KEY_BYTES or not is_committed_to:
        raise EnvelopeRejected(Rejection.KEY)
    nonce, sealed = envelope.sealed_ballot[:NONCE_BYTES], envelope.sealed_ballot[NONCE_BYTES:]
    context = messages.ballot_seal_context(manifest, checked.row_key)
    try:
        plain = AESGCM(content_key).decrypt(nonce, sealed, context)
    except InvalidTag as error:
        raise EnvelopeRejected(Rejection.SEAL) from error
    ballot = _read_ballot(manifest, plain)
    if (reason := why_not_countable(manifest, ballot)) is not None:
        raise EnvelopeRejected(reason)
    return ballot


def why_not_countable(manifest: Manifest, ballot: SignedChoice) -> Rejection | None:
    """None when this vote issued the ballot's credential and its key signed the choice."""
    if not messages.is_credential_issued(Purpose.BALLOT, manifest, ballot.credential):
        return Rejection.CREDENTIAL
    message = messages.choice_message(manifest, ballot.choice)
    try:
        signed = p256.is_signed(message, by=ballot.credential.public_key, signature=ballot.signature)
    except p256.PointInvalid:
        return Rejection.CREDENTIAL
    return None if signed else Rejection.CHOICE


def _read_ballot(manifest: Manifest, plain: bytes) -> SignedChoice:
    """Format 1 | choice 1 | choice signature 64 | prefix 32 | public key 65 | RSA signature 384 | zeros."""
    choice_signature, prefix, public_key, rsa_signature = (
        plain[2:66],
        plain[66:98],
        plain[98:163],
        plain[163:547],
    )
    choice = _CHOICES_BY_CODE.get(plain[1])
    if plain[0] != _BALLOT_FORMAT or choice is None or any(plain[547:]):
        raise EnvelopeRejected(Rejection.FORM)
    credential = Credential(prefix=prefix, public_key=public_key, signature=rsa_signature)
    return SignedChoice(
        message_hash=messages.credential_hash(Purpose.BALLOT, manifest, credential),
        credential=credential,
        choice=choice,
        signature=choice_signature,
    )
