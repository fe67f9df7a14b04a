"""Admission and opening of envelopes."""

import secrets
from dataclasses import replace
from typing import Any

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from pydantic import ValidationError

from app.votes import messages, p256
from app.votes.blind_rsa import blind_sign
from app.votes.draw import SEALED_STATE_BYTES, DrawRequest, fingerprint, sign_draw
from app.votes.envelope import (
    Cast,
    CastForAnotherVote,
    CastNotSigned,
    CredentialNotIssued,
    EnvelopeMalformed,
    EnvelopeRejected,
    Receipt,
    Rejection,
    check_cast,
    content_key_of,
    is_receipt_genuine,
    open_envelope,
    sign_receipt,
)
from app.votes.manifest import Manifest, Mode
from app.votes.rules import Choice
from tests.support.ballots import Election, Voter, a_voter, an_election, draw_credential
from tests.support.blinding import issuing_key
from tests.votes.test_manifest import tellers


@pytest.fixture(scope="module")
def election() -> Election:
    return an_election()


@pytest.fixture(scope="module")
def voter(election: Election) -> Voter:
    return a_voter(election)


def opened(election: Election, cast: Cast) -> Choice:
    checked = check_cast(election.manifest, cast)
    content_key = content_key_of(election.manifest, checked, opening_key=election.opening_key)
    return open_envelope(election.manifest, checked, content_key=content_key).choice


def why_rejected(election: Election, cast: Cast) -> Rejection:
    with pytest.raises(EnvelopeRejected) as caught:
        opened(election, cast)
    return caught.value.reason


@pytest.mark.policy("CGR-03")
@pytest.mark.parametrize("choice", list(Choice))
def test_what_is_cast_is_what_is_opened(election: Election, voter: Voter, choice: Choice) -> None:
    cast = Cast.from_bytes(voter.cast(choice).to_bytes())
    assert opened(election, cast) is choice


@pytest.mark.policy("CGR-03")
def test_nothing_in_the_size_of_an_envelope_tells_a_choice(voter: Voter) -> None:
    assert len({len(voter.cast(choice).to_bytes()) for choice in Choice}) == 1


@pytest.mark.policy("CGR-03")
def test_the_same_choice_never_gives_the_same_envelope(voter: Voter) -> None:
    assert voter.cast(Choice.FOR).envelope.hash != voter.cast(Choice.FOR).envelope.hash


def test_an_envelope_for_another_vote_is_refused(election: Election, voter: Voter) -> None:
    cast = voter.cast(Choice.FOR).model_copy(update={"vote_id": "another-vote-of-this-group"})
    with pytest.raises(CastForAnotherVote):
        check_cast(election.manifest, cast)


@pytest.mark.policy("CGR-04")
def test_an_admission_from_before_the_manifest_changed_is_refused(election: Election, voter: Voter) -> None:
    """Same vote id, same keys, but another roll: nothing signed blindly fits."""
    other = Manifest.from_bytes(election.manifest.to_bytes().replace(b'"size":9', b'"size":10'))
    with pytest.raises(CredentialNotIssued):
        check_cast(other, voter.cast(Choice.FOR))


def test_a_ballots_credential_does_not_admit_an_envelope(election: Election, voter: Voter) -> None:
    as_admission = replace(voter, admission=voter.ballot, admission_key=voter.ballot_key)
    with pytest.raises(CredentialNotIssued):
        check_cast(election.manifest, as_admission.cast(Choice.FOR))


def test_a_credential_nobody_issued_admits_nothing(election: Election, voter: Voter) -> None:
    forged = voter.admission.model_copy(update={"signature": secrets.token_bytes(384)})
    with pytest.raises(CredentialNotIssued):
        check_cast(election.manifest, replace(voter, admission=forged).cast(Choice.FOR))


@pytest.mark.parametrize("changed", ["counter", "envelope", "signature"])
def test_a_cast_changed_on_its_way_is_refused(election: Election, voter: Voter, changed: str) -> None:
    cast, other = voter.cast(Choice.FOR), voter.cast(Choice.AGAINST, counter=2)
    with pytest.raises(CastNotSigned):
        check_cast(election.manifest, cast.model_copy(update={changed: getattr(other, changed)}))


