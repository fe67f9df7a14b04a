"""A vote opened by its tellers, through the API: the server passes on, compares, and opens nothing."""

import secrets
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import anyio
import pytest
from sqlmodel import select

from app.access.rules import Office
from app.audit.models import AuditEvent
from app.core import clock
from app.core.due_work import LEASE, lease
from app.proceedings.exclusion.models import ExclusionCase
from app.votes import certifying
from app.votes.ballot_box.models import Envelope
from app.votes.bulletin import Body, Bulletin
from app.votes.encoding import from_base64url, to_base64url
from app.votes.models import PublishedBulletin, Vote
from app.votes.rules import Choice
from app.votes.running import JOB as MOVE_VOTE
from app.votes.tellers.models import VoteShares, VoteTeller, VoteTellerCount
from app.votes.verification import verify_bulletin
from tests.support import tellers
from tests.support.telling import CHECKED, TellerPage, three_tellers, until_checked, until_confirmed
from tests.support.voting import Assemble, Assembly

pytestmark = pytest.mark.anyio

AGAINST, FOR = Choice.AGAINST, Choice.FOR
CHOICES = [AGAINST] * 4 + [FOR]


async def stored(assembly: Assembly, table: Any) -> list[Any]:
    async with assembly.database.reading() as db:
        return list((await db.exec(select(table))).all())


async def bulletin_of(assembly: Assembly) -> Bulletin:
    answer = await assembly.chair.get(f"/api/v1/votes/{assembly.vote_id}/bulletin")
    assert answer.status_code == 200, answer.text
    told = await assembly.read()
    verdict = verify_bulletin(answer.content, expected_manifest=bytes.fromhex(told["manifest_hash"]))
    assert verdict.problems == ()
    return Bulletin.from_bytes(answer.content)


async def checked(assembly: Assembly, choices: Sequence[Choice] = CHOICES, **shape: int) -> list[TellerPage]:
    pages = await three_tellers(assembly, **shape)
    await until_checked(assembly, pages, choices)
    return pages


@pytest.mark.policy("CGR-03", "CGR-04", "KNO-09")
async def test_two_of_three_tellers_open_count_and_certify_and_one_exclusion_case_follows(assemble: Assemble) -> None:
    assembly = await assemble(5)
    pages = await checked(assembly)
    with clock.turned(CHECKED):
        for page in pages:
            await page.send()
        assert await pages[0].sign() == {"is_certified": False, "counts_differ": False}
        assert (await assembly.read())["result"] is None
        assert await exclusions(assembly) == 0
        assert await pages[1].sign() == {"is_certified": True, "counts_differ": False}
        told = await assembly.read()
        late = await pages[2].get("box")
        assert (late.status_code, late.json()["code"]) == (409, "vote-has-moved-on")
    assert (told["status"], told["outcome"], told["result"]["against"]) == ("certified", "no_confidence", 4)
    bulletin = await bulletin_of(assembly)
    assert bulletin.body.opened_by == (0, 1)
    assert [line.signer for line in bulletin.signatures] == ["teller-0", "teller-1"]
    assert await exclusions(assembly) == 1
    kinds = [each.kind for each in await stored(assembly, AuditEvent)]
    assert [kinds.count(f"vote-{kind}") for kind in ("teller-sent", "teller-counted", "certified")] == [3, 2, 1]


async def exclusions(assembly: Assembly) -> int:
    return len(await stored(assembly, ExclusionCase))


async def test_where_three_are_to_agree_it_takes_the_third(assemble: Assemble) -> None:
    assembly = await assemble(5)
    pages = await checked(assembly, count=4, threshold=3)
    with clock.turned(CHECKED):
        for page in pages:
            await page.send()
        answers = [(await page.sign())["is_certified"] for page in pages[:3]]
    assert answers == [False, False, True]
    assert len((await bulletin_of(assembly)).signatures) == 3


@pytest.mark.one_database
@pytest.mark.parametrize("lost", [0, 1, 2])
async def test_any_two_of_three_open_it_whoever_is_lost(assemble: Assemble, lost: int) -> None:
    assembly = await assemble(5)
    pages = await checked(assembly)
    here = [page for number, page in enumerate(pages) if number != lost]
    with clock.turned(CHECKED):
        for page in here:
            await page.send()
        assert [(await page.sign())["is_certified"] for page in here] == [False, True]
    there = tuple(sorted([await page.number() for page in here]))
    assert (await bulletin_of(assembly)).body.opened_by == there


