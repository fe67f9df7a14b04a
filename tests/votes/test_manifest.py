"""What is locked, and what may not be."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from app.votes import p256
from app.votes.encoding import RecordMalformed
from app.votes.manifest import (
    Manifest,
    ManifestInvalid,
    Mode,
    Teller,
    check_keys,
    commitment_to_name,
    hash_of_roll,
    short_hash,
)
from tests.support.ballots import a_manifest, locked_issuing_key


def a_point() -> bytes:
    return p256.point_of(p256.generate_key())


def tellers(count: int) -> tuple[Teller, ...]:
    return tuple(Teller(sealing_key=a_point(), signing_key=a_point()) for _ in range(count))


def with_tellers(count: int, *, threshold: int, **fields: Any) -> Manifest:
    return a_manifest(
        **{
            "mode": Mode.TELLERS,
            "opening_key": None,
            "tellers": tellers(count),
            "threshold": threshold,
            **fields,
        }
    )


def test_a_manifest_is_read_back_from_its_bytes_and_keeps_its_hash() -> None:
    manifest = a_manifest()
    assert Manifest.from_bytes(manifest.to_bytes()).hash == manifest.hash


@pytest.mark.policy("CGR-04")
@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        (b'"numerator":2,"strict":false', b'"numerator":3,"strict":false'),
        (b'"base":"decided"', b'"base":"roll"'),
        (b'"size":9', b'"size":8'),
        (b"ledamoten", b"styrelsen"),
        (b'"check_window_seconds":86400', b'"check_window_seconds":0'),
    ],
)
def test_nothing_in_a_manifest_changes_without_its_hash(right: bytes, wrong: bytes) -> None:
    manifest = a_manifest()
    data = manifest.to_bytes()
    assert right in data
    assert Manifest.from_bytes(data.replace(right, wrong)).hash != manifest.hash


def test_a_manifest_with_anything_more_in_it_is_refused() -> None:
    with pytest.raises(RecordMalformed):
        Manifest.from_bytes(a_manifest().to_bytes().replace(b'"format":1', b'"format":1,"name":"Tre"'))


@pytest.mark.parametrize("threshold", [2, 3])
def test_a_manifest_with_tellers_holds_no_key_of_the_server_that_opens(threshold: int) -> None:
    manifest = with_tellers(3, threshold=threshold)
    check_keys(manifest)
    assert manifest.recipients == tuple(teller.sealing_key for teller in manifest.tellers)


@pytest.mark.parametrize(
    "fields",
    [
        {"opening_key": None},
        {"threshold": 1},
        {"tellers": tellers(2)},
        {"mode": Mode.TELLERS, "opening_key": None},
        {"mode": Mode.TELLERS, "opening_key": None, "tellers": tellers(3), "threshold": 1},
        {"mode": Mode.TELLERS, "opening_key": None, "tellers": tellers(3), "threshold": 4},
        {"mode": Mode.TELLERS, "tellers": tellers(3), "threshold": 2},
        {"ballot_key": locked_issuing_key("admission")},
        {"vote_id": "short"},
        {"vote_id": "0f5c7ad2-6f2b-4a7c-9c58-2d0b2f0a51c3\n"},
    ],
    ids=lambda fields: "-".join(sorted(fields)),
)
def test_a_manifest_whose_parts_contradict_each_other_is_refused(fields: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        a_manifest(**fields)


def test_a_key_that_is_no_point_is_found() -> None:
    with pytest.raises(ManifestInvalid, match="P-256"):
        check_keys(a_manifest(receipt_key=b"\x04" + bytes(64)))


def test_a_key_used_twice_is_found() -> None:
    point = a_point()
    with pytest.raises(ManifestInvalid, match="two places"):
        check_keys(a_manifest(receipt_key=point, opening_key=point))


def test_an_issuing_key_with_another_keys_proof_is_found() -> None:
    mixed = locked_issuing_key("admission").model_copy(update={"proof": locked_issuing_key("ballot").proof})
    with pytest.raises(ManifestInvalid, match="proof"):
        check_keys(a_manifest(admission_key=mixed))


def test_the_short_hash_holds_120_bits_in_groups_to_read_aloud() -> None:
    assert short_hash(bytes(32)) == "0000-0000-0000-0000-0000-0000"
    assert short_hash(b"\xff" * 32) == "ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ"
    assert short_hash(b"\x08\x42" + bytes(30)) == "1110-0000-0000-0000-0000-0000"


@given(first=st.binary(min_size=32, max_size=32), second=st.binary(min_size=32, max_size=32))
def test_short_hashes_agree_only_when_the_first_120_bits_do(first: bytes, second: bytes) -> None:
    assert (short_hash(first) == short_hash(second)) is (first[:15] == second[:15])


@pytest.mark.policy("CGR-03")
def test_the_rolls_hash_needs_its_salt_and_not_its_order() -> None:
    lines, salt = ["Ett, ledamot", "Två, ersättare"], bytes(32)
    assert hash_of_roll(lines, salt=salt) == hash_of_roll(reversed(lines), salt=salt)
    assert hash_of_roll(lines, salt=salt) != hash_of_roll(lines, salt=bytes([1]) * 32)
    assert hash_of_roll(lines, salt=salt) != hash_of_roll(["Ett, ledamotTvå, ersättare"], salt=salt)
    with pytest.raises(ValueError, match="salt"):
        hash_of_roll(lines, salt=b"")


@pytest.mark.policy("CGR-03")
def test_a_name_written_with_another_accent_or_spacing_is_the_same_commitment() -> None:
    salt = bytes(range(32))
    assert commitment_to_name("\u00c5sa  Ek", salt=salt) == commitment_to_name("A\u030asa Ek ", salt=salt)
    assert commitment_to_name("\u00c5sa Ek", salt=salt) != commitment_to_name("Asa Ek", salt=salt)
