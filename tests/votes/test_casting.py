"""Drawing and casting: what a voter's page may do, and what nobody can."""

from datetime import timedelta
from uuid import UUID

import anyio
import pytest
from sqlmodel import func, select

from app.core import clock
from app.votes.ballot_box import service as box
from app.votes.ballot_box.models import Envelope
from app.votes.envelope import Receipt, is_receipt_genuine
from app.votes.errors import CastingNotOpen
from app.votes.manifest import Manifest
from app.votes.models import Vote
from app.votes.rules import Choice, VoteStatus
from tests.support.prepared import Alone
from tests.support.statements import asked_of_the_database
from tests.support.voting import Assemble, state_of

pytestmark = pytest.mark.anyio

AGAINST, FOR, BLANK = Choice.AGAINST, Choice.FOR, Choice.BLANK


async def test_a_lost_answer_is_got_again_and_another_draw_is_refused(assemble: Assemble) -> None:
    assembly = await assemble(2)
    page, other = await assembly.until_summoned()
    wish = await page.prepare()
    first, again = await page.post("draw", wish), await page.post("draw", wish)
    assert (first.status_code, first.json()) == (200, again.json())
    another = await page.post("draw", await page.prepare())
    assert (another.status_code, another.json()["code"]) == (409, "drawn-differently")
    assert (await other.post("draw", await other.prepare())).status_code == 200


async def test_two_draws_at_once_for_one_link_give_one_credential(assemble: Assemble) -> None:
    assembly = await assemble(1)
    [page] = await assembly.until_summoned()
    wishes = [await page.prepare() for _ in range(8)]
    statuses: list[int] = []

    async def draw(wish: dict[str, object]) -> None:
        statuses.append((await page.post("draw", wish)).status_code)

    async with anyio.create_task_group() as tasks:
        for wish in wishes:
            tasks.start_soon(draw, wish)
    assert sorted(statuses) == [200] + [409] * 7


async def test_nobody_draws_after_drawing_has_closed(assemble: Assemble) -> None:
    assembly = await assemble(2)
    page, late = await assembly.until_summoned()
    await page.draw()
    wish = await late.prepare()
    with clock.turned(timedelta(hours=24, seconds=1)):
        refused = await late.post("draw", wish)  # its time is out, although no due work has run
        assert (refused.status_code, refused.json()["code"]) == (409, "drawing-not-open")
        await assembly.lead("drawing/close")
        assert (await late.post("draw", wish)).json()["code"] == "drawing-not-open"
        assert (await page.post("draw", page.drawn_with)).status_code == 200, "its own answer, once more"
        await assembly.lead("open")
    assert (await page.post("draw", page.drawn_with)).json()["code"] == "drawing-not-open"


async def test_everyone_is_told_whether_their_link_was_used(assemble: Assemble) -> None:
    assembly = await assemble(3)
    pages = await assembly.until_summoned(held="in_a_room")
    await pages[0].draw()
    assembly.mail.sent.clear()
    await assembly.lead("drawing/close")
    await assembly.due()
    subjects = sorted(mail.subject for mail in assembly.mail.sent)
    assert subjects == ["Din länk användes inte", "Din länk användes inte", "Din länk har använts"]
    assert len({mail.to for mail in assembly.mail.sent}) == 3
    for mail in assembly.mail.sent:
        assert "Ring genast den som skickade ut länkarna, eller säg till i rummet." in mail.text
        assert "Än går det att börja om med nya länkar" in mail.text
    assert (await assembly.read())["status"] == "credentials_out", "and so it is: nothing is cast yet"


async def test_the_box_stays_shut_until_drawing_has_closed(assemble: Assemble) -> None:
    assembly = await assemble(3)
    pages = await assembly.until_summoned(held="in_a_room")
    for page in pages:
        await page.draw()
    assert (await pages[0].cast(AGAINST)).json()["code"] == "casting-not-open"
    assert (await assembly.lead("open", expect=409))["code"] == "drawing-not-closed"
    await assembly.lead("drawing/close")
    assert (await pages[0].cast(AGAINST)).json()["code"] == "casting-not-open"
    await assembly.lead("open")
    assert (await pages[0].cast(AGAINST)).status_code == 200


async def test_at_a_distance_nobody_ends_drawing_before_its_time_while_someone_can_still_draw(
    assemble: Assemble,
) -> None:
    assembly = await assemble(3)
    assembly.way = Alone()  # it is to the minute
    pages = await assembly.until_summoned()
    await pages[0].draw()
    with clock.turned(timedelta(hours=23, minutes=59)):
        refused = await assembly.lead("drawing/close", expect=409)
        assert refused["code"] == "before-announced-time"
        await pages[1].draw()
    with clock.turned(timedelta(hours=24, seconds=1)):
        assert (await assembly.lead("drawing/close"))["is_drawing_closed"]


