"""A complaint about a result that stands: from whom, until when, who answers it, and what falls when it is upheld."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import select

from app.access.rules import Office
from app.audit.models import AuditEvent
from app.core import clock
from app.proceedings.exclusion.models import ExclusionCase
from app.proceedings.exclusion.rules import ExclusionStatus
from app.votes.models import Vote, VoteComplaint
from app.votes.rules import Choice
from app.votes.verification import verify_bulletin
from tests.support.actors import ActorClient
from tests.support.factories import a_person, a_term
from tests.support.pdf import read_pdf
from tests.support.prepared import a_step
from tests.support.telling import CHECKED, three_tellers, until_checked
from tests.support.voting import Assemble, Assembly

pytestmark = [pytest.mark.anyio, pytest.mark.policy("CGR-03", "KNO-09")]

CERTIFIED = timedelta(hours=49 + 25)
"""From the convening: when `certified` has its result."""
LAST_MOMENT = CERTIFIED + timedelta(days=20, hours=23)
TOO_LATE = CERTIFIED + timedelta(days=21, minutes=1)
SAYS = "The list on the wall was not the one that was read aloud"


@a_step
async def certified(assembly: Assembly, choices: Sequence[Choice] | None = None) -> None:
    pages = await assembly.until_open()
    for page, choice in zip(pages, choices or [Choice.AGAINST] * len(pages), strict=True):
        assert (await page.cast(choice)).status_code == 200
    await assembly.close_and_count()


async def post(client: ActorClient, assembly: Assembly, path: str, body: Any = None) -> tuple[int, dict[str, Any]]:
    answer = await client.post(f"/api/v1/votes/{assembly.vote_id}/complaints{path}", json=body)
    return answer.status_code, answer.json()


async def complain(assembly: Assembly, client: ActorClient, *, says: str = SAYS) -> str:
    status, told = await post(client, assembly, "", {"text": says})
    assert status == 201, told
    [mine] = [each for each in told["complaints"] if each["is_mine"]]
    return str(mine["id"])


async def answer(client: ActorClient, assembly: Assembly, complaint: str, *, is_upheld: bool) -> tuple[int, Any]:
    body = {"is_upheld": is_upheld, "reason": "We looked at the list together"}
    return await post(client, assembly, f"/{complaint}/answer", body)


async def agree(client: ActorClient, assembly: Assembly, complaint: str) -> tuple[int, Any]:
    return await post(client, assembly, f"/{complaint}/agreement")


async def overturned(assembly: Assembly, *, by: ActorClient | None = None) -> None:
    """A voter complains, the chair upholds it, and a second agrees."""
    voter = await assembly.as_actor(person=assembly.voters[0])
    with clock.turned(CERTIFIED):
        complaint = await complain(assembly, voter)
        assert (await answer(assembly.chair, assembly, complaint, is_upheld=True))[0] == 200
        second = by or await assembly.as_actor(Office.VICE_CHAIR)
        status, told = await agree(second, assembly, complaint)
        assert status == 200, told


async def test_a_voter_complains_and_the_group_reads_it_with_its_answer_and_not_whose_it_is(
    assemble: Assemble,
) -> None:
    assembly = await assemble(6)
    await certified(assembly)
    voter, other = [await assembly.as_actor(person=assembly.voters[at]) for at in (0, 1)]
    with clock.turned(LAST_MOMENT):
        assert (await assembly.read(voter))["may_complain"] is True
        complaint = await complain(assembly, voter)
        told = await assembly.read(voter)
        assert (told["may_complain"], told["complaints"][0]["is_mine"]) == (False, True)
        for reader in (other, assembly.chair, await assembly.as_actor(Office.SECURITY_OFFICER)):
            [seen] = (await assembly.read(reader))["complaints"]
            assert (seen["text"], seen["answer"], seen["is_upheld"], seen["is_mine"]) == (SAYS, None, None, False)
        status, _ = await answer(assembly.chair, assembly, complaint, is_upheld=False)
        assert status == 200
    for reader in (voter, other):
        told = await assembly.read(reader)
        [seen] = told["complaints"]
        assert (seen["answer"], seen["is_upheld"]) == ("We looked at the list together", False)
        assert (told["status"], told["outcome"], told["is_overturned"]) == ("certified", "no_confidence", False)
    async with assembly.database.reading() as db:
        [row] = (await db.exec(select(VoteComplaint))).all()
        events = (await db.exec(select(AuditEvent).where(AuditEvent.subject == assembly.vote_id))).all()
    assert SAYS.encode() not in row.sealed_text
    made = [each.actor for each in events if each.kind == "vote-complaint-made"]
    assert made == ["system"], "the log does not say whose it is either"
    assert voter.tag not in {row.complainer, row.upheld_first_by}
    assert "vote-complaint-dismissed" in {each.kind for each in events}


async def test_nothing_waits_for_a_complaint(assemble: Assemble) -> None:
    assembly = await assemble(6)
    await certified(assembly)
    voter = await assembly.as_actor(person=assembly.voters[0])
    with clock.turned(CERTIFIED):
        await complain(assembly, voter)
        assert (await assembly.lead("minutes"))["status"] == "minutes_approved"
        listed = (await assembly.chair.get("/api/v1/exclusion-cases")).json()["items"]
    assert [each["status"] for each in listed] == ["opened"]


async def test_after_its_time_or_before_a_result_or_twice_nobody_complains(assemble: Assemble) -> None:
    assembly = await assemble(6)
    pages = await assembly.until_open()
    voter, other = [await assembly.as_actor(person=assembly.voters[at]) for at in (0, 1)]
    status, told = await post(voter, assembly, "", {"text": SAYS})
    assert (status, told["code"]) == (409, "vote-has-moved-on")
    assert (await assembly.read(voter))["may_complain"] is False
    for page in pages:
        await page.cast(Choice.FOR)
    await assembly.close_and_count()
    with clock.turned(CERTIFIED):
        await complain(assembly, voter)
        status, told = await post(voter, assembly, "", {"text": "And another thing"})
        assert (status, told["code"]) == (409, "complained-already")
    with clock.turned(TOO_LATE):
        assert (await assembly.read(other))["may_complain"] is False
        status, told = await post(other, assembly, "", {"text": SAYS})
        assert (status, told["code"]) == (409, "complaint-time-over")
    assert len((await assembly.read())["complaints"]) == 1


async def test_the_time_to_complain_is_the_policys(assemble: Assemble) -> None:
    assembly = await assemble(6)
    await certified(assembly)
    told = await assembly.read()
    async with assembly.database.reading() as db:
        vote = (await db.exec(select(Vote))).one()
    assert vote.certified_at is not None
    assert told["complaints_end_at"].startswith((vote.certified_at + timedelta(days=21)).isoformat()[:19])


@pytest.mark.policy("CON-01", "ORG-04")
async def test_only_the_roll_complains_and_only_who_leads_answers(assemble: Assemble) -> None:
    assembly = await assemble(5)
    pages = await three_tellers(assembly)
    await until_checked(assembly, pages, [Choice.AGAINST] * 5)
    voter = await assembly.as_actor(person=assembly.voters[0])
    officer = await assembly.as_actor(Office.SECURITY_OFFICER)
    with clock.turned(CHECKED):
        for page in pages[:2]:
            await page.send()
        for page in pages[:2]:
            await page.sign()
        for client in (officer, assembly.chair, pages[0].client):
            status, told = await post(client, assembly, "", {"text": SAYS})
            assert (status, told["code"]) == (403, "forbidden"), "on no roll"
        for client in (assembly.accused, await assembly.as_actor(Office.COUNCIL_MEMBER)):
            assert (await post(client, assembly, "", {"text": SAYS}))[0] == 404
        complaint = await complain(assembly, voter)
        assert (await assembly.read(pages[0].client))["complaints"] == [], "a teller from outside is told nothing"
        for client in (voter, officer):
            assert (await answer(client, assembly, complaint, is_upheld=False))[0] == 403
        assert (await answer(assembly.accused, assembly, complaint, is_upheld=True))[0] == 404
        assert (await agree(voter, assembly, complaint))[0] == 403
        assert (await answer(assembly.chair, assembly, str(assembly.voters[0]), is_upheld=True))[0] == 404


async def test_nobody_answers_their_own(assemble: Assemble) -> None:
    assembly = await assemble(6)
    await certified(assembly)
    of_both = await assembly.as_actor(Office.VICE_CHAIR, person=assembly.voters[0])
    with clock.turned(CERTIFIED):
        complaint = await complain(assembly, of_both)
        for is_upheld in (True, False):
            status, told = await answer(of_both, assembly, complaint, is_upheld=is_upheld)
            assert (status, told["code"]) == (403, "own-complaint")
        assert (await answer(assembly.chair, assembly, complaint, is_upheld=True))[0] == 200
        status, told = await agree(of_both, assembly, complaint)
        assert (status, told["code"]) == (403, "own-complaint")


async def test_upholding_takes_two_and_until_the_second_agrees_nothing_has_happened(assemble: Assemble) -> None:
    assembly = await assemble(6)
    await certified(assembly)
    voter, officer = (
        await assembly.as_actor(person=assembly.voters[0]),
        await assembly.as_actor(Office.SECURITY_OFFICER),
    )
    with clock.turned(CERTIFIED):
        complaint = await complain(assembly, voter)
        status, told = await agree(officer, assembly, complaint)
        assert (status, told["code"]) == (409, "vote-has-moved-on"), "there is nothing to agree to"
        assert (await answer(assembly.chair, assembly, complaint, is_upheld=True))[0] == 200
        assert (await assembly.read())["status"] == "certified"
        [seen] = (await assembly.read(voter))["complaints"]
        assert (seen["answer"], seen["waits_for_second"]) == (None, False)
        [seen] = (await assembly.read(officer))["complaints"]
        assert (seen["answer"], seen["waits_for_second"], seen["was_first"]) == (
            "We looked at the list together",
            True,
            False,
        )
        assert (await assembly.read())["complaints"][0]["was_first"] is True
        status, told = await agree(assembly.chair, assembly, complaint)
        assert (status, told["code"]) == (403, "complaint-second-not-independent")
        assert (await agree(officer, assembly, complaint))[0] == 200
        for act in (answer(assembly.chair, assembly, complaint, is_upheld=False), agree(officer, assembly, complaint)):
            status, told = await act
            assert (status, told["code"]) == (409, "vote-has-moved-on")


async def test_what_one_person_upholds_another_can_still_dismiss(assemble: Assemble) -> None:
    assembly = await assemble(6)
    await certified(assembly)
    voter, vice = await assembly.as_actor(person=assembly.voters[0]), await assembly.as_actor(Office.VICE_CHAIR)
    with clock.turned(CERTIFIED):
        complaint = await complain(assembly, voter)
        assert (await answer(assembly.chair, assembly, complaint, is_upheld=True))[0] == 200
        assert (await answer(vice, assembly, complaint, is_upheld=False))[0] == 200
        assert (await agree(vice, assembly, complaint))[0] == 409
    assert (await assembly.read())["status"] == "certified"


async def test_upheld_the_result_falls_its_bulletin_stays_and_its_exclusion_case_has_lost_its_ground(
    assemble: Assemble,
) -> None:
    assembly = await assemble(6)
    await certified(assembly)
    before = (await assembly.chair.get(f"/api/v1/votes/{assembly.vote_id}/bulletin")).content
    await overturned(assembly)
    voter = await assembly.as_actor(person=assembly.voters[1])
    told = await assembly.read(voter)
    assert (told["status"], told["outcome"], told["is_overturned"]) == ("void", None, True)
    assert told["end_reason"] == told["complaints"][0]["answer"] == "We looked at the list together"
    assert (told["result"]["outcome"], told["result"]["against"]) == ("no_confidence", 6)
    after = (await voter.get(f"/api/v1/votes/{assembly.vote_id}/bulletin")).content
    assert after == before
    assert verify_bulletin(after, expected_manifest=bytes.fromhex(told["manifest_hash"])).is_sound
    roll = (await voter.get(f"/api/v1/votes/{assembly.vote_id}/roll")).json()["entries"]
    assert {line["has_drawn"] for line in roll} == {True}, "what the group has seen stays to be seen"
    listed = (await assembly.chair.get("/api/v1/exclusion-cases")).json()["items"]
    assert [each["status"] for each in listed] == ["ground_fell"]
    async with assembly.database.reading() as db:
        kinds = [each.kind for each in (await db.exec(select(AuditEvent))).all()]
    assert [kinds.count(kind) for kind in ("vote-overturned", "exclusion-ground-fell")] == [1, 1]


async def test_the_minutes_of_a_result_that_fell_say_so_first(assemble: Assemble) -> None:
    assembly = await assemble(6)
    await certified(assembly)
    await overturned(assembly)
    answer = await assembly.chair.get(f"/api/v1/votes/{assembly.vote_id}/minutes.pdf")
    text = read_pdf(answer.content).text
    assert text.index("Resultatet gäller inte längre") < text.index("Omröstningen")
    assert f"Klagomål {SAYS} Svar: fick rätt We looked at the list together" in text
    assert "Ett uteslutningsärende är öppnat" not in text


async def test_after_a_result_fell_the_question_is_asked_anew_and_opens_a_case_of_its_own(assemble: Assemble) -> None:
    assembly = await assemble(6)
    await certified(assembly)
    await overturned(assembly)
    await certified(assembly)
    async with assembly.database.reading() as db:
        rows = (await db.exec(select(ExclusionCase))).all()
    assert sorted(row.status for row in rows) == [ExclusionStatus.GROUND_FELL, ExclusionStatus.OPENED]


async def test_approved_minutes_keep_nothing_from_falling(assemble: Assemble) -> None:
    assembly = await assemble(6)
    await certified(assembly, [Choice.FOR] * 6)
    await assembly.lead("minutes")
    await overturned(assembly, by=await assembly.as_actor(Office.SECURITY_OFFICER))
    assert (await assembly.read())["status"] == "void"
    assert (await assembly.chair.get("/api/v1/exclusion-cases")).json()["items"] == []


async def test_a_result_is_voided_by_nothing_but_a_complaint(assemble: Assemble) -> None:
    assembly = await assemble(6)
    await certified(assembly)
    for _ in range(2):
        refused = await assembly.lead("voiding", {"reason": "I do not like it"}, expect=409)
        assert refused["code"] == "vote-transition-not-allowed"
        if (await assembly.read())["status"] == "certified":
            await assembly.lead("minutes")
    assert (await assembly.read())["status"] == "minutes_approved"


async def test_a_second_who_has_their_office_from_the_first_alone_does_not_make_two(assemble: Assemble) -> None:
    assembly = await assemble(6)
    await certified(assembly)
    voter = await assembly.as_actor(person=assembly.voters[0])
    async with assembly.database.writing() as db:
        person = await a_person(db)
        await a_term(db, Office.VICE_CHAIR, person=person, proposed_by=assembly.chair.person_id)
    shadow = await assembly.as_actor(person=person.id)
    with clock.turned(CERTIFIED):
        complaint = await complain(assembly, voter)
        assert (await answer(assembly.chair, assembly, complaint, is_upheld=True))[0] == 200
        status, told = await agree(shadow, assembly, complaint)
        assert (status, told["code"]) == (403, "complaint-second-not-independent")
