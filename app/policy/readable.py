"""A policy laid out as lines for a reader at a terminal."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.policy.schema import Policy, Step
from app.policy.values import write_duration


@dataclass(frozen=True, slots=True)
class ReadableLine:
    text: str
    is_heading: bool = False


def lines_of(policy: Policy, *, language: str) -> Iterator[ReadableLine]:
    yield ReadableLine(f"{policy.title.read_in(language)} · {policy.name} {policy.version}", is_heading=True)
    for section in policy.sections:
        yield ReadableLine("")
        yield ReadableLine(section.title.read_in(language), is_heading=True)
        yield ReadableLine(section.body.read_in(language))
    for plan, steps in policy.plans.items():
        yield ReadableLine("")
        yield ReadableLine(policy.titles.plans[plan].read_in(language), is_heading=True)
        for step in steps:
            yield from _lines_of_step(policy, step, language=language)


def _lines_of_step(policy: Policy, step: Step, *, language: str) -> Iterator[ReadableLine]:
    owner = policy.titles.owners[step.owner].read_in(language)
    kind = policy.titles.kinds[step.kind].read_in(language)
    yield ReadableLine(f"{step.id}  {step.title.read_in(language)} [{owner} · {kind}{_times(step)}]")
    yield ReadableLine(f"        {step.do.read_in(language)}")
    if step.condition:
        yield ReadableLine(f"        ? {policy.titles.conditions[step.condition].question.read_in(language)}")
    if step.ours:
        yield ReadableLine(f"        * {step.ours.read_in(language)}")


def _times(step: Step) -> str:
    """The file's own words for times: whoever reads them here edits them there."""
    parts = []
    if step.due:
        parts.append(f"{write_duration(step.due.within)} ← {step.due.after}")
    if step.recurrence and step.recurrence.every:
        parts.append(f"↻ {write_duration(step.recurrence.every)}")
    if step.recurrence and step.recurrence.whenever:
        parts.append(f"↻ {step.recurrence.whenever}")
    return "".join(f" · {part}" for part in parts)
