"""A vote held through the API: whoever leads it, and voters' pages that have nothing but their link."""

import re
import secrets
from collections.abc import Awaitable, Callable
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property
from typing import Any
from uuid import UUID

import httpx
import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from fastapi import FastAPI

from app.access.rules import Office
from app.core import clock
from app.core.database import Database
from app.ports.mail import RecordedMail
from app.votes import blind_rsa, messages, p256, setup_router
from app.votes.blind_rsa import PublicIssuingKey
from app.votes.ceremony import VoteKeys
from app.votes.draw import SEALED_STATE_BYTES, DrawRequest
from app.votes.encoding import from_base64url, to_base64url
from app.votes.manifest import Manifest
from app.votes.messages import Credential, Purpose
from app.votes.rules import Choice
from app.worker import work
from tests.support.actors import BASE_URL, ActorClient, Actors
from tests.support.ballots import Election, Voter, locked_issuing_key
from tests.support.blinding import Blinding, blind, finalize, issuing_key
from tests.support.factories import a_person, a_term, an_association, today
from tests.support.preflight import answers_to
from tests.support.prepared import Alone, Held, Way, a_short_step, a_step

VOTING_CODE_BYTES = 16
LINK = re.compile(r"/rosta#([0-9a-f-]{36})\.([A-Za-z0-9_-]{43})")


def ready_made_keys() -> VoteKeys:
    """The tests' issuing keys: making one takes seconds."""
    return VoteKeys(
        admission=issuing_key("admission"),
        ballot=issuing_key("ballot"),
        receipt=p256.generate_key(),
        admission_public=locked_issuing_key("admission"),
        ballot_public=locked_issuing_key("ballot"),
    )


@dataclass
class VoterPage:
    """A voter's page: it knows its link and what it drew."""

    client: httpx.AsyncClient
    vote_id: str
    token: str
    voter: Voter | None = None
    drawn_with: dict[str, Any] = field(default_factory=dict)
    code: bytes = field(default_factory=lambda: secrets.token_bytes(VOTING_CODE_BYTES))
    """Shown to the voter alone."""
    _blindings: dict[Purpose, tuple[Blinding, bytes, Any, PublicIssuingKey]] = field(default_factory=dict)

    def again(self, assembly: "Assembly") -> "VoterPage":
        """The same page as it stands now, in another test."""
        drawn_with, blindings = deepcopy(self.drawn_with), dict(self._blindings)
        return replace(self, client=assembly.outside, drawn_with=drawn_with, _blindings=blindings)

    async def post(self, path: str, body: Any) -> httpx.Response:
        return await self.client.post(f"/api/v1/ballots/{self.vote_id}/{path}", json=body)

    async def get(self, path: str) -> httpx.Response:
        return await self.client.get(f"/api/v1/ballots/{self.vote_id}{path}")

    async def manifest(self) -> Manifest:
        answer = await self.post("entry", {"token": self.token})
        assert answer.status_code == 200, answer.text
        return Manifest.from_bytes(answer.json()["manifest"].encode())

    async def prepare(self) -> dict[str, Any]:
        """The request of a fresh draw."""
        manifest = await self.manifest()
        for purpose, issuer in (
            (Purpose.ADMISSION, manifest.admission_issuer),
            (Purpose.BALLOT, manifest.ballot_issuer),
        ):
            key, prefix = p256.generate_key(), secrets.token_bytes(blind_rsa.PREFIX_BYTES)
            prepared = messages.prepared_message(purpose, manifest, prefix=prefix, public_key=p256.point_of(key))
            self._blindings[purpose] = (blind(issuer, prepared), prefix, key, issuer)
        request = DrawRequest(
            admission=self._blindings[Purpose.ADMISSION][0].blinded,
            ballot=self._blindings[Purpose.BALLOT][0].blinded,
            sealed_state=self._sealed_state(),
        )
        return {"token": self.token, "draw": request.model_dump(mode="json")}

    def _sealed_state(self) -> bytes:
        """Both private keys under the voting code, in the one size that all states have."""
        plain = b"".join(p256.key_to_bytes(key) for _, _, key, _ in self._blindings.values())
        key = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=b"a page's state").derive(self.code)
        nonce, tag_bytes = secrets.token_bytes(12), 16
        padded = plain.ljust(SEALED_STATE_BYTES - len(nonce) - tag_bytes, b"\0")
        return nonce + AESGCM(key).encrypt(nonce, padded, None)

    async def draw(self) -> None:
        self.drawn_with = await self.prepare()
        answer = await self.post("draw", self.drawn_with)
        assert answer.status_code == 200, answer.text
        await self.finish(answer.json())

    async def finish(self, answer: dict[str, str]) -> None:
        manifest = await self.manifest()
        credentials = {}
        for purpose, (blinding, prefix, key, issuer) in self._blindings.items():
            signature = finalize(issuer, blinding, from_base64url(answer[purpose.value]))
            credentials[purpose] = Credential(prefix=prefix, public_key=p256.point_of(key), signature=signature)
            assert messages.is_credential_issued(purpose, manifest, credentials[purpose])
        dummy = p256.generate_key()
        self.voter = Voter(
            Election(manifest, dummy, dummy),
            credentials[Purpose.ADMISSION],
            self._blindings[Purpose.ADMISSION][2],
            credentials[Purpose.BALLOT],
            self._blindings[Purpose.BALLOT][2],
        )

    def envelope(self, choice: Choice, *, counter: int = 1) -> dict[str, Any]:
        assert self.voter is not None
        cast: dict[str, Any] = self.voter.cast(choice, counter=counter).model_dump(mode="json")
        return cast

    async def cast(self, choice: Choice, *, counter: int = 1) -> httpx.Response:
        return await self.post("cast", self.envelope(choice, counter=counter))


