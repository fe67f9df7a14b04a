"""With tellers: shares are passed on, joined and counted; whoever lacks enough of them opens nothing."""

from dataclasses import replace
from itertools import combinations

import pytest

from app.votes import messages, p256
from app.votes.bulletin import Body
from app.votes.counting import Attendance
from app.votes.envelope import Cast, CheckedCast, Rejection, check_cast
from app.votes.rules import Choice, Outcome
from app.votes.verification import verify_bulletin
from tests.support import shamir
from tests.support.ballots import Election, Voter, a_voter, cast_all
from tests.support.tellers import (
    Package,
    PackageRefused,
    TellerKeys,
    a_bulletin_of_tellers,
    an_election_with_tellers,
    confirmation,
    count,
    derive_key,
    keys_from_seed,
    open_package,
    own_shares,
    possession,
    seal_packages,
    sign,
)

CHOICES = [Choice.AGAINST] * 5 + [Choice.FOR] * 2
ALL_SEVEN = Attendance(present=7, drawn=7, confirmed=7)


@pytest.fixture(scope="module")
def vote() -> tuple[Election, list[TellerKeys]]:
    return an_election_with_tellers()


@pytest.fixture(scope="module")
def casts(vote: tuple[Election, list[TellerKeys]]) -> list[CheckedCast]:
    return cast_all(vote[0], CHOICES)


@pytest.mark.parametrize(("shares", "threshold"), [(2, 2), (3, 2), (3, 3), (5, 3), (16, 16)])
def test_any_threshold_of_shares_gives_the_secret_and_fewer_do_not(shares: int, threshold: int) -> None:
    secret = bytes(range(100, 132))
    split = shamir.split(secret, shares=shares, threshold=threshold)
    assert {len(share) for share in split} == {33}
    assert {shamir.combine(some) for some in combinations(split, threshold)} == {secret}
    if threshold > 2:
        assert secret not in {shamir.combine(some) for some in combinations(split, threshold - 1)}


def test_keys_follow_from_a_seed_as_in_the_rfc() -> None:
    """RFC 9180, A.3.1: skEm and skRm of DHKEM(P-256, HKDF-SHA256)."""
    for ikm, scalar in [
        (
            "4270e54ffd08d79d5928020af4686d8f6b7d35dbe470265f1f5aa22816ce860e",
            "4995788ef4b9d6132b249ce59a77281493eb39af373d236a1fe415cb0c2d7beb",
        ),
        (
            "668b37171f1072f3cf12ea8a236a45df23fc13b82af3609ad1e354f6ef817550",
            "f3ce7fdae57e1a310d87f1ebbde6f328be0a99cdbcadf4d6589cf29de4b8ffd2",
        ),
    ]:
        assert p256.key_to_bytes(derive_key(bytes.fromhex(ikm))).hex() == scalar
    one, other = (keys_from_seed(vote_id, bytes(16)).public for vote_id in ("one" * 6, "other" * 4))
    assert len({one.sealing_key, one.signing_key, other.sealing_key, other.signing_key}) == 4


def test_a_teller_shows_possession_of_keys_and_confirms_the_manifest_they_stand_in(
    vote: tuple[Election, list[TellerKeys]],
) -> None:
    manifest, keys = vote[0].manifest, vote[1][2]
    public = manifest.tellers[2]
    held = messages.teller_key_message(manifest.vote_id, sealing=public.sealing_key, signing=public.signing_key)
    assert p256.is_signed(held, by=public.signing_key, signature=possession(manifest.vote_id, keys))
    confirmed = messages.teller_confirmation_message(manifest)
    assert p256.is_signed(confirmed, by=public.signing_key, signature=confirmation(manifest, keys))
    with pytest.raises(ValueError, match="another's keys"):
        confirmation(manifest, keys_from_seed(manifest.vote_id, b"nobody's seed..."))


@pytest.mark.policy("CGR-03", "CGR-04")
@pytest.mark.parametrize("opening_set", [(0, 1), (0, 2), (1, 2)])
def test_any_two_of_three_tellers_open_count_and_certify(
    vote: tuple[Election, list[TellerKeys]], casts: list[CheckedCast], opening_set: tuple[int, int]
) -> None:
    election, keys = vote
    bulletin = a_bulletin_of_tellers(election.manifest, casts, keys, attendance=ALL_SEVEN, opening_set=opening_set)
    assert verify_bulletin(bulletin.to_bytes(), expected_manifest=election.manifest.hash).is_sound
    assert bulletin.body.opened_by == opening_set
    assert bulletin.body.outcome is Outcome.NO_CONFIDENCE
    assert [bulletin.body.counts.ballots, bulletin.body.counts.rejected] == [7, 0]


