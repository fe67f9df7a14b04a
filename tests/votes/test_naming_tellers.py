"""Who can be a teller, their keys, and what waits for them."""

import secrets
from collections.abc import Sequence
from datetime import timedelta

import pytest
from sqlmodel import select

from app.access.rules import Office
from app.core import clock
from app.core.ids import new_id
from app.people.models import Person
from app.votes import conflicts
from app.votes.access import load
from app.votes.encoding import to_base64url
from app.votes.manifest import Manifest, Mode, check_keys
from app.votes.models import Vote
from app.votes.rules import Choice
from app.votes.tellers.models import VoteTeller
from app.votes.tellers.rules import opening_set
from app.votes.words import with_tellers
from tests.support import tellers
from tests.support.actors import ActorClient
from tests.support.factories import a_person
from tests.support.telling import TellerPage, appointed, name, three_tellers, until_confirmed
from tests.support.voting import Assemble, Assembly

pytestmark = pytest.mark.anyio


async def some(assembly: Assembly, count: int = 3) -> list[ActorClient]:
    return [await assembly.as_actor() for _ in range(count)]


async def convened(assemble: Assemble, size: int = 5) -> Assembly:
    assembly = await assemble(size)
    await assembly.raise_vote()
    await assembly.convene()
    return assembly


async def told_by(client: ActorClient, assembly: Assembly) -> int:
    return (await client.get(f"/api/v1/votes/{assembly.vote_id}")).status_code


# --- who -------------------------------------------------------------------------------------------------------


@pytest.mark.policy("CON-01")
async def test_whoever_cannot_be_a_teller_is_refused_with_one_code_whatever_the_reason(assemble: Assemble) -> None:
    assembly = await convened(assemble)
    fine = await some(assembly, 2)
    barred, administrator, retired = await some(assembly), await assembly.as_actor(Office.ADMINISTRATOR), new_id()
    async with assembly.database.writing() as db:
        vote = await load(db, (await db.exec(select(Vote.id))).one(), to_change=True)
        await conflicts.keep_away(db, vote, barred[0].person_id, is_off_roll=False, by="test")
        await conflicts.keep_away(db, vote, barred[1].person_id, is_off_roll=True, by="test")
        gone = await a_person(db)
        gone.retired_at = clock.now()
        retired = gone.id
    cannot = [assembly.accused.person_id, barred[0].person_id, barred[1].person_id, administrator.person_id]
    refusals = []
    for person_id in [*cannot, retired, new_id()]:
        answer = await assembly.chair.put(
            f"/api/v1/votes/{assembly.vote_id}/tellers",
            json={"person_ids": [str(fine[0].person_id), str(person_id)], "threshold": 2},
            headers={"If-Match": f'"{assembly.version}"'},
        )
        refusals.append((answer.status_code, answer.content))
    assert len(set(refusals)) == 1
    assert refusals[0][0] == 422
    assert b'"teller-not-eligible"' in refusals[0][1]
    told = await name(assembly, [*fine, await assembly.as_actor(person=assembly.voters[0])])
    assert (told["teller_threshold"], told["mode"]) == (2, "tellers")


@pytest.mark.parametrize(("count", "threshold"), [(0, 1), (1, 1), (2, 0), (2, 1), (2, 3), (3, 4)])
@pytest.mark.one_database
async def test_at_least_two_open_and_no_more_than_there_are(assemble: Assemble, count: int, threshold: int) -> None:
    assembly = await convened(assemble)
    told = await name(assembly, await some(assembly, count), threshold=threshold, expect=422)
    assert told["code"] == "invalid-input"


@pytest.mark.one_database
async def test_nobody_is_named_twice_and_only_who_leads_names_and_says_what_they_saw(assemble: Assemble) -> None:
    assembly = await convened(assemble)
    [one, other] = await some(assembly, 2)
    assert (await name(assembly, [one, one], expect=422))["code"] == "invalid-input"
    path, wish = f"/api/v1/votes/{assembly.vote_id}/tellers", {"person_ids": [], "threshold": 0}
    officer = await assembly.as_actor(Office.SECURITY_OFFICER)
    assert (await officer.put(path, json=wish, headers={"If-Match": '"1"'})).status_code == 403
    assert (await assembly.chair.put(path, json=wish)).status_code == 428
    assert (await assembly.chair.put(path, json=wish, headers={"If-Match": '"77"'})).status_code == 412
    await name(assembly, [one, other])
    assert (await one.put(path, json=wish, headers={"If-Match": f'"{assembly.version}"'})).status_code == 403


