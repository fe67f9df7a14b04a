"""Signing in as anyone would, through the API, with real (cheap) hashing."""

import asyncio
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from app.access.actor import SYSTEM
from app.access.rules import Office
from app.auth import service as auth
from app.core import clock
from app.core.settings import Settings
from app.main import create_app
from app.ports.mail import RecordedMail
from app.worker import work
from tests.support.factories import an_association
from tests.support.sign_in import PASSWORD, a_browser, an_account, an_invitation, sign_in, signed_in
from tests.support.stored import everything_stored, holds

pytestmark = pytest.mark.anyio

ANNA = "anna@example.org"


async def refresh(browser: httpx.AsyncClient) -> httpx.Response:
    return await browser.post("/api/v1/auth/token", data={"grant_type": "refresh_token"})


async def test_an_invitation_becomes_an_account_that_signs_in(app: FastAPI) -> None:
    _, token = await an_invitation(app.state.database, Office.CHAIR, email=ANNA)
    async with a_browser(app) as browser:
        seen = await browser.post("/api/v1/auth/invitations/look", json={"token": token})
        assert seen.json()["login"] == ANNA
        accepted = {"token": token, "password": PASSWORD}
        assert (await browser.post("/api/v1/auth/invitations/accept", json=accepted)).status_code == 204
        answer = await sign_in(browser, "  Anna@Example.ORG ")
        assert answer.json()["token_type"] == "bearer"
        assert answer.json()["expires_in"] == 900
        assert (await browser.get("/api/v1/me")).json()["offices"] == ["chair"]


async def test_an_invitation_works_once_even_when_two_use_it_at_the_same_time(app: FastAPI) -> None:
    _, token = await an_invitation(app.state.database, email=ANNA)
    async with a_browser(app) as browser:
        accepted = {"token": token, "password": PASSWORD}
        answers = await asyncio.gather(
            *(browser.post("/api/v1/auth/invitations/accept", json=accepted) for _ in range(5))
        )
        assert sorted(answer.status_code for answer in answers) == [204, 404, 404, 404, 404]
        late = await browser.post("/api/v1/auth/invitations/look", json={"token": token})
        assert late.json()["code"] == "invitation-unusable"


async def test_an_invitation_runs_out_and_a_newer_one_ends_it(app: FastAPI) -> None:
    person_id, first = await an_invitation(app.state.database, email=ANNA)
    async with app.state.database.writing() as db:
        second = await auth.invite(db, person_id, by=SYSTEM, lasts=timedelta(days=7))
    assert second is not None
    async with a_browser(app) as browser:
        look = "/api/v1/auth/invitations/look"
        assert (await browser.post(look, json={"token": first})).status_code == 404
        assert (await browser.post(look, json={"token": second.token})).status_code == 200
        with clock.turned(timedelta(days=8)):
            assert (await browser.post(look, json={"token": second.token})).status_code == 404


async def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(app: FastAPI) -> None:
    await an_account(app, email=ANNA)
    async with a_browser(app) as browser:
        wrong = await sign_in(browser, ANNA, "not the password at all")
        unknown = await sign_in(browser, "nobody@example.org", "not the password at all")
        assert wrong.status_code == unknown.status_code == 401
        assert wrong.json() == unknown.json()
        assert set(wrong.headers) == set(unknown.headers)
        assert wrong.json()["code"] == "wrong-credentials"


async def test_anyones_failures_never_delay_a_stranger_or_the_owners_own_device(app: FastAPI) -> None:
    await an_account(app, email=ANNA)
    await an_account(app, email="bo@example.org")
    async with a_browser(app, address="192.0.2.50") as owner:
        assert (await sign_in(owner, ANNA)).status_code == 200
        async with a_browser(app, address="203.0.113.9") as attacker:
            codes = [(await sign_in(attacker, ANNA, "guess number one")).status_code for _ in range(8)]
            assert codes[:5] == [401] * 5
            assert codes[-1] == 429
            slowed = await sign_in(attacker, ANNA, PASSWORD)
            assert slowed.status_code == 429, "not even the right password jumps the queue"
            assert int(slowed.headers["Retry-After"]) >= 1
        assert (await sign_in(owner, ANNA)).status_code == 200
        async with a_browser(app, address="192.0.2.77") as stranger:
            assert (await sign_in(stranger, "bo@example.org")).status_code == 200


async def test_guesses_at_the_same_time_are_counted_before_they_are_checked(app: FastAPI) -> None:
    await an_account(app, email=ANNA)
    async with a_browser(app, address="203.0.113.9") as attacker:
        answers = await asyncio.gather(*(sign_in(attacker, ANNA, f"guess number {each}") for each in range(12)))
    assert sum(answer.status_code == 401 for answer in answers) <= 6


