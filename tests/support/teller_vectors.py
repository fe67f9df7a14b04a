"""A whole vote with tellers, its recount and what tampering with it is found as, for the tests of both sides.

`python -m tests.support.teller_vectors` writes the file anew. Keys, seals and signatures in it are random, so that it
is never computed again byte by byte: that each side opens, counts and judges it as it says is what the tests hold.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from app.votes import canonical, messages, p256
from app.votes.bulletin import Body, Bulletin
from app.votes.counting import Attendance, OnPaper
from app.votes.encoding import to_base64url
from app.votes.envelope import Cast, CheckedCast, check_cast
from app.votes.manifest import Held, Manifest
from app.votes.messages import Purpose
from app.votes.rules import Choice, Tally
from app.votes.verification import verify_bulletin
from tests.support.ballots import Election, Voter, a_voter, an_election
from tests.support.tellers import (
    SEED_BYTES,
    TellerKeys,
    a_bulletin_of_tellers,
    an_election_with_tellers,
    confirmation,
    keys_from_seed,
    possession,
    seal_packages,
)

FILE = Path("tests/votes/vectors/tellers.json")

Tree = dict[str, Any]
Edit = dict[str, Any]

ATTENDANCE = Attendance(
    present=22, drawn=16, confirmed=12, lost=1, paper=OnPaper(marked=6, tally=Tally(against=4, for_=1, blank=1))
)
OPENING_SETS = ((0, 1), (0, 2))


def computed() -> Tree:
    election, keys = an_election_with_tellers(roll=23, held=Held.IN_A_ROOM)
    manifest = election.manifest
    casts = casts_of(election)
    bulletins = [
        a_bulletin_of_tellers(manifest, casts, keys, attendance=ATTENDANCE, opening_set=opening_set)
        for opening_set in OPENING_SETS
    ]
    bulletin = bulletins[0]
    return {
        "manifest": manifest.to_bytes().decode(),
        "seeds": [(bytes([number]) * SEED_BYTES).hex() for number in range(len(keys))],
        "possessions": [to_base64url(possession(manifest.vote_id, one)) for one in keys],
        "confirmations": [to_base64url(confirmation(manifest, one)) for one in keys],
        "casts": [json.loads(checked.cast.to_bytes()) for checked in casts],
        "attendance": {
            "present": ATTENDANCE.present,
            "drawn": ATTENDANCE.drawn,
            "confirmed": ATTENDANCE.confirmed,
            "lost": ATTENDANCE.lost,
            "paper": {
                "marked": ATTENDANCE.paper.marked,
                "tally": {"against": 4, "for": 1, "blank": 1},
                "uncounted": 0,
            },
        },
        "packages": [
            {
                "from": package.from_,
                "to": package.to,
                "sealed": to_base64url(package.sealed),
                "signature": to_base64url(package.signature),
            }
            for one in keys
            for package in seal_packages(manifest, casts, one)
        ],
        "opening_sets": [list(opening_set) for opening_set in OPENING_SETS],
        # The bodies differ in who opened only: see the tests.
        "body": bulletin.body.to_bytes().decode(),
        "signatures": [[json.loads(line.to_bytes()) for line in one.signatures] for one in bulletins],
        "tampered": [
            *(tampered_by_tellers(bulletin, change, keys) for change in changes_of(election)),
            *(tampered_outside(bulletin, change) for change in SIGNATURE_CHANGES),
        ],
    }


def casts_of(election: Election) -> list[CheckedCast]:
    """Fifteen envelopes: seven plain ones, of which one replaced another, and each way to be worth nothing."""
    voters = [a_voter(election) for _ in range(15)]
    against, for_, blank = Choice.AGAINST, Choice.FOR, Choice.BLANK
    plain = [against] * 4 + [for_] * 2 + [blank]
    casts = [voter.cast(choice) for voter, choice in zip(voters, plain, strict=False)]
    casts[0] = voters[0].cast(against, counter=2)
    casts += [
        with_ballot_of(voters[7], voters[1]).cast(against),  # the same again
        voters[8].cast(against),
        with_ballot_of(voters[9], voters[8]).cast(for_),  # and something else
        without_keys(voters[10], voters[10].cast(for_), numbers=(1, 2)),
        with_another_ballot_inside(voters[11]),
        voters[12].cast(for_, plain=bytes([7]) * 1024),
        replace(voters[13], ballot=voters[13].admission, ballot_key=voters[13].admission_key).cast(for_),
        voters[14].cast(for_, plain=flipped(voters[14])),
    ]
    return [check_cast(election.manifest, cast) for cast in casts]


def with_ballot_of(voter: Voter, other: Voter) -> Voter:
    return replace(voter, ballot=other.ballot, ballot_key=other.ballot_key)


def without_keys(voter: Voter, cast: Cast, *, numbers: Sequence[int]) -> Cast:
    """The share of these tellers is noise: what its voter's page sealed cannot be opened with it."""
    keys = tuple(bytes(114) if number in numbers else key for number, key in enumerate(cast.envelope.keys))
    return voter.sign_cast(cast.envelope.model_copy(update={"keys": keys}))


