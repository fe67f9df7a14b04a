"""Two who are accused in one case: each is found to have done their own, and neither learns of the other."""

import re
from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from fastapi import FastAPI
from sqlmodel import select

from app.core import clock
from app.notifications.models import Notice
from tests.support.actors import Actors
from tests.support.acts import day
from tests.support.cast import Cast, a_cast

pytestmark = [pytest.mark.anyio, pytest.mark.one_database]
WORDS = "Det är som det är."
WHEN_TAKEN_ALONG = re.compile(r'"made_at":"[^"]+",')
"""Says when they asked for it themselves."""


class Two:
    """A case in which "accused" and "other" are accused, as its people do things in it."""

    def __init__(self, cast: Cast, case_id: UUID) -> None:
        self.cast, self.case_id, self.path = cast, case_id, f"/api/v1/cases/{case_id}"

    def id(self, name: str) -> str:
        return str(self.cast.members[name].person_id)

    async def get(self, path: str, *, by: str = "officer") -> Any:
        answer = await self.cast.clients[by].get(f"{self.path}{path}")
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def send(
        self, path: str, body: Any = None, *, by: str = "officer", method: str = "POST", of: int | None = None
    ) -> httpx.Response:
        version = of if of is not None else self.cast.stored(self.case_id).case["version"]
        headers = {"If-Match": f'"{version}"', "Idempotency-Key": uuid4().hex}
        return await self.cast.clients[by].request(method, f"{self.path}{path}", json=body, headers=headers)

    async def done(self, path: str, body: Any = None, **how: Any) -> Any:
        answer = await self.send(path, body, **how)
        assert answer.status_code < 300, answer.text
        return answer.json() if answer.content else None

    async def refused(self, path: str, body: Any = None, **how: Any) -> str:
        answer = await self.send(path, body, **how)
        assert answer.status_code in {409, 422}, answer.text
        return str(answer.json()["code"])

    async def propose(self, outcome: str, who: str) -> str:
        body = {"outcome": outcome, "person_id": self.id(who), "reasons": f"Om {who}", "summary": f"I korthet om {who}"}
        return str((await self.done("/mapping/findings", body, by="vice"))["id"])

    async def find(self, outcome: str, who: str) -> None:
        await self.done(f"/mapping/findings/{await self.propose(outcome, who)}/agreement")

    async def head(self, by: str = "officer") -> Any:
        return await self.get("", by=by)

    async def concluded(self, by: str = "chair") -> dict[str, str | None]:
        """By the name that each has in the cast."""
        head = await self.head(by)
        return {each["display_name"].removeprefix("Kanarie "): each["conclusion"] for each in head["concluded"]}

    def measures(self, of: str) -> list[str]:
        subject = self.cast.bars(self.case_id)[of]
        return [
            f"{row['kind']} {row['status']}"
            for row in self.cast.stored(self.case_id).of("case_measure", subject=subject)
        ]

    async def step(self, code: str) -> str:
        """How a step of the plan stands."""
        steps = [step for group in (await self.get("/steps"))["groups"] for step in group["steps"]]
        return next(str(step["state"]) for step in steps if step["code"] == code)

    async def meeting(self) -> Any:
        return (await self.get("/meetings", by="chair"))["items"][0]

    async def contents(self) -> Any:
        return await self.done(f"/meetings/{(await self.meeting())['id']}/opening", by="chair")

    async def at_meeting(self, act: str, body: Any = None, *, by: str = "officer") -> Any:
        meeting = await self.meeting()
        return await self.done(f"/meetings/{meeting['id']}/{act}", body, by=by, of=meeting["version"])

    async def hold_meeting(self) -> None:
        called = {"kind": "decision", "starts_at": clock.now().isoformat(), "place": "Lilla salen"}
        await self.done("/meetings", called)
        there = [self.id(name) for name in ("chair", "vice", "decider", "eva")]
        await self.at_meeting("holding", {"present": there, "led_by": self.id("chair")})

    async def decide(self, topic: str, kind: str, who: str) -> str | None:
        """None when it is let through, otherwise the code."""
        meeting = await self.meeting()
        item = next(each for each in (await self.contents())["items"] if each["topic"] == topic)
        counted = {"in_favour": 4, "against": 0, "abstained": 0}
        body = {"kind": kind, "text": WORDS, "person_id": self.id(who)} | counted
        path = f"/meetings/{meeting['id']}/items/{item['id']}/decisions"
        answer = await self.send(path, body, of=meeting["version"])
        return None if answer.status_code == 201 else str(answer.json()["code"])

    async def owed_about(self) -> set[str]:
        return {each["person"]["display_name"].removeprefix("Kanarie ") for each in (await self.contents())["owed"]}

    async def approve_meeting(self) -> None:
        for name in ("chair", "eva"):
            await self.at_meeting("approval", by=name)


