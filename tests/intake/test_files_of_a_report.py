"""Files that a reporter without an account adds, by the receipt code."""

import os

import httpx
import pytest
from fastapi import FastAPI

from app.access.rules import Office
from app.evidence.rules import CHUNK_BYTES
from tests.intake.test_reports import CODE, URL, a_report, another_code
from tests.support.actors import Actors
from tests.support.files import (
    a_key,
    begin_file,
    custody,
    end_file,
    listed_files,
    opened_files,
    send_file,
    send_piece,
    send_pieces,
)
from tests.support.held_cases import a_keyholder

pytestmark = [pytest.mark.anyio, pytest.mark.one_database]

RECEIPT = f"{URL}/receipt"
CONTENT = os.urandom(CHUNK_BYTES + 7)


@pytest.mark.policy("AFF-01")
async def test_a_file_is_added_to_a_report_when_its_reporter_comes_back(
    app: FastAPI, as_actor: Actors, client: httpx.AsyncClient, capsys: pytest.CaptureFixture[str]
) -> None:
    officer = await a_keyholder(app, as_actor, Office.SECURITY_OFFICER)
    await client.post(URL, json=a_report())
    (line,) = (await officer.client.get("/api/v1/cases")).json()["items"]
    path = f"/api/v1/cases/{line['id']}"
    capsys.readouterr()
    client.headers["Receipt-Code"] = CODE.lower()
    file_id = await send_file(client, RECEIPT, CONTENT, name="hot.png", compartment=None)
    mine = (await client.post(f"{RECEIPT}/files/opening")).json()["items"]
    assert [(each["id"], each["name"], each["size"]) for each in mine] == [(file_id, "hot.png", len(CONTENT))]
    assert "receipt" not in capsys.readouterr().err
    (theirs,) = await opened_files(officer.client, path)
    assert (theirs["id"], theirs["name"]) == (file_id, "hot.png")
    (listed,) = await listed_files(officer.client, path)
    assert (listed["compartment"], listed["added_by"]) == ("submission", None)
    assert (await officer.client.post(f"{path}/files/{file_id}/content")).content == CONTENT
    assert await custody(officer.client, path, file_id) == ["arrived", "opened"]
    await send_file(officer.client, path, b"what the officer added", name="x.txt", compartment="submission")
    assert len((await client.post(f"{RECEIPT}/files/opening")).json()["items"]) == 1


@pytest.mark.policy("CON-01")
async def test_another_code_opens_nothing_of_it(app: FastAPI, as_actor: Actors, client: httpx.AsyncClient) -> None:
    await a_keyholder(app, as_actor, Office.SECURITY_OFFICER)
    for code in (CODE, another_code(5)):
        await client.post(URL, json=a_report(receipt_code=code))
    key = a_key()
    client.headers["Receipt-Code"] = CODE
    begun = (await begin_file(client, RECEIPT, CONTENT, key=key, compartment=None)).json()["id"]
    await send_pieces(client, RECEIPT, begun, CONTENT, key=key, until=CHUNK_BYTES)
    for code, expected in (
        (another_code(5), "not-found"),
        (another_code(6), "receipt-unknown"),
        ("?", "receipt-unknown"),
    ):
        client.headers["Receipt-Code"] = code
        answers = [
            await client.get(f"{RECEIPT}/files/{begun}/upload"),
            await send_piece(client, RECEIPT, begun, offset=CHUNK_BYTES, piece=CONTENT[CHUNK_BYTES:], key=key),
            await end_file(client, RECEIPT, begun, CONTENT, key=key, expect=404),
            await client.delete(f"{RECEIPT}/files/{begun}/upload"),
        ]
        assert {(answer.status_code, answer.json()["code"]) for answer in answers} == {(404, expected)}
        listed = await client.post(f"{RECEIPT}/files/opening")
        assert listed.status_code == 404 or listed.json() == {"items": []}
    client.headers["Receipt-Code"] = CODE
    assert (await client.get(f"{RECEIPT}/files/{begun}/upload")).json()["received"] == CHUNK_BYTES
