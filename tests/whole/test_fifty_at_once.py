"""Fifty reports at the same moment, over fifty lines to a server in a process of its own."""

import asyncio
from pathlib import Path

import httpx
import pytest

from app.access.rules import Office
from app.core.database import Database
from tests.support.factories import a_person, a_term, an_association
from tests.support.stored import rows_by_table
from tests.support.story.canaries import a_quick_installation
from tests.support.story.matter import new_receipt_code
from tests.support.story.telling import API
from tests.support.whole_cases import shapes_of_cases

pytestmark = [pytest.mark.anyio, pytest.mark.slow]

AT_ONCE = 50


async def test_fifty_reports_at_once_over_the_wire_are_fifty_whole_cases(database_url: str, tmp_path: Path) -> None:
    installation = a_quick_installation(tmp_path / "installation", database_url=database_url)
    database = Database(database_url, keys=installation.keys)
    async with database.writing() as db:
        await an_association(db)
        await a_term(db, Office.SECURITY_OFFICER, person=await a_person(db, email="officer@example.org"))
    await database.close()
    installation.start()
    lines = [installation.connect() for _ in range(AT_ONCE)]
    try:
        for line in lines:  # so that all are open, and what follows is asked at the same time
            assert (await line.get("/healthz")).status_code == 200
        answers = await asyncio.gather(*(_report(line) for line in lines))
    finally:
        installation.stop()
        await asyncio.gather(*(line.aclose() for line in lines))
    assert [answer.status_code for answer in answers] == [201] * AT_ONCE
    rows = await rows_by_table(database)
    await database.close()
    shapes = list(shapes_of_cases(rows).values())
    assert len(shapes) == len(rows["report_receipt"]) == AT_ONCE
    assert shapes[0].keys() >= {"case_step", "case_grant", "sealed_text", "key_wrap", "audit_event"}
    assert shapes == shapes[:1] * AT_ONCE


async def _report(line: httpx.AsyncClient) -> httpx.Response:
    told = {"receipt_code": new_receipt_code(), "concerns": "internal", "happened": "Igen.", "safe_now": "yes"}
    return await line.post(f"{API}/reports", json=told)