@pytest.mark.policy("KNO-01", "KNO-05", "KNO-10", "PRN-05", "UNK-05")
async def test_each_is_found_to_have_done_their_own_and_what_follows_follows_that(
    app: FastAPI, as_actor: Actors
) -> None:
    cast = await a_cast(app, as_actor)
    two = Two(cast, await cast.begin("two mapped"))
    whole = {"outcome": "severe", "reasons": WORDS, "summary": WORDS}
    unnamed = await two.send("/mapping/findings", whole, by="vice")
    assert unnamed.json()["errors"] == [{"field": "body.person_id", "code": "missing"}]

    await two.find("not_substantiated", "other")
    mapping = await two.get("/mapping")
    assert [each["display_name"] for each in mapping["waits_for"]] == ["Kanarie accused"]
    head = await two.head("chair")
    assert (head["stage"], head["conclusion"], head["concluded"]) == ("mapping", None, [])
    assert two.measures("other") == ["time_out active"], "it would tell how it goes for one while another is mapped"

    await two.find("severe", "accused")
    assert await two.concluded() == {"accused": "severe", "other": "not_substantiated"}
    assert (await two.head("affected"))["conclusion"] == "severe"
    assert (await two.head("affected"))["concluded"] == [], "who decides and who investigates know of each"
    assert two.measures("other") == ["time_out lifted"]
    assert two.measures("accused") == ["time_out active"]
    told = {"person_id": two.id("other"), "also": ["Sekreterare"]}
    assert await two.refused("/measures/time-outs", told) == "no-measures-here"
    assert await two.refused("/exclusion-cases", {"concerns": two.id("other")}, by="chair") == "no-exclusion-here"


@pytest.mark.policy("KNO-04", "KNO-05", "KNO-08", "KNO-12", "PRN-05")
async def test_whoever_is_named_later_is_mapped_before_the_board_decides_and_changes_nothing_for_the_others(
    app: FastAPI, as_actor: Actors
) -> None:
    cast = await a_cast(app, as_actor)
    two = Two(cast, await cast.begin("two mapped"))
    await two.find("not_substantiated", "other")
    await two.find("severe", "accused")
    await two.hold_meeting()
    named = {"role": "accused", "person_id": two.id("suspect")}
    await two.done("/parties", named)
    assert await two.concluded() == {"accused": "severe", "other": "not_substantiated", "suspect": None}
    assert await two.decide("assignments", "leave_assignments", "suspect") == "not-concluded-about"
    assert await two.decide("assignments", "leave_assignments", "other") == "not-decided-here"
    assert await two.decide("time_out", "require_care", "accused") == "not-decided-here"
    assert await two.decide("assignments", "leave_assignments", "accused") is None
    assert await two.owed_about() == {"accused", "other"}
    assert (await two.step("KNO-05"), await two.step("KNO-10a")) == ("open", "does_not_apply")
    for who in ("accused", "other"):
        await two.decide("exclusion", "no_exclusion", who)
        await two.decide("confidence", "raise_confidence", who)
    await two.approve_meeting()
    await two.done("/affected-asked")
    held_back = await two.send("/closing", {"reason": WORDS})
    assert held_back.json()["code"] == "closing-held-back"

    # The mapping of one changes nothing for the others, and the board owes an answer about that one alone.
    await two.done("/stage", {"stage": "mapping", "reason": "En till är anklagad."}, method="PUT")
    assert [each["status"] for each in (await two.get("/mapping"))["findings"]] == ["agreed", "agreed"]
    planned = {"talk": "accused", "person_id": two.id("suspect"), "planned_for": clock.now().isoformat()}
    talk = (await two.done("/mapping/talks", planned, by="vice"))["id"]
    await two.done(f"/mapping/talks/{talk}/end", {"status": "declined"}, by="vice", of=1)
    await two.find("not_severe", "suspect")
    assert await two.concluded() == {"accused": "severe", "other": "not_substantiated", "suspect": "not_severe"}
    assert two.measures("accused") == ["time_out active"]
    assert "does_not_apply" not in {await two.step("KNO-05"), await two.step("KNO-10a")}, "both hold for somebody"
    await two.hold_meeting()
    assert await two.owed_about() == {"suspect"}
    assert await two.decide("assignments", "continue_time_out", "accused") is not None
    assert await two.decide("time_out", "continue_time_out", "suspect") is None

    # It was not the first one: the case comes to what stands about those who stay.
    cleared = {"becomes": "cleared", "person_id": two.id("accused"), "reasons": "Det var inte hen."}
    proposal = (await two.done("/who-it-is", cleared, by="vice"))["id"]
    await two.done(f"/who-it-is/{proposal}/approval", by="chair")
    assert (await two.head())["conclusion"] == "not_severe"
    assert await two.step("KNO-05") == "does_not_apply"
    assert await two.concluded() == {"other": "not_substantiated", "suspect": "not_severe"}
    assert two.measures("accused") == ["time_out lifted"]