@pytest.mark.policy("ORG-04")
async def test_a_teller_knows_of_the_vote_from_then_on_and_neither_leads_nor_assists_by_it(assemble: Assemble) -> None:
    assembly = await assemble(5)
    about = {"concerns": str(assembly.accused.person_id), "account": "What the board has to say"}
    assembly.vote_id = (await assembly.chair.post("/api/v1/votes", json=about)).json()["id"]
    await assembly.convene()
    clients = await some(assembly)
    assert [await told_by(client, assembly) for client in clients] == [404] * 3
    pages = await appointed(assembly, clients)
    told = await assembly.read(clients[0])
    assert (told["is_teller"], told["leads"], told["assists"]) == (True, False, False)
    assert [each["id"] for each in (await clients[0].get("/api/v1/votes")).json()["items"]] == [assembly.vote_id]
    for path in ("lock", "voiding", "summons"):
        refused = await clients[0].post(
            f"/api/v1/votes/{assembly.vote_id}/{path}", json={"reason": "No"}, headers={"If-Match": '"1"'}
        )
        assert refused.status_code == 403
    await until_confirmed(assembly, pages)
    voter = await assembly.as_actor(person=assembly.voters[0])
    for client, is_of_group in ((clients[0], False), (assembly.chair, True), (voter, True)):
        told = await assembly.read(client)
        assert told["account"] == ("What the board has to say" if is_of_group else None), "that is for the group"
        roll = await client.get(f"/api/v1/votes/{assembly.vote_id}/roll")
        assert (roll.status_code == 200) is told["reads_roll"] is is_of_group


@pytest.mark.policy("ORG-04")
async def test_whoever_is_named_no_longer_finds_nothing_and_the_others_keep_their_keys(assemble: Assemble) -> None:
    assembly = await convened(assemble)
    clients = await some(assembly)
    pages = await appointed(assembly, clients)
    await name(assembly, clients[1:])
    assert [await told_by(client, assembly) for client in clients] == [404, 200, 200]
    assert (await pages[0].put("keys", pages[0].keys_wish())).status_code == 404
    told = await pages[1].told()
    assert [line["has_keys"] for line in told["tellers"]] == [True, True]
    assert (await name(assembly, [], threshold=0))["mode"] == "without_tellers"
    assert [await told_by(client, assembly) for client in clients] == [404] * 3


# --- keys ------------------------------------------------------------------------------------------------------


async def test_keys_are_proved_are_on_the_curve_and_are_nobody_elses(assemble: Assemble) -> None:
    assembly = await convened(assemble)
    clients = await some(assembly)
    pages = await appointed(assembly, clients)
    wish = pages[0].keys_wish()
    other = tellers.keys_from_seed(assembly.vote_id, secrets.token_bytes(16))
    same = tellers.TellerKeys(sealing=other.signing, signing=other.signing)
    theirs = tellers.TellerKeys(sealing=pages[1].keys.sealing, signing=other.signing)
    elsewhere = to_base64url(tellers.possession(str(new_id()), pages[0].keys))
    for sent, code in (
        (wish | {"sealing_key": to_base64url(b"\4" + secrets.token_bytes(64))}, "public-key-invalid"),
        (wish | {"signing_key": to_base64url(b"\4" + secrets.token_bytes(64))}, "public-key-invalid"),
        (wish | {"sealing_key": pages[1].keys_wish()["sealing_key"]}, "teller-signature-invalid"),
        (wish | {"possession": elsewhere}, "teller-signature-invalid"),
        (TellerPage(clients[0], assembly.vote_id, same).keys_wish(), "teller-keys-invalid"),
        (TellerPage(clients[0], assembly.vote_id, theirs).keys_wish(), "teller-keys-invalid"),
        (pages[1].keys_wish(), "teller-keys-invalid"),
    ):
        answer = await pages[0].put("keys", sent)
        assert (answer.status_code, answer.json()["code"]) == (422, code)
    before = (await pages[0].told())["tellers"]
    pages[0].keys = other
    await pages[0].give_keys()
    after = (await pages[0].told())["tellers"]
    assert [one["fingerprint"] != two["fingerprint"] for one, two in zip(before, after, strict=True)] == [
        line["is_me"] for line in after
    ]


