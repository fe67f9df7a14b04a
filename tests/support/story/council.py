"""The council group's secret vote, from the question to the published bulletin."""

import asyncio
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx

from app.votes.rules import Choice
from app.votes.verification import verify_bulletin
from tests.support.preflight import answers_to
from tests.support.story.founding import Association
from tests.support.story.telling import API, Someone, Story
from tests.support.voting import LINK, VoterPage

AT_ONCE = 8
"""Voters whose pages ask at the same time."""


@dataclass
class LedVote:
    """A vote as the chair leads it, and the pages of those who may vote."""

    story: Story
    association: Association
    chair: Someone
    vote_id: str
    concerns: str
    """The name of the person the question concerns."""
    pages: list[VoterPage] = field(default_factory=list)
    receipts: dict[str, str] = field(default_factory=dict)
    """Row key to envelope hash, as each page has it in its receipt."""

    @property
    def path(self) -> str:
        return f"/votes/{self.vote_id}"

    async def read(self) -> dict[str, Any]:
        told: dict[str, Any] = (await self.chair.get(self.path)).json()
        return told

    async def ask(self, what: str, body: Any = None, *, seen: str | None = None) -> httpx.Response:
        """By whoever leads, whatever is answered; `seen` is the ETag on which it is asked."""
        headers = {"If-Match": seen} if seen is not None else {}
        return await self.chair.client.post(f"{API}{self.path}/{what}", json=body, headers=headers)

    async def lead(self, what: str, body: Any = None, *, expect: int = 200) -> dict[str, Any]:
        answer = await self.chair.post(f"{self.path}/{what}", body, seen=await self.chair.get(self.path), expect=expect)
        told: dict[str, Any] = answer.json()
        return told


async def raise_vote(story: Story, association: Association, *, concerns: str, case: str | None = None) -> LedVote:
    """For the board: of a case about whoever is accused in it, or about somebody without one."""
    chair = association.chair
    wanted: dict[str, Any] = {"concerns": association.group[concerns], "account": association.cast.words.account}
    if case is None:
        vote_id = (await chair.post("/votes", wanted, expect=201)).json()["id"]
    else:
        raised = await chair.post(f"/cases/{case}/votes", wanted | {"names_affected": False}, expect=201)
        vote_id = raised.json()["vote_id"]
    return LedVote(story, association, chair, vote_id, concerns)


async def convene(vote: LedVote) -> None:
    """Heard, and convened in a room."""
    today = datetime.now(UTC)
    heard = {"outcome": "held", "heard_on": today.date().isoformat(), "note": vote.association.cast.words.hearing}
    await vote.lead("hearing", heard)
    await vote.lead("convening", {"held": "in_a_room", "closes_at": (today + timedelta(hours=3)).isoformat()})


async def lock(vote: LedVote) -> None:
    """The roll, and all that may not change from here on."""
    early = await vote.lead("lock", expect=409)
    vote.story.require(that="nothing is locked before it is read through", holds=early["code"] == "preflight-missing")
    sheet = await vote.chair.get(f"{vote.path}/preflight")
    seen = await vote.chair.get(vote.path)
    await vote.chair.put(f"{vote.path}/preflight", answers_to(sheet.json()), seen=seen)
    locked = await vote.lead("lock")
    group = vote.association.cast.group
    vote.story.require(that=f"the roll is {group - 1}", holds=locked["roll_size"] == group - 1)
    names = [line["name"] for line in (await vote.chair.get(f"{vote.path}/roll")).json()["entries"]]
    everyone_else = sorted(set(vote.association.group) - {vote.concerns})
    vote.story.require(that="all but whom it concerns are on the roll", holds=sorted(names) == everyone_else)
    vote.story.say(
        f"heard and convened; the roll is {locked['roll_size']} of {group}, substitutes included, "
        f"and locked as {locked['short_hash']}"
    )


async def summon(vote: LedVote) -> None:
    await vote.lead("summons")

    async def links() -> dict[str, str] | None:
        found = {}
        for mail in vote.story.mails():
            link = LINK.search(mail.text)
            if link is not None and link[1] == vote.vote_id:
                found[mail.to] = link[2]
        return found if len(found) == vote.association.cast.group - 1 else None

    tokens = await vote.story.wait_for("a link for everyone on the roll", links)
    for token in tokens.values():
        vote.story.keep_secret("voting link", token)
        vote.pages.append(VoterPage(vote.story.someone("a voter's page").client, vote.vote_id, token))
    vote.story.say(f"{len(tokens)} mails, each with a link of its own")


async def _all(vote: LedVote, each: Any) -> None:
    """Do it for every page, some at the same time, as in a room."""
    turn = asyncio.Semaphore(AT_ONCE)

    async def one(number: int, page: VoterPage) -> None:
        async with turn:
            await each(number, page)

    async with asyncio.TaskGroup() as tasks:
        for number, page in enumerate(vote.pages):
            tasks.create_task(one(number, page))


