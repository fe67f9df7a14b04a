"""The arithmetic and the life cycle of a confidence vote: pure, integers only.

A vote "against" is a vote against keeping confidence; see requirements CGR-03 to CGR-06.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType

from app.core.errors import DomainError

FEWEST_ENVELOPES_EVER = 5
"""With fewer, the totals alone say too much. A policy may ask for more, never for less."""


class VoteStatus(StrEnum):
    RAISED = "raised"
    HEARING = "hearing"
    CONVENED = "convened"
    ROLL_LOCKED = "roll_locked"
    CREDENTIALS_OUT = "credentials_out"
    OPEN = "open"
    CLOSED = "closed"
    COUNTED = "counted"
    CERTIFIED = "certified"
    MINUTES_APPROVED = "minutes_approved"
    CANCELLED = "cancelled"
    VOID = "void"


class Outcome(StrEnum):
    NO_CONFIDENCE = "no_confidence"
    CONFIDENCE_RETAINED = "confidence_retained"
    INQUORATE = "inquorate"
    UNDECIDED_BY_LOSS = "undecided_by_loss"
    """Ballots that were lost, or destroyed uncounted, would have been enough to turn it: nothing is decided."""


DECIDES_NOTHING = frozenset({Outcome.INQUORATE, Outcome.UNDECIDED_BY_LOSS})
"""The question stays open, and may be put to a new vote."""


class Choice(StrEnum):
    AGAINST = "against"
    FOR = "for"
    BLANK = "blank"


class MajorityBase(StrEnum):
    """What the needed share is counted of."""

    DECIDED = "decided"
    CAST = "cast"
    PRESENT = "present"
    ROLL = "roll"


class SecrecyWarning(StrEnum):
    """Ways in which totals alone tell how someone voted."""

    TOO_FEW_TO_OPEN = "too_few_to_open"
    SMALL_GROUP = "small_group"
    UNANIMOUS = "unanimous"
    ALL_BUT_ONE = "all_but_one"


class IllegalTransition(DomainError):
    code = "vote-transition-not-allowed"
    status = 409
    title = "The vote cannot go from where it stands to there."


LEGAL_TRANSITIONS: Mapping[VoteStatus, frozenset[VoteStatus]] = MappingProxyType(
    {
        # Straight to CONVENED where the policy asks for no hearing first.
        VoteStatus.RAISED: frozenset({VoteStatus.HEARING, VoteStatus.CONVENED, VoteStatus.CANCELLED}),
        VoteStatus.HEARING: frozenset({VoteStatus.CONVENED, VoteStatus.CANCELLED}),
        # To CONVENED again until casting opens: new times, before any draw or because a dispute about one was
        # upheld. A blind credential cannot be revoked, so that everything locked and drawn is void by that.
        VoteStatus.CONVENED: frozenset({VoteStatus.CONVENED, VoteStatus.ROLL_LOCKED, VoteStatus.CANCELLED}),
        VoteStatus.ROLL_LOCKED: frozenset(
            {VoteStatus.CONVENED, VoteStatus.CREDENTIALS_OUT, VoteStatus.CANCELLED, VoteStatus.VOID}
        ),
        VoteStatus.CREDENTIALS_OUT: frozenset(
            {VoteStatus.CONVENED, VoteStatus.OPEN, VoteStatus.CANCELLED, VoteStatus.VOID}
        ),
        VoteStatus.OPEN: frozenset({VoteStatus.CLOSED, VoteStatus.VOID}),
        VoteStatus.CLOSED: frozenset({VoteStatus.COUNTED, VoteStatus.VOID}),
        VoteStatus.COUNTED: frozenset({VoteStatus.CERTIFIED, VoteStatus.VOID}),
        # To VOID from here on only by a complaint that two uphold: see `complaining`.
        VoteStatus.CERTIFIED: frozenset({VoteStatus.MINUTES_APPROVED, VoteStatus.VOID}),
        VoteStatus.MINUTES_APPROVED: frozenset({VoteStatus.VOID}),
        VoteStatus.CANCELLED: frozenset(),
        VoteStatus.VOID: frozenset(),
    }
)
"""There is no way back to OPEN: a faulty vote is voided and a new one is held."""


def check_transition(status: VoteStatus, *, to: VoteStatus) -> None:
    """Raise IllegalTransition unless the life cycle has this step."""
    if to not in LEGAL_TRANSITIONS[status]:
        raise IllegalTransition(f"{status} -> {to}")


LAST_REMINDER_BEFORE_CLOSE = timedelta(hours=2)
SHORTEST_PAUSE = timedelta(hours=1)
"""Between a mail to a voter and the reminder after it."""


def next_reminder(*, summoned_at: datetime, reminded_at: datetime | None, closes_at: datetime) -> datetime | None:
    """When those who have not drawn are reminded next: half-way to the close of drawing, and two hours before it.

    None in what is left of it, and none within an hour of the mail before: who was just told needs no telling.
    """
    told_at = reminded_at or summoned_at
    times = sorted((summoned_at + (closes_at - summoned_at) / 2, closes_at - LAST_REMINDER_BEFORE_CLOSE))
    return next((time for time in times if time - told_at >= SHORTEST_PAUSE), None)


@dataclass(frozen=True, slots=True)
class Tally:
    """Counted ballots by choice."""

    against: int
    for_: int
    blank: int

    def __post_init__(self) -> None:
        if min(self.against, self.for_, self.blank) < 0:
            raise ValueError("a tally holds no negative count")

    @classmethod
    def of(cls, choices: Iterable[Choice]) -> "Tally":
        listed = list(choices)
        return cls(
            against=listed.count(Choice.AGAINST),
            for_=listed.count(Choice.FOR),
            blank=listed.count(Choice.BLANK),
        )

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(self.against + other.against, self.for_ + other.for_, self.blank + other.blank)

    @property
    def decided(self) -> int:
        return self.against + self.for_

    @property
    def cast(self) -> int:
        return self.decided + self.blank


@dataclass(frozen=True, slots=True)
class Turnout:
    """How many could vote, were there, drew a credential, left an envelope, and lost what they drew.

    Held at a distance, whoever drew counts as present. `paper`: those marked to vote on paper instead, of whose ballots
    `paper_ballots` were counted and `paper_uncounted` destroyed.
    """

    roll: int
    present: int
    drawn: int
    envelopes: int
    lost: int = 0
    paper: int = 0
    paper_ballots: int = 0
    paper_uncounted: int = 0

    def __post_init__(self) -> None:
        if not 0 <= self.envelopes <= self.drawn <= self.present - self.paper <= self.roll - self.paper:
            raise ValueError("a turnout has envelopes <= drawn, and drawn + paper <= present <= roll")
        if not 0 <= self.lost <= self.drawn - self.envelopes:
            raise ValueError("whoever cast has lost nothing")
        if min(self.paper_ballots, self.paper_uncounted) < 0 or self.paper_ballots + self.paper_uncounted > self.paper:
            raise ValueError("more ballots on paper than were marked for it")

    @property
    def unknown(self) -> int:
        """Ballots that could have been anything: they were lost, or were too few on paper to be looked at."""
        return self.lost + self.paper_uncounted

    @property
    def most_known(self) -> int:
        """So many ballots could have been counted."""
        return self.drawn + self.paper - self.unknown


@dataclass(frozen=True, slots=True)
class MajorityRule:
    """The share of `base` that must be against for confidence to be denied. Source: CGR-04."""

    numerator: int
    denominator: int
    base: MajorityBase
    strict: bool

    def __post_init__(self) -> None:
        if not 0 < self.numerator <= self.denominator:
            raise ValueError("a majority is a share above 0 and at most 1")
        if self.strict and self.numerator == self.denominator:
            raise ValueError("more than everyone can never be reached")


@dataclass(frozen=True, slots=True)
class Quorum:
    """The share of the roll that must be present."""

    numerator: int
    denominator: int
    strict: bool

    def __post_init__(self) -> None:
        if not 0 <= self.numerator <= self.denominator or self.denominator == 0:
            raise ValueError("a quorum is a share from 0 to 1")
        if self.strict and self.numerator == self.denominator:
            raise ValueError("more than everyone can never be reached")

    def is_met(self, turnout: Turnout) -> bool:
        have = self.denominator * turnout.present
        need = self.numerator * turnout.roll
        return have > need if self.strict else have >= need


TWO_THIRDS_OF_DECIDED = MajorityRule(numerator=2, denominator=3, base=MajorityBase.DECIDED, strict=False)
MORE_THAN_HALF_OF_ROLL = Quorum(numerator=1, denominator=2, strict=True)


def base_of(rule: MajorityRule, tally: Tally, turnout: Turnout) -> int:
    """The number the share is taken of."""
    match rule.base:
        case MajorityBase.DECIDED:
            return tally.decided
        case MajorityBase.CAST:
            return tally.cast
        case MajorityBase.PRESENT:
            return turnout.present
        case MajorityBase.ROLL:
            return turnout.roll


def _reaches(rule: MajorityRule, *, against: int, base: int) -> bool:
    if base == 0:
        return False
    have, need = rule.denominator * against, rule.numerator * base
    return have > need if rule.strict else have >= need


def confidence_is_denied(tally: Tally, rule: MajorityRule, turnout: Turnout) -> bool:
    """Whether the group denies its confidence; a base of 0 never does. Source: CGR-04."""
    return _reaches(rule, against=tally.against, base=base_of(rule, tally, turnout))


def needed_against(rule: MajorityRule, *, base: int) -> int | None:
    """Least number against that denies confidence: of 35 deciding, 24. None when no number can."""
    share = rule.numerator * base
    needed = share // rule.denominator + 1 if rule.strict else -(-share // rule.denominator)
    return needed if 0 < needed <= base else None


def fewest_of_batch(fewest_envelopes: int) -> int:
    """So many ballots, in envelopes or on paper, must lie together before anyone looks at them."""
    return max(fewest_envelopes, FEWEST_ENVELOPES_EVER)


def must_stay_sealed(turnout: Turnout, quorum: Quorum, *, fewest_envelopes: int) -> bool:
    """Whether the vote is inquorate, so that its envelopes are destroyed unopened.

    A vote that decides nothing must not tell how anyone leaned either; nor do ballots on paper make up for envelopes
    that are too few, since both totals are published.
    """
    return not quorum.is_met(turnout) or turnout.envelopes < fewest_of_batch(fewest_envelopes)


def is_batch_possible(turnout: Turnout, *, is_opened: bool, fewest_envelopes: int) -> bool:
    """Whether paper was held to the same: marked for nobody or for enough, and counted only where enough lay together.

    Of a vote that stays sealed no ballot on paper is looked at either.
    """
    fewest, counted, uncounted = fewest_of_batch(fewest_envelopes), turnout.paper_ballots, turnout.paper_uncounted
    if 0 < turnout.paper < fewest:
        return False
    if not is_opened:
        return counted == uncounted == 0
    return uncounted < fewest and (counted == 0 or (counted >= fewest and uncounted == 0))


def outcome_of(tally: Tally, turnout: Turnout, *, rule: MajorityRule, quorum: Quorum, fewest_envelopes: int) -> Outcome:
    """Quorum first, then the majority. Source: CGR-04."""
    if must_stay_sealed(turnout, quorum, fewest_envelopes=fewest_envelopes):
        return Outcome.INQUORATE
    return decision_of(tally, turnout, rule)


def decision_of(tally: Tally, turnout: Turnout, rule: MajorityRule) -> Outcome:
    """What opened ballots decide; nothing where the lost ones, or those left uncounted, could have decided otherwise.

    Where they could not, a loss changes nothing: nobody has a veto. All of them against, or all of them for, is the
    furthest that they could have gone either way.
    """
    is_denied, more = confidence_is_denied(tally, rule, turnout), turnout.unknown
    otherwise = replace(tally, for_=tally.for_ + more) if is_denied else replace(tally, against=tally.against + more)
    if confidence_is_denied(otherwise, rule, turnout) != is_denied:
        return Outcome.UNDECIDED_BY_LOSS
    return Outcome.NO_CONFIDENCE if is_denied else Outcome.CONFIDENCE_RETAINED


def warnings_before_opening(*, roll: int, fewest_envelopes: int, warn_below: int) -> frozenset[SecrecyWarning]:
    """What the group is told before it votes; `roll` is the number on the electoral roll."""
    if roll < fewest_envelopes:
        return frozenset({SecrecyWarning.TOO_FEW_TO_OPEN, SecrecyWarning.SMALL_GROUP})
    return frozenset({SecrecyWarning.SMALL_GROUP}) if roll < warn_below else frozenset()


def warnings_of(tally: Tally) -> frozenset[SecrecyWarning]:
    """What the totals give away: all alike shows everyone; all but one lets that one see all the others."""
    most = max(tally.against, tally.for_, tally.blank)
    if tally.cast == 0:
        return frozenset()
    if most == tally.cast:
        return frozenset({SecrecyWarning.UNANIMOUS})
    return frozenset({SecrecyWarning.ALL_BUT_ONE}) if most == tally.cast - 1 else frozenset()
