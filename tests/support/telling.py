"""Tellers of a vote that is held through the API: each with a page that knows its own keys."""

import json
import secrets
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import httpx

from app.core import clock
from app.votes.bulletin import Body, EnvelopeLine
from app.votes.counting import Attendance, OnPaper
from app.votes.encoding import from_base64url, to_base64url
from app.votes.envelope import Cast, CheckedCast, check_cast
from app.votes.manifest import Manifest
from app.votes.rules import Choice, Tally
from tests.support import tellers
from tests.support.actors import ActorClient
from tests.support.factories import a_person
from tests.support.prepared import a_step
from tests.support.tellers import Package, TellerKeys
from tests.support.voting import Assembly, VoterPage

CHECKED = timedelta(hours=49 + 24, seconds=1)
"""From the convening: at a distance the vote has closed, and its check window is over."""


@dataclass
class Box:
    """What a teller's page fetched and checked."""

    manifest: Manifest
    casts: list[CheckedCast]
    attendance: Attendance


def attendance_in(box: dict[str, Any]) -> Attendance:
    told = box["paper"]
    tally = told["tally"] and Tally(told["tally"]["against"], told["tally"]["for"], told["tally"]["blank"])
    return Attendance(
        **{name: box[name] for name in ("present", "drawn", "confirmed", "lost")},
        paper=OnPaper(told["marked"], tally, told["uncounted"]),
    )


@dataclass
class TellerAtWork:
    """A teller's page, whoever's client it asks with."""

    client: httpx.AsyncClient
    vote_id: str
    keys: TellerKeys

    async def put(self, what: str, body: Any) -> httpx.Response:
        return await self.client.put(f"/api/v1/votes/{self.vote_id}/tellers/me/{what}", json=body)

    async def get(self, what: str) -> httpx.Response:
        return await self.client.get(f"/api/v1/votes/{self.vote_id}/tellers/me/{what}")

    async def told(self) -> dict[str, Any]:
        answer = await self.client.get(f"/api/v1/votes/{self.vote_id}/tellers")
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    async def manifest(self) -> Manifest:
        answer = await self.client.get(f"/api/v1/votes/{self.vote_id}")
        return Manifest.from_bytes(answer.json()["manifest"].encode())

    async def number(self) -> int:
        return tellers.number_of(await self.manifest(), self.keys)

    def keys_wish(self) -> dict[str, str]:
        public = self.keys.public
        return {
            "sealing_key": to_base64url(public.sealing_key),
            "signing_key": to_base64url(public.signing_key),
            "possession": to_base64url(tellers.possession(self.vote_id, self.keys)),
        }

    async def give_keys(self) -> None:
        answer = await self.put("keys", self.keys_wish())
        assert answer.status_code == 204, answer.text

    async def confirm(self) -> None:
        signature = tellers.confirmation(await self.manifest(), self.keys)
        answer = await self.put("confirmation", {"signature": to_base64url(signature)})
        assert answer.status_code == 204, answer.text

    async def box(self) -> Box:
        answer = await self.get("box")
        assert answer.status_code == 200, answer.text
        told, manifest = answer.json(), await self.manifest()
        assert told["number"] == tellers.number_of(manifest, self.keys)
        return Box(
            manifest=manifest,
            casts=[check_cast(manifest, Cast.model_validate_json(json.dumps(cast))) for cast in told["casts"]],
            attendance=attendance_in(told),
        )

    async def packages(self) -> list[dict[str, Any]]:
        box = await self.box()
        return [
            {
                "to": package.to,
                "sealed": to_base64url(package.sealed),
                "signature": to_base64url(package.signature),
            }
            for package in tellers.seal_packages(box.manifest, box.casts, self.keys)
        ]

    async def send(self) -> None:
        answer = await self.put("shares", {"packages": await self.packages()})
        assert answer.status_code == 204, answer.text

    async def received(self) -> tuple[list[int], list[Package]]:
        answer = await self.get("shares")
        assert answer.status_code == 200, answer.text
        told, number = answer.json(), await self.number()
        return told["opening_set"], [
            Package(
                from_=each["from"],
                to=number,
                sealed=from_base64url(each["sealed"]),
                signature=from_base64url(each["signature"]),
            )
            for each in told["packages"]
        ]

    async def sealed(self) -> Body:
        """Of a vote that stays sealed: there is nothing in the box for a teller, and what is published is counted."""
        told = (await self.get("box")).json()
        assert (told["stays_sealed"], told["casts"]) == (True, [])
        rows = (await self.client.get(f"/api/v1/ballots/{self.vote_id}/board")).json()["envelopes"]
        lines = [EnvelopeLine.model_validate_json(json.dumps(row)) for row in rows]
        return tellers.sealed_body(await self.manifest(), lines, attendance=attendance_in(told))

    async def counted(self) -> Body:
        box, (opening_set, packages) = await self.box(), await self.received()
        return tellers.count(
            box.manifest,
            box.casts,
            attendance=box.attendance,
            keys=self.keys,
            opening_set=opening_set,
            packages=packages,
        )

    def signed(self, body: Body) -> dict[str, str]:
        return {
            "body": body.to_bytes().decode(),
            "signature": to_base64url(tellers.sign(body, self.keys).signature),
        }

    async def sign(self, body: Body | None = None) -> dict[str, Any]:
        answer = await self.put("count", self.signed(body or await self.counted()))
        assert answer.status_code == 200, answer.text
        return dict(answer.json())