@pytest.mark.one_database
async def test_a_teller_who_did_not_open_counts_with_the_shares_of_those_who_did(assemble: Assemble) -> None:
    assembly = await assemble(5)
    pages = await checked(assembly)
    with clock.turned(CHECKED):
        await pages[0].send()
        await pages[1].send()
        assert (await pages[2].sign())["is_certified"] is False
        assert (await pages[0].sign())["is_certified"] is True
        told = await pages[2].told()
    assert [line["has_signed"] for line in told["tellers"] if line["is_me"]] == [True]


async def test_every_put_can_be_sent_again_and_changes_nothing(assemble: Assemble) -> None:
    assembly = await assemble(5)
    pages = await checked(assembly)
    with clock.turned(CHECKED):
        for page in pages[:2]:
            packages = {"packages": await page.packages()}
            for _ in range(2):
                assert (await page.put("shares", packages)).status_code == 204
        await pages[0].send()
        wish = pages[0].signed(await pages[0].counted())
        for _ in range(2):
            assert (await pages[0].put("count", wish)).json() == {"is_certified": False, "counts_differ": False}
        assert (await pages[1].sign())["is_certified"] is True
        for sent in (wish, wish | {"body": "{}"}):
            is_same = sent is wish
            again = (await pages[0].put("count", sent)).json()
            assert again == {"is_certified": True, "counts_differ": not is_same}
    assert len(await stored(assembly, PublishedBulletin)) == 1
    assert await exclusions(assembly) == 1


async def test_racing_signatures_certify_once_and_open_one_exclusion_case(assemble: Assemble) -> None:
    assembly = await assemble(5)
    pages = await checked(assembly)
    with clock.turned(CHECKED):
        for page in pages:
            await page.send()
        wishes = [page.signed(await page.counted()) for page in pages]
        answers: list[dict[str, bool]] = []

        async def sign(page: TellerPage, wish: dict[str, str]) -> None:
            answer = await page.put("count", wish)
            assert answer.status_code == 200, answer.text
            answers.append(answer.json())

        async with anyio.create_task_group() as group:
            for page, wish in zip(pages, wishes, strict=True):
                group.start_soon(sign, page, wish)
    assert sorted(each["is_certified"] for each in answers) == [False, True, True]
    assert not any(each["counts_differ"] for each in answers)
    assert len(await stored(assembly, PublishedBulletin)) == 1
    assert await exclusions(assembly) == 1
    kinds = [each.kind for each in await stored(assembly, AuditEvent)]
    assert kinds.count("vote-certified") == 1
    assert len((await bulletin_of(assembly)).signatures) == 2


# --- when ------------------------------------------------------------------------------------------------------


@pytest.mark.policy("CGR-03")
async def test_no_teller_gets_the_box_before_the_check_window_is_over(assemble: Assemble) -> None:
    assembly = await assemble(5)
    pages = await three_tellers(assembly)
    voters = await until_confirmed(assembly, pages)
    for voter in voters:
        await voter.draw()

    async def refused(code: str) -> None:
        for answer in (
            await pages[0].get("box"),
            await pages[0].get("shares"),
            await pages[0].put("shares", {"packages": []}),
            await pages[0].put("count", {"body": "{}", "signature": "A" * 86}),
        ):
            assert (answer.status_code, answer.json()["code"]) == (409, code)

    await refused("vote-has-moved-on")
    await assembly.open_box()
    for voter, choice in zip(voters, CHOICES, strict=True):
        await voter.cast(choice)
    await refused("vote-has-moved-on")
    with clock.turned(timedelta(hours=49)):
        await assembly.due()
        await refused("check-window-open")
        objected = await voters[0].post("objection", {"token": voters[0].token, "text": "My receipt is missing"})
        assert objected.status_code == 204
    with clock.turned(CHECKED):
        await assembly.due()
        await refused("objection-unanswered")
        sent = len(assembly.mail.sent)
        [objection] = (await assembly.read())["objections"]
        await assembly.lead(f"objections/{objection['id']}/answer", {"reason": "It stands in the fourth line"})
        assert (await pages[0].get("box")).status_code == 200
        await assembly.due()
        assert "teller0@example.org" in [mail.to for mail in assembly.mail.sent[sent:]]
        assert (await assembly.read())["status"] == "closed", "it is the tellers' to open"