@dataclass
class Assembly:
    """A group of `size` voters beside whom the question concerns, and the chair who leads."""

    app: FastAPI
    mail: RecordedMail
    as_actor: Actors
    chair: ActorClient
    accused: ActorClient
    voters: list[UUID]
    names: list[str]
    vote_id: str = ""
    version: int = 1
    way: Way | Alone = field(default_factory=Alone)

    @cached_property
    def outside(self) -> httpx.AsyncClient:
        """The voters', who have nothing but their link."""
        transport = httpx.ASGITransport(app=self.app, raise_app_exceptions=False)
        return httpx.AsyncClient(transport=transport, base_url=BASE_URL)

    def held(self) -> Held:
        return self.vote_id, self.version

    def take(self, held: Held) -> None:
        self.vote_id, self.version = held

    def copied(self, gave: Any) -> Any:
        """Of what a step of preparing gives: each page is asked for by a client of this test."""
        if isinstance(gave, list):
            return [self.copied(each) for each in gave]
        return gave.again(self) if hasattr(gave, "again") else deepcopy(gave)

    @property
    def database(self) -> Database:
        database: Database = self.app.state.database
        return database

    async def due(self) -> None:
        await work(self.database, self.app.state.due_work)

    async def lead(self, path: str, body: Any = None, *, expect: int = 200) -> dict[str, Any]:
        answer = await self.chair.post(
            f"/api/v1/votes/{self.vote_id}/{path}", json=body, headers={"If-Match": f'"{self.version}"'}
        )
        assert answer.status_code == expect, answer.text
        told: dict[str, Any] = answer.json()
        self.version = told.get("version", self.version)
        return told

    async def read(self, client: ActorClient | None = None) -> dict[str, Any]:
        answer = await (client or self.chair).get(f"/api/v1/votes/{self.vote_id}")
        assert answer.status_code == 200, answer.text
        told: dict[str, Any] = answer.json()
        return told

    @a_short_step
    async def raise_vote(self, *, kind: str = "confidence", about: UUID | None = None) -> None:
        wanted = {"concerns": str(about or self.accused.person_id), "kind": kind}
        answer = await self.chair.post("/api/v1/votes", json=wanted)
        assert answer.status_code == 201, answer.text
        self.vote_id, self.version = answer.json()["id"], answer.json()["version"]

    @a_short_step
    async def convene(self, *, held: str = "at_a_distance", **wanted: Any) -> None:
        await self.lead("hearing", {"outcome": "held", "heard_on": today().isoformat(), "note": "By phone"})
        await self.set_times(held=held, **wanted)

    async def set_times(self, *, held: str = "at_a_distance", **wanted: Any) -> None:
        """Convene; at a distance drawing ends and casting opens in 24 hours, and the vote closes in 48."""
        now = clock.now()
        times = {"closes_at": (now + timedelta(hours=48)).isoformat()}
        if held == "at_a_distance":
            times["drawing_closes_at"] = (now + timedelta(hours=24)).isoformat()
            times["casting_opens_at"] = (now + timedelta(hours=24)).isoformat()
        await self.lead("convening", {"held": held, **times, **wanted})

    async def sheet(self) -> dict[str, Any]:
        """What is to be read before lock."""
        answer = await self.chair.get(f"/api/v1/votes/{self.vote_id}/preflight")
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    async def answer(self, answers: Any, *, expect: int = 200) -> dict[str, Any]:
        told = await self.chair.put(
            f"/api/v1/votes/{self.vote_id}/preflight", json=answers, headers={"If-Match": f'"{self.version}"'}
        )
        assert told.status_code == expect, told.text
        self.version = told.json().get("version", self.version)
        return dict(told.json())

    async def read_through(self, **answers: Any) -> dict[str, Any]:
        """The whole preflight as it stands, but for these answers; whoever has declared a conflict is named again."""
        said = ((await self.read())["preflight"] or {}).get("conflicted", [])
        return await self.answer(answers_to(await self.sheet(), **({"conflicted": said} | answers)))

    @a_short_step
    async def lock(self) -> dict[str, Any]:
        """Read everything through, and lock."""
        await self.read_through()
        return await self.lead("lock")

    @a_short_step
    async def summon(self) -> list[VoterPage]:
        """Lock, send the links, and give each voter's page."""
        await self.lock()
        await self.lead("summons")
        return await self.mailed_links()

    async def mailed_links(self) -> list[VoterPage]:
        """Have what is due sent, and give the page of each who gets a link by that."""
        before = len(self.mail.sent)
        await self.due()
        links = [LINK.search(mail.text) for mail in self.mail.sent[before:]]
        return [VoterPage(self.outside, found[1], found[2]) for found in links if found]

    @a_step
    async def until_summoned(self, **convening: Any) -> list[VoterPage]:
        await self.raise_vote()
        await self.convene(**convening)
        return await self.summon()

    @a_step
    async def until_open(self, **convening: Any) -> list[VoterPage]:
        pages = await self.until_summoned(**convening)
        for page in pages:
            await page.draw()
        await self.open_box()
        return pages

    async def open_box(self) -> None:
        """When the announced times have come, should the vote have any."""
        with clock.turned(timedelta(hours=24, seconds=1)):
            await self.lead("drawing/close")
            await self.lead("open")

    async def close_and_count(self) -> dict[str, Any]:
        """At the vote's set times; gives the result."""
        for hours in (49, 49 + 25):
            with clock.turned(timedelta(hours=hours)):
                await self.due()
        return dict((await self.read())["result"])


