"""Whom a question is about, and what was said to it, under the installation's key. Every word is as long as another."""

import json
import secrets
from dataclasses import dataclass
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from app.core.keys import Keys
from app.reentry.nominations.rules import NominationAnswer

NONCE_BYTES = 12
WORD_BYTES = 4096
"""Room for the longest reason, in whatever letters."""


@dataclass(frozen=True)
class SaidWord:
    answer: NominationAnswer
    counts: bool
    reason: str


def seal_subject(keys: Keys, person_id: UUID, *, check_id: UUID) -> bytes:
    return _seal(keys, person_id.bytes, place=b"subject" + check_id.bytes)


def subject_of(keys: Keys, sealed: bytes, *, check_id: UUID) -> UUID:
    return UUID(bytes=_open(keys, sealed, place=b"subject" + check_id.bytes))


def seal_word(keys: Keys, word: SaidWord, *, word_id: UUID) -> bytes:
    told = {"answer": word.answer.value, "counts": word.counts, "reason": word.reason}
    return _seal(keys, json.dumps(told, ensure_ascii=False).encode().ljust(WORD_BYTES), place=b"word" + word_id.bytes)


def word_of(keys: Keys, sealed: bytes, *, word_id: UUID) -> SaidWord:
    told = json.loads(_open(keys, sealed, place=b"word" + word_id.bytes))
    return SaidWord(NominationAnswer(told["answer"]), told["counts"], told["reason"])


def _seal(keys: Keys, data: bytes, *, place: bytes) -> bytes:
    nonce = secrets.token_bytes(NONCE_BYTES)
    return nonce + AESGCM(keys.sealing).encrypt(nonce, data, b"varna/1/nomination/" + place)


def _open(keys: Keys, sealed: bytes, *, place: bytes) -> bytes:
    return AESGCM(keys.sealing).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], b"varna/1/nomination/" + place)