@pytest.mark.policy("CGR-03", "CON-01")
async def test_nobody_but_a_teller_gets_the_box_not_even_who_leads(assemble: Assemble) -> None:
    assembly = await assemble(5)
    pages = await checked(assembly)
    voter = await assembly.as_actor(person=assembly.voters[0])
    officer = await assembly.as_actor(Office.SECURITY_OFFICER)
    administrator = await assembly.as_actor(Office.ADMINISTRATOR)
    stranger = await assembly.as_actor()
    with clock.turned(CHECKED):
        assert (await pages[0].get("box")).status_code == 200, "the control"
        for client, status in (
            (assembly.chair, 403),
            (voter, 403),
            (officer, 403),
            (assembly.accused, 404),
            (administrator, 404),
            (stranger, 404),
        ):
            for what in ("box", "shares"):
                answer = await client.get(f"/api/v1/votes/{assembly.vote_id}/tellers/me/{what}")
                assert answer.status_code == status, (client.actor.offices, what)


async def test_the_server_certifies_no_vote_with_tellers_by_itself_nor_for_who_leads(assemble: Assemble) -> None:
    assembly = await assemble(5)
    await checked(assembly)
    with clock.turned(CHECKED + timedelta(days=3)):
        await assembly.due()
        refused = await assembly.lead("certification", expect=409)
        told = await assembly.read()
    assert refused["code"] == "tellers-open"
    assert (told["status"], told["result"]) == ("closed", None)
    [vote] = await stored(assembly, Vote)
    assert vote.sealed_opening_key is None
    assert len(await stored(assembly, Envelope)) == 5


async def test_the_tellers_are_called_once_when_it_is_theirs_to_open(assemble: Assemble) -> None:
    assembly = await assemble(5)
    pages = await three_tellers(assembly)
    for voter, choice in zip(await drawn(assembly, pages), CHOICES, strict=True):
        await voter.cast(choice)
    await assembly.due()
    called = [mail.to for mail in assembly.mail.sent if mail.to.startswith("teller")]
    assert sorted(called) == [f"teller{number}@example.org" for number in (0, 0, 1, 1, 2, 2)], "named, and locked"
    with clock.turned(timedelta(hours=49)):
        await assembly.due()
    sent = len(assembly.mail.sent)
    for _ in range(2):
        with clock.turned(CHECKED):
            await assembly.due()
            await assembly.due()
    assert sorted(mail.to for mail in assembly.mail.sent[sent:]) == sorted(set(called))
    assert {mail.subject for mail in assembly.mail.sent[sent:]} == {"Något väntar på dig"}


async def test_killed_when_it_has_called_the_tellers_it_does_not_call_them_again(assemble: Assemble) -> None:
    """The job's handler alone: the note that it is done, which comes after it, is what a kill takes away."""
    assembly = await assemble(5)
    pages = await three_tellers(assembly)
    for voter, choice in zip(await drawn(assembly, pages), CHOICES, strict=True):
        await voter.cast(choice)
    with clock.turned(timedelta(hours=49)):
        await assembly.due()
    with clock.turned(CHECKED):
        job = await lease(assembly.database, kinds=frozenset({MOVE_VOTE}))
        assert job is not None
        await certifying.move_on(assembly.database, job)
        sent = len(assembly.mail.sent)
        with clock.turned(LEASE + timedelta(seconds=1)):
            await assembly.due()
            assert await lease(assembly.database, kinds=frozenset({MOVE_VOTE})) is None
    called = [mail.to for mail in assembly.mail.sent[sent:]]
    assert sorted(called) == [f"teller{number}@example.org" for number in range(3)]


async def drawn(assembly: Assembly, pages: Sequence[TellerPage]) -> list[Any]:
    voters = await until_confirmed(assembly, pages)
    for voter in voters:
        await voter.draw()
    await assembly.open_box()
    return voters


async def test_what_tellers_count_does_not_change_while_they_do(assemble: Assemble) -> None:
    """Without tellers a voter can confirm a receipt until the count; here two count, one after the other."""
    assembly = await assemble(5)
    pages = await three_tellers(assembly)
    voters = await drawn(assembly, pages)
    for voter, choice in zip(voters, CHOICES, strict=True):
        await voter.cast(choice)
    with clock.turned(timedelta(hours=49)):
        await assembly.due()
        assert (await voters[0].post("confirm", {"token": voters[0].token})).status_code == 204
    with clock.turned(CHECKED):
        late = await voters[1].post("confirm", {"token": voters[1].token})
        assert (late.status_code, late.json()["code"]) == (409, "vote-has-moved-on")
        assert (await pages[0].box()).attendance.confirmed == 1


# --- what comes in ---------------------------------------------------------------------------------------------


