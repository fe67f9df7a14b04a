"""What comes in and goes out about a vote, for those who are signed in."""

from datetime import date, datetime
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import AwareDatetime, Field, model_validator

from app.core.schemas import Prose, Reason, Schema
from app.votes.kinds import AccountState, CoarseTurnout, HearingOutcome, Origin, Statute, TellerTask, VoteKind
from app.votes.manifest import Held, Mode
from app.votes.paper_schemas import TallyFigures
from app.votes.preflight_schemas import PreflightRead
from app.votes.rules import MajorityBase, MajorityRule, Outcome, Quorum, SecrecyWarning, VoteStatus

Part = Annotated[int, Field(ge=0, le=1000)]
Whole = Annotated[int, Field(ge=1, le=1000)]


class MajorityFigures(Schema):
    """`numerator` of `denominator` of `base` must be against; reached at exactly that unless `strict`."""

    numerator: Part
    denominator: Whole
    base: MajorityBase
    strict: bool

    def rule(self) -> MajorityRule:
        return MajorityRule(self.numerator, self.denominator, self.base, self.strict)

    @model_validator(mode="after")
    def _can_be_reached(self) -> Self:
        self.rule()
        return self


class QuorumFigures(Schema):
    """The share of the roll that must be present."""

    numerator: Part
    denominator: Whole
    strict: bool

    def rule(self) -> Quorum:
        return Quorum(self.numerator, self.denominator, self.strict)

    @model_validator(mode="after")
    def _can_be_reached(self) -> Self:
        self.rule()
        return self


class VoteCreate(Schema):
    concerns: UUID
    """The person: someone in the council group or on the board, and for a consultation anyone of the association."""
    kind: VoteKind = VoteKind.CONFIDENCE
    account: Prose | None = None
    """The board's account, which the group reads from the summons on."""


class AccountWrite(Schema):
    """What the board tells the group, or why it tells nothing."""

    account: Prose | None = None
    none_because: Reason | None = None

    @model_validator(mode="after")
    def _one_of_them(self) -> Self:
        if bool(self.account) == (self.none_because is not None):
            raise ValueError("an account, or why there is none")
        return self


class HearingCreate(Schema):
    outcome: HearingOutcome
    heard_on: date | None = None
    note: Reason | None = None
    """With whom; or why there was none."""


class ConveningCreate(Schema):
    """At a distance all times are set; in a room the chair closes drawing and opens casting."""

    held: Held
    drawing_closes_at: AwareDatetime | None = None
    casting_opens_at: AwareDatetime | None = None
    closes_at: AwareDatetime
    majority: MajorityFigures | None = None
    quorum: QuorumFigures | None = None


class Because(Schema):
    reason: Reason


class Caution(Schema):
    """What cryptography does not solve in this vote, to be shown in the size of all other text."""

    code: Literal["server-holds-opening-key", "tellers-open"]
    sv: str
    en: str


class SubjectRead(Schema):
    """Whom the question concerns; name and salt together check the manifest's commitment."""

    person_id: UUID
    name: str
    salt: str


class BulletinHead(Schema):
    """The result in numbers; everything else stands in the bulletin."""

    outcome: Outcome
    roll: int
    present: int
    drawn: int
    confirmed: int
    lost: int
    """Drawn, not cast, and reported as lost."""
    paper: int
    """Marked to vote on paper."""
    paper_ballots: int
    """Of theirs so many were counted by hand; they are in the numbers below as well."""
    paper_uncounted: int
    """So few that nobody looked at them, and destroyed."""
    paper_tally: TallyFigures | None
    envelopes: int
    ballots: int
    against: int | None
    for_: Annotated[int | None, Field(alias="for")]
    blank: int | None
    needed_against: int | None
    changes_to_overturn: int | None
    """Fewest roll entries whose ballots would turn the result, had they been falsified; null when none could."""
    unconfirmed: int | None
    """Those who drew and did not say that their receipt is listed."""
    warnings: list[SecrecyWarning]


class ObjectionRead(Schema):
    id: UUID
    text: str
    answer: str | None


class ComplaintRead(Schema):
    """What somebody on the roll holds against the result, and the answer. Whose it is only they are told."""

    id: UUID
    text: str
    answer: str | None
    is_upheld: bool | None
    """Null until it is answered."""
    is_mine: bool
    waits_for_second: bool
    """One person upholds it, and another has to agree before anything happens; for who may assist."""
    was_first: bool
    """Whoever asks is the one who upholds it so far."""


