"""A policy as the API gives it to be read."""

from datetime import timedelta

from app.policy.loader import digest
from app.policy.schema import Policy, Step, Text
from app.policy.schemas import (
    PolicyCategoryRead,
    PolicyDueRead,
    PolicyKindRead,
    PolicyOfficeRead,
    PolicyOwnerRead,
    PolicyPlanRead,
    PolicyRead,
    PolicyRecurrenceRead,
    PolicySectionRead,
    PolicyStepRead,
    PolicyTextRead,
)


def as_read(policy: Policy) -> PolicyRead:
    titles = policy.titles
    return PolicyRead(
        name=policy.name,
        version=policy.version,
        title=_text(policy.title),
        digest=digest(policy),
        sections=[
            PolicySectionRead(id=each.id, refs=list(each.refs), title=_text(each.title), body=_text(each.body))
            for each in policy.sections
        ],
        categories=[
            PolicyCategoryRead(category=category, title=_text(each.title), what=_text(each.what))
            for category, each in titles.categories.items()
        ],
        offices=[
            PolicyOfficeRead(
                office=office,
                title=_text(each.title),
                what=_text(each.what),
                is_external=each.external,
                at_least=each.at_least,
            )
            for office, each in titles.offices.items()
        ],
        owners=[PolicyOwnerRead(owner=owner, title=_text(title)) for owner, title in titles.owners.items()],
        kinds=[PolicyKindRead(kind=kind, title=_text(title)) for kind, title in titles.kinds.items()],
        plans=[
            PolicyPlanRead(plan=plan, title=_text(titles.plans[plan]), steps=[_step(policy, step) for step in steps])
            for plan, steps in policy.plans.items()
        ],
    )


def _step(policy: Policy, step: Step) -> PolicyStepRead:
    question = policy.titles.conditions[step.condition].question if step.condition else None
    return PolicyStepRead(
        id=step.id,
        refs=list(step.refs),
        owner=step.owner,
        accountable=step.accountable,
        kind=step.kind,
        title=_text(step.title),
        do=_text(step.do),
        why=_text(step.why),
        ours=_text(step.ours) if step.ours else None,
        due=PolicyDueRead(within_minutes=_minutes(step.due.within), after=step.due.after) if step.due else None,
        is_now=step.now,
        recurrence=_recurrence(step),
        condition=step.condition,
        question=_text(question) if question else None,
        after=list(step.after),
    )


def _recurrence(step: Step) -> PolicyRecurrenceRead | None:
    if step.recurrence is None:
        return None
    every, ahead = step.recurrence.every, step.recurrence.ahead
    return PolicyRecurrenceRead(
        every_minutes=_minutes(every) if every else None,
        whenever=step.recurrence.whenever,
        ahead_minutes=_minutes(ahead) if ahead else None,
    )


def _text(text: Text) -> PolicyTextRead:
    return PolicyTextRead(sv=text.sv, en=text.en)


def _minutes(duration: timedelta) -> int:
    return duration // timedelta(minutes=1)