async def test_what_is_no_whole_set_of_shares_is_refused(assemble: Assemble) -> None:
    assembly = await assemble(5)
    pages = await checked(assembly)
    with clock.turned(CHECKED):
        packages = await pages[0].packages()
        [one, other] = packages
        short = to_base64url(secrets.token_bytes(300))
        off_curve = to_base64url(b"\x04" + secrets.token_bytes(len(from_base64url(one["sealed"])) - 1))
        theirs = (await pages[1].packages())[0]
        for wish, code in (
            ([], "teller-shares-incomplete"),
            ([one], "teller-shares-incomplete"),
            ([one, one], "teller-shares-incomplete"),
            ([*packages, one | {"to": await pages[0].number()}], "teller-shares-incomplete"),
            ([*packages, one | {"to": 9}], "teller-shares-incomplete"),
            ([one, other | {"sealed": short}], "teller-shares-incomplete"),
            ([one | {"sealed": off_curve}, other], "public-key-invalid"),
            ([one | {"sealed": other["sealed"]}, other], "teller-signature-invalid"),
            ([one | {"signature": other["signature"]}, other], "teller-signature-invalid"),
            ([one | {"sealed": theirs["sealed"], "signature": theirs["signature"]}, other], "teller-signature-invalid"),
        ):
            answer = await pages[0].put("shares", {"packages": wish})
            assert (answer.status_code, answer.json()["code"]) == (422, code)
        assert await stored(assembly, VoteShares) == []
        assert (await pages[0].put("shares", {"packages": packages})).status_code == 204, "the control"


async def test_shares_that_the_server_puts_in_anothers_place_are_found_out(assemble: Assemble) -> None:
    assembly = await assemble(5)
    pages = await checked(assembly)
    with clock.turned(CHECKED):
        for page in pages[:2]:
            await page.send()
        mine = await pages[1].number()
        async with assembly.database.writing() as db:
            row = (await db.exec(select(VoteShares).where(VoteShares.to_number == mine))).one()
            row.sealed = row.sealed[:-1] + bytes([row.sealed[-1] ^ 1])
        with pytest.raises(tellers.PackageRefused):
            await pages[1].counted()


async def test_nobody_gets_anothers_shares_before_enough_have_sent(assemble: Assemble) -> None:
    assembly = await assemble(5)
    pages = await checked(assembly)
    with clock.turned(CHECKED):
        await pages[0].send()
        assert await pages[1].received() == ([], [])
        await pages[1].send()
        chosen, packages = await pages[1].received()
        assert chosen == sorted([await pages[0].number(), await pages[1].number()])
        assert [package.from_ for package in packages] == [await pages[0].number()]
        await pages[2].send()
        assert (await pages[0].received())[0] == chosen, "who comes later opens nothing"


async def test_what_is_no_count_of_this_vote_and_signed_is_refused(assemble: Assemble) -> None:
    assembly, other = await assemble(5), tellers.an_election_with_tellers()[0].manifest
    pages = await checked(assembly)
    with clock.turned(CHECKED):
        for page in pages[:2]:
            await page.send()
        body = await pages[0].counted()
        wish = pages[0].signed(body)
        of_another = body.model_copy(update={"manifest": other, "manifest_hash": other.hash})
        by_others = body.model_copy(update={"opened_by": (1, 2)})
        for sent, status, code in (
            (wish | {"body": wish["body"] + " "}, 422, "vote-record-malformed"),
            (wish | {"body": of_another.to_bytes().decode()}, 422, "count-of-another-vote"),
            (wish | {"signature": pages[1].signed(body)["signature"]}, 422, "teller-signature-invalid"),
            (wish | {"signature": "A" * 86}, 422, "teller-signature-invalid"),
            (pages[0].signed(by_others), 409, "opening-set-moved-on"),
        ):
            answer = await pages[0].put("count", sent)
            assert (answer.status_code, answer.json()["code"]) == (status, code)
        assert await stored(assembly, VoteTellerCount) == []


@pytest.mark.one_database
async def test_the_count_of_a_large_group_is_not_too_large_and_what_is_no_text_is_refused(assemble: Assemble) -> None:
    """Of a thousand envelopes it is some 2 MB."""
    assembly = await assemble(5)
    pages = await checked(assembly)
    with clock.turned(CHECKED):
        half_a_letter = await pages[0].client.put(
            f"/api/v1/votes/{assembly.vote_id}/tellers/me/count",
            content=b'{"body": "\\ud800{}", "signature": "' + b"A" * 86 + b'"}',
            headers={"Content-Type": "application/json"},
        )
        assert half_a_letter.status_code == 422
        for size, status in ((2_500_000, 422), (5_000_000, 413)):
            answer = await pages[0].put("count", {"body": " " * size, "signature": "A" * 86})
            assert answer.status_code == status


