"""What surrounds every request: security headers, one log line without content, and a net under unexpected errors."""

import time
from collections.abc import Callable
from typing import TypeVar

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.core.errors import DomainError
from app.core.log import log, where
from app.core.problems import problem

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "worker-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types svelte-trusted-html",
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


class Unexpected(DomainError):
    code = "unexpected"
    status = 500
    title = "Something went wrong on our side. Nothing was saved."


class Surroundings:
    """Pure ASGI, so that it costs microseconds and streams pass untouched."""

    def __init__(self, app: ASGIApp, *, is_served_over_tls: bool) -> None:
        self._app = app
        self._headers = dict(_HEADERS)
        if is_served_over_tls:
            self._headers["Strict-Transport-Security"] = "max-age=63072000; includeSubDomains"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        status = 0
        began = time.perf_counter()

        async def send_with_headers(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers.setdefault(name, value)
                headers.setdefault("Cache-Control", _caching(scope["path"], status))
            await send(message)

        failure: Exception | None = None
        try:
            await self._app(scope, receive, send_with_headers)
        except Exception as error:  # noqa: BLE001 - the net: whatever it is, the sender gets a plain problem
            failure = error
            if status == 0:
                await problem(Unexpected())(scope, receive, send_with_headers)
        endpoint = scope.get("endpoint")
        if getattr(endpoint, _UNTRACED, False):
            return
        # The route's template, not the path: even a random id in a log could be laid beside another log.
        route = getattr(scope.get("route"), "path", None) or "-"
        milliseconds = round((time.perf_counter() - began) * 1000, 1)
        if failure is not None:
            log.error("failed", method=scope["method"], route=route, error=where(failure))
        else:
            log.info("answered", method=scope["method"], route=route, status=status, ms=milliseconds)


def _caching(path: str, status: int) -> str:
    if status == 200 and path.startswith("/assets/"):
        return "public, max-age=31536000, immutable"  # names hold a hash of the content
    return "no-cache" if not path.startswith("/api/") else "no-store"