@dataclass
class TellerPage(TellerAtWork):
    """A teller's page in a test that knows who they are."""

    client: ActorClient

    def again(self, assembly: Assembly) -> "TellerPage":
        """The same page in another test."""
        return replace(self, client=assembly.as_actor.client_of(self.client.actor))

    @property
    def who(self) -> Hashable:
        """Tells this page from every other that a step of preparing may be asked for."""
        return self.client.actor, self.vote_id, self.keys


async def name(
    assembly: Assembly, clients: Sequence[ActorClient], *, threshold: int = 2, expect: int = 200
) -> dict[str, Any]:
    answer = await assembly.chair.put(
        f"/api/v1/votes/{assembly.vote_id}/tellers",
        json={"person_ids": [str(client.person_id) for client in clients], "threshold": threshold},
        headers={"If-Match": f'"{assembly.version}"'},
    )
    assert answer.status_code == expect, answer.text
    told: dict[str, Any] = answer.json()
    assembly.version = told.get("version", assembly.version)
    return told


async def appointed(assembly: Assembly, clients: Sequence[ActorClient], *, threshold: int = 2) -> list[TellerPage]:
    """Named, with keys."""
    await name(assembly, clients, threshold=threshold)
    pages = [
        TellerPage(client, assembly.vote_id, tellers.keys_from_seed(assembly.vote_id, secrets.token_bytes(16)))
        for client in clients
    ]
    for page in pages:
        await page.give_keys()
    return pages


@a_step
async def three_tellers(assembly: Assembly, *, count: int = 3, threshold: int = 2) -> list[TellerPage]:
    """People from outside the group, numbered as they come; the vote is convened."""
    await assembly.raise_vote()
    await assembly.convene()
    async with assembly.database.writing() as db:
        people = [
            await a_person(db, name=f"Kanarie Räknare{number}", email=f"teller{number}@example.org")
            for number in range(count)
        ]
    clients = [await assembly.as_actor(person=person.id) for person in people]
    return await appointed(assembly, clients, threshold=threshold)


@a_step
async def until_confirmed(assembly: Assembly, pages: Sequence[TellerPage]) -> list[VoterPage]:
    voters = await assembly.summon()
    for page in pages:
        await page.confirm()
    return voters


@a_step
async def until_checked(assembly: Assembly, pages: Sequence[TellerPage], choices: Sequence[Choice]) -> None:
    """Voted by as many as there are choices, closed, and the tellers called. Go on in `clock.turned(CHECKED)`."""
    voters = await until_confirmed(assembly, pages)
    for voter in voters:
        await voter.draw()
    await assembly.open_box()
    for voter, choice in zip(voters, choices, strict=False):
        assert (await voter.cast(choice)).status_code == 200
    for hours in (timedelta(hours=49), CHECKED):
        with clock.turned(hours):
            await assembly.due()