@pytest.mark.policy("CGR-04")
async def test_counts_that_differ_certify_nothing_and_everyone_is_told(assemble: Assemble) -> None:
    assembly = await assemble(5)
    pages = await checked(assembly)
    with clock.turned(CHECKED):
        for page in pages:
            await page.send()
        body = await pages[0].counted()
        assert await pages[0].sign(body) == {"is_certified": False, "counts_differ": False}
        assert await pages[1].sign(with_one_ballot_less(body)) == {"is_certified": False, "counts_differ": True}
        for client in (assembly.chair, pages[0].client, pages[2].client):
            told = (await client.get(f"/api/v1/votes/{assembly.vote_id}/tellers")).json()
            assert told["counts_differ"] is True
        assert (await assembly.read())["status"] == "closed"
        assert await pages[2].sign() == {"is_certified": True, "counts_differ": True}, "two agree, and are right"
    assert await exclusions(assembly) == 1


async def test_tellers_who_agree_on_what_the_server_does_not_have_certify_nothing(assemble: Assemble) -> None:
    assembly = await assemble(5)
    pages = await checked(assembly)
    with clock.turned(CHECKED):
        for page in pages:
            await page.send()
        body = with_one_ballot_less(await pages[0].counted())
        for page in pages:
            assert await page.sign(body) == {"is_certified": False, "counts_differ": True}
    assert await stored(assembly, PublishedBulletin) == []
    assert await exclusions(assembly) == 0


def with_one_ballot_less(body: Body) -> Body:
    """As a teller would have it who drops one."""
    counts = body.counts.model_copy(update={"ballots": body.counts.ballots - 1})
    return body.model_copy(update={"ballots": body.ballots[1:], "counts": counts})


async def test_another_set_opens_it_when_ones_shares_do_not_hold_and_what_was_signed_is_void(
    assemble: Assemble,
) -> None:
    assembly = await assemble(5)
    pages = await checked(assembly)
    first, second, third = pages
    path = f"/api/v1/votes/{assembly.vote_id}/tellers/opening-set"
    with clock.turned(CHECKED):
        await first.send()
        await second.send()
        await first.sign()
        wish = {"without": await second.number()}
        nobody_else = await first.client.post(path, json=wish)
        assert nobody_else.json()["code"] == "no-other-teller-has-sent"
        await third.send()
        voter = await assembly.as_actor(person=assembly.voters[0])
        assert (await voter.post(path, json=wish)).status_code == 403
        assert (await first.client.post(path, json=wish)).status_code == 204
        again = await first.client.post(path, json=wish)
        assert (again.status_code, again.json()["code"]) == (409, "opening-set-moved-on")
        assert await stored(assembly, VoteTellerCount) == []
        told = await first.told()
        assert [line["has_signed"] for line in told["tellers"]] == [False] * 3
        assert told["opening_set"] == sorted([await first.number(), await third.number()])
        assert (await first.sign())["is_certified"] is False
        assert (await second.sign())["is_certified"] is True, "who does not open any more still counts"
    assert list((await bulletin_of(assembly)).body.opened_by) == told["opening_set"]


@pytest.mark.one_database
async def test_every_set_can_be_reached_from_every_other(assemble: Assemble) -> None:
    assembly = await assemble(5)
    pages = await checked(assembly)
    seen = set()
    with clock.turned(CHECKED):
        for page in pages:
            await page.send()
        for without in (0, 1, 2):
            chosen = (await pages[0].told())["opening_set"]
            if without in chosen:
                await assembly.chair.post(
                    f"/api/v1/votes/{assembly.vote_id}/tellers/opening-set", json={"without": without}
                )
            seen.add(tuple((await pages[0].told())["opening_set"]))
    assert seen == {(0, 1), (0, 2), (1, 2)}


# --- what is never opened, and what is left ---------------------------------------------------------------------


