"""A bulletin of a vote with tellers: who must have signed and opened it."""

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from app.votes import p256
from app.votes.bulletin import Bulletin, BulletinSignature, sign_body
from app.votes.counting import Attendance, Opening, body_of, envelope_lines
from app.votes.envelope import check_cast
from app.votes.manifest import Mode, Teller, check_keys
from app.votes.rules import Choice
from app.votes.verification import Fault, verify_bulletin
from tests.support.ballots import a_voter, an_election

CHOICES = [Choice.AGAINST] * 5 + [Choice.FOR] * 2


def faults(bulletin: Bulletin, signatures: tuple[BulletinSignature, ...]) -> set[Fault]:
    signed = bulletin.model_copy(update={"signatures": signatures})
    return {problem.fault for problem in verify_bulletin(signed.to_bytes()).problems}


@pytest.mark.parametrize("signed_by", [[0, 1], [1, 2], [0, 1, 2]])
def test_with_tellers_their_threshold_of_signatures_certifies(signed_by: list[int]) -> None:
    bulletin, keys = a_bulletin_of_tellers()
    signatures = tuple(sign_body(bulletin.body, signer=f"teller-{index}", key=keys[index]) for index in signed_by)
    assert faults(bulletin, signatures) == set()


@pytest.mark.parametrize("signed_by", [[], [1], [1, 1]])
def test_with_tellers_fewer_than_the_threshold_certify_nothing(signed_by: list[int]) -> None:
    bulletin, keys = a_bulletin_of_tellers()
    signatures = tuple(sign_body(bulletin.body, signer=f"teller-{index}", key=keys[index]) for index in signed_by)
    assert faults(bulletin, signatures) == {Fault.SIGNATURES}


@pytest.mark.parametrize("opened_by", [(), (0,), (1, 0), (1, 1), (0, 3), (0, 1, 2)])
def test_with_tellers_the_opening_set_is_as_large_as_the_threshold(opened_by: tuple[int, ...]) -> None:
    bulletin, keys = a_bulletin_of_tellers(opened_by=opened_by)
    signatures = tuple(sign_body(bulletin.body, signer=f"teller-{i}", key=keys[i]) for i in (0, 1))
    assert faults(bulletin, signatures) == {Fault.SIGNATURES}


def a_bulletin_of_tellers(*, opened_by: tuple[int, ...] = (0, 2)) -> tuple[Bulletin, list[ec.EllipticCurvePrivateKey]]:
    """An unsigned bulletin, two of three tellers; joining their shares is no part of it."""
    keys = [p256.generate_key() for _ in range(3)]
    tellers = tuple(
        Teller(sealing_key=p256.point_of(p256.generate_key()), signing_key=p256.point_of(key)) for key in keys
    )
    election = an_election(mode=Mode.TELLERS, opening_key=None, tellers=tellers, threshold=2)
    check_keys(election.manifest)
    voters = [(a_voter(election), choice) for choice in CHOICES]
    casts = [check_cast(election.manifest, voter.cast(choice)) for voter, choice in voters]
    ballots = tuple(voter.sign_choice(choice) for voter, choice in voters)
    opening = Opening(ballots=ballots, rejected=(), opened_by=opened_by)
    body = body_of(
        election.manifest,
        envelope_lines(casts),
        attendance=Attendance(present=7, drawn=7, confirmed=7),
        opening=opening,
    )
    return Bulletin(body=body, signatures=()), keys
