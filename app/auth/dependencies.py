"""Cookies in and out, and the answer to who is asking."""

from typing import Annotated

from fastapi import Depends, Request, Response

from app.access.actor import ANONYMOUS, Actor
from app.auth.addresses import address_to_count
from app.auth.errors import CrossSite
from app.auth.service import Means, SignedIn
from app.auth.sessions import OpenedSession, actor_of
from app.auth.tokens import RefreshToken, read_access_token
from app.core.errors import NotSignedIn
from app.core.keys import Keys
from app.core.settings import Settings

REFRESH_COOKIE = "varna_refresh"
VAULT_COOKIE = "varna_vault"
DEVICE_COOKIE = "varna_device"
DEVICE_SECONDS = 400 * 24 * 3600  # the longest that browsers keep a cookie


async def means_of(request: Request) -> Means:
    state = request.app.state
    return Means(database=state.database, slow_work=state.slow_work, settings=state.settings)


SignInMeans = Annotated[Means, Depends(means_of)]


async def client_address(request: Request) -> str | None:
    settings: Settings = request.app.state.settings
    return address_to_count(
        peer=request.client.host if request.client else None,
        forwarded_for=request.headers.getlist("x-forwarded-for"),
        trusted=settings.trusted_proxies,
    )


ClientAddress = Annotated[str | None, Depends(client_address)]


async def authenticate(request: Request) -> Actor:
    """The Bearer token's actor; ANONYMOUS without one. A token that is wrong is refused, not ignored."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if not token or scheme.lower() != "bearer":
        return ANONYMOUS
    read = read_access_token(request.app.state.keys, token.strip())
    if read is None:
        raise NotSignedIn
    actor = await actor_of(request.app.state.database, read, vault_secret=request.cookies.get(VAULT_COOKIE))
    if actor is ANONYMOUS:
        raise NotSignedIn
    return actor


async def _same_site(request: Request) -> None:
    """Cookies are SameSite=Strict already; a browser that says where a request came from is believed as well."""
    if request.headers.get("sec-fetch-site", "none") not in {"same-origin", "none"}:
        raise CrossSite


SameSite = Depends(_same_site)


def set_session_cookies(response: Response, session: OpenedSession, *, keys: Keys, settings: Settings) -> None:
    _set(response, REFRESH_COOKIE, session.refresh.text(keys), path="/api/v1/auth", settings=settings)
    if session.vault_secret is not None:
        _set(response, VAULT_COOKIE, session.vault_secret, path="/api/v1", settings=settings)


def set_device_cookie(response: Response, signed_in: SignedIn, *, settings: Settings) -> None:
    if signed_in.new_device is not None:
        _set(
            response, DEVICE_COOKIE, signed_in.new_device, path="/api/v1/auth", settings=settings, lasts=DEVICE_SECONDS
        )


def clear_session_cookies(response: Response, *, settings: Settings) -> None:
    for name, path in ((REFRESH_COOKIE, "/api/v1/auth"), (VAULT_COOKIE, "/api/v1")):
        response.delete_cookie(name, path=path, secure=settings.is_served_over_tls, httponly=True, samesite="strict")


def _set(  # noqa: PLR0913 - all keyword-only parts of one cookie
    response: Response, name: str, value: str, *, path: str, settings: Settings, lasts: int | None = None
) -> None:
    response.set_cookie(
        name,
        value,
        max_age=lasts or settings.session_seconds,
        path=path,
        secure=settings.is_served_over_tls,
        httponly=True,
        samesite="strict",
    )


def read_refresh_cookie(request: Request) -> RefreshToken | None:
    return RefreshToken.read(request.app.state.keys, request.cookies.get(REFRESH_COOKIE, ""))