def with_another_ballot_inside(voter: Voter) -> Cast:
    """Key and commitment fit, the sealed ballot is another one's."""
    other = voter.cast(Choice.AGAINST).envelope.sealed_ballot
    return voter.sign_cast(voter.cast(Choice.FOR).envelope.model_copy(update={"sealed_ballot": other}))


def flipped(voter: Voter) -> bytes:
    plain = bytearray(voter.plain_ballot(Choice.FOR))
    plain[1] = messages.CHOICE_CODES[Choice.AGAINST]
    return bytes(plain)


Change = tuple[str, Callable[[Tree], None]]


def index_of(body: Tree, choice: str) -> int:
    return [line["choice"] for line in body["ballots"]].index(choice)


def flip_a_choice(body: Tree) -> None:
    body["ballots"][index_of(body, "for")]["choice"] = "against"
    body["tally"] |= {"against": 9, "for": 2}
    body["margin"] |= {"against": 9, "changes_to_overturn": 2}


def swap_two_choices(body: Tree) -> None:
    one, other = body["ballots"][index_of(body, "against")], body["ballots"][index_of(body, "for")]
    for name in ("choice", "signature"):
        one[name], other[name] = other[name], one[name]


def double_a_ballot(body: Tree) -> None:
    body["ballots"][index_of(body, "for")] = body["ballots"][index_of(body, "against")]
    body["ballots"].sort(key=lambda line: line["message_hash"])


def count_a_voided_ballot(body: Tree) -> None:
    [conflict] = body["conflicts"]
    line = {name: conflict[name] for name in ("message_hash", "credential")} | conflict["choices"][0]
    body["ballots"] = in_order([*body["ballots"], line])


def take_another_votes_ballot(body: Tree, *, line: Tree) -> None:
    del body["ballots"][index_of(body, "for")]
    body["ballots"] = in_order([*body["ballots"], line])


def add_a_ballot(body: Tree, *, line: Tree) -> None:
    body["ballots"] = in_order([*body["ballots"], line])
    body["counts"]["ballots"] += 1
    body["tally"]["for"] += 1


def drop_a_ballot(body: Tree) -> None:
    del body["ballots"][index_of(body, "for")]
    body["counts"]["ballots"] -= 1
    body["tally"]["for"] -= 1


def drop_an_envelope(body: Tree) -> None:
    del body["envelopes"][3]


def change_an_envelope(body: Tree) -> None:
    body["envelopes"][2]["envelope_hash"] = "0" * 64


def raise_a_counter(body: Tree) -> None:
    body["envelopes"][4]["counter"] += 1


def unsort_the_envelopes(body: Tree) -> None:
    envelopes = body["envelopes"]
    envelopes[0], envelopes[1] = envelopes[1], envelopes[0]


def reject_what_is_not_there(body: Tree) -> None:
    body["rejected"][0]["row_key"] = "0" * 64


def unsign_a_conflict(body: Tree) -> None:
    body["conflicts"][0]["choices"][1]["signature"] = body["conflicts"][0]["choices"][0]["signature"]


def change_the_tally(body: Tree) -> None:
    body["tally"] = {"against": 3, "for": 3, "blank": 1}


def hide_the_unconfirmed(body: Tree) -> None:
    body["margin"]["unconfirmed"] = 0


def change_the_outcome(body: Tree) -> None:
    body["outcome"] = "confidence_retained"


def hide_the_result(body: Tree) -> None:
    body |= {"is_opened": False, "opened_by": [], "ballots": [], "conflicts": [], "rejected": []}
    body |= {"paper": None, "tally": None, "margin": None, "outcome": "inquorate"}
    body["counts"] |= dict.fromkeys(("ballots", "repeated", "conflicting", "rejected", "paper_ballots"), 0)


