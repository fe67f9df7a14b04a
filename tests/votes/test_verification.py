"""Tampering with a published bulletin.

Most tampering here is done by whoever holds the server: the changed body is signed again with the server's
own key, so that each other check must find it by itself.
"""

import json
from collections.abc import Callable
from typing import Any

import pytest

from app.votes import p256
from app.votes.bulletin import SERVER, Body, Bulletin, sign_body, sign_by_server
from app.votes.encoding import to_base64url
from app.votes.manifest import short_hash
from app.votes.messages import Purpose, choice_message, credential_hash, is_credential_issued
from app.votes.rules import Choice
from app.votes.verification import Fault, verify_bulletin
from tests.support.ballots import Election, a_bulletin, a_voter, an_election, cast_all, locked_issuing_key

Tree = dict[str, Any]

CHOICES = [Choice.AGAINST] * 5 + [Choice.FOR] * 2


@pytest.fixture(scope="module")
def election() -> Election:
    return an_election()


@pytest.fixture(scope="module")
def bulletin(election: Election) -> Bulletin:
    return a_bulletin(election, cast_all(election, CHOICES), drawn=8, confirmed=7)


def tampered(bulletin: Bulletin, change: Callable[[Tree], None]) -> bytes:
    """The bulletin as somebody outside can change it."""
    tree = json.loads(bulletin.to_bytes())
    change(tree["body"])
    return Bulletin.model_validate_json(json.dumps(tree)).to_bytes()


def tampered_by_server(election: Election, bulletin: Bulletin, change: Callable[[Tree], None]) -> bytes:
    """The bulletin as whoever holds the server can change it: signed again."""
    tree = json.loads(bulletin.body.to_bytes())
    change(tree)
    body = Body.model_validate_json(json.dumps(tree))
    return sign_by_server(body, receipt_key=election.receipt_key).to_bytes()


def faults(data: bytes) -> set[Fault]:
    return {problem.fault for problem in verify_bulletin(data).problems}


def index_of(body: Tree, choice: Choice) -> int:
    return [line["choice"] for line in body["ballots"]].index(choice)


def flip_a_choice(body: Tree) -> None:
    body["ballots"][index_of(body, Choice.FOR)]["choice"] = Choice.AGAINST
    body["tally"] = {"against": 6, "for": 1, "blank": 0}
    body["margin"] |= {"against": 6, "changes_to_overturn": 2}


def swap_two_choices(body: Tree) -> None:
    """The totals stay right."""
    one, other = (body["ballots"][index_of(body, choice)] for choice in (Choice.AGAINST, Choice.FOR))
    for field in ("choice", "signature"):
        one[field], other[field] = other[field], one[field]


def double_a_ballot(body: Tree) -> None:
    """In the place of one that is dropped, so that the counts still agree."""
    at = index_of(body, Choice.FOR)
    del body["ballots"][at]
    body["ballots"].insert(at, body["ballots"][index_of(body, Choice.AGAINST)])
    body["tally"] = {"against": 6, "for": 1, "blank": 0}
    body["margin"] |= {"against": 6, "changes_to_overturn": 2}


def drop_a_ballot(body: Tree) -> None:
    del body["ballots"][index_of(body, Choice.FOR)]
    body["tally"]["for"] -= 1
    body["counts"]["ballots"] -= 1


def drop_an_envelope(body: Tree) -> None:
    del body["envelopes"][0]


def double_an_envelope(body: Tree) -> None:
    body["envelopes"].insert(0, body["envelopes"][0])
    body["counts"]["envelopes"] += 1
    body["counts"]["repeated"] += 1


def unsort_the_ballots(body: Tree) -> None:
    body["ballots"].reverse()


def unsort_the_envelopes(body: Tree) -> None:
    body["envelopes"].reverse()


def replace_an_envelope(body: Tree) -> None:
    body["envelopes"][0]["envelope_hash"] = "0" * 64


def raise_a_counter(body: Tree) -> None:
    body["envelopes"][0]["counter"] += 1


def rename_a_row(body: Tree) -> None:
    body["envelopes"][0]["row_key"] = "0" * 64


def rename_a_ballot(body: Tree) -> None:
    body["ballots"][0]["message_hash"] = "0" * 64


def say_an_envelope_was_rejected(body: Tree) -> None:
    """And drop its ballot: the row must be one that exists."""
    body["rejected"].append({"row_key": "0" * 64, "reason": "seal"})
    body["counts"]["rejected"] += 1
    drop_a_ballot(body)


def admit_more_than_drew(body: Tree) -> None:
    body["counts"] |= {"drawn": 6, "present": 6, "confirmed": 6}


def let_more_draw_than_the_roll_holds(body: Tree) -> None:
    body["counts"] |= {"drawn": 10, "present": 10}


def let_more_draw_than_anybody_can_count(body: Tree) -> None:
    """A recount that tried each of them would never end."""
    body["counts"] |= dict.fromkeys(("roll", "present", "drawn"), 2**53 - 1)