async def test_the_roll_is_not_locked_before_every_teller_has_keys(assemble: Assemble) -> None:
    assembly = await convened(assemble)
    clients = await some(assembly)
    await name(assembly, clients)
    assert (await assembly.read())["tellers_ready"] is False
    assert (await assembly.lead("lock", expect=409))["code"] == "tellers-not-ready"
    pages = await appointed(assembly, clients)
    assert (await assembly.read())["tellers_ready"] is True
    await assembly.lock()
    manifest = await pages[0].manifest()
    check_keys(manifest)
    assert (manifest.mode, manifest.opening_key, manifest.threshold) == (Mode.TELLERS, None, 2)
    told = await pages[0].told()
    names = [line["name"] for line in told["tellers"]]
    assert names == sorted(names, key=str.casefold)
    assert [line["number"] for line in told["tellers"]] == [0, 1, 2]
    assert set(manifest.tellers) == {page.keys.public for page in pages}
    async with assembly.database.reading() as db:
        assert (await db.exec(select(Vote.sealed_opening_key))).all() == [None]
    late = await pages[0].put("keys", pages[0].keys_wish())
    assert late.json()["code"] == "vote-has-moved-on"
    assert (await name(assembly, clients[:2], expect=409))["code"] == "vote-has-moved-on"


async def test_who_came_to_run_the_system_meanwhile_is_found_at_lock(assemble: Assemble) -> None:
    assembly = await convened(assemble)
    clients = await some(assembly)
    await appointed(assembly, clients)
    await assembly.as_actor(Office.ADMINISTRATOR, person=clients[0].person_id)
    await assembly.read_through()
    assert (await assembly.lead("lock", expect=422))["code"] == "teller-not-eligible"


# --- confirming ------------------------------------------------------------------------------------------------


async def test_casting_opens_when_every_teller_has_confirmed_this_manifest(assemble: Assemble) -> None:
    assembly = await assemble(5)
    pages = await three_tellers(assembly)
    early = await pages[0].put("confirmation", {"signature": "A" * 86})
    assert early.json()["code"] == "vote-has-moved-on"
    voters = await assembly.summon()
    for voter in voters:
        await voter.draw()
    signature = to_base64url(tellers.confirmation(await pages[0].manifest(), pages[0].keys))
    anothers = await pages[1].put("confirmation", {"signature": signature})
    assert (anothers.status_code, anothers.json()["code"]) == (422, "teller-signature-invalid")
    await pages[0].confirm()
    await pages[1].confirm()
    with clock.turned(timedelta(hours=24, seconds=1)):
        await assembly.lead("drawing/close")
        assert (await assembly.lead("open", expect=409))["code"] == "tellers-not-confirmed"
        await assembly.due()
        assert (await assembly.read())["status"] == "credentials_out", "nor by itself, at its time"
        assert (await assembly.read())["tellers_confirmed"] is False
        await pages[2].confirm()
        await pages[2].confirm()
        await assembly.due()
        told = await assembly.read()
        assert (told["status"], told["tellers_confirmed"]) == ("open", True), "the last one lets it go on by itself"
        assert (await voters[0].cast(Choice.FOR)).status_code == 200
        late = await pages[0].put("confirmation", {"signature": signature})
        assert late.json()["code"] == "vote-has-moved-on"


async def test_locked_anew_what_was_confirmed_is_void_and_the_keys_stay(assemble: Assemble) -> None:
    assembly = await assemble(5)
    pages = await three_tellers(assembly)
    await until_confirmed(assembly, pages)
    old = to_base64url(tellers.confirmation(await pages[0].manifest(), pages[0].keys))
    await assembly.set_times()
    told = await pages[0].told()
    assert [(line["has_keys"], line["has_confirmed"], line["number"]) for line in told["tellers"]] == [
        (True, False, None)
    ] * 3
    voters = await assembly.summon()
    assert (await pages[0].put("confirmation", {"signature": old})).json()["code"] == "teller-signature-invalid"
    for voter in voters:
        await voter.draw()
    with clock.turned(timedelta(hours=24, seconds=1)):
        await assembly.lead("drawing/close")
        assert (await assembly.lead("open", expect=409))["code"] == "tellers-not-confirmed"
        for page in pages:
            await page.confirm()
        await assembly.lead("open")


async def test_without_tellers_nobody_is_waited_for_and_the_page_says_what_the_server_can_do(
    assemble: Assemble,
) -> None:
    assembly = await assemble(5)
    voters = await assembly.until_open()
    told = await assembly.read()
    assert (told["mode"], told["teller_threshold"]) == ("without_tellers", 0)
    assert (told["tellers_ready"], told["tellers_confirmed"]) == (None, None)
    assert told["caution"]["code"] == "server-holds-opening-key"
    listed = (await assembly.chair.get(f"/api/v1/votes/{assembly.vote_id}/tellers")).json()
    assert (listed["tellers"], listed["threshold"], listed["opens_at"]) == ([], 0, None)
    assert (listed["usual_count"], listed["usual_threshold"]) == (3, 2)
    assert (await voters[0].get("")).json()["mode"] == "without_tellers"