def change_the_rule(body: Tree) -> None:
    body["manifest"]["majority"] |= {"numerator": 1, "denominator": 2, "base": "roll", "strict": True}


def change_the_roll(body: Tree) -> None:
    body["manifest"]["roll"]["size"] = 40


def lose_a_ballot_that_was_cast(body: Tree) -> None:
    body["counts"]["lost"] = 2


def change_the_paper_count(body: Tree) -> None:
    body["paper"] |= {"against": 3, "for": 2}


def add_a_paper_ballot(body: Tree) -> None:
    body["paper"]["for"] += 1
    body["tally"]["for"] += 1


def count_a_batch_of_four(body: Tree) -> None:
    body["paper"] = {"against": 2, "for": 1, "blank": 1}
    body["tally"] |= {"against": 6}
    body["counts"]["paper_ballots"] = 4


def mark_only_four_for_paper(body: Tree) -> None:
    body["counts"] |= {"paper": 4, "paper_ballots": 0, "paper_uncounted": 0}
    body["paper"] = None


def destroy_enough_paper_to_count(body: Tree) -> None:
    body["counts"] |= {"paper_ballots": 0, "paper_uncounted": 6}
    body["paper"] = None


def hide_the_paper(body: Tree) -> None:
    body["paper"] = None


def count_more_on_paper_than_were_marked(body: Tree) -> None:
    body["counts"]["paper"] = 5


def call_it_undecided(body: Tree) -> None:
    body["outcome"] = "undecided_by_loss"


def count_another_roll(body: Tree) -> None:
    body["counts"]["roll"] = 24


def let_more_draw_than_anybody_can_count(body: Tree) -> None:
    body["counts"] |= dict.fromkeys(("roll", "present", "drawn"), 2**53 - 1)


def let_fewer_draw_than_cast(body: Tree) -> None:
    body["counts"] |= {"drawn": 14, "present": 14}


def change_the_manifests_hash(body: Tree) -> None:
    body["manifest_hash"] = "0" * 64


def leave_a_key_unproved(body: Tree) -> None:
    body["manifest"]["ballot_key"]["proof"] = body["manifest"]["admission_key"]["proof"]


def open_by_all(body: Tree) -> None:
    body["opened_by"] = [0, 1, 2]


def open_by_a_stranger(body: Tree) -> None:
    body["opened_by"] = [0, 3]


CHANGES: list[Change] = [
    (change.__name__, change)
    for change in (
        flip_a_choice,
        swap_two_choices,
        double_a_ballot,
        count_a_voided_ballot,
        drop_a_ballot,
        drop_an_envelope,
        change_an_envelope,
        raise_a_counter,
        unsort_the_envelopes,
        reject_what_is_not_there,
        unsign_a_conflict,
        change_the_tally,
        hide_the_unconfirmed,
        change_the_outcome,
        hide_the_result,
        change_the_rule,
        change_the_roll,
        lose_a_ballot_that_was_cast,
        change_the_paper_count,
        add_a_paper_ballot,
        count_a_batch_of_four,
        mark_only_four_for_paper,
        destroy_enough_paper_to_count,
        hide_the_paper,
        count_more_on_paper_than_were_marked,
        call_it_undecided,
        count_another_roll,
        let_more_draw_than_anybody_can_count,
        let_fewer_draw_than_cast,
        change_the_manifests_hash,
        leave_a_key_unproved,
        open_by_all,
        open_by_a_stranger,
    )
]


def changes_of(election: Election) -> list[Change]:
    """What tellers who agree, or whoever holds every signing key, could write instead of what was cast."""
    elsewhere = an_election(vote_id="3f2a9a53-93a5-4b54-8a0b-4f7f5b5b6a11")
    return [
        *CHANGES,
        ("take_another_votes_ballot", partial(take_another_votes_ballot, line=a_line(elsewhere))),
        ("add_a_ballot", partial(add_a_ballot, line=a_line(election))),
    ]


def a_line(election: Election) -> Tree:
    """A ballot that was never cast, with a genuine credential of its vote."""
    voter = a_voter(election)
    return {
        "message_hash": messages.credential_hash(Purpose.BALLOT, election.manifest, voter.ballot).hex(),
        "credential": json.loads(voter.ballot.to_bytes()),
        "choice": "for",
        "signature": to_base64url(p256.sign(voter.ballot_key, messages.choice_message(election.manifest, Choice.FOR))),
    }