async def test_when_all_have_drawn_drawing_ends_early_and_casting_still_opens_at_its_time(assemble: Assemble) -> None:
    """Whoever drew last has the page open: opened at once, the first envelope would be theirs."""
    assembly = await assemble(2)
    pages = await assembly.until_summoned()
    for page in pages:
        await page.draw()
    assert (await assembly.lead("drawing/close"))["is_drawing_closed"]
    assert (await assembly.lead("open", expect=409))["code"] == "before-announced-time"
    await assembly.due()
    assert (await assembly.read())["status"] == "credentials_out"
    with clock.turned(timedelta(hours=24, seconds=1)):
        await assembly.due()
        assert (await assembly.read())["status"] == "open"


async def test_when_casting_opens_the_keys_that_issue_credentials_are_gone(assemble: Assemble) -> None:
    assembly = await assemble(2)
    await assembly.until_summoned(held="in_a_room")
    for step, is_there in (("drawing/close", True), ("open", False)):
        await assembly.lead(step)
        async with assembly.database.reading() as db:
            assert ((await db.exec(select(Vote.sealed_issuing_keys))).one() is not None) is is_there


async def test_a_higher_counter_replaces_and_a_lower_one_is_told_where_the_counter_stands(assemble: Assemble) -> None:
    assembly = await assemble(5)
    page, *others = await assembly.until_open()
    manifest = await page.manifest()
    first = page.envelope(AGAINST, counter=1)
    receipt = Receipt.model_validate_json((await page.post("cast", first)).content)
    assert is_receipt_genuine(manifest, receipt)
    again = Receipt.model_validate_json((await page.post("cast", first)).content)
    assert (again.row_key, again.counter, again.envelope_hash) == (
        receipt.row_key,
        receipt.counter,
        receipt.envelope_hash,
    )
    assert (await page.cast(FOR, counter=7)).status_code == 200
    for stale in (first, page.envelope(AGAINST, counter=7)):
        refused = await page.post("cast", stale)
        assert (refused.status_code, refused.json()["code"]) == (409, "counter-used")
        assert refused.json()["errors"] == [{"field": "counter", "code": "7"}]
    for other in others:
        await other.cast(AGAINST)
    await assembly.lead("close")
    with clock.turned(timedelta(hours=25)):
        result = (await assembly.lead("certification"))["result"]
    assert (result["against"], result["for"]) == (4, 1)


async def test_envelopes_of_one_admission_sent_at_once_leave_the_highest_counter(assemble: Assemble) -> None:
    assembly = await assemble(1)
    [page] = await assembly.until_open()
    envelopes = [page.envelope(FOR, counter=counter) for counter in range(1, 11)]
    async with anyio.create_task_group() as tasks:
        for envelope in envelopes:
            tasks.start_soon(page.post, "cast", envelope)
    async with assembly.database.reading() as db:
        assert (await db.exec(select(Envelope.counter))).all() == [10]


async def test_the_box_holds_no_more_envelopes_than_were_drawn_however_many_are_sent(assemble: Assemble) -> None:
    assembly = await assemble(3)
    pages = await assembly.until_open()
    for counter in range(1, 11):
        for page in pages:
            assert (await page.cast(BLANK, counter=counter)).status_code == 200
    forged = pages[0].envelope(AGAINST)
    forged["admission"] = forged["admission"] | {"prefix": pages[1].envelope(AGAINST)["admission"]["prefix"]}
    assert (await pages[0].post("cast", forged)).json()["code"] == "credential-not-issued"
    async with assembly.database.reading() as db:
        assert (await db.exec(select(func.count()).select_from(Envelope))).one() == 3


async def test_a_ballot_of_another_vote_is_refused(assemble: Assemble) -> None:
    assembly = await assemble(2)
    [page, _] = await assembly.until_open()
    elsewhere = page.envelope(AGAINST)
    [here, _] = await assembly.until_open()
    assert here.vote_id != page.vote_id
    assert (await here.post("cast", elsewhere)).json()["code"] == "cast-for-another-vote"
    renamed = elsewhere | {"vote_id": here.vote_id}
    assert (await here.post("cast", renamed)).json()["code"] == "credential-not-issued"
    assert (
        await here.client.post(f"/api/v1/ballots/{here.vote_id}/entry", json={"token": page.token})
    ).status_code == 404


async def test_an_envelope_that_comes_late_is_refused_before_and_after_the_box_is_closed(assemble: Assemble) -> None:
    assembly = await assemble(1)
    [page] = await assembly.until_open()
    with clock.turned(timedelta(hours=48, seconds=1)):
        late = await page.cast(AGAINST)
        assert (late.status_code, late.json()["code"]) == (409, "casting-not-open")
        await assembly.due()
        assert (await page.cast(AGAINST)).json()["code"] == "casting-not-open"
        assert (await page.get("/board")).json() == {"envelopes": []}


async def test_a_vote_closes_early_only_when_every_admission_is_used(assemble: Assemble) -> None:
    assembly = await assemble(2)
    one, other = await assembly.until_open()
    await one.cast(AGAINST)
    assert (await assembly.lead("close", expect=409))["code"] == "admissions-unused"
    await other.cast(FOR)
    assert (await assembly.lead("close"))["status"] == "closed"


