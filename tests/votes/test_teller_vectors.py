"""A stored vote with tellers still opens, counts and is judged as its file says; the browser's tests read the same.

`frontend/src/counting/*.test.ts` hold the browser's half to the same figures.
"""

import json
from typing import Any

import pytest

from app.votes import messages, p256
from app.votes.encoding import from_base64url
from app.votes.envelope import Cast, CheckedCast, Rejection, check_cast
from app.votes.manifest import Manifest
from app.votes.verification import Fault, verify_bulletin
from tests.support.teller_vectors import FILE, edited, keys_of, untampered
from tests.support.tellers import Package, count, own_shares
from tests.support.telling import attendance_in

VECTORS: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
MANIFEST = Manifest.from_bytes(VECTORS["manifest"].encode())
KEYS = keys_of(VECTORS)
PACKAGES = [
    Package(
        from_=line["from"],
        to=line["to"],
        sealed=from_base64url(line["sealed"]),
        signature=from_base64url(line["signature"]),
    )
    for line in VECTORS["packages"]
]


@pytest.fixture(scope="module")
def casts() -> list[CheckedCast]:
    return [check_cast(MANIFEST, Cast.model_validate_json(json.dumps(cast))) for cast in VECTORS["casts"]]


def test_the_seeds_still_give_the_keys_in_the_manifest() -> None:
    assert tuple(keys.public for keys in KEYS) == MANIFEST.tellers
    confirmed = messages.teller_confirmation_message(MANIFEST)
    for teller, held, told in zip(MANIFEST.tellers, VECTORS["possessions"], VECTORS["confirmations"], strict=True):
        message = messages.teller_key_message(MANIFEST.vote_id, sealing=teller.sealing_key, signing=teller.signing_key)
        assert p256.is_signed(message, by=teller.signing_key, signature=from_base64url(held))
        assert p256.is_signed(confirmed, by=teller.signing_key, signature=from_base64url(told))


@pytest.mark.policy("CGR-03", "CGR-04")
@pytest.mark.parametrize("number", [0, 1, 2])
@pytest.mark.parametrize("opening_set", VECTORS["opening_sets"], ids=str)
def test_each_teller_still_finds_the_stored_body(casts: list[CheckedCast], number: int, opening_set: list[int]) -> None:
    attendance = attendance_in(VECTORS["attendance"])
    body = count(MANIFEST, casts, attendance=attendance, keys=KEYS[number], opening_set=opening_set, packages=PACKAGES)
    assert json.loads(body.to_bytes()) == json.loads(VECTORS["body"]) | {"opened_by": opening_set}


def test_the_vote_has_every_kind_of_envelope(casts: list[CheckedCast]) -> None:
    body = json.loads(VECTORS["body"])
    assert {line["reason"] for line in body["rejected"]} == set(Rejection)
    assert body["counts"]["repeated"] == 1
    assert body["counts"]["conflicting"] == 2
    assert max(checked.cast.counter for checked in casts) == 2
    assert [None in own_shares(MANIFEST, casts, keys).values() for keys in KEYS] == [False, True, True]


@pytest.mark.parametrize("at", [0, 1])
def test_the_stored_bulletins_are_sound(at: int) -> None:
    body = json.loads(VECTORS["body"]) | {"opened_by": VECTORS["opening_sets"][at]}
    tree = {"body": body, "signatures": VECTORS["signatures"][at]}
    assert verify_bulletin(edited(tree, []), expected_manifest=MANIFEST.hash).is_sound


@pytest.mark.policy("CGR-03", "CGR-04")
@pytest.mark.parametrize("tampered", VECTORS["tampered"], ids=lambda one: str(one["name"]))
def test_tampering_is_still_found_as_it_was(tampered: dict[str, Any]) -> None:
    problems = verify_bulletin(edited(untampered(VECTORS), tampered["edits"])).problems
    told = [[one.fault, "" if one.fault is Fault.UNREADABLE else one.where] for one in problems]
    assert told
    assert told == tampered["problems"]