def test_an_admission_key_that_is_no_point_is_refused(election: Election, voter: Voter) -> None:
    """It can be issued, as the server never sees what it signs."""
    no_point = draw_credential(election, messages.Purpose.ADMISSION, b"\x04" + bytes(64))
    with pytest.raises(p256.PointInvalid):
        check_cast(election.manifest, replace(voter, admission=no_point).cast(Choice.FOR))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("sealed_ballot", "A" * 1402),
        ("sealed_ballot", "A" * 1404),
        ("keys", []),
        ("keys", ["A" * 150]),
        ("commitment", "0" * 63),
    ],
)
def test_an_envelope_of_another_size_is_not_read(voter: Voter, field: str, value: Any) -> None:
    content = voter.cast(Choice.FOR).model_dump(mode="json")
    assert Cast.model_validate(content).vote_id == voter.election.manifest.vote_id
    content["envelope"][field] = value
    with pytest.raises(ValidationError):
        Cast.model_validate(content)


@pytest.mark.parametrize("counter", [0, -1, 2**32])
def test_a_counter_outside_its_four_bytes_is_not_read(voter: Voter, counter: int) -> None:
    with pytest.raises(ValidationError):
        Cast.model_validate(voter.cast(Choice.FOR).model_dump(mode="json") | {"counter": counter})


def test_an_envelope_for_more_recipients_than_the_manifest_names_is_refused(election: Election, voter: Voter) -> None:
    cast = voter.cast(Choice.FOR)
    for keys in (cast.envelope.keys * 2, (bytes(114),)):
        envelope = cast.envelope.model_copy(update={"keys": keys})
        with pytest.raises(EnvelopeMalformed):
            check_cast(election.manifest, voter.sign_cast(envelope))


def test_with_tellers_an_envelope_brings_one_share_for_each(election: Election) -> None:
    with_tellers = an_election(mode=Mode.TELLERS, opening_key=None, tellers=tellers(3), threshold=2)
    voter = a_voter(with_tellers)
    cast = Cast.from_bytes(voter.cast(Choice.FOR).to_bytes())
    assert [len(key) for key in cast.envelope.keys] == [114] * 3
    assert check_cast(with_tellers.manifest, cast).envelope_hash == cast.envelope.hash
    whole_keys = cast.envelope.model_copy(update={"keys": (bytes(113),) * 3})
    with pytest.raises(EnvelopeMalformed):
        check_cast(with_tellers.manifest, voter.sign_cast(whole_keys))


def test_every_part_of_an_envelope_is_in_its_hash(voter: Voter) -> None:
    envelope = voter.cast(Choice.FOR).envelope
    other = voter.cast(Choice.FOR).envelope
    for field in ("commitment", "sealed_ballot", "keys"):
        assert envelope.model_copy(update={field: getattr(other, field)}).hash != envelope.hash


def test_a_content_key_sealed_for_another_row_does_not_open(election: Election, voter: Voter) -> None:
    """Mallory copies somebody's envelope whole and signs it with her own admission."""
    mallory = a_voter(election)
    copied = mallory.sign_cast(voter.cast(Choice.AGAINST).envelope)
    assert why_rejected(election, copied) is Rejection.KEY


def test_a_content_key_that_is_not_the_committed_one_does_not_open(election: Election, voter: Voter) -> None:
    cast = voter.cast(Choice.FOR)
    envelope = cast.envelope.model_copy(update={"commitment": bytes(32)})
    assert why_rejected(election, voter.sign_cast(envelope)) is Rejection.KEY


def test_a_sealed_key_that_is_noise_is_rejected_and_stops_nothing(election: Election, voter: Voter) -> None:
    for noise in (bytes(113), secrets.token_bytes(113), b"\x04" + secrets.token_bytes(112)):
        envelope = voter.cast(Choice.FOR).envelope.model_copy(update={"keys": (noise,)})
        assert why_rejected(election, voter.sign_cast(envelope)) is Rejection.KEY


def test_a_sealed_ballot_that_was_changed_does_not_open(election: Election, voter: Voter) -> None:
    envelope = voter.cast(Choice.FOR).envelope
    sealed = envelope.sealed_ballot
    for changed in (sealed[:-1] + bytes([sealed[-1] ^ 1]), bytes([sealed[0] ^ 1]) + sealed[1:]):
        broken = envelope.model_copy(update={"sealed_ballot": changed})
        assert why_rejected(election, voter.sign_cast(broken)) is Rejection.SEAL


