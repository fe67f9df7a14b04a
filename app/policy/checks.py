"""What a policy has to hold to as a whole, beyond the shape of its parts; all found at once."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta

from pydantic import BaseModel

from app.policy.check_sharing import (
    problems_of_access,
    problems_of_disclosure,
    problems_of_escalation,
    problems_of_override,
    problems_of_wishes,
)
from app.policy.check_texts import problems_of_texts
from app.policy.faults import Path, Problem
from app.policy.rules import PLANS_OF, categories_of, steps_for
from app.policy.schema import Policy, Step
from app.policy.terms import ORIGINS, Act, Compartment, Kind, Owner, Plan
from app.policy.values import Text

_NOT_CASES = frozenset({Plan.ORGANISATION})


def problems_in(policy: Policy) -> tuple[Problem, ...]:
    checks: tuple[Callable[[Policy], Iterator[Problem]], ...] = (
        _repeated_ids,
        _unknown_steps,
        _circles,
        _consents,
        _contact_person,
        _check_ins,
        _reminders,
        _equal_steps,
        _investigators,
        _compartments,
        _media_plan,
        _wording,
        problems_of_disclosure,
        problems_of_texts,
        problems_of_access,
        problems_of_escalation,
        problems_of_override,
        problems_of_wishes,
    )
    return tuple(problem for check in checks for problem in check(policy))


def _located(policy: Policy) -> Iterator[tuple[Path, Plan, Step]]:
    for plan, steps in policy.plans.items():
        for index, step in enumerate(steps):
            yield ("plans", plan.value, index), plan, step


def within_reach(policy: Policy, plan: Plan) -> dict[str, Step]:
    """The steps that are always there when a step of this plan is, by id."""
    plans = {plan}
    for chosen in PLANS_OF.values():
        # A step of a wider plan must find what it waits for in every narrower one, so only wider plans count.
        if plan in chosen:
            plans.update(chosen[: chosen.index(plan)])
    return {step.id: step for each in plans for step in policy.plans[each]}


def _repeated_ids(policy: Policy) -> Iterator[Problem]:
    seen: set[str] = set()
    for path, _, step in _located(policy):
        if step.id in seen:
            yield Problem((*path, "id"), f"'{step.id}' is already the id of another step")
        seen.add(step.id)
    for name, ids in (
        ("consents", [question.id for question in policy.consents]),
        ("sections", [section.id for section in policy.sections]),
        ("prepared_texts", [text.id for text in policy.prepared_texts]),
    ):
        for index, each in enumerate(ids):
            if each in ids[:index]:
                yield Problem((name, index, "id"), f"'{each}' is already the id of another")


def _unknown_steps(policy: Policy) -> Iterator[Problem]:
    everywhere = {step.id for _, step in policy.all_steps()}
    for path, plan, step in _located(policy):
        reachable = within_reach(policy, plan)
        named: list[tuple[Path, str]] = [((*path, "after", i), each) for i, each in enumerate(step.after)]
        if step.due and step.due.waits_for_step:
            named.append(((*path, "due", "after"), step.due.waits_for_step))
        for where, each in named:
            if each not in everywhere:
                yield Problem(where, f"there is no step '{each}'")
            elif each not in reachable:
                yield Problem(where, f"'{each}' stands in another plan and would never be finished here")
        for index, each in enumerate(step.kept_by):
            if each not in everywhere:
                yield Problem((*path, "kept_by", index), f"there is no step '{each}'")


def _circles(policy: Policy) -> Iterator[Problem]:
    waits = {
        step.id: {*step.after, *([step.due.waits_for_step] if step.due and step.due.waits_for_step else [])}
        for _, step in policy.all_steps()
    }
    settled: set[str] = set()
    while ready := {
        each for each, others in waits.items() if each not in settled and not (others & waits.keys()) - settled
    }:
        settled |= ready
    for path, _, step in _located(policy):
        if step.id not in settled and _reaches(step.id, step.id, waits):
            yield Problem((*path, "after"), f"'{step.id}' waits for itself, by way of what it comes after")


def _reaches(start: str, goal: str, waits: dict[str, set[str]]) -> bool:
    waiting, seen = list(waits[start]), set[str]()
    while waiting:
        each = waiting.pop()
        if each == goal:
            return True
        if each not in seen:
            seen.add(each)
            waiting.extend(waits.get(each, ()))
    return False


def _consents(policy: Policy) -> Iterator[Problem]:
    questions = {question.id: question for question in policy.consents}
    for path, plan, step in _located(policy):
        named: list[tuple[Path, str]] = [((*path, "asks", i), each) for i, each in enumerate(step.asks)]
        if step.consent:
            named.append(((*path, "consent"), step.consent))
        categories = categories_of(plan)
        for where, each in named:
            if each not in questions:
                yield Problem(where, f"there is no consent '{each}' under 'consents'")
            elif categories - set(questions[each].categories):
                yield Problem(where, f"the consent '{each}' is not asked in this category")
    asked = {each for _, step in policy.all_steps() for each in step.asks}
    for index, question in enumerate(policy.consents):
        if question.id not in asked:
            yield Problem(("consents", index, "id"), f"no step asks for '{question.id}'")


def _contact_person(policy: Policy) -> Iterator[Problem]:
    """ORG-03: wherever the harassment comes from, whatever is known, and what is promised is kept there."""
    for category in ORIGINS:
        steps = steps_for(policy, category=category, phase=None)
        keeps = {step.id for step in steps if step.act is Act.APPOINT_CONTACT_PERSON and step.kind is Kind.MANDATORY}
        if not keeps:
            reason = "a mandatory step with 'act: appoint_contact_person' is missing (ORG-03)"
            yield Problem(("plans", category.value), reason)
        for path, _, step in _located(policy):
            if step in steps and step.kept_by and not {each.id for each in steps} & set(step.kept_by):
                yield Problem((*path, "kept_by"), f"nobody keeps this promise in the category '{category}'")


def _check_ins(policy: Policy) -> Iterator[Problem]:
    times = policy.deadlines
    if not times.check_in_shortest <= times.check_in <= times.check_in_longest:
        yield Problem(("deadlines", "check_in"), "lies outside 'check_in_shortest' and 'check_in_longest'")
    if times.check_in_by > timedelta(days=1):
        yield Problem(("deadlines", "check_in_by"), "is longer than the day that was agreed on")


def _reminders(policy: Policy) -> Iterator[Problem]:
    times, day = policy.deadlines, timedelta(days=1)
    for name in ("company_lacking", "inform_members_again"):
        if getattr(times, name) < day:
            yield Problem(("deadlines", name), "is shorter than a day: it is counted in days")
    if times.inform_members_again > times.inform_members:
        yield Problem(("deadlines", "inform_members_again"), "is longer than 'inform_members' itself")


def _equal_steps(policy: Policy) -> Iterator[Problem]:
    for (category, phase), plans in PLANS_OF.items():
        seen = Counter(step.equals for step in steps_for(policy, category=category, phase=phase) if step.equals)
        for path, plan, step in _located(policy):
            if plan in plans and step.equals and seen[step.equals] > 1:
                yield Problem((*path, "equals"), f"two steps of one case are both '{step.equals}'")


def _investigators(policy: Policy) -> Iterator[Problem]:
    for path, _, step in _located(policy):
        if step.act is Act.APPOINT_INVESTIGATORS and step.group_size is None:
            yield Problem((*path, "act"), "appointing investigators needs a 'group_size' (UNK-01)")
        if step.group_size and step.act is not Act.APPOINT_INVESTIGATORS:
            yield Problem((*path, "group_size"), "'group_size' belongs with 'act: appoint_investigators'")


def _compartments(policy: Policy) -> Iterator[Problem]:
    for path, plan, step in _located(policy):
        if plan in _NOT_CASES and step.compartment:
            yield Problem((*path, "compartment"), "a duty outside cases has no compartment")
        if plan not in _NOT_CASES and step.compartment is None:
            yield Problem(path, "'compartment' is missing: the note of this step has to be sealed somewhere")


def _media_plan(policy: Policy) -> Iterator[Problem]:
    """ASP-05, ASM-06, KNO-11: whoever it is about signs it, and reads what they sign."""
    for path, _, step in _located(policy):
        if step.act is not Act.AGREE_MEDIA_PLAN:
            continue
        if step.compartment is not Compartment.MEDIA_PLAN:
            yield Problem(
                (*path, "compartment"), "a media plan is kept in 'media_plan', where both who sign it read it"
            )
        if not {Owner.AFFECTED, Owner.ASSOCIATION} <= set(step.joint_sign_off):
            yield Problem((*path, "joint_sign_off"), "a media plan is signed by 'affected' and 'association' (KNO-11)")


def _texts(part: object, path: Path) -> Iterator[tuple[Path, Text]]:
    if isinstance(part, Text):
        yield path, part
    elif isinstance(part, BaseModel):
        for name in type(part).model_fields:
            yield from _texts(getattr(part, name), (*path, name))
    elif isinstance(part, tuple):
        for index, each in enumerate(part):
            yield from _texts(each, (*path, index))
    elif hasattr(part, "items"):
        for key, each in part.items():
            yield from _texts(each, (*path, str(key)))


def _wording(policy: Policy) -> Iterator[Problem]:
    for language, words in (("sv", policy.wording.avoid_sv), ("en", policy.wording.avoid_en)):
        if not words:
            continue
        avoided = re.compile(rf"\b({'|'.join(map(re.escape, words))})\b", re.IGNORECASE)
        for path, text in _texts(policy, ()):
            found = avoided.search(getattr(text, language))
            if found:
                yield Problem((*path, language), f"the word '{found[0]}' is not used here: see 'wording' (PRN-04)")