def in_order(lines: list[Tree]) -> list[Tree]:
    return sorted(lines, key=lambda line: str(line["message_hash"]))


def drop_a_signature(bulletin: Tree) -> None:
    del bulletin["signatures"][1]


def sign_twice(bulletin: Tree) -> None:
    bulletin["signatures"][1] = bulletin["signatures"][0]


def sign_as_another(bulletin: Tree) -> None:
    bulletin["signatures"][1]["signer"] = "teller-2"


def sign_as_the_server(bulletin: Tree) -> None:
    bulletin["signatures"][1]["signer"] = "server"


def change_what_was_signed(bulletin: Tree) -> None:
    bulletin["body"]["counts"]["confirmed"] -= 1
    bulletin["body"]["margin"]["unconfirmed"] += 1


def say_something_more(bulletin: Tree) -> None:
    bulletin["body"]["remark"] = ""


def say_it_otherwise(bulletin: Tree) -> None:
    bulletin["body"]["is_opened"] = 1


SIGNATURE_CHANGES: list[Change] = [
    (change.__name__, change)
    for change in (
        drop_a_signature,
        sign_twice,
        sign_as_another,
        sign_as_the_server,
        change_what_was_signed,
        say_something_more,
        say_it_otherwise,
    )
]


def tampered_by_tellers(bulletin: Bulletin, change: Change, keys: Sequence[TellerKeys]) -> Tree:
    """Changed before it was signed, by those who opened."""
    name, edit = change
    before: Tree = json.loads(bulletin.to_bytes())
    after: Tree = json.loads(bulletin.to_bytes())
    edit(after["body"])
    body = Body.model_validate_json(json.dumps(after["body"]))
    lines = [p256.sign(key.signing, messages.bulletin_message(body.to_bytes())) for key in keys[:2]]
    for line, signature in zip(after["signatures"], lines, strict=True):
        line["signature"] = to_base64url(signature)
    return described(name, before, after)


def tampered_outside(bulletin: Bulletin, change: Change) -> Tree:
    name, edit = change
    before: Tree = json.loads(bulletin.to_bytes())
    after: Tree = json.loads(bulletin.to_bytes())
    edit(after)
    return described(name, before, after)


def described(name: str, before: Tree, after: Tree) -> Tree:
    return {"name": name, "edits": edits_between(before, after, []), "problems": problems_of(after)}


def edits_between(before: Any, after: Any, path: list[str | int]) -> list[Edit]:
    """What to set where, so that the one becomes the other."""
    if isinstance(before, dict) and isinstance(after, dict) and set(before) <= set(after):
        return [edit for key in after for edit in edits_between(before.get(key, ...), after[key], [*path, key])]
    if isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        pairs = enumerate(zip(before, after, strict=True))
        return [edit for at, (one, other) in pairs for edit in edits_between(one, other, [*path, at])]
    # To Python, true is 1; in the file it is not.
    is_same = before == after and type(before) is type(after) and not isinstance(after, dict | list)
    return [] if is_same else [{"path": path, "value": after}]


def edited(tree: Tree, edits: Sequence[Edit]) -> bytes:
    """The canonical form of the tree after these edits."""
    after: Tree = json.loads(json.dumps(tree))
    for edit in edits:
        place: Any = after
        *way, last = edit["path"]
        for step in way:
            place = place[step]
        place[last] = edit["value"]
    return canonical.dumps(after)


def problems_of(tree: Tree) -> list[list[str]]:
    """Fault and place. What could not be read is told in each language's own words."""
    problems = verify_bulletin(canonical.dumps(tree)).problems
    return [[problem.fault, "" if problem.fault == "unreadable" else problem.where] for problem in problems]


def untampered(vectors: Tree) -> Tree:
    return {"body": json.loads(vectors["body"]), "signatures": vectors["signatures"][0]}


def keys_of(vectors: Tree) -> list[TellerKeys]:
    vote_id = Manifest.from_bytes(vectors["manifest"].encode()).vote_id
    return [keys_from_seed(vote_id, bytes.fromhex(seed)) for seed in vectors["seeds"]]


if __name__ == "__main__":
    FILE.write_text(json.dumps(computed(), indent=1, ensure_ascii=True) + "\n", encoding="utf-8")
