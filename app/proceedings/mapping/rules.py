"""What a mapping consists of, what follows what in it, and what a finding still waits for. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.cases.rules import Conclusion
from app.policy.terms import Act, Phase


class Talk(StrEnum):
    """With whom those who investigate talk."""

    AFFECTED = "affected"
    SUSPECTED = "suspected"
    """About suspicions and where evidence points; nothing is settled. Source: UNK-03."""
    ACCUSED = "accused"
    WITNESS = "witness"


class TalkStatus(StrEnum):
    PLANNED = "planned"
    HELD = "held"
    DECLINED = "declined"
    TIME_RAN_OUT = "time_ran_out"
    """The accused was asked, had time, and did not come."""
    CALLED_OFF = "called_off"


NEXT_TALK: Mapping[TalkStatus, frozenset[TalkStatus]] = {
    TalkStatus.PLANNED: frozenset(TalkStatus) - {TalkStatus.PLANNED},
    **dict.fromkeys(frozenset(TalkStatus) - {TalkStatus.PLANNED}, frozenset[TalkStatus]()),
}

ANSWERED = frozenset({TalkStatus.HELD, TalkStatus.DECLINED, TalkStatus.TIME_RAN_OUT})
"""They had their chance to be heard. Whoever declines is not held to it, and holds nothing up either."""

ABOUT_SOMEBODY = frozenset({Talk.SUSPECTED, Talk.ACCUSED})

ACT_OF: Mapping[Talk, Act] = {
    Talk.AFFECTED: Act.INTERVIEW_AFFECTED,
    Talk.SUSPECTED: Act.INTERVIEW_SUSPECTED,
    Talk.ACCUSED: Act.INTERVIEW_ACCUSED,
}
"""The step of the plan that a talk is; witnesses are a part of the double-check."""


def may_become(talk: Talk, *, from_: TalkStatus, to: TalkStatus) -> bool:
    """Time runs out for the accused alone: nobody else owes an answer. Source: PRN-04."""
    return to in NEXT_TALK[from_] and (to is not TalkStatus.TIME_RAN_OUT or talk is Talk.ACCUSED)


class LookVerdict(StrEnum):
    """How one thing fits with the rest. Not whether anybody is believed. Source: PRN-03."""

    FITS = "fits"
    UNCERTAIN = "uncertain"
    DOES_NOT_FIT = "does_not_fit"


LOOKED_AT_BY = 2
"""As many different people look at each thing."""


class FindingOutcome(StrEnum):
    """What a finding says. The last two conclude nothing: the case goes on being mapped."""

    SEVERE = "severe"
    NOT_SEVERE = "not_severe"
    NOT_SUBSTANTIATED = "not_substantiated"
    PERPETRATOR_UNIDENTIFIED = "perpetrator_unidentified"
    POINTS_AT_PERSON = "points_at_person"
    """A probable person: a talk with them about the suspicion comes next. Source: UNK-03."""
    PERSON_ESTABLISHED = "person_established"
    """Clear enough that the chair can be asked to let the case go over to a known person. Source: KNO-12."""


OUTCOMES: Mapping[Phase, tuple[FindingOutcome, ...]] = {
    Phase.KNOWN: (FindingOutcome.SEVERE, FindingOutcome.NOT_SEVERE, FindingOutcome.NOT_SUBSTANTIATED),
    Phase.UNKNOWN: (
        FindingOutcome.POINTS_AT_PERSON,
        FindingOutcome.PERSON_ESTABLISHED,
        FindingOutcome.PERPETRATOR_UNIDENTIFIED,
        FindingOutcome.NOT_SUBSTANTIATED,
    ),
}

CONCLUDES: Mapping[FindingOutcome, Conclusion] = {
    FindingOutcome.SEVERE: Conclusion.SEVERE,
    FindingOutcome.NOT_SEVERE: Conclusion.NOT_SEVERE,
    FindingOutcome.NOT_SUBSTANTIATED: Conclusion.NOT_SUBSTANTIATED,
    FindingOutcome.PERPETRATOR_UNIDENTIFIED: Conclusion.PERPETRATOR_UNIDENTIFIED,
}
"""Only these leave the small group, with a summary for those who decide. Source: UNK-05."""

GO_ON = frozenset(FindingOutcome) - CONCLUDES.keys()
"""After these the case is mapped further."""


class FindingStatus(StrEnum):
    PROPOSED = "proposed"
    SENT_BACK = "sent_back"
    """Another who investigates said what is missing."""
    AGREED = "agreed"
    SET_ASIDE = "set_aside"
    """The case was sent back to be mapped further. What was found stays to be read."""


NEXT_FINDING: Mapping[FindingStatus, frozenset[FindingStatus]] = {
    FindingStatus.PROPOSED: frozenset({FindingStatus.SENT_BACK, FindingStatus.AGREED, FindingStatus.SET_ASIDE}),
    FindingStatus.AGREED: frozenset({FindingStatus.SET_ASIDE}),
    FindingStatus.SENT_BACK: frozenset(),
    FindingStatus.SET_ASIDE: frozenset(),
}


class Missing(StrEnum):
    """Why there can be no finding yet."""

    NO_LEAD = "no-lead"
    AFFECTED_NOT_HEARD = "affected-not-heard"
    ACCUSED_NOT_HEARD = "accused-not-heard"
    SUSPECTED_NOT_HEARD = "suspected-not-heard"
    NOBODY_SUSPECTED = "nobody-suspected"
    CHECK_OPEN = "check-open"


@dataclass(frozen=True)
class Facts:
    """How far a mapping has come. "Heard" is: had their chance, whatever they made of it.

    `points_at_person`: a finding says so, and nothing since has said otherwise.
    """

    has_lead: bool
    affected_heard: bool
    accused: int
    accused_heard: int
    suspected: int
    suspected_heard: int
    points_at_person: bool
    open_checks: int


def missing_for(outcome: FindingOutcome, facts: Facts, *, phase: Phase) -> tuple[Missing, ...]:
    """Everything that a finding with this outcome waits for. Source: UNK-02, UNK-03, KNO-01."""
    needs_suspected = outcome in {FindingOutcome.POINTS_AT_PERSON, FindingOutcome.PERSON_ESTABLISHED}
    goes_past_the_talk = facts.points_at_person and outcome is not FindingOutcome.POINTS_AT_PERSON
    found = {
        Missing.NO_LEAD: not facts.has_lead,
        Missing.AFFECTED_NOT_HEARD: not facts.affected_heard,
        Missing.ACCUSED_NOT_HEARD: phase is Phase.KNOWN and not 0 < facts.accused <= facts.accused_heard,
        Missing.NOBODY_SUSPECTED: needs_suspected and facts.suspected == 0,
        Missing.SUSPECTED_NOT_HEARD: goes_past_the_talk and facts.suspected_heard < facts.suspected,
        Missing.CHECK_OPEN: facts.open_checks > 0,
    }
    return tuple(each for each, is_missing in found.items() if is_missing)


class Becomes(StrEnum):
    """What somebody is to be in the case from now on. Source: KNO-12."""

    ACCUSED = "accused"
    SUSPECTED = "suspected"
    """Accused no more, but not cleared either."""
    CLEARED = "cleared"
    """It was not them."""


class ProposalStatus(StrEnum):
    PROPOSED = "proposed"
    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


NEXT_PROPOSAL: Mapping[ProposalStatus, frozenset[ProposalStatus]] = {
    ProposalStatus.PROPOSED: frozenset(ProposalStatus) - {ProposalStatus.PROPOSED},
    **dict.fromkeys(frozenset(ProposalStatus) - {ProposalStatus.PROPOSED}, frozenset[ProposalStatus]()),
}