async def test_a_voters_page_is_told_of_the_tellers(assemble: Assemble) -> None:
    assembly = await assemble(5)
    voters = await until_confirmed(assembly, await three_tellers(assembly))
    assert (await voters[0].get("")).json()["mode"] == "tellers"
    manifest = (await voters[0].get("/manifest")).json()
    entry = (await voters[0].post("entry", {"token": voters[0].token})).json()
    for told in (manifest, entry, await assembly.read()):
        assert told["caution"]["code"] == "tellers-open"
        assert "två av rösträknarna" in told["caution"]["sv"]
        assert "two of the tellers" in told["caution"]["en"]
    assert Manifest.from_bytes(manifest["manifest"].encode()).mode is Mode.TELLERS


def test_the_words_say_how_many_it_would_take() -> None:
    assert "tre av rösträknarna" in with_tellers(3).sv
    assert "16 of the tellers" in with_tellers(16).en


# --- struck ----------------------------------------------------------------------------------------------------


async def strike(assembly: Assembly, client: ActorClient, *, is_off_roll: bool = False) -> None:
    async with assembly.database.writing() as db:
        vote = await load(db, (await db.exec(select(Vote.id))).one(), to_change=True)
        await conflicts.keep_away(db, vote, client.person_id, is_off_roll=is_off_roll, by="test")


@pytest.mark.policy("CON-01")
async def test_before_lock_the_seat_of_whoever_is_part_of_the_matter_is_gone(assemble: Assemble) -> None:
    assembly = await convened(assemble)
    clients = await some(assembly)
    pages = await appointed(assembly, clients)
    await strike(assembly, clients[0])
    assert await told_by(clients[0], assembly) == 404
    assert (await pages[0].put("keys", pages[0].keys_wish())).status_code == 404
    assert len((await pages[1].told())["tellers"]) == 2
    await strike(assembly, clients[1], is_off_roll=True)
    assert (await assembly.lead("lock", expect=409))["code"] == "tellers-not-ready", "one is fewer than two"


@pytest.mark.policy("CON-01")
async def test_after_lock_a_vote_a_seat_short_does_not_open_and_is_convened_anew_with_another(
    assemble: Assemble,
) -> None:
    assembly = await assemble(5)
    pages = await three_tellers(assembly)
    await until_confirmed(assembly, pages)
    await strike(assembly, pages[0].client)
    assert await told_by(pages[0].client, assembly) == 404
    told = await pages[1].told()
    assert [(line["is_struck"], line["name"] is None, line["number"]) for line in told["tellers"]] == [
        (True, True, 0),
        (False, False, 1),
        (False, False, 2),
    ]
    with clock.turned(timedelta(hours=24, seconds=1)):
        await assembly.lead("drawing/close")
        assert (await assembly.lead("open", expect=409))["code"] == "tellers-not-confirmed"
        await assembly.set_times()
        clients = [*(page.client for page in pages[1:]), await assembly.as_actor()]
        await appointed_anew(assembly, clients)


async def appointed_anew(assembly: Assembly, clients: Sequence[ActorClient]) -> None:
    pages = await appointed(assembly, clients)
    voters = await until_confirmed(assembly, pages)
    for voter in voters:
        await voter.draw()
    with clock.turned(timedelta(hours=24, seconds=1)):
        await assembly.lead("drawing/close")
        assert (await assembly.lead("open"))["status"] == "open"


async def test_no_row_of_a_teller_says_who_they_are(assemble: Assemble) -> None:
    assembly = await convened(assemble)
    clients = await some(assembly)
    await appointed(assembly, clients)
    async with assembly.database.reading() as db:
        seats = (await db.exec(select(VoteTeller))).all()
        everyone = (await db.exec(select(Person.id))).all()
    kept = str([seat.model_dump() for seat in seats])
    assert seats[0].tag is not None
    assert seats[0].tag in kept, "the control"
    for person_id in everyone:
        for trace in (str(person_id), person_id.hex, assembly.database.keys.person_tag(person_id)):
            assert trace not in kept


# --- which open ------------------------------------------------------------------------------------------------


def test_the_first_to_have_sent_open_and_stay_unless_one_is_taken_out() -> None:
    assert opening_set([], threshold=2) is None
    assert opening_set([4], threshold=2) is None
    assert opening_set([4, 1], threshold=2) == (1, 4)
    assert opening_set([4, 1, 0], threshold=2, before=(1, 4)) == (1, 4)
    assert opening_set([4, 1, 0], threshold=2, before=(1, 4), without=1) == (0, 4)
    assert opening_set([4, 0], threshold=2, before=(1, 4)) == (0, 4), "one of them was struck"
    assert opening_set([4], threshold=2, before=(1, 4)) is None
