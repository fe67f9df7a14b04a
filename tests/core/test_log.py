"""The log tells what happened where, never about whom."""

import logging

import httpx
import pytest

from app.core.log import configure_log

pytestmark = pytest.mark.anyio

CANARY = "kanariefågeln-Karin"
IN_ADDRESSES = "kanariefageln-karin"


@pytest.mark.parametrize("form", ["json", "text"])
async def test_a_line_holds_the_route_and_no_content(
    bare: httpx.AsyncClient, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    configure_log(as_json=form == "json")
    body = {"name": CANARY}
    await bare.post(f"/api/v1/things/broken/{IN_ADDRESSES}?why={IN_ADDRESSES}", json=body)
    await bare.post(f"/api/v1/things/echo?why={IN_ADDRESSES}", json=body, headers={"X-Who": IN_ADDRESSES})
    await bare.get(f"/api/v1/{IN_ADDRESSES}", headers={"User-Agent": IN_ADDRESSES, "Cookie": f"a={IN_ADDRESSES}"})
    await bare.get("/healthz", headers={"Host": f"{IN_ADDRESSES}.example"})
    await bare.request(IN_ADDRESSES, "/healthz")
    await bare.post("/api/v1/things/echo", json={CANARY: CANARY})
    written = capsys.readouterr().err
    assert len(written.splitlines()) == 6
    assert CANARY not in written
    assert IN_ADDRESSES not in written.lower()
    assert "/api/v1/things/broken/{name}" in written
    assert "ValueError at things.py" in written


async def test_an_untraced_route_leaves_no_line_whatever_comes_of_it(
    bare: httpx.AsyncClient, capsys: pytest.CaptureFixture[str]
) -> None:
    configure_log(as_json=True)
    silent = "/api/v1/things/silent/a"
    statuses = [
        (await bare.post(silent, json={"name": "a"})).status_code,
        (await bare.post(silent, json={"name": 1})).status_code,
        (await bare.post(silent, content=b"{", headers={"content-type": "application/json"})).status_code,
        (await bare.post(silent, json={"name": "a" * 300_000})).status_code,
        (await bare.put(silent, json={"name": "a"})).status_code,
    ]
    assert statuses == [200, 422, 400, 413, 405]
    assert capsys.readouterr().err == ""


async def test_a_librarys_exception_is_logged_without_its_text(capsys: pytest.CaptureFixture[str]) -> None:
    configure_log(as_json=True)
    try:
        dict[str, str]()[CANARY]
    except KeyError:
        logging.getLogger("some.library").exception("could not find %s", CANARY)
    logging.getLogger("asyncio").error("Task failed: %s", CANARY, exc_info=KeyError(CANARY))
    logging.getLogger("uvicorn.access").warning("GET /%s from 192.0.2.1", CANARY)
    first, second = capsys.readouterr().err.splitlines()
    assert first.startswith("ERROR some.library KeyError at test_log.py:")
    assert second == "ERROR asyncio KeyError"
    assert CANARY not in first
