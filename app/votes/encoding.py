"""How bytes and records of a vote are written down.

Digests are lower-case hexadecimal, which sorts as their bytes do and can be compared by eye; all other bytes
are base64url without padding. Everything that is hashed or signed is first put in a `frame`.
"""

import binascii
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, Any, Self, cast

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    GetCoreSchemaHandler,
    PlainSerializer,
    ValidationError,
)
from pydantic_core import CoreSchema, core_schema

from app.core.errors import DomainError


class RecordMalformed(DomainError):
    code = "vote-record-malformed"
    status = 422
    title = "The record does not have the form its format prescribes."


def frame(*parts: bytes) -> bytes:
    """Join parts, each after its length in two bytes, so that no two lists of parts give the same bytes."""
    return b"".join([len(part).to_bytes(2, "big") + part for part in parts])


def framed_hash(*parts: bytes) -> bytes:
    """SHA-256 of the frame: 32 bytes."""
    return hashlib.sha256(frame(*parts)).digest()


_TO_URL = bytes.maketrans(b"+/", b"-_")
_FROM_URL = bytes.maketrans(b"-_+/=", b"+/\0\0\0")
_LAST = {2: frozenset("AQgw"), 3: frozenset("AEIMQUYcgkosw048")}
"""By how many letters stand after the last whole four: what the last one may be, its bits beyond the bytes being 0."""


def to_base64url(data: bytes) -> str:
    return binascii.b2a_base64(data, newline=False).translate(_TO_URL).rstrip(b"=").decode()


def from_base64url(text: str) -> bytes:
    """Raises ValueError for padding, foreign characters, and a second spelling of the same bytes."""
    over = len(text) % 4
    try:
        data = binascii.a2b_base64(text.encode().translate(_FROM_URL) + b"=" * (-len(text) % 4), strict_mode=True)
    except ValueError as error:
        raise ValueError("not base64url") from error
    # Told from the last letter: a count of hundreds of lines is twice as slow where each is written anew.
    if over and text[-1] not in _LAST[over]:
        raise ValueError("not the one base64url spelling of its bytes")
    return data


def _from_hex(text: str) -> bytes:
    data = bytes.fromhex(text)
    if data.hex() != text:
        raise ValueError("not lower-case hexadecimal")
    return data


@dataclass(frozen=True)
class _BytesAsText:
    """Pydantic type of exactly `size` bytes, written as text."""

    size: int
    text_length: int
    pattern: str
    read: Callable[[str], bytes]
    write: Callable[[bytes], str]

    def _validate(self, value: object) -> bytes:
        if isinstance(value, str):
            value = self.read(value)
        if not isinstance(value, bytes) or len(value) != self.size:
            raise ValueError(f"not {self.size} bytes")
        return value

    def __get_pydantic_core_schema__(self, _source: Any, _handler: GetCoreSchemaHandler) -> CoreSchema:
        text = core_schema.str_schema(min_length=self.text_length, max_length=self.text_length, pattern=self.pattern)
        return core_schema.no_info_plain_validator_function(
            self._validate,
            json_schema_input_schema=text,
            serialization=core_schema.plain_serializer_function_ser_schema(
                self.write, return_schema=text, when_used="json"
            ),
        )


def base64url_of(size: int) -> _BytesAsText:
    return _BytesAsText(size, -(-size * 4 // 3), "^[A-Za-z0-9_-]*$", from_base64url, to_base64url)


def hex_of(size: int) -> _BytesAsText:
    return _BytesAsText(size, 2 * size, "^[0-9a-f]*$", _from_hex, bytes.hex)


Digest = Annotated[bytes, hex_of(32)]
Point = Annotated[bytes, base64url_of(65)]
"""A P-256 public key: the uncompressed point."""
EcdsaSignature = Annotated[bytes, base64url_of(64)]
"""r and s, 32 bytes each, as WebCrypto makes and takes them."""


def _read_utc_second(value: object) -> datetime:
    moment = datetime.fromisoformat(value) if isinstance(value, str) else value
    if not isinstance(moment, datetime) or moment.tzinfo is None:
        raise ValueError("not a time with its zone")
    moment = moment.astimezone(UTC).replace(microsecond=0)
    if isinstance(value, str) and _write_utc_second(moment) != value:
        raise ValueError("not a UTC time in whole seconds, as 2026-01-31T18:00:00Z")
    return moment


def _write_utc_second(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


UtcSecond = Annotated[datetime, BeforeValidator(_read_utc_second), PlainSerializer(_write_utc_second, when_used="json")]


class Record(BaseModel):
    """A frozen record with exactly the declared fields, and exactly one form in bytes."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, validate_by_name=True, serialize_by_alias=True)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler, /) -> CoreSchema:
        """With its fields in the order of canonical JSON, so that it is written so at once."""
        schema = handler(source)
        inner = cast("dict[str, Any]", schema)
        while inner["type"] != "model-fields":
            inner = inner["schema"]
        written = {name: field.get("serialization_alias", name) for name, field in inner["fields"].items()}
        inner["fields"] = dict(sorted(inner["fields"].items(), key=lambda field: written[field[0]]))
        return schema

    def to_bytes(self) -> bytes:
        """Canonical JSON, as `canonical.dumps` gives it: no field holds an integer beyond `MAX_SAFE_INTEGER`."""
        return self.model_dump_json().encode()

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        """The record with exactly this form. Raises RecordMalformed."""
        try:
            record = cls.model_validate_json(data)
        except ValidationError as error:
            places = {".".join(str(step) for step in problem["loc"]) for problem in error.errors()}
            raise RecordMalformed(f"{cls.__name__}: {', '.join(sorted(places))}") from error
        # One comparison refuses spaces, double keys, other spellings of a number and other escapes.
        if record.to_bytes() != data:
            raise RecordMalformed(f"{cls.__name__}: not in canonical form")
        return record