async def test_sealed_states_are_one_file_between_opening_and_close(assemble: Assemble) -> None:
    assembly = await assemble(3)
    pages = await assembly.until_summoned()
    for page in pages:
        await page.draw()
    assert (await pages[0].get("/states")).status_code == 409
    await assembly.open_box()
    whole = (await pages[0].get("/states")).json()["states"]
    assert sorted(line["state"] for line in whole) == sorted(state_of(page) for page in pages)
    for line in whole:
        [mine] = [page for page in pages if state_of(page) == line["state"]]
        await mine.finish({"admission": line["admission"], "ballot": line["ballot"]})
    for page in pages:
        assert (await page.cast(FOR)).status_code == 200, "restored from the file alone"
    await assembly.lead("close")
    assert (await pages[0].get("/states")).status_code == 409


async def test_only_who_drew_can_confirm_and_only_in_the_check_window(assemble: Assemble) -> None:
    assembly = await assemble(2)
    drew, did_not = await assembly.until_summoned()
    await drew.draw()
    await assembly.open_box()
    await drew.cast(FOR)
    assert (await drew.post("confirm", {"token": drew.token})).json()["code"] == "vote-has-moved-on"
    await assembly.lead("close")
    assert (await did_not.post("confirm", {"token": did_not.token})).json()["code"] == "not-drawn"
    assert (await drew.post("confirm", {"token": drew.token})).status_code == 204
    assert (await assembly.read())["confirmed"] == 1


async def test_a_printed_link_takes_two_people_and_voids_the_mailed_one(assemble: Assemble) -> None:
    from app.access.rules import Office

    assembly = await assemble(2)
    page, _ = await assembly.until_summoned()
    second = await assembly.as_actor(Office.SECURITY_OFFICER)
    entries = (await assembly.chair.get(f"/api/v1/votes/{assembly.vote_id}/roll")).json()["entries"]
    wish = await page.prepare()
    for entry in entries:
        path = f"/api/v1/votes/{assembly.vote_id}/roll/{entry['entry_id']}/slip"
        for _ in range(2):
            assert (await assembly.chair.post(path)).json() == {"path": None, "waits_for_second": True}
        slip = (await second.post(path)).json()["path"]
        assert slip.startswith(f"/rosta#{assembly.vote_id}.")
    assert (await page.post("draw", wish)).status_code == 404
    page.token = slip.rpartition(".")[2]
    await page.draw()
    assert (await assembly.chair.post(path)).json()["code"] == "already-drawn"


async def test_an_envelope_is_one_transaction_that_asks_whether_the_vote_is_still_open(assemble: Assemble) -> None:
    assembly = await assemble(5)
    pages = await assembly.until_open()
    assert (await pages[0].cast(FOR)).status_code == 200
    with asked_of_the_database() as statements:
        assert (await pages[1].cast(FOR)).status_code == 200
    asked = [statement.split()[0] for statement in statements if not statement.startswith("BEGIN")]
    assert asked == ["SELECT", "INSERT"]
    async with assembly.database.writing() as db:  # as another process would: this one hears nothing of it
        (await db.exec(select(Vote))).one().status = VoteStatus.CLOSED
    late = await pages[2].cast(FOR)
    assert late.json()["code"] == "casting-not-open"
    async with assembly.database.reading() as db:
        assert (await db.exec(select(func.count()).select_from(Envelope))).one() == 2


async def test_a_page_that_restores_reads_the_manifest_without_its_link(assemble: Assemble) -> None:
    assembly = await assemble(2)
    pages = await assembly.until_open()
    told = (await pages[0].get("/manifest")).json()
    assert Manifest.from_bytes(told["manifest"].encode()) == await pages[0].manifest()
    assert Manifest.from_bytes(told["manifest"].encode()).hash.hex() == told["manifest_hash"]
    assert told["caution"]["code"] == "server-holds-opening-key"
    assert "Kanarie" not in str(told)
    assert (await pages[0].get("")).json()["manifest_hash"] == told["manifest_hash"]


async def test_before_the_roll_is_locked_a_voters_page_finds_nothing(assemble: Assemble) -> None:
    assembly = await assemble(2)
    await assembly.raise_vote()
    client = assembly.as_actor.anonymous()
    for path in ("", "/manifest", "/board", "/states", "/bulletin"):
        assert (await client.get(f"/api/v1/ballots/{assembly.vote_id}{path}")).status_code == 404


async def test_a_vote_whose_manifest_is_another_than_the_one_kept_is_read_anew(assemble: Assemble) -> None:
    assembly = await assemble(5)
    pages = await assembly.until_open()
    vote_id = UUID(assembly.vote_id)
    mine = await pages[0].manifest()
    kept = box._manifests[vote_id] = mine.model_copy(update={"fewest_envelopes": mine.fewest_envelopes + 1})
    assert kept.hash != mine.hash
    async with assembly.database.writing() as db:
        with pytest.raises(CastingNotOpen):
            await box._require_open(db, box._Box(assembly.database, vote_id, kept.hash))
    assert (await pages[0].cast(FOR)).status_code == 200
