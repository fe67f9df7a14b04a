"""Signing in as anyone would, through the API, with real (cheap) hashing."""

import asyncio
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI
from sqlmodel import col, select

from app.access.actor import SYSTEM
from app.access.rules import Office
from app.auth import service as auth
from app.auth.models import SignInSession
from app.core import clock
from app.core.settings import Settings, networks_of
from app.main import create_app
from app.people.models import Person
from app.people.rules import TermStatus
from app.ports.mail import RecordedMail
from app.worker import work
from tests.support.factories import a_term, an_association, days_ago, in_days
from tests.support.serving import served
from tests.support.sign_in import PASSWORD, a_browser, an_account, an_invitation, link_in, sign_in, signed_in
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
        second = await auth.make_link(db, person_id, by=SYSTEM.tag, lasts=timedelta(days=7))
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


async def a_room_of_accounts(app: FastAPI) -> list[str]:
    emails = [f"member{number}@example.org" for number in range(36)]
    for email in emails:
        await an_account(app, email=email)
    return emails


async def test_a_whole_room_signs_in_at_once_from_one_address_for_the_first_time(app: FastAPI) -> None:
    emails = await a_room_of_accounts(app)

    async def mistype_and_sign_in(email: str) -> list[int]:
        async with a_browser(app, address="203.0.113.36") as phone:
            return [
                (await sign_in(phone, email, "rostig cykel under brn")).status_code,
                (await sign_in(phone, email)).status_code,
            ]

    assert await asyncio.gather(*(mistype_and_sign_in(email) for email in emails)) == [[401, 200]] * len(emails)


async def test_a_sign_in_that_succeeds_leaves_nothing_behind_at_its_address(app: FastAPI) -> None:
    """However often it is done: from an office where someone else is close to having to wait."""
    await an_account(app, email=ANNA)
    async with a_browser(app, address="203.0.113.36") as neighbour:
        for number in range(99):
            assert (await sign_in(neighbour, f"nobody{number}@example.org")).status_code == 401
    for _ in range(5):
        async with a_browser(app, address="203.0.113.36") as phone:
            assert (await sign_in(phone, ANNA)).status_code == 200


async def test_whoever_guesses_from_one_address_at_many_accounts_must_wait_and_success_does_not_reset_it(
    app: FastAPI,
) -> None:
    await an_account(app, email="guesser@example.org")
    answers = []
    for number in range(105):
        async with a_browser(app, address="203.0.113.9") as attacker:
            if number % 20 == 0:
                await sign_in(attacker, "guesser@example.org")
            answers.append((await sign_in(attacker, f"member{number}@example.org", "guess number one")).status_code)
    assert answers[:100] == [401] * 100
    assert 429 in answers


async def test_an_account_whose_address_holds_the_word_address_is_cleared_as_any_other(app: FastAPI) -> None:
    login = "address.anna@example.org"
    await an_account(app, email=login)
    for _ in range(3):
        async with a_browser(app) as browser:
            for _ in range(4):
                assert (await sign_in(browser, login, "not the password at all")).status_code == 401
            assert (await sign_in(browser, login)).status_code == 200


def forwarded_for(*addresses: str) -> dict[str, str]:
    return {"X-Forwarded-For": ", ".join(addresses)}


async def failures_at(app: FastAPI, *, peer: str, headers: dict[str, str], tries: int) -> list[int]:
    """Guesses at ever another account, so that no account's own slow-down is met."""
    async with a_browser(app, address=peer) as attacker:
        attacker.headers.update(headers)
        return [(await sign_in(attacker, f"victim{number}@example.org")).status_code for number in range(tries)]


async def test_behind_a_proxy_that_says_no_address_an_attacker_delays_no_stranger(app: FastAPI) -> None:
    """As with a proxy that strips it, or a network address that many share: there is no address to count against."""
    await an_account(app, email=ANNA)
    for peer in ("172.18.0.3", "127.0.0.1", "10.1.2.3", "fd00::5"):
        assert set(await failures_at(app, peer=peer, headers={}, tries=105)) == {401}
        async with a_browser(app, address=peer) as stranger:
            assert (await sign_in(stranger, ANNA)).status_code == 200


