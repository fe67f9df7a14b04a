"""Files of a case through the API: sent in pieces as a page does, listed and opened."""

import hashlib
import os
from typing import Any

import httpx

from app.evidence.pieces import key_text
from app.evidence.rules import CHUNK_BYTES

OCTETS = {"Content-Type": "application/octet-stream"}


async def begin_file(
    client: httpx.AsyncClient,
    path: str,
    content: bytes,
    *,
    name: str = "bild.jpg",
    compartment: str | None = "report",
    key: str,
    expect: int = 201,
    **others: Any,
) -> httpx.Response:
    wanted: dict[str, Any] = {"name": name, "size": len(content), "key": key} | others
    if compartment is not None:
        wanted["compartment"] = compartment
    answer = await client.post(f"{path}/files", json=wanted)
    assert answer.status_code == expect, answer.text
    return answer


async def send_piece(
    client: httpx.AsyncClient, path: str, file_id: str, *, offset: int, piece: bytes, key: str
) -> httpx.Response:
    headers = OCTETS | {"Upload-Offset": str(offset), "Piece-Key": key}
    return await client.patch(f"{path}/files/{file_id}/upload", content=piece, headers=headers)


async def send_pieces(
    client: httpx.AsyncClient, path: str, file_id: str, content: bytes, *, key: str, until: int | None = None
) -> None:
    for offset in range(0, len(content) if until is None else until, CHUNK_BYTES):
        piece = content[offset : offset + CHUNK_BYTES]
        answer = await send_piece(client, path, file_id, offset=offset, piece=piece, key=key)
        assert answer.status_code == 200, answer.text


async def end_file(
    client: httpx.AsyncClient, path: str, file_id: str, content: bytes, *, key: str, expect: int = 204
) -> httpx.Response:
    ending = {"key": key, "sha256": hashlib.sha256(content).hexdigest()}
    answer = await client.post(f"{path}/files/{file_id}/upload/end", json=ending)
    assert answer.status_code == expect, answer.text
    return answer


async def send_file(client: httpx.AsyncClient, path: str, content: bytes, **said: Any) -> str:
    """A whole file, kept at the end. Its id."""
    key = a_key()
    file_id: str = (await begin_file(client, path, content, key=key, **said)).json()["id"]
    await send_pieces(client, path, file_id, content, key=key)
    await end_file(client, path, file_id, content, key=key)
    return file_id


def a_key() -> str:
    return key_text(os.urandom(32))


async def listed_files(client: httpx.AsyncClient, path: str) -> list[dict[str, Any]]:
    answer = await client.get(f"{path}/files")
    assert answer.status_code == 200, answer.text
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


async def opened_files(client: httpx.AsyncClient, path: str) -> list[dict[str, Any]]:
    answer = await client.post(f"{path}/files/opening")
    assert answer.status_code == 200, answer.text
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


async def custody(client: httpx.AsyncClient, path: str, file_id: str) -> list[str]:
    answer = await client.get(f"{path}/files/{file_id}/custody")
    assert answer.status_code == 200, answer.text
    return [line["act"] for line in answer.json()["items"]]