async def test_a_session_goes_on_with_a_rotating_token(app: FastAPI) -> None:
    await an_account(app, email=ANNA)
    async with signed_in(app, ANNA) as browser:
        first, vault = browser.cookies["varna_refresh"], browser.cookies["varna_vault"]
        answer = await refresh(browser)
        assert answer.status_code == 200
        assert browser.cookies["varna_refresh"] != first
        assert browser.cookies["varna_vault"] == vault


async def test_a_lost_answer_does_not_sign_anyone_out(app: FastAPI) -> None:
    await an_account(app, email=ANNA)
    async with signed_in(app, ANNA) as browser:
        old = browser.cookies["varna_refresh"]
        await refresh(browser)
        following = browser.cookies["varna_refresh"]
        browser.cookies.set("varna_refresh", old, domain="127.0.0.1", path="/api/v1/auth")
        assert (await refresh(browser)).status_code == 200
        assert browser.cookies["varna_refresh"] == following


async def test_a_spent_token_that_comes_back_ends_the_session(app: FastAPI) -> None:
    await an_account(app, email=ANNA)
    async with signed_in(app, ANNA) as browser, a_browser(app) as thief:
        stolen = browser.cookies["varna_refresh"]
        await refresh(browser)
        await refresh(browser)
        thief.cookies.set("varna_refresh", stolen, domain="127.0.0.1", path="/api/v1/auth")
        assert (await refresh(thief)).json()["code"] == "session-ended"
        assert (await refresh(browser)).json()["code"] == "session-ended"
        assert (await browser.get("/api/v1/me")).status_code == 401, "the access token in hand is dead too"


async def test_the_token_before_stops_working_after_a_minute(app: FastAPI) -> None:
    await an_account(app, email=ANNA)
    async with signed_in(app, ANNA) as browser:
        old = browser.cookies["varna_refresh"]
        await refresh(browser)
        browser.cookies.set("varna_refresh", old, domain="127.0.0.1", path="/api/v1/auth")
        with clock.turned(timedelta(seconds=61)):
            assert (await refresh(browser)).status_code == 401


async def test_signing_out_everywhere_ends_every_session_at_once(app: FastAPI) -> None:
    await an_account(app, email=ANNA)
    async with signed_in(app, ANNA) as phone, signed_in(app, ANNA) as desk:
        assert len((await phone.get("/api/v1/auth/sessions")).json()["items"]) == 2
        assert (await phone.delete("/api/v1/auth/sessions")).status_code == 204
        for browser in (phone, desk):
            assert (await browser.get("/api/v1/me")).status_code == 401
            assert (await refresh(browser)).status_code == 401


async def test_signing_out_here_leaves_the_other_session(app: FastAPI) -> None:
    await an_account(app, email=ANNA)
    async with signed_in(app, ANNA) as phone, signed_in(app, ANNA) as desk:
        assert (await phone.delete("/api/v1/auth/session")).status_code == 204
        assert (await phone.get("/api/v1/me")).status_code == 401
        assert (await desk.get("/api/v1/me")).status_code == 200


async def test_a_new_password_ends_other_sessions_and_keeps_the_key(app: FastAPI) -> None:
    await an_account(app, email=ANNA)
    new = "en annan lång mening att minnas"
    async with signed_in(app, ANNA) as here, signed_in(app, ANNA) as elsewhere:
        change = {"current_password": "wrong wrong wrong", "new_password": new}
        assert (await here.put("/api/v1/auth/password", json=change)).json()["code"] == "wrong-credentials"
        weak = {"current_password": PASSWORD, "new_password": "123456789012"}
        assert (await here.put("/api/v1/auth/password", json=weak)).json()["code"] == "password-too-weak"
        change["current_password"] = PASSWORD
        assert (await here.put("/api/v1/auth/password", json=change)).status_code == 204
        assert (await here.get("/api/v1/me")).status_code == 200
        assert (await elsewhere.get("/api/v1/me")).status_code == 401
    async with a_browser(app) as browser:
        assert (await sign_in(browser, ANNA, PASSWORD)).status_code == 401
        assert (await sign_in(browser, ANNA, new)).status_code == 200


