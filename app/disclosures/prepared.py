"""The policy's words for each who may be told, filled in with what is known and permitted. Source: SOP-02, SOM-03.

Nothing of what happened has a way in: what is filled in is the kind of matter, its reference, whom to call, and the
affected person's name where the list and the consents let it be said. The words are shown and kept nowhere.
"""

from app.access.rules import CaseRole
from app.cases import records, wishes
from app.cases.access import HeldCase
from app.cases.names import Names
from app.cases.schemas import NamedRead, Words
from app.cases.seated import active_grants, officers_or_next
from app.core.database import Session
from app.disclosures.schemas import PreparedTextRead
from app.people import reading as people_reading
from app.policy import rules as policy_rules
from app.policy.schema import Policy
from app.policy.sharing import PreparedText
from app.policy.terms import Category, Recipient
from app.policy.values import Text

TO_FILL_IN = "__________"
"""For what is not in the register, or not this reader's to know."""


async def prepared_texts(db: Session, held: HeldCase) -> list[PreparedTextRead]:
    """One for each whom the policy has words for in such a case; without the words while they may not be told."""
    policy, category = records.policy_of(held), held.case.category
    said, filling = await wishes.said(db, held.case), await _filling(db, held)
    found = []
    for recipient in Recipient:
        text = policy_rules.prepared_text(policy, category=category, recipient=recipient)
        verdict = policy_rules.is_disclosure_allowed(
            policy, category=category, recipient=recipient, consents=said.given, asked_for=said.asked_for
        )
        if text is None or not (verdict.is_allowed or verdict.needs):
            continue
        found.append(
            PreparedTextRead(
                id=text.id,
                recipient=recipient,
                title=Words.of(text.title),
                words=_words(text, filling, with_name=False) if verdict.is_allowed else None,
                named_words=_words(text, filling, with_name=True)
                if verdict.is_allowed and verdict.may_name and text.named is not None
                else None,
                warning=Words.of(text.warning) if text.warning else None,
            )
        )
    return found


async def _filling(db: Session, held: HeldCase) -> dict[str, Text]:
    grants, name = await active_grants(db, held.id), await Names.of(db, held)
    leading = name.all(sorted(officers_or_next(grants)))
    affected = name.all(each.holder for each in grants if each.role is CaseRole.AFFECTED)
    call = ", ".join([await _with_number(db, each) for each in leading])
    named = ", ".join(each.display_name for each in affected if each.display_name)
    return {
        "kind": _kind(records.policy_of(held), held.case.category),
        "reference": _same(held.case.reference),
        "call": _same(call or TO_FILL_IN),
        "name": _same(named or TO_FILL_IN),
    }


async def _with_number(db: Session, who: NamedRead) -> str:
    """The number only of those who let theirs be published."""
    cards = await people_reading.published(db, [who.person_id]) if who.person_id is not None else []
    return " ".join([who.display_name or TO_FILL_IN, *(card.telephone for card in cards)])


def _kind(policy: Policy, category: Category) -> Text:
    title = policy.titles.categories[category].title if category in policy.titles.categories else None
    return title or _same(TO_FILL_IN)


def _same(words: str) -> Text:
    return Text(sv=words, en=words)


def _words(text: PreparedText, filling: dict[str, Text], *, with_name: bool) -> Words:
    parts = [text.opening, *([text.named] if with_name and text.named else []), text.asks, text.call]

    def filled(language: str) -> str:
        values = {key: value.read_in(language) for key, value in filling.items()}
        return "\n\n".join(part.read_in(language).format_map(values) for part in parts)

    return Words(sv=filled("sv"), en=filled("en"))
