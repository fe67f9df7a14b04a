"""Examples for the API's description, made from the schemas themselves.

So none can be forgotten, or go on showing a field that is no more. What a field is called decides what stands in it;
where that is not enough, its schema has lines of its own: `app/example_words.py`.
"""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from app.example_words import BULLETIN, BY_FIELD, BY_SCHEMA, BY_TYPE, DAY, JSON, MOMENT

PREFIX = "#/components/schemas/"


def with_examples(document: JSON) -> JSON:
    """The OpenAPI document with an example beside every schema that a route takes or gives as a whole."""
    schemas = document["components"]["schemas"]
    for operation in (each for item in document["paths"].values() for each in item.values()):
        for content in _whole(operation):
            schema = content.get("schema", {})
            if "$ref" in schema:
                name = schema["$ref"].removeprefix(PREFIX)
                schemas[name].setdefault("examples", [_of(schemas[name], schemas, name)])
            else:
                content["example"] = _of(schema, schemas) if schema else BULLETIN
    return document


def _whole(operation: JSON) -> list[JSON]:
    answers = [answer for status, answer in operation["responses"].items() if status.startswith("2")]
    bodies = [operation["requestBody"]] if "requestBody" in operation else []
    return [content for each in (*answers, *bodies) for content in each.get("content", {}).values()]


def _of(schema: JSON, schemas: JSON, name: str = "") -> Any:  # noqa: PLR0911 - a case for each kind of schema
    if "$ref" in schema:
        name = schema["$ref"].removeprefix(PREFIX)
        return _of(schemas[name], schemas, name)
    if "properties" in schema:
        return {field: _of_field(name, field, part, schemas) for field, part in schema["properties"].items()}
    if "oneOf" in schema:
        return _of(schema["oneOf"][0], schemas)
    if "const" in schema:
        return schema["const"]
    if "enum" in schema:
        return schema["enum"][0]
    if "anyOf" in schema:
        return _of(schema["anyOf"][0], schemas)
    if schema.get("type") == "array":
        return [_of(schema["items"], schemas)]
    simple = _SIMPLE.get(schema.get("type", ""))
    return simple(schema) if simple else None  # a kind that nobody here knows: a test finds the example wanting


def _of_field(name: str, field: str, schema: JSON, schemas: JSON) -> Any:
    said = BY_SCHEMA.get(name, {}).get(field, BY_FIELD.get(field, BY_TYPE))
    if said is not BY_TYPE:
        return said
    if {"type": "null"} in schema.get("anyOf", ()):
        return None
    if schema.get("format") == "uuid":
        return str(uuid5(NAMESPACE_URL, field))
    return _of(schema, schemas)


def _text(schema: JSON) -> str:
    by_format = {"uuid": str(uuid5(NAMESPACE_URL, "id")), "date": DAY, "date-time": MOMENT}
    if schema.get("format") in by_format:
        return by_format[str(schema["format"])]
    # Keys, proofs and signatures: of the right length, and of nobody.
    letter = next((one for part, one in (("a-f", "0"), ("[a-z]", "a")) if part in schema.get("pattern", "")), "A")
    return letter * max(int(schema.get("minLength", 0)), 4)


_SIMPLE: Mapping[str, Callable[[JSON], Any]] = {
    "string": _text,
    "integer": lambda schema: int(schema.get("minimum", 1)),
    "number": lambda schema: schema.get("minimum", 1),
    "boolean": lambda _schema: False,
    "object": lambda _schema: {},
}
