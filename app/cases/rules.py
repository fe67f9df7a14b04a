"""The life of a case: which stage follows which, and what holds a move back. Source: requirements, life cycles."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.policy.terms import Category, Stage


class Conclusion(StrEnum):
    """What the mapping of an internal case came to. "Suspected" and "accused", never "guilty". Source: PRN-05."""

    SEVERE = "severe"
    NOT_SEVERE = "not_severe"
    NOT_SUBSTANTIATED = "not_substantiated"
    PERPETRATOR_UNIDENTIFIED = "perpetrator_unidentified"


NOTHING_SUBSTANTIATED = frozenset({Conclusion.NOT_SUBSTANTIATED, Conclusion.PERPETRATOR_UNIDENTIFIED})
"""Leaves nothing for a measure or an exclusion case to stand on. Source: PRN-05."""

GRAVEST_FIRST = (
    Conclusion.SEVERE,
    Conclusion.NOT_SEVERE,
    Conclusion.NOT_SUBSTANTIATED,
    Conclusion.PERPETRATOR_UNIDENTIFIED,
)


def gravest(concluded: Iterable[Conclusion]) -> Conclusion | None:
    """What a case came to, of what was concluded about each who is accused; None while nothing was about anyone.

    It only sorts the case: what may be decided and asked of somebody follows from what was concluded about them.
    """
    return min(concluded, key=GRAVEST_FIRST.index, default=None)


class PartyRole(StrEnum):
    """What someone is in the matter itself. Nobody who is any of these holds an office in the case. Source: CON-01."""

    AFFECTED = "affected"
    SUSPECTED = "suspected"
    """Who the mapping points at; not yet known. Source: KNO-12."""
    ACCUSED = "accused"
    WITNESS = "witness"
    CLOSE = "close"
    """Close to one of the others: family, partner, friend, business."""


class BarReason(StrEnum):
    """Why someone is kept out. A party's role, or what made somebody a party only perhaps."""

    NAMED_IN_REPORT = "named-in-report"
    SUSPECTED = "suspected"
    ACCUSED = "accused"
    WITNESS = "witness"
    CLOSE = "close"
    DECLARED = "declared"
    RETURNING = "returning"
    """Of a re-entry matter: who it is about."""
    AFFECTED = "affected"
    """Of a re-entry matter: whom they harassed. They are asked, and see none of it unasked."""


BARRED_AS: Mapping[PartyRole, BarReason] = {
    PartyRole.SUSPECTED: BarReason.SUSPECTED,
    PartyRole.ACCUSED: BarReason.ACCUSED,
    PartyRole.WITNESS: BarReason.WITNESS,
    PartyRole.CLOSE: BarReason.CLOSE,
}
"""The affected person is not barred: they lose their offices in the case, and keep what is theirs."""


class TextKind(StrEnum):
    """What a sealed text is. The first six are the reporter's answers."""

    HAPPENED = "happened"
    ABOUT = "about"
    NEEDS = "needs"
    MUST_NOT_KNOW = "must_not_know"
    REACH = "reach"
    SAFE_NOW = "safe_now"
    NARRATIVE = "narrative"
    NOTE = "note"
    REASON = "reason"
    ASSIGNMENT = "assignment"
    """What an accused is trusted with."""
    CARE = "care"
    RETURN = "return"
    """What the affected person says about somebody's return."""
    RELEASED = "released"
    """What is told to the accused."""
    STATEMENT = "statement"
    """What the accused says."""
    APPLICATION = "application"
    CONVERSATION = "conversation"
    AFFECTED_WORD = "affected_word"
    TRIAL_ASSIGNMENT = "trial_assignment"
    """The smaller assignment that somebody comes back to on trial. Source: REE-05."""
    TALK = "talk"
    """What was said when those who investigate talked with somebody."""
    WITH_WHOM = "with_whom"
    CHECKED = "checked"
    """One thing that two look at, and what each of them found."""
    FINDING = "finding"
    SUMMARY = "summary"
    """A finding in the words that are for those who decide."""
    WHO_IT_IS = "who_it_is"
    """The name, and why it is now clear, or clear no more. Source: KNO-12."""
    MEETING = "meeting"
    """What a meeting has on its agenda, said or came to."""
    DECISION = "decision"
    REFERENCE = "reference"
    """What a letter from the federation is called there."""
    EXCLUSION_STATEMENT = "exclusion_statement"
    """What the person answers in an exclusion case, as it was taken down."""
    RECOMMENDATION = "recommendation"
    """What the board says to the federation of an exclusion case."""
    MEDIA_PLAN = "media_plan"
    """What both sides sign, with what makes its hash tell nothing."""
    MEDIA_WORD = "media_word"
    """What somebody says with their yes or no to it."""
    CONTACT_NOTE = "contact_note"
    """What was said when somebody was in touch with the affected person."""
    CONTACT_NEED = "contact_need"
    MESSAGE = "message"
    """Between the affected person and whoever is beside them."""
    COMPANY = "company"
    """A day with the police or in court: its kind and its words, or the name of who comes along."""
    WISH = "wish"
    """What somebody whom the list leaves out may be told, as the affected person wants it. Source: SOM-04."""
    WHY_ANOTHER = "why_another"
    """Why the affected person wants another contact person."""
    SAFETY = "safety"
    """How the safety ahead was assessed; what is arranged, with its kind; and why it is over or was not needed."""


READ_APART = frozenset(
    {
        TextKind.RELEASED,
        TextKind.STATEMENT,
        TextKind.MEDIA_PLAN,
        TextKind.MEDIA_WORD,
        TextKind.MESSAGE,
        TextKind.COMPANY,
        TextKind.WISH,
        TextKind.WHY_ANOTHER,
        TextKind.SAFETY,
    }
)
"""Read with what they belong to (a hearing, signatures, a contact, a wish, safety), never as part of a compartment."""


