"""The browser's code and the server's through a whole vote, in both directions.

Manifest, blind signatures, receipts and the bulletin go from Python to TypeScript; draws, sealed states and
envelopes from TypeScript to Python. With tellers, shares and counts go both ways.
"""

import json
import secrets
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.votes import messages, p256
from app.votes.bulletin import Bulletin, BulletinSignature, TallyLine
from app.votes.counting import Attendance, build_body
from app.votes.draw import DrawRequest, sign_draw
from app.votes.encoding import from_base64url, to_base64url
from app.votes.envelope import Cast, check_cast, content_key_of, open_envelope, sign_receipt
from app.votes.manifest import Mode, Teller, short_hash
from app.votes.rules import Choice
from app.votes.verification import verify_bulletin
from tests.support import shamir
from tests.support.ballots import Election, a_manifest, an_election, cast_all
from tests.support.tellers import (
    Package,
    a_bulletin_of_tellers,
    an_election_with_tellers,
    count,
    keys_from_seed,
    seal_packages,
    sign,
)

FRONTEND = Path("frontend").absolute()
VITE = FRONTEND / "node_modules/vite/dist/node/index.js"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not shutil.which("node"), reason="Node.js is not installed"),
    pytest.mark.skipif(not VITE.exists(), reason="frontend/node_modules is not installed"),
]


