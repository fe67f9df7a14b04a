"""The ordinary life of a vote, as its status and the log of events tell it."""

from typing import Any

from app.votes.rules import VoteStatus

LIFE = {
    VoteStatus.RAISED: "vote-raised",
    VoteStatus.HEARING: "vote-hearing-over",
    VoteStatus.CONVENED: "vote-convened",
    VoteStatus.ROLL_LOCKED: "vote-roll-locked",
    VoteStatus.CREDENTIALS_OUT: "vote-summons-sent",
    VoteStatus.OPEN: "vote-opened",
    VoteStatus.CLOSED: "vote-closed",
    VoteStatus.CERTIFIED: "vote-certified",
    VoteStatus.MINUTES_APPROVED: "vote-minutes-approved",
}
"""In order, with the event that goes with each."""


def has_come_to(vote: dict[str, Any], status: VoteStatus) -> bool:
    order = list(LIFE)
    return order.index(vote["status"]) >= order.index(status)
