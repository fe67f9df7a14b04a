"""People with real accounts, who sign in as anyone would."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from uuid import UUID

import httpx
from fastapi import FastAPI
from playwright.async_api import Page

from app.access.actor import SYSTEM
from app.access.rules import Office
from app.auth import service as auth
from app.core.database import Database
from app.ports.mail import RecordedMail
from tests.support.factories import a_person, a_term

PASSWORD = "rostig cykel under bron"
ORIGIN = "http://127.0.0.1:8000"


def a_browser(app: FastAPI, *, address: str = "192.0.2.10") -> httpx.AsyncClient:
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False, client=(address, 50000))
    return httpx.AsyncClient(transport=transport, base_url=ORIGIN)


async def an_invitation(database: Database, *offices: Office, email: str, name: str | None = None) -> tuple[UUID, str]:
    """Someone in these offices, and the token of their one-time link."""
    async with database.writing() as db:
        person = await a_person(db, email=email, name=name)
        for office in offices:
            await a_term(db, office, person=person)
        invited = await auth.make_link(db, person.id, by=SYSTEM.tag, lasts=timedelta(days=7))
    return person.id, invited.token


async def an_account(app: FastAPI, *offices: Office, email: str, name: str | None = None) -> UUID:
    person_id, token = await an_invitation(app.state.database, *offices, email=email, name=name)
    await _accept(app, token)
    return person_id


async def an_account_of(app: FastAPI, person_id: UUID) -> None:
    """For someone who is there already; they sign in with the address they have."""
    database: Database = app.state.database
    async with database.writing() as db:
        invited = await auth.make_link(db, person_id, by=SYSTEM.tag, lasts=timedelta(days=7))
    await _accept(app, invited.token)


async def _accept(app: FastAPI, token: str) -> None:
    async with a_browser(app) as browser:
        answer = await browser.post("/api/v1/auth/invitations/accept", json={"token": token, "password": PASSWORD})
        assert answer.status_code == 204, answer.text


INVITATION = re.compile(r"/inbjudan#(\S+)")


def link_in(mail: RecordedMail, email: str) -> str:
    """The token of the newest invitation that was mailed there."""
    tokens = [found[1] for each in mail.to(email) if (found := INVITATION.search(each.text))]
    assert tokens, f"no invitation was mailed to {email}"
    return tokens[-1]


async def sign_in(browser: httpx.AsyncClient, email: str, password: str = PASSWORD) -> httpx.Response:
    answer = await browser.post(
        "/api/v1/auth/token", data={"grant_type": "password", "username": email, "password": password}
    )
    if answer.status_code == 200:
        browser.headers["Authorization"] = f"Bearer {answer.json()['access_token']}"
    return answer


async def sign_in_on(page: Page, email: str, password: str = PASSWORD) -> None:
    """On the page that asks for it, in Swedish; it goes on to where the person wanted."""
    await page.get_by_label("E-postadress").fill(email)
    await page.get_by_label("Lösenord", exact=True).fill(password)
    await page.get_by_role("button", name="Logga in", exact=True).click()


@asynccontextmanager
async def signed_in(app: FastAPI, email: str, password: str = PASSWORD) -> AsyncIterator[httpx.AsyncClient]:
    async with a_browser(app) as browser:
        answer = await sign_in(browser, email, password)
        assert answer.status_code == 200, answer.text
        yield browser