class ComplaintCreate(Schema):
    text: Reason


class ComplaintAnswer(Schema):
    """Dismissed it is answered; upheld it waits for a second person who agrees."""

    is_upheld: bool
    reason: Reason


class VoteSummary(Schema):
    id: UUID
    kind: VoteKind
    origin: Origin
    status: VoteStatus
    raised_at: datetime
    closes_at: datetime | None
    outcome: Outcome | None


class VoteListed(VoteSummary):
    leads: bool
    """Whether whoever asks leads it."""
    awaits_account: bool
    """A motion waits for the board's account, from whoever asks."""
    teller_task: TellerTask | None
    """What it waits for from whoever asks, as one of its tellers."""


class VoteRead(VoteSummary):
    caution: Caution
    mode: Mode
    teller_threshold: int
    """So many of the tellers open it; 0 without tellers."""
    tellers_ready: bool | None
    """Whether all have made their keys; null without tellers."""
    tellers_confirmed: bool | None
    """Whether all have confirmed the manifest, so that casting can open."""
    concerns: SubjectRead
    question: str
    """As it is, or will be, locked: in the association's language."""
    opens_exclusion: bool
    """Whether a result that says no opens an exclusion case. Source: KNO-09."""
    account: str | None
    """From the summons on; before that for who leads."""
    no_account_because: str | None
    """Why the board gives none; to whom it would give the account."""
    account_state: AccountState | None
    """Of a motion: whether the board has answered. For its mover as well, who reads the answer with the group."""
    leads: bool
    assists: bool
    summoned_at: datetime | None
    """Before that the group does not know of it."""
    reads_roll: bool
    """Who is on it is for the group, and not for a teller from outside."""
    is_teller: bool
    prints_slips: bool
    """Whether they can be one of the two who print a slip now."""
    hearing_first: bool
    """Whether the policy asks for a hearing before it is convened."""
    statement_ends_at: datetime
    """Before this the time to be heard has not run out."""
    hearing: HearingOutcome | None
    heard_on: date | None
    hearing_note: str | None
    """For who leads."""
    statute: Statute
    """Says who has the vote."""
    preflight: PreflightRead | None
    """For who leads from the convening on, for the group from lock on."""
    held: Held | None
    majority: MajorityFigures
    quorum: QuorumFigures
    drawing_closes_at: datetime | None
    casting_opens_at: datetime | None
    is_drawing_closed: bool
    next_reminder_at: datetime | None
    """When those who have not drawn are reminded by mail; for who leads."""
    closed_at: datetime | None
    check_ends_at: datetime | None
    roll_size: int | None
    voters_today: int | None
    """How many the roll would hold if it was locked today; before lock, for who leads."""
    drawn: int | None
    present: int | None
    confirmed: int | None
    paper: int | None
    """Marked to vote on paper: for whoever leads or assists, and after close for the group."""
    paper_awaited: bool
    """Nothing is opened until two have entered the same count of the ballots on paper."""
    counts_paper: bool
    """Whether they can be one of the two."""
    turnout: CoarseTurnout | None
    """Only while casting is open."""
    envelopes: int | None
    """After close."""
    fewest_envelopes: int
    """With fewer in the box they are destroyed unopened."""
    warnings: list[SecrecyWarning]
    """What the group is told before it votes; before lock, for who leads, what it would be told today."""
    manifest: str | None
    manifest_hash: str | None
    short_hash: str | None
    objections: list[ObjectionRead]
    complaints: list[ComplaintRead]
    complaints_end_at: datetime | None
    """Until then someone on the roll may complain about the result."""
    may_complain: bool
    """Whether whoever asks can now."""
    is_overturned: bool
    """A complaint was upheld: `result` is what the bulletin said, and holds no more."""
    ballots_kept_until: datetime | None
    """When they are destroyed, by the policy's retention; an unanswered complaint keeps them longer."""
    ballots_destroyed_at: datetime | None
    """From then on there is no bulletin; who drew and who confirmed is not told any more."""
    end_reason: str | None
    """Called off before its summons, for who leads and for the mover of a motion."""
    result: BulletinHead | None
    version: int
