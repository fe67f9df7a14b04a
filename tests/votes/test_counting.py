"""Opening, sorting out and counting."""

import random
from dataclasses import replace

import pytest

from app.votes.bulletin import Bulletin
from app.votes.counting import Attendance, EnvelopeCountedTwice, build_body
from app.votes.envelope import Rejection, check_cast
from app.votes.manifest import Held
from app.votes.rules import Choice, Outcome, Tally
from app.votes.verification import verify_bulletin
from tests.support.ballots import Election, a_bulletin, a_voter, an_election, cast_all

AGAINST, FOR, BLANK = Choice.AGAINST, Choice.FOR, Choice.BLANK


@pytest.fixture(scope="module")
def election() -> Election:
    return an_election()


def tally_of(bulletin: Bulletin) -> Tally | None:
    return None if bulletin.body.tally is None else bulletin.body.tally.tally()


@pytest.mark.policy("CGR-04")
@pytest.mark.parametrize(
    ("choices", "outcome"),
    [
        ([AGAINST] * 4 + [FOR] * 2 + [BLANK], Outcome.NO_CONFIDENCE),
        ([AGAINST] * 3 + [FOR] * 2 + [BLANK] * 2, Outcome.CONFIDENCE_RETAINED),
        ([BLANK] * 6, Outcome.CONFIDENCE_RETAINED),
    ],
)
def test_a_vote_is_counted_and_its_bulletin_is_sound(
    election: Election, choices: list[Choice], outcome: Outcome
) -> None:
    bulletin = a_bulletin(election, cast_all(election, choices))
    assert tally_of(bulletin) == Tally.of(choices)
    assert bulletin.body.outcome is outcome
    verdict = verify_bulletin(bulletin.to_bytes(), expected_manifest=election.manifest.hash)
    assert verdict.problems == ()


@pytest.mark.policy("CGR-03")
def test_a_bulletin_does_not_show_the_order_of_casting(election: Election) -> None:
    casts = cast_all(election, [AGAINST, FOR, BLANK, FOR, AGAINST])
    attendance = Attendance(present=5, drawn=5, confirmed=5)
    bodies = set()
    for seed in range(4):
        shuffled = random.Random(seed).sample(casts, len(casts))
        body = build_body(election.manifest, shuffled, attendance=attendance, opening_key=election.opening_key)
        bodies.add(body.to_bytes())
    assert len(bodies) == 1


@pytest.mark.policy("CGR-03")
def test_a_bulletin_names_no_ballot_beside_its_envelope(election: Election) -> None:
    body = a_bulletin(election, cast_all(election, [FOR] * 6)).body
    for envelope, ballot in zip(body.envelopes, body.ballots, strict=True):
        assert set(type(envelope).model_fields) & set(type(ballot).model_fields) == {"signature"}
        assert envelope.admission.public_key not in {line.credential.public_key for line in body.ballots}


@pytest.mark.policy("CGR-03")
def test_under_five_envelopes_are_listed_and_never_opened(election: Election) -> None:
    bulletin = a_bulletin(election, cast_all(election, [AGAINST] * 4), drawn=9)
    assert (bulletin.body.outcome, bulletin.body.ballots) == (Outcome.INQUORATE, ())
    assert (bulletin.body.tally, bulletin.body.margin) == (None, None)
    assert len(bulletin.body.envelopes) == 4
    assert verify_bulletin(bulletin.to_bytes()).is_sound


@pytest.mark.policy("CGR-04")
def test_a_vote_without_quorum_is_never_opened() -> None:
    election = an_election(roll=12)
    bulletin = a_bulletin(election, cast_all(election, [AGAINST] * 6))
    assert bulletin.body.outcome is Outcome.INQUORATE
    assert not bulletin.body.is_opened
    assert verify_bulletin(bulletin.to_bytes()).is_sound


def test_one_ballot_in_two_envelopes_counts_once(election: Election) -> None:
    voters = [a_voter(election) for _ in range(6)]
    double = replace(voters[5], ballot=voters[4].ballot, ballot_key=voters[4].ballot_key)
    casts = [check_cast(election.manifest, v.cast(AGAINST)) for v in (*voters[:5], double)]
    bulletin = a_bulletin(election, casts)
    assert tally_of(bulletin) == Tally(5, 0, 0)
    assert (bulletin.body.counts.repeated, bulletin.body.counts.envelopes) == (1, 6)
    assert verify_bulletin(bulletin.to_bytes()).is_sound


def test_different_choices_on_one_ballot_void_both(election: Election) -> None:
    voters = [a_voter(election) for _ in range(7)]
    double = replace(voters[6], ballot=voters[5].ballot, ballot_key=voters[5].ballot_key)
    casts = [check_cast(election.manifest, v.cast(AGAINST)) for v in voters[:6]]
    casts.append(check_cast(election.manifest, double.cast(FOR)))
    bulletin = a_bulletin(election, casts)
    assert tally_of(bulletin) == Tally(5, 0, 0)
    assert bulletin.body.counts.conflicting == 2
    assert [line.choice for line in bulletin.body.conflicts[0].choices] == [AGAINST, FOR]
    assert verify_bulletin(bulletin.to_bytes()).is_sound


def test_an_envelope_without_a_ballot_is_listed_with_its_reason(election: Election) -> None:
    casts = cast_all(election, [FOR] * 5)
    casts.append(check_cast(election.manifest, a_voter(election).cast(FOR, plain=bytes([7]) * 1024)))
    bulletin = a_bulletin(election, casts)
    assert [line.reason for line in bulletin.body.rejected] == [Rejection.FORM]
    assert bulletin.body.rejected[0].row_key == casts[-1].row_key
    assert tally_of(bulletin) == Tally(0, 5, 0)
    assert verify_bulletin(bulletin.to_bytes()).is_sound


def test_two_envelopes_of_one_admission_are_not_counted(election: Election) -> None:
    voter = a_voter(election)
    casts = [check_cast(election.manifest, voter.cast(FOR, counter=c)) for c in (1, 2)]
    with pytest.raises(EnvelopeCountedTwice):
        a_bulletin(election, [*cast_all(election, [FOR] * 4), *casts])


def test_more_envelopes_than_drawn_are_not_counted(election: Election) -> None:
    with pytest.raises(ValueError, match="envelopes <= drawn"):
        a_bulletin(election, cast_all(election, [FOR] * 6), drawn=5)


def test_the_margin_stands_beside_what_nobody_confirmed(election: Election) -> None:
    casts = cast_all(election, [AGAINST] * 5 + [FOR] * 2)
    margin = a_bulletin(election, casts, drawn=9, confirmed=6).body.margin
    assert margin is not None
    assert (margin.against, margin.needed_against) == (5, 5)
    assert (margin.unconfirmed, margin.changes_to_overturn) == (3, 1)


@pytest.mark.policy("CGR-05")
def test_in_a_room_those_present_need_not_have_drawn() -> None:
    election = an_election(held=Held.IN_A_ROOM)
    casts = cast_all(election, [FOR] * 5)
    attendance = Attendance(present=8, drawn=6, confirmed=6)
    body = build_body(election.manifest, casts, attendance=attendance, opening_key=election.opening_key)
    assert (body.counts.roll, body.counts.present, body.counts.drawn) == (9, 8, 6)