def test_a_teller_outside_the_opening_set_finds_the_same_bytes(
    vote: tuple[Election, list[TellerKeys]], casts: list[CheckedCast]
) -> None:
    bodies = {body_found_by(vote, casts, number, (0, 1)).to_bytes() for number in range(3)}
    assert len(bodies) == 1


@pytest.mark.policy("CGR-03")
def test_one_tellers_shares_open_nothing(vote: tuple[Election, list[TellerKeys]], casts: list[CheckedCast]) -> None:
    shares = own_shares(vote[0].manifest, casts, vote[1][0])
    for checked in casts:
        share = shares[checked.row_key]
        assert share is not None
        for guess in (share[:32], shamir.combine([share])):
            commitment = messages.key_commitment(vote[0].manifest, guess)
            assert commitment != checked.cast.envelope.commitment


def test_a_share_that_does_not_open_rejects_its_envelope_with_that_teller_and_not_with_another(
    vote: tuple[Election, list[TellerKeys]], casts: list[CheckedCast]
) -> None:
    election, _ = vote
    voter = a_voter(election)
    broken = with_key(voter, voter.cast(Choice.FOR), 1, bytes(114))
    with_it = [*casts[1:], broken]
    rejected = body_found_by(vote, with_it, 0, (0, 1)).rejected
    assert [(line.row_key, line.reason) for line in rejected] == [(broken.row_key, Rejection.KEY)]
    assert body_found_by(vote, with_it, 0, (0, 2)).rejected == ()


def test_an_inquorate_vote_is_signed_unopened(vote: tuple[Election, list[TellerKeys]]) -> None:
    election, keys = vote
    few = cast_all(election, CHOICES[:4])
    attendance = Attendance(present=4, drawn=4, confirmed=4)
    body = count(election.manifest, few, attendance=attendance, keys=keys[0], opening_set=(), packages=())
    assert (body.is_opened, body.opened_by, body.outcome) == (False, (), Outcome.INQUORATE)
    assert sign(body, keys[0]).signer == "teller-0"


@pytest.mark.parametrize("changed", ["sealed", "signature", "to", "from_"])
def test_a_package_changed_or_redirected_on_its_way_is_refused(
    vote: tuple[Election, list[TellerKeys]], casts: list[CheckedCast], changed: str
) -> None:
    election, keys = vote
    [to_1, to_2] = seal_packages(election.manifest, casts, keys[0])
    forged = {
        "sealed": replace(to_1, sealed=seal_packages(election.manifest, casts, keys[0])[0].sealed),
        "signature": replace(to_1, signature=bytes(64)),
        "to": replace(to_2, to=1),
        "from_": replace(to_1, from_=2),
    }[changed]
    assert set(open_package(election.manifest, casts, to_1, keys[1])) == {checked.row_key for checked in casts}
    with pytest.raises(PackageRefused):
        open_package(election.manifest, casts, forged, keys[1])


def test_a_package_about_other_envelopes_is_refused(
    vote: tuple[Election, list[TellerKeys]], casts: list[CheckedCast]
) -> None:
    """The server showed the other teller a row less."""
    election, keys = vote
    [to_1, _] = seal_packages(election.manifest, casts[1:], keys[0])
    with pytest.raises(PackageRefused, match="these envelopes"):
        open_package(election.manifest, casts, to_1, keys[1])


def with_key(voter: Voter, cast: Cast, number: int, sealed: bytes) -> CheckedCast:
    keys = tuple(sealed if at == number else key for at, key in enumerate(cast.envelope.keys))
    envelope = cast.envelope.model_copy(update={"keys": keys})
    return check_cast(voter.election.manifest, voter.sign_cast(envelope))


def body_found_by(
    vote: tuple[Election, list[TellerKeys]], casts: list[CheckedCast], number: int, opening_set: tuple[int, ...]
) -> Body:
    election, keys = vote
    packages: list[Package] = []
    for sender in opening_set:
        packages += seal_packages(election.manifest, casts, keys[sender])
    return count(
        election.manifest,
        casts,
        attendance=ALL_SEVEN,
        keys=keys[number],
        opening_set=opening_set,
        packages=packages,
    )
