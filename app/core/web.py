"""What surrounds every request: security headers, one log line without content, and a net under unexpected errors."""

import time
from collections.abc import Callable, Collection
from typing import Any, TypeVar

from fastapi import FastAPI
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.core.errors import TooLarge, Unexpected, WrongHost
from app.core.log import log, where
from app.core.problems import MEDIA_TYPE, problem, with_problems

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        # What was fetched with a sign-in is shown from memory; nothing else can make such an address.
        "img-src 'self' data: blob:",
        "media-src blob:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "worker-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types svelte-trusted-html contact-card",
    )
)

_HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "X-Frame-Options": "DENY",
    # A search engine or a shared device's cache must hold nothing of this site.
    "X-Robots-Tag": "noindex, nofollow",
}

_UNTRACED = "__varna_untraced__"
Endpoint = TypeVar("Endpoint", bound=Callable[..., object])


def untraced(endpoint: Endpoint) -> Endpoint:
    """Mark a route that leaves no line in the log at all (a ballot's way in: `docs/threat-model.md`)."""
    setattr(endpoint, _UNTRACED, True)
    return endpoint


class SurroundedApp(FastAPI):
    """FastAPI with `Surroundings` outside of everything, its own error and body-limit layers too."""

    def __init__(
        self,
        *,
        served_hosts: Collection[str],
        is_served_over_tls: bool,
        complete_description: Callable[[dict[str, Any]], dict[str, Any]],
        **options: object,
    ) -> None:
        super().__init__(**options)  # type: ignore[arg-type]  # FastAPI's own fifty options, passed on as they are
        self._served_hosts = served_hosts
        self._is_served_over_tls = is_served_over_tls
        self._complete_description = complete_description

    def openapi(self) -> dict[str, Any]:
        if not self.openapi_schema:
            self.openapi_schema = self._complete_description(with_problems(super().openapi()))
        return self.openapi_schema

    def build_middleware_stack(self) -> ASGIApp:
        return Surroundings(
            super().build_middleware_stack(),
            served_hosts=self._served_hosts,
            is_served_over_tls=self._is_served_over_tls,
        )


class Surroundings:
    """Pure ASGI, so that it costs microseconds and streams pass untouched."""

    def __init__(self, app: ASGIApp, *, served_hosts: Collection[str], is_served_over_tls: bool) -> None:
        self._app = app
        self._served_hosts = frozenset(served_hosts)
        self._headers = dict(_HEADERS)
        if is_served_over_tls:
            self._headers["Strict-Transport-Security"] = "max-age=63072000; includeSubDomains"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began = time.perf_counter()
        answer = _Answer(scope, receive, send, self._headers)
        failure: Exception | None = None
        try:
            if _host(scope) in self._served_hosts:
                await self._app(scope, receive, answer.send)
            else:
                # Else a page elsewhere could have its own name point here (DNS rebinding).
                await problem(WrongHost())(scope, receive, answer.send)
        except Exception as error:  # noqa: BLE001 - the net: whatever it is, the sender gets a plain problem
            failure = error
            if answer.status == 0:
                await problem(Unexpected())(scope, receive, answer.send)
        endpoint = scope.get("endpoint")
        if getattr(endpoint, _UNTRACED, False):
            return
        # The route's template, not the path: even a random id in a log could be laid beside another log.
        route = getattr(scope.get("route"), "path", None) or "-"
        milliseconds = round((time.perf_counter() - began) * 1000, 1)
        if failure is not None:
            log.error("failed", method=_method(scope), route=route, error=where(failure))
        else:
            log.info("answered", method=_method(scope), route=route, status=answer.status, ms=milliseconds)


class _Answer:
    """What goes back: with the headers that every answer has, and never FastAPI's plain-text 413."""

    def __init__(self, scope: Scope, receive: Receive, send: Send, headers: dict[str, str]) -> None:
        self._scope = scope
        self._receive = receive
        self._send = send
        self._headers = headers
        self._is_replaced = False
        self.status = 0

    async def send(self, message: Message) -> None:
        if self._is_replaced:
            return
        if message["type"] == "http.response.start":
            self.status = message["status"]
            headers = MutableHeaders(scope=message)
            if self.status == 413 and headers.get("content-type") != MEDIA_TYPE:
                self._is_replaced = True
                await problem(TooLarge())(self._scope, self._receive, self._send_with_headers)
                return
        await self._send_with_headers(message)

    async def _send_with_headers(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in self._headers.items():
                headers.setdefault(name, value)
            headers.setdefault("Cache-Control", _caching(self._scope["path"], message["status"]))
        await self._send(message)


def _host(scope: Scope) -> str:
    """The host that was asked for, in lower case and without its port."""
    host = Headers(scope=scope).get("host", "").lower()
    name, _, port = host.rpartition(":")
    return name if name and port.isdigit() else host


_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


def _method(scope: Scope) -> str:
    """The method, if it is one: any word may stand there, a name too."""
    return scope["method"] if scope["method"] in _METHODS else "-"


def _caching(path: str, status: int) -> str:
    if status == 200 and path.startswith("/assets/"):
        return "public, max-age=31536000, immutable"  # names hold a hash of the content
    return "no-cache" if not path.startswith("/api/") else "no-store"