def lose_more_than_could_be(body: Tree) -> None:
    """Eight drew, and seven cast."""
    body["counts"]["lost"] = 2


def lose_a_ballot_that_nobody_reported(body: Tree) -> None:
    """One more ballot for would have been enough."""
    body["counts"]["lost"] = 1


def claim_more_present_than_drew(body: Tree) -> None:
    body["counts"]["present"] = 9


def confirm_for_those_who_did_not_draw(body: Tree) -> None:
    body["counts"]["confirmed"] = 9


def hide_the_unconfirmed(body: Tree) -> None:
    body["margin"]["unconfirmed"] = 0


def change_the_tally(body: Tree) -> None:
    body["tally"] = {"against": 4, "for": 3, "blank": 0}


def change_the_outcome(body: Tree) -> None:
    body["outcome"] = "confidence_retained"


def call_it_inquorate(body: Tree) -> None:
    body["outcome"] = "inquorate"


def hide_the_result(body: Tree) -> None:
    body |= {"is_opened": False, "ballots": [], "tally": None, "margin": None, "outcome": "inquorate"}
    body["counts"]["ballots"] = 0


def invent_voided_ballots(body: Tree) -> None:
    body["counts"] |= {"conflicting": 1, "ballots": 6}
    at = index_of(body, Choice.FOR)
    body["tally"]["for"] -= 1
    del body["ballots"][at]


def invent_a_conflict(body: Tree) -> None:
    ballot = body["ballots"].pop(index_of(body, Choice.FOR))
    choices = [{"choice": choice, "signature": ballot["signature"]} for choice in (Choice.AGAINST, Choice.FOR)]
    body["conflicts"].append(
        {"message_hash": ballot["message_hash"], "credential": ballot["credential"], "choices": choices}
    )
    body["counts"] |= {"ballots": 6, "conflicting": 1}


def name_a_teller(body: Tree) -> None:
    body["opened_by"] = [0]


CHANGES: list[tuple[Callable[[Tree], None], Fault]] = [
    (flip_a_choice, Fault.BALLOT),
    (swap_two_choices, Fault.BALLOT),
    (double_a_ballot, Fault.BALLOT_ORDER),
    (drop_a_ballot, Fault.COUNTS),
    (drop_an_envelope, Fault.COUNTS),
    (double_an_envelope, Fault.ENVELOPE_ORDER),
    (unsort_the_ballots, Fault.BALLOT_ORDER),
    (unsort_the_envelopes, Fault.ENVELOPE_ORDER),
    (replace_an_envelope, Fault.ENVELOPE),
    (raise_a_counter, Fault.ENVELOPE),
    (rename_a_row, Fault.ENVELOPE),
    (rename_a_ballot, Fault.BALLOT),
    (say_an_envelope_was_rejected, Fault.REJECTED),
    (admit_more_than_drew, Fault.COUNTS),
    (let_more_draw_than_the_roll_holds, Fault.COUNTS),
    (let_more_draw_than_anybody_can_count, Fault.COUNTS),
    (lose_more_than_could_be, Fault.COUNTS),
    (lose_a_ballot_that_nobody_reported, Fault.OUTCOME),
    (claim_more_present_than_drew, Fault.COUNTS),
    (confirm_for_those_who_did_not_draw, Fault.COUNTS),
    (hide_the_unconfirmed, Fault.MARGIN),
    (change_the_tally, Fault.TALLY),
    (change_the_outcome, Fault.OUTCOME),
    (call_it_inquorate, Fault.OUTCOME),
    (hide_the_result, Fault.OUTCOME),
    (invent_voided_ballots, Fault.COUNTS),
    (invent_a_conflict, Fault.CONFLICT),
    (name_a_teller, Fault.SIGNATURES),
]


@pytest.mark.policy("CGR-03", "CGR-04")
@pytest.mark.parametrize(("change", "fault"), CHANGES, ids=lambda value: getattr(value, "__name__", ""))
def test_whoever_holds_the_server_cannot_change_a_result_unseen(
    election: Election, bulletin: Bulletin, change: Callable[[Tree], None], fault: Fault
) -> None:
    by_server = faults(tampered_by_server(election, bulletin, change))
    assert fault in by_server
    assert faults(tampered(bulletin, change)) == by_server | {Fault.SIGNATURES}


@pytest.mark.policy("CGR-03", "CGR-04")
@pytest.mark.parametrize("field", ["majority", "quorum", "roll", "question", "accused_commitment", "receipt_key"])
def test_a_manifest_changed_afterwards_fits_no_credential(election: Election, bulletin: Bulletin, field: str) -> None:
    changes: Tree = {
        "majority": {"numerator": 1, "denominator": 2, "base": "decided", "strict": True},
        "quorum": {"numerator": 0, "denominator": 1, "strict": False},
        "roll": json.loads(bulletin.to_bytes())["body"]["manifest"]["roll"] | {"size": 40},
        "question": {"code": "confidence", "text": "En annan fråga?"},
        "accused_commitment": "0" * 64,
        "receipt_key": to_base64url(p256.point_of(p256.generate_key())),
    }

    def change(body: Tree) -> None:
        body["manifest"][field] = changes[field]

    found = faults(tampered_by_server(election, bulletin, change))
    assert {Fault.MANIFEST, Fault.ENVELOPE, Fault.BALLOT} <= found


