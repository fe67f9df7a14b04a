"""What members are told of whom to turn to, as the policy words it: every sentence of the text and of the sheet."""

from string import Formatter
from typing import Annotated

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from app.policy.terms import Office
from app.policy.values import Frozen, Ref, Text


def _filled_by(*names: str) -> AfterValidator:
    """Every one of `names` stands in both languages as `{name}`, and nothing else does."""

    def check(text: Text) -> Text:
        for written in (text.sv, text.en):
            try:
                found = [(name, spec, turn) for _, name, spec, turn in Formatter().parse(written) if name is not None]
            except ValueError:
                raise _wrong(names) from None
            if {name for name, _, _ in found} != set(names) or any(spec or turn for _, spec, turn in found):
                raise _wrong(names)
        return text

    return AfterValidator(check)


def _wrong(names: tuple[str, ...]) -> PydanticCustomError:
    wanted = ", ".join(f"{{{name}}}" for name in names) or "nothing in braces"
    return PydanticCustomError("filled", "both languages hold {wanted}, and nothing else in braces", {"wanted": wanted})


Plain = Annotated[Text, _filled_by()]


class Informing(Frozen):
    """The words around what the register knows. Source: ORG-05.

    `offices`: whose holders stand on it, in that order. A number is written only where its holder let it be published.
    """

    ref: Ref
    offices: Annotated[tuple[Office, ...], Field(min_length=1)]
    title: Plain
    lead: Plain
    emergency: Annotated[Text, _filled_by("emergency", "police")]
    contacts: Plain
    by_telephone: Annotated[Text, _filled_by("office", "name", "telephone")]
    by_name: Annotated[Text, _filled_by("office", "name")]
    order: Plain
    report: Annotated[Text, _filled_by("report_page")]
    card: Annotated[Text, _filled_by("contact_page")]
    how: Plain
