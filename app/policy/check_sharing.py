"""Checks on who may open and be told: they keep a file from undoing what the access table promises."""

from collections.abc import Iterator
from datetime import timedelta

from app.access.rules import COMPARTMENTS
from app.policy.faults import Path, Problem
from app.policy.rules import categories_of
from app.policy.schema import Policy
from app.policy.sharing import AccessRule, MayKnow
from app.policy.steps import Step, Telling
from app.policy.terms import (
    ORIGINS,
    CaseRole,
    Category,
    Compartment,
    Duty,
    Holder,
    Link,
    Moment,
    Names,
    Plan,
    Recipient,
)

# A holder of one of these roles opens nothing else of a case. Source: CON-01, CON-04, ORG-04.
_NOTHING_BUT = {
    CaseRole.ACCUSED: frozenset({Compartment.HEARING}),
    CaseRole.GROUP_MEMBER: frozenset({Compartment.ACCOUNT}),
    CaseRole.REPORTER: frozenset({Compartment.SUBMISSION}),
    CaseRole.CONTACT_PERSON: frozenset({Compartment.SUPPORT}),
}
# Who somebody is in the case leaves no choice of role.
_ROLE_OF = {
    Holder.REPORTER: CaseRole.REPORTER,
    Holder.AFFECTED: CaseRole.AFFECTED,
    Holder.ACCUSED: CaseRole.ACCUSED,
    Holder.CONTACT_PERSON: CaseRole.CONTACT_PERSON,
    Holder.INVESTIGATOR: CaseRole.INVESTIGATOR,
    Holder.COUNCIL_GROUP: CaseRole.GROUP_MEMBER,
}
_ONLY_AT = {
    CaseRole.ACCUSED: Moment.HEARING_RELEASED,
    CaseRole.GROUP_MEMBER: Moment.GROUP_SUMMONED,
}
_FIRST_LINK = {
    Duty.CHAIR: Link.CHAIR,
    Duty.SECURITY_OFFICER: Link.SECURITY_OFFICER,
    Duty.GROUP_LEADER: Link.GROUP_LEADER,
}


def problems_of_disclosure(policy: Policy) -> Iterator[Problem]:
    yield from _lists(policy)
    yield from _expiring(policy)
    for plan, steps in policy.plans.items():
        for index, step in enumerate(steps):
            for place, telling in enumerate(step.informs):
                path: Path = ("plans", plan.value, index, "informs", place)
                for category in sorted(categories_of(plan)):
                    yield from _telling(policy, category, step, telling, path)
                if plan is Plan.ORGANISATION:
                    yield Problem(path, "only the steps of a case tell somebody: there is no allow-list for this plan")


def _lists(policy: Policy) -> Iterator[Problem]:
    questions = {question.id: question for question in policy.consents}
    for category, rules in policy.disclosure.items():
        recipients = [line.to for line in rules.allow]
        for index, line in enumerate(rules.allow):
            path: Path = ("disclosure", category.value, "allow", index)
            if line.to in recipients[:index]:
                yield Problem((*path, "to"), f"'{line.to}' already has a line in this list")
            for key, named in (("consent", line.consent), ("names_consent", line.names_consent)):
                if named is None:
                    continue
                if named not in questions:
                    yield Problem((*path, key), f"there is no consent '{named}' under 'consents'")
                elif category not in questions[named].categories:
                    yield Problem((*path, key), f"the consent '{named}' is not asked in this category")
                elif line.to not in questions[named].tells:
                    yield Problem((*path, key), f"the consent '{named}' says nothing of telling '{line.to}'")


def _expiring(policy: Policy) -> Iterator[Problem]:
    """A yes that gives keys is taken back by a person, who sees what goes with it; the clock takes no key. SOI-02."""
    gives_keys = {rule.consent for rules in policy.access.values() for rule in rules}
    for index, question in enumerate(policy.consents):
        if question.expires_after is None:
            continue
        if question.id in gives_keys or question.keeps_out is not None or not question.tells:
            path: Path = ("consents", index, "expires_after")
            yield Problem(path, "only a yes that lets somebody be told can run out, not one that opens or keeps out")


def _telling(policy: Policy, category: Category, step: Step, telling: Telling, path: Path) -> Iterator[Problem]:
    rules = policy.disclosure[category]
    line = rules.line_for(telling.to)
    if line is None:
        yield Problem((*path, "to"), f"'{telling.to}' is not on the list of who may know in '{category}' ({rules.ref})")
        return
    if line.consent is not None and step.consent != line.consent:
        yield Problem((*path, "to"), f"telling '{telling.to}' needs 'consent: {line.consent}' on this step")
    if _says_too_much(telling, line):
        yield Problem(path, f"the list says 'names: {line.names}' for '{telling.to}', and this step says more")


