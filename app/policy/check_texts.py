"""Checks on the prepared texts: each who is told has one, and none can say more than its list lets it."""

from collections.abc import Iterator
from string import Formatter

from app.policy.faults import Path, Problem
from app.policy.rules import categories_of, line_for, prepared_text
from app.policy.schema import Policy
from app.policy.sharing import PreparedText
from app.policy.terms import Names, Recipient

_MAY_STAND = {
    "opening": frozenset({"kind", "reference"}),
    "named": frozenset({"name"}),
    "asks": frozenset[str](),
    "call": frozenset({"call"}),
}
"""What is filled in, and where. Nothing else of a case has a way into a text."""
_MUST_STAND = {"named": "name", "call": "call"}

_PUBLIC_BODIES = frozenset({Recipient.MUNICIPAL_SECURITY_OFFICER})
"""What is written to them may be a public record, which anybody may read."""
_TOLD_OTHERWISE = frozenset({Recipient.ACCUSED})
"""What the accused is told is released to them word by word, in their hearing."""


def problems_of_texts(policy: Policy) -> Iterator[Problem]:
    for index, text in enumerate(policy.prepared_texts):
        path: Path = ("prepared_texts", index)
        yield from _fillings(text, path)
        yield from _recipients(policy, text, path)
        if text.warning is None and _PUBLIC_BODIES & {*text.to}:
            yield Problem(path, "a text to a public body needs a 'warning': it may become a public record")
    yield from _steps(policy)


def _fillings(text: PreparedText, path: Path) -> Iterator[Problem]:
    for field, may_stand in _MAY_STAND.items():
        words = getattr(text, field)
        for language in ("sv", "en") if words is not None else ():
            where: Path = (*path, field, language)
            try:
                named = {name for _, name, _, _ in Formatter().parse(getattr(words, language)) if name is not None}
            except ValueError:
                yield Problem(where, "a brace that is not closed")
                continue
            for name in sorted(named - may_stand):
                yield Problem(where, f"'{{{name}}}' is not filled in here")
            if field in _MUST_STAND and _MUST_STAND[field] not in named:
                yield Problem(where, f"'{{{_MUST_STAND[field]}}}' is missing here")


def _recipients(policy: Policy, text: PreparedText, path: Path) -> Iterator[Problem]:
    lines = []
    for category in text.categories:
        if category not in policy.titles.categories:
            yield Problem((*path, "categories"), f"nobody is told by a text in '{category}'")
        for place, recipient in enumerate(text.to):
            line = line_for(policy, category=category, recipient=recipient)
            if line is None:
                yield Problem((*path, "to", place), f"'{recipient}' is not on the list of who may know in '{category}'")
                continue
            lines.append(line)
            if prepared_text(policy, category=category, recipient=recipient) is not text:
                yield Problem((*path, "to", place), f"'{recipient}' already has a text in '{category}'")
    if text.named is not None and lines and all(line.names is Names.NEVER for line in lines):
        yield Problem((*path, "named"), "the list says 'names: never' for everyone whom this text is for")


def _steps(policy: Policy) -> Iterator[Problem]:
    for plan, steps in policy.plans.items():
        for index, step in enumerate(steps):
            path: Path = ("plans", plan.value, index)
            for place, telling in enumerate(step.informs):
                for category in sorted(categories_of(plan)):
                    is_missing = prepared_text(policy, category=category, recipient=telling.to) is None
                    if is_missing and telling.to not in _TOLD_OTHERWISE:
                        where: Path = (*path, "informs", place, "to")
                        yield Problem(where, f"'{telling.to}' has no text under 'prepared_texts' in '{category}'")
            if step.warning is None and _PUBLIC_BODIES & {telling.to for telling in step.informs}:
                yield Problem(path, "a step that tells a public body needs a 'warning': it may become a public record")