Assemble = Callable[[int], Awaitable[Assembly]]
"""The fixture `assemble`: a group of so many voters, with a chair and someone the question concerns."""


@dataclass
class Group:
    """Who an assembly is of, as it is prepared: nobody has raised anything yet."""

    way: Way | Alone
    database: Database
    as_actor: Actors

    def held(self) -> Held:
        return "", 1

    def take(self, held: Held) -> None:
        """Nothing yet."""

    def copied(self, gave: dict[str, Any]) -> dict[str, Any]:
        clients = {name: self.as_actor.client_of(gave[name].actor) for name in ("chair", "accused")}
        return clients | {name: list(gave[name]) for name in ("voters", "names")}

    @a_step
    async def of_size(self, size: int, _on: date) -> dict[str, Any]:
        """A group that has been put aside holds its offices on the day when that was."""
        async with self.database.writing() as db:
            await an_association(db)
            voters = [
                await a_person(db, name=f"Kanarie Väljare{number}", email=f"voter{number}@example.org")
                for number in range(size)
            ]
            for number, person in enumerate(voters):
                office = Office.COUNCIL_SUBSTITUTE if number % 3 == 2 else Office.COUNCIL_MEMBER
                await a_term(db, office, person=person)
            accused = await a_person(db, name="Kanarie Anklagad", email="accused@example.org")
            await a_term(db, Office.COUNCIL_MEMBER, person=accused)
            await a_term(db, Office.BOARD_MEMBER, person=accused)
        return {
            "chair": await self.as_actor(Office.CHAIR),
            "accused": await self.as_actor(person=accused.id),
            "voters": [person.id for person in voters],
            "names": [person.display_name for person in voters],
        }


async def an_assembly(way: Way, as_actor: Actors, *, size: int) -> Assembly:
    made = await Group(way, way.app.state.database, as_actor).of_size(size, today())
    return Assembly(app=way.app, mail=way.mail, as_actor=as_actor, way=way, **made)


def use_ready_made_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(setup_router, "make_keys", ready_made_keys)


def state_of(page: VoterPage) -> str:
    return to_base64url(from_base64url(page.drawn_with["draw"]["sealed_state"]))