def _says_too_much(telling: Telling, line: MayKnow) -> bool:
    openness = [Names.NEVER, Names.WITH_CONSENT, Names.ALWAYS]
    return openness.index(telling.names) > openness.index(line.names)


def problems_of_access(policy: Policy) -> Iterator[Problem]:
    questions = {question.id: question for question in policy.consents}
    for category, rules in policy.access.items():
        for index, rule in enumerate(rules):
            path: Path = ("access", category.value, index)
            if rule.role is CaseRole.CALLED_IN:
                yield Problem((*path, "role"), "'called_in' comes by 'emergency_override' alone (CON-05)")
            yield from _roles(rule, path)
            yield from _keys(rule, path)
            if rule.consent and rule.consent not in questions:
                yield Problem((*path, "consent"), f"there is no consent '{rule.consent}' under 'consents'")
            elif rule.consent and category not in questions[rule.consent].categories:
                yield Problem((*path, "consent"), f"the consent '{rule.consent}' is not asked in this category")


def _roles(rule: AccessRule, path: Path) -> Iterator[Problem]:
    belongs = _ROLE_OF.get(rule.holder)
    if rule.role is not belongs and (belongs or rule.role in _ROLE_OF.values()):
        yield Problem((*path, "role"), f"'{rule.holder}' is never '{rule.role}' in a case")
    for role, moment in _ONLY_AT.items():
        if (rule.role is role) != (rule.moment is moment):
            yield Problem((*path, "moment"), f"'{role}', and nobody else, gets keys at '{moment}'")


def _keys(rule: AccessRule, path: Path) -> Iterator[Problem]:
    allowed = _NOTHING_BUT.get(rule.role)
    for place, compartment in enumerate(rule.opens):
        if allowed is not None and compartment not in allowed:
            yield Problem((*path, "opens", place), f"'{rule.role}' never opens '{compartment}'")
        if compartment is Compartment.INVESTIGATION and rule.role is not CaseRole.INVESTIGATOR:
            yield Problem((*path, "opens", place), "only investigators open 'investigation' (UNK-05)")


_NEVER_TOLD_IN_DANGER = frozenset(
    {
        Recipient.ACCUSED,
        Recipient.COUNCIL_GROUP,
        Recipient.WHOLE_GROUP,
        Recipient.ALL_MEMBERS,
        Recipient.COMMITTEE_MEMBERS,
    }
)
"""Whom the matter may concern, and crowds: neither helps anyone out of danger."""
_LONGEST_OPENING = timedelta(days=3)


def problems_of_override(policy: Policy) -> Iterator[Problem]:
    rule = policy.emergency_override
    for index, compartment in enumerate(rule.opens):
        if compartment not in COMPARTMENTS[CaseRole.CALLED_IN]:
            yield Problem(("emergency_override", "opens", index), f"'{compartment}' is never opened this way (CON-05)")
    for index, recipient in enumerate(rule.tells):
        if recipient in _NEVER_TOLD_IN_DANGER:
            yield Problem(("emergency_override", "tells", index), f"'{recipient}' is never told this way (CON-05)")
    if rule.opens_for > _LONGEST_OPENING:
        yield Problem(("emergency_override", "opens_for"), "what is opened in danger closes within 3 days")


def problems_of_wishes(policy: Policy) -> Iterator[Problem]:
    if Recipient.ACCUSED not in policy.wishes.never:
        yield Problem(("wishes", "never"), "'accused' is told what is released to them, and nothing this way (CON-01)")
    for index, category in enumerate(policy.wishes.categories):
        if category not in ORIGINS:
            yield Problem(("wishes", "categories", index), f"in '{category}' there is no affected person who asks")


def problems_of_escalation(policy: Policy) -> Iterator[Problem]:
    for duty, chain in policy.escalation.chains.items():
        path: Path = ("escalation", "chains", duty.value, "links")
        if chain.links[0] is not _FIRST_LINK[duty]:
            yield Problem((*path, 0), f"this chain begins with '{_FIRST_LINK[duty]}'")
        for index, link in enumerate(chain.links):
            if link in chain.links[:index]:
                yield Problem((*path, index), f"'{link}' already stands in this chain")