_FROM_OUTSIDE: Mapping[Stage, frozenset[Stage]] = {
    Stage.DRAFT: frozenset({Stage.REPORTED}),
    Stage.REPORTED: frozenset({Stage.ACKNOWLEDGED}),
    Stage.ACKNOWLEDGED: frozenset({Stage.ASSESSING}),
    Stage.ASSESSING: frozenset({Stage.ACTIVE}),
    Stage.ACTIVE: frozenset({Stage.FOLLOW_UP}),
    Stage.FOLLOW_UP: frozenset({Stage.ACTIVE, Stage.CLOSED}),
    Stage.CLOSED: frozenset({Stage.REOPENED, Stage.ANONYMISED}),
    Stage.REOPENED: frozenset({Stage.ASSESSING, Stage.ACTIVE, Stage.FOLLOW_UP}),
    Stage.ANONYMISED: frozenset(),
}

_INTERNAL: Mapping[Stage, frozenset[Stage]] = {
    **{stage: after for stage, after in _FROM_OUTSIDE.items() if stage is not Stage.ACTIVE},
    Stage.ASSESSING: frozenset({Stage.TRIAGE}),
    Stage.TRIAGE: frozenset({Stage.MAPPING}),
    Stage.MAPPING: frozenset({Stage.CONCLUDED}),
    # A board that finds the mapping wanting sends it back rather than deciding in the dark.
    Stage.CONCLUDED: frozenset({Stage.DECISION, Stage.MAPPING}),
    Stage.DECISION: frozenset({Stage.FOLLOW_UP, Stage.MAPPING}),
    # What comes up afterwards about one of several is mapped before the board takes it up.
    Stage.FOLLOW_UP: frozenset({Stage.DECISION, Stage.MAPPING, Stage.CLOSED}),
    Stage.REOPENED: frozenset({Stage.TRIAGE, Stage.MAPPING, Stage.FOLLOW_UP}),
}

NEXT_STAGES: Mapping[Category, Mapping[Stage, frozenset[Stage]]] = {
    Category.PARTY: _FROM_OUTSIDE,
    Category.MUNICIPAL: _FROM_OUTSIDE,
    Category.INTERNAL: _INTERNAL,
    # Led by the room `reentry`, whose own life cycle says where it stands.
    Category.REENTRY: dict.fromkeys(Stage, frozenset[Stage]()),
}

OPEN_STAGES = frozenset(Stage) - {Stage.DRAFT, Stage.CLOSED, Stage.ANONYMISED}

BY_THEIR_OWN_ROUTE = frozenset(
    {Stage.REPORTED, Stage.ACKNOWLEDGED, Stage.CONCLUDED, Stage.CLOSED, Stage.REOPENED, Stage.ANONYMISED}
)
"""Stages that are not reached by a plain move: something else must happen in the same transaction."""

BY_THE_BOARD = frozenset(
    {
        (Stage.CONCLUDED, Stage.DECISION),
        (Stage.FOLLOW_UP, Stage.DECISION),
        (Stage.DECISION, Stage.FOLLOW_UP),
    }
)
"""What only a meeting does: with its summons, and with its approved minutes or the federation's taking over. KNO-04."""

SENT_BACK_FROM = frozenset({Stage.CONCLUDED, Stage.DECISION, Stage.FOLLOW_UP})
"""From here a case goes back to its mapping only with a reason: somebody's conclusion is set aside by it."""

OF_THE_MAPPING = "mapping-"
"""How the kinds of log lines begin that only those who investigate read. Source: UNK-05."""


def stage_order(category: Category) -> tuple[Stage, ...]:
    """The straight way through, for the line that shows where a case is."""
    if category is Category.REENTRY:
        return (Stage.ACTIVE, Stage.FOLLOW_UP, Stage.CLOSED)
    middle = (
        (Stage.TRIAGE, Stage.MAPPING, Stage.CONCLUDED, Stage.DECISION)
        if category is Category.INTERNAL
        else (Stage.ACTIVE,)
    )
    return (Stage.REPORTED, Stage.ACKNOWLEDGED, Stage.ASSESSING, *middle, Stage.FOLLOW_UP, Stage.CLOSED)


def may_move(category: Category, *, from_: Stage, to: Stage) -> bool:
    return to in NEXT_STAGES[category].get(from_, frozenset())


def plain_moves(category: Category, *, from_: Stage) -> frozenset[Stage]:
    """Where somebody can move it who says so, with nothing else that has to happen first."""
    return frozenset(
        to
        for to in NEXT_STAGES[category].get(from_, frozenset())
        if to not in BY_THEIR_OWN_ROUTE and (from_, to) not in BY_THE_BOARD
    )


def stage_in_new_category(stage: Stage, *, category: Category) -> Stage:
    """Where a case stands after its category changed: at the last stage that both lives share.

    One that becomes internal is assessed anew, however far it had come: nothing of it is mapped or decided. KNO-04.
    """
    is_behind = category is Category.INTERNAL and stage is Stage.FOLLOW_UP
    return Stage.ASSESSING if is_behind or stage not in NEXT_STAGES[category] else stage


@dataclass(frozen=True)
class ClosingFacts:
    """What a closing is judged by. `open_duties` counts mandatory steps not done, measures, votes, exclusions."""

    open_duties: int
    affected_was_asked: bool


def closing_obstacles(facts: ClosingFacts) -> tuple[str, ...]:
    """Codes of what still stands in the way; empty when the case may be closed."""
    obstacles = []
    if facts.open_duties:
        obstacles.append("duties-open")
    if not facts.affected_was_asked:
        obstacles.append("affected-not-asked")
    return tuple(obstacles)