async def test_behind_a_trusted_proxy_each_client_is_counted_by_its_own_address(
    settings: Settings, mail: RecordedMail
) -> None:
    app = create_app(settings.model_copy(update={"trusted_proxies": networks_of("172.18.0.0/16")}), mail=mail)
    await an_account(app, email=ANNA)
    attacked = await failures_at(app, peer="172.18.0.3", headers=forwarded_for("203.0.113.9"), tries=105)
    assert attacked[:100] == [401] * 100
    assert 429 in attacked
    # What the attacker writes before the proxy's own word changes nothing.
    made_up = forwarded_for("198.51.100.1", "203.0.113.9")
    assert await failures_at(app, peer="172.18.0.3", headers=made_up, tries=1) == [429]
    async with a_browser(app, address="172.18.0.3") as stranger:
        stranger.headers.update(forwarded_for("203.0.113.10"))
        assert (await sign_in(stranger, ANNA)).status_code == 200
    await app.state.database.close()


@pytest.mark.parametrize("trusted", ["", "172.18.0.0/16"])
async def test_a_forwarded_address_from_anyone_else_is_ignored(
    settings: Settings, mail: RecordedMail, trusted: str
) -> None:
    app = create_app(settings.model_copy(update={"trusted_proxies": networks_of(trusted)}), mail=mail)
    codes = []
    for number in range(105):
        spoofed = forwarded_for(f"198.51.100.{number}")
        async with a_browser(app, address="203.0.113.9") as attacker:
            attacker.headers.update(spoofed)
            codes.append((await sign_in(attacker, f"victim{number}@example.org")).status_code)
    assert 429 in codes
    await app.state.database.close()


async def test_the_server_itself_believes_no_local_peer_about_whom_it_speaks_for(app: FastAPI) -> None:
    """Over a wire, from loopback: the word of a proxy that nobody named reaches no count."""
    with served(app) as address:
        async with httpx.AsyncClient(base_url=address, headers=forwarded_for("203.0.113.9")) as client:
            codes = {(await sign_in(client, f"victim{number}@example.org")).status_code for number in range(105)}
    assert codes == {401}


