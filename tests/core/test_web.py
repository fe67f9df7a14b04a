"""What surrounds every answer."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from app.core.log import configure_log
from app.main import create_app
from app.ports.mail import RecordedMail
from tests.support.installation import settings_for
from tests.support.things import someone

pytestmark = pytest.mark.anyio

ON_EVERY_ANSWER = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "x-frame-options": "DENY",
    "x-robots-tag": "noindex, nofollow",
}


def assert_is_guarded(headers: Mapping[str, str]) -> None:
    assert {name: headers.get(name) for name in ON_EVERY_ANSWER} == ON_EVERY_ANSWER
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


ECHO = "/api/v1/things/echo"
FOR_YEARS = "public, max-age=31536000, immutable"


@pytest.mark.parametrize(
    ("request_line", "options", "status", "caching"),
    [
        ("GET /healthz", {}, 200, "no-cache"),
        ("GET /", {}, 200, "no-cache"),
        ("GET /cases/7QF2-9MXK", {"headers": {"accept": "text/html"}}, 200, "no-cache"),
        ("GET /rosta", {}, 200, "no-cache"),
        ("GET /verifier.html", {}, 200, "no-cache"),
        ("GET /assets/app-1a2b.js", {}, 200, FOR_YEARS),
        ("GET /assets/gone.js", {}, 404, "no-cache"),
        ("GET /api/v1/openapi.json", {}, 200, "no-store"),
        ("GET /api/v1/nothing", {}, 404, "no-store"),
        (f"DELETE {ECHO}", {}, 405, "no-store"),
        (f"POST {ECHO}", {"json": {}}, 422, "no-store"),
        (f"POST {ECHO}", {"content": b"{"}, 415, "no-store"),
        (f"POST {ECHO}", {"json": {"name": "x" * 300_000}}, 413, "no-store"),
        ("POST /api/v1/things/broken/a", {"json": {"name": "a"}}, 500, "no-store"),
        ("GET /healthz", {"headers": {"host": "elsewhere.example"}}, 421, "no-cache"),
        ("GET /healthz/", {}, 307, "no-cache"),
    ],
)
async def test_every_answer_is_guarded(
    bare: httpx.AsyncClient, request_line: str, options: dict[str, Any], status: int, caching: str
) -> None:
    method, path = request_line.split()
    answer = await bare.request(method, path, **options)
    assert answer.status_code == status
    assert_is_guarded(answer.headers)
    assert answer.headers["cache-control"] == caching


async def test_the_address_in_voters_links_gives_the_voting_page_and_leaves_no_line(
    bare: httpx.AsyncClient, capsys: pytest.CaptureFixture[str]
) -> None:
    configure_log(as_json=True)
    answer = await bare.get("/rosta", headers={"accept": "text/html"})
    assert "Ballot" in answer.text
    assert capsys.readouterr().err == ""


async def test_the_page_that_recounts_is_a_file_to_keep_and_leaves_no_line(
    bare: httpx.AsyncClient, capsys: pytest.CaptureFixture[str]
) -> None:
    configure_log(as_json=True)
    answer = await bare.get("/verifier.html", headers={"accept": "text/html"})
    assert answer.headers["content-disposition"] == 'attachment; filename="verifier.html"'
    assert "Verifier" in answer.text
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    "host",
    ["evil.example", "127.0.0.1.evil.example", "varna.example.org.evil.example", "", "varna.example.org@evil.example"],
)
async def test_a_name_that_is_not_ours_is_misdirected(bare: httpx.AsyncClient, host: str) -> None:
    answer = await bare.get("/healthz", headers={"host": host})
    assert (answer.status_code, answer.json()["code"]) == (421, "wrong-host")


@pytest.mark.parametrize("host", ["varna.example.org", "VARNA.example.org:443", "rosta.example.org", "localhost:9"])
async def test_the_public_name_those_it_is_told_of_and_loopback_are_ours(tmp_path: Path, host: str) -> None:
    settings = settings_for(
        tmp_path, public_url="https://varna.example.org", allowed_hosts="rosta.example.org, other.example.org"
    )
    async with someone(create_app(settings, mail=RecordedMail())) as client:
        answer = await client.get("/healthz", headers={"host": host})
    assert answer.status_code == 200
    assert answer.headers["strict-transport-security"].startswith("max-age=63072000")


async def test_without_tls_nothing_is_promised_about_it(bare: httpx.AsyncClient) -> None:
    assert "strict-transport-security" not in (await bare.get("/healthz")).headers


async def test_an_outdated_asset_is_not_answered_with_the_page(bare: httpx.AsyncClient) -> None:
    """Else a cache would keep the page under a script's name for a year."""
    answer = await bare.get("/assets/app-0000.js", headers={"accept": "*/*"})
    assert answer.status_code == 404


async def test_the_environment_cannot_switch_telemetry_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from opentelemetry import trace

    asked: list[str] = []

    class Tracers(trace.TracerProvider):
        def get_tracer(self, instrumenting_module_name: str, *args: object, **options: object) -> trace.Tracer:
            asked.append(instrumenting_module_name)
            return trace.NoOpTracer()

    monkeypatch.setenv("FASTAPI_OTEL_AUTO_CONFIGURE", "true")
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:9")
    monkeypatch.setattr(trace, "_TRACER_PROVIDER", Tracers())

    async def traced_by(app: FastAPI) -> list[str]:
        asked.clear()
        async with someone(app) as client:
            await client.get("/healthz")
        return list(asked)

    assert await traced_by(FastAPI()), "this test must see what FastAPI does by itself"
    assert await traced_by(create_app(settings_for(tmp_path), mail=RecordedMail())) == []