async def test_an_administrator_cannot_take_over_an_account_with_a_new_link(app: FastAPI, mail: RecordedMail) -> None:
    await an_account(app, Office.ADMINISTRATOR, email="admin@example.org")
    chair = await an_account(app, Office.CHAIR, email=ANNA)
    async with app.state.database.writing() as db:
        await an_association(db)
    async with signed_in(app, "admin@example.org") as admin:
        seen = await admin.get(f"/api/v1/people/{chair}")
        redirected = await admin.patch(
            f"/api/v1/people/{chair}",
            json={"email": "mine@example.org"},
            headers={"If-Match": seen.headers["ETag"]},
        )
        assert redirected.status_code == 200
        made = await admin.post(f"/api/v1/people/{chair}/invitation")
        assert made.status_code == 201
        assert made.json() == {"link": None, "expires_at": None}
    await work(app.state.database, app.state.due_work)
    (sent,) = mail.to(ANNA)
    assert "/inbjudan#" in sent.text
    assert not mail.to("mine@example.org")


async def test_cookies_are_out_of_reach_of_pages_and_other_sites(settings: Settings, mail: RecordedMail) -> None:
    tls = settings.model_copy(update={"public_url": "https://varna.example.org"})
    app = create_app(tls, mail=mail)
    await an_account(app, email=ANNA)
    async with a_browser(app) as browser:
        browser.base_url = httpx.URL("https://varna.example.org")
        answer = await sign_in(browser, ANNA)
        cookies = answer.headers.get_list("set-cookie")
        assert {cookie.partition("=")[0] for cookie in cookies} == {"varna_refresh", "varna_vault", "varna_device"}
        for cookie in cookies:
            assert "HttpOnly" in cookie
            assert "Secure" in cookie
            assert "SameSite=strict" in cookie
        crossed = await browser.post(
            "/api/v1/auth/token", data={"grant_type": "refresh_token"}, headers={"Sec-Fetch-Site": "cross-site"}
        )
        assert crossed.json()["code"] == "cross-site"
    await app.state.database.close()


async def test_another_system_signs_in_with_its_scopes_until_it_is_ended(app: FastAPI) -> None:
    await an_account(app, Office.ADMINISTRATOR, email="admin@example.org")
    async with signed_in(app, "admin@example.org") as admin, a_browser(app) as system:
        wanted = {"name": "Member register", "scopes": ["people:read"]}
        headers = {"Idempotency-Key": "once-and-only"}
        made = (await admin.post("/api/v1/api-clients", json=wanted, headers=headers)).json()
        again = (await admin.post("/api/v1/api-clients", json=wanted, headers=headers)).json()
        assert again["id"] == made["id"]
        assert again["secret"] is None
        form = {"grant_type": "client_credentials", "client_id": made["id"], "client_secret": made["secret"]}
        token = (await system.post("/api/v1/auth/token", data=form)).json()
        assert token["scope"] == "people:read"
        assert not system.cookies
        system.headers["Authorization"] = f"Bearer {token['access_token']}"
        assert (await system.get("/api/v1/people")).status_code == 200
        assert (await system.get("/api/v1/cases")).status_code == 401
        assert (await system.get("/api/v1/api-clients")).status_code == 403
        more = await system.post("/api/v1/auth/token", data={**form, "scope": "reports:write"})
        assert more.status_code == 422
        wrong = await system.post("/api/v1/auth/token", data={**form, "client_secret": "x" * 43})
        assert wrong.json()["code"] == "wrong-credentials"
        assert (await admin.delete(f"/api/v1/api-clients/{made['id']}")).status_code == 204
        assert (await system.get("/api/v1/people")).status_code == 401
        assert (await system.post("/api/v1/auth/token", data=form)).status_code == 401


async def test_no_password_token_or_key_stands_in_the_database(app: FastAPI, tmp_path: Path) -> None:
    """What a thief of the database finds. The control canary must be found, or the search is blind."""
    canary = "kontrollkanarie@example.org"
    _, token = await an_invitation(app.state.database, email=canary)
    async with a_browser(app) as browser:
        accepted = {"token": token, "password": PASSWORD}
        await browser.post("/api/v1/auth/invitations/accept", json=accepted)
        await sign_in(browser, canary)
        secrets = [PASSWORD, token, *browser.cookies.values(), browser.headers["Authorization"]]
    stored = await everything_stored(app.state.database, tmp_path)
    assert holds(stored, canary)
    assert len(secrets) == 6
    for secret in secrets:
        assert not holds(stored, secret)


async def test_many_requests_at_once_never_wait_for_each_others_connections(app: FastAPI) -> None:
    """Each holds a connection and asks who sends it: with one pool for both, they would wait for each other."""
    await an_account(app, Office.ADMINISTRATOR, email=ANNA)
    async with signed_in(app, ANNA) as browser:
        answers = await asyncio.gather(
            *(browser.get(path) for path in ["/api/v1/me", "/api/v1/people", "/api/v1/auth/sessions"] * 20)
        )
    assert {answer.status_code for answer in answers} == {200}