async def draw(vote: LedVote) -> None:
    """Everyone draws; casting is refused until drawing has closed."""

    async def one(_number: int, page: VoterPage) -> None:
        await page.draw()

    await _all(vote, one)
    [stranger] = [vote.story.someone("a stranger")]
    early = await stranger.client.post(f"/api/v1/ballots/{vote.vote_id}/cast", json=vote.pages[0].envelope(Choice.FOR))
    vote.story.require(that="nobody casts before casting opens", holds=early.status_code == 409)
    told = await vote.read()
    vote.story.require(that="all have drawn", holds=told["drawn"] == told["roll_size"] == len(vote.pages))
    await vote.lead("drawing/close")
    opened = await vote.lead("open")
    vote.story.require(that="casting is open", holds=opened["status"] == "open")
    vote.story.say(f"all {len(vote.pages)} drew, drawing closed, casting opened: that is the barrier")


async def cast(vote: LedVote, choices: list[Choice], *, start: int = 0) -> None:
    """Pages from `start` on cast these; their receipts are kept."""

    async def one(number: int, page: VoterPage) -> None:
        if not start <= number < start + len(choices):
            return
        answer = await page.cast(choices[number - start])
        vote.story.require(that=f"an envelope is taken: {answer.text[:200]}", holds=answer.status_code == 200)
        receipt = answer.json()
        vote.receipts[receipt["row_key"]] = receipt["envelope_hash"]

    await _all(vote, one)


async def close(vote: LedVote) -> None:
    """Close, compare every receipt with the published board, and confirm."""
    told = await vote.lead("close")
    vote.story.require(that="the vote is closed", holds=told["status"] == "closed")
    board = (await vote.pages[0].get("/board")).json()["envelopes"]
    listed = {line["row_key"]: line["envelope_hash"] for line in board}
    vote.story.require(that="every receipt is listed and nothing else", holds=listed == vote.receipts)
    vote.story.require(that="the board is sorted", holds=list(listed) == sorted(listed))
    early = await vote.lead("certification", expect=409)
    held_back = "tellers-open" if told["mode"] == "tellers" else "check-window-open"
    vote.story.require(that="nothing is opened in the check window", holds=early["code"] == held_back)

    async def confirm(_number: int, page: VoterPage) -> None:
        answer = await page.post("confirm", {"token": page.token})
        vote.story.require(that="a voter confirms", holds=answer.status_code == 204)

    await _all(vote, confirm)
    vote.story.say(
        f"closed; {len(listed)} envelopes on the board, all {len(listed)} receipts among them, all confirmed"
    )


async def await_result(vote: LedVote, *, against: int, for_: int, outcome: str) -> None:
    """The check window ends and the server counts by itself; the bulletin is recounted from its bytes alone."""

    async def certified() -> dict[str, Any] | None:
        told = await vote.read()
        return told if told["status"] == "certified" else None

    told = await vote.story.wait_for("the certified result", certified)
    result = told["result"]
    expected = {
        "outcome": outcome,
        "roll": len(vote.pages),
        "present": len(vote.pages),
        "drawn": len(vote.pages),
        "confirmed": len(vote.pages),
        "envelopes": against + for_,
        "ballots": against + for_,
        "against": against,
        "for": for_,
        "blank": 0,
    }
    differing = {name: result[name] for name, value in expected.items() if result[name] != value}
    vote.story.require(that=f"the result is {against} against and {for_} for: {differing}", holds=not differing)
    await _recount(vote, told)
    vote.story.say(f"{against} against, {for_} for, {result['needed_against']} needed: {outcome.replace('_', ' ')}")


async def _recount(vote: LedVote, told: dict[str, Any]) -> None:
    theirs = (await vote.chair.get(f"{vote.path}/bulletin")).content
    published = (await vote.pages[0].get("/bulletin")).content
    vote.story.require(that="chair and voters read the same bulletin", holds=theirs == published)
    verdict = verify_bulletin(published, expected_manifest=bytes.fromhex(told["manifest_hash"]))
    vote.story.require(that=f"the bulletin is sound: {verdict.problems}", holds=verdict.is_sound)
    vote.story.require(that="it is about the same manifest", holds=verdict.short_hash == told["short_hash"])
    named = [name for name in vote.association.group if re.search(name, published.decode())]
    vote.story.require(that="the bulletin names nobody", holds=not named)


async def exclusion_cases(association: Association) -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = (await association.chair.get("/exclusion-cases")).json()["items"]
    return listed


async def is_hidden_from_whom_it_concerns(vote: LedVote, accused: Someone) -> None:
    """Source: CON-01."""
    answers: list[httpx.Response] = [
        await accused.get(f"{vote.path}{more}", expect=404) for more in ("", "/roll", "/bulletin")
    ]
    vote.story.require(
        that="it gets what a stranger gets", holds={each.json()["code"] for each in answers} == {"not-found"}
    )
    listed = (await accused.get("/votes")).json()["items"]
    vote.story.require(that="no list holds it", holds=vote.vote_id not in [each["id"] for each in listed])
