"""What a vote causes in rooms above it, in the same transaction. `app/connected.py` registers who answers."""

from dataclasses import dataclass
from uuid import UUID

from app.core.hooks import Hook
from app.votes.kinds import VoteKind
from app.votes.rules import Outcome


@dataclass(frozen=True)
class CertifiedVote:
    """A result that stands. `opens_exclusion`: the policy and the outcome say that an exclusion case is opened."""

    vote_id: UUID
    case_id: UUID | None
    kind: VoteKind
    outcome: Outcome
    opens_exclusion: bool


@dataclass(frozen=True)
class SummonedVote:
    """The council group is told what the account says, from now on."""

    vote_id: UUID
    case_id: UUID
    names_affected: bool
    by: str


@dataclass(frozen=True)
class OverturnedVote:
    """A result that stood and fell: a complaint was upheld. `outcome` is what it was."""

    vote_id: UUID
    case_id: UUID | None
    kind: VoteKind
    outcome: Outcome | None
    opened_exclusion: bool


summoned: Hook[SummonedVote] = Hook("votes.summoned")
"""Only for a vote of a case, and once: a vote that is drawn anew tells them nothing new. Source: ORG-04, SOI-02."""

certified: Hook[CertifiedVote] = Hook("votes.certified")
"""Source: KNO-09."""

overturned: Hook[OverturnedVote] = Hook("votes.overturned")
