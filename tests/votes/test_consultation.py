"""The group's advice on re-entry, as a vote of its own: the same machinery, other words, and nothing follows."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

import pytest
from sqlmodel import select

from app.access.rules import Office
from app.audit.models import AuditEvent
from app.core import clock
from app.proceedings.exclusion.models import ExclusionCase
from app.votes.rules import Choice
from tests.support.factories import a_person
from tests.support.pdf import read_pdf
from tests.support.voting import Assemble, Assembly

pytestmark = [pytest.mark.anyio, pytest.mark.one_database, pytest.mark.policy("REE-04")]

AGAINST, FOR, BLANK = Choice.AGAINST, Choice.FOR, Choice.BLANK


async def somebody_who_left(assembly: Assembly) -> UUID:
    """Known to the association, with no office any more."""
    async with assembly.database.writing() as db:
        return (await a_person(db, name="Kanarie Återvändare", email="left@example.org")).id


async def consulted(assembly: Assembly, choices: Sequence[Choice]) -> None:
    """Raised by the chair, convened without a hearing, and certified at its time."""
    await assembly.raise_vote(kind="consultation", about=await somebody_who_left(assembly))
    await assembly.set_times()
    pages = await assembly.summon()
    for page in pages:
        await page.draw()
    await assembly.open_box()
    for page, choice in zip(pages, choices, strict=True):
        assert (await page.cast(choice)).status_code == 200
    await assembly.close_and_count()


@pytest.mark.parametrize(
    ("choices", "outcome", "says", "share"),
    [
        ([AGAINST] * 4 + [FOR] * 3, "no_confidence", "Gruppen avråder.", "4 av 7"),
        ([AGAINST] * 3 + [FOR] * 3 + [BLANK], "confidence_retained", "Gruppen avråder inte.", "3 av 6"),
    ],
    ids=["more than half", "exactly half"],
)
async def test_advice_is_given_by_more_than_half_of_those_who_take_a_stand_and_opens_nothing(
    assemble: Assemble, choices: list[Choice], outcome: str, says: str, share: str
) -> None:
    assembly = await assemble(6)  # and the seventh of the group is whom no question is about here
    await consulted(assembly, choices)
    told = await assembly.read()
    assert (told["status"], told["outcome"], told["kind"], told["hearing"]) == (
        "certified",
        outcome,
        "consultation",
        None,
    )
    assert told["opens_exclusion"] is False
    assert "kommer tillbaka" in told["question"]
    async with assembly.database.reading() as db:
        assert (await db.exec(select(ExclusionCase))).all() == []
        kinds = {row.kind for row in (await db.exec(select(AuditEvent))).all()}
    assert "vote-certified" in kinds
    assert "exclusion-opened" not in kinds

    minutes = read_pdf((await assembly.chair.get(f"/api/v1/votes/{assembly.vote_id}/minutes.pdf")).content).text
    for line in (says, share, "Svaret är ett råd. Styrelsen beslutar.", "Gäller Kanarie Återvändare"):
        assert line in minutes, line
    assert "Gruppen avråder om mer än hälften av dem som tar ställning svarar ja." in minutes
    assert "Hörande" not in minutes
    for words in (minutes, *(mail.text for mail in assembly.mail.sent)):
        assert "förtroende" not in words.lower(), "it is no question of confidence"


async def test_the_board_alone_consults_the_group(assemble: Assemble) -> None:
    assembly = await assemble(3)
    about = {"concerns": str(await somebody_who_left(assembly)), "kind": "consultation"}
    member = await assembly.as_actor(person=assembly.voters[0])
    substitute = await assembly.as_actor(person=assembly.voters[2])
    board_member = await assembly.as_actor(Office.BOARD_MEMBER)
    for client in (member, board_member):
        refused = await client.post("/api/v1/votes", json=about)
        assert (refused.status_code, refused.json()["code"]) == (403, "forbidden")
    assert (await substitute.post("/api/v1/votes", json=about)).status_code == 403
    vice_chair = await assembly.as_actor(Office.VICE_CHAIR)
    raised = await vice_chair.post("/api/v1/votes", json=about)
    assert (raised.status_code, raised.json()["origin"]) == (201, "board")


async def test_it_is_about_anyone_of_the_association_but_nobody_who_is_not(assemble: Assemble) -> None:
    assembly = await assemble(1)
    async with assembly.database.writing() as db:
        outside = await a_person(db, name="Kanarie Utomstående", is_external=True)
        retired = await a_person(db, name="Kanarie Avförd")
        retired.retired_at = clock.now()
    left = await somebody_who_left(assembly)
    for person_id in (outside.id, retired.id, UUID(int=7)):
        about = {"concerns": str(person_id), "kind": "consultation"}
        refused = await assembly.chair.post("/api/v1/votes", json=about)
        assert (refused.status_code, refused.json()["code"]) == (422, "person-not-in-group-or-board")
    refused = await assembly.chair.post("/api/v1/votes", json={"concerns": str(left), "kind": "confidence"})
    assert refused.json()["code"] == "person-not-in-group-or-board", "confidence is asked in whom the group has in it"
    of_oneself = {"concerns": str(assembly.chair.person_id), "kind": "consultation"}
    assert (await assembly.chair.post("/api/v1/votes", json=of_oneself)).json()["code"] == "vote-about-oneself"


@pytest.mark.policy("CON-01")
async def test_whom_the_group_is_asked_about_finds_nothing_and_does_not_vote(assemble: Assemble) -> None:
    assembly = await assemble(3)
    await assembly.raise_vote(kind="consultation")
    await assembly.set_times()
    await assembly.summon()
    roll = (await assembly.chair.get(f"/api/v1/votes/{assembly.vote_id}/roll")).json()["entries"]
    assert sorted(line["name"] for line in roll) == sorted(assembly.names)
    assert (await assembly.accused.get(f"/api/v1/votes/{assembly.vote_id}")).status_code == 404
    with clock.turned(timedelta(days=30)):
        assert (await assembly.accused.get("/api/v1/votes")).json()["items"] == []