class Page:
    """The voter's page, run by Node."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def answer(self, ask: str, **given: Any) -> dict[str, Any]:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        print(json.dumps({"ask": ask, **given}), file=self._process.stdin, flush=True)
        answer: dict[str, Any] = json.loads(self._process.stdout.readline())
        return answer

    def ask(self, ask: str, **given: Any) -> dict[str, Any]:
        answer = self.answer(ask, **given)
        assert "ok" in answer, answer
        done: dict[str, Any] = answer["ok"]
        return done


@pytest.fixture
def page() -> Iterator[Page]:
    script = Path("tests/votes/round_trip.mjs").absolute()
    with subprocess.Popen(
        ["node", str(script)], cwd=FRONTEND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        yield Page(process)
        assert process.stdin is not None
        process.stdin.close()
        assert process.wait(timeout=20) == 0


@pytest.fixture(scope="module")
def election() -> Election:
    return an_election()


def an_election_of(tellers: tuple[Teller, ...]) -> Election:
    return an_election(mode=Mode.TELLERS, opening_key=None, tellers=tellers, threshold=2)


def as_json(record: Any) -> dict[str, Any]:
    tree: dict[str, Any] = json.loads(record.to_bytes())
    return tree


@pytest.mark.policy("CGR-03")
@pytest.mark.parametrize("choice", list(Choice))
def test_a_vote_goes_from_the_page_to_the_bulletin_and_back(page: Page, election: Election, choice: Choice) -> None:
    manifest = election.manifest
    read = page.ask("read", manifest=manifest.to_bytes().decode(), expected=manifest.hash.hex())
    assert read == {"hash": manifest.hash.hex(), "short": short_hash(manifest.hash)}

    request = DrawRequest.model_validate(page.ask("draw")["request"])
    answer = sign_draw(request, admission_key=election.admission_key, ballot_key=election.ballot_key)
    page.ask("finish", **as_json(answer))

    sent = page.ask("cast", choice=choice, counter=1)
    checked = check_cast(manifest, Cast.model_validate_json(json.dumps(sent)))
    content_key = content_key_of(manifest, checked, opening_key=election.opening_key)
    assert open_envelope(manifest, checked, content_key=content_key).choice is choice

    receipt = as_json(sign_receipt(manifest, checked, key=election.receipt_key))
    page.ask("receipt", cast=sent, receipt=receipt)
    forged = page.answer("receipt", cast=sent, receipt=receipt | {"signature": to_base64url(bytes(64))})
    assert forged == {"refused": "ProtocolError: a receipt the server did not sign"}

    casts = [*cast_all(election, [Choice.FOR] * 5), checked]
    attendance = Attendance(present=6, drawn=6, confirmed=6)
    body = build_body(manifest, casts, attendance=attendance, opening_key=election.opening_key)
    told = page.ask("result", receipt=receipt, body=as_json(body))
    assert told == {"listing": "listed", "fate": choice}


@pytest.mark.policy("CGR-03")
def test_a_lost_page_is_restored_on_another_device_and_replaces_its_envelope(page: Page, election: Election) -> None:
    manifest = election.manifest
    page.ask("read", manifest=manifest.to_bytes().decode(), expected=manifest.hash.hex())
    states, answers, codes = [], [], []
    for _ in range(3):
        drawn = page.ask("draw")
        request = DrawRequest.model_validate(drawn["request"])
        states.append(to_base64url(request.sealed_state))
        answers.append(sign_draw(request, admission_key=election.admission_key, ballot_key=election.ballot_key))
        codes.append(drawn["code"])
    page.ask("finish", **as_json(answers[2]))
    lost = check_cast(manifest, Cast.model_validate_json(json.dumps(page.ask("cast", choice="for", counter=1))))

    typed = codes[2].lower().replace("-", " ")
    assert page.ask("restore", code=typed, sealed_states=states) == {"at": 2}
    page.ask("finish", **as_json(answers[2]))
    again = check_cast(manifest, Cast.model_validate_json(json.dumps(page.ask("cast", choice="against", counter=2))))
    assert (again.row_key, again.cast.counter) == (lost.row_key, 2)
    assert page.ask("restore", code=codes[1], sealed_states=states) == {"at": 1}
    refused = page.answer("finish", **as_json(answers[2]))
    assert refused == {"refused": "ProtocolError: the answer to the draw is not a signature"}


@pytest.mark.policy("CGR-03")
@pytest.mark.parametrize("opening_set", [(0, 1), (0, 2), (1, 2)])
def test_with_tellers_what_the_page_seals_is_opened_by_any_two_of_them(
    page: Page, opening_set: tuple[int, int]
) -> None:
    election, keys = an_election_with_tellers()
    manifest = election.manifest
    page.ask("read", manifest=manifest.to_bytes().decode(), expected=manifest.hash.hex())
    request = DrawRequest.model_validate(page.ask("draw")["request"])
    answer = sign_draw(request, admission_key=election.admission_key, ballot_key=election.ballot_key)
    page.ask("finish", **as_json(answer))
    sent = page.ask("cast", choice="against", counter=1)
    checked = check_cast(manifest, Cast.model_validate_json(json.dumps(sent)))

    receipt = as_json(sign_receipt(manifest, checked, key=election.receipt_key))
    page.ask("receipt", cast=sent, receipt=receipt)
    casts = [*cast_all(election, [Choice.FOR] * 5), checked]
    attendance = Attendance(present=6, drawn=6, confirmed=6)
    bulletin = a_bulletin_of_tellers(manifest, casts, keys, attendance=attendance, opening_set=opening_set)
    assert bulletin.body.tally == TallyLine(against=1, for_=5, blank=0)
    told = page.ask("result", receipt=receipt, body=as_json(bulletin.body))
    assert told == {"listing": "listed", "fate": "against"}


@pytest.mark.policy("CGR-03", "CGR-04")
def test_a_teller_in_the_browser_and_one_in_python_open_and_certify_one_bulletin(page: Page) -> None:
    vote_id = a_manifest().vote_id
    theirs = page.ask("teller", vote_id=vote_id)
    teller = Teller(sealing_key=theirs["sealing_key"], signing_key=theirs["signing_key"])
    ours = [keys_from_seed(vote_id, bytes([number]) * 16) for number in (1, 2)]
    election = an_election_of((teller, *(keys.public for keys in ours)))
    manifest = election.manifest

    held = messages.teller_key_message(vote_id, sealing=teller.sealing_key, signing=teller.signing_key)
    assert p256.is_signed(held, by=teller.signing_key, signature=from_base64url(theirs["possession"]))
    page.ask("restore_teller", code=theirs["code"], vote_id=vote_id)
    page.ask("read", manifest=manifest.to_bytes().decode(), expected=manifest.hash.hex())
    confirmed = page.ask("confirm")
    assert confirmed["number"] == 0
    message = messages.teller_confirmation_message(manifest)
    assert p256.is_signed(message, by=teller.signing_key, signature=from_base64url(confirmed["signature"]))

    casts = cast_all(election, [Choice.AGAINST] * 4 + [Choice.FOR] * 2)
    attendance = Attendance(present=6, drawn=6, confirmed=5)
    sent = page.ask("send", casts=[as_json(checked.cast) for checked in casts], number=0)["packages"]
    from_page = [
        Package(
            from_=0, to=line["to"], sealed=from_base64url(line["sealed"]), signature=from_base64url(line["signature"])
        )
        for line in sent
    ]
    body = count(
        manifest,
        casts,
        attendance=attendance,
        keys=ours[1],
        opening_set=(0, 2),
        packages=[*from_page, *seal_packages(manifest, casts, ours[1])],
    )
    [to_page] = [one for one in seal_packages(manifest, casts, ours[1]) if one.to == 0]
    found = page.ask(
        "count",
        packages=[{"from": 2, "sealed": to_base64url(to_page.sealed), "signature": to_base64url(to_page.signature)}],
        number=0,
        attendance={
            "present": 6,
            "drawn": 6,
            "confirmed": 5,
            "lost": 0,
            "paper": {"marked": 0, "tally": None, "uncounted": 0},
        },
    )
    assert found["body"].encode() == body.to_bytes()

    by_page = BulletinSignature(signer="teller-0", signature=from_base64url(found["signature"]))
    bulletin = Bulletin(body=body, signatures=(by_page, sign(body, ours[1])))
    assert verify_bulletin(bulletin.to_bytes(), expected_manifest=manifest.hash).is_sound
    asked = {"bulletin": bulletin.to_bytes().decode(), "expected": manifest.hash.hex()}
    assert page.ask("verify", **asked) == {"problems": []}
    forged = asked["bulletin"].replace('"for":2', '"for":3')
    assert page.ask("verify", bulletin=forged, expected=manifest.hash.hex())["problems"]


@pytest.mark.parametrize(("shares", "threshold"), [(2, 2), (3, 2), (7, 4), (16, 16)])
def test_a_key_split_by_either_side_is_joined_by_the_other(page: Page, shares: int, threshold: int) -> None:
    secret = secrets.token_bytes(32)
    theirs = [
        bytes.fromhex(share)
        for share in page.ask("split", secret=secret.hex(), shares=shares, threshold=threshold)["shares"]
    ]
    assert len(theirs) == shares
    assert shamir.combine(theirs[-threshold:]) == secret
    ours = shamir.split(secret, shares=shares, threshold=threshold)
    joined = page.ask("combine", shares=[share.hex() for share in ours[:threshold]])
    assert joined == {"secret": secret.hex()}


def test_a_page_refuses_another_manifest_than_the_summons_told(page: Page, election: Election) -> None:
    text = election.manifest.to_bytes().decode()
    assert "refused" in page.answer("read", manifest=text, expected="0" * 64)
    assert "refused" in page.answer(
        "read", manifest=text.replace('"size":9', '"size":10'), expected=election.manifest.hash.hex()
    )
