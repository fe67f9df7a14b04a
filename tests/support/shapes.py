"""Bodies of the right shape and any content, made from the API's own description."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from random import Random
from typing import Any

from app.core import clock

SHORT = "Det är som det är."


def body_of(
    description: Mapping[str, Any], schema: Mapping[str, Any], draw: Random, *, people: Sequence[str]
) -> dict[str, Any] | None:
    """Something that fits the schema. What names somebody names one of `people`."""
    made = _made(description, schema, draw, people, name="")
    return made if isinstance(made, dict) else None


def _made(  # noqa: C901, PLR0911 - one way out for each kind of value
    description: Mapping[str, Any], schema: Mapping[str, Any], draw: Random, people: Sequence[str], *, name: str
) -> Any:
    if "$ref" in schema:
        kept = description["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
        return _made(description, kept, draw, people, name=name)
    if "const" in schema:
        return schema["const"]
    if "enum" in schema:
        return draw.choice(schema["enum"])
    for several in ("anyOf", "oneOf", "allOf"):
        if several in schema:
            return _made(description, draw.choice(schema[several]), draw, people, name=name)
    match schema.get("type"):
        case "object":
            wanted = set(schema.get("required", ()))
            return {
                key: _made(description, part, draw, people, name=key)
                for key, part in schema.get("properties", {}).items()
                if key in wanted or draw.choice([True, False])
            }
        case "array":
            many = draw.randint(1, 3)
            return [_made(description, schema["items"], draw, people, name=name) for _ in range(many)]
        case "string":
            return _text(schema, draw, people)
        case "boolean":
            return draw.choice([True, False])
        case "integer":
            return draw.randint(0, 4)
    return None


def _text(schema: Mapping[str, Any], draw: Random, people: Sequence[str]) -> str:
    days = timedelta(days=draw.choice([-1, 0, 14]))
    match schema.get("format"):
        case "uuid":
            return str(draw.choice(people))
        case "date":
            return (clock.now() + days).date().isoformat()
        case "date-time":
            return (clock.now() + days).isoformat()
    return SHORT