@pytest.mark.policy("CON-01", "KNO-02", "UNK-05")
async def test_nothing_on_an_accused_s_own_page_tells_of_another(app: FastAPI, as_actor: Actors) -> None:
    """Neither that there is one, nor how many, when, how often or what: every answer stays as it was, byte for byte."""
    cast = await a_cast(app, as_actor)
    two = Two(cast, await cast.begin("two mapped"))
    mine = await release(two, "accused", "Det som påstås om den första.")
    # Read once, so that it is no news to those who released it.
    await all_that_is_told(two, "accused", mine)
    before, told = await all_that_is_told(two, "accused", mine), await notices_to(two, "accused")

    async def unchanged(after: str) -> None:
        assert await all_that_is_told(two, "accused", mine) == before, after
        assert await notices_to(two, "accused") == told, after

    theirs = await release(two, "other", "Det som påstås om den andra.")
    await unchanged("another was told, and got a page")
    await release(two, "other", "En sak till.")
    await unchanged("another was told more")
    answers = await cast.clients["other"].post(
        f"/api/v1/hearings/{theirs}/answers", json={"text": "Mitt svar."}, headers={"Idempotency-Key": uuid4().hex}
    )
    assert answers.status_code < 300, answers.text
    await unchanged("another answered")
    asked = {"person_id": two.id("other"), "also": ["Sekreterare"]}
    await two.done("/measures/time-outs", asked)
    await unchanged("something was asked of another")
    await two.find("severe", "other")
    await unchanged("another was found to have done something")
    await two.find("not_severe", "accused")
    await two.hold_meeting()
    await two.decide("assignments", "leave_assignments", "other")
    await two.done("/measures/leavings", {"person_id": two.id("other"), "also": []})
    await two.decide("exclusion", "open_exclusion", "other")
    await unchanged("it was decided about another")
    await two.done("/exclusion-cases", {"concerns": two.id("other")}, by="chair")
    begun = str(cast.stored(two.case_id)["exclusion_case"][0]["id"])
    for act in ({"act": "follow_board"}, {"act": "notify", "told_on": day()}):
        (row,) = cast.stored(two.case_id).of("exclusion_case", id=UUID(begun))
        await two.done(f"/exclusion-cases/{begun}/acts", act, by="chair", of=row["version"])
    await unchanged("an exclusion case about another was opened, and told to them")
    raised = {"concerns": two.id("other"), "account": "Redogörelsen", "names_affected": False}
    await two.done("/votes", raised, by="chair")
    await unchanged("the group was asked about another")

    # What is another's is not there, in the very words of what nobody has.
    client, unknown = cast.clients["accused"], uuid4()
    for path in ("/hearings/{}", "/hearings/{}/measures"):
        assert without_id(await client.get("/api/v1" + path.format(theirs)), theirs) == without_id(
            await client.get("/api/v1" + path.format(unknown)), unknown
        )
    for path in ("/hearings/{}/opening", "/hearings/{}/file"):
        assert without_id(await client.post("/api/v1" + path.format(theirs)), theirs) == without_id(
            await client.post("/api/v1" + path.format(unknown)), unknown
        )
    their_measure = cast.stored(two.case_id).of("case_measure", subject=cast.bars(two.case_id)["other"])[0]["id"]
    said = {"answer": "yes"}
    path = f"/api/v1/hearings/{mine}/measures/"
    head = {"If-Match": '"1"'}
    assert without_id(await client.post(f"{path}{their_measure}/answer", json=said, headers=head), their_measure) == (
        without_id(await client.post(f"{path}{unknown}/answer", json=said, headers=head), unknown)
    )


def without_id(answer: httpx.Response, asked: object) -> tuple[int, str]:
    return answer.status_code, answer.text.replace(str(asked), "")


async def release(two: Two, who: str, allegations: str) -> str:
    """To their page: they have an account."""
    told = {"allegations": allegations, "contact": "security_officer"}
    body = {"person_id": two.id(who), "told": told, "names_confirmed": True}
    await two.done("/hearings/releases", body, by="vice")
    hearings = two.cast.stored(two.case_id).of("hearing", subject=two.cast.bars(two.case_id)[who])
    return str(hearings[0]["id"])


async def all_that_is_told(two: Two, who: str, hearing: str) -> Mapping[str, object]:
    """What each route of theirs answers, and the routes of the case itself, which are not there."""
    client = two.cast.clients[who]
    reads = ["/hearings", f"/hearings/{hearing}", f"/hearings/{hearing}/measures", "/cases", "/now", "/votes"]
    reads += ["/exclusion-cases", "/me"]
    of_the_case = ["", "/hearings", "/bars", "/meetings", "/mapping", "/exclusion-cases", "/log", "/who-it-is"]
    found = {
        path: await client.get(f"/api/v1{path}")
        for path in (*reads, *(f"/cases/{two.case_id}{each}" for each in of_the_case))
    }
    for path in (f"/hearings/{hearing}/opening", f"/hearings/{hearing}/file"):
        found[path] = await client.post(f"/api/v1{path}")
    assert found["/hearings"].json()["items"], "they read on their page"
    assert {found[f"/cases/{two.case_id}{each}"].status_code for each in of_the_case} == {404}
    return {
        path: (answer.status_code, WHEN_TAKEN_ALONG.sub("", answer.text), answer.headers.get("ETag"))
        for path, answer in found.items()
    }


async def notices_to(two: Two, who: str) -> int:
    async with two.cast.database.reading() as db:
        sent = await db.exec(select(Notice).where(Notice.recipient == two.cast.tags[who]))
        return len(sent.all())