@pytest.mark.policy("CGR-03")
def test_ballots_of_another_vote_are_refused(election: Election, bulletin: Bulletin) -> None:
    """The very same issuing keys, another vote: its ballots are genuine there and worth nothing here."""
    other_election = an_election(vote_id="3f2a9a53-93a5-4b54-8a0b-4f7f5b5b6a11")
    other = json.loads(a_bulletin(other_election, cast_all(other_election, CHOICES)).body.to_bytes())

    def take_their_ballots(body: Tree) -> None:
        body["ballots"] = other["ballots"]

    def take_their_envelopes(body: Tree) -> None:
        body["envelopes"] = other["envelopes"]

    assert faults(tampered_by_server(election, bulletin, take_their_ballots)) == {Fault.BALLOT}
    assert faults(tampered_by_server(election, bulletin, take_their_envelopes)) == {Fault.ENVELOPE}


@pytest.mark.policy("CGR-03")
def test_a_ballot_added_with_a_minted_credential_overflows_the_counts(election: Election, bulletin: Bulletin) -> None:
    """Whoever holds the issuing key can mint, but each ballot needs an envelope, and that somebody drew."""
    minted = a_voter(election)
    assert is_credential_issued(Purpose.BALLOT, election.manifest, minted.ballot)

    def add_it(body: Tree) -> None:
        signature = p256.sign(minted.ballot_key, choice_message(election.manifest, Choice.FOR))
        line = (
            Bulletin.from_bytes(bulletin.to_bytes())
            .body.ballots[0]
            .model_copy(
                update={
                    "credential": minted.ballot,
                    "choice": Choice.FOR,
                    "signature": signature,
                    "message_hash": credential_hash(Purpose.BALLOT, election.manifest, minted.ballot),
                }
            )
        )
        body["ballots"] = sorted(
            [*body["ballots"], json.loads(line.to_bytes())], key=lambda one: str(one["message_hash"])
        )
        body["counts"]["ballots"] += 1
        body["tally"]["for"] += 1
        body["outcome"] = "confidence_retained"
        body["margin"] |= {"needed_against": 6, "changes_to_overturn": 1}

    assert faults(tampered_by_server(election, bulletin, add_it)) == {Fault.COUNTS}


def test_an_unsigned_bulletin_or_one_signed_by_another_is_refused(election: Election, bulletin: Bulletin) -> None:
    stranger = p256.generate_key()
    genuine = bulletin.signatures[0]
    by_stranger = sign_body(bulletin.body, signer=SERVER, key=stranger)
    as_teller = sign_body(bulletin.body, signer="teller-0", key=election.receipt_key)
    for signatures in [(), (by_stranger,), (as_teller,), (genuine, genuine), (genuine, by_stranger)]:
        assert faults(bulletin.model_copy(update={"signatures": signatures}).to_bytes()) == {Fault.SIGNATURES}
    assert faults(bulletin.to_bytes()) == set()


def test_a_bulletin_of_another_manifest_than_the_summons_told_is_refused(
    election: Election, bulletin: Bulletin
) -> None:
    verdict = verify_bulletin(bulletin.to_bytes(), expected_manifest=bytes(32))
    assert [problem.fault for problem in verdict.problems] == [Fault.OTHER_MANIFEST]
    assert verdict.short_hash == short_hash(election.manifest.hash)


def test_an_issuing_key_without_its_proof_is_found() -> None:
    unproved = locked_issuing_key("ballot").model_copy(update={"proof": bytes(8 * 384)})
    election = an_election(ballot_key=unproved)
    assert faults(a_bulletin(election, cast_all(election, CHOICES)).to_bytes()) == {Fault.MANIFEST}


@pytest.mark.parametrize(
    "data",
    [b"", b"{}", b"[]", b"\xff", b"[" * 100_000, b'{"body":1e999}', b'{"body":null,"signatures":[]}'],
    ids=lambda data: repr(data[:20]),
)
def test_what_is_no_bulletin_is_told_and_raises_nothing(data: bytes) -> None:
    assert faults(data) == {Fault.UNREADABLE}


def test_a_bulletin_with_a_space_or_a_field_more_is_refused(bulletin: Bulletin) -> None:
    data = bulletin.to_bytes()
    assert faults(data + b"\n") == {Fault.UNREADABLE}
    assert faults(data.replace(b'{"body"', b'{"blank":0,"body"')) == {Fault.UNREADABLE}
    assert faults(data.replace(b'"drawn":8', b'"drawn":99999999999999999999')) == {Fault.UNREADABLE}