async def test_no_address_is_stored_or_logged(
    settings: Settings, mail: RecordedMail, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    app = create_app(settings.model_copy(update={"trusted_proxies": networks_of("172.18.0.0/16")}), mail=mail)
    await an_account(app, email=ANNA)
    async with a_browser(app, address="172.18.0.3") as browser:
        browser.headers.update(forwarded_for("203.0.113.77"))
        assert (await sign_in(browser, ANNA, "not the password at all")).status_code == 401
        assert (await sign_in(browser, ANNA)).status_code == 200
    stored = await everything_stored(app.state.database, tmp_path)
    told = capfd.readouterr()
    assert holds(stored, ANNA)
    assert "/auth/token" in told.err
    for address in ("203.0.113.77", "172.18.0.3"):
        assert not holds(stored, address)
        assert address not in told.out + told.err
    await app.state.database.close()


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


async def sessions_kept(app: FastAPI) -> list[tuple[bool, bool]]:
    """Of each session, oldest first: is it open, does it hold a key."""
    async with app.state.database.reading() as db:
        rows = (await db.exec(select(SignInSession).order_by(col(SignInSession.started_at)))).all()
    return [(row.ended_at is None, row.sealed_seed != b"") for row in rows]


async def test_a_session_that_a_spent_token_ended_keeps_no_key(app: FastAPI) -> None:
    await an_account(app, email=ANNA)
    async with signed_in(app, ANNA) as browser:
        stolen = browser.cookies["varna_refresh"]
        await refresh(browser)
        await refresh(browser)
        assert await sessions_kept(app) == [(True, True)]
        browser.cookies.set("varna_refresh", stolen, domain="127.0.0.1", path="/api/v1/auth")
        assert (await refresh(browser)).status_code == 401
    assert await sessions_kept(app) == [(False, False)]


async def test_a_session_that_ran_out_is_ended_and_its_key_taken_away(app: FastAPI) -> None:
    await an_account(app, email=ANNA)
    lasts = timedelta(seconds=app.state.settings.session_seconds)
    async with signed_in(app, ANNA), signed_in(app, ANNA) as second:
        with clock.turned(timedelta(days=2)):
            async with signed_in(app, ANNA):
                await work(app.state.database, app.state.due_work)
        assert (await second.delete("/api/v1/auth/session")).status_code == 204
    assert await sessions_kept(app) == [(True, True), (False, False), (True, True)]
    with clock.turned(lasts):
        await work(app.state.database, app.state.due_work)
        assert await sessions_kept(app) == [(False, False), (False, False), (True, True)]
    with clock.turned(lasts + timedelta(days=2)):
        await work(app.state.database, app.state.due_work)
        assert await sessions_kept(app) == [(False, False)] * 3


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
        assert made.status_code == 204
    await work(app.state.database, app.state.due_work)
    assert link_in(mail, ANNA)
    assert "Någons uppgifter har ändrats" in [each.subject for each in mail.to(ANNA)]
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
        more = await system.post("/api/v1/auth/token", data={**form, "scope": "policy:read"})
        assert more.status_code == 422
        wrong = await system.post("/api/v1/auth/token", data={**form, "client_secret": "x" * 43})
        assert wrong.json()["code"] == "wrong-credentials"
        assert (await admin.delete(f"/api/v1/api-clients/{made['id']}")).status_code == 204
        assert (await system.get("/api/v1/people")).status_code == 401
        assert (await system.post("/api/v1/auth/token", data=form)).status_code == 401


async def test_a_token_asked_for_with_fewer_scopes_has_no_more(app: FastAPI) -> None:
    await an_account(app, Office.ADMINISTRATOR, email="admin@example.org")
    async with signed_in(app, "admin@example.org") as admin, a_browser(app) as system:
        wanted = {"name": "Member register", "scopes": ["people:read", "policy:read"]}
        made = (
            await admin.post("/api/v1/api-clients", json=wanted, headers={"Idempotency-Key": "once-and-only"})
        ).json()
        form = {"grant_type": "client_credentials", "client_id": made["id"], "client_secret": made["secret"]}

        async def answers_to(scope: str) -> tuple[str, int, int]:
            token = (await system.post("/api/v1/auth/token", data={**form, "scope": scope})).json()
            system.headers["Authorization"] = f"Bearer {token['access_token']}"
            people, policy = (await system.get("/api/v1/people")), (await system.get("/api/v1/policies/current"))
            return token["scope"], people.status_code, policy.status_code

        assert await answers_to("policy:read") == ("policy:read", 403, 200)
        assert await answers_to("people:read") == ("people:read", 200, 403)
        assert await answers_to("") == ("people:read policy:read", 200, 200)


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


async def test_a_session_has_the_offices_of_this_day_and_of_who_is_retired_none(app: FastAPI) -> None:
    person_id = await an_account(app, Office.ADMINISTRATOR, email=ANNA)
    async with app.state.database.writing() as db:
        for office in (Office.BOARD_MEMBER, Office.GROUP_LEADER):
            await a_term(db, office, person=person_id)
        await a_term(db, Office.CHAIR, person=person_id, ends_on=days_ago(1))
        await a_term(db, Office.VICE_CHAIR, person=person_id, starts_on=in_days(1))
        await a_term(db, Office.SECURITY_OFFICER, person=person_id, status=TermStatus.PROPOSED)
        await a_term(db, Office.COUNCIL_MEMBER)
    async with signed_in(app, ANNA) as browser:

        async def offices() -> list[str]:
            return sorted((await browser.get("/api/v1/me")).json()["offices"])

        assert await offices() == ["administrator", "board_member", "group_leader"]
        async with app.state.database.writing() as db:
            person = await db.get_one(Person, person_id)
            person.retired_at = clock.now()
        assert await offices() == []


async def test_many_requests_at_once_never_wait_for_each_others_connections(app: FastAPI) -> None:
    """Each holds a connection and asks who sends it: with one pool for both, they would wait for each other."""
    await an_account(app, Office.ADMINISTRATOR, email=ANNA)
    async with signed_in(app, ANNA) as browser:
        answers = await asyncio.gather(
            *(browser.get(path) for path in ["/api/v1/me", "/api/v1/people", "/api/v1/auth/sessions"] * 20)
        )
    assert {answer.status_code for answer in answers} == {200}