@pytest.mark.parametrize(("place", "value"), [(0, 2), (1, 0), (1, 4), (547, 1), (1023, 1)], ids=str)
def test_a_ballot_in_another_form_is_not_counted(election: Election, voter: Voter, place: int, value: int) -> None:
    """Anything after the ballot would be a place for marks."""
    plain = bytearray(voter.plain_ballot(Choice.FOR))
    plain[place] = value
    assert why_rejected(election, voter.cast(Choice.FOR, plain=bytes(plain))) is Rejection.FORM


def test_a_choice_the_ballot_key_did_not_sign_is_not_counted(election: Election, voter: Voter) -> None:
    plain = bytearray(voter.plain_ballot(Choice.FOR))
    plain[1] = messages.CHOICE_CODES[Choice.AGAINST]
    assert why_rejected(election, voter.cast(Choice.FOR, plain=bytes(plain))) is Rejection.CHOICE


def test_a_ballot_nobody_issued_is_not_counted(election: Election, voter: Voter) -> None:
    own_key = p256.generate_key()
    forged = replace(
        voter,
        ballot=voter.ballot.model_copy(update={"public_key": p256.point_of(own_key)}),
        ballot_key=own_key,
    )
    assert why_rejected(election, forged.cast(Choice.FOR)) is Rejection.CREDENTIAL
    as_ballot = replace(voter, ballot=voter.admission, ballot_key=voter.admission_key)
    assert why_rejected(election, as_ballot.cast(Choice.FOR)) is Rejection.CREDENTIAL


def test_an_envelope_opened_with_a_key_of_another_length_is_rejected(election: Election, voter: Voter) -> None:
    """Tellers could be handed shares of a shorter key, which AES takes as well."""
    manifest, short_key = election.manifest, bytes(16)
    row_key = check_cast(manifest, voter.cast(Choice.FOR)).row_key
    context = messages.ballot_seal_context(manifest, row_key)
    envelope = voter.cast(Choice.FOR).envelope.model_copy(
        update={
            "commitment": messages.key_commitment(manifest, short_key),
            "sealed_ballot": bytes(12) + AESGCM(short_key).encrypt(bytes(12), voter.plain_ballot(Choice.FOR), context),
        }
    )
    checked = check_cast(manifest, voter.sign_cast(envelope))
    with pytest.raises(EnvelopeRejected):
        open_envelope(manifest, checked, content_key=short_key)


def test_a_receipt_holds_for_its_row_counter_and_envelope_only(election: Election, voter: Voter) -> None:
    checked = check_cast(election.manifest, voter.cast(Choice.FOR, counter=3))
    receipt = sign_receipt(election.manifest, checked, key=election.receipt_key)
    assert is_receipt_genuine(election.manifest, Receipt.from_bytes(receipt.to_bytes()))
    for changed in (
        {"row_key": bytes(32)},
        {"counter": 4},
        {"envelope_hash": bytes(32)},
        {"vote_id": "another-vote-of-this-group"},
    ):
        assert not is_receipt_genuine(election.manifest, receipt.model_copy(update=changed))
    assert not is_receipt_genuine(an_election().manifest, receipt)


def test_the_row_key_is_the_hash_of_the_admission_as_signed(election: Election, voter: Voter) -> None:
    first = check_cast(election.manifest, voter.cast(Choice.FOR, counter=1))
    second = check_cast(election.manifest, voter.cast(Choice.AGAINST, counter=2))
    assert first.row_key == second.row_key
    assert first.row_key != check_cast(election.manifest, a_voter(election).cast(Choice.FOR)).row_key


def test_a_draw_is_answered_with_both_blind_signatures_and_known_again() -> None:
    request = DrawRequest(
        admission=bytes(383) + b"\x02",
        ballot=bytes(383) + b"\x03",
        sealed_state=secrets.token_bytes(SEALED_STATE_BYTES),
    )
    admission_key, ballot_key = issuing_key("admission"), issuing_key("ballot")
    answer = sign_draw(request, admission_key=admission_key, ballot_key=ballot_key)
    assert answer.admission == blind_sign(admission_key, request.admission)
    assert answer.ballot == blind_sign(ballot_key, request.ballot)
    same_messages = request.model_copy(update={"sealed_state": bytes(SEALED_STATE_BYTES)})
    swapped = request.model_copy(update={"admission": request.ballot, "ballot": request.admission})
    assert fingerprint(same_messages) == fingerprint(request) != fingerprint(swapped)


def test_a_sealed_state_of_another_size_is_not_read() -> None:
    with pytest.raises(ValidationError):
        DrawRequest(admission=bytes(384), ballot=bytes(384), sealed_state=bytes(SEALED_STATE_BYTES - 1))