@pytest.mark.policy("CGR-03", "CGR-04")
async def test_a_vote_without_a_quorum_stays_sealed_and_its_tellers_sign_that(assemble: Assemble) -> None:
    assembly = await assemble(5)
    pages = await checked(assembly, [AGAINST] * 3)
    with clock.turned(CHECKED):
        refused = await pages[0].put("shares", {"packages": await pages[0].packages()})
        assert (refused.status_code, refused.json()["code"]) == (409, "vote-stays-sealed")
        assert await stored(assembly, VoteShares) == []
        assert (await pages[0].sign(await pages[0].sealed()))["is_certified"] is False
        assert (await pages[1].sign(await pages[1].sealed()))["is_certified"] is True
        told = await assembly.read()
    assert (told["outcome"], told["result"]["against"], told["result"]["envelopes"]) == ("inquorate", None, 3)
    assert (await bulletin_of(assembly)).body.opened_by == ()
    assert await stored(assembly, Envelope) == []


@pytest.mark.policy("CGR-03")
@pytest.mark.parametrize("end", ["certified", "void"])
async def test_nothing_that_tellers_passed_is_left_when_the_vote_is_over(assemble: Assemble, end: str) -> None:
    assembly = await assemble(5)
    pages = await checked(assembly)
    with clock.turned(CHECKED):
        for page in pages:
            await page.send()
        await pages[0].sign()
        assert (len(await stored(assembly, VoteShares)), len(await stored(assembly, VoteTellerCount))) == (6, 1)
        if end == "certified":
            await pages[1].sign()
        else:
            await assembly.lead("voiding", {"reason": "The roll did not hold"})
    for table in (VoteShares, VoteTellerCount, Envelope):
        assert await stored(assembly, table) == []
    [vote] = await stored(assembly, Vote)
    assert (vote.sealed_opening_key, vote.sealed_issuing_keys, vote.sealed_receipt_key) == (None, None, None)
    assert vote.status == end
    refused = await pages[1].put("keys", pages[1].keys_wish())
    assert refused.json()["code"] == "vote-has-moved-on"


@pytest.mark.policy("CGR-03")
async def test_the_rows_show_no_share_no_key_and_no_choice_before_the_result_stands(assemble: Assemble) -> None:
    assembly = await assemble(5)
    pages = await checked(assembly)
    with clock.turned(CHECKED):
        for page in pages:
            await page.send()
        body = await pages[0].counted()
        await pages[0].sign(body)
        box = await pages[0].box()
        shares = [share for page in pages for share in tellers.own_shares(box.manifest, box.casts, page.keys).values()]
        rows: list[Any] = [
            row
            for table in (Vote, VoteTeller, VoteShares, VoteTellerCount, Envelope, AuditEvent)
            for row in await stored(assembly, table)
        ]
    kept = b"|".join(_bytes_of(row) for row in rows)
    assert rows[0].manifest in kept, "the control: the manifest stands there"
    assert len(shares) == 15
    for share in shares:
        assert share is not None
        assert share[:32] not in kept
    for told in (b'"choice"', b'"tally"', b'"against":4'):
        assert told not in kept
    for ballot in body.ballots:
        assert ballot.message_hash not in kept
        assert ballot.message_hash.hex().encode() not in kept


def _bytes_of(row: Any) -> bytes:
    values = row.model_dump().values()
    return b"|".join(value if isinstance(value, bytes) else str(value).encode() for value in values)


@pytest.mark.parametrize("where", ["before they are called", "between two signatures"])
async def test_a_box_with_something_in_it_that_nobody_cast_voids_the_vote(assemble: Assemble, where: str) -> None:
    assembly = await assemble(5)
    pages = await three_tellers(assembly)
    for voter, choice in zip(await drawn(assembly, pages), CHOICES, strict=True):
        await voter.cast(choice)
    with clock.turned(timedelta(hours=49)):
        await assembly.due()
    if where == "before they are called":
        await alter(assembly)
    with clock.turned(CHECKED):
        if where == "before they are called":
            refused = await pages[0].get("box")
            assert (refused.status_code, refused.json()["code"]) == (409, "ballot-box-altered")
            await assembly.due()
        else:
            await pages[0].send()
            await pages[1].send()
            wish = pages[0].signed(await pages[0].counted())
            await alter(assembly)
            assert (await pages[0].put("count", wish)).json() == {"is_certified": False, "counts_differ": True}
        told = await assembly.read()
    assert (told["status"], told["end_reason"]) == ("void", "something lies in the box that no voter's page put there")
    for table in (VoteShares, VoteTellerCount, Envelope, PublishedBulletin):
        assert await stored(assembly, table) == []


async def alter(assembly: Assembly) -> None:
    async with assembly.database.writing() as db:
        row = (await db.exec(select(Envelope))).first()
        assert row is not None
        row.cast = row.cast.replace(b'"counter":1', b'"counter":2')
