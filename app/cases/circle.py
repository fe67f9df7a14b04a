"""A case in its own policy's words: who can be let in, who can be told, and what a line of the log is about."""

from collections.abc import Mapping

from app.access.rules import COMPARTMENTS, Action, CaseRole, Compartment
from app.cases import consents, records, wishes
from app.cases.access import HeldCase
from app.cases.schemas import OpeningRead, RecipientRead, Words
from app.core.database import Session
from app.policy import rules as policy_rules
from app.policy.rules import Because
from app.policy.schema import Policy
from app.policy.sharing import AccessRule
from app.policy.terms import Condition, Moment, Recipient

_BY_THEIR_OWN_ROUTE = frozenset({Moment.CONTACT_PERSON_APPOINTED, Moment.INVESTIGATORS_APPOINTED})
"""Appointing is more than letting in: it finishes a step of the plan."""

_OUTSIDE_THE_CASE = frozenset({CaseRole.REPORTER, CaseRole.AFFECTED, CaseRole.ACCUSED, CaseRole.GROUP_MEMBER})
"""They come in with a receipt, by being named as who it happened to, or see what is released to them and no case."""


def is_given_by_hand(rule: AccessRule) -> bool:
    """Whether somebody who leads the case can let a person in under this rule. Others follow from an act of their own:
    by hand they would let anyone read anything.
    """
    return rule.moment not in _BY_THEIR_OWN_ROUTE and rule.role not in _OUTSIDE_THE_CASE


async def openings(db: Session, held: HeldCase) -> list[OpeningRead]:
    """Each way in that the policy has for this category. Whether a person may take it is asked when they are let in."""
    if Action.GRANT not in held.actions:
        return []
    policy = records.policy_of(held)
    given = await consents.consents_given(db, held.case)
    return [
        OpeningRead(
            role=rule.role,
            holder=rule.holder,
            compartments=sorted(COMPARTMENTS[rule.role] & frozenset[Compartment](rule.opens)),
            consent_question=None if rule.consent in given else _question(policy, rule.consent),
        )
        for rule in policy.access[held.case.category]
        if is_given_by_hand(rule)
    ]


async def recipients(db: Session, held: HeldCase) -> list[RecipientRead]:
    """Everyone whom the policy's list for this category names, what could let more be told, and who was asked for."""
    if Action.RECORD_DISCLOSURE not in held.actions:
        return []
    policy = records.policy_of(held)
    said = await wishes.said(db, held.case)
    found = []
    for recipient in Recipient:
        verdict = policy_rules.is_disclosure_allowed(
            policy,
            category=held.case.category,
            recipient=recipient,
            consents=said.given,
            asked_for=said.asked_for,
        )
        if verdict.is_allowed or verdict.needs is not None:
            found.append(
                RecipientRead(
                    recipient=recipient,
                    title=Words.of(policy.titles.recipients[recipient]),
                    is_allowed=verdict.is_allowed,
                    may_name=verdict.may_name,
                    is_asked_for=verdict.because is Because.ASKED_FOR,
                    consent_question=_question(policy, verdict.needs),
                )
            )
    return found


def _question(policy: Policy, consent: str | None) -> Words | None:
    return next((Words.of(each.question) for each in policy.consents if each.id == consent), None)


def called(policy: Policy, codes: Mapping[str, str]) -> Words | None:
    """What a line of the log is about, in words: its step, question or recipient."""
    if "step" in codes:
        return next((Words.of(step.title) for _, step in policy.all_steps() if step.id == codes["step"]), None)
    if "condition" in codes:
        return Words.of(policy.titles.conditions[Condition(codes["condition"])].question)
    if "recipient" in codes:
        return Words.of(policy.titles.recipients[Recipient(codes["recipient"])])
    return _question(policy, codes.get("question"))
